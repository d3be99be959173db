//! Scrolling as arithmetic, shared by every list and by the article: which row is selected,
//! which rows are shown, where the thumb of the scroll bar stands. It knows no row's content.

use std::ops::Range;

/// Rows of context that stay visible above and below the selection, where there is room.
const MARGIN: usize = 2;

/// A movement over rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Motion {
    /// Rows, downwards if positive.
    Rows(isize),
    /// Pages; one row of the old page stays visible.
    Pages(isize),
    /// Half pages.
    HalfPages(isize),
    /// To this row, counted from 0; beyond the end: to the last one.
    To(usize),
    /// To this part of all rows, in percent.
    Percent(usize),
}

impl Motion {
    /// To the last row.
    pub const END: Self = Self::To(usize::MAX);
}

/// A window of `height` rows over a list. Every method takes the length of the list, which
/// may have changed since the last call; nothing ever points beyond it afterwards.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Viewport {
    cursor: usize,
    top: usize,
    height: usize,
}

impl Viewport {
    /// The selected row.
    pub fn cursor(&self) -> usize {
        self.cursor
    }

    /// The first row shown.
    pub fn top(&self) -> usize {
        self.top
    }

    /// Rows that fit.
    pub fn height(&self) -> usize {
        self.height
    }

    /// The rows shown of a list.
    pub fn rows(&self, len: usize) -> Range<usize> {
        self.top.min(len)..(self.top + self.height).min(len)
    }

    /// The selected row's place in the window.
    pub fn cursor_in_window(&self) -> usize {
        self.cursor.saturating_sub(self.top)
    }

    /// Gives the window another height; the selected row stays visible.
    pub fn resize(&mut self, height: usize, len: usize) {
        self.height = height;
        let shown = self.rows(len).contains(&self.cursor);
        if !shown || self.top > self.last_top(len) {
            self.follow(len);
        }
    }

    /// Moves the selection; the window follows.
    pub fn select(&mut self, motion: Motion, len: usize) {
        let before = self.cursor;
        self.cursor = self.target(motion, self.cursor, len, len.saturating_sub(1));
        if matches!(motion, Motion::Pages(_) | Motion::HalfPages(_)) {
            // The window goes with the selection, so that it stays on its line of the screen.
            let top = (self.top + self.cursor).saturating_sub(before);
            self.top = top.min(self.last_top(len));
        }
        self.follow(len);
    }

    /// Selects a row and keeps it on line `line` of the window where that is possible.
    pub fn place(&mut self, cursor: usize, line: usize, len: usize) {
        self.cursor = cursor;
        self.top = cursor.saturating_sub(line).min(self.last_top(len));
        self.follow(len);
    }

    /// Moves the window so that the selected row is on this line, without a margin.
    pub fn hold(&mut self, line: usize, len: usize) {
        let line = line.min(self.height.saturating_sub(1));
        self.top = self.cursor.saturating_sub(line).min(self.last_top(len));
    }

    /// Moves the window over a text, which has no selected row.
    pub fn scroll(&mut self, motion: Motion, len: usize) {
        self.top = self.target(motion, self.top, len, self.last_top(len));
        self.cursor = self.top;
    }

    /// Gives the window over a text another height.
    pub fn fit(&mut self, height: usize, len: usize) {
        self.height = height;
        self.scroll(Motion::Rows(0), len);
    }

    /// Moves the window and drags the selection along at its edges.
    pub fn wheel(&mut self, rows: isize, len: usize) {
        self.top = self.top.saturating_add_signed(rows).min(self.last_top(len));
        let margin = self.margin();
        let first = if self.top == 0 { 0 } else { self.top + margin };
        let last = if self.top == self.last_top(len) { len } else { self.top + self.height - margin };
        self.cursor = self.cursor.clamp(first, last.saturating_sub(1).max(first)).min(len.saturating_sub(1));
    }

    /// How much of a text was shown when its last visible row was read: 100 at the end.
    pub fn percent(&self, len: usize) -> usize {
        if len <= self.height { 100 } else { (self.top + self.height).min(len) * 100 / len }
    }

    /// The rows of a scroll bar of `track` rows that its thumb takes; `None` when everything
    /// is shown. The thumb touches an end of the track only at that end of the list.
    pub fn thumb(&self, len: usize, track: usize) -> Option<Range<usize>> {
        if len <= self.height || track == 0 {
            return None;
        }
        let size = (track * self.height / len).clamp(1, track);
        let (room, range) = (track - size, self.last_top(len));
        let start = match self.top.min(range) {
            0 => 0,
            top if top == range => room,
            top => (room * top / range).clamp(1.min(room), room.saturating_sub(1).max(1.min(room))),
        };
        Some(start..start + size)
    }

    fn target(&self, motion: Motion, from: usize, len: usize, last: usize) -> usize {
        let by = |rows: isize| from.saturating_add_signed(rows);
        let page = isize::try_from(self.height.saturating_sub(1).max(1)).unwrap_or(isize::MAX);
        let half = isize::try_from((self.height / 2).max(1)).unwrap_or(isize::MAX);
        let row = match motion {
            Motion::Rows(rows) => by(rows),
            Motion::Pages(pages) => by(pages.saturating_mul(page)),
            Motion::HalfPages(halves) => by(halves.saturating_mul(half)),
            Motion::To(row) => row,
            Motion::Percent(percent) => len.saturating_mul(percent.min(100)) / 100,
        };
        row.min(last)
    }

    fn last_top(&self, len: usize) -> usize {
        len.saturating_sub(self.height)
    }

    fn margin(&self) -> usize {
        MARGIN.min(self.height.saturating_sub(1) / 4)
    }

    /// Brings the selection into the list and the window over the selection.
    fn follow(&mut self, len: usize) {
        self.cursor = self.cursor.min(len.saturating_sub(1));
        let margin = self.margin();
        let lowest = (self.cursor + margin + 1).saturating_sub(self.height);
        let highest = self.cursor.saturating_sub(margin);
        self.top = self.top.clamp(lowest.min(highest), highest).min(self.last_top(len));
    }
}

#[cfg(test)]
mod tests;
