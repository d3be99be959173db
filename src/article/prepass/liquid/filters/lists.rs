//! Filters of lists: `where`, `first`, `map`, `join` and their kin.

use std::collections::HashSet;
use std::rc::Rc;

use crate::post::node::Node;

use super::super::value::{Number, Value};
use super::{MAX_ITEMS, list};

/// A value through a filter of lists; None for other filters, and where a text is due.
pub(super) fn apply<'a>(name: &str, value: &Value<'a>, arguments: &[Value<'a>]) -> Option<Value<'a>> {
    let key = || arguments.first().map(Value::shown).unwrap_or_default();
    Some(match name {
        "first" | "last" => value.get(name),
        "size" => match value.get("size") {
            Value::Nil => Value::Int(0),
            size => size,
        },
        "where" => chosen(value, &key(), arguments.get(1)),
        "find" => chosen(value, &key(), arguments.get(1)).get("first"),
        "map" => {
            let key = key();
            list(value.items().iter().map(|item| item.get(&key)))
        }
        "split" => split(&value.shown(), &key()),
        "join" => Value::text(value.joined(&arguments.first().map_or(Rc::from(" "), Value::shown))),
        "array_to_sentence_string" => Value::text(sentence(value)),
        "sort" => sorted(value, arguments.first(), |value| value),
        "sort_natural" => sorted(value, arguments.first(), |value| match value.as_str() {
            Some(text) => Value::text(text.to_lowercase()),
            None => value,
        }),
        "uniq" => unique(value),
        "compact" => list(value.items().iter().filter(|item| !item.is_nothing()).cloned()),
        "reverse" => list(value.items().iter().rev().cloned()),
        "concat" => {
            let more = arguments.first().map(Value::items).unwrap_or_else(|| Rc::from([]));
            list(value.items().iter().chain(more.iter()).cloned())
        }
        "push" | "unshift" if value.items().len() >= MAX_ITEMS => value.clone(),
        "push" | "unshift" => value.with(arguments.first()?, name == "unshift"),
        "pop" => list(value.items().iter().rev().skip(1).rev().cloned()),
        "shift" => list(value.items().iter().skip(1).cloned()),
        "limit" => list(value.items().iter().take(arguments.first().map_or(0, Value::count)).cloned()),
        "slice" if value.is_list() => {
            let (start, length) = part(value.items().len(), arguments);
            list(value.items().iter().skip(start).take(length).cloned())
        }
        _ => return None,
    })
}

/// Ruby's `split`: nothing between separators stays nothing, but at the end it goes; a space
/// stands for any white space of ASCII, and nothing for the place between two characters.
fn split<'a>(text: &str, by: &str) -> Value<'a> {
    let parts: Vec<&str> = match by {
        " " => text.split_ascii_whitespace().collect(),
        "" => text.split("").skip(1).collect(),
        _ => text.split(by).collect(),
    };
    let kept = parts.iter().rposition(|part| !part.is_empty()).map_or(0, |last| last + 1);
    list(parts.into_iter().take(kept).map(Value::text))
}

/// The items, or values of a mapping, whose value under a key is this one (or is there at
/// all, where none is named); a list holds it.
fn chosen<'a>(value: &Value<'a>, key: &str, wanted: Option<&Value<'a>>) -> Value<'a> {
    let shown = wanted.map(Value::shown).unwrap_or_default();
    let alike = |found: &Value<'a>| match found.as_str() {
        Some(text) => *text == *shown,
        None => found.shown() == shown,
    };
    let fits = |item: &&Value<'a>| {
        let found = item.get(key);
        match wanted {
            None => found.is_true(),
            Some(wanted) if wanted.is_nothing() => found.is_nothing(),
            Some(wanted) if found.is_list() => found.items().iter().any(|one| one.equals(wanted)),
            Some(wanted) => found.equals(wanted) || (found.is_true() && alike(&found)),
        }
    };
    list(value.values().iter().filter(fits).cloned())
}

/// Where a part of a whole of this length starts, from its end where below zero, and how
/// long it is.
pub(super) fn part(whole: usize, arguments: &[Value<'_>]) -> (usize, usize) {
    let start = arguments.first().and_then(Value::number).map_or(0, Number::whole);
    let back = usize::try_from(start.unsigned_abs()).unwrap_or(usize::MAX);
    let length = arguments.get(1).map_or(1, Value::count);
    match (start < 0, whole.checked_sub(back)) {
        (false, _) => (back, length),
        (true, Some(start)) => (start, length),
        (true, None) => (whole, 0),
    }
}

fn sentence(value: &Value<'_>) -> String {
    match &*value.items() {
        [] => String::new(),
        [one] => one.shown().to_string(),
        [first @ .., last] => {
            format!("{} and {}", Value::List(first.into()).joined(", "), last.shown())
        }
    }
}

fn sorted<'a>(value: &Value<'a>, key: Option<&Value<'a>>, folded: fn(Value<'a>) -> Value<'a>) -> Value<'a> {
    let key = key.map(Value::shown);
    let by = |item: &Value<'a>| folded(key.as_ref().map_or_else(|| item.clone(), |key| item.get(key)));
    let mut items: Vec<_> = value.items().iter().map(|item| (by(item), item.clone())).collect();
    items.sort_by(|(one, _), (other, _)| one.total_order(other));
    list(items.into_iter().map(|(_, item)| item))
}

fn unique<'a>(value: &Value<'a>) -> Value<'a> {
    let mut seen = HashSet::new();
    // Mappings show nothing: they are told apart by where they stand.
    let place = |item: &Value<'a>| match item {
        Value::Node(node @ Node::Map(_)) => Some(std::ptr::from_ref(*node)),
        _ => None,
    };
    list(value.items().iter().filter(|item| seen.insert((item.shown(), place(item)))).cloned())
}
