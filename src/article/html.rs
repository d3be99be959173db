//! From the document tree to blocks. The walk is iterative, so depth costs memory and never
//! the stack. What an element is stands in [`elements`], how white space collapses in
//! [`inline`](super::inline); the rest has a room for each kind of element:
//!
//! - `boxes`: headings, quotes, details, notes, rules; `lists`: lists and their markers
//! - `styles`: what styles the text it holds; `ruby`; `maths`
//! - `links`: links, and the places that they lead to; `notes`: marks of footnotes
//! - `embeds`: stand-ins for pictures, films, sounds, frames
//! - `code`: preformatted text; `cells` and `grid`: tables
//! - `hidden`: what a page does not show; `furniture`: the way around the site, at the end

use std::collections::{HashMap, HashSet};

use html2text::RcDom;

use crate::post::Base;

use super::Reading;
use super::block::{Anchor, Article, Block, Kind, Link, Notice, Style, Target};
use super::dom::{self, Node, TextReader};
use super::elements::{self, Element};
use super::highlight::Colours;
use super::inline::{Inline, paragraphs};

mod boxes;
mod cells;
mod code;
mod embeds;
mod furniture;
mod grid;
mod hidden;
mod links;
mod lists;
mod maths;
mod notes;
mod ruby;
mod styles;

/// The blocks of a document of the site at `base`. `simplified` says that the guard flattened it.
pub fn blocks(document: &RcDom, reading: Reading, base: Base, simplified: bool) -> Article {
    let mut builder = Builder::new(reading, base);
    builder.walk(dom::children(&document.document));
    builder.flush();
    let mut article = builder.finish();
    furniture::set_apart(&mut article);
    article.notice = simplified.then_some(Notice::Simplified);
    article
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
    /// A quotation within a sentence.
    Quoted(Style),
    /// A link that started at this byte of the text, when there were so many blocks.
    Link { outer: Style, start: usize, blocks: usize },
    /// A heading.
    Heading,
    /// A list item.
    Item { outer: Style, nested: bool },
    /// A quote, description or any other block with a style of its own.
    Container { spaced: bool, outer: Style, nested: bool },
    /// A bold line that is no heading.
    Term { spaced: bool, outer: Style },
    /// A list.
    List { spaced: bool, nested: bool },
    /// A figure: the caption of the one around it.
    Figure { caption: Option<String> },
}

struct Builder {
    reading: Reading,
    base: Base,
    article: Article,
    reader: TextReader,
    text: Inline,
    style: Style,
    nest: Vec<u32>,
    lists: Vec<lists::List>,
    heading: Option<u8>,
    /// A blank row stands before the next block.
    gap: bool,
    /// Within a table cell: blocks become lines of the cell.
    in_cell: bool,
    /// Bold as a whole by what it is, so that it is no heading: a term, a summary.
    is_term: bool,
    /// Quotations within the sentence that are open.
    quoted: usize,
    /// The language that a wrapper of code named.
    language: Option<String>,
    /// The words of the caption of the figure that is open.
    caption: Option<String>,
    /// Where the last stand-in leads: a lazy picture is there twice.
    last_embed: Option<String>,
    numbers: HashMap<Target, u32>,
    /// Links within the article: numbered when all places are known.
    jumps: Vec<Link>,
    /// Names of places that are taken.
    ids: HashSet<String>,
    /// Places that wait for the next block.
    waiting: Vec<String>,
    colours: Colours,
    /// Abbreviations that were explained.
    explained: HashSet<String>,
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
            is_term: false,
            quoted: 0,
            language: None,
            caption: None,
            last_embed: None,
            numbers: HashMap::new(),
            jumps: Vec::new(),
            ids: HashSet::new(),
            waiting: Vec::new(),
            colours: Colours::default(),
            explained: HashSet::new(),
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
            self.words(&text);
            steps.extend(dom::children(node).into_iter().rev().map(Step::Enter));
            return;
        };
        if hidden::is_hidden(node) {
            return;
        }
        let leave = match elements::classify(name) {
            Element::Dropped => return,
            Element::Embed(embed) => return self.embed(node, embed, steps),
            Element::Break => return self.text.line_break(),
            Element::Rule => return self.rule(node),
            Element::Pre => return self.pre(node),
            Element::Table if code::is_listing(node) => return self.pre(node),
            Element::Table if !self.in_cell && !cells::is_layout(node) => return self.table(node),
            Element::Math => return self.math(node),
            Element::Script => return self.script(node),
            Element::Noscript => return self.noscript(node),
            Element::Ruby => return self.ruby(node, steps),
            Element::Raised => match self.enter_raised(node, name) {
                Some(leave) => leave,
                None => return,
            },
            Element::Anchor => match self.enter_link(node) {
                Some(leave) => leave,
                None => return,
            },
            Element::Inline => match self.enter_inline(node, name) {
                Some(leave) => leave,
                None => return,
            },
            block => match self.enter_block(node, name, block) {
                Some(leave) => leave,
                None => return,
            },
        };
        self.place(node);
        steps.push(Step::Leave(leave));
        steps.extend(boxes::children(node, name).into_iter().rev().map(Step::Enter));
    }

    fn leave(&mut self, leave: Leave) {
        match leave {
            Leave::Block { spaced } => drop(self.block(spaced)),
            Leave::Style(outer) => self.style = outer,
            Leave::Close(mark, outer) => self.close(mark, outer),
            Leave::Quoted(outer) => self.leave_quoted(outer),
            Leave::Link { outer, start, blocks } => self.leave_link(outer, start, blocks),
            Leave::Heading => self.leave_heading(),
            Leave::Container { spaced, outer, nested } => self.leave_container(spaced, outer, nested),
            Leave::Item { outer, nested } => self.leave_item(outer, nested),
            Leave::Term { spaced, outer } => self.leave_term(spaced, outer),
            Leave::List { spaced, nested } => self.leave_list(spaced, nested),
            Leave::Figure { caption } => {
                self.caption = caption;
                self.block(true);
            }
        }
    }

    /// Ends the text collected so far, and says what ends with the block that starts here.
    fn block(&mut self, spaced: bool) -> Leave {
        self.flush();
        self.gap |= spaced;
        Leave::Block { spaced }
    }

    /// Ends the text collected so far as blocks, or as a line of a cell.
    fn flush(&mut self) {
        if self.in_cell {
            return self.text.fresh_line();
        }
        if self.text.is_blank() {
            let places = self.text.take_places();
            self.waiting.extend(places.into_iter().map(|(id, _)| id));
            self.text = Inline::default();
            return;
        }
        let text = self.text.take();
        let mut places = self.text.take_places();
        if self.heading.is_some() {
            return self.paragraph(text, places);
        }
        let parts = paragraphs(&text.text);
        if parts.len() == 1 {
            return self.paragraph(text, places);
        }
        let Some(last) = parts.len().checked_sub(1) else { return };
        for (index, range) in parts.into_iter().enumerate() {
            let rest = places.split_off(places.partition_point(|(_, at)| index == last || *at < range.end));
            let here = places.into_iter().map(|(id, at)| (id, at.saturating_sub(range.start))).collect();
            self.paragraph(text.part(range), here);
            self.gap = true;
            places = rest;
        }
        self.gap = false;
    }

    fn paragraph(&mut self, text: super::block::Text, places: Vec<(String, usize)>) {
        let block = self.article.blocks.len() + 1;
        let slug = self.heading.map(|_| links::slug(&text.text));
        let kind = match self.heading {
            Some(level) => Kind::Heading(level, text),
            None if self.nest.is_empty() && !self.is_term && styles::is_heading(&text) => {
                Kind::Heading(4, text)
            }
            None => Kind::Paragraph(text),
        };
        self.emit(kind);
        for (id, offset) in places {
            self.article.places.push((id, anchor(block, offset)));
        }
        if let Some(slug) = slug.filter(|slug| !slug.is_empty()) {
            self.heading_place(slug, block);
        }
    }

    fn emit(&mut self, kind: Kind) {
        let space = self.gap && !self.article.blocks.is_empty();
        self.gap = false;
        let block = self.article.blocks.len() + 1;
        let mut waiting = std::mem::take(&mut self.waiting);
        if self.text.is_blank() {
            waiting.extend(self.text.take_places().into_iter().map(|(id, _)| id));
        }
        self.article.places.extend(waiting.into_iter().map(|id| (id, anchor(block, 0))));
        self.article.blocks.push(Block { kind, nest: self.nest.clone(), space });
    }
}

fn anchor(block: usize, offset: usize) -> Anchor {
    let narrow = |number| u32::try_from(number).unwrap_or(u32::MAX);
    Anchor { block: narrow(block), offset: narrow(offset) }
}
