//! Expressions: `site.data.releases | where: "version", "3.4.2" | first`, and conditions.
//! Read and computed in one go; what cannot be read ends the expression.

use std::cmp::Ordering;

use crate::post::Base;
use crate::post::node::Node;

use super::filters;
use super::purse::Purse;
use super::value::{Number, Value};

/// What names stand for.
pub(super) trait Names<'a> {
    /// Where the site stands on the web.
    fn base(&self) -> &Base;
    /// What stands under a path of names; each look-up is paid for.
    fn path(&self, path: &[String], purse: &mut Purse) -> Value<'a>;
}

/// A place in an expression.
pub(super) struct Reader<'a, 'n> {
    rest: &'a str,
    names: &'n dyn Names<'a>,
    purse: &'n mut Purse,
}

/// Longest path of names.
const MAX_PATH: usize = 16;

impl<'a, 'n> Reader<'a, 'n> {
    pub fn new(text: &'a str, names: &'n dyn Names<'a>, purse: &'n mut Purse) -> Self {
        purse.pay(text.len() / 4);
        Self { rest: text, names, purse }
    }

    /// A value and the filters behind it.
    pub fn filtered(&mut self) -> Value<'a> {
        let Some(mut value) = self.operand() else { return Value::Missing };
        while self.takes("|") {
            let name = self.word();
            let arguments = if self.takes(":") { self.arguments() } else { Vec::new() };
            value = filters::apply(name, value, &arguments, self.names.base(), self.purse);
        }
        value
    }

    /// Operands with commas between them; the names of named ones are not kept.
    pub fn arguments(&mut self) -> Vec<Value<'a>> {
        let mut arguments = Vec::new();
        loop {
            self.skip_key();
            let Some(argument) = self.operand() else { return arguments };
            arguments.push(argument);
            if !self.takes(",") {
                return arguments;
            }
        }
    }

    fn skip_key(&mut self) {
        let before = self.rest;
        let word = self.word();
        if word.is_empty() || !self.takes(":") {
            self.rest = before;
        }
    }

    /// A text, a number, a range or the value of a name; nothing, once the purse is empty.
    pub fn operand(&mut self) -> Option<Value<'a>> {
        if self.purse.is_empty() {
            return None;
        }
        self.space();
        let first = self.rest.chars().next()?;
        match first {
            '"' | '\'' => {
                let inner = &self.rest[1..];
                let end = inner.find(first)?;
                self.rest = &inner[end + 1..];
                Some(Value::Str(&inner[..end]))
            }
            '(' => self.range(),
            '0'..='9' => self.number(),
            '-' if self.rest[1..].starts_with(|c: char| c.is_ascii_digit()) => self.number(),
            _ => self.named(),
        }
    }

    fn number(&mut self) -> Option<Value<'a>> {
        let digits = |text: &str| text.bytes().take_while(u8::is_ascii_digit).count();
        let sign = usize::from(self.rest.starts_with('-'));
        let mut end = sign + digits(&self.rest[sign..]);
        let fraction = self.rest[end..].strip_prefix('.').map_or(0, digits);
        if fraction > 0 {
            end += 1 + fraction;
        }
        let number = Number::read(&self.rest[..end]);
        self.rest = &self.rest[end..];
        number.map(Number::value)
    }

    /// `(1..5)` as its numbers.
    fn range(&mut self) -> Option<Value<'a>> {
        self.rest = &self.rest[1..];
        let start = self.operand()?.number()?.whole();
        if !self.takes("..") {
            return None;
        }
        let end = self.operand()?.number()?.whole();
        self.takes(")");
        let end = end.min(start.saturating_add(i64::try_from(filters::MAX_ITEMS).unwrap_or(0)));
        self.purse.pay(usize::try_from(end.saturating_sub(start)).unwrap_or(0));
        Some(Value::List((start..=end).map(Value::Int).collect()))
    }

    fn named(&mut self) -> Option<Value<'a>> {
        let first = self.word();
        if first.is_empty() {
            return None;
        }
        match first {
            "nil" | "null" => return Some(Value::Nil),
            "true" => return Some(Value::Bool(true)),
            "false" => return Some(Value::Bool(false)),
            "empty" => return Some(Value::Empty),
            "blank" => return Some(Value::Blank),
            _ => {}
        }
        let mut path = vec![first.to_owned()];
        while path.len() < MAX_PATH {
            if self.rest.starts_with('.') && !self.rest.starts_with("..") {
                self.rest = &self.rest[1..];
                path.push(self.word().to_owned());
            } else if let Some(rest) = self.rest.strip_prefix('[') {
                self.rest = rest;
                let key = self.operand()?;
                self.takes("]");
                path.push(key.shown().to_string());
            } else {
                break;
            }
        }
        let value = self.names.path(&path, self.purse);
        Some(if self.purse.pay(8) { value } else { Value::Missing })
    }

    /// `a == b and c contains d`: from right to left and without precedence, as in Liquid.
    pub fn condition(&mut self) -> bool {
        let (mut truths, mut joins) = (Vec::new(), Vec::new());
        loop {
            truths.push(self.comparison());
            match self.word() {
                "and" | "&&" => joins.push(true),
                "or" | "||" => joins.push(false),
                _ => break,
            }
        }
        let last = truths.pop().unwrap_or(false);
        let pairs = truths.into_iter().zip(joins).rev();
        pairs.fold(last, |right, (left, both)| if both { left && right } else { left || right })
    }

    fn comparison(&mut self) -> bool {
        let Some(left) = self.operand() else { return false };
        self.space();
        const SIGNS: [&str; 8] = ["==", "!=", "<>", "<=", ">=", "<", ">", "contains"];
        let Some(sign) = SIGNS.into_iter().find(|sign| self.takes(sign)) else { return left.is_true() };
        let Some(right) = self.operand() else { return false };
        self.purse.pay(left.size() / 8);
        match sign {
            "==" => left.equals(&right),
            "!=" | "<>" => !left.equals(&right),
            "contains" => contains(&left, &right),
            _ => left.order(&right).is_some_and(|order| holds(sign, order)),
        }
    }

    /// A word of letters, digits, `_`, `-` and `?`; empty where there is none.
    pub fn word(&mut self) -> &'a str {
        self.space();
        let part = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '?');
        let end = self.rest.find(|c: char| !part(c)).unwrap_or(self.rest.len());
        let (word, rest) = self.rest.split_at(end);
        self.rest = rest;
        word
    }

    /// Takes a mark, if it stands here.
    pub fn takes(&mut self, mark: &str) -> bool {
        self.space();
        match self.rest.strip_prefix(mark) {
            Some(rest) => {
                self.rest = rest;
                true
            }
            None => false,
        }
    }

    fn space(&mut self) {
        self.rest = self.rest.trim_start();
    }
}

/// Whether a list has an item, a mapping a key, a text another one in it; nothing is in none.
fn contains(whole: &Value<'_>, item: &Value<'_>) -> bool {
    match whole {
        _ if item.is_nothing() => false,
        Value::Node(Node::Map(entries)) => entries.iter().any(|(key, _)| Some(&**key) == item.as_str()),
        list if list.is_list() => list.items().iter().any(|known| known.equals(item)),
        text => text.as_str().is_some_and(|text| text.contains(&*item.shown())),
    }
}

fn holds(sign: &str, order: Ordering) -> bool {
    match sign {
        "<" => order.is_lt(),
        "<=" => order.is_le(),
        ">" => order.is_gt(),
        _ => order.is_ge(),
    }
}
