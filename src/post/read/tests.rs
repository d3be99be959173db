//! Whole posts, from path and text to fields.

use jiff::tz::Offset;
use proptest::prelude::{ProptestConfig, prop, prop_assert, proptest};

use super::*;

fn rules(tree: TreeKind) -> Rules {
    Rules { tree, zone: TimeZone::fixed(Offset::from_seconds(28_800).unwrap()), now: 1_700_000_000 }
}

fn post(tree: TreeKind, path: &str, text: &str) -> (Post, Vec<String>) {
    let mut troubles = Vec::new();
    let source = Source { path, text, tail: None, modified: None };
    let post = read(&source, &rules(tree), &mut troubles);
    (post, troubles.into_iter().map(|trouble| trouble.message).collect())
}

#[test]
fn a_whole_post() {
    let text = "---\nlayout: post\ntitle: \"建设银行：以新金融行动\"\ndate: 2022-01-07 05:55:07 +0800\n\
        categories: 财经\ntags: 要闻 银行\nauthors: [张三, {name: 李四}]\n---\n<p>正文</p>\n\n\
        <http://example.com/1>\n\n[返回首页](/)";
    let (post, troubles) = post(TreeKind::Jekyll, "news/_posts/2022-01-07-NW1.md", text);
    let expected = Post {
        path: "news/_posts/2022-01-07-NW1.md".into(),
        title: "建设银行：以新金融行动".into(),
        date: Some(PostDate { seconds: 1_641_506_107, offset: 28_800 }),
        categories: vec!["news".into(), "财经".into()],
        tags: vec!["要闻".into(), "银行".into()],
        source: Some("http://example.com/1".into()),
        author: Some("张三, 李四".into()),
        lang: None,
        visibility: Visibility::Listed,
    };
    assert_eq!(post, expected);
    assert_eq!(troubles, Vec::<String>::new());
}

#[test]
fn titles_fall_back_step_by_step() {
    use TreeKind::{Hexo, Hugo, Jekyll, Plain};
    let rows = [
        (Jekyll, "_posts/2022-01-07-no-yaml.md", "正文", "No Yaml"),
        (Jekyll, "_posts/2022-01-07-空.md", "---\ntitle: \"\"\n---\n", "空"),
        (Jekyll, "_posts/2022-01-07-.md", "---\n---\n央行**降准**", "央行降准"),
        (Jekyll, "_posts/2022-01-07-.md", "", "_posts/2022-01-07-.md"),
        (Jekyll, "_posts/2022-01-07-x.md", "---\ntitle: [转载]\n---\n", "[转载]"),
        (Jekyll, "_posts/2022-01-07-x.md", "---\ntitle: 2020\n---\n", "2020"),
        (Jekyll, "_posts/2022-01-07-x.md", "# 不是题\n", "X"),
        (Plain, "docs/issue-1.md", "# 周刊：题\n", "周刊：题"),
        (Plain, "iOS 笔记.md", "正文", "iOS 笔记"),
        (Hugo, "content/cn/我的-文章/index.md", "---\ndraft: false\n---\n", "我的 文章"),
        (Hexo, "source/_posts/link-post.md", "link: https://example.com/\n---\n\n正文", "Link Post"),
    ];
    for (tree, path, text, expected) in rows {
        assert_eq!(post(tree, path, text).0.title, expected, "{path} {text:?}");
    }
}

#[test]
fn dates_fall_back_and_bad_ones_are_told() {
    use TreeKind::{Jekyll, Plain, Zola};
    let name = "_posts/2022-05-26-x.md";
    let rows = [
        (Jekyll, name, "---\na: b\n---\n", Some("2022-05-26 00:00"), 0),
        (Jekyll, name, "---\ndate:  +0800\n---\n", Some("2022-05-26 00:00"), 1),
        (Jekyll, name, "---\ndate:\n---\n", Some("2022-05-26 00:00"), 1),
        (Jekyll, name, "---\ndate: 2021-02-08 16:30-:00+16:30\n---\n", Some("2021-02-08 16:30"), 1),
        (Jekyll, "_posts/2020-13-45-x.md", "---\na: b\n---\n", None, 1),
        (Jekyll, "_posts/2020-13-45-x.md", "---\ndate: 2021-01-02\n---\n", Some("2021-01-02 00:00"), 0),
        (Zola, "content/x.md", "+++\npath = \"2025/06/26/x\"\n+++\n", Some("2025-06-26 00:00"), 0),
        (Zola, "content/2023-01-02-x/index.md", "+++\n+++\n", Some("2023-01-02 00:00"), 0),
        (Zola, "content/x.md", "+++\ndate = 2025-06-26T01:02:03Z\n+++\n", Some("2025-06-26 01:02"), 0),
        (Plain, "2022-01-07 题.md", "正文", Some("2022-01-07 00:00"), 0),
        (Plain, "题.md", "正文", None, 0),
    ];
    for (tree, path, text, expected, problems) in rows {
        let (post, troubles) = post(tree, path, text);
        assert_eq!(post.date.map(|date| date.minute()).as_deref(), expected, "{path} {text:?}");
        assert_eq!(troubles.len(), problems, "{path} {text:?} {troubles:?}");
    }
}

#[test]
fn visibility_by_tree() {
    use TreeKind::{Hexo, Hugo, Jekyll, Plain, Zola};
    use Visibility::{Draft, Expired, Future, Listed, Unpublished};
    let name = "_posts/2022-05-26-x.md";
    let rows = [
        (Jekyll, name, "published: false", Unpublished),
        (Jekyll, name, "published: No", Unpublished),
        (Jekyll, name, "published: off", Unpublished),
        (Jekyll, name, "published:", Unpublished),
        (Jekyll, name, "published: \"false\"", Listed),
        (Jekyll, name, "published: 'no'", Listed),
        (Jekyll, name, "published: n", Listed),
        (Jekyll, name, "published: 0", Listed),
        (Jekyll, name, "draft: true", Listed),
        (Jekyll, name, "date: 2999-01-01", Future),
        (Jekyll, "_drafts/x.md", "title: 稿", Draft),
        (Hugo, "content/x.md", "draft: yes", Draft),
        (Hugo, "content/x.md", "date: 2999-01-01", Future),
        (Hugo, "content/x.md", "expiryDate: 2001-01-01", Expired),
        (Zola, "content/x.md", "draft: true", Draft),
        (Hexo, "source/_drafts/x.md", "title: 稿", Draft),
        (Hexo, "source/_posts/x.md", "date: 2999-01-01", Listed),
        (Plain, "x.md", "draft: true", Draft),
    ];
    for (tree, path, block, expected) in rows {
        let text = format!("---\n{block}\n---\n正文");
        assert_eq!(post(tree, path, &text).0.visibility, expected, "{path} {block}");
    }
}

#[test]
fn damage_keeps_the_post_and_its_fields() {
    let text =
        "---\ntitle: \"未完的题\ntags: [要闻, 银行]\ncategories: 财经: 一\ndate: 2022-01-07\n---\n正文";
    let (post, troubles) = post(TreeKind::Jekyll, "_posts/2022-01-07-x.md", text);
    assert_eq!(post.title, "未完的题");
    assert_eq!(post.tags, ["要闻", "银行"]);
    assert_eq!(post.date.map(|date| date.day()).as_deref(), Some("2022-01-07"));
    assert_eq!(troubles.len(), 1, "{troubles:?}");
}

#[test]
fn front_matter_in_the_wrong_place_is_told() {
    for text in ["\n---\ntitle: 题\n---\n", "---\ntitle: 题\n正文", "+++\ntitle = 1\n+++\n", "", "正文"]
    {
        let (post, troubles) = post(TreeKind::Jekyll, "_posts/2022-01-07-x.md", text);
        assert_eq!(post.title, "X", "{text:?}");
        assert_eq!(troubles.len(), 1, "{text:?} {troubles:?}");
    }
}

/// Whether nothing in a text could reach the terminal as anything but text.
fn is_clean(text: &str) -> bool {
    sanitize::line(text) == text
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn any_text_is_a_post_with_a_clean_title(
        head in prop::sample::select(vec!["", "---\n", "+++\n", "---\ntitle: ", "title: ", "---\ndate: "]),
        text in "(?s).{0,200}",
        tail in prop::sample::select(vec!["", "\n---\n", "\n+++\n", "\n...\n<http://example.com>"]),
        tree in prop::sample::select(vec![TreeKind::Jekyll, TreeKind::Hugo, TreeKind::Hexo, TreeKind::Plain]),
    ) {
        let text = format!("{head}{text}{tail}");
        let (post, _) = post(tree, "a/_posts/2022-01-07-题.md", &text);
        prop_assert!(!post.title.is_empty() && is_clean(&post.title));
        prop_assert!(post.tags.iter().chain(&post.categories).chain(&post.author).all(|name| is_clean(name)));
    }

    #[test]
    fn soup_of_front_matter_is_a_post(pieces in prop::collection::vec(prop::sample::select(vec![
        "title", ":", " ", "\n", "- ", "[", "]", "{", "}", "\"", "'", "&a", "*a", "!", "|", ">", "#", "题", "\t", "---",
        "...", "tags", "date", "?", ",", "%", "@", "`", "\u{feff}", "\u{85}", "\\", "<<", "~", "!!binary", "\r\n", "=",
    ]), 0..60)) {
        let text = format!("---\n{}\n---\n", pieces.concat());
        let (post, _) = post(TreeKind::Jekyll, "_posts/2022-01-07-题.md", &text);
        prop_assert!(!post.title.is_empty() && is_clean(&post.title));
    }
}
