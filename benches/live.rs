//! What a key waits for at most while posts come and go: one portion of what became of the
//! archive, with its frame.
//!
//!     cargo bench --bench live
//!     KANBAO_BENCH_POSTS=10000,1000000 cargo bench --bench live

#[path = "common/corpus.rs"]
mod corpus;
#[path = "common/reader.rs"]
mod reader;

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::fmt;

use corpus::{Corpus, sizes};
use divan::Bencher;
use kanbao::app::{Message, Patch};
use kanbao::library::RootId;
use kanbao::post::Post;
use reader::Reader;

/// What the list is when posts come: what is pressed before.
const LISTS: [(&str, &str); 6] = [
    ("all", "j"),
    ("narrowed", "/ 银 行 <CR> j"),
    ("narrowed by pinyin", "/ y h <CR> j"),
    ("narrowed to a tag", "g t <Space> <Esc> j"),
    ("all, every order known", "\\ \\ \\ \\ \\ j"),
    ("all, an article open", "j <CR>"),
];
/// What becomes of the archive: posts that come, that change, that go.
const CHANGES: [(&str, u32, u32, u32); 4] = [
    ("one comes", 1, 0, 0),
    ("one changes", 0, 1, 0),
    ("512 come", 512, 0, 0),
    ("200 come, change and go", 200, 200, 200),
];

fn main() {
    divan::main();
}

#[derive(Debug, Clone, Copy)]
struct Row {
    list: usize,
    change: usize,
    posts: u32,
}

impl fmt::Display for Row {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}: {} in {}", LISTS[self.list].0, CHANGES[self.change].0, self.posts)
    }
}

fn rows() -> Vec<Row> {
    let all = (0..LISTS.len()).flat_map(|list| (0..CHANGES.len()).map(move |change| (list, change)));
    all.flat_map(|(list, change)| sizes().into_iter().map(move |posts| Row { list, change, posts })).collect()
}

/// A reader, and the number of the next post that comes and of the next one that changes or goes.
struct Live {
    reader: Reader,
    next: u32,
    old: u32,
}

impl Live {
    fn of(posts: u32) -> Self {
        Self { reader: Reader::of(posts), next: posts, old: 0 }
    }

    /// What becomes of the archive next.
    fn patch(&mut self, (_, come, change, go): (&str, u32, u32, u32), posts: u32) -> Message {
        let corpus = Corpus(posts);
        let new = (self.next..self.next + come).map(|number| corpus.post(number));
        let changed = (self.old..self.old + change).map(|number| {
            let title = format!("改过的：{}", corpus.post(number).title);
            Post { title, ..corpus.post(number) }
        });
        let gone = (self.old + change..self.old + change + go).map(|number| corpus.post(number).path);
        let patch = Patch { posts: new.chain(changed).collect(), gone: gone.collect(), ..Patch::default() };
        (self.next, self.old) = (self.next + come, (self.old + change + go) % (posts / 2));
        Message::Changed { root: RootId(0), patch: Box::new(patch) }
    }
}

thread_local! {
    static READERS: RefCell<BTreeMap<u32, Live>> = const { RefCell::new(BTreeMap::new()) };
}

#[divan::bench(args = rows(), sample_count = 20, sample_size = 1)]
fn portion(bencher: Bencher<'_, '_>, Row { list, change, posts }: Row) {
    READERS.with_borrow_mut(|readers| {
        let live = readers.entry(posts).or_insert_with(|| Live::of(posts));
        live.reader.keys("<Esc> <Esc> <Esc> <Esc> <Esc> g a");
        live.reader.keys(LISTS[list].1);
        let cell = RefCell::new(live);
        bencher
            .with_inputs(|| cell.borrow_mut().patch(CHANGES[change], posts))
            .bench_local_values(|patch| cell.borrow_mut().reader.take(patch));
    });
}
