//! What a key costs that is typed into the filter: the list, the counts of all categories and
//! tags, and the months. `first` has an engine that knows nothing yet; `next` is one letter more,
//! for which it keeps what the letters before gave.
//!
//!     cargo bench --bench filter

#[path = "common/corpus.rs"]
mod corpus;

use std::fmt;

use corpus::{shared, sizes};
use divan::{Bencher, black_box};
use kanbao::library::{FacetId, FacetKind, Library, PostId, SortKey};
use kanbao::query::{Choice, Engine, Filter, Known, Now, Query};

/// What is typed: one character, words, names, dates, pinyin, expressions, alternatives.
const QUERIES: [&str; 12] = [
    "",
    "行",
    "银行",
    "建设银行",
    "tag:要闻",
    "date:2023-03..2024-01",
    "jsyh",
    "yinh zhengq",
    "/第[0-9]+期/",
    "银行 OR 证券",
    "-银行 lang:zh",
    "path:xinwen-77",
];

fn main() {
    divan::main();
}

/// A query typed in a list of so many posts.
#[derive(Debug, Clone, Copy)]
struct Typed {
    query: &'static str,
    posts: u32,
}

impl fmt::Display for Typed {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{} in {}", if self.query.is_empty() { "(nothing)" } else { self.query }, self.posts)
    }
}

fn typed() -> Vec<Typed> {
    let of = |query| sizes().into_iter().map(move |posts| Typed { query, posts });
    QUERIES.into_iter().flat_map(of).collect()
}

fn run(engine: &mut Engine, filter: &Filter, library: &Library, order: &[PostId]) -> usize {
    engine.run(filter, library, &Known::default().evidence(), order).posts.len()
}

fn filter(query: &str) -> Filter {
    Filter { query: Query::parse(query, Now::default()).unwrap_or_default(), ..Filter::default() }
}

#[divan::bench(args = typed(), sample_count = 30)]
fn first(bencher: Bencher<'_, '_>, Typed { query, posts }: Typed) {
    let library = shared(posts);
    let order = library.order(SortKey::Newest);
    bencher.bench_local(|| run(&mut Engine::default(), &filter(black_box(query)), library, &order));
}

#[divan::bench(args = typed(), sample_count = 30)]
fn next(bencher: Bencher<'_, '_>, Typed { query, posts }: Typed) {
    let library = shared(posts);
    let order = library.order(SortKey::Newest);
    let before: String = query.chars().take(query.chars().count().saturating_sub(1)).collect();
    let known = || {
        let mut engine = Engine::default();
        run(&mut engine, &filter(&before), library, &order);
        engine
    };
    bencher
        .with_inputs(known)
        .bench_local_refs(|engine| run(engine, &filter(black_box(query)), library, &order));
}

/// The counts beside all categories and tags, and the list, when a tag is chosen.
#[divan::bench(args = sizes(), sample_count = 30)]
fn facet(bencher: Bencher<'_, '_>, posts: u32) {
    let library = shared(posts);
    let order = library.order(SortKey::Newest);
    let tags = Choice { included: vec![FacetId(0)], ..Choice::default() };
    let chosen = Filter { tags, ..Filter::default() };
    bencher.bench_local(|| run(&mut Engine::default(), black_box(&chosen), library, &order));
}

/// How many posts each tag has.
#[divan::bench(args = sizes(), sample_count = 30)]
fn counts(bencher: Bencher<'_, '_>, posts: u32) {
    let library = shared(posts);
    let order = library.order(SortKey::Newest);
    bencher.bench_local(|| library.counts(FacetKind::Tag, black_box(&order)));
}
