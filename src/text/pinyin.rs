//! Texts found by what a keyboard types for them: Han by pinyin (`jsyh`, `jianshe`, `jiansyh` are
//! `建设银行`), hangul by initial consonants (`ㅅㅅ` is `삼성`), without an input method.
//!
//! Each character is typed by one of its readings in full, by the first letter of one (also `zh`,
//! `ch`, `sh`), and the last one by any beginning of one. Letters and digits that stand in the text
//! are typed as themselves. A match begins at any character; it crosses no punctuation and no
//! space but the gap between Han and Latin. All texts are folded ([`super::fold`]), so that `長`
//! and `长` are one. A word that goes on matches fewer texts, never others.

use std::ops::Range;

use memchr::memmem;

use self::table::{Class, Typing};
use super::fold::{self, Folded};
use super::hangul;
use super::wrap::is_east_asian;

mod column;
mod table;

pub use column::{Column, Scanner};

/// A word that was typed for Han or hangul.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Typed {
    tokens: Vec<Token>,
    /// A bit for each place that no syllable goes across (`xi'an`).
    apart: u64,
}

/// What was typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Token {
    /// A lower-case letter or a digit of ASCII.
    Latin(u8),
    /// The number of an initial consonant.
    Initial(u8),
    /// The number of a syllable of hangul.
    Syllable(u16),
}

/// Places of a word are bits of a `u64`, and so is its end.
const MAX_TOKENS: usize = 63;

impl Typed {
    /// Reads a word or its key. `None` for one that stands for nothing but itself: it needs two
    /// letters of ASCII, with digits and apostrophes, or a consonant of hangul and one thing more.
    pub fn new(word: &str) -> Option<Self> {
        let mut typed = Self { tokens: Vec::new(), apart: 0 };
        // One by one: put together, `사` and the folded `ㄳ` would be the syllable `삯`.
        for c in word.chars().flat_map(|c| fold::key(c.encode_utf8(&mut [0; 4])).chars().collect::<Vec<_>>())
        {
            match c {
                'a'..='z' | '0'..='9' => typed.tokens.push(Token::Latin(u8::try_from(c).ok()?)),
                '\'' | '’' => typed.apart |= 1 << typed.tokens.len(),
                _ => match (hangul::initials(c), hangul::syllable(c)) {
                    (Some(initials), _) => typed.tokens.extend(initials.iter().copied().map(Token::Initial)),
                    (None, Some(syllable)) => typed.tokens.push(Token::Syllable(syllable)),
                    (None, None) => return None,
                },
            }
            if typed.tokens.len() > MAX_TOKENS {
                return None;
            }
        }
        typed.says_something().then_some(typed)
    }

    fn says_something(&self) -> bool {
        let letter = |token: &&Token| matches!(token, Token::Latin(letter) if letter.is_ascii_lowercase());
        let hangul = |token: &Token| !matches!(token, Token::Latin(_));
        if self.tokens.iter().any(hangul) {
            let initial = |token: &Token| matches!(token, Token::Initial(_));
            return self.tokens.len() > 1 && self.tokens.iter().any(initial);
        }
        self.tokens.iter().filter(letter).count() > 1
    }

    /// Whether this word goes on where the other one ends, so that what it matches is among what
    /// the other one matches.
    pub fn extends(&self, other: &Self) -> bool {
        let within = (1_u64 << other.tokens.len()) - 1;
        self.tokens.starts_with(&other.tokens) && (self.apart ^ other.apart) & within == 0
    }

    /// Whether a text has it, by the text's [`fold::key`].
    pub fn matches(&self, key: &str) -> bool {
        let mut classes = Vec::with_capacity(key.len() / 2);
        table::each(key, |_, class| classes.push(class));
        (0..classes.len()).any(|at| self.run(&classes[at..]).is_some())
    }

    /// Where a text has it: byte ranges, ascending and apart, that begin and end between grapheme
    /// clusters. `None` if it has not.
    pub fn find(&self, text: &str) -> Option<Vec<Range<usize>>> {
        let folded = Folded::new(text);
        let (mut starts, mut classes) = (Vec::new(), Vec::new());
        table::each(folded.key(), |at, class| {
            starts.push(at);
            classes.push(class);
        });
        let mut found: Vec<Range<usize>> = Vec::new();
        let mut at = 0;
        while at < classes.len() {
            let Some(length) = self.run(&classes[at..]) else {
                at += 1;
                continue;
            };
            let last = starts[at + length - 1];
            let width = folded.key()[last..].chars().next().map_or(0, char::len_utf8);
            let range = folded.text_range(starts[at]..last + width);
            match found.last_mut() {
                // Two characters of the key may come from one cluster.
                Some(before) if range.start < before.end => before.end = before.end.max(range.end),
                _ => found.push(range),
            }
            at += length;
        }
        Some(found).filter(|found| !found.is_empty())
    }

    /// How many of these characters it takes from the first one on to type the whole word.
    fn run(&self, classes: &[Class]) -> Option<usize> {
        let mut places = 1;
        for (at, &class) in classes.iter().enumerate() {
            places = bits(places).fold(0, |reached, place| reached | self.step(place, class));
            if places & self.done() != 0 {
                return Some(at + 1);
            }
            if places == 0 {
                return None;
            }
        }
        None
    }

    /// The bit of the word's end.
    fn done(&self) -> u64 {
        1 << self.tokens.len()
    }

    /// The places that a character comes to from one place; none if it is not typed so.
    fn step(&self, place: usize, class: Class) -> u64 {
        let Some(token) = self.tokens.get(place) else { return 0 };
        let one = |same: bool| if same { 1 << (place + 1) } else { 0 };
        match (table::typing(class), token) {
            (Typing::Nothing, _) => 0,
            (Typing::Han(set), Token::Latin(_)) => set
                .iter()
                .fold(0, |reached, &syllable| reached | self.reach(place, table::syllable(syllable))),
            (Typing::Latin(own), Token::Latin(letter)) => one(own == *letter),
            (Typing::Hangul(own), Token::Syllable(syllable)) => one(own == *syllable),
            (Typing::Hangul(own), Token::Initial(initial)) => one(hangul::initial(own) == *initial),
            _ => 0,
        }
    }

    /// The places that a syllable of pinyin comes to from one place.
    fn reach(&self, place: usize, syllable: &str) -> u64 {
        let rest = self.tokens.get(place..).unwrap_or_default();
        let bytes = syllable.as_bytes();
        let whole = |at: &usize| *at == 0 || self.apart >> (place + at) & 1 == 0;
        let same = |at: &usize| rest.get(*at) == bytes.get(*at).copied().map(Token::Latin).as_ref();
        let common = (0..bytes.len()).take_while(|at| whole(at) && same(at)).count();
        let mut reached = 0;
        if common > 0 {
            reached |= 1 << (place + 1);
        }
        if common > 1 && bytes[1] == b'h' && matches!(bytes[0], b'z' | b'c' | b's') {
            reached |= 1 << (place + 2);
        }
        if common > 0 && (common == bytes.len() || common == rest.len()) {
            reached |= 1 << (place + common);
        }
        reached
    }

    /// The letters and digits of ASCII, each with its place.
    fn letters(&self) -> impl Iterator<Item = (usize, u8)> + '_ {
        self.tokens.iter().enumerate().filter_map(|(at, token)| match token {
            Token::Latin(letter) => Some((at, *letter)),
            Token::Initial(_) | Token::Syllable(_) => None,
        })
    }
}

/// The numbers of the bits that are set.
fn bits(mut set: u64) -> impl Iterator<Item = usize> {
    std::iter::from_fn(move || {
        let bit = set.trailing_zeros() as usize;
        set &= set.wrapping_sub(1);
        (bit < 64).then_some(bit)
    })
}

/// A folded text with each Han as its first reading and everything else as it stands: what Chinese
/// and Latin names are sorted by together.
pub fn spelled(key: &str) -> String {
    let mut spelled = String::with_capacity(key.len());
    for c in key.chars() {
        match table::typing(table::class(c)) {
            Typing::Han(&[first, ..]) => spelled.push_str(table::syllable(first)),
            _ => spelled.push(c),
        }
    }
    spelled
}

/// Whether a word stands at the beginning of a Latin word, in one key or in a block of keys that
/// are parted by anything but letters. Who types such a word means it, and not Han that happen to
/// be typed alike; so nothing should be looked for through its pinyin.
pub fn begins_word(keys: &str, word: &str) -> bool {
    let begins = |at: usize| {
        let before = keys.get(..at).and_then(|before| before.chars().next_back());
        before.is_none_or(|c| !c.is_alphanumeric() || is_east_asian(c))
    };
    !word.is_empty() && memmem::find_iter(keys.as_bytes(), word.as_bytes()).any(begins)
}

#[cfg(test)]
mod tests;
