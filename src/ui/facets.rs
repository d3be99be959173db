//! The panes of categories and tags: a row each, with the number of posts at the right.

use super::paint::Painter;
use super::pane::{self, Title};
use crate::app::App;
use crate::app::facets::FacetSort;
use crate::app::screen::{Area, Pane};
use crate::library::{Facet, FacetKind};
use crate::locale::Words;
use crate::locale::words::number;
use crate::text::Glyphs;
use crate::theme::Part;

/// Columns before the number of posts from which unread ones are counted beside it.
const ROOM_FOR_UNREAD: u16 = 12;

/// Paints one of the panes where it is shown.
pub fn paint(app: &App, kind: FacetKind, painter: &mut Painter<'_>) {
    let Some(area) = app.screen.area(Pane::Facets(kind)) else { return };
    let focused = app.focus == Pane::Facets(kind);
    let facets = app.facets(kind);
    let rows = &facets.rows;
    let title = title(app, kind);
    pane::paint(painter, area, &title, focused, (rows.view(), rows.len()));
    let body = area.body();
    if rows.is_empty() && !app.loading {
        let words = app.lang.words();
        let text = match kind {
            _ if !facets.is_empty() => words.nothing_found,
            FacetKind::Category => words.no_categories,
            FacetKind::Tag => words.no_tags,
        };
        painter.text_in(body.within(1, 0).row(0), text, painter.part(Part::Empty));
    }
    for (at, (id, selected)) in (0..).zip(rows.shown()) {
        let row = Area { x: area.x, width: area.width - 1, ..body.row(at) };
        paint_row(app, Facet { kind, id }, (selected, focused), (row, painter));
    }
}

fn title(app: &App, kind: FacetKind) -> Title {
    let words = app.lang.words();
    let facets = app.facets(kind);
    // The words before the number: it is what may be cut.
    let name = match app.pane_words(kind) {
        Some(typed) => format!("{} /{typed}", name(kind, words)),
        None => name(kind, words).to_owned(),
    };
    let order = if facets.sort == FacetSort::Name { words.by_name } else { "" };
    // What is not usual for the pane is said.
    let any = match (kind, app.filter.choice(kind).any) {
        (FacetKind::Tag, true) => words.any_tag,
        (FacetKind::Category, false) => words.all_facets,
        _ => "",
    };
    let right: Vec<&str> = [any, order].into_iter().filter(|text| !text.is_empty()).collect();
    Title { name, count: number(facets.rows.len()), right: right.join(" ") }
}

/// What a pane is called.
pub fn name(kind: FacetKind, words: &Words) -> &'static str {
    match kind {
        FacetKind::Category => words.categories,
        FacetKind::Tag => words.tags,
    }
}

fn paint_row(
    app: &App,
    facet: Facet,
    (selected, focused): (bool, bool),
    (row, painter): (Area, &mut Painter<'_>),
) {
    let mark = mark(app, facet, painter.glyphs());
    if selected && focused {
        painter.style(row, painter.part(Part::RowSelected));
    }
    let (name, count) = match (selected && focused, mark.is_some()) {
        (true, _) => (Part::RowSelected, Part::RowSelected),
        (false, true) => (Part::FacetChosen, Part::FacetChosen),
        (false, false) => (Part::FacetName, Part::FacetCount),
    };
    let inner = row.within(1, 0);
    let number = number(app.facets(facet.kind).count(facet.id) as usize);
    let used = painter.text_right(inner, &number, painter.part(count));
    let name_style = painter.part(name);
    let unread = app.facets(facet.kind).unread.get(facet.id.index()).copied().unwrap_or_default();
    let used = used
        + unread_count(
            unread,
            Area { width: inner.width.saturating_sub(used), ..inner },
            (selected && focused, painter),
        );
    if let Some(mark) = mark {
        painter.text((inner.x, inner.y), 1, mark, name_style);
    }
    let room = Area { x: inner.x + 2, width: inner.width.saturating_sub(used + 3), ..inner };
    painter.text_in(room, app.library.facet_name(facet), name_style);
}

/// `∙3` before the number of posts, where some are unread and there is room; the columns used.
fn unread_count(unread: u32, area: Area, (selected, painter): (bool, &mut Painter<'_>)) -> u16 {
    if unread == 0 || area.width < ROOM_FOR_UNREAD {
        return 0;
    }
    let part = if selected { Part::RowSelected } else { Part::RowMark };
    let text = format!("{}{} ", painter.glyphs().unread, number(unread as usize));
    painter.text_right(area, &text, painter.part(part))
}

/// What stands before a category or tag that filters the list.
pub fn mark(app: &App, Facet { kind, id }: Facet, glyphs: &Glyphs) -> Option<&'static str> {
    let choice = app.filter.choice(kind);
    if choice.included.contains(&id) {
        return Some(glyphs.chosen);
    }
    choice.excluded.contains(&id).then_some(glyphs.excluded)
}
