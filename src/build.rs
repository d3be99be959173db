//! The build script: how the binary is linked, what tells its texts from those of another
//! build, and the table of the readings of Han characters.
//!
//! A pack in the user's cache holds what this program made of posts. Another program may make
//! something else of them, so a pack says by which code it was made: `KANBAO_TEXTS` is a number
//! for the sources of everything between a file and its text. `KANBAO_LIST` is the same for an index.
//!
//! A position-independent binary is full of pointers that the loader sets right at every
//! start: 32,000 of them here, most in tables of other crates (HTML's named characters,
//! twice, and those of regular expressions). That is a quarter of the whole time that
//! `kanbao show` takes for a post of 10 KB, and nothing else at that size costs as much. So
//! on Linux with glibc the binary is linked to a fixed address. What that gives up is the
//! random place of its code; heap, stack and libraries keep theirs, and kanbao's own code
//! has no `unsafe`.
//!
//! The readings come from the crate `pinyin`, which looks for a character in lists of lists.
//! Here they are turned once into what a search over 100,000 titles needs: a number for each
//! character, the same for all that are read alike, so that nothing is left to do at a start.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};
use std::{env, fs};

use pinyin::ToPinyinMulti;

#[path = "text/fold/simplified.rs"]
mod simplified;

/// What makes texts of posts.
const TEXTS: [&str; 5] = ["src/article", "src/archive", "src/post", "src/text", "Cargo.lock"];

/// What makes lists of them, beside that.
const LIST: &str = "src/library";

fn main() {
    println!("cargo:rerun-if-changed=src/build.rs");
    let target = |part: &str| env::var(format!("CARGO_CFG_TARGET_{part}")).unwrap_or_default();
    if target("OS") == "linux" && target("ENV") == "gnu" {
        println!("cargo:rustc-link-arg-bins=-no-pie");
    }
    let mut files = BTreeSet::new();
    for path in TEXTS {
        println!("cargo:rerun-if-changed={path}");
        gather(Path::new(path), &mut files);
    }
    let mut hasher = DefaultHasher::new();
    for file in files {
        fs::read(&file).unwrap_or_default().hash(&mut hasher);
    }
    println!("cargo:rustc-env=KANBAO_TEXTS={:016x}", hasher.finish());
    println!("cargo:rerun-if-changed={LIST}");
    let mut files = BTreeSet::new();
    gather(Path::new(LIST), &mut files);
    for file in files {
        fs::read(&file).unwrap_or_default().hash(&mut hasher);
    }
    println!("cargo:rustc-env=KANBAO_LIST={:016x}", hasher.finish());
    let out = env::var_os("OUT_DIR").map(PathBuf::from).unwrap_or_default();
    if let Err(error) = fs::write(out.join("readings.rs"), readings()) {
        println!("cargo::error=readings.rs: {error}");
    }
}

/// The source of the table that `text::pinyin::table` includes.
fn readings() -> String {
    let mut by_char: BTreeMap<char, BTreeSet<String>> = BTreeMap::new();
    for c in '\u{3000}'..='\u{3ffff}' {
        for reading in c.to_pinyin_multi().into_iter().flatten() {
            // Keys are simplified: a character is read like all that fold to it.
            let readings = by_char.entry(simplified::of(c)).or_default();
            // Nobody has a key for `ü`; input methods take `v`, passports `u`.
            let plain = reading.plain().replace('ê', "e");
            readings.insert(plain.replace('ü', "v"));
            readings.insert(plain.replace('ü', "u"));
        }
    }
    let syllables: BTreeSet<&String> = by_char.values().flatten().collect();
    let syllables: Vec<&String> = syllables.into_iter().collect();
    let sets: BTreeSet<&BTreeSet<String>> = by_char.values().collect();
    let sets: Vec<&BTreeSet<String>> = sets.into_iter().collect();
    let mut source = String::new();
    let _ = writeln!(source, "static SYLLABLES: [&str; {}] = {syllables:?};", syllables.len());
    let _ = write!(source, "static SETS: [&[u16]; {}] = [", sets.len());
    for set in &sets {
        let set: Vec<usize> = set.iter().flat_map(|it| syllables.binary_search(&it)).collect();
        let _ = write!(source, "&{set:?},");
    }
    let number =
        |c: char| by_char.get(&c).and_then(|set| sets.binary_search(&set).ok()).map_or(0, |at| at + 1);
    let dense = '\u{3400}'..'\u{a000}';
    let _ = write!(source, "];\nstatic DENSE: [u16; {}] = [", 0xa000 - 0x3400);
    for c in dense.clone() {
        let _ = write!(source, "{},", number(c));
    }
    let rare: Vec<char> = by_char.keys().copied().filter(|c| !dense.contains(c)).collect();
    let _ = write!(source, "];\nstatic RARE: [(char, u16); {}] = [", rare.len());
    for c in rare {
        let _ = write!(source, "({c:?},{}),", number(c));
    }
    source.push_str("];\n");
    source
}

fn gather(path: &Path, files: &mut BTreeSet<PathBuf>) {
    match fs::read_dir(path) {
        Ok(entries) => entries.flatten().for_each(|entry| gather(&entry.path(), files)),
        Err(_) => drop(files.insert(path.to_owned())),
    }
}
