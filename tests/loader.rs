//! The loader on small trees of every kind, written into a temporary folder: which posts are
//! listed, what they say, and what is told about the rest. Nothing here needs a terminal.

#![allow(clippy::unwrap_used, reason = "a helper of tests that fails is a failed test")]

use std::ffi::OsStr;
use std::fs;
use std::ops::ControlFlow;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::symlink;
use std::path::Path;

use kanbao::archive::{Archive, Show, TreeKind, find_here};
use kanbao::post::{Post, Problem, Severity};
use proptest::prelude::{ProptestConfig, any, prop, prop_assert, prop_assert_eq, proptest};
use rustix::fs::{CWD, FileType, Mode, mknodat};
use tempfile::TempDir;

/// A tree on disk that is gone after the test.
struct Tree(TempDir);

impl Tree {
    fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    fn of(files: &[(&str, &str)]) -> Self {
        files.iter().fold(Self::new(), |tree, (path, text)| tree.file(path, text.as_bytes()))
    }

    fn file(self, path: impl AsRef<Path>, bytes: &[u8]) -> Self {
        let path = self.0.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
        self
    }

    fn link(self, path: &str, target: &str) -> Self {
        symlink(target, self.0.path().join(path)).unwrap();
        self
    }

    fn pipe(self, path: &str) -> Self {
        mknodat(CWD, self.0.path().join(path), FileType::Fifo, Mode::RUSR | Mode::WUSR, 0).unwrap();
        self
    }

    fn path(&self) -> &Path {
        self.0.path()
    }

    fn open(&self) -> Archive {
        Archive::open(self.path()).unwrap()
    }

    fn load(&self) -> Loaded {
        Loaded::of(&self.open(), Show::default())
    }
}

/// What was loaded, in the order of paths.
struct Loaded {
    posts: Vec<Post>,
    problems: Vec<Problem>,
}

impl Loaded {
    fn of(archive: &Archive, show: Show) -> Self {
        let mut loaded = Self { posts: Vec::new(), problems: Vec::new() };
        archive.load(&show, &mut |batch| {
            loaded.posts.extend(batch.posts);
            loaded.problems.extend(batch.problems);
            ControlFlow::Continue(())
        });
        loaded.posts.sort_by(|a, b| a.path.cmp(&b.path));
        loaded.problems.sort_by(|a, b| a.path.cmp(&b.path));
        loaded
    }

    fn paths(&self) -> Vec<&str> {
        self.posts.iter().map(|post| post.path.as_str()).collect()
    }

    fn titles(&self) -> Vec<&str> {
        self.posts.iter().map(|post| post.title.as_str()).collect()
    }

    #[track_caller]
    fn only(&self) -> &Post {
        assert_eq!(self.posts.len(), 1, "{:?} {:?}", self.paths(), self.problems);
        &self.posts[0]
    }

    /// Whether a problem of a file says something.
    fn told(&self, path: &str, words: &str) -> bool {
        self.problems.iter().any(|problem| problem.path == path && problem.message.contains(words))
    }
}

const POST: &str = "---\ntitle: 题\n---\n正文\n";

#[test]
fn jekyll_lists_what_jekyll_lists() {
    let tree = Tree::of(&[
        ("_config.yml", "timezone: Asia/Shanghai\nexclude: [旧站]\ninclude: [_特刊]\n"),
        ("_posts/2022-01-07-一.md", POST),
        ("_posts/2022/2022-01-08-二.html", POST),
        ("_posts/20-1-2-三.txt", POST),
        ("_posts/2022-01-09-slug...markdown", "正文"),
        ("zh_cn/news/_posts/2022-01-10-四.md", POST),
        ("_特刊/_posts/2022-01-11-五.md", POST),
        ("_posts/_2022-01-07-x.md", POST),
        ("_posts/2022-01-07-x.md~", POST),
        ("_posts/.2022-01-07-x.md", POST),
        ("_posts/2022-01-07-x.yml", POST),
        ("_posts/2022-01-07-x", POST),
        ("_posts/-20220526.md", POST),
        ("_posts/图.png", "x"),
        ("_site/_posts/2022-01-07-x.md", POST),
        (".git/_posts/2022-01-07-x.md", POST),
        ("旧站/_posts/2022-01-07-x.md", POST),
        ("node_modules/_posts/2022-01-07-x.md", POST),
        ("_drafts/稿.md", POST),
        ("_posts/2022-01-12-隐.md", "---\npublished: no\n---\n"),
        ("_posts/2999-01-01-来.md", POST),
        ("读我.md", "# 读我"),
    ]);
    let tree = tree.file("_posts/2013-03-19-not-a-post.markdown/x.txt", b"x");
    let loaded = tree.load();
    let expected = [
        "_posts/20-1-2-三.txt",
        "_posts/2022-01-07-一.md",
        "_posts/2022-01-09-slug...markdown",
        "_posts/2022/2022-01-08-二.html",
        "_特刊/_posts/2022-01-11-五.md",
        "zh_cn/news/_posts/2022-01-10-四.md",
    ];
    assert_eq!(tree.open().kind, TreeKind::Jekyll);
    assert_eq!(loaded.paths(), expected);
    assert_eq!(loaded.posts[0].date.map(|date| date.rfc3339()).as_deref(), Some("2020-01-02T00:00:00+08:00"));
    assert_eq!(loaded.posts[2].title, "Slug");
    assert_eq!(loaded.posts[5].categories, ["zh_cn", "news"]);
    assert!(loaded.told("_posts/-20220526.md", "does not begin with a day"));
    assert!(loaded.told("_posts/2022-01-07-x.yml", "data"));
    let all = Loaded::of(&tree.open(), Show::ALL);
    let more: Vec<_> = all.paths().into_iter().filter(|path| !expected.contains(path)).collect();
    assert_eq!(more, ["_drafts/稿.md", "_posts/2022-01-12-隐.md", "_posts/2999-01-01-来.md"]);
    assert!(
        all.posts.iter().any(|post| post.path.contains("_drafts") && post.date.is_some()),
        "by its file time"
    );
}

#[test]
fn the_site_s_own_settings_count() {
    let files = [("_posts/2999-01-01-来.md", POST), ("_drafts/稿.md", POST)];
    assert_eq!(Tree::of(&files).load().posts.len(), 0);
    let tree = Tree::of(&files)
        .file("_config.yml", "future: true\nshow_drafts: true\ntimezone: Nowhere/Land\n".as_bytes());
    let loaded = tree.load();
    assert_eq!(loaded.posts.len(), 2);
    assert!(loaded.told("_config.yml", "Nowhere/Land"));
    let broken = Tree::of(&files).file("_config.yml", "title: 快讯: 某站\nfuture: true\n".as_bytes());
    assert_eq!(broken.load().posts.len(), 1, "read line by line");
}

#[test]
fn hugo_and_zola_list_pages() {
    let hugo = Tree::of(&[
        ("hugo.toml", "title = '某站'\n"),
        ("content/_index.md", POST),
        ("content/cn/2022-07-05-节日.md", "---\ndate: '2022-07-05'\ntags: [诗]\n---\n"),
        ("content/cn/页/index.md", "+++\ntitle = '页'\n+++\n"),
        ("content/cn/页/附件.md", POST),
        ("content/cn/稿.md", "---\ndraft: yes\n---\n"),
        ("content/cn/来.md", "---\ndate: 2999-01-01\n---\n"),
        ("content/cn/过.md", "---\nexpiryDate: 2001-01-01\n---\n"),
        ("layouts/x.html", "x"),
    ]);
    let loaded = hugo.load();
    assert_eq!(hugo.open().kind, TreeKind::Hugo);
    assert_eq!(loaded.paths(), ["content/cn/2022-07-05-节日.md", "content/cn/页/index.md"]);
    assert_eq!(loaded.titles(), ["节日", "页"]);
    assert!(loaded.posts.iter().all(|post| post.categories == ["cn"]));
    let zola = Tree::of(&[
        ("config.toml", "base_url = 'https://example.com'\n"),
        (
            "content/版本.md",
            "+++\npath = '2025/06/26/版本'\ntitle = '版本'\n[taxonomies]\ntags = ['发布']\n+++\n",
        ),
        ("content/内/题/index.md", "+++\n+++\n"),
    ]);
    let loaded = zola.load();
    assert_eq!(zola.open().kind, TreeKind::Zola);
    assert_eq!(loaded.titles(), ["题", "版本"]);
    assert_eq!(loaded.posts[0].categories, ["内"]);
    assert_eq!(loaded.posts[1].tags, ["发布"]);
    assert_eq!(loaded.posts[1].date.map(|date| date.day()).as_deref(), Some("2025-06-26"));
}

#[test]
fn hexo_and_plain_folders() {
    let hexo = Tree::of(&[
        ("_config.yml", "title: 某站\n"),
        (
            "source/_posts/分类.md",
            "title: 分类\ndate: 2013-12-24 23:30:09\ncategories:\n  - 一\n  - 二\n---\n\n正文",
        ),
        ("source/_posts/子/无题.md", "link: https://example.com/\n---\n正文"),
        ("source/_drafts/稿.md", POST),
        ("source/关于/index.md", POST),
        ("themes/x/读我.md", POST),
    ]);
    let loaded = hexo.load();
    assert_eq!(hexo.open().kind, TreeKind::Hexo);
    assert_eq!(loaded.titles(), ["分类", "无题"]);
    assert_eq!(loaded.posts[0].categories, ["一", "二"]);
    assert_eq!(loaded.posts[1].source.as_deref(), Some("https://example.com/"));
    let plain = Tree::of(&[
        ("文章/周刊.md", "# 周刊（第 1 期）：题\r\n\r\n正文"),
        ("iOS 笔记.markdown", "正文"),
        ("ニュース.html", "<h1>ニュース</h1>"),
        ("图.png", "x"),
        (".隐/x.md", POST),
        ("node_modules/a/x.md", POST),
    ]);
    let loaded = plain.load();
    assert_eq!(plain.open().kind, TreeKind::Plain);
    assert_eq!(loaded.titles(), ["iOS 笔记", "ニュース", "周刊（第 1 期）：题"]);
    assert_eq!(loaded.posts[2].categories, ["文章"]);
}

#[test]
fn a_path_inside_a_tree_opens_the_tree() {
    let tree = Tree::of(&[
        ("_config.yml", "timezone: Asia/Tokyo\n"),
        ("ja/_posts/2022-01-07-題.md", POST),
        ("ja/_posts/2021/2021-01-07-旧.md", POST),
        ("ja/_posts/2021/2021-02-07-隠.md", "---\npublished: false\n---\n"),
        ("散文.md", "正文"),
    ]);
    let rows: [(&str, &[&str], TreeKind); 5] = [
        ("ja/_posts", &["ja/_posts/2021/2021-01-07-旧.md", "ja/_posts/2022-01-07-題.md"], TreeKind::Jekyll),
        ("ja/_posts/2021", &["ja/_posts/2021/2021-01-07-旧.md"], TreeKind::Jekyll),
        ("ja/_posts/2022-01-07-題.md", &["ja/_posts/2022-01-07-題.md"], TreeKind::Jekyll),
        ("ja/_posts/2021/2021-02-07-隠.md", &["ja/_posts/2021/2021-02-07-隠.md"], TreeKind::Jekyll),
        ("散文.md", &["散文.md"], TreeKind::File),
    ];
    for (path, expected, kind) in rows {
        let archive = Archive::open(&tree.path().join(path)).unwrap();
        let loaded = Loaded::of(&archive, Show::default());
        assert_eq!((loaded.paths().as_slice(), archive.kind), (expected, kind), "{path}");
        assert_eq!(archive.only().is_some(), path.ends_with(".md"));
        let in_ja = path.starts_with("ja");
        assert!(loaded.posts.iter().all(|post| post.categories.contains(&"ja".into()) == in_ja), "{path}");
    }
    assert!(Archive::open(&tree.path().join("没有")).is_err());
    let hugo = Tree::of(&[("hugo.toml", ""), ("content/cn/题.md", POST)]);
    let archive = Archive::open(&hugo.path().join("content/cn/题.md")).unwrap();
    assert_eq!((archive.kind, archive.only()), (TreeKind::Hugo, Some("content/cn/题.md")));
}

#[test]
fn what_is_no_regular_file_is_told_and_never_opened() {
    let tree = Tree::of(&[("_posts/2022-01-07-一.md", POST)])
        .pipe("_posts/2022-01-08-管.md")
        .link("_posts/2022-01-09-空.md", "没有.md")
        .link("_posts/2022-01-10-环.md", "2022-01-10-环.md")
        .link("_posts/2022-01-11-零.md", "/dev/zero")
        .link("_posts/圈", "..")
        .link("_posts/2022-01-12-夹.md", "..")
        .link("_posts/2022-01-13-链.md", "2022-01-07-一.md");
    let loaded = tree.load();
    assert_eq!(loaded.paths(), ["_posts/2022-01-07-一.md", "_posts/2022-01-13-链.md"]);
    for (path, words) in [
        ("_posts/2022-01-08-管.md", "a named pipe"),
        ("_posts/2022-01-09-空.md", "not there"),
        ("_posts/2022-01-10-环.md", "circle"),
        ("_posts/2022-01-11-零.md", "a device"),
        ("_posts/2022-01-12-夹.md", "link to a folder"),
    ] {
        assert!(loaded.told(path, words), "{path}: {:?}", loaded.problems);
    }
    let archive = tree.open();
    assert!(archive.read_body("_posts/2022-01-08-管.md").is_err());
    assert!(archive.read_body("_posts/2022-01-11-零.md").is_err());
    assert!(Archive::open(&tree.path().join("_posts/2022-01-08-管.md")).is_err());
}

#[test]
fn paths_never_lead_out_of_the_archive() {
    let tree = Tree::of(&[("站/_posts/2022-01-07-一.md", POST), ("密.md", "密")]);
    let archive = Archive::open(&tree.path().join("站")).unwrap();
    for path in ["../密.md", "_posts/../../密.md", "/etc/hosts", "", "\u{1b}[31m"] {
        assert!(archive.read_body(path).is_err(), "{path:?}");
    }
}

#[test]
fn names_that_are_no_text_are_shown_clean_and_still_open() {
    let gbk = encoding_rs::GBK.encode("2022-01-07-新闻.md").0;
    let tree = Tree::new()
        .file(Path::new("_posts").join(OsStr::from_bytes(&gbk)), POST.as_bytes())
        .file("_posts/2022-01-08-\u{1b}[31m红.md", "---\ntitle: 红\n---\n红字".as_bytes())
        .file("_posts/2022-01-09-白.md", POST.as_bytes())
        .file("_posts/2022-01-09-\u{202e}白.md", POST.as_bytes());
    let archive = tree.open();
    let loaded = Loaded::of(&archive, Show::default());
    let expected = ["_posts/2022-01-07-新闻.md", "_posts/2022-01-08-[31m红.md", "_posts/2022-01-09-白.md"];
    assert_eq!(loaded.paths(), expected);
    assert!(loaded.told(expected[0], "not UTF-8"));
    assert!(loaded.told(expected[2], "same name"));
    assert_eq!(archive.read_body(expected[1]).unwrap().text, "红字");
    let alone = Archive::open(&tree.path().join("_posts").join(OsStr::from_bytes(&gbk))).unwrap();
    assert_eq!(alone.read_body(alone.only().unwrap()).unwrap().post.title, "题");
}

#[test]
fn other_encodings_are_read_and_told() {
    let text = "---\ntitle: 中国人民银行公布数据\ntags: 要闻\n---\n中国人民银行今日公布了数据。\n\n<http://example.com/1>\n";
    let utf_16: Vec<u8> = format!("\u{feff}{text}").encode_utf16().flat_map(u16::to_le_bytes).collect();
    let tree = Tree::new()
        .file("_posts/2022-01-07-a.md", &encoding_rs::GB18030.encode(text).0)
        .file("_posts/2022-01-08-b.md", &utf_16)
        .file("_posts/2022-01-09-c.md", format!("\u{feff}{}", text.replace('\n', "\r\n")).as_bytes());
    let loaded = tree.load();
    assert_eq!(loaded.titles(), ["中国人民银行公布数据"; 3]);
    assert!(loaded.posts.iter().all(|post| post.source.as_deref() == Some("http://example.com/1")));
    assert_eq!(
        loaded.problems.iter().map(|problem| problem.severity).collect::<Vec<_>>(),
        [Severity::Info; 2]
    );
    let mut broken = text.as_bytes().to_vec();
    broken.insert(text.find("今日").unwrap() + 1, 0xff);
    let nearly = Tree::new().file("_posts/2022-01-07-a.md", &broken);
    assert_eq!(nearly.load().only().title, "中国人民银行公布数据");
    let picture = Tree::new().file("_posts/2022-01-07-a.png", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0");
    assert_eq!(picture.load().posts.len(), 0);
    assert!(picture.load().told("_posts/2022-01-07-a.png", "no text"));
}

#[test]
fn long_files_are_read_at_both_ends() {
    let filler = "很长的正文。\n\n".repeat(20_000);
    let link = "\n<http://example.com/末>\n\n[返回首页](/)\n";
    let tree = Tree::of(&[
        ("_posts/2022-01-07-a.md", &format!("---\ntitle: 长文\n---\n{filler}{link}")),
        ("_posts/2022-01-08-b.md", &format!("---\ntitle: 长头\nx: {}\n---\n{link}", "长".repeat(10_000))),
        ("_posts/2022-01-09-c.md", &format!("---\ntitle: 不完\n{filler}")),
    ]);
    let loaded = tree.load();
    assert_eq!(loaded.titles(), ["长文", "长头", "C"]);
    assert_eq!(loaded.posts[0].source.as_deref(), Some("http://example.com/末"));
    assert!(loaded.told("_posts/2022-01-08-b.md", "longer than"));
    assert!(loaded.told("_posts/2022-01-09-c.md", "never closed"));
    let body = tree.open().read_body("_posts/2022-01-07-a.md").unwrap();
    assert!(body.text.starts_with("很长的正文") && body.text.ends_with("[返回首页](/)\n"));
    assert_eq!(body.post, loaded.posts[0], "the same post from its head and from the whole file");
}

#[test]
fn bodies_come_without_their_front_matter() {
    let tree = Tree::of(&[
        ("_posts/2022-01-07-a.HTML", "---\ntitle: 题\n---\n\n<p>正文</p>"),
        ("_posts/2022-01-08-b.md", "\u{feff}没有头"),
        ("_posts/2022-01-09-c.md", "---\ntitle: \"坏\n---\n正文"),
    ]);
    let archive = tree.open();
    let body = |path: &str| archive.read_body(path).unwrap();
    assert_eq!(
        (body("_posts/2022-01-07-a.HTML").text.as_str(), true),
        ("<p>正文</p>", body("_posts/2022-01-07-a.HTML").is_html)
    );
    assert_eq!(
        (body("_posts/2022-01-08-b.md").text.as_str(), false),
        ("没有头", body("_posts/2022-01-08-b.md").is_html)
    );
    assert_eq!(body("_posts/2022-01-09-c.md").problems.len(), 1);
    assert!(archive.read_body("_posts/没有.md").is_err());
}

#[test]
fn loading_comes_in_batches_and_stops_when_told() {
    let mut tree = Tree::new();
    for number in 0..300 {
        tree = tree.file(format!("_posts/2022-01-07-{number:03}.md"), POST.as_bytes());
    }
    let mut calls = 0;
    tree.open().load(&Show::default(), &mut |batch| {
        calls += 1;
        assert!(batch.posts.len() < 300, "not all at once");
        ControlFlow::Break(())
    });
    assert_eq!(calls, 1);
    assert_eq!(tree.load().posts.len(), 300);
}

#[test]
fn the_posts_here_are_found() {
    let tree = Tree::of(&[
        (".git/HEAD", "x"),
        ("_posts/2022-01-07-a.md", POST),
        ("src/深/x.rs", "x"),
        ("src/笔记/记.md", "正文"),
    ]);
    let root = tree.path().canonicalize().unwrap();
    for folder in ["", "_posts", "src/深", "src/笔记"] {
        assert_eq!(find_here(&tree.path().join(folder)).as_deref(), Some(&*root), "{folder}");
    }
    let code = Tree::of(&[(".git/HEAD", "x"), ("README.md", "x"), ("src/x.rs", "x"), ("笔记/记.md", "正文")]);
    assert_eq!(find_here(code.path()), None, "a read-me alone is nothing to read");
    assert_eq!(find_here(&code.path().join("src")), None);
    assert!(find_here(&code.path().join("笔记")).is_some());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn any_bytes_are_a_post_or_a_problem(
        head in prop::sample::select(vec![&b""[..], b"---\ntitle: ", b"+++\n", b"\xff\xfe", b"\xef\xbb\xbf---\n"]),
        bytes in prop::collection::vec(any::<u8>(), 0..400),
        tail in prop::sample::select(vec![&b""[..], b"\n---\n", b"\n+++\n"]),
    ) {
        let tree = Tree::new().file("_posts/2022-01-07-题.md", &[head, &bytes, tail].concat());
        let loaded = tree.load();
        prop_assert!(loaded.problems.iter().all(|problem| !problem.message.contains("fault")));
        let left_out = loaded.problems.iter().any(|problem| problem.severity == Severity::Error);
        prop_assert!(left_out != (loaded.posts.len() == 1), "{:?}", loaded.problems);
        for post in &loaded.posts {
            prop_assert!(!post.title.is_empty());
            let body = tree.open().read_body(&post.path).unwrap();
            prop_assert_eq!(&body.post.title, &post.title);
        }
    }
}
