//! Query text to a matcher over the library. Pure: it reads the table and nothing else.
//!
//! - [`syntax`]: the tree of conditions that a query is
//! - [`parse`]: [`Query`], what the text after `/` or `-q` means
//! - [`bodies`]: words in the texts of posts
//! - [`filter`]: [`Filter`], a query together with chosen categories and tags
//! - [`saved`]: queries under a name

pub mod bodies;
pub mod filter;
pub mod parse;
pub mod saved;
pub mod syntax;

pub use filter::{Choice, FacetCounts, Filter};
pub use parse::{Query, QueryError, Term};
