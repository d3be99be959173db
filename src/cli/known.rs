//! What a query asks that the list does not know: marks, and what stands in the texts of posts.
//! Only what is asked for is looked up. What a condition means is decided in `query`.

use std::collections::HashMap;

use crate::archive::Archive;
use crate::library::{Bits, Library, PostId, RootId};
use crate::locale::Lang;
use crate::query::bodies::Words;
use crate::query::syntax::{Status, Test};
use crate::query::{Known, Query, body_key};

use super::marks::Said;
use super::progress::Progress;
use super::texts;

/// Whether a query asks for marks.
pub fn asks_marks(query: &Query) -> bool {
    let asks = |test: &Test| matches!(test, Test::Is(Status::Read | Status::Unread | Status::Starred));
    query.terms().iter().any(|(term, _)| asks(&term.test))
}

/// What a query needs to know of posts beside the library; `said` are the marks of each archive
/// by path.
///
/// # Errors
/// When texts cannot be searched.
pub fn of(
    query: &Query,
    archives: &[Archive],
    library: &Library,
    said: &[HashMap<String, Said>],
) -> anyhow::Result<Known> {
    let mut known = Known::default();
    for id in library.ids() {
        let post = library.get(id);
        let of_root = said.get(usize::from(post.root.0));
        let said = of_root.and_then(|said| said.get(post.path)).copied().unwrap_or_default();
        for (set, holds) in [(&mut known.read, said.read), (&mut known.starred, said.starred)] {
            if holds {
                set.insert(id);
            }
        }
    }
    let keys: Vec<String> = query.bodies().into_iter().filter_map(body_key).collect();
    if !keys.is_empty() {
        known.bodies = bodies(keys, archives, library)?;
    }
    Ok(known)
}

/// The posts whose texts hold each of some keys.
fn bodies(
    keys: Vec<String>,
    archives: &[Archive],
    library: &Library,
) -> anyhow::Result<HashMap<String, Bits>> {
    let lang = Lang::from_env();
    let render = texts::render(lang);
    let ids: HashMap<(RootId, &str), PostId> = library
        .ids()
        .map(|id| {
            let post = library.get(id);
            ((post.root, post.path), id)
        })
        .collect();
    let mut found: HashMap<String, Bits> =
        keys.into_iter().map(|key| (key, Bits::none(library.len()))).collect();
    for (root, archive) in (0..).map(RootId).zip(archives) {
        let store = texts::store(archive, lang);
        let texts = texts::open(archive, store.as_ref(), &render);
        for (key, posts) in &mut found {
            let Some(words) = Words::phrase(key) else { continue };
            let mut progress = Progress::new();
            let look = |keys: &[u8], posts: &[std::ops::Range<usize>]| words.sift(keys, posts);
            let hits = texts.search((archive, &render), look, &mut |done, all| progress.show(done, all))?;
            let hits = hits.iter().filter_map(|hit| ids.get(&(root, texts.path(hit.post))));
            hits.for_each(|id| posts.insert(*id));
        }
    }
    Ok(found)
}
