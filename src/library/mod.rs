//! All posts of the open archives as one table: fixed-size rows, one block of
//! strings, dictionaries of categories and tags. It knows no file and no pane.
//!
//! - [`table`]: [`Library`], [`PostId`] and the borrowed [`PostView`]; [`table::image`]: the table
//!   as columns for a file; [`table::base`]: texts that lie elsewhere
//! - [`titles`], [`columns`]: what all posts are tested by; [`bits`]: sets of posts;
//!   [`month`]: months; [`numbers`]: small numbers; `lang`: the language of a post
//! - [`dictionary`]: names of categories and tags, interned
//! - [`order`]: sort keys and sorted lists of ids
//! - [`facets`]: counts for each category and tag over any list of posts
//! - [`resolve`]: the post that a link of another post means
//! - [`roll`]: all posts in one block, for threads that work beside

pub mod bits;
pub mod columns;
pub mod dictionary;
pub mod facets;
mod lang;
pub mod month;
pub mod numbers;
pub mod order;
mod place;
pub mod resolve;
pub mod roll;
pub mod table;
pub mod titles;

pub use bits::Bits;
pub use columns::NameKind;
pub use dictionary::{Facet, FacetId, FacetKind};
pub use month::Month;
pub use order::{Orders, SortKey};
pub use roll::{Called, Roll};
pub use table::base::Base;
pub use table::image::{Columns, Front};
pub use table::{Library, PostId, PostView, RootId};
