//! The text of a query cut into its pieces: words, phrases, expressions, operators and the
//! names before a colon. Which pieces may follow each other is decided in [`super::parse`].

use std::ops::Range;

use super::fault::{Fault, QueryError};
use super::names::{self, Asked};

/// A piece of the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Token {
    /// What it is.
    pub kind: Kind,
    /// Its bytes in the text.
    pub at: Range<usize>,
}

/// What a piece is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Kind {
    /// `(`
    Open,
    /// `)`
    Close,
    /// `OR` or `|`
    Or,
    /// `AND`
    And,
    /// `NOT`, or a `-` before what follows.
    Not,
    /// A name with its colon.
    Name(Asked),
    /// A word as it was written.
    Word(String),
    /// What stands between quotation marks.
    Phrase(String),
    /// What stands between slashes.
    Regex(String),
}

/// The pieces, and what was begun and is not ended where the text ends.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Pieces {
    /// In the order of the text.
    pub tokens: Vec<Token>,
    /// An open quotation mark or expression: the text ends within it.
    pub open: Option<QueryError>,
}

/// Cuts a text into its pieces.
///
/// # Errors
/// A name before a colon that is probably a slip.
pub fn lex(text: &str) -> Result<Pieces, QueryError> {
    let mut pieces = Pieces::default();
    let mut at = 0;
    // Whether a name with its colon stands right before: what follows it is a value.
    let mut named = false;
    while let Some(c) = text[at..].chars().next() {
        let end = at + c.len_utf8();
        if c.is_whitespace() {
            (at, named) = (end, false);
            continue;
        }
        let (kind, end) = match c {
            '(' | '（' => (Kind::Open, end),
            ')' | '）' => (Kind::Close, end),
            '|' | '｜' => (Kind::Or, end),
            '"' | '“' | '”' | '＂' => match phrase(text, at, c) {
                Some((phrase, end)) => (Kind::Phrase(phrase), end),
                None => return Ok(pieces.ending(Fault::OpenQuote, at..text.len())),
            },
            '/' if begins_regex(&text[end..]) => match regex(&text[end..]) {
                Some(length) => (Kind::Regex(text[end..end + length].to_owned()), end + length + 1),
                None => return Ok(pieces.ending(Fault::OpenRegex, at..text.len())),
            },
            '-' | '－' if !named && !begins_with_space(&text[end..]) => (Kind::Not, end),
            _ => word(text, at, named)?,
        };
        named = matches!(kind, Kind::Name(_));
        pieces.tokens.push(Token { kind, at: at..end });
        at = end;
    }
    Ok(pieces)
}

impl Pieces {
    fn ending(mut self, kind: Fault, at: Range<usize>) -> Self {
        self.open = Some(QueryError { at, kind, unfinished: true });
        self
    }
}

fn begins_with_space(rest: &str) -> bool {
    rest.starts_with(char::is_whitespace)
}

/// A slash alone, or two of them, stand in titles and addresses.
fn begins_regex(rest: &str) -> bool {
    !rest.starts_with('/') && !begins_with_space(rest)
}

/// The bytes of an expression before the slash that ends it.
fn regex(rest: &str) -> Option<usize> {
    let mut escaped = false;
    rest.bytes().position(|byte| {
        let ends = byte == b'/' && !escaped;
        escaped = byte == b'\\' && !escaped;
        ends
    })
}

/// The phrase whose quotation mark stands at `at`, and where it ends. The typographic marks
/// that input methods write are one pair, in either order; `\` makes a mark a letter.
fn phrase(text: &str, at: usize, mark: char) -> Option<(String, usize)> {
    let mut phrase = String::new();
    let start = at + mark.len_utf8();
    let mut letters = text[start..].char_indices();
    while let Some((offset, c)) = letters.next() {
        let ends = if mark == '"' { c == '"' } else { matches!(c, '“' | '”' | '＂') };
        if ends {
            return Some((phrase, start + offset + c.len_utf8()));
        }
        match c {
            '\\' => match letters.next() {
                Some((_, next)) if matches!(next, '"' | '\\' | '“' | '”') => phrase.push(next),
                Some((_, next)) => phrase.extend(['\\', next]),
                None => phrase.push('\\'),
            },
            _ => phrase.push(c),
        }
    }
    None
}

/// Whether a word ends before this.
fn ends_word(c: char) -> bool {
    c.is_whitespace() || matches!(c, '(' | ')' | '（' | '）' | '|' | '｜')
}

/// The word at `at`, the operator that it is, or the name that it begins with.
fn word(text: &str, at: usize, named: bool) -> Result<(Kind, usize), QueryError> {
    let rest = &text[at..];
    let word = &rest[..rest.find(ends_word).unwrap_or(rest.len())];
    if !named && let Some((colon, mark)) = word.char_indices().find(|(_, c)| matches!(c, ':' | '：')) {
        let (name, end) = (&word[..colon], at + colon + mark.len_utf8());
        if let Some(asked) = names::asked(name) {
            return Ok((Kind::Name(asked), end));
        }
        if let Some(meant) = names::meant(name) {
            return Err(QueryError::new(at..end, Fault::Slip(meant)));
        }
    }
    let kind = match word {
        "OR" if !named => Kind::Or,
        "AND" if !named => Kind::And,
        "NOT" if !named => Kind::Not,
        _ => Kind::Word(word.to_owned()),
    };
    Ok((kind, at + word.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(text: &str) -> String {
        let pieces = lex(text).unwrap();
        let written = pieces.tokens.iter().map(|token| match &token.kind {
            Kind::Word(word) => word.clone(),
            Kind::Phrase(phrase) => format!("<{phrase}>"),
            Kind::Regex(source) => format!("~{source}~"),
            Kind::Name(_) => "name:".to_owned(),
            other => format!("{other:?}"),
        });
        written.chain(pieces.open.map(|open| format!("{:?}", open.kind))).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn pieces() {
        let rows = [
            ("", ""),
            ("建设银行　雪球", "建设银行 雪球"),
            ("a OR b|c｜d", "a Or b Or c Or d"),
            ("a or b and not c", "a or b and not c"),
            ("\"OR\" tag:OR", "<OR> name: OR"),
            ("-a －b NOT c", "Not a Not b Not c"),
            ("a - b -", "a - b Not"),
            ("tag:-x title:-5", "name: -x name: -5"),
            ("（a）(b)", "Open a Close Open b Close"),
            ("http://x.cn/a?b 12:30 a:b", "http://x.cn/a?b 12:30 a:b"),
            ("标签：要闻 ＴＡＧ：x", "name: 要闻 name: x"),
            ("“十四 五” \"a\\\"b\" ＂x＂", "<十四 五> <a\"b> <x>"),
            ("a\" 5\"", "a\" 5\""),
            ("/第.+期/ tag:/a b/ a/b", "~第.+期~ name: ~a b~ a/b"),
            (r"/a\/b/", r"~a\/b~"),
            ("a / b //x", "a / b //x"),
            ("a \"b c", "a OpenQuote"),
            ("tag:/b c", "name: OpenRegex"),
        ];
        for (text, expected) in rows {
            assert_eq!(written(text), expected, "{text}");
        }
        assert_eq!(lex("银行 tga:x").unwrap_err(), QueryError::new(7..11, Fault::Slip("tag")));
    }
}
