//! Searching the texts of all posts in the reader, without a terminal: keys and a worker's
//! answers in, hits, marks and requests out.

#![allow(clippy::unwrap_used, clippy::cast_possible_truncation)]

#[path = "common/app.rs"]
mod app;
#[path = "common/screen.rs"]
mod screen;

use app::{TestApp, paper, post};
use kanbao::app::texts::{Kept, TextHit, TextSearch, Wanted};
use kanbao::app::{Effect, Message, Pane};
use kanbao::keys::Layer;
use kanbao::library::PostId;
use kanbao::locale::Lang;

/// The morning's paper with its texts ready.
fn ready() -> TestApp {
    TestApp::with_paper().message(Message::TextsKept(Kept::Whole))
}

fn searches(app: &TestApp) -> Vec<&TextSearch> {
    app.effects.iter().filter_map(search).collect()
}

fn search(effect: &Effect) -> Option<&TextSearch> {
    match effect {
        Effect::SearchTexts(search) => Some(search),
        _ => None,
    }
}

fn hits(ticket: u64, ids: &[u32], whole: bool) -> Message {
    let hits = ids.iter().map(|id| TextHit { id: PostId(*id), first: 0, count: 0 }).collect();
    Message::TextHits { ticket, wanted: Wanted::Hits, hits, whole }
}

#[test]
fn what_is_typed_is_found_at_once_and_opened_with_all_places_marked() {
    let app = ready().keys("jjS银行");
    assert_eq!(app.layer(), Layer::Prompt);
    assert_eq!(app.rows_with("正文含 银行 10 篇 · 11 处").len(), 1, "{}", app.screen());
    let app = app.keys("间");
    assert_eq!(app.rows_with("正文含 银行间 1 篇 · 1 处").len(), 1, "{}", app.screen());
    let app = app.keys("<Backspace><Enter>");
    assert_eq!(app.layer(), Layer::Hits);
    assert_eq!(searches(&app).len(), 4, "nothing is searched for twice");
    let app = app.keys("<Enter>");
    assert_eq!((app.app.focus(), app.reading()), (Pane::Article, "人民币汇率走势平稳，央行称市场预期稳定"));
    assert_eq!(app.app.found(), Some(("银行", 1, 1)));
    let app = app.keys("q");
    assert_eq!((app.layer(), app.rows_with("正文含 银行").len()), (Layer::Hits, 1));
    let app = app.keys("q");
    assert_eq!(
        (app.layer(), app.selected(), app.titles().len()),
        (Layer::List, "ソニー、新型カメラを発表", 10)
    );
    assert!(app.rows_with("正文含").is_empty());
}

#[test]
fn each_word_is_marked_for_itself_and_sought_in_the_next_post() {
    let app = ready().keys("S汇率 \"市场 预期\"<Enter><Enter>");
    let (words, at, all) = app.app.found().unwrap();
    assert_eq!((words, at), ("汇率 \"市场 预期\"", 1));
    let app = app.keys("<Esc>").keys("qq").keys("j<Enter>");
    assert_eq!((app.reading(), app.app.found()), ("江南的雨", None));
    let app = app.keys("n");
    assert_eq!(
        app.app.found().map(|(words, _, count)| (words.to_owned(), count)),
        Some(("汇率 \"市场 预期\"".into(), all))
    );
}

#[test]
fn the_keys_of_neighbours_go_from_hit_to_hit() {
    let app = ready().keys("S银行<Enter><Enter>J");
    assert_eq!((app.reading(), app.app.found().map(|found| found.1)), ("江南的雨", Some(1)));
    let app = app.keys("K").keys("K");
    assert_eq!(app.app.notice(), Some("已是第一篇。"));
    assert_eq!(app.reading(), "人民币汇率走势平稳，央行称市场预期稳定");
}

#[test]
fn they_are_sorted_by_date_or_by_places() {
    let app = ready().keys("S银行<Enter>");
    let first = |app: &TestApp| app.rows_with("2024-").first().cloned().unwrap();
    assert!(first(&app).contains("人民币汇率"), "{}", app.screen());
    let app = app.keys("\\");
    assert!(first(&app).contains("银行间市场利率下行"), "{}", app.screen());
    assert_eq!(app.rows_with("按处数").len(), 1);
    let app = app.keys("\\");
    assert!(first(&app).contains("人民币汇率"));
}

#[test]
fn until_the_texts_are_ready_only_enter_searches_and_hits_show_as_they_come() {
    let app =
        TestApp::with_paper().unanswered().message(Message::TextsKept(Kept::Working { done: 3, all: 10 }));
    assert_eq!(app.rows_with("正文 3/10").len(), 1);
    let app = app.keys("S银行");
    assert_eq!(searches(&app).len(), 0);
    let app = app.keys("<Enter>");
    let ticket = searches(&app)[0].ticket;
    assert_eq!(app.rows_with("正在查找… 正文 3/10").len(), 1, "{}", app.screen());
    let app = app.message(hits(ticket, &[4], false));
    assert_eq!(app.rows_with("正文含 银行 已有 1 篇…").len(), 1, "{}", app.screen());
    let app = app.message(hits(ticket, &[0, 9], true));
    assert_eq!(app.rows_with("正文含 银行 3 篇").len(), 1, "{}", app.screen());
    let app = app.message(Message::TextCounts {
        ticket,
        counts: vec![(PostId(0), 1), (PostId(4), 2), (PostId(9), 1)],
    });
    assert_eq!(app.rows_with("正文含 银行 3 篇 · 4 处").len(), 1, "{}", app.screen());
}

#[test]
fn old_answers_are_dropped_and_hits_that_were_closed_do_not_come_back() {
    let app = ready().unanswered().keys("S银行").keys("<Backspace>");
    let tickets: Vec<u64> = searches(&app).iter().map(|search| search.ticket).collect();
    assert_eq!(tickets.len(), 3);
    let app = app.message(hits(tickets[1], &[4], true));
    assert!(app.rows_with("1 篇").is_empty(), "{}", app.screen());
    let app = app.message(hits(tickets[2], &[4, 5], true));
    assert_eq!(app.rows_with("正文含 银 2 篇").len(), 1, "{}", app.screen());
    let app = app.keys("<Enter>q").message(hits(tickets[2], &[6], true));
    assert_eq!((app.layer(), app.rows_with("正文含").len()), (Layer::List, 0));
}

#[test]
fn leaving_the_field_brings_back_what_was_before() {
    let app = ready().keys("S银行<Enter>jS<C-u>没有这些字");
    assert_eq!(app.rows_with("没有正文含有这些词").len(), 1, "{}", app.screen());
    let app = app.keys("<Esc>");
    assert_eq!((app.layer(), app.rows_with("正文含 银行 10 篇").len()), (Layer::Hits, 1));
    let app = app.keys("S<C-u><Enter>");
    assert_eq!(app.layer(), Layer::List, "nothing to search for: the list");
    let app = app.keys("<Enter>S汇率<Esc>");
    assert_eq!((app.layer(), app.app.focus()), (Layer::Article, Pane::Article));
}

#[test]
fn excerpts_are_made_for_the_rows_on_the_screen_however_many_hits_there_are() {
    let app = TestApp::with_posts(2000).message(Message::TextsKept(Kept::Whole)).keys("S银行<Enter>");
    let most = |app: &TestApp| app.excerpts.iter().map(Vec::len).max().unwrap();
    assert!(most(&app) <= 40, "{:?}", most(&app));
    let before = app.excerpts.len();
    let app = app.keys("jjj");
    assert!(app.excerpts.len() <= before, "near rows were asked for before");
    let app = app.keys("G");
    assert!(most(&app) <= 60);
    assert!(app.rows_with("中国人民银行授权").len() > 10, "{}", app.screen());
    let app = app.resize(50, 20);
    assert!(app.rows_with("人民银行授权").len() > 5, "{}", app.screen());
}

#[test]
fn the_worker_is_told_every_post_once_all_are_there() {
    let mut fresh = TestApp::new(Lang::Zh, (80, 24)).load(vec![post("甲", &[], &[], 1)]);
    let effects = fresh.app.update(Message::LoadEnded);
    assert!(
        effects.iter().any(|effect| matches!(effect, Effect::KeepTexts(posts) if posts.iter().count() == 1))
    );
}

#[test]
fn what_hinders_is_said_once() {
    let app = TestApp::with_paper().message(Message::TextsKept(Kept::Without("只读".into())));
    assert_eq!(app.app.notice(), Some("正文无法缓存，查找时逐篇读取：只读"));
    let app = app.keys("j");
    assert_eq!(app.app.notice(), None);
    let app = app.keys("S银行<Enter>");
    assert_eq!((app.app.notice(), app.layer()), (None, Layer::Hits));
}

#[test]
fn every_size_shows_two_rows_a_hit() {
    for size in [(120, 36), (80, 24), (50, 20), (24, 7)] {
        let app =
            TestApp::new(Lang::Zh, size).load(paper()).loaded().message(Message::TextsKept(Kept::Whole));
        let app = app.keys("S银行<Enter>j");
        assert!(!app.rows_with("银行").is_empty(), "{size:?}\n{}", app.screen());
        let app = app.keys("<Enter>");
        assert_eq!(app.reading(), "江南的雨", "{size:?}");
        let app = app.keys("q").keys("gt").keys("ga");
        assert_eq!(app.layer(), Layer::List, "facets belong to the list");
    }
}
