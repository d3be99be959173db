//! A query together with the chosen categories and tags, and what passes it. The
//! counts beside each facet follow the *other* filters, so that a number says how many
//! posts a choice would show.

use memchr::memmem::Finder;

use crate::library::{Facet, FacetId, FacetKind, Library, PostId, PostView};
use crate::text::fold;

use super::parse::{Field, Query, Term};

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

    /// Whether a post with these passes.
    pub fn passes(&self, own: &[FacetId]) -> bool {
        self.includes(own) && !self.excluded.iter().any(|id| own.contains(id))
    }

    fn includes(&self, own: &[FacetId]) -> bool {
        if self.any {
            return self.included.is_empty() || self.included.iter().any(|id| own.contains(id));
        }
        self.included.iter().all(|id| own.contains(id))
    }

    /// Adds a post with these facets, that passes everything else, to how many posts each would
    /// leave if it were included, or let through again if it is excluded.
    fn count(&self, own: &[FacetId], counts: &mut [u32]) {
        if !self.any && !self.includes(own) {
            return;
        }
        let mut barred = own.iter().filter(|id| self.excluded.contains(id));
        let (bar, other) = (barred.next(), barred.next());
        for id in own.iter().filter(|id| other.is_none() && bar.is_none_or(|bar| bar == *id)) {
            if let Some(count) = counts.get_mut(id.index()) {
                *count += 1;
            }
        }
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
            let categories = library.facets_of(id, FacetKind::Category);
            let tags = library.facets_of(id, FacetKind::Tag);
            if self.tags.passes(tags) {
                self.categories.count(categories, &mut counts.categories);
            }
            if self.categories.passes(categories) {
                self.tags.count(tags, &mut counts.tags);
            }
        }
        counts
    }

    fn in_categories(&self, library: &Library, id: PostId) -> bool {
        self.categories.passes(library.facets_of(id, FacetKind::Category))
    }

    fn in_tags(&self, library: &Library, id: PostId) -> bool {
        self.tags.passes(library.facets_of(id, FacetKind::Tag))
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
