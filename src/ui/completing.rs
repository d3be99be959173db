//! The list of what a query can go on with, above its field.

use super::paint::Painter;
use crate::app::completing::Completion;
use crate::app::screen::Area;
use crate::locale::words::number;
use crate::text::Role;
use crate::theme::Part;

/// Columns between a name and what stands at its right.
const GAP: u16 = 2;

/// Paints the list above a row, beginning at a column where there is room.
pub fn paint(completion: &Completion, (column, row): (u16, u16), painter: &mut Painter<'_>) {
    let shown = completion.shown();
    let height = u16::try_from(shown.len()).unwrap_or_default().min(row);
    let items = &completion.items[shown.clone()];
    let right =
        |at: usize| items[at].count.map_or_else(|| items[at].note.to_owned(), |count| number(count as usize));
    let widest = |text: &dyn Fn(usize) -> u16| (0..items.len()).map(text).max().unwrap_or_default();
    let names = widest(&|at| painter.columns(&items[at].text));
    let notes = widest(&|at| painter.columns(&right(at)));
    let whole = painter.whole();
    let width = (names + notes + 2 + if notes > 0 { GAP } else { 0 }).min(whole.width);
    let x = column.saturating_sub(1).min(whole.width - width);
    let area = Area { x, y: row - height, width, height };
    painter.clear(area, Part::Dialog);
    for at in 0..height {
        let nth = usize::from(at);
        let Some(item) = items.get(nth) else { break };
        let (mut name, mut note) = (painter.part(Part::Dialog), painter.role(Role::Dim));
        if completion.chosen == Some(shown.start + nth) {
            (name, note) = (painter.part(Part::RowSelected), painter.part(Part::RowSelected));
            painter.style(area.row(at), name);
        }
        let inner = area.row(at).within(1, 0);
        let used = painter.text_right(inner, &right(nth), note);
        let room = Area { width: inner.width.saturating_sub(used + u16::from(used > 0)), ..inner };
        painter.text_in(room, &item.text, name);
    }
}
