//! Where a text came from: a key of the front matter, else the last stand-alone link at
//! the end of the body. Links that lead around the site (`[返回首页](/)`) are no source.

use crate::text::url;

use super::front_matter::FrontMatter;
use super::furniture;

/// Keys that may hold the source, the surest first.
const KEYS: [&str; 9] = [
    "source_url",
    "source",
    "link",
    "original",
    "canonical_url",
    "canonicalURL",
    "external-url",
    "external_url",
    "url",
];

/// Lines of other text that may follow the link (a copyright, a date).
const MAX_LINES_AFTER: usize = 2;

/// Longest URL that is taken.
const MAX_URL: usize = 2_048;

/// The source that the front matter names.
pub fn from_front_matter(matter: &FrontMatter) -> Option<String> {
    KEYS.iter().find_map(|key| absolute(matter.get(key)?.text()?))
}

/// The last stand-alone link of a body, given its end. What stands behind it may only be
/// navigation, rules, comments and a line or two of small print.
pub fn from_tail(tail: &str) -> Option<String> {
    let mut others = 0;
    for line in tail.lines().rev().map(str::trim) {
        if let Some(url) = stand_alone(line) {
            return Some(url);
        }
        others += usize::from(!is_aside(line));
        if others > MAX_LINES_AFTER {
            return None;
        }
    }
    None
}

/// `<https://…>`, a bare URL, or either behind a label.
fn stand_alone(line: &str) -> Option<String> {
    let unlabelled = match line.split_once(['：', ':']) {
        Some((label, rest)) if furniture::is_source_label(label) => rest.trim(),
        _ => line,
    };
    let inner = unlabelled.strip_prefix('<').and_then(|rest| rest.strip_suffix('>'));
    absolute(inner.unwrap_or(unlabelled))
}

/// Whether a line says nothing: blank, a rule, a comment, an empty autolink, or links only.
fn is_aside(line: &str) -> bool {
    let marks = line.chars().all(|c| matches!(c, '-' | '*' | '_' | '<' | '>' | ' ' | '\u{3000}'));
    let comment = line.starts_with("<!--") && line.ends_with("-->");
    marks || comment || is_navigation(line)
}

/// `[返回上级](../)｜[返回首页](/)`.
fn is_navigation(line: &str) -> bool {
    let mut rest = line;
    while let Some(link) = rest.strip_prefix('[') {
        let Some(middle) = link.find("](") else { return false };
        let Some(end) = link[middle..].find(')') else { return false };
        rest = link[middle + end + 1..].trim_start_matches(furniture::SEPARATORS);
    }
    rest.is_empty()
}

/// An absolute http or https URL, clean; nothing for anything else.
pub fn absolute(text: &str) -> Option<String> {
    let text = text.trim();
    let host = url::host(text)?.chars().next().is_some_and(|c| c.is_alphanumeric() || c == '[');
    let fine = host
        && text.len() <= MAX_URL
        && !text.contains(|c: char| c.is_whitespace() || matches!(c, '<' | '>' | '"'));
    // What the gate would change is no address that anyone meant.
    url::openable(text).filter(|url| fine && url == text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::post::header::{Dialect, find};

    #[test]
    fn keys_in_their_order_and_only_absolute() {
        let rows = [
            ("source: https://example.com/a", Some("https://example.com/a")),
            ("link: /a\nurl: HTTP://example.com/乙", Some("HTTP://example.com/乙")),
            ("url: https://b.example\nsource_url: https://a.example", Some("https://a.example")),
            ("source: 新华社", None),
            ("link: javascript:alert(1)", None),
            ("link: \"https://a.example/\\e]52;c\"", None),
            ("link: https://a.example/ x", None),
            ("link: https:///x", None),
        ];
        for (block, expected) in rows {
            let text = format!("---\n{block}\n---\n");
            let header = find(&text, Dialect::Jekyll).header().unwrap();
            let matter = FrontMatter::read(&header, &mut Vec::new());
            assert_eq!(from_front_matter(&matter).as_deref(), expected, "{block}");
        }
    }

    #[test]
    fn the_last_link_of_the_tail() {
        let link = Some("http://example.com/news/1,2.html");
        let rows = [
            ("正文。\n\n<http://example.com/news/1,2.html>", link),
            (
                "<http://example.com/news/1,2.html>\n\n[返回上级](//a.example/x/)｜[返回首页](//a.example/)",
                link,
            ),
            ("<http://example.com/news/1,2.html>\r\n\r\n[返回上级](../x/)\r\n[返回首页](../)\r\n", link),
            ("http://example.com/news/1,2.html\n\n---\n© 2022 某报\n", link),
            ("原文链接：<http://example.com/news/1,2.html>", link),
            ("> Source: http://example.com/news/1,2.html", link),
            ("<http://example.com/a>\n\n<http://example.com/news/1,2.html>", link),
            ("<>\n\n[返回首页](//a.example/)", None),
            ("正文 <http://example.com/a> 其中", None),
            ("[原文](http://example.com/a)", None),
            ("<http://example.com/a>\n\n一。\n\n二。\n\n三。", None),
            ("<mailto:a@example.com>", None),
            ("", None),
        ];
        for (tail, expected) in rows {
            assert_eq!(from_tail(tail).as_deref(), expected, "{tail:?}");
        }
    }
}
