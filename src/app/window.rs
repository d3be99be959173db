//! The window over the panes: one at a time, whatever it lists. Only what all of them share
//! is here.

use super::help::Help;
use super::links::Links;
use super::problems::{Found, Problems};
use super::screen::Area;
use super::viewport::Motion;
use crate::keys::Layer;

/// Rows below the list that show the selected item whole: a line, and two rows of text.
pub const DETAIL: u16 = 3;
/// Rows of a window from which there is room for that.
const ROOM_FOR_DETAIL: u16 = 12;

/// What lies over the panes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Window {
    /// The links of the article.
    Links(Links),
    /// The problems of the archives.
    Problems(Problems),
    /// The keys.
    Help(Help),
}

impl Window {
    /// Who gets the keys.
    pub fn layer(&self) -> Layer {
        match self {
            Self::Links(_) => Layer::Links,
            Self::Problems(_) => Layer::Problems,
            Self::Help(_) => Layer::Help,
        }
    }

    /// Moves the selection, or the text where nothing is selected.
    pub fn go(&mut self, motion: Motion) {
        match self {
            Self::Links(links) => links.view.select(motion, links.rows.len()),
            Self::Problems(problems) => problems.view.select(motion, problems.order.len()),
            Self::Help(help) => help.view.scroll(motion, help.rows.len()),
        }
    }

    /// Takes the place of a window with its frame.
    pub fn resize(&mut self, area: Area) {
        let inside = area.height.saturating_sub(2);
        let listed = usize::from(inside - detail(area));
        match self {
            Self::Links(links) => links.view.resize(listed, links.rows.len()),
            Self::Problems(problems) => problems.view.resize(listed, problems.order.len()),
            Self::Help(help) => {
                help.view.resize(usize::from(inside), help.rows.len());
                help.view.scroll(Motion::Rows(0), help.rows.len());
            }
        }
    }

    /// More problems were found.
    pub fn found(&mut self, found: &[Found]) {
        if let Self::Problems(problems) = self {
            problems.sort(found);
        }
    }
}

/// Rows of a window that show the selected item whole.
pub fn detail(area: Area) -> u16 {
    if area.height >= ROOM_FOR_DETAIL { DETAIL } else { 0 }
}
