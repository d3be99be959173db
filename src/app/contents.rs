//! The headings of the article as a list to choose from.

use super::viewport::{Motion, Viewport};
use crate::article::Anchor;

/// The window of headings.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Contents {
    /// The headings in reading order.
    pub headings: Vec<Heading>,
    /// The selected one, and which are shown.
    pub view: Viewport,
}

/// A heading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Heading {
    /// How many levels of headings stand above its own: 0 for the highest of the article.
    pub depth: usize,
    /// Its words on one line; clean text.
    pub text: String,
    /// Where it stands.
    pub place: Anchor,
}

impl Contents {
    /// The window for these headings, with the one selected that the reader is under.
    pub fn new(headings: Vec<Heading>, here: Anchor) -> Self {
        let above = headings.partition_point(|heading| heading.place <= here);
        let mut view = Viewport::default();
        view.select(Motion::To(above.saturating_sub(1)), headings.len());
        Self { headings, view }
    }

    /// The selected heading.
    pub fn selected(&self) -> Option<&Heading> {
        self.headings.get(self.view.cursor())
    }
}
