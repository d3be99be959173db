//! The greedy fill: rows over the break opportunities of one text. Which opportunities there
//! are is said by [`super::chars`] and [`super::tailor`]; what a row means is the layout's
//! business.

use std::ops::Range;

use unicode_linebreak::linebreaks;

use super::chars::{in_korean_word, is_joint, is_space, may_divide, may_hang, may_part, no_start};
use super::{Manner, Measure, Source};
use crate::text::width;

/// Columns that a hanging mark takes of the margin.
const HANG: usize = 2;

/// The rows of a text while they are filled.
pub struct Filler<'a> {
    source: Source<'a>,
    /// The text as the break analysis reads it.
    read: &'a str,
    measure: Measure,
    manner: Manner,
    rows: &'a mut Vec<Range<usize>>,
    /// The row being filled: where it starts and ends, and its columns with the spaces that
    /// stand behind its last word.
    start: usize,
    end: usize,
    column: usize,
    /// Columns that it may have.
    limit: usize,
}

impl<'a> Filler<'a> {
    /// A filler that appends to `rows`.
    pub fn new(
        (source, read): (Source<'a>, &'a str),
        (measure, manner): (Measure, Manner),
        rows: &'a mut Vec<Range<usize>>,
    ) -> Self {
        Self { source, read, measure, manner, rows, start: 0, end: 0, column: 0, limit: measure.first }
    }

    /// Fills rows with a part of the text that holds no line feed; at least one row.
    pub fn fill(&mut self, part: Range<usize>) {
        (self.start, self.end, self.column) = (part.start, part.start, 0);
        let mut from = part.start;
        let first_glue = self.source.glue.partition_point(|at| *at <= part.start);
        let mut glue = self.source.glue[first_glue..].iter().copied().peekable();
        for (at, _) in linebreaks(&self.read[part.clone()]) {
            let to = part.start + at;
            while glue.next_if(|glued| *glued < to).is_some() {}
            if to < part.end && (glue.peek() == Some(&to) || !is_opportunity(self.source.text, to)) {
                continue;
            }
            self.token(from..to);
            from = to;
        }
        self.rows.push(self.start..self.end);
    }

    /// Places a token with the spaces behind it.
    fn token(&mut self, token: Range<usize>) {
        let text = &self.source.text[token.clone()];
        if is_one_han(text) {
            return self.put(token, 2);
        }
        let bare = text.trim_end_matches(is_space);
        let columns = self.columns(token.start..token.start + bare.len());
        let word = token.start..token.start + bare.len();
        if bare.is_empty() {
        } else if columns <= self.measure.rest || (self.is_blank() && columns <= self.limit) {
            self.put(word, columns);
        } else {
            self.long(word);
        }
        if bare.len() < text.len() {
            self.column += self.measure.ruler.columns(&text[bare.len()..]);
        }
    }

    /// Whether the row holds nothing but spaces.
    fn is_blank(&self) -> bool {
        self.end == self.start
    }

    /// Places a word of so many columns, on the next row where this one has no room.
    fn put(&mut self, word: Range<usize>, columns: usize) {
        let gap = self.gap_before(word.start);
        let wanted = self.column + gap + columns;
        if wanted > self.limit && !(self.manner.hang && wanted - HANG <= self.limit && self.hangs(&word)) {
            if !self.is_blank() {
                self.rows.push(self.start..self.end);
                self.limit = self.measure.rest;
            }
            (self.start, self.column) = (word.start, 0);
            if columns > self.limit {
                // An indent must not make a word too long that is not.
                self.limit = self.measure.rest.max(self.limit);
            }
            if columns > self.limit {
                return self.cut(word);
            }
            self.column = columns;
        } else {
            self.column = wanted;
        }
        self.end = word.end;
    }

    /// Whether a word ends with a mark that may stand in the margin: a single one.
    fn hangs(&self, word: &Range<usize>) -> bool {
        let mut back = self.source.text[word.clone()].chars().rev();
        back.next().is_some_and(may_hang) && back.next().is_some_and(|c| !no_start(c))
    }

    /// Places a word that is longer than a row: in the pieces that it is made of.
    fn long(&mut self, word: Range<usize>) {
        let text = &self.source.text[word.clone()];
        let (mut from, mut before) = (word.start, None);
        for (at, c) in text.char_indices() {
            let at = word.start + at;
            let may_end = before.is_some_and(|before| may_divide(before, c))
                && !is_scheme_end(self.source.text, at)
                && self.source.glue.binary_search(&at).is_err();
            if may_end {
                self.put(from..at, self.columns(from..at));
                from = at;
            }
            before = Some(c);
        }
        self.put(from..word.end, self.columns(from..word.end));
    }

    /// Cuts a piece that is longer than a row; its rest begins a new one.
    fn cut(&mut self, piece: Range<usize>) {
        let mut start = piece.start;
        let text = self.source.text;
        while let Some(length) = super::cut::first(&text[start..piece.end], self.limit, self.measure.ruler) {
            let row = &text[start..start + length];
            self.rows.push(start..start + row.trim_end_matches(' ').len());
            self.limit = self.measure.rest;
            start += length;
            start += text[start..piece.end].len() - text[start..piece.end].trim_start_matches(' ').len();
        }
        (self.start, self.end) = (start, piece.end);
        self.column = self.columns(start..piece.end);
    }

    /// Columns of a part of the text with the gaps within it.
    fn columns(&self, part: Range<usize>) -> usize {
        let text = &self.source.text[part.clone()];
        let columns = self.measure.ruler.columns(text);
        if !self.manner.spacing || text.is_ascii() {
            return columns;
        }
        columns + super::gaps(self.source, part).count()
    }

    /// Columns of the gap between the row and a word that is to follow it directly.
    fn gap_before(&self, at: usize) -> usize {
        if !self.manner.spacing || at != self.end || self.is_blank() {
            return 0;
        }
        usize::from(super::is_gap(self.source, at))
    }
}

/// One character of the main block of Han, without anything behind it.
fn is_one_han(token: &str) -> bool {
    matches!(token.as_bytes(), [0xe4, 0xb8..=0xbf, _] | [0xe5..=0xe9, _, _])
}

/// Whether a row may end before this byte, where UAX #14 would let it.
pub fn is_opportunity(text: &str, at: usize) -> bool {
    let bytes = text.as_bytes();
    let han = |at: usize| (0xe5..=0xe9).contains(&bytes[at]);
    if at >= 3 && han(at - 3) && han(at) {
        return true;
    }
    let before = text[..at].trim_end_matches(is_space).chars().next_back();
    let Some((before, after)) = before.zip(text[at..].chars().next()) else { return true };
    if bytes[at - 1] == b' ' {
        return may_part(before, after);
    }
    // `<` and `>` are brackets where no space makes them signs of comparison.
    let bracket = before == '<' || after == '>';
    !bracket && may_part(before, after) && !in_korean_word(before, after) && !is_scheme_end(text, at)
}

/// Whether `https://` ends before this byte: an address does not begin on a row that holds
/// nothing else of it.
fn is_scheme_end(text: &str, at: usize) -> bool {
    text[..at].ends_with("://")
}

/// Whether Han meets Latin text before this byte.
pub fn is_joint_at(text: &str, at: usize) -> bool {
    let before = text[..at].chars().next_back();
    before.zip(text[at..].chars().next()).is_some_and(|(before, after)| is_joint(before, after))
}

/// Whether the last row of a text is an orphan: at most two characters beside its marks.
pub fn is_orphan(row: &str) -> bool {
    width::clusters(row.trim_end_matches(no_start)).take(3).count() <= 2
}
