//! The binary from outside, without a terminal: what it prints, and the codes it exits with.

#![allow(clippy::unwrap_used)]

use std::fs::{self, File};
use std::io::Read;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use tempfile::TempDir;

/// Every subcommand there is.
const SUBCOMMANDS: [&str; 7] = ["list", "show", "check", "keys", "themes", "completions", "man"];

/// `kanbao` in an empty folder, with a clean environment.
fn kanbao(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_kanbao"));
    command.args(arguments).current_dir(folder).env_clear().env("HOME", folder).stdin(Stdio::null());
    command
}

fn run(arguments: &[&str]) -> Output {
    let folder = TempDir::new().unwrap();
    kanbao(folder.path(), arguments).output().unwrap()
}

fn text(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).unwrap()
}

#[test]
fn help_mentions_every_subcommand_and_has_examples() {
    for arguments in [&["--help"][..], &["help"]] {
        let output = run(arguments);
        let help = text(&output.stdout);
        assert_eq!((output.status.code(), text(&output.stderr)), (Some(0), ""));
        for name in SUBCOMMANDS {
            assert!(help.contains(&format!("\n  {name} ")), "{name} in\n{help}");
        }
        assert!(help.contains("Examples:") && help.contains("./list"), "{help}");
    }
}

#[test]
fn every_subcommand_explains_itself() {
    for name in SUBCOMMANDS {
        let output = run(&[name, "--help"]);
        assert_eq!(output.status.code(), Some(0), "{name}");
        assert!(text(&output.stdout).contains(&format!("Usage: kanbao {name}")), "{name}");
    }
}

#[test]
fn exit_codes_tell_what_happened() {
    let cases: [(&[&str], i32); 7] = [
        (&["--version"], 0),
        (&["keys"], 0),
        (&["keys", "没有这个词"], 1),
        (&["themes", "没有这个主题"], 1),
        (&["--没有这个选项"], 2),
        (&["completions", "没有这个壳"], 2),
        (&["没有这个文件夹"], 1),
    ];
    for (arguments, expected) in cases {
        let output = run(arguments);
        assert_eq!(output.status.code(), Some(expected), "{arguments:?}");
        assert_eq!(output.stderr.is_empty(), expected == 0 || arguments[0] == "keys", "{arguments:?}");
    }
}

#[test]
fn outside_an_archive_it_says_how_to_give_one() {
    let output = run(&[]);
    assert_eq!(output.status.code(), Some(1));
    let message = text(&output.stderr);
    assert!(message.starts_with("kanbao: no posts here"), "{message}");
    assert!(message.contains("kanbao ~/news") && message.contains("sample-posts"), "{message}");
}

#[test]
fn errors_are_clean_and_the_same_with_a_backtrace_asked_for() {
    let folder = TempDir::new().unwrap();
    let message = |backtrace: &str, argument: &str| {
        let output =
            kanbao(folder.path(), &["themes", argument]).env("RUST_BACKTRACE", backtrace).output().unwrap();
        String::from_utf8(output.stderr).unwrap()
    };
    for argument in ["没有这个主题", "坏\u{1b}]52;c;eA==\u{7}\u{202e}名"] {
        let plain = message("0", argument);
        assert!(plain.starts_with("kanbao: "), "{plain}");
        assert!(!plain.contains(['\u{1b}', '\u{7}', '\u{202e}']), "{plain:?}");
        assert_eq!(plain, message("full", argument));
    }
    let usage = kanbao(folder.path(), &["--坏\u{1b}]0;x\u{7}"]).output().unwrap();
    assert!(!text(&usage.stderr).contains(['\u{1b}', '\u{7}']), "{usage:?}");
}

#[test]
fn a_reader_that_stops_reading_is_no_failure() {
    let folder = TempDir::new().unwrap();
    for arguments in [&["keys"][..], &["completions", "bash"], &["man"], &["--help"]] {
        let mut child =
            kanbao(folder.path(), arguments).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        // Closed before, while or after it writes: never a failure.
        drop(child.stdout.take());
        let mut errors = String::new();
        child.stderr.take().unwrap().read_to_string(&mut errors).unwrap();
        assert_eq!((child.wait().unwrap().code(), errors.as_str()), (Some(0), ""), "{arguments:?}");
    }
}

#[test]
#[cfg(target_os = "linux")]
fn a_full_disk_is_a_failure_with_a_reason() {
    let folder = TempDir::new().unwrap();
    for arguments in [&["keys"][..], &["completions", "zsh"], &["man"], &["--help"], &["--version"]] {
        let full = File::options().write(true).open("/dev/full").unwrap();
        let output = kanbao(folder.path(), arguments).stdout(full).output().unwrap();
        assert_eq!(output.status.code(), Some(1), "{arguments:?}");
        assert!(text(&output.stderr).starts_with("kanbao: "), "{output:?}");
    }
}

#[test]
fn a_folder_with_the_name_of_a_subcommand_is_a_folder_with_a_dot() {
    let folder = TempDir::new().unwrap();
    fs::create_dir(folder.path().join("keys")).unwrap();
    let keys = kanbao(folder.path(), &["keys"]).output().unwrap();
    assert!(text(&keys.stdout).contains("quit"));
    let path = kanbao(folder.path(), &["./keys"]).output().unwrap();
    assert!(!text(&path.stdout).contains("quit"), "{path:?}");
}
