//! TOML front matter (`+++`) into [`Node`]s. Dates, numbers and booleans become plain
//! text, since the fields know better what they are due.

use ::toml::{Table, Value};

use super::node::Node;
use super::plain::Entries;

/// Deepest nesting that is looked into.
const MAX_DEPTH: usize = 32;

/// Why a block is not TOML.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TomlError {
    /// Line of the block, counted from 0.
    pub line: Option<u32>,
    /// A few words.
    pub message: String,
}

/// Reads a block.
///
/// # Errors
/// The parser's, with its line.
pub fn read(block: &str) -> Result<Entries, TomlError> {
    let table: Table = block.parse().map_err(|error: ::toml::de::Error| {
        let before = error.span().and_then(|span| block.get(..span.start));
        let line = before.map(|text| text.matches('\n').count()).and_then(|count| u32::try_from(count).ok());
        TomlError { line, message: error.message().to_owned() }
    })?;
    Ok(entries(table, 0))
}

fn entries(table: Table, depth: usize) -> Entries {
    table.into_iter().map(|(key, value)| (key, node(value, depth + 1))).collect()
}

fn node(value: Value, depth: usize) -> Node {
    match value {
        _ if depth > MAX_DEPTH => Node::Null,
        Value::String(text) => Node::quoted(text),
        Value::Array(items) => Node::List(items.into_iter().map(|item| node(item, depth + 1)).collect()),
        Value::Table(table) => Node::Map(entries(table, depth)),
        Value::Boolean(value) => Node::plain(value.to_string()),
        Value::Integer(value) => Node::plain(value.to_string()),
        Value::Float(value) => Node::plain(value.to_string()),
        Value::Datetime(value) => Node::plain(value.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_become_text_in_their_place() {
        let block = "title = \"题\"\ndate = 2025-06-26T01:02:03+08:00\ndraft = true\nweight = 3\n\
            [taxonomies]\ntags = ['甲', '乙']\n";
        let entries = read(block).unwrap();
        let get = |name: &str| entries.iter().find(|(key, _)| key == name).map(|(_, node)| node.clone());
        assert_eq!(get("title"), Some(Node::quoted("题")));
        assert_eq!(get("date"), Some(Node::plain("2025-06-26T01:02:03+08:00")));
        assert_eq!(get("draft"), Some(Node::plain("true")));
        assert_eq!(get("weight"), Some(Node::plain("3")));
        let tags = Node::List(vec![Node::quoted("甲"), Node::quoted("乙")]);
        assert_eq!(get("taxonomies"), Some(Node::Map(vec![("tags".into(), tags)])));
    }

    #[test]
    fn an_error_names_its_line() {
        let error = read("title = '题'\ndate = 昨天\n").unwrap_err();
        assert_eq!(error.line, Some(1), "{error:?}");
        assert!(read(&format!("a = {}", "[".repeat(16_000))).is_err());
    }
}
