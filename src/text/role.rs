//! What a piece of text is, never how it looks: a theme gives each role a style.
//! No colour and no terminal attribute belongs here.

/// What a piece of text is. Every theme has a style for each of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub enum Role {
    /// Running text.
    #[default]
    Body,
    /// The title of an article.
    Title,
    /// A heading within an article.
    Heading,
    /// The text of a link.
    Link,
    /// The number behind a link, `[3]`.
    LinkNumber,
    /// Code within running text, key caps.
    Code,
    /// A line of a code block.
    CodeBlock,
    /// A keyword in a code block.
    CodeKeyword,
    /// A string or character.
    CodeString,
    /// A comment.
    CodeComment,
    /// A number or a truth value.
    CodeNumber,
    /// A type, an attribute, a key.
    CodeType,
    /// A function or macro that is named or called.
    CodeFunction,
    /// Text within a quotation.
    Quote,
    /// The bar before a quotation.
    QuoteBar,
    /// The bullet, number or check box before a list item.
    ListMarker,
    /// The stand-in for an image, a video or another embed.
    Image,
    /// A horizontal rule.
    Rule,
    /// The lines of a table.
    TableBorder,
    /// A header cell of a table.
    TableHead,
    /// Date, source, reading time and the like.
    Meta,
    /// A category's name.
    Category,
    /// A tag's name.
    Tag,
    /// Less important than its surroundings: footnotes, captions, site furniture.
    Dim,
    /// A mark that kanbao adds to the text: a continued code line, a truncation.
    Marker,
    /// What the reader should know about this text: it was cut, decoded, simplified.
    Notice,
    /// A place found by a search.
    Match,
    /// The one of these places where the reader stands.
    CurrentMatch,
}

impl Role {
    /// All roles, with the kebab-case names that theme files use.
    pub const ALL: [(Self, &'static str); 28] = [
        (Self::Body, "body"),
        (Self::Title, "title"),
        (Self::Heading, "heading"),
        (Self::Link, "link"),
        (Self::LinkNumber, "link-number"),
        (Self::Code, "code"),
        (Self::CodeBlock, "code-block"),
        (Self::CodeKeyword, "code-keyword"),
        (Self::CodeString, "code-string"),
        (Self::CodeComment, "code-comment"),
        (Self::CodeNumber, "code-number"),
        (Self::CodeType, "code-type"),
        (Self::CodeFunction, "code-function"),
        (Self::Quote, "quote"),
        (Self::QuoteBar, "quote-bar"),
        (Self::ListMarker, "list-marker"),
        (Self::Image, "image"),
        (Self::Rule, "rule"),
        (Self::TableBorder, "table-border"),
        (Self::TableHead, "table-head"),
        (Self::Meta, "meta"),
        (Self::Category, "category"),
        (Self::Tag, "tag"),
        (Self::Dim, "dim"),
        (Self::Marker, "marker"),
        (Self::Notice, "notice"),
        (Self::Match, "match"),
        (Self::CurrentMatch, "current-match"),
    ];

    /// The kebab-case name that theme files use.
    pub fn name(self) -> &'static str {
        Self::ALL.iter().find(|(role, _)| *role == self).map_or("body", |(_, name)| name)
    }
}

/// Stress laid over a role: a link can be bold, a heading can hold struck text.
/// A set of flags; themes give each flag a style that is patched over the role's.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Accents(u8);

impl Accents {
    /// No stress.
    pub const NONE: Self = Self(0);
    /// `strong`, `b`.
    pub const STRONG: Self = Self(1);
    /// `em`, `i`, `cite`.
    pub const EMPHASIS: Self = Self(2);
    /// `del`, `s`, `strike`.
    pub const DELETED: Self = Self(4);
    /// `u`, `ins`.
    pub const UNDERLINED: Self = Self(8);
    /// `mark`.
    pub const MARKED: Self = Self(16);
    /// All flags, with the kebab-case names that theme files use.
    pub const ALL: [(Self, &'static str); 5] = [
        (Self::STRONG, "strong"),
        (Self::EMPHASIS, "emphasis"),
        (Self::DELETED, "deleted"),
        (Self::UNDERLINED, "underlined"),
        (Self::MARKED, "marked"),
    ];

    /// Both sets together.
    #[must_use]
    pub fn with(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Whether every flag of `other` is set.
    pub fn contains(self, other: Self) -> bool {
        self.0 & other.0 == other.0
    }
}
