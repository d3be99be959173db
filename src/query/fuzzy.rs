//! Any post by some of the letters of its title: what is typed stands in the title as it is
//! (best), or letter for letter with others in between, or is its pinyin (last). Which of two
//! titles fits better is decided by nucleo-matcher; of two that fit alike the newer post is first.

use std::cmp::Reverse;
use std::ops::Range;

use nucleo_matcher::pattern::{AtomKind, CaseMatching, Normalization, Pattern};
use nucleo_matcher::{Config, Matcher, Utf32Str};

use super::spans;
use crate::library::{Library, PostId, SortKey};
use crate::text::fold::{self, Finder, Folded};
use crate::text::pinyin::{Scanner, Typed};

/// Posts that are found; nobody looks further down than that.
const MOST: usize = 300;
/// Titles whose fit is measured at one key, the newest of those that match: the measuring takes
/// a microsecond each, and a key must not wait.
const MOST_SCORED: usize = 4000;

/// How a title matches; the better first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Fit {
    Literal,
    Letters,
    Pinyin,
}

/// All titles, ready to be searched, and what the last search left.
#[derive(Debug, Default)]
pub struct Fuzzy {
    /// Every post, newest first.
    order: Vec<PostId>,
    /// The version of the library that the order is of.
    of: u64,
    /// The key that was searched for, and every post that it matches, newest first.
    last: Option<(String, Vec<PostId>)>,
    matcher: Matcher,
}

impl Fuzzy {
    /// Takes over every post, newest first, from who has them in that order already.
    pub fn take_order(&mut self, newest: &[PostId], library: &Library) {
        if self.of != library.version() {
            self.of = library.version();
            self.order = newest.to_vec();
            self.last = None;
        }
    }

    fn sort(&mut self, library: &Library) {
        if self.of != library.version() {
            self.of = library.version();
            self.last = None;
            self.order = library.order(SortKey::Newest);
        }
    }

    /// The posts that fit best, the best first; without anything typed those given, then the
    /// newest.
    pub fn find(&mut self, text: &str, recent: &[PostId], library: &Library) -> Vec<PostId> {
        self.sort(library);
        let key = fold::key(text.trim());
        if key.is_empty() {
            let others = self.order.iter().filter(|id| !recent.contains(id));
            let recent = recent.iter().filter(|id| !library.is_gone(**id));
            return recent.chain(others).copied().take(MOST).collect();
        }
        let words: Vec<Word<'_>> = key.split_whitespace().map(Word::new).collect();
        let scanners: Vec<Option<Scanner<'_>>> =
            words.iter().map(|word| word.typed.as_ref().map(Scanner::new)).collect();
        let column = library.title_sounds();
        let fit = |id: PostId| {
            let title = library.get(id).title_key;
            let mut fits = words.iter().zip(&scanners).map(|(word, scanner)| {
                let typed = || scanner.as_ref().is_some_and(|it| it.matches(column, id.index()));
                word.fit(title).or_else(|| typed().then_some(Fit::Pinyin))
            });
            fits.try_fold(Fit::Literal, |worst, fit| fit.map(|fit| worst.max(fit)))
        };
        let pool = match &self.last {
            Some((before, left)) if narrows(before, &key) => left,
            _ => &self.order,
        };
        let hits: Vec<(Fit, PostId)> = pool.iter().filter_map(|id| fit(*id).map(|fit| (fit, *id))).collect();
        let found = rank(&hits, &key, library, &mut self.matcher);
        self.last = Some((key, hits.into_iter().map(|(_, id)| id).collect()));
        found
    }
}

/// The best of what matches.
fn rank(hits: &[(Fit, PostId)], key: &str, library: &Library, matcher: &mut Matcher) -> Vec<PostId> {
    let tier = |fit| hits.iter().copied().filter(move |hit| hit.0 == fit);
    let tiers = [Fit::Literal, Fit::Letters, Fit::Pinyin].into_iter().flat_map(tier).take(MOST_SCORED);
    // The keys are folded already.
    matcher.config = Config::DEFAULT;
    matcher.config.normalize = false;
    let pattern = Pattern::new(key, CaseMatching::Ignore, Normalization::Never, AtomKind::Fuzzy);
    let mut chars = Vec::new();
    let mut score = |fit: Fit, id: PostId| match fit {
        Fit::Pinyin => 0,
        Fit::Literal | Fit::Letters => {
            chars.clear();
            chars.extend(library.get(id).title_key.chars());
            pattern.score(Utf32Str::Unicode(&chars), matcher).unwrap_or_default()
        }
    };
    let mut scored: Vec<(Fit, Reverse<u32>, PostId)> =
        tiers.map(|(fit, id)| (fit, Reverse(score(fit, id)), id)).collect();
    scored.sort_by_key(|(fit, score, _)| (*fit, *score));
    scored.into_iter().map(|(.., id)| id).take(MOST).collect()
}

/// Whether what matches a key is among what matched the one typed before. A word may get hits
/// through its pinyin only when it has become long enough for that.
fn narrows(before: &str, key: &str) -> bool {
    let last = |key: &str| key.split_whitespace().last().and_then(Typed::new);
    let words = |key: &str| key.split_whitespace().count();
    let typed = |key: &str, word: usize| key.split_whitespace().nth(word).and_then(Typed::new);
    let at = words(before).saturating_sub(1);
    key.starts_with(before) && words(before) > 0 && (last(before).is_some() || typed(key, at).is_none())
}

/// A word of the key.
struct Word<'a> {
    key: &'a str,
    typed: Option<Typed>,
}

impl<'a> Word<'a> {
    fn new(key: &'a str) -> Self {
        Self { key, typed: Typed::new(key) }
    }

    /// How it stands in the key of a title.
    fn fit(&self, title: &str) -> Option<Fit> {
        letters(self.key, title)?;
        Some(if title.contains(self.key) { Fit::Literal } else { Fit::Letters })
    }
}

/// The byte behind the last letter of a word, if a title has its letters in their order.
fn letters(word: &str, title: &str) -> Option<usize> {
    word.chars().try_fold(0, |at, c| title[at..].find(c).map(|found| at + found + c.len_utf8()))
}

/// Where the words of a field stand in a title: byte ranges, ascending and apart.
pub fn marks(text: &str, title: &str) -> Vec<Range<usize>> {
    let folded = Folded::new(title);
    let key = fold::key(text);
    let mut marks: Vec<Range<usize>> = Vec::new();
    for word in key.split_whitespace().map(Word::new) {
        match word.fit(folded.key()) {
            Some(Fit::Literal) => marks.extend(folded.find(&Finder::new(word.key))),
            Some(_) => {
                marks.extend(tightest(word.key, folded.key()).into_iter().map(|at| folded.text_range(at)))
            }
            None => marks.extend(word.typed.and_then(|typed| typed.find(title)).unwrap_or_default()),
        }
    }
    spans::merged(marks)
}

/// The letters of a word in a title: the first place where they end, then back from there as
/// near as they stand.
fn tightest(word: &str, title: &str) -> Vec<Range<usize>> {
    let mut end = letters(word, title).unwrap_or_default();
    let mut places = Vec::new();
    for c in word.chars().rev() {
        let Some(at) = title[..end].rfind(c) else { return Vec::new() };
        places.push(at..at + c.len_utf8());
        end = at;
    }
    places
}

#[cfg(test)]
mod tests;
