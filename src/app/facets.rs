//! The panes of categories and tags: which of them are shown, in which order, with which
//! counts. What they do to the list is the filter's business.

use std::cmp::Reverse;

use super::rows::Rows;
use crate::library::{Facet, FacetId, FacetKind, Library, PostId};
use crate::query::Choice;
use crate::text::fold;

/// The pane of categories or of tags.
#[derive(Debug)]
pub struct Facets {
    /// Which of the two.
    pub kind: FacetKind,
    /// What is shown, with the selected one. The order is that of the whole library, most
    /// posts first, so that nothing moves about while a filter changes.
    pub rows: Rows<FacetId>,
    /// How many posts each would leave, given the other filters; by number.
    pub counts: Vec<u32>,
    /// All of them, most posts first.
    order: Vec<FacetId>,
}

impl Facets {
    /// An empty pane.
    pub fn new(kind: FacetKind) -> Self {
        Self { kind, rows: Rows::default(), counts: Vec::new(), order: Vec::new() }
    }

    /// Takes in what was added to the library.
    pub fn sort(&mut self, library: &Library, posts: &[PostId]) {
        let totals = library.counts(self.kind, posts);
        let mut all: Vec<(FacetId, &str)> = library.facets(self.kind).collect();
        all.sort_by_key(|(id, name)| (Reverse(totals.get(id.index()).copied()), *name));
        self.order = all.into_iter().map(|(id, _)| id).collect();
    }

    /// Shows what leaves posts, and what is chosen.
    pub fn refresh(&mut self, counts: Vec<u32>, chosen: &Choice) {
        let shown =
            |id: &FacetId| counts.get(id.index()).is_some_and(|count| *count > 0) || chosen.has(*id);
        self.rows.set(self.order.iter().copied().filter(shown).collect());
        self.counts = counts;
    }

    /// How many posts a category or a tag would leave.
    pub fn count(&self, id: FacetId) -> u32 {
        self.counts.get(id.index()).copied().unwrap_or_default()
    }

    /// Those shown whose names have every word of a text.
    pub fn matching(&self, library: &Library, text: &str) -> Vec<FacetId> {
        let key = fold::key(text);
        let has_all = |id: &FacetId| {
            let name = fold::key(library.facet_name(Facet { kind: self.kind, id: *id }));
            key.split_whitespace().all(|word| name.contains(word))
        };
        self.rows.items().iter().copied().filter(has_all).collect()
    }
}
