//! Footnotes as Markdown's processors write them (comrak, kramdown, goldmark, pandoc, Word): the
//! mark in the text is a raised number that leads to its note; behind the note `↩` leads back.
//! Raised, so that nobody takes it for the number of a link, `[1]`; glued to what it belongs to.

use crate::text::{Role, url};

use super::super::Notation;
use super::super::block::Style;
use super::super::dom::{self, Node};
use super::super::raised;
use super::Builder;

/// Classes and roles of marks.
const MARKS: [&str; 6] =
    ["footnote", "footnote-ref", "footnoteRef", "footnote-reference", "doc-noteref", "noteref"];
/// Classes and roles of links from a note back to its mark.
const BACK: [&str; 6] = [
    "footnote-backref",
    "footnote-back",
    "reversefootnote",
    "footnote-return",
    "doc-backlink",
    "footnoteBackLink",
];
/// What links back look like where nothing else says so.
const ARROWS: [char; 5] = ['↩', '↵', '⏎', '↑', '^'];

/// Whether an element holds the notes.
pub(super) fn is_section(node: &Node) -> bool {
    !dom::is_bare(node)
        && (dom::attribute(node, "role").as_deref() == Some("doc-endnotes")
            || dom::has_attribute(node, "data-footnotes")
            || ["footnotes", "footnote-list", "endnotes"].iter().any(|class| dom::has_class(node, class)))
}

fn is_one_of(node: &Node, names: &[&str]) -> bool {
    ["class", "role", "rel", "rev"].iter().any(|attribute| {
        dom::attribute(node, attribute)
            .is_some_and(|value| value.split_whitespace().any(|word| names.contains(&word)))
    })
}

/// The place that a link within the page leads to, `#` with it.
fn fragment(node: &Node) -> Option<String> {
    dom::attribute(node, "href").filter(|href| href.len() > 1 && href.starts_with('#'))
}

impl Builder {
    /// Sets the marks that a superscript holds, if it holds any.
    pub(super) fn note_marks(&mut self, node: &Node) -> bool {
        let mut links = Vec::new();
        let mut stack = vec![node.clone()];
        while let Some(inner) = stack.pop() {
            match (dom::name(&inner), fragment(&inner)) {
                (Some("a"), Some(href)) => links.push((inner, href)),
                _ => stack.extend(dom::children(&inner).into_iter().rev()),
            }
        }
        if links.is_empty() {
            return false;
        }
        self.place(node);
        for (link, href) in links {
            self.note_mark(&link, &href);
        }
        true
    }

    /// Sets a link that is the mark of a note, or leads back from one.
    pub(super) fn note_link(&mut self, node: &Node) -> bool {
        let Some(href) = fragment(node) else { return false };
        let text = self.reader.deep_text(node);
        let arrow = text.trim().starts_with(ARROWS) && text.chars().count() <= 4;
        if is_one_of(node, &BACK) || arrow {
            self.note_back(node, &href, &text);
            return true;
        }
        let children = dom::elements(node);
        let raised = matches!(children.as_slice(), [only] if dom::name(only) == Some("sup"));
        if is_one_of(node, &MARKS) || dom::has_attribute(node, "data-footnote-ref") || raised {
            self.note_mark(node, &href);
            return true;
        }
        false
    }

    /// Whether the characters of the page are wanted: see [`Notation`].
    fn is_plain(&self) -> bool {
        self.reading.notation == Notation::Plain
    }

    fn note_mark(&mut self, node: &Node, href: &str) {
        self.place(node);
        let text = self.reader.deep_text(node);
        let label = text.trim().trim_matches(['[', ']', '(', ')', '〔', '〕', '［', '］']);
        let bracketed = text.trim().trim_matches(['[', ']']) == label;
        let mark = match raised::digits(label) {
            None if label.is_empty() => return,
            _ if self.is_plain() && bracketed => format!("[^{label}]"),
            _ if self.is_plain() => text.trim().to_owned(),
            Some(digits) => digits,
            None if label.chars().count() == 1 => label.to_owned(),
            None => format!("〔{label}〕"),
        };
        let index = self.number(super::Target::Place(url::decoded(&href[1..])));
        self.name_link(index, &mark);
        let style = Style { role: Role::Link, link: Some(index), ..self.style };
        if self.text.last_char().is_some_and(raised::is_raised_digit) {
            self.text.attach(",", self.style);
        }
        self.text.attach(&mark, style);
    }

    fn note_back(&mut self, node: &Node, href: &str, text: &str) {
        self.place(node);
        let number: String = text.chars().filter(char::is_ascii_digit).collect();
        let mark = match text.trim() {
            written if self.is_plain() && !written.is_empty() => written.to_owned(),
            _ => format!("↩{}", raised::digits(&number).unwrap_or_default()),
        };
        let index = self.number(super::Target::Place(url::decoded(&href[1..])));
        self.name_link(index, &mark);
        let style = Style { role: Role::Link, link: Some(index), ..self.style };
        if !self.text.is_blank() {
            self.text.attach("\u{a0}", self.style);
        }
        self.text.attach(&mark, style);
    }
}
