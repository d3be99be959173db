//! Sessions of the real program in a pseudo-terminal: what a person does in an evening, and what
//! is left of the terminal when the program ends, however it ends.

#![cfg(target_os = "linux")]
#![allow(clippy::unwrap_used, clippy::expect_used)]

#[path = "common/home.rs"]
mod home;
#[path = "common/pty.rs"]
mod pty;

use std::fs;

use home::{Home, LONG, shown, wait_for_file};
use pty::Session;
use rustix::process::Signal;

#[test]
fn leaving_restores_the_terminal() {
    let home = Home::new();
    let mut session = home.open();
    session.keys("q");
    assert_eq!(session.end(), 0);
    session.assert_restored();
}

#[test]
fn the_mouse_is_given_back_too() {
    let home = Home::new();
    let mut session = shown(home.setup().arg("--mouse"));
    assert_eq!(session.screen().mouse_protocol_mode(), vt100::MouseProtocolMode::PressRelease);
    session.keys("q");
    assert_eq!(session.end(), 0);
    session.assert_restored();
}

#[test]
fn every_signal_restores_the_terminal() {
    let home = Home::new();
    let signals = [(Signal::TERM, 143), (Signal::HUP, 129), (Signal::INT, 130), (Signal::QUIT, 131)];
    for (signal, code) in signals {
        let mut session = home.open();
        session.signal(signal);
        assert_eq!(session.end(), code, "{signal:?}");
        session.assert_restored();
    }
}

#[test]
fn a_panic_restores_the_terminal_before_it_is_reported() {
    let home = Home::new();
    for backtrace in ["0", "1"] {
        let setup = home.setup().env("KANBAO_PANIC", "loop").env("RUST_BACKTRACE", backtrace);
        let mut session = shown(setup);
        session.keys("j");
        assert_eq!(session.end(), 101);
        session.assert_restored();
        let text = session.text();
        assert!(text.contains("kanbao: internal error: the loop panics for a test"), "{text}");
        assert!(!text.contains("backtrace"), "{text}");
    }
}

#[test]
fn the_suspend_key_and_signal_give_the_terminal_back_and_take_it_again() {
    let home = Home::new();
    let mut session = home.open();
    let ways: [fn(&mut Session); 2] =
        [|session| _ = session.keys("\x1a"), |session| _ = session.signal(Signal::TSTP)];
    for suspend in ways {
        suspend(&mut session);
        session.wait("the screen is given back", |screen| !screen.alternate_screen());
        session.wait_state('T').assert_restored();
        session.resume();
        session.wait("the screen is taken again", |screen| screen.alternate_screen() && screen.hide_cursor());
        session.wait_for(LONG).assert_taken();
    }
    session.keys("q");
    assert_eq!(session.end(), 0);
    session.assert_restored();
}

#[test]
fn without_a_shell_to_come_back_from_the_suspend_key_only_says_so() {
    let home = Home::new();
    let mut session = shown(home.setup().without_shell());
    session.keys("\x1a").wait_for("不能挂起").assert_taken();
    session.keys("/汇率").wait_for("汇率").wait_gone("不能挂起");
    assert_eq!(session.hang_up(), 129);
}

#[test]
fn a_terminal_that_dies_ends_the_program() {
    let home = Home::new();
    assert_eq!(shown(home.setup().without_shell()).hang_up(), 129, "with a signal");
    assert_eq!(shown(home.setup().without_session()).hang_up(), 129, "without a signal");
}

#[test]
fn a_burst_of_keys_is_read_to_its_end() {
    let home = Home::new();
    let mut session = home.open();
    let burst = "jk".repeat(1500) + "q";
    session.keys(&burst);
    assert_eq!(session.end(), 0);
    session.assert_restored();
}

#[test]
fn broken_sequences_leave_the_keyboard_alive() {
    let home = Home::new();
    let mut session = home.open();
    for garbage in [
        "\x1b[0;0R",
        "\x1b[M\x01\x01\x01",
        "\x1b[<0;0;0M",
        "\x1b[999999999~",
        "\x1b[200~q\x1b[201~",
        "\x1bOz",
    ] {
        session.keys(garbage);
    }
    session.resize(70, 20);
    // Whatever the garbage has opened, Esc leaves it; the key right behind an Esc may count as
    // Alt with that key, so the quitting one comes twice.
    session.wait_for(LONG).keys("\x1b\x1b\x1b\x1bqQQ");
    assert_eq!(session.end(), 0);
    session.assert_restored();
}

#[test]
fn without_a_terminal_there_is_a_line_and_no_screen() {
    let home = Home::new();
    let mut session = home.setup().env("TERM", "dumb").start();
    assert_eq!(session.end(), 1);
    assert!(session.text().contains("TERM=dumb"), "{}", session.text());
    let mut session = home.setup().redirected("< /dev/null").start();
    assert_eq!(session.end(), 1);
    assert!(session.text().contains("standard input is not a terminal"), "{}", session.text());
    session.assert_restored();
}

#[test]
fn a_link_opens_in_the_browser_that_works_as_one_argument() {
    let home = Home::new();
    let record = home.path().join("记录");
    let script = home.script("浏览器 一", "printf '%s\\n' \"$@\" > \"$HOME/写\"; [ -t 0 ] || [ -t 1 ] || [ -t 2 ] || mv \"$HOME/写\" \"$HOME/记录\"");
    let browser = format!("/没有/这个:false:'{script}' --新页 %s");
    let mut session = shown(home.setup().env("BROWSER", &browser));
    session.keys("o");
    wait_for_file(&record);
    assert_eq!(fs::read_to_string(&record).unwrap(), "--新页\nhttps://example.com/来源\n");
    session.keys("q");
    assert_eq!(session.end(), 0);
}

#[test]
fn a_link_that_no_browser_opens_is_shown() {
    let home = Home::new();
    let mut session = shown(home.setup().env("BROWSER", "/没有/这个:false"));
    session.keys("o").wait_for("https://example.com/来源");
    session.signal(Signal::TERM);
    assert_eq!(session.end(), 143);
}

#[test]
fn a_browser_of_the_terminal_gets_the_screen_and_gives_it_back() {
    let home = Home::new();
    let script = home.script("w3m", "echo \"文字浏览器 $1\"; read -r line; echo \"$line\" > \"$HOME/记录\"");
    let mut session = shown(home.setup().env("BROWSER", &script));
    session.keys("o").wait_for("文字浏览器 https://example.com/");
    session.assert_restored();
    // Keys and Ctrl-C belong to the browser now; a new size is noticed afterwards.
    session.resize(70, 20).keys("q给浏览器\r");
    session.wait("the reader takes the screen again", |screen| screen.alternate_screen());
    session.wait_for(LONG).assert_taken();
    assert_eq!(fs::read_to_string(home.path().join("记录")).unwrap(), "q给浏览器\n");
    session.keys("q");
    assert_eq!(session.end(), 0);
    session.assert_restored();
}

#[test]
fn a_search_is_saved_and_is_there_the_next_time() {
    let home = Home::new();
    let mut session = home.open();
    session.keys("t\u{8d22}\u{7ecf}\r").wait_for("+财经");
    session.keys("B每日").wait_for("每日").keys("\r").wait_for("已保存：每日");
    // The same copy of the program: what another one saved meanwhile is kept.
    let file = home.path().join(".config/kanbao/searches.yaml");
    let text = fs::read_to_string(&file).unwrap();
    assert!(text.contains("name: 每日") && text.contains("tag:\"财经\""), "{text}");
    fs::write(&file, text + "- name: 别处\n  query: 雨\n").unwrap();
    session.keys("gsD").wait_for("删除查询“每日”？").keys("y").wait_for("已删除：每日").wait_for("别处");
    session.keys("Q");
    assert_eq!(session.end(), 0);
    let mut session = shown(home.setup().arg("--fresh"));
    session.keys("gs").wait_for("别处").keys("\r").wait_for("1/3 篇");
    session.keys("Q");
    assert_eq!(session.end(), 0);
}

#[test]
fn tags_of_the_command_line_narrow_the_list() {
    let home = Home::new();
    let mut session = shown(home.setup().arg("--tag=阅读").arg("--category=副刊"));
    session.wait_for("2/3 篇").wait_for("+副刊 +阅读");
    session.keys("Q");
    assert_eq!(session.end(), 0);
}
