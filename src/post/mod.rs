//! A post as its front matter describes it. Pure: no file is opened here, and the
//! body is never kept (it is read when an article is opened).
//!
//! - [`problem`]: what was wrong with a file and what was done about it

pub mod problem;

pub use problem::{Problem, Severity};

/// A moment as its author wrote it: the instant, and the offset its wall clock stood at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct PostDate {
    /// Seconds since 1970-01-01T00:00:00Z.
    pub seconds: i64,
    /// Seconds east of UTC, below a day in either direction.
    pub offset: i32,
}

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
    /// Whether it is in the default list.
    pub visibility: Visibility,
}
