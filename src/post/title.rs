//! Titles: tags out, entities decoded, one clean line; and where a post has none, its
//! first heading or its first words.

use crate::text::{sanitize, width};

/// Columns of a title that is made of the first words of a body.
const FIRST_WORDS: usize = 40;

/// Elements that may stand in a title. Anything else in angle brackets is text
/// (`<C-c>`, `<iostream>`, `<Esc>`).
const ELEMENTS: [&str; 44] = [
    "a", "abbr", "b", "bdi", "bdo", "big", "br", "center", "cite", "code", "del", "dfn", "div", "em", "font",
    "h1", "h2", "h3", "h4", "h5", "h6", "i", "img", "ins", "kbd", "mark", "p", "q", "rp", "rt", "ruby", "s",
    "samp", "small", "span", "strike", "strong", "sub", "sup", "tt", "u", "var", "wbr", "nobr",
];

/// Named entities that titles are written with.
const ENTITIES: [(&str, &str); 32] = [
    ("amp", "&"),
    ("lt", "<"),
    ("gt", ">"),
    ("quot", "\""),
    ("apos", "'"),
    ("nbsp", " "),
    ("ensp", " "),
    ("emsp", " "),
    ("thinsp", " "),
    ("hellip", "…"),
    ("mdash", "—"),
    ("ndash", "–"),
    ("ldquo", "“"),
    ("rdquo", "”"),
    ("lsquo", "‘"),
    ("rsquo", "’"),
    ("laquo", "«"),
    ("raquo", "»"),
    ("middot", "·"),
    ("bull", "•"),
    ("times", "×"),
    ("divide", "÷"),
    ("deg", "°"),
    ("copy", "©"),
    ("reg", "®"),
    ("trade", "™"),
    ("yen", "¥"),
    ("euro", "€"),
    ("pound", "£"),
    ("larr", "←"),
    ("rarr", "→"),
    ("sect", "§"),
];

/// A title as shown: text without tags, on one line, clean. Empty where nothing is left.
pub fn clean(raw: &str) -> String {
    let text = if raw.contains(['<', '&']) { decode(&without_tags(raw)) } else { raw.to_owned() };
    sanitize::line(&text).trim().to_owned()
}

/// Takes the tags out. Between backticks nothing is a tag.
fn without_tags(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(['<', '`']) {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let (len, kept) = match code(rest) {
            Some(len) => (len, true),
            None => tag(rest).map_or((1, true), |len| (len, false)),
        };
        if kept {
            out.push_str(&rest[..len]);
        }
        rest = &rest[len..];
    }
    out.push_str(rest);
    out
}

fn code(text: &str) -> Option<usize> {
    let end = text.strip_prefix('`')?.find('`')?;
    Some(end + 2)
}

/// How long the tag or comment at the start of a text is.
fn tag(text: &str) -> Option<usize> {
    if let Some(comment) = text.strip_prefix("<!--") {
        return comment.find("-->").map(|end| end + "<!---->".len());
    }
    let end = text.find('>')?;
    let inner = text[1..end].trim_start_matches('/').trim_end_matches('/');
    let name = inner.split(|c: char| c.is_ascii_whitespace()).next().unwrap_or_default();
    let known = ELEMENTS.iter().any(|element| element.eq_ignore_ascii_case(name));
    (known && !inner.contains('<')).then_some(end + 1)
}

fn decode(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let found =
            rest.find(';').filter(|&end| end <= 10).and_then(|end| Some((entity(&rest[1..end])?, end + 1)));
        let (text, len) = found.unwrap_or_else(|| ("&".to_owned(), 1));
        out.push_str(&text);
        rest = &rest[len..];
    }
    out.push_str(rest);
    out
}

fn entity(name: &str) -> Option<String> {
    if let Some(number) = name.strip_prefix('#') {
        let hexadecimal = number.strip_prefix(['x', 'X']).map(|digits| u32::from_str_radix(digits, 16));
        let code = hexadecimal.unwrap_or_else(|| number.parse()).ok()?;
        return char::from_u32(code).map(String::from);
    }
    ENTITIES.iter().find(|(known, _)| *known == name).map(|(_, text)| (*text).to_owned())
}

/// The first heading of the first level in a Markdown or HTML body.
pub fn heading(body: &str) -> Option<String> {
    let mut fenced = false;
    let mut before = "";
    for line in body.lines() {
        let bare = line.trim();
        fenced ^= bare.starts_with("```") || bare.starts_with("~~~");
        if fenced {
            continue;
        }
        let found = atx(line).or_else(|| setext(before, bare)).or_else(|| html_heading(bare));
        if let Some(title) = found.map(words).filter(|title| !title.is_empty()) {
            return Some(title);
        }
        before = bare;
    }
    None
}

fn atx(line: &str) -> Option<&str> {
    let text = line.trim_start_matches('\u{feff}').strip_prefix('#')?;
    let fine = text.starts_with([' ', '\t', '\u{3000}']);
    fine.then(|| text.trim().trim_end_matches('#').trim_end())
}

fn setext<'a>(before: &'a str, line: &str) -> Option<&'a str> {
    let underline = line.len() >= 2 && line.bytes().all(|byte| byte == b'=');
    (underline && !before.is_empty()).then_some(before)
}

fn html_heading(line: &str) -> Option<&str> {
    let lower = line.to_ascii_lowercase();
    ["h1", "title"].iter().find_map(|name| {
        let open = lower.find(&format!("<{name}"))?;
        let start = open + lower[open..].find('>')? + 1;
        let end = lower[start..].find(&format!("</{name}"))?;
        Some(&line[start..start + end])
    })
}

/// The first words of a body, for a post that has no title at all.
pub fn first_words(body: &str) -> Option<String> {
    let lines = body.lines().map(str::trim).filter(|line| !line.starts_with(['{', '|', '`', '~']));
    lines
        .map(words)
        .find(|line| line.chars().any(char::is_alphanumeric))
        .map(|line| width::truncate(&line, FIRST_WORDS).into_owned())
}

/// A line of Markdown or HTML as text, without its marks.
fn words(line: &str) -> String {
    let unmarked = line.trim_start_matches(['#', '>', ' ', '-', '*', '+']);
    let text = clean(&unlinked(unmarked));
    text.replace("**", "").replace('`', "").trim().to_owned()
}

/// `[text](url)` and `![text](url)` as their text.
fn unlinked(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some((label, before, after)) = first_link(rest) {
        out.push_str(before);
        out.push_str(label);
        rest = after;
    }
    out.push_str(rest);
    out
}

fn first_link(text: &str) -> Option<(&str, &str, &str)> {
    let middle = text.find("](")?;
    let open = text[..middle].rfind('[')?;
    let end = middle + text[middle..].find(')')?;
    let before = text[..open].strip_suffix('!').unwrap_or(&text[..open]);
    Some((&text[open + 1..middle], before, &text[end + 1..]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn html_in_a_title_is_text() {
        let rows = [
            ("如何理解 <code>document</code> 对象？", "如何理解 document 对象？"),
            ("席位 <strike>开放</strike> 已满！", "席位 开放 已满！"),
            ("<a href=\"x>y\">题</a>", "y\">题"),
            ("按 <Esc> 与 <C-c> 退出", "按 <Esc> 与 <C-c> 退出"),
            ("#include <iostream>", "#include <iostream>"),
            ("`<div>` 与 <b>粗</b>", "`<div>` 与 粗"),
            ("a < b &amp;&amp; c > d", "a < b && c > d"),
            ("AT&amp;T &#8220;引&#x201d; &nope; &", "AT&T “引” &nope; &"),
            ("&lt;b&gt;", "<b>"),
            ("题<br/>续<!-- 注 -->", "题续"),
            ("\u{feff} KDE 会议\t一\n二", "KDE 会议 一 二"),
            ("\u{1b}]52;c;x\u{7}&#27;[31m题\u{202e}", "]52;c;x[31m题"),
            ("\\'It\\'s\\'", "\\'It\\'s\\'"),
            ("<b></b>", ""),
            ("ニュース 뉴스 😀", "ニュース 뉴스 😀"),
        ];
        for (raw, expected) in rows {
            assert_eq!(clean(raw), expected, "{raw}");
        }
    }

    #[test]
    fn headings_of_plain_files() {
        let rows = [
            ("# 周刊（第 1 期）：题\r\n\r\n正文", Some("周刊（第 1 期）：题")),
            ("\u{feff}# 题 ##\n", Some("题")),
            ("前言\n\n# [题](http://example.com) **重点**\n", Some("题 重点")),
            ("题\n===\n", Some("题")),
            ("```\n# 注释\n```\n## 二级\n", None),
            ("<h1 class=\"x\">题</h1>", Some("题")),
            ("#标签", None),
            ("", None),
        ];
        for (body, expected) in rows {
            assert_eq!(heading(body).as_deref(), expected, "{body:?}");
        }
    }

    #[test]
    fn the_first_words_stand_in() {
        assert_eq!(
            first_words("\n---\n> 摘要：![图](a.png)央行**降准**\n").as_deref(),
            Some("摘要：图央行降准")
        );
        assert_eq!(first_words("{% include x %}\n<p>正文</p>").as_deref(), Some("正文"));
        assert_eq!(first_words(&"长".repeat(50)).map(|text| width::columns(&text)), Some(39));
        assert_eq!(first_words("---\n\n"), None);
    }
}
