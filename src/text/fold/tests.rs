//! Search keys, and the way back from them, over many kinds of text.

use super::*;
use proptest::prelude::{Strategy, any};
use proptest::{prop_assert, prop_assert_eq, proptest};

#[test]
fn what_a_reader_calls_the_same_has_the_same_key() {
    let table = [
        ("後臺發佈", "后台发布"),
        ("臺灣・檯面", "台湾・台面"),
        ("ＡＢＣ１２", "abc12"),
        ("ｶﾞｷﾞｸﾞ", "ガギグ"),
        ("か\u{3099}", "が"),
        ("ﬁ㍿℃", "fi株式会社°c"),
        ("Café e\u{301}", "cafe\u{301} é"),
        ("Straße ΣΊΣΥΦΟΣ", "STRASSE σίσυφος"),
        ("İstanbul", "i\u{307}stanbul"),
        ("零\u{200b}宽\u{ad}", "零宽"),
        ("　", " "),
        ("서울", "서울"),
        ("؀12", "؀12"),
    ];
    for (one, other) in table {
        assert_eq!(key(one), key(other), "{one} {other}");
    }
    for (one, other) in [("后", "臣"), ("カ", "ガ"), ("a b", "ab"), ("乙 丙", "乙丙")] {
        assert_ne!(key(one), key(other), "{one} {other}");
    }
}

#[test]
fn white_space_is_one_space_or_none_in_running_text() {
    let table = [
        ("用 Rust 写", "用Rust写"),
        ("汇率\n走势", "汇率走势"),
        ("\n  汇率　", "汇率"),
        ("a \t\r\n b", "A B"),
        ("ＡＢ\nｃ", "ab c"),
        ("　", ""),
        ("봄  축제", "봄축제"),
    ];
    for (one, other) in table {
        assert_eq!(running_key(one), running_key(other), "{one} {other}");
    }
    assert_ne!(running_key("a b"), running_key("ab"));
}

#[test]
fn widths_cases_and_forms_of_every_script_are_one() {
    let table = [
        // Kana of both widths, voiced, small, and the mark of a long vowel.
        ("ｺﾝﾋﾟｭｰﾀｰ", "コンピューター"),
        ("ﾊﾟﾋﾞｮﾝ", "パビョン"),
        ("ｯﾂｬﾔｧｱ", "ッツャヤァア"),
        ("ﾞﾟ", "\u{3099}\u{309a}"),
        ("は\u{309a}", "ぱ"),
        ("｢ｱ･ｲ｡｣", "「ア・イ。」"),
        // Letters and digits of both widths, Roman and circled numbers, fractions of words.
        ("ＷＴＯ－２０２２％（Ａ）", "wto-2022%(a)"),
        ("Ⅷ①㈱㌔㏑", "viii1(株)キロln"),
        ("ﬀ ﬃ ĳ", "ff ffi ij"),
        ("ÀÉÎÕÜ Ж Ω", "àéîõü ж ω"),
        ("A\u{30a}", "å"),
        ("Ｅ\u{301}", "é"),
        // Han: traditional, of compatibility, radicals.
        ("國際貿易與銀行體系", "国际贸易与银行体系"),
        ("\u{f9d1}\u{fa19}", "六神"),
        ("⼀⼈⽇", "一人日"),
        ("龍龜鬱", "龙龟郁"),
        // Space of every width.
        ("甲\u{3000}乙\u{a0}丙\u{2003}丁", "甲 乙 丙 丁"),
        // Hangul: letters by themselves and put together, half width.
        ("\u{1112}\u{1161}\u{11ab}글", "한글"),
        ("ﾡﾤ", "\u{1100}\u{1102}"),
    ];
    for (one, other) in table {
        assert_eq!(key(one), key(other), "{one} {other}");
        assert_eq!(key(&key(one)), key(one), "{one}");
        assert_eq!(Folded::new(one).key(), key(one), "{one}");
    }
}

#[test]
fn what_a_reader_tells_apart_stays_apart() {
    let table = [
        ("ッ", "ツ"),
        ("ｯ", "ﾂ"),
        ("っ", "つ"),
        ("ャ", "ヤ"),
        ("ァ", "ア"),
        ("カ", "か"),
        ("は", "ば"),
        ("は", "ぱ"),
        ("コーヒー", "コヒ"),
        ("ー", "一"),
        ("ー", "-"),
        ("ー", "—"),
        ("é", "e"),
        ("가", "까"),
        ("日", "曰"),
        ("夕", "タ"),
    ];
    for (one, other) in table {
        assert_ne!(key(one), key(other), "{one} {other}");
    }
    assert_eq!(key("コーヒー、データ"), "コーヒー、データ");
}

/// What is found of a word in a text, as it stands there.
fn found<'a>(text: &'a str, word: &str) -> Vec<&'a str> {
    let key = running_key(word);
    Folded::running(text).find(&Finder::new(&key)).map(|range| &text[range]).collect()
}

#[test]
fn what_is_found_is_marked_in_the_text_as_it_is_written() {
    let table: [(&str, &str, &[&str]); 14] = [
        ("網站後臺與后台", "后台", &["後臺", "后台"]),
        ("ＡＰＰＬＥ 发布会", "apple", &["ＡＰＰＬＥ"]),
        ("ＡＰＰＬＥ 发布会", "le发", &["ＬＥ 发"]),
        ("半角ｶﾞの話", "ガ", &["ｶﾞ"]),
        ("㍿日本", "式会", &["㍿"]),
        ("㍿日本", "会社日", &["㍿日"]),
        ("İstanbul 游记", "游", &["游"]),
        ("汇率\n 走势和汇率走势", "汇率 走势", &["汇率\n 走势", "汇率走势"]),
        ("one\n   two one two", "One Two", &["one\n   two", "one two"]),
        ("一家人👨\u{200d}👩\u{200d}👧好", "👩", &["👨\u{200d}👩\u{200d}👧"]),
        ("e\u{301}te\u{301}", "té", &["te\u{301}"]),
        ("哈哈哈哈哈", "哈哈", &["哈哈", "哈哈"]),
        ("汇\u{200b}率", "汇率", &["汇\u{200b}率"]),
        ("没有", "別", &[]),
    ];
    for (text, word, expected) in table {
        assert_eq!(found(text, word), expected, "{word} in {text}");
    }
    assert_eq!(found("任何文字", "　\n"), [""; 0]);
}

/// Text of the kinds that fold in different ways.
fn texts() -> impl Strategy<Value = String> {
    let letters = "[a-cA-C ,後台臺。，ＡＢ　ｶﾞガ\u{3099}\u{301}\u{200b}\u{200d}👩😀ﬁ㍿ßİΣㄱㅏ각\u{600}\n\r\t\u{20ac5}]{0,12}";
    proptest::prop_oneof![letters, any::<String>()]
}

#[test]
fn characters_that_stand_alone_fold_like_any_cluster() {
    for c in ('\u{0}'..=char::MAX).filter(|c| stands_alone(*c)) {
        let mut key = String::new();
        fold(c.encode_utf8(&mut [0; 4]), &mut key);
        assert_eq!(key, fold_alone(c).to_string(), "{c}");
    }
}

proptest! {
    #[test]
    fn both_ways_to_a_key_agree(text in texts()) {
        let folded = Folded::new(&text);
        prop_assert_eq!(folded.key(), key(&text));
    }

    #[test]
    fn clusters_are_those_of_the_segmentation(text in texts()) {
        let mut seen = Vec::new();
        units(&text, |at, unit| seen.push((at, match unit {
            Unit::Alone(c) => &text[at..at + c.len_utf8()],
            Unit::Cluster(cluster) => cluster,
        })));
        prop_assert_eq!(seen, cluster_indices(&text).collect::<Vec<_>>());
    }

    #[test]
    fn the_way_back_is_monotone_and_ends_between_characters(text in texts()) {
        for folded in [Folded::new(&text), Folded::running(&text)] {
            let starts: Vec<usize> = folded.key.char_indices().map(|(at, _)| at).collect();
            let mut last = 0..0;
            for (at, start) in starts.iter().enumerate() {
                let end = starts.get(at + 1).copied().unwrap_or(folded.key.len());
                let range = folded.text_range(*start..end);
                prop_assert!(text.get(range.clone()).is_some_and(|part| !part.is_empty()), "{:?}", range);
                prop_assert!(last.start <= range.start && last.end <= range.end, "{:?} {:?}", last, range);
                last = range;
            }
        }
    }

    #[test]
    fn every_part_of_a_text_is_found_where_it_stands(text in texts(), from in 0_usize..12, to in 0_usize..12) {
        let clusters: Vec<(usize, &str)> = cluster_indices(&text).collect();
        let parts = clusters.get(from.min(to)..to.max(from)).unwrap_or_default();
        let part: String = parts.iter().map(|(_, cluster)| *cluster).collect();
        let key = running_key(&part);
        let folded = Folded::running(&text);
        let hits: Vec<_> = folded.find(&Finder::new(&key)).collect();
        prop_assert!(hits.is_sorted_by(|one, other| one.end <= other.start), "{:?}", hits);
        for hit in &hits {
            prop_assert!(text.get(hit.clone()).is_some_and(|part| !part.is_empty()), "{:?}", hits);
        }
        prop_assert!(key.is_empty() || !hits.is_empty(), "{:?} in {:?}", part, text);
    }
}
