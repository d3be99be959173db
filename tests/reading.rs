//! What a person does in an evening, in a real pseudo-terminal: choose, read to the end, narrow
//! the list, follow a link, change the window. What is left of the terminal afterwards is the
//! business of `terminal.rs`.

#![cfg(target_os = "linux")]
#![allow(clippy::unwrap_used, clippy::expect_used)]

#[path = "common/home.rs"]
mod home;
#[path = "common/pty.rs"]
mod pty;

use std::fs;

use home::{Home, LONG, RAIN, RATES};

#[test]
fn an_article_is_read_to_its_last_line() {
    let home = Home::new();
    let mut session = home.open();
    session.wait_for(LONG).keys("\r").wait_for("第1段");
    session.keys("G").wait_for("全文完。");
    session.keys("gg").wait_for("第1段");
    session.keys("qq");
    assert_eq!(session.end(), 0);
    session.assert_restored();
}

#[test]
fn an_article_is_searched_and_its_file_shown() {
    let home = Home::new();
    let mut session = home.open();
    session.wait_for(LONG).keys("\r").wait_for("第1段");
    session.keys("/全文完\r").wait_for("全文完。").wait_for("1/1");
    session.keys("v").wait_for("title: ").wait_gone("全文完。");
    session.keys("v").wait_for("全文完。").wait_gone("title: ");
    session.keys("\x03");
    assert_eq!(session.end(), 0);
    session.assert_restored();
}

#[test]
fn the_list_is_narrowed_while_typing() {
    let home = Home::new();
    let mut session = home.open();
    session.wait_for(RAIN).keys("/汇率").wait_gone(RAIN).wait_for(RATES);
    session.keys("\x1b").wait_for(RAIN);
    session.keys("\x03");
    assert_eq!(session.end(), 0);
}

#[test]
fn a_tag_is_found_by_typing_and_narrows_the_list() {
    let home = Home::new();
    let mut session = home.open();
    session.wait_for(RATES).keys("t阅读\r").wait_gone(RATES).wait_for(RAIN);
    session.keys("\x03");
    assert_eq!(session.end(), 0);
}

#[test]
fn the_source_and_a_link_of_an_article_open() {
    let home = Home::new();
    let script =
        home.script("浏览器", "echo \"$*\" > \"$HOME/写\"; mv \"$HOME/写\" \"$HOME/$(basename \"$1\")\"");
    let mut session = home::shown(home.setup().env("BROWSER", &script));
    session.keys("/汇率\r\r").wait_for("中间价");
    for (key, file) in [("o", "source"), ("1", "first"), ("2", "second")] {
        session.keys(key);
        let record = home.path().join(file);
        home::wait_for_file(&record);
        assert_eq!(fs::read_to_string(record).unwrap(), format!("https://news.example/{file}\n"));
    }
    session.keys("\x03");
    assert_eq!(session.end(), 0);
}

#[test]
fn any_size_is_drawn_and_the_way_back_too() {
    let home = Home::new();
    let mut session = home.open();
    let sizes = [(10, 3), (120, 40), (1, 1), (19, 6), (50, 20), (300, 2), (2, 60), (110, 24), (80, 24)];
    for open in ["", "\r"] {
        session.keys(open);
        for (columns, rows) in sizes {
            session.resize(columns, rows);
            session.wait("something is drawn", |screen| columns < 3 || !screen.contents().trim().is_empty());
        }
        session.wait_for(LONG);
    }
    session.keys("\x03");
    assert_eq!(session.end(), 0);
    session.assert_restored();
}

#[test]
fn an_article_that_makes_a_worker_panic_is_shown_as_plain_text() {
    let home = Home::new();
    let mut session = home::shown(home.setup().env("KANBAO_PANIC", "article"));
    session.keys("\r").wait_for("第1段").assert_taken();
    session.keys("G").wait_for("全文完。");
    session.keys("qq");
    assert_eq!(session.end(), 0);
    session.assert_restored();
}
