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
    /// Whether it comes with the program.
    pub is_builtin: bool,
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
    Ok(Source { yaml: yaml.to_owned(), file: format!("themes/{name_or_path}.yaml"), is_builtin: true })
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
    Ok(Source { yaml, file, is_builtin: false })
}

pub(super) fn unknown<'a>(name: &str, known: impl IntoIterator<Item = &'a str>) -> anyhow::Error {
    let known: Vec<&str> = known.into_iter().collect();
    let hint = nearest::hint(name, known.iter().copied());
    anyhow!("unknown theme {name:?}{hint}; there are: {}", known.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folder_with(files: &[(&str, &str)]) -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        for (name, text) in files {
            fs::write(folder.path().join(name), text).unwrap();
        }
        folder
    }

    fn paper() -> &'static str {
        builtin::source("paper").unwrap()
    }

    #[track_caller]
    fn message(name: &str, folder: Option<&Path>) -> String {
        format!("{:#}", Theme::load(name, folder).map(|theme| theme.name).expect_err("no such theme"))
    }

    #[test]
    fn the_users_themes_come_first() {
        let mine = paper().replace("name: paper", "name: 我的夜");
        let folder = folder_with(&[("night.yaml", &mine), ("晨报.yaml", paper()), ("notes.txt", "")]);
        let load = |name: &str| Theme::load(name, Some(folder.path())).unwrap().name;
        assert_eq!(load("night"), "我的夜");
        assert_eq!(load("晨报"), "paper");
        assert_eq!(load("ansi"), "ansi");
        assert_eq!(names_in(folder.path()), ["night", "晨报"]);
        assert_eq!(Theme::load("night", None).unwrap().name, "night");
        assert_eq!(names_in(&folder.path().join("none")), [""; 0]);
    }

    #[test]
    fn a_path_is_a_path() {
        let folder = folder_with(&[("晨报.yaml", paper()), ("x.yml", "names: x\n")]);
        let path = folder.path().join("晨报.yaml");
        assert_eq!(Theme::load(path.to_str().unwrap(), None).unwrap().name, "paper");
        let broken = folder.path().join("x.yml").to_str().unwrap().to_owned();
        assert!(message(&broken, None).starts_with(&format!("{broken}:1: ")));
        let missing = folder.path().join("没有.yaml").to_str().unwrap().to_owned();
        assert!(message(&missing, None).starts_with(&format!("cannot read the theme {missing}: ")));
        assert!(message("./", None).contains("it is no regular file"));
    }

    #[test]
    fn an_unknown_name_comes_with_the_known_ones() {
        let folder = folder_with(&[("晨报.yaml", paper())]);
        assert_eq!(
            message("papre", Some(folder.path())),
            "unknown theme \"papre\"; did you mean \"paper\"?; there are: 晨报, night, paper, newsprint, contrast, ansi"
        );
        assert_eq!(
            message("看报", None),
            "unknown theme \"看报\"; there are: night, paper, newsprint, contrast, ansi"
        );
    }

    #[test]
    fn a_huge_file_is_not_read() {
        let folder = folder_with(&[("big.yaml", &" ".repeat(300 * 1024))]);
        assert!(message("big", Some(folder.path())).ends_with("it is larger than 256 KiB"));
    }
}
