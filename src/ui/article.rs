//! The pane of the text: the rows of its layout that are in view.

use super::paint::Painter;
use super::pane::{self, Title};
use super::{labels, source, status};
use crate::app::App;
use crate::app::reader::State;
use crate::app::screen::{Area, Pane};
use crate::theme::Part;

/// Paints the pane where it is shown.
pub fn paint(app: &App, painter: &mut Painter<'_>) {
    let Some(area) = app.screen.article else { return };
    let Some(text) = app.screen.text() else { return };
    if let (Some(source), Some(room)) = (&app.source, app.screen.source()) {
        return source::paint(app, source, (area, room), painter);
    }
    let reader = &app.reader;
    let focused = app.focus == Pane::Article;
    if !app.is_zen() {
        pane::paint(painter, area, &title(app), focused, (reader.view, reader.len()));
    }
    if reader.state == State::Closed {
        return welcome(app, area.body(), painter);
    }
    for (at, row) in (0..).zip(reader.view.rows(reader.len())) {
        painter.line(text.row(at), &reader.line(row));
    }
    if let Some(labels) = &app.labels {
        labels::paint(labels, text, painter);
    }
}

/// The title of the article once its head has scrolled away, and how far it is read.
fn title(app: &App) -> Title {
    let reader = &app.reader;
    let scrolled = reader.post.filter(|_| reader.view.top() > 0);
    let name = scrolled.map_or(app.lang.words().article, |id| app.library.get(id).title);
    let right = if reader.state == State::Open { format!("{}%", reader.percent()) } else { String::new() };
    Title { name: name.to_owned(), count: String::new(), right }
}

/// Before anything was opened: the keys that matter.
fn welcome(app: &App, body: Area, painter: &mut Painter<'_>) {
    pane::empty(painter, body, app.lang.words().welcome);
    let hints = app.first_keys();
    let top = body.height / 3 + 2;
    let columns = hints.iter().map(|hint| status::columns(hint, painter)).max().unwrap_or_default();
    let x = body.x + body.width.saturating_sub(columns) / 2;
    for (at, hint) in (top..body.height).zip(&hints) {
        let row = Area { x, width: columns.min(body.width), ..body.row(at) };
        let used = painter.text_in(row, &hint.keys, painter.part(Part::PaneTitleFocused));
        let used = used.max(status::KEY_COLUMNS) + 2;
        let rest = Area { x: row.x + used, width: row.width.saturating_sub(used), ..row };
        painter.text_in(rest, hint.text, painter.part(Part::Empty));
    }
}
