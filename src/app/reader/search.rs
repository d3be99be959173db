//! The article as a text that is searched: its blocks, and the rows that show them.

use super::Reader;
use crate::app::find::{Find, Searched};
use crate::app::viewport::{Motion, Viewport};
use crate::article::block::{Block, Kind};
use crate::article::find::{Hit, Index};
use crate::article::{Anchor, Highlight};

/// Columns that the gutter of code and the marks at its ends take.
const EDGE: usize = 4;

impl Reader {
    /// Moves rows of code so that a place in them is seen; a third from the left.
    fn uncover(&mut self, hit: Hit) {
        let row = self.layout.row_showing(hit.anchor());
        let Some((block, range)) = self.layout.span(row).filter(|_| self.layout.overflow() > 0) else {
            return;
        };
        let at = (block as usize).checked_sub(1);
        let Some(Block { kind: Kind::Code(text), .. }) = at.and_then(|at| self.article.blocks.get(at)) else {
            return;
        };
        let before = text.text.get(range.start..hit.start as usize).unwrap_or_default();
        let found = text.text.get(hit.start as usize..hit.end as usize).unwrap_or_default();
        let (from, width) = (self.look.ruler.columns(before), self.look.ruler.columns(found));
        // Columns at the right that may be a gutter or an end mark.
        let seen = self.shift..(self.shift + self.width).saturating_sub(EDGE);
        if !(seen.contains(&from) && from + width <= seen.end) {
            self.shift = from.saturating_sub(self.width / 3).min(self.layout.overflow());
        }
    }

    /// What a search found in the block that a row shows.
    pub(super) fn highlights(&self, row: usize) -> Vec<Highlight> {
        if self.find.is_idle() {
            return Vec::new();
        }
        let Some((block, bytes)) = self.layout.span(row) else { return Vec::new() };
        let narrow = |byte| u32::try_from(byte).unwrap_or(u32::MAX);
        self.find.highlights(block, narrow(bytes.start)..narrow(bytes.end))
    }
}

impl Searched for Reader {
    fn finding(&self) -> &Find {
        &self.find
    }

    fn finding_mut(&mut self) -> &mut Find {
        &mut self.find
    }

    fn index(&self) -> Index {
        Index::of(&self.article)
    }

    fn row_showing(&self, place: Anchor) -> usize {
        self.layout.row_showing(place)
    }

    fn window(&self) -> Viewport {
        self.view
    }

    fn reveal(&mut self) {
        if let Some(hit) = self.find.hit() {
            self.show_row(self.row_showing(hit.anchor()));
            self.uncover(hit);
        }
    }

    fn place(&self) -> Anchor {
        self.place.anchor
    }

    fn return_to(&mut self, place: Anchor) {
        self.go_to(place);
    }

    fn move_by(&mut self, motion: Motion) {
        self.scroll(motion);
    }
}
