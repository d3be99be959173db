//! A search within a text that is scrolled, be it an article or its source: what was found,
//! which place is the current one, and how the text moves to it. What is the same in a search
//! is decided in `text::fold`; the keys that lead here are the app's business.

use std::ops::Range;

use super::viewport::{Motion, Viewport};
use crate::article::find::{Hit, Index};
use crate::article::{Anchor, Highlight};

/// Searches that are remembered.
const REMEMBERED: usize = 50;

/// What is searched for in a text.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Find {
    words: String,
    /// Made at the first search, and kept as long as the text.
    index: Option<Index>,
    hits: Vec<Hit>,
    current: usize,
}

/// Which end of the text the next place lay beyond.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// None.
    Within,
    /// The end: the search went on from the start.
    FromStart,
    /// The start: the search went on from the end.
    FromEnd,
    /// There is no place to go to.
    Nowhere,
}

impl Find {
    /// Nothing is searched for yet, in a text that may have been made ready.
    pub fn ready(index: Option<Index>) -> Self {
        Self { index, ..Self::default() }
    }

    /// The text as it was made ready.
    pub fn into_index(self) -> Option<Index> {
        self.index
    }

    /// What is searched for; empty when nothing is.
    pub fn words(&self) -> &str {
        &self.words
    }

    /// The number of the current place and how many there are; `(0, 0)` where nothing was found.
    pub fn count(&self) -> (usize, usize) {
        ((self.current + 1).min(self.hits.len()), self.hits.len())
    }

    /// Whether nothing is searched for.
    pub fn is_idle(&self) -> bool {
        self.words.is_empty()
    }

    /// Forgets what was found, not the folded text.
    pub fn clear(&mut self) {
        (self.words, self.hits, self.current) = (String::new(), Vec::new(), 0);
    }

    /// What is to be marked in these bytes of a block.
    pub fn highlights(&self, block: u32, bytes: Range<u32>) -> Vec<Highlight> {
        let first = self.hits.partition_point(|hit| (hit.block, hit.end) <= (block, bytes.start));
        let hits = self.hits.iter().enumerate().skip(first);
        let hits = hits.take_while(|(_, hit)| (hit.block, hit.start) < (block, bytes.end));
        let highlight = |(at, hit): (usize, &Hit)| Highlight {
            block,
            range: hit.start..hit.end,
            current: at == self.current,
        };
        hits.map(highlight).collect()
    }

    /// The current place.
    pub fn hit(&self) -> Option<Hit> {
        self.hits.get(self.current).copied()
    }
}

/// A text that is scrolled and searched.
pub trait Searched {
    /// What is searched for in it.
    fn finding(&self) -> &Find;
    /// The same, to change it.
    fn finding_mut(&mut self) -> &mut Find;
    /// Its text, folded.
    fn index(&self) -> Index;
    /// The row that shows a place.
    fn row_showing(&self, place: Anchor) -> usize;
    /// Which rows are shown.
    fn window(&self) -> Viewport;
    /// What stands at the top.
    fn place(&self) -> Anchor;
    /// Brings back what stood at the top.
    fn return_to(&mut self, place: Anchor);
    /// Moves through the rows.
    fn move_by(&mut self, motion: Motion);

    /// Finds words and makes the first place at or below the top the current one, else the
    /// first of all.
    fn search(&mut self, words: &str) {
        self.search_each(words, &[words.to_owned()]);
    }

    /// The same with several words, each found for itself; `text` says what is searched for.
    fn search_each(&mut self, text: &str, words: &[String]) {
        let index = self.finding_mut().index.take().unwrap_or_else(|| self.index());
        let hits = index.find_each(words);
        let top = self.window().top();
        let first = hits.partition_point(|hit| self.row_showing(hit.anchor()) < top);
        let current = if first < hits.len() { first } else { 0 };
        *self.finding_mut() = Find { words: text.to_owned(), index: Some(index), hits, current };
        self.reveal();
    }

    /// Folds the text, so that the search itself takes no time.
    fn prepare(&mut self) {
        if self.finding().index.is_none() {
            self.finding_mut().index = Some(self.index());
        }
    }

    /// Goes this many places further, or back.
    fn step(&mut self, steps: isize) -> Step {
        let find = self.finding_mut();
        let Ok(count) = isize::try_from(find.hits.len()) else { return Step::Nowhere };
        if count == 0 {
            return Step::Nowhere;
        }
        let wanted = find.current.cast_signed().saturating_add(steps);
        find.current = wanted.rem_euclid(count).cast_unsigned();
        self.reveal();
        match wanted {
            ..0 => Step::FromEnd,
            wanted if wanted >= count => Step::FromStart,
            _ => Step::Within,
        }
    }

    /// Brings the current place into view; where it is not, a third from the top.
    fn reveal(&mut self) {
        if let Some(hit) = self.finding().hit() {
            self.show_row(self.row_showing(hit.anchor()));
        }
    }

    /// Brings a row into view; where it is not, a third from the top.
    fn show_row(&mut self, row: usize) {
        let view = self.window();
        if row < view.top() || row >= view.top() + view.height() {
            self.move_by(Motion::To(row.saturating_sub(view.height() / 3)));
        }
    }
}

/// The last searches, for the text field to bring back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct History {
    /// The newest is the last.
    searches: Vec<String>,
    /// The one that the field shows; behind the last: what was typed.
    at: usize,
    typed: String,
    most: usize,
}

impl Default for History {
    fn default() -> Self {
        Self::of(Vec::new(), REMEMBERED)
    }
}

impl History {
    /// A history that begins with these, the newest last, and remembers at most so many.
    pub fn of(searches: Vec<String>, most: usize) -> Self {
        Self { at: searches.len(), searches, typed: String::new(), most }
    }

    /// The newest search.
    pub fn newest(&self) -> Option<&str> {
        self.searches.last().map(String::as_str)
    }

    /// A text field is opened.
    pub fn begin(&mut self) {
        (self.at, self.typed) = (self.searches.len(), String::new());
    }

    /// A search was made.
    pub fn add(&mut self, words: &str) {
        self.searches.retain(|known| known != words);
        self.searches.push(words.to_owned());
        if self.searches.len() > self.most {
            self.searches.remove(0);
        }
    }

    /// The search this many steps newer (older if negative), in place of the text now shown.
    pub fn recall(&mut self, steps: isize, shown: &str) -> Option<String> {
        if self.at == self.searches.len() {
            shown.clone_into(&mut self.typed);
        }
        let at = self.at.saturating_add_signed(steps).min(self.searches.len());
        if at == self.at {
            return None;
        }
        self.at = at;
        Some(self.searches.get(at).unwrap_or(&self.typed).clone())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_searches_come_back_newest_first_and_what_was_typed_stays() {
        let mut history = History::default();
        history.begin();
        assert_eq!(history.recall(-1, "新"), None);
        for words in ["汇率", "银行", "汇率"] {
            history.add(words);
        }
        history.begin();
        assert_eq!(history.recall(-1, "新"), Some("汇率".into()));
        assert_eq!(history.recall(-1, "汇率"), Some("银行".into()));
        assert_eq!(history.recall(-1, "银行"), None);
        assert_eq!(history.recall(2, "银行"), Some("新".into()));
        assert_eq!(history.recall(1, "新"), None);
    }

    #[test]
    fn only_so_many_are_kept() {
        let mut history = History::default();
        for number in 0..REMEMBERED + 5 {
            history.add(&number.to_string());
        }
        assert_eq!((history.searches.len(), history.searches[0].as_str()), (REMEMBERED, "5"));
    }
}
