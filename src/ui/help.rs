//! The window of keys: the keys of a command, and what it does, under headings.

use super::frame;
use super::paint::Painter;
use crate::app::App;
use crate::app::help::{GAP, Help, INDENT, Row, shortened};
use crate::app::screen::Area;
use crate::text::Role;
use crate::theme::Part;

/// Paints the window.
pub fn paint(app: &App, help: &Help, area: Area, painter: &mut Painter<'_>) {
    let count = if help.words.is_empty() { String::new() } else { format!("/{}", help.words) };
    let inside = frame::paint(painter, area, app.window_title(), &count);
    let len = help.rows.len();
    let keys = u16::try_from(help.key_columns).unwrap_or(u16::MAX);
    for (at, row) in (0..inside.height).zip(help.view.rows(len)) {
        paint_row(&help.rows[row], inside.within(1, 0).row(at), keys, painter);
    }
    if help.rows.is_empty() {
        painter.text_centred(
            inside.row(inside.height / 3),
            app.lang.words().nothing_found,
            painter.part(Part::Empty),
        );
    }
    frame::scrollbar(painter, area, (help.view, len), inside.height);
}

fn paint_row(row: &Row, area: Area, keys: u16, painter: &mut Painter<'_>) {
    match row {
        Row::Blank => {}
        Row::Heading(text) => {
            painter.text_in(area, text, painter.part(Part::FacetHeading));
        }
        Row::Entry { keys: bound, text, .. } => {
            let left = Area { x: area.x + INDENT, width: keys.min(area.width), ..area };
            painter.text_in(left, &shortened(bound), painter.role(Role::Code));
            let x = left.right() + GAP;
            let right = Area { x, width: area.right().saturating_sub(x), ..area };
            painter.text_in(right, text, painter.part(Part::Dialog));
        }
    }
}
