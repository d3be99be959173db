//! A site's files of data (`_data/releases.yml`), read when a body names them and only
//! those: one of a hundred kilobytes costs more than the post. Files that are missing, too
//! large or broken are no values; the body then shows what it asked for.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use serde_json::Value;

use crate::post::node::Node;
use crate::post::toml;
use crate::post::yaml::{self, Limits};

use super::{decode, file, scan};

/// Most bytes of one file.
const MAX_FILE: u64 = 2 << 20;
/// Most files that one body may have read.
const MAX_FILES: usize = 64;
/// Deepest nesting of folders of data.
const MAX_DEPTH: usize = 4;
/// Most values and bytes of text of one file.
const LIMITS: Limits = Limits { nodes: 200_000, text: 4 << 20 };

/// What comes before the name of a file of data.
const NAMED: &str = "site.data";

/// The data that a body names, by the names of their files; None where it names none, or
/// the site has none.
pub(super) fn read(folder: &Path, body: &str) -> Option<Node> {
    let wanted = names(body)?;
    let mut reader = Reader { left: MAX_FILES };
    let entries = reader.folder(folder, 0, &|name| wanted.is_empty() || wanted.contains(name))?;
    Some(Node::Map(entries))
}

/// The files that a body names: `site.data.releases`, `site.data["releases"]`. Empty where
/// it takes them all (`site.data[page.lang]`); None where it names no data.
fn names(body: &str) -> Option<BTreeSet<String>> {
    let mut names = BTreeSet::new();
    let mut found = false;
    for (at, _) in body.match_indices(NAMED) {
        let rest = &body[at + NAMED.len()..];
        let name = match rest.as_bytes().first() {
            Some(b'.') => word(&rest[1..]),
            Some(b'[') => rest[1..].trim_start().strip_prefix(['"', '\'']).map_or("", word),
            _ => "",
        };
        if name.is_empty() {
            return Some(BTreeSet::new());
        }
        found = true;
        names.insert(name.to_owned());
    }
    found.then_some(names)
}

fn word(text: &str) -> &str {
    let end = text.find(|c: char| !c.is_alphanumeric() && !matches!(c, '_' | '-'));
    &text[..end.unwrap_or(text.len())]
}

struct Reader {
    left: usize,
}

impl Reader {
    /// The files of a folder whose names are wanted, and the folders below it.
    fn folder(
        &mut self,
        folder: &Path,
        depth: usize,
        wanted: &dyn Fn(&str) -> bool,
    ) -> Option<Vec<(String, Node)>> {
        let mut entries: Vec<_> = fs::read_dir(folder).ok()?.flatten().collect();
        entries.sort_by_key(fs::DirEntry::file_name);
        let mut values = Vec::new();
        for entry in entries {
            let name = scan::clean_name(&entry.file_name());
            let is_folder = entry.file_type().is_ok_and(|kind| kind.is_dir());
            let (stem, extension) = match name.rsplit_once('.') {
                Some(parts) if !is_folder => parts,
                _ => (name.as_str(), ""),
            };
            if name.starts_with('.') || !wanted(stem) || self.left == 0 {
                continue;
            }
            let value = if is_folder {
                let below = (depth < MAX_DEPTH).then(|| self.folder(&entry.path(), depth + 1, &|_| true));
                below.flatten().map(Node::Map)
            } else {
                self.file(&entry.path(), extension)
            };
            values.extend(value.map(|value| (stem.to_owned(), value)));
        }
        Some(values)
    }

    fn file(&mut self, path: &Path, extension: &str) -> Option<Node> {
        let reader: fn(&str) -> Option<Node> = match extension.to_ascii_lowercase().as_str() {
            "yml" | "yaml" => |text| yaml::read_within(text, LIMITS).ok(),
            "json" => |text| serde_json::from_str(text).ok().map(node),
            "toml" => |text| toml::read(text).ok().map(Node::Map),
            "csv" => |text| Some(table(text, ',')),
            "tsv" => |text| Some(table(text, '\t')),
            _ => return None,
        };
        self.left -= 1;
        let (bytes, cut) = file::whole(path, MAX_FILE).ok()?;
        let text = decode::decode(&bytes, true).text;
        (!cut).then(|| reader(text.trim_start_matches('\u{feff}')))?
    }
}

/// JSON as nodes; the parser bounds its nesting.
fn node(value: Value) -> Node {
    match value {
        Value::Null => Node::Null,
        Value::Bool(value) => Node::plain(value.to_string()),
        Value::Number(value) => Node::plain(value.to_string()),
        Value::String(text) => Node::quoted(text),
        Value::Array(items) => Node::List(items.into_iter().map(node).collect()),
        Value::Object(entries) => {
            Node::Map(entries.into_iter().map(|(key, value)| (key, node(value))).collect())
        }
    }
}

/// A table whose first row names the columns, as a list of mappings.
fn table(text: &str, separator: char) -> Node {
    let mut rows = rows(text, separator).into_iter();
    let head = rows.next().unwrap_or_default();
    let row = |cells: Vec<String>| {
        Node::Map(head.iter().cloned().zip(cells.into_iter().map(Node::quoted)).collect())
    };
    Node::List(rows.map(row).collect())
}

/// RFC 4180: cells in quotation marks may hold separators, line breaks and doubled marks.
fn rows(text: &str, separator: char) -> Vec<Vec<String>> {
    let (mut rows, mut row, mut cell, mut quoted) = (Vec::new(), Vec::new(), String::new(), false);
    let mut chars = text.chars().filter(|c| *c != '\r').peekable();
    while let Some(c) = chars.next() {
        match c {
            '"' if quoted && chars.next_if_eq(&'"').is_some() => cell.push('"'),
            '"' if quoted || cell.is_empty() => quoted = !quoted,
            '\n' if !quoted => {
                row.push(std::mem::take(&mut cell));
                rows.push(std::mem::take(&mut row));
            }
            c if c == separator && !quoted => row.push(std::mem::take(&mut cell)),
            c => cell.push(c),
        }
    }
    row.push(cell);
    rows.push(row);
    rows.retain(|row| row.iter().any(|cell| !cell.is_empty()));
    rows
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_named_is_read() {
        let root = tempfile::tempdir().unwrap();
        fs::create_dir_all(root.path().join("人物")).unwrap();
        let files = [
            ("releases.yml", "- version: 3.4.2\n  url: {gz: https://a.cn/x}\n"),
            ("站.json", "{\"名\": \"看报\", \"年\": 2024, \"空\": null}"),
            ("价.csv", "名,价\n米,\"1,\"\"0\"\"\"\n\n面,2\n"),
            ("坏.yml", "a: [未完"),
            ("人物/甲.yaml", "姓: 张"),
        ];
        for (name, text) in files {
            fs::write(root.path().join(name), text).unwrap();
        }
        let read = |body: &str| format!("{:?}", read(root.path(), body).map(names_of));
        fn names_of(node: Node) -> Vec<String> {
            let Node::Map(entries) = node else { return Vec::new() };
            entries.into_iter().map(|(name, _)| name).collect()
        }
        assert_eq!(read("没有"), "None");
        assert_eq!(read("{{ site.data.releases | first }}"), "Some([\"releases\"])");
        assert_eq!(read("{{ site.data['人物'].甲.姓 }}{{ site.data.价 }}"), "Some([\"人物\", \"价\"])");
        assert_eq!(read("{{ site.data[page.lang] }}"), "Some([\"releases\", \"人物\", \"价\", \"站\"])");
        assert_eq!(read("{{ site.data.坏 }}{{ site.data.无 }}"), "Some([])");
        assert_eq!(super::read(&root.path().join("无"), "site.data.x"), None);
    }

    #[test]
    fn tables_are_lists_of_mappings() {
        let row = |name: &str, price: &str| {
            Node::Map(vec![("名".into(), Node::quoted(name)), ("价".into(), Node::quoted(price))])
        };
        assert_eq!(
            table("名,价\r\n米,\"1,\"\"0\n\"\"\"\r\n\r\n面,2", ','),
            Node::List(vec![row("米", "1,\"0\n\""), row("面", "2")])
        );
        assert_eq!(table("", ','), Node::List(Vec::new()));
    }
}
