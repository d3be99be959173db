//! The letters over the links of the text.

use super::paint::Painter;
use crate::app::labels::{Label, Labels};
use crate::app::screen::Area;
use crate::text::Role;
use crate::theme::Part;

/// Paints the labels over the text that stands in `text`.
pub fn paint(labels: &Labels, text: Area, painter: &mut Painter<'_>) {
    for label in labels.items.iter().filter(|label| label.letters.starts_with(&labels.typed)) {
        paint_label(label, labels.typed.len(), text, painter);
    }
}

fn paint_label(label: &Label, typed: usize, text: Area, painter: &mut Painter<'_>) {
    let columns = u16::try_from(label.letters.len()).unwrap_or(text.width).min(text.width);
    let x = text.x + label.spot.column.min(text.width - columns);
    let area = Area::new(x, text.y + label.spot.row, columns, 1);
    painter.clear(area, Part::Screen);
    let (done, open) = label.letters.split_at(typed);
    let used = painter.text((x, area.y), columns, done, painter.role(Role::Dim));
    painter.text((x + used, area.y), columns - used, open, painter.role(Role::CurrentMatch));
}
