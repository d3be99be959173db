//! A list whose selection is an item, not a place: it survives filtering, sorting and rows
//! that arrive later. Posts, categories, tags and matches are all lists of this kind.

use super::viewport::{Motion, Viewport};
use crate::library::{FacetId, PostId};

/// Something with a small number of its own.
pub trait Numbered: Copy + Eq {
    /// The number.
    fn number(self) -> usize;
}

impl Numbered for PostId {
    fn number(self) -> usize {
        self.index()
    }
}

impl Numbered for FacetId {
    fn number(self) -> usize {
        self.index()
    }
}

impl Numbered for usize {
    fn number(self) -> usize {
        self
    }
}

/// What is selected, and where it stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place<T> {
    wanted: Option<T>,
    selected: Option<T>,
    /// Its row in the window.
    line: usize,
}

impl<T> Default for Place<T> {
    fn default() -> Self {
        Self { wanted: None, selected: None, line: 0 }
    }
}

/// Items with a selected one. As long as nothing was selected by hand, the first is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rows<T> {
    items: Vec<T>,
    view: Viewport,
    /// What was selected by hand. It stays so while a filter hides it.
    wanted: Option<T>,
}

impl<T> Default for Rows<T> {
    fn default() -> Self {
        Self { items: Vec::new(), view: Viewport::default(), wanted: None }
    }
}

impl<T: Numbered> Rows<T> {
    /// The items, from top to bottom.
    pub fn items(&self) -> &[T] {
        &self.items
    }

    /// Which rows are shown.
    pub fn view(&self) -> Viewport {
        self.view
    }

    /// How many items there are.
    pub fn len(&self) -> usize {
        self.items.len()
    }

    /// Whether there is no item.
    pub fn is_empty(&self) -> bool {
        self.items.is_empty()
    }

    /// The selected item.
    pub fn selected(&self) -> Option<T> {
        self.items.get(self.view.cursor()).copied()
    }

    /// What was selected by hand, be it shown or not.
    pub fn wanted(&self) -> Option<T> {
        self.wanted
    }

    /// Where an item stands.
    pub fn position(&self, item: T) -> Option<usize> {
        self.items.iter().position(|it| *it == item)
    }

    /// The items in view, each with whether it is selected.
    pub fn shown(&self) -> impl Iterator<Item = (T, bool)> {
        let rows = self.view.rows(self.items.len());
        let cursor = self.view.cursor();
        rows.map(move |row| (self.items[row], row == cursor))
    }

    /// Other items. The one selected by hand stays selected and on its line; where it is
    /// gone, the next one below it that is left, else the next one above.
    pub fn set(&mut self, items: Vec<T>) {
        let line = self.view.cursor_in_window();
        let row = match self.wanted {
            None => 0,
            Some(wanted) => items
                .iter()
                .position(|item| *item == wanted)
                .or_else(|| self.neighbour(&items))
                .unwrap_or_default(),
        };
        self.items = items;
        self.view.place(row, line, self.items.len());
    }

    /// Other items, of which most are the same: what is selected stays so, on its very line of the
    /// window, as if it had been selected by hand.
    pub fn hold(&mut self, items: Vec<T>) {
        if !self.items.is_empty() {
            self.wanted = self.wanted.filter(|wanted| self.selected() == Some(*wanted));
            self.wanted = self.wanted.or_else(|| self.selected());
        }
        let line = self.view.cursor_in_window();
        self.set(items);
        self.view.hold(line, self.items.len());
    }

    /// What is selected now, to come back to.
    pub fn place(&self) -> Place<T> {
        let line = self.view.cursor_in_window();
        Place { wanted: self.wanted, selected: self.selected(), line }
    }

    /// Comes back to what was selected, on the line where it was, as far as it is in the list.
    pub fn return_to(&mut self, place: Place<T>) {
        self.wanted = place.wanted;
        if let Some(row) = place.selected.and_then(|item| self.position(item)) {
            self.view.place(row, place.line, self.items.len());
        }
    }

    fn neighbour(&self, left: &[T]) -> Option<usize> {
        let mut kept = vec![false; left.iter().map(|item| item.number() + 1).max().unwrap_or_default()];
        left.iter().for_each(|item| kept[item.number()] = true);
        let (above, below) = self.items.split_at(self.view.cursor().min(self.items.len()));
        let mut candidates = below.iter().chain(above.iter().rev());
        let next = candidates.find(|item| kept.get(item.number()).copied().unwrap_or_default())?;
        left.iter().position(|item| item == next)
    }

    /// Moves the selection by hand.
    pub fn select(&mut self, motion: Motion) {
        self.view.select(motion, self.items.len());
        self.touch();
    }

    /// Selects an item by hand, where it is in the list.
    pub fn choose(&mut self, item: T) {
        if let Some(row) = self.position(item) {
            self.select(Motion::To(row));
        }
    }

    /// Makes the selected item the one selected by hand.
    pub fn touch(&mut self) {
        self.wanted = self.selected();
    }

    /// Scrolls without moving the selection, but at the edges.
    pub fn wheel(&mut self, rows: isize) {
        let before = self.selected();
        self.view.wheel(rows, self.items.len());
        if self.selected() != before {
            self.touch();
        }
    }

    /// Gives the window another height.
    pub fn resize(&mut self, height: usize) {
        self.view.resize(height, self.items.len());
    }

    /// What was selected by hand is now this.
    pub fn want(&mut self, item: Option<T>) {
        self.wanted = item;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    impl Numbered for char {
        fn number(self) -> usize {
            self as usize
        }
    }

    fn rows(items: &str) -> Rows<char> {
        let mut rows = Rows::default();
        rows.resize(3);
        rows.set(items.chars().collect());
        rows
    }

    #[test]
    fn untouched_it_stays_on_the_first() {
        let mut rows = rows("丙乙");
        rows.set("丁丙乙甲".chars().collect());
        assert_eq!((rows.selected(), rows.view().top()), (Some('丁'), 0));
    }

    #[test]
    fn the_selection_is_an_item() {
        let table = [
            // items, selected by hand, new items -> selected
            ("甲乙丙丁", '丙', "甲丙丁", '丙'),
            ("甲乙丙丁", '丙', "新甲更新乙丙丁", '丙'),
            ("甲乙丙丁", '丙', "丁丙乙甲", '丙'),
            ("甲乙丙丁", '丙', "甲乙丁", '丁'),
            ("甲乙丙丁", '丙', "甲乙", '乙'),
            ("甲乙丙丁", '丙', "別", '別'),
        ];
        for (items, wanted, new, expected) in table {
            let mut rows = rows(items);
            rows.choose(wanted);
            rows.set(new.chars().collect());
            assert_eq!(rows.selected(), Some(expected), "{items} -> {new}");
        }
    }

    #[test]
    fn what_a_filter_hid_comes_back_selected() {
        let mut rows = rows("甲乙丙丁");
        rows.choose('丙');
        rows.set(vec!['甲']);
        assert_eq!(rows.selected(), Some('甲'));
        rows.set(Vec::new());
        assert_eq!(rows.selected(), None);
        rows.set("甲乙丙丁".chars().collect());
        assert_eq!(rows.selected(), Some('丙'));
    }

    #[test]
    fn a_place_is_come_back_to_line_by_line() {
        let mut rows = rows("一二三四五六七八九");
        rows.choose('七');
        rows.wheel(-1);
        let (place, view) = (rows.place(), rows.view());
        rows.set("二九".chars().collect());
        rows.set("一二三四五六七八九".chars().collect());
        rows.return_to(place);
        assert_eq!((rows.selected(), rows.view()), (Some('六'), view));
        rows.return_to(Place::default());
        assert_eq!((rows.selected(), rows.wanted()), (Some('六'), None));
    }

    #[test]
    fn the_selected_row_stays_on_its_line() {
        let mut rows = rows("一二三四五六七八九");
        rows.choose('七');
        let line = rows.view().cursor_in_window();
        rows.set("新新新一二三四五六七八九".chars().collect());
        assert_eq!(rows.view().cursor_in_window(), line);
        assert_eq!(rows.selected(), Some('七'));
    }
}
