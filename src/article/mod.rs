//! A body as blocks, and blocks as rows: the article pane without a terminal.
//!
//! body → [`prepass`] (Liquid, kramdown) → [`markdown`] (comrak) → [`guard`] (size, depth,
//! pseudo-tags) → [`dom`] (html2text's parser) → [`html`] (blocks) → [`layout`] (rows).
//!
//! Blocks do not know a width; a resize lays out again and parses nothing. A position in an
//! article is an [`Anchor`], so it survives both. html2text's own wrapper and table layout
//! are not used: they break kinsoku, panic on some input and never return on other.
//!
//! - [`block`]: [`Article`], [`Block`] and their parts
//! - [`inline`]: running text while it is collected: white space, marks, links
//! - [`elements`]: what kanbao knows of HTML's element names
//! - [`raised`]: characters for raised and lowered text; [`highlight`]: colours of code
//! - [`table`]: columns by display width, or records where columns do not fit
//! - [`target`]: where a link leads
//! - [`head`]: title and facts above the body
//! - [`find`]: searching the blocks

pub mod block;
pub mod dom;
pub mod elements;
pub mod find;
pub mod guard;
pub mod head;
pub mod highlight;
pub mod html;
pub mod inline;
pub mod layout;
pub mod markdown;
pub mod prepass;
pub mod raised;
pub mod table;
pub mod target;

pub use block::{Anchor, Article, Block, Link, Target};
pub use head::Head;
pub use layout::{Highlight, Layout, Options, Setting};

use crate::locale::Lang;
use crate::post::Context;

/// Bytes of a body beyond which it is shown as plain text: parsing it as HTML would take
/// too much memory (html2text's DOM needs up to 2,400 bytes for one of the source).
const MAX_BODY: usize = 8 << 20;

/// The longest lines of text that can be asked for, in columns.
pub const MEASURES: std::ops::RangeInclusive<u16> = 20..=120;

/// How a body is to be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reading {
    /// The body is HTML: Markdown marks in it are text (Jekyll converts by file extension).
    pub is_html: bool,
    /// Links get their number behind them, `[3]`.
    pub link_numbers: bool,
    /// The language of stand-ins: `[图: …]`, `[image: …]`.
    pub lang: Lang,
    /// How raised and lowered text is written.
    pub notation: Notation,
}

/// How raised and lowered text, and the marks of notes, are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Notation {
    /// As it is best read: 10², H₂O, notes ¹².
    #[default]
    Set,
    /// In the characters of the page, for programs: `10^2`, `H2O`, notes `[^12]`.
    Plain,
}

/// Reads a body (front matter removed, decoded) in its surroundings; without an archive
/// these are empty. Never fails and never panics: what cannot be read as HTML is shown as
/// the text it is, with a notice.
pub fn read(body: &str, reading: Reading, context: &Context) -> Article {
    if body.len() > MAX_BODY {
        return Article::plain(body, block::Notice::TooLarge);
    }
    let source = prepass::run(body, reading.is_html, context);
    let html = if reading.is_html { Some(source.into_owned()) } else { markdown::to_html(&source) };
    let Some(html) = html else { return Article::plain(body, block::Notice::TooLarge) };
    let guarded = guard::run(&html);
    match dom::parse(&guarded.html) {
        Some(document) => html::blocks(&document, reading, context.base.clone(), guarded.simplified),
        None => Article::plain(body, block::Notice::Unreadable),
    }
}

/// What a search looks through: the texts of the blocks of a body as [`read`] sets them, without
/// the numbers of links. Nothing is found across two of them.
pub fn searched(body: &str, is_html: bool, lang: Lang, context: &Context) -> Vec<String> {
    let reading = Reading { is_html, link_numbers: false, lang, notation: Notation::Set };
    read(body, reading, context).texts().map(str::to_owned).collect()
}

#[cfg(test)]
mod tests;
