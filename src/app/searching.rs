//! Searching the article or its source: what the text field, `n` and `N` do. What is found is
//! [`super::find`]'s business.

use super::find::{Searched, Step};
use super::prompt::{Before, Prompt, Purpose};
use super::screen::Pane;
use super::state::App;
use super::viewport::Motion;
use crate::article::Anchor;
use crate::locale::words::{fill, number};

/// Where a search was begun.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Begun {
    /// What stood at the top.
    pub place: Anchor,
    /// What was searched for before.
    pub words: String,
}

impl App {
    /// The text that the keys scroll, where it can be searched.
    pub(super) fn searched(&mut self) -> Option<&mut dyn Searched> {
        match &mut self.source {
            _ if self.focus != Pane::Article => None,
            Some(source) => Some(source),
            None => Some(&mut self.reader),
        }
    }

    /// Opens the text field for words in the text.
    pub(super) fn ask_find(&mut self) {
        if self.window.is_some() {
            return self.ask(Purpose::Filter);
        }
        let Some(text) = self.searched() else { return };
        text.prepare();
        let begun = Begun { place: text.place(), words: text.finding().words().to_owned() };
        self.sought.begin();
        self.prompt = Some(Prompt::new(Purpose::Find, "", Before { begun, ..Before::default() }));
    }

    /// The words in the field changed: finds them from where the search was begun.
    pub(super) fn type_find(&mut self, words: &str) {
        let Some(place) = self.prompt.as_ref().map(|prompt| prompt.before.begun.place) else { return };
        let Some(text) = self.searched() else { return };
        text.return_to(place);
        text.search(words);
    }

    /// Brings an older or newer search into the field.
    pub(super) fn recall(&mut self, motion: Motion) {
        let (Some(prompt), Motion::Rows(steps)) = (&mut self.prompt, motion) else { return };
        if let Some(words) = self.sought.recall(steps, prompt.text()) {
            prompt.set(&words);
            self.typed();
        }
    }

    /// Leaves the marks where words were found.
    pub(super) fn accept_find(&mut self) {
        let Some(text) = self.searched() else { return };
        let (words, count) = (text.finding().words().to_owned(), text.finding().count());
        if count.1 == 0 {
            text.finding_mut().clear();
        }
        if !words.is_empty() {
            self.sought.add(&words);
            self.notice = (count.1 == 0).then(|| fill(self.lang.words().not_found, &[&words]));
        }
    }

    /// Puts everything back as it was before the field was opened.
    pub(super) fn cancel_find(&mut self, begun: &Begun) {
        let Some(text) = self.searched() else { return };
        text.return_to(begun.place);
        if begun.words.is_empty() {
            return text.finding_mut().clear();
        }
        text.search(&begun.words);
        text.return_to(begun.place);
    }

    /// Goes to the next place found, or to one before; where nothing is searched for, the last
    /// search is made again.
    pub(super) fn find_by(&mut self, steps: isize) {
        let newest = self.sought.newest().map(str::to_owned);
        let words = self.lang.words();
        let Some(text) = self.searched() else { return };
        if text.finding().is_idle() {
            let Some(newest) = newest else { return self.notice = Some(words.nothing_sought.to_owned()) };
            return self.find_again(&newest);
        }
        let end = match text.step(steps) {
            Step::Within | Step::Nowhere => return,
            Step::FromStart => words.from_start,
            Step::FromEnd => words.from_end,
        };
        let (at, all) = text.finding().count();
        self.notice = Some(fill(end, &[&number(at), &number(all)]));
    }

    /// Searches for what was searched for last, be it in this text or in all.
    fn find_again(&mut self, words: &str) {
        let keys = self.texts.sought(words).unwrap_or_else(|| vec![words.to_owned()]);
        self.find_each(words, &keys);
    }

    /// Finds several words, each for itself.
    pub(super) fn find_each(&mut self, text: &str, words: &[String]) {
        if let Some(searched) = self.searched() {
            searched.search_each(text, words);
            self.accept_find();
        }
    }

    /// Takes the marks away.
    pub(super) fn forget_found(&mut self) {
        if let Some(text) = self.searched() {
            text.finding_mut().clear();
        }
    }

    /// What is searched for in the text that is shown: words, number of the place, places.
    pub fn found(&self) -> Option<(&str, usize, usize)> {
        let find = self.source.as_ref().map_or(self.reader.finding(), Searched::finding);
        let (at, all) = find.count();
        (!find.is_idle()).then(|| (find.words(), at, all))
    }
}
