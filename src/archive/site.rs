//! The site's own settings, as far as they decide what is a post and when it was written.
//! A file of settings that is missing or broken never keeps an archive closed.

use std::path::Path;
use std::sync::Arc;

use jiff::tz::TimeZone;

use crate::post::header::Syntax;
use crate::post::node::Node;
use crate::post::plain::Entries;
use crate::post::{Base, Problem, TreeKind, Trouble, salvage, toml, yaml};

use crate::text::sanitize;

use super::file;
use super::pattern::Pattern;

/// Most bytes of a file of settings that are read.
const MAX_SETTINGS: u64 = 256 << 10;

/// What Jekyll always leaves out.
const EXCLUDED: [&str; 11] = [
    ".sass-cache",
    ".jekyll-cache",
    "gemfiles",
    "Gemfile",
    "Gemfile.lock",
    "node_modules",
    "vendor/bundle",
    "vendor/cache",
    "vendor/gems",
    "vendor/ruby",
    "_site",
];

/// The settings that matter here.
#[derive(Debug, Clone)]
pub struct Site {
    /// Of dates that name none: the site's, else the machine's.
    pub zone: TimeZone,
    /// Files and folders that are left out, as the site writes them.
    pub exclude: Vec<Pattern>,
    /// Files and folders that are read although their names say otherwise.
    pub include: Vec<Pattern>,
    /// Whether posts of the future are listed.
    pub future: bool,
    /// Whether drafts are listed.
    pub drafts: bool,
    /// Whether unpublished posts are listed.
    pub unpublished: bool,
    /// The language of its posts, as it writes it; clean text.
    pub lang: Option<String>,
    /// Where the site stands on the web.
    pub base: Base,
    /// All settings, for bodies that name them; None where there are none, and where the file
    /// is a link out of the archive: no body shows or sends what lies elsewhere.
    pub values: Option<Arc<Node>>,
}

impl Site {
    /// Reads the settings of a tree; without any, those of a tree of its kind.
    pub fn read(root: &Path, kind: TreeKind, problems: &mut Vec<Problem>) -> Self {
        let read = names(kind).iter().find_map(|name| Some((*name, settings(root, name, problems)?)));
        let entries = read.as_ref().map_or(&[][..], |(_, entries)| entries);
        let get = |keys: &[&str]| {
            let found =
                entries.iter().rev().find(|(key, _)| keys.iter().any(|k| k.eq_ignore_ascii_case(key)));
            found.map(|(_, node)| node)
        };
        let is = |keys: &[&str]| get(keys).and_then(Node::boolean) == Some(true);
        let defaults = EXCLUDED.iter().map(|name| (*name).to_owned());
        let text = |keys: &[&str]| get(keys).and_then(Node::text);
        let (url, path) = match kind {
            TreeKind::Hugo => ("baseURL", ""),
            TreeKind::Zola => ("base_url", ""),
            TreeKind::Hexo => ("url", "root"),
            _ => ("url", "baseurl"),
        };
        let base = Base::new(text(&[url]), text(&[path]));
        let lang = text(&[
            "lang",
            "language",
            "languageCode",
            "default_language",
            "defaultContentLanguage",
            "locale",
        ]);
        Self {
            base,
            lang: lang.map(|code| sanitize::line(code).into_owned()),
            zone: get(&["timezone"])
                .and_then(Node::text)
                .map_or_else(TimeZone::system, |name| zone(name, kind, problems)),
            exclude: texts(get(&["exclude"])).chain(defaults).filter_map(Pattern::new).collect(),
            include: texts(get(&["include"])).filter_map(Pattern::new).collect(),
            future: is(&["future", "buildFuture"]),
            drafts: is(&["show_drafts", "buildDrafts"]),
            unpublished: is(&["unpublished"]),
            values: read
                .filter(|(name, _)| file::lies_in(root, &root.join(name)))
                .map(|(_, entries)| Arc::new(Node::Map(entries))),
        }
    }

    /// Whether a path below the root (with `/`) is left out.
    pub fn excludes(&self, path: &str) -> bool {
        self.exclude.iter().any(|pattern| pattern.matches(path)) && !self.includes(path)
    }

    /// Whether a path is read whatever its name.
    pub fn includes(&self, path: &str) -> bool {
        self.include.iter().any(|pattern| pattern.matches(path))
    }
}

/// Where each kind keeps its settings; the first that is there counts.
fn names(kind: TreeKind) -> &'static [&'static str] {
    match kind {
        TreeKind::Jekyll | TreeKind::Hexo => &["_config.yml", "_config.yaml", "_config.toml"],
        TreeKind::Hugo => &[
            "hugo.toml",
            "hugo.yaml",
            "hugo.yml",
            "config.toml",
            "config.yaml",
            "config.yml",
            "config/_default/hugo.toml",
            "config/_default/hugo.yaml",
            "config/_default/config.toml",
            "config/_default/config.yaml",
        ],
        TreeKind::Zola => &["config.toml", "zola.toml"],
        TreeKind::Plain | TreeKind::File => &[],
    }
}

/// The keys of one file of settings; nothing when there is none.
fn settings(root: &Path, name: &str, problems: &mut Vec<Problem>) -> Option<Entries> {
    let bytes = match file::whole(&root.join(name), MAX_SETTINGS) {
        Ok(read) => read.bytes,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return None,
        Err(error) => {
            problems
                .push(Trouble::warning(None, format!("cannot be read: {}", file::reason(&error))).of(name));
            return None;
        }
    };
    let text = String::from_utf8_lossy(&bytes);
    let text = text.trim_start_matches('\u{feff}');
    let (syntax, read) = if name.ends_with(".toml") {
        (Syntax::Toml, toml::read(text).map_err(|error| (error.line, error.message)))
    } else {
        (Syntax::Yaml, yaml_entries(text))
    };
    Some(read.unwrap_or_else(|(line, why)| {
        let message = format!("not valid ({why}); it was read line by line");
        problems.push(Trouble::warning(line.map(|line| line + 1), message).of(name));
        salvage::read(text, syntax)
    }))
}

fn yaml_entries(text: &str) -> Result<Entries, (Option<u32>, String)> {
    match yaml::read(text) {
        Ok(Node::Map(entries)) => Ok(entries),
        Ok(_) => Ok(Entries::new()),
        Err(error) => Err((error.line, error.message)),
    }
}

fn zone(name: &str, kind: TreeKind, problems: &mut Vec<Problem>) -> TimeZone {
    let name = name.trim();
    if name.is_empty() {
        return TimeZone::system();
    }
    TimeZone::get(name).unwrap_or_else(|_| {
        let file = names(kind).first().copied().unwrap_or_default();
        let message = format!("the time zone “{name}” is not known here; the local one is taken");
        problems.push(Trouble::warning(None, message).of(file));
        TimeZone::system()
    })
}

fn texts(node: Option<&Node>) -> impl Iterator<Item = String> {
    let items = match node {
        Some(Node::List(items)) => items.iter().filter_map(Node::text).map(str::to_owned).collect(),
        Some(Node::Text { text, .. }) => vec![text.clone()],
        _ => Vec::new(),
    };
    items.into_iter()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn settings_from_elsewhere_are_no_values() {
        let (root, outside) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        let read = || Site::read(root.path(), TreeKind::Jekyll, &mut Vec::new());
        let file = root.path().join("_config.yml");
        std::fs::write(&file, "url: https://a.cn\nfuture: true").unwrap();
        assert!(read().values.is_some());
        let elsewhere = outside.path().join("_config.yml");
        std::fs::rename(&file, &elsewhere).unwrap();
        std::os::unix::fs::symlink(elsewhere, file).unwrap();
        let site = read();
        assert_eq!((site.future, site.values), (true, None));
    }
}
