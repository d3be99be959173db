//! Which kind of tree a path is, where its root lies, and the zone of its dates. Looks at
//! names and one configuration file; posts are found by [`super::scan`].

use std::path::{Path, PathBuf};

use jiff::tz::TimeZone;

use crate::post::TreeKind;

use super::{file, scan};

/// Folders below the root in which `_posts` is looked for.
const MAX_DEPTH: usize = 4;
/// Bytes of a configuration file that are read.
const MAX_CONFIG: u64 = 256 << 10;
/// Configuration files of Hugo and Zola.
const CONFIGS: [&str; 7] =
    ["hugo.toml", "hugo.yaml", "hugo.yml", "config.toml", "config.yaml", "config.yml", "zola.toml"];

/// The kind of the tree at a root.
pub fn kind(root: &Path) -> TreeKind {
    if root.join("_posts").is_dir() {
        return TreeKind::Jekyll;
    }
    if root.join("source/_posts").is_dir() {
        return TreeKind::Hexo;
    }
    if root.join("content").is_dir()
        && let Some(config) = CONFIGS.iter().find_map(|name| read(&root.join(name)))
    {
        return if has_key(&config, "base_url") { TreeKind::Zola } else { TreeKind::Hugo };
    }
    if scan::holds_posts(root, MAX_DEPTH) { TreeKind::Jekyll } else { TreeKind::Plain }
}

/// The root of the tree when a folder of it is named: `_posts` itself stands for its site.
pub fn root_of_folder(folder: &Path) -> PathBuf {
    match folder.parent() {
        Some(parent) if folder.file_name().is_some_and(|name| name == "_posts") => parent.to_owned(),
        _ => folder.to_owned(),
    }
}

/// The root of the tree that a post stands in, and the post's path below it.
pub fn root_of_post(post: &Path) -> (PathBuf, Option<String>) {
    let folder = post.parent().unwrap_or(post);
    let site = folder.ancestors().find(|folder| is_posts(folder)).and_then(Path::parent);
    let root =
        site.map_or(folder, |site| site.ancestors().take(MAX_DEPTH).find(|up| is_root(up)).unwrap_or(site));
    let below = post.strip_prefix(root).unwrap_or(post);
    (root.to_owned(), Some(below.to_string_lossy().into_owned()))
}

/// Whether a post stands in `_posts` or `_drafts`.
pub fn is_in_tree(post: &Path) -> bool {
    post.ancestors().skip(1).any(is_posts)
}

fn is_posts(folder: &Path) -> bool {
    folder.file_name().is_some_and(|name| name == "_posts" || name == "_drafts")
}

fn is_root(folder: &Path) -> bool {
    folder.join("_config.yml").is_file()
}

/// The zone of dates without one: `_config.yml`'s `timezone`, else the machine's.
pub fn zone(root: &Path) -> TimeZone {
    let named =
        ["_config.yml", "_config.yaml"].iter().find_map(|name| value(&read(&root.join(name))?, "timezone"));
    named.and_then(|name| TimeZone::get(&name).ok()).unwrap_or_else(TimeZone::system)
}

/// Posts to read when none are named: here, or in a folder above up to the repository's root.
pub fn find_here(here: &Path) -> Option<PathBuf> {
    for folder in here.ancestors() {
        if folder.join("_posts").is_dir()
            || matches!(kind(folder), TreeKind::Hugo | TreeKind::Zola | TreeKind::Hexo)
        {
            return Some(folder.to_owned());
        }
        if folder.join(".git").exists() {
            break;
        }
    }
    scan::holds_text(here).then(|| here.to_owned())
}

fn read(path: &Path) -> Option<String> {
    let head = file::head(path, MAX_CONFIG, 0).ok()?.head;
    Some(String::from_utf8_lossy(&head).into_owned())
}

fn has_key(config: &str, key: &str) -> bool {
    config.lines().any(|line| line.trim_start().starts_with(key))
}

/// A top-level scalar. A site's configuration may hold anything, so only the line is read.
fn value(config: &str, key: &str) -> Option<String> {
    let line = config.lines().find_map(|line| line.strip_prefix(key)?.trim_start().strip_prefix(':'))?;
    let bare = line.split(" #").next()?.trim().trim_matches(['"', '\'']);
    (!bare.is_empty()).then(|| bare.to_owned())
}
