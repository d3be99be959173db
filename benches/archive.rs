//! What opening an archive costs: finding its files, reading them all and keeping the list,
//! reading the list that was kept, and finding out that every file is as it was.
//!
//!     cargo bench --bench archive
//!     KANBAO_BENCH_POSTS=1000000 cargo bench --bench archive

#![allow(clippy::unwrap_used, reason = "a bench may fail")]

#[path = "common/corpus.rs"]
mod corpus;

use std::collections::BTreeMap;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, OnceLock, PoisonError};

use corpus::{Corpus, sizes};
use divan::{Bencher, black_box};
use kanbao::archive::{Archive, Show};
use kanbao::library::RootId;
use kanbao::terminal::listing::{Listed, Wanted};
use tempfile::TempDir;

fn main() {
    divan::main();
    // Statics are never dropped.
    if let Some(folder) = HOME.get() {
        std::fs::remove_dir_all(folder.path()).unwrap();
    }
}

/// All archives and their lists.
static HOME: OnceLock<TempDir> = OnceLock::new();

/// An archive on disk, written once, and the folder of its list.
fn archive(posts: u32) -> (Archive, PathBuf) {
    static WRITTEN: Mutex<BTreeMap<u32, ()>> = Mutex::new(BTreeMap::new());
    let home = HOME.get_or_init(|| tempfile::tempdir().unwrap()).path();
    let folder = home.join(posts.to_string());
    let mut written = WRITTEN.lock().unwrap_or_else(PoisonError::into_inner);
    written.entry(posts).or_insert_with(|| Corpus(posts).write(&folder).unwrap());
    (Archive::open(&folder).unwrap(), home.join(format!("list-{posts}")))
}

fn renew(archive: &Archive, cache: &Path) -> Listed {
    let mut wanted = Wanted::new(archive, RootId(0), Show::default(), Some(cache));
    wanted.at_hand();
    wanted.renew(&mut |_| ControlFlow::Continue(()))
}

/// The files, without opening one.
#[divan::bench(args = sizes(), sample_count = 20, sample_size = 1)]
fn scan(bencher: Bencher<'_, '_>, posts: u32) {
    let (archive, _) = archive(posts);
    bencher.bench(|| black_box(&archive).compare(Show::default(), std::iter::empty()).unread());
}

/// Every post read, and the list kept.
#[divan::bench(args = sizes(), sample_count = 10, sample_size = 1)]
fn read_and_keep(bencher: Bencher<'_, '_>, posts: u32) {
    let (archive, cache) = archive(posts);
    let without_list = || {
        let _ = std::fs::remove_dir_all(&cache);
    };
    bencher.with_inputs(without_list).bench_local_values(|()| renew(&archive, &cache).library.len());
}

/// The top of the list that was kept: what the first frame waits for.
#[divan::bench(args = sizes(), sample_count = 20, sample_size = 1)]
fn glance(bencher: Bencher<'_, '_>, posts: u32) {
    let (archive, cache) = archive(posts);
    renew(&archive, &cache);
    bencher.bench(|| {
        Wanted::new(&archive, RootId(0), Show::default(), Some(&cache)).at_a_glance().unwrap().0.posts
    });
}

/// All of the list that was kept.
#[divan::bench(args = sizes(), sample_count = 20, sample_size = 1)]
fn load_list(bencher: Bencher<'_, '_>, posts: u32) {
    let (archive, cache) = archive(posts);
    renew(&archive, &cache);
    bencher
        .bench(|| Wanted::new(&archive, RootId(0), Show::default(), Some(&cache)).at_hand().unwrap().0.len());
}

/// The list that was kept, and that every file is as it was.
#[divan::bench(args = sizes(), sample_count = 10, sample_size = 1)]
fn verify(bencher: Bencher<'_, '_>, posts: u32) {
    let (archive, cache) = archive(posts);
    renew(&archive, &cache);
    bencher.bench(|| renew(black_box(&archive), &cache).problems.len());
}
