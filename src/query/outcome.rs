//! What evaluation needs beside the library, and what it gives back.

use std::collections::{BTreeMap, HashMap};

use crate::library::{Bits, FacetKind, Month, PostId};

use super::syntax::{Field, Term, Test};

/// What is known of posts beside the library.
#[derive(Debug, Clone, Copy)]
pub struct Evidence<'a> {
    /// The posts that were read.
    pub read: &'a Bits,
    /// The posts that are not unread although nobody read them: they were there at first.
    pub old: &'a Bits,
    /// The posts that are starred.
    pub starred: &'a Bits,
    /// The posts that are to be read later.
    pub later: &'a Bits,
    /// By [`crate::text::fold::key`] of its name: the posts with a tag of the reader's own.
    pub own_tags: &'a BTreeMap<String, Bits>,
    /// By [`body_key`]: the posts whose shown text holds it. What is not here was not searched
    /// for yet and is in no post.
    pub bodies: &'a HashMap<String, Bits>,
}

/// What an [`Evidence`] borrows.
#[derive(Debug, Clone, Default)]
pub struct Known {
    /// The posts that were read.
    pub read: Bits,
    /// The posts that are not unread although nobody read them: they were there at first.
    pub old: Bits,
    /// The posts that are starred.
    pub starred: Bits,
    /// The posts that are to be read later.
    pub later: Bits,
    /// By [`crate::text::fold::key`] of its name: the posts with a tag of the reader's own.
    pub own_tags: BTreeMap<String, Bits>,
    /// By [`body_key`]: the posts whose shown text holds it.
    pub bodies: HashMap<String, Bits>,
}

impl Known {
    /// Lends everything.
    pub fn evidence(&self) -> Evidence<'_> {
        let Self { read, old, starred, later, own_tags, bodies } = self;
        Evidence { read, old, starred, later, own_tags, bodies }
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
