//! What a key makes the program write to the terminal: a row that moves costs two rows, a page
//! costs a screen. Titles are long, Chinese and all different, which is the dearest case.

#![cfg(target_os = "linux")]
#![allow(clippy::unwrap_used, clippy::expect_used)]
#![allow(clippy::print_stdout, reason = "the counts are told: cargo test --test frames -- --nocapture")]

#[path = "../benches/common/corpus.rs"]
mod corpus;
mod common {
    pub mod pty;
}

use std::process::Command;

use common::pty::{Session, Setup};
use corpus::Corpus;

const SIZE: (u16, u16) = (120, 40);
const POSTS: u32 = 1_000;
/// The first and the last row that is looked at in the list, and its columns.
const ROWS: (u16, u16) = (1, 33);
const COLUMNS: (u16, u16) = (20, 40);

/// The rows of the list as text.
fn list(screen: &vt100::Screen) -> Vec<String> {
    let (start, columns) = COLUMNS;
    screen.rows(start, columns).skip(ROWS.0.into()).take(usize::from(ROWS.1 - ROWS.0)).collect()
}

/// The row whose ground is another than that of the others.
fn selected(screen: &vt100::Screen) -> Option<u16> {
    let ground = |row: u16| screen.cell(row, COLUMNS.0 + 2).map(vt100::Cell::bgcolor);
    let usual = [ground(ROWS.0), ground(ROWS.1 - 1), ground(ROWS.1 - 2)];
    let usual = if usual[1] == usual[2] { usual[1] } else { usual[0] };
    (ROWS.0..ROWS.1).find(|row| ground(*row) != usual)
}

/// Bytes that one key makes the program write, on the average of some.
fn bytes(
    session: &mut Session,
    (key, times): (&str, usize),
    is_new: impl Fn(&vt100::Screen, &vt100::Screen) -> bool,
) -> usize {
    let before = session.written();
    for _ in 0..times {
        let old = session.screen().clone();
        session.keys(key).wait("a frame", |screen| is_new(&old, screen));
    }
    (session.written() - before) / times
}

#[test]
fn a_row_costs_two_rows_and_a_page_a_screen() {
    let home = tempfile::tempdir().unwrap();
    let archive = home.path().join("晨报");
    Corpus(POSTS).write(&archive).unwrap();
    // What is made ready at the first start would be told meanwhile.
    let mut index = Command::new(env!("CARGO_BIN_EXE_kanbao"));
    let index = index.env_clear().env("HOME", home.path()).arg("index").arg(&archive).output().unwrap();
    assert!(index.status.success(), "{index:?}");

    let mut session = Setup::new(home.path(), &archive).size(SIZE.0, SIZE.1).start();
    session.wait("the list", |screen| screen.contents().contains("1,000 篇") && selected(screen).is_some());
    let down = bytes(&mut session, ("j", 20), |old, new| selected(new) > selected(old));
    let changed = |old: &vt100::Screen, new: &vt100::Screen| {
        list(old).iter().zip(&list(new)).all(|(old, new)| old != new)
    };
    let page = bytes(&mut session, ("\x06", 10), changed);
    println!("down: {down} bytes; page: {page} bytes");
    assert!(down <= 1_000, "{down} bytes for a row");
    assert!(page <= 12_000, "{page} bytes for a page");
}
