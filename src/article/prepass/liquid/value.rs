//! Values of a template: text, numbers, lists, and the nodes of front matter and data, where
//! a scalar is a number or a boolean only when one is due.

use std::cmp::Ordering;
use std::rc::Rc;

use crate::post::node::Node;

use super::purse::Purse;

/// Bytes of the longest text that is made of a list.
pub(super) const MAX_TEXT: usize = 256 << 10;
/// Lists within each other: what is deeper would be dropped or shown by recursion.
const MAX_NESTING: usize = 4;

/// A value. Copies are cheap: what is long is shared.
#[derive(Debug, Clone)]
pub(super) enum Value<'a> {
    /// Of this nothing is known: it stays to be seen as it was asked for.
    Missing,
    /// Nothing.
    Nil,
    /// `empty` and `blank`, which are equal to what is so.
    Empty,
    Blank,
    Bool(bool),
    Int(i64),
    Float(f64),
    Str(&'a str),
    Text(Rc<str>),
    List(Rc<[Value<'a>]>),
    /// A scalar, list or mapping of front matter, settings or data.
    Node(&'a Node),
}

impl<'a> Value<'a> {
    pub fn text(text: impl Into<Rc<str>>) -> Self {
        Self::Text(text.into())
    }

    pub fn of(node: &'a Node) -> Self {
        if *node == Node::Null { Self::Nil } else { Self::Node(node) }
    }

    /// Whether nothing is known of it.
    pub fn is_missing(&self) -> bool {
        matches!(self, Self::Missing)
    }

    /// Whether nothing is there, known or not.
    pub fn is_nothing(&self) -> bool {
        matches!(self, Self::Missing | Self::Nil)
    }

    /// Whether a condition on it holds: all but nothing and false.
    pub fn is_true(&self) -> bool {
        match self {
            Self::Missing | Self::Nil | Self::Bool(false) => false,
            Self::Node(node) => node.boolean() != Some(false),
            _ => true,
        }
    }

    /// `empty`: a text or list without anything in it.
    pub fn is_empty(&self) -> bool {
        match self {
            Self::Str(text) => text.is_empty(),
            Self::Text(text) => text.is_empty(),
            Self::List(items) => items.is_empty(),
            Self::Node(Node::List(items)) => items.is_empty(),
            Self::Node(Node::Map(entries)) => entries.is_empty(),
            Self::Node(Node::Text { text, .. }) => text.is_empty(),
            Self::Empty | Self::Blank => true,
            _ => false,
        }
    }

    /// `blank`: nothing, false, empty or only white space.
    pub fn is_blank(&self) -> bool {
        !self.is_true() || self.is_empty() || self.as_str().is_some_and(|text| text.trim().is_empty())
    }

    /// The text of a text.
    pub fn as_str(&self) -> Option<&str> {
        match self {
            Self::Str(text) => Some(text),
            Self::Text(text) => Some(text),
            Self::Node(node) => node.text(),
            _ => None,
        }
    }

    /// What it looks like when it is shown. A text is shown whole, a list up to the longest
    /// text.
    pub fn shown(&self) -> Rc<str> {
        match self {
            Self::Text(text) => Rc::clone(text),
            Self::Bool(value) => value.to_string().into(),
            Self::Int(value) => value.to_string().into(),
            Self::Float(value) => decimal(*value).into(),
            Self::List(_) | Self::Node(Node::List(_)) => self.joined("").into(),
            other => other.as_str().unwrap_or_default().into(),
        }
    }

    /// Its items as one text, with this between them; not much longer than the longest text.
    pub fn joined(&self, separator: &str) -> String {
        let mut out = String::new();
        for (at, item) in self.items().iter().enumerate() {
            if at > 0 {
                out.push_str(separator);
            }
            out.push_str(&item.shown());
            if out.len() > MAX_TEXT {
                break;
            }
        }
        out
    }

    /// Bytes or values that it is made of: what touching all of it costs. Counting ends
    /// where no purse could pay.
    pub fn size(&self) -> usize {
        match self {
            Self::List(items) => {
                let mut size = 1;
                for item in items.iter() {
                    size += match item {
                        // Of a mapping a filter looks one entry up.
                        Self::Node(Node::Map(entries)) => 1 + entries.len() / 8,
                        item => item.size(),
                    };
                    if size > Purse::STEPS {
                        break;
                    }
                }
                size
            }
            Self::Node(Node::List(items)) => {
                items.iter().map(|item| 1 + item.text().map_or(0, str::len)).sum()
            }
            other => other.breadth(),
        }
    }

    /// What a look-up in it costs at most.
    pub fn breadth(&self) -> usize {
        match self {
            Self::List(_) | Self::Node(Node::List(_)) => 1,
            Self::Node(Node::Map(entries)) => entries.len(),
            other => other.as_str().map_or(1, str::len),
        }
    }

    /// The list with an item before or behind it; without it, where lists would nest too deeply.
    pub fn with(&self, item: &Self, before: bool) -> Self {
        let own = self.items();
        if item.nesting() >= MAX_NESTING {
            return Self::List(own);
        }
        let (front, behind) = if before { (Some(item), None) } else { (None, Some(item)) };
        Self::List(front.into_iter().chain(own.iter()).chain(behind).cloned().collect())
    }

    fn nesting(&self) -> usize {
        match self {
            Self::List(items) => 1 + items.iter().map(Self::nesting).max().unwrap_or(0),
            _ => 0,
        }
    }

    /// Its items; a value that is no list is a list of itself.
    pub fn items(&self) -> Rc<[Self]> {
        match self {
            Self::List(items) => Rc::clone(items),
            Self::Node(Node::List(items)) => items.iter().map(Self::of).collect(),
            Self::Missing | Self::Nil => Rc::from([]),
            other => Rc::from([other.clone()]),
        }
    }

    /// What a loop runs over: the pairs of key and value of a mapping, the items of a list,
    /// a text that is not empty as a whole.
    pub fn turns(&self) -> Rc<[Self]> {
        match self {
            Self::Node(Node::Map(entries)) => entries.iter().map(pair).collect(),
            Self::Int(_) | Self::Float(_) | Self::Bool(_) | Self::Empty | Self::Blank => Rc::from([]),
            other if !other.is_list() && other.is_empty() => Rc::from([]),
            other => other.items(),
        }
    }

    /// The values of a mapping, the items of all else.
    pub fn values(&self) -> Rc<[Self]> {
        match self {
            Self::Node(Node::Map(entries)) => entries.iter().map(|(_, node)| Self::of(node)).collect(),
            other => other.items(),
        }
    }

    /// Whether it is a list.
    pub fn is_list(&self) -> bool {
        matches!(self, Self::List(_) | Self::Node(Node::List(_)))
    }

    /// The number that it is. One in front matter or data is one only without quotation marks.
    fn own_number(&self) -> Option<Number> {
        match self {
            Self::Node(Node::Text { plain: false, .. }) | Self::Str(_) | Self::Text(_) => None,
            other => other.number(),
        }
    }

    /// The number that it is or that its text says: what arithmetic takes.
    pub fn number(&self) -> Option<Number> {
        match self {
            Self::Int(value) => Some(Number::Int(*value)),
            Self::Float(value) => Some(Number::Float(*value)),
            other => Number::read(other.as_str()?),
        }
    }

    /// The number as a count; 0 where there is none.
    pub fn count(&self) -> usize {
        let number = self.number().map_or(0, Number::whole);
        usize::try_from(number).unwrap_or(0)
    }

    /// What stands under a key, or at an index.
    pub fn get(&self, key: &str) -> Self {
        match self {
            Self::Missing => Self::Missing,
            Self::Node(Node::Map(entries)) => {
                let found = entries.iter().rev().find(|(known, _)| known == key);
                match (found, key) {
                    (Some((_, node)), _) => Self::of(node),
                    (None, "size") => Self::whole(entries.len()),
                    (None, "first") => entries.first().map_or(Self::Nil, pair),
                    (None, _) => Self::Nil,
                }
            }
            Self::List(items) => {
                at(items.len(), key).map_or_else(|| self.length(key), |at| items[at].clone())
            }
            Self::Node(Node::List(items)) => {
                at(items.len(), key).map_or_else(|| self.length(key), |at| Self::of(&items[at]))
            }
            _ => self.length(key),
        }
    }

    fn length(&self, key: &str) -> Self {
        let length = match self {
            _ if key != "size" => return Self::Nil,
            Self::List(items) => items.len(),
            Self::Node(Node::List(items)) => items.len(),
            other => match other.as_str() {
                Some(text) => text.chars().count(),
                None => return Self::Nil,
            },
        };
        Self::whole(length)
    }

    pub fn whole(number: usize) -> Self {
        Self::Int(i64::try_from(number).unwrap_or(i64::MAX))
    }

    /// Equality as in Liquid, where `"3"` is not `3`; but `3` in front matter and data is both,
    /// since authors mean it so.
    pub fn equals(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Empty, value) | (value, Self::Empty) => value.is_empty(),
            (Self::Blank, value) | (value, Self::Blank) => value.is_blank(),
            (Self::Missing | Self::Nil, Self::Missing | Self::Nil) => true,
            (Self::Bool(value), Self::Bool(other)) => value == other,
            (Self::Bool(value), Self::Node(node)) | (Self::Node(node), Self::Bool(value)) => {
                node.boolean() == Some(*value)
            }
            (Self::Node(one), Self::Node(other)) if std::ptr::eq(*one, *other) => true,
            (Self::Int(_) | Self::Float(_), _) | (_, Self::Int(_) | Self::Float(_)) => {
                self.order(other) == Some(Ordering::Equal)
            }
            _ => matches!((self.as_str(), other.as_str()), (Some(one), Some(other)) if one == other),
        }
    }

    /// The order of numbers by size and of texts by letter; none between the two.
    pub fn order(&self, other: &Self) -> Option<Ordering> {
        match (self.own_number(), other.own_number()) {
            (Some(one), Some(other)) => one.float().partial_cmp(&other.float()),
            _ => Some(self.as_str()?.cmp(other.as_str()?)),
        }
    }

    /// An order of all values: numbers, then texts, then all else, which is left as it stands.
    pub fn total_order(&self, other: &Self) -> Ordering {
        match (self.own_number(), other.own_number()) {
            (Some(one), Some(other)) => one.float().total_cmp(&other.float()),
            (Some(_), None) => Ordering::Less,
            (None, Some(_)) => Ordering::Greater,
            (None, None) => match (self.as_str(), other.as_str()) {
                (Some(one), Some(other)) => one.cmp(other),
                (one, other) => one.is_none().cmp(&other.is_none()),
            },
        }
    }
}

/// A key with its value, as a list of the two.
fn pair<'a>((key, node): &'a (String, Node)) -> Value<'a> {
    Value::List(Rc::from([Value::Str(key), Value::of(node)]))
}

/// The index that a key means in a list of this length.
fn at(length: usize, key: &str) -> Option<usize> {
    let index = match key {
        "first" => 0,
        "last" => length.checked_sub(1)?,
        _ => match key.strip_prefix('-') {
            Some(back) => length.checked_sub(back.parse().ok()?)?,
            None => key.parse().ok()?,
        },
    };
    (index < length).then_some(index)
}

/// A number: whole ones stay whole.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Number {
    Int(i64),
    Float(f64),
}

impl Number {
    pub fn read(text: &str) -> Option<Self> {
        let text = text.trim();
        if !text.ends_with(|c: char| c.is_ascii_digit()) || text.len() > 32 {
            return None;
        }
        let whole = text.parse().map(Self::Int).ok();
        whole.or_else(|| text.parse().map(Self::Float).ok().filter(|_| text.contains('.')))
    }

    pub fn float(self) -> f64 {
        match self {
            #[allow(clippy::cast_precision_loss, reason = "a float is asked for")]
            Self::Int(value) => value as f64,
            Self::Float(value) => value,
        }
    }

    pub fn whole(self) -> i64 {
        match self {
            Self::Int(value) => value,
            #[allow(clippy::cast_possible_truncation, reason = "a cast keeps to the range")]
            Self::Float(value) => value as i64,
        }
    }

    pub fn value<'a>(self) -> Value<'a> {
        match self {
            Self::Int(value) => Value::Int(value),
            Self::Float(value) => Value::Float(value),
        }
    }
}

fn decimal(value: f64) -> String {
    if value == value.trunc() && value.abs() < 1e15 { format!("{value:.1}") } else { value.to_string() }
}
