//! The panes of categories and tags: which of them are shown, in which order, with which
//! counts. What they do to the list is the filter's business.

use super::rows::Rows;
use crate::library::{Facet, FacetId, FacetKind, Library, PostId};
use crate::query::Choice;
use crate::text::fold;
use crate::text::pinyin::{Typed, spelled};

/// What a pane is sorted by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum FacetSort {
    /// Most posts of the whole library first, so that nothing moves about while a filter
    /// changes.
    #[default]
    Count,
    /// By name.
    Name,
}

/// The pane of categories or of tags.
#[derive(Debug)]
pub struct Facets {
    /// Which of the two.
    pub kind: FacetKind,
    /// What is shown, with the selected one.
    pub rows: Rows<FacetId>,
    /// How many posts each would leave, given the other filters; by number.
    pub counts: Vec<u32>,
    /// How many unread posts of the list each has; by number.
    pub unread: Vec<u32>,
    /// What the order is.
    pub sort: FacetSort,
    /// The words that narrow the pane; none of the names without them is shown.
    pub words: String,
    /// All of them, sorted.
    order: Vec<FacetId>,
    /// Posts of the whole library that each has; by number.
    totals: Vec<u32>,
    /// Those that the filter leaves posts for, and those that are chosen.
    left: Vec<FacetId>,
}

impl Facets {
    /// An empty pane.
    pub fn new(kind: FacetKind) -> Self {
        Self {
            kind,
            rows: Rows::default(),
            counts: Vec::new(),
            unread: Vec::new(),
            sort: FacetSort::default(),
            words: String::new(),
            order: Vec::new(),
            totals: Vec::new(),
            left: Vec::new(),
        }
    }

    /// Takes in posts that were added to the library.
    pub fn add(&mut self, library: &Library, posts: &[PostId]) {
        let known = self.totals.len();
        self.totals.resize(library.facet_len(self.kind), 0);
        posts.iter().for_each(|post| library.count(self.kind, *post, &mut self.totals));
        if self.sort == FacetSort::Count || self.totals.len() > known {
            self.arrange(library);
        }
    }

    /// How many posts of the whole library each has; by number.
    pub fn totals(&self) -> &[u32] {
        &self.totals
    }

    /// Forgets what was counted and sorted: the library is another one.
    pub fn forget(&mut self) {
        self.totals.clear();
        self.order.clear();
    }

    /// Posts are about to leave the library, or to change.
    pub fn leave(&mut self, library: &Library, posts: &[PostId]) {
        for post in posts.iter().filter(|post| !library.is_gone(**post)) {
            for facet in library.facets_of(*post, self.kind) {
                if let Some(total) = self.totals.get_mut(facet.index()) {
                    *total = total.saturating_sub(1);
                }
            }
        }
    }

    /// Takes in what is counted in the whole library before all of it is there.
    pub fn glance(&mut self, counts: Vec<u32>, library: &Library) {
        self.totals.clone_from(&counts);
        self.arrange(library);
        self.refresh(counts, &Choice::default(), library);
    }

    /// Sorts by the other key.
    pub fn cycle_sort(&mut self, library: &Library) {
        self.sort = match self.sort {
            FacetSort::Count => FacetSort::Name,
            FacetSort::Name => FacetSort::Count,
        };
        self.arrange(library);
        let left: std::collections::HashSet<FacetId> = self.left.iter().copied().collect();
        self.left = self.order.iter().copied().filter(|id| left.contains(id)).collect();
        self.show(library);
    }

    fn arrange(&mut self, library: &Library) {
        // The order of before is nearly the one of now, and what is nearly sorted is sorted fast.
        let known = self.order.len();
        self.order.extend(library.facets(self.kind).skip(known).map(|(id, _)| id));
        let name = |id: FacetId| library.facet_name(Facet { kind: self.kind, id });
        match self.sort {
            FacetSort::Count => {
                let total = |id: FacetId| self.totals.get(id.index()).copied();
                self.order.sort_by(|a, b| {
                    let by_name = || name(*a).cmp(name(*b));
                    total(*b).cmp(&total(*a)).then_with(by_name)
                });
            }
            FacetSort::Name => self.order.sort_by_cached_key(|id| (spoken(name(*id)), name(*id))),
        }
    }

    /// Shows what leaves posts, and what is chosen.
    pub fn refresh(&mut self, counts: Vec<u32>, choice: &Choice, library: &Library) {
        let left = |id: &FacetId| counts.get(id.index()).is_some_and(|count| *count > 0) || choice.has(*id);
        self.left = self.order.iter().copied().filter(left).collect();
        self.counts = counts;
        self.show(library);
    }

    /// Narrows the pane to the names that have every word.
    pub fn narrow(&mut self, words: &str, library: &Library) {
        words.trim().clone_into(&mut self.words);
        self.show(library);
    }

    fn show(&mut self, library: &Library) {
        let shown = self.matching(library, &self.words);
        self.rows.set(shown);
    }

    /// How many posts a category or a tag would leave.
    pub fn count(&self, id: FacetId) -> u32 {
        self.counts.get(id.index()).copied().unwrap_or_default()
    }

    /// How many there are to choose from, shown or not.
    pub fn len(&self) -> usize {
        self.left.len()
    }

    /// Whether there is nothing to choose from.
    pub fn is_empty(&self) -> bool {
        self.left.is_empty()
    }

    /// Those to choose from whose names have every word of a text.
    pub fn matching(&self, library: &Library, text: &str) -> Vec<FacetId> {
        let key = fold::key(text);
        if key.trim().is_empty() {
            return self.left.clone();
        }
        let words: Vec<(&str, Option<Typed>)> =
            key.split_whitespace().map(|word| (word, Typed::new(word))).collect();
        let has_all = |id: &FacetId| {
            let name = fold::key(library.facet_name(Facet { kind: self.kind, id: *id }));
            let has = |typed: &Typed| typed.matches(&name);
            words.iter().all(|(word, typed)| name.contains(word) || typed.as_ref().is_some_and(has))
        };
        self.left.iter().copied().filter(has_all).collect()
    }
}

/// What names are sorted by: Latin letters and pinyin as one alphabet.
fn spoken(name: &str) -> (String, String) {
    let key = fold::key(name);
    (spelled(&key), key)
}
