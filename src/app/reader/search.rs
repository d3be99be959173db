//! The article as a text that is searched: its blocks, and the rows that show them.

use super::Reader;
use crate::app::find::{Find, Searched};
use crate::app::viewport::{Motion, Viewport};
use crate::article::find::Index;
use crate::article::{Anchor, Highlight};

impl Reader {
    /// What a search found in the block that a row shows.
    pub(super) fn highlights(&self, row: usize) -> Vec<Highlight> {
        if self.find.is_idle() {
            return Vec::new();
        }
        self.layout.span(row).map(|(block, _)| self.find.highlights(block)).unwrap_or_default()
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
