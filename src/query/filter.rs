//! A query together with the chosen categories and tags, and what passes it. The
//! counts beside each facet follow the *other* filters, so that a number says how many
//! posts a choice would show.

use memchr::memmem::Finder;

use crate::library::{Facet, FacetId, FacetKind, Library, PostId, PostView};
use crate::text::fold;

use super::parse::{Field, Query, Term};

/// What the list is narrowed to. Categories among themselves are OR; tags are AND, or OR
/// with [`Filter::any_tag`]; the groups and the query are ANDed.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Filter {
    /// Conditions typed by the reader.
    pub query: Query,
    /// A post is in one of these; empty means any.
    pub categories: Vec<FacetId>,
    /// A post has all of these (or one, with [`Filter::any_tag`]); empty means any.
    pub tags: Vec<FacetId>,
    /// One of the tags is enough.
    pub any_tag: bool,
}

/// How many posts each facet would leave; the index is the facet's number.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct FacetCounts {
    /// By category: over the query and the tags, without the choice of categories.
    pub categories: Vec<u32>,
    /// By tag: over the query, the categories and the chosen tags (AND), or over the query
    /// and the categories (OR).
    pub tags: Vec<u32>,
}

impl Filter {
    /// Whether every post passes.
    pub fn is_empty(&self) -> bool {
        self.query.is_empty() && self.categories.is_empty() && self.tags.is_empty()
    }

    /// The posts of `order` that pass, in the same order.
    pub fn apply(&self, library: &Library, order: &[PostId]) -> Vec<PostId> {
        if self.is_empty() {
            return order.to_vec();
        }
        let matcher = Matcher::new(&self.query, library);
        let passes = |&id: &PostId| {
            self.in_categories(library, id)
                && self.in_tags(library, id)
                && matcher.matches(&library.get(id), library)
        };
        order.iter().copied().filter(passes).collect()
    }

    /// How many posts of `order` each facet would leave, given the other filters.
    pub fn counts(&self, library: &Library, order: &[PostId]) -> FacetCounts {
        let mut counts = FacetCounts {
            categories: vec![0; library.facet_len(FacetKind::Category)],
            tags: vec![0; library.facet_len(FacetKind::Tag)],
        };
        let matcher = Matcher::new(&self.query, library);
        for &id in order {
            if !matcher.matches(&library.get(id), library) {
                continue;
            }
            let tagged = self.in_tags(library, id);
            if tagged {
                library.count(FacetKind::Category, id, &mut counts.categories);
            }
            if (tagged || self.any_tag) && self.in_categories(library, id) {
                library.count(FacetKind::Tag, id, &mut counts.tags);
            }
        }
        counts
    }

    fn in_categories(&self, library: &Library, id: PostId) -> bool {
        let own = library.facets_of(id, FacetKind::Category);
        self.categories.is_empty() || self.categories.iter().any(|category| own.contains(category))
    }

    fn in_tags(&self, library: &Library, id: PostId) -> bool {
        let own = library.facets_of(id, FacetKind::Tag);
        if self.any_tag && !self.tags.is_empty() {
            return self.tags.iter().any(|tag| own.contains(tag));
        }
        self.tags.iter().all(|tag| own.contains(tag))
    }
}

/// A query made ready for one library: searchers are built once, and a name becomes the
/// numbers of all facets that are called so (`openSUSE` and `opensuse` fold together).
struct Matcher<'q> {
    terms: Vec<(bool, Test<'q>)>,
}

enum Test<'q> {
    Title(Box<Finder<'q>>),
    Facets(Vec<Facet>),
}

impl<'q> Matcher<'q> {
    fn new(query: &'q Query, library: &Library) -> Self {
        Self { terms: query.terms.iter().map(|term| (term.negated, Test::new(term, library))).collect() }
    }

    fn matches(&self, view: &PostView<'_>, library: &Library) -> bool {
        self.terms.iter().all(|(negated, test)| test.holds(view, library) != *negated)
    }
}

impl<'q> Test<'q> {
    fn new(term: &'q Term, library: &Library) -> Self {
        let kind = match term.field {
            Field::Title => return Self::Title(Box::new(Finder::new(&term.key))),
            Field::Category => FacetKind::Category,
            Field::Tag => FacetKind::Tag,
        };
        let named = library.facets(kind).filter(|(_, name)| fold::key(name) == term.key);
        Self::Facets(named.map(|(id, _)| Facet { kind, id }).collect())
    }

    fn holds(&self, view: &PostView<'_>, library: &Library) -> bool {
        match self {
            Self::Title(finder) => finder.find(view.title_key.as_bytes()).is_some(),
            Self::Facets(facets) => facets.iter().any(|&facet| library.has(view.id, facet)),
        }
    }
}

#[cfg(test)]
mod tests;
