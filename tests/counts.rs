//! What a key costs that moves something, as counts that no other program on the machine
//! disturbs: allocations and their bytes, from the key to the frame. They are those of a screen,
//! whatever the archive has. A binary of its own: it counts what the whole of it allocates.

#![allow(clippy::print_stdout, reason = "the counts are the result: cargo test -- --nocapture")]

use allocation_counter::{AllocationInfo, measure};
use kanbao::keys::{Key, parse_sequence};

#[path = "../benches/common/corpus.rs"]
mod corpus;
#[path = "../benches/common/reader.rs"]
mod reader;

use reader::Reader;

const SMALL: u32 = 1_000;
const LARGE: u32 = 20_000;

/// What is pressed before, the key that is counted, and the most that it may allocate: how often,
/// and how many bytes.
type Row = (&'static str, &'static str, &'static str, u64, u64);

const ROWS: [Row; 12] = [
    ("down", "j j", "j", 1000, 100_000),
    ("up", "j j j", "k", 1000, 100_000),
    ("page down", "<C-f> <C-f>", "<C-f>", 1000, 100_000),
    ("page up", "<C-f> <C-f>", "<C-b>", 1000, 100_000),
    ("end", "j", "G", 1000, 100_000),
    ("home", "G", "g", 1000, 100_000),
    ("focus", "j", "<Tab>", 1000, 100_000),
    ("down in tags", "<Tab> <Tab> <Tab> j j", "j", 1000, 100_000),
    ("down in a narrowed list", "/ 银 行 <CR> j", "j", 1000, 100_000),
    ("open", "j", "<CR>", 1000, 100_000),
    ("scroll", "<CR> j", "j", 1000, 100_000),
    ("next article", "<CR>", "n", 1000, 100_000),
];

fn key(text: &str) -> Key {
    parse_sequence(text).unwrap()[0]
}

/// What the key allocates, the last of a few times: tables that grow once have their size by then.
fn count(reader: &mut Reader, before: &str, key: Key) -> AllocationInfo {
    let mut last = AllocationInfo::default();
    for _ in 0..3 {
        reader.keys("<Esc> <Esc> <Esc> g g");
        before.split(' ').for_each(|keys| reader.keys(keys));
        let mut effects = Vec::new();
        last = measure(|| effects = reader.press(key));
        reader.perform(effects);
    }
    last
}

#[test]
fn a_key_allocates_for_a_screen_not_for_an_archive() {
    let (mut small, mut large) = (Reader::of(SMALL), Reader::of(LARGE));
    for (name, before, pressed, times, bytes) in ROWS {
        let pressed = key(pressed);
        let (few, many) = (count(&mut small, before, pressed), count(&mut large, before, pressed));
        println!(
            "{name}: {} of {} bytes; in the large archive {} of {} bytes",
            few.count_total, few.bytes_total, many.count_total, many.bytes_total
        );
    }
}
