//! Sets of posts by categories, tags and other names: a name is looked for among the names, of
//! which there are few, and then the posts are found that have one of those.

use crate::library::{Bits, FacetId, FacetKind, Library, NameKind, PostId};

/// Numbers of names, to be asked for each post.
pub(super) struct Names(Vec<bool>);

impl Names {
    /// Of so many names those with these numbers.
    pub(super) fn new(len: usize, ids: impl Iterator<Item = FacetId>) -> Self {
        let mut chosen = vec![false; len];
        ids.for_each(|id| {
            if let Some(chosen) = chosen.get_mut(id.index()) {
                *chosen = true;
            }
        });
        Self(chosen)
    }

    /// Whether there is none.
    pub(super) fn is_empty(&self) -> bool {
        !self.0.contains(&true)
    }

    fn has(&self, id: FacetId) -> bool {
        self.0.get(id.index()).copied().unwrap_or_default()
    }
}

/// The posts that have one of some categories or tags.
pub(super) fn with_any(library: &Library, kind: FacetKind, ids: &[FacetId]) -> Bits {
    with(library, kind, &Names::new(library.facet_len(kind), ids.iter().copied()))
}

/// The posts that have one of some categories or tags.
pub(super) fn with(library: &Library, kind: FacetKind, names: &Names) -> Bits {
    let mut bits = Bits::none(library.len());
    if !names.is_empty() {
        let has = |post: &PostId| library.facets_of(*post, kind).iter().any(|id| names.has(*id));
        library.ids().filter(has).for_each(|post| bits.insert(post));
    }
    bits
}

/// The posts that have one of some names of the other kinds.
pub(super) fn named(library: &Library, kind: NameKind, holds: impl Fn(&str) -> bool) -> Bits {
    let (names, _) = library.names(kind);
    let chosen = names.keys().filter(|(_, key)| holds(key)).map(|(id, _)| id);
    of_numbers(library, kind, &Names::new(names.len(), chosen))
}

/// The categories or tags that a text names: those called exactly so, else those that contain
/// it, else those that sound so.
pub(super) fn called(library: &Library, kind: FacetKind, key: &str, sounds: impl Fn(&str) -> bool) -> Names {
    let names = library.dictionary(kind);
    let those = |holds: &dyn Fn(&str) -> bool| {
        Names::new(names.len(), names.keys().filter(|(_, key)| holds(key)).map(|(id, _)| id))
    };
    let exact = those(&|name| name == key);
    if !exact.is_empty() {
        return exact;
    }
    let containing = those(&|name| name.contains(key));
    if containing.is_empty() { those(&sounds) } else { containing }
}

/// The posts that have one of some names of the other kinds, tested as they are written.
pub(super) fn written(library: &Library, kind: NameKind, holds: impl Fn(&str) -> bool) -> Bits {
    let (names, _) = library.names(kind);
    let chosen = names.iter().filter(|(_, name)| !name.is_empty() && holds(name)).map(|(id, _)| id);
    of_numbers(library, kind, &Names::new(names.len(), chosen))
}

fn of_numbers(library: &Library, kind: NameKind, chosen: &Names) -> Bits {
    let mut bits = Bits::none(library.len());
    if !chosen.is_empty() {
        let posts = (0..).map(PostId).zip(library.names(kind).1.iter());
        posts.filter(|(_, id)| chosen.has(*id)).for_each(|(post, _)| bits.insert(post));
    }
    bits
}
