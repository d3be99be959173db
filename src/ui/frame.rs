//! The frame of a window over the panes, and the rows within it.

use ratatui::style::Style;

use super::paint::Painter;
use crate::app::screen::Area;
use crate::app::viewport::Viewport;
use crate::text::wrap::{Measure, wrap};
use crate::theme::Part;

/// Empties the place of a window and paints its frame with a title; returns its inside.
pub fn paint(painter: &mut Painter<'_>, area: Area, title: &str, count: &str) -> Area {
    // A column of air at either side, so that no text touches the frame.
    let air = area.x.min(1);
    let width = (area.width + 1 + air).min(painter.whole().right() - (area.x - air));
    painter.clear(Area { x: area.x - air, width, ..area }, Part::Screen);
    painter.clear(area, Part::Dialog);
    if area.width < 2 || area.height < 2 {
        return Area::default();
    }
    let style = painter.part(Part::DialogBorder);
    let (left, right, top, bottom) = (area.x, area.right() - 1, area.y, area.bottom() - 1);
    let glyphs = painter.glyphs();
    for (y, corners) in [top, bottom].into_iter().zip(glyphs.corners.chunks(2)) {
        painter.row(y, left + 1..right, glyphs.line, style);
        painter.text((left, y), 1, corners[0], style);
        painter.text((right, y), 1, corners[1], style);
    }
    for x in [left, right] {
        painter.column(x, top + 1..bottom, glyphs.bar, style);
    }
    let room = area.row(0).within(2, 0);
    let gap = if count.is_empty() { "" } else { " " };
    painter.text_in(room, &format!(" {title}{gap}{count} "), painter.part(Part::DialogTitle));
    area.within(1, 1)
}

/// Paints the scroll bar of a window on its right edge.
pub fn scrollbar(painter: &mut Painter<'_>, area: Area, (view, len): (Viewport, usize), track: u16) {
    let Some(thumb) = view.thumb(len, usize::from(track)) else { return };
    let row = |row: usize| area.y + 1 + u16::try_from(row).unwrap_or(track).min(track);
    painter.column(
        area.right() - 1,
        row(thumb.start)..row(thumb.end),
        painter.glyphs().thumb,
        painter.part(Part::ScrollbarThumb),
    );
}

/// Paints a text over the rows of an area; what does not fit ends in `…`.
pub fn paragraph(painter: &mut Painter<'_>, area: Area, text: &str, style: Style) {
    let measure = Measure { ruler: painter.ruler(), ..Measure::even(usize::from(area.width).max(2)) };
    let rows = wrap(text, measure, &[]);
    let fit = usize::from(area.height);
    for (at, row) in (0..area.height).zip(&rows) {
        let last = usize::from(at) + 1 == fit && rows.len() > fit;
        let text = if last {
            format!("{}{}", &text[row.clone()], painter.glyphs().ellipsis)
        } else {
            text[row.clone()].to_owned()
        };
        painter.text_in(area.row(at), &text, style);
    }
}

/// Parts a window's list from what it says about the selected item; returns both places.
pub fn detail(painter: &mut Painter<'_>, inside: Area, rows: u16) -> (Area, Area) {
    if rows == 0 {
        return (inside, Area::default());
    }
    let list = Area { height: inside.height - rows, ..inside };
    painter.row(
        list.bottom(),
        inside.x..inside.right(),
        painter.glyphs().line,
        painter.part(Part::DialogBorder),
    );
    let below = Area { y: list.bottom() + 1, height: rows - 1, ..inside };
    (list, below.within(1, 0))
}
