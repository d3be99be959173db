//! The posts in whose texts something was found: their order, the selected one, and what
//! surrounds the first place in those on the screen. Finding them is a worker's business.

use std::collections::{HashMap, HashSet};

use super::rows::Rows;
use super::texts::{Excerpt, TextHit, Words};
use crate::library::PostId;

/// Rows of the screen that a hit takes.
pub const ROWS: usize = 2;
/// Excerpts that are kept.
const MOST: usize = 2048;

/// The pane of hits.
#[derive(Debug, Clone)]
pub struct Hits {
    /// What was searched for, as it was typed.
    pub text: String,
    /// The posts, with the selected one.
    pub rows: Rows<PostId>,
    /// Those with the most places come first, not the newest.
    pub by_count: bool,
    /// Everything was searched.
    pub whole: bool,
    pub(super) words: Words,
    pub(super) ticket: u64,
    /// By post: 0 where nothing was found, else 1 and the place of the first in the search key.
    found: Vec<u32>,
    /// By post: how many places there are; 0 where that is not known.
    counts: Vec<u32>,
    /// All places, once every post was counted.
    places: Option<usize>,
    excerpts: HashMap<PostId, Excerpt>,
    asked: HashSet<PostId>,
    columns: usize,
}

impl Hits {
    /// Nothing yet, for the answers to a request.
    pub fn new(ticket: u64, text: String, words: Words, by_count: bool) -> Self {
        Self {
            text,
            rows: Rows::default(),
            by_count,
            whole: false,
            words,
            ticket,
            found: Vec::new(),
            counts: Vec::new(),
            places: None,
            excerpts: HashMap::new(),
            asked: HashSet::new(),
            columns: 0,
        }
    }

    /// The same was searched for before: what is selected stays so, and excerpts are shown until
    /// there are others.
    pub(super) fn go_on(&mut self, before: Self) {
        (self.rows, self.excerpts) = (before.rows, before.excerpts);
        self.columns = before.columns;
        self.rows.touch();
    }

    /// More was found; `newest` are all posts.
    pub(super) fn add(&mut self, hits: &[TextHit], whole: bool, newest: &[PostId]) {
        for hit in hits {
            *entry(&mut self.found, hit.id) = hit.first.saturating_add(1);
            *entry(&mut self.counts, hit.id) = hit.count;
        }
        self.whole = whole;
        if whole || !hits.is_empty() {
            self.sort(newest);
        }
        self.tally();
    }

    /// These posts are not there any more.
    pub(super) fn leave(&mut self, gone: &[PostId]) {
        if gone.is_empty() {
            return;
        }
        let out: HashSet<PostId> = gone.iter().copied().collect();
        for &id in gone {
            *entry(&mut self.found, id) = 0;
            *entry(&mut self.counts, id) = 0;
        }
        let left = self.rows.items().iter().copied().filter(|id| !out.contains(id)).collect();
        self.rows.hold(left);
        self.tally();
    }

    /// The places in these posts were counted.
    pub(super) fn counted(&mut self, counts: &[(PostId, u32)], newest: &[PostId]) {
        for (id, count) in counts {
            *entry(&mut self.counts, *id) = *count;
        }
        self.tally();
        if self.by_count {
            self.sort(newest);
        }
    }

    fn tally(&mut self) {
        let counts = || self.rows.items().iter().map(|id| at(&self.counts, *id));
        let all = self.whole && counts().all(|count| count > 0);
        self.places = all.then(|| counts().map(|count| count as usize).sum());
    }

    /// Sorts by the other key.
    pub(super) fn toggle_sort(&mut self, newest: &[PostId]) {
        self.by_count = !self.by_count;
        self.sort(newest);
    }

    fn sort(&mut self, newest: &[PostId]) {
        let mut posts: Vec<PostId> = newest.iter().copied().filter(|id| at(&self.found, *id) > 0).collect();
        if self.by_count {
            posts.sort_by_key(|id| std::cmp::Reverse(at(&self.counts, *id)));
        }
        self.rows.set(posts);
    }

    /// How many places there are in all, once that is known.
    pub fn places(&self) -> Option<usize> {
        self.places
    }

    /// How many there are in a post, once that is known.
    pub fn count(&self, id: PostId) -> Option<u32> {
        let counted = Some(at(&self.counts, id)).filter(|count| *count > 0);
        counted.or_else(|| self.excerpts.get(&id).map(|excerpt| excerpt.count))
    }

    /// What surrounds the first place of a post, once it is there.
    pub fn excerpt(&self, id: PostId) -> Option<&Excerpt> {
        self.excerpts.get(&id)
    }

    /// The posts on the screen and a page around them whose excerpts, as wide as this, were not
    /// asked for yet; those on the screen first.
    pub(super) fn lacking(&mut self, columns: usize) -> Vec<PostId> {
        if columns != self.columns || self.asked.len() > MOST {
            self.columns = columns;
            self.excerpts.clear();
            self.asked.clear();
        }
        let view = self.rows.view();
        let shown = view.rows(self.rows.len());
        let around =
            shown.start.saturating_sub(view.height())..(shown.end + view.height()).min(self.rows.len());
        if self.rows.items()[shown.clone()].iter().all(|id| self.asked.contains(id)) {
            return Vec::new();
        }
        let near = around.clone().filter(|row| !shown.contains(row));
        let posts = shown.clone().chain(near).map(|row| self.rows.items()[row]);
        posts.filter(|id| self.asked.insert(*id)).collect()
    }

    /// Excerpts came.
    pub(super) fn excerpted(&mut self, excerpts: Vec<Excerpt>) {
        self.excerpts.extend(excerpts.into_iter().map(|excerpt| (excerpt.id, excerpt)));
    }
}

/// What stands in a table at a post; 0 beyond its end.
fn at(table: &[u32], id: PostId) -> u32 {
    table.get(id.index()).copied().unwrap_or_default()
}

/// The place of a post in a table, which grows.
fn entry(table: &mut Vec<u32>, id: PostId) -> &mut u32 {
    if table.len() <= id.index() {
        table.resize(id.index() + 1, 0);
    }
    &mut table[id.index()]
}
