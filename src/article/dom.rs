//! The document tree: html2text's parser and what has to be asked of its nodes. The only
//! place that names html2text.

use std::io::Read;
use std::rc::Rc;

use html2text::{Element, Handle, RcDom};

use crate::text::sanitize;

/// A node of the tree.
pub type Node = Handle;

/// Parses HTML as a browser does: any text is a document. None only if the parser refuses
/// its input stream, which it never was seen to do.
pub fn parse(html: &str) -> Option<RcDom> {
    // Without it a script or `noscript` at the start would be read as a part of `head`.
    let page = b"<body>".chain(html.as_bytes());
    html2text::config::plain().parse_html(page).ok()
}

/// The children of a node, in order.
pub fn children(node: &Node) -> Vec<Node> {
    node.children.borrow().clone()
}

/// The element's name in lower case, or None where the node is no element.
pub fn name(node: &Node) -> Option<&str> {
    match &node.data {
        Element { name, .. } => Some(&name.local),
        _ => None,
    }
}

/// An attribute's value, clean and on one line.
pub fn attribute(node: &Node, wanted: &str) -> Option<String> {
    let Element { attrs, .. } = &node.data else { return None };
    let attrs = attrs.borrow();
    let found = attrs.iter().find(|attribute| &*attribute.name.local == wanted)?;
    Some(sanitize::line(&found.value).trim().to_owned())
}

/// Whether the element has this class.
pub fn has_class(node: &Node, wanted: &str) -> bool {
    attribute(node, "class").is_some_and(|classes| classes.split_whitespace().any(|class| class == wanted))
}

/// A reader of text nodes. html2text does not export its text node, so the node is
/// serialised and the four entities that this writes are read back.
#[derive(Debug, Default)]
pub struct TextReader {
    buffer: Vec<u8>,
}

impl TextReader {
    /// The text of a text node; empty for comments, instructions and document types, which
    /// serialise to something that begins with `<` (no text does).
    pub fn text(&mut self, node: &Node) -> String {
        self.buffer.clear();
        if matches!(node.data, html2text::Comment { .. } | html2text::Document)
            || Rc::clone(node).serialize(&mut self.buffer).is_err()
        {
            return String::new();
        }
        let raw = String::from_utf8_lossy(&self.buffer);
        if raw.starts_with('<') { String::new() } else { unescape(&raw) }
    }

    /// The text of a whole subtree.
    pub fn deep_text(&mut self, node: &Node) -> String {
        let mut out = String::new();
        let mut stack = vec![Rc::clone(node)];
        while let Some(node) = stack.pop() {
            if name(&node).is_none() {
                out.push_str(&self.text(&node));
            }
            stack.extend(children(&node).into_iter().rev());
        }
        out
    }
}

/// Reads back what the serialiser escapes in text: `&amp;`, `&lt;`, `&gt;`, `&nbsp;`.
fn unescape(raw: &str) -> String {
    if !raw.contains('&') {
        return raw.to_owned();
    }
    raw.replace("&lt;", "<").replace("&gt;", ">").replace("&nbsp;", "\u{a0}").replace("&amp;", "&")
}

/// Whether the element has no attribute: most have none, and then nothing need be asked.
pub fn is_bare(node: &Node) -> bool {
    match &node.data {
        Element { attrs, .. } => attrs.borrow().is_empty(),
        _ => true,
    }
}

/// Whether the attribute is there, with a value or without.
pub fn has_attribute(node: &Node, wanted: &str) -> bool {
    let Element { attrs, .. } = &node.data else { return false };
    attrs.borrow().iter().any(|attribute| &*attribute.name.local == wanted)
}

/// An element's own style: lower case, without spaces; empty where it has none.
pub fn style(node: &Node) -> String {
    let style = attribute(node, "style").unwrap_or_default();
    style.to_ascii_lowercase().split_whitespace().collect()
}

/// The first element of a subtree, itself left out, that answers to the question; in the order
/// of the page.
pub fn find(node: &Node, wanted: impl Fn(&Node) -> bool) -> Option<Node> {
    let mut stack = children(node);
    stack.reverse();
    while let Some(node) = stack.pop() {
        if name(&node).is_some() && wanted(&node) {
            return Some(node);
        }
        stack.extend(children(&node).into_iter().rev());
    }
    None
}

/// Whether a subtree has few nodes: what is asked of every element of a kind is asked of small
/// ones only, or nested ones would take quadratic time.
pub fn is_small(node: &Node) -> bool {
    let mut left = 64_usize;
    let mut stack = children(node);
    while let Some(node) = stack.pop() {
        let Some(rest) = left.checked_sub(1) else { return false };
        left = rest;
        stack.extend(node.children.borrow().iter().take(left + 1).cloned());
    }
    true
}

/// Elements among the children.
pub fn elements(node: &Node) -> Vec<Node> {
    let mut found = children(node);
    found.retain(|child| name(child).is_some());
    found
}
