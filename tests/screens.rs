//! What the reader looks like: whole screens as text in `tests/golden/screens`, and what
//! holds for every screen in every size. `UPDATE_GOLDEN=1` writes the files anew: look at
//! what changed.

#![allow(clippy::unwrap_used)]

#[path = "common/app.rs"]
mod app;
#[path = "common/screen.rs"]
mod screen;

use std::cell::RefCell;
use std::fs;
use std::io::Write;
use std::path::Path;
use std::rc::Rc;

use app::{TestApp, paper, post, problem};
use kanbao::app::Message;
use kanbao::app::texts::Kept;
use kanbao::library::RootId;
use kanbao::locale::Lang;
use kanbao::post::{Problem, Severity};
use kanbao::query::saved::{Change, Saved};
use kanbao::state::{Baseline, Identity, Remembered};
use kanbao::text::Role;
use kanbao::theme::{NAMES, Part, Theme};
use ratatui::style::{Modifier, Style};

type Size = (u16, u16);

/// A name, and the reader in that state.
type Scene = (&'static str, fn(TestApp) -> TestApp);

const SCENES: [Scene; 37] = [
    ("list", |app| app.load(paper()).loaded().keys("j")),
    ("article", |app| app.load(paper()).loaded().keys("<Enter>")),
    ("article-end", |app| app.load(paper()).loaded().keys("<Enter>G")),
    ("list-beside-article", |app| app.load(paper()).loaded().keys("<Enter>q")),
    ("marked", |app| marked(app)),
    ("mark-all", |app| marked(app).keys("suA")),
    ("facets", |app| app.load(paper()).loaded().keys("gtj<Space>")),
    ("chosen", |app| searches(app).keys("gt-/s<Enter>j<Space>gc&")),
    ("searches", |app| searches(app).keys("gsj<Space>")),
    ("remove-search", |app| searches(app).keys("gsjD")),
    ("months", |app| years(app).keys("jjjjjjjjjjjj")),
    ("date", |app| years(app).keys("gd2022-01")),
    ("filter", |app| app.load(paper()).loaded().keys("c财经<Enter>/银行")),
    ("filtered", |app| app.load(paper()).find(problems()).loaded().keys("c财经<Enter>/行<Enter>\\")),
    ("bad-filter", |app| app.load(paper()).loaded().keys("/银行 cat:")),
    ("choose-tag", |app| app.load(paper()).loaded().keys("t<Down>")),
    ("jump", |app| app.load(paper()).loaded().keys("<C-p>yinh<Down>")),
    ("find-typing", |app| reading(app).keys("/后台")),
    ("find", |app| reading(app).keys("/后台<Enter>n")),
    ("hits", |app| hits(app).keys("j")),
    ("hit", |app| hits(app).keys("j<Enter>")),
    ("labels", |app| reading(app).keys("f")),
    ("walked-link", |app| reading(app).keys("<Tab>")),
    ("contents", |app| reading(app).keys("]i")),
    ("source", |app| reading(app).keys("v/后台<Enter>")),
    ("alone", |app| reading(app).keys("z")),
    ("alone-find", |app| reading(app).keys("z/后台<Enter>n")),
    ("setting-keys", |app| reading(app).keys("s")),
    ("links", |app| app.load(paper()).loaded().keys("<Enter>u")),
    ("problems", |app| app.load(paper()).find(problems()).loaded().keys("!j")),
    ("help", |app| app.load(paper()).loaded().keys("?")),
    ("help-search", |app| app.load(paper()).loaded().keys("?/open")),
    ("no-browser", |app| app.load(paper()).loaded().message(no_browser())),
    ("loading", |app| app),
    ("nothing", |app| app.loaded()),
    ("no-match", |app| app.load(paper()).loaded().keys("/没有这样的标题<Enter>")),
    ("sequence", |app| app.load(paper()).loaded().keys("g")),
];

/// Three posts came since the last time; some are starred, read, noted, to be read later.
fn marked(app: TestApp) -> TestApp {
    let known = Baseline::new(paper()[3..].iter().map(|post| (post.path.as_str(), Identity::heading(post))));
    let remembered = Box::new(Remembered { baseline: Some(known), ..Remembered::default() });
    let told = Message::Remembered { root: RootId(0), remembered, settled: true, moved: Vec::new() };
    app.load(paper()).loaded().message(told).keys("mjrjwjrjm;汇率再看<Enter>+后读<Enter>ggj")
}

/// What was found in the texts of the paper.
fn hits(app: TestApp) -> TestApp {
    app.load(paper()).loaded().message(Message::TextsKept(Kept::Whole)).keys("S银行 预期<Enter>")
}

/// An article with all that is searched, walked and listed.
const NOTES: &str = "\
网站的**后**臺由两个人看守：一个在[江南](https://news.example/江南)，一个在[塞北](https://news.example/塞北?x=1)。后台的灯整夜亮着，到天明才熄，隔着江也看得见。

## 第一节：江南

江南的雨下了一整夜。

### 细目

| 名称 | 数 |
|---|---|
| 后台 | 3 |
| [表里的链接](https://table.example/) | 4 |

## 第二节：塞北

```
let 后臺 = 看守(\"江南\", \"塞北\", \"江南\", \"塞北\", \"江南\", \"塞北\", \"江南\", \"塞北\", \"江南\");
```

塞北的风。全文完。
";

/// The paper, with saved searches.
fn searches(app: TestApp) -> TestApp {
    let saved = |name: &str, query: &str, own| Saved { name: name.into(), query: query.into(), own };
    let all = vec![saved("行情", "行", false), saved("散文，不要城市", "tag:散文 -城市", true)];
    let change = Change::Remove(String::new());
    app.load(paper()).loaded().message(Message::Searches { change, outcome: Ok(all) }).keys("<Esc>")
}

/// The paper, and posts of five years before.
fn years(app: TestApp) -> TestApp {
    let old = (0..60).map(|nth: i64| post(&format!("旧闻之{nth}"), &[], &[], -10 - nth * (nth % 7 + 20)));
    app.load(paper()).load(old.collect()).loaded()
}

fn reading(app: TestApp) -> TestApp {
    app.load(paper()).loaded().body(NOTES).keys("<Enter>")
}

fn no_browser() -> Message {
    let url =
        "https://news.example/%E8%B4%A2%E7%BB%8F/2024/03/25/a-rather-long-address-that-needs-two-rows.html";
    Message::OpenFailed {
        url: url.to_owned(), why: "没有找到可用的浏览器：xdg-open 不存在。".to_owned()
    }
}

fn problems() -> Vec<Problem> {
    vec![
        problem("_posts/2022/甲.md", Some(3), Severity::Warning, "日期写法不规范，已按 2022-01-07 理解。"),
        problem("_posts/2022/乙.md", None, Severity::Error, "无法读取：权限不足。"),
        problem(
            "_posts/2022/一个名字很长很长很长的文件.md",
            Some(12),
            Severity::Warning,
            "The front matter is not YAML; it was read line by line, and the key tags was dropped.",
        ),
    ]
}

fn scene(name: &str, lang: Lang, size: Size) -> TestApp {
    let (_, build) = SCENES.iter().find(|(known, _)| *known == name).unwrap();
    build(TestApp::new(lang, size))
}

/// Compares a screen with its file.
#[track_caller]
fn assert_golden(name: &str, lang: Lang, (columns, rows): Size) {
    let shown = scene(name, lang, (columns, rows)).screen();
    let lang = if lang == Lang::Zh { "zh" } else { "en" };
    let path = format!("tests/golden/screens/{name}.{columns}x{rows}.{lang}.txt");
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        fs::create_dir_all(Path::new(&path).parent().unwrap()).unwrap();
        fs::write(&path, &shown).unwrap();
    }
    let expected = fs::read_to_string(&path).unwrap_or_else(|error| panic!("{path}: {error}"));
    assert!(shown == expected, "{path} is\n{expected}\nand the screen is\n{shown}");
}

#[test]
fn every_scene_in_an_ordinary_terminal() {
    for (name, _) in SCENES {
        assert_golden(name, Lang::Zh, (80, 24));
    }
}

#[test]
fn the_main_scenes_in_other_sizes() {
    for name in [
        "list",
        "article",
        "list-beside-article",
        "marked",
        "facets",
        "chosen",
        "searches",
        "months",
        "filtered",
        "choose-tag",
        "jump",
        "links",
        "help",
        "find",
        "hits",
        "hit",
        "labels",
        "contents",
        "source",
        "alone",
    ] {
        assert_golden(name, Lang::Zh, (120, 40));
        assert_golden(name, Lang::Zh, (50, 20));
    }
    for name in ["list", "article", "facets"] {
        assert_golden(name, Lang::Zh, (24, 7));
    }
    assert_golden("list", Lang::Zh, (15, 4));
}

#[test]
fn the_main_scenes_in_english() {
    for name in [
        "list",
        "article",
        "filtered",
        "problems",
        "help",
        "no-browser",
        "nothing",
        "find",
        "hits",
        "setting-keys",
        "chosen",
        "searches",
        "date",
        "marked",
        "mark-all",
    ] {
        assert_golden(name, Lang::En, (80, 24));
    }
    assert_golden("list", Lang::En, (120, 40));
    assert_golden("list", Lang::En, (15, 4));
}

/// [`screen::rows`] fails where a row is wider than the screen or a wide glyph is cut.
#[test]
fn no_row_is_too_wide_and_no_glyph_is_cut() {
    let theme = Theme::builtin(NAMES[0]).unwrap();
    let widths = [1, 19, 20, 37, 59, 60, 109, 110, 173];
    for size in widths.into_iter().flat_map(|columns| [1, 6, 11, 24].map(|rows| (columns, rows))) {
        for (name, lang) in SCENES.iter().flat_map(|(name, _)| [(name, Lang::Zh), (name, Lang::En)]) {
            let app = scene(name, lang, size);
            let rows = screen::rows(&screen::painted(&app.app, size, &theme));
            assert_eq!(rows.len(), usize::from(size.1), "{name}");
        }
    }
}

#[test]
fn hostile_titles_stay_in_their_rows() {
    let titles = [
        "半角ｶﾞｷﾞｸﾞ・ﾊﾟﾋﾟﾌﾟの見出し",
        "👨‍👩‍👧‍👦 一家人 👍🏽 ❤️ 1️⃣",
        "e\u{301}\u{302}\u{303} 组合符号 ก็",
        "العربية وعناوين طويلة جدا جدا جدا جدا جدا",
        "\u{200b}\u{200b}零宽\u{200d}字符",
        "一个没有尽头的标题一个没有尽头的标题一个没有尽头的标题一个没有尽头的标题一个没有尽头的标题",
    ];
    let posts = || titles.iter().zip(1..).map(|(title, day)| post(title, &[title], &[title], day)).collect();
    let theme = Theme::builtin(NAMES[0]).unwrap();
    for size in [(20, 8), (33, 11), (50, 20), (81, 24), (119, 30)] {
        for keys in ["j", "<Enter>", "h", "gt", "t", "/ｶﾞ", "/一个", "<Enter>u", "J?"] {
            let app = TestApp::new(Lang::Zh, size).load(posts()).loaded().keys(keys);
            screen::rows(&screen::painted(&app.app, size, &theme));
        }
    }
}

/// The styles of the cells of the first row that has this text.
#[track_caller]
fn styles(app: &TestApp, size: Size, theme: &Theme, text: &str) -> Vec<Style> {
    let buffer = screen::painted(&app.app, size, theme);
    let rows = screen::rows(&buffer);
    let row = rows.iter().position(|row| row.contains(text)).unwrap_or_else(|| panic!("{text}: {rows:#?}"));
    let before = &rows[row][..rows[row].find(text).unwrap()];
    let start = kanbao::text::width::columns(before);
    let end = start + kanbao::text::width::columns(text);
    let cell = |x: usize| buffer[(u16::try_from(x).unwrap(), u16::try_from(row).unwrap())].style();
    (start..end).map(cell).collect()
}

#[test]
fn the_selection_is_seen_in_every_theme_and_without_colours() {
    let app = TestApp::with_paper().keys("j");
    for theme in NAMES.iter().map(|name| Theme::builtin(name).unwrap()) {
        let selected = styles(&app, (120, 40), &theme, "江南的雨");
        let other = styles(&app, (120, 40), &theme, "ソニー");
        assert_ne!(selected[0], other[0], "{}", theme.name);
        let plain = styles(&app, (120, 40), &theme.without_colours(), "2024-03-24  江南的雨   ");
        assert!(plain.iter().all(|style| style.add_modifier.contains(Modifier::REVERSED)), "{plain:?}");
    }
}

#[test]
fn what_the_filter_found_is_marked_in_titles() {
    let theme = Theme::builtin(NAMES[0]).unwrap();
    let app = TestApp::with_paper().keys("/ａｐｐｌｅ 布会");
    let mark = theme.role(Role::Match);
    for text in ["Apple", "布会"] {
        let found = styles(&app, (120, 40), &theme, text);
        assert!(found.iter().all(|style| (style.fg, style.bg) == (mark.fg, mark.bg)), "{text}: {found:?}");
    }
    let around = styles(&app, (120, 40), &theme, "新款");
    assert!(around.iter().all(|style| style.bg != mark.bg));
}

#[test]
fn where_the_reader_stands_is_seen_in_every_theme_and_without_colours() {
    let found =
        TestApp::new(Lang::Zh, (80, 24)).load(paper()).loaded().body(NOTES).keys("<Enter>/后台<Enter>");
    let walked = TestApp::new(Lang::Zh, (80, 24)).load(paper()).loaded().body(NOTES).keys("<Enter><Tab>");
    for theme in NAMES.iter().map(|name| Theme::builtin(name).unwrap()) {
        for theme in [theme.clone(), theme.without_colours()] {
            let (current, other) =
                (styles(&found, (80, 24), &theme, "后臺"), styles(&found, (80, 24), &theme, "后台的灯"));
            let plain = styles(&found, (80, 24), &theme, "的灯整夜");
            assert_ne!(current[0], other[0], "{}", theme.name);
            assert_ne!(other[0], plain[0], "{}", theme.name);
            assert!(current.iter().all(|style| *style == current[0]), "over bold text too: {current:?}");
            let chosen = styles(&walked, (80, 24), &theme, "江南[1]");
            let link = styles(&walked, (80, 24), &theme, "塞北[2]");
            assert_ne!(chosen[0], link[0], "{}", theme.name);
        }
    }
}

#[test]
fn the_focus_and_the_warnings_have_their_styles() {
    let theme = Theme::builtin(NAMES[0]).unwrap();
    let app = TestApp::with_paper().find(problems()).keys("<Enter>q");
    let fg = |text| styles(&app, (120, 40), &theme, text)[0].fg;
    assert_eq!(fg("文章 10"), theme.part(Part::PaneTitleFocused).fg);
    assert_eq!(fg("正文 "), theme.part(Part::PaneTitle).fg);
    assert_eq!(fg("1 跳过 (!)"), theme.part(Part::StatusWarning).fg);
    assert_eq!(fg("公告全文"), theme.role(Role::Link).fg);
}

#[test]
fn the_cursor_stands_behind_what_was_typed() {
    use ratatui::backend::{Backend, TestBackend};
    let theme = Theme::builtin(NAMES[0]).unwrap();
    let cursor = |app: &TestApp, (columns, rows): Size| {
        let mut terminal = ratatui::Terminal::new(TestBackend::new(columns, rows)).unwrap();
        terminal.draw(|frame| kanbao::ui::draw(&app.app, &theme, frame)).unwrap();
        let at = terminal.backend_mut().get_cursor_position().unwrap();
        (at.x, at.y)
    };
    let app = TestApp::new(Lang::Zh, (80, 24)).load(paper()).keys("/汇率");
    assert_eq!(cursor(&app, (80, 24)), (11, 22));
    let app = app.keys("<Left>");
    assert_eq!(cursor(&app, (80, 24)), (9, 22));
    let long = TestApp::new(Lang::Zh, (30, 12)).load(paper()).keys("/一二三四五六七八九十一二三四五");
    assert_eq!(cursor(&long, (30, 12)), (27, 10));
    assert!(long.screen().contains("查询: 六七八九十一二三四五\n"), "{}", long.screen());
}

/// A terminal that can be written to and looked at.
#[derive(Clone)]
struct Tube(Rc<RefCell<vt100::Parser>>);

impl Write for Tube {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.borrow_mut().process(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

/// What a terminal shows after frames that only say what changed is what a fresh frame shows:
/// no half of a wide glyph is left behind by a window that opened or closed.
#[test]
fn frames_add_up_to_what_a_fresh_one_shows() {
    use ratatui::backend::CrosstermBackend;
    use ratatui::layout::Rect;
    use ratatui::{Terminal, TerminalOptions, Viewport};
    let theme = Theme::builtin(NAMES[0]).unwrap();
    for (columns, rows) in [(80_u16, 24_u16), (113, 30), (47, 15)] {
        let parser = vt100::Parser::new(rows.try_into().unwrap(), columns.try_into().unwrap(), 0);
        let parser = Tube(Rc::new(RefCell::new(parser)));
        let viewport = Viewport::Fixed(Rect::new(0, 0, columns, rows));
        let backend = CrosstermBackend::new(parser.clone());
        let mut terminal = Terminal::with_options(backend, TerminalOptions { viewport }).unwrap();
        let mut app = TestApp::new(Lang::Zh, (columns, rows)).load(paper()).find(problems()).loaded();
        for key in "j <Enter> u <Esc> <Space> q ? j j <Esc> t 银 <Down> <Enter> h ! j <Esc> l <Esc> J J K \
            f a / 公 <Enter> n i <Esc> <Esc> <Tab> z J / 第 <Esc> s j z v G v > . <Esc> u j q h j <Space> <Esc> / 行 <Backspace> 雨 <Esc> c <Esc> G <Enter> <C-d> ? / q <Esc> <Esc> <Esc>"
            .split_whitespace()
        {
            app = app.keys(key);
            terminal.draw(|frame| kanbao::ui::draw(&app.app, &theme, frame)).unwrap();
            let parser = parser.0.borrow();
            let shown = parser.screen().rows(0, columns);
            let shown: String = shown.map(|row| format!("{}\n", row.trim_end())).collect();
            assert_eq!(shown, app.screen(), "after {key} at {columns}×{rows}");
        }
    }
}
