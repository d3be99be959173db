//! Posts that change and vanish while they are shown. A post keeps its identity as long as its
//! file is there, whatever is in it; that of one that is gone is not given again. What changes
//! comes in batches, since every batch passes over the columns once.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::{Library, Piece, PostId, RootId, Row};
use crate::library::{Bits, Month, lang};
use crate::post::Post;
use crate::text::{fold, url};

impl Library {
    /// How many posts are there.
    pub fn present(&self) -> usize {
        self.rows.len() - self.gone.count()
    }

    /// The posts that are not there any more.
    pub fn gone(&self) -> &Bits {
        &self.gone
    }

    /// Whether a post is not there any more.
    pub fn is_gone(&self, post: PostId) -> bool {
        self.gone.contains(post)
    }

    /// Every identity from this number on.
    pub fn ids_from(&self, first: usize) -> impl Iterator<Item = PostId> + use<> {
        let number = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
        (number(first)..number(self.rows.len())).map(PostId)
    }

    /// Those of these paths of an archive that posts have or had, with the posts: one that comes
    /// back is the one it was.
    pub fn find(&self, root: RootId, paths: &HashSet<&str>) -> HashMap<String, PostId> {
        if paths.is_empty() {
            return HashMap::new();
        }
        let glance = Glance::of(paths);
        let places = self.ids_from(0).map(|id| (self.place(id), id));
        let named =
            places.filter(|((of, path), _)| *of == root && glance.may_hold(path) && paths.contains(path));
        named.map(|((_, path), id)| (path.to_owned(), id)).collect()
    }

    /// Takes posts out.
    pub fn remove(&mut self, posts: impl IntoIterator<Item = PostId>) {
        let before = self.gone.count();
        posts.into_iter().filter(|post| post.index() < self.rows.len()).for_each(|post| {
            self.gone.insert(post);
            self.broken.remove(post);
        });
        self.version += u64::from(self.gone.count() != before);
    }

    /// Puts other posts in place of some, which keep their identities and archives.
    pub fn replace_posts(&mut self, posts: &[(PostId, &Post)]) {
        let there = |(post, _): &&(PostId, &Post)| post.index() < self.rows.len();
        let posts: BTreeMap<usize, &Post> =
            posts.iter().filter(there).map(|(id, post)| (id.index(), *post)).collect();
        let Some(&first) = posts.keys().next() else { return };
        let keys: BTreeMap<usize, String> =
            posts.iter().map(|(&at, post)| (at, fold::key(&post.title).replace('\n', " "))).collect();
        self.titles.replace(&keys);
        if let Some(sounds) = self.sounds.get_mut() {
            sounds.replace(&keys.iter().map(|(&at, key)| (at, key.as_str())).collect());
        }
        self.categories.replace(&posts.iter().map(|(&at, post)| (at, &post.categories[..])).collect());
        self.tags.replace(&posts.iter().map(|(&at, post)| (at, &post.tags[..])).collect());
        posts.iter().for_each(|(&at, post)| self.replace_row(at, post, &keys[&at]));
        self.newest_first = self.newest_first.min(first);
        self.version += 1;
    }

    fn replace_row(&mut self, at: usize, post: &Post, key: &str) {
        let Some(&old) = self.rows.get(at) else { return };
        let id = PostId(u32::try_from(at).unwrap_or(u32::MAX));
        self.authors.replace(id, post.author.as_deref().unwrap_or_default());
        self.hosts.replace(id, post.source.as_deref().and_then(url::host).unwrap_or_default());
        self.langs.replace(id, &lang::of(post.lang.as_deref(), &post.title, key));
        let clock = post.date.map(|date| date.seconds.saturating_add(date.offset.into()));
        self.months[at] = clock.map(Month::at);
        let (stem, rest) = self.split(post.source.as_deref().unwrap_or_default());
        self.stems.replace(id, stem);
        self.broken.remove(id);
        self.gone.remove(id);
        let own_key = self.titles.get(id) == post.title;
        self.rows[at] = Row {
            seconds: post.date.map_or(0, |date| date.seconds),
            offset: post.date.map_or(0, |date| date.offset),
            dated: post.date.is_some(),
            visibility: post.visibility,
            root: old.root,
            path: if self.piece(old.path) == post.path { old.path } else { self.store(&post.path) },
            title: if own_key { Piece::default() } else { self.store_other(old.title, &post.title) },
            source: self.store_other(old.source, rest),
        };
    }

    /// Stores a text, unless it is the one that was there.
    fn store_other(&mut self, old: Piece, text: &str) -> Piece {
        if self.piece(old) == text { old } else { self.store(text) }
    }
}

/// Tells most texts from those of a set by their ends, without hashing them whole: names begin
/// alike.
struct Glance(Vec<u64>);

impl Glance {
    const BITS: u32 = 16;

    fn of(texts: &HashSet<&str>) -> Self {
        let mut words = vec![0; 1 << (Self::BITS - 6)];
        for text in texts {
            let bit = Self::bit(text);
            words[bit / 64] |= 1 << (bit % 64);
        }
        Self(words)
    }

    fn may_hold(&self, text: &str) -> bool {
        let bit = Self::bit(text);
        self.0[bit / 64] >> (bit % 64) & 1 == 1
    }

    /// Of the last bytes, without what names of files end with, and the length.
    fn bit(text: &str) -> usize {
        let bytes = text.as_bytes();
        let end = bytes.len().saturating_sub(3);
        let last = bytes[..end].last_chunk().copied().map_or(0, u64::from_le_bytes);
        let mixed = (last ^ (bytes.len() as u64) << 56).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        usize::try_from(mixed >> (64 - Self::BITS)).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests;
