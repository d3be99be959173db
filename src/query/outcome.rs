//! What evaluation needs beside the library, and what it gives back.

use std::collections::HashMap;

use crate::library::{Bits, FacetKind, Month, PostId};

use super::syntax::{Expr, Field, Term, Test};

/// What is known of posts beside the library.
#[derive(Debug, Clone, Copy)]
pub struct Evidence<'a> {
    /// The posts that were read.
    pub read: &'a Bits,
    /// The posts that are starred.
    pub starred: &'a Bits,
    /// By [`body_key`]: the posts whose shown text holds it. What is not here was not searched
    /// for yet and is in no post.
    pub bodies: &'a HashMap<String, Bits>,
}

/// What an [`Evidence`] borrows.
#[derive(Debug, Clone, Default)]
pub struct Known {
    /// The posts that were read.
    pub read: Bits,
    /// The posts that are starred.
    pub starred: Bits,
    /// By [`body_key`]: the posts whose shown text holds it.
    pub bodies: HashMap<String, Bits>,
}

impl Known {
    /// Lends everything.
    pub fn evidence(&self) -> Evidence<'_> {
        Evidence { read: &self.read, starred: &self.starred, bodies: &self.bodies }
    }
}

/// What passes a filter.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Outcome {
    /// In the order that was asked for; those that pass through their pinyin alone come last.
    pub posts: Vec<PostId>,
    /// How many of them pass by what is written.
    pub literal: usize,
    /// What each choice would leave.
    pub counts: FacetCounts,
}

/// How many posts each facet would leave, and how many each month has.
///
/// A facet is counted over the query, the choice of the other kind, and of its own kind what
/// stays when it is chosen too: what is excluded, and what is included where all of it is asked
/// for. A facet that is excluded is counted as if it were not: that many posts it takes away.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct FacetCounts {
    /// By the number of the category.
    pub categories: Vec<u32>,
    /// By the number of the tag.
    pub tags: Vec<u32>,
    /// The months that have posts, of those that pass the whole filter; ascending.
    pub months: Vec<(Month, u32)>,
}

impl FacetCounts {
    /// The counts of a kind.
    pub fn of(&self, kind: FacetKind) -> &[u32] {
        match kind {
            FacetKind::Category => &self.categories,
            FacetKind::Tag => &self.tags,
        }
    }
}

/// The key of [`Evidence::bodies`] that a condition on bodies asks for; a regular expression
/// stands between slashes. None for other conditions.
pub fn body_key(term: &Term) -> Option<String> {
    match (&term.field, &term.test) {
        (Field::Body, Test::Word(key) | Test::Phrase(key)) => Some(key.clone()),
        (Field::Body, Test::Regex(pattern)) => Some(format!("/{}/", pattern.source())),
        _ => None,
    }
}

impl Expr {
    /// Its conditions from left to right, each with whether it is asked for and not refused.
    pub fn terms(&self) -> Vec<(&Term, bool)> {
        let mut terms = Vec::new();
        self.collect(true, &mut terms);
        terms
    }

    fn collect<'a>(&'a self, wanted: bool, terms: &mut Vec<(&'a Term, bool)>) {
        match self {
            Self::All => {}
            Self::And(parts) | Self::Or(parts) => parts.iter().for_each(|part| part.collect(wanted, terms)),
            Self::Not(part) => part.collect(!wanted, terms),
            Self::Term(term) => terms.push((term, wanted)),
        }
    }
}
