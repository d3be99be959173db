//! What the table keeps of a post, and what it gives back.

use super::*;

fn post(path: &str, title: &str, categories: &[&str], tags: &[&str]) -> Post {
    Post {
        path: path.into(),
        title: title.into(),
        categories: categories.iter().map(|&name| name.into()).collect(),
        tags: tags.iter().map(|&name| name.into()).collect(),
        ..Post::default()
    }
}

#[test]
fn a_view_gives_back_what_was_pushed() {
    let mut library = Library::default();
    let written = Post {
        date: Some(PostDate { seconds: 1_641_506_107, offset: 28_800 }),
        source: Some("https://example.com/甲".into()),
        author: Some("张三, 李四".into()),
        visibility: Visibility::Draft,
        ..post("_posts/2022-01-07-甲.md", "ＡＢＣ 建设银行", &["财经", "银行"], &["要闻"])
    };
    let id = library.push(RootId(3), &written);
    let view = library.get(id);
    assert_eq!(view.id, PostId(0));
    assert_eq!(view.root, RootId(3));
    assert_eq!(view.path, written.path);
    assert_eq!(view.title, written.title);
    assert_eq!(view.title_key, "abc 建设银行");
    assert_eq!(view.date, written.date);
    assert_eq!(view.source(), written.source);
    assert_eq!(view.author, written.author.as_deref());
    assert_eq!(view.visibility, Visibility::Draft);
    let names: Vec<_> = view.categories().map(|(_, name)| name).collect();
    assert_eq!(names, ["财经", "银行"]);
    assert_eq!(view.tags().map(|(_, name)| name).collect::<Vec<_>>(), ["要闻"]);
}

#[test]
fn facets_are_interned_and_told_apart_exactly() {
    let mut library = Library::default();
    let first = library.push(RootId(0), &post("a.md", "甲", &["银行"], &["openSUSE", "银行"]));
    let second = library.push(RootId(0), &post("b.md", "乙", &["银行"], &["opensuse", "opensuse"]));
    assert_eq!(library.facet_len(FacetKind::Category), 1);
    assert_eq!(library.facet_len(FacetKind::Tag), 3);
    let bank = library.facet_by_name(FacetKind::Tag, "银行").map(|id| Facet { kind: FacetKind::Tag, id });
    assert_eq!(bank.map(|facet| library.facet_name(facet)), Some("银行"));
    assert_eq!(bank.map(|facet| library.has(first, facet)), Some(true));
    assert_eq!(bank.map(|facet| library.has(second, facet)), Some(false));
    assert_eq!(library.get(second).tags().count(), 1, "a repeated tag is kept once");
    assert_eq!(library.facet_by_name(FacetKind::Category, "保险"), None);
}

#[test]
fn a_stranger_s_identity_is_an_empty_post() {
    let library = Library::default();
    let view = library.get(PostId(7));
    assert_eq!((view.title, view.path, view.date), ("", "", None));
    assert_eq!(view.tags().count(), 0);
    assert!(library.is_empty());
}

/// A post of many that differ in everything that a table keeps once.
fn various(at: u32) -> Post {
    let some = |text: String, every: u32| (!at.is_multiple_of(every)).then_some(text);
    Post {
        path: format!("_posts/2022-01-{:02}-{at}.md", at % 28 + 1),
        title: if at.is_multiple_of(3) { format!("蘋果 Apple {at}") } else { format!("银行{at}") },
        date: some(String::new(), 4).map(|_| PostDate { seconds: i64::from(at) * 40_000, offset: 28_800 }),
        categories: (0..at % 3).map(|name| format!("类{}", (at + name) % 7)).collect(),
        tags: (0..at % 4).map(|name| format!("签{}", (at * name) % 11)).collect(),
        source: some(format!("https://{at}.example.cn/{}/{at}.html", at % 5), 5),
        author: some(format!("作者{}", at % 6), 2),
        lang: some("ja".to_owned(), 3),
        visibility: if at.is_multiple_of(9) { Visibility::Draft } else { Visibility::Listed },
    }
}

#[test]
fn tables_that_become_one_are_as_if_every_post_had_been_added() {
    // More beginnings of sources than are kept once.
    let posts: Vec<Post> = (0..MOST_STEMS as u32 + 1_500).map(various).collect();
    let mut one = Library::of(RootId(2), &posts);
    let mut many = Library::default();
    let _ = many.title_sounds();
    for (at, part) in posts.chunks(97).enumerate() {
        let mut part = Library::of(RootId(2), part);
        if at % 2 == 0 {
            part.mark_broken(PostId(3));
            one.mark_broken(PostId(u32::try_from(at * 97 + 3).unwrap()));
        }
        many.extend(&part);
    }
    assert_eq!((many.len(), many.broken()), (posts.len(), one.broken()));
    for (id, post) in many.ids().zip(&posts) {
        let (got, expected) = (many.get(id), one.get(id));
        assert_eq!(got.to_post(), expected.to_post());
        assert_eq!((got.path, got.source()), (post.path.as_str(), post.source.clone()));
        assert_eq!((got.title_key, got.host(), got.root), (expected.title_key, expected.host(), RootId(2)));
    }
    let months = |library: &Library| library.ids().map(|id| library.clock(id)).collect::<Vec<_>>();
    assert_eq!(months(&many), months(&one));
    let order = many.order(crate::library::SortKey::Newest);
    assert_eq!(many.columns(&order), one.columns(&order));
    assert_eq!(many.title_sounds().len(), many.len());
}
