//! What keys do within an article, without a terminal: searching, links, jumps, headings, the
//! source, the setting. Opening articles and everything around them is `flows.rs`.

#![allow(clippy::unwrap_used)]

#[path = "common/app.rs"]
mod app;
#[path = "common/screen.rs"]
mod screen;

use app::{TestApp, paper, post};
use kanbao::app::{Effect, Message, Pane};
use kanbao::article::{Anchor, Article, Block, Target};
use kanbao::keys::Layer;
use kanbao::locale::Lang;

const ORDINARY: (u16, u16) = (80, 24);

/// An article of many kinds of text; the words looked for stand far apart.
const NOTES: &str = "\
# 后臺手记

网站的**后**臺由两个人看守，见[首页](https://news.example/a)和[注](#zhu)。

ＡＢＣ Café ｶﾞｲﾄﾞ，全形的字母也找得到。

## 第一节：江南

江南的雨下了一整夜，汇率
走势却没有人谈起。

1. 一
2. 二
3. 三

### 细目

| 名称 | 数 |
|---|---|
| 后台 | 3 |
| [表里的链接](https://table.example/) | 4 |

```
let 后臺 = \"code\";
```

## 第二节：塞北

塞北的风。

<p id=\"zhu\">注：写信给 <a href=\"mailto:bianji@news.example\">编辑</a>。</p>

尾声一。

尾声二。

尾声三。

尾声四。

尾声五。

尾声六。
";

/// The notes, opened in an ordinary terminal.
fn notes() -> TestApp {
    TestApp::new(Lang::Zh, ORDINARY).load(paper()).loaded().body(NOTES).keys("<Enter>")
}

/// The last line of the screen but one: what is known.
fn status(app: &TestApp) -> String {
    app.screen().lines().nth_back(1).unwrap().trim().to_owned()
}

fn top(app: &TestApp) -> usize {
    app.app.article_place().0
}

/// Which words are searched for, the number of the place, how many there are.
fn found(app: &TestApp) -> Option<(&str, usize, usize)> {
    app.app.found()
}

#[test]
fn words_are_found_however_they_are_written() {
    let table = [
        ("后台", 4),
        ("後臺", 4),
        ("abc", 1),
        ("ＡＢＣ　café", 1),
        ("ガイド", 1),
        ("汇率走势", 1),
        ("汇率 走势", 1),
        ("CODE", 1),
        ("表里", 1),
        ("没有", 1),
        ("无此词", 0),
    ];
    for (words, count) in table {
        let app = notes().keys(&format!("/{words}"));
        assert_eq!(found(&app).map(|(_, _, all)| all), Some(count), "{words}");
    }
    assert_eq!(found(&notes().keys("/")), None);
}

#[test]
fn the_search_goes_along_while_typing_and_esc_comes_back() {
    let app = notes().keys("jj/塞北");
    assert_eq!(app.layer(), Layer::Prompt);
    assert!(app.screen().contains("查找: 塞北") && app.screen().trim_end().ends_with("1/2"));
    assert_eq!(app.rows_with("塞北的风").len(), 1, "{}", app.screen());
    let back = app.keys("<Esc>");
    assert_eq!((back.layer(), top(&back), found(&back)), (Layer::Article, 2, None));
    let nothing = notes().keys("jj/塞北x");
    assert_eq!(top(&nothing), 2);
    assert!(nothing.screen().trim_end().ends_with("没有找到"));
    let told = nothing.keys("<Enter>");
    assert_eq!(told.app.notice(), Some("没有找到：塞北x"));
    assert_eq!((found(&told), top(&told)), (None, 2));
}

#[test]
fn n_goes_on_and_around_and_esc_takes_the_marks_away() {
    let app = notes().keys("/后台<Enter>");
    assert_eq!(found(&app), Some(("后台", 1, 4)));
    assert!(status(&app).starts_with("查找 后台 1/4"), "{}", app.screen());
    let table = [
        ("n", 2, None),
        ("nnn", 4, None),
        ("nnnn", 1, Some("从头继续：1/4")),
        ("N", 4, Some("从末尾继续：4/4")),
        ("NN", 3, None),
        ("ｎＮ", 1, None),
    ];
    for (keys, at, notice) in table {
        let app = notes().keys("/后台<Enter>").keys(keys);
        assert_eq!((found(&app), app.app.notice()), (Some(("后台", at, 4)), notice), "{keys}");
    }
    let cleared = app.keys("<Esc>");
    assert_eq!((cleared.layer(), found(&cleared)), (Layer::Article, None));
    let again = cleared.keys("n");
    assert_eq!(found(&again), Some(("后台", 1, 4)));
    let left = again.keys("q");
    assert_eq!(left.layer(), Layer::List);
    assert_eq!(notes().keys("n").app.notice(), Some("还没有查找过。"));
}

#[test]
fn a_search_starts_at_the_top_of_the_window() {
    let app = notes().keys("G/后台<Enter>");
    assert_eq!(found(&app), Some(("后台", 1, 4)), "from the start, as there is none below");
    let app = notes().keys("]]]/后台<Enter>");
    assert_eq!(found(&app), Some(("后台", 3, 4)), "{}", app.screen());
}

#[test]
fn earlier_searches_come_back_with_the_arrows() {
    let app = notes().keys("/后台<Enter>/塞北<Enter>/江<Up>");
    assert_eq!(app.app.prompt_text(), Some("塞北"));
    let app = app.keys("<Up><Up>");
    assert_eq!((app.app.prompt_text(), found(&app)), (Some("后台"), Some(("后台", 3, 4))));
    let app = app.keys("<Down><Down>");
    assert_eq!((app.app.prompt_text(), found(&app)), (Some("江"), Some(("江", 1, 2))));
    let kept = app.keys("<Esc>");
    assert_eq!(found(&kept).map(|(words, ..)| words), Some("塞北"), "the search before is still marked");
}

#[test]
fn another_article_is_not_searched_yet() {
    let app = notes().keys("/后台<Enter>J");
    assert_eq!(found(&app), None);
    assert_eq!(found(&app.keys("n")), Some(("后台", 1, 4)));
}

#[test]
fn letters_open_links() {
    let url = |url: &str| Effect::OpenUrl(url.to_owned());
    let app = notes().keys("f");
    assert_eq!(app.layer(), Layer::Labels);
    assert!(app.screen().contains("a-z 打开"), "{}", app.screen());
    let opened = app.keys("a");
    assert_eq!(
        (opened.layer(), opened.effects.last()),
        (Layer::Article, Some(&url("https://news.example/a")))
    );
    for keys in ["f<Esc>", "f<C-c>", "fz<Esc>"] {
        let left = notes().keys(keys);
        assert_eq!((left.layer(), left.effects.len()), (Layer::Article, 1), "{keys}");
    }
    assert_eq!(notes().keys("fA").effects.last(), Some(&url("https://news.example/a")));
    assert_eq!(notes().keys("fㅁ").effects.last(), Some(&url("https://news.example/a")));
    let table = notes().keys("]]]fa");
    assert_eq!(table.effects.last(), Some(&url("https://table.example/")));
    let none = TestApp::with_paper().body("没有链接。").keys("<Enter>f");
    assert_eq!((none.layer(), none.app.notice()), (Layer::Article, Some("屏幕上没有链接。")));
}

#[test]
fn more_links_than_letters_have_two() {
    let body: String = (1..=30).map(|at| format!("[第{at}个](https://n{at}.example/)\n")).collect();
    let app = TestApp::with_paper().body(&body).keys("<Enter>fd");
    assert_eq!(app.layer(), Layer::Labels);
    let opened = app.keys("<Backspace>as");
    assert_eq!(opened.effects.last(), Some(&Effect::OpenUrl("https://n2.example/".into())));
}

#[test]
fn tab_walks_the_links_and_enter_opens_one() {
    let app = notes().keys("<Tab>");
    assert!(status(&app).starts_with("news.example/a"), "{}", app.screen());
    let opened = app.keys("<Enter>");
    assert_eq!(opened.effects.last(), Some(&Effect::OpenUrl("https://news.example/a".into())));
    let far = walked(notes(), "table.example/");
    assert_eq!(far.rows_with("表里的链接").len(), 1, "it was scrolled into view");
    let last = walked(far, "mailto bianji@news.example");
    let end = last.keys("<Tab>");
    assert_eq!(end.app.notice(), Some("后面没有链接了。"));
    let opened = end.keys("<Enter>");
    assert_eq!(opened.effects.last(), Some(&Effect::OpenUrl("mailto:bianji@news.example".into())));
    let back = opened.keys("<S-Tab>");
    assert!(status(&back).starts_with("table.example/"), "{}", back.screen());
    assert_eq!(notes().keys("<S-Tab>").app.notice(), None, "from the end of what is in view");
}

/// Walks on until the bottom line names this address.
#[track_caller]
fn walked(mut app: TestApp, address: &str) -> TestApp {
    for _ in 0..9 {
        app = app.keys("<Tab>");
        if status(&app).starts_with(address) {
            return app;
        }
    }
    panic!("{address}: {}", app.screen())
}

#[test]
fn a_link_that_was_scrolled_away_is_not_opened() {
    let away = notes().keys("<Tab>G<Enter>");
    assert_eq!(away.effects.len(), 1);
    let dropped = notes().keys("<Tab><Esc><Enter>");
    assert_eq!((dropped.layer(), dropped.effects.len()), (Layer::Article, 1));
}

/// Where the note of [`NOTES`] stands.
fn note_of(article: &Article) -> Anchor {
    let is_note = |block: &Block| block.kind.searchable().starts_with("注：");
    let at = article.blocks.iter().position(is_note).unwrap();
    Anchor { block: u32::try_from(at).unwrap() + 1, offset: 0 }
}

#[test]
fn places_of_the_article_are_gone_to_and_come_back_from() {
    let inside = |article: &mut Article| {
        article.places.push(("zhu".into(), note_of(article)));
        article.links[0].target = Target::Place("zhu".into());
        article.links[1].target = Target::Place("没有".into());
    };
    let notes =
        || TestApp::new(Lang::Zh, ORDINARY).load(paper()).loaded().body(NOTES).edit(inside).keys("<Enter>");
    let walked = notes().keys("<Tab>");
    assert!(status(&walked).starts_with("#zhu  注：写信给"), "{}", walked.screen());
    let app = notes().keys("1");
    let there = top(&app);
    assert!(app.screen().contains("注：写信给") && there > 0, "{}", app.screen());
    let back = app.keys("<C-o>");
    assert_eq!(top(&back), 0);
    let forward = back.keys("L");
    assert_eq!(top(&forward), there);
    let none = forward.keys("L");
    assert_eq!((top(&none), none.app.notice()), (there, Some("没有可前进的位置。")));
    assert_eq!(notes().keys("H").app.notice(), Some("没有可返回的位置。"));
    assert_eq!(notes().keys("2").app.notice(), Some("文中没有位置 没有。"));
    let listed = notes().keys("u<Enter>");
    assert_eq!((listed.layer(), top(&listed)), (Layer::Article, there), "the window of links is gone");
}

#[test]
fn links_to_other_posts_stay_inside() {
    let outside = |article: &mut Article| {
        let post = |path: &str, place: Option<&str>, url: Option<&str>| Target::Post {
            path: path.into(),
            place: place.map(str::to_owned),
            url: url.map(str::to_owned),
        };
        article.places.push(("zhu".into(), note_of(article)));
        article.links[0].target = post("001-旧闻.md", Some("zhu"), None);
        article.links[1].target = post("mei-you.md", None, None);
        article.links[2].target = post("mei-you.md", None, Some("https://news.example/mei-you"));
    };
    let mut posts = paper();
    posts.push(post("旧闻", &[], &[], 1));
    let app = TestApp::new(Lang::Zh, ORDINARY).load(posts).loaded().body(NOTES).edit(outside);
    let app = app.keys("<Enter>");
    let walked = app.keys("<Tab>");
    assert!(status(&walked).starts_with("旧闻  001-旧闻.md#zhu"), "{}", walked.screen());
    let opened = walked.keys("<Enter>");
    assert_eq!((opened.reading(), opened.selected()), ("旧闻", "旧闻"));
    assert!(top(&opened) > 0 && opened.screen().contains("注：写信给"), "{}", opened.screen());
    let back = opened.keys("<C-o>");
    let first = "人民币汇率走势平稳，央行称市场预期稳定";
    assert_eq!((back.reading(), back.selected(), top(&back)), (first, first, 0));
    let missing = back.keys("2");
    assert_eq!(missing.app.notice(), Some("不在本归档中：mei-you.md"));
    let outside = missing.keys("3");
    assert_eq!(outside.effects.last(), Some(&Effect::OpenUrl("https://news.example/mei-you".into())));
}

#[test]
fn the_way_back_leads_through_articles_too() {
    let app = notes().keys("jjjJ<C-o>");
    assert_eq!((app.reading(), top(&app)), ("人民币汇率走势平稳，央行称市场预期稳定", 3));
    let app = app.keys("<A-Right>");
    assert_eq!((app.reading(), app.selected()), ("江南的雨", "江南的雨"));
}

#[test]
fn headings_are_walked_and_listed() {
    let at = |keys: &str| {
        let app = notes().keys(keys);
        app.screen().lines().find(|row| row.contains("节") || row.contains("细目")).map(str::to_owned)
    };
    let row = at("]]").unwrap();
    assert!(row.contains("第一节：江南"), "{row}");
    assert!(at("]]]").unwrap().contains("细目"));
    assert!(at("】】】【").unwrap().contains("第一节"));
    assert_eq!(top(&notes().keys("]]]]][[[[[")), top(&notes().keys("]")));
    let end = notes().keys("]]]]]]]]");
    assert_eq!(end.app.notice(), Some("后面没有标题了。"));
    assert_eq!(notes().keys("[").app.notice(), Some("前面没有标题了。"));
    let listed = notes().keys("i");
    assert_eq!(listed.layer(), Layer::Contents);
    let taken = listed.keys("jj<Enter>");
    assert_eq!((taken.layer(), top(&taken)), (Layer::Article, top(&notes().keys("]]]"))));
    assert_eq!(top(&taken.keys("<C-o>")), 0);
    assert_eq!(notes().keys("ii").layer(), Layer::Article);
    let none = TestApp::with_paper().body("没有标题。").keys("<Enter>i");
    assert_eq!(none.app.notice(), Some("这篇文章没有标题。"));
}

#[test]
fn the_source_is_read_searched_and_left_at_the_same_place() {
    let app = notes().keys("jjv");
    assert_eq!(app.layer(), Layer::Source);
    let Some(Effect::ReadSource { path, .. }) = app.effects.last() else { panic!("{:?}", app.effects) };
    assert_eq!(path, "_posts/024-人民币汇率走势平稳，央行称市场预期稳定.md");
    assert_eq!(app.rows_with("2  title: 看报").len(), 1, "{}", app.screen());
    let sought = app.keys("/mailto<Enter>");
    assert_eq!(found(&sought), Some(("mailto", 1, 1)));
    assert_eq!(sought.rows_with("<a href=\"mailto:bianji").len(), 1, "{}", sought.screen());
    let end = sought.keys("<Esc>G");
    assert_eq!(end.rows_with("尾声六").len(), 1);
    for keys in ["v", "q", "<Esc>"] {
        let back = notes().keys("jjvG").keys(keys);
        assert_eq!((back.layer(), top(&back)), (Layer::Article, 2), "{keys}");
    }
    let failed = TestApp::with_paper().unanswered().keys("<Enter>v");
    let failed = failed.message(Message::SourceRead { ticket: 1, outcome: Err("权限不足".into()) });
    assert!(failed.screen().contains("权限不足"), "{}", failed.screen());
    let late = notes().keys("v").message(Message::SourceRead { ticket: 9, outcome: Ok("迟到".into()) });
    assert!(!late.screen().contains("迟到"));
    assert_eq!(notes().keys("vJ").layer(), Layer::Article);
}

#[test]
fn alone_on_the_screen_the_article_is_read_on() {
    for size in [(120, 36), ORDINARY, (50, 20), (20, 6), (300, 60)] {
        let app = TestApp::new(Lang::Zh, size).load(paper()).loaded().body(NOTES).keys("<Enter>jz");
        assert_eq!(app.layer(), Layer::Article);
        assert!(!app.screen().contains(['┃', '━']), "{}", app.screen());
        let next = app.keys("J");
        assert_eq!(next.reading(), "江南的雨");
        let end = next.keys("G");
        assert!(end.screen().contains("bianji@"), "the last row is shown: {}", end.screen());
        for keys in ["z", "q", "<Esc>"] {
            let left = TestApp::new(Lang::Zh, size).load(paper()).loaded().keys("<Enter>z").keys(keys);
            assert_eq!((left.layer(), left.screen().contains('━')), (Layer::Article, true), "{keys}");
        }
    }
    let list = notes().keys("zh");
    assert_eq!((list.app.focus(), list.screen().contains("文章 10")), (Pane::List, true));
    assert!(notes().keys("z/后台").screen().trim_end().ends_with("1/4"));
}

#[test]
fn lines_are_made_shorter_and_longer_and_the_text_stays() {
    let size = (200, 40);
    let body = format!("{}\n\n{}", "看报的人".repeat(200), "读到这里".repeat(300));
    let app = || TestApp::new(Lang::Zh, size).load(paper()).loaded().body(&body).keys("<Enter>jjjjjj");
    let first = |app: &TestApp| app.rows_with("报").first().cloned().unwrap_or_default();
    let rows = |keys: &str| app().keys(keys).app.article_place().1;
    assert_eq!(app().keys("<lt>").app.notice(), Some("行宽 76 列（38 字）"));
    assert!(rows("<lt>") > rows("j") && rows(">") < rows("j"));
    assert_eq!(app().keys(&"<lt>".repeat(30)).app.notice(), Some("行宽 20 列（10 字）"));
    assert_eq!(app().keys("《").app.notice(), Some("行宽 76 列（38 字）"));
    let wide = app().keys(&">".repeat(4));
    assert!(wide.app.notice().unwrap().starts_with("行宽 "), "{:?}", wide.app.notice());
    let widest = wide.keys(&">".repeat(20));
    assert!(widest.app.notice().unwrap().starts_with("已是此窗口的最大行宽"), "{:?}", widest.app.notice());
    let usual = widest.keys("=");
    assert_eq!(usual.app.notice(), Some("行宽 80 列（40 字）"));
    assert_eq!(first(&usual), first(&app()), "the text at the top is the same");
}

#[test]
fn long_rows_of_code_are_moved_sideways() {
    let body = format!("```\n短\n{}末尾后臺\n```\n", "看报的人".repeat(15));
    let app = |keys: &str| {
        TestApp::new(Lang::Zh, ORDINARY).load(paper()).loaded().body(&body).keys("<Enter>").keys(keys)
    };
    assert!(app("j").screen().contains("看报的人看报的人看") && !app("j").screen().contains("末尾"));
    assert!(app("j").screen().contains(". 代码右移"), "{}", app("j").screen());
    let end = app(&".".repeat(20));
    assert!(end.screen().contains("末尾后臺"), "{}", end.screen());
    assert_eq!(app("....,,,,").screen(), app("j").screen());
    assert_eq!(app("。。，，<S-Right><S-Left>").screen(), app("j").screen());
    assert!(app("/后台").screen().contains("末尾后臺"), "what is found is seen");
    let none = TestApp::with_paper().body("没有代码。").keys("<Enter>.");
    assert_eq!(none.app.notice(), Some("没有超出行宽的代码。"));
    assert!(!none.keys("j").screen().contains("代码右移"));
}

#[test]
fn the_setting_changes_while_reading() {
    let table = [
        ("sp", "段落：首行缩进"),
        ("spsp", "段落：空行分隔"),
        ("spspsp", "段落：自动（随语言）"),
        ("sj", "两端对齐：开"),
        ("sjsj", "两端对齐：关"),
        ("sh", "标点悬挂：开"),
        ("ss", "中西文间隙：开"),
        ("ｓｓss", "中西文间隙：关"),
    ];
    for (keys, notice) in table {
        assert_eq!(notes().keys(keys).app.notice(), Some(notice), "{keys}");
    }
}

#[test]
fn digits_behind_g_lead_to_tenths() {
    let body: String = (1..=100).map(|at| format!("第{at}段。\n\n")).collect();
    let app = |keys: &str| TestApp::with_paper().body(&body).keys("<Enter>").keys(keys);
    let (_, rows) = app("gg").app.article_place();
    assert_eq!(top(&app("g5")), rows / 2);
    assert_eq!(top(&app("ｇ１")), rows / 10);
    assert_eq!(TestApp::with_posts(100).keys("g5").selected(), "第51篇");
}

#[test]
fn every_line_of_a_long_article_is_reached() {
    let body: String = (1..=2000).map(|at| format!("第{at}段。\n\n")).collect();
    for keys in ["G", "<End>", "/第2000段<Enter>"] {
        let app =
            TestApp::new(Lang::Zh, (50, 20)).load(paper()).loaded().body(&body).keys("<Enter>").keys(keys);
        assert!(app.screen().contains("第2000段。"), "{keys}: {}", app.screen());
        assert!(app.keys("gg").screen().contains("第1段。"));
    }
}

#[test]
fn a_key_that_does_nothing_says_so() {
    let list = TestApp::new(Lang::Zh, ORDINARY).load(paper()).loaded();
    let table = [
        ("x", Some("x 在这里不起作用；按 ? 查看按键。")),
        ("gx", Some("gx 在这里不起作用；按 ? 查看按键。")),
        ("5x", Some("5x 在这里不起作用；按 ? 查看按键。")),
        ("<F5>", Some("F5 在这里不起作用；按 ? 查看按键。")),
        ("z", Some("z 只在正文里起作用。")),
        ("g<Esc>", None),
        ("5<Esc>", None),
        ("5", None),
    ];
    let mut app = list;
    for (keys, expected) in table {
        app = app.keys(keys);
        let expected = expected.map(|text| text.replace("5x", "x"));
        assert_eq!(app.app.notice(), expected.as_deref(), "{keys}");
        app = app.keys("<Esc>");
    }
    assert_eq!(notes().keys("<Enter>").app.notice(), Some("请先选一个链接：按 Tab 或 f。"));
    assert_eq!(notes().keys("vf").app.notice(), Some("f 只在正文里起作用。"));
    assert_eq!(notes().keys("fx").app.notice(), None, "letters of labels are no commands");
    assert_eq!(notes().keys("/x").app.notice(), None, "nor is what is typed");
}

#[test]
fn a_resize_puts_no_blank_row_above_what_was_at_the_top() {
    let mut app = notes().keys("z]]]");
    for columns in (30..=80).rev().chain(30..=80) {
        app = app.resize(columns, 16);
        // Alone on the screen, text begins in the second row.
        let screen = app.screen();
        assert_eq!(screen.lines().nth(1).unwrap().trim(), "细目", "{columns}");
    }
}

#[test]
fn the_title_is_not_said_twice() {
    let posts = vec![post("后臺手记", &[], &[], 0)];
    let open =
        |body: &str| TestApp::new(Lang::Zh, (80, 24)).load(posts.clone()).loaded().body(body).keys("<Enter>");
    let said = |body: &str| open(body).screen().matches("后臺手记").count();
    assert_eq!(said("# 后臺手记\n\n一"), said("一"));
    assert_eq!(said("# 后臺手记之二\n\n一"), 1 + said("一"));
    let twice = open("# 后臺手记\n\n一\n\n## 后臺\n\n后臺").keys("/后臺<Enter>");
    assert!(status(&twice).contains("1/2"), "{}", status(&twice));
}

#[test]
fn the_way_back_leads_from_the_ends_and_from_what_was_found() {
    let there = top(&notes().keys("jj"));
    for keys in ["jjG", "jjg9", "jj/塞北<Enter>", "jj/塞北<Enter>nn", "jjGk"] {
        let away = notes().keys(keys);
        assert_ne!(top(&away), there, "{keys}");
        assert_eq!(top(&away.keys("<C-o>")), there, "{keys}");
    }
    for keys in ["jj", "gg", "jj/塞北<Esc>", "jj<C-d>", "jj/没有这个词<Enter>", "vGv"] {
        assert_eq!(notes().keys(keys).keys("<C-o>").app.notice(), Some("没有可返回的位置。"), "{keys}");
    }
}

#[test]
fn what_a_window_covers_says_so() {
    for keys in ["it", "iJ", "uz", "?t"] {
        let app = notes().keys(keys);
        let notice = app.app.notice().unwrap_or_default();
        let unknown = "z 在这里不起作用；按 ? 查看按键。";
        assert!(notice.starts_with("请先关上这个窗口：按 ") || notice == unknown, "{keys}: {notice}");
    }
    assert!(notes().keys("%").app.notice().is_some_and(|notice| notice.contains("g1…g9")));
    assert_eq!(notes().keys("it").app.notice(), Some("请先关上这个窗口：按 i。"));
}

#[test]
fn nothing_is_said_of_a_text_that_is_not_there_yet() {
    let opening = || TestApp::new(Lang::Zh, ORDINARY).load(paper()).loaded().unanswered().keys("<Enter>");
    for keys in ["u", "i", "f", "3", "]", "<Tab>", "n", "."] {
        assert_eq!(opening().keys(keys).app.notice(), Some("正在打开…"), "{keys}");
    }
    assert_eq!(opening().keys("<Enter>").app.notice(), None);
}
