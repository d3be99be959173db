//! The window that finds any post by typing: the field, and below it the posts that fit, with
//! their dates and with what was typed marked in their titles.

use super::frame;
use super::paint::Painter;
use super::status::{self, Field};
use crate::app::App;
use crate::app::prompt::Prompt;
use crate::app::screen::Area;
use crate::library::PostView;
use crate::locale::words::number;
use crate::query::fuzzy;
use crate::text::Role;
use crate::theme::Part;

/// Columns of a date and of the gap behind it.
const DATE: u16 = 12;
/// Columns of a window from which dates are shown.
const ROOM_FOR_DATES: u16 = 40;

/// Paints the window.
pub fn paint(app: &App, prompt: &Prompt, painter: &mut Painter<'_>) {
    let words = app.lang.words();
    let area = app.screen.jump();
    let inside = frame::paint(painter, area, words.prompt_post, &number(prompt.posts.len()));
    let field = Field { prompt, label: "", part: Part::Dialog, note: String::new() };
    status::paint_field(&field, inside.row(0).within(1, 0), painter);
    let line = painter.part(Part::DialogBorder);
    painter.row(inside.y + 1, inside.x..inside.right(), painter.glyphs().line, line);
    let list = Area { y: inside.y + 2, height: inside.height.saturating_sub(2), ..inside };
    if prompt.posts.is_empty() {
        painter.text_in(list.within(1, 0).row(0), words.nothing_found, painter.part(Part::Empty));
    }
    for (at, (id, selected)) in (0..list.height).zip(prompt.posts.shown()) {
        paint_row(&app.library.get(id), prompt.text(), (list.row(at), selected), painter);
    }
}

fn paint_row(post: &PostView<'_>, typed: &str, (area, selected): (Area, bool), painter: &mut Painter<'_>) {
    let (mut date, mut title) = (painter.part(Part::RowDate), painter.part(Part::Dialog));
    if selected {
        (date, title) = (painter.part(Part::RowSelected), painter.part(Part::RowSelected));
        painter.style(area, title);
    }
    let inner = area.within(1, 0);
    let used = if area.width >= ROOM_FOR_DATES { DATE } else { 0 };
    let day = post.date.map(|date| date.day()).unwrap_or_default();
    painter.text((inner.x, inner.y), used, &day, date);
    let room = Area { x: inner.x + used, width: inner.width.saturating_sub(used), ..inner };
    let cut = painter.ruler().truncate(post.title, usize::from(room.width));
    painter.text((room.x, room.y), room.width, &cut, title);
    let kept = cut.strip_suffix(painter.glyphs().ellipsis).unwrap_or(&cut).len();
    for mark in fuzzy::marks(typed, post.title) {
        let Some(text) = post.title.get(mark.start..mark.end.min(kept.max(mark.start))) else { continue };
        let before = painter.columns(&post.title[..mark.start]).min(room.width);
        painter.text((room.x + before, room.y), room.width - before, text, painter.role(Role::Match));
    }
}
