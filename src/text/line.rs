//! Spans and lines: the currency between layout and painting. A line is one row
//! of a pane and is never wrapped again; what it means stands in its spans' roles.

use super::width::Ruler;
use super::{Accents, Role};

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

    /// The text without roles.
    pub fn text(&self) -> String {
        self.spans.iter().map(|span| span.text.as_str()).collect()
    }

    /// Columns that the line takes. A grapheme cluster may reach over the end of a span.
    pub fn width(&self, ruler: Ruler) -> usize {
        match self.spans.as_slice() {
            [span] => ruler.columns(&span.text),
            _ => ruler.columns(&self.text()),
        }
    }
}
