//! Blocks as rows of a given width. Rows are ranges into the blocks' texts; the line of a row
//! is made when it is shown, so a long article costs a few bytes a row.

use std::ops::Range;

use crate::locale::Lang;
use crate::text::width::Ruler;
use crate::text::wrap::Breaker;
use crate::text::{Accents, Line, Role};

use super::block::{Anchor, Article, Block, Kind, Style, Text};
use super::head::Head;
use super::table;

mod code;
mod extras;
mod flow;
mod joints;
mod nest;
mod pages;
mod paragraphs;
mod places;

use paragraphs::Manners;
pub use places::Highlight;

/// Columns between which a rule stands.
const LONGEST_RULE: usize = 40;

/// How an article is to be laid out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Options {
    /// Columns of the text, at least 2.
    pub width: usize,
    /// The links with their numbers stand at the end.
    pub link_list: bool,
    /// The language of notices.
    pub lang: Lang,
    /// How columns are counted.
    pub ruler: Ruler,
    /// How the text is set.
    pub setting: Setting,
}

/// The typographer's choices; all of them can change while reading.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Setting {
    /// How paragraphs are told apart.
    pub paragraphs: Paragraphs,
    /// Rows end at the same column: spaces are drawn at joints of Han and Latin text and
    /// behind full-width punctuation.
    pub justify: bool,
    /// A single closing mark may stand in a margin of two columns at the right (CLREQ).
    pub hanging: bool,
    /// A space is drawn between Han and Latin text; it is never part of copied text.
    pub spacing: bool,
    /// What happens to rows of code that are longer than the line.
    pub code: CodeRows,
}

/// How paragraphs are told apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Paragraphs {
    /// By an indent where the text is mostly Han, by a blank row elsewhere.
    #[default]
    Auto,
    /// By an indent of two em in their first row, without blank rows (CLREQ).
    Indent,
    /// By a blank row.
    Blank,
}

/// What happens to rows of code that are longer than the line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum CodeRows {
    /// They go on under a mark.
    #[default]
    Continue,
    /// They stay one row, and are moved sideways to be read.
    Scroll,
}

/// One row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Row {
    /// Nothing but the bars of the quotations that go on: the outer `depth` containers.
    Blank { block: u32, depth: u32 },
    /// A part of a block's text. `fresh` containers, the innermost, begin on this row; it is
    /// indented by so many columns.
    Text { block: u32, start: u32, end: u32, fresh: u16, indent: u16 },
    /// A part of a code block; `continued` where a source line goes on.
    Code { block: u32, start: u32, end: u32, continued: bool },
    /// A line that was made beforehand, for the block of that number.
    Made { block: u32, index: u32, nested: bool },
}

/// A line that is kept because it cannot be made again cheaply.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Made {
    line: Line,
    /// Its place in its block: see [`Anchor`].
    offset: u32,
}

/// An article at one width.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Layout {
    options: Options,
    manners: Manners,
    rows: Vec<Row>,
    made: Vec<Made>,
    /// Rows of the article itself, without the list of links behind it.
    body_end: usize,
    /// Columns by which the widest row of code is too wide: see [`Layout::overflow`].
    overflow: usize,
}

impl Layout {
    /// Lays an article out under its head.
    pub fn new(head: Option<&Head>, article: &Article, options: Options) -> Self {
        let options = Options { width: options.width.max(2), ..options };
        let manners = Manners::of(article, options.setting, options.width);
        let layout = Self { options, manners, rows: Vec::new(), made: Vec::new(), body_end: 0, overflow: 0 };
        let mut composer =
            Composer { layout, article, entered: 0, before: None, buffers: Buffers::default() };
        if let Some(head) = head {
            composer.head(head);
        }
        if let Some(notice) = article.notice {
            composer.notice(notice);
        }
        for (index, block) in article.blocks.iter().enumerate() {
            composer.block(narrow(index), block);
        }
        composer.layout.body_end = composer.layout.rows.len();
        if options.link_list && !article.links.is_empty() {
            composer.links();
        }
        composer.layout
    }

    /// Rows.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether there is no row.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// How the article was laid out.
    pub fn options(&self) -> Options {
        self.options
    }

    /// Columns that the article was laid out for.
    pub fn width(&self) -> usize {
        self.options.width
    }

    /// Rows before the list of links.
    pub fn body_end(&self) -> usize {
        self.body_end
    }

    /// Columns by which the widest row of code exceeds its room, with [`CodeRows::Scroll`]: as
    /// far as rows of code can be moved.
    pub fn overflow(&self) -> usize {
        self.overflow
    }

    /// The line of a row of the article that this was made from; empty beyond the end.
    pub fn line(&self, article: &Article, row: usize) -> Line {
        self.line_from(article, row, 0)
    }

    /// The same with rows of code moved: shown from column `shift` on, with a mark at each
    /// end where something is out of sight.
    pub fn line_from(&self, article: &Article, row: usize, shift: usize) -> Line {
        match self.rows.get(row).copied() {
            None => Line::default(),
            Some(Row::Made { index, block, nested }) => {
                let made = self.made.get(index as usize).map(|made| made.line.clone()).unwrap_or_default();
                if nested { self.nested(article, block, made) } else { made }
            }
            Some(Row::Blank { block, depth }) => self.blank(article, block, depth as usize),
            Some(Row::Text { block, fresh, indent, .. }) => {
                let Some(found) = article.blocks.get(block as usize) else { return Line::default() };
                let line = self.prefix(article, found, usize::from(fresh));
                self.text_line(article, row, (line, usize::from(indent)))
            }
            Some(Row::Code { block, start, end, continued }) => {
                let Some(found) = article.blocks.get(block as usize) else { return Line::default() };
                let mut line = self.prefix(article, found, 0);
                code::before(&mut line, continued, self.options);
                let text = text_of(found).line(start as usize..end as usize, base(&found.kind));
                code::append(&mut line, text, shift, self.options);
                line
            }
        }
    }
}

/// The layout while it grows.
struct Composer<'a> {
    layout: Layout,
    article: &'a Article,
    /// Containers with an index below this have begun.
    entered: u32,
    /// The nest of the block before.
    before: Option<&'a [u32]>,
    buffers: Buffers,
}

/// What is needed for every paragraph, and kept from one to the next.
#[derive(Default)]
struct Buffers {
    breaker: Breaker,
    rows: Vec<Range<usize>>,
    solid: Vec<Range<usize>>,
}

impl<'a> Composer<'a> {
    fn block(&mut self, index: u32, block: &'a Block) {
        if self.layout.manners.separates(self.article, index as usize) {
            let before = self.before.unwrap_or_default();
            let common = block.nest.iter().zip(before).take_while(|(one, other)| one == other).count();
            self.layout.rows.push(Row::Blank { block: index, depth: narrow(common) });
        }
        let fresh = block.nest.iter().filter(|container| **container >= self.entered).count();
        if let Some(&inner) = block.nest.last() {
            self.entered = self.entered.max(inner + 1);
        }
        self.before = Some(&block.nest);
        let width = self.layout.nested_width(self.article, block);
        match &block.kind {
            Kind::Paragraph(text) | Kind::Heading(_, text) => self.text(index, text, (width, fresh)),
            Kind::Code(text) => self.code(index, &text.text, (width, fresh)),
            Kind::Rule => self.rule(index, width),
            Kind::Table(table) => {
                self.made(index, table::lines(table, width, self.layout.options.ruler), fresh)
            }
        }
    }

    fn code(&mut self, block: u32, text: &str, (width, fresh): (usize, usize)) {
        self.markers(block, fresh);
        let options = self.layout.options;
        let overflow = code::rows(text, (width, options), |row, continued| {
            let (start, end) = (narrow(row.start), narrow(row.end));
            self.layout.rows.push(Row::Code { block, start, end, continued });
        });
        self.layout.overflow = self.layout.overflow.max(overflow);
    }

    fn rule(&mut self, block: u32, width: usize) {
        let dash = if self.layout.options.ruler == Ruler::Wide { "-" } else { "─" };
        self.made(block, vec![Line::of(dash.repeat(width.min(LONGEST_RULE)), Role::Rule)], 0);
    }

    /// Appends ready lines under the block's bars and indents.
    fn made(&mut self, block: u32, lines: Vec<Line>, fresh: usize) {
        self.markers(block, fresh);
        for line in lines {
            self.push_made(block, line, true);
        }
    }

    /// An item that begins with code or a table has its marker on a row of its own.
    fn markers(&mut self, block: u32, fresh: usize) {
        let Some(found) = self.article.blocks.get(block as usize).filter(|_| fresh > 0) else { return };
        let line = self.layout.prefix(self.article, found, fresh);
        if line.spans.iter().any(|span| span.role == Role::ListMarker) {
            self.push_made(block, line, false);
        }
    }

    fn push_made(&mut self, block: u32, line: Line, nested: bool) {
        let index = narrow(self.layout.made.len());
        let offset = self.layout.offset_of(&line, block);
        self.layout.made.push(Made { line, offset });
        self.layout.rows.push(Row::Made { block, index, nested });
    }
}

/// The role of a block's plain text.
fn base(kind: &Kind) -> Style {
    match kind {
        Kind::Heading(..) => Style { role: Role::Heading, accents: Accents::STRONG, link: None },
        Kind::Code(_) => Style { role: Role::CodeBlock, ..Style::default() },
        _ => Style::default(),
    }
}

fn text_of(block: &Block) -> &Text {
    static EMPTY: Text = Text { text: String::new(), marks: Vec::new(), glue: Vec::new() };
    match &block.kind {
        Kind::Paragraph(text) | Kind::Heading(_, text) | Kind::Code(text) => text,
        Kind::Rule | Kind::Table(_) => &EMPTY,
    }
}

/// Offsets and counts fit into 32 bits: bodies are capped at a few megabytes.
fn narrow(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests;
