//! Tables as columns and back, and columns that nobody wrote.

use proptest::prelude::{any, prop, prop_assert, prop_assert_eq, proptest};

use super::*;
use crate::library::Bits;
use crate::library::SortKey;
use crate::post::{Post, PostDate};

fn post(seed: usize) -> Post {
    let some = |text: &str, every: usize| (!seed.is_multiple_of(every)).then(|| text.to_owned());
    Post {
        path: format!("新闻/2022-01-{:02}-{seed}.md", seed % 28 + 1),
        title: ["人民币汇率", "Ｆｕｌｌ：要闻", "ニュース", "뉴스", "👩‍👩‍👧", "النص"][seed % 6].to_owned(),
        date: (!seed.is_multiple_of(5)).then(|| PostDate {
            seconds: 1_641_000_000 - 40_000 * seed as i64,
            offset: 28_800 - 3_600 * seed as i32,
        }),
        categories: (0..seed % 3).map(|at| format!("类{at}")).collect(),
        tags: (seed % 2..seed % 4).map(|at| format!("标签{at}")).collect(),
        source: some(&format!("https://www.example.cn/a/{seed}?b=/{seed}"), 4),
        author: some("记者 张三", 3),
        lang: None,
        visibility: VISIBILITIES[seed % 5],
    }
}

fn library(posts: usize) -> Library {
    let mut library = Library::default();
    for seed in 0..posts {
        let id = library.push(RootId(0), &post(seed));
        if seed % 7 == 3 {
            library.mark_broken(id);
        }
    }
    library
}

/// Everything that is known of posts, one behind the other.
fn told(library: &Library, posts: &[PostId]) -> Vec<(Post, String, Option<i64>, bool)> {
    let tell = |&id: &PostId| {
        let view = library.get(id);
        (view.to_post(), view.title_key.to_owned(), library.clock(id), library.broken().contains(id))
    };
    posts.iter().map(tell).collect()
}

#[test]
fn what_was_written_is_read() {
    for posts in [0, 1, 2, 50] {
        let library = library(posts);
        let order = library.order(SortKey::Newest);
        let read = Library::from_columns(library.columns(&order), RootId(3)).unwrap();
        let ids: Vec<_> = read.ids().collect();
        assert_eq!(told(&read, &ids), told(&library, &order));
        assert!(read.ids().all(|id| read.get(id).root == RootId(3)));
        assert_eq!(read.order(SortKey::Newest), ids);
        assert_eq!(read.newest_first(), posts);
        let months: Vec<_> = order.iter().map(|id| library.months()[id.index()]).collect();
        assert_eq!(read.months(), months);
        assert_eq!(read.title_sounds().len(), posts);
    }
}

#[test]
fn names_that_no_post_has_are_left_out() {
    let library = library(50);
    let some = [PostId(9), PostId(3)];
    let read = Library::from_columns(library.columns(&some), RootId(0)).unwrap();
    assert_eq!(told(&read, &[PostId(0), PostId(1)]), told(&library, &some));
    let used: std::collections::BTreeSet<_> =
        some.iter().flat_map(|id| library.get(*id).tags()).map(|(id, _)| id).collect();
    assert_eq!(read.facet_len(crate::library::FacetKind::Tag), used.len());
}

#[test]
fn what_is_added_later_is_sorted_in() {
    let whole = library(40);
    let order = whole.order(SortKey::Newest);
    let mut read = Library::from_columns(whole.columns(&order[5..]), RootId(0)).unwrap();
    let mut grown = Vec::new();
    read.patch_order(SortKey::Newest, &mut grown, 0, &Bits::EMPTY);
    assert_eq!(grown, read.ids().collect::<Vec<_>>());
    for id in &order[..5] {
        read.push(RootId(0), &whole.get(*id).to_post());
    }
    let first = grown.len();
    read.patch_order(SortKey::Newest, &mut grown, first, &Bits::EMPTY);
    assert_eq!(grown, read.order(SortKey::Newest));
    let paths = |library: &Library, order: &[PostId]| -> Vec<String> {
        order.iter().map(|id| library.path(*id).to_owned()).collect()
    };
    assert_eq!(paths(&read, &grown), paths(&whole, &order));
}

#[test]
fn the_front_shows_the_top_of_the_same_list() {
    for (posts, most) in [(50, 8), (50, 64), (3, 0), (0, 8)] {
        let library = library(posts);
        let columns = library.columns(&library.order(SortKey::Newest));
        let front = Front::read(columns.front(most), RootId(1)).unwrap();
        let whole = Library::from_columns(columns, RootId(1)).unwrap();
        let shown = |library: &Library, id: PostId| {
            let view = library.get(id);
            let facets: Vec<_> = view.categories().chain(view.tags()).collect();
            let facets = format!("{facets:?}");
            (view.title.to_owned(), view.date, view.root, view.visibility, facets, library.clock(id))
        };
        assert_eq!((front.library.len(), front.posts), (posts.min(most), posts));
        assert!(front.library.ids().all(|id| shown(&front.library, id) == shown(&whole, id)));
        let all: Vec<_> = whole.ids().collect();
        let kinds = [crate::library::FacetKind::Category, crate::library::FacetKind::Tag];
        assert_eq!(front.counts, kinds.map(|kind| whole.counts(kind, &all)));
        let mut months = BTreeMap::new();
        whole.months().iter().flatten().for_each(|month| *months.entry(*month).or_insert(0) += 1);
        assert_eq!(front.months, months.into_iter().collect::<Vec<_>>());
    }
}

proptest! {
    /// Any columns at all are refused or make a table that can be asked for everything.
    #[test]
    fn no_columns_make_it_panic(
        posts in 0usize..12,
        front in any::<bool>(),
        changes in prop::collection::vec((any::<u16>(), any::<u16>(), any::<u32>(), 0u8..4), 0..6),
    ) {
        let library = library(posts);
        let mut columns = library.columns(&library.order(SortKey::Newest));
        if front {
            columns = columns.front(5);
        }
        let kinds = columns.numbers.len();
        for (column, at, value, what) in changes {
            let number = usize::from(column) % (kinds + columns.texts.len());
            if let Some(column) = columns.numbers.get_mut(number) {
                let at = usize::from(at) % (column.len() + 1);
                match (what, column.get_mut(at)) {
                    (0, Some(number)) => *number = value,
                    (1, Some(number)) => *number = value % 8,
                    (2, _) => column.truncate(at),
                    _ => column.insert(at, value % 8),
                }
            } else if let Some(text) = columns.texts.get_mut(number - kinds) {
                let at = (0..=usize::from(at) % (text.len() + 1)).rev().find(|at| text.is_char_boundary(*at));
                text.insert(at.unwrap_or_default(), if what == 0 { '\n' } else { '银' });
            }
        }
        if front {
            if let Some(front) = Front::read(columns, RootId(0)) {
                let ids: Vec<_> = front.library.ids().collect();
                prop_assert_eq!(told(&front.library, &ids).len(), ids.len());
            }
        } else if let Some(read) = Library::from_columns(columns, RootId(0)) {
            let ids: Vec<_> = read.ids().collect();
            prop_assert_eq!(told(&read, &ids).len(), ids.len());
            for key in SortKey::ALL {
                prop_assert!(read.order(key).len() == ids.len());
            }
            prop_assert_eq!(read.title_sounds().len(), ids.len());
        }
    }
}

/// A base of texts, with something before and between them.
fn base(texts: &[String]) -> (crate::library::Base, Vec<std::ops::Range<usize>>) {
    let mut bytes = "开头".as_bytes().to_vec();
    let blocks = texts.iter().map(|text| {
        bytes.extend(b"--");
        bytes.extend(text.as_bytes());
        bytes.len() - text.len()..bytes.len()
    });
    let blocks = blocks.collect();
    (crate::library::Base::new(std::sync::Arc::new(bytes)), blocks)
}

#[test]
fn texts_that_stay_elsewhere_are_read_there() {
    let whole = library(50);
    let order = whole.order(SortKey::Newest);
    let columns = whole.columns(&order);
    let (base, blocks) = base(&columns.texts);
    let mut read = Library::from_base(base, &blocks, columns.numbers, RootId(0)).unwrap();
    let ids: Vec<_> = read.ids().collect();
    assert_eq!(told(&read, &ids), told(&whole, &order));
    assert_eq!(read.text, "", "nothing is copied");

    // What comes later has its own place.
    let (added, other) = (read.push(RootId(0), &post(61)), post(62));
    read.replace_posts(&[(PostId(3), &other)]);
    let expected = [post(61), Post { path: other.path.clone(), ..other.clone() }];
    for (id, post) in [added, PostId(3)].into_iter().zip(expected) {
        let view = read.get(id);
        assert_eq!((view.path, view.title, view.source()), (&*post.path, &*post.title, post.source));
    }
    assert_eq!(told(&read, &[PostId(4)]), told(&whole, &[order[4]]));
}

#[test]
fn a_list_leaves_its_texts_to_the_index_that_was_made_of_it() {
    let (mut shown, mut read) = (library(50), library(50));
    let order = read.order(SortKey::Newest);
    let columns = read.columns(&order);
    let ids: Vec<_> = read.ids().collect();
    let before = told(&read, &ids);
    let (sound, blocks) = base(&columns.texts);
    let mut damaged = columns.texts.clone();
    damaged[3] = damaged[3].replace("-7.md", "-8.md");
    let (damaged, _) = base(&damaged);
    assert!(!read.rest_on(&damaged, &blocks, &order) && !read.rest_on(&sound, &blocks[1..], &order));
    assert_eq!(told(&read, &ids), before);
    assert!(read.rest_on(&sound, &blocks, &order));
    assert_eq!((told(&read, &ids), read.text.as_str()), (before.clone(), ""));

    // The list that is shown takes it, as long as it is the same.
    shown.title_sounds();
    let version = shown.version();
    shown.settle(read);
    assert_eq!((told(&shown, &ids), shown.text.as_str()), (before, ""));
    assert_eq!((shown.version(), shown.title_sounds().len()), (version, 50));
    let mut grown = library(51);
    grown.settle(shown);
    assert_eq!((grown.len(), grown.text.is_empty()), (51, false));
}
