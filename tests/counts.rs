//! What a key costs, as counts that nothing else on the machine disturbs: allocations and their
//! bytes, from the key to the frame. A key that moves something costs a screen, whatever the
//! archive has; one that asks for another list costs that list. A binary of its own, since it
//! counts what the whole of it allocates.

#![allow(clippy::print_stdout, reason = "the counts are told: cargo test --test counts -- --nocapture")]

use allocation_counter::{AllocationInfo, measure};

#[path = "../benches/common/corpus.rs"]
mod corpus;
#[path = "../benches/common/reader.rs"]
mod reader;

use reader::{Reader, pressed};

const SMALL: u32 = 1_000;
const LARGE: u32 = 20_000;

/// What a key does; what is pressed before; the key that is counted.
type Row = (&'static str, &'static str, &'static str);

const MOVING: [Row; 16] = [
    ("down", "j j", "j"),
    ("up", "j j j", "k"),
    ("page down", "<C-f> <C-f>", "<C-f>"),
    ("page up", "<C-f> <C-f>", "<C-b>"),
    ("end", "j", "<End>"),
    ("home", "G", "<Home>"),
    ("half", "j", "<C-d>"),
    ("to the middle", "j g", "5"),
    ("next pane", "j", "<Tab>"),
    ("down in tags", "g t j", "j"),
    ("end of tags", "g t j", "G"),
    ("down in a narrowed list", "/ 银 行 <CR> j", "j"),
    ("open", "j j", "<CR>"),
    ("scroll", "<CR>", "j"),
    ("next article", "<CR>", "J"),
    ("back to the list", "<CR> J", "q"),
];

const LISTING: [Row; 6] = [
    ("first letter", "/", "银"),
    ("second letter", "/ 银", "行"),
    ("letter taken back", "/ 银 行", "<BS>"),
    ("choose a tag", "g t j", "<Space>"),
    ("choose a category", "g c", "<Space>"),
    ("sort", "\\ \\ \\ \\ \\", "\\"),
];

/// What the key allocates, the last of a few times: tables that grow once have their size by then.
fn count(reader: &mut Reader, (_, before, key): Row) -> AllocationInfo {
    let mut last = AllocationInfo::default();
    for _ in 0..3 {
        reader.keys("<Esc> <Esc> <Esc> <Esc> g a <Home>");
        reader.keys(before);
        let mut effects = Vec::new();
        last = measure(|| effects = reader.press(pressed(key)[0]));
        reader.perform(effects);
    }
    last
}

fn tell(name: &str, few: &AllocationInfo, many: &AllocationInfo) -> String {
    let told = |info: &AllocationInfo| format!("{:>4} of {:>7} bytes", info.count_total, info.bytes_total);
    let text = format!("{name:<24} {SMALL} posts: {}; {LARGE} posts: {}", told(few), told(many));
    println!("{text}");
    text
}

/// Dates, numbers and titles differ in length from one post to the next, and that is all.
#[test]
fn a_key_that_moves_allocates_for_a_screen() {
    let (mut small, mut large) = (Reader::of(SMALL), Reader::of(LARGE));
    for row in MOVING {
        let (few, many) = (count(&mut small, row), count(&mut large, row));
        let text = tell(row.0, &few, &many);
        assert!(many.count_total <= few.count_total + few.count_total / 10, "{text}");
        assert!(many.bytes_total <= few.bytes_total + few.bytes_total / 10, "{text}");
        assert!(many.count_total <= 800 && many.bytes_total <= 40_000, "{text}");
    }
}

/// A list is four bytes a post, and what meets a condition a bit; nothing is made for each post.
#[test]
fn a_key_that_lists_allocates_a_few_bytes_a_post() {
    let (mut small, mut large) = (Reader::of(SMALL), Reader::of(LARGE));
    for row in LISTING {
        let (few, many) = (count(&mut small, row), count(&mut large, row));
        let text = tell(row.0, &few, &many);
        assert!(many.count_total <= few.count_total + few.count_total / 2, "{text}");
        let more = many.bytes_total.saturating_sub(few.bytes_total);
        assert!(more <= u64::from(LARGE - SMALL) * 12, "{text}");
    }
}
