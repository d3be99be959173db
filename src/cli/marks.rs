//! What the subcommands that read or set marks share: the store, and which of its archives an
//! opened one is. What they do with it is their own.

use std::collections::HashMap;
use std::path::Path;

use crate::archive::{Archive, Show};
use crate::config::paths;
use crate::library::{Library, PostId};
use crate::locale::Lang;
use crate::post::{Post, TreeKind};
use crate::state::store::ArchiveId;
use crate::state::{
    Baseline, Field, Identity, Listed, Moment, Opening, Remembered, Store, StoreError, Value,
};
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

/// What `list` says of a post.
#[derive(Debug, Clone, Copy, Default)]
pub struct Said {
    /// It was read.
    pub read: bool,
    /// It has a star.
    pub starred: bool,
    /// It is to be read later.
    pub later: bool,
    /// It is said to be unread.
    pub unread: bool,
}

/// What is said of the posts of an archive.
#[derive(Debug, Clone, Default)]
pub struct Told {
    /// By path.
    pub posts: HashMap<String, Said>,
    /// Own tags of the posts that have some, by path.
    pub tags: HashMap<String, Vec<String>>,
    /// What was there at first.
    pub baseline: Option<Baseline>,
}

impl Told {
    fn of(remembered: Remembered) -> Self {
        let mut new = Self { baseline: remembered.baseline, ..Self::default() };
        for post in remembered.posts {
            for (field, value, _) in &post.marks {
                if let (Field::Tag(name), Value::Yes) = (field, value) {
                    new.tags.entry(post.path.clone()).or_default().push(name.clone());
                }
            }
            let said = said_of(&post.marks);
            new.posts.insert(post.path, said);
        }
        new
    }

    /// What is said of the post at a path.
    pub fn at(&self, path: &str) -> Said {
        self.posts.get(path).copied().unwrap_or_default()
    }
}

/// What is said of the posts of archives, by path; nothing where nothing can be read.
pub fn said(archives: &[Archive], library: &Library) -> Vec<Told> {
    let mut store = open_existing();
    let listed = listed(library);
    let of = |(archive, root): (&Archive, usize)| {
        let own: Vec<Listed<'_>> = if archives.len() == 1 {
            listed.clone()
        } else {
            let of_root = |id: &PostId| usize::from(library.get(*id).root.0) == root;
            library.ids().filter(of_root).filter_map(|id| listed.get(id.index()).copied()).collect()
        };
        let opening = opening(archive, &own);
        let id = store.find(&opening)?;
        let found = id.map(|id| store.settle(id, &own, &mut |path| body(archive, path))).transpose()?;
        Ok(found.unwrap_or_default())
    };
    let told = archives.iter().zip(0..).map(of).map(|remembered: Result<Remembered, StoreError>| {
        let remembered = remembered.unwrap_or_else(|error| {
            output::warn(&error.to_string());
            Remembered::default()
        });
        Told::of(remembered)
    });
    told.collect()
}

fn said_of(marks: &[(Field, Value, Moment)]) -> Said {
    let says =
        |field: Field, said: Value| marks.iter().any(|(known, value, _)| *known == field && *value == said);
    let is = |field| says(field, Value::Yes);
    Said {
        read: is(Field::Read),
        starred: is(Field::Starred),
        later: is(Field::Later),
        unread: says(Field::Read, Value::No),
    }
}

/// An archive whose posts these are.
pub fn opening<'a>(archive: &'a Archive, posts: &'a [Listed<'a>]) -> Opening<'a> {
    Opening { root: &archive.root, name: &archive.name, posts, whole: archive.is_whole() }
}

/// The archive that a post stands in, made known if it is not yet, and what its paths there begin
/// with. It is known by all its posts, so they are listed once.
///
/// # Errors
/// When the archive cannot be opened, or the store cannot be read or written.
pub fn enter(store: &mut Store, archive: &Archive) -> anyhow::Result<(ArchiveId, String)> {
    if let Some(id) = store.archive_at(&archive.root)? {
        return Ok((id, String::new()));
    }
    if archive.kind == TreeKind::File {
        // The folder of a single post may be a whole disk.
        return match around(store, &archive.root)? {
            Some(known) => Ok(known),
            None => Ok((store.enter(&opening(archive, &[]), now())?, String::new())),
        };
    }
    let whole = Archive::open(&archive.root)?;
    let loaded = posts::load(std::slice::from_ref(&whole), Show::ALL);
    let listed = listed(&loaded.library);
    let id = store.enter(&opening(&whole, &listed), now())?;
    store.settle(id, &listed, &mut |path| body(&whole, path))?;
    Ok((id, String::new()))
}

/// The known archive around a folder, and the path of the folder in it.
fn around(store: &Store, folder: &Path) -> Result<Option<(ArchiveId, String)>, StoreError> {
    for outer in folder.ancestors().skip(1) {
        if let Some(id) = store.archive_at(outer)? {
            let below = folder.strip_prefix(outer).unwrap_or(folder);
            return Ok(Some((id, format!("{}/", sanitize::line(&below.to_string_lossy())))));
        }
    }
    Ok(None)
}

/// The identity of a post in the list.
pub fn heading(post: &Post) -> Identity {
    Identity::heading(post)
}
