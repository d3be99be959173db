//! What a key costs that is typed into the filter of a large archive: the list, the counts of all
//! categories and tags, and the months. `first` has an engine that knows nothing yet; `next` is
//! one letter more, for which it keeps what the letters before gave.
//!
//!     cargo bench --bench filter

use divan::{Bencher, black_box};
use kanbao::library::{Library, PostId, RootId, SortKey};
use kanbao::post::{Post, PostDate};
use kanbao::query::{Engine, Filter, Known, Now, Query};

/// Posts of the archive: as many as the program has to carry without being felt.
const POSTS: u32 = 100_000;

/// What is typed: one character, words, names, dates, pinyin, expressions, alternatives.
const QUERIES: [&str; 12] = [
    "",
    "行",
    "银行",
    "建设银行",
    "tag:要闻",
    "date:2014-03..2015-01",
    "jsyh",
    "yinh zhengq",
    "/第[0-9]+期/",
    "银行 OR 证券",
    "-银行 lang:zh",
    "path:xinwen-77",
];

/// Words that titles are made of.
const WORDS: [&str; 16] = [
    "建设银行",
    "工商银行",
    "证券",
    "保险公司",
    "年报",
    "发布",
    "第7期",
    "Apple",
    "人工智能",
    "增长",
    "上海",
    "重庆",
    "长城汽车",
    "央行",
    "利率",
    "下调",
];

fn main() {
    divan::main();
}

/// A number that looks drawn, from a number.
fn drawn(number: u32, salt: u32) -> usize {
    (number.wrapping_mul(2_654_435_761).rotate_left(salt) ^ salt.wrapping_mul(40_503)) as usize >> 3
}

fn library() -> Library {
    let mut library = Library::default();
    for number in 0..POSTS {
        let words = (0..5).map(|nth| WORDS[drawn(number, 3 + 5 * nth) % WORDS.len()]);
        let post = Post {
            path: format!("xinwen/_posts/2014-05-08-xinwen-{number}.md"),
            title: format!("{}：{number}", words.collect::<String>()),
            date: Some(PostDate { seconds: 1_200_000_000 + i64::from(number) * 4_000, offset: 28_800 }),
            categories: vec![format!("类{}", drawn(number, 7) % 20)],
            tags: vec!["要闻".into(), format!("标签{}", drawn(number, 11) % 3_000)],
            source: Some(format!("https://finance.example.com/{number}.html")),
            ..Post::default()
        };
        library.push(RootId(0), &post);
    }
    library
}

fn run(engine: &mut Engine, query: &str, library: &Library, order: &[PostId]) -> usize {
    let query = Query::parse(query, Now::default()).unwrap_or_default();
    let filter = Filter { query, ..Filter::default() };
    engine.run(&filter, library, &Known::default().evidence(), order).posts.len()
}

#[divan::bench(args = QUERIES)]
fn first(bencher: Bencher<'_, '_>, query: &str) {
    let library = library();
    let order = library.order(SortKey::Newest);
    bencher.bench_local(|| run(&mut Engine::default(), black_box(query), &library, &order));
}

#[divan::bench(args = QUERIES)]
fn next(bencher: Bencher<'_, '_>, query: &str) {
    let library = library();
    let order = library.order(SortKey::Newest);
    let before: String = query.chars().take(query.chars().count().saturating_sub(1)).collect();
    let known = || {
        let mut engine = Engine::default();
        run(&mut engine, &before, &library, &order);
        engine
    };
    bencher.with_inputs(known).bench_local_refs(|engine| run(engine, black_box(query), &library, &order));
}
