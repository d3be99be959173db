//! Which post a link of another post means. Authors write links as the site's tool makes
//! addresses of them, and which tool that is nobody knows here: each reading is tried in
//! turn, the surest first. The first that finds one post wins; one that finds several finds
//! none, since a wrong post is worse than no post.

use super::place::{Asked, Place, joined};
use super::table::{Library, PostId};

/// Folders that a tool takes out of its addresses: Jekyll, Hugo and Zola, Hexo.
const BASES: [&str; 5] = ["", "content", "source", "_posts", "source/_posts"];

impl Library {
    /// The post of the same archive that a path means, as a link of the post `from` has it:
    /// a file (from the root, or from the folder of `from`), with or without its extension; a
    /// name such as `2022-01-03-slug` (Jekyll's `post_url`, also with folders before it);
    /// or an address that Jekyll, Hugo, Zola or Hexo make of a post. Percent notation is
    /// read; case counts. None where no post answers, or more than one.
    pub fn resolve(&self, from: PostId, path: &str) -> Option<PostId> {
        let asked = Asked::read(path)?;
        let (root, here) = self.place(from);
        let folder = here.rsplit_once('/').map_or("", |(folder, _)| folder);
        let candidates: Vec<_> = self
            .ids()
            .filter_map(|id| Some((id, self.place(id))).filter(|(_, place)| place.0 == root))
            .filter(|(_, (_, path))| asked.may_be(path))
            .map(|(id, (_, path))| (id, Place::read(path)))
            .collect();
        let tries: [&dyn Fn() -> Found; 4] = [
            &|| by_file(&asked, folder, &candidates),
            &|| by_name(&asked, &candidates),
            &|| self.by_day(&asked, &candidates),
            &|| by_slug(&asked, &candidates),
        ];
        match tries.iter().map(|found| found()).find(|found| *found != Found::Nothing)? {
            Found::One(id) => Some(id),
            Found::Nothing | Found::Several => None,
        }
    }

    /// An address with a day and a slug in it. Folders and categories before the day tell
    /// posts of one name apart (one site in several languages).
    fn by_day(&self, asked: &Asked, candidates: &[(PostId, Place<'_>)]) -> Found {
        let Some(before) = asked.before_day() else { return Found::Nothing };
        let fits = |(id, place): &(PostId, Place<'_>)| {
            let day = self.get(*id).date.map(|date| date.day());
            let same_day = [place.day(), day.as_deref().and_then(super::place::day)]
                .into_iter()
                .flatten()
                .any(|day| asked.is_of(day));
            (same_day && asked.is_slug(place.slug) && !place.contradicts(before)).then(|| {
                let categories = self.get(*id).categories().map(|(_, name)| name.to_lowercase());
                let known: Vec<String> = categories.chain(place.folders().map(str::to_owned)).collect();
                let score = before.iter().filter(|part| known.contains(part)).count();
                (score, *id)
            })
        };
        let found: Vec<_> = candidates.iter().filter_map(fits).collect();
        let best = found.iter().map(|(score, _)| *score).max().unwrap_or(0);
        Found::of(found.into_iter().filter(|(score, _)| *score == best).map(|(_, id)| id))
    }
}

/// What a reading found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Found {
    Nothing,
    One(PostId),
    Several,
}

impl Found {
    fn of(mut ids: impl Iterator<Item = PostId>) -> Self {
        match (ids.next(), ids.next()) {
            (None, _) => Self::Nothing,
            (Some(id), None) => Self::One(id),
            (Some(_), Some(_)) => Self::Several,
        }
    }
}

/// A file: first from the folder of the post, then from the root and what tools take for it.
fn by_file(asked: &Asked, folder: &str, candidates: &[(PostId, Place<'_>)]) -> Found {
    let below = (!asked.rooted).then_some(folder);
    for base in below.into_iter().chain(BASES) {
        let Some(wanted) = joined(base, &asked.segments) else { continue };
        let exact = |(_, place): &&(PostId, Place<'_>)| place.path == wanted.as_str();
        let found = Found::of(candidates.iter().filter(exact).map(|(id, _)| *id));
        if found != Found::Nothing {
            return found;
        }
        let Some(wanted) = joined(base, &asked.page) else { continue };
        let alike = |(_, place): &&(PostId, Place<'_>)| place.page == wanted.as_str();
        let found = Found::of(candidates.iter().filter(alike).map(|(id, _)| *id));
        if found != Found::Nothing {
            return found;
        }
    }
    Found::Nothing
}

/// `2022-01-03-slug`: the whole name of a file, wherever it lies; folders before it have to
/// be among the post's.
fn by_name(asked: &Asked, candidates: &[(PostId, Place<'_>)]) -> Found {
    let Some((name, folders)) = asked.page.split_last() else { return Found::Nothing };
    if !asked.is_dated_name() {
        return Found::Nothing;
    }
    let named = || candidates.iter().filter(|(_, place)| Asked::same_name(name, place));
    let inside = named().filter(|(_, place)| place.lies_in(folders));
    match Found::of(inside.map(|(id, _)| *id)) {
        Found::Nothing => Found::of(named().map(|(id, _)| *id)),
        found => found,
    }
}

/// The last part of an address that has no day in it.
fn by_slug(asked: &Asked, candidates: &[(PostId, Place<'_>)]) -> Found {
    if asked.before_day().is_some() || asked.is_dated_name() {
        return Found::Nothing;
    }
    let before = &asked.page[..asked.page.len().saturating_sub(1)];
    let alike = |(_, place): &&(PostId, Place<'_>)| asked.is_slug(place.slug) && !place.contradicts(before);
    match Found::of(candidates.iter().filter(alike).map(|(id, _)| *id)) {
        Found::Several => {
            let inside = candidates.iter().filter(alike).filter(|(_, place)| place.lies_in(before));
            match Found::of(inside.map(|(id, _)| *id)) {
                Found::Nothing => Found::Several,
                found => found,
            }
        }
        found => found,
    }
}

#[cfg(test)]
mod tests;
