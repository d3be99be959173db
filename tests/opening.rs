//! What is asked for when articles are opened, left, opened again and resized: nothing twice,
//! nothing that is not of use, and a long article never holds up a key.

#![allow(clippy::unwrap_used)]

#[path = "common/app.rs"]
mod app;
#[path = "common/screen.rs"]
mod screen;

use app::{TestApp, opened, post};
use kanbao::app::{Effect, Message, Opened};
use kanbao::article::Article;
use kanbao::article::block::{Link, Notice, Target};
use kanbao::keys::Layer;
use kanbao::library::PostId;
use kanbao::locale::Lang;

/// The request with this number.
#[track_caller]
fn request(app: &TestApp, number: u64) -> kanbao::app::Request {
    let found = app.effects.iter().find_map(|effect| match effect {
        Effect::OpenPost { ticket, post } if *ticket == number => Some(post.clone()),
        _ => None,
    });
    found.unwrap()
}

#[test]
fn an_article_that_was_open_before_is_there_at_once_where_it_was_left() {
    let app = TestApp::new(Lang::Zh, (50, 12))
        .load(vec![post("甲", &[], &[], 2), post("乙", &[], &[], 1)])
        .loaded();
    let app = app.keys("<Enter><Space>j");
    let place = app.app.article_place();
    assert!(place.0 > 3);
    let app = app.keys("J");
    assert_eq!((app.reading(), app.app.article_place().0), ("乙", 0));
    let app = app.unanswered().keys("K");
    assert_eq!((app.reading(), app.app.article_place()), ("甲", place));
    assert_eq!(app.openings(), [("甲", false), ("乙", false), ("甲", true)], "its file is looked at");
    // Laid out anew if the size is another by now.
    let app = app.keys("J").resize(30, 12).keys("K");
    assert_ne!(app.app.article_place().1, place.1);
    let app = app.resize(50, 12);
    assert_eq!(app.app.article_place(), place);
}

#[test]
fn a_file_that_changed_is_shown_anew_and_one_that_vanished_can_still_be_read() {
    let app = TestApp::with_posts(2).keys("<Enter>JK");
    let again = request(&app, 3);
    let outcome = Ok(opened(&again, "改过的正文"));
    let app = app.message(Message::Opened { ticket: 3, id: again.id, outcome });
    assert!(app.screen().contains("改过的正文"), "{}", app.screen());
    let app = app.keys("JK");
    let gone = Message::Opened { ticket: 5, id: again.id, outcome: Err("文件没有了".to_owned()) };
    let app = app.message(gone);
    assert!(app.screen().contains("改过的正文"));
    assert_eq!(app.app.notice(), Some("文件没有了"));
}

#[test]
fn the_selected_post_and_its_neighbours_are_prepared() {
    let name = |number: i64| format!("_posts/{:03}-第{number}篇.md", 5 - number);
    let app = TestApp::with_posts(5);
    assert_eq!(app.prepared, [[name(1), name(2)].to_vec()]);
    let app = app.keys("j");
    assert_eq!(app.prepared[1], [name(2), name(3), name(1)]);
    let app = app.keys("j?<Esc>z");
    assert_eq!(app.prepared.len(), 3, "the same is not asked for twice");
    let app = app.keys("<Enter>");
    assert_eq!(app.prepared[3], [name(4), name(2)], "opening forgets what was to be prepared");
    let app = app.keys("J");
    assert_eq!(app.prepared[4], [name(5)], "what is there is not prepared: {:?}", app.openings());
}

#[test]
fn nothing_is_prepared_before_the_list_is_complete() {
    let app = TestApp::new(Lang::Zh, (80, 24)).load(vec![post("甲", &[], &[], 1)]);
    assert!(app.prepared.is_empty());
    assert_eq!(app.loaded().prepared.len(), 1);
}

#[test]
fn a_prepared_post_opens_without_an_answer() {
    let app = TestApp::with_posts(3);
    let id = app.app.listed()[1];
    let request = request(&TestApp::with_posts(3).keys("j<Enter>"), 1);
    let app = app.message(Message::Prepared { id, opened: opened(&request, "准备好的正文") });
    let app = app.unanswered().keys("j<Enter>");
    assert!(app.screen().contains("准备好的正文"), "{}", app.screen());
    assert_eq!(app.openings(), [("第2篇", true)]);
}

#[test]
fn an_article_that_was_being_prepared_is_shown_as_soon_as_it_is_ready() {
    let app = TestApp::with_posts(2).unanswered().keys("<Enter>");
    let first = request(&app, 1);
    let prepared = |text| Message::Prepared { id: first.id, opened: opened(&first, text) };
    let app = app.message(prepared("先到的正文"));
    assert!(app.screen().contains("先到的正文"), "{}", app.screen());
    let app = app.answer(1, first.id, Ok("后到的正文"));
    assert!(app.screen().contains("先到的正文"), "nothing is shown twice");
    // And what is prepared too late does not move who reads.
    let app = app.keys("J").message(prepared("太晚的正文")).keys("K");
    assert!(app.screen().contains("先到的正文"), "{}", app.screen());
}

/// A reader that shows an article too long to be laid out between two frames.
fn long() -> (TestApp, PostId) {
    let app = TestApp::new(Lang::Zh, (80, 24)).load(vec![post("长文", &[], &[], 1)]).loaded();
    let app = app.unanswered().keys("<Enter>");
    let request = request(&app, 1);
    let text: String = (1..=3000)
        .map(|number| format!("第{number}段：长文章要一行一行地读，读到最后一行才算读完，读完再从头读起，每一行都要读到。报纸是昨天的，阅读是今天的。\n\n"))
        .collect();
    let mut article = Article::plain(&text, Notice::TooSlow);
    let target = Target::Web("https://a.cn".into());
    article.links = vec![Link { target, text: "链接".into() }];
    let opened = Box::new(Opened::new(article, &request.head, request.options));
    let id = request.id;
    (app.message(Message::Opened { ticket: 1, id, outcome: Ok(opened) }), id)
}

/// The layouts asked for: number and width.
fn sheets(app: &TestApp) -> Vec<(u64, usize)> {
    let sheet = |effect: &Effect| match effect {
        Effect::LayOut { ticket, options, .. } => Some((*ticket, options.width)),
        _ => None,
    };
    app.effects.iter().filter_map(sheet).collect()
}

/// A worker lays out what was asked for under this number.
fn lay_out(app: TestApp, number: u64) -> TestApp {
    let layout = app.effects.iter().find_map(|effect| match effect {
        Effect::LayOut { ticket, article, head, options } if *ticket == number => {
            Some(kanbao::article::Layout::new(Some(head), article, *options))
        }
        _ => None,
    });
    app.message(Message::LaidOut { ticket: number, layout: layout.unwrap() })
}

#[test]
fn a_long_article_is_laid_out_elsewhere_and_keeps_its_place() {
    let (app, _) = long();
    let app = app.keys("g5");
    let before = app.app.article_place();
    let top = |app: &TestApp| app.screen().lines().nth(8).unwrap().trim().to_owned();
    let line = top(&app);
    let app = app.resize(50, 24);
    assert_eq!(
        (sheets(&app), app.app.article_place().1),
        (vec![(1, 46)], before.1),
        "shown as it was until then"
    );
    let app = lay_out(app, 1);
    assert_ne!(app.app.article_place().1, before.1);
    let app = app.resize(80, 24);
    let app = lay_out(app, 2);
    assert_eq!((app.app.article_place(), top(&app)), (before, line));
}

#[test]
fn of_several_layouts_only_the_newest_is_taken() {
    let (app, _) = long();
    let before = app.app.article_place();
    let app = app.resize(50, 24).resize(60, 24).resize(40, 24);
    assert_eq!(sheets(&app), [(1, 46), (2, 56), (3, 38)]);
    let app = lay_out(lay_out(app, 1), 2);
    assert_eq!(app.app.article_place().1, before.1);
    let app = lay_out(app, 3);
    assert_ne!(app.app.article_place().1, before.1);
    // The size of the first layout again: nothing old is taken for it.
    let app = app.resize(80, 24);
    assert_eq!(sheets(&app).last(), Some(&(4, 76)));
}

/// Letters stand on rows, and the rows of the new layout are others.
#[test]
fn letters_on_links_go_when_a_layout_comes() {
    let (app, _) = long();
    let app = app.keys("G").resize(50, 24).keys("f");
    assert_eq!(app.app.layer(), Layer::Labels);
    assert_eq!(lay_out(app, 1).app.layer(), Layer::Article);
    // One that is not wanted any more leaves them.
    let (app, _) = long();
    let app = app.keys("G").resize(50, 24).resize(60, 24).keys("f");
    let app = lay_out(app, 1);
    assert_eq!(app.app.layer(), Layer::Labels);
}

#[test]
fn a_layout_that_comes_when_another_post_is_open_is_dropped() {
    let (app, _) = long();
    let app = app.load(vec![post("短文", &[], &[], 0)]).resize(50, 24).keys("J");
    assert_eq!(app.reading(), "短文");
    let app = lay_out(app, 1);
    assert!(app.app.article_place().1 < 10, "{:?}", app.app.article_place());
}

#[test]
fn a_short_article_is_laid_out_here() {
    let app = TestApp::with_posts(1).keys("<Enter>").resize(50, 24).resize(80, 24);
    assert_eq!(sheets(&app), []);
}
