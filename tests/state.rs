//! What is remembered, from outside: programs that are killed, that write at once, whose disk is
//! full or read-only, whose store is damaged or of another time; archives and posts that move.

#![allow(clippy::unwrap_used)]

use std::collections::HashMap;
use std::fs;
use std::io::{BufRead, BufReader};
use std::os::unix::fs::PermissionsExt;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::sync::mpsc;

use kanbao::state::{Field, Moment, Opening, PostKey, Store, Value, Write};
use kanbao::terminal::keeper::{Keeper, Report, now};
use tempfile::TempDir;

/// Tells the test binary that it is the program that is killed: the folder of its store, and the
/// number of its first mark.
const SESSION: &str = "KANBAO_TEST_SESSION";

/// Posts that a session marks, over and over.
const POSTS: u64 = 200;
/// Marks that a session makes before it waits for the disk.
const AHEAD: u64 = 400;
/// A second.
const SECOND: i64 = 1_000_000;

/// A session that marks posts until it is killed: each mark is the note `number` on a post. It
/// prints `mark NUMBER MOMENT` for each, and `kept COUNT` for what is on disk. Not a test: other
/// tests start it.
#[test]
#[ignore = "it is started by other tests, and never ends by itself"]
fn session() {
    let Ok(asked) = std::env::var(SESSION) else { return };
    let (first, folder) = asked.split_once(' ').unwrap();
    let (kept, disk) = mpsc::channel();
    let report = move |report| {
        if let Report::Kept(count) = report {
            println!("kept {count}");
            let _ = kept.send(count as u64);
        }
    };
    let keeper = Keeper::start(Some(folder.into()), report).unwrap();
    let (send, entered) = mpsc::channel();
    keeper.work(move |store| send.send(store.enter(&opening(), now()).unwrap()).unwrap());
    let archive = entered.recv().unwrap();
    let (first, mut on_disk) = (first.parse::<u64>().unwrap(), 0);
    for count in 0.. {
        let (number, moment) = (first + count, keeper.stamp());
        let post = PostKey { archive, path: path(number), heading: None, body: None };
        let value = Value::Text(number.to_string());
        keeper.write(vec![Write::Mark { post, field: Field::Note, value, moment }]);
        println!("mark {number} {}", now().0);
        while count >= on_disk + AHEAD {
            on_disk = disk.recv().unwrap();
        }
    }
}

fn opening() -> Opening<'static> {
    Opening { root: Path::new("/没有/晨报"), name: "晨报", posts: &[], whole: true }
}

fn path(number: u64) -> String {
    format!("_posts/{}.md", number % POSTS)
}

/// What a killed session had said.
#[derive(Default)]
struct Said {
    /// Numbers and when they were said, in order.
    marks: Vec<(u64, i64)>,
    /// How many of them were on disk.
    kept: usize,
}

/// Runs a session until `enough`, and kills it in the middle of whatever it does.
fn killed(folder: &Path, first: u64, enough: impl Fn(&Said) -> bool) -> Said {
    let mut child = Command::new(std::env::current_exe().unwrap())
        .args(["session", "--exact", "--ignored", "--nocapture"])
        .env(SESSION, format!("{first} {}", folder.display()))
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let lines = BufReader::new(child.stdout.take().unwrap()).lines();
    let (mut said, mut dead) = (Said::default(), false);
    for line in lines {
        let Ok(line) = line else { break };
        let words: Vec<&str> = line.split(' ').collect();
        match words.as_slice() {
            ["mark", number, moment] => {
                // The last line may be torn.
                let (Ok(number), Ok(moment)) = (number.parse(), moment.parse()) else { break };
                said.marks.push((number, moment));
            }
            ["kept", count] => said.kept = count.parse().unwrap_or(said.kept),
            _ => {}
        }
        if !dead && enough(&said) {
            child.kill().unwrap();
            dead = true;
        }
    }
    child.wait().unwrap();
    assert!(dead, "the session ended by itself");
    said
}

/// The notes in a store that opens clean.
fn notes(folder: &Path) -> HashMap<String, u64> {
    let mut store = Store::open(Some(folder), now());
    assert_eq!(store.take_warnings(), []);
    let archive = store.archive_at(opening().root).unwrap().unwrap();
    let posts = store.remembered(archive).unwrap().posts.into_iter();
    let number = |marks: Vec<(Field, Value, Moment)>| match marks.into_iter().next() {
        Some((_, Value::Text(text), _)) => text.parse().unwrap(),
        _ => 0,
    };
    posts.map(|post| (post.path, number(post.marks))).collect()
}

/// Kills sessions on one store, one after the other; `seed` decides when.
fn kills(count: u64, mut seed: u64) {
    let folder = TempDir::new().unwrap();
    let mut first = 1;
    for round in 0..count {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let marks = 1 + (seed >> 33) as usize % 900;
        // Some sessions are long enough to have marks that are older than a second.
        let long = round % 10 == 0;
        let span = |said: &Said| said.marks.last().map_or(0, |last| last.1 - said.marks[0].1);
        let enough = |said: &Said| {
            said.marks.len() >= marks && said.kept > 0 && (!long || span(said) > SECOND * 5 / 4)
        };
        let said = killed(folder.path(), first, enough);
        let notes = notes(folder.path());
        let alive = said.marks.last().unwrap().1;
        let mut safe = 0;
        for (at, (number, moment)) in said.marks.iter().enumerate() {
            if at < said.kept || *moment < alive - SECOND {
                safe += 1;
                let there = notes.get(&path(*number)).copied().unwrap_or_default();
                assert!(
                    there >= *number,
                    "kill {round}: mark {number} of {} is lost: {there}",
                    path(*number)
                );
            }
        }
        assert!(safe > 0);
        first += 1_000_000;
    }
}

#[test]
fn no_mark_that_is_on_disk_or_older_than_a_second_is_lost_by_kill_9() {
    let workers: Vec<_> = (1..=4).map(|seed| std::thread::spawn(move || kills(50, seed))).collect();
    workers.into_iter().for_each(|worker| worker.join().unwrap());
}

/// A home with an archive, `晨报`, of so many posts.
struct Home(TempDir);

impl Home {
    fn new(posts: usize) -> Self {
        let home = Self(TempDir::new().unwrap());
        fs::create_dir_all(home.archive().join("_posts/财经")).unwrap();
        for number in 0..posts {
            home.write(number, &format!("第{number}篇"));
        }
        home
    }

    fn archive(&self) -> PathBuf {
        self.0.path().join("晨报")
    }

    fn store(&self) -> PathBuf {
        self.0.path().join("数据")
    }

    fn file(&self, number: usize) -> PathBuf {
        self.archive().join(format!("_posts/2022-01-03-{number}.md"))
    }

    fn write(&self, number: usize, title: &str) {
        let text = format!(
            "---\ntitle: {title}\n---\n这是编号 {number} 的文章，正文说的是江南的第 {number} 场雨。\n"
        );
        fs::write(self.file(number), text).unwrap();
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_kanbao"));
        let home = self.0.path();
        command.args(arguments).current_dir(home).env_clear().env("HOME", home).env("TZ", "Asia/Shanghai");
        command.env("KANBAO_STATE_DIR", self.store()).stdin(Stdio::null());
        command
    }

    fn run(&self, arguments: &[&str]) -> Output {
        self.command(arguments).output().unwrap()
    }

    #[track_caller]
    fn mark(&self, number: usize, flag: &str) {
        let output = self.run(&["mark", self.file(number).to_str().unwrap(), flag]);
        assert!(output.status.success(), "{output:?}");
    }

    /// The paths of the posts that are read, in an archive.
    #[track_caller]
    fn read_in(&self, archive: &Path) -> Vec<String> {
        let output = self.run(&["list", "--json", "--sort", "path", archive.to_str().unwrap()]);
        assert!(output.status.success(), "{output:?}");
        read(&output)
    }
}

/// The paths of the posts that a list says are read.
fn read(list: &Output) -> Vec<String> {
    let lines = std::str::from_utf8(&list.stdout).unwrap().lines();
    let posts = lines.map(|line| serde_json::from_str::<serde_json::Value>(line).unwrap());
    let read = posts.filter(|post| post["read"] == true);
    read.map(|post| post["path"].as_str().unwrap().to_owned()).collect()
}

fn errors(output: &Output) -> &str {
    std::str::from_utf8(&output.stderr).unwrap()
}

#[test]
fn two_programs_that_mark_a_thousand_posts_each_lose_none() {
    let home = Home::new(2000);
    let start = |range: std::ops::Range<usize>| {
        let mut command = home.command(&["mark", "--read"]);
        command.args(range.map(|number| home.file(number))).spawn().unwrap()
    };
    let both = [start(0..1000), start(1000..2000)];
    for mut child in both {
        assert!(child.wait().unwrap().success());
    }
    assert_eq!(home.read_in(&home.archive()).len(), 2000);
}

#[test]
fn marks_stay_with_posts_that_move() {
    // What is done to the archive in which posts 1 and 2 are read; what is read then.
    type Done = fn(&Home) -> PathBuf;
    let rows: [(&str, Done, &[&str]); 8] = [
        ("the archive is renamed", |home| home.moved(), &["2022-01-03-1.md", "2022-01-03-2.md"]),
        (
            "a post is renamed",
            |home| home.renamed(1, "2022-01-03-yu.md"),
            &["2022-01-03-2.md", "2022-01-03-yu.md"],
        ),
        (
            "a title is edited",
            |home| {
                home.write(1, "江南的雨");
                home.archive()
            },
            &["2022-01-03-1.md", "2022-01-03-2.md"],
        ),
        (
            "a post goes into the folder of a category",
            |home| home.renamed(1, "财经/2022-01-03-1.md"),
            &["2022-01-03-2.md", "财经/2022-01-03-1.md"],
        ),
        (
            "a post is renamed and its title edited, in a renamed archive",
            |home| {
                home.write(1, "江南的雨");
                home.renamed(1, "2022-01-03-yu.md");
                home.moved()
            },
            &["2022-01-03-2.md", "2022-01-03-yu.md"],
        ),
        (
            "two posts swap names, one of them read",
            |home| {
                home.renamed(2, "x.tmp");
                home.renamed(3, "2022-01-03-2.md");
                fs::rename(home.archive().join("_posts/x.tmp"), home.file(3)).unwrap();
                home.archive()
            },
            &["2022-01-03-1.md", "2022-01-03-3.md"],
        ),
        (
            "a post is copied",
            |home| {
                fs::copy(home.file(1), home.archive().join("_posts/财经/2022-01-03-1.md")).unwrap();
                home.archive()
            },
            &["2022-01-03-1.md", "2022-01-03-2.md"],
        ),
        (
            "a post is deleted and comes back",
            |home| {
                home.renamed(1, "x.tmp");
                assert_eq!(home.read_in(&home.archive()).len(), 1);
                fs::rename(home.archive().join("_posts/x.tmp"), home.file(1)).unwrap();
                home.archive()
            },
            &["2022-01-03-1.md", "2022-01-03-2.md"],
        ),
    ];
    for (what, done, expected) in rows {
        let home = Home::new(6);
        home.mark(1, "--read");
        home.mark(2, "--read");
        let archive = done(&home);
        let expected: Vec<_> = expected.iter().map(|name| format!("_posts/{name}")).collect();
        for _ in 0..2 {
            assert_eq!(home.read_in(&archive), expected, "{what}");
        }
    }
}

impl Home {
    fn moved(&self) -> PathBuf {
        let elsewhere = self.0.path().join("旧报纸");
        fs::rename(self.archive(), &elsewhere).unwrap();
        elsewhere
    }

    fn renamed(&self, number: usize, name: &str) -> PathBuf {
        fs::rename(self.file(number), self.archive().join("_posts").join(name)).unwrap();
        self.archive()
    }
}

#[test]
fn a_folder_that_cannot_be_written_is_read_and_left() {
    let home = Home::new(3);
    home.mark(1, "--read");
    let open = |path: &Path, mode| fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
    open(home.0.path(), 0o755);
    for entry in fs::read_dir(home.store()).unwrap() {
        open(&entry.unwrap().path(), 0o444);
    }
    open(&home.store(), 0o555);
    // The superuser may write everywhere, so somebody else has to try.
    let as_other = |arguments: &[&str]| {
        let mut command = home.command(arguments);
        if rustix::process::geteuid().is_root() {
            command.uid(65_534).gid(65_534);
        }
        command.output().unwrap()
    };
    let archive = home.archive();
    let list = as_other(&["list", "--json", archive.to_str().unwrap()]);
    assert_eq!((list.status.code(), read(&list).len()), (Some(0), 1), "{list:?}");
    assert_eq!(errors(&list).lines().count(), 1, "{list:?}");
    assert!(errors(&list).contains("cannot be written"), "{list:?}");
    let mark = as_other(&["mark", "--read", home.file(2).to_str().unwrap()]);
    assert_eq!(mark.status.code(), Some(1));
    assert!(errors(&mark).contains("nothing was marked"), "{mark:?}");
    open(&home.store(), 0o755);
    assert_eq!(home.read_in(&archive).len(), 1);
}

#[test]
fn a_full_disk_refuses_marks_and_loses_none() {
    let home = Home::new(300);
    home.mark(1, "--read");
    // No file may grow beyond 64 KB.
    let files: Vec<_> = (0..300).map(|number| home.file(number)).collect();
    let script = "trap '' XFSZ; ulimit -f 128; exec \"$0\" \"$@\"";
    let limited = |arguments: &[&str], files: &[PathBuf]| {
        let program = home.command(arguments);
        let mut command = Command::new("sh");
        command.args(["-c", script]).arg(program.get_program()).args(program.get_args()).args(files);
        command.env_clear().env("HOME", home.0.path()).env("KANBAO_STATE_DIR", home.store());
        command.output().unwrap()
    };
    let mark = limited(&["mark", "--note", &"很长的笔记".repeat(100)], &files);
    assert_eq!(mark.status.code(), Some(1), "{mark:?}");
    assert!(errors(&mark).contains("nothing was marked"), "{mark:?}");
    let list = limited(&["list", "--json"], &[home.archive()]);
    assert_eq!((list.status.code(), read(&list).len(), errors(&list)), (Some(0), 1, ""));
    home.mark(2, "--read");
    assert_eq!(home.read_in(&home.archive()).len(), 2);
}

#[test]
fn a_damaged_store_is_set_aside_and_said_once() {
    for at in [0, 40, 4100, 9000, 20_000] {
        let home = Home::new(3);
        home.mark(1, "--read");
        let file = home.store().join("state.sqlite");
        let mut bytes = fs::read(&file).unwrap();
        let at = at.min(bytes.len() - 600);
        bytes[at..at + 600].iter_mut().for_each(|byte| *byte ^= 0xff);
        fs::write(&file, &bytes).unwrap();
        let list = home.run(&["list", "--json", home.archive().to_str().unwrap()]);
        assert_eq!((list.status.code(), read(&list).len()), (Some(0), 1), "{at}: {list:?}");
        let warned = errors(&list).contains("the marks were damaged");
        assert!(warned || errors(&list).is_empty(), "{list:?}");
        let aside = fs::read_dir(home.store()).unwrap().map(|entry| entry.unwrap().path());
        let is_aside = |path: &PathBuf| {
            let name = path.file_name().unwrap().to_string_lossy();
            name.starts_with("state.damaged-") && name.ends_with(".sqlite")
        };
        let aside: Vec<_> = aside.filter(is_aside).collect();
        assert_eq!(aside.len(), usize::from(warned), "{at}");
        assert!(aside.iter().all(|path| fs::read(path).unwrap() == bytes));
        let again = home.run(&["list", "--json", home.archive().to_str().unwrap()]);
        assert_eq!((read(&again).len(), errors(&again)), (1, ""), "{at}");
    }
}

#[test]
fn a_store_of_the_future_is_left_alone() {
    let home = Home::new(3);
    home.mark(1, "--read");
    let file = home.store().join("state.sqlite");
    let mut bytes = fs::read(&file).unwrap();
    bytes[60..64].copy_from_slice(&99u32.to_be_bytes());
    fs::write(&file, &bytes).unwrap();
    let list = home.run(&["list", "--json", home.archive().to_str().unwrap()]);
    assert_eq!(list.status.code(), Some(0));
    assert!(errors(&list).contains("of a later kanbao"), "{list:?}");
    assert_eq!(home.run(&["mark", "--read", home.file(2).to_str().unwrap()]).status.code(), Some(1));
    assert_eq!(fs::read(&file).unwrap(), bytes);
}

#[test]
fn exports_merge_by_moment() {
    let home = Home::new(4);
    home.mark(1, "--read");
    home.mark(2, "--star");
    let export = home.run(&["state", "export"]).stdout;
    let file = home.0.path().join("export.jsonl");
    fs::write(&file, &export).unwrap();
    home.mark(1, "--unread");
    let import = |file: &Path| {
        let output = home.run(&["state", "import", file.to_str().unwrap()]);
        assert!(output.status.success(), "{output:?}");
        String::from_utf8(output.stdout).unwrap()
    };
    // What was marked later stands.
    assert!(import(&file).contains(", 0 of them news"));
    assert_eq!(home.read_in(&home.archive()), [""; 0]);
    // Into an empty store, in another order, twice.
    let later = home.run(&["state", "export"]).stdout;
    fs::rename(home.store(), home.0.path().join("旧")).unwrap();
    let mut lines: Vec<_> = std::str::from_utf8(&later).unwrap().lines().collect();
    lines.reverse();
    fs::write(&file, lines.join("\n") + "\n不是一行导出\n").unwrap();
    assert!(!import(&file).contains(", 0 of them news"));
    assert!(import(&file).contains(", 0 of them news"));
    let sorted = |bytes: &[u8]| {
        let mut lines: Vec<_> = std::str::from_utf8(bytes).unwrap().lines().map(str::to_owned).collect();
        lines.sort();
        lines
    };
    assert_eq!(sorted(&home.run(&["state", "export"]).stdout), sorted(&later));
}
