//! What can be wrong with the text of a query, and where. The sentences that say so stand in
//! [`crate::locale::faults`].

use std::fmt;
use std::ops::Range;

use crate::locale::faults::Faults;
use crate::locale::words::fill;
use crate::locale::{Lang, faults};

/// Why a query cannot be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QueryError {
    /// The bytes of the text that it is about, between characters; may be empty at its end.
    pub at: Range<usize>,
    /// What is wrong.
    pub kind: Fault,
    /// The text only ends too early: what stands before is fine.
    pub unfinished: bool,
}

/// What can be wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fault {
    /// A quotation mark is not closed.
    OpenQuote,
    /// A regular expression has no slash at its end.
    OpenRegex,
    /// A parenthesis is not closed.
    OpenGroup,
    /// A parenthesis closes what was not opened.
    NotOpened,
    /// There is nothing between parentheses.
    EmptyGroup,
    /// Nothing stands right behind the colon of a name.
    NoValue,
    /// Nothing stands before `OR` or `AND`.
    NothingBefore,
    /// Nothing stands behind `OR`, `AND`, `NOT` or `-`.
    NothingBehind,
    /// Parentheses or negations lie in each other too deeply.
    TooDeep,
    /// The text is too long.
    TooLong,
    /// A name that is probably this one, mistyped.
    Slip(&'static str),
    /// A regular expression that is none: why, in English.
    BadRegex(String),
    /// This cannot be asked for with a regular expression.
    NoRegex,
    /// No date.
    BadDate,
    /// A day or month that no calendar has.
    ImpossibleDate,
    /// A date that is still to come.
    FutureDate,
    /// From a later date to an earlier one.
    Reversed,
    /// No age.
    BadAge,
    /// No mark.
    BadStatus,
}

impl QueryError {
    /// An error in the midst of a text.
    pub fn new(at: Range<usize>, kind: Fault) -> Self {
        Self { at, kind, unfinished: false }
    }

    /// What is wrong and what to do, as one line.
    pub fn message(&self, lang: Lang) -> String {
        let faults: &Faults = faults::of(lang);
        match &self.kind {
            Fault::OpenQuote => faults.open_quote.to_owned(),
            Fault::OpenRegex => faults.open_regex.to_owned(),
            Fault::OpenGroup => faults.open_group.to_owned(),
            Fault::NotOpened => faults.not_opened.to_owned(),
            Fault::EmptyGroup => faults.empty_group.to_owned(),
            Fault::NoValue => faults.no_value.to_owned(),
            Fault::NothingBefore => faults.nothing_before.to_owned(),
            Fault::NothingBehind => faults.nothing_behind.to_owned(),
            Fault::TooDeep => faults.too_deep.to_owned(),
            Fault::TooLong => faults.too_long.to_owned(),
            Fault::Slip(meant) => fill(faults.slip, &[meant]),
            Fault::BadRegex(why) => fill(faults.bad_regex, &[why]),
            Fault::NoRegex => faults.no_regex.to_owned(),
            Fault::BadDate => faults.bad_date.to_owned(),
            Fault::ImpossibleDate => faults.impossible_date.to_owned(),
            Fault::FutureDate => faults.future_date.to_owned(),
            Fault::Reversed => faults.reversed.to_owned(),
            Fault::BadAge => faults.bad_age.to_owned(),
            Fault::BadStatus => faults.bad_status.to_owned(),
        }
    }
}

impl fmt::Display for QueryError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.message(Lang::En))
    }
}

impl std::error::Error for QueryError {}
