//! Rows and places: which text stands on a row, on which row a text stands, and the marking
//! of places within a line. How rows come about is [`super`]'s business.

use std::ops::Range;

use crate::text::{Line, Origin, Role, Span};

use super::{Anchor, Article, Layout, Row, narrow};

/// A place in an article that is to be marked: what a search found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Highlight {
    /// The block, counted as in [`Anchor`]: the first of the body is 1.
    pub block: u32,
    /// Bytes of the block's searchable text ([`super::super::block::Kind::searchable`]).
    pub range: Range<u32>,
    /// The one where the reader stands.
    pub current: bool,
}

impl Layout {
    /// Where a row stands in the article.
    pub fn anchor(&self, row: usize) -> Anchor {
        let row = row.min(self.rows.len().saturating_sub(1));
        match self.rows.get(row) {
            None => Anchor::default(),
            Some(Row::Text { block, start, .. } | Row::Code { block, start, .. }) => {
                Anchor { block: block + 1, offset: *start }
            }
            Some(Row::Blank { block, .. }) => Anchor { block: block + 1, offset: 0 },
            Some(Row::Made { block, index, .. }) => {
                let offset = self.made.get(*index as usize).map_or(0, |made| made.offset);
                Anchor { block: block.wrapping_add(1), offset }
            }
        }
    }

    /// The row that holds an anchor: the last one that begins at or before it.
    pub fn row_of(&self, anchor: Anchor) -> usize {
        self.rows_up_to(anchor).saturating_sub(1)
    }

    /// Rows that begin at or before an anchor.
    fn rows_up_to(&self, anchor: Anchor) -> usize {
        let (mut low, mut high) = (0, self.rows.len());
        while low < high {
            let middle = low + (high - low) / 2;
            if self.anchor(middle) <= anchor { low = middle + 1 } else { high = middle }
        }
        low
    }

    /// The row that shows this byte of a block's searchable text. Unlike [`Self::row_of`] it
    /// finds the right line of a table's row, whose cells stand side by side.
    pub fn row_showing(&self, place: Anchor) -> usize {
        let nearest = self.row_of(place);
        if !matches!(self.rows.get(nearest), Some(Row::Made { .. })) {
            return nearest;
        }
        let same = |row: &usize| self.anchor(*row).block == place.block;
        let shows = |row: &usize| match self.rows[*row] {
            Row::Made { index, .. } => self.made.get(index as usize).is_some_and(|made| {
                made.line
                    .spans
                    .iter()
                    .any(|span| bytes(span).is_some_and(|range| range.contains(&place.offset)))
            }),
            _ => false,
        };
        let up = (0..=nearest).rev().take_while(same).find(shows);
        up.or_else(|| (nearest + 1..self.rows.len()).take_while(same).find(shows)).unwrap_or(nearest)
    }

    /// The block (counted as in [`Anchor`]) and the bytes of its searchable text that a row
    /// shows. Of a table's row: from the first byte shown to the last.
    pub fn span(&self, row: usize) -> Option<(u32, Range<usize>)> {
        match self.rows.get(row)? {
            Row::Blank { .. } => None,
            Row::Text { block, start, end, .. } | Row::Code { block, start, end, .. } => {
                Some((block + 1, *start as usize..*end as usize))
            }
            Row::Made { block, index, .. } => {
                let line = &self.made.get(*index as usize)?.line;
                let shown = line.spans.iter().filter_map(bytes);
                let hull = shown.reduce(|one, other| one.start.min(other.start)..one.end.max(other.end))?;
                Some((block.checked_add(1)?, hull.start as usize..hull.end as usize))
            }
        }
    }

    /// The line of a row with places marked: `marks` ascend and do not overlap. A marked text
    /// has the role of a match and keeps its link and its stress.
    pub fn line_marked(&self, article: &Article, row: usize, marks: &[Highlight]) -> Line {
        let mut line = self.line(article, row);
        self.mark(&mut line, row, marks);
        line
    }

    /// Marks places in a line of a row, which may have been moved sideways.
    pub fn mark(&self, line: &mut Line, row: usize, marks: &[Highlight]) {
        if let Some((block, range)) = self.span(row) {
            mark(line, within(marks, block, &range));
        }
    }

    /// The place in its block of a line that is about to be appended. In a table it is the
    /// first byte of a cell that the line shows (of a record: of the value, not of its label),
    /// and never less than that of the line above; elsewhere the lines of a block are counted.
    pub(super) fn offset_of(&self, line: &Line, block: u32) -> u32 {
        let before = match self.rows.last() {
            Some(Row::Made { block: last, index, .. }) if *last == block => {
                self.made.get(*index as usize).map(|made| made.offset)
            }
            _ => None,
        };
        let first = |heads: bool| {
            let shown = line.spans.iter().filter(|span| heads || span.role != Role::TableHead);
            shown.filter_map(bytes).map(|range| range.start).min()
        };
        match (first(false).or_else(|| first(true)), before) {
            (Some(first), Some(before)) => first.max(before),
            (Some(first), None) => first,
            (None, Some(before)) => before.saturating_add(1),
            (None, None) => 0,
        }
    }
}

/// The bytes of its block's searchable text that a span shows.
fn bytes(span: &Span) -> Option<Range<u32>> {
    match span.origin {
        Origin::Post(at) => Some(at..at.saturating_add(narrow(span.text.len()))),
        Origin::Drawn | Origin::Pad => None,
    }
}

/// The marks that touch these bytes of a block.
fn within<'a>(marks: &'a [Highlight], block: u32, range: &Range<usize>) -> &'a [Highlight] {
    let first = marks.partition_point(|mark| (mark.block, mark.range.end as usize) <= (block, range.start));
    let rest = &marks[first..];
    let count = rest.partition_point(|mark| (mark.block, mark.range.start as usize) < (block, range.end));
    &rest[..count]
}

fn mark(line: &mut Line, marks: &[Highlight]) {
    for highlight in marks {
        let spans = std::mem::take(&mut line.spans);
        for span in spans {
            split(span, highlight, &mut line.spans);
        }
        close_gaps(&mut line.spans, role_of(highlight));
    }
}

fn role_of(highlight: &Highlight) -> Role {
    if highlight.current { Role::CurrentMatch } else { Role::Match }
}

/// Appends a span, the part of it that is marked as a span of its own.
fn split(span: Span, highlight: &Highlight, out: &mut Vec<Span>) {
    let Some(range) = bytes(&span) else { return out.push(span) };
    let (start, end) = (
        inside(&span.text, range.start, highlight.range.start),
        inside(&span.text, range.start, highlight.range.end),
    );
    let end = end.max(start);
    for (part, role) in
        [(0..start, span.role), (start..end, role_of(highlight)), (end..span.text.len(), span.role)]
    {
        if !part.is_empty() {
            let origin = Origin::Post(range.start + narrow(part.start));
            out.push(Span { text: span.text[part].to_owned(), role, origin, ..span });
        }
    }
}

/// The byte `at` of a block within a text that starts at `from`: clamped to it, and to the
/// start of a character.
fn inside(text: &str, from: u32, at: u32) -> usize {
    let at = (at.saturating_sub(from) as usize).min(text.len());
    (0..=at).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0)
}

/// Spaces that only set the row are marked where they stand within a marked text.
fn close_gaps(spans: &mut [Span], role: Role) {
    for at in 1..spans.len().saturating_sub(1) {
        let marked = |span: &Span| span.role == role && span.origin != Origin::Drawn;
        if spans[at].origin == Origin::Pad && marked(&spans[at - 1]) && marked(&spans[at + 1]) {
            spans[at].role = role;
        }
    }
}
