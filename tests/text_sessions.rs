//! Sessions of the real program that search the texts of all posts: what is shown is found,
//! whatever became of the cache and of the archive.

#![cfg(target_os = "linux")]
#![allow(clippy::unwrap_used, clippy::expect_used)]

#[path = "common/home.rs"]
mod home;
#[path = "common/pty.rs"]
mod pty;

use std::fs;
use std::path::PathBuf;

use home::{Home, LONG, RAIN, RATES, shown, wait_for_file};
use pty::Session;

fn cache(home: &Home) -> PathBuf {
    home.path().join(".cache/kanbao")
}

fn packs(home: &Home) -> Vec<PathBuf> {
    let files = fs::read_dir(cache(home)).into_iter().flatten().flatten().map(|entry| entry.path());
    files.filter(|path| path.extension().is_some_and(|extension| extension == "pack")).collect()
}

/// Searches, opens what was found, and goes back to the list.
fn search_and_return(session: &mut Session) {
    session.keys("S").wait_for("正文含:").keys("雨下了\r");
    session.wait_for("正文含 雨下了 1 篇 · 1 处").wait_for(RAIN);
    session.keys("\r").wait_for("查找 雨下了 1/1");
    session.keys("q").wait_for("排序").wait_for("正文含 雨下了");
    session.keys("q").wait_gone("正文含 雨下了").wait_for(LONG);
}

#[test]
fn texts_are_searched_and_a_hit_is_opened_and_left_again() {
    let home = Home::new();
    let mut session = home.open();
    search_and_return(&mut session);
    // A phrase cut by a tag is found, the name of a tag and an address are not.
    session.keys("S").wait_for("正文含:").keys("中间价见第一处").wait_for("正文含 中间价见第一处 1 篇");
    session.wait_for(RATES).keys("\x15news.example").wait_for("没有正文含有这些词");
    session.keys("\x1b").wait_gone("没有正文含有这些词").keys("q");
    assert_eq!(session.end(), 0);
    session.assert_restored();
    assert_eq!(packs(&home).len(), 1, "the texts are kept");
}

#[test]
fn without_a_cache_posts_are_read_and_it_is_said_once() {
    let home = Home::new();
    fs::write(home.path().join(".cache"), "").unwrap();
    let mut session = shown(home.setup());
    session.wait_for("正文无法缓存");
    session.keys("j").wait_gone("正文无法缓存");
    search_and_return(&mut session);
    session.keys("q");
    assert_eq!(session.end(), 0);
}

#[test]
fn a_damaged_pack_is_made_again_and_a_new_post_is_found() {
    let home = Home::new();
    let mut session = home.open();
    search_and_return(&mut session);
    session.keys("q");
    assert_eq!(session.end(), 0);
    let pack = packs(&home).remove(0);
    let good = fs::read(&pack).unwrap();
    fs::write(&pack, &good[..good.len() / 2]).unwrap();
    let more = home.archive().join("_posts/2024-02-01-more.md");
    fs::write(more, "---\ntitle: 另一篇\n---\n\n也是雨下了一天。\n").unwrap();
    let mut session = home.open();
    session.keys("S").wait_for("正文含:").keys("雨下了\r").wait_for("正文含 雨下了 2 篇 · 2 处");
    session.keys("qq");
    assert_eq!(session.end(), 0);
}

#[test]
fn an_archive_that_vanished_is_still_searched_and_opening_says_why_not() {
    let home = Home::new();
    let mut session = home.open();
    session.keys("S").wait_for("正文含:").keys("雨下了\r").wait_for("正文含 雨下了 1 篇 · 1 处");
    fs::remove_dir_all(home.archive()).unwrap();
    session.keys("S").wait_for("正文含: 雨下了").keys("\x15平生\x15读到最后\r");
    session.wait_for("正文含 读到最后 1 篇").keys("qq");
    assert_eq!(session.end(), 0);
    wait_for_file(home.path());
}
