//! Spans and lines: the currency between layout and painting. A line is one row
//! of a pane and is never wrapped again; what it means stands in its spans' roles.

use super::width::Ruler;
use super::{Accents, Role};

/// Where the text of a span comes from: what decides whether it can be copied or found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Origin {
    /// Made by kanbao: bars, bullets, numbers, borders, labels.
    #[default]
    Drawn,
    /// Of the post: the byte at which it starts in the searchable text of its block.
    Post(u32),
    /// Spaces that only set the row: indents, justification, a gap between Han and Latin
    /// text. Drawn, and never a part of what is copied.
    Pad,
}

/// A run of text of one meaning.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Span {
    /// Clean text without line breaks.
    pub text: String,
    /// What the text is.
    pub role: Role,
    /// How it is stressed.
    pub accents: Accents,
    /// Index of the link that the text belongs to, counted from 0.
    pub link: Option<u32>,
    /// Where the text comes from.
    pub origin: Origin,
}

impl Span {
    /// A span without stress or link.
    pub fn new(text: impl Into<String>, role: Role) -> Self {
        Self { text: text.into(), role, ..Self::default() }
    }
}

/// One row of text.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Line {
    /// The parts, from left to right.
    pub spans: Vec<Span>,
}

impl Line {
    /// A line of one span.
    pub fn of(text: impl Into<String>, role: Role) -> Self {
        Self { spans: vec![Span::new(text, role)] }
    }

    /// Appends a span; an empty text is dropped.
    pub fn push(&mut self, text: impl Into<String>, role: Role) {
        let text = text.into();
        if !text.is_empty() {
            self.spans.push(Span::new(text, role));
        }
    }

    /// Moves what is of the post by this many bytes: a cell's text within its table's.
    pub fn shift(&mut self, bytes: u32) {
        for span in &mut self.spans {
            if let Origin::Post(at) = &mut span.origin {
                *at = at.saturating_add(bytes);
            }
        }
    }

    /// The text as it is drawn, without roles.
    pub fn text(&self) -> String {
        self.spans.iter().map(|span| span.text.as_str()).collect()
    }

    /// The text as it is copied: without the spaces that only set the row.
    pub fn copied(&self) -> String {
        let kept = self.spans.iter().filter(|span| span.origin != Origin::Pad);
        kept.map(|span| span.text.as_str()).collect()
    }

    /// Columns that the line takes. A grapheme cluster may reach over the end of a span.
    pub fn width(&self, ruler: Ruler) -> usize {
        match self.spans.as_slice() {
            [span] => ruler.columns(&span.text),
            _ => ruler.columns(&self.text()),
        }
    }
}
