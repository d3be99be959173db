//! Line breaking with kinsoku: UAX #14 break opportunities (unicode-linebreak), tailored
//! for Chinese, Japanese and Korean (CLREQ, JLREQ, KLREQ), and a greedy fill over them. What a
//! line means, and what stands before it, is the layout's business.
//!
//! The rules, in order:
//! 1. opportunities are UAX #14's over a text that was tailored for Chinese;
//! 2. no row begins with a mark that closes or joins, or ends with one that opens; a doubled
//!    mark (`……`, `——`, `++`) is never split, `https://` never stands apart, and a Korean word
//!    is broken only where it is longer than a row;
//! 3. a token longer than a row is divided behind the joints of an address or identifier
//!    (`/?&=-_.`), and only a piece that is longer still is cut, between grapheme clusters and
//!    by rule 2 where it can be;
//! 4. a paragraph whose last row would hold one or two characters is set two or four columns
//!    narrower, where that costs no row ([`Manner::orphans`]).

use std::ops::Range;

use unicode_linebreak::linebreaks;

use super::width::Ruler;

mod chars;
mod cut;
mod filler;
mod tailor;

pub use chars::{is_east_asian, is_ideographic, may_hang, no_end, no_start};
use filler::Filler;
pub use filler::is_joint_at;

/// What is tried to spare an orphan, in this order: how many of the last rows are set again,
/// and by how many columns narrower. Few rows first: the fewer the less it shows.
const ORPHAN_CURES: [(usize, usize); 3] = [(3, 2), (8, 2), (3, 4)];
/// The same for rows that will be justified, where a narrow row shows more.
const JUSTIFIED_CURES: [(usize, usize); 2] = [(3, 2), (3, 4)];
/// Characters of a last row that is no orphan.
const NO_ORPHAN: usize = 3;
/// Columns below which a row has none to spare for that.
const ORPHAN_LEAST: usize = 24;

/// Columns of the first row of each line of a text, and of the rows after it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Measure {
    /// Columns of the first row, and of each row behind a line feed.
    pub first: usize,
    /// Columns of each further row.
    pub rest: usize,
    /// How columns are counted.
    pub ruler: Ruler,
}

impl Measure {
    /// The same for all rows.
    pub fn even(columns: usize) -> Self {
        Self { first: columns, rest: columns, ruler: Ruler::Narrow }
    }

    fn narrower(self, columns: usize) -> Self {
        let less = |limit: usize| limit.saturating_sub(columns);
        Self { first: less(self.first), rest: less(self.rest), ..self }
    }
}

/// How rows are filled.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Manner {
    /// A single closing mark may take two columns more than the measure.
    pub hang: bool,
    /// A column stands between Han and Latin text that meet without a space: see [`gaps`].
    pub spacing: bool,
    /// A last row of one or two characters is avoided.
    pub orphans: bool,
    /// Rows will be justified, so few of them should be much narrower than others.
    pub justify: bool,
}

/// A text to be broken into rows.
#[derive(Debug, Clone, Copy, Default)]
pub struct Source<'a> {
    /// The text; a line feed ends a row.
    pub text: &'a str,
    /// Ascending offsets where no row may end.
    pub glue: &'a [usize],
    /// Ascending ranges within which no gap is drawn: code, addresses.
    pub solid: &'a [Range<usize>],
    /// Where the text begins: what stands before this byte is not shown.
    pub from: usize,
}

impl Source<'_> {
    /// Whether nothing may be drawn before this byte.
    pub fn is_solid(&self, at: usize) -> bool {
        let next = self.solid.partition_point(|range| range.end <= at);
        self.solid.get(next).is_some_and(|range| range.start < at)
    }
}

/// Breaks texts into rows. One breaker serves a whole article, because it keeps its buffer.
#[derive(Debug, Default)]
pub struct Breaker {
    read: String,
}

impl Breaker {
    /// Appends the rows of a text as byte ranges, without the spaces at their ends. An empty
    /// text is one empty row. No row is wider than the measure (and a mark that hangs) unless
    /// a single grapheme cluster is.
    pub fn rows(&mut self, source: Source<'_>, set: (Measure, Manner), rows: &mut Vec<Range<usize>>) {
        let (measure, manner) = set;
        let tailored = tailor::tailor(source.text, &mut self.read);
        let read = if tailored { self.read.as_str() } else { source.text };
        let mut start = source.from;
        for line in source.text[source.from..].split('\n') {
            let first = rows.len();
            let part = start..start + line.len();
            Filler::new((source, read), (measure, manner), rows).fill(part);
            if manner.orphans {
                avoid_orphan((source, read), (measure, manner), (first, rows));
            }
            start += line.len() + 1;
        }
    }
}

/// Sets the last rows of a paragraph again, from row `first` of `rows` on, if that spares an
/// orphan and costs no row.
fn avoid_orphan(
    (source, read): (Source<'_>, &str),
    (measure, manner): (Measure, Manner),
    (first, rows): (usize, &mut Vec<Range<usize>>),
) {
    let count = rows.len() - first;
    let Some(last) = rows.last().cloned() else { return };
    if count < 2
        || measure.rest < ORPHAN_LEAST
        || filler::orphan_length(&source.text[last.clone()]) >= NO_ORPHAN
    {
        return;
    }
    let mut tried = Vec::new();
    let cures: &[_] = if manner.justify { &JUSTIFIED_CURES } else { &ORPHAN_CURES };
    // Two characters are better than one where three cannot be had.
    let is_single = |row: &Range<usize>| filler::orphan_length(&source.text[row.clone()]) <= 1;
    let wishes: &[usize] = if is_single(&last) { &[NO_ORPHAN, 2] } else { &[NO_ORPHAN] };
    for (&wish, &(again, less)) in wishes.iter().flat_map(|wish| cures.iter().map(move |cure| (wish, cure))) {
        let from = first.max(rows.len().saturating_sub(again));
        let measure = if from == first { measure } else { Measure { first: measure.rest, ..measure } };
        tried.clear();
        let part = rows[from].start..last.end;
        Filler::new((source, read), (measure.narrower(less), manner), &mut tried).fill(part);
        let fits = tried.len() == rows.len() - from;
        if fits && tried.last().is_some_and(|row| filler::orphan_length(&source.text[row.clone()]) >= wish) {
            rows.truncate(from);
            rows.append(&mut tried);
            return;
        }
    }
}

/// The rows of a text as byte ranges, set plainly: see [`Breaker::rows`]. `glue` lists,
/// ascending, offsets where no row may end.
pub fn wrap(text: &str, measure: Measure, glue: &[usize]) -> Vec<Range<usize>> {
    let mut rows = Vec::new();
    let source = Source { text, glue, ..Source::default() };
    Breaker::default().rows(source, (measure, Manner::default()), &mut rows);
    rows
}

/// The pieces of a text between which a row may end, without the spaces at their ends.
pub fn tokens(text: &str) -> impl Iterator<Item = &str> {
    let mut read = String::new();
    let tailored = tailor::tailor(text, &mut read);
    let read = if tailored { read.as_str() } else { text };
    let mut all = Vec::new();
    let mut from = 0;
    for (at, _) in linebreaks(read).filter(|(at, _)| *at == text.len() || filler::is_opportunity(text, *at)) {
        while let Some(bracket) = filler::bracket_behind_word(&text[from..at]) {
            all.push(from..from + bracket);
            from += bracket;
        }
        all.push(from..at);
        from = at;
    }
    all.into_iter().map(|token| text[token].trim_end_matches(chars::is_space))
}

/// Offsets within a part of a text where a column is drawn between Han and Latin text, in
/// the manner of CSS Text 4, `text-autospace`.
pub fn gaps(source: Source<'_>, part: Range<usize>) -> impl Iterator<Item = usize> {
    let text = &source.text[part.clone()];
    let inner = text.char_indices().skip(1).map(move |(at, _)| part.start + at);
    inner.filter(move |at| is_gap(source, *at))
}

/// Whether such a column is drawn before this byte.
fn is_gap(source: Source<'_>, at: usize) -> bool {
    is_joint_at(source.text, at) && !source.is_solid(at)
}

#[cfg(test)]
mod tests;
