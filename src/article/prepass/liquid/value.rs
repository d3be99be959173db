//! Values of a template: text, numbers, lists, and the nodes of front matter and data, where
//! a scalar is a number or a boolean only when one is due.

use std::cmp::Ordering;
use std::rc::Rc;

use crate::post::node::Node;

/// A value. Copies are cheap: what is long is shared.
#[derive(Debug, Clone)]
pub(super) enum Value<'a> {
    /// Of this nothing is known: it stays to be seen as it was asked for.
    Missing,
    /// Nothing.
    Nil,
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

    /// What it looks like when it is shown.
    pub fn shown(&self) -> Rc<str> {
        match self {
            Self::Text(text) => Rc::clone(text),
            Self::Missing | Self::Nil => "".into(),
            Self::Bool(value) => value.to_string().into(),
            Self::Int(value) => value.to_string().into(),
            Self::Float(value) => decimal(*value).into(),
            Self::List(items) => items.iter().map(|item| item.shown().to_string()).collect::<String>().into(),
            Self::Node(Node::List(items)) => items.iter().filter_map(Node::text).collect::<String>().into(),
            other => other.as_str().unwrap_or_default().into(),
        }
    }

    /// Bytes or values that it is made of: what touching it costs.
    pub fn size(&self) -> usize {
        match self {
            Self::List(items) => items.len(),
            Self::Node(Node::List(items)) => items.len(),
            Self::Node(Node::Map(entries)) => entries.len(),
            other => other.as_str().map_or(1, str::len),
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

    /// Whether it is a list.
    pub fn is_list(&self) -> bool {
        matches!(self, Self::List(_) | Self::Node(Node::List(_)))
    }

    /// The number that it is or that its text says.
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
        match (key, self.as_str()) {
            ("size", Some(text)) => Self::whole(text.chars().count()),
            ("size", None) if self.is_list() => Self::whole(self.size()),
            _ => Self::Nil,
        }
    }

    pub fn whole(number: usize) -> Self {
        Self::Int(i64::try_from(number).unwrap_or(i64::MAX))
    }

    /// Equality as authors mean it: `3` in a file of data is the number and the text.
    pub fn equals(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Missing | Self::Nil, Self::Missing | Self::Nil) => true,
            (Self::Bool(value), Self::Bool(other)) => value == other,
            (Self::Bool(value), Self::Node(node)) | (Self::Node(node), Self::Bool(value)) => {
                node.boolean() == Some(*value)
            }
            (Self::Int(_) | Self::Float(_), _) | (_, Self::Int(_) | Self::Float(_)) => {
                self.order(other) == Some(Ordering::Equal)
            }
            _ => matches!((self.as_str(), other.as_str()), (Some(one), Some(other)) if one == other),
        }
    }

    /// The order of numbers by size and of texts by letter.
    pub fn order(&self, other: &Self) -> Option<Ordering> {
        match (self.number(), other.number()) {
            (Some(one), Some(other)) => one.float().partial_cmp(&other.float()),
            _ => Some(self.as_str()?.cmp(other.as_str()?)),
        }
    }
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
