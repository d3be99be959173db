//! YAML by the full parser, into [`Node`]s that keep every scalar as it was written.
//! The parser is quadratic in flow nesting and expands aliases, so a block is checked
//! before it, and what comes out is counted. One of the few files that name serde_yaml.

use std::cell::Cell;
use std::fmt;

use serde::de::{
    self, DeserializeSeed, Deserializer, EnumAccess, MapAccess, SeqAccess, VariantAccess, Visitor,
};

use super::node::Node;

/// Deepest nesting of brackets that is given to the parser.
const MAX_DEPTH: usize = 32;
/// Most aliases that a block may use.
const MAX_ALIASES: usize = 64;
/// What may come out of a block of front matter or a file of settings.
const LIMITS: Limits = Limits { nodes: 8_192, text: 1 << 20 };

/// The most that may come out of a block, aliases expanded.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    /// Values.
    pub nodes: usize,
    /// Bytes of text.
    pub text: usize,
}

/// Why a block is not YAML that kanbao reads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct YamlError {
    /// Line of the block, counted from 0.
    pub line: Option<u32>,
    /// A few words.
    pub message: String,
}

impl YamlError {
    fn new(message: &str) -> Self {
        Self { line: None, message: message.into() }
    }
}

impl From<serde_yaml::Error> for YamlError {
    fn from(error: serde_yaml::Error) -> Self {
        let line = error.location().and_then(|at| u32::try_from(at.line().saturating_sub(1)).ok());
        let text = error.to_string();
        let message = text.split(" at line ").next().unwrap_or_default().to_owned();
        Self { line, message }
    }
}

/// Reads a block as one value; an empty block is [`Node::Null`].
///
/// # Errors
/// The parser's, or that the block is nested or repeated beyond the limits.
pub fn read(block: &str) -> Result<Node, YamlError> {
    read_within(block, LIMITS)
}

/// Reads a block that may be larger than front matter is.
///
/// # Errors
/// As [`read`].
pub fn read_within(block: &str, limits: Limits) -> Result<Node, YamlError> {
    check(block)?;
    let budget = Budget { nodes: Cell::new(limits.nodes), text: Cell::new(limits.text) };
    let shape = ShapeSeed(&budget).deserialize(serde_yaml::Deserializer::from_str(block))?;
    Ok(NodeSeed { shape: &shape, budget: &budget }.deserialize(serde_yaml::Deserializer::from_str(block))?)
}

/// Refuses what would cost the parser more than its length. Quotation marks are not
/// looked at: text with thirty open brackets in a row is no title.
fn check(block: &str) -> Result<(), YamlError> {
    let (mut depth, mut aliases, mut last) = (0_usize, 0_usize, b'\n');
    let mut bytes = block.bytes().peekable();
    while let Some(byte) = bytes.next() {
        match byte {
            b'[' | b'{' => depth += 1,
            b']' | b'}' => depth = depth.saturating_sub(1),
            b'*' => {
                let starts = last.is_ascii_whitespace() || b"[{,:-".contains(&last);
                let named = bytes.peek().is_some_and(|next| !next.is_ascii_whitespace() && *next != b'*');
                aliases += usize::from(starts && named);
            }
            _ => {}
        }
        last = byte;
        if depth > MAX_DEPTH {
            return Err(YamlError::new("brackets are nested too deeply"));
        }
    }
    if aliases > MAX_ALIASES { Err(YamlError::new("too many aliases")) } else { Ok(()) }
}

/// What may still come out.
struct Budget {
    nodes: Cell<usize>,
    text: Cell<usize>,
}

impl Budget {
    fn spend<E: de::Error>(&self, text: usize) -> Result<(), E> {
        let (Some(nodes), Some(text)) = (self.nodes.get().checked_sub(1), self.text.get().checked_sub(text))
        else {
            return Err(E::custom("too much is repeated"));
        };
        self.nodes.set(nodes);
        self.text.set(text);
        Ok(())
    }
}

/// What kind of value stands where: the first pass. A scalar's own text comes in the
/// second, asked for as text, because asked for as "anything" `0123` becomes a number.
enum Shape {
    Null,
    Text,
    List(Vec<Shape>),
    Map(Vec<Shape>),
}

#[derive(Clone, Copy)]
struct ShapeSeed<'b>(&'b Budget);

impl<'de> DeserializeSeed<'de> for ShapeSeed<'_> {
    type Value = Shape;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Shape, D::Error> {
        self.0.spend(0)?;
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for ShapeSeed<'_> {
    type Value = Shape;

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("a value")
    }

    fn visit_unit<E>(self) -> Result<Shape, E> {
        Ok(Shape::Null)
    }

    fn visit_none<E>(self) -> Result<Shape, E> {
        Ok(Shape::Null)
    }

    fn visit_bool<E>(self, _: bool) -> Result<Shape, E> {
        Ok(Shape::Text)
    }

    fn visit_i64<E>(self, _: i64) -> Result<Shape, E> {
        Ok(Shape::Text)
    }

    fn visit_u64<E>(self, _: u64) -> Result<Shape, E> {
        Ok(Shape::Text)
    }

    fn visit_i128<E>(self, _: i128) -> Result<Shape, E> {
        Ok(Shape::Text)
    }

    fn visit_u128<E>(self, _: u128) -> Result<Shape, E> {
        Ok(Shape::Text)
    }

    fn visit_f64<E>(self, _: f64) -> Result<Shape, E> {
        Ok(Shape::Text)
    }

    fn visit_str<E>(self, _: &str) -> Result<Shape, E> {
        Ok(Shape::Text)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Shape, A::Error> {
        let mut shapes = Vec::new();
        while let Some(shape) = items.next_element_seed(self)? {
            shapes.push(shape);
        }
        Ok(Shape::List(shapes))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Shape, A::Error> {
        let mut shapes = Vec::new();
        while entries.next_key_seed(KeySeed)?.is_some() {
            shapes.push(entries.next_value_seed(self)?);
        }
        Ok(Shape::Map(shapes))
    }

    /// A tagged value (`! '题'`, `!tag x`) is the value without its tag.
    fn visit_enum<A: EnumAccess<'de>>(self, tagged: A) -> Result<Shape, A::Error> {
        let (_, value) = tagged.variant_seed(KeySeed)?;
        value.newtype_variant_seed(self)
    }
}

/// A key, as text.
struct KeySeed;

impl<'de> DeserializeSeed<'de> for KeySeed {
    type Value = String;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<String, D::Error> {
        de::Deserialize::deserialize(deserializer)
    }
}

/// The second pass: every value asked for as what the first pass found.
#[derive(Clone, Copy)]
struct NodeSeed<'s> {
    shape: &'s Shape,
    budget: &'s Budget,
}

impl<'s> NodeSeed<'s> {
    fn child<E: de::Error>(self, at: usize) -> Result<Self, E> {
        let shapes = match self.shape {
            Shape::List(shapes) | Shape::Map(shapes) => shapes.as_slice(),
            Shape::Null | Shape::Text => &[],
        };
        let shape = shapes.get(at).ok_or_else(|| E::custom("the block changed its shape"))?;
        Ok(Self { shape, budget: self.budget })
    }
}

impl<'de> DeserializeSeed<'de> for NodeSeed<'_> {
    type Value = Node;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Node, D::Error> {
        match self.shape {
            Shape::Null => deserializer.deserialize_ignored_any(de::IgnoredAny).map(|_| Node::Null),
            Shape::Text => deserializer.deserialize_str(self),
            Shape::List(_) => deserializer.deserialize_seq(self),
            Shape::Map(_) => deserializer.deserialize_map(self),
        }
    }
}

impl<'de> Visitor<'de> for NodeSeed<'_> {
    type Value = Node;

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("the same value again")
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<Node, E> {
        self.budget.spend(text.len())?;
        Ok(Node::plain(text))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Node, A::Error> {
        let mut nodes = Vec::new();
        while let Ok(seed) = self.child::<A::Error>(nodes.len()) {
            let Some(node) = items.next_element_seed(seed)? else { break };
            nodes.push(node);
        }
        while items.next_element::<de::IgnoredAny>()?.is_some() {}
        Ok(Node::List(nodes))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Node, A::Error> {
        let mut nodes = Vec::new();
        while let Some(key) = entries.next_key_seed(KeySeed)? {
            let node = entries.next_value_seed(self.child(nodes.len())?)?;
            nodes.push((key, node));
        }
        Ok(Node::Map(nodes))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn title(block: &str) -> Result<Node, String> {
        match read(block).map_err(|error| error.message)? {
            Node::Map(entries) => Ok(entries.into_iter().next_back().map_or(Node::Null, |(_, node)| node)),
            other => Ok(other),
        }
    }

    #[test]
    fn scalars_come_through_as_written() {
        let rows = [
            ("t: 2022", "2022"),
            ("t: 0123", "0123"),
            ("t: 1e5", "1e5"),
            ("t: 0x1F", "0x1F"),
            ("t: no", "no"),
            ("t: True", "True"),
            ("t: ! '题：含 #1'", "题：含 #1"),
            ("t: !tag 题", "题"),
            ("t: \"\\u9898\\n\"", "题\n"),
            ("t: >\n  折\n  行\n", "折 行\n"),
            ("t:\t题", "题"),
            ("t: 题 # 注", "题"),
            ("t: 一\n  二", "一 二"),
            ("a: &x 题\nt: *x", "题"),
            ("t: 18446744073709551616", "18446744073709551616"),
        ];
        for (block, expected) in rows {
            assert_eq!(title(block), Ok(Node::plain(expected)), "{block:?}");
        }
    }

    #[test]
    fn structure_is_kept_and_duplicates_stay_in_order() {
        let node = read("t: 一\nt: 二\nm: {a: [1, ~]}\ne:\n").unwrap();
        let inner = Node::Map(vec![("a".into(), Node::List(vec![Node::plain("1"), Node::Null]))]);
        let expected = vec![
            ("t".into(), Node::plain("一")),
            ("t".into(), Node::plain("二")),
            ("m".into(), inner),
            ("e".into(), Node::Null),
        ];
        assert_eq!(node, Node::Map(expected));
        assert_eq!(read(""), Ok(Node::Null));
        assert_eq!(read("# 注\n"), Ok(Node::Null));
        assert_eq!(
            read("- 甲\n- !x [乙]"),
            Ok(Node::List(vec![Node::plain("甲"), Node::List(vec![Node::plain("乙")])]))
        );
    }

    #[test]
    fn bombs_are_refused_before_or_by_the_budget() {
        let nested = format!("t: {}", "[".repeat(16_000));
        assert_eq!(title(&nested), Err("brackets are nested too deeply".into()));
        let aliases = format!("a: &a x\nt: [{}]", "*a, ".repeat(65));
        assert_eq!(title(&aliases), Err("too many aliases".into()));
        let mut bomb = String::from("a0: &a0 [x,x,x,x,x,x,x,x]\n");
        for level in 1..8 {
            let item = format!("*a{}", level - 1);
            bomb += &format!("a{level}: &a{level} [{}]\n", [item.as_str(); 8].join(", "));
        }
        assert!(title(&bomb).is_err());
    }

    #[test]
    fn an_error_names_its_line() {
        let error = read("title: 甲\ntags: [未完\ndate: x\n").unwrap_err();
        assert!(error.line.is_some_and(|line| line >= 1), "{error:?}");
        assert!(!error.message.contains("line"), "{error:?}");
    }
}
