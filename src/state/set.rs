//! A set of posts as one bit for each, so that a hundred thousand marks take twelve kilobytes
//! and a filter can combine them word by word.

use crate::library::PostId;

/// A set of posts.
#[derive(Debug, Clone, Default)]
pub struct PostSet {
    words: Vec<u64>,
}

impl PostSet {
    /// Whether a post is in it.
    pub fn contains(&self, post: PostId) -> bool {
        self.words.get(post.index() / 64).is_some_and(|word| word >> (post.index() % 64) & 1 == 1)
    }

    /// Puts a post in, or takes it out.
    pub fn set(&mut self, post: PostId, inside: bool) {
        let (at, bit) = (post.index() / 64, 1 << (post.index() % 64));
        if inside && self.words.len() <= at {
            self.words.resize(at + 1, 0);
        }
        if let Some(word) = self.words.get_mut(at) {
            *word = if inside { *word | bit } else { *word & !bit };
        }
    }

    /// How many posts are in it.
    pub fn len(&self) -> usize {
        self.words.iter().map(|word| word.count_ones() as usize).sum()
    }

    /// Whether it is empty.
    pub fn is_empty(&self) -> bool {
        self.words.iter().all(|word| *word == 0)
    }

    /// The posts in it, ascending.
    pub fn iter(&self) -> impl Iterator<Item = PostId> + '_ {
        self.words.iter().zip(0u32..).flat_map(|(word, at)| {
            (0..64).filter(move |bit| word >> bit & 1 == 1).map(move |bit| PostId(at * 64 + bit))
        })
    }

    /// Its bits, 64 posts a word, the first post in the lowest bit.
    pub fn words(&self) -> &[u64] {
        &self.words
    }
}

impl PartialEq for PostSet {
    fn eq(&self, other: &Self) -> bool {
        let trimmed = |words: &[u64]| words.iter().rposition(|word| *word != 0).map_or(0, |last| last + 1);
        self.words[..trimmed(&self.words)] == other.words[..trimmed(&other.words)]
    }
}

impl Eq for PostSet {}

impl FromIterator<PostId> for PostSet {
    fn from_iter<T: IntoIterator<Item = PostId>>(posts: T) -> Self {
        let mut set = Self::default();
        posts.into_iter().for_each(|post| set.set(post, true));
        set
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn posts_go_in_and_out() {
        let ids = [0, 63, 64, 100_000].map(PostId);
        let mut set: PostSet = ids.into_iter().collect();
        assert_eq!(set.iter().collect::<Vec<_>>(), ids);
        assert!(set.contains(PostId(64)) && !set.contains(PostId(65)) && !set.contains(PostId(u32::MAX)));
        set.set(PostId(100_000), false);
        set.set(PostId(5_000_000), false);
        assert_eq!((set.len(), set.is_empty()), (3, false));
        assert_eq!(set, ids[..3].iter().copied().collect());
    }
}
