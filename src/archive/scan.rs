//! Which files of a tree are posts: names and kinds of files only, nothing is opened.
//! Links to folders are not followed, so a scan always ends.

use std::collections::HashMap;
use std::ffi::{OsStr, OsString};
use std::fs::{self, DirEntry, FileType};
use std::os::unix::ffi::OsStrExt;
use std::path::{Path, PathBuf};

use rayon::iter::{IntoParallelRefIterator, ParallelIterator};
use rayon::slice::ParallelSliceMut;

use crate::post::{Problem, TreeKind, Trouble, slug};
use crate::text::sanitize;

use super::{Archive, Show, decode, file};

pub(super) mod single;

/// Deepest nesting of folders that is read.
const MAX_DEPTH: usize = 64;

/// Entries of a folder that are judged at once, where there are so many.
const SLAB: usize = 4096;

/// Extensions of texts outside `_posts` (there, any extension makes a post).
const TEXTS: [&str; 8] = ["md", "markdown", "html", "htm", "mkd", "mkdn", "mdown", "xhtml"];

/// A file that is a post by its name.
#[derive(Debug)]
pub struct Found {
    /// Path below the root, with `/`, clean.
    pub path: String,
    /// Where its name begins in the path.
    name: usize,
    /// Where it lies, if its path does not say it.
    odd: Option<PathBuf>,
    /// It was seen to be a regular file just now.
    pub(super) seen: bool,
}

impl Found {
    /// A file below a root by its clean path.
    pub(super) fn new(root: &Path, path: String, file: PathBuf) -> Self {
        let odd = Some(file).filter(|file| *file != root.join(&path));
        Self { name: path.rfind('/').map_or(0, |at| at + 1), path, odd, seen: false }
    }

    /// Where it lies.
    pub(super) fn file(&self, root: &Path) -> PathBuf {
        self.odd.clone().unwrap_or_else(|| root.join(&self.path))
    }

    /// Newer ones are greater: names begin with their day in most trees.
    fn age(&self) -> (&str, &str) {
        (&self.path[self.name..], &self.path)
    }
}

/// What a scan found.
#[derive(Debug, Default)]
pub struct Scan {
    /// Posts, in no order.
    pub posts: Vec<Found>,
    /// Files that would be posts but are not.
    pub problems: Vec<Problem>,
    /// The folders that were looked into.
    pub folders: Vec<PathBuf>,
}

/// Whether a lower-case name is that of a text.
pub(super) fn is_text_name(name: &str) -> bool {
    !name.starts_with('.') && name.rsplit_once('.').is_some_and(|(_, extension)| TEXTS.contains(&extension))
}

/// A name of the file system as clean text without `/`.
pub(super) fn clean_name(name: &OsStr) -> String {
    let text = match name.to_str() {
        Some(text) => text.into(),
        None => decode::decode(name.as_bytes(), true).text,
    };
    let text = sanitize::line(&text);
    if text.contains('/') { text.replace('/', "_") } else { text.into_owned() }
}

/// A path below the root as clean text with `/`.
pub(super) fn clean_path(path: &Path) -> String {
    path.components().map(|part| clean_name(part.as_os_str())).collect::<Vec<_>>().join("/")
}

/// Scans an archive, or the part of it that was asked for.
pub(super) fn scan(archive: &Archive, show: Show) -> Scan {
    let mut scanner = Scanner { archive, show, found: Scan::default(), odd: HashMap::new() };
    scanner.found.problems.clone_from(&archive.problems);
    scanner.scope();
    let Scanner { found, odd, .. } = scanner;
    archive.odd().extend(odd);
    found
}

/// Parts the newest posts by their names from the rest, so that they need not wait until
/// everything is sorted. They are sorted.
pub(super) fn newest(posts: &mut [Found], most: usize) -> (&mut [Found], &mut [Found]) {
    if most < posts.len() {
        posts.select_nth_unstable_by(most, |a, b| b.age().cmp(&a.age()));
    }
    let (newest, rest) = posts.split_at_mut(most.min(posts.len()));
    sort(newest);
    (newest, rest)
}

/// Sorts posts by their names, the newest first.
pub(super) fn sort(posts: &mut [Found]) {
    posts.par_sort_unstable_by(|a, b| b.age().cmp(&a.age()));
}

/// A folder being scanned.
#[derive(Debug, Clone)]
struct Folder {
    file: PathBuf,
    /// Clean path below the root; empty for the root.
    path: String,
    depth: usize,
    /// Its clean path is its path.
    plain: bool,
    /// Whether it lies in the part of the tree where posts are.
    area: Area,
}

impl Folder {
    /// A folder in it.
    fn below(&self, name: &OsStr, clean: &str, area: Area) -> Self {
        Self {
            file: self.file.join(name),
            path: joined(&self.path, clean),
            depth: self.depth + 1,
            plain: self.plain && clean.as_bytes() == name.as_bytes(),
            area,
        }
    }
}

/// What a folder may hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Area {
    /// Folders that lead to posts.
    Way,
    /// Posts with a day in their names (`_posts` of Jekyll).
    Dated,
    /// Posts of any name.
    Posts,
}

struct Scanner<'a> {
    archive: &'a Archive,
    show: Show,
    found: Scan,
    odd: HashMap<String, PathBuf>,
}

impl Scanner<'_> {
    /// Starts at the scope. A single file is a post whatever its name is.
    fn scope(&mut self) {
        let (archive, root) = (self.archive, self.root());
        let Some(scope) = &archive.scope else { return self.folder(&root) };
        let mut folder = root;
        let mut parts = scope.components().map(|part| part.as_os_str()).peekable();
        while let Some(name) = parts.next() {
            let clean = clean_name(name);
            let file = folder.file.join(name);
            if parts.peek().is_none() && !file.is_dir() {
                let path = joined(&folder.path, &clean);
                self.post(&folder, name, path);
                self.found.posts.iter_mut().for_each(|found| found.seen = false);
                return self.found.folders.push(folder.file);
            }
            let area = self.area_below(&folder, &clean).unwrap_or(folder.area);
            folder = folder.below(name, &clean, area);
        }
        self.folder(&folder);
    }

    fn root(&self) -> Folder {
        Folder {
            file: self.archive.root.clone(),
            path: String::new(),
            depth: 0,
            plain: true,
            area: if self.archive.kind == TreeKind::Plain { Area::Posts } else { Area::Way },
        }
    }

    fn folder(&mut self, folder: &Folder) {
        if folder.depth > MAX_DEPTH {
            return self.tell(&folder.path, "folders are nested too deeply here; not read");
        }
        let entries = match fs::read_dir(&folder.file) {
            Ok(entries) => entries,
            Err(error) => {
                let message = format!("the folder cannot be read: {}", file::reason(&error));
                return self.tell(&folder.path, &message);
            }
        };
        self.found.folders.push(folder.file.clone());
        if !matches!(self.archive.kind, TreeKind::Hugo | TreeKind::Zola) || folder.depth < 2 {
            return self.entries(folder, entries.flatten());
        }
        // The files around an `index.md` belong to that page.
        let mut entries: Vec<_> = entries.flatten().collect();
        if entries.iter().any(|entry| is_index(&entry.file_name())) {
            entries.retain(|entry| is_index(&entry.file_name()));
        }
        self.entries(folder, entries.into_iter());
    }

    /// Takes in what lies in a folder. Of a large one some is judged on the other cores while the
    /// next is read.
    fn entries(&mut self, folder: &Folder, mut entries: impl Iterator<Item = DirEntry> + Send) {
        let mut slab: Vec<DirEntry> = entries.by_ref().take(SLAB).collect();
        while slab.len() == SLAB {
            let judge = || slab.par_iter().map(|entry| self.judge(folder, entry)).collect::<Vec<_>>();
            let (next, judged) = rayon::join(|| entries.by_ref().take(SLAB).collect(), judge);
            slab.iter().zip(judged).for_each(|(entry, judged)| self.take(folder, entry, judged));
            slab = next;
        }
        for entry in slab {
            let judged = self.judge(folder, &entry);
            self.take(folder, &entry, judged);
        }
    }

    /// What an entry of a folder is, as far as its name and the folder tell.
    fn judge(&self, folder: &Folder, entry: &DirEntry) -> Judged {
        let name = entry.file_name();
        let clean = clean_name(&name);
        let Ok(kind) = entry.file_type() else { return Judged::Other };
        if kind.is_dir() {
            let area = self.area_below(folder, &clean);
            return area.map_or(Judged::Other, |area| Judged::Folder(folder.below(&name, &clean, area)));
        }
        if folder.area == Area::Way {
            return Judged::Way(clean, kind);
        }
        let path = joined(&folder.path, &clean);
        match self.named(folder.area, &clean, &path) {
            Named::Post => Judged::Post(name, path, kind),
            Named::Nearly(why) => Judged::Nearly(path, why),
            Named::Other => Judged::Other,
        }
    }

    fn take(&mut self, folder: &Folder, entry: &DirEntry, judged: Judged) {
        match judged {
            Judged::Folder(below) => self.folder(&below),
            Judged::Way(name, kind) => self.linked_way(folder, &name, entry, kind),
            Judged::Post(name, path, kind) => {
                if self.is_regular(&path, entry, kind) {
                    self.post(folder, &name, path);
                }
            }
            Judged::Nearly(path, why) => self.tell(&path, why),
            Judged::Other => {}
        }
    }

    /// What a folder of this name holds; nothing when it is not looked into.
    fn area_below(&self, above: &Folder, name: &str) -> Option<Area> {
        let path = joined(&above.path, name);
        let special = name.starts_with(['.', '_', '#', '~']) && !self.archive.site.includes(&path);
        match (self.archive.kind, above.area) {
            (TreeKind::Jekyll, Area::Way) if name == "_posts" => Some(Area::Dated),
            (TreeKind::Jekyll, Area::Way) if name == "_drafts" => self.show.drafts.then_some(Area::Posts),
            (TreeKind::Jekyll, area) => (!special && !self.archive.site.excludes(&path)).then_some(area),
            (TreeKind::Hexo, Area::Way) => match (above.depth, name) {
                (0, "source") => Some(Area::Way),
                (1, "_posts") => Some(Area::Posts),
                (1, "_drafts") => self.show.drafts.then_some(Area::Posts),
                _ => None,
            },
            (TreeKind::Hugo | TreeKind::Zola, Area::Way) => (name == "content").then_some(Area::Posts),
            (_, area) => {
                (!name.starts_with('.') && !matches!(name, "node_modules" | "_site")).then_some(area)
            }
        }
    }

    /// Whether a name makes a post.
    fn named(&self, area: Area, name: &str, path: &str) -> Named {
        // `to_lowercase` would look every letter up.
        let lower = if name.is_ascii() { name.to_ascii_lowercase() } else { name.to_lowercase() };
        let special = name.starts_with(['.', '#', '~']) || name.ends_with('~');
        if special || self.archive.kind == TreeKind::Jekyll && self.archive.site.excludes(path) {
            return Named::Other;
        }
        let data = lower.ends_with(".yml") || lower.ends_with(".yaml");
        match self.archive.kind {
            TreeKind::Jekyll if name.starts_with('_') => Named::Other,
            TreeKind::Jekyll if area == Area::Dated => match slug::jekyll(name) {
                Some(_) if data => Named::Nearly("a file of data, not a post"),
                Some(_) => Named::Post,
                None if is_text_name(&lower) => Named::Nearly(
                    "the name does not begin with a day (2022-01-07-…), so Jekyll does not list it",
                ),
                None => Named::Other,
            },
            TreeKind::Jekyll if !data && name.contains('.') => Named::Post,
            TreeKind::Hugo | TreeKind::Zola if name.starts_with("_index.") => Named::Other,
            TreeKind::Hexo if name.starts_with('_') => Named::Other,
            _ if is_text_name(&lower) => Named::Post,
            _ => Named::Other,
        }
    }

    /// Whether a file can be opened; if not, that is told.
    fn is_regular(&mut self, path: &str, entry: &DirEntry, kind: FileType) -> bool {
        if kind.is_file() {
            return true;
        }
        let why = match fs::metadata(entry.path()) {
            Ok(metadata) => match file::irregular(&metadata) {
                None => return true,
                Some("a folder") => "a link to a folder is not followed; open that folder itself".into(),
                Some(what) => format!("it is {what}, not a regular file; not opened"),
            },
            Err(error) => format!("cannot be read: {}", file::reason(&error)),
        };
        self.tell(path, &why);
        false
    }

    /// A link in the place of a folder of posts is told; other files on the way are nothing.
    fn linked_way(&mut self, folder: &Folder, name: &str, entry: &DirEntry, kind: FileType) {
        let leads = matches!(name, "_posts" | "content" | "source");
        if kind.is_symlink() && leads && self.area_below(folder, name).is_some() {
            self.is_regular(&joined(&folder.path, name), entry, kind);
        }
    }

    /// Takes a post in. A name that is not what it is shown as is remembered.
    fn post(&mut self, folder: &Folder, name: &OsStr, path: String) {
        let start = if folder.path.is_empty() { 0 } else { folder.path.len() + 1 };
        let own = path.as_bytes()[start..] == *name.as_bytes();
        let odd = (!folder.plain || !own).then(|| folder.file.join(name));
        if let Some(file) = &odd {
            let plain = self.archive.root.join(&path);
            if self.odd.contains_key(&path) || fs::symlink_metadata(&plain).is_ok() {
                return self.tell(&path, "another file is shown by the same name; this one is not listed");
            }
            if !own {
                let message = "the file name is not UTF-8 or holds control characters; it is shown cleaned";
                self.found.problems.push(Trouble::warning(None, message).of(&path));
            }
            self.odd.insert(path.clone(), file.clone());
        }
        self.found.posts.push(Found { name: start, path, odd, seen: true });
    }

    fn tell(&mut self, path: &str, message: &str) {
        self.found.problems.push(Trouble::error(message).of(path));
    }
}

/// An entry of a folder.
enum Judged {
    /// A folder to be looked into.
    Folder(Folder),
    /// A file where no posts are, by its clean name.
    Way(String, FileType),
    /// A post by its name: that, and its clean path.
    Post(OsString, String, FileType),
    /// No post, though someone may think so, and why.
    Nearly(String, &'static str),
    Other,
}

/// What a name makes of a file.
enum Named {
    Post,
    /// No post, though someone may think so, and why.
    Nearly(&'static str),
    Other,
}

fn is_index(name: &OsStr) -> bool {
    let name = name.to_string_lossy().to_lowercase();
    name.starts_with("index.") && is_text_name(&name)
}

fn joined(folder: &str, name: &str) -> String {
    if folder.is_empty() { name.to_owned() } else { format!("{folder}/{name}") }
}

/// Whether a clean path lies in a drafts folder.
pub(super) fn is_draft(path: &str) -> bool {
    Path::new(path).components().any(|part| part.as_os_str() == "_drafts")
}
