//! What passes a filter, and that the counts equal a recount by hand.

use proptest::prelude::{Strategy, prop, prop_assert_eq, proptest};

use super::*;
use crate::library::{RootId, SortKey};
use crate::post::Post;
use crate::query::Now;

const CATEGORIES: [&str; 3] = ["银行", "保险", "ニュース"];
const TAGS: [&str; 4] = ["要闻", "快讯", "openSUSE", "opensuse"];

fn library(rows: &[(&str, Vec<usize>, Vec<usize>)]) -> Library {
    let mut library = Library::default();
    for (number, (title, categories, tags)) in rows.iter().enumerate() {
        let post = Post {
            path: format!("{number:04}.md"),
            title: (*title).into(),
            categories: categories.iter().map(|&at| CATEGORIES[at].into()).collect(),
            tags: tags.iter().map(|&at| TAGS[at].into()).collect(),
            ..Post::default()
        };
        library.push(RootId(0), &post);
    }
    library
}

fn ids(library: &Library, kind: FacetKind, names: &[&str]) -> Vec<FacetId> {
    names.iter().filter_map(|name| library.facet_by_name(kind, name)).collect()
}

fn chosen(included: Vec<FacetId>, any: bool) -> Choice {
    Choice { included, any, ..Choice::default() }
}

fn shown(library: &Library, filter: &Filter) -> String {
    let kept = filter.apply(library, &library.order(SortKey::Path));
    kept.iter().map(|&id| library.get(id).title).collect::<Vec<_>>().join(" ")
}

#[test]
fn groups_are_anded_and_each_has_its_own_rule() {
    let library = library(&[
        ("甲", vec![0], vec![0, 1]),
        ("乙", vec![1], vec![0]),
        ("丙", vec![0, 1], vec![1]),
        ("丁", vec![], vec![]),
    ]);
    let rows: [(&[&str], &[&str], bool, &str); 7] = [
        (&[], &[], false, "甲 乙 丙 丁"),
        (&["银行"], &[], false, "甲 丙"),
        (&["银行", "保险"], &[], false, "甲 乙 丙"),
        (&[], &["要闻", "快讯"], false, "甲"),
        (&[], &["要闻", "快讯"], true, "甲 乙 丙"),
        (&["保险"], &["快讯"], false, "丙"),
        (&[], &[], true, "甲 乙 丙 丁"),
    ];
    for (categories, tags, any_tag, expected) in rows {
        let filter = Filter {
            categories: chosen(ids(&library, FacetKind::Category, categories), true),
            tags: chosen(ids(&library, FacetKind::Tag, tags), any_tag),
            ..Filter::default()
        };
        assert_eq!(shown(&library, &filter), expected, "{categories:?} {tags:?} any: {any_tag}");
    }
}

#[test]
fn a_query_looks_into_folded_titles_and_names() {
    let library = library(&[
        ("建设银行：取得扎实成效", vec![0], vec![0]),
        ("ＲＵＳＴ 入门", vec![], vec![2]),
        ("Rust と ﾆｭｰｽ", vec![2], vec![3]),
    ]);
    let rows = [
        ("建设银行", 1),
        ("rust", 2),
        ("rust 入门", 1),
        ("-rust", 1),
        ("ニュース", 1),
        ("tag:OPENSUSE", 2),
        ("-tag:opensuse", 1),
        ("cat:银行", 1),
        ("tag:没有", 0),
        ("cat:银行 rust", 0),
    ];
    for (text, expected) in rows {
        let query = Query::parse(text, Now::default()).unwrap();
        let filter = Filter { query, ..Filter::default() };
        assert_eq!(filter.apply(&library, &library.order(SortKey::Path)).len(), expected, "{text}");
    }
}

#[test]
fn what_is_left_out_is_left_out_whatever_else_is_chosen() {
    let library =
        library(&[("甲", vec![0], vec![0, 1]), ("乙", vec![1], vec![0]), ("丙", vec![0, 1], vec![1])]);
    let tags = |names: &[&str]| ids(&library, FacetKind::Tag, names);
    let mut filter = Filter::default();
    filter.tags.excluded = tags(&["快讯"]);
    assert_eq!(shown(&library, &filter), "乙");
    filter.tags.included = tags(&["要闻"]);
    assert_eq!(shown(&library, &filter), "乙");
    filter.categories = chosen(ids(&library, FacetKind::Category, &["银行", "保险"]), false);
    assert_eq!(shown(&library, &filter), "");
    filter.tags = Choice::default();
    assert_eq!(shown(&library, &filter), "丙");
}

/// What a facet's number promises: the posts left after choosing it, instead of the present
/// choice of its group where one of them is enough.
fn recount(library: &Library, filter: &Filter, facet: Facet) -> usize {
    let mut chosen = filter.clone();
    let choice = if facet.kind == FacetKind::Category { &mut chosen.categories } else { &mut chosen.tags };
    choice.excluded.retain(|id| *id != facet.id);
    if choice.any {
        choice.included.clear();
    }
    choice.included.push(facet.id);
    chosen.apply(library, &library.order(SortKey::Newest)).len()
}

fn row() -> impl Strategy<Value = (&'static str, Vec<usize>, Vec<usize>)> {
    (
        prop::sample::select(vec!["建设银行", "保险 快讯", "Rust ニュース"]),
        prop::collection::vec(0..CATEGORIES.len(), 0..3),
        prop::collection::vec(0..TAGS.len(), 0..4),
    )
}

proptest! {
    #[test]
    fn counts_equal_a_recount_by_hand(
        rows in prop::collection::vec(row(), 0..40),
        categories in prop::collection::vec(0..CATEGORIES.len(), 0..3),
        tags in prop::collection::vec(0..TAGS.len(), 0..3),
        excluded in prop::collection::vec(0..TAGS.len(), 0..2),
        any: (bool, bool),
        text in prop::sample::select(vec!["", "银行", "-rust", "tag:opensuse"]),
    ) {
        let library = library(&rows);
        let name = |list: &[&'static str], at: &[usize]| at.iter().map(|&at| list[at]).collect::<Vec<_>>();
        let filter = Filter {
            query: Query::parse(text, Now::default()).unwrap(),
            categories: chosen(ids(&library, FacetKind::Category, &name(&CATEGORIES, &categories)), any.0),
            tags: Choice {
                excluded: ids(&library, FacetKind::Tag, &name(&TAGS, &excluded)),
                ..chosen(ids(&library, FacetKind::Tag, &name(&TAGS, &tags)), any.1)
            },
        };
        let counts = filter.counts(&library, &library.order(SortKey::Newest));
        for (kind, counts) in [(FacetKind::Category, &counts.categories), (FacetKind::Tag, &counts.tags)] {
            for (id, name) in library.facets(kind) {
                let expected = recount(&library, &filter, Facet { kind, id });
                prop_assert_eq!(counts[id.index()] as usize, expected, "{}", name);
            }
        }
    }
}
