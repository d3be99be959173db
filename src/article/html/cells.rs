//! Tables in the document tree: which of them hold data, and their cells. How columns are
//! set is [`super::super::table`]'s business.

use crate::text::{Accents, Role};

use super::super::block::{Align, Cell, Kind, Table, Text};
use super::super::dom::{self, Node};
use super::super::inline::Inline;
use super::Builder;

/// Cells beyond which a table is cut off: nobody reads a terminal table of that size.
const MAX_CELLS: usize = 50_000;
/// Columns that one cell may span.
const MAX_SPAN: usize = 64;

/// Rows of a table, without those of tables inside it.
fn rows(table: &Node) -> Vec<Node> {
    let mut found = Vec::new();
    for child in dom::children(table) {
        match dom::name(&child) {
            Some("tr") => found.push(child),
            Some("thead" | "tbody" | "tfoot") => {
                found.extend(dom::children(&child).into_iter().filter(|row| dom::name(row) == Some("tr")));
            }
            _ => {}
        }
    }
    found
}

fn cells(row: &Node) -> Vec<Node> {
    let mut all = dom::children(row);
    all.retain(|cell| matches!(dom::name(cell), Some("td" | "th")) && !dom::is_hidden(cell));
    all
}

/// Whether a table only places things on the page: a single column, or one that holds
/// other tables. Its content is set as blocks.
pub(super) fn is_layout(table: &Node) -> bool {
    let rows = rows(table);
    let widest = rows.iter().map(|row| cells(row).len()).max().unwrap_or(0);
    widest < 2 || rows.iter().flat_map(cells).any(|cell| holds_table(&cell))
}

fn holds_table(cell: &Node) -> bool {
    let mut stack = dom::children(cell);
    while let Some(node) = stack.pop() {
        if dom::name(&node) == Some("table") {
            return true;
        }
        stack.extend(dom::children(&node));
    }
    false
}

impl Builder {
    pub(super) fn table(&mut self, node: &Node) {
        self.block(true);
        for caption in dom::children(node).iter().filter(|child| dom::name(child) == Some("caption")) {
            let text = self.cell_text(caption);
            if !text.text.is_empty() {
                self.emit(Kind::Paragraph(text));
            }
        }
        let mut table = Table::default();
        let mut count = 0;
        for row in rows(node) {
            let row: Vec<Cell> = cells(&row).iter().map(|cell| self.cell(cell)).collect();
            count += row.len();
            if count > MAX_CELLS {
                break;
            }
            if row.iter().any(|cell| !cell.text.text.is_empty()) {
                table.rows.push(row);
            }
        }
        if !table.rows.is_empty() {
            self.emit(Kind::Table(table));
        }
        self.gap = true;
    }

    fn cell(&mut self, node: &Node) -> Cell {
        let header = dom::name(node) == Some("th");
        let outer = self.style;
        if header {
            self.style.role = Role::TableHead;
            self.style.accents = outer.accents.with(Accents::STRONG);
        }
        let text = self.cell_text(node);
        self.style = outer;
        let span = dom::attribute(node, "colspan").and_then(|span| span.parse().ok()).unwrap_or(1_usize);
        Cell { text, header, span: span.clamp(1, MAX_SPAN), align: align(node), offset: 0 }
    }

    /// The text of a subtree in which blocks are lines.
    fn cell_text(&mut self, node: &Node) -> Text {
        let outer = std::mem::take(&mut self.text);
        let (in_cell, gap) = (self.in_cell, self.gap);
        self.in_cell = true;
        self.walk(dom::children(node));
        (self.in_cell, self.gap) = (in_cell, gap);
        let mut collected: Inline = std::mem::replace(&mut self.text, outer);
        collected.take()
    }
}

fn align(node: &Node) -> Align {
    let style = dom::attribute(node, "style").unwrap_or_default().to_ascii_lowercase().replace(' ', "");
    let attribute = dom::attribute(node, "align").unwrap_or_default().to_ascii_lowercase();
    let is = |side: &str| attribute == side || style.contains(&format!("text-align:{side}"));
    match () {
        () if is("center") => Align::Center,
        () if is("right") => Align::Right,
        () => Align::Left,
    }
}
