//! The rules: facts of a file in, broken rules out. Each says `file:line`, which rule
//! it is, and what to do.

use crate::facts::{Facts, Named};
use crate::paths::Target;
use crate::table;

/// A folder names only the folders that the table gives it.
pub fn imports(facts: &Facts) -> Vec<String> {
    if matches!(facts.folder.as_str(), "lib" | "main") {
        return Vec::new();
    }
    let Some((_, allowed)) = table::FOLDERS.iter().find(|(folder, _)| *folder == facts.folder) else {
        return vec![format!("{}: no folder of the house: add it to src/lib.rs and to FOLDERS", facts.file)];
    };
    let inside = facts.named.iter().filter_map(|named| Some((folder_of(named)?, named.line)));
    let strange = inside.filter(|(folder, _)| *folder != facts.folder && !allowed.contains(folder));
    strange.map(|(folder, line)| import_message(facts, allowed, folder, line)).collect()
}

fn folder_of(named: &Named) -> Option<&str> {
    match &named.target {
        Target::Inside(path) => path.first().map(String::as_str),
        Target::Outside(_) | Target::Known(_) => None,
    }
}

fn import_message(facts: &Facts, allowed: &[&str], folder: &str, line: usize) -> String {
    let known = if allowed.is_empty() { "nothing".to_owned() } else { allowed.join(", ") };
    let (file, own) = (&facts.file, &facts.folder);
    format!(
        "{file}:{line}: {own}/ may not import {folder}/ (it imports {known}): take a plain value as a \
         parameter, or move the code to a folder that stands below both"
    )
}

/// Each folder of the table imports only folders above it.
pub fn downward(folders: &[(&str, &[&str])]) -> Vec<String> {
    let mut broken = Vec::new();
    for (at, (folder, imports)) in folders.iter().enumerate() {
        let above: Vec<&str> = folders[..at].iter().map(|(name, _)| *name).collect();
        let below = imports.iter().filter(|name| !above.contains(name));
        broken.extend(
            below.map(|name| format!("FOLDERS: {folder} imports {name}, which does not stand above it")),
        );
    }
    broken
}

/// Crates and parts of `std` are named only by the folders that the table gives them.
pub fn limited(facts: &Facts) -> Vec<String> {
    let outside = facts.named.iter().filter(|named| !named.in_test);
    outside.flat_map(|named| limits_broken(facts, named)).collect()
}

fn limits_broken<'a>(facts: &'a Facts, named: &'a Named) -> impl Iterator<Item = String> + 'a {
    let path = match &named.target {
        Target::Outside(path) => through_reexports(path),
        Target::Inside(_) | Target::Known(_) => String::new(),
    };
    let broken = table::LIMITED.iter().filter(move |limit| {
        let below =
            path.strip_prefix(limit.path).is_some_and(|rest| rest.is_empty() || rest.starts_with("::"));
        below && !limit.folders.contains(&facts.folder.as_str())
    });
    broken.map(|limit| {
        let folders =
            if limit.folders.is_empty() { "no folder".to_owned() } else { limit.folders.join("/, ") + "/" };
        let (file, line) = (&facts.file, named.line);
        format!("{file}:{line}: {} is named only by {folders}: {}", limit.path, limit.instead)
    })
}

/// ratatui hands crossterm on; that is still crossterm.
fn through_reexports(path: &[String]) -> String {
    let path = path.join("::");
    path.strip_prefix("ratatui::").filter(|rest| rest.starts_with("crossterm")).unwrap_or(&path).to_owned()
}

/// What every file keeps to.
pub fn habits(facts: &Facts) -> Vec<String> {
    let mut broken = Vec::new();
    broken.extend(opening(facts));
    broken.extend(globs(facts));
    broken.extend(macros(facts));
    broken.extend(clear(facts));
    broken.extend(globals(facts));
    broken.extend(update_arms(facts));
    broken.extend(empty_docs(facts));
    broken
}

fn opening(facts: &Facts) -> Option<String> {
    let says = facts.text.lines().next().and_then(|line| line.strip_prefix("//! ")).unwrap_or_default();
    says.trim().is_empty().then(|| {
        format!(
            "{}:1: opens without `//!`: say in two or three sentences what it is for and what not",
            facts.file
        )
    })
}

fn globs(facts: &Facts) -> impl Iterator<Item = String> {
    let others = facts.globs.iter().filter(|(_, is_super_in_test)| !is_super_in_test);
    others.map(|(line, _)| {
        format!("{}:{line}: glob import: name what is imported; only tests may `use super::*`", facts.file)
    })
}

const PRINTING: [&str; 5] = ["print", "println", "eprint", "eprintln", "dbg"];

fn macros(facts: &Facts) -> impl Iterator<Item = String> {
    let (file, named) = (&facts.file, facts.macros.iter());
    named.filter_map(move |(name, line)| match name.as_str() {
        "thread_local" => Some(format!("{file}:{line}: thread_local!: no globals: hand the value on")),
        name if PRINTING.contains(&name) => Some(format!(
            "{file}:{line}: {name}! panics on a closed pipe: write to the `out` that was handed on"
        )),
        _ => None,
    })
}

fn clear(facts: &Facts) -> impl Iterator<Item = String> {
    let clears = facts.named.iter().filter(|named| {
        let (Target::Outside(path) | Target::Inside(path) | Target::Known(path)) = &named.target;
        path.windows(2).any(|pair| pair == ["widgets", "Clear"])
    });
    clears.map(|named| {
        format!(
            "{}:{}: ratatui's Clear leaves half glyphs of Chinese text: clear through ui/paint",
            facts.file, named.line
        )
    })
}

fn globals(facts: &Facts) -> impl Iterator<Item = String> {
    let known =
        |name: &str| table::GLOBALS.iter().any(|(file, global, _)| *file == facts.file && *global == name);
    let unknown = facts.globals.iter().filter(move |(name, _)| !known(name));
    unknown.map(|(name, line)| {
        format!(
            "{}:{line}: {name} is a global that changes: hand the value on, or give GLOBALS its reason",
            facts.file
        )
    })
}

fn update_arms(facts: &Facts) -> impl Iterator<Item = String> {
    let arms = facts.update_arms.iter().filter(|_| facts.folder == "app");
    arms.filter(|(_, lines)| *lines > table::MAX_UPDATE_ARM).map(|(line, lines)| {
        let (file, most) = (&facts.file, table::MAX_UPDATE_ARM);
        format!("{file}:{line}: an arm of {lines} lines in update, at most {most}: give it a function")
    })
}

/// A lone `///` satisfies a lint and says nothing.
fn empty_docs(facts: &Facts) -> Vec<String> {
    let lines: Vec<&str> = facts.text.lines().map(str::trim).collect();
    let is_doc =
        |at: Option<usize>| at.and_then(|at| lines.get(at)).is_some_and(|line| line.starts_with("///"));
    let empty = |at: &usize| lines[*at] == "///" && !is_doc(at.checked_sub(1)) && !is_doc(Some(at + 1));
    let found = (0..lines.len()).filter(empty);
    found.map(|at| format!("{}:{}: an empty doc comment: say what it is", facts.file, at + 1)).collect()
}

/// No function and no file is longer than the most.
pub fn lengths(facts: &Facts) -> Vec<String> {
    let long = facts.functions.iter().filter(|function| function.lines > table::MAX_FUNCTION);
    let mut broken: Vec<String> = long
        .map(|it| {
            let (file, most) = (&facts.file, table::MAX_FUNCTION);
            format!(
                "{file}:{}: {} has {} lines, at most {most}: split it by what it does",
                it.line, it.name, it.lines
            )
        })
        .collect();
    if facts.lines() > table::MAX_FILE {
        let (file, lines, most) = (&facts.file, facts.lines(), table::MAX_FILE);
        broken.push(format!("{file}:1: {lines} lines without tests, at most {most}: split it by noun"));
    }
    broken
}

/// A length of the house as a whole: what it is, how long it is, how long it may be.
pub type Budget = (&'static str, usize, usize);

/// What the house as a whole keeps to.
pub fn budgets(house: &[Facts]) -> [Budget; 3] {
    let functions = house.iter().flat_map(|facts| &facts.functions).map(|it| it.lines).collect();
    let files = house.iter().map(Facts::lines).filter(|lines| *lines > 0).collect();
    let (median, long) = quantiles(functions);
    let (_, long_file) = quantiles(files);
    [
        ("lines of the median function", median, table::MEDIAN_FUNCTION),
        ("lines of the 90th of 100 functions", long, table::LONG_FUNCTION),
        ("lines of the 90th of 100 files", long_file, table::LONG_FILE),
    ]
}

/// The budgets that are not kept.
pub fn over_budget(budgets: &[Budget]) -> Vec<String> {
    let over = budgets.iter().filter(|(_, found, most)| found > most);
    over.map(|(what, found, most)| format!("src: {what}: {found}, at most {most}: split the longest ones"))
        .collect()
}

/// The median and the 90th of 100.
pub fn quantiles(mut lengths: Vec<usize>) -> (usize, usize) {
    lengths.sort_unstable();
    let at = |share: usize| lengths.get((lengths.len() * share / 100).min(lengths.len().saturating_sub(1)));
    (at(50).copied().unwrap_or(0), at(90).copied().unwrap_or(0))
}
