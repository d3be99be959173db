//! What a field finds in a small library, in which order, and what is marked.

use super::*;
use crate::library::RootId;
use crate::post::{Post, PostDate};

fn library(titles: &[&str]) -> Library {
    let mut library = Library::default();
    for (at, title) in (0..).zip(titles) {
        let date = Some(PostDate { seconds: 86_400 * at, offset: 0 });
        library.push(
            RootId(0),
            &Post { title: (*title).to_owned(), path: format!("{at}.md"), date, ..Post::default() },
        );
    }
    library
}

const TITLES: [&str; 8] = [
    "中国建设银行年报",
    "建设一家银行",
    "建材行业",
    "Java 设计",
    "長城汽车",
    "삼성전자",
    "建设银行开业",
    "jsyh.example",
];

fn found(fuzzy: &mut Fuzzy, library: &Library, text: &str) -> Vec<String> {
    fuzzy.find(text, &[], library).into_iter().map(|id| library.get(id).title.to_owned()).collect()
}

#[test]
fn what_is_written_comes_first_then_its_letters_then_pinyin() {
    let library = library(&TITLES);
    let table: [(&str, &[&str]); 9] = [
        ("建设银行", &["建设银行开业", "中国建设银行年报", "建设一家银行"]),
        ("jsyh", &["jsyh.example", "建设银行开业", "中国建设银行年报"]),
        ("changch", &["長城汽车"]),
        ("长城", &["長城汽车"]),
        ("建行", &["建设银行开业", "建材行业", "建设一家银行", "中国建设银行年报"]),
        ("ㅅㅅ", &["삼성전자"]),
        ("ＪＡＶＡ 设", &["Java 设计"]),
        ("jianshe kaiye", &["建设银行开业"]),
        ("没有", &[]),
    ];
    for (text, expected) in table {
        let mut got = found(&mut Fuzzy::default(), &library, text);
        if text == "建行" {
            got.sort();
            let mut expected = expected.to_vec();
            expected.sort_unstable();
            assert_eq!(got, expected, "{text}");
        } else {
            assert_eq!(got, expected, "{text}");
        }
    }
}

#[test]
fn typing_on_finds_what_typing_at_once_finds() {
    let library = library(&TITLES);
    for text in ["jsyh", "j s y", "建设 yinh", "jianshe kaiye", "java 设", "삼ㅅ", "y5gy"] {
        let mut fuzzy = Fuzzy::default();
        for (end, c) in text.char_indices() {
            let typed = &text[..end + c.len_utf8()];
            assert_eq!(
                found(&mut fuzzy, &library, typed),
                found(&mut Fuzzy::default(), &library, typed),
                "{typed}"
            );
        }
    }
}

#[test]
fn nothing_typed_finds_what_was_opened_last_and_then_the_newest() {
    let mut library = library(&TITLES[..3]);
    let mut fuzzy = Fuzzy::default();
    assert_eq!(fuzzy.find(" ", &[PostId(1)], &library), [PostId(1), PostId(2), PostId(0)]);
    let date = Some(PostDate { seconds: 86_400 * 9, offset: 0 });
    library.push(
        RootId(0),
        &Post { title: "建设".to_owned(), path: "n.md".to_owned(), date, ..Post::default() },
    );
    assert_eq!(fuzzy.find("", &[], &library), [3, 2, 1, 0].map(PostId));
    assert_eq!(fuzzy.find("js", &[], &library), [3, 1, 0].map(PostId));
}

#[test]
fn what_was_typed_is_marked_in_the_title_as_it_is_written() {
    let table: [(&str, &str, &[&str]); 7] = [
        ("银行", "建设银行与银行", &["银行", "银行"]),
        ("建行", "建设银行", &["建", "行"]),
        ("jsyh", "中国建设银行", &["建设银行"]),
        ("java 设", "Java 设计", &["Java", "设"]),
        ("后台", "網站後臺", &["後臺"]),
        ("ac", "abab c", &["a", "c"]),
        ("没", "建设", &[]),
    ];
    for (text, title, expected) in table {
        let got: Vec<&str> = marks(text, title).into_iter().map(|range| &title[range]).collect();
        assert_eq!(got, expected, "{text} in {title}");
    }
}
