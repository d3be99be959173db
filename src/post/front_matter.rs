//! Front matter as keys and values, whatever its syntax and damage. Keys are unique here
//! (the last one wins, as in Jekyll), and everything that was wrong is told.

use super::header::{Header, Syntax};
use super::node::Node;
use super::plain::{self, Entries};
use super::{Trouble, salvage, toml, yaml};

/// Longest block that is given to a parser.
pub const MAX_BLOCK: usize = 16 << 10;

/// Keys and values of a post.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct FrontMatter {
    entries: Entries,
}

impl FrontMatter {
    /// Reads a block; never fails. What was wrong is added to `troubles`.
    pub fn read(header: &Header<'_>, troubles: &mut Vec<Trouble>) -> Self {
        let mut matter = Self::default();
        for (key, node) in entries(header, troubles) {
            match matter.entries.iter_mut().find(|(known, _)| *known == key) {
                Some(known) => {
                    known.1 = node;
                    let line = line_of_last(header, &key);
                    let message = format!("“{key}” is given more than once; the last one counts");
                    troubles.push(Trouble::warning(line, message));
                }
                None => matter.entries.push((key, node)),
            }
        }
        matter
    }

    /// The value of a key; null is a value.
    pub fn get(&self, key: &str) -> Option<&Node> {
        self.entries.iter().find(|(known, _)| known == key).map(|(_, node)| node)
    }

    /// All of it, keys unique, in their order.
    pub fn into_entries(self) -> Entries {
        self.entries
    }

    /// The value of the first of `keys` that has one; null is none.
    pub fn first(&self, keys: &[&str]) -> Option<&Node> {
        keys.iter().find_map(|key| self.get(key).filter(|node| **node != Node::Null))
    }

    /// A value inside a mapping (`[taxonomies] tags = …`).
    pub fn inner(&self, map: &str, key: &str) -> Option<&Node> {
        let Some(Node::Map(entries)) = self.get(map) else { return None };
        entries.iter().find(|(known, _)| known == key).map(|(_, node)| node)
    }
}

/// Line of the file, counted from 1, on which a top-level key stands for the last time.
pub fn line_of_last(header: &Header<'_>, key: &str) -> Option<u32> {
    let is_key = |line: &str| {
        let name = line.split([':', '：', '=']).next().unwrap_or_default();
        name.trim().trim_matches(['"', '\'']) == key
    };
    let found = header.block.lines().enumerate().filter(|(_, line)| is_key(line)).last();
    found.and_then(|(at, _)| u32::try_from(at).ok()).map(|at| at + header.first_line)
}

fn entries(header: &Header<'_>, troubles: &mut Vec<Trouble>) -> Entries {
    if header.block.len() > MAX_BLOCK {
        let message =
            format!("the front matter is longer than {} KB; it was read line by line", MAX_BLOCK >> 10);
        troubles.push(Trouble::warning(Some(header.first_line), message));
        return salvage::read(&header.block[..floor_char(header.block, MAX_BLOCK)], header.syntax);
    }
    let read = match header.syntax {
        Syntax::Yaml => yaml_entries(header.block),
        Syntax::Toml => toml::read(header.block).map_err(|error| ("TOML", error.line, error.message)),
    };
    read.unwrap_or_else(|(language, line, why)| {
        let line = line.map_or(header.first_line, |line| line + header.first_line);
        let message = format!("the front matter is not valid {language} ({why}); it was read line by line");
        troubles.push(Trouble::warning(Some(line), message));
        salvage::read(header.block, header.syntax)
    })
}

type Refused = (&'static str, Option<u32>, String);

fn yaml_entries(block: &str) -> Result<Entries, Refused> {
    if let Some(entries) = plain::read(block) {
        return Ok(entries);
    }
    match yaml::read(block) {
        Ok(Node::Map(entries)) => Ok(entries.into_iter().map(|entry| marked(block, entry)).collect()),
        Ok(Node::Null) => Ok(Entries::new()),
        Ok(_) => Err(("YAML", None, "keys and values were expected".into())),
        Err(error) => Err(("YAML", error.line, error.message)),
    }
}

/// The full parser does not tell `no` from `"no"`; the line it stands on does.
fn marked(block: &str, (key, node): (String, Node)) -> (String, Node) {
    let quoted = || {
        let value = block.lines().find_map(|line| line.strip_prefix(&*key)?.trim_start().strip_prefix(':'));
        value.is_some_and(|value| value.trim_start_matches([' ', '\t', '!']).starts_with(['"', '\'']))
    };
    match node {
        Node::Text { text, plain: true } if quoted() => (key, Node::quoted(text)),
        node => (key, node),
    }
}

fn floor_char(text: &str, mut at: usize) -> usize {
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::post::header::{Dialect, find};

    fn read(text: &str) -> (FrontMatter, Vec<Trouble>) {
        let mut troubles = Vec::new();
        let header = find(text, Dialect::Any).header().unwrap();
        let matter = FrontMatter::read(&header, &mut troubles);
        (matter, troubles)
    }

    #[test]
    fn the_last_of_a_repeated_key_wins_and_is_told() {
        let (matter, troubles) = read("---\ntitle: 一\nx: y\ntitle: 二\n---\n");
        assert_eq!(matter.get("title"), Some(&Node::plain("二")));
        assert_eq!(troubles.len(), 1);
        assert_eq!(troubles[0].line, Some(4));
    }

    #[test]
    fn damage_is_told_with_its_line_and_read_anyway() {
        let (matter, troubles) = read("---\nlayout: post\ntitle: 快讯: 某事\ntags: [甲, 乙]\n---\n");
        assert_eq!(matter.get("title"), Some(&Node::plain("快讯: 某事")));
        assert_eq!(troubles.len(), 1);
        assert_eq!(troubles[0].line, Some(3));
        let (matter, troubles) = read("+++\ntitle = '题'\ndate = 昨天\n+++\n");
        assert_eq!(matter.get("title"), Some(&Node::quoted("题")));
        assert_eq!(troubles[0].line, Some(3));
    }

    #[test]
    fn quotation_decides_what_is_a_boolean() {
        for (text, expected) in [
            ("---\na: ! x\npublished: no\n---\n", Some(false)),
            ("---\na: ! x\npublished: \"no\"\n---\n", None),
            ("---\na: ! x\npublished: ! 'false'\n---\n", None),
            ("---\npublished: 'no'\n---\n", None),
        ] {
            assert_eq!(read(text).0.get("published").and_then(Node::boolean), expected, "{text}");
        }
    }

    #[test]
    fn a_huge_block_is_read_line_by_line() {
        let text = format!("---\ntitle: 题\nx: {}\n---\n", "长".repeat(MAX_BLOCK));
        let (matter, troubles) = read(&text);
        assert_eq!(matter.get("title"), Some(&Node::plain("题")));
        assert_eq!(troubles.len(), 1);
    }
}
