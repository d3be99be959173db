//! The binary from outside, without a terminal: what it prints, and the codes it exits with.

#![allow(clippy::unwrap_used)]

use std::fs::{self, File};
use std::io::Read;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use tempfile::TempDir;

/// Every subcommand there is.
const SUBCOMMANDS: [&str; 13] = [
    "list",
    "show",
    "search",
    "check",
    "index",
    "mark",
    "cache",
    "state",
    "keys",
    "themes",
    "config",
    "completions",
    "man",
];

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
    let folder = TempDir::new().unwrap();
    let output = kanbao(folder.path(), &["list"]).env("LC_ALL", "zh_CN.UTF-8").output().unwrap();
    assert!(text(&output.stderr).starts_with("kanbao: 这里没有文章"), "{output:?}");
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

#[test]
fn the_config_is_printed_and_written_once() {
    let folder = TempDir::new().unwrap();
    let run = |arguments: &[&str]| kanbao(folder.path(), arguments).output().unwrap();
    let path = folder.path().join(".config/kanbao/config.yaml");
    assert_eq!(text(&run(&["config", "path"]).stdout).trim_end(), path.to_str().unwrap());
    let printed = text(&run(&["config"]).stdout).to_owned();
    assert!(printed.contains("\ntheme: night\n") && printed.contains("\n  measure: 80\n"), "{printed}");
    assert!(!path.exists());
    assert_eq!(run(&["config", "init"]).status.code(), Some(0));
    assert_eq!(text(&run(&["config"]).stdout), printed, "the written defaults are the defaults");
    fs::write(&path, "theme: paper\n").unwrap();
    let again = run(&["config", "init"]);
    assert_eq!(again.status.code(), Some(1));
    assert!(text(&again.stderr).contains("is left as it is"), "{}", text(&again.stderr));
    assert_eq!(fs::read_to_string(&path).unwrap(), "theme: paper\n");
    assert!(text(&run(&["config"]).stdout).contains("theme: paper\n"));
}

#[test]
fn a_broken_config_stops_what_needs_it_with_its_place() {
    let folder = TempDir::new().unwrap();
    fs::write(folder.path().join("文.md"), "看报").unwrap();
    fs::write(folder.path().join("坏.yaml"), "theme: night\nlnag: zh\n").unwrap();
    let run = |arguments: &[&str]| {
        kanbao(folder.path(), arguments).env("KANBAO_CONFIG", "坏.yaml").output().unwrap()
    };
    for arguments in [&["show", "文.md"][..], &["config"]] {
        let output = run(arguments);
        assert_eq!((output.status.code(), text(&output.stdout)), (Some(2), ""), "{arguments:?}");
        let error = text(&output.stderr);
        assert!(error.starts_with("kanbao: 坏.yaml:2: unknown key `lnag`"), "{error}");
        assert!(error.contains("did you mean \"lang\"?"), "{error}");
    }
    for arguments in [&["list", "文.md"][..], &["keys"], &["config", "path"]] {
        assert_eq!(run(arguments).status.code(), Some(0), "{arguments:?}");
    }
    let missing = kanbao(folder.path(), &["config"]).env("KANBAO_CONFIG", "没有.yaml").output().unwrap();
    assert_eq!(missing.status.code(), Some(2));
    assert!(text(&missing.stderr).contains("cannot read the config file 没有.yaml"));
}

#[test]
fn the_configured_archive_is_read_where_there_are_no_posts() {
    let folder = TempDir::new().unwrap();
    let (news, empty) = (folder.path().join("新闻"), folder.path().join("空"));
    fs::create_dir_all(&news).unwrap();
    fs::create_dir_all(&empty).unwrap();
    fs::write(news.join("文.md"), "---\ntitle: 头版\n---\n看报").unwrap();
    let config = folder.path().join("c.yaml");
    fs::write(&config, "archive: ~/新闻\n").unwrap();
    let run = |here: &Path| {
        let mut command = kanbao(here, &["list"]);
        command.env("HOME", folder.path()).env("KANBAO_CONFIG", &config).output().unwrap()
    };
    let output = run(&empty);
    assert!(text(&output.stdout).contains("头版"), "{output:?}");
    fs::write(&config, "archive: ~/没有\n").unwrap();
    let output = run(&empty);
    assert_eq!(output.status.code(), Some(1));
    assert!(text(&output.stderr).contains("the archive of the config file"), "{output:?}");
}

#[test]
fn show_sets_the_title_once() {
    let folder = TempDir::new().unwrap();
    fs::write(folder.path().join("文.md"), "# 头版\n\n看报。\n").unwrap();
    let show = |arguments: &[&str]| {
        let output = kanbao(folder.path(), &[&["show", "文.md"], arguments].concat()).output().unwrap();
        text(&output.stdout).to_owned()
    };
    assert_eq!(show(&[]).matches("头版").count(), 1);
    assert_eq!(show(&["--body"]).matches("头版").count(), 1);
}

#[test]
fn show_sets_the_text_as_configured_in_the_width_asked_for() {
    let folder = TempDir::new().unwrap();
    fs::write(folder.path().join("文.md"), "看报要看[头版](https://a.cn)，“好”……\n").unwrap();
    let config = folder.path().join("c.yaml");
    let show = |settings: &str, arguments: &[&str]| {
        fs::write(&config, settings).unwrap();
        let arguments = [&["show", "文.md"], arguments].concat();
        let output = kanbao(folder.path(), &arguments).env("KANBAO_CONFIG", &config).output().unwrap();
        text(&output.stdout).to_owned()
    };
    assert!(show("", &[]).contains("[1]"));
    assert!(!show("reading: {link_numbers: false}", &[]).contains("[1]"));
    let body = |settings: &str| {
        show(&format!("{settings}reading: {{paragraphs: blank, measure: 40}}"), &["--body", "--width", "20"])
    };
    let (narrow, wide) = (body(""), body("ambiguous: wide\n"));
    assert_eq!((narrow.lines().count(), wide.lines().count()), (1, 2), "{narrow}{wide}");
    assert_eq!(
        show(
            "ambiguous: wide\nreading: {paragraphs: blank}",
            &["--body", "--width", "20", "--ambiguous", "narrow"]
        ),
        narrow
    );
}

#[test]
fn list_takes_tags_and_categories_by_name() {
    let folder = TempDir::new().unwrap();
    let post = |name: &str, facts: &str| {
        fs::write(folder.path().join(name), format!("---\ntitle: {name}\n{facts}\n---\n文\n")).unwrap();
    };
    post("甲.md", "tags: [银行, 汇率]\ncategories: 财经");
    post("乙.md", "tags: [银行]\ncategories: 要闻");
    post("丙.md", "tags: [openSUSE]");
    let list = |arguments: &[&str]| {
        let output = kanbao(folder.path(), &[&["list", "."], arguments].concat()).output().unwrap();
        let titles: Vec<&str> =
            text(&output.stdout).lines().filter_map(|row| row.split_whitespace().next()).collect();
        (output.status.code(), titles.concat(), text(&output.stderr).to_owned())
    };
    let table: [(&[&str], &str); 8] = [
        (&["--tag", "银行"], "乙.md甲.md"),
        (&["--tag", "银行", "--tag", "汇率"], "甲.md"),
        (&["--category", "财经", "--category", "要闻"], "乙.md甲.md"),
        (&["--tag", "银行", "--category", "要闻"], "乙.md"),
        (&["--tag", "銀行", "-q", "甲"], "甲.md"),
        (&["--tag", "OpenSuse"], "丙.md"),
        (&["--tag", "银行", "--limit", "1"], "乙.md"),
        (&["--category", "财经", "-q", "乙"], ""),
    ];
    for (arguments, expected) in table {
        let (code, titles, errors) = list(arguments);
        assert_eq!(titles, expected, "{arguments:?} {errors}");
        assert_eq!((code, errors.as_str()), (Some(i32::from(expected.is_empty())), ""), "{arguments:?}");
    }
    let (code, _, errors) = list(&["--tag", "opnSUSE"]);
    let message = "kanbao: no post has the tag \"opnSUSE\"; did you mean \"openSUSE\"?\n";
    assert_eq!((code, errors.as_str()), (Some(1), message));
    let (code, _, errors) = list(&["--category", "体育\u{1b}[31m"]);
    assert_eq!(code, Some(1));
    assert!(errors.contains("no post has the category") && !errors.contains('\u{1b}'), "{errors:?}");
    // Where there is no terminal to read in, the same.
    let output = kanbao(folder.path(), &["--tag", "汇率", "."]).output().unwrap();
    assert!(text(&output.stdout).contains("甲") && !text(&output.stdout).contains("乙"), "{output:?}");
}
