//! Sessions of the real program, one after the other: whoever comes back is where they were,
//! however the program ended and wherever the archive is by now.

#![cfg(target_os = "linux")]
#![allow(clippy::unwrap_used, clippy::expect_used)]

#[path = "common/home.rs"]
mod home;
#[path = "common/pty.rs"]
mod pty;

use std::fs;
use std::path::Path;
use std::process::Command;
use std::time::Instant;

use home::{Home, LONG, shown};
use pty::{DEADLINE, Session, Setup};
use rustix::process::Signal;

/// Longer than any other, and first in the list.
const NOVEL: &str = "一部很长的小说";

/// A home whose first post has long paragraphs of sentences that all differ.
fn home() -> Home {
    let home = Home::new();
    let sentence = |number: usize| {
        format!("第{number}句：雨从早上一直下到晚上，“江南的雨”总是这样，下了{}天也不停。", number * 7)
    };
    let paragraph = |at: usize| (at * 12..(at + 1) * 12).map(sentence).collect::<String>();
    let body: Vec<String> = (0..40).map(paragraph).collect();
    let text = format!("---\ntitle: {NOVEL}\n---\n\n{}\n", body.join("\n\n"));
    fs::write(home.archive().join("_posts/2024-03-09-novel.md"), text).unwrap();
    home
}

/// The first row of the article that has the screen for itself, and the one below it.
fn top(screen: &vt100::Screen) -> (String, String) {
    let text = screen.contents();
    let mut rows = text.lines().map(str::trim).filter(|row| !row.is_empty());
    let mut next = || rows.next().unwrap_or_default().to_owned();
    (next(), next())
}

/// The first row of the article beside the other panes.
fn beside(screen: &vt100::Screen) -> String {
    let text = screen.contents();
    text.lines().nth(1).and_then(|row| row.split('│').nth(2)).unwrap_or_default().to_owned()
}

/// Reads on in the novel, alone on the screen; the words at the top.
fn read_on(session: &mut Session) -> String {
    session.wait_for(NOVEL).keys("\r").wait_for("第1句").keys("z").wait_gone("文章");
    for _ in 0..7 {
        let before = top(session.screen());
        session.keys(" ").wait("the next page", |screen| top(screen).0 != before.0);
    }
    let (row, _) = top(session.screen());
    assert!(row.chars().count() > 20, "{row}");
    row.chars().take(8).collect()
}

/// Waits until these words begin in the first row.
#[track_caller]
fn wait_top(session: &mut Session, words: &str) {
    session.wait(words, |screen| {
        let (first, second) = top(screen);
        format!("{first}{second}").find(words).is_some_and(|at| at < first.len())
    });
}

#[track_caller]
fn leave(mut session: Session) {
    session.keys("Q");
    assert_eq!(session.end(), 0);
    session.assert_restored();
}

#[test]
fn the_same_sentence_is_at_the_top_in_half_the_width() {
    let home = home();
    let mut session = home.setup().size(120, 36).start();
    let words = read_on(&mut session);
    leave(session);
    for columns in [60, 41, 120] {
        let mut session = home.setup().size(columns, 24).start();
        wait_top(&mut session, &words);
        leave(session);
    }
}

#[test]
fn an_archive_that_grew_and_moved_is_gone_on_with() {
    let home = home();
    let mut session = home.setup().size(120, 36).start();
    let words = read_on(&mut session);
    leave(session);
    let moved = home.path().join("搬到别处");
    fs::rename(home.archive(), &moved).unwrap();
    for number in 1..=1000 {
        let path = moved.join(format!("_posts/2024-04-01-more-{number}.md"));
        fs::write(path, format!("---\ntitle: 新来的第{number}篇\n---\n\n还没有读。\n")).unwrap();
    }
    let mut session = Setup::new(home.path(), &moved).size(60, 24).start();
    wait_top(&mut session, &words);
    // And the list is where it was: a thousand newer posts stand above.
    session.keys("zq").wait_for("%").wait_for("新来的第").wait_for(NOVEL);
    leave(session);
}

#[test]
fn a_post_that_was_renamed_and_moved_is_gone_on_with() {
    let home = home();
    let mut session = home.setup().size(120, 36).start();
    let words = read_on(&mut session);
    leave(session);
    let folder = home.archive().join("小说/_posts");
    fs::create_dir_all(&folder).unwrap();
    fs::rename(home.archive().join("_posts/2024-03-09-novel.md"), folder.join("2024-03-09-雨.md")).unwrap();
    let mut session = home.setup().size(60, 24).start();
    wait_top(&mut session, &words);
    leave(session);
}

#[test]
fn who_starts_fresh_sees_the_list_and_still_finds_the_place() {
    let home = home();
    let mut session = home.setup().size(120, 36).start();
    let words = read_on(&mut session);
    session.keys("zT\\").wait_for("按最早");
    leave(session);
    let mut session = home.setup().arg("--fresh").size(120, 36).start();
    session.wait_for(NOVEL).wait_for("%").wait_for(LONG);
    assert!(!session.text().contains(&words) && !session.text().contains("按最早"), "{}", session.text());
    session.keys("\r").wait_for(&words).keys("z");
    wait_top(&mut session, &words);
    leave(session);
}

/// Waits until the store on disk says this.
#[track_caller]
fn wait_kept(home: &Path, what: &str) {
    let end = Instant::now() + DEADLINE;
    loop {
        let mut export = Command::new(env!("CARGO_BIN_EXE_kanbao"));
        let said = export.args(["state", "export"]).env("HOME", home).env_remove("XDG_DATA_HOME").output();
        let said = String::from_utf8(said.unwrap().stdout).unwrap();
        if said.contains(what) {
            return;
        }
        assert!(Instant::now() < end, "{what} is kept: {said}");
    }
}

#[test]
fn a_place_outlives_a_program_that_is_killed() {
    let home = home();
    let mut session = home.setup().size(120, 36).start();
    let words = read_on(&mut session);
    session.keys("z").wait_for("% ━").wait_for(&words);
    let before = beside(session.screen());
    session.keys("j").wait("the next row", |screen| beside(screen) != before);
    let (text, row) = (session.text(), beside(session.screen()));
    let percent = text.lines().next().unwrap().rsplit('%').nth(1).unwrap().rsplit(' ').next().unwrap();
    wait_kept(home.path(), &format!(":{percent}\""));
    session.signal(Signal::KILL);
    assert_eq!(session.end(), 137);
    let mut session = shown(home.setup().size(120, 36));
    session.wait("the same row", |screen| beside(screen) == row);
    leave(session);
}

#[test]
fn a_post_that_was_marked_in_the_list_is_found_by_its_text() {
    let home = home();
    let mut session = home.setup().size(100, 24).start();
    session.wait_for(NOVEL).keys("m").wait_for("已加星标");
    wait_kept(home.path(), "\"body\":\"");
    leave(session);
    let old = home.archive().join("_posts/2024-03-09-novel.md");
    let text = fs::read_to_string(&old).unwrap().replace(NOVEL, "换了书名");
    fs::remove_file(&old).unwrap();
    fs::write(home.archive().join("_posts/2023-01-01-shu.md"), text).unwrap();
    let mut session = home.setup().arg("-q").arg("is:starred").size(100, 24).start();
    session.wait_for("换了书名");
    leave(session);
}
