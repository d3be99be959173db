//! What the text of a query means: conditions side by side, `OR`, negation, parentheses and
//! names. The pieces are cut in [`super::lex`], dates are read in [`super::dates`]; what meets
//! a query is decided elsewhere.

use std::ops::Range;

use super::dates::{self, Misread, Now};
use super::fault::{Fault, QueryError};
use super::lex::{Kind, Token, lex};
use super::names::{Asked, STATUSES};
use super::syntax::{Expr, Field, Pattern, Term, Test};
use crate::text::fold;

/// Levels of parentheses and negations.
const MAX_DEPTH: usize = 64;
/// Bytes of a query.
const MAX_LENGTH: usize = 1 << 14;

/// A query that was read.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Query {
    /// The tree of its conditions.
    pub expr: Expr,
}

/// A query that is being typed.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Typed {
    /// What can be read of it.
    pub query: Query,
    /// What is begun at its end.
    pub open: Option<QueryError>,
}

impl Query {
    /// Reads a query.
    ///
    /// # Errors
    /// What is wrong with it, and where.
    pub fn parse(text: &str, now: Now) -> Result<Self, QueryError> {
        let typed = Self::typed(text, now)?;
        typed.open.map_or(Ok(typed.query), Err)
    }

    /// Reads a query that may end in the midst of a condition: what stands before it holds.
    ///
    /// # Errors
    /// What no further letters would mend, and where.
    pub fn typed(text: &str, now: Now) -> Result<Typed, QueryError> {
        if text.len() > MAX_LENGTH {
            let end = text.len();
            let start = (0..=MAX_LENGTH).rev().find(|at| text.is_char_boundary(*at)).unwrap_or_default();
            return Err(QueryError::new(start..end, Fault::TooLong));
        }
        let pieces = lex(text)?;
        let mut parser =
            Parser { end: text.len(), tokens: &pieces.tokens, now, depth: 0, open: pieces.open, field: None };
        let expr = parser.any()?;
        if let Some(token) = parser.tokens.first() {
            return Err(QueryError::new(token.at.clone(), Fault::NotOpened));
        }
        Ok(Typed { query: Self { expr: expr.unwrap_or_default() }, open: parser.open })
    }

    /// Whether every post meets it.
    pub fn is_empty(&self) -> bool {
        self.expr == Expr::All
    }

    /// Every condition, in the order of the text, with whether it is negated.
    pub fn terms(&self) -> Vec<(&Term, bool)> {
        self.expr.terms().into_iter().map(|(term, wanted)| (term, !wanted)).collect()
    }

    /// The conditions that look into the texts of posts.
    pub fn bodies(&self) -> Vec<&Term> {
        self.terms().into_iter().map(|(term, _)| term).filter(|term| term.field == Field::Body).collect()
    }
}

/// Reads the pieces from left to right. A part that says nothing, or is only begun, is `None`.
struct Parser<'a> {
    /// Bytes of the text.
    end: usize,
    tokens: &'a [Token],
    now: Now,
    depth: usize,
    open: Option<QueryError>,
    /// The name that holds here, and where it stands if it stands right before.
    field: Option<(Asked, Option<usize>)>,
}

type Parsed = Result<Option<Expr>, QueryError>;

impl<'a> Parser<'a> {
    fn peek(&self) -> Option<&'a Kind> {
        self.tokens.first().map(|token| &token.kind)
    }

    fn next(&mut self) -> Option<&'a Token> {
        let (first, rest) = self.tokens.split_first()?;
        self.tokens = rest;
        Some(first)
    }

    /// What is begun at the end of the text; the first one that is found is the innermost.
    fn begun(&mut self, at: Range<usize>, kind: Fault) {
        self.open.get_or_insert(QueryError { at, kind, unfinished: true });
    }

    /// Nothing stands behind this: it is begun at the end of the text, and wrong elsewhere.
    fn nothing_behind(&mut self, at: Range<usize>, kind: Fault) -> Result<(), QueryError> {
        match self.tokens.first() {
            Some(_) => Err(QueryError::new(at, kind)),
            None => {
                self.begun(at, kind);
                Ok(())
            }
        }
    }

    /// Conditions with `OR` between them.
    fn any(&mut self) -> Parsed {
        let mut parts = Vec::new();
        loop {
            parts.extend(self.all()?);
            if self.peek() != Some(&Kind::Or) {
                break;
            }
            let Some(or) = self.next() else { break };
            if matches!(self.peek(), None | Some(Kind::Close | Kind::Or | Kind::And)) {
                self.nothing_behind(or.at.clone(), Fault::NothingBehind)?;
            }
        }
        Ok(joined(parts, Expr::Or))
    }

    /// Conditions side by side.
    fn all(&mut self) -> Parsed {
        let mut parts = Vec::new();
        let mut first = true;
        while let Some(kind) = self.peek() {
            match kind {
                Kind::Close => break,
                Kind::Or if !first => break,
                Kind::Or | Kind::And if first => return Err(self.nothing_before()),
                Kind::And => {
                    let Some(and) = self.next() else { break };
                    if matches!(self.peek(), None | Some(Kind::Close | Kind::Or | Kind::And)) {
                        self.nothing_behind(and.at.clone(), Fault::NothingBehind)?;
                    }
                }
                _ => parts.extend(self.one()?),
            }
            first = false;
        }
        Ok(joined(parts, Expr::And))
    }

    fn nothing_before(&self) -> QueryError {
        let at = self.tokens.first().map_or(self.end..self.end, |token| token.at.clone());
        QueryError::new(at, Fault::NothingBefore)
    }

    /// One condition, perhaps negated.
    fn one(&mut self) -> Parsed {
        let Some(token) = self.next() else { return Ok(None) };
        match &token.kind {
            Kind::Not => self.not(token),
            Kind::Open => self.group(token),
            Kind::Name(asked) => self.named(*asked, token),
            _ => self.condition(token),
        }
    }

    fn not(&mut self, token: &Token) -> Parsed {
        if matches!(self.peek(), None | Some(Kind::Close | Kind::Or | Kind::And)) {
            self.nothing_behind(token.at.clone(), Fault::NothingBehind)?;
            return Ok(None);
        }
        let inner = self.deeper(token, Self::one)?;
        Ok(inner.map(|expr| Expr::Not(Box::new(expr))))
    }

    fn deeper(&mut self, token: &Token, read: impl FnOnce(&mut Self) -> Parsed) -> Parsed {
        if self.depth == MAX_DEPTH {
            return Err(QueryError::new(token.at.clone(), Fault::TooDeep));
        }
        self.depth += 1;
        let parsed = read(self);
        self.depth -= 1;
        parsed
    }

    /// What stands between parentheses.
    fn group(&mut self, open: &Token) -> Parsed {
        if self.peek() == Some(&Kind::Close) {
            let end = self.next().map_or(open.at.end, |close| close.at.end);
            return Err(QueryError::new(open.at.start..end, Fault::EmptyGroup));
        }
        let outer = self.field;
        self.field = outer.map(|(asked, _)| (asked, None));
        let inner = self.deeper(open, Self::any);
        self.field = outer;
        let inner = inner?;
        if self.next().is_none() {
            self.begun(open.at.clone(), Fault::OpenGroup);
        }
        Ok(inner)
    }

    /// A name and what stands right behind its colon.
    fn named(&mut self, asked: Asked, name: &Token) -> Parsed {
        let outer = self.field.replace((asked, Some(name.at.start)));
        let parsed = match self.tokens.first() {
            Some(token) if token.at.start == name.at.end && token.kind != Kind::Close => self.one(),
            // The value is begun, and the lexer says so.
            None if self.open.is_some() => Ok(None),
            None => self.nothing_behind(name.at.clone(), Fault::NoValue).map(|()| None),
            Some(_) => Err(QueryError::new(name.at.clone(), Fault::NoValue)),
        };
        self.field = outer;
        parsed
    }

    /// A word, a phrase or an expression, under the name before it.
    fn condition(&mut self, token: &Token) -> Parsed {
        let (asked, start) = self.field.unwrap_or((Asked::Text(Field::Any), None));
        let at = start.unwrap_or(token.at.start)..token.at.end;
        let read = match (asked, &token.kind) {
            (Asked::Text(field), Kind::Regex(source)) => {
                Some((field, Test::Regex(pattern(field, source, &token.at)?)))
            }
            (_, Kind::Regex(_)) => return Err(QueryError::new(token.at.clone(), Fault::NoRegex)),
            (Asked::Text(field), Kind::Word(word)) => key(field, word).map(|key| (field, Test::Word(key))),
            (Asked::Text(field), Kind::Phrase(phrase)) => match key(field, phrase) {
                None if self.field.is_some() => return Err(QueryError::new(at, Fault::NoValue)),
                key => key.map(|key| (field, Test::Phrase(key))),
            },
            (asked, Kind::Word(value) | Kind::Phrase(value)) => self.value(asked, value, &token.at)?,
            _ => None,
        };
        Ok(read.map(|(field, test)| Expr::Term(Term { field, test, at })))
    }

    /// A date, an age or a mark; the beginning of one at the end of the text is nothing yet.
    fn value(
        &mut self,
        asked: Asked,
        value: &str,
        at: &Range<usize>,
    ) -> Result<Option<(Field, Test)>, QueryError> {
        match value_of(asked, value, self.now) {
            Ok(read) => Ok(Some(read)),
            Err(Misread { fault, begun: true }) if at.end == self.end => {
                self.begun(at.clone(), fault);
                Ok(None)
            }
            Err(Misread { fault, .. }) => Err(QueryError::new(at.clone(), fault)),
        }
    }
}

/// One part alone, or several under what joins them; those that say nothing are not there.
fn joined(mut parts: Vec<Expr>, join: impl FnOnce(Vec<Expr>) -> Expr) -> Option<Expr> {
    if parts.len() > 1 { Some(join(parts)) } else { parts.pop() }
}

/// The key of a text in a field; none where the text has nothing that can be looked for.
fn key(field: Field, text: &str) -> Option<String> {
    let key = if field == Field::Body { fold::running_key(text) } else { fold::key(text) };
    (!key.trim().is_empty()).then_some(key)
}

fn pattern(field: Field, source: &str, at: &Range<usize>) -> Result<Pattern, QueryError> {
    if matches!(field, Field::Body | Field::Pinyin) {
        return Err(QueryError::new(at.clone(), Fault::NoRegex));
    }
    Pattern::new(source).map_err(|error| QueryError::new(at.clone(), Fault::BadRegex(why(&error))))
}

/// What the library says, without its drawing of the expression.
fn why(error: &regex::Error) -> String {
    let said = error.to_string();
    let last = said.lines().last().unwrap_or_default().trim();
    last.strip_prefix("error: ").unwrap_or(last).to_owned()
}

fn value_of(asked: Asked, value: &str, now: Now) -> Result<(Field, Test), Misread> {
    let when = match asked {
        Asked::Date => dates::range(value, now),
        Asked::After => dates::after(value, now),
        Asked::Before => dates::before(value, now),
        Asked::Age => dates::age(value, now),
        Asked::Is | Asked::Text(_) => return status(value),
    };
    when.map(|range| (Field::Date, Test::When(range)))
}

fn status(value: &str) -> Result<(Field, Test), Misread> {
    let value = fold::key(value);
    if let Some((_, status)) = STATUSES.iter().find(|(word, _)| *word == value) {
        return Ok((Field::Status, Test::Is(*status)));
    }
    let begun = STATUSES.iter().any(|(word, _)| word.starts_with(&value));
    Err(Misread { fault: Fault::BadStatus, begun })
}

#[cfg(test)]
mod tests;
