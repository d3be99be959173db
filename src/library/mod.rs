//! All posts of the open archives as one table: fixed-size rows, one block of
//! strings, dictionaries of categories and tags. It knows no file and no pane.
//!
//! - [`table`]: [`Library`], [`PostId`] and the borrowed [`PostView`]
//! - [`dictionary`]: names of categories and tags, interned
//! - [`order`]: sort keys and sorted lists of ids
//! - [`facets`]: counts for each category and tag over any list of posts
//! - [`resolve`]: the post that a link of another post means

pub mod dictionary;
pub mod facets;
pub mod order;
mod place;
pub mod resolve;
pub mod table;

pub use dictionary::{Facet, FacetId, FacetKind};
pub use order::SortKey;
pub use table::{Library, PostId, PostView, RootId};
