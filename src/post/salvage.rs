//! Front matter that its parser refused, read line by line: `key: rest of the line`,
//! taken as the author meant it. It cannot fail; what is no key is skipped.

use super::header::Syntax;
use super::node::Node;
use super::plain::Entries;

/// Keys that are looked for even where they are indented.
const KNOWN: [&str; 10] =
    ["title", "date", "tags", "tag", "categories", "category", "author", "published", "draft", "source"];

/// Lines that a list in brackets may run over.
const MAX_LIST_LINES: usize = 64;

/// Reads what can be read.
pub fn read(block: &str, syntax: Syntax) -> Entries {
    let marks: &[char] = if syntax == Syntax::Toml { &['='] } else { &[':', '：'] };
    let lines: Vec<&str> = block.lines().collect();
    let mut entries = Entries::new();
    let mut at = 0;
    while let Some(line) = lines.get(at) {
        at += 1;
        let Some((key, value)) = key_and_value(line, marks) else { continue };
        let (node, used) = value_node(value, &lines[at..]);
        at += used;
        entries.push((key.to_owned(), node));
    }
    entries
}

fn key_and_value<'a>(line: &'a str, marks: &[char]) -> Option<(&'a str, &'a str)> {
    let (key, value) = line.split_once(marks)?;
    let name = key.trim().trim_matches(['"', '\'', '\u{feff}']);
    let indented = key.starts_with([' ', '\t']);
    let named = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-');
    let fine = !name.is_empty() && name.chars().all(named) && (!indented || KNOWN.contains(&name));
    fine.then(|| (name, value.trim()))
}

/// The value, and how many of the following lines belong to it.
fn value_node(value: &str, following: &[&str]) -> (Node, usize) {
    if value.is_empty() {
        let items: Vec<_> = following.iter().map_while(|line| item(line)).collect();
        let used = items.len();
        return (if used == 0 { Node::Null } else { Node::List(items) }, used);
    }
    if value.starts_with('[') && !value.contains(']') {
        let end = following.iter().take(MAX_LIST_LINES).position(|line| line.contains(']'));
        if let Some(end) = end {
            let joined = [&[value], &following[..=end]].concat().join(" ");
            return (list(&joined).unwrap_or_else(|| scalar(value)), end + 1);
        }
    }
    (list(value).unwrap_or_else(|| scalar(value)), 0)
}

fn item(line: &str) -> Option<Node> {
    let bare = line.trim();
    bare.strip_prefix("- ").map(|item| scalar(item.trim()))
}

/// `[a, b]`, with commas of either width. A title like `[图] 某事` is no list.
fn list(value: &str) -> Option<Node> {
    let inner = value.strip_prefix('[')?.strip_suffix(']')?;
    let items = inner.split([',', '，']).map(str::trim).filter(|item| !item.is_empty());
    Some(Node::List(items.map(scalar).collect()))
}

fn scalar(value: &str) -> Node {
    let Some(mark) = value.chars().next().filter(|c| matches!(c, '"' | '\'')) else {
        return if matches!(value, "" | "~" | "null") { Node::Null } else { Node::plain(value) };
    };
    let inner = &value[1..];
    let text = match inner.rfind(mark) {
        Some(end) if inner[end + 1..].trim().is_empty() => &inner[..end],
        Some(_) => value,
        None => inner,
    };
    let escaped =
        if mark == '"' { text.replace("\\\"", "\"").replace("\\\\", "\\") } else { text.replace("''", "'") };
    Node::quoted(escaped)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn one(block: &str) -> Node {
        read(block, Syntax::Yaml).into_iter().next().map_or(Node::Null, |(_, node)| node)
    }

    #[test]
    fn titles_that_are_no_yaml() {
        let rows = [
            ("title: 快讯: 某事", "快讯: 某事"),
            ("title: @某人 说", "@某人 说"),
            ("title: [译] 某文", "[译] 某文"),
            ("title: *重要* 通知", "*重要* 通知"),
            ("title: %50 的人", "%50 的人"),
            ("title: `代码` 说明", "`代码` 说明"),
            ("title: \"未完", "未完"),
            ("title: \"含 \"引号\" 的题\"", "含 \"引号\" 的题"),
            ("title: \"引号\" 后文", "\"引号\" 后文"),
            ("title: 'It''s'", "It's"),
            ("\ttitle: 缩进", "缩进"),
            ("title： 全角冒号", "全角冒号"),
            ("title: C# 入门", "C# 入门"),
        ];
        for (block, expected) in rows {
            assert_eq!(one(block).text(), Some(expected), "{block:?}");
        }
    }

    #[test]
    fn lists_in_every_shape() {
        let expected = Node::List(vec![Node::plain("甲"), Node::plain("乙")]);
        for block in ["tags: [甲, 乙]", "tags: [甲，乙]", "tags:\n- 甲\n  - 乙", "tags: [甲,\n  乙]\nx: y"]
        {
            assert_eq!(one(block), expected, "{block:?}");
        }
        assert_eq!(one("tags:\nx: y"), Node::Null);
        assert_eq!(one("tags: [未完\nx: y"), Node::plain("[未完"));
    }

    #[test]
    fn every_key_is_kept_and_noise_is_skipped() {
        let entries =
            read("layout: post\n\"title\": 题\n  name: 不取\n乱写\ndate: 2022-01-07\n", Syntax::Yaml);
        let keys: Vec<_> = entries.iter().map(|(key, _)| key.as_str()).collect();
        assert_eq!(keys, ["layout", "title", "date"]);
        let toml = read("title = \"题: 一\"\ntags = ['甲']\n", Syntax::Toml);
        assert_eq!(toml[0], ("title".into(), Node::quoted("题: 一")));
        assert_eq!(toml[1], ("tags".into(), Node::List(vec![Node::quoted("甲")])));
    }
}
