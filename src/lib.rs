//! kanbao (看报, "read the paper"): a terminal reader for local archives of posts.
//!
//! This page is the map of the house. A folder is a layer and imports only the
//! folders that stand **above** it here; `tests/architecture.rs` enforces it.
//!
//! | folder | what lives there |
//! |---|---|
//! | [`text`] | text without colours: roles, spans, lines, width, wrapping, the sanitising gate, search keys |
//! | [`action`] | every command of the program: one table of names and help lines |
//! | [`yaml`] | YAML files of our own (keymaps, themes), read with the line and key of every mistake |
//! | [`locale`] | the words of the interface in Chinese and English |
//! | [`post`] | a post: front matter, dates, slugs, source link; pure |
//! | [`library`] | all posts of the open archives as one table, facets and sort orders |
//! | [`article`] | a body as blocks, and blocks as laid-out rows |
//! | [`query`] | query text to a matcher over the library; pure |
//! | [`archive`] | a root on disk: what tree it is, scan, load; the only reader of the archive |
//! | [`state`] | marks, places, sessions, undo; the store on disk that keeps them |
//! | [`keys`] | keys, keymaps and their presets |
//! | [`theme`] | a style for every role and part of the screen |
//! | [`config`] | where things of the user live on disk |
//! | [`app`] | all state, and the pure `update` |
//! | [`ui`] | one small widget for each model; the only place where a role gets a colour |
//! | [`terminal`] | the loop, the screen guard, input, workers, browser |
//! | [`cli`] | the command line |
//!
//! Data flows one way: a key becomes an [`action::Action`], `update` turns it
//! into new state and a list of effects, the terminal performs the effects and
//! answers with messages, and `draw` paints the state.

pub mod action;
pub mod app;
pub mod archive;
pub mod article;
pub mod cli;
pub mod config;
pub mod keys;
pub mod library;
pub mod locale;
pub mod post;
pub mod query;
pub mod state;
pub mod terminal;
pub mod text;
pub mod theme;
pub mod ui;
pub mod yaml;
