//! The store at the start: opening it, and everything that is known of an archive of 100,000
//! marked posts. It happens beside the first frame, not before it.

#![allow(clippy::unwrap_used)]

use std::path::Path;

use kanbao::state::{Field, Moment, Opening, PostKey, Store, Value, Write};

const POSTS: i64 = 100_000;

fn main() {
    divan::main();
}

fn opening() -> Opening<'static> {
    Opening { root: Path::new("/晨报"), name: "晨报", posts: &[], whole: true }
}

fn marked() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let mut store = Store::open(Some(folder.path()), Moment(1));
    let archive = store.enter(&opening(), Moment(1)).unwrap();
    let write = |at: i64| {
        let path = format!("_posts/2022/2022-01-03-一篇文章-{at}.md");
        let post = PostKey { archive, path, heading: None, body: None };
        Write::Mark { post, field: Field::Read, value: Value::Yes, moment: Moment(at) }
    };
    store.write(&(0..POSTS).map(write).collect::<Vec<_>>(), Moment(1)).unwrap();
    folder
}

#[divan::bench(sample_count = 20)]
fn open_and_load(bencher: divan::Bencher<'_, '_>) {
    let folder = marked();
    bencher.bench(|| {
        let store = Store::open(Some(folder.path()), Moment(1));
        let archive = store.archive_at(opening().root).unwrap().unwrap();
        store.remembered(archive).unwrap().posts.len()
    });
}

#[divan::bench(sample_count = 20)]
fn open(bencher: divan::Bencher<'_, '_>) {
    let folder = marked();
    bencher.bench(|| Store::open(Some(folder.path()), Moment(1)).is_kept());
}

#[divan::bench(sample_count = 5)]
fn write_all() {
    marked();
}
