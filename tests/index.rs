//! The list that is kept in the cache, seen from outside: it is made, used, brought up to date,
//! thrown away and made again, and nobody notices.

#![allow(clippy::unwrap_used)]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use tempfile::TempDir;

struct Home(TempDir);

impl Home {
    fn new() -> Self {
        let home = Self(TempDir::new().unwrap());
        fs::create_dir_all(home.archive().join("_posts")).unwrap();
        fs::write(home.archive().join("_config.yml"), "timezone: Asia/Shanghai\n").unwrap();
        for number in 1..=40 {
            home.post(&format!("2024-01-{:02}-post", number % 28 + 1), number, &format!("第{number}篇"));
        }
        home
    }

    fn archive(&self) -> PathBuf {
        self.0.path().join("档案")
    }

    fn post(&self, name: &str, number: usize, title: &str) {
        let file = self.archive().join("_posts").join(format!("{name}-{number}.md"));
        fs::write(file, format!("---\ntitle: {title}\ntags: [要闻, 汇率]\n---\n正文\n")).unwrap();
    }

    fn run(&self, arguments: &[&str]) -> Output {
        let mut command = Command::new(env!("CARGO_BIN_EXE_kanbao"));
        command.args(arguments).current_dir(self.archive()).env_clear().stdin(Stdio::null());
        command.env("HOME", self.0.path()).env("XDG_CACHE_HOME", self.0.path().join("cache"));
        command.output().unwrap()
    }

    fn said(&self, arguments: &[&str]) -> String {
        let output = self.run(arguments);
        assert_eq!(String::from_utf8_lossy(&output.stderr), "");
        assert!(output.status.success());
        String::from_utf8(output.stdout).unwrap()
    }

    /// Indexes in the cache.
    fn indexes(&self) -> Vec<PathBuf> {
        let entries = fs::read_dir(self.0.path().join("cache/kanbao")).into_iter().flatten();
        let files = entries.map(|entry| entry.unwrap().path());
        files.filter(|file| file.extension().is_some_and(|ending| ending == "list")).collect()
    }
}

#[test]
fn the_list_is_the_same_with_and_without_an_index() {
    let home = Home::new();
    let first = home.said(&["list", "--json"]);
    assert_eq!(first.lines().count(), 40);
    assert_eq!(home.indexes().len(), 1);
    assert_eq!(home.said(&["list", "--json"]), first);
    let below = home.said(&["list", "--json", "_posts"]);
    assert_eq!((below, home.indexes().len()), (first, 2));
}

#[test]
fn an_index_follows_the_files() {
    let home = Home::new();
    home.said(&["list"]);
    home.post("2024-02-01-new", 0, "新来的");
    home.post("2024-01-02-post", 1, "改过的第一篇");
    fs::remove_file(home.archive().join("_posts/2024-01-03-post-2.md")).unwrap();
    let list = home.said(&["list"]);
    assert_eq!(list.lines().count(), 40);
    assert!(list.starts_with("2024-02-01  新来的"), "{list}");
    assert!(list.contains("改过的第一篇") && !list.contains("第1篇") && !list.contains("第2篇 "), "{list}");
    let kept = fs::read(&home.indexes()[0]).unwrap();
    assert_eq!(home.said(&["list"]), list);
    assert_eq!(fs::read(&home.indexes()[0]).unwrap(), kept);
}

#[test]
fn whatever_stands_in_its_place_is_no_harm() {
    let home = Home::new();
    let list = home.said(&["list"]);
    let index = home.indexes().remove(0);
    let sound = fs::read(&index).unwrap();
    let other = Home::new();
    other.said(&["list"]);
    let of_other = fs::read(other.indexes().remove(0)).unwrap();
    for bytes in [&b""[..], b"kanbaoLS", &sound[..sound.len() / 2], &of_other, &[0xff; 5000]] {
        fs::write(&index, bytes).unwrap();
        assert_eq!(home.said(&["list"]), list);
        assert_eq!(fs::read(&index).unwrap(), sound);
    }
    fs::remove_file(&index).unwrap();
    fs::create_dir(&index).unwrap();
    assert_eq!(home.said(&["list"]), list);
}

#[test]
fn it_is_made_and_cleared_by_hand() {
    let home = Home::new();
    let said = home.said(&["index", "--list"]);
    assert!(said.starts_with("档案: 40 posts listed, "), "{said}");
    let whole = home.said(&["index"]);
    assert!(whole.lines().count() == 2 && whole.contains("档案: 40 posts, "), "{whole}");
    let folder = home.said(&["cache"]);
    assert_eq!(Path::new(folder.trim_end()), home.0.path().join("cache/kanbao"));
    fs::write(Path::new(folder.trim_end()).join("notes.txt"), "mine").unwrap();
    let cleared = home.said(&["cache", "clear"]);
    assert!(cleared.contains(": 2 files removed, "), "{cleared}");
    assert_eq!(fs::read_dir(folder.trim_end()).unwrap().count(), 1);
    assert!(home.said(&["cache", "clear"]).contains(": 0 files removed, 0 KB"));
}
