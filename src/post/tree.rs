//! The kinds of trees that posts live in. What each kind does differently is asked
//! here by name, so that no other file compares kinds.

use std::fmt;

use super::header::Dialect;

/// What wrote the tree that a post stands in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum TreeKind {
    /// Posts in `_posts`, dated by their names.
    Jekyll,
    /// Pages below `content`, configured by `hugo.*` or `config.*`.
    Hugo,
    /// Pages below `content`, TOML front matter.
    Zola,
    /// Posts in `source/_posts`.
    Hexo,
    /// Any folder of Markdown and HTML files.
    Plain,
    /// One file outside any tree.
    File,
}

impl TreeKind {
    /// The name shown to the reader.
    pub fn name(self) -> &'static str {
        match self {
            Self::Jekyll => "Jekyll",
            Self::Hugo => "Hugo",
            Self::Zola => "Zola",
            Self::Hexo => "Hexo",
            Self::Plain => "folder",
            Self::File => "file",
        }
    }

    /// How front matter is written here.
    pub fn dialect(self) -> Dialect {
        match self {
            Self::Jekyll => Dialect::Jekyll,
            Self::Hexo => Dialect::Hexo,
            _ => Dialect::Any,
        }
    }

    /// Whether the first heading is the title of a post that gives none.
    pub fn heading_is_title(self) -> bool {
        matches!(self, Self::Plain | Self::File)
    }

    /// Whether `draft: true` in the front matter counts (Jekyll knows only the folder).
    pub fn knows_draft_key(self) -> bool {
        matches!(self, Self::Hugo | Self::Zola | Self::Plain)
    }

    /// Whether a post of the future waits for its day.
    pub fn hides_future(self) -> bool {
        matches!(self, Self::Jekyll | Self::Hugo)
    }
}

impl fmt::Display for TreeKind {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self.name())
    }
}
