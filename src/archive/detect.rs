//! Which tree a path belongs to. Looked for are the marks that a site's own tool needs;
//! nothing is guessed from the texts.

use std::fs;
use std::path::{Path, PathBuf};

use crate::post::{TreeKind, slug};

use super::{file, scan};

/// Folders that hold posts in Jekyll and Hexo.
const POST_FOLDERS: [&str; 2] = ["_posts", "_drafts"];
/// How deep `_posts` is looked for below a folder with Jekyll's settings, and without.
const NESTED: usize = 6;
const NESTED_WITHOUT_SETTINGS: usize = 4;
/// Most folders that are looked into for `_posts`.
const MAX_FOLDERS: usize = 2_000;
/// Most bytes of `config.toml` that are read to tell Zola from Hugo.
const MAX_SETTINGS: u64 = 64 << 10;
/// Names of files that every repository has; a folder of nothing else holds no posts.
const NO_POSTS: [&str; 8] =
    ["readme", "changelog", "license", "contributing", "security", "code_of_conduct", "claude", "agents"];

/// The root and kind of the tree that a path stands in. A folder that is in no tree is a
/// root of its own; a file that is in none is alone.
pub fn around(path: &Path, is_folder: bool) -> (PathBuf, TreeKind) {
    if let Some(found) = posts_folder(path).or_else(|| content_folder(path)) {
        return found;
    }
    if is_folder {
        return (path.to_owned(), kind_of(path, true));
    }
    (path.parent().unwrap_or(path).to_owned(), TreeKind::File)
}

/// The posts around a folder: the tree it stands in, else a tree in it or in a parent up to
/// the root of the git repository, else the folder itself if posts lie in it.
pub fn find_here(cwd: &Path) -> Option<PathBuf> {
    let here = cwd.canonicalize().ok()?;
    if let Some((root, _)) = posts_folder(&here).or_else(|| content_folder(&here)) {
        return Some(root);
    }
    let repository = here.ancestors().find(|folder| folder.join(".git").exists()).unwrap_or(&here);
    let mut up = here.ancestors().take_while(|folder| folder.starts_with(repository));
    if let Some(tree) = up.find(|folder| kind_of(folder, false) != TreeKind::Plain) {
        return Some(tree.to_owned());
    }
    has_posts(&here).then_some(here)
}

/// Whether a folder itself holds a text that is not one of a repository's usual ones.
fn has_posts(folder: &Path) -> bool {
    let Ok(entries) = fs::read_dir(folder) else { return false };
    entries.flatten().any(|entry| {
        let name = entry.file_name().to_string_lossy().to_lowercase();
        let stem = name.split('.').next().unwrap_or_default();
        scan::is_text_name(&name) && !NO_POSTS.contains(&stem) && entry.path().is_file()
    })
}

/// A path inside `_posts` or `_drafts`: the site is the nearest folder above that has
/// settings, else the one that the folder lies in.
fn posts_folder(path: &Path) -> Option<(PathBuf, TreeKind)> {
    let is_posts = |folder: &&Path| {
        folder.file_name().is_some_and(|name| POST_FOLDERS.iter().any(|posts| name == *posts))
            && folder.is_dir()
    };
    let base = path.ancestors().filter(is_posts).last()?.parent()?;
    if base.file_name().is_some_and(|name| name == "source")
        && let Some(parent) = base.parent()
        && is_hexo_site(parent, path)
    {
        return Some((parent.to_owned(), TreeKind::Hexo));
    }
    let site = base.ancestors().take(NESTED).find(|folder| has_jekyll_settings(folder));
    Some((site.unwrap_or(base).to_owned(), TreeKind::Jekyll))
}

/// Jekyll's own sources may lie in `source` too: then their names begin with a day, and
/// nothing of Hexo stands beside them.
fn is_hexo_site(root: &Path, path: &Path) -> bool {
    let marks = ["_config.yml", "package.json", "scaffolds", "themes"];
    let dated = path.file_name().is_some_and(|name| slug::jekyll(&name.to_string_lossy()).is_some());
    !dated || marks.iter().any(|mark| root.join(mark).exists())
}

/// A path inside the `content` of a Hugo or Zola site.
fn content_folder(path: &Path) -> Option<(PathBuf, TreeKind)> {
    let contents = path.ancestors().filter(|folder| folder.file_name().is_some_and(|name| name == "content"));
    contents.filter_map(Path::parent).find_map(|root| Some((root.to_owned(), content_kind(root)?)))
}

/// The kind of the tree whose root is a folder; `nested` looks for `_posts` further down
/// even where no settings say that this is a site.
fn kind_of(folder: &Path, nested: bool) -> TreeKind {
    let has = |name: &str| folder.join(name).is_dir();
    if POST_FOLDERS.iter().any(|posts| has(posts)) {
        return TreeKind::Jekyll;
    }
    if has("source/_posts") || has("source/_drafts") {
        return TreeKind::Hexo;
    }
    if let Some(kind) = content_kind(folder) {
        return kind;
    }
    let settings = has_jekyll_settings(folder);
    let depth = if settings { NESTED } else { NESTED_WITHOUT_SETTINGS };
    let mut left = MAX_FOLDERS;
    if (settings || nested) && has_nested_posts(folder, depth, &mut left) {
        return TreeKind::Jekyll;
    }
    TreeKind::Plain
}

fn has_jekyll_settings(folder: &Path) -> bool {
    ["_config.yml", "_config.yaml", "_config.toml"].iter().any(|name| folder.join(name).is_file())
}

/// Hugo or Zola: a `content` folder with settings beside it. Zola's has `base_url`.
fn content_kind(root: &Path) -> Option<TreeKind> {
    if !root.join("content").is_dir() {
        return None;
    }
    let is_file = |name: &str| root.join(name).is_file();
    if ["hugo.toml", "hugo.yaml", "hugo.yml", "hugo.json"].iter().any(|name| is_file(name)) {
        return Some(TreeKind::Hugo);
    }
    if is_file("zola.toml") || has_base_url(&root.join("config.toml")) {
        return Some(TreeKind::Zola);
    }
    let old = ["config.toml", "config.yaml", "config.yml", "config.json"];
    let found = old.iter().any(|name| is_file(name)) || root.join("config/_default").is_dir();
    found.then_some(TreeKind::Hugo)
}

fn has_base_url(settings: &Path) -> bool {
    let Ok(file::Whole { bytes, .. }) = file::whole(settings, MAX_SETTINGS) else { return false };
    String::from_utf8_lossy(&bytes).lines().any(|line| line.trim_start().starts_with("base_url"))
}

fn has_nested_posts(folder: &Path, depth: usize, left: &mut usize) -> bool {
    if depth == 0 || *left == 0 {
        return false;
    }
    *left -= 1;
    let Ok(entries) = fs::read_dir(folder) else { return false };
    let folders = entries.flatten().filter(|entry| entry.file_type().is_ok_and(|kind| kind.is_dir()));
    let names: Vec<_> = folders.map(|entry| entry.file_name()).collect();
    if names.iter().any(|name| POST_FOLDERS.iter().any(|posts| name == posts)) {
        return true;
    }
    let mut below = names.iter().filter(|name| {
        let name = name.to_string_lossy();
        !name.starts_with(['.', '_', '#', '~']) && !matches!(&*name, "node_modules" | "vendor" | "target")
    });
    below.any(|name| has_nested_posts(&folder.join(name), depth - 1, left))
}
