//! A site's files of data (`_data/releases.yml`), read when a body names them and only
//! those: one of a hundred kilobytes costs more than the post. Files that are missing, too
//! large or broken are no values, and so are links out of the archive; the body then shows what
//! it asked for. They are read anew for each body: what they may cost is bounded, and they change.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use serde_json::Value;

use crate::post::node::Node;
use crate::post::toml;
use crate::post::yaml::{self, Limits};

use super::file::Whole;
use super::{decode, file, scan};

/// Most bytes of one file.
const MAX_FILE: u64 = 2 << 20;
/// Most files that one body may have read.
const MAX_FILES: usize = 64;
/// Deepest nesting of folders of data.
const MAX_DEPTH: usize = 4;
/// Most bytes that one body may have read.
const MAX_BYTES: u64 = 4 << 20;
/// Most values and bytes of text that may come out of them.
const LIMITS: Limits = Limits { nodes: 200_000, text: 4 << 20 };

/// What comes before the name of a file of data.
const NAMED: &str = "site.data";

/// The data of the site at `root` that a body names, by the names of their files; None where
/// it names none, or the site has none.
pub(super) fn read(root: &Path, body: &str) -> Option<Node> {
    let wanted = names(body)?;
    let folder = root.join("_data");
    if !folder.symlink_metadata().ok()?.is_dir() {
        return None;
    }
    let mut reader = Reader { root, files: MAX_FILES, bytes: MAX_BYTES, limits: LIMITS };
    let entries = reader.folder(&folder, 0, &|name| wanted.is_empty() || wanted.contains(name))?;
    Some(Node::Map(entries))
}

/// The files that a body names: `site.data.releases`, `site.data["releases"]`. Empty where
/// it takes them all (`site.data[page.lang]`); None where it names no data.
fn names(body: &str) -> Option<BTreeSet<String>> {
    let mut names = BTreeSet::new();
    for (at, _) in body.match_indices(NAMED) {
        let rest = &body[at + NAMED.len()..];
        let name = match rest.chars().next() {
            // The end of a sentence, and `site.database`.
            Some('.') if word(&rest[1..]).is_empty() => continue,
            Some(c) if !word(c.encode_utf8(&mut [0; 4])).is_empty() => continue,
            Some('.') => word(&rest[1..]),
            Some('[') => rest[1..].trim_start().strip_prefix(['"', '\'']).map_or("", word),
            _ => "",
        };
        if name.is_empty() {
            return Some(BTreeSet::new());
        }
        names.insert(name.to_owned());
    }
    (!names.is_empty()).then_some(names)
}

fn word(text: &str) -> &str {
    let end = text.find(|c: char| !c.is_alphanumeric() && !matches!(c, '_' | '-'));
    &text[..end.unwrap_or(text.len())]
}

struct Reader<'r> {
    /// What links may not lead out of.
    root: &'r Path,
    /// What may still be read.
    files: usize,
    bytes: u64,
    /// What may still come out of it.
    limits: Limits,
}

impl Reader<'_> {
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
            let Ok(kind) = entry.file_type() else { continue };
            let is_folder = kind.is_dir();
            let (stem, extension) = match name.rsplit_once('.') {
                Some(parts) if !is_folder => parts,
                _ => (name.as_str(), ""),
            };
            let leads_out = || kind.is_symlink() && !file::lies_in(self.root, &entry.path());
            if name.starts_with('.') || !wanted(stem) || self.files == 0 || leads_out() {
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
        let reader: fn(&str, Limits) -> Option<Node> = match extension.to_ascii_lowercase().as_str() {
            "yml" | "yaml" => |text, limits| yaml::read_within(text, limits).ok(),
            "json" => |text, _| serde_json::from_str(text).ok().map(node),
            "toml" => |text, _| toml::read(text).ok().map(Node::Map),
            "csv" => |text, limits| table(text, ',', limits),
            "tsv" => |text, limits| table(text, '\t', limits),
            _ => return None,
        };
        self.files -= 1;
        let Whole { bytes, cut, .. } = file::whole(path, MAX_FILE.min(self.bytes)).ok()?;
        self.bytes = self.bytes.saturating_sub(bytes.len() as u64);
        let text = decode::decode(&bytes, true).text;
        let node = (!cut).then(|| reader(text.trim_start_matches('\u{feff}'), self.limits))??;
        let mut left = self.limits;
        spend(&mut left, &node)?;
        self.limits = left;
        Some(node)
    }
}

/// Takes what a value is made of off the limits; None where it is more.
fn spend(limits: &mut Limits, node: &Node) -> Option<()> {
    limits.nodes = limits.nodes.checked_sub(1)?;
    let mut text = |text: &str| {
        limits.text = limits.text.checked_sub(text.len())?;
        Some(())
    };
    match node {
        Node::Null => Some(()),
        Node::Text { text: own, .. } => text(own),
        Node::List(items) => items.iter().try_for_each(|item| spend(limits, item)),
        Node::Map(entries) => {
            entries.iter().try_for_each(|(key, _)| text(key))?;
            entries.iter().try_for_each(|(_, value)| spend(limits, value))
        }
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

/// A table whose first row names the columns, as a list of mappings; None where the names,
/// which each row repeats, make it more than the limits.
fn table(text: &str, separator: char, limits: Limits) -> Option<Node> {
    let mut rows = rows(text, separator).into_iter();
    let head = rows.next().unwrap_or_default();
    let names: usize = head.iter().map(String::len).sum();
    let repeated = |one: usize| rows.len().saturating_mul(one);
    if repeated(names) > limits.text || repeated(head.len()) > limits.nodes {
        return None;
    }
    let row = |cells: Vec<String>| {
        Node::Map(head.iter().cloned().zip(cells.into_iter().map(Node::quoted)).collect())
    };
    Some(Node::List(rows.map(row).collect()))
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
    use std::os::unix::fs::symlink;

    use super::*;

    #[test]
    fn only_what_is_named_is_read() {
        let root = tempfile::tempdir().unwrap();
        let data = root.path().join("_data");
        fs::create_dir_all(data.join("人物")).unwrap();
        let files = [
            ("releases.yml", "- version: 3.4.2\n  url: {gz: https://a.cn/x}\n"),
            ("站.json", "{\"名\": \"看报\", \"年\": 2024, \"空\": null}"),
            ("价.csv", "名,价\n米,\"1,\"\"0\"\"\"\n\n面,2\n"),
            ("坏.yml", "a: [未完"),
            ("人物/甲.yaml", "姓: 张"),
        ];
        for (name, text) in files {
            fs::write(data.join(name), text).unwrap();
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
        assert_eq!(read("见 site.data. 与 site.database 与 site.data文"), "None");
        assert_eq!(read("{% for f in site.data %}"), read("{{ site.data[page.lang] }}"));
        assert_eq!(super::read(&data, "site.data.x"), None);
    }

    #[test]
    fn tables_are_lists_of_mappings() {
        let row = |name: &str, price: &str| {
            Node::Map(vec![("名".into(), Node::quoted(name)), ("价".into(), Node::quoted(price))])
        };
        assert_eq!(
            table("名,价\r\n米,\"1,\"\"0\n\"\"\"\r\n\r\n面,2", ',', LIMITS),
            Some(Node::List(vec![row("米", "1,\"0\n\""), row("面", "2")]))
        );
        assert_eq!(table("", ',', LIMITS), Some(Node::List(Vec::new())));
    }

    #[test]
    fn no_link_leads_out_of_the_archive() {
        let outside = tempfile::tempdir().unwrap();
        fs::write(outside.path().join("密.yml"), "口令: 一二三").unwrap();
        let root = tempfile::tempdir().unwrap();
        let data = root.path().join("_data");
        fs::create_dir(&data).unwrap();
        fs::write(root.path().join("内.yml"), "甲: 乙").unwrap();
        symlink(outside.path().join("密.yml"), data.join("密.yml")).unwrap();
        symlink(outside.path(), data.join("夹")).unwrap();
        symlink("../内.yml", data.join("内.yml")).unwrap();
        let inner = Node::Map(vec![("甲".into(), Node::plain("乙"))]);
        assert_eq!(read(root.path(), "site.data[x]"), Some(Node::Map(vec![("内".into(), inner)])));
        let other = tempfile::tempdir().unwrap();
        symlink(outside.path(), other.path().join("_data")).unwrap();
        assert_eq!(read(other.path(), "site.data[x]"), None);
    }

    #[test]
    fn what_all_files_make_together_is_bounded() {
        let root = tempfile::tempdir().unwrap();
        let data = root.path().join("_data");
        fs::create_dir(&data).unwrap();
        // A name of half a megabyte that a hundred thousand rows would repeat.
        fs::write(data.join("a.csv"), format!("{}\n{}", "名".repeat(200_000), "x\n".repeat(100_000)))
            .unwrap();
        fs::write(data.join("b.json"), format!("[{}0]", "0,".repeat(300_000))).unwrap();
        fs::write(data.join("c.yml"), format!("a: &a {}\nb: [{}*a]", "x".repeat(200_000), "*a, ".repeat(60)))
            .unwrap();
        for number in 0..8 {
            fs::write(data.join(format!("d{number}.yml")), format!("甲: {}", "乙".repeat(250_000))).unwrap();
        }
        let Some(Node::Map(files)) = read(root.path(), "site.data[x]") else { panic!("no data") };
        let names: Vec<_> = files.iter().map(|(name, _)| name.as_str()).collect();
        assert_eq!(names, ["d0", "d1", "d2"]);
    }
}
