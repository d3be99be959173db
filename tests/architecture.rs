//! Keeps the house as the crate's page draws it: who imports whom, who may name which
//! crate, how long a function and a file may be. The tables are the place to change
//! when the house changes; `rules.rs` has a test for each rule that shows it can fail.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

#[path = "architecture/facts.rs"]
mod facts;
#[path = "architecture/paths.rs"]
mod paths;
#[path = "architecture/rules.rs"]
mod rules;
#[path = "architecture/selftest.rs"]
mod selftest;
#[path = "architecture/table.rs"]
mod table;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use facts::Facts;

/// A program of its own, which speaks to cargo: no part of the house.
const BUILD_SCRIPT: &str = "src/build.rs";

/// The facts of every file in `src`.
fn house() -> Vec<Facts> {
    let mut files = Vec::new();
    collect(Path::new("src"), &mut files);
    files.retain(|path| path != Path::new(BUILD_SCRIPT));
    files.sort();
    assert!(files.len() > 10, "run from the root of the crate");
    files.iter().map(|path| read(path)).collect()
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect(&path, files);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            files.push(path);
        }
    }
}

fn read(path: &Path) -> Facts {
    let text = fs::read_to_string(path).unwrap();
    Facts::of(path.to_str().unwrap(), &text).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

#[track_caller]
fn assert_none(broken: Vec<String>) {
    assert!(broken.is_empty(), "{} rule(s) broken:\n\n{}\n", broken.len(), broken.join("\n"));
}

#[test]
fn folders_import_only_what_stands_above_them() {
    assert_none(house().iter().flat_map(rules::imports).collect());
}

#[test]
fn crates_are_named_only_where_they_belong() {
    assert_none(house().iter().flat_map(rules::limited).collect());
}

#[test]
fn files_follow_the_rules_of_the_house() {
    assert_none(house().iter().flat_map(rules::habits).collect());
}

#[test]
fn functions_and_files_are_short() {
    let house = house();
    let mut broken: Vec<String> = house.iter().flat_map(rules::lengths).collect();
    let budgets = rules::budgets(&house);
    for (what, found, most) in budgets {
        println!("{what}: {found} (budget {most})");
    }
    broken.extend(rules::over_budget(&budgets));
    assert_none(broken);
}

#[test]
fn the_table_is_the_map_of_the_crate() {
    let lib = fs::read_to_string("src/lib.rs").unwrap();
    let drawn: Vec<&str> = lib.lines().filter_map(folder_in_map).collect();
    let table: Vec<&str> = table::FOLDERS.iter().map(|(folder, _)| *folder).collect();
    assert_eq!(drawn, table, "the table in src/lib.rs and FOLDERS name other folders, or in another order");
    let modules: BTreeSet<&str> =
        lib.lines().filter_map(|line| line.strip_prefix("pub mod ")?.strip_suffix(';')).collect();
    assert_eq!(modules, table.iter().copied().collect(), "modules of src/lib.rs that the map does not show");
    assert_none(rules::downward(&table::FOLDERS));
}

/// The folder of a row of the map in `src/lib.rs`.
fn folder_in_map(line: &str) -> Option<&str> {
    line.strip_prefix("//! | [`")?.split_once('`').map(|(folder, _)| folder)
}

#[test]
fn every_dependency_has_a_place() {
    let manifest: toml::Table = fs::read_to_string("Cargo.toml").unwrap().parse().unwrap();
    let names = manifest["dependencies"].as_table().unwrap().keys();
    let without: Vec<String> = names
        .map(|name| name.replace('-', "_"))
        .filter(|name| !table::LIMITED.iter().any(|limit| limit.path == name))
        .map(|name| format!("Cargo.toml: {name}: add a row to LIMITED that says which folders may name it"))
        .collect();
    assert_none(without);
}
