//! A query on the command line: read at the present moment, and shown with a caret under the
//! place where it is wrong. The language of queries lives in [`crate::query`].

use std::fmt;

use crate::archive::clock;
use crate::locale::Lang;
use crate::query::{Now, Query, QueryError};
use crate::text::sanitize;
use crate::text::width::Ruler;

/// A query that cannot be read: wrong usage.
#[derive(Debug)]
pub struct Malformed {
    text: String,
    error: QueryError,
    lang: Lang,
}

/// The present moment.
pub fn now() -> Now {
    let now = clock::now();
    Now { seconds: now.seconds, offset: now.offset }
}

/// Reads a query.
///
/// # Errors
/// [`Malformed`].
pub fn read(text: &str) -> anyhow::Result<Query> {
    let malformed = |error| Malformed { text: text.to_owned(), error, lang: Lang::from_env() };
    Query::parse(text, now()).map_err(|error| malformed(error).into())
}

impl fmt::Display for Malformed {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let clean = |piece: Option<&str>| sanitize::line(piece.unwrap_or_default()).into_owned();
        let at = &self.error.at;
        let (before, piece) = (clean(self.text.get(..at.start)), clean(self.text.get(at.clone())));
        let after = clean(self.text.get(at.end..));
        let columns = |text: &str| Ruler::Narrow.columns(text);
        let carets = "^".repeat(columns(&piece).max(1));
        writeln!(out, "{}", self.error.message(self.lang))?;
        writeln!(out, "  {before}{piece}{after}")?;
        write!(out, "  {}{carets}", " ".repeat(columns(&before)))
    }
}

impl std::error::Error for Malformed {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_caret_stands_under_the_place() {
        let rows = [
            ("银行 tga:x", "  银行 tga:x\n       ^^^^"),
            ("後臺 \"未完", "  後臺 \"未完\n       ^^^^^"),
            ("a\u{1b}b )", "  ab )\n     ^"),
            ("tag:", "  tag:\n  ^^^^"),
        ];
        for (text, expected) in rows {
            let shown = read(text).unwrap_err().to_string();
            assert_eq!(shown.split_once('\n').unwrap().1, expected, "{text}");
        }
    }
}
