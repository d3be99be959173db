//! What somebody waits for who presses a key: from the key to the frame, on a screen of 120×40
//! in memory. What a screen shows does not grow with the archive, and neither may this.
//!
//!     cargo bench --bench keys
//!     KANBAO_BENCH_POSTS=10000,1000000 cargo bench --bench keys

#[path = "common/corpus.rs"]
mod corpus;
#[path = "common/reader.rs"]
mod reader;

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::fmt;

use corpus::sizes;
use divan::Bencher;
use reader::Reader;

/// What a key does; what is pressed before; the keys, pressed in turn.
const KEYS: [(&str, &str, &str); 16] = [
    ("down", "<Home> j", "j"),
    ("page", "<Home> j", "<C-f> <C-b>"),
    ("ends", "<Home> j", "<End> <Home>"),
    ("tabs", "<Home> j", "<Tab> <S-Tab>"),
    ("down in tags", "g t j", "j k"),
    ("down, narrowed", "/ 银 行 <CR> j", "j"),
    ("open", "<Home> j", "<CR> q"),
    ("open, each new", "<Home> <CR>", "J"),
    ("scroll", "<Home> <CR>", "j k"),
    ("scroll, elsewhere", "<Home> <CR> q <End> l", "j k"),
    ("filter, first letter", "/", "行 <C-u>"),
    ("filter, pinyin", "/ j s y", "h <BS>"),
    ("choose a tag", "g t", "<Space>"),
    ("choose a category", "g c", "<Space>"),
    ("sort, known orders", "\\ \\ \\ \\ \\", "\\"),
    ("mark", "<Home> j", "m"),
];

fn main() {
    divan::main();
}

/// A row of [`KEYS`] in an archive of so many posts.
#[derive(Debug, Clone, Copy)]
struct Pressed {
    row: usize,
    posts: u32,
}

impl fmt::Display for Pressed {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{} in {}", KEYS[self.row].0, self.posts)
    }
}

fn rows() -> Vec<Pressed> {
    (0..KEYS.len()).flat_map(|row| sizes().into_iter().map(move |posts| Pressed { row, posts })).collect()
}

thread_local! {
    static READERS: RefCell<BTreeMap<u32, Reader>> = const { RefCell::new(BTreeMap::new()) };
}

#[divan::bench(args = rows(), sample_count = 50, sample_size = 2)]
fn press(bencher: Bencher<'_, '_>, Pressed { row, posts }: Pressed) {
    let (_, before, keys) = KEYS[row];
    READERS.with_borrow_mut(|readers| {
        let reader = readers.entry(posts).or_insert_with(|| Reader::of(posts));
        reader.keys("<Esc> <Esc> <Esc> <Esc> <Esc> g a");
        reader.keys(before);
        let mut keys = reader::pressed(keys).into_iter().cycle();
        bencher.bench_local(|| keys.next().map(|key| reader.key(key)));
    });
}
