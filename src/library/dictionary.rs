//! Names of categories and tags, interned: a post holds small numbers, a name is
//! stored once. Numbers are given in order of arrival and never change meaning.

use std::collections::HashMap;

use crate::text::fold;

/// The two kinds of facets that a reader can choose by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum FacetKind {
    /// Where a post stands: folders and `categories`.
    Category,
    /// What a post is about: `tags`.
    Tag,
}

/// Index into the dictionary of its kind; append-only, so it is valid for the whole session.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct FacetId(pub u32);

impl FacetId {
    /// The number as an index into a list of counts.
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// A category or a tag.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Facet {
    /// Whose dictionary [`Facet::id`] points into.
    pub kind: FacetKind,
    /// Which entry.
    pub id: FacetId,
}

/// Names of one kind of facet. Names are told apart exactly (`openSUSE` is not `opensuse`),
/// as the sites that write them do.
#[derive(Debug, Default)]
pub struct Dictionary {
    names: Vec<Box<str>>,
    keys: Vec<Box<str>>,
    numbers: HashMap<Box<str>, FacetId>,
    /// The one that was asked for last: posts that come together have much in common.
    last: FacetId,
}

impl Dictionary {
    /// The number of a name, given on its first appearance.
    pub fn intern(&mut self, name: &str) -> FacetId {
        if self.names.get(self.last.index()).is_some_and(|last| **last == *name) {
            return self.last;
        }
        if let Some(id) = self.numbers.get(name) {
            self.last = *id;
            return *id;
        }
        let id = FacetId(u32::try_from(self.names.len()).unwrap_or(u32::MAX));
        self.names.push(name.into());
        self.keys.push(fold::key(name).into());
        self.numbers.insert(name.into(), id);
        id
    }

    /// The number of a name that is known already.
    pub fn find(&self, name: &str) -> Option<FacetId> {
        self.numbers.get(name).copied()
    }

    /// The name of a number; empty for a number that was never given.
    pub fn name(&self, id: FacetId) -> &str {
        self.names.get(id.index()).map_or("", |name| name)
    }

    /// Every name's search key with its number, in order of arrival.
    pub fn keys(&self) -> impl Iterator<Item = (FacetId, &str)> {
        (0..).map(FacetId).zip(self.keys.iter().map(|key| &**key))
    }

    /// How many names there are.
    pub fn len(&self) -> usize {
        self.names.len()
    }

    /// Whether no name was seen yet.
    pub fn is_empty(&self) -> bool {
        self.names.is_empty()
    }

    /// Every name with its number, in order of arrival.
    pub fn iter(&self) -> impl Iterator<Item = (FacetId, &str)> {
        (0..).map(FacetId).zip(self.names.iter().map(|name| &**name))
    }
}
