//! The list of posts: their order, and which of them a filter leaves.

use super::rows::Rows;
use crate::library::{Bits, Library, Orders, PostId, SortKey};
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
    /// Other orders that were asked for before; forgotten when posts are added.
    others: Vec<(SortKey, Vec<PostId>)>,
    /// Posts that came since and stand above the rows that are shown.
    pub above: usize,
    /// Posts come and go, nobody asked for another list: it stays where it is.
    pub(super) holds: bool,
    /// Some post has a date.
    pub dated: bool,
    /// Only the top of it is in the library yet.
    pub glanced: bool,
}

impl List {
    /// Sorts in what was added to the library from this identity on.
    pub fn extend(&mut self, library: &Library, first: usize) {
        self.others.clear();
        library.patch_order(self.sort, &mut self.order, first, &Bits::EMPTY);
    }

    /// Sorts in what was added to the library from this identity on and what changed, and leaves
    /// out what is gone.
    pub fn patch(&mut self, library: &Library, first: usize, changed: &Bits) {
        library.patch_order(self.sort, &mut self.order, first, changed);
        for (key, order) in &mut self.others {
            library.patch_order(*key, order, first, changed);
        }
    }

    /// Shows these posts. The one that is selected is as if it had been selected by hand, and
    /// stays on its line, while the list `holds`.
    pub fn show(&mut self, posts: Vec<PostId>) {
        if self.holds {
            self.rows.hold(posts);
        } else {
            self.rows.set(posts);
        }
    }

    /// Counts the posts from this identity on that stand above the rows that are shown.
    pub fn count_above(&mut self, first: usize) {
        let rows = self.rows.items().iter().take(self.rows.view().top());
        self.above += rows.filter(|id| id.index() >= first).count();
    }

    /// What was scrolled to is not above any more.
    pub fn look_above(&mut self) {
        self.above = self.above.min(self.rows.view().top());
    }

    /// Takes in orders that were made elsewhere, for when they are asked for; nothing happens where
    /// posts came or went since.
    pub fn take_orders(&mut self, orders: Orders, library: &Library) {
        let same = library.newest_first() == library.len() && library.present() == library.len();
        for (key, order) in orders {
            let known = key == self.sort || self.others.iter().any(|(other, _)| *other == key);
            if same && !known && order.len() == library.len() {
                self.others.push((key, order));
            }
        }
    }

    /// Sorts by the next key.
    pub fn cycle_sort(&mut self, library: &Library) {
        let at = SortKey::ALL.iter().position(|key| *key == self.sort).unwrap_or_default();
        self.sort_by(SortKey::ALL[(at + 1) % SortKey::ALL.len()], library);
    }

    /// Sorts by a key.
    pub fn sort_by(&mut self, next: SortKey, library: &Library) {
        if next == self.sort {
            return;
        }
        let known = self.others.iter().position(|(key, _)| *key == next);
        let order = known.map_or_else(|| library.order(next), |at| self.others.swap_remove(at).1);
        self.others.push((self.sort, std::mem::replace(&mut self.order, order)));
        self.sort = next;
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
