//! `kanbao search` and `kanbao index` from outside: what is found, whatever became of the pack.

#![allow(clippy::unwrap_used)]

use std::collections::BTreeMap;
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use kanbao::article::{self, Notation, Reading, find::Index};
use kanbao::locale::Lang;
use kanbao::post::Context;
use proptest::prelude::{ProptestConfig, Strategy, any, prop, prop_assert_eq, proptest};
use tempfile::TempDir;

/// A home with an archive in it.
struct Home(TempDir);

impl Home {
    fn new(posts: &[(&str, &str)]) -> Self {
        let home = Self(TempDir::new().unwrap());
        fs::create_dir_all(home.archive().join("_posts")).unwrap();
        posts.iter().for_each(|(name, text)| home.post(name, text));
        home
    }

    fn archive(&self) -> PathBuf {
        self.0.path().join("档案")
    }

    fn post(&self, name: &str, text: &str) {
        fs::write(self.archive().join("_posts").join(name), text).unwrap();
    }

    fn cache(&self) -> PathBuf {
        self.0.path().join("cache/kanbao")
    }

    fn packs(&self) -> Vec<PathBuf> {
        let mut packs: Vec<_> =
            fs::read_dir(self.cache()).unwrap().map(|entry| entry.unwrap().path()).collect();
        packs.retain(|file| file.extension().is_some_and(|ending| ending == "pack"));
        packs.sort();
        packs
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_kanbao"));
        command.args(arguments).current_dir(self.archive()).env_clear().stdin(Stdio::null());
        command.env("HOME", self.0.path()).env("XDG_CACHE_HOME", self.0.path().join("cache"));
        command
    }

    fn run(&self, arguments: &[&str]) -> Output {
        self.command(arguments).output().unwrap()
    }

    /// File names (without day and extension) of the posts that are found, with their counts.
    fn found(&self, words: &str) -> BTreeMap<String, u64> {
        found(&self.run(&["search", words, "--json"]))
    }

    fn names(&self, words: &str) -> String {
        self.found(words).into_keys().collect::<Vec<_>>().join(" ")
    }
}

fn found(output: &Output) -> BTreeMap<String, u64> {
    assert_eq!(String::from_utf8_lossy(&output.stderr), "");
    let text = String::from_utf8(output.stdout.clone()).unwrap();
    let row = |line: &str| {
        let row: serde_json::Value = serde_json::from_str(line).unwrap();
        let name = Path::new(row["path"].as_str().unwrap()).file_stem().unwrap().to_str().unwrap();
        (name[11..].to_owned(), row["count"].as_u64().unwrap())
    };
    let found: BTreeMap<String, u64> = text.lines().map(row).collect();
    assert_eq!(output.status.code(), Some(i32::from(found.is_empty())));
    found
}

fn small() -> Home {
    Home::new(&[
        ("2024-01-01-a.md", "---\ntitle: 甲\ntags: [要闻]\n---\n建**设银**行与後臺。\n"),
        ("2024-01-02-b.md", "---\ntitle: 建设银行\n---\n只有標題有，ＡＢＣ。\n\n- 한국어 뉴스\n- ｶﾞ 😀\n"),
        (
            "2024-01-03-c.html",
            "---\ntitle: 丙\n---\n<p>建设<span>银行</span>，建设银行</p><!-- 藏 --><p>行</p>\n",
        ),
        ("2024-01-04-d.md", "---\ntitle: 丁\npublished: false\n---\n后台\n"),
        ("2024-01-05-e.md", "---\ntitle: 戊\n---\n{{ site.greeting }} ニュース\n"),
    ])
}

#[test]
fn what_is_shown_is_found_and_nothing_else() {
    let home = small();
    let rows = [
        ("建设银行", "a c"),
        ("建設銀行", "a c"),
        ("行", "a c"),
        ("后台", "a"),
        ("abc", "b"),
        ("한국어", "b"),
        ("\"한국어 뉴스\"", "b"),
        ("ガ", "b"),
        ("😀", "b"),
        ("ニュース", "e"),
        ("银行 后台", "a"),
        ("银行 abc", ""),
        ("span", ""),
        ("藏", ""),
        ("甲", ""),
        ("要闻", ""),
        ("银行行", ""),
    ];
    for (words, expected) in rows {
        assert_eq!(home.names(words), expected, "{words}");
    }
    assert_eq!(home.found("建设银行"), [("a".to_owned(), 1), ("c".to_owned(), 2)].into());
}

#[test]
fn the_list_can_ask_for_texts_and_for_marks() {
    let home = small();
    let post = home.archive().join("_posts/2024-01-03-c.html");
    assert!(home.run(&["mark", post.to_str().unwrap(), "--read", "--star"]).status.success());
    let rows = [
        ("body:建設銀行", "a c"),
        ("body:\"한국어 뉴스\"", "b"),
        ("body:建设银行 -tag:要闻", "c"),
        ("-body:行", "b e"),
        ("body:(ガ OR ニュース)", "b e"),
        ("is:read", "c"),
        ("body:行 is:unread", "a"),
        ("is:starred body:span", ""),
    ];
    for (query, expected) in rows {
        let output = home.run(&["list", "-q", query, "--json", "--sort", "oldest"]);
        let text = String::from_utf8(output.stdout).unwrap();
        let name = |line: &str| {
            let row: serde_json::Value = serde_json::from_str(line).unwrap();
            row["path"].as_str().unwrap()[18..19].to_owned()
        };
        let names: Vec<String> = text.lines().map(name).collect();
        assert_eq!(names.join(" "), expected, "{query}");
    }
}

#[test]
fn rows_are_for_people_or_for_scripts_newest_first_or_by_count() {
    let home = small();
    let text = |arguments: &[&str]| {
        let output = home.run(arguments);
        assert_eq!(output.status.code(), Some(0), "{output:?}");
        String::from_utf8(output.stdout).unwrap()
    };
    let rows = "2024-01-03     2  丙\n                  建设银行，建设银行\n\
                2024-01-01     1  甲\n                  建设银行与後臺。\n";
    assert_eq!(text(&["search", "建设银行"]), rows);
    assert_eq!(text(&["search", "建设银行", "--limit", "1"]), rows[..rows.find("2024-01-01").unwrap()]);
    let json = text(&["search", "後臺", "--json"]);
    assert!(
        json.starts_with(r#"{"path":"_posts/2024-01-01-a.md","title":"甲","date":"2024-01-01T00:00:00"#),
        "{json}"
    );
    let rest = "\"categories\":[],\"tags\":[\"要闻\"],\"source\":null,\"read\":false,\"starred\":false,\
                \"count\":1,\"snippet\":\"建设银行与後臺。\"}\n";
    assert!(json.ends_with(rest), "{json}");
    home.post("2023-01-01-old.md", "银行银行银行");
    let first = |sort: &str| text(&["search", "银行", "--sort", sort])[..10].to_owned();
    assert_eq!((first("newest").as_str(), first("count").as_str()), ("2024-01-03", "2023-01-01"));
    assert_eq!(text(&["search", "后台", "--unpublished", "--limit", "1"])[..10], *"2024-01-04");
    for (arguments, code) in [(["search", "没有"], 1), (["search", " "], 1), (["search", "--x"], 2)] {
        assert_eq!(home.run(&arguments).status.code(), Some(code), "{arguments:?}");
    }
}

#[test]
fn what_changed_is_found_as_it_is_now() {
    let home = small();
    fs::write(home.archive().join("_config.yml"), "greeting: 早上好\n").unwrap();
    for number in 10..40 {
        home.post(&format!("2023-01-{number}-x{number}.md"), "不变");
    }
    assert_eq!(home.names("早上好"), "e");
    assert_eq!(home.packs().len(), 1);
    home.post("2024-01-01-a.md", "改了的文章，更长一些：银行");
    home.post("2024-01-09-f.md", "新文章：银行");
    fs::remove_file(home.archive().join("_posts/2024-01-03-c.html")).unwrap();
    assert_eq!(home.names("银行"), "a f");
    assert_eq!(home.packs().len(), 2, "what changed stands in a small pack of its own");
    let before: Vec<_> = home.packs().iter().map(|pack| fs::read(pack).unwrap()).collect();
    assert_eq!(home.names("建设银行"), "");
    let after: Vec<_> = home.packs().iter().map(|pack| fs::read(pack).unwrap()).collect();
    assert_eq!(before, after, "nothing changed, nothing is written");
    fs::write(home.archive().join("_config.yml"), "greeting: 晚上好啊\n").unwrap();
    assert_eq!((home.names("早上好"), home.names("晚上好")), (String::new(), "e".into()));
    for number in 10..40 {
        home.post(&format!("2023-01-{number}-x{number}.md"), "都变了");
    }
    assert_eq!(home.found("不变").len(), 0);
    assert_eq!(home.packs().len(), 1, "after many changes all is written anew");
    assert_eq!((home.found("都变了").len(), home.names("银行").as_str()), (30, "a f"));
}

#[test]
fn a_pack_that_is_damaged_old_or_of_another_archive_is_made_again() {
    let home = small();
    let expected = home.found("银行");
    let pack = home.packs().remove(0);
    let good = fs::read(&pack).unwrap();
    let mut cases: Vec<Vec<u8>> = vec![Vec::new(), good[..good.len() - 1].to_vec(), good[..40].to_vec()];
    cases.extend([0, 8, 16, 40, 63, good.len() - 1, good.len() - 300].map(|at| {
        let mut damaged = good.clone();
        damaged[at] ^= 0x41;
        damaged
    }));
    let other = Home::new(&[("2024-01-01-a.md", "没有")]);
    other.found("没有");
    cases.push(fs::read(other.packs().remove(0)).unwrap());
    for (nth, case) in cases.into_iter().enumerate() {
        fs::write(&pack, case).unwrap();
        assert_eq!(home.found("银行"), expected, "case {nth}");
        assert!(fs::read(&pack).unwrap() == good, "case {nth}: made again");
    }
    fs::remove_file(&pack).unwrap();
    fs::create_dir(&pack).unwrap();
    assert_eq!(home.found("银行"), expected, "a folder in its place");
}

#[test]
fn index_builds_the_pack_and_finds_damage_inside_it() {
    let home = small();
    let index = || {
        let output = home.run(&["index"]);
        assert_eq!((output.status.code(), output.stderr.is_empty()), (Some(0), true), "{output:?}");
        String::from_utf8(output.stdout).unwrap()
    };
    assert_eq!(index(), "档案: 4 posts listed, 2 KB\n档案: 5 posts, 1 MB\n");
    let pack = home.packs().remove(0);
    let good = fs::read(&pack).unwrap();
    // Behind the header, which says how many there are, come keys, texts and sieves.
    let number = |at: usize| u64::from_le_bytes(good[at..at + 8].try_into().unwrap()) as usize;
    let (keys, texts) = (number(32), number(40));
    for at in [80, 72 + keys + 8, 72 + keys + texts] {
        let mut damaged = good.clone();
        damaged[at] ^= 1;
        fs::write(&pack, damaged).unwrap();
        assert!(index().contains("档案: what was kept was damaged; it is made again\n"), "byte {at}");
        assert!(fs::read(&pack).unwrap() == good);
    }
}

#[test]
fn without_a_cache_the_files_are_read() {
    let home = small();
    let expected = home.found("银行");
    fs::remove_dir_all(home.cache()).unwrap();
    // A file stands where the folder would be: that hinders root too.
    fs::write(home.cache(), "").unwrap();
    assert_eq!(home.found("银行"), expected);
    let index = home.run(&["index"]);
    assert_eq!(index.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&index.stderr).contains("cannot be kept"), "{index:?}");
    let output = home.command(&["search", "银行", "--json"]).env_remove("HOME").output().unwrap();
    assert_eq!(found(&output), expected);
    let single = home.run(&["search", "银行", "_posts/2024-01-03-c.html", "--json"]);
    assert_eq!(found(&single), [("c".to_owned(), 2)].into());
}

#[test]
fn the_pack_is_for_the_user_alone_and_the_archive_is_left_as_it_is() {
    let home = small();
    let files = || {
        let entries = fs::read_dir(home.archive().join("_posts")).unwrap();
        let mut files: Vec<_> = entries.map(|entry| entry.unwrap().file_name()).collect();
        files.sort();
        files
    };
    let before = files();
    home.found("银行");
    assert_eq!(files(), before);
    assert_eq!(fs::read_dir(home.archive()).unwrap().count(), 1);
    let mode = fs::metadata(home.packs().remove(0)).unwrap().permissions().mode();
    assert_eq!(mode & 0o077, 0);
}

#[test]
fn many_at_once_find_the_same() {
    let home = small();
    let start = || {
        let mut command = home.command(&["search", "银行", "--json"]);
        command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap()
    };
    for round in 0..3 {
        home.post("2024-01-09-f.md", &"银行".repeat(round + 1));
        let children: Vec<_> = (0..4).map(|_| start()).collect();
        for child in children {
            let found = found(&child.wait_with_output().unwrap());
            assert_eq!(found.get("f"), Some(&(round as u64 + 1)));
            assert_eq!(found.len(), 3);
        }
    }
    assert!(home.packs().len() <= 2, "nothing half-written is left: {:?}", home.packs());
}

#[test]
fn hostile_posts_hinder_nothing_and_print_nothing_strange() {
    let home = small();
    home.post("2024-02-01-deep.html", &format!("{}银行{}", "<div>".repeat(20_000), "<b>".repeat(20_000)));
    home.post("2024-02-02-controls.md", "银行\u{1b}]0;x\u{7}\u{202e}行银\u{1e}末 银行\n");
    home.post("2024-02-03-quote.md", &format!("{}银行", ">".repeat(30_000)));
    fs::write(home.archive().join("_posts/2024-02-04-binary.md"), [0, 159, 146, 150, 0, 1]).unwrap();
    fs::write(home.archive().join("_posts/2024-02-05-latin.md"), b"caf\xe9 \xd2\xf8\xd0\xd0").unwrap();
    let names = home.names("银行");
    assert!(names.starts_with("a c controls deep quote"), "{names}");
    let output = String::from_utf8(home.run(&["search", "银行", "--limit", "9"]).stdout).unwrap();
    assert!(!output.contains(['\u{1b}', '\u{7}', '\u{202e}', '\u{1e}']), "{output:?}");
}

/// Pieces of bodies, in several scripts, with marks that cut words.
const PIECES: [&str; 16] = [
    "建设",
    "**银**",
    "行",
    "銀行",
    " ",
    "\n\n",
    "ＡＢ",
    "ab",
    "ｶﾞ",
    "ガ",
    "뉴스",
    "<b>후</b>",
    "👨‍👩‍👧",
    "é",
    "e\u{301}",
    "- ",
];

fn body() -> impl Strategy<Value = String> {
    prop::collection::vec(prop::sample::select(PIECES.to_vec()), 1..12).prop_map(|pieces| pieces.concat())
}

/// Whether an exact search of the rendered text finds it, and how often.
fn exact(body: &str, word: &str) -> Option<u64> {
    let reading = Reading { is_html: false, link_numbers: false, lang: Lang::En, notation: Notation::Set };
    let hits = Index::of(&article::read(body, reading, &Context::default())).find(word).len();
    (hits > 0).then_some(hits as u64)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]
    #[test]
    fn the_same_posts_as_an_exact_search(
        bodies in prop::collection::vec(body(), 1..8),
        word in prop::sample::select(vec!["银行", "行", "建设银行", "ab", "ガ", "뉴스후", "👨‍👩‍👧", "é", "b建", "a"]),
        packed in any::<bool>(),
    ) {
        let home = Home::new(&[]);
        let mut expected = BTreeMap::new();
        for (nth, body) in bodies.iter().enumerate() {
            // The tree is Jekyll's, so a body needs front matter to be read like this.
            home.post(&format!("2024-01-01-{nth}.md"), &format!("---\ntitle: x\n---\n{body}"));
            expected.extend(exact(body, word).map(|count| (nth.to_string(), count)));
        }
        if !packed {
            fs::write(home.0.path().join("cache"), "").unwrap();
        }
        prop_assert_eq!(home.found(word), expected, "{:?} in {:?}", word, bodies);
    }
}
