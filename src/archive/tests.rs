//! Small trees on disk, and what is listed of them.

use std::fs;
use std::ops::ControlFlow;

use super::*;
use crate::post::Base;
use crate::post::node::Node;

fn tree(files: &[(&str, &[u8])]) -> tempfile::TempDir {
    let root = tempfile::tempdir().unwrap();
    for (path, bytes) in files {
        let path = root.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }
    root
}

fn listed(root: &Path, show: Show) -> (Vec<String>, Vec<Problem>) {
    let (mut posts, mut problems) = (Vec::new(), Vec::new());
    Archive::open(root).unwrap().load(&show, &mut |batch| {
        posts.extend(batch.posts.into_iter().map(|post| post.path));
        problems.extend(batch.problems);
        ControlFlow::Continue(())
    });
    posts.sort();
    (posts, problems)
}

#[test]
fn each_kind_of_tree_lists_its_posts() {
    let post: &[u8] = "---\ntitle: 题\n---\n正文".as_bytes();
    let table: &[(&[&str], TreeKind, &[&str])] = &[
        (
            &["_posts/2022-01-07-a.md", "_drafts/b.md", "c.md", "_posts/-2022.md"],
            TreeKind::Jekyll,
            &["_posts/2022-01-07-a.md"],
        ),
        (&["zh/news/_posts/2022-01-07-a.html"], TreeKind::Jekyll, &["zh/news/_posts/2022-01-07-a.html"]),
        (&["source/_posts/甲.md", "source/_drafts/乙.md"], TreeKind::Hexo, &["source/_posts/甲.md"]),
        (&["hugo.toml", "content/cn/甲.md", "content/_index.md"], TreeKind::Hugo, &["content/cn/甲.md"]),
        (&["读书/甲.md", "乙.html", "图.png", ".git/x.md"], TreeKind::Plain, &["乙.html", "读书/甲.md"]),
    ];
    for (files, kind, expected) in table {
        let files: Vec<(&str, &[u8])> = files.iter().map(|file| (*file, post)).collect();
        let root = tree(&files);
        assert_eq!(Archive::open(root.path()).unwrap().kind, *kind);
        assert_eq!(&listed(root.path(), Show::default()).0, expected);
    }
}

#[test]
fn what_cannot_be_a_post_is_a_problem_and_never_blocks() {
    let root =
        tree(&[("_posts/2022-01-07-a.md", "---\ntitle: 题\n---\n".as_bytes()), ("_posts/-2022.md", b"x")]);
    let posts = root.path().join("_posts");
    rustix::fs::mknodat(
        rustix::fs::CWD,
        posts.join("2022-01-08-pipe.md"),
        rustix::fs::FileType::Fifo,
        0o600.into(),
        0,
    )
    .unwrap();
    std::os::unix::fs::symlink("nowhere", posts.join("2022-01-09-lost.md")).unwrap();
    std::os::unix::fs::symlink("..", posts.join("loop")).unwrap();
    let (found, problems) = listed(root.path(), Show::default());
    assert_eq!(found, ["_posts/2022-01-07-a.md"]);
    let paths: Vec<&str> = problems.iter().map(|problem| problem.path.as_str()).collect();
    for path in ["_posts/-2022.md", "_posts/2022-01-08-pipe.md", "_posts/2022-01-09-lost.md"] {
        assert!(paths.contains(&path), "{path} in {paths:?}");
    }
}

#[test]
fn a_large_folder_is_listed_as_a_small_one() {
    let post: &[u8] = "---\ntitle: 题\n---\n".as_bytes();
    let mut expected: Vec<String> = (0..9000).map(|at| format!("_posts/2022-01-07-{at}.md")).collect();
    expected.push("_posts/年/2022-01-08-甲.md".into());
    let others = ["_posts/-2022.md", "_posts/.a.md", "_posts/2022-01-07-b.md~", "_posts/2022-01-07-c.yml"];
    let names = expected.iter().map(String::as_str).chain(others);
    let root = tree(&names.map(|name| (name, post)).collect::<Vec<_>>());
    std::os::unix::fs::symlink("nowhere", root.path().join("_posts/2022-01-09-lost.md")).unwrap();
    expected.sort();
    let (found, problems) = listed(root.path(), Show::default());
    assert_eq!(found.len(), expected.len());
    assert_eq!(found, expected);
    let mut paths: Vec<&str> = problems.iter().map(|problem| problem.path.as_str()).collect();
    paths.sort_unstable();
    assert_eq!(paths, ["_posts/-2022.md", "_posts/2022-01-07-c.yml", "_posts/2022-01-09-lost.md"]);
}

#[test]
fn old_encodings_are_decoded_and_told() {
    let (gbk, ..) = encoding_rs::GBK.encode("---\ntitle: 中国经济新闻与财经要闻\n---\n今天的新闻是这样的。");
    let root = tree(&[("_posts/2022-01-07-a.md", &gbk)]);
    let body = Archive::open(root.path()).unwrap().read_body("_posts/2022-01-07-a.md").unwrap();
    assert_eq!(
        (body.post.title.as_str(), body.text.as_str()),
        ("中国经济新闻与财经要闻", "今天的新闻是这样的。")
    );
    assert_eq!(body.problems.len(), 1);
}

#[test]
fn a_post_opens_its_tree() {
    let root = tree(&[("_config.yml", b"timezone: Asia/Shanghai\n"), ("财经/_posts/2022-01-07-a.md", b"x")]);
    let archive = Archive::open(&root.path().join("财经/_posts/2022-01-07-a.md")).unwrap();
    assert_eq!(archive.only(), Some("财经/_posts/2022-01-07-a.md"));
    let body = archive.read_body("财经/_posts/2022-01-07-a.md").unwrap();
    assert_eq!(body.post.categories, ["财经"]);
    assert_eq!(body.post.date.map(|date| date.rfc3339()).as_deref(), Some("2022-01-07T00:00:00+08:00"));
}

#[test]
fn a_body_comes_with_what_it_names() {
    let post = "---\ntitle: 题\ncategories: [财经]\n作者: {名: 张三}\n---\n{{ site.data.表 | first }}";
    let root = tree(&[
        ("_posts/2022-01-07-甲.md", post.as_bytes()),
        ("_posts/2022-01-08-乙.md", "---\ntitle: 无\n---\n正文".as_bytes()),
        ("_posts/2022-01-09-2021-年报.md", "---\n---\n{{ page.slug }}".as_bytes()),
        ("_config.yml", "title: 报\nurl: https://a.cn\nbaseurl: /b\ntimezone: Asia/Shanghai\n".as_bytes()),
        ("_data/表.csv", "名,价\n米,1\n".as_bytes()),
        ("_data/别的.yml", b"x: 1"),
    ]);
    let archive = Archive::open(root.path()).unwrap();
    let context = archive.read_body("_posts/2022-01-07-甲.md").unwrap().context;
    assert_eq!(context.base, Base { origin: Some("https://a.cn".into()), path: "/b".into() });
    let Some(Node::Map(page)) = &context.page else { panic!("the front matter is a mapping") };
    let get = |name: &str| page.iter().find(|(key, _)| key == name).map(|(_, node)| node.clone());
    assert_eq!(get("date"), Some(Node::quoted("2022-01-07 00:00:00 +0800")));
    assert_eq!(get("categories"), Some(Node::List(vec![Node::quoted("财经")])));
    assert_eq!(get("作者"), Some(Node::Map(vec![("名".into(), Node::plain("张三"))])));
    assert_eq!(get("slug"), Some(Node::quoted("甲")));
    let row = Node::Map(vec![("名".into(), Node::quoted("米")), ("价".into(), Node::quoted("1"))]);
    assert_eq!(context.data, Some(Node::Map(vec![("表".into(), Node::List(vec![row]))])));
    assert!(context.site.is_some());
    let other = archive.read_body("_posts/2022-01-09-2021-年报.md").unwrap().context;
    let Some(Node::Map(page)) = other.page else { panic!("the front matter is a mapping") };
    assert!(page.contains(&("slug".into(), Node::quoted("2021-年报"))), "{page:?}");
    let plain = archive.read_body("_posts/2022-01-08-乙.md").unwrap().context;
    assert_eq!((plain.page, plain.site, plain.data), (None, None, None), "it names nothing");
}
