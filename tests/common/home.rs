//! A home with an archive of our own in it, for sessions of the real program.

#![allow(dead_code, reason = "each test file uses its part")]

use std::fmt::Write as _;
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::time::Instant;

use tempfile::TempDir;

use super::pty::{DEADLINE, Session, Setup};

/// The newest post: a long one.
pub const LONG: &str = "一篇很长的文章";
/// A post with a source and links.
pub const RATES: &str = "人民币汇率走势";
/// An old post.
pub const RAIN: &str = "江南的雨";

/// A home with an archive in it.
pub struct Home(TempDir);

impl Home {
    /// A new home, removed at the end.
    pub fn new() -> Self {
        let home = Self(tempfile::tempdir().unwrap());
        fs::create_dir_all(home.archive().join("_posts")).unwrap();
        fs::write(home.archive().join("_config.yml"), "timezone: Asia/Shanghai\n").unwrap();
        let paragraphs = (1..=150).fold(String::new(), |mut text, number| {
            let _ = writeln!(text, "第{number}段。长文章要一行一行地读，“读到最后一行”才算读完。\n");
            text
        });
        let long = "categories: 副刊\ntags: [长文, 阅读]\nsource_url: https://example.com/来源";
        home.post("2024-03-03-long", LONG, long, &format!("{paragraphs}全文完。"));
        let rates = "categories: 财经\ntags: [财经]\nsource_url: https://news.example/source";
        let links =
            "中间价见[第一处](https://news.example/first)，另见[第二处](https://news.example/second)。";
        home.post("2024-03-02-rates", RATES, rates, links);
        let rain = "categories: 副刊\ntags: [阅读]";
        home.post("2024-03-01-rain", RAIN, rain, "雨下了三天。日本語もあります。한국어도 있습니다.");
        home
    }

    fn post(&self, name: &str, title: &str, facts: &str, body: &str) {
        let text = format!("---\ntitle: {title}\n{facts}\n---\n\n{body}\n");
        fs::write(self.archive().join("_posts").join(name).with_extension("md"), text).unwrap();
    }

    /// Its folder.
    pub fn path(&self) -> &Path {
        self.0.path()
    }

    /// The folder of the archive.
    pub fn archive(&self) -> PathBuf {
        self.path().join("档案")
    }

    /// A program of our own, as a path.
    pub fn script(&self, name: &str, text: &str) -> String {
        let path = self.path().join(name);
        fs::write(&path, format!("#!/bin/sh\n{text}\n")).unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).unwrap();
        path.display().to_string()
    }

    /// A reader of the archive, before it starts.
    pub fn setup(&self) -> Setup {
        Setup::new(self.path(), &self.archive())
    }

    /// A reader that shows the list.
    pub fn open(&self) -> Session {
        shown(self.setup())
    }
}

/// Starts a reader and waits for its list.
pub fn shown(setup: Setup) -> Session {
    let mut session = setup.start();
    session.wait_for(LONG).assert_taken();
    session
}

/// Waits until a file is there.
#[track_caller]
pub fn wait_for_file(path: &Path) {
    let end = Instant::now() + DEADLINE;
    while !path.exists() {
        assert!(Instant::now() < end, "{} appears", path.display());
        std::thread::yield_now();
    }
}
