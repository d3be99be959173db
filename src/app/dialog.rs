//! A notice that must be answered before anything else: what went wrong, and the URL that
//! can be copied instead.

use super::screen::Area;
use super::viewport::{Motion, Viewport};
use crate::state::Change;
use crate::text::width::Ruler;
use crate::text::wrap::{Measure, wrap};
use crate::text::{Line, Role};

/// Columns of a notice, where there is room.
const WIDTH: u16 = 64;

/// What is done where the answer is yes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Question {
    /// The saved search of this name goes.
    Remove(String),
    /// Posts are marked.
    Mark(Change),
}

/// A notice over everything.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Dialog {
    /// What happened.
    pub title: String,
    /// Why, a paragraph each; clean text.
    pub text: Vec<String>,
    /// What to copy, shown whole and with nothing around it.
    pub url: Option<String>,
    /// What it asks, where it asks something.
    pub question: Option<Question>,
    /// Its place, with its frame.
    pub area: Area,
    /// Its rows at its present width.
    pub lines: Vec<Line>,
    /// Which rows are shown where they do not all fit.
    pub view: Viewport,
}

impl Dialog {
    /// Takes its place within `room`: as high as its text, in the middle.
    pub fn resize(&mut self, room: Area, ruler: Ruler) {
        let width = room.width.min(WIDTH);
        self.lines =
            self.wrapped(Measure { ruler, ..Measure::even(usize::from(width.saturating_sub(4)).max(2)) });
        let height = u16::try_from(self.lines.len() + 2).unwrap_or(u16::MAX).min(room.height);
        let (x, y) = (room.x + (room.width - width) / 2, room.y + (room.height - height) / 2);
        self.area = Area::new(x, y, width, height);
        self.view.fit(usize::from(height.saturating_sub(2)), self.lines.len());
    }

    /// Moves through the text.
    pub fn scroll(&mut self, motion: Motion) {
        self.view.scroll(motion, self.lines.len());
    }

    fn wrapped(&self, measure: Measure) -> Vec<Line> {
        let text = self.text.iter().map(|text| (text, Role::Body));
        let url = self.url.iter().map(|url| (url, Role::Link));
        let rows = |(text, role): (&String, Role)| {
            let rows = wrap(text, measure, &[]);
            rows.into_iter().map(|row| Line::of(&text[row], role)).collect::<Vec<_>>()
        };
        text.chain(url).flat_map(rows).collect()
    }
}
