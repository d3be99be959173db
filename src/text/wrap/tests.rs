//! What a reader of Chinese, Japanese and Latin text expects of line ends.

use proptest::prelude::{prop_assert, prop_assert_eq, proptest};

use super::*;
use crate::text::width;

#[track_caller]
fn rows(text: &str, columns: usize) -> Vec<&str> {
    wrap(text, Measure::even(columns), &[]).into_iter().map(|row| &text[row]).collect()
}

#[test]
fn punctuation_keeps_its_place() {
    let table: &[(&str, usize, &[&str])] = &[
        ("今天天气，很好", 8, &["今天天", "气，很好"]),
        ("他说“你好”。走了", 10, &["他说“你", "好”。走了"]),
        ("推进“我为群众办实事”取得", 10, &["推进“我为", "群众办实", "事”取得"]),
        ("等等……然后", 5, &["等", "等……", "然后"]),
        ("破折——号", 5, &["破折", "——号"]),
        ("《红楼梦》是书", 8, &["《红楼", "梦》是书"]),
        ("气温～５度", 6, &["气温～", "５度"]),
        ("列夫·托尔斯泰", 6, &["列夫·", "托尔斯", "泰"]),
        ("涨20.52%的股", 8, &["涨20.52%", "的股"]),
        ("ちょっと待って", 6, &["ちょっ", "と待っ", "て"]),
        ("コーヒーを", 4, &["コー", "ヒー", "を"]),
    ];
    for (text, columns, expected) in table {
        assert_eq!(&rows(text, *columns), expected, "{text} at {columns}");
    }
}

#[test]
fn words_and_numbers_stay_whole() {
    assert_eq!(rows("约2426.84亿元", 8), ["约", "2426.84", "亿元"]);
    assert_eq!(rows("the quick brown fox", 9), ["the quick", "brown fox"]);
    assert_eq!(rows("don’t stop’s", 8), ["don’t", "stop’s"]);
}

#[test]
fn a_token_longer_than_the_row_is_cut_and_keeps_its_closing_mark() {
    assert_eq!(rows("abcdefghij，好", 5), ["abcde", "fghi", "j，好"]);
    assert_eq!(rows("<{{ 发布地址.gz }}>", 10), ["<{{ 发布地", "址.gz }}>"]);
    assert_eq!(rows("（“《一", 4), ["（“", "《一"]);
}

#[test]
fn line_feeds_and_empty_texts_make_rows() {
    assert_eq!(rows("", 10), [""]);
    assert_eq!(rows("一\n\n二", 10), ["一", "", "二"]);
    assert_eq!(rows("一 \n二", 10), ["一", "二"]);
}

#[test]
fn glue_forbids_an_opportunity() {
    let text = "链接[1]后";
    assert_eq!(wrap(text, Measure::even(6), &[]).len(), 2);
    let glued: Vec<&str> = wrap(text, Measure::even(5), &[6]).into_iter().map(|row| &text[row]).collect();
    assert_eq!(glued, ["链", "接[1]", "后"]);
}

#[test]
fn a_long_token_takes_one_pass() {
    let text = "x".repeat(300_000);
    assert_eq!(rows(&text, 10).len(), 30_000);
}

#[test]
fn a_long_list_of_numbers_is_divided_at_its_commas_in_one_pass() {
    let list = "12,345,".repeat(20_000);
    let rows = rows(&list, 10);
    assert_eq!(rows[..2], ["12,345,12,", "345,12,"]);
    assert_eq!(rows.concat(), list);
}

#[test]
fn a_long_word_is_never_divided_within_a_cluster() {
    assert_eq!(rows("N####\u{fe0f}ab", 3), ["N##", "##\u{fe0f}", "ab"]);
}

/// The rows of a text set with all its manners.
fn set(text: &str, columns: usize, manner: Manner) -> Vec<&str> {
    let mut rows = Vec::new();
    Breaker::default().rows(
        Source { text, ..Source::default() },
        (Measure::even(columns), manner),
        &mut rows,
    );
    rows.into_iter().map(|row| &text[row]).collect()
}

#[test]
fn brackets_and_quotes_of_han_text_do_not_glue_what_they_stand_between() {
    let table: &[(&str, usize, &[&str])] = &[
        ("规范ECMAScript（JavaScript）对", 18, &["规范ECMAScript", "（JavaScript）对"]),
        ("读Rust《圣经》", 8, &["读Rust", "《圣经》"]),
        ("学Rust“安全”", 8, &["学Rust", "“安全”"]),
        ("他说\"你好\"了", 6, &["他说", "\"你好\"", "了"]),
        ("十五\"屏与\"好\"", 8, &["十五\"屏", "与\"好\""]),
        ("用C++和C#写", 6, &["用C++", "和C#写"]),
        ("两<尖括>号", 6, &["两<尖", "括>号"]),
    ];
    for (text, columns, expected) in table {
        assert_eq!(&rows(text, *columns), expected, "{text} at {columns}");
    }
}

#[test]
fn japanese_korean_thai_and_arabic() {
    let table: &[(&str, usize, &[&str])] = &[
        ("時々、学校へ行く", 6, &["時々、", "学校へ", "行く"]),
        ("ｶﾞｯｺｳへ｡", 5, &["ｶﾞｯｺｳ", "へ｡"]),
        ("チョコ〜レート", 8, &["チョコ〜", "レート"]),
        // A word goes whole to the next row; one that is longer than a row is broken.
        ("오늘 학교에서 배웠다", 12, &["오늘", "학교에서", "배웠다"]),
        ("AI는 대한민국헌법재판소의", 12, &["AI는 대한민", "국헌법재판소", "의"]),
        ("مرحبا بالعالم كله", 12, &["مرحبا", "بالعالم كله"]),
        ("ที่นี่ประเทศไทย", 6, &["ที่นี่ประเ", "ทศไทย"]),
        ("👨‍👩‍👧👨‍👩‍👧❤️1️⃣🇨🇳", 4, &["👨‍👩‍👧👨‍👩‍👧", "❤️1️⃣", "🇨🇳"]),
    ];
    for (text, columns, expected) in table {
        assert_eq!(&rows(text, *columns), expected, "{text} at {columns}");
    }
}

#[test]
fn addresses_and_identifiers_are_divided_at_their_joints() {
    let table: &[(&str, usize, &[&str])] = &[
        ("见https://www.example.cn/a/b", 20, &["见https://www.", "example.cn/a/b"]),
        (
            "https://example.cn/news_of_the_day.html?x=1",
            24,
            &["https://example.cn/", "news_of_the_day.html?x=1"],
        ),
        ("用select_unpredictable函数", 16, &["用select_", "unpredictable函", "数"]),
        ("Function.prototype.toString", 20, &["Function.prototype.", "toString"]),
        ("x%E5%85%AC%E5%91%8A", 8, &["x%E5%85", "%AC%E5", "%91%8A"]),
        ("numberOfReadersToday", 12, &["numberOf", "ReadersToday"]),
    ];
    for (text, columns, expected) in table {
        assert_eq!(&rows(text, *columns), expected, "{text} at {columns}");
    }
}

#[test]
fn an_orphan_is_spared_where_that_costs_no_row() {
    let manner = Manner { orphans: true, ..Manner::default() };
    let twelve = "一二三四五六七八九十甲乙";
    let text = format!("{twelve}{twelve}丙。");
    assert_eq!(rows(&text, 24), [twelve, twelve, "丙。"]);
    let spared = set(&text, 24, manner);
    assert_eq!(spared.len(), 3);
    assert_eq!(spared[2], "甲乙丙。");
    // Where it would cost a row, and in a column too narrow to spare two, nothing changes.
    assert_eq!(set("一二三四五六七八九十甲乙丙。", 24, manner), ["一二三四五六七八九十", "甲乙丙。"]);
    assert_eq!(set("一二三四五六七八九十甲", 20, manner), ["一二三四五六七八九十", "甲"]);
    assert_eq!(
        set("这是一篇关于Rust语言的长长的文章好", 32, manner),
        ["这是一篇关于Rust语言的长长的", "文章好"]
    );
}

#[test]
fn a_single_mark_hangs() {
    let manner = Manner { hang: true, ..Manner::default() };
    assert_eq!(set("今天天气，很好", 8, manner), ["今天天气，", "很好"]);
    // Not in a run of marks, and not where it has room anyway.
    assert_eq!(set("他说“好”。走了", 8, manner), ["他说", "“好”。走", "了"]);
    assert_eq!(set("今天天气，很好", 10, manner), ["今天天气，", "很好"]);
}

#[test]
fn gaps_take_their_columns() {
    let manner = Manner { spacing: true, ..Manner::default() };
    assert_eq!(rows("用Rust写程序", 12), ["用Rust写程序"]);
    assert_eq!(set("用Rust写程序", 12, manner), ["用Rust写程", "序"]);
    let gaps = |text| gaps(Source { text, ..Source::default() }, 0..text.len()).collect::<Vec<_>>();
    assert_eq!(gaps("用Rust写 C，は5つ한a"), [3, 7, 18, 19]);
    assert_eq!(gaps("（A），B"), Vec::<usize>::new());
}

proptest! {
    #[test]
    fn nothing_is_lost_and_nothing_overflows(
        text in "[一二，。“”（）…—a1 .%\u{3000}❤️👨‍👩‍👧はっé\n]{0,80}", columns in 2usize..40
    ) {
        let rows = wrap(&text, Measure::even(columns), &[]);
        let kept: String = rows.iter().map(|row| &text[row.clone()]).collect();
        let squash = |s: &str| s.replace([' ', '\u{3000}', '\n'], "");
        prop_assert_eq!(squash(&kept), squash(&text));
        for row in &rows {
            let shown = &text[row.clone()];
            prop_assert!(width::columns(shown) <= columns || width::clusters(shown).count() == 1, "{}", shown);
        }
    }

    #[test]
    fn no_row_starts_or_ends_with_a_forbidden_character(
        text in "([一二三四国的a1]{1,3}[，。“”（）…]?){0,40}", columns in 8usize..40
    ) {
        let rows = wrap(&text, Measure::even(columns), &[]);
        for pair in rows.windows(2) {
            let (end, start) = (text[pair[0].clone()].chars().next_back(), text[pair[1].clone()].chars().next());
            if let (Some(end), Some(start)) = (end, start) {
                prop_assert!(super::chars::may_part(end, start), "{}|{} in {}", end, start, text);
            }
        }
    }
}
