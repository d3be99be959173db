//! Where Markdown is not read: lines from a block tag up to the next blank line are HTML
//! (CommonMark 0.31, HTML blocks, kind 6). What is written there has to be HTML too.

/// Elements whose tags at the beginning of a line make what follows HTML.
const BLOCKS: [&str; 62] = [
    "address",
    "article",
    "aside",
    "base",
    "basefont",
    "blockquote",
    "body",
    "caption",
    "center",
    "col",
    "colgroup",
    "dd",
    "details",
    "dialog",
    "dir",
    "div",
    "dl",
    "dt",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "form",
    "frame",
    "frameset",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "head",
    "header",
    "hr",
    "html",
    "iframe",
    "legend",
    "li",
    "link",
    "main",
    "menu",
    "menuitem",
    "nav",
    "noframes",
    "ol",
    "optgroup",
    "option",
    "p",
    "param",
    "search",
    "section",
    "summary",
    "table",
    "tbody",
    "td",
    "tfoot",
    "th",
    "thead",
    "title",
    "tr",
    "track",
    "ul",
];

/// Bytes before a place in which the beginning of its paragraph is looked for.
const NEAR: usize = 2_000;

/// Whether a line begins HTML.
pub(super) fn opens(line: &str) -> bool {
    let Some(tag) = line.trim_start().strip_prefix('<') else { return false };
    let tag = tag.strip_prefix('/').unwrap_or(tag);
    let end = tag.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(tag.len());
    let (name, rest) = tag.split_at(end);
    let ends = rest.is_empty() || rest.starts_with([' ', '\t', '\n', '>']) || rest.starts_with("/>");
    ends && BLOCKS.iter().any(|block| block.eq_ignore_ascii_case(name))
}

/// Whether what follows a text stands in HTML.
pub(super) fn holds_end_of(text: &str) -> bool {
    let mut start = text.len().saturating_sub(NEAR);
    while !text.is_char_boundary(start) {
        start += 1;
    }
    let near = &text[start..];
    let paragraph = near.rfind("\n\n").map_or(near, |blank| &near[blank + 2..]);
    paragraph.lines().any(opens)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_that_are_html() {
        for line in ["<p>甲", "  <DIV class=x>", "</table>", "<hr/>", "<td"] {
            assert!(opens(line), "{line}");
        }
        for line in ["<b>甲", "<pre>", "<p-x>", "<https://a.cn>", "甲<p>", "", "<"] {
            assert!(!opens(line), "{line}");
        }
    }

    #[test]
    fn places_in_html() {
        for text in ["<p>甲", "前\n\n<table>\n<tr><td>甲", "段\n<div>\n甲"] {
            assert!(holds_end_of(text), "{text}");
        }
        for text in ["<p>甲</p>\n\n乙", "甲", "", &format!("<p>\n\n{}", "长".repeat(NEAR))] {
            assert!(!holds_end_of(text), "{text}");
        }
    }
}
