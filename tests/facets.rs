//! Categories, tags, months, dates and saved searches, without a terminal: keys in, then what is
//! left in the list, what the panes say, and what was asked for.

#![allow(clippy::unwrap_used)]

#[path = "common/app.rs"]
mod app;
#[path = "common/screen.rs"]
mod screen;

use app::{TestApp, paper, post};
use kanbao::app::{App, Effect, Message, Pane, Setup};
use kanbao::keys::{Keymap, Layer};
use kanbao::library::{FacetKind, Library, RootId};
use kanbao::locale::Lang;
use kanbao::post::Post;
use kanbao::query::saved::{Change, Saved};
use kanbao::text::width::Ruler;

const TAGS: Pane = Pane::Facets(FacetKind::Tag);

/// The column of the panes at the side, a trimmed text for each row.
fn side(app: &TestApp) -> Vec<String> {
    let screen = app.screen();
    screen.lines().map(|row| row.split(['│', '┃', '┤', '┬']).next().unwrap().trim().to_owned()).collect()
}

/// The rows of the pane of tags.
fn tags(app: &TestApp) -> Vec<String> {
    let rows = side(app).into_iter().skip_while(|row| !row.starts_with("标签")).skip(1);
    let rows = rows.take_while(|row| !row.is_empty());
    rows.map(|row| row.split_whitespace().collect::<Vec<_>>().join(" ")).collect()
}

fn saved(name: &str, query: &str, own: bool) -> Saved {
    Saved { name: name.to_owned(), query: query.to_owned(), own }
}

/// A reader of the paper with these saved searches.
fn with_searches(searches: Vec<Saved>) -> TestApp {
    let message = Message::Searches { change: Change::Remove(String::new()), outcome: Ok(searches) };
    TestApp::with_paper().message(message).keys("<Esc>")
}

#[test]
fn a_pane_is_narrowed_while_typing_and_esc_restores_it() {
    let app = TestApp::with_paper().keys("gt/银");
    assert_eq!((app.layer(), tags(&app)), (Layer::Prompt, vec!["银行 3".to_owned()]));
    assert!(app.screen().contains("标签 /银 1") && app.screen().contains("标签含: 银"), "{}", app.screen());
    assert_eq!(app.titles().len(), 10, "the list is not narrowed");
    let kept = app.keys("<Enter>");
    assert_eq!((kept.layer(), tags(&kept).len()), (Layer::Facets, 1));
    assert!(kept.screen().contains("标签 /银 1"));
    let chosen = kept.keys("<Space>");
    assert_eq!((tags(&chosen), chosen.titles().len()), (vec!["✓ 银行 3".to_owned()], 3));
    // One step back widens the pane, the next one leaves it.
    let wide = chosen.keys("<Esc>");
    assert_eq!((wide.app.focus(), tags(&wide).len()), (TAGS, 2));
    assert_eq!(wide.keys("<Esc>").app.focus(), Pane::List);
    let restored = TestApp::with_paper().keys("gt/日<Enter>/<C-u>한<Esc>");
    assert_eq!(tags(&restored), ["日本語 1"]);
    let traditional = TestApp::with_paper().keys("gt/銀");
    assert_eq!(tags(&traditional), ["银行 3"]);
    for typed in ["yh", "yinh", "yinhang"] {
        assert_eq!(tags(&TestApp::with_paper().keys(&format!("gt/{typed}"))), ["银行 3"], "{typed}");
    }
    let none = TestApp::with_paper().keys("gt/没有");
    assert!(none.screen().contains("没有找到"), "{}", none.screen());
}

#[test]
fn the_selection_of_a_narrowed_pane_moves_with_the_field_open() {
    let app = TestApp::with_paper().keys("gt/市<Down><Enter><Space>");
    assert_eq!(app.titles(), ["股市周评：三大指数小幅收涨"]);
}

#[test]
fn a_pane_is_sorted_by_number_or_by_name() {
    let app = TestApp::with_paper().keys("gt");
    assert_eq!(tags(&app)[..2], ["银行 3", "散文 2"]);
    let by_name = app.keys("\\");
    assert!(by_name.screen().contains("按名称"), "{}", by_name.screen());
    // cheng shi, english, gu shi, hui lv, ping guo, san wen, xiang ji, yin hang
    let names: Vec<String> =
        tags(&by_name).iter().map(|row| row.split(' ').next().unwrap().to_owned()).collect();
    assert_eq!(names[..9], ["城市", "English", "股市", "汇率", "苹果", "日本語", "散文", "相机", "银行"]);
    let back = by_name.keys("\\");
    assert_eq!(tags(&back)[..2], ["银行 3", "散文 2"]);
    assert_eq!(back.titles()[0], "人民币汇率走势平稳，央行称市场预期稳定", "the list keeps its order");
}

#[test]
fn a_tag_is_left_out_and_both_panes_say_what_is_chosen() {
    let table = [
        ("gt-", 7, "-银行"),
        ("gtx", 7, "-银行"),
        ("gt--", 10, ""),
        ("gt-<Space>", 3, "+银行"),
        ("gt<Space>-", 7, "-银行"),
        ("gt-j-", 5, "-银行 -散文"),
        ("gt<Space>gcj-", 2, "-要闻 +银行"),
        ("c财经<Enter>gt-", 1, "+财经 -银行"),
        ("gt-<C-t>", 10, ""),
        ("gc<Space>j<Space>", 7, "+财经 | +副刊"),
        ("gc<Space>j<Space>&", 0, "+财经 +副刊"),
        ("t要闻<Esc>c财经<Enter>c要闻<Enter>gc&", 1, "+财经 +要闻"),
    ];
    for (keys, left, said) in table {
        let app = TestApp::with_paper().keys(keys);
        let screen = app.screen();
        let status = screen.lines().rev().nth(1).unwrap();
        assert_eq!(app.titles().len(), left, "{keys}\n{screen}");
        assert_eq!(status.contains("筛选"), !said.is_empty(), "{keys}: {status}");
        assert!(status.contains(said), "{keys}: {status}");
    }
    let app = TestApp::with_paper().keys("gt-");
    assert_eq!(tags(&app)[0], "- 银行 3", "what it would leave if it were chosen");
    assert!(side(&TestApp::with_paper().keys("gc&")).iter().any(|row| row.contains("全部")));
}

/// The paper, and older posts: 2 of January 2022, 1 of December 2023.
fn years() -> Vec<Post> {
    let mut posts = paper();
    posts.push(post("旧闻一", &[], &["银行"], -780));
    posts.push(post("旧闻二", &[], &[], -781));
    posts.push(post("旧闻三", &[], &[], -90));
    posts
}

fn with_years(size: (u16, u16)) -> TestApp {
    TestApp::new(Lang::Zh, size).load(years()).loaded()
}

#[test]
fn months_are_shown_below_the_list_and_follow_the_filter() {
    let app = with_years((80, 24));
    let screen = app.screen();
    assert!(screen.contains("2024-03: 10 ^") && screen.contains(" 2022-01 "), "{screen}");
    let app = app.keys("G");
    assert!(app.screen().contains("^ 2022-01: 2"), "{}", app.screen());
    let app = app.keys("t银行<Enter>");
    assert!(app.screen().contains("^ 2022-01: 1"), "{}", app.screen());
    let hidden = app.keys("sm");
    assert_eq!(hidden.app.notice(), Some("各月篇数：隐藏"));
    assert!(!hidden.screen().contains("2022-01: 1"));
    assert!(hidden.keys("sm").screen().contains("^ 2022-01: 1"));
}

#[test]
fn months_are_hidden_where_there_is_no_room_or_no_date() {
    for (size, shown) in [((80, 24), true), ((50, 20), true), ((80, 12), false), ((24, 24), false)] {
        assert_eq!(with_years(size).screen().contains("2024-03: 10"), shown, "{size:?}");
    }
    // The article takes the room.
    assert!(!with_years((80, 20)).keys("<Enter>").screen().contains("2024-03: 10"));
    let undated: Vec<Post> = paper().into_iter().map(|post| Post { date: None, ..post }).collect();
    let app = TestApp::new(Lang::Zh, (80, 24)).load(undated).loaded();
    assert!(!app.screen().contains('^'));
    assert_eq!(app.keys("sm").app.notice(), Some("没有可显示的月份：没有日期，或都在同一个月。"));
}

#[test]
fn months_are_ascii_where_the_glyphs_would_be_wide() {
    let app = with_years((80, 24)).message(Message::Measured(Ruler::Wide));
    let theme = kanbao::theme::Theme::builtin("night").unwrap();
    let buffer = screen::painted(&app.app, (80, 24), &theme);
    let text: String = buffer.content().iter().map(|cell| cell.symbol()).collect();
    assert!(text.contains('#') && text.contains("2024-03: 10 ^"), "{text}");
    assert!(!text.contains(['▁', '█', '│', '─']), "{text}");
}

#[test]
fn braces_go_from_month_to_month() {
    let table = [
        ("}", "旧闻三"),
        ("}}", "旧闻一"),
        ("}}j{", "旧闻一"),
        ("}}{", "旧闻三"),
        ("2}", "旧闻一"),
        ("jj{", "人民币汇率走势平稳，央行称市场预期稳定"),
        ("9}", "旧闻一"),
    ];
    for (keys, selected) in table {
        assert_eq!(with_years((80, 24)).keys(keys).selected(), selected, "{keys}");
    }
    let end = with_years((80, 24)).keys("9}}");
    assert_eq!(end.app.notice(), Some("列表中没有更多月份了。"));
}

#[test]
fn a_date_is_gone_to_while_it_is_typed() {
    let table = [
        ("gd2022", "旧闻一"),
        ("gd2022-01<Enter>", "旧闻一"),
        ("gd2022-01-10", "旧闻二"),
        ("gd2023", "旧闻三"),
        ("gd2024-03-19<Enter>", "股市周评：三大指数小幅收涨"),
        ("gd2024/3/18<Enter>", "城市里的一棵树 🌳"),
        ("gd2024<Enter>", "人民币汇率走势平稳，央行称市场预期稳定"),
        ("\\gd2024-03-22<Enter>", "Apple 发布会：新款 MacBook 上市"),
        ("jjgd2022<Esc>", "ソニー、新型カメラを発表"),
        ("gd2022年1月", "旧闻一"),
        ("gd2999", "人民币汇率走势平稳，央行称市场预期稳定"),
        ("jjgd什么", "ソニー、新型カメラを発表"),
    ];
    for (keys, selected) in table {
        assert_eq!(with_years((80, 24)).keys(keys).selected(), selected, "{keys}");
    }
    let begun = with_years((80, 24)).keys("gd202");
    assert!(begun.screen().contains("日期: 202\n"), "{}", begun.screen());
    assert!(begun.keys("<Enter>").screen().contains("2022-01"), "what a date looks like");
    let wrong = with_years((80, 24)).keys("gd什么<Enter>");
    assert_eq!(wrong.layer(), Layer::Prompt);
    assert!(wrong.screen().contains("日期"), "{}", wrong.screen());
    let early = with_years((80, 24)).keys("gd1999");
    assert!(early.screen().contains("没有这么早的文章"), "{}", early.screen());
}

#[test]
fn saved_searches_stand_above_the_categories_and_are_chosen_like_one() {
    let app = with_searches(vec![saved("行情", "行", false), saved("散文", "tag:散文 -城市", true)]);
    let rows = side(&app);
    assert!(
        rows[0].starts_with("查询 2") && rows[1].starts_with("行情") && rows[2].ends_with('1'),
        "{rows:?}"
    );
    let app = app.keys("gsj<Space>");
    assert_eq!((app.app.focus(), app.titles()), (Pane::Searches, vec!["江南的雨"]));
    assert!(side(&app)[2].starts_with("✓ 散文"), "{}", app.screen());
    let app = app.keys("<Space>");
    assert_eq!(app.titles().len(), 10);
    let app = app.keys("gc<Space>gsgg<Enter>");
    assert_eq!((app.app.focus(), app.titles().len()), (Pane::List, 3), "the choice of categories is dropped");
    assert!(side(&app)[1].starts_with("✓ 行情"));
    // Further conditions: it is no longer that search.
    assert!(!side(&app.keys("t汇率<Enter>"))[1].starts_with('✓'));
}

#[test]
fn the_way_leads_from_searches_to_categories_to_tags() {
    let app = || with_searches(vec![saved("行情", "行", true)]);
    for size in [(120, 40), (80, 24), (50, 20), (40, 8)] {
        for (keys, pane) in [
            ("gsj", Pane::Facets(FacetKind::Category)),
            ("gck", Pane::Searches),
            ("gslh", Pane::Searches),
            ("gs<Tab>", Pane::Facets(FacetKind::Category)),
            ("<Tab>", Pane::Searches),
            ("gs<Esc>", Pane::List),
        ] {
            assert_eq!(app().resize(size.0, size.1).keys(keys).app.focus(), pane, "{keys} {size:?}");
        }
    }
    let none = TestApp::with_paper().keys("gs");
    assert_eq!(none.app.notice(), Some("还没有保存的查询；按 B 保存当前筛选。"));
}

#[test]
fn what_is_saved_is_the_whole_filter_as_a_query() {
    let table = [
        ("/行<Enter>B银行<Enter>", "行"),
        ("t银行<Enter>B 银 行 <Enter>", r#"tag:"银行""#),
        ("/行<Enter>t银行<Enter>gcj-B一<Enter>", r#"行 -cat:"要闻" tag:"银行""#),
        ("gc<Space>j<Space>B一<Enter>", r#"cat:("财经" OR "副刊")"#),
        ("gt<Space>j<Space>&B一<Enter>", r#"tag:("银行" OR "汇率")"#),
        ("gt<Space>j-B一<Enter>", r#"tag:"银行" -tag:"汇率""#),
    ];
    for (keys, query) in table {
        let app = TestApp::with_paper().keys(keys);
        let Some(Effect::Searches(Change::Save(saved))) = app.effects.last() else { panic!("{keys}") };
        assert_eq!((saved.query.as_str(), saved.own), (query, true), "{keys}");
    }
    let app = TestApp::with_paper().keys("/雨 OR 树<Enter>t散文<Enter>B一<Enter>");
    let Some(Effect::Searches(Change::Save(saved_or))) = app.effects.last() else { panic!() };
    assert_eq!(saved_or.query, r#"(雨 OR 树) tag:"散文""#);
    let quoted = vec![post("题", &[], &[r#"他说"好\坏""#], 1)];
    let app = TestApp::new(Lang::Zh, (80, 24)).load(quoted).loaded().keys("gt<Space>B一<Enter>");
    let Some(Effect::Searches(Change::Save(odd))) = app.effects.last().cloned() else { panic!() };
    let all = Ok(vec![odd.clone()]);
    let app =
        app.message(Message::Searches { change: Change::Save(odd), outcome: all }).keys("<C-t>gs<Space>");
    assert_eq!((app.titles(), app.app.filter().tags.included.len()), (vec!["题"], 0));
    let app = TestApp::with_paper().keys("t银行<Enter>B 银 行 <Enter>");
    let Some(Effect::Searches(change)) = app.effects.last().cloned() else { panic!() };
    assert_eq!(change, Change::Save(saved("银 行", r#"tag:"银行""#, true)));
    let app = app
        .message(Message::Searches { change, outcome: Ok(vec![saved("银 行", r#"tag:"银行""#, true)]) });
    assert_eq!(app.app.notice(), Some("已保存：银 行"));
    assert!(side(&app)[1].starts_with("✓ 银 行"), "{}", app.screen());
}

#[test]
fn a_name_must_be_there_and_must_not_be_the_config_files() {
    assert_eq!(TestApp::with_paper().keys("B").app.notice(), Some("当前没有筛选，没有可保存的。"));
    let begun = TestApp::with_paper().keys("/银行 tag:<Enter>B");
    assert_eq!(
        (begun.layer(), begun.app.notice().is_some()),
        (Layer::List, true),
        "{:?}",
        begun.app.notice()
    );
    let app = || with_searches(vec![saved("甲", "行", false), saved("乙", "雨", true)]).keys("/银<Enter>B");
    let saves = |app: &TestApp| app.effects.iter().filter(|it| matches!(it, Effect::Searches(_))).count();
    for (keys, said) in
        [("<Enter>", "请输入名称"), ("甲<Enter>", "config.yaml 中已有此名"), ("乙", "将替换同名查询")]
    {
        let app = app().keys(keys);
        assert_eq!((app.layer(), saves(&app)), (Layer::Prompt, 0), "{keys}");
        assert!(app.screen().contains(said), "{keys}: {}", app.screen());
    }
    assert_eq!(saves(&app().keys("乙<Enter>")), 1);
    assert_eq!(saves(&app().keys("丙<Esc>")), 0);
}

#[test]
fn a_saved_search_is_removed_after_a_question() {
    let app = || with_searches(vec![saved("甲", "行", false), saved("乙", "雨", true)]);
    let asked = app().keys("gsjD");
    assert_eq!(asked.layer(), Layer::Dialog);
    assert!(asked.screen().contains("删除查询“乙”？"), "{}", asked.screen());
    for key in ["<Esc>", "n", "q", "<Enter>"] {
        let kept = app().keys("gsjD").keys(key);
        assert_eq!((kept.effects.len(), kept.layer()), (0, Layer::Facets), "{key}");
    }
    let gone = asked.keys("y");
    assert_eq!(gone.effects, [Effect::Searches(Change::Remove("乙".to_owned()))]);
    let change = Change::Remove("乙".to_owned());
    let gone = gone.message(Message::Searches { change, outcome: Ok(vec![saved("甲", "行", false)]) });
    assert_eq!(gone.app.notice(), Some("已删除：乙"));
    let theirs = app().keys("gsD");
    assert_eq!(
        (theirs.layer(), theirs.app.notice()),
        (Layer::Facets, Some("“甲”写在 config.yaml 中，请在那里删除。"))
    );
    assert_eq!(app().keys("gtD").app.notice(), Some("请先选一个保存的查询。"));
    let change = Change::Remove("甲".to_owned());
    let failed = app().message(Message::Searches { change, outcome: Err("磁盘已满".to_owned()) });
    assert_eq!(failed.app.notice(), Some("没有保存：磁盘已满"));
    assert!(side(&failed)[0].starts_with("查询 2"));
}

#[test]
fn names_of_the_command_line_are_chosen_as_their_posts_come() {
    let start = |tags: &[&str], categories: &[&str]| {
        let owned = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect();
        let (tags, categories) = (owned(tags), owned(categories));
        let setup =
            Setup { lang: Lang::Zh, keymap: Keymap::builtin(), columns: 80, rows: 24, ..Setup::default() };
        let mut app = App::new(Setup { tags, categories, ..setup });
        for posts in [paper().split_off(5), paper()[..5].to_vec()] {
            app.update(Message::Loaded {
                root: RootId(0),
                parts: vec![Library::of(RootId(0), &posts).into()],
                problems: Vec::new(),
            });
        }
        app.update(Message::LoadEnded);
        (app.listed().len(), app.notice().map(str::to_owned))
    };
    assert_eq!(start(&["银行"], &[]), (3, None));
    assert_eq!(start(&["银行", "汇率"], &[]), (1, None));
    assert_eq!(start(&["english"], &["科技"]), (1, None));
    assert_eq!(start(&[], &["财经", "副刊"]), (7, None));
    assert_eq!(start(&["銀行"], &[]), (3, None));
    assert_eq!(start(&["Englsh"], &[]), (10, Some("没有标签“Englsh”；是不是“English”？".to_owned())));
    assert_eq!(start(&[], &["体育"]), (10, Some("没有分类“体育”".to_owned())));
}
