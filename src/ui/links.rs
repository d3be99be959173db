//! The window of links: number, words, host and path; the whole address below.

use super::frame;
use super::paint::Painter;
use crate::app::App;
use crate::app::links::{Links, Row};
use crate::app::screen::Area;
use crate::text::Role;
use crate::theme::Part;

/// Paints the window.
pub fn paint(app: &App, links: &Links, (area, detail): (Area, u16), painter: &mut Painter<'_>) {
    let len = links.rows.len();
    let inside = frame::paint(painter, area, app.window_title(), &len.to_string());
    let (list, below) = frame::detail(painter, inside, detail);
    let digits = u16::try_from(len.to_string().len()).unwrap_or(4);
    for (at, row) in (0..list.height).zip(links.view.rows(len)) {
        let selected = row == links.view.cursor();
        let place = (list.row(at), digits + 2);
        paint_row(&links.rows[row], &format!("[{}]", row + 1), selected, (place, painter));
    }
    frame::scrollbar(painter, area, (links.view, len), list.height);
    if let Some(row) = links.selected() {
        let style = painter.role(Role::Link);
        frame::paragraph(painter, below, &row.address(), style);
    }
}

fn paint_row(row: &Row, number: &str, selected: bool, (place, painter): ((Area, u16), &mut Painter<'_>)) {
    let (area, digits) = place;
    let style = |painter: &Painter<'_>, role| {
        if selected { painter.part(Part::RowSelected) } else { painter.role(role) }
    };
    if selected {
        painter.style(area, painter.part(Part::RowSelected));
    }
    let inner = area.within(1, 0);
    painter.text_right(
        Area { width: digits.min(inner.width), ..inner },
        number,
        style(painter, Role::LinkNumber),
    );
    let x = inner.x + digits + 1;
    let rest = Area { x, width: inner.right().saturating_sub(x), ..inner };
    // The words take what they need, at most half; the address takes the rest.
    let words = painter.columns(&row.text).min(rest.width / 2);
    painter.text_in(Area { width: words, ..rest }, &row.text, style(painter, Role::Link));
    let gap = if words > 0 { 2 } else { 0 };
    let x = rest.x + words + gap;
    let rest = Area { x, width: rest.right().saturating_sub(x), ..rest };
    let used = painter.text_in(rest, &row.host, style(painter, Role::Body));
    let rest = Area { x: rest.x + used, width: rest.width - used, ..rest };
    painter.text_in(rest, &row.rest, style(painter, Role::Dim));
}
