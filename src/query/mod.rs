//! Query text to a matcher over the library. Pure: it reads the table and nothing else.
//!
//! - [`syntax`]: the tree of conditions that a query is
//! - [`parse`]: [`Query`], what the text after `/` or `-q` means
//! - [`bodies`]: words in the texts of posts
//! - [`filter`]: [`Filter`], a query together with chosen categories and tags
//! - [`engine`]: [`Engine`], which posts pass a filter; [`outcome`]: what it needs and gives

pub mod bodies;
pub mod engine;
pub mod filter;
pub mod outcome;
pub mod parse;
pub mod syntax;

pub use crate::library::{Bits, Month};
pub use engine::Engine;
pub use filter::{Choice, Filter};
pub use outcome::{Evidence, FacetCounts, Known, Outcome, body_key};
pub use parse::{Query, QueryError};
