//! The paths of an archive's posts, by the rules of its tree (Jekyll's `EntryFilter`,
//! `PostReader` and `Document::DATE_FILENAME_MATCHER`). Opens no file; folders behind links are
//! not entered, so a loop of links ends at once.

use std::fs;
use std::path::{Path, PathBuf};

use crate::post::{Problem, TreeKind, Trouble, slug};
use crate::text::sanitize;

/// Folders below the root that are entered.
const MAX_DEPTH: usize = 64;

/// A file that may be a post.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Candidate {
    /// Where it lies.
    pub path: PathBuf,
    /// Its path below the root, with `/`.
    pub shown: String,
}

/// What a scan found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Scan {
    /// Files that are posts by their names, newest names first.
    pub found: Vec<Candidate>,
    /// Files and folders that cannot be read, or look like posts and are none.
    pub problems: Vec<Problem>,
}

impl Scan {
    /// The only post that was asked for.
    pub fn one(root: &Path, shown: &str) -> Self {
        let shown = shown.to_owned();
        Self { found: vec![Candidate { path: root.join(&shown), shown }], problems: Vec::new() }
    }

    fn problem(&mut self, shown: &str, trouble: Trouble) {
        self.problems.push(trouble.of(shown));
    }
}

/// All posts below a root.
pub fn run(root: &Path, kind: TreeKind, drafts: bool) -> Scan {
    let mut walk = Walk { root, kind, drafts, scan: Scan::default() };
    let start = match kind {
        TreeKind::Hugo | TreeKind::Zola => root.join("content"),
        TreeKind::Hexo => root.join("source"),
        _ => root.to_owned(),
    };
    let inside = matches!(kind, TreeKind::Hugo | TreeKind::Zola | TreeKind::Plain | TreeKind::File);
    let mut folders = vec![(start, inside, 0)];
    while let Some((folder, inside, depth)) = folders.pop() {
        walk.folder(&folder, inside, depth, &mut folders);
    }
    let name = |shown: &str| shown.rsplit('/').next().unwrap_or_default().to_owned();
    walk.scan.found.sort_by_cached_key(|found| std::cmp::Reverse(name(&found.shown)));
    walk.scan
}

/// Whether a folder holds `_posts` within so many levels.
pub fn holds_posts(root: &Path, levels: usize) -> bool {
    let mut folders = vec![(root.to_owned(), 0)];
    while let Some((folder, depth)) = folders.pop() {
        if folder.join("_posts").is_dir() {
            return true;
        }
        let Ok(entries) = fs::read_dir(&folder) else { continue };
        let real = entries.flatten().filter(|entry| entry.file_type().is_ok_and(|kind| kind.is_dir()));
        let open = real.filter(|entry| !is_special(&entry.file_name().to_string_lossy()));
        folders.extend(open.filter(|_| depth < levels).map(|entry| (entry.path(), depth + 1)));
    }
    false
}

/// Whether a folder itself holds a Markdown file.
pub fn holds_text(folder: &Path) -> bool {
    let Ok(entries) = fs::read_dir(folder) else { return false };
    entries.flatten().any(|entry| entry.file_name().to_string_lossy().ends_with(".md"))
}

struct Walk<'a> {
    root: &'a Path,
    kind: TreeKind,
    drafts: bool,
    scan: Scan,
}

type Folders = Vec<(PathBuf, bool, usize)>;

impl Walk<'_> {
    /// `inside`: files here may be posts.
    fn folder(&mut self, folder: &Path, inside: bool, depth: usize, folders: &mut Folders) {
        let entries = match fs::read_dir(folder) {
            Ok(entries) => entries,
            Err(error) => {
                let shown = self.shown(folder).unwrap_or_default();
                return self.scan.problem(
                    &shown,
                    Trouble::error(format!("the folder cannot be read ({error}); it is left out")),
                );
            }
        };
        for entry in entries.flatten() {
            let path = entry.path();
            let Some(shown) = self.shown(&path) else {
                let shown = sanitize::line(&path.strip_prefix(self.root).unwrap_or(&path).to_string_lossy())
                    .into_owned();
                self.scan
                    .problem(&shown, Trouble::error("the name is not clean UTF-8; rename it to list it"));
                continue;
            };
            let name = entry.file_name().to_string_lossy().into_owned();
            let kind = entry.file_type();
            if kind.as_ref().is_ok_and(fs::FileType::is_dir) {
                if depth < MAX_DEPTH
                    && let Some(inside) = self.enters(&name, inside)
                {
                    folders.push((path, inside, depth + 1));
                }
            } else if inside && kind.is_ok_and(|kind| !kind.is_symlink() || !path.is_dir()) {
                self.file(path, shown, &name);
            }
        }
    }

    /// Whether a folder is entered, and whether files in it may be posts.
    fn enters(&self, name: &str, inside: bool) -> Option<bool> {
        let sited = matches!(self.kind, TreeKind::Jekyll | TreeKind::Hexo);
        match name {
            "_posts" if sited => Some(true),
            "_drafts" if sited => self.drafts.then_some(true),
            "node_modules" | "vendor" if !inside || self.kind == TreeKind::Plain => None,
            _ => (!is_special(name)).then_some(inside),
        }
    }

    fn file(&mut self, path: PathBuf, shown: String, name: &str) {
        let extension = name.rsplit_once('.').map_or("", |(_, extension)| extension).to_ascii_lowercase();
        let is_text = matches!(extension.as_str(), "md" | "markdown" | "html" | "htm" | "mkd" | "mkdn");
        if self.kind != TreeKind::Jekyll {
            if is_text && !is_special(name) && !name.starts_with("_index.") {
                self.scan.found.push(Candidate { path, shown });
            }
            return;
        }
        let draft = shown.starts_with("_drafts/") || shown.contains("/_drafts/");
        if is_special(name) || matches!(extension.as_str(), "yml" | "yaml") {
            return;
        }
        if draft || slug::jekyll(name).is_some() {
            self.scan.found.push(Candidate { path, shown });
        } else if is_text {
            let message = "the file name does not begin with a date (2022-01-07-name.md), so Jekyll makes no post of it; it is not listed";
            self.scan.problem(&shown, Trouble::error(message));
        }
    }

    /// The path below the root, if it is clean UTF-8 (it is opened by it again).
    fn shown(&self, path: &Path) -> Option<String> {
        let below = path.strip_prefix(self.root).unwrap_or(path).to_str()?;
        (sanitize::line(below) == below).then(|| below.to_owned())
    }
}

/// Names that Jekyll never looks at: hidden, private, backups.
fn is_special(name: &str) -> bool {
    name.starts_with(['.', '_', '#', '~']) || name.ends_with('~')
}
