//! The window of headings: a row each, deeper ones further in.

use super::frame;
use super::paint::Painter;
use crate::app::App;
use crate::app::contents::{Contents, Heading};
use crate::app::screen::Area;
use crate::theme::Part;

/// Columns that a level stands further in.
const INDENT: u16 = 2;

/// Paints the window.
pub fn paint(app: &App, contents: &Contents, area: Area, painter: &mut Painter<'_>) {
    let len = contents.headings.len();
    let inside = frame::paint(painter, area, app.window_title(), &len.to_string());
    for (at, row) in (0..inside.height).zip(contents.view.rows(len)) {
        let selected = row == contents.view.cursor();
        paint_row(&contents.headings[row], selected, inside.row(at), painter);
    }
    frame::scrollbar(painter, area, (contents.view, len), inside.height);
}

fn paint_row(heading: &Heading, selected: bool, area: Area, painter: &mut Painter<'_>) {
    let part = if selected { Part::RowSelected } else { Part::Dialog };
    let style = painter.part(part);
    if selected {
        painter.style(area, style);
    }
    let inner = area.within(1, 0);
    // Half of the window is kept for the words, however deep they stand.
    let indent = INDENT.saturating_mul(u16::try_from(heading.depth).unwrap_or(u16::MAX)).min(inner.width / 2);
    let room = Area { x: inner.x + indent, width: inner.width - indent, ..inner };
    painter.text_in(room, &heading.text, style);
}
