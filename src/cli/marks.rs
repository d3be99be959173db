//! What the subcommands that read or set marks share: the store, and which of its archives an
//! opened one is. What they do with it is their own.

use std::collections::HashMap;

use crate::archive::Archive;
use crate::config::paths;
use crate::library::Library;
use crate::locale::Lang;
use crate::post::Post;
use crate::state::moves::moves;
use crate::state::store::ArchiveId;
use crate::state::{Field, Identity, Known, Listed, Opening, Remembered, Store, StoreError, Value};
use crate::terminal::keeper::now;
use crate::text::sanitize;

use super::{output, posts};

/// The store, to write into. What was wrong with it is said.
pub fn open() -> Store {
    warned(Store::open(paths::state_dir().as_deref(), now()))
}

/// The store, if there is one, for who only asks.
pub fn open_existing() -> Store {
    warned(Store::open_existing(paths::state_dir().as_deref(), now()))
}

fn warned(mut store: Store) -> Store {
    warn(&mut store);
    store
}

/// Says what went wrong with the store.
pub fn warn(store: &mut Store) {
    for warning in store.take_warnings() {
        output::warn(&sanitize::line(&warning.text(Lang::from_env())));
    }
}

/// The posts of a library, with the identities that the list knows.
pub fn listed(library: &Library) -> Vec<Listed<'_>> {
    let one = |id| {
        let post = library.get(id);
        let seconds = post.date.map(|date| date.seconds);
        Listed { path: post.path, heading: Identity::of_heading(post.title, seconds) }
    };
    library.ids().map(one).collect()
}

/// The identity of the body of a post.
pub fn body(archive: &Archive, path: &str) -> Option<Identity> {
    Identity::body(&archive.read_body(path).ok()?.text)
}

/// What is remembered of an archive by the paths that its posts have now.
///
/// # Errors
/// When the store cannot be read or written.
pub fn remembered(
    store: &mut Store,
    (archive, id): (&Archive, ArchiveId),
    listed: &[Listed<'_>],
) -> Result<Remembered, StoreError> {
    let remembered = store.remembered(id)?;
    let known = |post: &crate::state::KnownPost| Known {
        path: post.path.clone(),
        heading: post.heading,
        body: post.body,
    };
    let known: Vec<Known> = remembered.posts.iter().map(known).collect();
    let moves = moves(&known, listed, &mut |path| body(archive, path));
    if moves.is_empty() {
        return Ok(remembered);
    }
    store.follow(id, listed, &moves)?;
    store.remembered(id)
}

/// What `list` says of a post.
#[derive(Debug, Clone, Copy, Default)]
pub struct Said {
    /// It was read.
    pub read: bool,
    /// It has a star.
    pub starred: bool,
}

/// What is said of the posts of archives, by path; nothing where nothing can be read.
pub fn said(archives: &[Archive], library: &Library) -> Vec<HashMap<String, Said>> {
    let mut store = open_existing();
    let listed = listed(library);
    let of = |(archive, root): (&Archive, usize)| {
        let own: Vec<Listed<'_>> = if archives.len() == 1 {
            listed.clone()
        } else {
            let of_root = |id: &crate::library::PostId| usize::from(library.get(*id).root.0) == root;
            library.ids().filter(of_root).filter_map(|id| listed.get(id.index()).copied()).collect()
        };
        let opening = opening(archive, &own);
        let id = store.find(&opening)?;
        let found = id.map(|id| remembered(&mut store, (archive, id), &own)).transpose()?;
        Ok(found.unwrap_or_default())
    };
    let told = archives.iter().zip(0..).map(of).map(|remembered: Result<Remembered, StoreError>| {
        let remembered = remembered.unwrap_or_else(|error| {
            output::warn(&error.to_string());
            Remembered::default()
        });
        remembered.posts.into_iter().map(|post| (post.path, said_of(&post.marks))).collect()
    });
    told.collect()
}

fn said_of(marks: &[(Field, Value, crate::state::Moment)]) -> Said {
    let is = |field: Field| marks.iter().any(|(known, value, _)| *known == field && *value == Value::Yes);
    Said { read: is(Field::Read), starred: is(Field::Starred) }
}

/// An archive whose posts these are.
pub fn opening<'a>(archive: &'a Archive, posts: &'a [Listed<'a>]) -> Opening<'a> {
    Opening { root: &archive.root, name: &archive.name, posts, whole: archive.is_whole() }
}

/// The archive that a post stands in, made known if it is not yet. It is known by all its posts,
/// so they are listed once.
///
/// # Errors
/// When the archive cannot be opened, or the store cannot be read or written.
pub fn enter(store: &mut Store, archive: &Archive) -> anyhow::Result<ArchiveId> {
    if let Some(id) = store.archive_at(&archive.root)? {
        return Ok(id);
    }
    let whole = Archive::open(&archive.root)?;
    let loaded = posts::load(std::slice::from_ref(&whole), crate::archive::Show::ALL);
    let listed = listed(&loaded.library);
    let same = whole.root == archive.root;
    let id = store.enter(&Opening { root: &archive.root, whole: same, ..opening(&whole, &listed) }, now())?;
    if same {
        remembered(store, (&whole, id), &listed)?;
    }
    Ok(id)
}

/// The identity of a post in the list.
pub fn heading(post: &Post) -> Identity {
    Identity::heading(post)
}
