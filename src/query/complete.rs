//! What the text before the cursor could go on with: which part of it is being typed, and how a
//! value is written so that it is read as one. What there is to offer is the caller's business.

use std::ops::Range;

use super::fault::Fault;
use super::lex::{Kind, Token, lex};
use super::names::Asked;
use crate::text::fold;
use crate::text::pinyin::Typed;

/// The part of a query that is being typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// Its bytes in the text, up to the cursor.
    pub range: Range<usize>,
    /// The name that it is a value of; none where it may be the beginning of a name.
    pub asked: Option<Asked>,
    /// What is typed of it.
    pub typed: String,
}

/// The part of a text that ends at the cursor (a byte between characters), if more can be
/// offered for it.
pub fn place(text: &str, cursor: usize) -> Option<Place> {
    let before = text.get(..cursor)?;
    let pieces = lex(before).ok()?;
    let last = pieces.tokens.last();
    if let Some(open) = pieces.open {
        // Within quotation marks, right behind a name.
        let asked = asked_at(&pieces.tokens, open.at.start).filter(|_| open.kind == Fault::OpenQuote)?;
        let typed = before[open.at.start..].trim_start_matches(['"', '“', '”', '＂']).to_owned();
        return Some(Place { range: open.at.start..cursor, asked: Some(asked), typed });
    }
    match last {
        Some(Token { kind: Kind::Word(word), at }) if at.end == cursor => {
            let asked = asked_at(&pieces.tokens, at.start);
            Some(Place { range: at.clone(), asked, typed: word.clone() })
        }
        Some(Token { kind: Kind::Name(asked), at }) if at.end == cursor => {
            Some(Place { range: cursor..cursor, asked: Some(*asked), typed: String::new() })
        }
        Some(Token { kind: Kind::Phrase(_) | Kind::Regex(_) | Kind::Close, at }) if at.end == cursor => None,
        _ => Some(Place { range: cursor..cursor, asked: None, typed: String::new() }),
    }
}

/// The name that a piece beginning at `start` is a value of: right behind it, or within its
/// parentheses.
fn asked_at(tokens: &[Token], start: usize) -> Option<Asked> {
    let mut names: Vec<Option<Asked>> = Vec::new();
    let mut last: Option<(Asked, usize)> = None;
    for token in tokens.iter().take_while(|token| token.at.start < start) {
        let named = last.take().filter(|(_, end)| *end == token.at.start).map(|(asked, _)| asked);
        match token.kind {
            Kind::Name(asked) => last = Some((asked, token.at.end)),
            Kind::Open => names.push(named.or(names.last().copied().flatten())),
            Kind::Close => drop(names.pop()),
            _ => {}
        }
    }
    let behind = last.filter(|(_, end)| *end == start).map(|(asked, _)| asked);
    behind.or(names.last().copied().flatten())
}

/// A value as it is written behind a colon: in quotation marks where it would end early.
pub fn quoted(value: &str) -> String {
    let special = |c: char| c.is_whitespace() || matches!(c, '(' | ')' | '（' | '）' | '|' | '｜' | '\\');
    if value.contains(special) || value.starts_with(['"', '“', '”', '＂', '/']) {
        return format!("\"{}\"", value.replace('\\', "\\\\").replace('"', "\\\""));
    }
    value.to_owned()
}

/// What is typed, made ready to be compared with names.
#[derive(Debug)]
pub struct Wanted {
    key: String,
    pinyin: Option<Typed>,
}

impl Wanted {
    /// What is typed of a name.
    pub fn new(typed: &str) -> Self {
        Self { key: fold::key(typed), pinyin: Typed::new(typed) }
    }

    /// How well a name fits, best first: it begins so, it contains it, it does so in pinyin.
    pub fn fits(&self, name: &str) -> Option<u8> {
        let name = fold::key(name);
        if name.starts_with(&self.key) {
            Some(0)
        } else if name.contains(&self.key) {
            Some(1)
        } else {
            self.pinyin.as_ref().filter(|typed| typed.matches(&name)).map(|_| 2)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::query::syntax::Field;

    #[test]
    fn the_part_that_is_typed() {
        let tag = Some(Asked::Text(Field::Tag));
        let rows = [
            ("", Some((0, None, ""))),
            ("银行 ta", Some((7, None, "ta"))),
            ("银行 tag:", Some((11, tag, ""))),
            ("-标签：要", Some((10, tag, "要"))),
            ("tag:\"要 闻", Some((4, tag, "要 闻"))),
            ("tag:(a OR b", Some((10, tag, "b"))),
            ("tag:(a OR (b", Some((11, tag, "b"))),
            ("tag:(a) b", Some((8, None, "b"))),
            ("x tag:a ", Some((8, None, ""))),
            ("is:un", Some((3, Some(Asked::Is), "un"))),
            ("\"a b", None),
            ("\"a b\"", None),
            ("/a", None),
            ("tga:x", None),
        ];
        for (text, expected) in rows {
            let found = place(text, text.len());
            let found = found.as_ref().map(|place| (place.range.start, place.asked, place.typed.as_str()));
            assert_eq!(found, expected, "{text}");
        }
        assert_eq!(place("tag:要 x", 7).map(|place| place.typed).as_deref(), Some("要"));
    }

    #[test]
    fn what_is_written_is_read_as_one_value() {
        let rows = [
            ("要闻", "要闻"),
            ("Weekly News", "\"Weekly News\""),
            ("a(b)", "\"a(b)\""),
            ("a\"b c", "\"a\\\"b c\""),
        ];
        for (value, expected) in rows {
            assert_eq!(quoted(value), expected);
        }
    }

    #[test]
    fn names_fit_by_letters_and_by_pinyin() {
        let rows = [
            ("要", Some(0)),
            ("YAOW", Some(2)),
            ("yw", Some(2)),
            ("闻", Some(1)),
            ("银", None),
            ("", Some(0)),
        ];
        for (typed, expected) in rows {
            assert_eq!(Wanted::new(typed).fits("要聞"), expected, "{typed}");
        }
    }
}
