//! The pane of posts in whose texts something was found: two rows each, date and title with
//! the number of places, and below them what surrounds the first one.

use super::paint::Painter;
use super::pane::{self, Title};
use crate::app::App;
use crate::app::hits::{Hits, ROWS};
use crate::app::screen::{Area, Pane};
use crate::app::texts::{Kept, hit_indent};
use crate::library::PostId;
use crate::locale::words::{fill, number};
use crate::text::Role;
use crate::theme::Part;

/// Columns of a date, and of the gap behind it.
const DATE: u16 = 12;

/// Paints the pane in place of the list.
pub fn paint(app: &App, hits: &Hits, painter: &mut Painter<'_>) {
    let Some(area) = app.screen.list else { return };
    let focused = app.focus == Pane::List;
    pane::paint(painter, area, &title(app, hits), focused, (hits.rows.view(), hits.rows.len()));
    let body = area.body();
    if hits.rows.is_empty() {
        return pane::empty(painter, body, &why_empty(app, hits));
    }
    let rows = u16::try_from(ROWS).unwrap_or(1);
    for (at, (id, selected)) in (0..).zip(hits.rows.shown()) {
        let top = body.row(at * rows);
        let area = Area { x: area.x, width: area.width - 1, height: rows, ..top };
        let part = match (selected, focused) {
            (true, true) => Part::RowSelected,
            (true, false) => Part::RowSelectedInactive,
            (false, _) => super::list::unselected(app, id),
        };
        paint_hit(app, hits, id, (area, part), painter);
    }
}

/// `Texts with 建设银行 13,920 articles · 41,203 places`
fn title(app: &App, hits: &Hits) -> Title {
    let words = app.lang.words();
    let posts = number(hits.rows.len());
    let count = match (hits.whole, hits.places()) {
        (false, _) => fill(words.hits_so_far, &[&posts]),
        (true, None) => fill(words.count, &[&posts]),
        (true, Some(places)) => {
            format!("{} · {}", fill(words.count, &[&posts]), fill(words.places, &[&number(places)]))
        }
    };
    let right = if hits.by_count { fill(words.sorted, &[words.by_places]) } else { String::new() };
    Title { name: fill(words.hits, &[hits.text.trim()]), count, right }
}

fn why_empty(app: &App, hits: &Hits) -> String {
    let words = app.lang.words();
    match (&app.texts.kept, hits.whole) {
        (_, true) => words.no_hits.to_owned(),
        (Some(Kept::Working { done, all }), false) => {
            format!("{} {}", words.searching, fill(words.texts, &[&number(*done), &number(*all)]))
        }
        (_, false) => words.searching.to_owned(),
    }
}

fn paint_hit(app: &App, hits: &Hits, id: PostId, (area, part): (Area, Part), painter: &mut Painter<'_>) {
    let selected = matches!(part, Part::RowSelected | Part::RowSelectedInactive);
    if selected {
        painter.style(area, painter.part(part));
    }
    let post = app.library.get(id);
    let inner = area.within(1, 0);
    let day = post.date.map(|date| date.day()).unwrap_or_default();
    let date = Area { width: DATE.min(inner.width), ..inner.row(0) };
    painter.text_in(date, &day, painter.part(if selected { part } else { Part::RowDate }));
    let rest = Area { x: date.right(), width: inner.width - date.width, ..date };
    let places = hits.count(id).map(|count| fill(app.lang.words().places, &[&number(count as usize)]));
    let dim = if selected { painter.part(part) } else { painter.role(Role::Dim) };
    let used = places.map_or(0, |places| painter.text_right(rest, &places, dim) + 2);
    let style = painter.part(part);
    painter.text_in(Area { width: rest.width.saturating_sub(used), ..rest }, post.title, style);
    excerpt(hits, id, (inner.row(1), selected), painter);
}

fn excerpt(hits: &Hits, id: PostId, (area, selected): (Area, bool), painter: &mut Painter<'_>) {
    let Some(excerpt) = hits.excerpt(id).filter(|_| area.height > 0) else { return };
    let indent = u16::try_from(hit_indent(area.width + 3)).unwrap_or(0).min(area.width);
    let room = Area { x: area.x + indent, width: area.width - indent, ..area };
    let snippet = &excerpt.snippet;
    let dim = if selected { painter.part(Part::RowSelected) } else { painter.role(Role::Dim) };
    let text = painter.ruler().truncate(&snippet.text, usize::from(room.width));
    painter.text((room.x, room.y), room.width, &text, dim);
    for hit in snippet.hits.iter().filter(|hit| hit.end <= text.len()) {
        let before = painter.columns(&snippet.text[..hit.start]).min(room.width);
        let style = painter.role(Role::Match);
        painter.text((room.x + before, room.y), room.width - before, &snippet.text[hit.clone()], style);
    }
}
