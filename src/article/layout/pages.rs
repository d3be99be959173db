//! Pages: where one begins, so that no heading is left alone at its end. How far a page goes is
//! the viewport's business.

use super::super::block::{Article, Kind};
use super::{Layout, Row};

impl Layout {
    /// Where a page of `height` rows is to begin that would begin at `top`, coming from a page
    /// that begins at row `from`, so that it does not end with a heading: the same row, or a
    /// few rows above it. Pages always meet, and there is always progress; a heading that takes
    /// more than a third of the page stays where it is.
    pub fn page_at(&self, article: &Article, top: usize, height: usize, from: usize) -> usize {
        let end = top + height;
        // At the end of the text nothing follows on another page.
        if height < 4 || end >= self.rows.len() || top == from {
            return top;
        }
        let kept =
            (top..end).rev().find(|row| !self.keeps_with_next(article, *row)).map_or(top, |row| row + 1);
        let moved = (top + kept).saturating_sub(end);
        // Paging up, the first row of the page before may be left out if it is that heading.
        let is_start = |row: usize| matches!(self.rows.get(row), Some(Row::Blank { .. })) || row == from;
        let meets = if top > from { moved > from } else { (kept..from).all(is_start) };
        if kept == top || end - kept > height / 3 || !meets { top } else { moved }
    }

    /// Whether a page must not end with this row: it is of a heading that text follows, or the
    /// blank row before one.
    pub fn keeps_with_next(&self, article: &Article, row: usize) -> bool {
        let heading = |block: u32| {
            let kind = article.blocks.get(block as usize).map(|block| &block.kind);
            matches!(kind, Some(Kind::Heading(..))) && block as usize + 1 < article.blocks.len()
        };
        match self.rows.get(row) {
            Some(Row::Text { block, .. }) => heading(*block),
            Some(Row::Blank { block, .. }) => heading(*block) || block.checked_sub(1).is_some_and(heading),
            _ => false,
        }
    }
}
