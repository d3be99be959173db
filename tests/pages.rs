//! Any page at any width: what must hold whatever a post is made of. Pages are grown from a grammar of
//! elements and of text in many scripts, together with what of them is seen.

use kanbao::article::block::Kind;
use kanbao::article::{Article, Layout, Notation, Options, Reading, Setting, read};
use kanbao::locale::Lang;
use kanbao::post::Context;
use kanbao::text::width::{self, Ruler};
use kanbao::text::{Line, Origin};
use proptest::prelude::{
    Just, ProptestConfig, Strategy, prop, prop_assert, prop_assert_eq, prop_oneof, proptest,
};
use ratatui::buffer::CellWidth;

const READING: Reading =
    Reading { is_html: true, link_numbers: false, lang: Lang::Zh, notation: Notation::Set };

fn layout(article: &Article, columns: usize) -> Layout {
    let (ruler, setting) = (Ruler::Narrow, Setting::default());
    let options = Options { width: columns, link_list: true, lang: Lang::Zh, ruler, setting };
    Layout::new(None, article, options)
}

/// A part of a page: its HTML, and what of it is seen.
type Part = (String, String);

const WORDS: [&str; 26] = [
    "中文",
    "，",
    "。",
    "“引文”",
    "《书名》",
    "（注）",
    "……",
    "——",
    "かな",
    "カタカナ",
    "한국어",
    " ",
    "\n",
    "مرحبا",
    "لا",
    "abc",
    "hello ",
    "2426.84",
    "20.52%",
    "👨‍👩‍👧",
    "❤️",
    "🇨🇳",
    "1️⃣",
    "e\u{301}",
    "繁體字",
    "～5℃",
];

fn words() -> impl Strategy<Value = Part> {
    prop::collection::vec(prop::sample::select(&WORDS[..]), 1..8)
        .prop_map(|words| (words.concat(), words.concat()))
}

fn wrapped(name: &'static str) -> impl Fn(Part) -> Part + Clone {
    move |(html, seen)| (format!("<{name}>{html}</{name}>"), seen)
}

/// Running text with inline elements.
fn inline() -> impl Strategy<Value = Part> {
    words().prop_recursive(2, 12, 3, |inner| {
        let many = prop::collection::vec(inner.clone(), 1..3).prop_map(joined);
        prop_oneof![
            many.clone(),
            many.clone().prop_map(wrapped("b")),
            many.clone().prop_map(wrapped("em")),
            many.clone().prop_map(wrapped("code")),
            many.clone().prop_map(wrapped("span")),
            many.prop_map(|(html, seen)| (format!("<a href='https://a.cn'>{html}</a>"), seen)),
            words().prop_map(|(html, seen)| (format!("<q>引{html}</q>"), format!("“引{seen}”"))),
            Just(("x<sup>2</sup>".to_owned(), "x²".to_owned())),
            Just(("<ruby>漢<rt>かん</rt></ruby>".to_owned(), "漢（かん）".to_owned())),
            Just(("<img src=a.png alt=港>".to_owned(), "[图:港]".to_owned())),
            Just(("<br>".to_owned(), String::new())),
            Just(("<i hidden>藏</i>".to_owned(), String::new())),
        ]
    })
}

fn joined(parts: Vec<Part>) -> Part {
    parts.into_iter().fold(Part::default(), |(html, seen), (more, also)| (html + &more, seen + &also))
}

/// A page.
fn page() -> impl Strategy<Value = Part> {
    let leaf = prop_oneof![
        4 => inline().prop_map(wrapped("p")),
        1 => inline().prop_map(wrapped("h2")),
        1 => words().prop_map(wrapped("pre")),
        1 => prop::collection::vec(prop::collection::vec(inline().prop_map(wrapped("td")), 2..5).prop_map(joined).prop_map(wrapped("tr")), 1..4)
            .prop_map(joined).prop_map(wrapped("table")),
        1 => Just(("<hr>".to_owned(), String::new())),
    ];
    let nested = leaf.prop_recursive(4, 24, 4, |inner| {
        let many = prop::collection::vec(inner, 1..4).prop_map(joined);
        prop_oneof![
            many.clone(),
            many.clone().prop_map(wrapped("div")),
            many.clone().prop_map(wrapped("blockquote")),
            prop::collection::vec(many.clone().prop_map(wrapped("li")), 1..4)
                .prop_map(joined)
                .prop_map(wrapped("ul")),
            prop::collection::vec(many.clone().prop_map(wrapped("li")), 1..4)
                .prop_map(joined)
                .prop_map(wrapped("ol")),
            (inline(), many).prop_map(|((summary, seen), (html, more))| {
                (format!("<details><summary>{summary}</summary>{html}</details>"), seen + &more)
            }),
        ]
    });
    prop::collection::vec(nested, 1..4).prop_map(joined)
}

fn squash(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace() && !matches!(c, '\u{200b}' | '\u{a0}')).collect()
}

/// What rows show of the post, drawn marks left out.
fn of_post(line: &Line) -> String {
    line.spans
        .iter()
        .filter(|span| matches!(span.origin, Origin::Post(_)))
        .map(|span| span.text.as_str())
        .collect()
}

/// The rows of each block that show text of the post.
fn rows_by_block(article: &Article, layout: &Layout) -> Vec<Vec<String>> {
    let mut blocks = vec![Vec::new(); article.blocks.len()];
    for row in 0..layout.body_end() {
        if let Some((block, _)) = layout.span(row) {
            blocks[block as usize - 1].push(of_post(&layout.line(article, row)));
        }
    }
    blocks
}

/// A row could have ended elsewhere: two Han stand together in it.
fn could_part(row: &str) -> bool {
    let han = |c: char| ('\u{4e00}'..='\u{9fff}').contains(&c);
    row.chars().zip(row.chars().skip(1)).any(|(one, other)| han(one) && han(other))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(250))]

    #[test]
    fn any_page_is_set_whole_and_in_order((html, seen) in page(), columns in 2usize..=200) {
        let article = read(&html, READING, &Context::default());
        prop_assert_eq!(squash(&article.plain_text()), squash(&seen), "{}", html);
        let layout = layout(&article, columns);
        for row in 0..layout.len() {
            let line = layout.line(&article, row).text();
            let cells: usize = width::clusters(line.trim_end()).map(|cluster| usize::from(cluster.cell_width())).sum();
            prop_assert!(cells <= columns.max(2), "{:?} takes {} of {}", line, cells, columns);
        }
        for (block, rows) in article.blocks.iter().zip(rows_by_block(&article, &layout)) {
            if let Kind::Table(_) = block.kind {
                continue;
            }
            prop_assert_eq!(squash(&rows.concat()), squash(&block.kind.searchable()), "{}", html);
            if matches!(block.kind, Kind::Code(_)) {
                continue;
            }
            for pair in rows.windows(2) {
                let (end, start) = (pair[0].trim_end().chars().next_back(), pair[1].chars().next());
                let broken = block.kind.searchable().contains('\n');
                if broken || !could_part(&pair[0]) { continue; }
                prop_assert!(!start.is_some_and(|c| "，。、）」》”’％℃".contains(c)), "{:?}", pair);
                prop_assert!(!end.is_some_and(|c| "（「《“‘".contains(c)), "{:?}", pair);
            }
        }
    }
}
