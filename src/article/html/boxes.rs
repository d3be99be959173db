//! Elements that are blocks: paragraphs, headings, quotes, details, the section of notes, rules,
//! and the containers that blocks stand in.

use crate::text::{Accents, Role};

use super::super::block::{Container, Kind, Style, Text};
use super::super::dom::{self, Node};
use super::super::elements::Element;
use super::{Builder, Leave, code, notes};

/// Columns that the description of a term is indented by.
const DESCRIPTION: usize = 4;

/// The children of an element in the order in which they are set: the summary of details and
/// the caption of a table used for layout stand first, its foot last.
pub(super) fn children(node: &Node, name: &str) -> Vec<Node> {
    let mut children = dom::children(node);
    match name {
        "details" => children.sort_by_key(|child| dom::name(child) != Some("summary")),
        "table" => children.sort_by_key(|child| match dom::name(child) {
            Some("caption") => 0,
            Some("thead") => 1,
            Some("tfoot") => 3,
            _ => 2,
        }),
        _ => {}
    }
    children
}

impl Builder {
    /// Enters a block; None where it is not shown.
    pub(super) fn enter_block(&mut self, node: &Node, name: &str, element: Element) -> Option<Leave> {
        Some(match element {
            Element::Heading(level) => self.enter_heading(level),
            Element::Quote => self.enter_quote(),
            Element::Details => self.enter_details(node),
            Element::Unordered | Element::Ordered => self.enter_list(node, element == Element::Ordered),
            Element::Item => self.enter_item(node),
            Element::Term => self.enter_term(false),
            Element::Description => self.enter_container(Container::Indent(DESCRIPTION), false),
            Element::Block { .. } if notes::is_section(node) => self.enter_notes(),
            Element::Block { spaced } => self.enter_box(node, name, spaced),
            _ => self.block(true),
        })
    }

    fn enter_box(&mut self, node: &Node, name: &str, spaced: bool) -> Leave {
        // A paragraph of a tight list item is the item's text.
        let first_in_item = self.text.is_blank() && self.opens_item();
        let leave = self.block(spaced && !first_in_item);
        if let Some(language) = code::language(node) {
            self.language = Some(language);
        }
        match name {
            "figcaption" | "caption" => self.enter_caption(),
            "summary" | "legend" => self.enter_term(spaced),
            "figure" => self.enter_figure(node),
            _ => leave,
        }
    }

    /// A caption stands with what it names, and is no paragraph.
    fn enter_caption(&mut self) -> Leave {
        let leave = self.enter_container(Container::Indent(0), false);
        self.style.role = Role::Dim;
        leave
    }

    fn enter_figure(&mut self, node: &Node) -> Leave {
        let words = dom::find(node, |inner| dom::name(inner) == Some("figcaption"))
            .map(|caption| self.reader.deep_text(&caption).trim().to_owned());
        Leave::Figure { caption: std::mem::replace(&mut self.caption, words) }
    }

    /// Details are shown open: the summary under a mark, what it hides indented below.
    fn enter_details(&mut self, node: &Node) -> Leave {
        let summary = dom::elements(node).iter().any(|child| dom::name(child) == Some("summary"));
        if summary {
            self.enter_container(Container::Item { marker: "▾ ".to_owned() }, true)
        } else {
            self.block(true)
        }
    }

    /// The notes stand apart, under a rule, and in smaller voice.
    fn enter_notes(&mut self) -> Leave {
        self.block(true);
        let outer = self.style;
        self.style.role = Role::Dim;
        self.push_rule();
        Leave::Container { spaced: true, outer, nested: false }
    }

    /// Whether the innermost container is a list item or a description that holds nothing yet.
    pub(super) fn opens_item(&self) -> bool {
        let Some(&inner) = self.nest.last() else { return false };
        let is_item = matches!(
            self.article.containers.get(inner as usize),
            Some(Container::Item { .. } | Container::Indent(1..))
        );
        is_item && self.article.blocks.last().is_none_or(|block| !block.nest.contains(&inner))
    }

    fn enter_heading(&mut self, level: u8) -> Leave {
        let opens_item = self.text.is_blank() && self.opens_item();
        self.block(!opens_item);
        self.heading = Some(level);
        Leave::Heading
    }

    pub(super) fn leave_heading(&mut self) {
        self.flush();
        self.heading = None;
        self.gap = true;
    }

    fn enter_quote(&mut self) -> Leave {
        let leave = self.enter_container(Container::Quote, true);
        self.style.role = Role::Quote;
        leave
    }

    pub(super) fn enter_container(&mut self, container: Container, spaced: bool) -> Leave {
        self.block(spaced);
        let outer = self.style;
        // In a cell there is no room for bars and indents.
        if !self.in_cell {
            self.nest.push(u32::try_from(self.article.containers.len()).unwrap_or(u32::MAX));
            self.article.containers.push(container);
        } else if let Container::Item { marker } = container {
            self.text.verbatim(&marker, Style { role: Role::ListMarker, ..self.style });
        }
        Leave::Container { spaced, outer, nested: !self.in_cell }
    }

    pub(super) fn leave_container(&mut self, spaced: bool, outer: Style, nested: bool) {
        // An item without text still shows its marker.
        if nested && self.text.is_blank() && self.opens_item() {
            self.emit(Kind::Paragraph(Text::default()));
        }
        self.flush();
        self.style = outer;
        self.gap |= spaced;
        if nested {
            self.nest.pop();
        }
    }

    /// A term, a summary, a legend: bold, and no heading.
    pub(super) fn enter_term(&mut self, spaced: bool) -> Leave {
        self.block(spaced);
        let outer = self.style;
        self.style.accents = outer.accents.with(Accents::STRONG);
        self.is_term = true;
        Leave::Term { spaced, outer }
    }

    pub(super) fn leave_term(&mut self, spaced: bool, outer: Style) {
        self.flush();
        self.is_term = false;
        self.style = outer;
        self.gap |= spaced;
    }

    pub(super) fn rule(&mut self, node: &Node) {
        self.block(true);
        self.place(node);
        if !self.in_cell {
            self.push_rule();
        }
        self.gap = true;
    }

    /// A rule, unless one stands here already or nothing stands above it.
    fn push_rule(&mut self) {
        if self.article.blocks.last().is_some_and(|last| last.kind != Kind::Rule) {
            self.gap = true;
            self.emit(Kind::Rule);
            self.gap = true;
        }
    }
}
