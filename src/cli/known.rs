//! What a query asks that the list does not know: marks, and what stands in the texts of posts.
//! Only what is asked for is looked up. What a condition means is decided in `query`.

use std::collections::HashMap;

use crate::archive::Archive;
use crate::library::{Bits, Library, PostId, RootId};
use crate::locale::Lang;
use crate::query::bodies::Words;
use crate::query::syntax::{Field, Term, Test};
use crate::query::{Known, Query, body_key};
use crate::state::{Baseline, Identity};
use crate::text::fold;

use super::marks::Told;
use super::progress::Progress;
use super::texts;

/// Whether a query asks for marks.
pub fn asks_marks(query: &Query) -> bool {
    let asks =
        |term: &Term| term.field == Field::Tag || matches!(&term.test, Test::Is(status) if status.is_mark());
    query.terms().iter().any(|(term, _)| asks(term))
}

/// What a query needs to know of posts beside the library; `told` are the marks of each archive.
///
/// # Errors
/// When texts cannot be searched.
pub fn of(query: &Query, archives: &[Archive], library: &Library, told: &[Told]) -> anyhow::Result<Known> {
    let mut known = Known::default();
    for id in library.ids() {
        let post = library.get(id);
        let Some(told) = told.get(usize::from(post.root.0)) else { continue };
        let said = told.at(post.path);
        let there = |baseline: &Baseline| {
            let seconds = post.date.map(|date| date.seconds);
            baseline.contains(post.path, || Identity::of_heading(post.title, seconds))
        };
        known.read.set(id, said.read);
        known.starred.set(id, said.starred);
        known.later.set(id, said.later);
        known.old.set(id, !said.unread && told.baseline.as_ref().is_some_and(there));
        for name in told.tags.get(post.path).into_iter().flatten() {
            known.own_tags.entry(fold::key(name)).or_default().insert(id);
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
            let hits = texts
                .search((archive, &render), words.keys(), look, &mut |done, all| progress.show(done, all))?;
            let hits = hits.iter().filter_map(|hit| ids.get(&(root, texts.path(hit.post).as_str())).copied());
            hits.for_each(|id| posts.insert(id));
        }
    }
    Ok(found)
}
