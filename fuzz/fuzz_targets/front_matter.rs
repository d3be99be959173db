//! Any file as a post of any kind of tree: its head is read without a panic, and what is
//! listed of it is clean. The first byte of an input chooses the kind of tree.

#![no_main]

use kanbao::post::TreeKind;
use kanbao::post::read::{Rules, Source, read};
use libfuzzer_sys::fuzz_target;

const TREES: [TreeKind; 5] =
    [TreeKind::Jekyll, TreeKind::Hugo, TreeKind::Zola, TreeKind::Hexo, TreeKind::Plain];

fuzz_target!(|input: &[u8]| {
    let [tree, text @ ..] = input else { return };
    let text = String::from_utf8_lossy(text);
    let tree = TREES[usize::from(*tree) % TREES.len()];
    let rules = Rules { tree, zone: jiff::tz::TimeZone::UTC, now: 0 };
    let source = Source { path: "_posts/2024-02-30-看报.md", text: &text, tail: Some(&text), modified: None };
    let post = read(&source, &rules, &mut Vec::new());
    let shown = [&post.title, post.source.as_ref().unwrap_or(&post.title)];
    for text in shown.into_iter().chain(&post.categories).chain(&post.tags) {
        assert!(!text.contains(|c: char| c.is_control()), "{text:?}");
    }
});
