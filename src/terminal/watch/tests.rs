//! The watcher with eyes of its own: what the system would tell is told by the tests.

use std::fs;
use std::sync::{Arc, Mutex};

use notify::event::{CreateKind, DataChange, Flag, RemoveKind};

use super::*;

/// The folders that are to be watched now.
#[derive(Clone, Default)]
struct Seen(Arc<Mutex<BTreeSet<PathBuf>>>);

impl Eyes for Seen {
    fn watch(&mut self, folder: &Path) -> notify::Result<()> {
        if !folder.is_dir() {
            return Err(notify::Error::path_not_found());
        }
        self.0.lock().unwrap().insert(folder.to_owned());
        Ok(())
    }

    fn unwatch(&mut self, folder: &Path) {
        self.0.lock().unwrap().remove(folder);
    }
}

/// An archive of two posts.
struct Live {
    root: PathBuf,
    teller: Sender<Told>,
    seen: Seen,
    _folder: tempfile::TempDir,
}

impl Live {
    fn write(&self, name: &str, title: &str) {
        fs::write(self.root.join(name), format!("# {title}")).unwrap();
    }

    fn tell(&self, kind: EventKind, name: &str) {
        self.teller.send(Ok(notify::Event::new(kind).add_path(self.root.join(name)))).unwrap();
    }

    fn created(&self, name: &str, title: &str) {
        self.write(name, title);
        self.tell(EventKind::Create(CreateKind::File), name);
    }

    fn removed(&self, name: &str) {
        fs::remove_file(self.root.join(name)).unwrap();
        self.tell(EventKind::Remove(RemoveKind::File), name);
    }

    fn overflows(&self) {
        self.teller.send(Ok(notify::Event::new(EventKind::Other).set_flag(Flag::Rescan))).unwrap();
    }

    fn watched(&self) -> String {
        let seen = self.seen.0.lock().unwrap();
        let below = |folder: &PathBuf| folder.strip_prefix(self.root.parent().unwrap()).unwrap().to_owned();
        seen.iter().map(|folder| format!("[{}]", below(folder).display())).collect()
    }
}

/// Watches an archive; of each act, what the app was told after it.
fn watched(acts: &[&dyn Fn(&Live)]) -> Vec<String> {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path().canonicalize().unwrap().join("报");
    fs::create_dir_all(root.join("旧")).unwrap();
    let (teller, told) = mpsc::channel();
    let live = Live { root: root.clone(), teller, seen: Seen::default(), _folder: folder };
    live.write("甲.md", "甲");
    live.write("旧/乙.md", "乙");
    let archive = Archive::open(&root).unwrap();
    let (events, inbox) = mpsc::channel();
    let mut watch = Watch::with(Box::new(live.seen.clone()), told, &events);
    watch.add(&archive, (RootId(0), Show::default()), std::iter::empty());
    watch.read(RootId(0), Known::default(), (None, SystemTime::now()));
    assert!(watch.settle());
    assert_eq!(said(&inbox), "+乙 +甲 .");
    assert_eq!(live.watched(), "[报][报/旧]");
    let answer = |act: &&dyn Fn(&Live)| {
        act(&live);
        while let Ok(told) = watch.told.try_recv() {
            watch.hear(told);
        }
        assert!(watch.settle());
        said(&inbox)
    };
    acts.iter().map(answer).collect()
}

/// What the app was told: new posts, paths that are gone, the end of a pass.
fn said(inbox: &Receiver<Event>) -> String {
    let mut words = Vec::new();
    for event in inbox.try_iter() {
        match event {
            Event::App(Message::Changed { patch, .. }) => {
                words.extend(patch.posts.iter().map(|post| format!("+{}", post.title)));
                words.extend(patch.gone.iter().map(|path| format!("-{path}")));
                words.extend(patch.all_problems.map(|all| format!("{}.", "!".repeat(all.len()))));
            }
            Event::App(Message::Unwatched { why, .. }) => words.push(why.unwrap_or("gone".into())),
            _ => words.push("other".into()),
        }
    }
    words.sort_by_key(|word| (word.ends_with('.'), word.clone()));
    words.join(" ")
}

#[test]
fn files_that_are_told_of_are_looked_at_and_no_others() {
    let said = watched(&[
        &|live| live.created("丙.md", "丙"),
        &|live| live.created("丙.md", "丙之二，更长"),
        // Nobody tells of this one.
        &|live| live.write("静.md", "静"),
        &|live| live.removed("旧/乙.md"),
        &|live| live.created("图.png", "不是文章"),
        &|live| live.tell(EventKind::Modify(ModifyKind::Data(DataChange::Any)), "甲.md"),
    ]);
    assert_eq!(said, ["+丙 .", "+丙之二，更长 .", "", "-旧/乙.md .", "", ""]);
}

#[test]
fn a_queue_that_ran_over_is_made_good_by_a_pass() {
    let said = watched(&[&|live| {
        live.write("静.md", "静");
        fs::remove_file(live.root.join("甲.md")).unwrap();
        live.overflows();
    }]);
    assert_eq!(said, ["+静 -甲.md ."]);
}

#[test]
fn folders_that_come_are_watched_with_all_that_is_in_them() {
    let said = watched(&[
        &|live| {
            fs::create_dir_all(live.root.join("新/更新")).unwrap();
            live.write("新/更新/丙.md", "丙");
            live.tell(EventKind::Create(CreateKind::Folder), "新");
        },
        &|live| {
            assert_eq!(live.watched(), "[报][报/新][报/新/更新][报/旧]");
            live.created("新/更新/丁.md", "丁");
        },
        &|live| {
            fs::remove_dir_all(live.root.join("新")).unwrap();
            live.tell(EventKind::Remove(RemoveKind::Folder), "新");
        },
        &|live| assert_eq!(live.watched(), "[报][报/旧]"),
    ]);
    assert_eq!(said, ["+丙 .", "+丁 .", "-新/更新/丁.md -新/更新/丙.md .", ""]);
}

#[test]
fn an_archive_that_vanishes_keeps_its_posts_and_is_seen_when_it_comes_back() {
    let said = watched(&[
        &|live| {
            fs::rename(&live.root, live.root.with_extension("别处")).unwrap();
            live.tell(EventKind::Remove(RemoveKind::Folder), "");
        },
        &|live| {
            assert_eq!(live.watched(), "[]", "where it may come back");
            fs::rename(live.root.with_extension("别处"), &live.root).unwrap();
            live.write("丙.md", "丙");
            live.tell(EventKind::Create(CreateKind::Folder), "");
        },
        &|live| {
            assert_eq!(live.watched(), "[报][报/旧]");
            live.created("丁.md", "丁");
        },
    ]);
    assert_eq!(said, ["gone", "+丙 .", "+丁 ."]);
}

#[test]
fn problems_come_and_go_with_their_files() {
    let broken = "---\ntitle: [丙\n---\n";
    let said = watched(&[
        &|live| {
            fs::write(live.root.join("丙.md"), broken).unwrap();
            live.tell(EventKind::Create(CreateKind::File), "丙.md");
        },
        &|live| live.created("丁.md", "丁"),
        &|live| live.created("丙.md", "丙，好了"),
    ]);
    assert!(said[0].ends_with(" !."), "{said:?}");
    assert_eq!(said[1..], ["+丁 !.", "+丙，好了 ."]);
}

#[test]
fn what_was_compared_is_not_compared_again() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path().canonicalize().unwrap();
    fs::write(root.join("甲.md"), "# 甲").unwrap();
    let archive = Archive::open(&root).unwrap();
    let (events, inbox) = mpsc::channel();
    let mut watch = Watch::with(Box::new(Seen::default()), mpsc::channel().1, &events);
    watch.add(&archive, (RootId(0), Show::default()), ["甲.md"].into_iter());
    watch.read(RootId(0), Known::default(), (Some(vec![root.clone()]), SystemTime::now()));
    assert!(watch.settle());
    // A pass would have told of it: nothing is known of the archive here.
    assert_eq!(said(&inbox), "");
    // A folder that is watched only now may have changed in between.
    fs::create_dir(root.join("新")).unwrap();
    watch.read(RootId(0), Known::default(), (Some(vec![root.clone(), root.join("新")]), SystemTime::now()));
    assert!(watch.settle());
    assert_eq!(said(&inbox), "+甲 .");
}
