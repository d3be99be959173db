//! A notice over everything: its lines, wrapped by its model.

use super::frame;
use super::paint::Painter;
use crate::app::dialog::Dialog;

/// Paints the notice.
pub fn paint(dialog: &Dialog, painter: &mut Painter<'_>) {
    let inside = frame::paint(painter, dialog.area, &dialog.title, "").within(1, 0);
    for (at, row) in (0..inside.height).zip(dialog.view.rows(dialog.lines.len())) {
        painter.line(inside.row(at), &dialog.lines[row]);
    }
}
