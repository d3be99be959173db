//! Line breaking with kinsoku: UAX #14 break opportunities (unicode-linebreak), tailored
//! for Chinese and Japanese (CLREQ, JLREQ), and a greedy fill over them. What a line
//! means, and what stands before it, is the layout's business.
//!
//! The rules, in order:
//! 1. opportunities are UAX #14's, after curly quotes beside East Asian text were read as
//!    the brackets they are there (the crate implements LB19 without LB19a and would glue
//!    both sides of a quote);
//! 2. no line begins with a character of `NO_START` or ends with one of `NO_END`, and a
//!    doubled mark (`……`, `——`) is never split;
//! 3. a token longer than the line is cut between grapheme clusters, by rule 2 where it can.

use std::borrow::Cow;
use std::ops::Range;

use unicode_linebreak::linebreaks;

use super::width::{self, Ruler};

/// Characters that may not begin a line (CLREQ "basic", JLREQ strict, and the connectors
/// ～－／, which UAX #14 alone would let stand there).
const NO_START: &str = "，。、；：？！）」』】》〉〕］｝”’〗〙〛～－／·‧・％‰℃°ー々ゝゞヽヾ\
    ぁぃぅぇぉっゃゅょゎゕゖァィゥェォッャュョヮヵヶ,.;:?!)]}%»›﹐﹑﹒﹔﹕﹖﹗﹚﹜﹞";

/// Characters that may not end a line.
const NO_END: &str = "（「『【《〈〔［｛“‘〖〘〚([{«‹￥＄£$¥﹙﹛﹝";

/// Columns of the first row and of the rows after it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Measure {
    /// Columns of the first row.
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
}

/// The rows of a text as byte ranges, without the spaces at their ends. A line feed ends a
/// row; an empty text is one empty row. `glue` lists, ascending, offsets where no row may
/// end. No row is wider than the measure unless a single grapheme cluster is.
pub fn wrap(text: &str, measure: Measure, glue: &[usize]) -> Vec<Range<usize>> {
    let mut filler = Filler { text, measure, rows: Vec::new() };
    let mut start = 0;
    for hard in text.split('\n') {
        filler.hard_line(start..start + hard.len(), glue);
        start += hard.len() + 1;
    }
    filler.rows
}

/// The pieces of a text between which a row may end, without the spaces at their ends.
pub fn tokens(text: &str) -> impl Iterator<Item = &str> {
    let mut from = 0;
    opportunities(text).map(move |to| {
        let token = &text[from..to];
        from = to;
        token.trim_end_matches([' ', '\u{3000}'])
    })
}

/// Whether a row may end between these two characters, as far as kinsoku is concerned.
fn may_part(before: char, after: char) -> bool {
    let doubled = before == after && matches!(after, '…' | '—' | '⋯' | '─');
    !doubled && !in_set(NO_START, after) && !in_set(NO_END, before)
}

fn in_set(set: &str, c: char) -> bool {
    // Letters and Han are most of all text and in neither set.
    !c.is_ascii_alphanumeric() && !('\u{4e00}'..='\u{9fff}').contains(&c) && set.contains(c)
}

struct Filler<'a> {
    text: &'a str,
    measure: Measure,
    rows: Vec<Range<usize>>,
}

impl Filler<'_> {
    fn limit(&self) -> usize {
        if self.rows.is_empty() { self.measure.first } else { self.measure.rest }
    }

    fn hard_line(&mut self, line: Range<usize>, glue: &[usize]) {
        let text = &self.text[line.clone()];
        // The row being filled: where it starts and ends, and its columns with the spaces
        // that stand behind its last word.
        let (mut start, mut end, mut column) = (line.start, line.start, 0);
        let mut from = line.start;
        for to in opportunities(text).map(|at| line.start + at) {
            if glue.binary_search(&to).is_ok() {
                continue;
            }
            let token = self.text[from..to].trim_end_matches([' ', '\u{3000}']);
            let needed = self.measure.ruler.columns(token);
            if column + needed > self.limit() && start < from && !token.is_empty() {
                self.rows.push(start..end);
                (start, column) = (from, 0);
            }
            if needed > self.limit() && column == 0 {
                start = self.cut(from..from + token.len());
                column = self.measure.ruler.columns(&self.text[start..to]);
            } else {
                column += self.measure.ruler.columns(&self.text[from..to]);
            }
            if !token.is_empty() {
                end = from + token.len();
            }
            from = to;
        }
        self.rows.push(start..end.max(start));
    }

    /// Cuts a token that is longer than a row; returns where its last piece starts.
    fn cut(&mut self, token: Range<usize>) -> usize {
        let mut start = token.start;
        while let Some(length) = forced_cut(&self.text[start..token.end], self.limit(), self.measure.ruler) {
            let row = &self.text[start..start + length];
            self.rows.push(start..start + row.trim_end_matches(' ').len());
            start += length;
            start +=
                self.text[start..token.end].len() - self.text[start..token.end].trim_start_matches(' ').len();
        }
        start
    }
}

/// Bytes of the first piece of a token that does not fit into `limit` columns, or None
/// when it fits. At least one grapheme cluster long. Looks at one row's worth only.
fn forced_cut(token: &str, limit: usize, ruler: Ruler) -> Option<usize> {
    let (mut column, mut any, mut best) = (0, 0, None);
    for (at, cluster) in width::cluster_indices(token) {
        column += ruler.cluster_columns(cluster);
        if column > limit && at > 0 {
            return Some(best.unwrap_or(any));
        }
        any = at + cluster.len();
        // A space goes with the row, so what counts is what stands behind it.
        let before = token[..any].trim_end_matches(' ').chars().next_back();
        let after = token[any..].trim_start_matches(' ').chars().next();
        if before.zip(after).is_some_and(|(before, after)| may_part(before, after)) {
            best = Some(any);
        }
    }
    None
}

/// Offsets where a row may end, ascending; the last is the length of the text.
fn opportunities(text: &str) -> impl Iterator<Item = usize> {
    let read = tailored(text);
    let all: Vec<usize> = linebreaks(&read).map(|(at, _)| at).collect();
    all.into_iter().filter(move |&at| {
        let before = text[..at].trim_end_matches([' ', '\u{3000}']).chars().next_back();
        let after = text[at..].chars().next();
        before.zip(after).is_none_or(|(before, after)| may_part(before, after))
    })
}

/// The text as the break analysis should read it, each character as many bytes long as in
/// the original: curly quotes beside East Asian text are brackets there.
fn tailored(text: &str) -> Cow<'_, str> {
    if !text.contains(['“', '”', '‘', '’']) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut before = None;
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        let after = chars.peek().copied();
        let bracket = is_bracket_quote(before, after);
        out.push(match c {
            '“' | '‘' if bracket => '「',
            '”' | '’' if bracket => '」',
            _ => c,
        });
        before = Some(c);
    }
    Cow::Owned(out)
}

/// Whether a curly quote between these two stands in East Asian text: one neighbour is East
/// Asian and the other is not a letter or digit it could be an apostrophe or Latin quote to.
fn is_bracket_quote(before: Option<char>, after: Option<char>) -> bool {
    let east_asian = |c: Option<char>| c.is_some_and(is_east_asian);
    let latin = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() && !is_east_asian(c));
    (east_asian(before) || east_asian(after)) && !(latin(before) && latin(after))
}

/// Han, kana, Hangul, and the punctuation that is set in their full-width cells.
pub fn is_east_asian(c: char) -> bool {
    matches!(c, '\u{1100}'..='\u{115f}' | '\u{2e80}'..='\u{a4cf}' | '\u{ac00}'..='\u{d7a3}'
        | '\u{f900}'..='\u{faff}' | '\u{fe30}'..='\u{fe6f}' | '\u{ff00}'..='\u{ffef}'
        | '\u{20000}'..='\u{3fffd}')
}

#[cfg(test)]
mod tests;
