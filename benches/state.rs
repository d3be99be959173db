//! The store at the start: opening it, and everything that is known of an archive whose posts
//! are all marked. It happens beside the first frame, not before it.

#![allow(clippy::unwrap_used)]

use std::path::Path;

use kanbao::state::{Field, Moment, Opening, PostKey, Store, Value, Write};

#[path = "common/corpus.rs"]
mod corpus;

fn main() {
    divan::main();
}

fn opening() -> Opening<'static> {
    Opening { root: Path::new("/晨报"), name: "晨报", posts: &[], whole: true }
}

fn marked(posts: u32) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let mut store = Store::open(Some(folder.path()), Moment(1));
    let archive = store.enter(&opening(), Moment(1)).unwrap();
    let write = |at: i64| {
        let path = format!("_posts/2022/2022-01-03-一篇文章-{at}.md");
        let post = PostKey { archive, path, heading: None, body: None };
        Write::Mark { post, field: Field::Read, value: Value::Yes, moment: Moment(at) }
    };
    store.write(&(0..i64::from(posts)).map(write).collect::<Vec<_>>(), Moment(1)).unwrap();
    folder
}

#[divan::bench(args = corpus::sizes(), sample_count = 20)]
fn open_and_load(bencher: divan::Bencher<'_, '_>, posts: u32) {
    let folder = marked(posts);
    bencher.bench(|| {
        let store = Store::open(Some(folder.path()), Moment(1));
        let archive = store.archive_at(opening().root).unwrap().unwrap();
        store.remembered(archive).unwrap().posts.len()
    });
}

#[divan::bench(args = corpus::sizes(), sample_count = 20)]
fn open(bencher: divan::Bencher<'_, '_>, posts: u32) {
    let folder = marked(posts);
    bencher.bench(|| Store::open(Some(folder.path()), Moment(1)).is_kept());
}

#[divan::bench(args = corpus::sizes(), sample_count = 5)]
fn write_all(posts: u32) {
    marked(posts);
}
