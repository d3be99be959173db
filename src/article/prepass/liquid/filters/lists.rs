//! Filters of lists: `where`, `first`, `map`, `join` and their kin.

use std::cmp::Ordering;
use std::collections::HashSet;
use std::rc::Rc;

use super::super::value::Value;
use super::list;

/// A value through a filter of lists; None for other filters, and where a text is due.
pub(super) fn apply<'a>(name: &str, value: &Value<'a>, arguments: &[Value<'a>]) -> Option<Value<'a>> {
    let key = || arguments.first().map(Value::shown).unwrap_or_default();
    Some(match name {
        "first" | "last" => value.get(name),
        "size" => value.get("size"),
        "where" => chosen(value, &key(), arguments.get(1)),
        "find" => chosen(value, &key(), arguments.get(1)).get("first"),
        "map" => list(value.items().iter().map(|item| item.get(&key()))),
        "split" => {
            let (text, by) = (value.shown(), key());
            let parts: Vec<&str> = if by.trim().is_empty() && !by.is_empty() {
                text.split_whitespace().collect()
            } else {
                text.split(&*by).collect()
            };
            list(parts.into_iter().filter(|part| !part.is_empty()).map(Value::text))
        }
        "join" => Value::text(joined(value, arguments.first())),
        "array_to_sentence_string" => Value::text(sentence(value)),
        "sort" | "sort_natural" => sorted(value, arguments.first()),
        "uniq" => unique(value),
        "compact" => list(value.items().iter().filter(|item| item.is_true()).cloned()),
        "reverse" => list(value.items().iter().rev().cloned()),
        "concat" => {
            let more = arguments.first().map(Value::items).unwrap_or_else(|| Rc::from([]));
            list(value.items().iter().chain(more.iter()).cloned())
        }
        "push" => list(value.items().iter().chain(arguments.first()).cloned()),
        "unshift" => list(arguments.first().into_iter().chain(value.items().iter()).cloned()),
        "pop" => list(value.items().iter().rev().skip(1).rev().cloned()),
        "shift" => list(value.items().iter().skip(1).cloned()),
        "limit" => list(value.items().iter().take(arguments.first().map_or(0, Value::count)).cloned()),
        "slice" if value.is_list() => {
            let (start, length) =
                (arguments.first().map_or(0, Value::count), arguments.get(1).map_or(1, Value::count));
            list(value.items().iter().skip(start).take(length).cloned())
        }
        _ => return None,
    })
}

/// The items whose value under a key is this one (or is there at all); a list holds it.
fn chosen<'a>(value: &Value<'a>, key: &str, wanted: Option<&Value<'a>>) -> Value<'a> {
    let fits = |item: &&Value<'a>| {
        let found = item.get(key);
        match wanted {
            None | Some(Value::Nil) => found.is_true(),
            Some(wanted) if found.is_list() => found.items().iter().any(|one| one.equals(wanted)),
            Some(wanted) => found.equals(wanted) || (found.is_true() && *found.shown() == *wanted.shown()),
        }
    };
    list(value.items().iter().filter(fits).cloned())
}

fn joined(value: &Value<'_>, separator: Option<&Value<'_>>) -> String {
    let separator = separator.map_or(Rc::from(" "), Value::shown);
    texts(value).join(&separator)
}

fn texts(value: &Value<'_>) -> Vec<String> {
    value.items().iter().map(|item| item.shown().to_string()).collect()
}

fn sentence(value: &Value<'_>) -> String {
    let mut texts = texts(value);
    match texts.pop() {
        None => String::new(),
        Some(last) if texts.is_empty() => last,
        Some(last) => format!("{} and {last}", texts.join(", ")),
    }
}

fn sorted<'a>(value: &Value<'a>, key: Option<&Value<'a>>) -> Value<'a> {
    let key = key.map(Value::shown);
    let by = |item: &Value<'a>| key.as_ref().map_or_else(|| item.clone(), |key| item.get(key));
    let mut items: Vec<_> = value.items().iter().map(|item| (by(item), item.clone())).collect();
    // Numbers stand before texts, so that the order is total whatever the list holds.
    let rank = |value: &Value<'a>| (value.number().is_none(), value.as_str().is_none());
    items.sort_by(|(a, _), (b, _)| {
        let same = || a.order(b).unwrap_or(Ordering::Equal);
        rank(a)
            .cmp(&rank(b))
            .then_with(|| if a.number().is_some() == b.number().is_some() { same() } else { Ordering::Equal })
    });
    list(items.into_iter().map(|(_, item)| item))
}

fn unique<'a>(value: &Value<'a>) -> Value<'a> {
    let mut seen = HashSet::new();
    list(value.items().iter().filter(|item| seen.insert(item.shown())).cloned())
}
