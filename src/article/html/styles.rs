//! Inline elements, and the small questions that the walk asks of a node: which text stands
//! before and after it, whether it is a check box, what its file is called.

use crate::text::{Accents, Role, sanitize};

use super::super::block::{Style, Text};
use super::super::dom::{self, Node};
use super::{Builder, Leave};

/// Bytes beyond which a bold paragraph is emphasis and not a heading.
const LONGEST_HEADING: usize = 120;

impl Builder {
    /// Enters an inline element; None where its content is not shown.
    pub(super) fn enter_inline(&mut self, node: &Node, name: &str) -> Option<Leave> {
        let outer = self.style;
        let accent = match name {
            "strong" | "b" => Accents::STRONG,
            "em" | "i" | "cite" | "dfn" | "var" => Accents::EMPHASIS,
            "del" | "s" | "strike" => Accents::DELETED,
            "u" | "ins" => Accents::UNDERLINED,
            "mark" => Accents::MARKED,
            _ => Accents::NONE,
        };
        self.style.accents = outer.accents.with(accent);
        match name {
            "code" | "kbd" | "samp" | "tt" => self.style.role = Role::Code,
            "small" => self.style.role = Role::Dim,
            "q" => return Some(self.quoted(outer)),
            "rt" => return Some(self.annotation(outer)),
            "sup" => self.superscript(node),
            "wbr" => self.text.push("\u{200b}", self.style),
            "rp" | "input" | "textarea" | "datalist" | "progress" | "meter" => return None,
            "td" | "th" | "option" => drop(self.block(false)),
            _ => {}
        }
        Some(Leave::Style(outer))
    }

    fn quoted(&mut self, outer: Style) -> Leave {
        self.text.push("“", self.style);
        Leave::Close("”", outer)
    }

    /// Ruby stands behind its base: 漢（かん）.
    fn annotation(&mut self, outer: Style) -> Leave {
        self.style.role = Role::Dim;
        self.text.push("（", self.style);
        Leave::Close("）", outer)
    }

    /// A raised number behind a letter or digit would read as part of it: 10^2.
    fn superscript(&mut self, node: &Node) {
        let raised = self.reader.deep_text(node);
        let numeric = raised.starts_with(|c: char| c.is_ascii_digit() || matches!(c, '-' | '+' | '−'));
        if numeric && self.text.last_char().is_some_and(char::is_alphanumeric) {
            self.text.attach("^", self.style);
        }
    }
}

/// Whether the item starts with a check box, and whether it is checked.
pub(super) fn check_box(item: &Node) -> Option<bool> {
    let children = dom::children(item);
    let first = children.iter().find(|child| dom::name(child).is_some())?;
    let first = match dom::name(first)? {
        "p" | "label" => dom::children(first).into_iter().find(|child| dom::name(child).is_some())?,
        _ => first.clone(),
    };
    let is_box = dom::name(&first) == Some("input") && dom::attribute(&first, "type")? == "checkbox";
    is_box.then(|| dom::attribute(&first, "checked").is_some())
}

/// Where an image, film, sound or frame lies: its own attribute or its first source's.
pub(super) fn target(node: &Node) -> Option<String> {
    let own = ["src", "data-src", "data-original", "href"].iter().find_map(|name| dom::attribute(node, name));
    own.filter(|own| !own.is_empty() && !own.starts_with("data:")).or_else(|| {
        let children = dom::children(node);
        let source = children.iter().find(|child| dom::name(child) == Some("source"))?;
        dom::attribute(source, "src")
    })
}

/// The file name at the end of a path, where it says something.
pub(super) fn file_name(target: &str) -> Option<String> {
    let path = target.split(['?', '#']).next()?;
    let name = path.rsplit('/').next()?;
    (name.contains('.') && name.len() <= 60 && !path.ends_with("://")).then(|| name.to_owned())
}

/// Code as it is shown: clean, tabs at every fourth column, no blank lines at its ends.
pub(super) fn code(raw: &str) -> String {
    let mut out = String::with_capacity(raw.len());
    for line in raw.split('\n') {
        let mut column = 0;
        for c in line.trim_end().chars() {
            let fill = if c == '\t' { 4 - column % 4 } else { 1 };
            out.extend(std::iter::repeat_n(if c == '\t' { ' ' } else { c }, fill));
            column += fill;
        }
        out.push('\n');
    }
    sanitize::block(out.trim_end().trim_start_matches('\n')).into_owned()
}

/// Whether a paragraph is bold as a whole: archives of news mark their section titles so.
pub(super) fn is_heading(text: &Text) -> bool {
    let bold = |style: Style| style.accents.contains(Accents::STRONG) && style.link.is_none();
    text.text.len() <= LONGEST_HEADING
        && !text.text.contains('\n')
        && matches!(text.marks.as_slice(), [mark] if mark.start == 0 && mark.end == text.text.len() && bold(mark.style))
}
