//! The field of the filter: what is wrong with its query stands in the rows below, under the
//! place, and what the query can go on with in a list above.

use super::{parts, typed};
use crate::app::App;
use crate::app::prompt::Prompt;
use crate::app::screen::Area;
use crate::query::QueryError;
use crate::text::Role;
use crate::theme::Part;
use crate::ui::completing;
use crate::ui::paint::Painter;

/// Paints the field at the bottom. Where there are two rows, the other one says how many posts
/// are left, or what is wrong.
pub fn field(app: &App, prompt: &Prompt, painter: &mut Painter<'_>) {
    let bottom = app.screen.field();
    let label = format!("{}: ", app.lang.words().prompt_filter);
    let error = prompt.error.as_ref().map(|error| (error, error.message(app.lang)));
    let rows = error.as_ref().map_or(0, |(error, message)| match error.unfinished {
        true => 1,
        false if fits(message, label.len(), bottom, painter) => 1,
        false => 2,
    });
    let least = u16::from(app.screen.hints.is_some());
    let wanted = if prompt.error.as_ref().is_some_and(|error| error.unfinished) { least } else { rows };
    let below = wanted.max(least).min(bottom.y);
    let area = Area { y: bottom.y - below, ..bottom };
    painter.clear(Area { height: below + 1, ..area }, Part::Prompt);
    let inner = area.within(1, 0);
    let used = painter.text_in(inner, &label, painter.part(Part::StatusKey));
    let room = Area { x: inner.x + used, width: inner.width - used, ..inner };
    let skipped = typed(prompt, room, painter.part(Part::Prompt), painter);
    let column = |at: usize, painter: &Painter<'_>| {
        let before = painter.columns(prompt.text().get(..at).unwrap_or_default());
        let skipped = u16::try_from(skipped).unwrap_or(u16::MAX);
        room.x + before.saturating_sub(skipped).min(room.width.saturating_sub(1))
    };
    let rest = Area { y: area.y + 1, height: below, ..inner };
    match error {
        Some((error, message)) => {
            let place = (column(error.at.start, painter), column(error.at.end, painter));
            said(error, &message, (rest, place), painter);
        }
        None if below > 0 => {
            super::facts(&parts(app, painter.glyphs()), rest, painter);
        }
        None => {}
    }
    if !prompt.completion.items.is_empty() {
        let x = column(prompt.completion.range.start, painter);
        completing::paint(&prompt.completion, (x, area.y), painter);
    }
}

/// Whether a sentence has room beside a caret wherever that stands.
fn fits(message: &str, label: usize, area: Area, painter: &Painter<'_>) -> bool {
    let label = u16::try_from(label).unwrap_or(u16::MAX);
    painter.columns(message).saturating_add(4) * 2 <= area.width.saturating_sub(label)
}

/// Says what is wrong, with carets under it; what is only begun is said quietly.
fn said(
    error: &QueryError,
    message: &str,
    (area, (start, end)): (Area, (u16, u16)),
    painter: &mut Painter<'_>,
) {
    if area.height == 0 {
        return;
    }
    if error.unfinished {
        painter.text_in(area, message, painter.role(Role::Dim));
        return;
    }
    let style = painter.part(Part::PromptError);
    let end = end.clamp(start + 1, area.right().max(start + 1));
    painter.row(area.y, start..end, "^", style);
    if area.height > 1 {
        painter.text_in(area.row(1), message, style);
        return;
    }
    let right = Area { x: end + 1, width: area.right().saturating_sub(end + 1), ..area };
    if painter.columns(message) <= right.width {
        painter.text_in(right.row(0), message, style);
    } else {
        let left = Area { width: start.saturating_sub(area.x + 1), ..area };
        painter.text_right(left.row(0), message, style);
    }
}
