//! Whole bodies: what is shown of them, how rows stand, and that nothing breaks on any input.

use proptest::prelude::{ProptestConfig, prop, prop_assert, proptest};

use super::layout::Paragraphs;
use super::{Anchor, Article, Highlight, Layout, Notation, Options, Reading, Setting, read};
use crate::locale::Lang;
use crate::post::Context;
use crate::text::width::Ruler;
use crate::text::{Role, sanitize, width};

fn reading(is_html: bool) -> Reading {
    Reading { is_html, link_numbers: true, lang: Lang::Zh, notation: Notation::Set }
}

/// Rows with a blank row between paragraphs: how they are indented is tested with the layout.
fn layout(article: &Article, columns: usize) -> Layout {
    let (ruler, setting) = (Ruler::Narrow, Setting { paragraphs: Paragraphs::Blank, ..Setting::default() });
    let options = Options { width: columns, link_list: true, lang: Lang::Zh, ruler, setting };
    Layout::new(None, article, options)
}

fn shown(body: &str, columns: usize) -> Vec<String> {
    let article = read(body, reading(false), &Context::default());
    let layout = layout(&article, columns);
    (0..layout.len()).map(|row| layout.line(&article, row).text().trim_end().to_owned()).collect()
}

#[test]
fn elements_are_set() {
    let table: &[(&str, usize, &[&str])] = &[
        (" <p>第一段。</p>\n <p>第二段。</p>", 20, &["第一段。", "", "第二段。"]),
        ("- 甲\n- 乙\n  - 丙", 20, &["▪ 甲", "▪ 乙", "  ◦ 丙"]),
        ("9. 九\n10. 十", 20, &[" 9. 九", "10. 十"]),
        ("- [x] 做完\n- [ ] 没做", 20, &["☑ 做完", "☐ 没做"]),
        ("> 引文\n>\n> > 内层", 20, &["│ 引文", "│", "│ │ 内层"]),
        ("`<Esc>` 与 <Esc>", 20, &["<Esc> 与 <Esc>"]),
        ("<ruby>漢<rt>かん</rt></ruby>字", 20, &["漢（かん）字"]),
        ("10<sup>2</sup> H<sub>2</sub>O", 20, &["10² H₂O"]),
        ("![走势](a.png)", 20, &["[图: 走势]"]),
        ("<p style=\"display: none\">藏</p>见<!-- 注 --><span hidden>藏</span>", 20, &["见"]),
        ("```\nlet a = 1;\n```", 20, &["╎ let a = 1;"]),
        ("|名|数|\n|-|-:|\n|甲|1|\n|乙|20|", 20, &["名 │ 数", "───┼───", "甲 │  1", "乙 │ 20"]),
        ("一行\n二行", 20, &["一行二行"]),
        ("术语\n\n: 解释", 20, &["术语", "    解释"]),
    ];
    for (body, columns, expected) in table {
        assert_eq!(&shown(body, *columns), expected, "{body}");
    }
}

#[test]
fn a_heading_that_says_the_title_again_is_dropped_below_it() {
    let read = |body: &str| read(body, reading(false), &Context::default());
    let blocks = |body: &str| read(body).under("看报  样刊").blocks.len();
    let table = [
        ("# 看报 样刊\n\n一", 1),
        ("看报 样刊\n---\n\n一", 1),
        ("### **看报** 样刊\n\n一\n\n## 看报 样刊", 2),
        ("# 看报 样刊", 0),
        ("# 看报 样刊二\n\n一", 2),
        ("看报 样刊。\n\n一", 2),
        ("> # 看报 样刊\n\n一", 2),
        ("# [看报](https://a.cn) 样刊\n\n一", 2),
        ("一\n\n# 看报 样刊", 2),
        ("", 0),
    ];
    for (body, expected) in table {
        assert_eq!(blocks(body), expected, "{body}");
    }
    let body = "# 看报 样刊 {#shou}\n\n一\n\n## 二 {#er}\n\n三<a id=\"san\"></a>四";
    let (whole, under) = (read(body), read(body).under("看报 样刊"));
    let of = |article: &Article, id: &str| article.places.iter().find(|it| it.0 == id).unwrap().1;
    assert_eq!(of(&whole, "shou").block, 1);
    assert_eq!(of(&under, "shou"), Anchor { block: 0, offset: 0 });
    for id in ["er", "san"] {
        let Anchor { block, offset } = of(&whole, id);
        assert_eq!(of(&under, id), Anchor { block: block - 1, offset }, "{id}");
    }
}

#[test]
fn links_are_numbered_once_and_listed() {
    let rows = shown("[甲](https://a.cn)与[乙](//b.cn)和[丙](https://a.cn)、[内](/x)", 40);
    assert_eq!(rows[0], "甲[1]与乙[2]和丙[1]、内[3]");
    assert_eq!(rows[rows.len() - 3..], ["[1] https://a.cn", "[2] https://b.cn", "[3] /x"]);
}

#[test]
fn long_code_goes_on_under_a_mark_and_loses_nothing() {
    let rows = shown(&format!("```\n{}\n```", "0123456789".repeat(5)), 24);
    assert_eq!(rows[0], "╎ 0123456789012345678901");
    assert!(rows[1].starts_with("╎ ↳ "), "{rows:?}");
    let code: String = rows.iter().map(|row| row.trim_start_matches(['╎', ' ', '↳'])).collect();
    assert_eq!(code, "0123456789".repeat(5));
}

#[test]
fn a_table_that_does_not_fit_becomes_records() {
    let head = (0..8).map(|at| format!("|栏目标题{at}")).collect::<String>();
    let rows = shown(&format!("{head}|\n{}|\n{head}|", "|-".repeat(8)), 24);
    assert_eq!(rows[0], "栏目标题0：栏目标题0");
    assert_eq!(rows.len(), 8);
}

#[test]
fn an_anchor_finds_its_row_at_any_width() {
    let body = "建设银行以新金融行动推进办实事。".repeat(40);
    let article = read(&body, reading(false), &Context::default());
    let (wide, narrow) = (layout(&article, 80), layout(&article, 30));
    for row in 0..wide.len() {
        let anchor = wide.anchor(row);
        let found = narrow.row_of(anchor);
        assert!(narrow.anchor(found) <= anchor);
        assert!(found + 1 == narrow.len() || narrow.anchor(found + 1) > anchor);
    }
    assert_eq!(wide.row_of(Anchor::default()), 0);
}

/// The marked texts of an article's rows, `当前` in brackets.
fn marked(article: &Article, columns: usize, marks: &[Highlight]) -> Vec<String> {
    let layout = layout(article, columns);
    let lines = (0..layout.len()).map(|row| layout.line_marked(article, row, marks));
    let of_line = |line: crate::text::Line| {
        let of_span = |span: &crate::text::Span| match span.role {
            Role::Match => Some(span.text.clone()),
            Role::CurrentMatch => Some(format!("[{}]", span.text)),
            _ => None,
        };
        line.spans.iter().filter_map(of_span).collect::<String>()
    };
    lines.map(of_line).collect()
}

#[test]
fn places_are_marked_across_rows_styles_and_cells() {
    let article = read(
        "头\n\n普惠**金融**服务[实体](https://a.cn)\n\n|甲|乙丙|\n|-|-|\n|一二三四五六|七八九|",
        reading(false),
        &Context::default(),
    );
    let highlight = |block, range, current| Highlight { block, range, current };
    let marks = [
        highlight(2, 3..9, false),
        highlight(2, 9..21, true),
        highlight(3, 4..7, false),
        highlight(3, 17..20, true),
    ];
    let all = marked(&article, 40, &marks);
    assert_eq!(all[2], "惠金[融][服务][实]");
    assert_eq!(all[4..7], ["乙", "", "[三]"]);
    let letters = |rows: &[String]| {
        let mut letters: Vec<char> = rows.concat().chars().filter(|c| !"[]".contains(*c)).collect();
        letters.sort_unstable();
        letters
    };
    assert_eq!(letters(&marked(&article, 10, &marks)), letters(&all));
    let searchable = article.blocks[2].kind.searchable();
    assert_eq!(searchable, "甲\n乙丙\n一二三四五六\n七八九");
    assert_eq!(&searchable[17..20], "三");
}

#[test]
fn a_place_in_a_cell_is_on_the_line_that_shows_it() {
    let article = read(
        "|名|说明|\n|-|-|\n|甲乙丙丁戊己庚辛|一二三四五六七八九十一二三四五六|",
        reading(false),
        &Context::default(),
    );
    let searchable = article.blocks[0].kind.searchable();
    let layout = layout(&article, 21);
    for (at, letter) in searchable.char_indices().filter(|(_, c)| *c != '\n') {
        let row = layout.row_showing(Anchor { block: 1, offset: u32::try_from(at).unwrap() });
        assert!(layout.line(&article, row).text().contains(letter), "{letter} on row {row}");
        assert!(layout.span(row).unwrap().1.contains(&at));
    }
    for row in 0..layout.len() {
        assert_eq!(layout.row_of(layout.anchor(row)), row);
    }
}

#[test]
fn hostile_bodies_are_shown_within_bounds() {
    let bodies = [
        "<blockquote>".repeat(40) + "<pre>\t</pre>",
        "<ul><li>".repeat(30_000),
        "<p><b>".repeat(30_000),
        "<table><tr><td colspan=\"18446744073709551615\">甲<td>乙</table>".to_owned(),
        format!("<ol start=\"{}\"><li>甲<li>乙</ol>", i64::MAX),
        "> ".repeat(20_000),
        "[".repeat(50_000),
        "*a **a".repeat(20_000),
        format!("字{}", "\u{301}".repeat(200_000)),
        "&#27;]52;c;x&#7;&#x202e;&#x9b;31m".to_owned(),
        "<svg><style><![CDATA[</p>".to_owned(),
    ];
    for body in bodies {
        for columns in [2, 17, 80] {
            for row in shown(&body, columns) {
                assert_eq!(sanitize::line(&row), row, "{:.40}", body);
            }
        }
    }
}

mod elements;

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn any_soup_keeps_to_its_width_and_its_characters(
        parts in prop::collection::vec(prop::sample::select(&PIECES[..]), 0..40), columns in 2usize..120
    ) {
        for row in shown(&parts.concat(), columns) {
            prop_assert!(width::columns(&row) <= columns, "{} at {}", row, columns);
            prop_assert!(sanitize::line(&row) == row);
        }
    }
}

/// What random bodies are made of.
const PIECES: [&str; 44] = [
    "中文，",
    "“引”",
    "……",
    "abc ",
    "12.5%",
    "\n",
    "\n\n",
    "- ",
    "1. ",
    "> ",
    "```\n",
    "`",
    "**",
    "*",
    "_",
    "|",
    "|-|-|\n",
    "[a](http://a.cn)",
    "<p>",
    "</p>",
    "<div>",
    "<ul><li>",
    "</ul>",
    "<table><tr><td>",
    "<td colspan=3>",
    "<th>",
    "</table>",
    "<pre>\t",
    "</pre>",
    "<b>",
    "</b>",
    "<a href=x>",
    "<br>",
    "<img src=a.png>",
    "<sup>2</sup>",
    "<Esc>",
    "&#27;",
    "👨‍👩‍👧",
    "❤️",
    "مرحبا",
    "한국어 ",
    "がぎ",
    "{% x %}",
    "{{ y }}",
];
