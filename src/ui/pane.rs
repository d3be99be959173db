//! What all panes have: a title on a line, and a right edge that is also the scroll bar.
//! There is no frame around a pane: one line above and one beside it are enough.

use super::paint::Painter;
use crate::app::screen::Area;
use crate::app::viewport::Viewport;
use crate::theme::Part;

/// The title of a pane.
#[derive(Debug, Clone, Default)]
pub struct Title {
    /// What the pane shows.
    pub name: String,
    /// A number beside the name; may be empty.
    pub count: String,
    /// What stands at the right; may be empty.
    pub right: String,
}

/// Paints title and edge of a pane over rows of this number.
pub fn paint(
    painter: &mut Painter<'_>,
    area: Area,
    title: &Title,
    focused: bool,
    (view, len): (Viewport, usize),
) {
    // Two weights of line, so that the focus is seen without colours.
    let (line, part, name) = if focused {
        (painter.glyphs().heavy_line, Part::BorderFocused, Part::PaneTitleFocused)
    } else {
        (painter.glyphs().line, Part::Border, Part::PaneTitle)
    };
    let (line_style, name_style) = (painter.part(part), painter.part(name));
    painter.row(area.y, area.x..area.right(), line, line_style);
    let room = Area { x: area.x + 1, width: area.width.saturating_sub(3), ..area };
    let right = right(painter, room, &title.right);
    let text = [" ", &title.name, " ", &title.count, if title.count.is_empty() { "" } else { " " }].concat();
    let cut = painter.ruler().truncate(&text, usize::from(room.width - right));
    painter.text((room.x - 1, room.y), room.width - right, &cut, name_style);
    edge(painter, area, (view, len));
}

fn right(painter: &mut Painter<'_>, room: Area, text: &str) -> u16 {
    if text.is_empty() || room.width < 16 {
        return 0;
    }
    let style = painter.part(Part::Progress);
    painter.text_right(room, &format!(" {text} "), style) + 1
}

fn edge(painter: &mut Painter<'_>, area: Area, (view, len): (Viewport, usize)) {
    let (x, top, height) = (area.right() - 1, area.y + 1, area.height.saturating_sub(1));
    let between = area.right() < painter.whole().right();
    if between {
        let meeting = if area.y == 0 { painter.glyphs().tee } else { painter.glyphs().end };
        painter.text((x, area.y), 1, meeting, painter.part(Part::Border));
        painter.column(x, top..area.bottom(), painter.glyphs().bar, painter.part(Part::Border));
    }
    let Some(thumb) = view.thumb(len, usize::from(height)) else { return };
    if !between {
        painter.column(x, top..area.bottom(), painter.glyphs().bar, painter.part(Part::Scrollbar));
    }
    let row = |row: usize| top + u16::try_from(row).unwrap_or(height).min(height);
    painter.column(
        x,
        row(thumb.start)..row(thumb.end),
        painter.glyphs().thumb,
        painter.part(Part::ScrollbarThumb),
    );
}

/// Says in the middle of an empty pane why it is empty.
pub fn empty(painter: &mut Painter<'_>, body: Area, text: &str) {
    let style = painter.part(Part::Empty);
    painter.text_centred(body.row(body.height / 3), text, style);
}
