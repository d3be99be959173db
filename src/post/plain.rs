//! The everyday shapes of YAML front matter, read by hand: `key: value`, quoted
//! scalars, `[a, b]` and `- item` lists. Ten times faster than a full parser, and exact:
//! whatever it is not sure of it refuses, and [`super::yaml`] reads the block instead.

use super::node::Node;

/// Keys and values in their order.
pub type Entries = Vec<(String, Node)>;

/// Reads a block, or refuses it.
pub fn read(block: &str) -> Option<Entries> {
    if !is_everyday(block) {
        return None;
    }
    let mut lines = block.lines().peekable();
    let mut entries = Entries::new();
    while let Some(line) = lines.next() {
        if line.trim_matches(' ').is_empty() || line.starts_with('#') {
            continue;
        }
        let (key, value) = key_and_value(line)?;
        let mut node = scalar_or_list(value)?;
        if value.is_empty() {
            let items = items(&mut lines)?;
            node = if items.is_empty() { Node::Null } else { Node::List(items) };
        }
        entries.push((key.to_owned(), node));
    }
    Some(entries)
}

/// Whether every character is one that YAML reads like any other. Tabs, controls and the
/// Unicode line breaks are not.
fn is_everyday(block: &str) -> bool {
    let mut bytes = block.bytes().peekable();
    while let Some(byte) = bytes.next() {
        let fine = byte >= b' ' && byte != 0x7f || byte == b'\n';
        if !(fine || byte == b'\r' && bytes.peek() == Some(&b'\n')) {
            return false;
        }
    }
    block.is_ascii()
        || !block.contains(|c| {
            matches!(c, '\u{80}'..='\u{9f}' | '\u{2028}' | '\u{2029}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}')
        })
}

/// Splits `key: value`; the key is an ASCII word.
fn key_and_value(line: &str) -> Option<(&str, &str)> {
    let (key, value) = line.split_once(':')?;
    let named = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'-';
    let starts = key.bytes().next().is_some_and(|byte| byte.is_ascii_alphabetic() || byte == b'_');
    let parted = value.is_empty() || value.starts_with(' ');
    (starts && parted && key.bytes().all(named)).then(|| (key, value.trim_matches(' ')))
}

/// The `- item` lines that follow an empty value, all on one column.
fn items<'a>(lines: &mut std::iter::Peekable<impl Iterator<Item = &'a str>>) -> Option<Vec<Node>> {
    let mut items = Vec::new();
    let mut column = None;
    while let Some(line) = lines.peek() {
        let bare = line.trim_start_matches(' ');
        let indent = line.len() - bare.len();
        let Some(item) = bare.strip_prefix("- ").or((bare == "-").then_some("")) else {
            let ended = indent == 0 || bare.is_empty();
            return ended.then_some(items);
        };
        if *column.get_or_insert(indent) != indent {
            return None;
        }
        items.push(scalar(item.trim_matches(' '))?);
        lines.next();
    }
    Some(items)
}

fn scalar_or_list(value: &str) -> Option<Node> {
    let Some(inner) = value.strip_prefix('[') else { return scalar(value) };
    let inner = inner.strip_suffix(']')?.trim_matches(' ');
    if inner.contains(['[', ']', '{', '}', '"', '\'', ':', '#']) {
        return None;
    }
    if inner.is_empty() {
        return Some(Node::List(Vec::new()));
    }
    let items = inner.split(',').map(|item| Some(item.trim_matches(' ')).filter(|item| !item.is_empty()));
    items.map(|item| bare(item?)).collect::<Option<_>>().map(Node::List)
}

fn scalar(value: &str) -> Option<Node> {
    match value.as_bytes().first() {
        Some(b'"') => double_quoted(value),
        Some(b'\'') => single_quoted(value),
        _ => bare(value),
    }
}

fn double_quoted(value: &str) -> Option<Node> {
    let inner = value.get(1..)?.strip_suffix('"')?;
    let mut text = String::with_capacity(inner.len());
    let mut chars = inner.chars();
    while let Some(c) = chars.next() {
        match c {
            '"' => return None,
            '\\' => text.push(chars.next().filter(|next| matches!(next, '"' | '\\'))?),
            _ => text.push(c),
        }
    }
    Some(Node::quoted(text))
}

fn single_quoted(value: &str) -> Option<Node> {
    let inner = value.get(1..)?.strip_suffix('\'')?;
    let text = inner.replace("''", "\u{0}");
    (!text.contains('\'')).then(|| Node::quoted(text.replace('\u{0}', "'")))
}

fn bare(value: &str) -> Option<Node> {
    if matches!(value, "" | "~" | "null" | "Null" | "NULL") {
        return Some(Node::Null);
    }
    let indicator = value.starts_with(|c| "-?:,[]{}#&*!|>'\"%@`=<".contains(c));
    let doubtful = indicator || value.ends_with(':') || value.contains(": ") || value.contains(" #");
    (!doubtful).then(|| Node::plain(value))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::{ProptestConfig, Strategy, prop, prop_assert_eq, proptest};

    use super::*;
    use crate::post::yaml;

    #[test]
    fn the_doubtful_is_refused() {
        let rows = [
            "title: 快讯: 某事",
            "title: [图] 某事",
            "title: @某人",
            "title: \"未完",
            "title: \"a\\tb\"",
            "title: 'a'b'",
            "title: \"a\" # 注",
            "title: 甲 # 注",
            "title: 甲\n  续",
            "title: |\n  甲",
            "title: ! '甲'",
            "author:\t甲",
            "tags: [a, [b]]",
            "tags: [a,,b]",
            "tags:\n  - a\n - b",
            "tags:\n  - a: b",
            "author:\n  name: 甲",
            "- a",
            "甲: 乙",
            "a:b",
            "a: b\u{2028}c",
        ];
        for block in rows {
            assert_eq!(read(block), None, "{block:?}");
        }
    }

    #[test]
    fn the_everyday_is_read() {
        let block = "\ntitle: \"含 \\\"引号\\\" 的题\"\r\nsub: 'It''s'\r\n\r\n# 注\r\ndate: 2022-01-07 05:55:07 +0800\ntags: [要闻, 快讯 ]\n\
            categories:\n- 财经\n- \"银行\"\nnone:\nempty: []\nx: ~\nn: 2022";
        let expected = [
            ("title", Node::quoted("含 \"引号\" 的题")),
            ("sub", Node::quoted("It's")),
            ("date", Node::plain("2022-01-07 05:55:07 +0800")),
            ("tags", Node::List(vec![Node::plain("要闻"), Node::plain("快讯")])),
            ("categories", Node::List(vec![Node::plain("财经"), Node::quoted("银行")])),
            ("none", Node::Null),
            ("empty", Node::List(vec![])),
            ("x", Node::Null),
            ("n", Node::plain("2022")),
        ];
        assert_eq!(read(block), Some(expected.map(|(key, node)| (key.to_owned(), node)).to_vec()));
    }

    fn line() -> impl Strategy<Value = String> {
        let key = prop::sample::select(vec!["title", "date", "tags", "x-y"]);
        let piece = prop::sample::select(vec![
            "甲",
            "乙 丙",
            "2022-01-07",
            "\"",
            "'",
            "''",
            "[",
            "]",
            ",",
            ", ",
            ":",
            ": ",
            "#",
            " #",
            "- ",
            "~",
            "null",
            "yes",
            "0123",
            "1e5",
            "\\",
            "\\\"",
            "{",
            "}",
            "|",
            ">",
            "&a",
            "*a",
            "!",
            "%",
            "@",
            "`",
            "=",
            "-",
            "?",
            "　",
            "😀",
            "\n",
            "\n  ",
            "\n- ",
            "\n  - ",
            " ",
            "<<",
            "...",
            "---",
        ]);
        (key, prop::collection::vec(piece, 0..6))
            .prop_map(|(key, pieces)| format!("{key}: {}", pieces.concat()))
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(4000))]

        /// What is not refused is read as the full parser reads it.
        #[test]
        fn agrees_with_the_full_parser(lines in prop::collection::vec(line(), 0..4)) {
            let block = lines.join("\n");
            if let Some(entries) = read(&block) {
                let full = yaml::read(&block).map(|node| match node {
                    Node::Map(entries) => entries,
                    _ => Vec::new(),
                });
                let full = full.map_err(|error| error.message);
                prop_assert_eq!(Ok(texts(&entries)), full.map(|entries| texts(&entries)), "{:?}", block);
            }
        }
    }

    /// Entries without the mark of quotation, which the full parser does not tell.
    fn texts(entries: &[(String, Node)]) -> Vec<(String, Node)> {
        entries.iter().map(|(key, node)| (key.clone(), unmarked(node))).collect()
    }

    fn unmarked(node: &Node) -> Node {
        match node {
            Node::Text { text, .. } => Node::plain(text.as_str()),
            Node::List(items) => Node::List(items.iter().map(unmarked).collect()),
            other => other.clone(),
        }
    }
}
