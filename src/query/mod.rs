//! Query text to a matcher over the library. Pure: it reads the table and nothing else.
//!
//! - [`syntax`]: the tree of conditions that a query is
//! - [`parse`]: [`Query`], what the text after `/` or `-q` means; [`lex`] cuts the text into
//!   pieces, [`names`] stand before colons, [`dates`] are days and ages
//! - [`complete`](mod@complete): what a text that is being typed can go on with
//! - [`fault`]: what can be wrong with a text, and where
//! - [`bodies`]: words in the texts of posts
//! - [`fuzzy`]: any post by some letters of its title
//! - [`filter`]: [`Filter`], a query together with chosen categories and tags
//! - [`engine`]: [`Engine`], which posts pass a filter; [`outcome`]: what it needs and gives
//! - [`saved`]: queries under a name
//! - `spans`: what several words found in a text

pub mod bodies;
pub mod complete;
pub mod dates;
pub mod engine;
pub mod fault;
pub mod filter;
pub mod fuzzy;
pub mod lex;
pub mod names;
pub mod outcome;
pub mod parse;
pub mod saved;
mod spans;
pub mod syntax;

pub use crate::library::{Bits, Month};
pub use dates::Now;
pub use engine::Engine;
pub use fault::{Fault, QueryError};
pub use filter::{Choice, Filter};
pub use outcome::{Evidence, FacetCounts, Known, Outcome, body_key};
pub use parse::{Query, Typed};
