//! Formulas. A terminal sets none: the source that the author wrote (TeX, or what MathML says of
//! itself) stands in the text as code does, whole and unchanged.

use crate::text::Role;

use super::super::block::Style;
use super::super::dom::{self, Node};
use super::{Builder, Leave};

/// Marks that open and close a formula in text. A single dollar is money.
const DELIMITERS: [(&str, &str); 3] = [("$$", "$$"), ("\\(", "\\)"), ("\\[", "\\]")];

/// A text in its parts, with whether each is a formula; None where it has none.
pub(super) fn parts(text: &str) -> Option<Vec<(&str, bool)>> {
    if !text.contains(['$', '\\']) {
        return None;
    }
    let mut found = Vec::new();
    let (mut from, mut at) = (0, 0);
    let mut unclosed = [false; DELIMITERS.len()];
    while let Some(next) = memchr::memchr2(b'$', b'\\', &text.as_bytes()[at..]) {
        let start = at + next;
        at = start + 1;
        let opens = |(open, _): &(&str, &str)| text[start..].starts_with(open);
        let Some(kind) = DELIMITERS.iter().position(opens).filter(|kind| !unclosed[*kind]) else { continue };
        let inner = start + 2;
        let Some(length) = text[inner..].find(DELIMITERS[kind].1) else {
            unclosed[kind] = true;
            continue;
        };
        let end = inner + length + 2;
        found.extend([(&text[from..start], false), (&text[start..end], true)]);
        (from, at) = (end, end);
    }
    if found.is_empty() {
        return None;
    }
    found.push((&text[from..], false));
    Some(found)
}

/// A formula of several lines without blank ones and without what all lines are indented by.
pub(super) fn tidy(formula: &str) -> String {
    let lines = formula.lines().map(str::trim).filter(|line| !line.is_empty());
    lines.collect::<Vec<_>>().join("\n")
}

impl Builder {
    /// `math`: its TeX source where it has one, else its text.
    pub(super) fn math(&mut self, node: &Node) {
        self.place(node);
        let is_tex = |inner: &Node| {
            dom::name(inner) == Some("annotation")
                && dom::attribute(inner, "encoding").is_some_and(|encoding| encoding.contains("tex"))
        };
        let source = dom::find(node, is_tex).map(|source| self.reader.deep_text(&source));
        let source = source.or_else(|| dom::attribute(node, "alttext")).filter(|tex| !tex.trim().is_empty());
        let display = dom::attribute(node, "display").as_deref() == Some("block");
        let source = source.unwrap_or_else(|| self.linear(node));
        self.tex(&source, display);
    }

    /// The text of MathML on one line: fractions with a stroke, scripts behind ^ and _.
    fn linear(&mut self, node: &Node) -> String {
        let mut out = String::new();
        let mut stack = vec![(node.clone(), "")];
        while let Some((node, before)) = stack.pop() {
            let name = dom::name(&node);
            if name.is_some_and(|name| name.starts_with("annotation")) {
                continue;
            }
            out.push_str(before);
            if name.is_none() {
                out.push_str(self.reader.text(&node).trim());
            }
            let sign = match name {
                Some("mfrac") => "/",
                Some("msup" | "mover") => "^",
                Some("msub" | "munder") => "_",
                _ => "",
            };
            if matches!(name, Some("msqrt" | "mroot")) {
                out.push('√');
            }
            let element = |child: &Node| dom::name(child).is_some();
            let children = dom::children(&node);
            let first = children.iter().position(element);
            let marked = children.into_iter().enumerate().map(|(at, child)| {
                let sign = if Some(at) == first || !element(&child) { "" } else { sign };
                (child, sign)
            });
            stack.extend(marked.collect::<Vec<_>>().into_iter().rev());
        }
        out
    }

    /// `script`: MathJax keeps TeX in them; all others are code.
    pub(super) fn script(&mut self, node: &Node) {
        let kind = dom::attribute(node, "type").unwrap_or_default();
        if kind.starts_with("math/tex") {
            let source = self.reader.deep_text(node);
            self.tex(&source, kind.contains("display"));
        }
    }

    /// A formula in an element that says so: kramdown, pandoc, comrak, KaTeX. The outer None says
    /// that it is no formula; the inner one that it was set.
    pub(super) fn formula(&mut self, node: &Node) -> Option<Option<Leave>> {
        let outer = self.style;
        let display = dom::attribute(node, "data-math-style");
        let class = dom::attribute(node, "class").unwrap_or_default();
        let has = |wanted: &str| class.split_whitespace().any(|class| class == wanted);
        if display.is_none() && !has("math") && !has("kdmath") && !has("math-inline") && !has("math-display")
        {
            return None;
        }
        // What was set by a script already is read from inside: MathML with its source.
        if dom::find(node, |inner| matches!(dom::name(inner), Some("math" | "script" | "img"))).is_some() {
            return Some(Some(Leave::Style(outer)));
        }
        let source = self.reader.deep_text(node);
        self.place(node);
        self.tex(&source, display.as_deref() == Some("display") || has("display") || has("math-display"));
        Some(None)
    }

    /// Sets a formula; a displayed one on lines of its own.
    fn tex(&mut self, source: &str, display: bool) {
        let style = Style { role: Role::Code, ..self.style };
        let source = tidy(source);
        if display {
            self.block(true);
            self.text.verbatim(&source, style);
            self.block(true);
        } else {
            self.text.push(&source, style);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas_in_text() {
        let table: &[(&str, &[(&str, bool)])] = &[
            ("说 $$a^2$$，记得", &[("说 ", false), ("$$a^2$$", true), ("，记得", false)]),
            (r"\(x\)与\[y\]", &[("", false), (r"\(x\)", true), ("与", false), (r"\[y\]", true), ("", false)]),
        ];
        for (text, expected) in table {
            assert_eq!(parts(text).as_deref(), Some(*expected), "{text}");
        }
        for text in ["价 $5 与 $6", "没有", r"\(没有结束", "$$"] {
            assert_eq!(parts(text), None, "{text}");
        }
    }
}
