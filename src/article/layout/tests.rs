//! What a reader sees of the typographer's choices, and that no choice breaks a row.

use proptest::prelude::{Just, ProptestConfig, Strategy, any, prop, prop_assert, prop_assert_eq, proptest};
use ratatui::buffer::CellWidth;

use super::*;
use crate::article::{Notation, Reading, read};
use crate::post::Context;
use crate::text::wrap::{no_end, no_start};
use crate::text::{Origin, sanitize, width};

const PLAIN: Setting = Setting {
    paragraphs: Paragraphs::Auto,
    justify: false,
    hanging: false,
    spacing: false,
    code: CodeRows::Continue,
};

fn article(body: &str) -> Article {
    read(
        body,
        Reading { is_html: false, link_numbers: false, lang: Lang::Zh, notation: Notation::Set },
        &Context::default(),
    )
}

fn set(article: &Article, width: usize, setting: Setting) -> Layout {
    Layout::new(
        None,
        article,
        Options { width, link_list: false, lang: Lang::Zh, ruler: Ruler::Narrow, setting },
    )
}

fn rows(body: &str, width: usize, setting: Setting) -> Vec<String> {
    let article = article(body);
    let layout = set(&article, width, setting);
    (0..layout.len()).map(|row| layout.line(&article, row).text()).collect()
}

#[test]
fn paragraphs_of_han_are_indented_and_others_have_blank_rows() {
    let table: &[(&str, &[&str])] = &[
        ("第一段。\n\n第二段有Rust。", &["    第一段。", "    第二段有Rust。"]),
        ("One two.\n\nThree 四。", &["One two.", "", "Three 四。"]),
        ("첫째 문단.\n\n둘째 문단.", &["첫째 문단.", "", "둘째 문단."]),
        // One em in Japanese.
        ("これは段落です。\n\n次の段落。", &["  これは段落です。", "  次の段落。"]),
        // Set by the author already.
        ("　　第一段。\n\n&emsp;&emsp;第二段。", &["    第一段。", "    第二段。"]),
        // A heading stands by its text; a list, a rule, an address stand apart.
        ("前文。\n\n## 题\n\n正文。", &["    前文。", "", "题", "    正文。"]),
        ("## 题\n\n### 副题\n\n- 甲\n- 乙\n\n正文。", &["题", "", "副题", "▪ 甲", "▪ 乙", "", "    正文。"]),
        ("正文。\n\nhttps://a.cn/b", &["    正文。", "", "https://a.cn/b"]),
        ("正文。\n\n![图](a.png)\n\n正文。", &["    正文。", "", "[图: 图]", "", "    正文。"]),
        ("头版要快，<br>副刊要慢。", &["    头版要快，", "    副刊要慢。"]),
        ("- 甲一。\n\n  甲二。\n- 乙", &["▪ 甲一。", "", "  甲二。", "", "▪ 乙"]),
        ("前文。\n\n术语\n\n: 解释。\n\n后文。", &["    前文。", "", "术语", "    解释。", "", "    后文。"]),
        // The bar sets one paragraph of a quotation apart; several are told apart.
        ("引：\n\n> 一段。", &["    引：", "", "│ 一段。"]),
        ("> 一段。\n>\n> 二段。", &["│     一段。", "│     二段。"]),
    ];
    for (body, expected) in table {
        assert_eq!(&rows(body, 40, PLAIN), expected, "{body}");
    }
}

#[test]
fn paragraphs_are_set_as_the_reader_wishes() {
    let blank = Setting { paragraphs: Paragraphs::Blank, ..PLAIN };
    let indent = Setting { paragraphs: Paragraphs::Indent, ..PLAIN };
    assert_eq!(rows("甲。\n\n乙。", 40, blank), ["甲。", "", "乙。"]);
    assert_eq!(rows("One.\n\nTwo.", 40, indent), ["    One.", "    Two."]);
    // Less in a narrow column, and none where there is no room.
    assert_eq!(rows("甲。\n\n乙。", 16, PLAIN), ["  甲。", "  乙。"]);
    assert_eq!(rows("甲。\n\n乙。", 6, PLAIN), ["甲。", "", "乙。"]);
    // A word is never cut for the sake of the indent.
    let word = "abcdefghijklmnopqrstuvwxyz";
    assert_eq!(rows(&format!("{word}这是汉字正文的一段"), 26, PLAIN)[0], word);
}

#[test]
fn a_blank_row_carries_the_bars_that_go_on() {
    assert_eq!(rows("> - 甲\n>\n> 乙\n>\n> > 丙", 20, PLAIN), ["│ ▪ 甲", "│ ", "│ 乙", "│ ", "│ │ 丙"]);
}

#[test]
fn justified_rows_end_at_the_edge_without_changing_the_text() {
    let body = "青屿电力宣布：青屿海上风电一、二期工程实现全容量并网，总装机70万千瓦。按设计，它每年发电约24.6亿\
        千瓦时，可满足澜州市区约118万户家庭一年的用电；用Rust写的程序`cargo test 42`也在跑。见https://example.cn/看a。";
    let article = article(body);
    let justify = Setting { justify: true, ..PLAIN };
    let (ragged, set_out) = (set(&article, 37, PLAIN), set(&article, 37, justify));
    let lines: Vec<Line> = (0..set_out.len()).map(|row| set_out.line(&article, row)).collect();
    let full = lines.iter().filter(|line| line.width(Ruler::Narrow) == 37).count();
    assert!(full + 2 >= lines.len(), "{lines:#?}");
    assert!(
        lines.last().is_some_and(|line| line.spans.iter().skip(1).all(|span| span.origin != Origin::Pad))
    );
    let copied: String = lines.iter().map(Line::copied).collect();
    assert_eq!(copied.replace(' ', ""), article.blocks[0].kind.searchable().replace(' ', ""));
    assert_eq!(ragged.len(), set_out.len());
    for line in &lines {
        for pads in line.spans.windows(3).filter(|spans| spans[1].origin == Origin::Pad) {
            let (before, after) = (pads[0].text.chars().next_back(), pads[2].text.chars().next());
            let (Some(before), Some(after)) = (before, after) else { continue };
            let han = |c: char| ('\u{4e00}'..='\u{9fff}').contains(&c);
            assert!(!(han(before) && han(after)), "between {before} and {after}");
        }
    }
}

#[test]
fn a_row_with_too_few_joints_stays_ragged() {
    let justify = Setting { justify: true, ..PLAIN };
    let rows = rows("一二三四五六七八九十一二三四五六七八九十一二三四五六", 25, justify);
    assert!(rows[0].ends_with('十') && !rows[0].trim().contains(' '), "{rows:?}");
}

#[test]
fn marks_hang_in_a_margin_of_their_own() {
    let hanging = Setting { hanging: true, ..PLAIN };
    let body = "这里的天气真的很好很好，那里的天气也是。";
    assert_eq!(rows(body, 30, hanging)[0], "    这里的天气真的很好很好，");
    assert_eq!(width::columns(&rows(body, 30, hanging)[0]), 28);
    let rows_of = |body: &str| rows(body, 28, hanging);
    assert_eq!(rows_of(body)[0], "    这里的天气真的很好很好，");
    // Traditional Chinese sets its marks in the middle of their cells.
    let traditional = "這裏的天氣對我們來說很好很，那裏的天氣也是這個樣。";
    assert!(!rows_of(traditional)[0].ends_with('，'), "{:?}", rows_of(traditional));
}

#[test]
fn gaps_are_drawn_and_not_copied() {
    let spacing = Setting { spacing: true, ..PLAIN };
    let article = article("用Rust写的**CLI**程序，运行`git状态a`，见https://a.cn/路a和C语言。");
    let layout = set(&article, 78, spacing);
    let line = layout.line(&article, 0);
    assert_eq!(line.text().trim(), "用 Rust 写的 CLI 程序，运行 git状态a，见 https://a.cn/路 a 和 C 语言。");
    assert_eq!(line.copied(), article.blocks[0].kind.searchable());
}

#[test]
fn code_goes_on_between_its_tokens() {
    let table: &[(&str, &[&str])] = &[
        ("find . -newermt 2022-01-01 -print0", &["find . -newermt ", "2022-01-01 ", "-print0"]),
        ("max(1, round(han / 400))", &["max(1, round(han ", "/ 400))"]),
        ("let 数 = \"2426.84，切不得\";", &["let 数 = ", "\"2426.84，切不", "得\";"]),
        ("<p align=\"right\">年龄（右）</p>", &["<p align=\"right\">", "年龄（右）</p>"]),
        ("0123456789abcdef0123456789abcdef", &["0123456789abcdef01", "23456789abcdef"]),
    ];
    for (code, expected) in table {
        let body = format!("```\n{code}\n```");
        let shown: Vec<_> = rows(&body, 20, PLAIN)
            .iter()
            .map(|row| row.trim_start_matches("╎ ").trim_start_matches("↳ ").to_owned())
            .collect();
        assert_eq!(&shown, expected, "{code}");
        assert_eq!(&shown.concat(), code);
    }
}

#[test]
fn facts_stay_whole_under_the_title() {
    let mut facts = Line::default();
    for (text, role) in [("2024-11-05", Role::Meta), (" · ", Role::Dim), ("news.example.cn", Role::Meta)] {
        facts.push(text, role);
    }
    let mut filed = Line::default();
    for (text, role) in [("财经新闻与评论", Role::Category), (" / ", Role::Dim), ("国际", Role::Category)]
    {
        filed.push(text, role);
    }
    let head = Head { title: "题".to_owned(), facts: vec![facts, filed] };
    let article = article("文");
    let shown = |width| {
        let options =
            Options { width, link_list: false, lang: Lang::Zh, ruler: Ruler::Narrow, setting: PLAIN };
        let layout = Layout::new(Some(&head), &article, options);
        (1..layout.len() - 2).map(|row| layout.line(&article, row).text()).collect::<Vec<_>>()
    };
    assert_eq!(shown(17), ["2024-11-05", "news.example.cn", "财经新闻与评论 /", "国际"]);
    assert_eq!(shown(40), ["2024-11-05 · news.example.cn", "财经新闻与评论 / 国际"]);
}

#[test]
fn code_is_moved_sideways_and_nothing_is_cut_in_half() {
    let scroll = Setting { code: CodeRows::Scroll, ..PLAIN };
    let article = article("```\n一二三四五六七八九十\nab\n```");
    let layout = set(&article, 14, scroll);
    assert_eq!((layout.len(), layout.overflow()), (2, 8));
    let seen = |shift| {
        let lines = (0..2).map(|row| layout.line_from(&article, row, shift).text());
        lines.map(|text| text.trim_start_matches("╎ ").to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(seen(0), ["一二三四五 ›", "ab"]);
    assert_eq!(seen(1), ["‹二三四五六›", "‹"]);
    assert_eq!(seen(2), ["‹ 三四五六 ›", "‹"]);
    assert_eq!(seen(8), ["‹ 六七八九十", "‹"]);
    // A sign and what makes it an emoji may be of two colours.
    let body = "```html\n<a b=\"1\"\n/0\u{fe0f}.3 c=\"x\" d一二三四五六七八九十\n```";
    assert!(rows(body, 14, scroll).iter().all(|row| width::columns(row) <= 14));
    let marks = [Highlight { block: 1, range: 15..21, current: false }];
    let mut line = layout.line_from(&article, 0, 3);
    layout.mark(&mut line, 0, &marks);
    let marked: String =
        line.spans.iter().filter(|span| span.role == Role::Match).map(|span| span.text.as_str()).collect();
    assert_eq!(marked, "六七");
}

#[test]
fn a_heading_goes_to_the_page_of_its_text() {
    let body = format!("{}\n\n## 题\n\n{}", "字\n\n".repeat(8), "文\n\n".repeat(20));
    let article = article(&body);
    let layout = set(&article, 40, PLAIN);
    let heading = (0..layout.len()).find(|row| layout.line(&article, *row).text() == "题").unwrap();
    for height in 6..12 {
        let mut top = 0;
        while top + height < layout.len() {
            let wanted = (top + height - 1).min(layout.len() - height);
            let next = layout.page_at(&article, wanted, height, top);
            assert!(next > top && next < top + height, "pages meet");
            top = next;
            let last = top + height - 1;
            assert!(last != heading || top + height >= layout.len(), "height {height}, top {top}");
        }
        while top > 0 {
            let next = layout.page_at(&article, top.saturating_sub(height - 1), height, top);
            assert!(next < top && next + height >= top - 1, "pages meet");
            assert!(next == 0 || next + height - 1 != heading, "height {height}, top {next}");
            top = next;
        }
    }
}

#[test]
fn anchors_lead_back_to_their_rows() {
    let body = "## 题\n\n一段，有**重点**。\n\n> 引文\n\n|甲|乙|\n|-|-|\n|1|2|\n\n```\nab\n\ncd\n```\n\n- 条\n\n---\n\n完";
    let article = article(body);
    for width in [4, 17, 40] {
        let layout = set(&article, width, PLAIN);
        for row in 0..layout.len() {
            let anchor = layout.anchor(row);
            assert_eq!(layout.anchor(layout.row_of(anchor)), anchor, "row {row} at {width}");
        }
    }
}

/// Pieces of running text and of marked-up text, in many scripts.
const PIECES: [&str; 40] = [
    "中文，",
    "今天",
    "的",
    "“引”",
    "……",
    "——",
    "《书》",
    "（注）",
    "！",
    "2426.84",
    "20.52%",
    "abc ",
    "Rust",
    "C++",
    " ",
    "\n\n",
    "\n",
    "- ",
    "> ",
    "## ",
    "`code` ",
    "```\n",
    "|a|b|\n|-|-|\n|中|c|\n",
    "<br>",
    "<b>",
    "</b>",
    "[链](https://a.cn/x-y_z?q=1)",
    "https://b.cn/%E5%85%AC/中a ",
    "日本語は",
    "っー々",
    "한국어를 ",
    "가나다라마바사",
    "مرحبا ",
    "ไทย",
    "👨‍👩‍👧",
    "❤️1️⃣",
    "é̂",
    "ｶﾞｯ",
    "　　",
    "·",
];

fn settings() -> impl Strategy<Value = Setting> {
    let paragraphs = prop::sample::select(vec![Paragraphs::Auto, Paragraphs::Indent, Paragraphs::Blank]);
    let code = prop::sample::select(vec![CodeRows::Continue, CodeRows::Scroll]);
    (paragraphs, any::<bool>(), any::<bool>(), any::<bool>(), code).prop_map(
        |(paragraphs, justify, hanging, spacing, code)| Setting {
            paragraphs,
            justify,
            hanging,
            spacing,
            code,
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn no_choice_breaks_a_row(
        parts in prop::collection::vec(prop::sample::select(&PIECES[..]), 0..60),
        width in prop::strategy::Union::new([2usize..24, 24..201]), setting in settings(), shift in 0usize..30,
        ruler in prop::sample::select(vec![Ruler::Narrow, Ruler::Wide]), list in Just(true)
    ) {
        let article = article(&parts.concat());
        let options = Options { width, link_list: list, lang: Lang::Zh, ruler, setting };
        let layout = Layout::new(None, &article, options);
        for row in 0..layout.len() {
            let line = layout.line_from(&article, row, shift);
            let text = line.text();
            let single = width::clusters(text.trim()).count() <= 1;
            prop_assert!(line.width(ruler) <= width || single, "{text} at {width}");
            let cells: usize = width::clusters(&text).map(|cluster| usize::from(cluster.cell_width())).sum();
            let kana = text.contains(['ﾞ', 'ﾟ']);
            prop_assert!(cells <= width || single || kana, "{text} at {width}");
            prop_assert!(sanitize::line(&text) == text);
            let anchor = layout.anchor(row);
            prop_assert_eq!(layout.anchor(layout.row_of(anchor)), anchor);
        }
    }

    #[test]
    fn rows_hold_the_whole_text_in_order(
        parts in prop::collection::vec(prop::sample::select(&PIECES[..17]), 0..60),
        width in 2usize..100, setting in settings()
    ) {
        let article = article(&parts.concat());
        let layout = set(&article, width, setting);
        let mut shown = vec![String::new(); article.blocks.len() + 1];
        for row in 0..layout.len() {
            let Some((block, range)) = layout.span(row) else { continue };
            let text = article.blocks[block as usize - 1].kind.searchable();
            prop_assert_eq!(layout.line(&article, row).spans.iter().filter(|span| matches!(span.origin, Origin::Post(_)))
                .map(|span| span.text.as_str()).collect::<String>(), &text[range.clone()]);
            shown[block as usize].push_str(&text[range]);
        }
        let squash = |text: &str| text.replace([' ', '\u{3000}', '\n'], "");
        for (at, block) in article.blocks.iter().enumerate() {
            prop_assert_eq!(squash(&shown[at + 1]), squash(&block.kind.searchable()));
        }
    }

    #[test]
    fn no_row_of_prose_begins_or_ends_with_a_forbidden_mark(
        text in "([一二三四国的a1]{1,3}[，。“”（）…]?){1,40}", width in 20usize..80, setting in settings()
    ) {
        let article = article(&text);
        let layout = set(&article, width, setting);
        let lines: Vec<String> = (0..layout.len()).map(|row| layout.line(&article, row).text()).collect();
        for pair in lines.windows(2) {
            let (end, start) = (pair[0].trim_end().chars().next_back(), pair[1].trim_start().chars().next());
            prop_assert!(!start.is_some_and(no_start) && !end.is_some_and(no_end), "{:?}", pair);
        }
    }
}
