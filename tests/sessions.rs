//! What is kept of where a reader was, and what of it is restored the next time: without a
//! terminal and without a disk.

#![allow(clippy::unwrap_used)]

#[path = "common/app.rs"]
mod app;
#[path = "common/screen.rs"]
mod screen;

use app::{TestApp, paper};
use kanbao::app::resume::{Given, Resume};
use kanbao::app::{Effect, Message, Pane, Setup};
use kanbao::library::{FacetKind, RootId};
use kanbao::locale::Lang;
use kanbao::state::{Field, KnownPost, Moment, Place, Remembered, Session, Value};

const RATES: &str = "_posts/024-人民币汇率走势平稳，央行称市场预期稳定.md";
const RAIN: &str = "_posts/023-江南的雨.md";
const STOCKS: &str = "_posts/018-股市周评：三大指数小幅收涨.md";

/// What the store tells: posts with when they were opened and where they were left.
fn told(posts: &[(&str, i64, &str)], session: Option<Session>) -> Message {
    let known = |(path, moment, place): &(&str, i64, &str)| {
        let place = Place::parse(place).map(|place| (Field::Place, Value::Text(place.print()), Moment(1)));
        let opened = (Field::Opened, Value::Yes, Moment(*moment));
        KnownPost {
            path: (*path).to_owned(),
            marks: place.into_iter().chain([opened]).collect(),
            ..KnownPost::default()
        }
    };
    let posts = posts.iter().map(known).collect();
    let remembered = Box::new(Remembered { posts, session, baseline: None });
    Message::Remembered { root: RootId(0), remembered, settled: true, moved: Vec::new() }
}

fn themes() -> Vec<String> {
    ["night", "day", "mono"].map(str::to_owned).to_vec()
}

/// A reader of which nothing is known yet.
fn reader(columns: u16) -> TestApp {
    starting(columns, Resume::Restore, Given::default())
}

fn starting(columns: u16, resume: Resume, given: Given) -> TestApp {
    TestApp::of(Setup {
        lang: Lang::Zh,
        columns,
        rows: 12,
        resume,
        given,
        themes: themes(),
        ..Setup::default()
    })
}

/// A reader of an archive in which nobody read before.
fn first(columns: u16) -> TestApp {
    reader(columns).load(paper()).loaded().message(told(&[], None))
}

/// What the last session says that was to be kept.
#[track_caller]
fn kept(app: &TestApp) -> Session {
    app.sessions.last().cloned().unwrap()
}

/// A session in which a reader chose, sorted, went on to a post and read on in it.
fn evening() -> TestApp {
    first(120).keys("gc>><Space>jx").keys(r"ga<lt>\").keys("T").keys("<Enter>").keys("<lt>jj")
}

#[test]
fn what_the_reader_did_is_kept_and_nothing_else() {
    let app = first(120);
    assert!(app.sessions.is_empty() && app.places.is_empty(), "nobody did anything");
    let app = evening();
    let session = kept(&app);
    assert_eq!((session.categories.len(), session.without_categories.len()), (1, 1), "{session:?}");
    assert_eq!((session.sort.as_str(), session.focus.as_str()), ("oldest", "article"));
    assert_eq!(session.theme.as_deref(), Some("day"));
    assert!(session.measure.is_some() && session.open.is_some());
    assert_eq!(session.panes, [("side".to_owned(), 24), ("list".to_owned(), 40)]);
    assert_eq!(session.selected, session.open);
    let count = app.sessions.len();
    let app = app.keys("j").resize(60, 12);
    assert_eq!(app.sessions.len(), count, "neither a place nor a size is of the session");
}

#[test]
fn an_evening_is_restored_whatever_comes_first() {
    let evening = evening();
    let (session, place) = (kept(&evening), evening.places.last().unwrap().clone());
    let (path, place) = place.split_once(" place ").unwrap();
    let said = || told(&[(path, 5, place)], Some(session.clone()));
    let halves = || (paper().split_off(5), paper().drain(..5).collect::<Vec<_>>());
    let before = reader(120).message(said()).load(halves().0).load(halves().1).loaded();
    let between = reader(120).load(halves().0).message(said()).load(halves().1).loaded();
    let after = reader(120).load(paper()).loaded().message(said());
    for (name, app) in [("before", before), ("between", between), ("after", after)] {
        assert_eq!(app.titles(), evening.titles(), "{name}");
        assert_eq!((app.selected(), app.reading()), (evening.selected(), evening.reading()), "{name}");
        assert_eq!(app.app.focus(), Pane::Article, "{name}");
        assert_eq!(app.screen(), evening.screen(), "{name}");
        assert!(app.effects.contains(&Effect::Theme("day".into())), "{name}");
        assert!(app.sessions.is_empty(), "{name}: what was restored is kept already");
        assert_eq!(kept(&app.keys("gc")), Session { focus: "categories".into(), ..session.clone() });
    }
}

#[test]
fn the_same_words_are_at_the_top_in_another_width() {
    let app = first(120).keys("<Enter>jjjjj");
    let place = Place::parse(app.places.last().unwrap().rsplit(' ').next().unwrap()).unwrap();
    assert!(place.block > 0 && place.percent > 0);
    let session = kept(&app);
    let app = reader(40).message(told(&[(RATES, 1, &place.print())], Some(session)));
    let app = app.load(paper()).loaded();
    assert_eq!(app.reading(), "人民币汇率走势平稳，央行称市场预期稳定");
    // Nothing was moved, so nothing is to be kept; back in the old width it is the old row.
    assert!(!app.places.iter().any(|said| said.contains(" place ")), "{:?}", app.places);
    let wide = app.resize(120, 12);
    let evening = first(120).keys("<Enter>jjjjj");
    assert_eq!(wide.app.article_place(), evening.app.article_place());
}

#[test]
fn posts_that_arrived_meanwhile_do_not_move_the_selection() {
    let session = Session { selected: Some(STOCKS.into()), ..Session::default() };
    let more = (1..=40).map(|day| app::post(&format!("新闻{day}"), &[], &[], 100 + day)).collect();
    let app = reader(120).message(told(&[], Some(session))).load(more).load(paper()).loaded();
    assert_eq!(app.selected(), "股市周评：三大指数小幅收涨");
    assert!(app.screen().contains("股市周评"), "{}", app.screen());
}

#[test]
fn who_starts_fresh_or_has_asked_for_something_gets_that() {
    let session = kept(&evening());
    let said = || told(&[], Some(session.clone()));
    let fresh = starting(120, Resume::Fresh, Given::default()).message(said()).load(paper()).loaded();
    assert_eq!(fresh.screen(), first(120).screen());
    assert!(fresh.sessions.is_empty());
    assert_eq!(fresh.keys("j").sessions.len(), 1, "from here on it is kept");

    let given = Given { narrowing: true, theme: true };
    let app = starting(120, Resume::Restore, given).message(said()).load(paper()).loaded();
    assert_eq!((app.titles().len(), app.reading(), app.app.focus()), (10, "", Pane::List));
    assert!(!app.effects.iter().any(|effect| matches!(effect, Effect::Theme(_))));

    let app = starting(120, Resume::Never, Given::default()).message(said()).load(paper()).loaded();
    assert!(app.keys("jjgc").sessions.is_empty());
}

#[test]
fn who_went_somewhere_meanwhile_is_not_called_back() {
    let session = kept(&evening());
    let app = reader(120).load(paper()).keys("jj").loaded().message(told(&[], Some(session)));
    assert_eq!((app.selected(), app.reading()), ("ソニー、新型カメラを発表", ""));
    assert_eq!(app.sessions.len(), 1);
}

#[test]
fn what_is_gone_by_now_is_left_out_and_told() {
    let session = Session {
        tags: vec!["没有了的标签".into()],
        open: Some("_posts/gone.md".into()),
        selected: Some("_posts/gone.md".into()),
        focus: "article".into(),
        sort: "colour".into(),
        theme: Some("gone".into()),
        measure: Some(9999),
        ..Session::default()
    };
    let app = reader(120).load(paper()).loaded().message(told(&[], Some(session)));
    assert_eq!((app.titles().len(), app.reading(), app.app.focus()), (10, "", Pane::List));
    assert!(app.app.notice().unwrap().contains("没有了的标签"), "{:?}", app.app.notice());
    assert!(app.app.filter().choice(FacetKind::Tag).is_empty());
    let app = app.keys("<Enter>");
    assert_eq!(app.reading(), "人民币汇率走势平稳，央行称市场预期稳定");
}

#[test]
fn a_place_is_kept_when_the_reader_moves_and_forgotten_at_the_beginning() {
    let app = first(120).keys("<Enter>");
    assert_eq!(app.places, [format!("{RATES} opened yes")]);
    let app = app.keys("jjj");
    assert!(app.places[1].starts_with(&format!("{RATES} place ")), "{:?}", app.places);
    let percent = |app: &TestApp| app.rows_with("03-25 ").iter().any(|row| row.contains("% "));
    let app = app.keys("q");
    assert!(percent(&app), "{}", app.screen());
    let app = app.keys("<Enter>gg");
    assert_eq!(app.places.last().unwrap(), &format!("{RATES} place -"));
    let app = app.keys("q");
    assert!(!percent(&app), "{}", app.screen());
}

#[test]
fn a_post_opens_where_it_was_left_and_at_its_beginning_when_it_was_finished() {
    let posts = [(RATES, 1, "3:0:55"), (RAIN, 2, "7:0:100")];
    let app = reader(50).message(told(&posts, None)).load(paper()).loaded().keys("<Enter>");
    assert_ne!(app.app.article_place().0, 0);
    let app = app.keys("J");
    assert_eq!((app.reading(), app.app.article_place().0), ("江南的雨", 0));
    assert!(!app.places.iter().any(|said| said.contains(" place ")), "{:?}", app.places);
}

#[test]
fn who_opened_a_post_before_its_place_was_known_is_taken_there() {
    let said = || told(&[(RATES, 1, "3:0:55"), (RAIN, 2, "4:0:60")], None);
    let app = reader(50).load(paper()).loaded().keys("<Enter>").message(said());
    let place = app.app.article_place().0;
    assert_ne!(place, 0);
    let app = reader(50).load(paper()).loaded().keys("<Enter>jjj").message(said());
    assert_ne!(app.app.article_place().0, place, "but not who reads already");
    assert_eq!(app.app.article_place().0, 3);
}

#[test]
fn the_way_back_leads_into_earlier_sessions_and_forward_again() {
    let posts = [(RAIN, 2, ""), (RATES, 7, "3:0:55"), (STOCKS, 1, "")];
    let app = reader(50).message(told(&posts, None)).load(paper()).loaded().keys("jj<Enter>");
    let titles = |app: TestApp, keys: &str| {
        let app = app.keys(keys);
        let title = app.reading().chars().take(2).collect::<String>();
        (app, title)
    };
    let (app, last) = titles(app, "<C-o>");
    assert_ne!(app.app.article_place().0, 0, "where it was left");
    let (app, second) = titles(app, "H");
    let (app, third) = titles(app, "H");
    assert_eq!([last, second, third], ["人民", "江南", "股市"]);
    let (app, end) = titles(app, "H");
    assert_eq!((end.as_str(), app.app.notice()), ("股市", Some("没有可返回的位置。")));
    let (app, forward) = titles(app, "LL");
    assert_eq!(forward, "人民");
    assert_eq!(titles(app, "L").1, "ソニ");
}

#[test]
fn reading_goes_on_where_it_was_left_last() {
    let posts = [(RAIN, 2, "3:0:40"), (RATES, 7, "3:0:55"), (STOCKS, 9, "5:0:100")];
    let app = reader(120).load(paper()).loaded().message(told(&posts, None)).keys("C");
    assert_eq!((app.reading(), app.app.focus()), ("人民币汇率走势平稳，央行称市场预期稳定", Pane::Article));
    assert_eq!(app.app.notice(), Some("继续读《人民币汇率走势平稳，央行称市场预期稳定》，已读 55%"));
    assert_ne!(app.app.article_place().0, 0);
    let app = app.keys("C");
    assert_eq!(app.reading(), "江南的雨");
    assert_eq!(first(120).keys("C").app.notice(), Some("没有读到一半的文章。"));
}

#[test]
fn who_leaves_before_the_store_told_anything_comes_back_to_where_they_were() {
    let app = reader(120).load(paper()).loaded();
    assert!(app.sessions.is_empty(), "the session of before may still be restored");
    let app = app.keys("j<Enter>");
    let session = kept(&app);
    assert_eq!((session.focus.as_str(), session.open.is_some()), ("article", true));
    // What is told then is not restored, nor kept in place of it.
    let before = Session { selected: Some(STOCKS.into()), ..Session::default() };
    let app = app.message(told(&[], Some(before)));
    assert_eq!((app.selected(), kept(&app)), ("江南的雨", session));
}
