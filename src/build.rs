//! The build script: how the binary is linked, and what tells its texts from those of another
//! build. No code is generated here.
//!
//! A pack in the user's cache holds what this program made of posts. Another program may make
//! something else of them, so a pack says by which code it was made: `KANBAO_TEXTS` is a number
//! for the sources of everything between a file and its text.
//!
//! A position-independent binary is full of pointers that the loader sets right at every
//! start: 32,000 of them here, most in tables of other crates (HTML's named characters,
//! twice, and those of regular expressions). That is a quarter of the whole time that
//! `kanbao show` takes for a post of 10 KB, and nothing else at that size costs as much. So
//! on Linux with glibc the binary is linked to a fixed address. What that gives up is the
//! random place of its code; heap, stack and libraries keep theirs, and kanbao's own code
//! has no `unsafe`.

use std::collections::BTreeSet;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};
use std::{env, fs};

/// What makes texts of posts.
const TEXTS: [&str; 5] = ["src/article", "src/archive", "src/post", "src/text", "Cargo.lock"];

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
}

fn gather(path: &Path, files: &mut BTreeSet<PathBuf>) {
    match fs::read_dir(path) {
        Ok(entries) => entries.flatten().for_each(|entry| gather(&entry.path(), files)),
        Err(_) => drop(files.insert(path.to_owned())),
    }
}
