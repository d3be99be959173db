//! The pane of posts: a row each, with its date and its title.

use super::paint::Painter;
use super::pane::{self, Title};
use crate::app::App;
use crate::app::list::sort_name;
use crate::app::screen::{Area, Pane};
use crate::library::{PostId, PostView, SortKey};
use crate::locale::words::{fill, number};
use crate::text::Role;
use crate::theme::Part;

/// Columns of a pane from which dates have their year.
const ROOM_FOR_YEARS: u16 = 40;
/// Columns of a title from which there is room for how far the post was read.
const ROOM_FOR_PERCENT: u16 = 16;

/// Paints the pane where it is shown.
pub fn paint(app: &App, painter: &mut Painter<'_>) {
    let Some(area) = app.screen.list else { return };
    let rows = &app.list.rows;
    let focused = app.focus == Pane::List;
    pane::paint(painter, area, &title(app), focused, (rows.view(), rows.len()));
    let body = area.body();
    if rows.is_empty() {
        return pane::empty(painter, body, &why_empty(app));
    }
    for (at, (id, selected)) in (0..).zip(rows.shown()) {
        let row = Row { app, post: app.library.get(id), selected, focused };
        row.paint(Area { x: area.x, width: area.width - 1, ..body.row(at) }, painter);
    }
}

fn title(app: &App) -> Title {
    let words = app.lang.words();
    let (shown, all) = (app.list.rows.len(), app.all_posts());
    let count =
        if app.filter.is_empty() { number(all) } else { format!("{}/{}", number(shown), number(all)) };
    let sort = app.list.sort;
    let right = if sort == SortKey::Newest { "" } else { sort_name(sort, words) };
    let right = if right.is_empty() { String::new() } else { fill(words.sorted, &[right]) };
    Title { name: words.posts.to_owned(), count, right }
}

fn why_empty(app: &App) -> String {
    let words = app.lang.words();
    if app.loading {
        fill(words.loading, &[&number(app.library.len())])
    } else if app.library.is_empty() {
        words.no_posts.to_owned()
    } else {
        words.no_matches.to_owned()
    }
}

/// How a row looks that is not selected: what is new stands out, what was read steps back.
pub fn unselected(app: &App, post: PostId) -> Part {
    let marks = app.marks_kept();
    match (marks.is_unread(post), marks.read().contains(post)) {
        (true, _) => Part::RowUnread,
        (false, true) => Part::RowRead,
        (false, false) => Part::Row,
    }
}

struct Row<'a> {
    app: &'a App,
    post: PostView<'a>,
    selected: bool,
    focused: bool,
}

impl Row<'_> {
    fn paint(&self, area: Area, painter: &mut Painter<'_>) {
        let (date_part, title_part) = match (self.selected, self.focused) {
            (true, true) => (Part::RowSelected, Part::RowSelected),
            (true, false) => (Part::RowSelectedInactive, Part::RowSelectedInactive),
            (false, _) => (Part::RowDate, unselected(self.app, self.post.id)),
        };
        if self.selected {
            painter.style(area, painter.part(title_part));
        }
        let inner = area.within(1, 0);
        self.mark_unread(area, title_part, painter);
        let inner = self.flags(inner, painter);
        let columns = match (self.app.list.dated, area.width) {
            (false, _) => 0,
            (true, ROOM_FOR_YEARS..) => 10,
            (true, _) => 5,
        };
        painter.text(
            (inner.x, inner.y),
            columns.min(inner.width),
            &self.date(columns),
            painter.part(date_part),
        );
        let gap = if columns > 0 { (columns + 2).min(inner.width) } else { 0 };
        let room = Area { x: inner.x + gap, width: inner.width - gap, ..inner };
        let percent = self.percent(room, painter, date_part);
        self.title(Area { width: room.width - percent, ..room }, painter, title_part);
    }

    /// How far a post was read that was left in the middle, at the right; the columns it takes.
    fn percent(&self, area: Area, painter: &mut Painter<'_>, part: Part) -> u16 {
        let Some(percent) = self.app.percent_shown(self.post.id).filter(|_| area.width >= ROOM_FOR_PERCENT)
        else {
            return 0;
        };
        let text = format!("{percent:>3}%");
        painter.text((area.x + area.width - 4, area.y), 4, &text, painter.part(part));
        5
    }

    /// A dot in the margin: it is seen where bold is not, and in the selected row.
    fn mark_unread(&self, area: Area, part: Part, painter: &mut Painter<'_>) {
        if self.app.marks_kept().is_unread(self.post.id) && area.width > 2 {
            let part = if self.selected { part } else { Part::RowMark };
            let style = painter.part(part);
            painter.text((area.x, area.y), 1, painter.glyphs().unread, style);
        }
    }

    /// What is marked otherwise, at the right; returns the room that is left.
    fn flags(&self, area: Area, painter: &mut Painter<'_>) -> Area {
        let (marks, id, glyphs) = (self.app.marks_kept(), self.post.id, painter.glyphs());
        let noted = marks.note(id).is_some() || !self.app.own_tags(id).is_empty();
        let flags = [
            (noted, glyphs.note),
            (marks.later().contains(id), glyphs.later),
            (marks.starred().contains(id), glyphs.star),
        ];
        let text: String = flags.into_iter().filter(|(on, _)| *on).map(|(_, glyph)| glyph).collect();
        if text.is_empty() {
            return area;
        }
        let own = painter.part(Part::RowMark);
        let selected = if self.focused { Part::RowSelected } else { Part::RowSelectedInactive };
        let style = if self.selected { painter.part(selected) } else { own };
        let used = painter.text_right(area, &text, style) + 1;
        Area { width: area.width.saturating_sub(used), ..area }
    }

    /// `2022-01-07`, or `01-07` where there is little room.
    fn date(&self, columns: u16) -> String {
        let day = self.post.date.map(|date| date.day()).unwrap_or_default();
        let short = day.len().saturating_sub(usize::from(columns));
        day.get(short..).unwrap_or_default().to_owned()
    }

    fn title(&self, area: Area, painter: &mut Painter<'_>, part: Part) {
        let cut = painter.ruler().truncate(self.post.title, usize::from(area.width));
        let style = painter.part(part);
        painter.text((area.x, area.y), area.width, &cut, style);
        let kept = cut.strip_suffix(painter.glyphs().ellipsis).unwrap_or(&cut).len();
        for mark in self.app.marks(self.post.title) {
            let Some(text) = self.post.title.get(mark.start..mark.end.min(kept.max(mark.start))) else {
                continue;
            };
            let before = painter.columns(&self.post.title[..mark.start]);
            let room = area.width.saturating_sub(before);
            painter.text((area.x + before.min(area.width), area.y), room, text, painter.role(Role::Match));
        }
    }
}
