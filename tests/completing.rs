//! Completing a query while it is typed, the queries of before, and what is said of faulty ones.

#![allow(clippy::unwrap_used)]

#[path = "common/app.rs"]
mod app;
#[path = "common/screen.rs"]
mod screen;

use app::{TestApp, paper};
use kanbao::app::{App, Effect, Message, Setup};
use kanbao::keys::{Keymap, Layer, parse_sequence};
use kanbao::library::{Library, RootId};
use kanbao::locale::Lang;

fn text(app: &TestApp) -> &str {
    app.app.prompt_text().unwrap_or_default()
}

#[test]
fn names_and_values_are_chosen_and_written() {
    let rows = [
        ("/ta<Tab><Enter>", "tag:"),
        ("/标<Tab><Tab><Enter>", "标题:"),
        ("/tag:<Tab><Enter>", "tag:银行 "),
        ("/tag:yh<Tab><Enter>", "tag:银行 "),
        ("/行 cat:<Tab><Tab><S-Tab><Enter>", "行 cat:财经 "),
        ("/-tag:(银<Tab><Enter>", "-tag:(银行 "),
        ("/is:<Tab><Enter>", "is:未读 "),
        ("/is:und<Tab><Enter>", "is:undated "),
        ("/date:<Tab><Down><Enter>", "date:昨天 "),
        ("/<Tab><Enter>", "标签:"),
        ("/tag:银<Tab><Up><Down><Enter>", "tag:银行 "),
    ];
    for (keys, expected) in rows {
        let app = TestApp::with_paper().keys(keys);
        assert_eq!((text(&app), app.layer()), (expected, Layer::Prompt), "{keys}");
    }
}

#[test]
fn languages_are_offered_with_their_posts() {
    let app = TestApp::with_paper().keys("/lang:");
    let screen = app.screen();
    let row = |code: &str| {
        let row = screen.lines().find(|line| line.split_whitespace().any(|word| word == code));
        row.unwrap_or_else(|| panic!("{code} in\n{screen}")).to_owned()
    };
    assert!(row("ja").contains('1') && row("ko").contains('1') && row("zh").contains('7'), "{screen}");
}

#[test]
fn escape_closes_the_list_first_and_enter_without_a_choice_takes_the_query() {
    let app = TestApp::with_paper().keys("/tag:银");
    assert!(app.screen().contains("银行"), "{}", app.screen());
    let app = app.keys("<Esc>");
    assert_eq!((text(&app), app.layer()), ("tag:银", Layer::Prompt));
    let app = app.keys("<Esc>");
    assert_eq!((app.layer(), app.titles().len()), (Layer::List, 10));
    let app = TestApp::with_paper().keys("/tag:银<Enter>");
    assert_eq!((app.layer(), app.titles().len()), (Layer::List, 3));
}

#[test]
fn accepted_queries_are_kept_and_come_back() {
    let app = TestApp::with_paper().keys("/央行<Enter>");
    assert_eq!(app.effects, [Effect::KeepQuery("央行".into())]);
    let app = app.keys("/<C-u>雨<Enter>/<C-u>新");
    let app = app.keys("<Up>");
    assert_eq!(text(&app), "雨");
    let app = app.keys("<Up>");
    assert_eq!((text(&app), app.titles().len()), ("央行", 2));
    let app = app.keys("<Down><Down>");
    assert_eq!(text(&app), "新");
}

#[test]
fn queries_of_another_day_come_back() {
    let queries = vec!["tag:旧".to_owned(), "date:昨天".to_owned()];
    let keymap = Keymap::builtin();
    let mut app =
        App::new(Setup { lang: Lang::Zh, keymap, queries, columns: 80, rows: 24, ..Setup::default() });
    app.update(Message::Loaded {
        root: RootId(0),
        parts: vec![Library::of(RootId(0), &paper()).into()],
        problems: Vec::new(),
    });
    for key in parse_sequence("/<Up><Up>").unwrap() {
        app.update(Message::Key(key));
    }
    assert_eq!(app.prompt_text(), Some("tag:旧"));
}

#[test]
fn a_faulty_query_keeps_the_list_and_points_at_the_place() {
    let app = TestApp::with_paper().keys("/央行");
    let before = app.titles().len();
    let app = app.keys(" is:好");
    assert_eq!(app.titles().len(), before);
    let screen = app.screen();
    let (field, below) = screen.trim_end().rsplit_once('\n').unwrap();
    let field = field.lines().last().unwrap();
    let column = |line: &str, what: &str| {
        kanbao::text::width::columns(&line[..line.find(what).unwrap_or_else(|| panic!("{line}"))])
    };
    let row = if below.contains('^') { below } else { field };
    assert!(row.contains("^^"), "{screen}");
    let typed = screen.lines().find(|line| line.contains("好")).unwrap();
    assert_eq!(column(row, "^^"), column(typed, "好"), "{screen}");
    assert!(screen.contains("星标"), "{screen}");
}
