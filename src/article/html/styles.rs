//! Inline elements: what they do to the text that they hold, and the marks that stand for what a
//! terminal has no style for.

use crate::text::{Accents, Role};

use super::super::block::{Style, Text};
use super::super::dom::{self, Node};
use super::super::raised::{self, Raised};
use super::{Builder, Leave, maths};

/// Bytes beyond which a bold paragraph is emphasis and not a heading.
const LONGEST_HEADING: usize = 120;

impl Builder {
    /// The words of a text node; formulas in them are set as code.
    pub(super) fn words(&mut self, text: &str) {
        let code = Style { role: Role::Code, ..self.style };
        let Some(parts) = maths::parts(text) else { return self.text.push(text, self.style) };
        for (part, is_formula) in parts {
            match (is_formula, part.contains('\n')) {
                (true, true) => self.text.verbatim(&maths::tidy(part), code),
                (true, false) => self.text.push(part, code),
                (false, _) => self.text.push(part, self.style),
            }
        }
    }

    /// Enters an inline element; None where its content is not shown.
    pub(super) fn enter_inline(&mut self, node: &Node, name: &str) -> Option<Leave> {
        let outer = self.style;
        if !dom::is_bare(node)
            && dom::is_small(node)
            && let Some(leave) = self.formula(node)
        {
            return leave;
        }
        self.style.accents = outer.accents.with(accent(name));
        match name {
            "code" | "kbd" | "samp" | "tt" => self.style.role = Role::Code,
            "small" => self.style.role = Role::Dim,
            "q" => return Some(self.enter_quoted(outer)),
            "abbr" | "acronym" => return self.enter_abbreviation(node, outer),
            "wbr" => self.text.push("\u{200b}", self.style),
            "rp" | "input" | "progress" | "meter" | "source" | "track" | "param" | "area" => return None,
            "rt" | "rtc" => return Some(self.annotation(outer)),
            "td" | "th" | "option" => drop(self.block(false)),
            _ => {}
        }
        Some(Leave::Style(outer))
    }

    /// Quotation marks alternate: “ ‘ ’ ”.
    fn enter_quoted(&mut self, outer: Style) -> Leave {
        let mark = if self.quoted.is_multiple_of(2) { "“" } else { "‘" };
        self.text.push(mark, self.style);
        self.quoted += 1;
        Leave::Quoted(outer)
    }

    pub(super) fn leave_quoted(&mut self, outer: Style) {
        self.quoted = self.quoted.saturating_sub(1);
        self.close(if self.quoted.is_multiple_of(2) { "”" } else { "’" }, outer);
    }

    /// What an abbreviation stands for is told behind it, the first time.
    fn enter_abbreviation(&mut self, node: &Node, outer: Style) -> Option<Leave> {
        let title = dom::attribute(node, "title").filter(|_| dom::is_small(node)).unwrap_or_default();
        let short = self.reader.deep_text(node);
        if title.is_empty() || title == short.trim() || !self.explained.insert(title.clone()) {
            return Some(Leave::Style(outer));
        }
        self.text.push(&short, self.style);
        let dim = Style { role: Role::Dim, ..self.style };
        self.text.attach(&format!("（{title}）"), dim);
        self.style = outer;
        None
    }

    /// Enters raised or lowered text; None where it was set already.
    pub(super) fn enter_raised(&mut self, node: &Node, name: &str) -> Option<Leave> {
        let outer = self.style;
        if !dom::is_small(node) {
            return Some(Leave::Style(outer));
        }
        if self.note_marks(node) {
            return None;
        }
        let text = self.reader.deep_text(node);
        let simple =
            dom::find(node, |inner| matches!(dom::name(inner), Some("a" | "img" | "sup" | "sub" | "br")));
        match raised::set(&text, name == "sup", self.reading.notation) {
            Raised::Twins(set) | Raised::Marked(set) if simple.is_none() => {
                self.place(node);
                self.text.attach(&set, self.style);
                None
            }
            _ => Some(Leave::Style(outer)),
        }
    }

    pub(super) fn close(&mut self, mark: &'static str, outer: Style) {
        if self.text.last_char().is_some() {
            self.text.attach(mark, self.style);
        } else {
            self.text.push(mark, self.style);
        }
        self.style = outer;
    }
}

fn accent(name: &str) -> Accents {
    match name {
        "strong" | "b" => Accents::STRONG,
        "em" | "i" | "cite" | "dfn" | "var" => Accents::EMPHASIS,
        "del" | "s" | "strike" => Accents::DELETED,
        "u" | "ins" => Accents::UNDERLINED,
        "mark" => Accents::MARKED,
        _ => Accents::NONE,
    }
}

/// Whether a paragraph is bold as a whole: archives of news mark their section titles so. A bold
/// sentence with its full stop is emphasis.
pub(super) fn is_heading(text: &Text) -> bool {
    if text.text.len() > LONGEST_HEADING || text.text.contains('\n') {
        return false;
    }
    let bold = |style: Style| style.accents.contains(Accents::STRONG) && style.link.is_none();
    let mut end = 0;
    for mark in &text.marks {
        if mark.start != end || !bold(mark.style) {
            return false;
        }
        end = mark.end;
    }
    end == text.text.len() && !text.text.ends_with(['。', '，', '；', ',', ';']) && end > 0
}
