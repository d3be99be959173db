//! What passes a filter, that counts equal a recount by hand, and that what is kept for the next
//! key changes no answer.

use std::collections::BTreeMap;

use proptest::prelude::{Just, ProptestConfig, Strategy, prop, prop_assert_eq, prop_oneof, proptest};

use super::*;
use crate::library::{FacetId, Month, NameKind, PostView, RootId, SortKey};
use crate::post::{Post, PostDate};
use crate::query::syntax::{Field, Pattern, Status, Term, Test};
use crate::query::{Known, Query};
use crate::text::pinyin::{self, Typed};

fn term(field: Field, test: Test) -> Expr {
    Expr::Term(Term { field, test, at: 0..0 })
}

fn word(field: Field, key: &str) -> Expr {
    term(field, Test::Word(key.into()))
}

fn not(expr: Expr) -> Expr {
    Expr::Not(Box::new(expr))
}

fn filter(expr: Expr) -> Filter {
    Filter { query: Query { expr }, ..Filter::default() }
}

/// Posts by title; `+name` is a category, `#name` a tag, `@name` the author, `from:` the source.
fn library(rows: &[&str]) -> Library {
    let mut library = Library::default();
    for (number, row) in rows.iter().enumerate() {
        let mut post = Post { path: format!("{number:04}.md"), ..Post::default() };
        let mut title = Vec::new();
        for part in row.split(' ') {
            if let Some(name) = part.strip_prefix('+') {
                post.categories.push(name.into());
            } else if let Some(name) = part.strip_prefix('#') {
                post.tags.push(name.into());
            } else if let Some(name) = part.strip_prefix('@') {
                post.author = Some(name.into());
            } else if let Some(host) = part.strip_prefix("from:") {
                post.source = Some(format!("https://{host}/1.html"));
            } else {
                title.push(part);
            }
        }
        post.title = title.join(" ");
        library.push(RootId(0), &post);
    }
    library
}

fn passing(library: &Library, filter: &Filter) -> (Vec<usize>, usize) {
    let order = library.order(SortKey::Path);
    let outcome = Engine::default().run(filter, library, &Known::default().evidence(), &order);
    (outcome.posts.into_iter().map(PostId::index).collect(), outcome.literal)
}

#[test]
fn each_field_has_its_own_rule() {
    let library = library(&[
        "建设银行年报 +银行 #要闻 @张三 from:finance.sina.com.cn",
        "Apple 发布会 +科技 #Weekly @Bob from:www.sina.com.cn",
        "蘋果與銀行 +银行业 #weekly-news from:notsina.com.cn",
        "トヨタの決算 +ニュース #要闻",
        "삼성전자 #快讯",
    ]);
    let table: [(Expr, &[usize]); 22] = [
        (Expr::All, &[0, 1, 2, 3, 4]),
        (word(Field::Any, "银行"), &[0, 2]),
        (word(Field::Title, "科技"), &[]),
        (word(Field::Any, "科技"), &[1]),
        (word(Field::Any, "张三"), &[0]),
        (word(Field::Any, "要闻"), &[0, 3]),
        (word(Field::Category, "银行"), &[0]),
        (word(Field::Category, "行"), &[0, 2]),
        (word(Field::Tag, "weekly"), &[1]),
        (word(Field::Tag, "week"), &[1, 2]),
        (term(Field::Tag, Test::Phrase("week".into())), &[]),
        (word(Field::Tag, "yaowen"), &[0, 3]),
        (not(word(Field::Tag, "yaowen")), &[1, 2, 4]),
        (word(Field::Source, "sina.com.cn"), &[0, 1]),
        (word(Field::Source, "sina"), &[0, 1, 2]),
        (word(Field::Lang, "zh"), &[0, 1, 2]),
        (word(Field::Lang, "zh-hant"), &[2]),
        (word(Field::Lang, "ja"), &[3]),
        (word(Field::Path, "0004"), &[4]),
        (term(Field::Any, Test::Regex(Pattern::new("^[a-z]+ ").unwrap())), &[1]),
        (term(Field::Tag, Test::Regex(Pattern::new("讯$").unwrap())), &[4]),
        (term(Field::Status, Test::Is(Status::Undated)), &[0, 1, 2, 3, 4]),
    ];
    for (expr, expected) in table {
        assert_eq!(passing(&library, &filter(expr.clone())).0, expected, "{expr:?}");
    }
}

#[test]
fn what_only_sounds_so_comes_last_and_never_floods() {
    let library = library(&["银河 #yh", "银行", "yhx 规格", "央行 #银行", "cc", "长城"]);
    let rows: [(Expr, &[usize], usize); 8] = [
        // A Latin word begins so: no pinyin.
        (word(Field::Any, "yh"), &[0, 2], 2),
        // Letters are typed as themselves.
        (word(Field::Pinyin, "yh"), &[0, 1, 2, 3], 4),
        (word(Field::Any, "yinh"), &[0, 1, 3], 0),
        (word(Field::Title, "yinhang"), &[1], 0),
        (Expr::Or(vec![word(Field::Any, "yinhang"), word(Field::Any, "央行")]), &[3, 1], 1),
        // What is refused is refused as it is written.
        (not(word(Field::Any, "yinh")), &[0, 1, 2, 3, 4, 5], 6),
        (not(word(Field::Pinyin, "yinh")), &[2, 4, 5], 3),
        (term(Field::Any, Test::Phrase("yinh".into())), &[], 0),
    ];
    for (expr, expected, literal) in rows {
        assert_eq!(passing(&library, &filter(expr.clone())), (expected.to_vec(), literal), "{expr:?}");
    }
}

#[test]
fn statuses_and_bodies_are_what_is_known() {
    let mut library = library(&["甲", "乙", "丙"]);
    library.mark_broken(PostId(1));
    let mut known = Known::default();
    known.read.insert(PostId(0));
    known.starred.insert(PostId(2));
    known.bodies.insert("央行".into(), [PostId(1), PostId(2)].into_iter().collect());
    let is = |status| term(Field::Status, Test::Is(status));
    let rows: [(Expr, &[u32]); 7] = [
        (is(Status::Read), &[0]),
        (is(Status::Unread), &[1, 2]),
        (is(Status::Starred), &[2]),
        (is(Status::Broken), &[1]),
        (word(Field::Body, "央行"), &[1, 2]),
        (word(Field::Body, "未搜"), &[]),
        (not(word(Field::Body, "央行")), &[0]),
    ];
    let mut engine = Engine::default();
    for (expr, expected) in rows {
        let (posts, _) = engine.posts(&expr, &library, &known.evidence());
        assert_eq!(posts.iter().map(|post| post.0).collect::<Vec<_>>(), expected, "{expr:?}");
    }
}

#[test]
fn marks_stand_where_the_query_found_something() {
    let library = library(&["建设银行年报", "Apple 发布会"]);
    let rows = [
        (word(Field::Any, "银行"), "建设银行年报", "银行"),
        (word(Field::Any, "jsyh"), "建设银行年报", "建设银行"),
        (word(Field::Pinyin, "nb"), "建设银行年报", "年报"),
        (term(Field::Title, Test::Regex(Pattern::new("a.p").unwrap())), "Apple 发布会", "App"),
        (not(word(Field::Any, "银行")), "建设银行年报", ""),
        (word(Field::Tag, "银行"), "建设银行年报", ""),
        (Expr::Or(vec![word(Field::Any, "设银"), word(Field::Any, "银行")]), "建设银行年报", "设银行"),
    ];
    for (expr, title, expected) in rows {
        let mut engine = Engine::default();
        let filter = filter(expr.clone());
        engine.run(&filter, &library, &Known::default().evidence(), &library.order(SortKey::Path));
        let marks: Vec<_> = engine.marks(&filter, title).into_iter().map(|range| &title[range]).collect();
        assert_eq!(marks.join("|"), expected, "{expr:?}");
    }
}

// From here on the naive evaluation: post by post, without a set.

const NAMES: [&str; 6] = ["银行", "保险", "ニュース", "openSUSE", "opensuse", "银行业"];
const TITLES: [&str; 8] =
    ["建设银行", "银河证券", "Apple 发布会", "蘋果與銀行", "삼성전자", "yh 指数", "重庆长城", "ニュース"];
const KEYS: [&str; 14] = [
    "银行",
    "银",
    "行",
    "yh",
    "jsyh",
    "yin",
    "cq",
    "opensuse",
    "apple",
    "app",
    "ㅅㅅ",
    "ニュース",
    "苹果",
    "无",
];

fn literal(view: &PostView<'_>, field: Field, key: &str, library: &Library) -> bool {
    let holds = |text: &str| crate::text::fold::key(text).contains(key);
    let named = |kind| {
        let names = || library.facets(kind).map(|(_, name)| crate::text::fold::key(name));
        let exact = names().any(|name| name == key);
        let near = names().any(|name| name.contains(key));
        let typed = Typed::new(key).filter(|_| !near);
        view.facets(kind).map(|(_, name)| crate::text::fold::key(name)).any(|name| match (exact, &typed) {
            (true, _) => name == key,
            (false, None) => name.contains(key),
            (false, Some(typed)) => typed.matches(&name),
        })
    };
    let facets = || FACETS.iter().any(|kind| view.facets(*kind).any(|(_, name)| holds(name)));
    match field {
        Field::Any => holds(view.title) || facets() || view.author.is_some_and(holds),
        Field::Title => holds(view.title),
        Field::Category => named(FacetKind::Category),
        Field::Tag => named(FacetKind::Tag),
        Field::Author => view.author.is_some_and(holds),
        _ => false,
    }
}

fn sounding(view: &PostView<'_>, field: Field, key: &str, library: &Library) -> bool {
    let texts = |view: &PostView<'_>| {
        let names =
            FACETS.iter().flat_map(|kind| view.facets(*kind).map(|(_, name)| name).collect::<Vec<_>>());
        names.chain([view.title]).map(crate::text::fold::key).collect::<Vec<_>>()
    };
    let mut latin = library.ids().flat_map(|id| {
        let view = library.get(id);
        texts(&view).into_iter().chain(view.author.map(crate::text::fold::key)).collect::<Vec<_>>()
    });
    let Some(typed) = Typed::new(key) else { return false };
    let floods = field != Field::Pinyin && latin.any(|text| pinyin::begins_word(&text, key));
    let title = || typed.matches(view.title_key);
    match field {
        Field::Any | Field::Pinyin => !floods && texts(view).iter().any(|text| typed.matches(text)),
        Field::Title => !floods && title(),
        _ => false,
    }
}

/// Whether a post meets an expression, by the same three readings.
fn meets(view: &PostView<'_>, expr: &Expr, library: &Library, reading: Reading) -> bool {
    match expr {
        Expr::All => true,
        Expr::And(parts) => parts.iter().all(|part| meets(view, part, library, reading)),
        Expr::Or(parts) => parts.iter().any(|part| meets(view, part, library, reading)),
        Expr::Not(part) => !meets(view, part, library, Reading::Negated),
        Expr::Term(Term { field: Field::Date, test: Test::When(range), .. }) => {
            view.date.is_some_and(|date| range.contains(&(date.seconds + i64::from(date.offset))))
        }
        Expr::Term(Term { field: Field::Pinyin, test: Test::Word(key), .. }) => {
            sounding(view, Field::Pinyin, key, library)
        }
        Expr::Term(Term { field, test: Test::Word(key), .. }) => {
            let named = matches!(field, Field::Category | Field::Tag);
            let written = literal(view, *field, key, library);
            let only_sounds = named
                && !FACETS.iter().any(|kind| {
                    let of = if *kind == FacetKind::Category { Field::Category } else { Field::Tag };
                    of == *field
                        && library
                            .facets(*kind)
                            .any(|(_, name)| crate::text::fold::key(name).contains(key.as_str()))
                });
            match reading {
                Reading::Literal => written && !only_sounds,
                Reading::Sounding => written || sounding(view, *field, key, library),
                Reading::Negated => written,
            }
        }
        Expr::Term(term) => panic!("{term:?}"),
    }
}

fn passes(choice: &Choice, own: &[FacetId]) -> bool {
    let (has, included) = (|id: &FacetId| own.contains(id), &choice.included);
    let asked =
        if choice.any { included.is_empty() || included.iter().any(has) } else { included.iter().all(has) };
    asked && !choice.excluded.iter().any(has)
}

/// How many of the posts that pass all else have each facet, were it chosen or no longer refused.
fn recount(choice: &Choice, kind: FacetKind, library: &Library, others: &[PostId]) -> Vec<u32> {
    let count = |id: FacetId| {
        let mut changed = choice.clone();
        changed.excluded.retain(|other| *other != id);
        if changed.any {
            changed.included.clear();
        }
        let own = |post: &&PostId| library.facets_of(**post, kind);
        let left = |post: &&PostId| own(post).contains(&id) && passes(&changed, own(post));
        u32::try_from(others.iter().filter(left).count()).unwrap()
    };
    library.facets(kind).map(|(id, _)| count(id)).collect()
}

fn expressions() -> impl Strategy<Value = Expr> {
    let fields =
        vec![Field::Any, Field::Any, Field::Title, Field::Category, Field::Tag, Field::Author, Field::Pinyin];
    let words = (prop::sample::select(fields), prop::sample::select(KEYS.to_vec()));
    let dates = (0i64..400, 0i64..200).prop_map(|(from, days)| from * 86_400..(from + days) * 86_400);
    let leaf = prop_oneof![
        8 => words.prop_map(|(field, key)| word(field, key)),
        1 => dates.prop_map(|range| term(Field::Date, Test::When(range))),
        1 => Just(Expr::All),
    ];
    leaf.prop_recursive(3, 12, 3, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 1..3).prop_map(Expr::And),
            prop::collection::vec(inner.clone(), 1..3).prop_map(Expr::Or),
            inner.prop_map(not),
        ]
    })
}

fn choices() -> impl Strategy<Value = Choice> {
    let ids = || prop::collection::btree_set((0u32..4).prop_map(FacetId), 0..2);
    (ids(), ids(), prop::bool::ANY).prop_map(|(included, excluded, any)| Choice {
        included: included.into_iter().collect(),
        excluded: excluded.into_iter().collect(),
        any,
    })
}

fn posts() -> impl Strategy<Value = Vec<Post>> {
    let names = || prop::collection::btree_set(prop::sample::select(NAMES.to_vec()), 0..3);
    let date = prop::option::of(
        (0i64..500).prop_map(|day| PostDate { seconds: day * 86_400 + 70_000, offset: 28_800 }),
    );
    let author = prop::option::of(prop::sample::select(vec!["银行家", "Apple Wang"]));
    let post = (prop::sample::select(TITLES.to_vec()), names(), names(), date, author);
    let post = post.prop_map(|(title, categories, tags, date, author)| Post {
        title: title.into(),
        categories: categories.into_iter().map(str::to_owned).collect(),
        tags: tags.into_iter().map(str::to_owned).collect(),
        date,
        author: author.map(str::to_owned),
        ..Post::default()
    });
    prop::collection::vec(post, 0..30)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]
    #[test]
    fn list_and_counts_equal_a_recount(
        posts in posts(),
        filters in prop::collection::vec((expressions(), choices(), choices()), 1..4),
    ) {
        let mut library = Library::default();
        for (number, post) in posts.iter().enumerate() {
            library.push(RootId(0), &Post { path: format!("{number:04}.md"), ..post.clone() });
        }
        let order = library.order(SortKey::Newest);
        // One engine for all of them: what it keeps changes nothing.
        let mut engine = Engine::default();
        for (expr, categories, tags) in filters {
            let filter = Filter { query: Query { expr }, categories, tags };
            let got = engine.run(&filter, &library, &Known::default().evidence(), &order);
            let query = |reading| {
                let meets = |post: &&PostId| meets(&library.get(**post), &filter.query.expr, &library, reading);
                order.iter().filter(meets).copied().collect::<Vec<_>>()
            };
            let in_kind = |kind: FacetKind, post: PostId| passes(filter.choice(kind), library.facets_of(post, kind));
            let all = query(Reading::Sounding);
            let chosen = |post: &PostId| FACETS.iter().all(|kind| in_kind(*kind, *post));
            let first: Vec<_> = query(Reading::Literal).into_iter().filter(chosen).collect();
            let rest = all.iter().copied().filter(|post| chosen(post) && !first.contains(post));
            let expected: Vec<_> = first.iter().copied().chain(rest).collect();
            prop_assert_eq!(got.literal, first.len());
            let mut months: BTreeMap<Month, u32> = BTreeMap::new();
            for date in expected.iter().filter_map(|post| library.get(*post).date) {
                *months.entry(Month::at(date.seconds + i64::from(date.offset))).or_default() += 1;
            }
            prop_assert_eq!(got.counts.months, months.into_iter().collect::<Vec<_>>());
            prop_assert_eq!(got.posts, expected);
            for (kind, other) in [(FACETS[0], FACETS[1]), (FACETS[1], FACETS[0])] {
                let others: Vec<_> = all.iter().copied().filter(|post| in_kind(other, *post)).collect();
                let recount = recount(filter.choice(kind), kind, &library, &others);
                let counts = if kind == FacetKind::Category { &got.counts.categories } else { &got.counts.tags };
                prop_assert_eq!(counts, &recount, "{:?} {:?}", kind, filter);
            }
        }
    }
}

#[test]
fn hosts_and_languages_are_kept_once() {
    let library = library(&["甲 from:a.cn", "乙 from:www.a.cn", "news from:b.cn"]);
    assert_eq!(library.names(NameKind::Host).0.len(), 2);
    assert_eq!(library.names(NameKind::Lang).0.len(), 2);
}

/// Posts that came, that changed, and that went.
type Step<'s> = (&'s [&'s str], &'s [(u32, &'s str)], &'s [u32]);

#[test]
fn what_came_and_changed_is_found_as_if_it_had_been_there_before() {
    let rows =
        ["建设银行年报 +银行 #要闻", "Apple 发布会 +科技", "江南的雨 #散文", "重庆火锅", "江北的雪 #散文"];
    let queries = [
        word(Field::Any, "银行"),
        word(Field::Any, "jiangnan"),
        word(Field::Title, "cq"),
        word(Field::Pinyin, "jb"),
        word(Field::Any, "app"),
        not(word(Field::Title, "江")),
        term(Field::Title, Test::Regex(Pattern::new("雨|雪").unwrap())),
    ];
    let post = |row: &str| {
        let library = library(&[row]);
        library.get(PostId(0)).to_post()
    };
    let mut library = library(&rows);
    let mut engine = Engine::default();
    let known = Known::default();
    let ask = |engine: &mut Engine, library: &Library| {
        let order = library.order(SortKey::Path);
        let run = |expr: &Expr| engine.run(&filter(expr.clone()), library, &known.evidence(), &order).posts;
        queries.iter().map(run).collect::<Vec<_>>()
    };
    ask(&mut engine, &library);
    let steps: [Step<'_>; 4] = [
        (&["江南的雪", "交通银行"], &[], &[]),
        (&[], &[(0, "江南 Application"), (3, "江北的重庆")], &[]),
        (&["cq banking"], &[(2, "雪")], &[1]),
        (&[], &[(1, "重庆银行")], &[0, 2]),
    ];
    for (new, changed, gone) in steps {
        let before = Engine::stamp(&library);
        let first = library.len();
        library.remove(gone.iter().copied().map(PostId));
        let others: Vec<(PostId, Post)> = changed.iter().map(|(at, row)| (PostId(*at), post(row))).collect();
        library.replace_posts(&others.iter().map(|(id, post)| (*id, post)).collect::<Vec<_>>());
        for row in new {
            library.push(RootId(0), &post(row));
        }
        let touched = others.iter().map(|(id, _)| *id).chain(library.ids_from(first)).collect();
        engine.patch(before, &library, &touched);
        assert_eq!(ask(&mut engine, &library), ask(&mut Engine::default(), &library));
    }
}
