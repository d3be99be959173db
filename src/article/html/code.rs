//! Preformatted text: every character as it stands, tabs at every eighth column, the numbers that
//! highlighters put beside the lines left out; the language from whatever names it.

use crate::text::{Role, sanitize, width};

use super::super::block::{Kind, Mark, Style, Text};
use super::super::dom::{self, Node};
use super::{Builder, hidden};

/// Columns between tab stops.
const TAB: usize = 8;
/// Classes of the numbers beside lines: rouge, chroma, pygments, Hexo, highlight.js, prism.
const GUTTERS: [&str; 13] = [
    "gutter",
    "rouge-gutter",
    "lineno",
    "linenos",
    "linenodiv",
    "line-numbers",
    "line-number",
    "line-numbers-rows",
    "hljs-ln-numbers",
    "ln",
    "lnt",
    "lnlinks",
    "gl",
];
/// Words of a class that are no language.
const NO_LANGUAGE: [&str; 12] = [
    "highlight",
    "highlighter-rouge",
    "language",
    "lang",
    "code",
    "none",
    "plain",
    "text",
    "plaintext",
    "txt",
    "src",
    "hljs",
];

/// The language that the classes of an element name: `language-rust`, `lang-rust`,
/// `highlight-source-rust`, `brush: rust`, `sourceCode rust`, `highlight rust`, `data-lang`.
pub(super) fn language(node: &Node) -> Option<String> {
    if dom::is_bare(node) {
        return None;
    }
    if let Some(language) =
        dom::attribute(node, "data-lang").or_else(|| dom::attribute(node, "data-language"))
    {
        return Some(language.to_lowercase());
    }
    let class = dom::attribute(node, "class")?.to_lowercase();
    let mut bare = false;
    for word in class.split([' ', ';', ':']).filter(|word| !word.is_empty()) {
        let named = ["language-", "lang-", "highlight-source-", "highlight-text-", "brush-"]
            .iter()
            .find_map(|prefix| word.strip_prefix(prefix));
        match named {
            Some(language) => return Some(language.to_owned()),
            None if bare && !NO_LANGUAGE.contains(&word) => return Some(word.to_owned()),
            None => bare |= matches!(word, "highlight" | "sourcecode" | "brush" | "src" | "hljs"),
        }
    }
    None
}

/// Whether a table is a listing: numbers in one cell, code in the other.
pub(super) fn is_listing(table: &Node) -> bool {
    let cell = |node: &Node| matches!(dom::name(node), Some("td" | "th"));
    dom::find(table, |node| cell(node) && (is_gutter(node) || dom::has_class(node, "lntd"))).is_some()
        && dom::find(table, |node| dom::name(node) == Some("pre") || dom::has_class(node, "code")).is_some()
}

fn is_gutter(node: &Node) -> bool {
    if dom::is_bare(node) {
        return false;
    }
    let class = dom::attribute(node, "class").unwrap_or_default();
    let mut classes = class.split_whitespace();
    dom::has_attribute(node, "data-line-number")
        || classes.any(|class| {
            GUTTERS.contains(&class)
                || (class == "lntd" && dom::find(node, |inner| dom::has_class(inner, "lnt")).is_some())
        })
}

impl Builder {
    pub(super) fn pre(&mut self, node: &Node) {
        self.block(true);
        self.place(node);
        let inner = dom::find(node, |inner| dom::name(inner) == Some("code"));
        let named = inner.and_then(|inner| language(&inner)).or_else(|| language(node));
        let language = self.language.take();
        let language = named.or(language).unwrap_or_default();
        let text = self.code_text(node);
        if self.in_cell {
            self.text.verbatim(&text.text, Style { role: Role::CodeBlock, ..self.style });
            drop(self.block(false));
        } else if !text.text.is_empty() {
            let marks =
                if text.marks.is_empty() { self.colours.marks(&text.text, &language) } else { text.marks };
            self.emit(Kind::Code(Text { marks, ..text }));
        }
        self.gap = true;
    }

    /// The text of a listing, its links as marks.
    fn code_text(&mut self, node: &Node) -> Text {
        let mut raw = Raw::default();
        let mut stack: Vec<(Node, Option<u32>)> = vec![(node.clone(), None)];
        while let Some((node, link)) = stack.pop() {
            let Some(name) = dom::name(&node) else {
                let text = self.reader.text(&node);
                raw.push(&text, link);
                stack.extend(dom::children(&node).into_iter().rev().map(|child| (child, link)));
                continue;
            };
            if hidden::is_hidden(&node) || is_gutter(&node) || matches!(name, "style" | "script") {
                continue;
            }
            // Lines in blocks of their own, as some highlighters write them.
            match name {
                "br" => raw.push("\n", None),
                "div" | "p" | "tr" | "li" => raw.fresh_line(),
                _ => {}
            }
            let link = if name == "a" { self.link_in_code(&node).or(link) } else { link };
            stack.extend(dom::children(&node).into_iter().rev().map(|child| (child, link)));
        }
        raw.finish()
    }

    fn link_in_code(&mut self, node: &Node) -> Option<u32> {
        let href = dom::attribute(node, "href").filter(|href| !href.is_empty())?;
        let index = self.target(&href).map(|target| self.number(target))?;
        let text = self.reader.deep_text(node);
        self.name_link(index, sanitize::line(text.trim()).as_ref());
        Some(index)
    }
}

/// A listing while it is collected.
#[derive(Default)]
struct Raw {
    text: String,
    /// Column of the next character.
    column: usize,
    links: Vec<Mark>,
}

impl Raw {
    fn push(&mut self, text: &str, link: Option<u32>) {
        let start = self.text.len();
        for (index, line) in text.split('\n').enumerate() {
            if index > 0 {
                self.end_line();
            }
            for (index, part) in line.split('\t').enumerate() {
                if index > 0 {
                    let fill = TAB - self.column % TAB;
                    self.text.extend(std::iter::repeat_n(' ', fill));
                    self.column += fill;
                }
                let clean = sanitize::line(part.trim_end_matches('\r'));
                self.text.push_str(&clean);
                self.column += width::columns(&clean);
            }
        }
        if link.is_some() && start < self.text.len() {
            let style = Style { role: Role::Link, link, ..Style::default() };
            self.links.push(Mark { start, end: self.text.len(), style });
        }
    }

    fn end_line(&mut self) {
        self.text.push('\n');
        self.column = 0;
    }

    fn fresh_line(&mut self) {
        if !self.text.is_empty() && !self.text.ends_with('\n') {
            self.end_line();
        }
    }

    /// The text without blank lines at its ends.
    fn finish(self) -> Text {
        let kept = self.text.trim_end().len();
        let blank = self.text[..kept].len() - self.text[..kept].trim_start().len();
        let start = self.text[..blank].rfind('\n').map_or(0, |at| at + 1);
        let text = Text { text: self.text, marks: self.links, glue: Vec::new() };
        text.part(start..kept.max(start)).limited()
    }
}
