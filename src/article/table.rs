//! Tables by display width: columns as wide as their content where there is room, narrower
//! with wrapped cells where there is not, and one record a row where columns cannot be.
//!
//! - `columns`: how wide each column is; `ruled`: rows, rules and their joints; `records`

use crate::text::width::Ruler;
use crate::text::wrap::{Measure, wrap};
use crate::text::{Line, Role};

use super::block::{Cell, Style, Table};

mod columns;
mod records;
mod ruled;

/// Columns of the separator between two table columns: ` │ `, or `│` where room is short.
const SEPARATORS: [usize; 2] = [3, 1];
/// Columns below which a table column is not squeezed unless its words are shorter.
const NARROWEST: usize = 8;
/// Lines of a cell beyond which records are easier to read than a narrow column.
const TALLEST: usize = 12;

/// Places of a grid beyond which a table is no longer laid out but told cell by cell.
const MAX_PLACES: usize = 1 << 20;

/// The rows of a table in `width` columns.
pub fn lines(table: &Table, width: usize, ruler: Ruler) -> Vec<Line> {
    if table.rows.len().saturating_mul(table.columns) > MAX_PLACES {
        let setter = Setter { table, width, ruler, separator: 0 };
        return table.rows.iter().flatten().flat_map(|cell| setter.cell_lines(cell, width)).collect();
    }
    let grids = SEPARATORS.into_iter().filter_map(|separator| {
        let setter = Setter { table, width, ruler, separator };
        let widths = setter.tightened(setter.column_widths()?);
        setter.ruled(&widths)
    });
    // The first of the shortest: air between columns is worth less than whole words in them.
    let grid = grids.min_by_key(Vec::len);
    grid.unwrap_or_else(|| Setter { table, width, ruler, separator: 0 }.records())
}

struct Setter<'a> {
    table: &'a Table,
    width: usize,
    ruler: Ruler,
    /// Columns between two columns.
    separator: usize,
}

impl<'a> Setter<'a> {
    /// For each row and column the cell that stands there, with the row in which it begins.
    fn owners(&self) -> Vec<Vec<Option<(usize, &'a Cell)>>> {
        let rows = self.table.rows.len();
        let mut owners = vec![vec![None; self.table.columns]; rows];
        for (row, cells) in self.table.rows.iter().enumerate() {
            for cell in cells {
                let columns = cell.column..(cell.column + cell.span).min(self.table.columns);
                for line in &mut owners[row..(row + cell.rows.max(1)).min(rows)] {
                    if let Some(places) = line.get_mut(columns.clone()) {
                        places.fill(Some((row, cell)));
                    }
                }
            }
        }
        owners
    }

    fn cell_lines(&self, cell: &Cell, width: usize) -> Vec<Line> {
        let measure = Measure { first: width, rest: width, ruler: self.ruler };
        let rows = wrap(&cell.text.text, measure, &cell.text.glue);
        let mut lines: Vec<Line> =
            rows.into_iter().map(|row| cell.text.line(row, Style::default())).collect();
        lines.iter_mut().for_each(|line| line.shift(cell.offset));
        lines
    }

    fn border(&self, narrow: &'static str, wide: &'static str, count: usize) -> Line {
        let mark = if self.ruler == Ruler::Wide { wide } else { narrow };
        Line::of(mark.repeat(count), Role::TableBorder)
    }
}

#[cfg(test)]
mod tests;
