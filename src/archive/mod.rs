//! A root on disk: which tree it is, where its posts are, and their text. The only reader of
//! the archive; nothing here ever writes into it.
//!
//! - [`detect`]: which kind of tree a path is, and its time zone
//! - [`scan`]: the paths of its posts
//! - [`file`](mod@file): the one function that opens a file
//! - [`decode`]: bytes to text

pub mod decode;
pub mod detect;
pub mod file;
pub mod scan;

use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use anyhow::Context;
use jiff::Timestamp;
use rayon::iter::{IntoParallelRefIterator, ParallelIterator};

use crate::post::header::find;
use crate::post::read::{self, Rules, Source, TAIL};
use crate::post::{Post, Problem, TreeKind, Trouble, Visibility};
use crate::text::sanitize;

pub use detect::find_here;
use scan::Candidate;

/// Bytes of a long file that are read for the list.
const HEAD: u64 = 32 << 10;
/// Bytes of a body that are read at most.
const MAX_BODY: u64 = 64 << 20;
/// Posts in the first batch, so that something is on the screen at once.
const FIRST_BATCH: usize = 64;
/// Posts in each further batch.
const BATCH: usize = 1024;

/// Posts beyond the default list.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Show {
    /// Drafts.
    pub drafts: bool,
    /// Posts with `published: false`, and expired ones.
    pub unpublished: bool,
    /// Posts dated in the future.
    pub future: bool,
}

impl Show {
    fn lists(self, visibility: Visibility) -> bool {
        match visibility {
            Visibility::Listed => true,
            Visibility::Draft => self.drafts,
            Visibility::Unpublished | Visibility::Expired => self.unpublished,
            Visibility::Future => self.future,
        }
    }
}

/// Posts and problems that were found together.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Batch {
    /// Posts, newest file names first.
    pub posts: Vec<Post>,
    /// Problems of these and of files that are no posts.
    pub problems: Vec<Problem>,
}

/// A post's text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Body {
    /// Without front matter, decoded, not sanitised.
    pub text: String,
    /// What its front matter says.
    pub post: Post,
    /// What was wrong with it.
    pub problems: Vec<Problem>,
    /// HTML, not Markdown.
    pub is_html: bool,
}

/// An open archive.
#[derive(Debug, Clone)]
pub struct Archive {
    /// The folder that paths are below.
    pub root: PathBuf,
    /// Which tree it is.
    pub kind: TreeKind,
    /// The folder's name; clean text.
    pub name: String,
    /// The only post of it that was asked for.
    only: Option<String>,
    rules: Rules,
}

impl Archive {
    /// Opens a folder, or a post in whatever tree it stands.
    ///
    /// # Errors
    /// When there is nothing at the path, or it cannot be looked at.
    pub fn open(path: &Path) -> anyhow::Result<Self> {
        let full = path.canonicalize().with_context(|| format!("cannot open {}", path.display()))?;
        let (root, only) =
            if full.is_dir() { (detect::root_of_folder(&full), None) } else { detect::root_of_post(&full) };
        let kind =
            if only.is_some() && !detect::is_in_tree(&full) { TreeKind::File } else { detect::kind(&root) };
        let name = root.file_name().unwrap_or(root.as_os_str()).to_string_lossy();
        let rules = Rules { tree: kind, zone: detect::zone(&root), now: Timestamp::now().as_second() };
        Ok(Self { kind, name: sanitize::line(&name).into_owned(), only, rules, root })
    }

    /// Reads the front matter of all posts, in parallel, and hands them over in batches until
    /// it is told to stop.
    pub fn load(&self, show: &Show, hand_over: &mut dyn FnMut(Batch) -> ControlFlow<()>) {
        let scan = self.scan(show);
        if !scan.problems.is_empty()
            && hand_over(Batch { posts: Vec::new(), problems: scan.problems }).is_break()
        {
            return;
        }
        let (first, rest) = scan.found.split_at(scan.found.len().min(FIRST_BATCH));
        for chunk in std::iter::once(first).chain(rest.chunks(BATCH)) {
            let read: Vec<(Option<Post>, Vec<Problem>)> =
                chunk.par_iter().map(|file| self.head(file)).collect();
            let mut batch = Batch::default();
            for (post, problems) in read {
                batch.problems.extend(problems);
                batch.posts.extend(post.filter(|post| self.only.is_some() || show.lists(post.visibility)));
            }
            if hand_over(batch).is_break() {
                return;
            }
        }
    }

    fn scan(&self, show: &Show) -> scan::Scan {
        match &self.only {
            Some(path) => scan::Scan::one(&self.root, path),
            None => scan::run(&self.root, self.kind, show.drafts),
        }
    }

    /// A post without its body.
    fn head(&self, file: &Candidate) -> (Option<Post>, Vec<Problem>) {
        let mut troubles = Vec::new();
        let read = file::head(&file.path, HEAD, TAIL as u64);
        let post = match read {
            Ok(read) => {
                let text = decode::text(&read.head, &mut troubles);
                let tail = read.tail.map(|tail| String::from_utf8_lossy(&tail).into_owned());
                let source =
                    Source { path: &file.shown, text: &text, tail: tail.as_deref(), modified: read.modified };
                Some(read::read(&source, &self.rules, &mut troubles))
            }
            Err(why) => {
                troubles.push(Trouble::error(format!("{why:#}; it is not listed")));
                None
            }
        };
        (post, troubles.into_iter().map(|trouble| trouble.of(&file.shown)).collect())
    }

    /// Reads a post whole. `path` is a [`Post::path`] of this archive.
    ///
    /// # Errors
    /// When the file is gone, no regular file, or cannot be read.
    pub fn read_body(&self, path: &str) -> anyhow::Result<Body> {
        let read = file::head(&self.root.join(path), MAX_BODY, 0).with_context(|| path.to_owned())?;
        let mut troubles = Vec::new();
        let text = decode::text(&read.head, &mut troubles);
        let source = Source { path, text: &text, tail: None, modified: read.modified };
        let post = read::read(&source, &self.rules, &mut troubles);
        let start = find(&text, self.kind.dialect()).body_start(&text);
        Ok(Body {
            text: text[start..].to_owned(),
            post,
            problems: troubles.into_iter().map(|trouble| trouble.of(path)).collect(),
            is_html: path.ends_with(".html") || path.ends_with(".htm"),
        })
    }

    /// The path of the only post, where the archive was opened by a post.
    pub fn only(&self) -> Option<&str> {
        self.only.as_deref()
    }
}

#[cfg(test)]
mod tests;
