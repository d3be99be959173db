//! A query together with the chosen categories and tags, and what passes it. The
//! counts beside each facet follow the *other* filters, so that a number says how many
//! posts a choice would show.

use crate::library::{Facet, FacetId, FacetKind, Library, PostId, PostView};
use crate::text::{fold, url};

use super::parse::Query;
use super::syntax::{Expr, Field, Status, Term, Test};

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
