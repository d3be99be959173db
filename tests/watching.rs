//! Posts that come, change and vanish while they are read: the list stays where it is, and a
//! program that runs shows what happens on disk.

#![cfg(target_os = "linux")]
#![allow(clippy::unwrap_used, clippy::expect_used)]

#[path = "common/app.rs"]
mod app;
#[path = "common/pty.rs"]
mod pty;
#[path = "common/screen.rs"]
mod screen;

use std::fs;
use std::path::{Path, PathBuf};

use app::{TestApp, post, problem};
use kanbao::app::{Effect, Message, Patch};
use kanbao::library::RootId;
use kanbao::post::{Post, Severity};
use kanbao::state::Move;

use pty::{Session, Setup};

fn patch(app: TestApp, posts: Vec<Post>, gone: &[&str]) -> TestApp {
    let gone = gone.iter().map(|path| (*path).to_owned()).collect();
    let patch = Patch { posts, gone, ..Patch::default() };
    app.message(Message::Changed { root: RootId(0), patch: Box::new(patch) })
}

fn new(count: i64) -> Vec<Post> {
    (1..=count).map(|at| post(&format!("新{at}"), &["新"], &[], 1000 + at)).collect()
}

/// The rows of the list as they are shown, without what is told around it.
fn rows(app: &TestApp) -> Vec<String> {
    let screen = app.screen();
    screen.lines().filter(|row| row.contains("第") && row.contains('篇')).map(str::to_owned).collect()
}

#[test]
fn the_list_stays_where_it_is_and_tells_what_came_above() {
    for keys in ["", "j", "30j", "G"] {
        let app = TestApp::with_posts(100);
        let app = if keys.is_empty() { app } else { app.keys(keys) };
        let (before, selected) = (rows(&app), app.app.selected());
        let app = patch(app, new(12), &[]);
        assert_eq!((rows(&app).len(), app.app.selected()), (before.len(), selected), "{keys}");
        assert!(app.screen().contains("新到 12 篇 ↑"), "{keys}: {}", app.screen());
        assert!(app.screen().contains("112"), "they are counted");
        let app = app.keys("gg");
        assert!(!app.screen().contains("新到") && app.screen().contains("新12"), "{}", app.screen());
    }
}

#[test]
fn what_is_scrolled_to_is_not_above_any_more() {
    let app = patch(TestApp::with_posts(100), new(12), &[]).keys("k");
    let told = |app: &TestApp| app.screen().split("新到 ").nth(1).map(|text| text[..2].trim().to_owned());
    let first = told(&app).unwrap();
    assert!(first.parse::<u32>().unwrap() < 12, "{first}");
    assert_eq!(told(&app.keys("12k")), None);
}

#[test]
fn posts_that_are_gone_leave_list_and_counts() {
    let app = patch(TestApp::with_paper(), Vec::new(), &["_posts/023-江南的雨.md", "没有.md"]);
    assert_eq!(app.titles().len(), 9);
    assert!(!app.titles().contains(&"江南的雨"));
    assert!(app.screen().contains("散文") && !app.screen().contains("江南"), "{}", app.screen());
    let found = app.keys("/tag:散文<Enter>");
    assert_eq!(found.titles(), ["城市里的一棵树 🌳"]);
    // The selected one: the next one below takes its place.
    let app = TestApp::with_paper().keys("j");
    let below = app.titles()[2].to_owned();
    let app = patch(app, Vec::new(), &["_posts/023-江南的雨.md"]);
    assert_eq!(app.app.selected().map(|id| app.app.library().title(id).to_owned()), Some(below));
}

#[test]
fn what_categories_and_tags_have_is_what_counting_all_posts_gives() {
    let side = |app: &TestApp| -> Vec<String> {
        app.screen().lines().take(30).map(|line| line.chars().take(17).collect()).collect()
    };
    let mut edited = post("江南的雨", &["财经"], &["天气", "散文"], 23);
    edited.title = "江北的雪".into();
    let back = || vec![post("江南的雨", &["副刊"], &["散文"], 23)];
    let gone: &[&str] = &["_posts/023-江南的雨.md"];
    let none: &[&str] = &[];
    let patches = [(new(12), none), (vec![edited], none), (Vec::new(), gone), (back(), none), (back(), gone)];
    let mut app = TestApp::with_paper();
    for (posts, gone) in patches {
        app = patch(app, posts, gone);
        let known = side(&app);
        // A filter that lets all pass has everything counted.
        app = app.keys("/-没有这样的词<Enter>");
        assert_eq!(side(&app), known);
        app = app.keys("/<C-u><Enter>");
        assert_eq!(side(&app), known);
    }
}

#[test]
fn a_post_that_comes_back_is_the_one_it_was() {
    let app = TestApp::with_paper().keys("j");
    let selected = app.app.selected();
    let app = patch(app, Vec::new(), &["_posts/023-江南的雨.md"]);
    let app = patch(app, vec![post("江南的雨", &["副刊"], &["散文"], 23)], &[]);
    assert_eq!((app.titles().len(), app.app.listed()[1]), (10, selected.unwrap()));
}

#[test]
fn an_edited_post_is_found_by_what_it_says_now() {
    let mut edited = post("江南的雨", &["财经"], &["天气"], 23);
    edited.title = "江北的雪".into();
    let app = patch(TestApp::with_paper(), vec![edited], &[]);
    assert_eq!(app.titles().len(), 10);
    let search = |query: &str| {
        let mut edited = post("江南的雨", &["财经"], &["天气"], 23);
        edited.title = "江北的雪".into();
        let app = patch(TestApp::with_paper().keys(&format!("/{query}<Enter>")), vec![edited], &[]);
        app.titles().into_iter().map(str::to_owned).collect::<Vec<_>>()
    };
    assert_eq!(
        (search("江北"), search("江南"), search("jiangbei")),
        (vec!["江北的雪".to_owned()], vec![], vec!["江北的雪".to_owned()])
    );
    assert_eq!(search("tag:天气"), ["江北的雪"]);
}

#[test]
fn the_open_article_is_read_again_in_place() {
    let app = TestApp::with_paper().keys("<Enter>5j");
    let place = app.app.article_place();
    let asked = app.openings().len();
    let first = post("人民币汇率走势平稳，央行称市场预期稳定", &["财经"], &["银行", "汇率"], 24);
    let app = patch(app, vec![first], &[]);
    assert_eq!((app.openings().len(), app.openings().last().unwrap().1), (asked + 1, false));
    assert_eq!(app.app.article_place(), place, "at the same place");
    let path = "_posts/024-人民币汇率走势平稳，央行称市场预期稳定.md";
    let app = patch(app, Vec::new(), &[path]);
    assert!(app.screen().contains("文件已不在") && app.app.article_place() == place, "{}", app.screen());
}

#[test]
fn what_is_read_and_selected_goes_with_a_post_that_went_elsewhere() {
    let (from, to) = ("_posts/023-江南的雨.md", "小说/_posts/雨.md");
    let moved = || Post { path: to.into(), ..post("江南的雨", &["副刊"], &["散文"], 23) };
    let remembered = || Message::Remembered {
        root: RootId(0),
        remembered: Box::default(),
        settled: true,
        moved: vec![Move { from: from.into(), to: to.into() }],
    };
    let app = TestApp::with_paper().keys("j<Enter>5j");
    let place = app.app.article_place();
    let app = patch(patch(app, Vec::new(), &[from]), vec![moved()], &[]);
    assert!(app.selected() != "江南的雨" && app.screen().contains("文件已不在"), "{}", app.screen());
    let app = app.message(remembered());
    assert_eq!((app.selected(), app.app.article_place()), ("江南的雨", place));
    assert_eq!(app.opened_path(), to);
    assert!(!app.screen().contains("文件已不在"), "{}", app.screen());
    // Whoever selected another post meanwhile keeps that one; what is read goes on all the same.
    let app = patch(TestApp::with_paper().keys("j<Enter>5jh"), Vec::new(), &[from]).keys("3j");
    let selected = app.selected().to_owned();
    let app = patch(app, vec![moved()], &[]).message(remembered());
    assert_eq!((app.selected(), app.opened_path()), (selected.as_str(), to));
}

#[test]
fn the_last_patch_of_a_pass_brings_every_problem_and_new_texts() {
    let broken = problem("坏.md", None, Severity::Error, "坏了");
    let app = TestApp::with_paper().find(vec![broken]);
    assert!(app.screen().contains("1 跳过"), "{}", app.screen());
    let all = Patch { all_problems: Some(Vec::new()), ..Patch::default() };
    let mut app =
        patch(app, new(1), &[]).message(Message::Changed { root: RootId(0), patch: Box::default() });
    let effects = app.app.update(Message::Changed { root: RootId(0), patch: Box::new(all) });
    assert!(effects.iter().any(|effect| matches!(effect, Effect::KeepTexts(_))));
    assert!(!app.screen().contains("跳过"), "{}", app.screen());
}

/// An archive of 40 posts in a home of its own, and a program that reads it.
struct Live {
    posts: PathBuf,
    session: Session,
    home: tempfile::TempDir,
}

impl Live {
    fn start() -> Self {
        let home = tempfile::tempdir().unwrap();
        let posts = home.path().join("报/_posts");
        fs::create_dir_all(&posts).unwrap();
        fs::write(home.path().join("报/_config.yml"), "title: 报").unwrap();
        (1..=40).for_each(|at| {
            write(&posts, &format!("2022-{:02}-01-p{at}.md", at % 12 + 1), &format!("旧{at}"), "旧文")
        });
        let mut session = Self::read(home.path());
        session.wait_for("40 篇");
        Self { posts, session, home }
    }

    fn read(home: &Path) -> Session {
        Setup::new(home, &home.join("报")).size(100, 30).start()
    }

    /// Leaves the program and starts it again; between, something happens.
    fn again(&mut self, between: impl FnOnce(&Path)) -> &mut Session {
        self.session.keys("q").end();
        between(&self.posts);
        self.session = Self::read(self.home.path());
        &mut self.session
    }

    /// The whole archive is elsewhere, or back.
    fn carry(&self, from: &str, to: &str) {
        fs::rename(self.home.path().join(from), self.home.path().join(to)).unwrap();
    }
}

fn write(folder: &Path, name: &str, title: &str, text: &str) {
    fs::write(folder.join(name), format!("---\ntitle: {title}\n---\n{text}\n")).unwrap();
}

#[test]
fn what_happens_on_disk_is_seen() {
    let Live { posts, mut session, home: _home } = Live::start();
    write(&posts, "2023-01-01-xin.md", "新来的", "新文");
    session.wait_for("41 篇").wait_for("新到 1 篇 ↑");
    session.keys("gg\r").wait_for("新文");
    write(&posts, "2023-01-01-xin.md", "新来的", "改过的文章");
    session.wait_for("改过的文章");
    fs::rename(posts.join("2023-01-01-xin.md"), posts.join("2023-01-02-gai.md")).unwrap();
    session.wait_for("文件已不在").keys("qgg").wait_for("2023-01-02");
    fs::remove_file(posts.join("2023-01-02-gai.md")).unwrap();
    session.wait_for("40 篇").wait_gone("2023-01-02");
    fs::create_dir_all(posts.join("更多")).unwrap();
    (0..500).for_each(|at| {
        write(&posts.join("更多"), &format!("2023-02-{:02}-n{at}.md", at % 28 + 1), "多", "多")
    });
    session.wait_for("540 篇");
    fs::remove_dir_all(posts.parent().unwrap()).unwrap();
    session.wait_for("文件夹已不在");
    session.keys("q").end();
}

#[test]
fn posts_added_while_it_was_closed_are_counted_and_listed_and_the_list_stays() {
    let mut live = Live::start();
    live.session.keys("3j").wait_for("2022-11: 3");
    let selected = |session: &Session| {
        let rows = session.screen().rows(0, 100).enumerate();
        let posts = rows.filter(|(_, row)| row.contains("旧"));
        posts.map(|(at, row)| format!("{at} {}", row.trim_end_matches([' ', '│', '┃']))).collect::<Vec<_>>()
    };
    let before = selected(&live.session);
    let session = live.again(|posts| {
        (0..320).for_each(|at| write(posts, &format!("2023-01-01-n{at}.md"), &format!("新{at}"), "新文"));
    });
    session.wait_for("360 篇").wait_for("新到 320 篇 ↑").wait_for("旧");
    assert_eq!(selected(session)[3..5], before[3..5], "on the very rows");
    session.keys("gg").wait_for("新0").wait_gone("新到");
    session.keys("S新文\r").wait_for("320 篇");
}

#[test]
fn an_archive_that_vanishes_is_still_shown_and_seen_when_it_comes_back() {
    let mut live = Live::start();
    live.carry("报", "别处");
    live.session.wait_for("文件夹已不在").keys("j").wait_for("40 篇");
    write(&live.home.path().join("别处/_posts"), "2023-01-01-xin.md", "新来的", "新文");
    live.carry("别处", "报");
    live.session.wait_for("41 篇");
    write(&live.posts, "2023-01-02-xin.md", "又来的", "新文");
    live.session.wait_for("42 篇").keys("gg").wait_for("又来的");
}

#[test]
fn a_search_in_texts_finds_what_came_since() {
    let mut live = Live::start();
    live.session.keys("S春江\r").wait_for("正文含 春江 0 篇");
    write(&live.posts, "2023-01-01-xin.md", "新来的", "春江潮水连海平");
    live.session.wait_for("新来的").wait_for("潮水");
    write(&live.posts, "2023-01-01-xin.md", "新来的", "海上明月共潮生");
    live.session.wait_gone("潮水");
}

/// Nanoseconds that the threads of a process ran, and what it wrote, be it to the terminal.
fn spent(process: &str) -> (u64, String) {
    let mut nanoseconds = 0;
    for task in fs::read_dir(format!("/proc/{process}/task")).unwrap() {
        let times = fs::read_to_string(task.unwrap().path().join("schedstat")).unwrap();
        nanoseconds += times.split_whitespace().next().unwrap().parse::<u64>().unwrap();
    }
    let io = fs::read_to_string(format!("/proc/{process}/io")).unwrap();
    (nanoseconds, io.lines().filter(|line| line.contains("wchar") || line.contains("write_bytes")).collect())
}

/// Looks that find nothing new before a program counts as resting: longer than its keeper of marks
/// waits before it looks at the disk for the last time.
const REST: u32 = 400;

#[test]
fn nothing_is_done_and_nothing_written_while_nothing_happens() {
    let mut live = Live::start();
    live.session.keys("j\r").wait_for("旧文");
    write(&live.posts, "2023-01-01-xin.md", "新来的", "新文");
    live.session.wait_for("41 篇");
    let process = fs::read_to_string(live.home.path().join(".pid")).unwrap();
    let process = process.trim();
    // Another program works meanwhile; on another archive, since this one is watched.
    let other = tempfile::tempdir().unwrap();
    write(other.path(), "甲.md", "甲", "甲");
    let work = || {
        let mut program = std::process::Command::new(env!("CARGO_BIN_EXE_kanbao"));
        let program = program.args(["list", "--json"]).arg(other.path());
        let program = program.env_clear().env("HOME", other.path()).stdout(std::process::Stdio::null());
        assert!(program.status().unwrap().success());
        spent(process)
    };
    // It comes to rest: the text that is open was read, and the texts were made ready.
    let end = std::time::Instant::now() + pty::DEADLINE;
    let mut rest = (work(), 0);
    while rest.1 < REST && std::time::Instant::now() < end {
        let now = work();
        rest = if now == rest.0 { (now, rest.1 + 1) } else { (now, 0) };
    }
    assert_eq!(rest.1, REST, "it came to rest");
    for _ in 0..20 {
        assert_eq!(work(), rest.0);
    }
}
