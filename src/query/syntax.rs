//! What a query is once it was read: a tree of conditions, each knowing where in the text it
//! stands. How it is read lives in [`super::parse`], what meets it in the evaluation.

use std::ops::Range;

/// A query as a tree.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Expr {
    /// Every post.
    #[default]
    All,
    /// Posts that meet all of these.
    And(Vec<Expr>),
    /// Posts that meet one of these.
    Or(Vec<Expr>),
    /// Posts that do not meet it.
    Not(Box<Expr>),
    /// One condition.
    Term(Term),
}

/// One condition.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Term {
    /// What it looks at.
    pub field: Field,
    /// What must be there.
    pub test: Test,
    /// Its bytes in the text of the query, field name and quotation marks included.
    pub at: Range<usize>,
}

/// What a [`Term`] looks at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Field {
    /// Title, categories, tags and author, each for itself.
    Any,
    /// The title.
    Title,
    /// The categories, one by one.
    Category,
    /// The tags, one by one.
    Tag,
    /// The author.
    Author,
    /// The host of the source.
    Source,
    /// The language, as its code (`zh`, `ja`).
    Lang,
    /// The path below the archive's root.
    Path,
    /// The text that is shown.
    Body,
    /// Title, categories and tags through their pinyin alone.
    Pinyin,
    /// The date on the post's own wall clock.
    Date,
    /// Marks and faults.
    Status,
}

/// What must be there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Test {
    /// It contains this key ([`crate::text::fold::key`]; never empty). Categories and tags that are
    /// called exactly so come before those that contain it.
    Word(String),
    /// The same for text in quotation marks: a phrase; of a category or a tag it is the whole name.
    Phrase(String),
    /// It matches.
    Regex(Pattern),
    /// Its wall clock (seconds since 1970-01-01T00:00 as if the clock were UTC) is in this range.
    When(Range<i64>),
    /// It has this mark.
    Is(Status),
}

/// A mark or a fault of a post.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Status {
    /// Not read yet.
    Unread,
    /// Read.
    Read,
    /// Starred.
    Starred,
    /// To be read later.
    Later,
    /// Without a date.
    Undated,
    /// Its file has a problem.
    Broken,
}

impl Status {
    /// Whether it is something that readers say of posts.
    pub fn is_mark(self) -> bool {
        matches!(self, Self::Read | Self::Unread | Self::Starred | Self::Later)
    }
}

/// A regular expression; two are the same if they are written the same.
#[derive(Debug, Clone)]
pub struct Pattern {
    source: String,
    regex: regex::Regex,
}

/// Bytes that a regular expression may grow to once compiled.
const MAX_REGEX: usize = 1 << 20;

impl Pattern {
    /// Compiles it. Letters of both cases are the same unless the expression has an upper-case
    /// letter that is not part of an escape.
    ///
    /// # Errors
    /// What is wrong with it, in English, as the library says it.
    pub fn new(source: &str) -> Result<Self, regex::Error> {
        let mut escaped = false;
        let cased = source.chars().any(|c| {
            let plain = !escaped;
            escaped = plain && c == '\\';
            plain && c.is_uppercase()
        });
        let regex = regex::RegexBuilder::new(source)
            .case_insensitive(!cased)
            .size_limit(MAX_REGEX)
            .dfa_size_limit(MAX_REGEX)
            .build()?;
        Ok(Self { source: source.to_owned(), regex })
    }

    /// As it was written.
    pub fn source(&self) -> &str {
        &self.source
    }

    /// Where it matches in a text; ascending and apart, none of them empty.
    pub fn find<'a>(&'a self, text: &'a str) -> impl Iterator<Item = Range<usize>> + 'a {
        self.regex.find_iter(text).map(|found| found.range()).filter(|range| !range.is_empty())
    }

    /// Whether it matches.
    pub fn matches(&self, text: &str) -> bool {
        self.regex.is_match(text)
    }
}

impl PartialEq for Pattern {
    fn eq(&self, other: &Self) -> bool {
        self.source == other.source
    }
}

impl Eq for Pattern {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_regex_minds_case_only_where_it_is_written() {
        let rows = [
            ("apple", "APPLE 发布会", true),
            ("Apple", "apple", false),
            (r"\D行", "银行", true),
            (r"第\S期", "第三期", true),
            ("^央行", "据央行", false),
        ];
        for (source, text, expected) in rows {
            assert_eq!(Pattern::new(source).unwrap().matches(text), expected, "{source} {text}");
        }
        assert!(Pattern::new("(").is_err());
        assert!(Pattern::new("(a{1000}){1000}").is_err());
    }
}
