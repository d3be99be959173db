//! The file of the article, in the place of the article.

use super::paint::Painter;
use super::pane::{self, Title};
use crate::app::App;
use crate::app::screen::{Area, Pane};
use crate::app::source::Source;

/// Paints the pane; where the text has the screen for itself, only the text.
pub fn paint(app: &App, source: &Source, (pane, text): (Area, Area), painter: &mut Painter<'_>) {
    if !app.is_zen() {
        let focused = app.focus == Pane::Article;
        pane::paint(painter, pane, &title(app, source), focused, (source.view, source.len()));
    }
    let words = app.lang.words();
    match &source.failure {
        Some(why) => pane::empty(painter, text, &format!("{} {why}", words.open_failed)),
        None if source.is_empty() => pane::empty(painter, text, words.opening),
        None => {
            for (at, row) in (0..text.height).zip(source.view.rows(source.len())) {
                painter.line(text.row(at), &source.line(row));
            }
        }
    }
}

/// The path of the file, and how far it was shown.
fn title(app: &App, source: &Source) -> Title {
    let path = app.library.get(source.post).path;
    let name = path.rsplit('/').next().unwrap_or(path);
    let right = if source.is_empty() { String::new() } else { format!("{}%", source.percent()) };
    Title { name: app.lang.words().source.to_owned(), count: name.to_owned(), right }
}
