//! The panes of categories and tags: a row each, with the number of posts at the right.

use super::paint::Painter;
use super::pane::{self, Title};
use crate::app::App;
use crate::app::screen::{Area, Pane};
use crate::library::{Facet, FacetKind};
use crate::locale::words::number;
use crate::theme::Part;

/// Paints one of the panes where it is shown.
pub fn paint(app: &App, kind: FacetKind, painter: &mut Painter<'_>) {
    let Some(area) = app.screen.area(Pane::Facets(kind)) else { return };
    let focused = app.focus == Pane::Facets(kind);
    let rows = &app.facets(kind).rows;
    let title = title(app, kind);
    pane::paint(painter, area, &title, focused, (rows.view(), rows.len()));
    let body = area.body();
    if rows.is_empty() && !app.loading {
        let words = app.lang.words();
        let text = if kind == FacetKind::Category { words.no_categories } else { words.no_tags };
        painter.text_in(body.within(1, 0).row(0), text, painter.part(Part::Empty));
    }
    for (at, (id, selected)) in (0..).zip(rows.shown()) {
        let row = Area { x: area.x, width: area.width - 1, ..body.row(at) };
        paint_row(app, Facet { kind, id }, (selected, focused), (row, painter));
    }
}

fn title(app: &App, kind: FacetKind) -> Title {
    let words = app.lang.words();
    let name = if kind == FacetKind::Category { words.categories } else { words.tags };
    let any = if kind == FacetKind::Tag && app.filter.tags.any { words.any_tag } else { "" };
    Title { name: name.to_owned(), count: number(app.facets(kind).rows.len()), right: any.to_owned() }
}

fn paint_row(
    app: &App,
    facet: Facet,
    (selected, focused): (bool, bool),
    (row, painter): (Area, &mut Painter<'_>),
) {
    let chosen = is_chosen(app, facet);
    if selected && focused {
        painter.style(row, painter.part(Part::RowSelected));
    }
    let (name, count) = match (selected && focused, chosen) {
        (true, _) => (Part::RowSelected, Part::RowSelected),
        (false, true) => (Part::FacetChosen, Part::FacetChosen),
        (false, false) => (Part::FacetName, Part::FacetCount),
    };
    let inner = row.within(1, 0);
    let number = number(app.facets(facet.kind).count(facet.id) as usize);
    let used = painter.text_right(inner, &number, painter.part(count));
    let name_style = painter.part(name);
    if chosen {
        painter.text((inner.x, inner.y), 1, painter.glyphs().chosen, name_style);
    }
    let room = Area { x: inner.x + 2, width: inner.width.saturating_sub(used + 3), ..inner };
    painter.text_in(room, app.library.facet_name(facet), name_style);
}

/// Whether a category or tag filters the list.
pub fn is_chosen(app: &App, Facet { kind, id }: Facet) -> bool {
    app.filter.choice(kind).has(id)
}
