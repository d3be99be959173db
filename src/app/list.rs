//! The list of posts: their order, and which of them a filter leaves.

use super::rows::Rows;
use crate::library::{Library, PostId, SortKey};
use crate::locale::Words;

/// The pane of posts.
#[derive(Debug, Default)]
pub struct List {
    /// The posts that the filter leaves, with the selected one.
    pub rows: Rows<PostId>,
    /// How many of them pass by what is written; those behind pass through their pinyin.
    pub literal: usize,
    /// Every post, sorted.
    pub order: Vec<PostId>,
    /// What they are sorted by.
    pub sort: SortKey,
    /// Some post has a date.
    pub dated: bool,
}

impl List {
    /// Sorts in what was added to the library.
    pub fn extend(&mut self, library: &Library) {
        library.extend_order(self.sort, &mut self.order);
    }

    /// Sorts by the next key.
    pub fn cycle_sort(&mut self, library: &Library) {
        let at = SortKey::ALL.iter().position(|key| *key == self.sort).unwrap_or_default();
        self.sort = SortKey::ALL[(at + 1) % SortKey::ALL.len()];
        self.order = library.order(self.sort);
    }

    /// The post this many rows below the selected one, or above; `None` beyond the ends.
    pub fn at_distance(&self, from: Option<PostId>, distance: isize) -> Option<PostId> {
        let cursor = from.and_then(|id| self.rows.position(id)).unwrap_or(self.rows.view().cursor());
        let row = cursor.checked_add_signed(distance)?;
        self.rows.items().get(row).copied()
    }
}

/// What a sort key is called.
pub fn sort_name(key: SortKey, words: &Words) -> &'static str {
    match key {
        SortKey::Newest => words.newest,
        SortKey::Oldest => words.oldest,
        SortKey::Title => words.by_title,
        SortKey::Path => words.by_path,
        SortKey::Category => words.by_category,
    }
}
