//! Words by their sound: pinyin of Han, initial consonants of hangul.

use std::sync::Arc;

use crate::library::{Bits, Library, PostId};
use crate::text::pinyin::{Scanner, Typed};

use super::cache::{Asked, Cache};

/// Whether a word can be looked for by its sound.
pub(super) fn is_typed(word: &str) -> bool {
    Typed::new(word).is_some()
}

/// The posts whose titles sound like a word.
pub(super) fn titles(cache: &mut Cache, library: &Library, typed: &Typed, word: &str) -> Arc<Bits> {
    let asked = Asked::Sound(word.to_owned());
    if let Some(known) = cache.get(&asked) {
        return known;
    }
    let scanner = Scanner::new(typed);
    let (column, mut found) = (library.sounds(), Bits::none(library.len()));
    match cache.above(&asked) {
        Some((former, _)) => former
            .iter()
            .filter(|post| scanner.matches(column, post.index()))
            .for_each(|post| found.insert(post)),
        None => scanner.scan(column, 0..library.len(), |at| {
            found.insert(PostId(u32::try_from(at).unwrap_or(u32::MAX)));
        }),
    }
    cache.put(asked, found)
}
