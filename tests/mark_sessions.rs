//! Marks in sessions of the real program: it is killed and opened again, two of them run at
//! once, the store cannot be written or is of a later version.

#![cfg(target_os = "linux")]
#![allow(clippy::unwrap_used, clippy::expect_used)]

#[path = "common/home.rs"]
mod home;
#[path = "common/pty.rs"]
mod pty;

use std::fs;
use std::path::PathBuf;
use std::time::Instant;

use home::{Home, LONG, RAIN, RATES, shown};
use kanbao::state::{Field, Moment, Store, Value};
use pty::{DEADLINE, Session, Setup};
use rustix::process::Signal;

/// A star in a row.
const STAR: &str = "✶";

fn data(home: &Home) -> PathBuf {
    home.path().join("data")
}

/// A reader whose state is kept in the home's data folder.
fn setup(home: &Home) -> Setup {
    home.setup().env("KANBAO_STATE_DIR", &data(home).display().to_string()).size(120, 30)
}

/// What is on disk: how many posts have a star.
fn stars(home: &Home) -> usize {
    let store = Store::open_existing(Some(&data(home)), Moment(9));
    let Ok(Some(archive)) = store.archive_at(&fs::canonicalize(home.archive()).unwrap()) else { return 0 };
    let posts = store.remembered(archive).unwrap().posts;
    let starred = |marks: &[(Field, Value, Moment)]| {
        marks.iter().any(|(field, value, _)| *field == Field::Starred && *value == Value::Yes)
    };
    posts.iter().filter(|post| starred(&post.marks)).count()
}

fn wait_for_stars(home: &Home, count: usize) {
    let end = Instant::now() + DEADLINE;
    while stars(home) != count {
        assert!(Instant::now() < end, "{count} stars, not {}", stars(home));
        std::thread::yield_now();
    }
}

/// Waits until so many rows have a star.
fn wait_for_rows(session: &mut Session, count: usize) {
    session.wait("rows with a star", |screen| screen.contents().matches(STAR).count() == count);
}

#[test]
fn what_is_on_disk_survives_a_kill() {
    let home = Home::new();
    let mut session = shown(setup(&home));
    session.keys("jmjm").wait_for(&format!("已加星标: {RAIN}"));
    wait_for_stars(&home, 2);
    session.signal(Signal::KILL);
    session.end();
    let mut again = shown(setup(&home));
    wait_for_rows(&mut again, 2);
    let rows = again.text();
    for title in [RATES, RAIN] {
        assert!(rows.lines().any(|row| row.contains(title) && row.contains(STAR)), "{rows}");
    }
    again.keys("Q");
    assert_eq!(again.end(), 0);
}

#[test]
fn leaving_writes_what_was_marked_last() {
    let home = Home::new();
    for (keys, count) in [("mQ", 1), ("jmQ", 2), ("gg", 2)] {
        let mut session = shown(setup(&home).arg("--fresh"));
        session.keys(keys);
        if !keys.contains('Q') {
            session.signal(Signal::TERM);
        }
        session.end();
        assert_eq!(stars(&home), count, "{keys}");
    }
}

#[test]
fn two_readers_see_the_marks_of_each_other() {
    let (home, other) = (Home::new(), tempfile::tempdir().unwrap());
    let mut one = shown(setup(&home));
    // Another home, so that each has its own file for its number.
    let data = data(&home).display().to_string();
    let two = Setup::new(other.path(), &home.archive()).env("KANBAO_STATE_DIR", &data).size(120, 30);
    let mut two = shown(two);
    one.keys("m").wait_for(&format!("已加星标: {LONG}"));
    wait_for_rows(&mut two, 1);
    two.keys("jm").wait_for(&format!("已加星标: {RATES}"));
    wait_for_rows(&mut one, 2);
    one.keys("m").wait_for("已去掉星标");
    wait_for_rows(&mut two, 1);
    for mut session in [one, two] {
        session.keys("Q");
        assert_eq!(session.end(), 0);
    }
    assert_eq!(stars(&home), 1);
}

#[test]
fn a_folder_that_cannot_be_made_is_said_once_and_marks_last_for_the_session() {
    let home = Home::new();
    fs::write(data(&home), "这不是文件夹").unwrap();
    let mut session = shown(setup(&home));
    session.wait_for("只保留到本次退出");
    session.keys("j").wait_gone("只保留到本次退出");
    session.keys("m").wait_for(STAR);
    session.keys("Q");
    assert_eq!(session.end(), 0);
    assert_eq!(fs::read_to_string(data(&home)).unwrap(), "这不是文件夹");
}

#[test]
fn a_store_of_a_later_version_is_left_alone() {
    let home = Home::new();
    let mut session = shown(setup(&home));
    session.keys("m").wait_for(STAR).keys("Q");
    assert_eq!(session.end(), 0);
    let file = data(&home).join("state.sqlite");
    let store = rusqlite::Connection::open(&file).unwrap();
    store.pragma_update(None, "user_version", 99).unwrap();
    drop(store);
    let before = fs::read(&file).unwrap();
    let mut session = shown(setup(&home));
    session.wait_for("由更新版本的看报写成（99）").keys("jm").wait_for("已加星标").keys("Q");
    assert_eq!(session.end(), 0);
    assert_eq!(fs::read(&file).unwrap(), before);
}
