//! How wide the columns of a table are. Each wants its widest line; where that is too much, the
//! wide ones give way before the narrow ones, and none is squeezed below its longest word.

use crate::text::wrap::tokens;

use super::super::block::Cell;
use super::{NARROWEST, Setter};

/// Rows beyond which it is not tried how narrow columns could be.
const MANY_ROWS: usize = 60;

/// Columns up to which a word or number is kept whole by making its column wider.
const LONGEST_WORD: usize = 20;

impl Setter<'_> {
    /// Widths that fit, or None where the table must be set as records.
    pub(super) fn column_widths(&self) -> Option<Vec<usize>> {
        let columns = self.table.columns;
        let room = self.width.checked_sub(self.separator * columns.saturating_sub(1))?;
        let (mut natural, mut least) = (vec![1; columns], vec![1; columns]);
        let mut wide: Vec<&Cell> = Vec::new();
        for cell in self.table.rows.iter().flatten() {
            if cell.span > 1 {
                wide.push(cell);
                continue;
            }
            let (line, word) = self.extent(cell);
            natural[cell.column] = line.max(natural[cell.column]);
            least[cell.column] = word.max(least[cell.column]);
        }
        wide.sort_by_key(|cell| cell.span);
        for cell in wide {
            let (line, word) = self.extent(cell);
            let range = cell.column..(cell.column + cell.span).min(columns);
            widen(&mut natural[range.clone()], line, self.separator);
            widen(&mut least[range], word, self.separator);
        }
        for (natural, least) in natural.iter_mut().zip(&least) {
            *natural = (*natural).max(*least);
        }
        if natural.iter().sum::<usize>() <= room {
            return Some(natural);
        }
        (least.iter().sum::<usize>() <= room).then(|| share(&least, &natural, room))
    }

    /// The same, each column that wraps as narrow as it can be without taking more rows: lines of
    /// a cell get about as long as each other, and no cell ends in a single character for nothing.
    pub(super) fn tightened(&self, mut widths: Vec<usize>) -> Vec<usize> {
        if self.table.rows.len() > MANY_ROWS {
            return widths;
        }
        for (column, width) in widths.iter_mut().enumerate() {
            let cells = self.table.rows.iter().flatten();
            let cells: Vec<_> = cells.filter(|cell| cell.column == column && cell.span < 2).collect();
            let least = cells.iter().map(|cell| self.extent(cell).1).max().unwrap_or(*width);
            let wraps = cells.iter().any(|cell| self.extent(cell).0 > *width);
            let spanned =
                |cell: &Cell| cell.span > 1 && (cell.column..cell.column + cell.span).contains(&column);
            if !wraps || self.table.rows.iter().flatten().any(spanned) {
                continue;
            }
            let heights =
                |width| cells.iter().map(|cell| self.cell_lines(cell, width).len()).collect::<Vec<_>>();
            let wanted = heights(*width);
            while *width > least && heights(*width - 1) == wanted {
                *width -= 1;
            }
        }
        widths
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
}

/// Widens columns, evenly, until a cell that spans them has its room.
fn widen(columns: &mut [usize], needed: usize, separator: usize) {
    let count = columns.len();
    let has = columns.iter().sum::<usize>() + separator * count.saturating_sub(1);
    let missing = needed.saturating_sub(has);
    for (index, column) in columns.iter_mut().enumerate() {
        *column += missing / count + usize::from(index < missing % count);
    }
}

/// Columns between what they need and what they want, `room` in all: all rise together until
/// they have what they want, and those that do not get there share by the root of what they want
/// (a cell's lines grow as its text does, so twice the text should not get twice the room).
fn share(least: &[usize], natural: &[usize], room: usize) -> Vec<usize> {
    let at = |level: usize| -> Vec<usize> {
        least
            .iter()
            .zip(natural)
            .map(|(least, natural)| level.clamp(*least, (*natural).max(*least)))
            .collect()
    };
    let (mut low, mut high) = (0, room + 1);
    while high - low > 1 {
        let middle = low + (high - low) / 2;
        if at(middle).iter().sum::<usize>() <= room { low = middle } else { high = middle }
    }
    let mut widths = at(low);
    let tight: Vec<usize> = (0..widths.len()).filter(|at| widths[*at] < natural[*at]).collect();
    let others: usize = (0..widths.len()).filter(|at| !tight.contains(at)).map(|at| widths[at]).sum();
    let pool = room - others;
    let weights: usize = tight.iter().map(|at| natural[*at].isqrt().max(1)).sum();
    for &at in &tight {
        let part = pool * natural[at].isqrt().max(1) / weights.max(1);
        widths[at] = part.clamp(least[at], natural[at]);
    }
    balance(&mut widths, least, natural, room);
    widths
}

/// Takes from the widest what is too much, gives to the tightest what is left.
fn balance(widths: &mut [usize], least: &[usize], natural: &[usize], room: usize) {
    for _ in 0..2 * room {
        let used: usize = widths.iter().sum();
        let columns = 0..widths.len();
        if used > room {
            let Some(at) = columns.filter(|at| widths[*at] > least[*at]).max_by_key(|at| widths[*at]) else {
                return;
            };
            widths[at] -= 1;
        } else if used < room {
            let open = columns.filter(|at| widths[*at] < natural[*at]);
            let Some(at) = open.max_by_key(|at| natural[*at] * 16 / widths[*at].max(1)) else { return };
            widths[at] += 1;
        } else {
            return;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn narrow_columns_keep_what_they_want() {
        let table = [
            ([4, 8, 1], [4, 80, 1], 31, [4, 26, 1]),
            ([8, 8, 8], [10, 12, 100], 40, [10, 12, 18]),
            ([8, 8, 1], [100, 100, 1], 32, [15, 16, 1]),
            ([8, 8, 1], [25, 100, 1], 31, [10, 20, 1]),
        ];
        for (least, natural, room, expected) in table {
            assert_eq!(share(&least, &natural, room), expected);
        }
    }
}
