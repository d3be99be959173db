//! The painter: the only place where a role or a part gets its colour, and the only one that
//! touches cells. It measures with [`width`] alone, never splits a wide glyph at an edge, and
//! never leaves half of one behind. What is painted where is decided by its callers.

use ratatui::buffer::{Buffer, Cell, CellDiffOption};
use ratatui::layout::Position;
use ratatui::style::Style;

use crate::app::screen::Area;
use crate::text::{Line, Role, width};
use crate::theme::{Part, Theme};

/// Paints one frame.
pub struct Painter<'a> {
    buffer: &'a mut Buffer,
    theme: &'a Theme,
    /// Where the cursor of the terminal is to stand, if anywhere.
    pub cursor: Option<(u16, u16)>,
}

impl<'a> Painter<'a> {
    /// A painter of this frame.
    pub fn new(buffer: &'a mut Buffer, theme: &'a Theme) -> Self {
        Self { buffer, theme, cursor: None }
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
            if area.x > 0 {
                self.blank_wide(area.x - 1, y);
            }
            for x in area.x..area.right() {
                if let Some(cell) = self.cell(x, y) {
                    cell.reset();
                    cell.set_style(style);
                }
            }
        }
    }

    fn blank_wide(&mut self, x: u16, y: u16) {
        if let Some(cell) = self.cell(x, y).filter(|cell| width::columns(cell.symbol()) > 1) {
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
    pub fn text(&mut self, (x, y): (u16, u16), max: u16, text: &str, style: Style) -> u16 {
        let mut used = 0;
        for cluster in width::clusters(text) {
            let columns = u16::try_from(width::cluster_columns(cluster)).unwrap_or(u16::MAX);
            if columns == 0 {
                continue;
            }
            if columns > max - used {
                break;
            }
            self.glyph((x + used, y), columns, cluster, style);
            used += columns;
        }
        used
    }

    fn glyph(&mut self, (x, y): (u16, u16), columns: u16, cluster: &str, style: Style) {
        let measured = ratatui::buffer::CellWidth::cell_width(cluster);
        if let Some(cell) = self.cell(x, y) {
            cell.set_symbol(cluster).set_style(style);
            // Half-width kana with a voicing mark: ratatui counts the mark twice.
            let forced = std::num::NonZero::new(columns).filter(|_| measured != columns);
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
        let cut = width::truncate(text, usize::from(area.width));
        self.text((area.x, area.y), area.width, &cut, style)
    }

    /// The same at the right edge.
    pub fn text_right(&mut self, area: Area, text: &str, style: Style) -> u16 {
        let columns = u16::try_from(width::columns(text)).unwrap_or(u16::MAX).min(area.width);
        let at = Area { x: area.right() - columns, width: columns, ..area };
        self.text_in(at, text, style)
    }

    /// The same in the middle.
    pub fn text_centred(&mut self, area: Area, text: &str, style: Style) -> u16 {
        let columns = u16::try_from(width::columns(text)).unwrap_or(u16::MAX).min(area.width);
        let at = Area { x: area.x + (area.width - columns) / 2, width: columns, ..area };
        self.text_in(at, text, style)
    }

    /// Paints a line of text in the styles of its roles.
    pub fn line(&mut self, area: Area, line: &Line) {
        let mut used = 0;
        for span in &line.spans {
            let style = self.theme.role(span.role).patch(self.theme.accent(span.accents));
            used += self.text((area.x + used, area.y), area.width - used, &span.text, style);
        }
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
