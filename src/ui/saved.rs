//! The pane of saved searches: a row each, with the number of posts that it finds.

use super::paint::Painter;
use super::pane::{self, Title};
use crate::app::App;
use crate::app::screen::{Area, Pane};
use crate::locale::words::number;
use crate::theme::Part;

/// Paints the pane where it is shown.
pub fn paint(app: &App, painter: &mut Painter<'_>) {
    let Some(area) = app.screen.searches else { return };
    let focused = app.focus == Pane::Searches;
    let rows = &app.searches.rows;
    let name = app.lang.words().searches.to_owned();
    let title = Title { name, count: number(rows.len()), right: String::new() };
    pane::paint(painter, area, &title, focused, (rows.view(), rows.len()));
    for (at, (search, selected)) in (0..).zip(rows.shown()) {
        let row = Area { x: area.x, width: area.width - 1, ..area.body().row(at) };
        paint_row(app, search, selected && focused, (row, painter));
    }
}

fn paint_row(app: &App, search: usize, selected: bool, (row, painter): (Area, &mut Painter<'_>)) {
    let Some(saved) = app.searches.all.get(search) else { return };
    let active = app.is_active(saved);
    let (name, count) = match (selected, active) {
        (true, _) => (Part::RowSelected, Part::RowSelected),
        (false, true) => (Part::FacetChosen, Part::FacetChosen),
        (false, false) => (Part::FacetName, Part::FacetCount),
    };
    if selected {
        painter.style(row, painter.part(name));
    }
    let inner = row.within(1, 0);
    let found = app.searches.counts.get(search).copied().flatten().map(number).unwrap_or_default();
    let used = painter.text_right(inner, &found, painter.part(count));
    if active {
        painter.text((inner.x, inner.y), 1, painter.glyphs().chosen, painter.part(name));
    }
    let room = Area { x: inner.x + 2, width: inner.width.saturating_sub(used + 3), ..inner };
    painter.text_in(room, &saved.name, painter.part(name));
}
