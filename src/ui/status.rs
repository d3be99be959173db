//! The bottom lines: what is in the list, what went wrong, what narrows it; the keys that
//! matter now; and the text field where one is open.

use ratatui::style::Style;

use super::facets;
use super::paint::Painter;
use crate::app::App;
use crate::app::hints::Hint;
use crate::app::problems::tally;
use crate::app::prompt::{Prompt, Purpose};
use crate::app::screen::{Area, Pane};
use crate::app::texts::Kept;
use crate::library::{Facet, FacetId, FacetKind};
use crate::locale::words::{fill, number};
use crate::query::Choice;
use crate::text::width::{self, Ruler};
use crate::text::{Glyphs, sanitize};
use crate::theme::Part;

mod query;

/// Columns that keys take in a column of hints.
pub const KEY_COLUMNS: u16 = 5;
/// Columns between two hints.
const HINT_GAP: u16 = 3;
/// Between two facts.
const GAP: &str = " · ";

/// Paints the bottom lines.
pub fn paint(app: &App, painter: &mut Painter<'_>) {
    let status = app.screen.status;
    painter.style(status, painter.part(Part::Status));
    let inner = status.within(1, 0);
    let used = facts(&parts(app, painter.glyphs()), inner, painter);
    let rest = Area { x: inner.x + used, width: inner.width - used, ..inner };
    match app.screen.hints {
        Some(area) => {
            painter.style(area, painter.part(Part::Status));
            archive(app, rest, painter);
            hints(&app.hints(), area.within(1, 0), painter);
        }
        None => {
            hints(&app.hints(), Area { x: rest.x + 3, width: rest.width.saturating_sub(3), ..rest }, painter)
        }
    }
}

/// Paints what is known, from the left; returns the columns used.
fn facts(parts: &[(String, Part)], area: Area, painter: &mut Painter<'_>) -> u16 {
    let mut used = 0;
    for (text, part) in parts {
        let rest = Area { x: area.x + used, width: area.width - used, ..area };
        used += painter.text_in(rest, text, painter.part(*part));
    }
    used
}

/// The bottom line where the text has the screen for itself: only what must be said.
pub fn paint_alone(app: &App, painter: &mut Painter<'_>) {
    let area = app.screen.status;
    let parts = said(app).or_else(|| found(app).map(|found| vec![found]));
    if let Some(parts) = parts {
        painter.style(area, painter.part(Part::Status));
        facts(&parts, area.within(1, 0), painter);
    } else if !app.pending.keys.is_empty() {
        painter.style(area, painter.part(Part::Status));
        hints(&app.hints(), area.within(1, 0), painter);
    }
}

/// What is more important than what is known: a notice, or where the chosen link leads.
fn said(app: &App) -> Option<Vec<(String, Part)>> {
    if let Some(notice) = &app.notice {
        return Some(vec![(notice.clone(), Part::StatusText)]);
    }
    let (host, rest) = app.walked_address()?;
    Some(vec![(host.to_owned(), Part::StatusKey), (rest.to_owned(), Part::StatusText)])
}

/// Puts a gap between facts.
fn apart(parts: Vec<(String, Part)>) -> Vec<(String, Part)> {
    let mut spaced = Vec::new();
    for (at, part) in parts.into_iter().enumerate() {
        spaced.extend((at > 0).then(|| (GAP.to_owned(), Part::StatusText)));
        spaced.push(part);
    }
    spaced
}

/// `Search words 3/17`
fn found(app: &App) -> Option<(String, Part)> {
    // While words are typed, the field says how often they were found.
    let typing = app.prompt.is_some();
    let (words, at, all) = app.found().filter(|_| !typing)?;
    let text = fill(app.lang.words().found, &[words, &number(at), &number(all)]);
    Some((text, Part::StatusKey))
}

fn parts(app: &App, glyphs: &Glyphs) -> Vec<(String, Part)> {
    if let Some(said) = said(app) {
        return said;
    }
    let words = app.lang.words();
    let (shown, all) = (app.list.rows.len(), app.all_posts());
    let counted =
        if app.filter.is_empty() { number(all) } else { format!("{}/{}", number(shown), number(all)) };
    let (known, to_read) = (app.library.present(), app.to_read);
    let text = match app.loading {
        true if known < to_read => words.loading_of,
        true => words.loading,
        false => words.count,
    };
    let part = if app.loading { Part::StatusWarning } else { Part::StatusText };
    let mut parts: Vec<(String, Part)> = found(app).into_iter().collect();
    parts.push((fill(text, &[&counted, &number(to_read)]), part));
    parts.extend(arrived(app, glyphs).map(|text| (text, Part::StatusKey)));
    parts.extend(unread(app).map(|text| (text, Part::StatusKey)));
    parts.extend(app.texts.bodies.awaits().then(|| (words.searching.to_owned(), Part::StatusWarning)));
    parts.extend(texts(app).map(|text| (text, Part::StatusText)));
    parts.extend(problems(app).map(|text| (text, Part::StatusWarning)));
    parts.extend(filter(app).map(|text| (text, Part::StatusKey)));
    parts.extend(noted(app, glyphs).map(|text| (text, Part::StatusText)));
    if let Some(count) = app.pending.count {
        parts.push((count.to_string(), Part::StatusKey));
    }
    apart(parts)
}

/// `12 new ↑`
fn arrived(app: &App, glyphs: &Glyphs) -> Option<String> {
    let above = Some(app.list.above).filter(|above| *above > 0)?;
    Some(format!("{} {}", fill(app.lang.words().arrived, &[&number(above)]), glyphs.above))
}

/// `12 unread`
fn unread(app: &App) -> Option<String> {
    let count = app.unread();
    (count > 0).then(|| fill(app.lang.words().unread, &[&number(count)]))
}

/// The reader's own tags of the post with the keys, and the note.
fn noted(app: &App, glyphs: &Glyphs) -> Option<String> {
    let post = if app.focus == Pane::Article { app.reader.post } else { app.selected() }?;
    let tags = app.own_tags(post).into_iter().map(|name| format!("+{}", sanitize::line(name)));
    let note = app.memory.marks.note(post).map(|note| format!("{} {}", glyphs.note, sanitize::line(note)));
    let all: Vec<String> = tags.chain(note).collect();
    (!all.is_empty()).then(|| all.join(" "))
}

/// `texts 12,000/100,000`
fn texts(app: &App) -> Option<String> {
    let Some(Kept::Working { done, all }) = app.texts.kept else { return None };
    Some(fill(app.lang.words().texts, &[&number(done), &number(all)]))
}

/// `7 skipped (!)`
fn problems(app: &App) -> Option<String> {
    let words = app.lang.words();
    let (text, count) = match tally(&app.problems) {
        (0, 0) => return None,
        (0, warnings) => (words.repaired, warnings),
        (errors, _) => (words.skipped, errors),
    };
    let key = app.keymap.keys_for(crate::keys::Layer::List, crate::action::Action::ShowProblems);
    let key = key.first().map(|key| format!(" ({key})")).unwrap_or_default();
    Some(fill(text, &[&number(count)]) + &key)
}

/// `filter: words +category +tag -tag`
fn filter(app: &App) -> Option<String> {
    if app.filter.is_empty() {
        return None;
    }
    let name = |kind, id: &FacetId| app.library.facet_name(Facet { kind, id: *id });
    let words = Some(app.filter_text.trim()).filter(|text| !text.is_empty()).map(str::to_owned);
    // One is enough: between the names stands what stands between them in a query.
    let between = |choice: &Choice| if choice.any && choice.included.len() > 1 { " | " } else { " " };
    let chosen = |kind| {
        let choice = app.filter.choice(kind);
        let included: Vec<String> = choice.included.iter().map(|id| format!("+{}", name(kind, id))).collect();
        let excluded = choice.excluded.iter().map(|id| format!("-{}", name(kind, id)));
        let included = Some(included.join(between(choice))).filter(|text| !text.is_empty());
        included.into_iter().chain(excluded).collect::<Vec<_>>()
    };
    let categories = chosen(FacetKind::Category);
    let all: Vec<String> = words.into_iter().chain(categories).chain(chosen(FacetKind::Tag)).collect();
    Some(format!("{}: {}", app.lang.words().filter, all.join(" ")))
}

/// The names of the archives, at the right, where there is room.
fn archive(app: &App, area: Area, painter: &mut Painter<'_>) {
    let names: Vec<&str> = app.roots.iter().map(|root| root.name.as_str()).collect();
    let text = names.join(" + ");
    if painter.columns(&text).saturating_add(3) <= area.width {
        painter.text_right(area, &text, painter.part(Part::StatusText));
    }
}

/// Columns of a hint in a column of them.
pub fn columns(hint: &Hint, painter: &Painter<'_>) -> u16 {
    painter.columns(&hint.keys).max(KEY_COLUMNS) + 2 + painter.columns(hint.text)
}

/// Keys with what they do, as many as fit whole; those that come first keep their room.
fn hints(hints: &[Hint], area: Area, painter: &mut Painter<'_>) {
    let needed = |hint: &Hint, painter: &Painter<'_>| {
        painter.columns(&hint.keys) + 1 + painter.columns(hint.text) + HINT_GAP
    };
    let room = area.width + HINT_GAP;
    let mut kept: u16 =
        hints.iter().filter(|hint| hint.first).map(|hint| needed(hint, painter)).fold(0, u16::saturating_add);
    let mut used = 0;
    for hint in hints {
        let columns = needed(hint, painter);
        kept = if hint.first { kept.saturating_sub(columns) } else { kept };
        if columns.saturating_add(used).saturating_add(kept) > room {
            continue;
        }
        let x = area.x + used;
        let keys = painter.text((x, area.y), columns, &hint.keys, painter.part(Part::StatusKey));
        painter.text((x + keys + 1, area.y), columns, hint.text, painter.part(Part::StatusText));
        used += columns;
    }
}

/// A text field at its place.
pub struct Field<'a> {
    /// The field.
    pub prompt: &'a Prompt,
    /// What stands before the text.
    pub label: &'a str,
    /// How it looks.
    pub part: Part,
    /// What stands at the right: what is wrong, how much was found.
    pub note: String,
}

/// Paints the field of the filter, a search or the help into the last line.
pub fn field(app: &App, prompt: &Prompt, painter: &mut Painter<'_>) {
    let words = app.lang.words();
    let area = app.screen.field();
    painter.clear(area, Part::Prompt);
    let noted = || prompt.note.clone().unwrap_or_default();
    let (name, note) = match prompt.purpose {
        Purpose::Help => (words.prompt_help, String::new()),
        Purpose::Find => (words.prompt_find, count_found(app)),
        Purpose::Texts => (words.prompt_texts, String::new()),
        Purpose::Filter => return query::field(app, prompt, painter),
        Purpose::Name => (words.prompt_save, noted()),
        Purpose::Date => (words.prompt_date, noted()),
        Purpose::OwnTags => (words.prompt_tags, String::new()),
        Purpose::Note => (words.prompt_note, String::new()),
        Purpose::Facet(_) | Purpose::Pane(_) | Purpose::Post => (words.prompt_filter, String::new()),
    };
    let label = match prompt.purpose {
        Purpose::Pane(kind) => format!("{}: ", fill(words.prompt_pane, &[facets::name(kind, words)])),
        _ => format!("{name}: "),
    };
    let field = Field { prompt, label: &label, part: Part::Prompt, note };
    paint_field(&field, area.within(1, 0), painter);
}

/// `3/17`, or that nothing was found.
fn count_found(app: &App) -> String {
    match app.found() {
        None => String::new(),
        Some((_, _, 0)) => app.lang.words().nothing_found.to_owned(),
        Some((_, at, all)) => format!("{}/{}", number(at), number(all)),
    }
}

/// Paints a field, scrolled so that its cursor is seen, and places the cursor.
pub fn paint_field(field: &Field<'_>, area: Area, painter: &mut Painter<'_>) {
    let style = painter.part(field.part);
    let label = painter.text_in(area, field.label, painter.part(Part::StatusKey));
    let room = Area { x: area.x + label, width: area.width - label, ..area };
    let error = if field.note.is_empty() { String::new() } else { format!("  {}", field.note) };
    let error_columns = painter.text_right(
        Area { x: room.x + room.width / 2, width: room.width - room.width / 2, ..room },
        &error,
        painter.part(Part::PromptError),
    );
    let room = Area { width: room.width - error_columns, ..room };
    typed(field.prompt, room, style, painter);
}

/// Paints the text and places the cursor; returns the columns of the text that are left out.
fn typed(prompt: &Prompt, room: Area, style: Style, painter: &mut Painter<'_>) -> usize {
    if room.width == 0 {
        return 0;
    }
    let cursor = prompt.cursor(painter.ruler());
    // One column is kept for the cursor behind the last letter.
    let hidden = (cursor + 1).saturating_sub(usize::from(room.width));
    let (text, skipped) = behind(prompt.text(), hidden, painter.ruler());
    painter.text((room.x, room.y), room.width, text, style);
    let column = u16::try_from(cursor.saturating_sub(skipped)).unwrap_or(room.width);
    painter.cursor = Some((room.x + column.min(room.width - 1), room.y));
    skipped
}

/// The text behind its first `columns` columns, and how many it really left out: a wide
/// glyph goes as a whole.
fn behind(text: &str, columns: usize, ruler: Ruler) -> (&str, usize) {
    let mut skipped = 0;
    for (at, cluster) in width::cluster_indices(text) {
        if skipped >= columns {
            return (&text[at..], skipped);
        }
        skipped += ruler.cluster_columns(cluster);
    }
    if skipped >= columns && columns == 0 { (text, 0) } else { ("", skipped) }
}
