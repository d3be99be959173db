//! The painter: the only place where a role or a part gets its colour, and the only one that
//! touches cells. It measures with [`width`] alone, never splits a wide glyph at an edge, and
//! never leaves half of one behind. What is painted where is decided by its callers.

use std::num::NonZero;

use ratatui::buffer::{Buffer, Cell, CellDiffOption, CellWidth};
use ratatui::layout::Position;
use ratatui::style::Style;

use crate::app::screen::Area;
use crate::text::width::{self, Ruler};
use crate::text::{Glyphs, Line, Role};
use crate::theme::{Part, Theme};

/// More columns than any grapheme cluster has.
const WIDEST: u16 = 8;

/// Paints one frame.
pub struct Painter<'a> {
    buffer: &'a mut Buffer,
    theme: &'a Theme,
    ruler: Ruler,
    /// Where the cursor of the terminal is to stand, if anywhere.
    pub cursor: Option<(u16, u16)>,
}

impl<'a> Painter<'a> {
    /// A painter of this frame, for a terminal that is measured so.
    pub fn new(buffer: &'a mut Buffer, theme: &'a Theme, ruler: Ruler) -> Self {
        Self { buffer, theme, ruler, cursor: None }
    }

    /// How columns are counted.
    pub fn ruler(&self) -> Ruler {
        self.ruler
    }

    /// What lines, bars and marks are drawn with.
    pub fn glyphs(&self) -> &'static Glyphs {
        self.ruler.glyphs()
    }

    /// Columns of a text; at most as many as a screen can have.
    pub fn columns(&self, text: &str) -> u16 {
        u16::try_from(self.ruler.columns(text)).unwrap_or(u16::MAX)
    }

    /// The whole screen.
    pub fn whole(&self) -> Area {
        let area = self.buffer.area;
        Area::new(area.x, area.y, area.width, area.height)
    }

    /// The style of a part of the screen.
    pub fn part(&self, part: Part) -> Style {
        self.theme.part(part)
    }

    /// The style of a role.
    pub fn role(&self, role: Role) -> Style {
        self.theme.role(role)
    }

    /// Empties cells. A wide glyph that reaches in from the left is blanked as a whole.
    pub fn clear(&mut self, area: Area, part: Part) {
        let style = self.part(Part::Screen).patch(self.part(part));
        for y in area.y..area.bottom() {
            self.blank_wide(area.x, y);
            for x in area.x..area.right() {
                if let Some(cell) = self.cell(x, y) {
                    cell.reset();
                    cell.set_style(style);
                }
            }
        }
    }

    /// Blanks a glyph that begins further left and reaches into a cell.
    fn blank_wide(&mut self, x: u16, y: u16) {
        let reaches = |painter: &mut Self, before: &u16| {
            let cell = x.checked_sub(*before).and_then(|x| painter.cell(x, y));
            cell.is_some_and(|cell| cell.cell_width() > *before)
        };
        let Some(before) = (1..WIDEST).find(|before| reaches(self, before)) else { return };
        if let Some(cell) = self.cell(x - before, y) {
            cell.set_symbol(" ").set_diff_option(CellDiffOption::None);
        }
    }

    fn cell(&mut self, x: u16, y: u16) -> Option<&mut Cell> {
        self.buffer.cell_mut(Position { x, y })
    }

    /// Lays a style over cells.
    pub fn style(&mut self, area: Area, style: Style) {
        for y in area.y..area.bottom() {
            for x in area.x..area.right() {
                if let Some(cell) = self.cell(x, y) {
                    cell.set_style(style);
                }
            }
        }
    }

    /// Paints a text from a cell on, at most `max` columns of it; returns the columns used.
    /// A wide glyph that does not fit leaves its cell as it is.
    pub fn text(&mut self, at: (u16, u16), max: u16, text: &str, style: Style) -> u16 {
        self.clusters(at, max, text, |_| style)
    }

    /// The same with a style for each grapheme cluster, by its offset.
    fn clusters(
        &mut self,
        (x, y): (u16, u16),
        max: u16,
        text: &str,
        mut style: impl FnMut(usize) -> Style,
    ) -> u16 {
        let (mut used, mut last) = (0, None);
        for (at, cluster) in width::cluster_indices(text) {
            let columns = u16::try_from(self.ruler.cluster_columns(cluster)).unwrap_or(u16::MAX);
            let place = (x + used, y);
            match columns {
                0 => self.add_mark(last, cluster),
                _ if columns > max - used => break,
                _ => {
                    self.glyph(place, columns, cluster, style(at));
                    last = Some((place, columns));
                    used += columns;
                }
            }
        }
        used
    }

    /// Adds a mark without columns of its own to the glyph that it stands behind: a vowel sign
    /// whose consonant is gone, a second voicing mark.
    fn add_mark(&mut self, last: Option<((u16, u16), u16)>, mark: &str) {
        let Some(((x, y), columns)) = last.filter(|_| !width::is_invisible(mark)) else { return };
        let Some(cell) = self.cell(x, y) else { return };
        let (symbol, style) = (format!("{}{mark}", cell.symbol()), cell.style());
        self.glyph((x, y), columns, &symbol, style);
    }

    fn glyph(&mut self, (x, y): (u16, u16), columns: u16, cluster: &str, style: Style) {
        let measured = cluster.cell_width();
        if let Some(cell) = self.cell(x, y) {
            cell.set_symbol(cluster).set_style(style);
            // Where ratatui measures otherwise: ambiguous characters on a wide terminal, and
            // half-width kana with a voicing mark, which it counts twice.
            let forced = NonZero::new(columns).filter(|_| measured != columns);
            cell.set_diff_option(forced.map_or(CellDiffOption::None, CellDiffOption::ForcedWidth));
        }
        for x in x + 1..x + columns {
            if let Some(cell) = self.cell(x, y) {
                cell.set_symbol(" ").set_style(style).set_diff_option(CellDiffOption::None);
            }
        }
    }

    /// Paints a text into the first row of an area, cut with `…` where it is too long;
    /// returns the columns used.
    pub fn text_in(&mut self, area: Area, text: &str, style: Style) -> u16 {
        if area.height == 0 {
            return 0;
        }
        let cut = self.ruler.truncate(text, usize::from(area.width));
        self.text((area.x, area.y), area.width, &cut, style)
    }

    /// The same at the right edge.
    pub fn text_right(&mut self, area: Area, text: &str, style: Style) -> u16 {
        let columns = self.columns(text).min(area.width);
        let at = Area { x: area.right() - columns, width: columns, ..area };
        self.text_in(at, text, style)
    }

    /// The same in the middle.
    pub fn text_centred(&mut self, area: Area, text: &str, style: Style) -> u16 {
        let columns = self.columns(text).min(area.width);
        let at = Area { x: area.x + (area.width - columns) / 2, width: columns, ..area };
        self.text_in(at, text, style)
    }

    /// Paints a line of text in the styles of its roles. A grapheme cluster that reaches over
    /// the end of a span is one glyph, in the style of its beginning.
    pub fn line(&mut self, area: Area, line: &Line) {
        let theme = self.theme;
        let mut end = 0;
        let mut ends = line.spans.iter().map(|span| {
            end += span.text.len();
            (end, theme.role(span.role).patch(theme.accent(span.accents)))
        });
        let (mut end, mut style) = ends.next().unwrap_or_default();
        let style_at = |at| {
            while at >= end {
                let Some(next) = ends.next() else { break };
                (end, style) = next;
            }
            style
        };
        self.clusters((area.x, area.y), area.width, &line.text(), style_at);
    }

    /// Paints one glyph of one column down a column of cells.
    pub fn column(&mut self, x: u16, rows: std::ops::Range<u16>, glyph: &str, style: Style) {
        for y in rows {
            self.glyph((x, y), 1, glyph, style);
        }
    }

    /// Paints one glyph of one column along a row of cells.
    pub fn row(&mut self, y: u16, columns: std::ops::Range<u16>, glyph: &str, style: Style) {
        for x in columns {
            self.glyph((x, y), 1, glyph, style);
        }
    }
}

#[cfg(test)]
mod tests;
