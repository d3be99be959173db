//! What is typed for which texts, by tables and beside a matcher that tries everything.

use std::collections::{BTreeMap, BTreeSet};

use ::pinyin::ToPinyinMulti;
use proptest::prelude::{Strategy, any};
use proptest::{prop_assert, prop_assert_eq, proptest};

use super::*;

/// What is found of a word, as it stands in the text.
fn found<'a>(word: &str, text: &'a str) -> Vec<&'a str> {
    let typed = Typed::new(word).unwrap_or_else(|| panic!("{word}"));
    let ranges = typed.find(text).unwrap_or_default();
    assert_eq!(typed.matches(&fold::key(text)), !ranges.is_empty(), "{word} {text}");
    ranges.into_iter().map(|range| &text[range]).collect()
}

#[track_caller]
fn check(table: &[(&str, &str, &[&str])]) {
    for (word, text, expected) in table {
        assert_eq!(found(word, text), *expected, "{word} in {text}");
    }
}

#[test]
fn han_are_typed_in_full_by_initials_and_by_both() {
    check(&[
        ("jsyh", "中国建设银行今日", &["建设银行"]),
        ("jiansheyinhang", "建设银行", &["建设银行"]),
        ("jiansyh", "建设银行", &["建设银行"]),
        ("jianshe", "建设银行", &["建设"]),
        ("jiansheyh", "建设银行", &["建设银行"]),
        ("jshyh", "建设银行", &["建设银行"]),
        ("jianshey", "建设银行", &["建设银"]),
        ("jianshey", "建设", &[]),
        ("jansyh", "建设银行", &[]),
        ("zhg", "中国", &["中国"]),
        ("zh", "中国", &["中"]),
        ("zho", "中国", &["中"]),
        ("zog", "中国", &[]),
        ("JSYH", "建设银行", &["建设银行"]),
        ("ｊｓ", "建设", &["建设"]),
        ("js", "建设、技术和结算", &["建设", "技术", "结算"]),
    ]);
}

#[test]
fn every_reading_counts() {
    check(&[
        ("cq", "重庆", &["重庆"]),
        ("zq", "重庆", &["重庆"]),
        ("chongqing", "重庆", &["重庆"]),
        ("yh", "银行", &["银行"]),
        ("yinhang", "银行", &["银行"]),
        ("yx", "银行", &["银行"]),
        ("cc", "长城", &["长城"]),
        ("changcheng", "长城", &["长城"]),
        ("yuedui", "乐队", &["乐队"]),
        ("kuaile", "快乐", &["快乐"]),
        ("duhui", "都会", &["都会"]),
        ("douhui", "都会", &["都会"]),
        ("lvse", "绿色", &["绿色"]),
        ("luse", "绿色", &["绿色"]),
        ("nvxing", "女性", &["女性"]),
        ("lingyi", "〇一", &["〇一"]),
    ]);
}

#[test]
fn traditional_and_simplified_are_typed_alike() {
    check(&[
        ("cc", "長城", &["長城"]),
        ("zhangda", "長大", &["長大"]),
        ("changduan", "長短", &["長短"]),
        ("houtai", "網站後臺", &["後臺"]),
        ("qianlong", "乾隆", &["乾隆"]),
        ("qianlong", "干隆", &["干隆"]),
        ("ganzao", "乾燥", &["乾燥"]),
        ("tw", "臺灣與台湾", &["臺灣", "台湾"]),
    ]);
}

#[test]
fn letters_and_digits_of_the_text_are_typed_as_they_are() {
    check(&[
        ("5gyd", "中国5G移动", &["5G移动"]),
        ("5gyd", "5G 移动", &["5G 移动"]),
        ("gyd", "５Ｇ移动", &["Ｇ移动"]),
        ("kalaok", "卡拉OK", &["卡拉OK"]),
        ("pingg", "苹果2021", &["苹果"]),
        ("yong", "用 Rust 写", &["用"]),
        ("yongrust", "用 Rust 写", &["用 Rust"]),
        ("rustx", "用 Rust 写", &["Rust 写"]),
        ("axuexi", "a股 学习", &[]),
    ]);
}

#[test]
fn nothing_is_crossed_but_the_gap_between_scripts() {
    for text in [
        "建设，银行",
        "建设 银行",
        "建设\u{3000}银行",
        "建设・银行",
        "建设\n银行",
        "建设🎉银行",
        "建设の银行",
    ] {
        assert_eq!(found("jsyh", text), [""; 0], "{text}");
    }
    check(&[
        ("jsyh", "🎉建设银行👨\u{200d}👩\u{200d}👧", &["建设银行"]),
        ("ab", "a b", &[]),
        ("js", "js 与 JS", &["js", "JS"]),
    ]);
}

#[test]
fn kana_are_never_typed() {
    check(&[
        ("ri", "日本のニュース", &["日"]),
        ("ribende", "日本のニュース", &[]),
        ("no", "日本のニュース", &[]),
        ("nyusu", "ニュース", &[]),
        ("ka", "かカｶ", &[]),
    ]);
}

#[test]
fn apostrophes_part_syllables() {
    check(&[
        ("xi'an", "西安与先生", &["西安"]),
        ("xian", "西安与先生", &["西安", "先"]),
        ("xi’an", "西安", &["西安"]),
        ("xi'", "西安", &["西"]),
        ("fang'an", "方案反感", &["方案"]),
        ("x'a", "西安", &["西安"]),
    ]);
}

#[test]
fn hangul_are_typed_by_their_initial_consonants() {
    check(&[
        ("ㅅㅅ", "삼성전자", &["삼성"]),
        ("삼ㅅ", "삼성전자", &["삼성"]),
        ("ㅅ성", "삼성전자", &["삼성"]),
        ("ㅅㅅㅈㅈ", "삼성전자", &["삼성전자"]),
        ("ㅅㅅㅈㅈ", "삼성 전자", &[]),
        ("ㅆㅂ", "쌀밥", &["쌀밥"]),
        ("ㅅㅂ", "쌀밥", &[]),
        ("ㄳ", "가상 화폐", &["가상"]),
        ("5gㅌㅅ", "5G통신", &["5G통신"]),
        ("ㅅㅅ", "三星 산시", &["산시"]),
    ]);
    assert_eq!(Typed::new("사ㄳ"), Typed::new(&fold::key("사ㄳ")));
    assert_eq!(
        found("ㅅㅅ", "\u{1109}\u{1161}\u{11b7}\u{1109}\u{1165}\u{11bc}"),
        ["\u{1109}\u{1161}\u{11b7}\u{1109}\u{1165}\u{11bc}"]
    );
}

#[test]
fn a_word_that_stands_only_for_itself_is_not_typed() {
    for word in
        ["", "j", "j'", "5g", "2021", "''", "银行", "jsy银", "삼성", "ㅅ", "ㅏㅏ", "js-yh", "カナ", "a b"]
    {
        assert_eq!(Typed::new(word), None, "{word}");
    }
    assert_eq!(Typed::new(&"a".repeat(64)), None);
    assert!(Typed::new(&"a".repeat(63)).is_some());
}

#[test]
fn a_latin_word_is_known_by_its_beginning() {
    let keys = "javascript 教程\n用json写\n5g移动\ne\u{301}js";
    for (word, expected) in [
        ("java", true),
        ("js", true),
        ("json", true),
        ("script", false),
        ("5g", true),
        ("g", false),
        ("", false),
        ("on", false),
    ] {
        assert_eq!(begins_word(keys, word), expected, "{word}");
    }
    assert!(!begins_word("typescriptjs éjs", "js"));
}

/// Words and texts of a few characters each, so that they meet.
fn words() -> impl Strategy<Value = String> {
    proptest::prop_oneof![
        "[jsyhianegc5']{0,9}",
        "[ㅅㅈㄳ삼성a]{0,4}",
        "(jian|j|she|sh|s|yin|y|hang|x|chang|lv|5|g|'){0,5}"
    ]
}

fn texts() -> impl Strategy<Value = String> {
    proptest::prop_oneof![r"[建设银行长城重庆西安绿乐長干乾5Ga ，の🎉삼성전자]{0,9}", any::<String>()]
}

/// The readings of characters by their keys, as the library has them.
fn readings() -> BTreeMap<String, BTreeSet<String>> {
    let mut readings: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for c in '\u{3000}'..='\u{3ffff}' {
        for reading in c.to_pinyin_multi().into_iter().flatten() {
            let of = readings.entry(fold::key(&c.to_string())).or_default();
            for (from, to) in [("ü", "v"), ("ü", "u")] {
                of.insert(reading.plain().replace(from, to).replace('ê', "e"));
            }
        }
    }
    readings
}

/// All that may be typed for a character before another one, and as the last one.
fn ways(c: char, readings: &BTreeMap<String, BTreeSet<String>>) -> (Vec<String>, Vec<String>) {
    let mut ways: Vec<String> = Vec::new();
    let mut last: Vec<String> = Vec::new();
    for reading in readings.get(&c.to_string()).into_iter().flatten() {
        ways.extend([reading.clone(), reading[..1].to_owned()]);
        if ["zh", "ch", "sh"].iter().any(|initial| reading.starts_with(initial)) {
            ways.push(reading[..2].to_owned());
        }
        last.extend((1..=reading.len()).map(|end| reading[..end].to_owned()));
    }
    if c.is_ascii_alphanumeric() || hangul::syllable(c).is_some() {
        ways.push(c.to_string());
    }
    if let Some(initial) = hangul::syllable(c).map(hangul::initial) {
        ways.push(char::from_u32(0x1100 + u32::from(initial)).unwrap().to_string());
    }
    (ways.clone(), [ways, last].concat())
}

/// Whether a word can be typed for a key's beginning, by trying.
fn naive(word: &str, key: &[char], readings: &BTreeMap<String, BTreeSet<String>>) -> bool {
    let word = word.trim_start_matches('\'');
    let Some((c, rest)) = key.split_first() else { return false };
    let (ways, last) = ways(*c, readings);
    let gap =
        |one: char, other: char| one.is_ascii_alphanumeric() && readings.contains_key(&other.to_string());
    let next = rest.iter().position(|c| *c != ' ').unwrap_or(0);
    let rest = match rest.get(next) {
        Some(other) if gap(*c, *other) || gap(*other, *c) => &rest[next..],
        _ => rest,
    };
    last.iter().any(|way| word.trim_end_matches('\'') == way)
        || ways
            .iter()
            .any(|way| word.strip_prefix(way.as_str()).is_some_and(|word| naive(word, rest, readings)))
}

#[test]
fn every_character_has_the_readings_that_the_library_has() {
    for (c, expected) in readings() {
        let c = c.chars().next().unwrap();
        let Typing::Han(set) = table::typing(table::class(c)) else { panic!("{c}") };
        assert_eq!(
            set.iter().map(|&at| table::syllable(at).to_owned()).collect::<BTreeSet<_>>(),
            expected,
            "{c}"
        );
    }
}

#[test]
fn all_that_matches_is_found_and_nothing_else() {
    let readings = readings();
    let mut runner = proptest::test_runner::TestRunner::new(proptest::test_runner::Config::with_cases(2000));
    runner
        .run(&(words(), texts()), |(word, text)| {
            let Some(typed) = Typed::new(&word) else { return Ok(()) };
            let word: String = word
                .chars()
                .flat_map(|c| fold::key(&c.to_string()).chars().collect::<Vec<_>>())
                .flat_map(|c| match hangul::initials(c) {
                    Some(initials) => {
                        initials.iter().map(|it| char::from_u32(0x1100 + u32::from(*it)).unwrap()).collect()
                    }
                    None => vec![c],
                })
                .collect();
            let key = fold::key(&text);
            let chars: Vec<char> = key.chars().collect();
            let expected = (0..chars.len()).any(|at| naive(&word, &chars[at..], &readings));
            prop_assert_eq!(typed.matches(&key), expected, "{} in {}", word, text);
            let mut column = Column::default();
            for key in ["建设银行", &key, ""] {
                column.push(key);
            }
            let mut scanned = Vec::new();
            Scanner::new(&typed).scan(&column, 1..9, |text| scanned.push(text));
            prop_assert_eq!(scanned, if expected { vec![1] } else { vec![] }, "{} in {}", word, text);
            Ok(())
        })
        .unwrap();
}

proptest! {
    #[test]
    fn a_longer_word_matches_fewer_texts(word in words(), more in words(), text in texts()) {
        let Some(short) = Typed::new(&word) else { return Ok(()) };
        let Some(long) = Typed::new(&format!("{word}{more}")) else { return Ok(()) };
        prop_assert!(long.extends(&short));
        let key = fold::key(&text);
        prop_assert!(!long.matches(&key) || short.matches(&key), "{} {} {}", word, more, text);
    }

    #[test]
    fn what_is_marked_are_parts_of_the_text(word in words(), text in texts()) {
        let Some(typed) = Typed::new(&word) else { return Ok(()) };
        let ranges = typed.find(&text);
        prop_assert_eq!(ranges.is_some(), typed.matches(&fold::key(&text)));
        let ranges = ranges.unwrap_or_default();
        prop_assert!(ranges.is_sorted_by(|one, other| one.end <= other.start), "{:?}", ranges);
        for range in ranges {
            prop_assert!(text.get(range.clone()).is_some_and(|part| !part.is_empty()), "{:?}", range);
        }
    }
}
