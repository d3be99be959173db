//! Links between posts, as each tool writes them.

use crate::library::{Library, PostId, RootId};
use crate::post::{Post, PostDate};

/// A post by its path, with the seconds of its day where it has a date of its own.
fn library(paths: &[(&str, &[&str])]) -> Library {
    let mut library = Library::default();
    for (path, categories) in paths {
        let categories = categories.iter().map(|&name| name.to_owned()).collect();
        library.push(
            RootId(0),
            &Post { path: (*path).into(), title: "题".into(), categories, ..Post::default() },
        );
    }
    library
}

fn found(library: &Library, from: u32, path: &str) -> Option<String> {
    library.resolve(PostId(from), path).map(|id| library.get(id).path.to_owned())
}

fn check(library: &Library, from: u32, rows: &[(&str, Option<&str>)]) {
    for (path, expected) in rows {
        assert_eq!(found(library, from, path).as_deref(), *expected, "{path}");
    }
}

#[test]
fn links_of_jekyll() {
    let library = library(&[
        ("_posts/2022-01-07-建设银行.md", &["财经"]),
        ("_posts/2022-01-03-slug.html", &[]),
        ("_posts/em/2022-1-4-NW2022.markdown", &["em"]),
        ("_posts/2022-01-05-a b (1).md", &[]),
        ("_posts/2022-01-06-same.md", &[]),
        ("_posts/2022-02-06-same.md", &[]),
    ]);
    let (bank, slug) = (Some("_posts/2022-01-07-建设银行.md"), Some("_posts/2022-01-03-slug.html"));
    let nw = Some("_posts/em/2022-1-4-NW2022.markdown");
    check(
        &library,
        0,
        &[
            ("_posts/2022-01-07-建设银行.md", bank),
            ("/_posts/2022-01-03-slug.html", slug),
            ("2022-01-03-slug.md", slug),
            ("./2022-01-03-slug.html", slug),
            ("2022-01-03-slug", slug),
            ("/_posts/2022-1-3-slug", slug),
            ("em/2022-1-4-NW2022.markdown", nw),
            ("/_posts/em/2022-01-04-NW2022", nw),
            ("../emnews/2022-01-04-NW2022.html", nw),
            ("/2022/01/03/slug.html", slug),
            ("/2022/01/03/slug/", slug),
            ("/2022/1/3/slug", slug),
            ("/2022/003/slug.html", slug),
            ("/2022/01/slug/index.html", slug),
            ("/blog/2022/01/03/slug.html?x=1", slug),
            ("/%E8%B4%A2%E7%BB%8F/2022/01/07/%E5%BB%BA%E8%AE%BE%E9%93%B6%E8%A1%8C.html", bank),
            ("/slug.html", slug),
            ("/2022/01/05/a-b-(1).html", Some("_posts/2022-01-05-a b (1).md")),
            ("2022-01-05-a%20b%20(1).md", Some("_posts/2022-01-05-a b (1).md")),
            ("/2022/02/06/same/", Some("_posts/2022-02-06-same.md")),
            ("/same/", None),
            ("/2022/01/04/slug.html", None),
            ("/2022/01/03/Slug.html", None),
            ("/", None),
            ("../", None),
            ("../../../x", None),
            ("%", None),
            ("", None),
        ],
    );
}

#[test]
fn folders_and_categories_tell_languages_apart() {
    let library = library(&[
        ("zh_cn/news/_posts/2026-07-14-ruby-4-0-6-released.md", &["zh_cn", "news"]),
        ("ja/news/_posts/2026-07-14-ruby-4-0-6-released.md", &["ja", "news"]),
        ("ja/news/_posts/2024-05-29-ruby-3-1-6.md", &["ja", "news"]),
        ("_posts/2024-06-01-x.md", &["财经"]),
        ("_posts/2024-06-01-X.md", &["Essay"]),
        ("en/_posts/2024-07-01-y.md", &["en"]),
    ]);
    let zh = Some("zh_cn/news/_posts/2026-07-14-ruby-4-0-6-released.md");
    let ja = Some("ja/news/_posts/2026-07-14-ruby-4-0-6-released.md");
    check(
        &library,
        2,
        &[
            ("/zh_cn/news/2026/07/14/ruby-4-0-6-released/", zh),
            ("/ja/news/2026/07/14/ruby-4-0-6-released/", ja),
            ("/ko/news/2024/05/29/ruby-3-1-6/", None),
            ("/2024/05/29/ruby-3-1-6/", Some("ja/news/_posts/2024-05-29-ruby-3-1-6.md")),
            ("/2026/07/14/ruby-4-0-6-released/", None),
            ("2026-07-14-ruby-4-0-6-released.md", ja),
            ("/_posts/2026-07-14-ruby-4-0-6-released", None),
            ("/essay/2024/06/01/X.html", Some("_posts/2024-06-01-X.md")),
            ("/zh/2024/07/01/y.html", None),
        ],
    );
}

#[test]
fn links_of_hugo_zola_and_hexo() {
    let hugo = library(&[
        ("content/posts/first.md", &[]),
        ("content/posts/包裹/index.md", &[]),
        ("content/en/notes/deep.md", &[]),
        ("content/Rust-1.88.0.md", &[]),
        ("source/_posts/你好.md", &[]),
        ("content/a/twin.md", &[]),
        ("content/b/twin.md", &[]),
    ]);
    check(
        &hugo,
        0,
        &[
            ("/posts/first/", Some("content/posts/first.md")),
            ("@/posts/first.md", Some("content/posts/first.md")),
            ("first.md", Some("content/posts/first.md")),
            ("../posts/first/", Some("content/posts/first.md")),
            ("/posts/包裹/", Some("content/posts/包裹/index.md")),
            ("../包裹/index.html", Some("content/posts/包裹/index.md")),
            ("/notes/deep/", Some("content/en/notes/deep.md")),
            ("deep.md", Some("content/en/notes/deep.md")),
            ("/Rust-1.88.0/", Some("content/Rust-1.88.0.md")),
            ("/_posts/你好", Some("source/_posts/你好.md")),
            ("/你好/", Some("source/_posts/你好.md")),
            ("/a/twin/", Some("content/a/twin.md")),
            ("/twin/", None),
        ],
    );
}

/// Jekyll leaves the marks at the end of a slug out of the address; names with them are found.
#[test]
fn slugs_that_end_with_a_mark() {
    let library = library(&[("_posts/2022-01-08-开采了吗？.md", &[]), ("_posts/2022-01-09-问-.md", &[])]);
    let (asked, dash) = (Some("_posts/2022-01-08-开采了吗？.md"), Some("_posts/2022-01-09-问-.md"));
    check(
        &library,
        0,
        &[
            ("/2022/01/08/开采了吗.html", asked),
            ("2022-01-08-开采了吗", asked),
            ("2022-01-08-开采了吗？.md", asked),
            ("/2022/01/09/问", dash),
            ("/2022/01/09/问-", dash),
            ("2022-01-09-问-.html", dash),
            ("/2022/01/09/-", None),
        ],
    );
}

#[test]
fn a_date_of_its_own_counts_and_another_archive_does_not() {
    let mut library = Library::default();
    let date = Some(PostDate { seconds: 1_750_896_000, offset: 0 });
    let post = |path: &str, date| Post { path: path.into(), title: "题".into(), date, ..Post::default() };
    let rust = library.push(RootId(0), &post("content/Rust-1.88.0.md", date));
    let other = library.push(RootId(1), &post("content/other.md", None));
    assert_eq!(library.resolve(rust, "/2025/06/26/Rust-1.88.0/"), Some(rust));
    assert_eq!(library.resolve(rust, "/2025/06/27/Rust-1.88.0/"), None);
    assert_eq!(library.resolve(rust, "/other/"), None);
    assert_eq!(library.resolve(other, "/other/"), Some(other));
}

#[test]
fn any_path_is_answered() {
    let library = library(&[("_posts/2022-01-03-slug.md", &[]), ("x.md", &[]), ("", &[])]);
    for path in [
        "-",
        "--",
        "---x",
        "2022-01-03-",
        "/2022/01//",
        "%%%",
        "%E4%BD",
        "../..",
        "?",
        "#x",
        "a/../..",
        "💡-",
        "/1/2/3/4",
    ] {
        assert_eq!(found(&library, 0, path), None, "{path}");
    }
    assert_eq!(library.resolve(PostId(9), "x.md"), Some(PostId(1)), "a stranger's folder is the root");
}
