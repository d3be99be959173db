//! Words by their sound: pinyin of Han, initial consonants of hangul.

use std::sync::Arc;

use crate::library::{Bits, Library, PostId};
use crate::text::pinyin::{Scanner, Typed};

use super::cache::{Asked, Cache};

/// The posts whose titles sound like a word.
pub(super) fn titles(cache: &mut Cache, library: &Library, word: &str, typed: &Typed) -> Arc<Bits> {
    let asked = Asked::Sound(word.to_owned());
    let (column, mut ready) = (library.title_sounds(), None);
    let again = |post: PostId| ready.get_or_insert_with(|| Scanner::new(typed)).matches(column, post.index());
    if let Some(known) = cache.get(&asked, again) {
        return known;
    }
    let scanner = ready.unwrap_or_else(|| Scanner::new(typed));
    let mut found = Bits::none(library.len());
    match cache.above(&asked) {
        Some((former, count)) if count < library.len() / 4 => {
            let sounds = |post: &PostId| scanner.matches(column, post.index());
            former.iter().filter(sounds).for_each(|post| found.insert(post));
        }
        _ => scanner.scan(column, 0..column.len(), |at| {
            found.insert(PostId(u32::try_from(at).unwrap_or(u32::MAX)));
        }),
    }
    cache.put(asked, found)
}
