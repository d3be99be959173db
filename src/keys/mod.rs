//! Keys, and what they are bound to. Nothing here knows a terminal or the state of
//! the program: a key is data, a keymap is data, and resolving one is a pure function.
//!
//! - [`key`](mod@key): [`Key`] and its notation (`j`, `<C-d>`, `gg`)
//! - `normalize`: full-width and input-method keys as the key on the keyboard
//! - [`keymap`]: [`Keymap`], [`Layer`], and [`Keymap::resolve`]
//! - [`file`](mod@file): keymap files, read with the line of every mistake
//! - `vim.yaml`: the built-in bindings

pub mod file;
pub mod key;
pub mod keymap;
mod normalize;

pub use key::{Code, Key, parse_sequence};
pub use keymap::{Keymap, Layer, Resolution};
