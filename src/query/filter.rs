//! A query together with the chosen categories and tags, and what passes it. The
//! counts beside each facet follow the *other* filters, so that a number says how many
//! posts a choice would show.

use crate::library::{Facet, FacetId, FacetKind, Library, PostId, PostView};
use crate::text::{fold, url};

use super::parse::Query;
use super::syntax::{Expr, Field, Status, Term, Test};

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

/// A query made ready for one library: a name becomes the numbers of all facets that are
/// called so (`openSUSE` and `opensuse` fold together).
enum Matcher<'q> {
    All,
    And(Vec<Matcher<'q>>),
    Or(Vec<Matcher<'q>>),
    Not(Box<Matcher<'q>>),
    Test(Leaf<'q>),
}

/// A condition made ready.
struct Leaf<'q> {
    term: &'q Term,
    facets: Vec<Facet>,
}

impl<'q> Matcher<'q> {
    fn new(query: &'q Query, library: &Library) -> Self {
        Self::of(&query.expr, library)
    }

    fn of(expr: &'q Expr, library: &Library) -> Self {
        match expr {
            Expr::All => Self::All,
            Expr::And(parts) => Self::And(parts.iter().map(|part| Self::of(part, library)).collect()),
            Expr::Or(parts) => Self::Or(parts.iter().map(|part| Self::of(part, library)).collect()),
            Expr::Not(inner) => Self::Not(Box::new(Self::of(inner, library))),
            Expr::Term(term) => Self::Test(Leaf { term, facets: named(term, library) }),
        }
    }

    fn matches(&self, view: &PostView<'_>, library: &Library) -> bool {
        match self {
            Self::All => true,
            Self::And(parts) => parts.iter().all(|part| part.matches(view, library)),
            Self::Or(parts) => parts.iter().any(|part| part.matches(view, library)),
            Self::Not(inner) => !inner.matches(view, library),
            Self::Test(leaf) => leaf.holds(view, library),
        }
    }
}

/// The categories and tags that a condition names.
fn named(term: &Term, library: &Library) -> Vec<Facet> {
    let kinds: &[FacetKind] = match term.field {
        Field::Any => &[FacetKind::Category, FacetKind::Tag],
        Field::Category => &[FacetKind::Category],
        Field::Tag => &[FacetKind::Tag],
        _ => &[],
    };
    let of = |kind: FacetKind| {
        let names = library.facets(kind).map(move |(id, name)| (Facet { kind, id }, name));
        let (exact, near): (Vec<_>, Vec<_>) = names
            .filter(|(_, name)| text_holds(&term.test, name))
            .partition(|(_, name)| matches!(&term.test, Test::Word(key) | Test::Phrase(key) if fold::key(name) == *key));
        let whole = term.field != Field::Any && (!exact.is_empty() || matches!(term.test, Test::Phrase(_)));
        let near = if whole { Vec::new() } else { near };
        exact.into_iter().chain(near).map(|(facet, _)| facet).collect::<Vec<_>>()
    };
    kinds.iter().flat_map(|&kind| of(kind)).collect()
}

fn text_holds(test: &Test, text: &str) -> bool {
    match test {
        Test::Word(key) | Test::Phrase(key) => fold::key(text).contains(key.as_str()),
        Test::Regex(pattern) => pattern.matches(text),
        Test::When(_) | Test::Is(_) => false,
    }
}

impl Leaf<'_> {
    fn holds(&self, view: &PostView<'_>, library: &Library) -> bool {
        let test = &self.term.test;
        let title = || match test {
            Test::Word(key) | Test::Phrase(key) => view.title_key.contains(key.as_str()),
            _ => text_holds(test, view.title),
        };
        let text = |text: Option<&str>| text.is_some_and(|text| text_holds(test, text));
        let facets = || self.facets.iter().any(|&facet| library.has(view.id, facet));
        match self.term.field {
            Field::Any => title() || facets() || text(view.author),
            Field::Title => title(),
            Field::Category | Field::Tag => facets(),
            Field::Author => text(view.author),
            Field::Source => text(view.source.and_then(url::host)),
            Field::Path => text(Some(view.path)),
            Field::Date => view.date.is_some_and(|date| match test {
                Test::When(range) => range.contains(&(date.seconds + i64::from(date.offset))),
                _ => false,
            }),
            Field::Status => *test == Test::Is(Status::Undated) && view.date.is_none(),
            Field::Lang | Field::Body | Field::Pinyin => false,
        }
    }
}

#[cfg(test)]
mod tests;
