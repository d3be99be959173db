//! Looking for keys in all titles at once.

use memchr::memmem::Finder;

use crate::library::{Bits, Library, NameKind, PostId};
use crate::text::pinyin::begins_word;

use super::cache::{Asked, Cache};

/// A set that has one post in so many, or fewer, is tested post by post.
const FEW: usize = 8;

/// The posts whose titles contain a key.
pub(super) fn titles(cache: &mut Cache, library: &Library, key: &str) -> std::sync::Arc<Bits> {
    let asked = Asked::Title(key.to_owned());
    let (finder, keys) = (Finder::new(key), library.title_keys());
    let holds = |post: PostId| finder.find(keys.get(post).as_bytes()).is_some();
    if let Some(known) = cache.get(&asked, holds) {
        return known;
    }
    let found = match cache.above(&asked) {
        Some((former, count)) if count < library.len() / FEW => {
            let mut left = Bits::none(library.len());
            former.iter().filter(|post| holds(*post)).for_each(|post| left.insert(post));
            left
        }
        _ => scan(library, &finder),
    };
    cache.put(asked, found)
}

/// Passes over the block of keys.
fn scan(library: &Library, finder: &Finder<'_>) -> Bits {
    let mut found = Bits::none(library.len());
    let (keys, ends) = (library.title_keys().text().as_bytes(), library.title_keys().ends());
    let (mut at, mut post) = (0, 0);
    while let Some(hit) = keys.get(at..).and_then(|rest| finder.find(rest)) {
        let hit = at + hit;
        post += behind(ends.get(post..).unwrap_or_default(), hit);
        let Some(&end) = ends.get(post) else { break };
        found.insert(PostId(u32::try_from(post).unwrap_or(u32::MAX)));
        at = end as usize + 1;
    }
    found
}

/// How many keys end at or before a place: looks at the next few first, since hits lie close
/// together or far apart.
fn behind(ends: &[u32], place: usize) -> usize {
    let mut step = 1;
    while ends.get(step - 1).is_some_and(|end| *end as usize <= place) {
        step *= 2;
    }
    let (from, to) = (step / 2, step.min(ends.len()));
    from + ends.get(from..to).unwrap_or_default().partition_point(|end| *end as usize <= place)
}

/// Whether a Latin word in a category, a tag, an author's name, or in a title (of these posts, or
/// of any) begins with a word.
pub(super) fn begins_latin_word(library: &Library, word: &str, posts: Option<&Bits>) -> bool {
    let kinds = super::FACETS.map(|kind| library.dictionary(kind));
    let mut names = kinds.into_iter().chain([library.names(NameKind::Author).0]);
    names.any(|names| names.keys().any(|(_, key)| begins_word(key, word)))
        || match posts {
            Some(posts) => posts.iter().any(|post| begins_word(library.title_keys().get(post), word)),
            None => begins_word(library.title_keys().text(), word),
        }
}
