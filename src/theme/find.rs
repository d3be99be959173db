//! Which file a theme's name means, and which themes there are: those in the user's
//! folder come before built-in ones of the same name. Where that folder is, is not
//! decided here.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, anyhow, bail};

use super::{NAMES, Theme, builtin, raw};
use crate::text::{nearest, sanitize};

/// A theme file larger than this is none.
const MAX_BYTES: u64 = 256 * 1024;

/// The text of a theme file, and how errors call the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    /// YAML.
    pub yaml: String,
    /// A path, or `themes/x.yaml` for a built-in theme; clean text.
    pub file: String,
}

impl Theme {
    /// The theme of that name or in that file. A name with a path separator or with
    /// the ending `.yaml` or `.yml` is a path; other names are looked up in `user_dir` and
    /// then among the built-in themes.
    ///
    /// # Errors
    /// When there is no such theme, or its file cannot be read or is broken.
    pub fn load(name_or_path: &str, user_dir: Option<&Path>) -> anyhow::Result<Self> {
        let source = source(name_or_path, user_dir)?;
        raw::read(&source.yaml, &source.file)
    }
}

/// The file behind a name, found as [`Theme::load`] does; not looked into.
///
/// # Errors
/// When there is no such theme, or its file cannot be read.
pub fn source(name_or_path: &str, user_dir: Option<&Path>) -> anyhow::Result<Source> {
    if is_path(name_or_path) {
        return read_file(Path::new(name_or_path));
    }
    if let Some(path) = user_dir.and_then(|folder| user_file(folder, name_or_path)) {
        return read_file(&path);
    }
    let yaml = builtin::source(name_or_path).ok_or_else(|| {
        let own = user_dir.map(names_in).unwrap_or_default();
        unknown(name_or_path, own.iter().map(String::as_str).chain(NAMES))
    })?;
    Ok(Source { yaml: yaml.to_owned(), file: format!("themes/{name_or_path}.yaml") })
}

fn is_path(name: &str) -> bool {
    name.contains(std::path::is_separator) || name.ends_with(".yaml") || name.ends_with(".yml")
}

fn user_file(folder: &Path, name: &str) -> Option<PathBuf> {
    let path = folder.join(format!("{name}.yaml"));
    path.is_file().then_some(path)
}

/// Names of the themes in a folder, in order; none when it cannot be read.
pub fn names_in(folder: &Path) -> Vec<String> {
    let files = fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path());
    let yaml = files.filter(|path| path.extension().is_some_and(|ending| ending == "yaml") && path.is_file());
    let mut names: Vec<String> =
        yaml.filter_map(|path| Some(path.file_stem()?.to_str()?.to_owned())).collect();
    names.sort();
    names
}

fn read_file(path: &Path) -> anyhow::Result<Source> {
    let file = sanitize::line(&path.to_string_lossy()).into_owned();
    let about = fs::metadata(path).with_context(|| format!("cannot read the theme {file}"))?;
    if !about.is_file() {
        bail!("cannot read the theme {file}: it is no regular file");
    }
    if about.len() > MAX_BYTES {
        bail!("cannot read the theme {file}: it is larger than {} KiB", MAX_BYTES / 1024);
    }
    let yaml = fs::read_to_string(path).with_context(|| format!("cannot read the theme {file}"))?;
    Ok(Source { yaml, file })
}

pub(super) fn unknown<'a>(name: &str, known: impl IntoIterator<Item = &'a str>) -> anyhow::Error {
    let known: Vec<&str> = known.into_iter().collect();
    let hint = nearest::hint(name, known.iter().copied());
    anyhow!("unknown theme {name:?}{hint}; there are: {}", known.join(", "))
}
