//! From the document tree to blocks. The walk is iterative, so depth costs memory and never
//! the stack. What an element is stands in [`elements`], how white space
//! collapses in [`inline`](super::inline), tables in `cells`.

use std::collections::HashMap;

use html2text::RcDom;

use crate::post::Base;
use crate::text::{Accents, Role};

use super::Reading;
use super::block::{Article, Block, Container, Kind, Link, Notice, Style, Target, Text};
use super::dom::{self, Node, TextReader};
use super::elements::{self, Element, Embed};
use super::inline::Inline;
use super::target;

mod cells;
mod styles;

/// The blocks of a document of the site at `base`. `simplified` says that the guard flattened it.
pub fn blocks(document: &RcDom, reading: Reading, base: Base, simplified: bool) -> Article {
    let mut builder = Builder::new(reading, base);
    builder.walk(dom::children(&document.document));
    builder.flush();
    builder.article.notice = simplified.then_some(Notice::Simplified);
    builder.article
}

/// What is still to be done, innermost last.
enum Step {
    Enter(Node),
    Leave(Leave),
}

/// What ends with an element.
enum Leave {
    /// A block; with a blank row behind it or not.
    Block { spaced: bool },
    /// The style goes back to what it was.
    Style(Style),
    /// Text that stands behind the element.
    Close(&'static str, Style),
    /// A link that started at this byte of the text.
    Link { outer: Style, start: usize },
    /// A heading.
    Heading,
    /// A quote, list item or description.
    Container { spaced: bool, outer: Style },
    /// A list.
    List { spaced: bool },
}

/// A list that is open.
struct List {
    /// The next number, if the items are numbered.
    next: Option<i64>,
    /// Columns of the widest number.
    digits: usize,
}

struct Builder {
    reading: Reading,
    base: Base,
    article: Article,
    reader: TextReader,
    text: Inline,
    style: Style,
    nest: Vec<u32>,
    lists: Vec<List>,
    heading: Option<u8>,
    /// A blank row stands before the next block.
    gap: bool,
    /// Within a table cell: blocks become lines of the cell.
    in_cell: bool,
    numbers: HashMap<Target, u32>,
}

impl Builder {
    fn new(reading: Reading, base: Base) -> Self {
        Self {
            reading,
            base,
            article: Article::default(),
            reader: TextReader::default(),
            text: Inline::default(),
            style: Style::default(),
            nest: Vec::new(),
            lists: Vec::new(),
            heading: None,
            gap: false,
            in_cell: false,
            numbers: HashMap::new(),
        }
    }

    fn walk(&mut self, nodes: Vec<Node>) {
        let mut steps: Vec<Step> = nodes.into_iter().rev().map(Step::Enter).collect();
        while let Some(step) = steps.pop() {
            match step {
                Step::Enter(node) => self.enter(&node, &mut steps),
                Step::Leave(leave) => self.leave(leave),
            }
        }
    }

    fn enter(&mut self, node: &Node, steps: &mut Vec<Step>) {
        let Some(name) = dom::name(node) else {
            let text = self.reader.text(node);
            self.text.push(&text, self.style);
            steps.extend(dom::children(node).into_iter().rev().map(Step::Enter));
            return;
        };
        if dom::is_hidden(node) {
            return;
        }
        let leave = match elements::classify(name) {
            Element::Dropped => return,
            Element::Embed(embed) => return self.embed(node, embed),
            Element::Break => return self.text.line_break(),
            Element::Rule => return self.rule(),
            Element::Pre if !self.in_cell => return self.pre(node),
            Element::Table if !self.in_cell && !cells::is_layout(node) => return self.table(node),
            Element::Table | Element::Pre => self.block(true),
            Element::Block { spaced } => self.enter_block(name, spaced),
            Element::Heading(level) => self.enter_heading(level),
            Element::Quote => self.enter_quote(),
            Element::Unordered => self.enter_list(None),
            Element::Ordered => self.enter_list(Some(node)),
            Element::Item => self.enter_item(node),
            Element::Term => self.enter_term(),
            Element::Description => self.enter_container(Container::Indent(4), false),
            Element::Anchor if dom::has_class(node, "footnote-backref") => return,
            Element::Anchor => self.enter_link(node),
            Element::Inline => match self.enter_inline(node, name) {
                Some(leave) => leave,
                None => return,
            },
        };
        steps.push(Step::Leave(leave));
        steps.extend(dom::children(node).into_iter().rev().map(Step::Enter));
    }

    fn leave(&mut self, leave: Leave) {
        match leave {
            Leave::Block { spaced } => drop(self.block(spaced)),
            Leave::Style(outer) => self.style = outer,
            Leave::Close(mark, outer) => self.close(mark, outer),
            Leave::Link { outer, start } => self.leave_link(outer, start),
            Leave::Heading => self.leave_heading(),
            Leave::Container { spaced, outer } => self.leave_container(spaced, outer),
            Leave::List { spaced } => self.leave_list(spaced),
        }
    }

    /// Ends the text collected so far, and says what ends with the block that starts here.
    fn block(&mut self, spaced: bool) -> Leave {
        self.flush();
        self.gap |= spaced;
        Leave::Block { spaced }
    }

    fn enter_block(&mut self, name: &str, spaced: bool) -> Leave {
        // A paragraph of a tight list item is the item's text.
        let first_in_item = self.text.is_blank() && self.opens_item();
        let leave = self.block(spaced && !first_in_item);
        let outer = self.style;
        match name {
            "figcaption" | "caption" => self.style.role = Role::Dim,
            "summary" => self.style.accents = outer.accents.with(Accents::STRONG),
            _ => return leave,
        }
        Leave::Container { spaced, outer }
    }

    /// Whether the innermost container is a list item or a description that holds nothing yet.
    fn opens_item(&self) -> bool {
        let Some(&inner) = self.nest.last() else { return false };
        let is_item = matches!(
            self.article.containers.get(inner as usize),
            Some(Container::Item { .. } | Container::Indent(_))
        );
        is_item && self.article.blocks.last().is_none_or(|block| !block.nest.contains(&inner))
    }

    fn enter_heading(&mut self, level: u8) -> Leave {
        self.block(true);
        self.heading = Some(level);
        Leave::Heading
    }

    fn leave_heading(&mut self) {
        self.flush();
        self.heading = None;
        self.gap = true;
    }

    fn enter_quote(&mut self) -> Leave {
        let leave = self.enter_container(Container::Quote, true);
        self.style.role = Role::Quote;
        leave
    }

    fn enter_container(&mut self, container: Container, spaced: bool) -> Leave {
        self.block(spaced);
        let outer = self.style;
        // In a cell there is no room for bars and indents.
        if !self.in_cell {
            self.nest.push(u32::try_from(self.article.containers.len()).unwrap_or(u32::MAX));
            self.article.containers.push(container);
        } else if let Container::Item { marker } = container {
            self.text.push(&marker, self.style);
        }
        Leave::Container { spaced, outer }
    }

    fn leave_container(&mut self, spaced: bool, outer: Style) {
        // An item without text still shows its marker.
        if self.text.is_blank() && self.opens_item() {
            self.emit(Kind::Paragraph(Text::default()));
        }
        self.flush();
        self.style = outer;
        self.gap |= spaced;
        if !self.in_cell {
            self.nest.pop();
        }
    }

    fn enter_list(&mut self, ordered: Option<&Node>) -> Leave {
        let spaced = self.lists.is_empty();
        self.block(spaced);
        self.lists.push(match ordered {
            Some(node) => List::ordered(node),
            None => List { next: None, digits: 0 },
        });
        Leave::List { spaced }
    }

    fn leave_list(&mut self, spaced: bool) {
        self.flush();
        self.lists.pop();
        self.gap |= spaced;
    }

    fn enter_item(&mut self, node: &Node) -> Leave {
        let depth = self.lists.len();
        let number = self.lists.last_mut().and_then(|list| list.number(node));
        let marker = match (number, styles::check_box(node)) {
            (_, Some(true)) => "☑ ".to_owned(),
            (_, Some(false)) => "☐ ".to_owned(),
            (Some(number), None) => number,
            (None, None) => if depth > 1 { "◦ " } else { "▪ " }.to_owned(),
        };
        self.enter_container(Container::Item { marker }, false)
    }

    fn enter_term(&mut self) -> Leave {
        self.block(false);
        let outer = self.style;
        self.style.accents = outer.accents.with(Accents::STRONG);
        Leave::Container { spaced: false, outer }
    }

    fn enter_link(&mut self, node: &Node) -> Leave {
        let outer = self.style;
        if let Some(href) = dom::attribute(node, "href").filter(|href| !href.is_empty()) {
            self.style.role = Role::Link;
            self.style.link = target::target(&href, &self.base).map(|target| self.number(target));
        }
        Leave::Link { outer, start: self.text.end() }
    }

    /// The index of a target among the links; the same target has one number.
    fn number(&mut self, target: Target) -> u32 {
        let links = &mut self.article.links;
        *self.numbers.entry(target).or_insert_with_key(|target| {
            links.push(Link { target: target.clone(), text: String::new() });
            u32::try_from(links.len() - 1).unwrap_or(u32::MAX)
        })
    }

    fn leave_link(&mut self, outer: Style, start: usize) {
        let link = self.style.link;
        let text = self.text.since(start);
        self.style = outer;
        let Some(index) = link else { return };
        if let Some(link) = self.article.links.get_mut(index as usize)
            && link.text.is_empty()
        {
            link.text.clone_from(&text);
        }
        // A link round a stand-in has the stand-in's number already, or its own below.
        if self.reading.link_numbers && !text.is_empty() {
            self.text.attach(&format!("[{}]", index + 1), Style { role: Role::LinkNumber, link, ..outer });
        }
    }

    fn close(&mut self, mark: &'static str, outer: Style) {
        if self.text.last_char().is_some() {
            self.text.attach(mark, self.style);
        } else {
            self.text.push(mark, self.style);
        }
        self.style = outer;
    }

    /// A line that stands for what a terminal cannot show.
    fn embed(&mut self, node: &Node, embed: Embed) {
        let words = self.reading.lang.words();
        let word = match embed {
            Embed::Image => words.image,
            Embed::Video => words.video,
            Embed::Audio => words.audio,
            Embed::Frame => words.frame,
        };
        let target = styles::target(node);
        let alt = ["alt", "title", "aria-label"].iter().find_map(|name| dom::attribute(node, name));
        let name =
            alt.filter(|alt| !alt.is_empty()).or_else(|| target.as_deref().and_then(styles::file_name));
        let label = name.map_or_else(|| format!("[{word}]"), |name| format!("[{word}: {name}]"));
        let url = target.and_then(|target| target::web(&target, &self.base));
        let link = url.map(|url| self.number(Target::Web(url)));
        let style = Style { role: Role::Image, link, ..self.style };
        self.text.push(&label, style);
        let Some(index) = link.filter(|_| self.reading.link_numbers) else { return };
        self.text.attach(&format!("[{}]", index + 1), Style { role: Role::LinkNumber, ..style });
    }

    fn rule(&mut self) {
        self.block(true);
        if !self.in_cell {
            self.emit(Kind::Rule);
        }
        self.gap = true;
    }

    fn pre(&mut self, node: &Node) {
        self.block(true);
        let code = styles::code(&self.reader.deep_text(node));
        if !code.is_empty() {
            self.emit(Kind::Code(Text { text: code, ..Text::default() }));
        }
        self.gap = true;
    }

    /// Ends the text collected so far as a block, or as a line of a cell.
    fn flush(&mut self) {
        if self.in_cell {
            if !self.text.is_blank() {
                self.text.line_break();
            }
            return;
        }
        if self.text.is_blank() {
            self.text = Inline::default();
            return;
        }
        let text = self.text.take();
        let kind = match self.heading {
            Some(level) => Kind::Heading(level, text),
            None if self.nest.is_empty() && styles::is_heading(&text) => Kind::Heading(4, text),
            None => Kind::Paragraph(text),
        };
        self.emit(kind);
    }

    fn emit(&mut self, kind: Kind) {
        let space = self.gap && !self.article.blocks.is_empty();
        self.gap = false;
        self.article.blocks.push(Block { kind, nest: self.nest.clone(), space });
    }
}

impl List {
    fn ordered(node: &Node) -> Self {
        let start = dom::attribute(node, "start").and_then(|start| start.parse().ok()).unwrap_or(1_i64);
        let items = dom::children(node).iter().filter(|child| dom::name(child) == Some("li")).count();
        let last = start.saturating_add(i64::try_from(items).unwrap_or(0)).saturating_sub(1);
        let digits = start.to_string().len().max(last.to_string().len());
        Self { next: Some(start), digits }
    }

    /// The marker of the next item of a numbered list, digits aligned at the right.
    fn number(&mut self, item: &Node) -> Option<String> {
        let next = self.next?;
        let number = dom::attribute(item, "value").and_then(|value| value.parse().ok()).unwrap_or(next);
        self.next = Some(number.saturating_add(1));
        Some(format!("{number:>digits$}. ", digits = self.digits))
    }
}
