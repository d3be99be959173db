//! What stands in a file, and what is said of a mistake in it.

use super::*;
use crate::article::layout::Paragraphs;

#[track_caller]
fn config(text: &str) -> Config {
    Config::of(text, "我的.yaml").unwrap()
}

#[track_caller]
fn mistake(text: &str) -> String {
    Config::of(text, "我的.yaml").unwrap_err().to_string()
}

#[test]
fn the_defaults_are_whole_and_every_key_of_theirs_is_read() {
    let default = Config::builtin().unwrap();
    assert_eq!(default.setting, Setting::default());
    assert_eq!((default.measure, default.link_numbers, default.ambiguous), (80, true, Ambiguous::Auto));
    for empty in ["", "\n\n", "# 没有\n", "reading:\n", "{}"] {
        assert_eq!(config(empty), default, "{empty:?}");
    }
    assert_eq!(config(DEFAULT), default);
}

#[test]
fn what_is_written_comes_before_the_default() {
    let text = "theme: paper\nlang: zh\nmouse: true\nambiguous: wide\narchive: /新闻\nbrowser: w3m %s\nreading:\n  \
        measure: 60\n  paragraphs: indent\n  justify: true\n  hanging: true\n  spacing: true\n  link_numbers: false\n";
    let found = config(text);
    assert_eq!((found.theme.as_str(), found.lang, found.mouse), ("paper", Tongue::Zh, true));
    assert_eq!(found.ambiguous.ruler(), Some(Ruler::Wide));
    assert_eq!(found.archive, Some("/新闻".into()));
    assert_eq!(found.browser.as_deref(), Some("w3m %s"));
    let setting = Setting {
        paragraphs: Paragraphs::Indent,
        justify: true,
        hanging: true,
        spacing: true,
        ..Setting::default()
    };
    assert_eq!((found.setting, found.measure, found.link_numbers), (setting, 60, false));
    assert_eq!(config("reading: {justify: true}").setting.paragraphs, Paragraphs::Auto);
}

#[test]
fn what_is_printed_is_read_back() {
    for text in [
        "",
        "theme: 我的\nreading: {measure: 40, paragraphs: blank}\narchive: /a b\nlang: en",
        "searches: [{name: 雨, query: '-雪'}]",
    ] {
        let found = config(text);
        assert_eq!(config(&found.to_yaml().unwrap()), found, "{text}");
    }
}

#[test]
fn searches_keep_their_order_and_the_users_come_first() {
    let text = "searches:\n- name: 雨\n  query: '江南 雨'\n- {name: 银行, query: tag:银行}\n";
    let saved = |name: &str, query: &str, own| Saved { name: name.into(), query: query.into(), own };
    let theirs = [saved("雨", "江南 雨", false), saved("银行", "tag:银行", false)];
    assert_eq!(config(text).searches, theirs);
    let own = vec![saved("银行", "别的", true), saved("雪", "雪球", true)];
    let all = config(text).with(own).searches;
    assert_eq!(all, [&theirs[..], &[saved("雪", "雪球", true)]].concat());
    assert_eq!(config("searches:").searches, []);
    for query in ["date:本周", "date:2022-01..昨天", "date:昨天..2030", "age:<7d cat:财经", "after:周五"]
    {
        let text = format!("searches: [{{name: 雨, query: '{query}'}}]");
        assert_eq!(config(&text).searches[0].query, query);
    }
}

#[test]
fn a_mistake_is_told_with_its_place_and_what_to_write() {
    let table = [
        ("theem: paper", "我的.yaml:1: unknown key `theem`, expected one of"),
        ("theem: paper", "; did you mean \"theme\"?"),
        ("mouse: true\nreading:\n  justfy: true\n", "我的.yaml:3: reading: unknown key `justfy`"),
        ("mouse: true\nreading:\n  justfy: true\n", "did you mean \"justify\"?"),
        (
            "mouse: yes",
            "我的.yaml:1: mouse: invalid type: string \"yes\", expected a boolean; write true or false",
        ),
        ("\nlang: cn", "我的.yaml:2: lang: unknown value `cn`, expected one of `auto`, `zh`, `en`"),
        ("ambiguous: wied", "did you mean \"wide\"?"),
        ("reading: {paragraphs: indented}", "did you mean \"indent\"?"),
        (
            "reading:\n  measure: 10",
            "我的.yaml:2: reading: measure: 10 columns; write a number from 20 to 120",
        ),
        ("reading:\n  measure: wide", "我的.yaml:2: "),
        ("archive: news", "我的.yaml:1: archive: news: write a path that begins with / or ~/"),
        ("searches:\n- name: 银行\n  qury: 行", "我的.yaml:3: searches"),
        ("searches:\n- name: 银行\n  qury: 行", "did you mean \"query\"?"),
        ("searches:\n- name: 银行\n  query: 'tag:'", "我的.yaml:2: searches[0]: query: "),
        ("searches:\n- name: ' '\n  query: 行", "name: write a name"),
        ("searches:\n- name: 银行\n  query: ''", "query: write a query"),
        ("searches:\n- name: 银行", "missing field `query`"),
        (
            "searches:\n- {name: 银行, query: 行}\n- {name: 雨, query: 雨}\n- {name: 银行, query: 雪}\n",
            "the name \"银行\" stands there twice; write another one",
        ),
        ("searches: 银行", "expected a list of `name` and `query`"),
        ("theme: a\ntheme: b", "我的.yaml:"),
        ("theme: [a", "我的.yaml:"),
        ("- 一\n- 二", "我的.yaml:1: "),
        ("theme: a\n\tlang: zh", "我的.yaml:"),
    ];
    for (text, expected) in table {
        let message = mistake(text);
        assert!(message.contains(expected), "{text:?}: {message}");
    }
}

#[test]
fn a_home_is_filled_in() {
    let home = paths::expanded(Path::new("~")).unwrap();
    assert_eq!(config("archive: ~/news").archive, Some(home.join("news")));
    assert!(home.is_absolute());
}
