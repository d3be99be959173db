//! A root on disk: which tree it is, what posts are in it, their heads and their bodies.
//! This folder is the only reader of the archive, and it only reads. What a post means is
//! `post`'s business; here it becomes text, and everything that fails becomes a problem.
//!
//! - [`detect`]: the kind of a tree, the tree around a path, the posts around a folder
//! - [`site`]: the site's own settings (time zone, excluded folders)
//! - [`pattern`]: paths as those settings write them
//! - [`scan`]: which files are posts
//! - [`file`](mod@file): the one place where a file is opened
//! - [`decode`]: bytes to text
//! - [`clock`]: the moment
//! - `context`, `data`: the surroundings of a body, the site's files of data
//! - [`load`]: all posts, in parallel and in batches
//! - [`index`]: what the list needs, in one file of the cache
//! - [`verify`]: what became of an archive since it was read
//! - [`pack`]: the texts of all posts in one file, ready to be searched; `bounded`: work that may
//!   never end

mod bounded;
pub mod clock;
mod context;
mod data;
pub mod decode;
pub mod detect;
pub mod file;
pub mod index;
pub mod load;
pub mod pack;
pub mod pattern;
pub mod scan;
pub mod site;
pub mod verify;

use std::collections::HashMap;
use std::path::{Component, Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use anyhow::{Context as _, bail};

use crate::post::header::find;
use crate::post::read::{self, Rules, Source};
use crate::post::{Context, Post, Problem, Stamp, Trouble, Visibility};
use crate::text::sanitize;

pub use crate::post::TreeKind;
pub use detect::find_here;

use site::Site;

/// Most bytes of a post that are read; more is no text for people.
const MAX_BODY: u64 = 16 << 20;

/// An opened archive.
#[derive(Debug)]
pub struct Archive {
    /// The folder that paths are relative to.
    pub root: PathBuf,
    /// What wrote it.
    pub kind: TreeKind,
    /// What it is called: the name of its folder (of the file, for a single one); clean text.
    pub name: String,
    /// The file or folder below the root that was asked for, if not all of it.
    scope: Option<PathBuf>,
    /// The clean path of a single post that was asked for.
    only: Option<String>,
    site: Site,
    /// Found while opening; told by every load.
    problems: Vec<Problem>,
    /// Files whose clean path is not their path, by clean path; filled by every scan.
    odd: Mutex<HashMap<String, PathBuf>>,
}

/// Which posts are wanted beside the listed ones.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Show {
    /// Drafts.
    pub drafts: bool,
    /// `published: false`, and expired ones.
    pub unpublished: bool,
    /// Posts dated in the future.
    pub future: bool,
}

impl Show {
    /// Every post.
    pub const ALL: Self = Self { drafts: true, unpublished: true, future: true };

    fn shows(self, visibility: Visibility) -> bool {
        match visibility {
            Visibility::Listed => true,
            Visibility::Draft => self.drafts,
            Visibility::Unpublished | Visibility::Expired => self.unpublished,
            Visibility::Future => self.future,
        }
    }
}

/// Posts that were loaded together, in no particular order.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Batch {
    /// The posts.
    pub posts: Vec<Post>,
    /// Of the file of each post.
    pub stamps: Vec<Stamp>,
    /// What was wrong with these and other files.
    pub problems: Vec<Problem>,
}

impl Batch {
    /// Several as one.
    fn of(batches: Vec<Self>) -> Self {
        let mut batches = batches.into_iter();
        let mut all = batches.next().unwrap_or_default();
        batches.for_each(|batch| all.append(batch));
        all
    }

    /// Takes in another one.
    pub fn append(&mut self, mut other: Self) {
        self.posts.append(&mut other.posts);
        self.stamps.append(&mut other.stamps);
        self.problems.append(&mut other.problems);
    }
}

/// A post with its body.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Body {
    /// The text behind the front matter, decoded. It did **not** pass the sanitising gate.
    pub text: String,
    /// What its front matter and name say.
    pub post: Post,
    /// What was wrong with it.
    pub problems: Vec<Problem>,
    /// Whether the whole body is HTML (by its extension), not Markdown.
    pub is_html: bool,
    /// What tells the file that was read from a later one.
    pub stamp: Stamp,
    /// What stands around it.
    pub context: Context,
}

impl Archive {
    /// Opens a folder or a single post. A path inside a tree opens the tree, narrowed to that
    /// path, so that paths and categories are the same from wherever it is opened.
    ///
    /// # Errors
    /// A path that does not exist, is not readable, or is neither a folder nor a regular file.
    pub fn open(path: &Path) -> anyhow::Result<Self> {
        let context = || format!("cannot open {}", path.display());
        let real = path.canonicalize().with_context(context)?;
        let metadata = real.metadata().with_context(context)?;
        if !metadata.is_dir() && !metadata.is_file() {
            bail!("{} is neither a folder nor a regular file", path.display());
        }
        let (root, kind) = detect::around(&real, metadata.is_dir());
        let scope = real.strip_prefix(&root).ok().filter(|rest| !rest.as_os_str().is_empty());
        let named = if kind == TreeKind::File { real.file_name() } else { root.file_name() };
        let name = named.map_or_else(|| root.to_string_lossy(), |name| name.to_string_lossy());
        let only = scope.filter(|_| metadata.is_file()).map(scan::clean_path);
        let mut problems = Vec::new();
        let archive = Self {
            name: sanitize::line(&name).into_owned(),
            site: Site::read(&root, kind, &mut problems),
            scope: scope.map(Path::to_owned),
            only,
            root,
            kind,
            problems,
            odd: Mutex::default(),
        };
        if let Some(only) = archive.only.clone().filter(|only| archive.root.join(only) != real) {
            archive.odd().insert(only, real);
        }
        Ok(archive)
    }

    /// The path of the only post, where the archive was opened by a post.
    pub fn only(&self) -> Option<&str> {
        self.only.as_deref()
    }

    /// Whether all of its posts were asked for.
    pub fn is_whole(&self) -> bool {
        self.scope.is_none()
    }

    /// Reads a post by its [`Post::path`].
    ///
    /// # Errors
    /// A path that leads out of the archive, or a file that cannot be read.
    pub fn read_body(&self, path: &str) -> anyhow::Result<Body> {
        let file::Whole { bytes, cut, stamp } = self.whole(path)?;
        let decoded = decode::decode(&bytes, !cut);
        let mut troubles: Vec<_> = decoded.trouble.into_iter().collect();
        if cut {
            let message = format!("the file is longer than {} MB; the rest is left out", MAX_BODY >> 20);
            troubles.push(Trouble::warning(None, message));
        }
        let text = decoded.text;
        let source = Source { path, text: &text, tail: None, modified: None };
        let post = read::read(&source, &self.rules(), &mut troubles);
        let found = find(&text, self.kind.dialect());
        let body = &text[found.body_start(&text)..];
        let context = self.context(&post, found.header(), body);
        Ok(Body {
            text: body.to_owned(),
            post,
            context,
            problems: troubles.into_iter().map(|trouble| trouble.of(path)).collect(),
            is_html: is_html(path),
            stamp,
        })
    }

    /// What tells the file of a post from a later one, without reading it; None where it is
    /// not there.
    pub fn stamp(&self, path: &str) -> Option<Stamp> {
        let metadata = self.file_of(path).ok()?.metadata().ok()?;
        Some(file::stamp(&metadata))
    }

    /// Reads the file of a post as it is, front matter and all, decoded. The text did **not**
    /// pass the sanitising gate.
    ///
    /// # Errors
    /// As [`Archive::read_body`].
    pub fn read_text(&self, path: &str) -> anyhow::Result<String> {
        let read = self.whole(path)?;
        Ok(decode::decode(&read.bytes, !read.cut).text.into_owned())
    }

    /// The file of a post.
    fn whole(&self, path: &str) -> anyhow::Result<file::Whole> {
        let file = self.file_of(path)?;
        let read = file::whole(&file, MAX_BODY).with_context(|| format!("cannot read {path}"))?;
        if decode::is_binary(&read.bytes) {
            bail!("{path} is no text");
        }
        Ok(read)
    }

    /// The file of a clean path.
    fn file_of(&self, path: &str) -> anyhow::Result<PathBuf> {
        if let Some(file) = self.odd().get(path) {
            return Ok(file.clone());
        }
        let inside = |part| matches!(part, Component::Normal(_));
        if path.is_empty() || !Path::new(path).components().all(inside) {
            bail!("{} is no path inside the archive", sanitize::line(path));
        }
        Ok(self.root.join(path))
    }

    fn odd(&self) -> std::sync::MutexGuard<'_, HashMap<String, PathBuf>> {
        self.odd.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn rules(&self) -> Rules {
        let now = if self.site.future { i64::MAX } else { jiff::Timestamp::now().as_second() };
        Rules { tree: self.kind, zone: self.site.zone.clone(), now }
    }

    /// What is wanted, together with what the site itself shows.
    fn shown(&self, show: &Show) -> Show {
        Show {
            drafts: show.drafts || self.site.drafts,
            unpublished: show.unpublished || self.site.unpublished,
            future: show.future || self.site.future,
        }
    }
}

fn is_html(path: &str) -> bool {
    let extension = path.rsplit_once('.').map_or("", |(_, extension)| extension);
    ["html", "htm", "xhtml"].iter().any(|html| html.eq_ignore_ascii_case(extension))
}

#[cfg(test)]
mod tests;
