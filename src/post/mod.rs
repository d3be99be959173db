//! A post as its front matter describes it. Pure: no file is opened here, and the
//! body is never kept (it is read when an article is opened).
//!
//! - [`header`]: where the front matter ends and the body begins
//! - [`front_matter`]: the front matter as keys and [`node`]s, whatever its syntax and damage:
//!   [`plain`] reads the everyday shapes, [`yaml`] and [`toml`] the rest, [`salvage`] the broken
//! - [`date`], [`slug`], [`title`], [`facets`], [`source`]: one field each
//! - [`furniture`]: the words that lead around a site and name sources
//! - [`read`]: all of it together, by the rules of the tree ([`tree`]) that the post stands in
//! - [`context`]: what stands around a body: values, the address of the site
//! - [`stamp`]: whether a file is another than before
//! - [`problem`]: what was wrong with a file and what was done about it

pub mod context;
pub mod date;
pub mod facets;
pub mod front_matter;
pub mod furniture;
pub mod header;
pub mod node;
pub mod plain;
pub mod problem;
pub mod read;
pub mod salvage;
pub mod slug;
pub mod source;
pub mod stamp;
pub mod title;
pub mod toml;
pub mod tree;
pub mod yaml;

pub use context::{Base, Context};
pub use date::PostDate;
pub use problem::{Problem, Severity, Trouble};
pub use stamp::{Short, Stamp};
pub use tree::TreeKind;

/// Why a post is not in the default list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Visibility {
    /// In the default list.
    #[default]
    Listed,
    /// In a drafts folder, or marked as a draft where the kind of tree knows drafts.
    Draft,
    /// `published: false`.
    Unpublished,
    /// Dated in the future.
    Future,
    /// Past its `expiryDate` (Hugo).
    Expired,
}

/// What the front matter and the file name of a post say. Every text is clean
/// (it passed [`crate::text::sanitize`]).
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Post {
    /// Path below the archive's root, with `/`, shown and printed; clean text.
    pub path: String,
    /// Never empty: the front matter's, else the slug's, else the first words.
    pub title: String,
    /// When it was published, where that is known.
    pub date: Option<PostDate>,
    /// In order, without repetition.
    pub categories: Vec<String>,
    /// In order, without repetition.
    pub tags: Vec<String>,
    /// Where the text came from: an absolute http or https URL.
    pub source: Option<String>,
    /// `author`/`authors`, joined by `, `.
    pub author: Option<String>,
    /// The language that it says it is in (`lang`, `language`, `locale`), else its site's; as written.
    pub lang: Option<String>,
    /// Whether it is in the default list.
    pub visibility: Visibility,
}
