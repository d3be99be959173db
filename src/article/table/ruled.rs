//! A table with its columns side by side: ` │ ` between them, a rule under the head and between
//! rows that take several lines. Cells that span rows run on through them; where a rule meets a
//! bar stands the joint that fits.

use crate::text::width::Ruler;
use crate::text::{Line, Role, Span};

use super::super::block::{Align, Cell};
use super::{Setter, TALLEST};

/// The cell at each place: row, column.
type Owners<'a> = Vec<Vec<Option<(usize, &'a Cell)>>>;

/// A table about to be drawn.
struct Ruled<'a> {
    ruler: Ruler,
    widths: &'a [usize],
    separator: usize,
    head: usize,
    owners: Owners<'a>,
    /// The lines of each cell, by the row and column in which it begins.
    lines: Vec<Vec<Vec<Line>>>,
    heights: Vec<usize>,
}

impl<'a> Setter<'a> {
    /// The table in columns of these widths, or None where cells would become towers.
    pub(super) fn ruled(&self, widths: &'a [usize]) -> Option<Vec<Line>> {
        let mut lines = vec![vec![Vec::new(); widths.len()]; self.table.rows.len()];
        let mut tallest = 0;
        for (row, cells) in self.table.rows.iter().enumerate() {
            for cell in cells.iter().filter(|cell| cell.column < widths.len()) {
                let set = self.cell_lines(cell, spanned(widths, self.separator, cell).max(1));
                tallest = tallest.max(set.len());
                lines[row][cell.column] = set;
            }
        }
        let room = self.width / self.table.columns.max(1);
        if tallest > TALLEST && room < 2 * TALLEST && self.table.columns > 2 {
            return None;
        }
        let heights = self.heights(&lines);
        let owners = self.owners();
        Some(
            Ruled {
                ruler: self.ruler,
                widths,
                separator: self.separator,
                head: self.table.head,
                owners,
                lines,
                heights,
            }
            .draw(),
        )
    }

    /// Lines of each row: its tallest cell; the last row of a cell that spans several is as tall
    /// as that needs.
    fn heights(&self, lines: &[Vec<Vec<Line>>]) -> Vec<usize> {
        let mut heights = vec![1; self.table.rows.len()];
        let mut spanning = Vec::new();
        for (row, cells) in self.table.rows.iter().enumerate() {
            for cell in cells {
                let needed = lines[row].get(cell.column).map_or(0, Vec::len);
                match cell.rows {
                    0 | 1 => heights[row] = needed.max(heights[row]),
                    rows => spanning.push((row, (row + rows).min(heights.len()), needed)),
                }
            }
        }
        for (start, end, needed) in spanning {
            let has: usize = heights[start..end].iter().sum();
            heights[end - 1] += needed.saturating_sub(has);
        }
        heights
    }
}

/// Columns of a cell with the separators within it.
fn spanned(widths: &[usize], separator: usize, cell: &Cell) -> usize {
    let spanned = widths.get(cell.column..(cell.column + cell.span).min(widths.len())).unwrap_or_default();
    spanned.iter().sum::<usize>() + separator * spanned.len().saturating_sub(1)
}

impl Ruled<'_> {
    fn draw(&self) -> Vec<Line> {
        let mut out = Vec::new();
        for row in 0..self.heights.len() {
            for at in 0..self.heights[row] {
                out.push(self.line(row, at));
            }
            let Some(next) = self.heights.get(row + 1) else { break };
            let under_head = row + 1 == self.head;
            let tall = self.heights[row] > 1 || *next > 1;
            if row < self.head || tall {
                out.push(self.rule(row, under_head || row < self.head));
            }
        }
        out
    }

    fn line(&self, row: usize, at: usize) -> Line {
        let mut line = Line::default();
        let mut column = 0;
        while column < self.widths.len() {
            if column > 0 {
                let bar = self.mark("│", "|");
                let bar = if self.separator > 1 { format!(" {bar} ") } else { bar.to_owned() };
                line.push(bar, Role::TableBorder);
            }
            let Some((start, cell)) = self.owners[row][column] else {
                self.fill(&mut line, self.widths[column], column + 1);
                column += 1;
                continue;
            };
            // A cell that began above goes on where it was.
            let above: usize = self.heights[start..row].iter().sum();
            let empty = Line::default();
            let text = self.lines[start][cell.column].get(above + at).unwrap_or(&empty);
            column = (cell.column + cell.span).max(column + 1);
            self.place(&mut line, text, cell, column);
        }
        line
    }

    /// Appends a cell's line in its columns; the last cell of a row is not filled up.
    fn place(&self, line: &mut Line, text: &Line, cell: &Cell, next: usize) {
        let free = spanned(self.widths, self.separator, cell).saturating_sub(text.width(self.ruler));
        let before = match cell.align {
            Align::Left => 0,
            Align::Center => free / 2,
            Align::Right => free,
        };
        let before = if text.spans.is_empty() { 0 } else { before };
        line.push(" ".repeat(before), Role::Body);
        line.spans.extend(text.spans.iter().cloned());
        self.fill(line, free - before, next);
    }

    fn fill(&self, line: &mut Line, columns: usize, next: usize) {
        if next < self.widths.len() && columns > 0 {
            line.spans.push(Span::new(" ".repeat(columns), Role::Body));
        }
    }

    /// The rule between a row and the next.
    fn rule(&self, row: usize, heavy: bool) -> Line {
        let dash = if heavy { self.mark("─", "-") } else { self.mark("┈", "-") };
        let mut out = String::new();
        for column in 0..self.widths.len() {
            if column > 0 {
                self.joint(row, column, dash, &mut out);
            }
            let mark = if self.goes_on(row, column) { " " } else { dash };
            out.push_str(&mark.repeat(self.widths[column]));
        }
        Line::of(out.trim_end(), Role::TableBorder)
    }

    /// Whether the cell at this place goes on in the next row, so that no rule crosses it.
    fn goes_on(&self, row: usize, column: usize) -> bool {
        same(self.owners[row][column], self.owners[row + 1][column])
    }

    /// What stands between two columns of a rule.
    fn joint(&self, row: usize, column: usize, dash: &str, out: &mut String) {
        let bar = |row: usize| !same(self.owners[row][column - 1], self.owners[row][column]);
        let (up, down) = (bar(row), bar(row + 1));
        let (left, right) = (!self.goes_on(row, column - 1), !self.goes_on(row, column));
        let joint = match (up, down, left, right) {
            (true, true, true, true) => self.mark("┼", "+"),
            (true, true, false, true) => self.mark("├", "+"),
            (true, true, true, false) => self.mark("┤", "+"),
            (true, false, true, true) => self.mark("┴", "+"),
            (false, true, true, true) => self.mark("┬", "+"),
            (false, false, false, false) => " ",
            (_, _, false, false) => self.mark("│", "|"),
            (_, _, true, true) => dash,
            _ => self.mark("┼", "+"),
        };
        let sides = if self.separator > 1 { 1 } else { 0 };
        out.push_str(&if left { dash } else { " " }.repeat(sides));
        out.push_str(joint);
        out.push_str(&if right { dash } else { " " }.repeat(sides));
    }

    fn mark(&self, narrow: &'static str, wide: &'static str) -> &'static str {
        if self.ruler == Ruler::Wide { wide } else { narrow }
    }
}

/// Whether two places belong to one cell.
fn same(one: Option<(usize, &Cell)>, other: Option<(usize, &Cell)>) -> bool {
    one.zip(other)
        .is_some_and(|((row, cell), (other_row, other))| row == other_row && cell.column == other.column)
}
