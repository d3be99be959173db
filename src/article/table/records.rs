//! A table too wide for its columns: one record a row, each value behind the words of its header,
//! those of several header rows joined, `已并网·2022：12.0`.

use crate::text::wrap::is_east_asian;
use crate::text::{Line, Origin, Role, Span};

use super::super::block::{Cell, Style, Text};
use super::{NARROWEST, Setter};

/// Columns of the line between two records.
const RULE: usize = 20;

/// The words before a value: each header's, with where they stand in the table's searchable text.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Label {
    parts: Vec<(String, u32)>,
    /// The part that begins the last of several columns.
    last: Option<usize>,
}

impl Label {
    /// The label as a line: `已并网·2022`, and a colon.
    fn line(&self) -> Line {
        let mut line = Line::default();
        for (index, (words, offset)) in self.parts.iter().enumerate() {
            line.push(self.joint(index), Role::TableHead);
            let origin = Origin::Post(*offset);
            line.spans.push(Span { text: words.clone(), role: Role::TableHead, origin, ..Span::default() });
        }
        let east_asian = self.parts.iter().any(|(words, _)| words.contains(is_east_asian));
        line.push(if east_asian { "：" } else { ": " }, Role::TableHead);
        line
    }

    /// What stands before a part.
    fn joint(&self, index: usize) -> &'static str {
        match index {
            0 => "",
            _ if self.last == Some(index) => "–",
            _ => "·",
        }
    }
}

impl Setter<'_> {
    pub(super) fn records(&self) -> Vec<Line> {
        let owners = self.owners();
        let head = self.table.head;
        let labels: Vec<Label> =
            (0..self.table.columns).map(|column| label(&owners[..head], column)).collect();
        let mut out = Vec::new();
        for (row, places) in owners.iter().enumerate().skip(head) {
            let before = out.len();
            let mut column = 0;
            let mut key = None;
            while let Some(place) = places.get(column) {
                let Some((start, cell)) = place else {
                    column += 1;
                    continue;
                };
                column = (cell.column + cell.span).max(column + 1);
                // What spans records is told in each of them, where a header says what it is.
                let told = *start < row && head == 0;
                if cell.text.text.is_empty() || told {
                    continue;
                }
                // Two columns without a head are names and values.
                if head == 0 && self.table.columns == 2 && cell.column == 0 && self.is_key(cell, places) {
                    key = Some(Label { parts: vec![(cell.text.text.clone(), cell.offset)], last: None });
                    continue;
                }
                let label = key.take().unwrap_or_else(|| spanning(&labels, cell));
                self.record(&label, cell, &mut out);
            }
            if before < out.len() && before > 0 {
                out.insert(before, self.border("┈", "-", self.width.min(RULE)));
            }
        }
        out
    }

    /// Whether a first cell is short enough to name the value behind it.
    fn is_key(&self, cell: &Cell, places: &[Option<(usize, &Cell)>]) -> bool {
        let value = places.get(1).copied().flatten().is_some_and(|(_, value)| !value.text.text.is_empty());
        let text = &cell.text.text;
        value && cell.span == 1 && !text.contains('\n') && 2 * self.ruler.columns(text) <= self.width
    }

    fn record(&self, label: &Label, cell: &Cell, out: &mut Vec<Line>) {
        if label.parts.is_empty() {
            return out.extend(self.cell_lines(cell, self.width));
        }
        let head = label.line();
        let used = head.width(self.ruler);
        let value = cell.text.text.as_str();
        let fits = !value.contains('\n') && used + self.ruler.columns(value) <= self.width;
        if used + NARROWEST > self.width && !fits {
            out.extend(self.label_lines(label));
            let indent = if self.width > 2 * NARROWEST { 2 } else { 0 };
            out.extend(
                self.cell_lines(cell, self.width - indent).into_iter().map(|line| indented(indent, line)),
            );
            return;
        }
        for (index, line) in self.cell_lines(cell, self.width - used).into_iter().enumerate() {
            if index > 0 {
                out.push(indented(used, line));
                continue;
            }
            let mut whole = head.clone();
            whole.spans.extend(line.spans);
            out.push(whole);
        }
    }

    /// A label on lines of its own. Of several headers no single place is marked.
    fn label_lines(&self, label: &Label) -> Vec<Line> {
        let parts = label.parts.iter().enumerate();
        let words: String =
            parts.map(|(index, (words, _))| format!("{}{words}", label.joint(index))).collect();
        let mut text = Text::from(words.as_str());
        let end = text.text.len();
        let colon = label.line().spans.pop().map(|span| span.text).unwrap_or_default();
        text.attach(colon.trim_end(), Style::default());
        let offset = label.parts.first().map_or(0, |(_, offset)| *offset);
        let mut lines = self.cell_lines(&Cell { text, offset, ..Cell::default() }, self.width);
        for span in lines.iter_mut().flat_map(|line| &mut line.spans) {
            span.role = Role::TableHead;
            let is_colon =
                span.origin == Origin::Post(offset.saturating_add(u32::try_from(end).unwrap_or(u32::MAX)));
            if is_colon || label.parts.len() > 1 {
                span.origin = Origin::Drawn;
            }
        }
        lines
    }
}

fn indented(columns: usize, line: Line) -> Line {
    let mut whole = Line::default();
    whole.push(" ".repeat(columns), Role::Body);
    whole.spans.extend(line.spans);
    whole
}

/// The words of all header rows over a column.
fn label(head: &[Vec<Option<(usize, &Cell)>>], column: usize) -> Label {
    let mut parts: Vec<(String, u32)> = Vec::new();
    for (_, cell) in head.iter().filter_map(|row| row.get(column).copied().flatten()) {
        let words = cell.text.text.replace('\n', " ");
        if !words.is_empty() && parts.last().is_none_or(|(last, _)| *last != words) {
            parts.push((words, cell.offset));
        }
    }
    Label { parts, last: None }
}

/// The label of a cell that may span several columns: what all of them have, else of the first
/// and the last.
fn spanning(labels: &[Label], cell: &Cell) -> Label {
    let first = labels.get(cell.column).cloned().unwrap_or_default();
    let last = labels.get(cell.column + cell.span.max(1) - 1).filter(|last| **last != first);
    let Some(last) = last else { return first };
    let common = first.parts.iter().zip(&last.parts).take_while(|(one, other)| one == other).count();
    if common > 0 {
        return Label { parts: first.parts[..common].to_vec(), last: None };
    }
    let middle = first.parts.len();
    let parts = first.parts.into_iter().chain(last.parts.iter().cloned()).collect();
    Label { parts, last: Some(middle) }
}
