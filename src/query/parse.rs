//! What the text of a query means: words that must stand in the title, `tag:` and
//! `cat:` with an exact name, each negated by a `-`. Matching lives in [`super::filter`].

use std::fmt;

use super::syntax::{Expr, Field, Term, Test};
use crate::text::fold;

/// Conditions that a post meets all of.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Query {
    /// The tree of its conditions.
    pub expr: Expr,
}

/// Why a query cannot be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QueryError {
    /// Byte offset into the query's text.
    pub at: usize,
    /// One sentence for the reader.
    pub message: String,
}

impl fmt::Display for QueryError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{} (at byte {})", self.message, self.at)
    }
}

impl std::error::Error for QueryError {}

/// Names in front of a colon, short and long, in both languages.
const FIELDS: [(&str, Field); 7] = [
    ("tag:", Field::Tag),
    ("tag：", Field::Tag),
    ("标签:", Field::Tag),
    ("cat:", Field::Category),
    ("cat：", Field::Category),
    ("category:", Field::Category),
    ("分类:", Field::Category),
];

impl Query {
    /// Reads a query. Words are separated by white space (U+3000 too); `"a b"` is one word.
    ///
    /// # Errors
    /// A quotation mark that is not closed, or a field without a name.
    pub fn parse(text: &str) -> Result<Self, QueryError> {
        let mut terms = Vec::new();
        let mut at = skip_space(text, 0);
        while at < text.len() {
            let (term, next) = term(text, at)?;
            terms.extend(term);
            at = skip_space(text, next);
        }
        Ok(Self { expr: if terms.is_empty() { Expr::All } else { Expr::And(terms) } })
    }

    /// Whether every post meets it.
    pub fn is_empty(&self) -> bool {
        self.expr == Expr::All
    }
}

fn skip_space(text: &str, at: usize) -> usize {
    text.len() - text[at..].trim_start().len()
}

/// Reads the term at `at`; a lone `-` or `""` is nothing yet, because it is being typed.
fn term(text: &str, at: usize) -> Result<(Option<Expr>, usize), QueryError> {
    let rest = &text[at..];
    let negated = rest.starts_with('-');
    let mut start = at + usize::from(negated);
    let found = FIELDS.iter().find(|(name, _)| text[start..].starts_with(name));
    if let Some((name, _)) = found {
        start += name.len();
    }
    let (word, next) = word(text, start)?;
    if word.is_empty() && found.is_some() {
        return Err(QueryError { at: start, message: "a name is missing after the colon".into() });
    }
    let field = found.map_or(Field::Any, |(_, field)| *field);
    let test = || Test::Word(fold::key(word));
    let term = (!word.is_empty()).then(|| Expr::Term(Term { field, test: test(), at: at..next }));
    let term = term.map(|term| if negated { Expr::Not(Box::new(term)) } else { term });
    Ok((term, next))
}

/// The word at `at`, and where it ends.
fn word(text: &str, at: usize) -> Result<(&str, usize), QueryError> {
    let rest = &text[at..];
    let Some(quoted) = rest.strip_prefix('"') else {
        let len = rest.find(char::is_whitespace).unwrap_or(rest.len());
        return Ok((&rest[..len], at + len));
    };
    match quoted.find('"') {
        Some(len) => Ok((&quoted[..len], at + len + 2)),
        None => Err(QueryError { at, message: "the quotation mark is not closed".into() }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(text: &str) -> Result<String, (usize, String)> {
        let query = Query::parse(text).map_err(|error| (error.at, error.message))?;
        let terms = query.expr.terms().into_iter().map(|(term, wanted)| {
            let sign = if wanted { "" } else { "-" };
            let Test::Word(key) = &term.test else { panic!("{term:?}") };
            format!("{sign}{:?}={key}", term.field)
        });
        Ok(terms.collect::<Vec<_>>().join(" | "))
    }

    #[test]
    fn words_fields_quotes_and_negation() {
        let rows = [
            ("", ""),
            ("  　 ", ""),
            ("建设银行 雪球", "Any=建设银行 | Any=雪球"),
            ("ＡＢＣ　Rust", "Any=abc | Any=rust"),
            ("tag:要闻 cat:银行", "Tag=要闻 | Category=银行"),
            ("标签:要闻 分类:银行", "Tag=要闻 | Category=银行"),
            (r#"tag:"Weekly News" x"#, "Tag=weekly news | Any=x"),
            (r#""a b" -"c d""#, "Any=a b | -Any=c d"),
            ("-tag:广告 -股", "-Tag=广告 | -Any=股"),
            ("-", ""),
            ("ニュース 뉴스 😀", "Any=ニュース | Any=뉴스 | Any=😀"),
            (r#"a""#, r#"Any=a""#),
        ];
        for (text, expected) in rows {
            assert_eq!(written(text), Ok(expected.to_string()), "{text}");
        }
    }

    #[test]
    fn an_error_says_where() {
        assert_eq!(written("银行 \"未完").map_err(|e| e.0), Err(7));
        assert_eq!(written("tag: x").map_err(|e| e.0), Err(4));
        assert_eq!(written("-cat:").map_err(|e| e.0), Err(5));
    }
}
