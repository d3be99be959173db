//! Pages: where one begins, so that no heading is left alone at its end. How far a page goes is
//! the viewport's business.

use super::super::block::{Article, Kind};
use super::{Layout, Row};

impl Layout {
    /// Where a page of `height` rows is to begin that would begin at `top`, so that it does not
    /// end with a heading: the same row, or a few rows above it, so that nothing between two
    /// pages is passed over. Never at or above `last`, the row where the page before began
    /// (paging downwards), nor so far that a third of the page is lost.
    pub fn page_at(&self, article: &Article, top: usize, height: usize, last: Option<usize>) -> usize {
        let end = top + height;
        // At the end of the text nothing follows on another page.
        if height < 4 || end >= self.rows.len() {
            return top;
        }
        let mut kept = end;
        while kept > top && self.keeps_with_next(article, kept - 1) {
            kept -= 1;
        }
        let least = last.map_or(0, |last| last + 1);
        let moved = top.saturating_sub(end - kept);
        if kept == top || end - kept > height / 3 || moved < least { top } else { moved }
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
