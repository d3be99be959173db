//! The window over the panes: one at a time, whatever it lists. Only what all of them share
//! is here.

use super::contents::Contents;
use super::help::Help;
use super::links::Links;
use super::problems::{Found, Problems};
use super::screen::Area;
use super::viewport::Motion;
use crate::keys::Layer;
use crate::text::width::Ruler;

/// Rows below the list that show the selected item whole: a line, and three rows of text.
const DETAIL: u16 = 4;
/// Rows of the lowest window.
const LEAST: u16 = 5;
/// Rows of a window from which there is room for that.
const ROOM_FOR_DETAIL: u16 = 12;

/// What lies over the panes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Window {
    /// The links of the article.
    Links(Links),
    /// The problems of the archives.
    Problems(Problems),
    /// The headings of the article.
    Contents(Contents),
    /// The keys.
    Help(Help),
}

impl Window {
    /// Who gets the keys.
    pub fn layer(&self) -> Layer {
        match self {
            Self::Links(_) => Layer::Links,
            Self::Problems(_) => Layer::Problems,
            Self::Contents(_) => Layer::Contents,
            Self::Help(_) => Layer::Help,
        }
    }

    /// Moves the selection, or the text where nothing is selected.
    pub fn go(&mut self, motion: Motion) {
        match self {
            Self::Links(links) => links.view.select(motion, links.rows.len()),
            Self::Problems(problems) => problems.view.select(motion, problems.order.len()),
            Self::Contents(contents) => contents.view.select(motion, contents.headings.len()),
            Self::Help(help) => help.view.scroll(motion, help.rows.len()),
        }
    }

    /// Its place with its frame within `room`: as high as what it lists, in the middle.
    pub fn area(&self, room: Area) -> Area {
        let rows = match self {
            Self::Links(links) => links.rows.len() + usize::from(self.detail(room)),
            Self::Problems(problems) => problems.order.len() + usize::from(self.detail(room)),
            Self::Contents(contents) => contents.headings.len(),
            Self::Help(help) => help.full_len(),
        };
        let height = u16::try_from(rows + 2).unwrap_or(u16::MAX).clamp(LEAST, room.height.max(LEAST));
        let height = height.min(room.height);
        Area { y: room.y + (room.height - height) / 2, height, ..room }
    }

    /// Rows below the list that show the selected item whole.
    pub fn detail(&self, room: Area) -> u16 {
        let detailed = matches!(self, Self::Links(_) | Self::Problems(_));
        if detailed && room.height >= ROOM_FOR_DETAIL { DETAIL } else { 0 }
    }

    /// Takes its place.
    pub fn resize(&mut self, room: Area, ruler: Ruler) {
        if let Self::Help(help) = self {
            // The frame, and a column of air at each side.
            help.fit(usize::from(room.width.saturating_sub(4)), ruler);
        }
        let inside = self.area(room).height.saturating_sub(2);
        let listed = usize::from(inside.saturating_sub(self.detail(room)));
        match self {
            Self::Links(links) => links.view.resize(listed, links.rows.len()),
            Self::Problems(problems) => problems.view.resize(listed, problems.order.len()),
            Self::Contents(contents) => contents.view.resize(listed, contents.headings.len()),
            Self::Help(help) => {
                help.view.fit(usize::from(inside), help.rows.len());
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
