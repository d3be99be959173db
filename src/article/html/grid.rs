//! The grid of a table: which place belongs to which cell once cells span columns and rows (HTML
//! Standard, "forming a table"), which rows are its head, what is empty and left out, and how a
//! column of numbers stands.

use super::super::block::{Align, Cell, Table};

/// Columns of a grid; cells beyond stand in a row of their own below.
const MAX_COLUMNS: usize = 512;
/// Characters of a unit behind a number.
const LONGEST_UNIT: usize = 4;

/// A cell that has no place yet.
pub(super) struct Draft {
    pub cell: Cell,
    /// How it says that it stands.
    pub align: Option<Align>,
    /// Places in its text.
    pub places: Vec<(String, usize)>,
}

/// A table while its rows come.
#[derive(Default)]
pub(super) struct Grid {
    rows: Vec<(Vec<Draft>, bool)>,
    /// For each column: rows, from the next one on, that a cell above still takes.
    taken: Vec<usize>,
}

impl Grid {
    /// Places the cells of the next row in the columns that those above leave free.
    pub fn row(&mut self, drafts: Vec<Draft>, is_head: bool) {
        let mut rest = drafts.into_iter().peekable();
        loop {
            let mut row = Vec::new();
            let mut column = 0;
            let mut next: Vec<usize> = self.taken.iter().map(|rows| rows.saturating_sub(1)).collect();
            while rest.peek().is_some() {
                while self.taken.get(column).is_some_and(|rows| *rows > 0) {
                    column += 1;
                }
                if column >= MAX_COLUMNS {
                    break;
                }
                let Some(mut draft) = rest.next() else { break };
                // A cell ends before one that a row above reaches down with.
                let free = |at: &usize| self.taken.get(*at).is_none_or(|rows| *rows == 0);
                let room = (column..column + draft.cell.span).take_while(free).count();
                let span = room.min(MAX_COLUMNS - column).max(1);
                (draft.cell.column, draft.cell.span) = (column, span);
                next.resize(next.len().max(column + span), 0);
                next[column..column + span].fill(draft.cell.rows - 1);
                column += span;
                row.push(draft);
            }
            self.taken = next;
            self.rows.push((row, is_head));
            if rest.peek().is_none() {
                return;
            }
        }
    }

    /// The table without what is empty, or None where all is; `places` takes its places with
    /// their bytes in the searchable text.
    pub fn finish(mut self, aligned: &[Option<Align>], places: &mut Vec<(String, usize)>) -> Option<Table> {
        self.clip_rows();
        self.drop_empty_rows();
        self.align(aligned);
        let columns = self.drop_empty_columns();
        if self.rows.is_empty() || columns == 0 {
            return None;
        }
        let is_head =
            |(row, declared): &(Vec<Draft>, bool)| *declared || row.iter().all(|draft| draft.cell.header);
        let head = self.rows.iter().take_while(|row| is_head(row)).count();
        // A table of headers alone has none.
        let head = if head == self.rows.len() { 0 } else { head };
        let mut ids = Vec::new();
        let rows = self.rows.into_iter().enumerate().map(|(row, (drafts, _))| {
            let cells = drafts.into_iter().enumerate().map(|(at, draft)| {
                ids.extend(draft.places.into_iter().map(|(id, offset)| (id, row, at, offset)));
                draft.cell
            });
            cells.collect()
        });
        let mut table = Table { rows: rows.collect(), columns, head };
        table.locate();
        places.extend(
            ids.into_iter().map(|(id, row, at, offset)| (id, table.rows[row][at].offset as usize + offset)),
        );
        Some(table)
    }

    /// No cell reaches down beyond the last row.
    fn clip_rows(&mut self) {
        let count = self.rows.len();
        for (index, (row, _)) in self.rows.iter_mut().enumerate() {
            for draft in row {
                draft.cell.rows = draft.cell.rows.min(count - index);
            }
        }
    }

    fn drop_empty_rows(&mut self) {
        let empty: Vec<bool> = self
            .rows
            .iter()
            .map(|(row, _)| row.iter().all(|draft| draft.cell.text.text.is_empty()))
            .collect();
        // An empty row under a cell that reaches into it is part of that cell's height only.
        for (index, (row, _)) in self.rows.iter_mut().enumerate() {
            for draft in row {
                let lost = empty[index + 1..index + draft.cell.rows].iter().filter(|empty| **empty).count();
                draft.cell.rows -= lost;
            }
        }
        let mut dropped = empty.iter();
        self.rows.retain(|_| !dropped.next().copied().unwrap_or(false));
    }

    /// Leaves out columns in which nothing stands; returns how many stay.
    fn drop_empty_columns(&mut self) -> usize {
        let all = || self.rows.iter().flat_map(|(row, _)| row);
        let columns = all().map(|draft| draft.cell.column + draft.cell.span).max().unwrap_or(0);
        let mut used = vec![false; columns];
        let filled = || all().filter(|draft| !draft.cell.text.text.is_empty());
        for draft in filled().filter(|draft| draft.cell.span == 1) {
            used[draft.cell.column] = true;
        }
        // What spans empty columns only needs one of them.
        for draft in filled() {
            let range = draft.cell.column..draft.cell.column + draft.cell.span;
            if !used[range.clone()].contains(&true) {
                used[range.start] = true;
            }
        }
        let before = |column: usize| used[..column].iter().filter(|used| **used).count();
        for (row, _) in &mut self.rows {
            for draft in row.iter_mut() {
                let (start, end) = (draft.cell.column, draft.cell.column + draft.cell.span);
                draft.cell.column = before(start);
                draft.cell.span = before(end) - before(start);
            }
            row.retain(|draft| draft.cell.span > 0);
        }
        self.rows.retain(|(row, _)| !row.is_empty());
        before(columns)
    }

    /// Cells stand as they say, else as their column says, else numbers at the right.
    fn align(&mut self, aligned: &[Option<Align>]) {
        let columns = self.taken.len();
        let mut numeric = vec![(0_usize, true); columns];
        for draft in self.rows.iter().flat_map(|(row, _)| row).filter(|draft| !draft.cell.header) {
            let text = &draft.cell.text.text;
            let Some(column) = numeric.get_mut(draft.cell.column).filter(|_| draft.cell.span == 1) else {
                continue;
            };
            column.1 &= draft.align.is_none() && (is_number(text) || is_placeholder(text));
            column.0 += usize::from(is_number(text));
        }
        for draft in self.rows.iter_mut().flat_map(|(row, _)| row) {
            let column = draft.cell.column;
            let number =
                draft.cell.span == 1 && numeric.get(column).is_some_and(|(count, only)| *only && *count > 0);
            let of_column = aligned.get(column).copied().flatten();
            let default = match () {
                () if number => Align::Right,
                // The words over several columns stand in their middle.
                () if draft.cell.header && draft.cell.span > 1 => Align::Center,
                () => Align::Left,
            };
            draft.cell.align = draft.align.or(of_column).unwrap_or(default);
        }
    }
}

/// What stands where a number is missing.
fn is_placeholder(text: &str) -> bool {
    matches!(
        text,
        "" | "-" | "--" | "—" | "——" | "–" | "/" | "…" | "n/a" | "N/A" | "无" | "平" | "*" | "？" | "?"
    )
}

/// A number with its sign, its groups and its unit: `-1,286.50`, `+2.31%`, `2426.84亿`, `￥100`.
fn is_number(text: &str) -> bool {
    let sign = |c: char| {
        matches!(
            c,
            '+' | '-'
                | '−'
                | '±'
                | '~'
                | '≈'
                | '<'
                | '>'
                | '≤'
                | '≥'
                | '$'
                | '￥'
                | '¥'
                | '€'
                | '£'
                | '＋'
                | '－'
                | '约'
        )
    };
    let number = text.trim_start_matches(|c| sign(c) || c == ' ');
    let end =
        number.find(|c: char| !c.is_ascii_digit() && !matches!(c, '.' | ',' | '，')).unwrap_or(number.len());
    let unit = number[end..].trim_start();
    number.starts_with(|c: char| c.is_ascii_digit())
        && !number[..end].ends_with(['.', ',', '，'])
        && unit.chars().count() <= LONGEST_UNIT
        && !unit.contains(|c: char| c.is_ascii_digit() || matches!(c, '-' | ':' | '：' | '/' | '、' | '.'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_and_what_is_none() {
        for text in
            ["1", "-1,286.50", "+2.31%", "2426.84亿元", "￥100", "12.5 万", "20.52％", "73.2", "≈3", "11.2℃"]
        {
            assert!(is_number(text), "{text}");
        }
        for text in ["", "2022-01-07", "12:30", "3/4", "甲", "1. 甲", "A1", "平", "12、13", "-", "1.2.3-rc1"]
        {
            assert!(!is_number(text), "{text}");
        }
    }
}
