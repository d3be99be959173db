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
