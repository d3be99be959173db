//! Indexes on disk: written, read back, damaged in every way.

use std::ops::ControlFlow;

use proptest::prelude::{any, prop, prop_assert, prop_assert_eq, proptest};
use tempfile::TempDir;

use super::*;
use crate::archive::Batch;

fn sheet() -> (Columns, Files) {
    let long = "汇率👩‍👩‍👧aé".repeat(20_000);
    let texts = vec![long, String::new(), "名字\nname".to_owned()];
    let numbers =
        vec![vec![], vec![7; 100], (0..300).collect(), (0..100).map(|at| at * 40_000_000).collect()];
    let stamp =
        |at: i128| Stamp { modified: 1_700_000_000_000_000_000 + at * 1_000_000_007, size: 5_000_000_000 };
    let problem = Problem {
        path: "新闻/一\"\n.md".into(),
        line: Some(3),
        severity: Severity::Warning,
        message: "坏".into(),
    };
    ((texts, numbers), Files { stamps: (0..5).map(stamp).collect(), problems: vec![problem] })
}

fn store(folder: &TempDir) -> Store {
    Store { file: folder.path().join("看报/0.list"), owner: 42 }
}

#[test]
fn what_was_written_is_read() {
    let folder = tempfile::tempdir().unwrap();
    let store = store(&folder);
    assert!(store.open().is_none());
    let (columns, files) = sheet();
    store.write(&columns, &files).unwrap();
    let index = store.open().unwrap();
    assert_eq!(index.list(), Some(columns));
    assert_eq!(index.files(), Some(files));
    let other = Store { owner: 43, ..store.clone() };
    assert!(other.open().is_none());
    assert_eq!(store.bytes(), fs::metadata(&store.file).unwrap().len());
    assert_eq!(fs::read_dir(folder.path().join("看报")).unwrap().count(), 1);
}

/// Everything that an index says, as far as it is sound.
fn told(store: &Store) -> (Option<Columns>, Option<Files>) {
    let index = store.open();
    (index.as_ref().and_then(Index::list), index.as_ref().and_then(Index::files))
}

proptest! {
    #[test]
    fn damage_is_seen_and_never_a_panic(
        flips in prop::collection::vec((any::<usize>(), 1u8..), 0..4),
        length in prop::option::of(any::<usize>()),
        more in prop::collection::vec(any::<u8>(), 0..9),
    ) {
        let folder = tempfile::tempdir().unwrap();
        let store = store(&folder);
        let (columns, files) = sheet();
        store.write(&columns, &files).unwrap();
        let sound = fs::read(&store.file).unwrap();
        let mut bytes = sound.clone();
        for (at, flip) in flips {
            let at = at % bytes.len();
            bytes[at] ^= flip;
        }
        bytes.truncate(length.map_or(bytes.len(), |length| length % bytes.len()));
        bytes.extend(more);
        fs::write(&store.file, &bytes).unwrap();
        let (list, kept) = told(&store);
        prop_assert!(list.is_none_or(|list| list == columns));
        prop_assert!(kept.is_none_or(|kept| kept == files));
        if bytes == sound {
            prop_assert_eq!(told(&store), (Some(columns), Some(files)));
        }
    }

    /// Headers that have the right checksum, whatever they say.
    #[test]
    fn no_header_is_believed(
        numbers in prop::collection::vec((any::<usize>(), any::<u32>()), 0..4),
        bytes in prop::collection::vec(any::<u8>(), 0..200),
    ) {
        let folder = tempfile::tempdir().unwrap();
        let store = store(&folder);
        let (columns, files) = sheet();
        store.write(&columns, &files).unwrap();
        let mut file = fs::read(&store.file).unwrap();
        let end = 32 + 24 * (3 + 4 + STAMPS + 1);
        for (at, number) in numbers {
            let at = 8 + at % (end / 4 - 2) * 4;
            if at + 4 <= end {
                file[at..at + 4].copy_from_slice(&number.to_le_bytes());
            }
        }
        let sum = crc32fast::hash(&file[..end]);
        file[end..end + 4].copy_from_slice(&sum.to_le_bytes());
        let middle = file.len() / 2;
        file.splice(middle..middle, bytes.iter().copied());
        fs::write(&store.file, &file).unwrap();
        let (list, _) = told(&store);
        prop_assert!(list.is_none_or(|(texts, _)| texts.len() < 100));
    }
}

fn archive(posts: &[(&str, &str)]) -> (TempDir, Archive) {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in posts {
        fs::write(folder.path().join(name), text).unwrap();
    }
    let archive = Archive::open(folder.path()).unwrap();
    (folder, archive)
}

fn loaded(archive: &Archive) -> Batch {
    let mut all = Batch::default();
    archive.load(&Show::default(), &mut |batch| {
        all.append(batch);
        ControlFlow::Continue(())
    });
    all
}

#[test]
fn what_changed_is_told_and_nothing_else() {
    let (folder, archive) = archive(&[("一.md", "# 一"), ("二.md", "# 二"), ("三.md", "# 三")]);
    let before = loaded(&archive);
    assert_eq!(before.stamps.len(), 3);
    let known = || before.posts.iter().map(|post| post.path.as_str()).zip(before.stamps.iter().copied());
    assert!(archive.compare(Show::default(), known()).is_same());
    fs::write(folder.path().join("二.md"), "# 二，改").unwrap();
    fs::remove_file(folder.path().join("三.md")).unwrap();
    fs::write(folder.path().join("四.md"), "# 四").unwrap();
    let compared = archive.compare(Show::default(), known());
    let path = |number: &u32| before.posts[*number as usize].path.as_str();
    assert_eq!(compared.changed.iter().map(path).collect::<Vec<_>>(), ["二.md"]);
    assert_eq!(compared.gone.iter().map(path).collect::<Vec<_>>(), ["三.md"]);
    let mut read = Batch::default();
    archive.load_changed(Show::default(), &compared, &mut |batch| {
        read.append(batch);
        ControlFlow::Continue(())
    });
    let mut titles: Vec<&str> = read.posts.iter().map(|post| post.title.as_str()).collect();
    titles.sort_unstable();
    assert_eq!(titles, ["二，改", "四"]);
}

#[test]
fn the_cache_is_cleared_of_what_is_ours() {
    let folder = tempfile::tempdir().unwrap();
    for name in ["0.list", "1.pack", "1.new.pack", ".list-x", ".pack-y", "notes.txt"] {
        fs::write(folder.path().join(name), "12").unwrap();
    }
    assert_eq!(clear(folder.path()).unwrap(), (5, 10));
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    assert_eq!(clear(&folder.path().join("nothing")).unwrap(), (0, 0));
}
