//! Tables in the document tree: which of them hold data, and their cells. Where the cells stand
//! is [`grid`](super::grid)'s business, how columns are set [`super::super::table`]'s.

use crate::text::{Accents, Role};

use super::super::block::{Align, Cell, Container, Kind, Text};
use super::super::dom::{self, Node};
use super::super::inline::Inline;
use super::grid::{Draft, Grid};
use super::{Builder, anchor, hidden};

/// Cells beyond which a table is cut off: nobody reads a terminal table of that size.
const MAX_CELLS: usize = 50_000;
/// Columns or rows that one cell may span.
const MAX_SPAN: usize = 64;
/// Bytes of a cell beyond which a table without headers places text on the page.
const LONG_CELL: usize = 900;

/// A row with whether it is one of the head's.
type Row = (Node, bool);

/// Rows of a table, without those of tables inside it: the head first, the foot last.
fn rows(table: &Node) -> Vec<Row> {
    let (mut head, mut body, mut foot) = (Vec::new(), Vec::new(), Vec::new());
    let take = |part: &mut Vec<Row>, node: &Node, is_head: bool| {
        let rows = dom::children(node).into_iter().filter(|row| dom::name(row) == Some("tr"));
        part.extend(rows.filter(|row| !hidden::is_hidden(row)).map(|row| (row, is_head)));
    };
    for child in dom::children(table) {
        match dom::name(&child) {
            Some("tr") if !hidden::is_hidden(&child) => body.push((child, false)),
            Some("thead" | "tbody" | "tfoot") if hidden::is_hidden(&child) => {}
            Some("thead") => take(&mut head, &child, true),
            Some("tbody") => take(&mut body, &child, false),
            Some("tfoot") => take(&mut foot, &child, false),
            _ => {}
        }
    }
    head.into_iter().chain(body).chain(foot).collect()
}

fn cells(row: &Node) -> Vec<Node> {
    let mut all = dom::children(row);
    all.retain(|cell| matches!(dom::name(cell), Some("td" | "th")) && !hidden::is_hidden(cell));
    all
}

/// Whether a table only places things on the page: a single column; one that holds other tables
/// or whole sections; one that says so. Its content is set as blocks.
pub(super) fn is_layout(table: &Node) -> bool {
    if matches!(dom::attribute(table, "role").as_deref(), Some("presentation" | "none")) {
        return true;
    }
    let rows: Vec<Vec<Node>> = rows(table).iter().map(|(row, _)| cells(row)).collect();
    if rows.iter().map(Vec::len).max().unwrap_or(0) < 2 {
        return true;
    }
    let mut cells = rows.iter().flatten();
    let headed = rows.iter().flatten().any(|cell| dom::name(cell) == Some("th"));
    cells.any(|cell| {
        let inside = Inside::of(cell);
        inside.table || (!headed && (inside.section || inside.paragraphs > 2 || inside.bytes > LONG_CELL))
    })
}

/// What a cell holds.
#[derive(Default)]
struct Inside {
    table: bool,
    section: bool,
    paragraphs: usize,
    bytes: usize,
}

impl Inside {
    fn of(cell: &Node) -> Self {
        let mut inside = Self::default();
        let mut reader = dom::TextReader::default();
        let mut stack = dom::children(cell);
        while let Some(node) = stack.pop() {
            match dom::name(&node) {
                Some("table") => inside.table = true,
                Some(
                    "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "pre" | "blockquote" | "figure" | "iframe"
                    | "video",
                ) => {
                    inside.section = true;
                }
                Some("p") => inside.paragraphs += 1,
                None => inside.bytes += reader.text(&node).len(),
                _ => {}
            }
            stack.extend(dom::children(&node));
        }
        inside
    }
}

impl Builder {
    pub(super) fn table(&mut self, node: &Node) {
        self.block(true);
        self.place(node);
        for caption in dom::children(node).iter().filter(|child| dom::name(child) == Some("caption")) {
            self.caption(caption);
        }
        let aligned = column_aligns(node);
        let mut grid = Grid::default();
        let mut count = 0;
        for (row, is_head) in rows(node) {
            let row_align = align(&row);
            let drafts: Vec<Draft> = cells(&row).iter().map(|cell| self.draft(cell, row_align)).collect();
            count += drafts.len();
            if count > MAX_CELLS {
                break;
            }
            grid.row(drafts, is_head);
        }
        let mut places = Vec::new();
        if let Some(table) = grid.finish(&aligned, &mut places) {
            let block = self.article.blocks.len() + 1;
            self.emit(Kind::Table(table));
            self.article.places.extend(places.into_iter().map(|(id, at)| (id, anchor(block, at))));
        }
        self.gap = true;
    }

    /// The caption stands above its table, and is no paragraph.
    fn caption(&mut self, caption: &Node) {
        let outer = self.style;
        self.style.role = Role::Dim;
        let (text, places) = self.cell_text(caption);
        self.style = outer;
        self.waiting.extend(places.into_iter().map(|(id, _)| id));
        if text.text.is_empty() {
            return;
        }
        self.enter_container(Container::Indent(0), false);
        self.emit(Kind::Paragraph(text));
        self.nest.pop();
    }

    fn draft(&mut self, node: &Node, row_align: Option<Align>) -> Draft {
        let header = dom::name(node) == Some("th");
        let outer = self.style;
        if header {
            self.style.role = Role::TableHead;
            self.style.accents = outer.accents.with(Accents::STRONG);
        }
        let (text, places) = self.cell_text(node);
        self.style = outer;
        let number =
            |name: &str| dom::attribute(node, name).and_then(|span| span.parse().ok()).unwrap_or(1_usize);
        let span = number("colspan").clamp(1, MAX_SPAN);
        // 0 is “to the end of the part”, which nobody writes.
        let rows = number("rowspan").clamp(1, MAX_SPAN);
        let cell = Cell { text, header, span, rows, ..Cell::default() };
        Draft { cell, align: align(node).or(row_align), places }
    }

    /// The text of a subtree in which blocks are lines, and the places in it.
    fn cell_text(&mut self, node: &Node) -> (Text, Vec<(String, usize)>) {
        let outer = std::mem::take(&mut self.text);
        let (in_cell, gap) = (self.in_cell, self.gap);
        let lists = std::mem::take(&mut self.lists);
        self.in_cell = true;
        self.place(node);
        self.walk(dom::children(node));
        (self.in_cell, self.gap, self.lists) = (in_cell, gap, lists);
        let mut collected: Inline = std::mem::replace(&mut self.text, outer);
        (collected.take(), collected.take_places())
    }
}

/// What `col` and `colgroup` say of each column.
fn column_aligns(table: &Node) -> Vec<Option<Align>> {
    let mut aligns = Vec::new();
    for group in dom::children(table).iter().filter(|child| dom::name(child) == Some("colgroup")) {
        let of_group = align(group);
        for column in dom::elements(group) {
            let span = dom::attribute(&column, "span").and_then(|span| span.parse().ok()).unwrap_or(1_usize);
            aligns.extend(std::iter::repeat_n(align(&column).or(of_group), span.min(MAX_SPAN)));
            if aligns.len() > MAX_CELLS {
                return aligns;
            }
        }
    }
    aligns
}

fn align(node: &Node) -> Option<Align> {
    if dom::is_bare(node) {
        return None;
    }
    let style = dom::style(node);
    let declared = style.split(';').find_map(|declaration| declaration.strip_prefix("text-align:"));
    let attribute = dom::attribute(node, "align").unwrap_or_default().to_ascii_lowercase();
    match declared.unwrap_or(&attribute) {
        "center" | "-moz-center" | "-webkit-center" => Some(Align::Center),
        "right" | "end" => Some(Align::Right),
        "left" | "start" | "justify" => Some(Align::Left),
        _ => None,
    }
}
