//! What keys do to the reader, without a terminal: keys in, then who has the keys, what is
//! selected, and what was asked for.

#![allow(clippy::unwrap_used)]

#[path = "common/app.rs"]
mod app;
#[path = "common/screen.rs"]
mod screen;

use app::{TestApp, paper, post, problem};
use kanbao::app::{App, Effect, Message, Pane, Setup};
use kanbao::keys::{Keymap, Layer};
use kanbao::library::{FacetKind, Front, Library, PostId, RootId, SortKey};
use kanbao::locale::Lang;
use kanbao::post::Severity;

const CATEGORIES: Pane = Pane::Facets(FacetKind::Category);
const TAGS: Pane = Pane::Facets(FacetKind::Tag);

#[test]
fn movement_takes_counts_and_stops_at_the_ends() {
    let table = [
        ("j", "第2篇"),
        ("jjk", "第2篇"),
        ("5j", "第6篇"),
        ("12j3k", "第10篇"),
        ("10j", "第11篇"),
        ("G", "第100篇"),
        ("Ggg", "第1篇"),
        ("7G", "第7篇"),
        ("9gg", "第9篇"),
        ("50%", "第51篇"),
        ("%", "第1篇"),
        ("999j", "第100篇"),
        ("99999999999999999999j", "第100篇"),
        ("3<Esc>j", "第2篇"),
        ("gxj", "第2篇"),
        ("0j", "第2篇"),
        ("ｊ", "第2篇"),
        ("３ｊ", "第4篇"),
        ("ㅓㅓ", "第3篇"),
        ("<Down><Down><Up>", "第2篇"),
        ("<Space>", "第34篇"),
        ("<Space>b", "第1篇"),
        ("<C-d>", "第18篇"),
    ];
    for (keys, selected) in table {
        assert_eq!(TestApp::with_posts(100).keys(keys).selected(), selected, "{keys}");
    }
}

#[test]
fn the_focus_goes_everywhere_and_back() {
    let table = [
        ("h", CATEGORIES),
        ("hl", Pane::List),
        ("gt", TAGS),
        ("gtlh", TAGS),
        ("gchh", CATEGORIES),
        ("h<Tab>", TAGS),
        ("<Tab>", CATEGORIES),
        ("<S-Tab><S-Tab>", CATEGORIES),
        ("<Enter>", Pane::Article),
        ("<Enter>h", Pane::List),
        ("<Enter><Tab>", Pane::Article),
        ("<Enter>ga", Pane::List),
        ("<Enter>gagr", Pane::Article),
        ("l", Pane::Article),
        ("<Enter>q", Pane::List),
        ("h<Esc>", Pane::List),
        ("hq", Pane::List),
        ("hG", CATEGORIES),
        ("hGj", TAGS),
        ("hGjk", CATEGORIES),
        ("<Enter><Backspace>", Pane::List),
    ];
    for size in [(120, 40), (80, 24), (50, 20)] {
        for (keys, pane) in table {
            let app = TestApp::new(Lang::Zh, size).load(paper()).loaded().keys(keys);
            assert_eq!(app.app.focus(), pane, "{keys} at {size:?}");
        }
    }
}

#[test]
fn a_post_is_opened_once_and_read() {
    let app = TestApp::with_posts(3).keys("j<Enter>");
    assert_eq!((app.layer(), app.reading()), (Layer::Article, "第2篇"));
    let id = app.app.selected().unwrap();
    let path = "_posts/001-第2篇.md".to_owned();
    let [Effect::OpenPost { ticket: 1, post }] = app.effects.as_slice() else { panic!("{:?}", app.effects) };
    assert_eq!((post.id, post.root, &post.path, post.known), (id, RootId(0), &path, None));
    let again = app.keys("q<Enter>");
    assert_eq!((again.layer(), again.effects.len()), (Layer::Article, 1));
}

#[test]
fn neighbours_are_those_of_the_list() {
    let table = [
        ("<Enter>J", "第2篇"),
        ("<Enter>JJK", "第2篇"),
        ("3J", "第4篇"),
        ("<Enter>qjjJ", "第4篇"),
        ("J", "第2篇"),
        ("/2<Enter><Enter>", "第2篇"),
        ("<Enter>K", "第1篇"),
    ];
    for (keys, reading) in table {
        assert_eq!(TestApp::with_posts(5).keys(keys).reading(), reading, "{keys}");
    }
    let end = TestApp::with_posts(2).keys("<Enter>JJ");
    assert_eq!((end.reading(), end.app.notice()), ("第2篇", Some("已是最后一篇。")));
    let start = TestApp::with_posts(2).keys("<Enter>K");
    assert_eq!(start.app.notice(), Some("已是第一篇。"));
    let filtered = TestApp::with_paper().keys("t银行<Enter><Enter>J");
    assert_eq!(filtered.reading(), "银行间市场利率下行");
    assert_eq!(filtered.selected(), filtered.reading());
}

#[test]
fn old_answers_are_dropped_and_failures_say_why() {
    let (first, second) = (PostId(0), PostId(1));
    let app = TestApp::with_posts(3).unanswered().keys("<Enter>J");
    assert!(app.screen().contains("正在打开…"), "{}", app.screen());
    let app = app.answer(1, first, Ok("旧的正文"));
    assert!(!app.screen().contains("旧的正文") && app.screen().contains("正在打开…"));
    let app = app.answer(2, second, Ok("新的正文"));
    assert!(app.screen().contains("新的正文") && !app.screen().contains("正在打开…"));
    let app = app.answer(1, first, Err("迟到的错误"));
    assert!(!app.screen().contains("迟到"));
    let failed = TestApp::with_posts(1).unanswered().keys("<Enter>").answer(1, first, Err("没有读权限"));
    assert!(failed.screen().contains("无法打开这篇文章："), "{}", failed.screen());
    assert!(failed.screen().contains("没有读权限"));
    let retried = failed.keys("q<Enter>");
    assert_eq!(retried.effects.len(), 2, "a failed article is asked for again");
}

#[test]
fn the_list_narrows_while_typing() {
    let app = TestApp::with_paper().keys("jj/title:银");
    assert_eq!(app.layer(), Layer::Prompt);
    assert_eq!(app.titles(), ["银行间市场利率下行"]);
    let app = app.keys("<Backspace>央行");
    assert_eq!(app.titles(), ["人民币汇率走势平稳，央行称市场预期稳定", "央行开展逆回购操作"]);
    let kept = TestApp::with_paper().keys("/央行 开展<Enter>");
    assert_eq!((kept.layer(), kept.titles()), (Layer::List, vec!["央行开展逆回购操作"]));
    let back = kept.keys("<Esc>");
    assert_eq!(back.titles().len(), 10);
    assert_eq!(TestApp::with_paper().keys("/ａｐｐｌｅ").titles(), ["Apple 发布会：新款 MacBook 上市"]);
    assert_eq!(TestApp::with_paper().keys("/没有这样的标题").selected(), "");
    assert_eq!(TestApp::with_paper().keys("/-银行 -央行 cat:财经").titles(), ["股市周评：三大指数小幅收涨"]);
}

#[test]
fn leaving_the_field_brings_back_what_was_before() {
    let app = TestApp::with_paper().keys("/行<Enter>jj");
    let before = (app.titles().len(), app.selected().to_owned());
    assert_eq!(before.1, "央行开展逆回购操作");
    for keys in ["/<C-u>雨<Esc>", "/<Down><Up>下行<Esc>", "/<C-u><Backspace>", "/<C-u>雨<C-c>"] {
        let after = TestApp::with_paper().keys("/行<Enter>jj").keys(keys);
        assert_eq!((after.titles().len(), after.selected().to_owned()), before, "{keys}");
        assert_eq!(after.layer(), Layer::List);
    }
}

#[test]
fn the_field_moves_the_selection_and_takes_pasted_text() {
    let app = TestApp::with_paper().keys("/行<Down><C-n>");
    assert_eq!(app.selected(), "央行开展逆回购操作");
    let app = TestApp::with_paper().keys("/").message(Message::Paste(" 江南\n".to_owned()));
    assert_eq!((app.app.prompt_text(), app.selected()), (Some("江南"), "江南的雨"));
    let ignored = TestApp::with_paper().message(Message::Paste("江南".to_owned()));
    assert_eq!((ignored.layer(), ignored.titles().len()), (Layer::List, 10));
}

#[test]
fn half_a_condition_waits_and_says_what_is_wrong() {
    let app = TestApp::with_paper().keys("/title:银行 tag:");
    assert_eq!(app.titles(), ["银行间市场利率下行"]);
    assert!(app.screen().contains("tag"), "{}", app.screen());
    let app = app.keys("银行");
    assert_eq!(app.titles(), ["银行间市场利率下行"]);
}

#[test]
fn the_selection_is_a_post_and_not_a_row() {
    let app = TestApp::with_paper().keys("jj");
    let camera = "ソニー、新型カメラを発表";
    assert_eq!(app.selected(), camera);
    let app = app.load(vec![post("号外", &[], &[], 90), post("旧闻", &[], &[], 0)]);
    assert_eq!((app.selected(), app.titles()[0]), (camera, "号外"));
    let app = app.keys("\\");
    assert_eq!((app.selected(), app.titles()[0]), (camera, "旧闻"));
    let app = app.keys("/财经<Enter>");
    assert_ne!(app.selected(), camera);
    assert_eq!(app.keys("<Esc>").selected(), camera);
}

#[test]
fn until_something_is_selected_the_newest_is() {
    let app = TestApp::new(Lang::Zh, (80, 24)).load(vec![post("旧闻", &[], &[], 1)]);
    assert_eq!(app.selected(), "旧闻");
    let app = app.load(vec![post("新闻", &[], &[], 2)]);
    assert_eq!(app.selected(), "新闻");
    let app = app.keys("<Enter>").load(vec![post("更新的新闻", &[], &[], 3)]);
    assert_eq!((app.selected(), app.reading()), ("新闻", "新闻"));
}

#[test]
fn tags_are_and_categories_are_or_and_a_key_makes_tags_or() {
    let count = |keys: &str| TestApp::with_paper().keys(keys).titles().len();
    let table = [
        ("t银行<Enter>", 3),
        ("t银行<Enter>t汇率<Enter>", 1),
        ("t银行<Enter>&t汇率<Enter>t散文<Enter>", 5),
        ("c财经<Enter>", 4),
        ("c财经<Enter>c副刊<Enter>", 7),
        ("c财经<Enter>t银行<Enter>", 3),
        ("c财经<Enter>c财经<Enter>", 10),
        ("t银行<Enter><C-t>", 10),
        ("t银行<Enter><Esc>", 10),
        ("h<Space>", 4),
        ("h<Space><Space>", 10),
        ("hj<Enter>", 3),
        ("gt<Space>", 3),
    ];
    for (keys, left) in table {
        assert_eq!(count(keys), left, "{keys}");
    }
}

#[test]
fn counts_follow_the_other_filters() {
    let app = TestApp::with_paper().keys("c财经<Enter>h");
    let screen = app.screen();
    let row = |name: &str| {
        let row = screen.lines().find(|row| row.contains(name)).unwrap_or_default();
        row.split('│').next().unwrap_or_default().trim().to_owned()
    };
    assert_eq!(row("副刊 "), "副刊          3", "{screen}");
    assert_eq!(row("✓ 财经"), "✓ 财经          4");
    assert_eq!(row("银行 "), "银行          3");
    assert!(!screen.lines().any(|row| row.starts_with("   散文")), "{screen}");
}

#[test]
fn choosing_by_typing_takes_only_what_it_found() {
    let app = TestApp::with_paper().keys("t没有");
    assert_eq!(app.keys("<Enter>").layer(), Layer::Prompt);
    let app = TestApp::with_paper().keys("t<Down><Enter>");
    assert_eq!(app.titles(), ["江南的雨", "城市里的一棵树 🌳"]);
    let app = TestApp::with_paper().keys("tENG<Enter>");
    assert_eq!(app.titles().len(), 1);
    let left = TestApp::with_paper().keys("t银<Esc>");
    assert_eq!((left.layer(), left.titles().len()), (Layer::List, 10));
}

#[test]
fn any_post_is_found_by_its_title() {
    let table = [
        // What is typed, and what is opened: as written, by letters in between, by pinyin.
        ("<C-p>江南<Enter>", "江南的雨"),
        ("gp汇走势<Enter>", "人民币汇率走势平稳，央行称市场预期稳定"),
        ("<C-p>jnd<Enter>", "江南的雨"),
        ("<C-p>jiangnan<Enter>", "江南的雨"),
        ("<C-p>macbook<Enter>", "Apple 发布会：新款 MacBook 上市"),
        ("<C-p>yinhj<C-n><Up><Enter>", "银行间市场利率下行"),
        // Also over an article, a window, and where the filter hides it.
        ("<Enter><C-p>江南<Enter>", "江南的雨"),
        ("?<C-p>江南<Enter>", "江南的雨"),
        ("/银行<Enter><C-p>江南<Enter>", "江南的雨"),
        // Nothing typed: what was opened last, then the newest.
        ("<C-p><Down><Enter>", "江南的雨"),
        ("G<Enter>gg<C-p><C-n><Enter>", "人民币汇率走势平稳，央行称市场预期稳定"),
        ("j<Enter>hj<Enter><C-p><C-n><Enter>", "江南的雨"),
    ];
    for (keys, reading) in table {
        let app = TestApp::with_paper().keys(keys);
        assert_eq!((app.reading(), app.layer()), (reading, Layer::Article), "{keys}");
    }
    let hidden = TestApp::with_paper().keys("/银行<Enter>j<C-p>江南<Enter>");
    assert_eq!((hidden.selected(), hidden.titles().len()), ("银行间市场利率下行", 3));
    let listed = TestApp::with_paper().keys("<C-p>江南<Enter>");
    assert_eq!(listed.selected(), "江南的雨");
}

#[test]
fn leaving_the_search_for_a_post_changes_nothing() {
    for keys in ["<C-p>江南<Esc>", "gp<Backspace>", "gpjn<C-n><C-p><C-c>"] {
        let app = TestApp::with_paper().keys("/银行<Enter>j").keys(keys);
        assert_eq!(
            (app.selected(), app.reading(), app.layer()),
            ("银行间市场利率下行", "", Layer::List),
            "{keys}"
        );
    }
    let nothing = TestApp::with_paper().keys("<C-p>没有这个<Enter>");
    assert_eq!((nothing.reading(), nothing.layer()), ("", Layer::Prompt));
    let window = TestApp::with_paper().keys("?<C-p><Esc>");
    assert_eq!(window.layer(), Layer::Help);
    let later =
        TestApp::with_paper().keys("<C-p>明日").load(vec![post("明日之星", &[], &[], 40)]).keys("<Enter>");
    assert_eq!(later.reading(), "明日之星");
}

#[test]
fn links_open_by_number_and_from_their_window() {
    let first = Effect::OpenUrl("https://www.pbc.example/%E5%85%AC%E5%91%8A/%E6%B1%87%E7%8E%87".to_owned());
    let second = Effect::OpenUrl("https://data.example/x?y=1".to_owned());
    let table = [
        ("<Enter>1", Some(&first)),
        ("<Enter>2", Some(&second)),
        ("<Enter>２", Some(&second)),
        ("<Enter>3", None),
        ("<Enter>0", None),
        ("<Enter>u<Enter>", Some(&first)),
        ("<Enter>uj<Enter>", Some(&second)),
        ("<Enter>u2", Some(&second)),
        ("<Enter>uGko", Some(&first)),
    ];
    for (keys, expected) in table {
        let app = TestApp::with_posts(1).keys(keys);
        assert_eq!(app.effects.get(1), expected, "{keys}");
    }
    let none = TestApp::with_posts(1).keys("<Enter>7");
    assert_eq!(none.app.notice(), Some("没有第 7 个链接。"));
    let closed = TestApp::with_posts(1).keys("<Enter>uu");
    assert_eq!(closed.layer(), Layer::Article);
}

#[test]
fn the_source_is_that_of_what_has_the_keys() {
    let url = |at: usize| Effect::OpenUrl(format!("https://news.example/{at}"));
    assert_eq!(TestApp::with_posts(3).keys("o").effects, [url(2)]);
    assert_eq!(TestApp::with_posts(3).keys("<Enter>o").effects[1], url(2));
    assert_eq!(TestApp::with_posts(3).keys("<Enter>qjo").effects[1], url(1));
    let mut lone = post("无源", &[], &[], 1);
    lone.source = None;
    let app = TestApp::new(Lang::Zh, (80, 24)).load(vec![lone]).keys("o");
    assert_eq!((app.effects.len(), app.app.notice()), (0, Some("这篇文章没有注明原文链接。")));
    assert_eq!(TestApp::new(Lang::Zh, (80, 24)).keys("o<Enter>J1u").effects, []);
}

#[test]
fn a_browser_that_does_not_start_leaves_the_address() {
    let url = "https://news.example/一个很长的网址".to_owned();
    let app = TestApp::with_posts(3).message(Message::OpenFailed { url, why: "没有浏览器".to_owned() });
    assert_eq!(app.layer(), Layer::Dialog);
    let screen = app.screen();
    for text in ["无法启动浏览器", "没有浏览器", "https://news.example/一个很长的网址"] {
        assert!(screen.contains(text), "{screen}");
    }
    for key in ["<Enter>", "q", "<Esc>"] {
        let url = "https://x.example".to_owned();
        let app = TestApp::with_posts(3).message(Message::OpenFailed { url, why: "无".to_owned() });
        let app = app.keys(key);
        assert_eq!((app.layer(), app.effects.len()), (Layer::List, 0), "{key}");
    }
}

#[test]
fn one_step_back_at_a_time_and_quit_at_the_top() {
    let mut app = TestApp::with_paper().keys("/行<Enter><Enter>?/退<Enter>");
    assert_eq!(app.layer(), Layer::Help);
    let steps = [Layer::Help, Layer::Article, Layer::List, Layer::List];
    for (at, layer) in steps.into_iter().enumerate() {
        app = app.keys("<Esc>");
        assert_eq!(app.layer(), layer, "step {at}");
    }
    assert_eq!(app.titles().len(), 10, "the last step cleared the filter");
    app = app.keys("<Esc><Esc>");
    assert!(!app.effects.contains(&Effect::Quit));
    app = app.keys("q");
    assert_eq!(app.effects.last(), Some(&Effect::Quit));
    for keys in ["Q", "<C-c>", "<Enter>Q", "?Q"] {
        assert_eq!(TestApp::with_paper().keys(keys).effects.last(), Some(&Effect::Quit), "{keys}");
    }
}

#[test]
fn a_window_keeps_the_keys_to_itself() {
    for keys in ["?h", "?gt", "?<Tab>", "?c财", "?J", "?\\", "?u", "?!", "?<Enter>"] {
        let app = TestApp::with_paper().keys(keys);
        assert_eq!((app.layer(), app.app.focus()), (Layer::Help, Pane::List), "{keys}");
        assert_eq!(app.effects, [], "{keys}");
    }
}

#[test]
fn problems_are_counted_and_listed_worst_first() {
    let problems = vec![
        problem("_posts/乙.md", Some(3), Severity::Warning, "日期写法不规范"),
        problem("_posts/甲.md", None, Severity::Error, "无法解码"),
        problem("_posts/丙.md", None, Severity::Info, "只是提示"),
    ];
    let app = TestApp::with_paper().find(problems);
    assert!(app.screen().contains("10 篇 · 1 跳过 (!)"), "{}", app.screen());
    let app = app.keys("!");
    assert_eq!(app.layer(), Layer::Problems);
    let screen = app.screen();
    let (worst, second) = (screen.find("甲.md").unwrap(), screen.find("乙.md:3").unwrap());
    assert!(worst < second, "{screen}");
    let app = app.find(vec![problem("_posts/丁.md", None, Severity::Error, "空文件")]);
    assert!(app.screen().contains("丁.md"));
    assert_eq!(app.keys("!").layer(), Layer::List);
    assert_eq!(TestApp::with_paper().keys("!").app.notice(), Some("所有文件都没有问题。"));
}

#[test]
fn help_is_searched() {
    let app = TestApp::with_paper().keys("?/浏览器");
    assert_eq!(app.layer(), Layer::Prompt);
    assert!(app.screen().contains("在浏览器中打开原文") && !app.screen().contains("下翻一页"));
    let app = app.keys("<Esc>");
    assert_eq!(app.layer(), Layer::Help);
    assert!(app.screen().contains("下翻一页"));
    assert_eq!(app.titles().len(), 10, "the list is not narrowed");
}

#[test]
fn the_place_in_the_text_survives_a_resize() {
    let app = TestApp::new(Lang::Zh, (50, 12)).load(paper()).loaded().keys("<Enter><Space><Space>");
    let place = |app: &TestApp| app.app.article_place();
    let top_line = |app: &TestApp| app.screen().lines().nth(1).unwrap().trim().to_owned();
    let (before, line) = (place(&app), top_line(&app));
    assert!(before.0 > 0);
    let app = app.resize(28, 12);
    assert_ne!(place(&app).1, before.1, "the text was laid out anew");
    let app = app.resize(50, 12);
    assert_eq!((place(&app), top_line(&app)), (before, line));
    let app = app.resize(10, 2).resize(50, 12);
    assert_eq!(place(&app), before);
}

#[test]
fn the_last_line_of_a_text_can_be_reached_at_every_width() {
    for columns in (20..=140).step_by(9) {
        for rows in [6, 11, 12, 24] {
            let app = TestApp::new(Lang::Zh, (columns, rows)).load(paper()).loaded().keys("<Enter>G");
            let screen = app.screen();
            assert!(screen.contains("100%") || columns < 24, "{columns}×{rows}\n{screen}");
            assert!(screen.contains("y=1"), "{columns}×{rows}\n{screen}");
        }
    }
}

#[test]
fn the_wheel_scrolls_what_is_under_it_and_selects_nothing() {
    let wheel = |column, row, down| Message::Wheel { column, row, down };
    let app = TestApp::with_posts(100).keys("<Enter>").message(wheel(30, 10, true));
    assert_eq!((app.app.focus(), app.reading()), (Pane::Article, "第1篇"));
    assert!(!app.titles().is_empty() && app.screen().contains("第4篇"));
    let top = app.screen().lines().nth(1).unwrap().to_owned();
    assert!(top.contains("第4篇"), "{top}");
    let app = TestApp::new(Lang::Zh, (80, 24)).load(paper()).loaded().keys("<Enter>");
    let app = app.message(wheel(10, 20, true));
    assert_eq!(app.app.article_place().0, 3);
    let app = app.message(wheel(10, 20, false)).message(wheel(10, 20, false)).message(wheel(79, 23, true));
    assert_eq!(app.app.article_place().0, 0);
}

#[test]
fn what_the_terminal_does_is_an_effect() {
    let table = [("<C-z>", Effect::Suspend), ("<C-l>", Effect::Redraw), ("T", Effect::NextTheme)];
    for (keys, effect) in table {
        assert_eq!(TestApp::with_paper().keys(keys).effects, [effect], "{keys}");
    }
}

#[test]
fn a_query_narrows_from_the_start_and_a_bad_one_says_so() {
    let start = |query: &str| {
        let query = Some(query.to_owned());
        let keymap = Keymap::builtin();
        App::new(Setup { lang: Lang::Zh, keymap, query, columns: 80, rows: 24, ..Setup::default() })
    };
    let mut app = start("标题：银行");
    app.update(Message::Loaded {
        root: RootId(0),
        parts: vec![Library::of(RootId(0), &paper()).into()],
        problems: Vec::new(),
    });
    assert_eq!((app.listed().len(), app.notice()), (1, None));
    let mut app = start("tag:");
    assert!(app.notice().is_some_and(|notice| notice.starts_with("无法理解查询：")));
    app.update(Message::Loaded {
        root: RootId(0),
        parts: vec![Library::of(RootId(0), &paper()).into()],
        problems: Vec::new(),
    });
    assert_eq!(app.listed().len(), 10);
}

/// The posts of a paper as a list that was kept: its first columns, and all of them.
fn kept() -> (Front, Library) {
    let mut library = Library::default();
    for post in paper() {
        library.push(RootId(0), &post);
    }
    let whole = Library::from_columns(library.columns(&library.order(SortKey::Newest)), RootId(0)).unwrap();
    (front(&whole), whole)
}

#[test]
fn a_list_that_was_kept_is_shown_at_a_glance_and_then_whole() {
    let titles = |app: &App| -> Vec<String> {
        app.listed().iter().map(|id| app.library().title(*id).to_owned()).collect()
    };
    let read = TestApp::with_paper();
    let (first, whole) = kept();
    let new = || App::new(Setup { columns: 120, rows: 40, ..Setup::default() });
    let mut app = new();
    let effects = app.update(Message::Glance { front: Box::new(first), problems: Vec::new() });
    assert_eq!((titles(&app), effects), (titles(&read.app), Vec::new()));
    assert!(app.is_shown_at_a_glance());
    app.update(Message::Whole(Box::new(whole)));
    assert_eq!(titles(&app), titles(&read.app));
    assert!(app.library().ids().all(|id| !app.library().path(id).is_empty()));
    // What was kept turned out to be damaged: everything is read.
    let mut app = new();
    app.update(Message::Glance { front: Box::new(kept().0), problems: Vec::new() });
    app.update(Message::Whole(Box::default()));
    assert_eq!(app.listed(), []);
    app.update(Message::Loaded {
        root: RootId(0),
        parts: vec![Library::of(RootId(0), &paper()).into()],
        problems: Vec::new(),
    });
    app.update(Message::LoadEnded);
    assert_eq!(titles(&app), titles(&read.app));
}

fn front(library: &Library) -> Front {
    Front::read(library.columns(&library.order(SortKey::Newest)).front(100), RootId(0)).unwrap()
}

#[test]
fn a_filter_waits_for_the_whole_list() {
    let setup = Setup { query: Some("银行".to_owned()), columns: 120, rows: 40, ..Setup::default() };
    let mut app = App::new(setup);
    let (first, whole) = kept();
    app.update(Message::Glance { front: Box::new(first), problems: Vec::new() });
    assert!(!app.is_shown_at_a_glance());
    app.update(Message::Whole(Box::new(whole)));
    let read = TestApp::with_paper().keys("/ 银 行");
    assert_eq!(app.listed().len(), read.app.listed().len());
    assert!(!app.listed().is_empty());
}

#[test]
fn any_keys_in_any_size_leave_it_whole() {
    // A small generator of our own: the same keys each time.
    let mut state = 0x2545_f491_4f6c_dd1d_u64;
    let mut random = |below: usize| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        usize::try_from(state % 0xffff).unwrap() % below
    };
    let keys: Vec<&str> = "j k G g h l t c / ? ! u o q 1 5 0 J K & % \\ 银 行 a <Esc> <Enter> <Enter> <Tab> \
        <Space> <C-d> <C-u> <Backspace> <Down> <C-t> <Left> <Home>"
        .split_whitespace()
        .collect();
    let sizes = [(120, 40), (80, 24), (50, 20), (20, 6), (15, 4), (60, 9), (111, 7), (1, 1), (59, 13)];
    let mut app = TestApp::with_paper();
    for step in 0..3000 {
        match random(60) {
            0 => app = app.resize(sizes[random(sizes.len())].0, sizes[random(sizes.len())].1),
            1 => app = app.load(vec![post("新到", &["财经"], &["新"], i64::from(step))]),
            2 => app = app.message(Message::Wheel { column: 9, row: 3, down: step % 2 == 0 }),
            3 => app = app.find(vec![problem("坏.md", None, Severity::Error, "坏")]),
            _ => app = app.keys(keys[random(keys.len())]),
        }
        if step % 10 == 0 {
            app.screen();
        }
    }
}

#[test]
fn whatever_is_to_be_said_is_seen() {
    let said = |text: &str| Message::Notice(text.to_owned());
    let app = TestApp::with_paper().message(said("标记只保留到本次退出")).message(said("正文无法缓存"));
    let app = app.message(said("正文无法缓存"));
    assert!(app.screen().contains("标记只保留到本次退出"), "{}", app.screen());
    let app = app.keys("j");
    assert!(
        app.screen().contains("正文无法缓存") && !app.screen().contains("标记只保留"),
        "{}",
        app.screen()
    );
    let app = app.keys("j");
    assert!(!app.screen().contains("正文无法缓存"), "{}", app.screen());
}
