//! The first moments in a real pseudo-terminal: how wide the terminal draws ambiguous
//! characters, whether it says so or not, and that no key typed in the meantime is lost. Also
//! what else is decided at the start: the config file, and the post that was named.

#![cfg(target_os = "linux")]
#![allow(clippy::unwrap_used, clippy::expect_used)]

#[path = "common/home.rs"]
mod home;
#[path = "common/pty.rs"]
mod pty;

use std::fs;

use home::{Home, LONG, RAIN, RATES, shown};
use pty::Session;
use rustix::process::Signal;

/// How lines are drawn where ambiguous characters take two columns, and where they take one.
const WIDE_LINE: &str = "=====";
const NARROW_LINE: &str = "━━━━━";

#[track_caller]
fn leave(mut session: Session) {
    session.signal(Signal::TERM);
    assert_eq!(session.end(), 143);
    session.assert_restored();
}

#[test]
fn the_terminal_says_how_wide_it_draws() {
    let answers: [(&[u8], &str); 8] = [
        (b"\x1b[1;2R\x1b[?62;22c", NARROW_LINE),
        (b"\x1b[1;3R\x1b[?1;2c", WIDE_LINE),
        (b"\x1b[1;3R", WIDE_LINE),
        (b"\x1b[?1;2c", NARROW_LINE),
        (b"", NARROW_LINE),
        (b"\x1b[1;3", NARROW_LINE),
        (b"\x1b[9;9R\x1b[?c", NARROW_LINE),
        (b"\x1b[;R\x1b[?\xff\xfec", NARROW_LINE),
    ];
    for (answer, line) in answers {
        let home = Home::new();
        let mut session = shown(home.setup().answering(answer));
        session.wait_for(line);
        assert!(!session.text().starts_with('…'), "the question is gone: {}", session.text());
        leave(session);
    }
}

#[test]
fn keys_that_were_typed_at_that_moment_are_not_lost() {
    let cases: [(&[u8], &str); 5] = [
        ("/汇率\x1b[1;2R\x1b[?62c".as_bytes(), "汇率"),
        ("\x1b[1;3R/汇\x1b[?62c率".as_bytes(), "汇率"),
        ("/汇率".as_bytes(), "汇率"),
        ("/\x1b[200~汇率\x1b[201~\x1b[1;2R\x1b[?62c".as_bytes(), "汇率"),
        ("/汇x\x7f率\x1b[1;2R".as_bytes(), "汇率"),
    ];
    for (answer, words) in cases {
        let home = Home::new();
        let mut session = home.setup().answering(answer).start();
        session.wait_for(RATES).wait_gone(RAIN).wait_for(words);
        leave(session);
    }
}

#[test]
fn who_says_how_wide_is_not_asked() {
    let home = Home::new();
    let wide = b"\x1b[1;3R\x1b[?1;2c";
    let mut session = shown(home.setup().arg("--ambiguous").arg("narrow").answering(wide));
    session.wait_for(NARROW_LINE);
    leave(session);
    let mut session = shown(home.setup().arg("--ambiguous=wide"));
    session.wait_for(WIDE_LINE);
    leave(session);
}

#[test]
fn the_config_file_is_obeyed_and_flags_come_before_it() {
    let home = Home::new();
    let file = home.path().join("我的.yaml");
    fs::write(&file, "ambiguous: wide\nlang: en\n").unwrap();
    let config = file.to_str().unwrap();
    let mut session = shown(home.setup().env("KANBAO_CONFIG", config));
    session.wait_for("Articles").wait_for(WIDE_LINE);
    leave(session);
    let mut session =
        shown(home.setup().env("KANBAO_CONFIG", config).arg("--lang=zh").arg("--ambiguous=narrow"));
    session.wait_for("文章").wait_for(NARROW_LINE);
    leave(session);
}

#[test]
fn a_broken_config_file_is_told_and_nothing_is_drawn() {
    let home = Home::new();
    let file = home.path().join("坏.yaml");
    fs::write(&file, "reading:\n  justfy: true\n").unwrap();
    let mut session = home.setup().env("KANBAO_CONFIG", file.to_str().unwrap()).start();
    assert_eq!(session.end(), 2);
    let text = session.text().replace('\n', "");
    assert!(text.contains("坏.yaml:2: reading: unknown key `justfy`"), "{text}");
    assert!(text.contains("did you mean \"justify\"?"), "{text}");
}

#[test]
fn a_post_that_is_named_is_open_at_once() {
    let home = Home::new();
    let post = home.archive().join("_posts/2024-03-03-long.md");
    let mut session = pty::Setup::new(home.path(), &post).start();
    session.wait_for("第1段").wait_for(LONG);
    session.keys("G").wait_for("全文完。");
    session.keys("q").wait_for("打开");
    leave(session);
}
