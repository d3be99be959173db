//! What a list of posts is narrowed to: a query together with chosen categories and tags.
//! What passes it is found by [`super::engine`].

use crate::library::{FacetId, FacetKind};

use super::parse::Query;

/// What is chosen among the categories or among the tags.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Choice {
    /// A post has all of these, or one of them with [`Choice::any`]; empty means any post.
    pub included: Vec<FacetId>,
    /// A post has none of these.
    pub excluded: Vec<FacetId>,
    /// One of those included is enough.
    pub any: bool,
}

impl Choice {
    /// Whether every post passes.
    pub fn is_empty(&self) -> bool {
        self.included.is_empty() && self.excluded.is_empty()
    }

    /// Whether a facet was chosen, be it included or excluded.
    pub fn has(&self, id: FacetId) -> bool {
        self.included.contains(&id) || self.excluded.contains(&id)
    }

    /// Takes everything back but how the included ones are joined.
    pub fn clear(&mut self) {
        self.included.clear();
        self.excluded.clear();
    }
}

/// What the list is narrowed to: the query, the categories and the tags are ANDed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Filter {
    /// Conditions typed by the reader.
    pub query: Query,
    /// Any of the included ones is enough, unless it is said otherwise.
    pub categories: Choice,
    /// All of the included ones, unless it is said otherwise.
    pub tags: Choice,
}

impl Default for Filter {
    fn default() -> Self {
        let categories = Choice { any: true, ..Choice::default() };
        Self { query: Query::default(), categories, tags: Choice::default() }
    }
}

impl Filter {
    /// The choice of a kind.
    pub fn choice(&self, kind: FacetKind) -> &Choice {
        match kind {
            FacetKind::Category => &self.categories,
            FacetKind::Tag => &self.tags,
        }
    }

    /// The choice of a kind, to be changed.
    pub fn choice_mut(&mut self, kind: FacetKind) -> &mut Choice {
        match kind {
            FacetKind::Category => &mut self.categories,
            FacetKind::Tag => &mut self.tags,
        }
    }

    /// Whether every post passes.
    pub fn is_empty(&self) -> bool {
        self.query.is_empty() && self.categories.is_empty() && self.tags.is_empty()
    }
}
