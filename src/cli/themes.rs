//! `kanbao themes`: which themes there are, and the file of one, to start an own theme
//! from. It prints; what a theme is stands in [`crate::theme`].

use std::io::Write;
use std::path::Path;

use serde::Serialize;

use crate::config::paths;
use crate::text::{sanitize, width};
use crate::theme::{NAMES, Theme, find, raw};

/// List the themes, or print the file of one.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Print this theme's file (a name or a path), after checking it.
    pub theme: Option<String>,
    /// One JSON object a line.
    #[arg(long, conflicts_with = "theme")]
    pub json: bool,
}

/// A theme that there is, or a file that should be one.
#[derive(Debug, PartialEq, Eq, Serialize)]
struct Entry {
    name: String,
    appearance: Option<&'static str>,
    about: String,
    file: Option<String>,
    error: Option<String>,
}

/// Prints the themes, or the file of one.
///
/// # Errors
/// When the theme does not exist or is broken, or `out` cannot be written.
pub fn run(args: &Args, out: &mut dyn Write) -> anyhow::Result<bool> {
    run_in(args, paths::themes_dir().as_deref(), out)
}

fn run_in(args: &Args, user_dir: Option<&Path>, out: &mut dyn Write) -> anyhow::Result<bool> {
    if let Some(name) = &args.theme {
        let source = find::source(name, user_dir)?;
        raw::read(&source.yaml, &source.file)?;
        write!(out, "{}", sanitize::block(&source.yaml))?;
        return Ok(true);
    }
    let entries = entries(user_dir);
    if args.json {
        for entry in &entries {
            writeln!(out, "{}", serde_json::to_string(entry)?)?;
        }
    } else {
        print(&entries, out)?;
    }
    Ok(true)
}

/// The user's themes, then the built-in ones that no theme of the user replaces.
fn entries(user_dir: Option<&Path>) -> Vec<Entry> {
    let own = user_dir.map(find::names_in).unwrap_or_default();
    let builtin = NAMES.iter().filter(|name| !own.iter().any(|known| known == *name));
    let names = own.iter().map(String::as_str).chain(builtin.copied());
    names.map(|name| Entry::new(name, user_dir)).collect()
}

impl Entry {
    fn new(name: &str, user_dir: Option<&Path>) -> Self {
        let theme = Theme::load(name, user_dir);
        let source = find::source(name, user_dir).ok();
        let (appearance, about) = match &theme {
            Ok(theme) => (Some(theme.appearance.name()), sanitize::line(&theme.about).into_owned()),
            Err(_) => (None, String::new()),
        };
        Self {
            name: sanitize::line(name).into_owned(),
            appearance,
            about,
            file: source.filter(|source| !source.is_builtin).map(|source| source.file),
            error: theme.err().map(|error| sanitize::line(&format!("{error:#}")).into_owned()),
        }
    }

    fn explained(&self) -> String {
        match (&self.error, &self.file) {
            (Some(error), _) => error.clone(),
            (None, Some(file)) => format!("{}  {file}", self.about).trim_start().to_owned(),
            (None, None) => self.about.clone(),
        }
    }
}

fn print(entries: &[Entry], out: &mut dyn Write) -> std::io::Result<()> {
    let names = entries.iter().map(|entry| width::columns(&entry.name)).max().unwrap_or(0);
    for entry in entries {
        let (name, kind) = (width::fit(&entry.name, names), width::fit(entry.appearance.unwrap_or("!"), 5));
        writeln!(out, "{name}  {kind}  {}", entry.explained())?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    fn printed(args: &Args, folder: Option<&Path>) -> anyhow::Result<String> {
        let mut out = Vec::new();
        run_in(args, folder, &mut out)?;
        Ok(String::from_utf8(out)?)
    }

    fn list(json: bool) -> Args {
        Args { theme: None, json }
    }

    #[test]
    fn lists_own_and_builtin_themes() {
        let folder = tempfile::tempdir().unwrap();
        let paper = crate::theme::builtin::source("paper").unwrap();
        fs::write(folder.path().join("晨报.yaml"), paper).unwrap();
        fs::write(folder.path().join("night.yaml"), "name: x\nroles: {bdoy: {}}\n").unwrap();
        let text = printed(&list(false), Some(folder.path())).unwrap();
        let rows: Vec<&str> = text.lines().collect();
        assert_eq!(rows.len(), NAMES.len() + 1);
        assert!(rows[0].starts_with("night      !      "), "{text}");
        assert!(rows[0].ends_with("roles: unknown key \"bdoy\"; did you mean \"body\"?"), "{text}");
        assert!(rows[1].starts_with("晨报       light  白纸") && rows[1].ends_with("晨报.yaml"), "{text}");
        assert!(rows[2].starts_with("paper      light  白纸"), "{text}");
    }

    #[test]
    fn json_is_one_object_a_line() {
        let text = printed(&list(true), None).unwrap();
        let names: Vec<String> = text
            .lines()
            .map(|line| serde_json::from_str::<serde_json::Value>(line).unwrap()["name"].to_string())
            .collect();
        assert_eq!(names, NAMES.map(|name| format!("{name:?}")));
    }

    #[test]
    fn prints_the_file_of_a_theme() {
        let one = |name: &str| printed(&Args { theme: Some(name.to_owned()), json: false }, None);
        assert_eq!(one("ansi").unwrap(), crate::theme::builtin::source("ansi").unwrap());
        assert!(one("anis").unwrap_err().to_string().contains("did you mean \"ansi\"?"));
    }
}
