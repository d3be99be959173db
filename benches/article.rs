//! What opening an article costs: parsing, the first layout, another layout, drawing a page
//! of rows; on a post of 10 KB and one of 1 MB. `floor` is the least that any typesetter
//! does with such a text: what the program may cost is quoted as a ratio to it.
//!
//!     cargo bench --bench article

#[path = "article/floor.rs"]
mod floor;
#[path = "article/material.rs"]
mod material;

use divan::{Bencher, black_box};
use kanbao::article::{self, Article, Layout, Notation, Options, Reading, Setting};
use kanbao::locale::Lang;
use kanbao::post::Context;
use kanbao::text::width::Ruler;

/// Bytes of the posts.
const SIZES: [usize; 2] = [10_000, 1_000_000];
/// Rows of a page.
const PAGE: usize = 50;

fn main() {
    divan::main();
}

fn read(body: &str) -> Article {
    let reading = Reading { is_html: false, link_numbers: true, lang: Lang::Zh, notation: Notation::Set };
    article::read(body, reading, &Context::default())
}

fn lay_out(article: &Article, width: usize) -> Layout {
    let (ruler, setting) = (Ruler::Narrow, Setting::default());
    Layout::new(None, article, Options { width, link_list: true, lang: Lang::Zh, ruler, setting })
}

#[divan::bench(args = SIZES)]
fn floor(bencher: Bencher<'_, '_>, bytes: usize) {
    let body = material::html(bytes);
    bencher.bench(|| floor::rows(black_box(&body), 80));
}

#[divan::bench(args = SIZES)]
fn parse_and_layout(bencher: Bencher<'_, '_>, bytes: usize) {
    let body = material::html(bytes);
    bencher.bench(|| lay_out(&read(black_box(&body)), 80));
}

#[divan::bench(args = SIZES)]
fn parse(bencher: Bencher<'_, '_>, bytes: usize) {
    let body = material::html(bytes);
    bencher.bench(|| read(black_box(&body)));
}

#[divan::bench(args = SIZES)]
fn parse_markdown(bencher: Bencher<'_, '_>, bytes: usize) {
    let body = material::markdown(bytes);
    bencher.bench(|| read(black_box(&body)));
}

#[divan::bench(args = SIZES)]
fn layout(bencher: Bencher<'_, '_>, bytes: usize) {
    let article = read(&material::html(bytes));
    bencher.bench(|| lay_out(black_box(&article), 80));
}

#[divan::bench(args = SIZES)]
fn layout_again_narrower(bencher: Bencher<'_, '_>, bytes: usize) {
    let article = read(&material::html(bytes));
    let mut widths = (40..=78).rev().step_by(2).cycle();
    bencher.bench_local(|| lay_out(black_box(&article), widths.next().unwrap_or(78)));
}

#[divan::bench(args = SIZES)]
fn page_of_rows(bencher: Bencher<'_, '_>, bytes: usize) {
    let article = read(&material::html(bytes));
    let layout = lay_out(&article, 80);
    let top = layout.len().saturating_sub(PAGE);
    bencher.bench(|| (top..top + PAGE).map(|row| layout.line(black_box(&article), row)).collect::<Vec<_>>());
}
