//! Tables by display width: columns as wide as their content where there is room, narrower
//! with wrapped cells where there is not, and one record a row where columns cannot be.

use crate::text::width::Ruler;
use crate::text::wrap::{Measure, tokens, wrap};
use crate::text::{Line, Origin, Role, Span};

use super::block::{Align, Cell, Style, Table};

/// Columns of the separator between two table columns, ` │ `.
const SEPARATOR: usize = 3;
/// Columns below which a table column is not squeezed unless its words are shorter.
const NARROWEST: usize = 8;
/// Columns up to which a word or number is kept whole by making its column wider.
const LONGEST_WORD: usize = 20;

/// The rows of a table in `width` columns.
pub fn lines(table: &Table, width: usize, ruler: Ruler) -> Vec<Line> {
    let columns = table.rows.iter().map(|row| row.iter().map(|cell| cell.span).sum()).max().unwrap_or(0);
    let setter = Setter { table, width, ruler };
    match setter.column_widths(columns) {
        Some(widths) => setter.grid(&widths),
        None => setter.records(),
    }
}

struct Setter<'a> {
    table: &'a Table,
    width: usize,
    ruler: Ruler,
}

impl Setter<'_> {
    /// Widths that fit, or None where the table must be set as records.
    fn column_widths(&self, columns: usize) -> Option<Vec<usize>> {
        let room = self.width.checked_sub(SEPARATOR * columns.saturating_sub(1))?;
        let (mut natural, mut least) = (vec![1; columns], vec![1; columns]);
        for row in &self.table.rows {
            let mut column = 0;
            for cell in row {
                if cell.span == 1 {
                    let (wide, word) = self.extent(cell);
                    natural[column] = wide.max(natural[column]);
                    least[column] = word.clamp(least[column], wide.max(least[column]));
                }
                column += cell.span;
            }
        }
        if natural.iter().sum::<usize>() <= room {
            return Some(natural);
        }
        let spare = room.checked_sub(least.iter().sum())?;
        Some(share(&least, &natural, spare))
    }

    /// Columns of a cell's widest line, and of what it cannot be squeezed below: a few
    /// columns, or its longest word or number unless that is an address.
    fn extent(&self, cell: &Cell) -> (usize, usize) {
        let text = &cell.text.text;
        let wide = text.split('\n').map(|line| self.ruler.columns(line)).max().unwrap_or(0);
        let word =
            text.split('\n').flat_map(tokens).map(|token| self.ruler.columns(token)).max().unwrap_or(0);
        (wide, word.clamp(NARROWEST, LONGEST_WORD).min(wide))
    }

    fn grid(&self, widths: &[usize]) -> Vec<Line> {
        let mut out = Vec::new();
        for (index, row) in self.table.rows.iter().enumerate() {
            let next = self.table.rows.get(index + 1);
            let tall = self.row(row, widths, &mut out);
            let header = row.iter().all(|cell| cell.header);
            let rule = header || tall || next.is_some_and(|next| self.is_tall(next, widths));
            if next.is_some() && rule {
                out.push(self.rule(widths, header));
            }
        }
        out
    }

    /// Appends the lines of one row; whether there are several.
    fn row(&self, row: &[Cell], widths: &[usize], out: &mut Vec<Line>) -> bool {
        let cells = self.wrapped(row, widths);
        let height = cells.iter().map(|(_, lines)| lines.len()).max().unwrap_or(0);
        for at in 0..height {
            let mut line = Line::default();
            for (index, (width, lines)) in cells.iter().enumerate() {
                if index > 0 {
                    line.push(format!(" {} ", self.bar()), Role::TableBorder);
                }
                let last = index + 1 == cells.len();
                let empty = Line::default();
                place(
                    &mut line,
                    lines.get(at).unwrap_or(&empty),
                    *width,
                    (row[index].align, last, self.ruler),
                );
            }
            out.push(line);
        }
        height > 1
    }

    fn is_tall(&self, row: &[Cell], widths: &[usize]) -> bool {
        self.wrapped(row, widths).iter().any(|(_, lines)| lines.len() > 1)
    }

    /// The cells of a row as lines, each with the columns it stands in.
    fn wrapped(&self, row: &[Cell], widths: &[usize]) -> Vec<(usize, Vec<Line>)> {
        let mut column = 0;
        let mut cells = Vec::new();
        for cell in row {
            let spanned = widths.get(column..(column + cell.span).min(widths.len())).unwrap_or_default();
            let width = spanned.iter().sum::<usize>() + SEPARATOR * spanned.len().saturating_sub(1);
            cells.push((width, self.cell_lines(cell, width.max(1))));
            column += cell.span;
        }
        cells
    }

    fn cell_lines(&self, cell: &Cell, width: usize) -> Vec<Line> {
        let measure = Measure { first: width, rest: width, ruler: self.ruler };
        let rows = wrap(&cell.text.text, measure, &cell.text.glue);
        let mut lines: Vec<Line> =
            rows.into_iter().map(|row| cell.text.line(row, Style::default())).collect();
        lines.iter_mut().for_each(|line| line.shift(cell.offset));
        lines
    }

    fn rule(&self, widths: &[usize], header: bool) -> Line {
        let (dash, cross) = match (self.ruler, header) {
            (Ruler::Wide, _) => ("-", "-+-"),
            (Ruler::Narrow, true) => ("─", "─┼─"),
            (Ruler::Narrow, false) => ("┈", "┈┼┈"),
        };
        let parts: Vec<String> = widths.iter().map(|width| dash.repeat(*width)).collect();
        Line::of(parts.join(cross), Role::TableBorder)
    }

    fn bar(&self) -> &'static str {
        if self.ruler == Ruler::Wide { "|" } else { "│" }
    }

    /// One block of lines for each row: the header's words before each value.
    fn records(&self) -> Vec<Line> {
        let header = self.table.rows.first().filter(|row| row.iter().all(|cell| cell.header));
        let skip = usize::from(header.is_some() && self.table.rows.len() > 1);
        let mut out = Vec::new();
        for (index, row) in self.table.rows.iter().skip(skip).enumerate() {
            if index > 0 {
                out.push(Line::of(
                    if self.ruler == Ruler::Wide { "-" } else { "┈" }.repeat(self.width.min(20)),
                    Role::TableBorder,
                ));
            }
            for (column, cell) in row.iter().enumerate().filter(|(_, cell)| !cell.text.text.is_empty()) {
                let label = header.filter(|_| skip > 0).and_then(|header| header.get(column));
                self.record(label, cell, &mut out);
            }
        }
        out
    }

    fn record(&self, label: Option<&Cell>, cell: &Cell, out: &mut Vec<Line>) {
        let Some(head) = label.filter(|label| !label.text.text.is_empty()) else {
            return out.extend(self.cell_lines(cell, self.width));
        };
        let label = format!("{}: ", head.text.text.replace('\n', " "));
        let used = self.ruler.columns(&label);
        if used + NARROWEST > self.width {
            let offset = head.offset;
            out.extend(
                self.cell_lines(
                    &Cell { text: label.trim_end().into(), offset, ..Cell::default() },
                    self.width,
                ),
            );
            return out.extend(self.cell_lines(cell, self.width));
        }
        for (index, line) in self.cell_lines(cell, self.width - used).into_iter().enumerate() {
            let mut whole = if index == 0 { named(&label, head.offset) } else { Line::default() };
            whole.push(" ".repeat(if index == 0 { 0 } else { used }), Role::TableHead);
            whole.spans.extend(line.spans);
            out.push(whole);
        }
    }
}

/// A record's label, `名: `, whose words are those of the header cell that starts at `offset`.
fn named(label: &str, offset: u32) -> Line {
    let mut line = Line::of(label.trim_end_matches(": "), Role::TableHead);
    line.spans.iter_mut().for_each(|span| span.origin = Origin::Post(offset));
    line.push(": ", Role::TableHead);
    line
}

/// Appends a cell's line in its columns; the last cell of a row is not filled up.
fn place(line: &mut Line, cell: &Line, width: usize, (align, last, ruler): (Align, bool, Ruler)) {
    let used: usize = cell.spans.iter().map(|span| ruler.columns(&span.text)).sum();
    let free = width.saturating_sub(used);
    let before = match align {
        Align::Left => 0,
        Align::Center => free / 2,
        Align::Right => free,
    };
    line.push(" ".repeat(before), Role::Body);
    line.spans.extend(cell.spans.iter().cloned());
    if !last {
        line.spans.push(Span::new(" ".repeat(free - before), Role::Body));
    }
}

/// Gives the spare columns to those that want more than their least, by how much they want.
fn share(least: &[usize], natural: &[usize], spare: usize) -> Vec<usize> {
    let wanted: usize = natural.iter().zip(least).map(|(natural, least)| natural - least).sum();
    let mut widths: Vec<usize> = natural
        .iter()
        .zip(least)
        .map(|(natural, least)| least + (natural - least) * spare / wanted.max(1))
        .collect();
    let mut left = spare.saturating_sub(widths.iter().sum::<usize>() - least.iter().sum::<usize>());
    for (width, natural) in widths.iter_mut().zip(natural) {
        let more = left.min(natural - *width);
        *width += more;
        left -= more;
    }
    widths
}
