//! Where the front matter ends and the body begins: Jekyll's rule
//! (`\A(---\s*\n.*?\n?)^((---|\.\.\.)\s*$\n?)`), TOML between `+++` lines, and Hexo's
//! front matter without an opening line. What stands in it is read elsewhere.

/// How front matter may be written in a tree.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Dialect {
    /// YAML between `---` lines, exactly as Jekyll finds it.
    Jekyll,
    /// As [`Dialect::Any`], and the opening line may be missing.
    Hexo,
    /// YAML between `---`, TOML between `+++`; a block without a single key is body.
    Any,
}

/// The language of a block of front matter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Syntax {
    /// Between `---` lines.
    Yaml,
    /// Between `+++` lines.
    Toml,
}

/// Front matter, found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Header<'a> {
    /// Its language.
    pub syntax: Syntax,
    /// The text between the two marks.
    pub block: &'a str,
    /// Line of the file that the block begins on, counted from 1.
    pub first_line: u32,
    /// Byte offset of the body in the text that was searched.
    pub body: usize,
}

/// What the beginning of a post looks like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Found<'a> {
    /// Front matter and its body.
    Header(Header<'a>),
    /// It is opened but not closed: the whole text is the body.
    Unclosed,
    /// There is none: the whole text is the body.
    Nothing,
}

impl<'a> Found<'a> {
    /// The front matter, if there is any.
    pub fn header(self) -> Option<Header<'a>> {
        match self {
            Self::Header(header) => Some(header),
            _ => None,
        }
    }

    /// Byte offset of the body, for a text that may begin with a byte order mark.
    pub fn body_start(self, text: &str) -> usize {
        self.header().map_or(text.len() - without_bom(text).len(), |header| header.body)
    }
}

/// Finds the front matter of a post.
pub fn find(text: &str, dialect: Dialect) -> Found<'_> {
    let start = text.len() - without_bom(text).len();
    let yaml = fenced(text, start, &Fence::YAML);
    match (dialect, yaml) {
        (Dialect::Jekyll, found) => found,
        (_, Found::Header(header)) if !header.block.trim().is_empty() && !has_key(header.block) => {
            Found::Nothing
        }
        (Dialect::Hexo, Found::Nothing) => match fenced(text, start, &Fence::TOML) {
            Found::Nothing => headless(text, start),
            found => found,
        },
        (Dialect::Any, Found::Nothing) => fenced(text, start, &Fence::TOML),
        (_, found) => found,
    }
}

fn without_bom(text: &str) -> &str {
    text.strip_prefix('\u{feff}').unwrap_or(text)
}

/// A pair of marks.
struct Fence {
    syntax: Syntax,
    open: &'static str,
    close: &'static [&'static str],
}

impl Fence {
    const YAML: Self = Self { syntax: Syntax::Yaml, open: "---", close: &["---", "..."] };
    const TOML: Self = Self { syntax: Syntax::Toml, open: "+++", close: &["+++"] };
}

/// Ruby's `\s`.
fn is_space(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\r' | '\n' | '\u{b}' | '\u{c}')
}

fn fenced<'a>(text: &'a str, start: usize, fence: &Fence) -> Found<'a> {
    let Some(rest) = text[start..].strip_prefix(fence.open) else { return Found::Nothing };
    let Some(line_end) = rest.find('\n').filter(|&end| rest[..end].chars().all(is_space)) else {
        return Found::Nothing;
    };
    let block = start + fence.open.len() + line_end + 1;
    let mut at = block;
    for line in text[block..].split_inclusive('\n') {
        if fence.close.contains(&line.trim_end_matches(is_space)) {
            return Found::Header(Header {
                syntax: fence.syntax,
                block: &text[block..at],
                first_line: 2,
                body: after_mark(text, at + 3),
            });
        }
        at += line.len();
    }
    Found::Unclosed
}

/// The closing mark takes the blank lines after it along.
fn after_mark(text: &str, at: usize) -> usize {
    let rest = text[at..].trim_start_matches(is_space);
    let run = &text[at..text.len() - rest.len()];
    if rest.is_empty() {
        return text.len();
    }
    at + run.rfind('\n').map_or(0, |newline| newline + 1)
}

/// Hexo: `key: value` lines from the very first line up to a line of dashes.
fn headless(text: &str, start: usize) -> Found<'_> {
    let mut at = start;
    for line in text[start..].split_inclusive('\n') {
        let bare = line.trim_end_matches(is_space);
        if at > start && bare.len() >= 3 && bare.bytes().all(|byte| byte == b'-') {
            let body = after_mark(text, at + bare.len());
            let block = &text[start..at];
            return Found::Header(Header { syntax: Syntax::Yaml, block, first_line: 1, body });
        }
        let inner = at > start && (bare.is_empty() || bare.starts_with([' ', '\t', '-', '#']));
        if !inner && !is_key_line(bare) {
            return Found::Nothing;
        }
        at += line.len();
    }
    Found::Nothing
}

fn has_key(block: &str) -> bool {
    block.lines().any(|line| is_key_line(line.trim_start()))
}

/// Whether a line is `key:` or `key: value`.
fn is_key_line(line: &str) -> bool {
    let Some((key, value)) = line.split_once([':', '：']) else { return false };
    let named = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '"' | '\'' | '.');
    !key.trim_end().is_empty() && key.trim_end().chars().all(named) && !value.starts_with("//")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `block|body`, or how there is none.
    fn split(text: &str, dialect: Dialect) -> String {
        match find(text, dialect) {
            Found::Header(header) => format!("{}|{}", header.block, &text[header.body..]),
            other => format!("{other:?}"),
        }
    }

    #[test]
    fn jekyll_finds_its_header() {
        let rows = [
            ("---\ntitle: 题\n---\n正文", "title: 题\n|正文"),
            ("\u{feff}---\r\ntitle: 题\r\n---\r\n\r\n正文", "title: 题\r\n|正文"),
            ("---  \na: b\n---\t \n\n\n  正文", "a: b\n|  正文"),
            ("---\n\na: b\n...\n正文", "\na: b\n|正文"),
            ("---\n---\n正文", "|正文"),
            ("---\n---", "|"),
            ("---\na: |\n  ---\n  x\n----\n---\n正文\n---\n", "a: |\n  ---\n  x\n----\n|正文\n---\n"),
            ("---\na: b --- c\n---\n\n", "a: b --- c\n|"),
            ("---\na: b\n正文", "Unclosed"),
            ("\n---\na: b\n---\n", "Nothing"),
            ("--- x\na: b\n---\n", "Nothing"),
            ("----\na: b\n---\n", "Nothing"),
            ("+++\na = 1\n+++\n", "Nothing"),
            ("a: b\n---\n正文", "Nothing"),
            ("---", "Nothing"),
            ("", "Nothing"),
            ("正文", "Nothing"),
        ];
        for (text, expected) in rows {
            assert_eq!(split(text, Dialect::Jekyll), expected, "{text:?}");
        }
    }

    #[test]
    fn other_trees_know_more_forms() {
        let rows = [
            (Dialect::Any, "+++\ntitle = '题'\n+++\n\n正文", "title = '题'\n|正文"),
            (Dialect::Any, "+++\ntitle = '题'\n", "Unclosed"),
            (Dialect::Any, "---\n\n一条横线，不是头\n\n---\n正文", "Nothing"),
            (Dialect::Any, "---\ntitle：题\n---\n正文", "title：题\n|正文"),
            (Dialect::Any, "title: 题\n---\n正文", "Nothing"),
            (
                Dialect::Hexo,
                "title: 题\ntags:\n- 甲\n\n# 注\n---\n\n正文",
                "title: 题\ntags:\n- 甲\n\n# 注\n|正文",
            ),
            (Dialect::Hexo, "title: 题\n-----\n正文", "title: 题\n|正文"),
            (Dialect::Hexo, "---\ntitle: 题\n---\n正文", "title: 题\n|正文"),
            (Dialect::Hexo, "第一段。\n\n---\n正文", "Nothing"),
            (Dialect::Hexo, "http://example.com\n---\n", "Nothing"),
            (Dialect::Hexo, "标题\n---\n正文", "Nothing"),
            (Dialect::Hexo, "title: 题\n没有结束", "Nothing"),
        ];
        for (dialect, text, expected) in rows {
            assert_eq!(split(text, dialect), expected, "{text:?}");
        }
    }

    #[test]
    fn the_body_of_a_headless_text_skips_the_mark_of_order() {
        let text = "\u{feff}正文";
        assert_eq!(find(text, Dialect::Jekyll).body_start(text), 3);
        assert_eq!(find("正文", Dialect::Any).body_start("正文"), 0);
    }
}
