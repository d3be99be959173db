//! Characters by how they can be typed: a number of two bytes, the same for all that are typed
//! alike. Made by the build script from the crate `pinyin`, whose data are those of Unihan and
//! of dictionaries; every reading counts, without tones.

use crate::text::hangul;

include!(concat!(env!("OUT_DIR"), "/readings.rs"));

/// How a character of a folded text is typed.
pub type Class = u16;

/// What no word goes across: punctuation, kana, anything unknown.
pub const NOTHING: Class = 0;
/// `a` to `z`, then `0` to `9`.
const LATIN: Class = 1;
/// Han, one class for each set of readings.
const HAN: Class = LATIN + 36;
/// The end of the classes of Han.
#[expect(clippy::cast_possible_truncation, reason = "there are some 4,500 sets")]
pub const HAN_END: Class = HAN + SETS.len() as Class;
/// Syllables of hangul, each for itself.
const HANGUL: Class = 0x4000;

const _: () = assert!(HAN_END < HANGUL && SETS.len() < HANGUL as usize);

/// What a class is typed as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Typing {
    /// As nothing.
    Nothing,
    /// As this letter or digit of ASCII.
    Latin(u8),
    /// As one of these syllables, which are numbers for [`syllable`].
    Han(&'static [u16]),
    /// As this syllable of hangul, or its initial consonant.
    Hangul(u16),
}

/// The class of a character of a folded text.
pub fn class(c: char) -> Class {
    match c {
        'a'..='z' => LATIN + (c as Class - 'a' as Class),
        '0'..='9' => LATIN + 26 + (c as Class - '0' as Class),
        '\0'..'\u{3000}' => NOTHING,
        '\u{3400}'..'\u{a000}' => {
            han(DENSE.get((u32::from(c) - 0x3400) as usize).copied().unwrap_or_default())
        }
        _ => match hangul::syllable(c) {
            Some(syllable) => HANGUL + syllable,
            None => RARE.binary_search_by_key(&c, |(rare, _)| *rare).map_or(NOTHING, |at| han(RARE[at].1)),
        },
    }
}

/// The class of a set of readings; sets are counted from one.
fn han(set: u16) -> Class {
    if set == 0 { NOTHING } else { HAN + set - 1 }
}

/// What a class is typed as.
pub fn typing(class: Class) -> Typing {
    match class {
        LATIN..HAN => {
            let at = u8::try_from(class - LATIN).unwrap_or_default();
            Typing::Latin(if at < 26 { b'a' + at } else { b'0' + at - 26 })
        }
        HAN..HAN_END => Typing::Han(SETS.get(usize::from(class - HAN)).copied().unwrap_or_default()),
        HANGUL.. => Typing::Hangul(class - HANGUL),
        _ => Typing::Nothing,
    }
}

/// A syllable of pinyin: lower-case ASCII, `v` or `u` for `ü`.
pub fn syllable(number: u16) -> &'static str {
    SYLLABLES.get(usize::from(number)).copied().unwrap_or_default()
}

/// How many syllables there are.
pub const fn syllables() -> usize {
    SYLLABLES.len()
}

/// Hands over the classes of a folded text, each with the byte that its character begins at. The
/// gap that some typesetters draw between Han and Latin is left out, and nothing follows nothing.
pub fn each(key: &str, mut take: impl FnMut(usize, Class)) {
    let mut before = NOTHING;
    let mut space = None;
    for (at, c) in key.char_indices() {
        if c == ' ' {
            space.get_or_insert(at);
            continue;
        }
        let class = class(c);
        if let Some(at) = space.take()
            && before != NOTHING
            && !gap(before, class)
        {
            take(at, NOTHING);
            before = NOTHING;
        }
        if class != NOTHING || before != NOTHING {
            take(at, class);
        }
        before = class;
    }
}

/// Whether a space between two classes only parts scripts.
fn gap(one: Class, other: Class) -> bool {
    let kind = |class| (matches!(class, LATIN..HAN), matches!(class, HAN..HAN_END));
    matches!((kind(one), kind(other)), ((true, _), (_, true)) | ((_, true), (true, _)))
}
