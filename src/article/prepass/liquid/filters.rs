//! The filters that posts use, by name: those of Liquid and Jekyll. One that is not known
//! leaves its value as it is. Each pays for what it touches.

use std::rc::Rc;

use crate::post::Base;

use super::purse::Purse;
use super::value::{MAX_TEXT, Number, Value};

mod lists;
mod texts;

pub(in super::super) use texts::escaped;

/// Most items of a list.
pub(super) const MAX_ITEMS: usize = 10_000;

/// A value through a filter.
pub(super) fn apply<'a>(
    name: &str,
    value: Value<'a>,
    arguments: &[Value<'a>],
    base: &Base,
    purse: &mut Purse,
) -> Value<'a> {
    if purse.is_empty() {
        return Value::Missing;
    }
    let cost = value.size() + arguments.iter().map(Value::size).sum::<usize>();
    if !purse.pay(cost.saturating_mul(2)) {
        return Value::Missing;
    }
    let first = || arguments.first().cloned().unwrap_or(Value::Nil);
    match name {
        "default" if !value.is_true() || value.is_empty() => return first(),
        "default" => return value,
        _ if value.is_missing() => return value,
        "relative_url" => return Value::text(texts::relative_url(&value.shown(), base)),
        "absolute_url" => return Value::text(texts::absolute_url(&value.shown(), base)),
        "markdownify" | "smartify" | "raw" | "safe" | "normalize_whitespace" => return value,
        _ => {}
    }
    let made = number(name, &value, &first())
        .or_else(|| lists::apply(name, &value, arguments))
        .or_else(|| texts::apply(name, &value.shown(), arguments).map(bounded));
    made.unwrap_or(value)
}

/// A text that is not longer than the longest.
fn bounded<'a>(mut text: String) -> Value<'a> {
    if text.len() > MAX_TEXT {
        let mut end = MAX_TEXT;
        while !text.is_char_boundary(end) {
            end -= 1;
        }
        text.truncate(end);
    }
    Value::text(text)
}

/// A list that is not longer than the longest.
fn list<'a>(items: impl Iterator<Item = Value<'a>>) -> Value<'a> {
    Value::List(items.take(MAX_ITEMS).collect::<Rc<[_]>>())
}

/// Arithmetic; nothing can overflow, and nothing is divided by zero.
fn number<'a>(name: &str, value: &Value<'a>, argument: &Value<'a>) -> Option<Value<'a>> {
    use Number::{Float, Int};
    let own = || value.number().unwrap_or(Int(0));
    let other = || argument.number().unwrap_or(Int(0));
    let by = |ints: fn(i64, i64) -> Option<i64>, floats: fn(f64, f64) -> f64| match (own(), other()) {
        (Int(one), Int(other)) => ints(one, other).map(Int),
        (one, other) => Some(Float(floats(one.float(), other.float()))),
    };
    let number = match name {
        "plus" => by(|a, b| Some(a.saturating_add(b)), |a, b| a + b),
        "minus" => by(|a, b| Some(a.saturating_sub(b)), |a, b| a - b),
        "times" => by(|a, b| Some(a.saturating_mul(b)), |a, b| a * b),
        // Ruby rounds towards the lesser number, whatever the signs.
        "divided_by" => by(floor_divided, |a, b| a / b),
        "modulo" => by(
            |a, b| floor_divided(a, b).map(|whole| a.wrapping_sub(whole.wrapping_mul(b))),
            |a, b| a - b * (a / b).floor(),
        ),
        "at_least" => by(|a, b| Some(a.max(b)), f64::max),
        "at_most" => by(|a, b| Some(a.min(b)), f64::min),
        "abs" => by(|a, _| Some(a.saturating_abs()), |a, _| a.abs()),
        "ceil" | "floor" | "round" if matches!(own(), Int(_)) => Some(own()),
        "ceil" => Some(Int(Float(own().float().ceil()).whole())),
        "floor" => Some(Int(Float(own().float().floor()).whole())),
        "round" => Some(match argument.count().min(15) {
            0 => Int(Float(own().float().round()).whole()),
            places => {
                let scale = 10_f64.powi(i32::try_from(places).unwrap_or(0));
                Float((own().float() * scale).round() / scale)
            }
        }),
        _ => return None,
    };
    Some(number.map_or(Value::Nil, Number::value))
}

fn floor_divided(one: i64, other: i64) -> Option<i64> {
    let inexact = one.checked_rem(other)? != 0 && (one < 0) != (other < 0);
    Some(one.checked_div(other)? - i64::from(inexact))
}
