//! Where everything stands: the geometry of the screen, computed once when its size or its
//! mode changes. It knows sizes only; what is painted there is the business of `ui`.
//!
//! A pane has its title in its first row and its right edge (a line with the scroll bar) in
//! its last column; its content, [`Area::body`], is what is left within one column of air.

pub use crate::article::MEASURES;
use crate::library::FacetKind;

/// The least terminal that is drawn on.
pub const LEAST: (u16, u16) = (20, 6);
/// Columns from which the three panes stand side by side.
const WIDE: u16 = 110;
/// Columns from which the article stands below the list.
const STACKED: u16 = 60;
/// Rows from which the keys have a line of their own.
const TWO_LINES: u16 = 12;
/// The longest line of text unless another is asked for: 40 Chinese characters.
pub const MEASURE: u16 = 80;
/// The least list that months stand in.
const MONTHS: (u16, u16) = (30, 11);
/// Rows of a list from which their bars have two rows.
const TALL_MONTHS: u16 = 24;
/// Rows of the panes at the side from which saved searches have one of their own.
const ROOM_FOR_SEARCHES: u16 = 10;
/// The least columns of a pane whose width was changed by hand, and of the article beside it.
const LEAST_PANE: u16 = 14;
const LEAST_ARTICLE: u16 = 30;
/// Columns of the drawer.
const DRAWER: u16 = 30;
/// The largest window over the panes.
const WINDOW: (u16, u16) = (88, 30);
/// The largest window that chooses by typing.
const CHOOSER: (u16, u16) = (48, 18);
/// Rows of the highest window that finds a post.
const JUMP: u16 = 24;

/// A rectangle of cells.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Area {
    /// First column.
    pub x: u16,
    /// First row.
    pub y: u16,
    /// Columns.
    pub width: u16,
    /// Rows.
    pub height: u16,
}

impl Area {
    /// The area with this corner and size.
    pub fn new(x: u16, y: u16, width: u16, height: u16) -> Self {
        Self { x, y, width, height }
    }

    /// The column behind the last one.
    pub fn right(self) -> u16 {
        self.x + self.width
    }

    /// The row below the last one.
    pub fn bottom(self) -> u16 {
        self.y + self.height
    }

    /// Whether a cell lies within.
    pub fn contains(self, column: u16, row: u16) -> bool {
        (self.x..self.right()).contains(&column) && (self.y..self.bottom()).contains(&row)
    }

    /// The area without this many columns on either side and rows above and below.
    #[must_use]
    pub fn within(self, columns: u16, rows: u16) -> Self {
        let (columns, rows) = (columns.min(self.width / 2), rows.min(self.height / 2));
        Self::new(self.x + columns, self.y + rows, self.width - 2 * columns, self.height - 2 * rows)
    }

    /// The content of a pane: without title and right edge, and without a column of air.
    #[must_use]
    pub fn body(self) -> Self {
        let (x, y) = (1.min(self.width), 1.min(self.height));
        Self::new(self.x + x, self.y + y, self.width.saturating_sub(2), self.height - y)
    }

    /// One row of the area, counted from its first.
    #[must_use]
    pub fn row(self, row: u16) -> Self {
        Self { y: self.y + row, height: 1.min(self.height.saturating_sub(row)), ..self }
    }
}

/// A pane that can have the keys.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Pane {
    /// The categories or the tags.
    Facets(FacetKind),
    /// The saved searches.
    Searches,
    /// The posts.
    List,
    /// The text.
    Article,
}

impl Pane {
    /// All panes, in the order of the way from left to right.
    pub const ALL: [Self; 5] = [
        Self::Searches,
        Self::Facets(FacetKind::Category),
        Self::Facets(FacetKind::Tag),
        Self::List,
        Self::Article,
    ];

    /// Whether it stands beside the list.
    pub fn is_side(self) -> bool {
        matches!(self, Self::Facets(_) | Self::Searches)
    }
}

/// How the panes stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Mode {
    /// Side by side.
    #[default]
    Wide,
    /// The list over the article; facets in a drawer beside both.
    Stacked,
    /// One pane at a time.
    Single,
    /// The text alone: no titles, no edges, and no line but for what must be said.
    Zen,
    /// Nothing fits.
    TooSmall,
}

/// How wide panes are to be that stand side by side, in columns, where that is not left to the
/// size of the terminal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Widths {
    /// Categories, tags and saved searches.
    pub side: Option<u16>,
    /// The list.
    pub list: Option<u16>,
}

/// What the geometry depends on besides the size of the terminal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Shape {
    /// Which pane has the keys.
    pub focus: Pane,
    /// Whether there is an article to show.
    pub reading: bool,
    /// How many categories there are to show.
    pub categories: usize,
    /// How many saved searches there are to show.
    pub searches: usize,
    /// Whether there are months to show.
    pub months: bool,
    /// The longest line of text.
    pub measure: u16,
    /// The text has the screen for itself.
    pub zen: bool,
    /// Hits stand in place of the list; they need more room than titles.
    pub hits: bool,
    /// What was changed by hand.
    pub widths: Widths,
}

/// Where everything stands. What is not shown has no area.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Screen {
    /// Size of the terminal.
    pub columns: u16,
    /// Size of the terminal.
    pub rows: u16,
    /// How the panes stand.
    pub mode: Mode,
    /// The pane of categories.
    pub categories: Option<Area>,
    /// The pane of tags.
    pub tags: Option<Area>,
    /// The pane of saved searches.
    pub searches: Option<Area>,
    /// How many posts each month has: a bar for each, a row or two of them, and a row below.
    pub months: Option<Area>,
    /// The pane of posts.
    pub list: Option<Area>,
    /// The pane of the text.
    pub article: Option<Area>,
    /// Counts and the filter.
    pub status: Area,
    /// The keys that matter now; where there is no room, they share the status line.
    pub hints: Option<Area>,
    /// Windows over the panes, with their frames.
    pub window: Area,
    /// The longest line of text.
    pub measure: u16,
}

impl Screen {
    /// The geometry of a terminal of this size.
    pub fn new(columns: u16, rows: u16, shape: Shape) -> Self {
        if columns < LEAST.0 || rows < LEAST.1 {
            return Self { columns, rows, mode: Mode::TooSmall, ..Self::default() };
        }
        let lines = if rows >= TWO_LINES && !shape.zen { 2 } else { 1 };
        let panes = Area::new(0, 0, columns, rows - lines);
        let mut screen = Self {
            columns,
            rows,
            mode: if shape.zen { Mode::Zen } else { mode(columns) },
            status: Area::new(0, rows - lines, columns, 1),
            hints: (lines == 2).then(|| Area::new(0, rows - 1, columns, 1)),
            window: window(panes),
            measure: shape.measure,
            ..Self::default()
        };
        match screen.mode {
            Mode::Wide => screen.wide(panes, shape),
            Mode::Stacked => screen.stacked(panes, shape),
            Mode::Zen => screen.article = Some(panes),
            Mode::Single | Mode::TooSmall => screen.single(panes, shape),
        }
        if shape.months && !shape.hits {
            screen.part_months();
        }
        screen
    }

    fn wide(&mut self, panes: Area, shape: Shape) {
        if shape.hits {
            let list = (panes.width * 55 / 100).min(100);
            self.list = Some(Area { width: list, ..panes });
            self.article = Some(Area { x: list, width: panes.width - list, ..panes });
            return;
        }
        let facets = shape.widths.side.unwrap_or((panes.width / 6).clamp(18, 28));
        let facets = facets.clamp(LEAST_PANE, panes.width / 3);
        let list = shape.widths.list.unwrap_or(((panes.width - facets) * 44 / 100).min(72));
        let list = list.clamp(LEAST_PANE, panes.width - facets - LEAST_ARTICLE);
        self.facets(Area { width: facets, ..panes }, shape);
        self.list = Some(Area { x: facets, width: list, ..panes });
        let x = facets + list;
        self.article = Some(Area { x, width: panes.width - x, ..panes });
    }

    fn stacked(&mut self, panes: Area, shape: Shape) {
        // The drawer pushes the others aside, so that what a choice leaves can be seen.
        let drawer = if shape.focus.is_side() { DRAWER.min(panes.width * 2 / 5) } else { 0 };
        if drawer > 0 {
            self.facets(Area { width: drawer, ..panes }, shape);
        }
        let panes = Area { x: drawer, width: panes.width - drawer, ..panes };
        // The pane with the keys has the larger part.
        let share = if shape.focus == Pane::Article { 30 } else { 55 };
        let list = if shape.reading { (panes.height * share / 100).max(3) } else { panes.height };
        self.list = Some(Area { height: list, ..panes });
        let below = Area { y: list, height: panes.height - list, ..panes };
        self.article = shape.reading.then_some(below);
    }

    fn single(&mut self, panes: Area, shape: Shape) {
        match shape.focus {
            Pane::Facets(_) | Pane::Searches => self.facets(panes, shape),
            Pane::List => self.list = Some(panes),
            Pane::Article => self.article = Some(panes),
        }
    }

    /// The last rows of the list show its months, where that leaves enough of it.
    fn part_months(&mut self) {
        let Some(list) = self.list.filter(|list| list.width >= MONTHS.0 && list.height >= MONTHS.1) else {
            return;
        };
        let height = if list.height >= TALL_MONTHS { 3 } else { 2 };
        self.list = Some(Area { height: list.height - height, ..list });
        self.months = Some(Area { y: list.bottom() - height, height, ..list });
    }

    /// Saved searches over categories over tags; the first take what they need, at most a
    /// quarter, the categories at most two fifths of what is left.
    fn facets(&mut self, mut area: Area, shape: Shape) {
        if shape.searches > 0 && area.height >= ROOM_FOR_SEARCHES {
            let wanted = u16::try_from(shape.searches + 1).unwrap_or(u16::MAX);
            let height = wanted.min((area.height / 4).max(3));
            self.searches = Some(Area { height, ..area });
            area = Area { y: area.y + height, height: area.height - height, ..area };
        } else if shape.focus == Pane::Searches {
            self.searches = Some(area);
            return;
        }
        let wanted = u16::try_from(shape.categories.max(1) + 2).unwrap_or(u16::MAX);
        let height = wanted.min((area.height * 2 / 5).max(3)).min(area.height);
        self.categories = Some(Area { height, ..area });
        self.tags = Some(Area { y: area.y + height, height: area.height - height, ..area });
    }

    /// Where the file of the article stands: all of the pane, but a column of air.
    pub fn source(&self) -> Option<Area> {
        let pane = self.article?;
        let zen = self.mode == Mode::Zen;
        let body = if zen { Area::new(1, pane.y, pane.width - 2, pane.height) } else { pane.body() };
        // Alone on the screen, text does not begin in its first row.
        let top = u16::from(zen && pane.height >= TWO_LINES);
        let body = Area { y: body.y + top, height: body.height - top, ..body };
        Some(body.within(u16::from(body.width > 40), 0))
    }

    /// Where the text of the article stands: in the middle of its pane, an even number of
    /// columns, so that Chinese text fills its lines.
    pub fn text(&self) -> Option<Area> {
        let room = self.source()?;
        let width = room.width.min(self.measure) & !1;
        Some(Area { x: room.x + (room.width - width) / 2, width, ..room })
    }

    /// Where a category or a tag is chosen by typing, with its frame: the field in its first
    /// row, then a line, then what was found.
    pub fn chooser(&self) -> Area {
        let (width, height) = (self.window.width.min(CHOOSER.0), self.window.height.min(CHOOSER.1));
        let x = self.window.x + (self.window.width - width) / 2;
        Area { x, width, height, ..self.window }
    }

    /// Where a post is found by typing: like [`Self::chooser`], and as wide as any window.
    pub fn jump(&self) -> Area {
        Area { height: self.window.height.min(JUMP), ..self.window }
    }

    /// The row of the text field at the bottom.
    pub fn field(&self) -> Area {
        self.hints.unwrap_or(self.status)
    }

    /// The area of a pane, where it is shown.
    pub fn area(&self, pane: Pane) -> Option<Area> {
        match pane {
            Pane::Facets(FacetKind::Category) => self.categories,
            Pane::Facets(FacetKind::Tag) => self.tags,
            Pane::Searches => self.searches,
            Pane::List => self.list,
            Pane::Article => self.article,
        }
    }

    /// The pane that shows a cell.
    pub fn pane_at(&self, column: u16, row: u16) -> Option<Pane> {
        let shown = |pane: &Pane| self.area(*pane).is_some_and(|area| area.contains(column, row));
        let below = || self.months.filter(|months| months.contains(column, row)).map(|_| Pane::List);
        Pane::ALL.into_iter().find(shown).or_else(below)
    }

    /// Rows of content that a pane shows.
    pub fn height(&self, pane: Pane) -> usize {
        self.area(pane).map_or(0, |area| usize::from(area.body().height))
    }
}

fn mode(columns: u16) -> Mode {
    match columns {
        WIDE.. => Mode::Wide,
        STACKED.. => Mode::Stacked,
        _ => Mode::Single,
    }
}

/// The place of windows: in the middle, the whole breadth of a narrow terminal.
fn window(panes: Area) -> Area {
    let air = if panes.width < STACKED { (0, 0) } else { (3, 1) };
    let room = panes.within(air.0, air.1);
    let (width, height) = (room.width.min(WINDOW.0), room.height.min(WINDOW.1));
    Area::new(room.x + (room.width - width) / 2, room.y + (room.height - height) / 2, width, height)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shape(focus: Pane) -> Shape {
        Shape {
            focus,
            reading: true,
            categories: 4,
            searches: 2,
            months: true,
            measure: MEASURE,
            zen: false,
            hits: false,
            widths: Widths::default(),
        }
    }

    #[test]
    fn every_size_has_its_mode() {
        let table = [
            ((200, 60), Mode::Wide),
            ((110, 24), Mode::Wide),
            ((109, 24), Mode::Stacked),
            ((60, 24), Mode::Stacked),
            ((59, 24), Mode::Single),
            ((20, 6), Mode::Single),
            ((19, 6), Mode::TooSmall),
            ((20, 5), Mode::TooSmall),
            ((0, 0), Mode::TooSmall),
        ];
        for ((columns, rows), mode) in table {
            assert_eq!(Screen::new(columns, rows, shape(Pane::List)).mode, mode, "{columns}×{rows}");
        }
    }

    #[test]
    fn areas_stay_on_the_screen_and_apart() {
        let focuses = Pane::ALL;
        for (columns, rows) in (20..=200).step_by(7).flat_map(|c| (6..=60).step_by(5).map(move |r| (c, r))) {
            for focus in focuses {
                let screen = Screen::new(columns, rows, shape(focus));
                assert!(screen.area(focus).is_some(), "{focus:?} at {columns}×{rows}");
                let panes: Vec<Area> =
                    focuses.iter().filter_map(|pane| screen.area(*pane)).chain(screen.months).collect();
                for area in panes.iter().copied().chain([screen.window, screen.status]).chain(screen.text()) {
                    let fits = area.right() <= columns && area.bottom() <= rows;
                    assert!(fits, "{area:?} at {columns}×{rows}");
                }
                let cells: u32 = panes.iter().map(|it| u32::from(it.width) * u32::from(it.height)).sum();
                let room = u32::from(columns) * u32::from(screen.status.y);
                assert!(cells == room, "{panes:?} at {columns}×{rows}");
            }
        }
    }

    #[test]
    fn widths_given_by_hand_leave_room_for_the_others() {
        for (side, list, expected) in [
            (None, None, (20, 44)),
            (Some(30), Some(50), (30, 50)),
            (Some(0), Some(0), (14, 14)),
            (Some(999), Some(999), (40, 50)),
        ] {
            let shape = Shape { widths: Widths { side, list }, ..shape(Pane::List) };
            let screen = Screen::new(120, 24, shape);
            let width = |pane| screen.area(pane).map_or(0, |area| area.width);
            let side = width(Pane::Facets(FacetKind::Tag));
            assert_eq!((side, width(Pane::List)), expected);
            assert_eq!(side + width(Pane::List) + width(Pane::Article), 120);
        }
    }

    #[test]
    fn the_measure_is_even_and_not_too_long() {
        for (columns, expected) in [(200, 80), (120, 52), (80, 76), (50, 46), (23, 20)] {
            let screen = Screen::new(columns, 24, shape(Pane::Article));
            assert_eq!(screen.text().map(|area| area.width), Some(expected), "{columns}");
        }
    }

    #[test]
    fn a_cell_belongs_to_its_pane() {
        let drawer = Screen::new(80, 24, shape(Pane::Facets(FacetKind::Tag)));
        assert_eq!(drawer.pane_at(5, 1), Some(Pane::Searches));
        assert_eq!(drawer.pane_at(5, 4), Some(Pane::Facets(FacetKind::Category)));
        assert_eq!(drawer.pane_at(40, 1), Some(Pane::List));
        assert_eq!(drawer.pane_at(40, 20), Some(Pane::Article));
        assert_eq!(drawer.pane_at(40, 23), None);
    }
}
