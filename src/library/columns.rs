//! What all posts are tested by, column by column, so that a test passes over little memory:
//! names as small numbers, facets in one pool, months. Rows live in [`super::table`].

use std::collections::BTreeMap;

use super::dictionary::{Dictionary, FacetId};
use super::numbers::Numbers;
use super::table::PostId;
use crate::text::splice::splice;

/// A name that every post has one of, or an empty one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum NameKind {
    /// Who wrote it.
    Author,
    /// The host of its source, without `www.`.
    Host,
    /// The code of its language: `zh`, `zh-hant`, `ja`, `ko`, `en`; empty where it is unknown.
    Lang,
}

/// One name a post.
#[derive(Debug, Default)]
pub(super) struct NameColumn {
    pub(super) names: Dictionary,
    pub(super) numbers: Numbers,
}

impl NameColumn {
    pub(super) fn push(&mut self, name: &str) {
        self.numbers.push(self.names.intern(name));
    }

    /// Names of posts by number; none where a number is no name's.
    pub(super) fn from_parts(names: Dictionary, numbers: Vec<u32>) -> Option<Self> {
        Some(Self { numbers: facets(numbers, &names)?.into_iter().collect(), names })
    }

    /// Puts another name in place of a post's.
    pub(super) fn replace(&mut self, post: PostId, name: &str) {
        let id = self.names.intern(name);
        self.numbers.set(post, id);
    }

    pub(super) fn of(&self, post: PostId) -> &str {
        self.numbers.get(post).map_or("", |id| self.names.name(id))
    }
}

/// Numbers as those of names; none where one is no name's.
fn facets(numbers: Vec<u32>, names: &Dictionary) -> Option<Vec<FacetId>> {
    let most = numbers.iter().copied().max();
    let sound = most.is_none_or(|most| (most as usize) < names.len());
    sound.then(|| numbers.into_iter().map(FacetId).collect())
}

/// Any number of facets a post.
#[derive(Debug, Default)]
pub(super) struct FacetColumn {
    pub(super) names: Dictionary,
    pub(super) pool: Vec<FacetId>,
    /// Where the facets of each post end in the pool.
    pub(super) ends: Vec<u32>,
}

impl FacetColumn {
    /// Adds the facets of the next post; a name that it repeats is kept once.
    pub(super) fn push(&mut self, names: &[String]) {
        let start = self.pool.len();
        for name in names {
            let id = self.names.intern(name);
            if !self.pool[start..].contains(&id) {
                self.pool.push(id);
            }
        }
        self.ends.push(u32::try_from(self.pool.len()).unwrap_or(u32::MAX));
    }

    /// Puts other facets in place of those of some posts.
    pub(super) fn replace(&mut self, posts: &BTreeMap<usize, &[String]>) {
        let mut new = BTreeMap::new();
        for (&post, &names) in posts {
            let mut ids: Vec<FacetId> = Vec::with_capacity(names.len());
            for name in names {
                let id = self.names.intern(name);
                if !ids.contains(&id) {
                    ids.push(id);
                }
            }
            new.insert(post, ids);
        }
        splice(&mut self.pool, &mut self.ends, &new, 0);
    }

    /// Facets of posts, one behind the other, and how many each has; none where a number is no
    /// name's, or there are more or fewer facets than that.
    pub(super) fn from_parts(names: Dictionary, pool: Vec<u32>, counts: &[u32]) -> Option<Self> {
        let mut end = 0u32;
        let ends: Option<Vec<u32>> = counts
            .iter()
            .map(|count| {
                end = end.checked_add(*count)?;
                Some(end)
            })
            .collect();
        let whole = end as usize == pool.len();
        Some(Self { pool: facets(pool, &names)?, names, ends: ends.filter(|_| whole)? })
    }

    /// Gives back what is kept for more posts.
    pub(super) fn shrink(&mut self) {
        self.pool.shrink_to_fit();
        self.ends.shrink_to_fit();
    }

    pub(super) fn of(&self, post: PostId) -> &[FacetId] {
        let Some(&end) = self.ends.get(post.index()) else { return &[] };
        let start = post.index().checked_sub(1).and_then(|before| self.ends.get(before)).copied();
        self.pool.get(start.unwrap_or(0) as usize..end as usize).unwrap_or_default()
    }
}
