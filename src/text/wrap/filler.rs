//! The greedy fill: rows over the break opportunities of one text. Which opportunities there
//! are is said by [`super::chars`] and [`super::tailor`]; what a row means is the layout's
//! business.

use std::ops::Range;

use unicode_linebreak::linebreaks;

use super::chars::{
    in_korean_word, is_east_asian, is_joint, is_space, may_divide, may_hang, may_part, no_end, no_start,
};
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

    /// Fills rows with a part of the text that holds no line feed; at least one row. Runs of
    /// Han, which may break anywhere, are placed without asking UAX #14 about each of them.
    pub fn fill(&mut self, part: Range<usize>) {
        (self.start, self.end, self.column) = (part.start, part.start, 0);
        let bytes = &self.source.text.as_bytes()[..part.end];
        let mut at = part.start;
        while at < part.end {
            let run = han_run(bytes, at);
            if run > at && !self.has_glue(at + 1..run + 1) {
                self.han(at..run - 3);
                at = run - 3;
            }
            let to = self.stretch(bytes, at);
            self.tokens(at..to);
            at = to;
        }
        self.rows.push(self.start..self.end);
    }

    /// Whether a glued place lies in this range.
    fn has_glue(&self, range: Range<usize>) -> bool {
        let glue = self.source.glue;
        glue.get(glue.partition_point(|at| *at < range.start)).is_some_and(|at| *at < range.end)
    }

    /// The end of the stretch of text from here to the next place where Han meets Han: no rule
    /// of UAX #14 looks over it.
    fn stretch(&self, bytes: &[u8], from: usize) -> usize {
        let mut at = from;
        while at < bytes.len() {
            let next = at + char_length(bytes[at]);
            let meets = is_han(bytes, at) && is_han(bytes, next);
            if meets && !self.has_glue(next..next + 1) {
                return next;
            }
            at = next;
        }
        bytes.len()
    }

    /// Places Han, each of which may stand on the next row.
    fn han(&mut self, run: Range<usize>) {
        let mut at = run.start;
        if at < run.end {
            self.put(at..at + 3, 2);
            at += 3;
        }
        while at < run.end {
            let room = self.limit.saturating_sub(self.column) / 2;
            if room == 0 {
                self.rows.push(self.start..self.end);
                (self.start, self.column, self.limit) = (at, 0, self.measure.rest);
            }
            let count = room.max(1).min((run.end - at) / 3);
            at += count * 3;
            self.column += count * 2;
            self.end = at;
        }
    }

    /// Places the tokens of a stretch of text.
    fn tokens(&mut self, part: Range<usize>) {
        let bytes = &self.source.text.as_bytes()[part.clone()];
        if is_han_with_mark(bytes) {
            return self.put(part, 4);
        }
        let mut from = part.start;
        for (at, _) in linebreaks(&self.read[part.clone()]) {
            let to = part.start + at;
            if to < part.end && (!is_opportunity(self.source.text, to) || self.has_glue(to..to + 1)) {
                continue;
            }
            while let Some(at) = bracket_behind_word(&self.source.text[from..to]) {
                if self.has_glue(from + at..from + at + 1) {
                    break;
                }
                self.token(from..from + at);
                from += at;
            }
            self.token(from..to);
            from = to;
        }
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
        // By clusters: a sign of a joint may carry a mark (`#` with U+FE0F).
        for (at, cluster) in width::cluster_indices(text) {
            let at = word.start + at;
            let may_end = before.zip(cluster.chars().next()).is_some_and(|(before, c)| may_divide(before, c))
                && !is_scheme_end(self.source.text, at)
                && self.source.glue.binary_search(&at).is_err();
            if may_end {
                self.piece(from..at);
                from = at;
            }
            before = cluster.chars().next_back();
        }
        self.piece(from..word.end);
    }

    /// Places a piece of a long word. One that is itself longer than a row is divided before its
    /// brackets, glued or not, and between the numbers that it lists: `1405,2021…`.
    fn piece(&mut self, piece: Range<usize>) {
        let mut from = piece.start;
        while self.is_longer_than_a_row(from..piece.end) {
            let near = beginning(&self.source.text[from..piece.end]);
            let comma = near.find(',').map(|at| at + 1).filter(|at| from + at < piece.end);
            let Some(at) = bracket_behind_word(near).or(comma) else { break };
            self.put(from..from + at, self.columns(from..from + at));
            from += at;
        }
        self.put(from..piece.end, self.columns(from..piece.end));
    }

    /// Looks at no more than a row's worth.
    fn is_longer_than_a_row(&self, part: Range<usize>) -> bool {
        let near = beginning(&self.source.text[part.clone()]);
        self.columns(part.start..part.start + near.len()) > self.measure.rest
    }

    /// Cuts a piece that is longer than a row; its rest begins a new one.
    fn cut(&mut self, piece: Range<usize>) {
        let mut start = piece.start;
        let text = self.source.text;
        let gaps = |start: usize| {
            let (source, spacing) = (self.source, self.manner.spacing);
            move |at: usize| usize::from(spacing && super::is_gap(source, start + at))
        };
        let ruler = self.measure.ruler;
        while let Some(length) = super::cut::first(&text[start..piece.end], (self.limit, ruler), gaps(start))
        {
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

/// As much of a long word as is looked at at once, in whole characters: more than any row
/// holds, and looking at all of it again for every row would be quadratic.
fn beginning(word: &str) -> &str {
    const NEAR: usize = 2048;
    let end = (NEAR..word.len().min(NEAR + 4)).find(|at| word.is_char_boundary(*at));
    end.map_or(word, |end| &word[..end])
}

/// Whether a character of the main block of Han, U+4E00 to U+9FFF, begins at this byte.
fn is_han(bytes: &[u8], at: usize) -> bool {
    match bytes.get(at) {
        Some(0xe5..=0xe9) => true,
        Some(0xe4) => bytes.get(at + 1).is_some_and(|byte| *byte >= 0xb8),
        _ => false,
    }
}

/// The end of the run of Han that begins here.
fn han_run(bytes: &[u8], from: usize) -> usize {
    let mut at = from;
    while is_han(bytes, at) {
        at += 3;
    }
    at
}

/// Bytes of a character by its first one.
fn char_length(first: u8) -> usize {
    match first {
        0..=0x7f => 1,
        0x80..=0xdf => 2,
        0xe0..=0xef => 3,
        _ => 4,
    }
}

/// One Han, without anything behind it.
fn is_one_han(token: &str) -> bool {
    token.len() == 3 && is_han(token.as_bytes(), 0)
}

/// One Han with a comma, a full stop or the like, which is the end of most runs of Han.
fn is_han_with_mark(token: &[u8]) -> bool {
    let mark = matches!(
        token,
        [_, _, _, 0xef, 0xbc, 0x8c | 0x9a | 0x9b | 0x9f | 0x81] | [_, _, _, 0xe3, 0x80, 0x81 | 0x82]
    );
    mark && is_han(token, 0)
}

/// Where a word ends within a token and a full-width bracket begins: UAX #14 has allowed a
/// break there since Unicode 13 (LB30), unicode-linebreak does not. The same between the names
/// of two keys, `<C-x><C-o>`.
pub fn bracket_behind_word(token: &str) -> Option<usize> {
    if token.is_ascii() {
        return token.find("><").map(|at| at + 1);
    }
    if token.len() < 4 {
        return None;
    }
    let mut before = ' ';
    for (at, c) in token.char_indices() {
        let keys = (before, c) == ('>', '<');
        if keys || !c.is_ascii() && opens_wide(c, &token[at + c.len_utf8()..]) && before.is_alphanumeric() {
            return Some(at);
        }
        before = c;
    }
    None
}

/// Whether this is a full-width bracket that opens, or a quote that stands for one.
fn opens_wide(c: char, after: &str) -> bool {
    let quote = matches!(c, '“' | '‘') && after.starts_with(is_east_asian);
    no_end(c) && (quote || is_east_asian(c) && !matches!(c, '￥' | '＄'))
}

/// Whether a row may end before this byte, where UAX #14 would let it.
pub fn is_opportunity(text: &str, at: usize) -> bool {
    let bytes = text.as_bytes();
    let before = text[..at].trim_end_matches(is_space).chars().next_back();
    let Some((before, after)) = before.zip(text[at..].chars().next()) else { return true };
    if bytes[at - 1] == b' ' {
        return may_part(before, after);
    }
    // `<` and `>` are brackets where no space makes them signs of comparison.
    let bracket = before == '<' || after == '>' || (before == '-' && is_key(&text[..at]));
    !bracket && may_part(before, after) && !in_korean_word(before, after) && !is_scheme_end(text, at)
}

/// Whether a text ends within the name of a key, `<C-`.
fn is_key(text: &str) -> bool {
    let name = text.trim_end_matches(|c: char| c.is_ascii_alphabetic() || c == '-');
    name.ends_with('<') && text.len() - name.len() <= 4
}

/// Whether `https://` ends before this byte, or the `//` of an address without a scheme: an
/// address does not begin on a row that holds nothing else of it.
fn is_scheme_end(text: &str, at: usize) -> bool {
    let before = text[..at].strip_suffix("//");
    before.is_some_and(|before| !before.ends_with(|c: char| c.is_alphanumeric() || c == '/'))
}

/// Whether Han meets Latin text before this byte.
pub fn is_joint_at(text: &str, at: usize) -> bool {
    let before = text[..at].chars().next_back();
    before.zip(text[at..].chars().next()).is_some_and(|(before, after)| is_joint(before, after))
}

/// Characters of a last row beside the marks at its end; no more than three are counted.
pub fn orphan_length(row: &str) -> usize {
    width::clusters(row.trim_end_matches(no_start)).take(3).count()
}
