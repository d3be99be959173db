//! The store as a file: older and later versions, damage, full disks, other programs, moves.

use std::collections::BTreeMap;
use std::fs;

use tempfile::TempDir;

use super::*;
use crate::state::{Field, Listed, Opening, PostKey, Setting, Value, Write, schema};

const NOW: Moment = Moment(1_795_522_530_000_000);

fn heading(title: &str) -> Identity {
    Identity::of_heading(title, Some(1))
}

fn listed<'a>(posts: &'a [(&'a str, &'a str)]) -> Vec<Listed<'a>> {
    posts.iter().map(|(path, title)| Listed { path, heading: heading(title) }).collect()
}

fn open(folder: &TempDir) -> Store {
    Store::open(Some(folder.path()), NOW)
}

/// The archive of these posts in a folder that is not there.
fn enter(store: &mut Store, posts: &[(&str, &str)]) -> ArchiveId {
    let root = Path::new("/没有/晨报");
    store.enter(&Opening { root, name: "晨报", posts: &listed(posts), whole: true }, NOW).unwrap()
}

fn mark(archive: ArchiveId, (path, title): (&str, &str), value: Value, moment: i64) -> Write {
    let post = PostKey { archive, path: path.into(), heading: Some(heading(title)), body: None };
    let field = if matches!(value, Value::Text(_)) { Field::Note } else { Field::Read };
    Write::Mark { post, field, value, moment: Moment(NOW.0 + moment) }
}

/// So many read posts.
fn many(archive: ArchiveId, range: std::ops::Range<i64>) -> Vec<Write> {
    let name = |at| (format!("_posts/{at:05}-一篇文章.md"), format!("第{at}篇"));
    range
        .map(|at| (at, name(at)))
        .map(|(at, (path, title))| mark(archive, (&path, &title), Value::Yes, at))
        .collect()
}

/// The paths that are read.
fn read(store: &Store, archive: ArchiveId) -> Vec<String> {
    let posts = store.remembered(archive).unwrap().posts;
    let is_read = |marks: &[(Field, Value, Moment)]| {
        marks.iter().any(|mark| (&mark.0, &mark.1) == (&Field::Read, &Value::Yes))
    };
    let mut paths: Vec<_> =
        posts.into_iter().filter(|post| is_read(&post.marks)).map(|post| post.path).collect();
    paths.sort();
    paths
}

#[test]
fn a_store_of_the_first_version_is_brought_to_this_one() {
    let folder = TempDir::new().unwrap();
    let old = Connection::open(folder.path().join(FILE)).unwrap();
    schema::first_version(&old);
    old.execute_batch(
        "INSERT INTO archive (id, uid, name) VALUES (7, x'000102030405060708090a0b0c0d0e0f', '晨报');
         INSERT INTO root VALUES (CAST('/晨报' AS BLOB), 7, 1);
         INSERT INTO post (id, archive, path) VALUES (3, 7, '雨.md'), (4, 7, '雪.md');
         INSERT INTO mark VALUES (3, 1, '', '1', 5), (4, 5, '', '冷', 6);",
    )
    .unwrap();
    drop(old);
    let mut store = open(&folder);
    assert_eq!(store.take_warnings(), []);
    let archive = store.archive_at(Path::new("/晨报")).unwrap().unwrap();
    assert_eq!(read(&store, archive), ["雨.md"]);
    let snow = &store.remembered(archive).unwrap().posts[1];
    assert_eq!(snow.marks, [(Field::Note, Value::Text("冷".into()), Moment(6))]);
    store.write(&[mark(archive, ("雪.md", "雪"), Value::Yes, 0)], NOW).unwrap();
    drop(store);
    assert_eq!(read(&open(&folder), archive), ["雨.md", "雪.md"]);
}

#[test]
fn a_store_of_a_later_version_is_left_alone() {
    let folder = TempDir::new().unwrap();
    let file = folder.path().join(FILE);
    drop(open(&folder));
    let later = Connection::open(&file).unwrap();
    later.pragma_update(None, "user_version", schema::VERSION + 1).unwrap();
    drop(later);
    let before = fs::read(&file).unwrap();
    let mut store = open(&folder);
    let warning = Warning::Future { file: file.clone(), version: schema::VERSION + 1 };
    assert_eq!((store.take_warnings(), store.is_kept()), (vec![warning], false));
    let archive = enter(&mut store, &[("雨.md", "雨")]);
    store.write(&[mark(archive, ("雨.md", "雨"), Value::Yes, 0)], NOW).unwrap();
    assert_eq!(read(&store, archive), ["雨.md"]);
    store.close(NOW).unwrap();
    assert_eq!(fs::read(&file).unwrap(), before);
}

#[test]
fn damage_is_found_set_aside_and_mended() {
    // Where in the file, by hundredths; and what is done there.
    let places = [0, 7, 20, 37, 50, 66, 80, 99];
    let mut damaged = 0;
    for (place, later) in places.into_iter().flat_map(|place| [(place, false), (place, true)]) {
        let folder = TempDir::new().unwrap();
        let file = folder.path().join(FILE);
        let mut store = open(&folder);
        let archive = enter(&mut store, &[]);
        store.write(&many(archive, 0..600), NOW).unwrap();
        assert!(store.back_up(NOW).unwrap());
        store.write(&many(archive, 600..700), NOW).unwrap();
        drop(store);
        let mut bytes = fs::read(&file).unwrap();
        let at = bytes.len() * place / 100;
        let end = (at + 700).min(bytes.len());
        bytes[at..end].iter_mut().for_each(|byte| *byte ^= 0x5a);
        fs::write(&file, &bytes).unwrap();

        let mut store = match later {
            // Whoever has no time looks first, and has the file looked through then.
            true => Store::open_unchecked(Some(folder.path()), NOW),
            false => open(&folder),
        };
        let _ = store.marked(archive);
        if later {
            store.check(NOW);
        }
        assert!(!store.check(NOW), "it is whole now");
        assert!(store.is_kept());
        let left = read(&store, archive);
        let whole: Vec<_> = (0..600).map(|at| format!("_posts/{at:05}-一篇文章.md")).collect();
        let lost: Vec<_> = whole.iter().filter(|path| left.binary_search(path).is_err()).collect();
        assert!(lost.is_empty(), "at {place} %: {} lost", lost.len());
        match store.take_warnings().as_slice() {
            [Warning::Damaged { aside, restored: true, .. }] => {
                damaged += 1;
                assert_eq!(fs::read(aside).unwrap(), bytes);
            }
            // What was hit was no page in use.
            other => assert_eq!((other, left.len()), (&[][..], 700), "at {place} %"),
        }
        store.write(&many(archive, 700..701), NOW).unwrap();
        drop(store);
        assert_eq!(open(&folder).take_warnings(), []);
    }
    assert!(damaged > places.len(), "{damaged}");
}

#[test]
fn damage_without_a_backup_leaves_what_can_be_read() {
    let folder = TempDir::new().unwrap();
    let file = folder.path().join(FILE);
    let mut store = open(&folder);
    let archive = enter(&mut store, &[]);
    store.write(&many(archive, 0..2000), NOW).unwrap();
    drop(store);
    let mut bytes = fs::read(&file).unwrap();
    // A page in the middle.
    let at = bytes.len() / 2 / 4096 * 4096;
    bytes[at..at + 64].fill(0xff);
    fs::write(&file, &bytes).unwrap();
    let mut store = open(&folder);
    let warnings = store.take_warnings();
    assert!(
        matches!(warnings.as_slice(), [Warning::Damaged { restored: false, saved, .. }] if *saved > 1000),
        "{warnings:?}"
    );
    assert!(read(&store, archive).len() > 1000);
}

#[test]
fn what_is_no_store_is_set_aside() {
    for text in [&b"{\"read\": []}"[..], &[b'x'; 5000]] {
        let folder = TempDir::new().unwrap();
        fs::write(folder.path().join(FILE), text).unwrap();
        let mut store = open(&folder);
        let warnings = store.take_warnings();
        let [Warning::Damaged { aside, restored: false, saved: 0 }] = warnings.as_slice() else {
            panic!("{warnings:?}")
        };
        assert_eq!(fs::read(aside).unwrap(), text);
        assert!(aside.to_string_lossy().contains("state.damaged-20261124-121530"), "{aside:?}");
    }
}

#[test]
fn a_folder_that_cannot_be_made_is_said_and_marks_last_for_the_session() {
    let file = tempfile::NamedTempFile::new().unwrap();
    let mut store = Store::open(Some(&file.path().join("看报")), NOW);
    assert!(matches!(store.take_warnings().as_slice(), [Warning::NotWritable { .. }]));
    let archive = enter(&mut store, &[("雨.md", "雨")]);
    store.write(&[mark(archive, ("雨.md", "雨"), Value::Yes, 0)], NOW).unwrap();
    assert_eq!(read(&store, archive), ["雨.md"]);
    assert_eq!(Store::open(None, NOW).take_warnings(), [Warning::NoFolder]);
}

#[test]
fn a_full_disk_refuses_everything_and_takes_it_later() {
    let folder = TempDir::new().unwrap();
    let mut store = open(&folder);
    let archive = enter(&mut store, &[]);
    store.write(&many(archive, 0..10), NOW).unwrap();
    store.fill_disk(1);
    let batch = many(archive, 10..2000);
    assert_eq!(store.write(&batch, NOW), Err(StoreError::Full));
    assert_eq!(read(&store, archive).len(), 10);
    store.fill_disk(0);
    store.write(&batch, NOW).unwrap();
    assert_eq!(read(&store, archive).len(), 2000);
}

#[test]
fn two_programs_see_each_other_and_the_later_mark_stands() {
    let folder = TempDir::new().unwrap();
    let (mut one, mut other) = (open(&folder), open(&folder));
    let archive = enter(&mut one, &[("雨.md", "雨")]);
    assert_eq!(enter(&mut other, &[("雨.md", "雨")]), archive);
    assert_eq!(other.news(NOW).unwrap(), []);
    let rain = ("雨.md", "雨");
    one.write(&[mark(archive, rain, Value::Yes, 20)], NOW).unwrap();
    let told = other.news(NOW).unwrap();
    assert_eq!(
        told.iter().map(|it| (it.path.as_str(), &it.value)).collect::<Vec<_>>(),
        [("雨.md", &Value::Yes)]
    );
    assert_eq!(other.news(NOW).unwrap(), []);
    // Made before, written after.
    other.write(&[mark(archive, rain, Value::No, 10)], NOW).unwrap();
    assert_eq!(read(&one, archive), ["雨.md"]);
    // Made now, by a clock that was put back.
    let moment = other.stamp(Moment(5)).0 - NOW.0;
    other.write(&[mark(archive, rain, Value::No, moment)], NOW).unwrap();
    assert_eq!(read(&one, archive), [""; 0]);
    assert_eq!(one.write(&[], NOW).unwrap().len(), 1);
}

#[test]
fn a_store_that_was_taken_away_is_made_again() {
    let folder = TempDir::new().unwrap();
    let mut store = open(&folder);
    let archive = enter(&mut store, &[]);
    store.write(&many(archive, 0..3), NOW).unwrap();
    fs::rename(folder.path().join(FILE), folder.path().join("别处.sqlite")).unwrap();
    for suffix in ["-wal", "-shm"] {
        fs::remove_file(folder.path().join(format!("{FILE}{suffix}"))).unwrap();
    }
    store.write(&many(archive, 3..5), NOW).unwrap();
    drop(store);
    assert_eq!(read(&open(&folder), archive).len(), 2);
}

#[test]
fn a_backup_is_made_once_a_day_and_is_whole() {
    let folder = TempDir::new().unwrap();
    let backup = folder.path().join(BACKUP);
    let mut store = open(&folder);
    let archive = enter(&mut store, &[]);
    store.write(&many(archive, 0..3), NOW).unwrap();
    let now = || {
        let since =
            backup.metadata().unwrap().modified().unwrap().duration_since(std::time::UNIX_EPOCH).unwrap();
        Moment(i64::try_from(since.as_micros()).unwrap())
    };
    assert!(store.back_up(NOW).unwrap());
    assert!(!store.back_up(now()).unwrap());
    store.write(&many(archive, 3..5), NOW).unwrap();
    let tomorrow = now().plus_days(1);
    store.close(tomorrow).unwrap();
    fs::rename(&backup, folder.path().join(FILE)).unwrap();
    assert_eq!(read(&open(&folder), archive).len(), 5);
}

/// What stands where after moves: path to note.
fn notes(store: &Store, archive: ArchiveId) -> BTreeMap<String, String> {
    let note = |marks: Vec<(Field, Value, Moment)>| {
        marks
            .into_iter()
            .find_map(|(_, value, _)| if let Value::Text(text) = value { Some(text) } else { None })
    };
    let posts = store.remembered(archive).unwrap().posts.into_iter();
    posts.filter_map(|post| Some((post.path, note(post.marks)?))).collect()
}

#[test]
fn marks_go_with_their_posts() {
    // Known posts, posts now, then path and note of those that are there.
    type Titles = &'static [(&'static str, &'static str)];
    let rows: [(&str, Titles, Titles, Titles); 6] = [
        ("renamed", &[("a", "甲")], &[("b", "甲")], &[("b", "甲")]),
        ("swapped", &[("a", "甲"), ("b", "乙")], &[("a", "乙"), ("b", "甲")], &[("a", "乙"), ("b", "甲")]),
        ("in the place of one that is gone", &[("a", "甲"), ("b", "乙")], &[("b", "甲")], &[("b", "甲")]),
        ("title edited", &[("a", "甲")], &[("a", "甲改")], &[("a", "甲")]),
        (
            "a circle of three",
            &[("a", "甲"), ("b", "乙"), ("c", "丙")],
            &[("b", "甲"), ("c", "乙"), ("a", "丙")],
            &[("a", "丙"), ("b", "甲"), ("c", "乙")],
        ),
        (
            "folder moved",
            &[("财经/a", "甲"), ("财经/b", "乙")],
            &[("要闻/a", "甲"), ("要闻/b", "乙")],
            &[("要闻/a", "甲"), ("要闻/b", "乙")],
        ),
    ];
    for (what, before, now, expected) in rows {
        let folder = TempDir::new().unwrap();
        let mut store = open(&folder);
        let archive = enter(&mut store, before);
        let batch: Vec<_> = before
            .iter()
            .map(|(path, title)| mark(archive, (path, title), Value::Text((*title).into()), 0))
            .collect();
        store.write(&batch, NOW).unwrap();
        follow(&mut store, archive, now);
        let mut there = notes(&store, archive);
        there.retain(|path, _| !path.starts_with('\0'));
        let expected = expected.iter().map(|(path, note)| ((*path).into(), (*note).into())).collect();
        assert_eq!(there, expected, "{what}");
        // All is as it was before when the posts are.
        follow(&mut store, archive, before);
        let back = before.iter().map(|(path, title)| ((*path).into(), (*title).into())).collect();
        assert_eq!(notes(&store, archive), back, "{what}, and back");
    }
}

fn follow(store: &mut Store, archive: ArchiveId, now: &[(&str, &str)]) {
    store.settle(archive, &listed(now), &mut |_| None).unwrap();
}

#[test]
fn a_post_is_known_by_its_latest_title() {
    let folder = TempDir::new().unwrap();
    let mut store = open(&folder);
    let archive = enter(&mut store, &[("a", "甲")]);
    store.write(&[mark(archive, ("a", "甲"), Value::Yes, 0)], NOW).unwrap();
    follow(&mut store, archive, &[("a", "甲改")]);
    follow(&mut store, archive, &[("b", "甲改")]);
    assert_eq!(read(&store, archive), ["b"]);
}

#[test]
fn settings_are_kept_for_each_archive() {
    let folder = TempDir::new().unwrap();
    let mut store = open(&folder);
    let archive = enter(&mut store, &[]);
    let session = crate::state::Session { filter: "标签:财经".into(), ..Default::default() };
    let baseline = crate::state::Baseline::new([("雨.md", heading("雨"))].into_iter());
    let settings = [Setting::Session(Box::new(session.clone())), Setting::Baseline(baseline.clone())];
    let batch: Vec<_> =
        settings.into_iter().map(|setting| Write::Set { archive, setting, moment: NOW }).collect();
    store.write(&batch, NOW).unwrap();
    let remembered = store.remembered(archive).unwrap();
    assert_eq!((remembered.session, remembered.baseline), (Some(session), Some(baseline)));
    let (there, elsewhere) = (TempDir::new().unwrap(), store.export().unwrap());
    let lines: Vec<_> = elsewhere.iter().map(crate::state::exchange::print).collect();
    let items: Vec<_> = lines.iter().map(|line| crate::state::exchange::parse(line).unwrap()).collect();
    let mut other = open(&there);
    assert_eq!(other.import(items.clone()).unwrap(), 2);
    assert_eq!(other.import(items).unwrap(), 0);
    assert_eq!(other.remembered(archive).unwrap(), store.remembered(archive).unwrap());
}
