//! The checker checked: for each rule, a snippet that breaks it and one that does not.

use crate::facts::Facts;
use crate::paths::module_of;
use crate::rules;

#[track_caller]
fn facts(file: &str, code: &str) -> Facts {
    Facts::of(file, code).unwrap_or_else(|error| panic!("{code}: {error}"))
}

/// Each snippet with the beginnings of the messages that it must cause.
#[track_caller]
fn check(rule: fn(&Facts) -> Vec<String>, cases: &[(&str, &str, &[&str])]) {
    for (file, code, expected) in cases {
        let found = rule(&facts(file, code));
        let fits = found.len() == expected.len()
            && found.iter().zip(*expected).all(|(message, start)| message.starts_with(start));
        assert!(fits, "{file}:\n{code}\nexpected {expected:#?}\nfound {found:#?}");
    }
}

#[test]
fn files_are_modules() {
    let cases = [
        ("src/lib.rs", ""),
        ("src/main.rs", ""),
        ("src/action.rs", "action"),
        ("src/text/mod.rs", "text"),
        ("src/keys/keymap/tests.rs", "keys::keymap::tests"),
    ];
    for (file, module) in cases {
        assert_eq!(module_of(file).join("::"), module);
    }
}

#[test]
fn imports_are_seen_wherever_they_stand() {
    let app = "src/app/list.rs";
    let no = "may not import archive/";
    let broken = format!("{app}:1: app/ {no}");
    let broken: &[&str] = &[&broken];
    check(
        rules::imports,
        &[
            (app, "use crate::archive::Archive;", broken),
            (app, "use crate::{text::Line, archive::{self, Show}};", &[broken[0], broken[0]]),
            (app, "use crate::archive as disk;", broken),
            (app, "pub(crate) use crate::archive;", broken),
            (app, "use super::super::archive;", broken),
            (app, "fn f(a: &crate::archive::Archive) {}", broken),
            (app, "fn f() { let x = crate::archive::open(); }", broken),
            (app, "fn f() { let x = super::super::archive::open(); }", broken),
            (app, "fn f() { assert!(crate::archive::open()); }", broken),
            (app, "fn f() { vec![vec![crate::archive::X]]; }", broken),
            (app, "#[derive(crate::archive::Magic)] struct X;", broken),
            (app, "impl crate::archive::Reader for X {}", broken),
            (app, "mod inner { use super::super::super::archive; }", broken),
            (app, "#[cfg(test)] mod tests { use crate::archive::Archive; }", broken),
            (app, "use crate::text::Line; use super::row; use self::inner::X; mod inner {}", &[]),
            (app, "mod inner { use super::super::row; }", &[]),
            (app, "fn archive() { archive::x(); }", &[]),
            (app, "// use crate::archive;\nconst X: &str = \"crate::archive\";", &[]),
            ("src/action.rs", "use crate::text::Line;", &["src/action.rs:1: action/ may not import text/"]),
            ("src/app/mod.rs", "use super::archive;", &["src/app/mod.rs:1: app/ may not import archive/"]),
            ("src/cellar/mod.rs", "", &["src/cellar/mod.rs: no folder of the house"]),
            ("src/ui/list.rs", "\nuse crate::cellar::X;", &["src/ui/list.rs:2: ui/ may not import cellar/"]),
        ],
    );
}

#[test]
fn the_table_may_only_point_upwards() {
    let good: [(&str, &[&str]); 2] = [("text", &[]), ("post", &["text"])];
    let bad: [(&str, &[&str]); 2] = [("text", &["post"]), ("post", &["post"])];
    assert_eq!(rules::downward(&good), [""; 0]);
    assert_eq!(rules::downward(&bad).len(), 2);
}

#[test]
fn crates_are_seen_wherever_they_stand() {
    let app = "src/app/list.rs";
    check(
        rules::limited,
        &[
            (app, "use std::fs;", &["src/app/list.rs:1: std::fs is named only by archive/, state/, "]),
            (app, "use std::{fmt, fs::File};", &["src/app/list.rs:1: std::fs "]),
            (
                app,
                "fn f() { std::thread::spawn(g); }",
                &["src/app/list.rs:1: std::thread is named only by archive/, terminal/:"],
            ),
            (app, "use std::sync::mpsc::Sender;", &["src/app/list.rs:1: std::sync::mpsc "]),
            (app, "use std::net::TcpStream;", &["src/app/list.rs:1: std::net is named only by no folder:"]),
            (app, "use ratatui::style::Style;", &["src/app/list.rs:1: ratatui "]),
            (app, "fn f() { let x = jiff::Timestamp::now(); }", &["src/app/list.rs:1: jiff "]),
            (app, "fn f() { anyhow::bail!(\"x\"); }", &["src/app/list.rs:1: anyhow "]),
            (
                app,
                "fn f() { write!(out, \"{}\", unicode_width::X); }",
                &["src/app/list.rs:1: unicode_width "],
            ),
            (app, "#[derive(Debug, serde::Serialize)] struct X;", &["src/app/list.rs:1: serde "]),
            ("src/ui/list.rs", "use ratatui::style::Color;", &["src/ui/list.rs:1: ratatui::style::Color "]),
            (
                "src/ui/list.rs",
                "use ratatui::crossterm::event::Event;",
                &["src/ui/list.rs:1: crossterm is named only"],
            ),
            ("src/ui/list.rs", "use ratatui::style::{Style, Modifier};", &[]),
            ("src/terminal/input.rs", "use crossterm::event::Event; use std::thread;", &[]),
            ("src/main.rs", "fn main() -> std::process::ExitCode { kanbao::cli::run() }", &[]),
            (
                app,
                "use kanbao::text::Line;",
                &["src/app/list.rs:1: kanbao is named only by main/: write crate::"],
            ),
            (app, "use super::open; fn f() { open::it(); }", &[]),
            (app, "mod open; fn f() { open::it(); }", &[]),
            (app, "fn f() { open::that(url); }", &["src/app/list.rs:1: open is named only by terminal/"]),
            (app, "use std::fmt; use tui_input::Input; use serde_extra::X;", &[]),
            (app, "#[cfg(test)] mod tests { use std::fs; fn f() { std::thread::park(); } }", &[]),
            (app, "#[cfg(not(test))] mod real { use std::fs; }", &["src/app/list.rs:1: std::fs "]),
            ("src/app/list/tests.rs", "use std::fs;", &[]),
        ],
    );
}

#[test]
fn habits_are_checked() {
    let ui = "src/ui/list.rs";
    let with = |code: &str| format!("//! A file.\n{code}");
    let cases: [(&str, &[&str]); 21] = [
        ("use super::*;", &["src/ui/list.rs:2: glob import"]),
        ("use crate::text::{width, role::*};", &["src/ui/list.rs:2: glob import"]),
        ("#[cfg(test)]\nmod tests { use super::*; }", &[]),
        ("#[cfg(test)]\nmod tests { use proptest::prelude::*; }", &["src/ui/list.rs:3: glob import"]),
        ("mod tests { use super::*; }", &["src/ui/list.rs:2: glob import"]),
        ("use ratatui::widgets::Clear;", &["src/ui/list.rs:2: ratatui's Clear"]),
        ("use ratatui::widgets::{Block, Clear as Wipe};", &["src/ui/list.rs:2: ratatui's Clear"]),
        (
            "use ratatui::widgets;\nfn f() { widgets::Clear.render(); }",
            &["src/ui/list.rs:3: ratatui's Clear"],
        ),
        ("fn f() { ratatui::widgets::Clear.render(a, b); }", &["src/ui/list.rs:2: ratatui's Clear"]),
        ("use crossterm::terminal::Clear;", &[]),
        ("fn f() { println!(\"报\"); }", &["src/ui/list.rs:2: println! panics"]),
        ("fn f() { vec![{ eprint!(\"报\") }]; }", &["src/ui/list.rs:2: eprint! panics"]),
        ("fn f() { std::println!(\"报\"); }", &["src/ui/list.rs:2: println! panics"]),
        ("#[test]\nfn f() { println!(\"报\"); }", &[]),
        ("fn f() { writeln!(out, \"println!\"); }", &[]),
        ("static X: Mutex<u8> = Mutex::new(0);", &["src/ui/list.rs:2: X is a global"]),
        (
            "fn f() { static SEEN: std::sync::atomic::AtomicBool = AtomicBool::new(false); }",
            &["src/ui/list.rs:2: SEEN is"],
        ),
        ("static mut X: u8 = 0;", &["src/ui/list.rs:2: X is a global"]),
        ("static X: &[&str] = &[\"Mutex\"];", &[]),
        ("thread_local! { static X: u8 = 0; }", &["src/ui/list.rs:2: thread_local!"]),
        ("///\nfn f() {}\n/// One.\n///\n/// Two.\nfn g() {}", &["src/ui/list.rs:2: an empty doc comment"]),
    ];
    for (code, expected) in cases {
        check(rules::habits, &[(ui, &with(code), expected)]);
    }
    check(rules::habits, &[(ui, "use crate::text;", &["src/ui/list.rs:1: opens without"])]);
    check(rules::habits, &[(ui, "//!\n", &["src/ui/list.rs:1: opens without"])]);
}

#[test]
fn arms_of_update_are_short() {
    let update =
        |body: &str| format!("//! A.\nfn update(&m: &M) {{ match m {{ M::A => {body} _ => (), }} }}");
    let (short, long) = (update("{\nx();\n}"), update("{\nx();\ny();\n}"));
    check(rules::habits, &[("src/app/mod.rs", &short, &[])]);
    check(rules::habits, &[("src/app/mod.rs", &long, &["src/app/mod.rs:2: an arm of 4 lines in update"])]);
    check(rules::habits, &[("src/ui/mod.rs", &long, &[])]);
    let other = long.replace("fn update", "fn other");
    check(rules::habits, &[("src/app/mod.rs", &other, &[])]);
}

/// A function of that many lines.
fn function(lines: usize) -> String {
    format!("fn f() {{\n{}}}\n", "    x();\n".repeat(lines - 2))
}

#[test]
fn lengths_are_counted() {
    let file = "src/text/wrap.rs";
    let method = format!("impl X {{\n{}}}\n", function(61));
    let provided = format!("trait X {{\n{}}}\n", function(61));
    let in_test = format!("#[cfg(test)]\nmod tests {{\n{}}}\n", function(600));
    let long = format!("{}{in_test}", "// x\n".repeat(501));
    let fits = format!("{}{in_test}", "// x\n".repeat(500));
    check(
        rules::lengths,
        &[
            (file, &function(60), &[]),
            (file, &function(61), &["src/text/wrap.rs:1: f has 61 lines, at most 60"]),
            (file, &method, &["src/text/wrap.rs:2: f has 61 lines"]),
            (file, &provided, &["src/text/wrap.rs:2: f has 61 lines"]),
            (file, &fits, &[]),
            (file, &long, &["src/text/wrap.rs:1: 501 lines without tests, at most 500"]),
            ("src/text/wrap/tests.rs", &"// x\n".repeat(600), &[]),
        ],
    );
}

#[test]
fn budgets_are_counted() {
    assert_eq!(rules::quantiles((1..=100).rev().collect()), (51, 91));
    assert_eq!(rules::quantiles(vec![]), (0, 0));
    let over =
        |lines| rules::over_budget(&rules::budgets(&[facts("src/text/wrap.rs", &function(lines))])).len();
    let cases = [(8, 0), (9, 1), (25, 1), (26, 2), (300, 2), (301, 3)];
    for (lines, expected) in cases {
        assert_eq!(over(lines), expected, "{lines} lines");
    }
}
