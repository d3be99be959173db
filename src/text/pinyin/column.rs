//! Many texts made ready to be scanned for what was typed: a number of two bytes a character,
//! one text behind the other. What is found is exact; nothing needs to be checked again.

use std::collections::BTreeMap;
use std::ops::Range;

use super::Typed;
use super::table::{self, Class, Typing};
use crate::text::splice::splice;

/// The classes of many texts, numbered in the order in which they were pushed.
#[derive(Debug, Clone, Default)]
pub struct Column {
    classes: Vec<Class>,
    /// Where each text ends.
    ends: Vec<u32>,
}

impl Column {
    /// Adds a text by its [`crate::text::fold::key`]. Past 4 billion characters texts are empty.
    pub fn push(&mut self, key: &str) {
        let start = self.classes.len();
        table::each(key, |_, class| self.classes.push(class));
        if u32::try_from(self.classes.len()).is_err() {
            self.classes.truncate(start);
        }
        self.ends.push(u32::try_from(self.classes.len()).unwrap_or(u32::MAX));
    }

    /// Puts other texts in place of some, by number and key.
    pub fn replace(&mut self, keys: &BTreeMap<usize, &str>) {
        let classes = |key: &str| {
            let mut classes = Vec::new();
            table::each(key, |_, class| classes.push(class));
            classes
        };
        let new = keys.iter().map(|(&at, key)| (at, classes(key))).collect();
        splice(&mut self.classes, &mut self.ends, &new, 0);
    }

    /// How many texts there are.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether there is no text.
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// The classes of a text; of one that was never pushed, none.
    fn classes(&self, text: usize) -> &[Class] {
        let Some(end) = self.ends.get(text) else { return &[] };
        let start = text.checked_sub(1).and_then(|before| self.ends.get(before)).copied().unwrap_or_default();
        self.classes.get(start as usize..*end as usize).unwrap_or_default()
    }
}

/// A word made ready for columns, in some 50 microseconds.
#[derive(Debug, Clone)]
pub struct Scanner<'a> {
    typed: &'a Typed,
    /// By class, up to the last of Han: how far a character of that class comes from the beginning.
    first: Vec<u64>,
    /// By class: the places in the word that a character of that class can be typed at.
    places: Vec<u64>,
}

impl<'a> Scanner<'a> {
    /// Makes a word ready.
    pub fn new(typed: &'a Typed) -> Self {
        let reach: Vec<u64> =
            (0..table::syllables()).map(|at| typed.reach(0, table::syllable(at as u16))).collect();
        let letters = Letters::new(typed);
        let mut scanner = Self { typed, first: Vec::new(), places: Vec::new() };
        for class in 0..table::HAN_END {
            let (first, places) = match table::typing(class) {
                Typing::Han(set) => set.iter().fold((0, 0), |(first, places), &syllable| {
                    let initial = table::syllable(syllable).bytes().next().unwrap_or_default();
                    (first | reach[usize::from(syllable)], places | letters.places(initial))
                }),
                Typing::Latin(letter) => (typed.step(0, class), letters.places(letter)),
                Typing::Nothing | Typing::Hangul(_) => (0, 0),
            };
            scanner.first.push(first);
            scanner.places.push(places);
        }
        scanner
    }

    /// Hands over the numbers of those texts of a range that match, ascending.
    pub fn scan(&self, column: &Column, texts: Range<usize>, mut take: impl FnMut(usize)) {
        for text in texts.start..texts.end.min(column.len()) {
            if self.matches(column, text) {
                take(text);
            }
        }
    }

    /// Whether one text matches.
    pub fn matches(&self, column: &Column, text: usize) -> bool {
        let classes = column.classes(text);
        let done = self.typed.done();
        classes.iter().enumerate().any(|(at, &class)| {
            let first = self.first(class);
            first != 0
                && (first & done != 0
                    || classes.get(at + 1).is_some_and(|&next| first & self.places(next) != 0)
                        && self.typed.run(&classes[at..]).is_some())
        })
    }

    fn first(&self, class: Class) -> u64 {
        self.first.get(usize::from(class)).copied().unwrap_or_else(|| self.typed.step(0, class))
    }

    fn places(&self, class: Class) -> u64 {
        // Of hangul it is not known beforehand; such words are rare, and the exact check is fast.
        self.places.get(usize::from(class)).copied().unwrap_or(u64::MAX)
    }
}

/// The places of each letter in a word.
struct Letters([u64; 256]);

impl Letters {
    fn new(typed: &Typed) -> Self {
        let mut letters = [0; 256];
        for (at, letter) in typed.letters() {
            letters[usize::from(letter)] |= 1 << at;
        }
        Self(letters)
    }

    fn places(&self, letter: u8) -> u64 {
        self.0[usize::from(letter)]
    }
}
