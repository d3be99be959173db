//! Filters over random libraries, against a recount that knows no sets and keeps nothing.

use std::collections::HashMap;

use proptest::prelude::{
    Just, ProptestConfig, Strategy, any, prop, prop_assert, prop_assert_eq, prop_oneof, proptest,
};

use super::*;
use crate::library::{FacetId, Month, RootId};
use crate::post::{Post, PostDate};
use crate::query::Query;
use crate::query::outcome::Known;
use crate::query::syntax::{Field, Status, Term, Test};
use crate::text::fold;
use crate::text::pinyin::Typed;

const NAMES: [&str; 8] = ["银行", "要闻", "银行业", "Rust", "ＡＢＣ", "日本語", "뉴스", "重慶"];
const TITLES: [&str; 10] = [
    "建设银行三季报",
    "重庆：山城夜景",
    "Rust 1.90 發佈",
    "長城汽车",
    "ニュース一覧",
    "삼성 신제품",
    "yhprum 定律",
    "银行间利率",
    "",
    "😀 表情",
];

#[derive(Debug, Clone)]
struct Made {
    title: usize,
    categories: Vec<usize>,
    tags: Vec<usize>,
    day: Option<i64>,
    read: bool,
}

fn post() -> impl Strategy<Value = Made> {
    let names = || prop::collection::vec(0..NAMES.len(), 0..3);
    let day = prop::option::of(-400_i64..400);
    (0..TITLES.len(), names(), names(), day, any::<bool>())
        .prop_map(|(title, categories, tags, day, read)| Made { title, categories, tags, day, read })
}

fn term() -> impl Strategy<Value = Expr> {
    let words = ["银行", "yh", "cq", "zq", "rust", "r", "長城", "ㅅㅅ", "yhpr", "abc", "ュ", "业"];
    let word = prop::sample::select(words.to_vec()).prop_map(|word| Test::Word(fold::key(word)));
    let name = prop::sample::select(NAMES.to_vec()).prop_map(|name| Test::Phrase(fold::key(name)));
    let text = prop_oneof![word, name];
    let field = prop::sample::select(vec![Field::Any, Field::Title, Field::Category, Field::Tag]);
    let when = (-500_i64..500, 0_i64..300)
        .prop_map(|(day, days)| (Field::Date, Test::When(day * 86_400..(day + days) * 86_400)));
    let is = prop::sample::select(vec![Status::Read, Status::Unread, Status::Undated, Status::Broken])
        .prop_map(|status| (Field::Status, Test::Is(status)));
    prop_oneof![6 => (field, text), 1 => when, 1 => is]
        .prop_map(|(field, test)| Expr::Term(Term { field, test, at: 0..0 }))
}

fn expr() -> impl Strategy<Value = Expr> {
    prop_oneof![1 => Just(Expr::All), 9 => term()].prop_recursive(3, 12, 3, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 1..4).prop_map(Expr::And),
            prop::collection::vec(inner.clone(), 1..4).prop_map(Expr::Or),
            inner.prop_map(|expr| Expr::Not(Box::new(expr))),
        ]
    })
}

fn choice() -> impl Strategy<Value = Choice> {
    let some = || prop::collection::vec((0..NAMES.len() as u32).prop_map(FacetId), 0..2);
    (some(), some(), any::<bool>()).prop_map(|(included, excluded, any)| {
        // A facet is chosen in one way.
        let excluded = excluded.into_iter().filter(|id| !included.contains(id)).collect();
        Choice { included, excluded, any }
    })
}

fn library(posts: &[Made]) -> (Library, Known) {
    let mut library = Library::default();
    let mut known = Known::default();
    let names = |of: &[usize]| of.iter().map(|at| NAMES[*at].to_owned()).collect();
    for (at, made) in posts.iter().enumerate() {
        let date = made.day.map(|day| PostDate { seconds: day * 86_400 - 28_800, offset: 28_800 });
        let post = Post {
            path: format!("{at}.md"),
            title: TITLES[made.title].to_owned(),
            date,
            categories: names(&made.categories),
            tags: names(&made.tags),
            ..Post::default()
        };
        let id = library.push(RootId(0), &post);
        if made.read {
            known.read.insert(id);
        }
        if at % 5 == 0 {
            library.mark_broken(id);
        }
    }
    (library, known)
}

/// The slow way.
struct Naive<'a> {
    library: &'a Library,
    known: &'a Known,
}

impl Naive<'_> {
    fn keys(&self, id: PostId, kind: FacetKind) -> Vec<String> {
        self.library.get(id).facets(kind).map(|(_, name)| fold::key(name)).collect()
    }

    fn meets(&self, id: PostId, expr: &Expr, sounding: bool, negated: bool) -> bool {
        match expr {
            Expr::All => true,
            Expr::And(parts) => parts.iter().all(|part| self.meets(id, part, sounding, negated)),
            Expr::Or(parts) => parts.iter().any(|part| self.meets(id, part, sounding, negated)),
            Expr::Not(part) => !self.meets(id, part, sounding, true),
            Expr::Term(term) => self.holds(id, term, sounding, negated),
        }
    }

    fn holds(&self, id: PostId, term: &Term, sounding: bool, negated: bool) -> bool {
        let view = self.library.get(id);
        match (term.field, &term.test) {
            (Field::Date, Test::When(range)) => {
                view.date.is_some_and(|date| range.contains(&(date.seconds + i64::from(date.offset))))
            }
            (Field::Status, Test::Is(status)) => match status {
                Status::Read => self.known.read.contains(id),
                Status::Unread => !self.known.read.contains(id),
                Status::Undated => view.date.is_none(),
                Status::Broken => id.index().is_multiple_of(5),
                Status::Starred => false,
            },
            (Field::Any | Field::Title, Test::Word(key) | Test::Phrase(key)) => {
                let is_word = matches!(term.test, Test::Word(_));
                let mut texts = vec![fold::key(view.title)];
                if term.field == Field::Any {
                    texts.extend(self.keys(id, FacetKind::Category));
                    texts.extend(self.keys(id, FacetKind::Tag));
                }
                let sound = sounding && !negated && is_word && !self.floods(key);
                let typed = Typed::new(key).filter(|_| sound);
                texts.iter().any(|text| {
                    text.contains(key.as_str()) || typed.as_ref().is_some_and(|typed| typed.matches(text))
                })
            }
            (field, Test::Phrase(key)) => self.keys(id, kind(field)).contains(key),
            (field, Test::Word(key)) => {
                let own = self.keys(id, kind(field));
                let all: Vec<String> =
                    self.library.facets(kind(field)).map(|(_, name)| fold::key(name)).collect();
                let contains = |name: &String| name.contains(key.as_str());
                if all.contains(key) {
                    own.contains(key)
                } else if all.iter().any(contains) {
                    own.iter().any(contains)
                } else {
                    let typed = Typed::new(key).filter(|_| sounding || negated);
                    typed.is_some_and(|typed| own.iter().any(|name| typed.matches(name)))
                }
            }
            _ => false,
        }
    }

    /// A Latin word somewhere begins so.
    fn floods(&self, key: &str) -> bool {
        let mut texts: Vec<String> =
            self.library.ids().map(|id| fold::key(self.library.get(id).title)).collect();
        for kind in FACETS {
            texts.extend(self.library.facets(kind).map(|(_, name)| fold::key(name)));
        }
        texts.iter().any(|text| {
            text.match_indices(key)
                .any(|(at, _)| text[..at].chars().next_back().is_none_or(|c| !c.is_ascii_alphanumeric()))
        })
    }

    fn passes(&self, id: PostId, choice: &Choice, kind: FacetKind) -> bool {
        let own = self.library.facets_of(id, kind);
        let included = match choice.any {
            true => choice.included.is_empty() || choice.included.iter().any(|it| own.contains(it)),
            false => choice.included.iter().all(|it| own.contains(it)),
        };
        included && !choice.excluded.iter().any(|it| own.contains(it))
    }

    /// How many posts there would be if one more facet were chosen, or one that is excluded
    /// were not.
    fn would_leave(&self, filter: &Filter, kind: FacetKind, facet: FacetId) -> u32 {
        let mut choice = filter.choice(kind).clone();
        choice.excluded.retain(|id| *id != facet);
        if choice.any {
            choice.included = vec![facet];
        } else if !choice.included.contains(&facet) {
            choice.included.push(facet);
        }
        let other = if kind == FacetKind::Tag { FacetKind::Category } else { FacetKind::Tag };
        let leaves = |id: &PostId| {
            self.meets(*id, &filter.query.expr, true, false)
                && self.passes(*id, &choice, kind)
                && self.passes(*id, filter.choice(other), other)
        };
        u32::try_from(self.library.ids().filter(leaves).count()).unwrap()
    }
}

fn kind(field: Field) -> FacetKind {
    if field == Field::Category { FacetKind::Category } else { FacetKind::Tag }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    /// Every list and every count is what a person would count, also when the same engine was
    /// asked other things before.
    #[test]
    fn lists_and_counts_are_right(
        posts in prop::collection::vec(post(), 1..40),
        asked in prop::collection::vec((expr(), choice(), choice()), 1..4),
    ) {
        let (library, known) = library(&posts);
        let naive = Naive { library: &library, known: &known };
        let order = library.order(crate::library::SortKey::Newest);
        let mut engine = Engine::default();
        for (expr, categories, tags) in asked {
            let filter = Filter { query: Query { expr }, categories, tags };
            let outcome = engine.run(&filter, &library, &known.evidence(), &order);
            let passes = |id: &PostId, sounding| {
                naive.meets(*id, &filter.query.expr, sounding, false)
                    && FACETS.iter().all(|kind| naive.passes(*id, filter.choice(*kind), *kind))
            };
            let literal: Vec<PostId> = order.iter().copied().filter(|id| passes(id, false)).collect();
            let others = order.iter().copied().filter(|id| passes(id, true) && !passes(id, false));
            let expected: Vec<PostId> = literal.iter().copied().chain(others).collect();
            prop_assert_eq!(&outcome.posts, &expected);
            prop_assert_eq!(outcome.literal, literal.len());
            for kind in FACETS {
                let counted: Vec<u32> =
                    library.facets(kind).map(|(id, _)| naive.would_leave(&filter, kind, id)).collect();
                prop_assert_eq!(outcome.counts.of(kind), &counted[..], "{:?}", kind);
            }
            let mut months: HashMap<Month, u32> = HashMap::new();
            for id in &expected {
                if let Some(date) = library.get(*id).date {
                    let (year, month) = date.day().split_once('-').map(|(year, rest)| {
                        (year.parse().unwrap(), rest[..2].parse().unwrap())
                    }).unwrap();
                    *months.entry(Month::new(year, month)).or_default() += 1;
                }
            }
            prop_assert_eq!(outcome.counts.months.iter().copied().collect::<HashMap<_, _>>(), months);
            prop_assert!(outcome.counts.months.is_sorted());
        }
    }
}

fn titles(engine: &mut Engine, library: &Library, text: &str) -> (Vec<String>, usize) {
    let query = Query::parse(text, crate::query::Now::default()).unwrap();
    let filter = Filter { query, ..Filter::default() };
    let order: Vec<PostId> = library.ids().collect();
    let outcome = engine.run(&filter, library, &Known::default().evidence(), &order);
    let title = |id: &PostId| library.get(*id).title.to_owned();
    (outcome.posts.iter().map(title).collect(), outcome.literal)
}

#[test]
fn what_is_written_stands_before_what_sounds_so() {
    let mut library = Library::default();
    for title in ["重庆夜景", "a cqb 手册", "长城", "AI 芯片", "爱情故事"] {
        library.push(RootId(0), &Post { title: title.into(), path: title.into(), ..Post::default() });
    }
    let mut engine = Engine::default();
    // Begins a Latin word: pinyin would bury it.
    assert_eq!(titles(&mut engine, &library, "ai"), (vec!["AI 芯片".into()], 1));
    assert_eq!(titles(&mut engine, &library, "cq"), (vec!["a cqb 手册".into()], 1));
    assert_eq!(titles(&mut engine, &library, "py:cq"), (vec!["重庆夜景".into(), "a cqb 手册".into()], 2));
    // Inside of one only.
    assert_eq!(titles(&mut engine, &library, "qb"), (vec!["a cqb 手册".into()], 1));
    assert_eq!(titles(&mut engine, &library, "cc"), (vec!["长城".into()], 0));
    assert_eq!(titles(&mut engine, &library, "aiq"), (vec!["爱情故事".into()], 0));
    assert_eq!(titles(&mut engine, &library, "-cc").0.len(), 5);
}

#[test]
fn a_longer_word_finds_the_same_as_if_it_had_been_typed_at_once() {
    let posts: Vec<Made> = (0..40)
        .map(|at| Made { title: at % TITLES.len(), categories: vec![], tags: vec![], day: None, read: false })
        .collect();
    let (library, _) = library(&posts);
    for word in ["建设银行", "jsyh", "jianshe", "changcheng", "rust 1", "ㅅㅅ"] {
        let mut typed = Engine::default();
        for end in word.char_indices().map(|(at, c)| at + c.len_utf8()) {
            let part = &word[..end];
            assert_eq!(
                titles(&mut typed, &library, part),
                titles(&mut Engine::default(), &library, part),
                "{part}"
            );
        }
        for end in word.char_indices().rev().map(|(at, _)| at) {
            let part = &word[..end];
            assert_eq!(titles(&mut typed, &library, part), titles(&mut Engine::default(), &library, part));
        }
    }
}
