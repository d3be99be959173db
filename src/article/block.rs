//! The parts of an article, independent of any width. How they are found is
//! [`super::html`]'s business, how they are set is [`super::layout`]'s.

use std::borrow::Cow;
use std::ops::Range;

use crate::text::{Accents, Line, Origin, Role, Span, sanitize, wrap::is_east_asian};

/// Chinese characters that an adult reads in a minute.
const CHARACTERS_A_MINUTE: usize = 400;
/// Words of a spaced script that an adult reads in a minute.
const WORDS_A_MINUTE: usize = 230;

/// A body, ready to be laid out at any width.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Article {
    /// The blocks in reading order.
    pub blocks: Vec<Block>,
    /// Quotes and list items that blocks stand in.
    pub containers: Vec<Container>,
    /// Links that can be followed: those out of the article in the order of their numbers, then
    /// those to a place in it, which have no number to show.
    pub links: Vec<Link>,
    /// Places that `#`-links lead to: each `id` (or `name` of an anchor) with the text it
    /// stands before.
    pub places: Vec<(String, Anchor)>,
    /// What the reader should know about the text shown.
    pub notice: Option<Notice>,
}

/// A position in an article that survives another width: the block (0 is the head, the
/// first block of the body is 1) and the byte offset in its searchable text
/// ([`Kind::searchable`]; the row, for the head).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Anchor {
    /// The block, counted from 1; 0 is the head.
    pub block: u32,
    /// The offset in it.
    pub offset: u32,
}

/// Why an article is not shown as its author meant it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Notice {
    /// Too large to be typeset: shown as plain text.
    TooLarge,
    /// Took too long: shown as plain text.
    TooSlow,
    /// Could not be read as HTML: shown as plain text.
    Unreadable,
    /// Nested deeper than any page: inner levels were flattened.
    Simplified,
}

/// A link of the article.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    /// Where it leads.
    pub target: Target,
    /// The words it stands on; clean text, maybe empty.
    pub text: String,
}

/// Where a link leads. Every text in it is clean.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Target {
    /// Out of the archive: an absolute http, https or mailto URL.
    Web(String),
    /// To another post of the site, as the author wrote it: a relative or root-relative
    /// path, or what `{% post_url %}` and `{% link %}` named.
    Post {
        /// The path without its `#fragment`, never empty.
        path: String,
        /// The place in that post, without `#`.
        place: Option<String>,
        /// The page on the web, where the site says under which address it stands: opened
        /// when no post of the archive answers to the path.
        url: Option<String>,
    },
    /// To a place of this article: the fragment without `#`, decoded; see [`Article::places`].
    Place(String),
}

/// A run of text with marks.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Text {
    /// Clean text; a line feed is a forced line break.
    pub text: String,
    /// Consecutive runs that are not plain body text: ascending, not overlapping.
    pub marks: Vec<Mark>,
    /// Offsets where a line may not end although the text would allow it; ascending.
    pub glue: Vec<usize>,
}

/// What a part of a text is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Mark {
    /// Byte offset of the start.
    pub start: usize,
    /// Byte offset behind the end.
    pub end: usize,
    /// How it is set.
    pub style: Style,
}

/// Role, stress and link of a run.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Style {
    /// What the text is.
    pub role: Role,
    /// How it is stressed.
    pub accents: Accents,
    /// Index into [`Article::links`].
    pub link: Option<u32>,
}

/// One block.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Block {
    /// What it is.
    pub kind: Kind,
    /// Indexes into [`Article::containers`], outermost first.
    pub nest: Vec<u32>,
    /// Whether a blank row stands before it (never before the first).
    pub space: bool,
}

/// The kinds of blocks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Kind {
    /// Running text.
    Paragraph(Text),
    /// A heading of level 1 to 6.
    Heading(u8, Text),
    /// Preformatted text: rows are not refilled.
    Code(Text),
    /// A horizontal rule.
    Rule,
    /// A table.
    Table(Table),
}

/// What a block stands in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Container {
    /// A quotation.
    Quote,
    /// A list item with its marker, already padded to the list's marker width; the marker
    /// stands before the item's first row only.
    Item {
        /// Bullet, number or check box with the space behind it.
        marker: String,
    },
    /// Indented by this many columns: the description of a term.
    Indent(usize),
}

/// A table as its cells.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Table {
    /// The rows; each has the cells that begin in it, in the order of their columns. Every
    /// place of the grid belongs to one cell.
    pub rows: Vec<Vec<Cell>>,
    /// Columns of the grid.
    pub columns: usize,
    /// Rows at the top that hold nothing but headers.
    pub head: usize,
}

/// A cell of a table.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Cell {
    /// Its text.
    pub text: Text,
    /// A `th`.
    pub header: bool,
    /// Its first column, counted from 0.
    pub column: usize,
    /// Columns it spans, at least 1.
    pub span: usize,
    /// Rows it spans, at least 1.
    pub rows: usize,
    /// How its lines stand.
    pub align: Align,
    /// Where its text starts in the searchable text of the table: see [`Table::locate`].
    pub offset: u32,
}

/// Where the lines of a cell stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Align {
    /// At the left edge.
    #[default]
    Left,
    /// In the middle.
    Center,
    /// At the right edge.
    Right,
}

impl Text {
    /// The row of these bytes, with the marks that lie in it; what has no mark is in the
    /// base style. Each span knows its offset in this text.
    pub fn line(&self, row: Range<usize>, base: Style) -> Line {
        let mut line = Line::default();
        let mut at = row.start;
        let first = self.marks.partition_point(|mark| mark.end <= row.start);
        for mark in self.marks[first..].iter().take_while(|mark| mark.start < row.end) {
            let (start, end) = (mark.start.max(row.start), mark.end.min(row.end));
            self.push_span(&mut line, at..start, base);
            self.push_span(&mut line, start..end, mark.style.over(base));
            at = end;
        }
        self.push_span(&mut line, at..row.end, base);
        line
    }

    fn push_span(&self, line: &mut Line, range: Range<usize>, style: Style) {
        if !range.is_empty() {
            let Style { role, accents, link } = style;
            let origin = Origin::Post(u32::try_from(range.start).unwrap_or(u32::MAX));
            line.spans.push(Span { text: self.text[range].to_owned(), role, accents, link, origin });
        }
    }
}

impl Target {
    /// The address as it is shown to people: a URL where there is one, else a path, or `#`
    /// and a place.
    pub fn shown(&self) -> String {
        match self {
            Self::Web(url) | Self::Post { url: Some(url), .. } => url.clone(),
            Self::Post { path, place: None, .. } => path.clone(),
            Self::Post { path, place: Some(place), .. } => format!("{path}#{place}"),
            Self::Place(place) => format!("#{place}"),
        }
    }

    /// The URL that a browser opens, if there is one.
    pub fn url(&self) -> Option<&str> {
        match self {
            Self::Web(url) => Some(url),
            Self::Post { url, .. } => url.as_deref(),
            Self::Place(_) => None,
        }
    }
}

impl From<&str> for Text {
    fn from(text: &str) -> Self {
        Self { text: text.to_owned(), ..Self::default() }
    }
}

impl Style {
    /// This style where the base is the surroundings': plain text takes the base's role.
    fn over(self, base: Self) -> Self {
        let role = if self.role == Role::Body { base.role } else { self.role };
        Self { role, accents: self.accents.with(base.accents), link: self.link }
    }
}

impl Kind {
    /// The texts of the block: none for a rule, one for each cell of a table.
    pub fn texts(&self) -> Vec<&Text> {
        match self {
            Self::Paragraph(text) | Self::Heading(_, text) | Self::Code(text) => vec![text],
            Self::Rule => Vec::new(),
            Self::Table(table) => table.rows.iter().flatten().map(|cell| &cell.text).collect(),
        }
    }

    /// The same, to be changed.
    pub(super) fn texts_mut(&mut self) -> Vec<&mut Text> {
        match self {
            Self::Paragraph(text) | Self::Heading(_, text) | Self::Code(text) => vec![text],
            Self::Rule => Vec::new(),
            Self::Table(table) => table.rows.iter_mut().flatten().map(|cell| &mut cell.text).collect(),
        }
    }

    /// What a search looks through, and what anchors and highlights count bytes of: the
    /// block's text; of a table the texts of its cells, row by row, with a line feed (one
    /// byte) between them; nothing of a rule.
    pub fn searchable(&self) -> Cow<'_, str> {
        match self.texts().as_slice() {
            [] => Cow::Borrowed(""),
            [text] => Cow::Borrowed(&text.text),
            texts => Cow::Owned(texts.iter().map(|text| text.text.as_str()).collect::<Vec<_>>().join("\n")),
        }
    }
}

impl Table {
    /// Tells every cell where its text starts in the table's searchable text.
    pub fn locate(&mut self) {
        let mut offset = 0;
        for cell in self.rows.iter_mut().flatten() {
            cell.offset = u32::try_from(offset).unwrap_or(u32::MAX);
            offset += cell.text.text.len() + 1;
        }
    }
}

impl Article {
    /// A body shown as the text it is.
    pub fn plain(body: &str, notice: Notice) -> Self {
        let blocks = sanitize::block(body)
            .split("\n\n")
            .map(|part| part.trim_matches('\n'))
            .filter(|part| !part.is_empty())
            .map(|part| Block {
                kind: Kind::Paragraph(Text { text: part.to_owned(), ..Text::default() }),
                nest: Vec::new(),
                space: true,
            })
            .collect();
        Self { blocks, notice: Some(notice), ..Self::default() }
    }

    /// The article below its title: without the heading that it begins with, where that says
    /// the same. One with a link or in a quotation stays.
    pub fn under(mut self, title: &str) -> Self {
        let same = |text: &Text| text.text.split_whitespace().eq(title.split_whitespace());
        let linked = |text: &Text| text.marks.iter().any(|mark| mark.style.link.is_some());
        let first = self.blocks.first().filter(|block| block.nest.is_empty());
        if first.is_some_and(|it| matches!(&it.kind, Kind::Heading(_, text) if same(text) && !linked(text))) {
            self.blocks.remove(0);
            for (_, place) in &mut self.places {
                // What led to the heading leads to the title.
                let block = place.block.saturating_sub(1);
                *place = Anchor { block, offset: if block == 0 { 0 } else { place.offset } };
            }
        }
        self
    }

    /// Minutes that reading it takes, at least 1: East Asian characters at 400 a minute,
    /// words of other scripts at 230.
    pub fn minutes(&self) -> usize {
        let (mut characters, mut words) = (0, 0);
        for text in self.blocks.iter().flat_map(|block| block.kind.texts()) {
            let (c, w) = count(&text.text);
            characters += c;
            words += w;
        }
        let share = characters * WORDS_A_MINUTE + words * CHARACTERS_A_MINUTE;
        share.div_ceil(CHARACTERS_A_MINUTE * WORDS_A_MINUTE).max(1)
    }

    /// The texts without marks, one for each block or cell: what a search looks through.
    pub fn texts(&self) -> impl Iterator<Item = &str> {
        self.blocks.iter().flat_map(|block| block.kind.texts()).map(|text| text.text.as_str())
    }

    /// The text without marks, a line for each block or cell.
    pub fn plain_text(&self) -> String {
        self.texts().collect::<Vec<_>>().join("\n")
    }
}

/// East Asian letters, and words of other scripts.
fn count(text: &str) -> (usize, usize) {
    let (mut characters, mut words, mut in_word) = (0, 0, false);
    for c in text.chars() {
        let letter = c.is_alphanumeric();
        let east_asian = letter && is_east_asian(c);
        characters += usize::from(east_asian);
        let word = letter && !east_asian;
        words += usize::from(word && !in_word);
        in_word = word || (in_word && matches!(c, '\'' | '’' | '-' | '.' | ','));
    }
    (characters, words)
}
