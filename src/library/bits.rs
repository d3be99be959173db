//! A set of posts, one bit each, so that conditions are joined 64 posts at a time. Which posts
//! meet a condition is decided elsewhere.

use super::table::PostId;

/// Posts in one word.
const WORD: usize = u64::BITS as usize;

/// A set of posts. Two sets are the same if they hold the same posts, however long they are.
#[derive(Debug, Clone, Default)]
pub struct Bits {
    words: Vec<u64>,
}

impl Bits {
    /// No post.
    pub const EMPTY: Self = Self { words: Vec::new() };

    /// No post, with room for so many.
    pub fn none(posts: usize) -> Self {
        Self { words: vec![0; posts.div_ceil(WORD)] }
    }

    /// The first so many posts: all of a library that has so many.
    pub fn all(posts: usize) -> Self {
        let mut words = vec![u64::MAX; posts / WORD];
        if !posts.is_multiple_of(WORD) {
            words.push((1 << (posts % WORD)) - 1);
        }
        Self { words }
    }

    /// Of words that hold 64 posts each, the first post in the lowest bit.
    pub fn of_words(words: &[u64]) -> Self {
        Self { words: words.to_vec() }
    }

    /// Puts a post in, or takes it out.
    pub fn set(&mut self, post: PostId, inside: bool) {
        if inside { self.insert(post) } else { self.remove(post) }
    }

    /// Puts a post in.
    pub fn insert(&mut self, post: PostId) {
        let word = post.index() / WORD;
        if word >= self.words.len() {
            self.words.resize(word + 1, 0);
        }
        self.words[word] |= 1 << (post.index() % WORD);
    }

    /// Takes a post out.
    pub fn remove(&mut self, post: PostId) {
        if let Some(word) = self.words.get_mut(post.index() / WORD) {
            *word &= !(1 << (post.index() % WORD));
        }
    }

    /// Whether a post is in it.
    pub fn contains(&self, post: PostId) -> bool {
        self.words.get(post.index() / WORD).is_some_and(|word| word >> (post.index() % WORD) & 1 == 1)
    }

    /// How many posts are in it.
    pub fn count(&self) -> usize {
        self.words.iter().map(|word| word.count_ones() as usize).sum()
    }

    /// Whether no post is in it.
    pub fn is_empty(&self) -> bool {
        self.words.iter().all(|word| *word == 0)
    }

    /// Its posts, ascending.
    pub fn iter(&self) -> impl Iterator<Item = PostId> + '_ {
        (0u32..).zip(&self.words).flat_map(|(at, &word)| {
            let rest = |word: &u64| Some(word & (word - 1)).filter(|rest| *rest != 0);
            std::iter::successors(Some(word).filter(|word| *word != 0), rest)
                .map(move |word| PostId(at * u64::BITS + word.trailing_zeros()))
        })
    }

    /// Leaves the posts that are in the other one too.
    pub fn retain(&mut self, other: &Self) {
        self.words.truncate(other.words.len());
        self.words.iter_mut().zip(&other.words).for_each(|(word, other)| *word &= other);
    }

    /// Takes the posts in that are in the other one.
    pub fn extend(&mut self, other: &Self) {
        if self.words.len() < other.words.len() {
            self.words.resize(other.words.len(), 0);
        }
        self.words.iter_mut().zip(&other.words).for_each(|(word, other)| *word |= other);
    }

    /// Takes the posts out that are in the other one.
    pub fn subtract(&mut self, other: &Self) {
        self.words.iter_mut().zip(&other.words).for_each(|(word, other)| *word &= !other);
    }

    /// The first so many posts without those in it.
    pub fn complement(&self, posts: usize) -> Self {
        let mut all = Self::all(posts);
        all.subtract(self);
        all
    }
}

impl PartialEq for Bits {
    fn eq(&self, other: &Self) -> bool {
        let (long, short) = if self.words.len() < other.words.len() { (other, self) } else { (self, other) };
        let (same, rest) = long.words.split_at(short.words.len());
        same == short.words && rest.iter().all(|word| *word == 0)
    }
}

impl Eq for Bits {}

impl FromIterator<PostId> for Bits {
    fn from_iter<T: IntoIterator<Item = PostId>>(posts: T) -> Self {
        let mut bits = Self::default();
        posts.into_iter().for_each(|post| bits.insert(post));
        bits
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::{prop, prop_assert_eq, proptest};
    use std::collections::BTreeSet;

    use super::*;

    fn bits(posts: &BTreeSet<u32>) -> Bits {
        posts.iter().copied().map(PostId).collect()
    }

    proptest! {
        #[test]
        fn it_is_a_set(
            one in prop::collection::btree_set(0u32..300, 0..80),
            other in prop::collection::btree_set(0u32..300, 0..80),
            posts in 0usize..300,
        ) {
            let (a, b) = (bits(&one), bits(&other));
            prop_assert_eq!(a.iter().map(|post| post.0).collect::<BTreeSet<_>>(), one.clone());
            prop_assert_eq!(a.count(), one.len());
            prop_assert_eq!(a == b, one == other);
            let joined = |join: fn(&mut Bits, &Bits)| { let mut a = a.clone(); join(&mut a, &b); a };
            prop_assert_eq!(joined(Bits::retain), bits(&(&one & &other)));
            prop_assert_eq!(joined(Bits::extend), bits(&(&one | &other)));
            prop_assert_eq!(joined(Bits::subtract), bits(&(&one - &other)));
            let all: BTreeSet<u32> = (0..u32::try_from(posts).unwrap()).collect();
            prop_assert_eq!(Bits::all(posts), bits(&all));
            prop_assert_eq!(a.complement(posts), bits(&(&all - &one)));
        }
    }

    #[test]
    fn a_post_is_put_in_and_taken_out() {
        let mut bits = Bits::none(3);
        bits.insert(PostId(200));
        assert!(bits.contains(PostId(200)) && !bits.contains(PostId(199)) && !bits.contains(PostId(9_999)));
        bits.remove(PostId(200));
        bits.remove(PostId(9_999));
        assert_eq!((bits.is_empty(), &bits), (true, &Bits::EMPTY));
    }
}
