//! The search keys of all titles in one block, so that a search passes over all posts at once.
//! What is searched for is `query`'s business.

use std::collections::BTreeMap;
use std::ops::Range;

use super::table::PostId;
use crate::text::pinyin::Column;
use crate::text::splice::splice;

/// What stands behind each key: no key has it, since titles are single lines.
const END: char = '\n';

/// Bytes that are kept free for the line feeds of posts whose keys no longer fit.
const MOST_POSTS: usize = 1 << 28;

/// Keys of titles, one behind the other.
#[derive(Debug, Clone, Default)]
pub struct TitleKeys {
    text: String,
    /// Where each key ends.
    ends: Vec<u32>,
}

impl TitleKeys {
    /// Adds the key of the next post. A block of 4 GB is full: what no longer fits is empty.
    pub(super) fn push(&mut self, key: &str) {
        let fits = self.text.len() + key.len() < u32::MAX as usize - MOST_POSTS && !key.contains(END);
        self.text.push_str(if fits { key } else { "" });
        self.ends.push(u32::try_from(self.text.len()).unwrap_or(u32::MAX));
        self.text.push(END);
    }

    /// Adds the keys of other posts; false, and nothing changes, where they do not fit.
    pub(super) fn append(&mut self, other: &Self) -> bool {
        let start = self.text.len();
        let fits = start + other.text.len() < u32::MAX as usize - MOST_POSTS;
        if let (true, Ok(start)) = (fits, u32::try_from(start)) {
            self.text.push_str(&other.text);
            self.ends.extend(other.ends.iter().map(|end| start + end));
        }
        fits
    }

    /// Keys that stand in a block already; none where no line feed stands behind each.
    pub(super) fn from_parts(text: String, ends: Vec<u32>) -> Option<Self> {
        let bytes = text.as_bytes();
        let sound = ends.iter().all(|&end| bytes.get(end as usize) == Some(&(END as u8)));
        sound.then_some(Self { text, ends })
    }

    /// How all keys are typed.
    pub fn sounds(&self) -> Column {
        let mut column = Column::default();
        (0..).map(PostId).take(self.len()).for_each(|post| column.push(self.get(post)));
        column
    }

    /// Puts other keys in place of some, by post.
    pub(super) fn replace(&mut self, keys: &BTreeMap<usize, String>) {
        splice(&mut self.text, &mut self.ends, keys, END.len_utf8());
    }

    /// Gives back what is kept for more keys.
    pub(super) fn shrink(&mut self) {
        self.text.shrink_to_fit();
        self.ends.shrink_to_fit();
    }

    /// How many keys there are.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// The block: each key with a line feed behind it.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Where the key of a post stands in the block; nowhere for a post that is not there.
    pub fn range(&self, post: PostId) -> Range<usize> {
        let Some(&end) = self.ends.get(post.index()) else { return 0..0 };
        let start = post.index().checked_sub(1).and_then(|before| self.ends.get(before));
        start.map_or(0, |&start| start as usize + 1)..end as usize
    }

    /// The key of a post.
    pub fn get(&self, post: PostId) -> &str {
        self.text.get(self.range(post)).unwrap_or_default()
    }

    /// Where each key ends in the block, in the order of posts.
    pub fn ends(&self) -> &[u32] {
        &self.ends
    }
}
