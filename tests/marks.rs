//! Marks: what keys mark, what is marked by itself, what is taken back, what comes back from the
//! store, and what of it is shown.

#![allow(clippy::unwrap_used)]

#[path = "common/app.rs"]
mod app;
#[path = "common/screen.rs"]
mod screen;

use std::collections::HashMap;

use app::{TestApp, paper, post};
use kanbao::app::{App, Effect, Message, RootInfo, Setup};
use kanbao::keys::{Keymap, Layer};
use kanbao::library::{Library, PostId, RootId};
use kanbao::locale::Lang;
use kanbao::post::Post;
use kanbao::state::{Baseline, Field, Identity, KnownPost, Marks, Moment, ReadAfter, Remembered, Value};
use proptest::prelude::{ProptestConfig, Strategy, any, prop_assert_eq, proptest};

const LONG_BODY: &str = "第一段。\n\n";

/// What is said of the post of a title.
fn said(app: &TestApp, title: &str, field: &Field) -> Value {
    let library = app.app.library();
    let id = library.ids().find(|id| library.get(*id).title == title).unwrap();
    app.app.marks_kept().get(id, field)
}

fn heading(post: &Post) -> Identity {
    Identity::heading(post)
}

/// What a store tells that knew these posts at first, and these marks.
fn remembered(known: &[Post], marks: &[(&Post, Field, Value)]) -> Message {
    let baseline = Baseline::new(known.iter().map(|post| (post.path.as_str(), heading(post))));
    let posts = marks.iter().map(|(post, field, value)| KnownPost {
        path: post.path.clone(),
        marks: vec![(field.clone(), value.clone(), Moment(1))],
        ..KnownPost::default()
    });
    let remembered = Remembered { posts: posts.collect(), baseline: Some(baseline), session: None };
    Message::Remembered {
        root: RootId(0),
        remembered: Box::new(remembered),
        settled: true,
        moved: Vec::new(),
    }
}

/// The morning's paper, of which all but the first three posts were there at first.
fn with_news() -> TestApp {
    TestApp::with_paper().message(remembered(&paper()[3..], &[]))
}

#[test]
fn keys_mark_the_selected_post_and_undo_takes_it_back() {
    let rows = [
        ("r", Field::Read, Value::Yes),
        ("rr", Field::Read, Value::No),
        ("rrr", Field::Read, Value::Yes),
        ("N", Field::Read, Value::Yes),
        ("rU", Field::Read, Value::Unset),
        ("rrU", Field::Read, Value::Yes),
        ("rUU", Field::Read, Value::Unset),
        ("rU<C-r>", Field::Read, Value::Yes),
        ("m", Field::Starred, Value::Yes),
        ("mm", Field::Starred, Value::Unset),
        ("mmU", Field::Starred, Value::Yes),
        ("ｍ", Field::Starred, Value::Yes),
        ("w", Field::Later, Value::Yes),
        ("ww", Field::Later, Value::Unset),
        ("+后读 #重要<Enter>", Field::Tag("重要".into()), Value::Yes),
        ("+后读、重要<Enter>+<C-u>后读<Enter>", Field::Tag("重要".into()), Value::Unset),
        ("+后读<Esc>", Field::Tag("后读".into()), Value::Unset),
        (";汇率要再看<Enter>", Field::Note, Value::Text("汇率要再看".into())),
        (";汇率<Enter>;<C-u><Enter>", Field::Note, Value::Unset),
        (";汇率<Enter>U", Field::Note, Value::Unset),
        ("Ay", Field::Read, Value::Yes),
        ("ar<Esc>", Field::Read, Value::Unset),
        ("A<Enter>", Field::Read, Value::Unset),
        ("AyU", Field::Read, Value::Unset),
        ("any", Field::Read, Value::No),
        ("amy", Field::Starred, Value::Yes),
        ("awy", Field::Later, Value::Yes),
        ("?mr", Field::Read, Value::Unset),
    ];
    for (keys, field, value) in rows {
        let app = TestApp::with_paper().keys(keys);
        assert_eq!(said(&app, "人民币汇率走势平稳，央行称市场预期稳定", &field), value, "{keys}");
    }
}

#[test]
fn what_is_done_is_said_and_kept() {
    let app = TestApp::with_paper().keys("jm");
    assert_eq!(app.app.notice(), Some("已加星标: 江南的雨"));
    let [mark] = app.kept.as_slice() else { panic!("{:?}", app.kept) };
    let post = &paper()[1];
    assert_eq!((mark.root, &mark.path, mark.heading), (RootId(0), &post.path, heading(post)));
    assert_eq!((&mark.field, &mark.value), (&Field::Starred, &Value::Yes));
    let app = app.keys("U");
    assert_eq!(app.app.notice(), Some("已撤销。已去掉星标: 江南的雨"));
    assert_eq!(app.kept.last().map(|mark| &mark.value), Some(&Value::Unset));
    assert_eq!(app.keys("U").app.notice(), Some("没有可撤销的。"));
}

#[test]
fn many_are_marked_after_a_question_that_says_how_many() {
    let app = TestApp::with_paper().keys("/银行<Enter>jrA");
    assert_eq!(app.layer(), Layer::Dialog);
    assert_eq!(app.rows_with("把列表中的 2 篇标为已读").len(), 1, "one of three was read: {}", app.screen());
    let app = app.keys("y");
    assert_eq!(app.app.notice(), Some("已读: 2 篇"));
    assert_eq!(app.app.marks_kept().read().len(), 3);
    assert_eq!(app.keys("U").app.marks_kept().read().len(), 1);
    let nothing = TestApp::with_paper().keys("/没有这样的<Enter>A");
    assert_eq!((nothing.layer(), nothing.app.notice()), (Layer::List, Some("没有可标记的。")));
}

#[test]
fn only_what_came_later_is_unread() {
    let app = TestApp::with_paper();
    assert_eq!(app.app.unread(), 0, "before the store was asked");
    let app = with_news();
    assert_eq!(app.app.unread(), 3);
    assert_eq!(app.rows_with("3 未读").len(), 1);
    let all = Setup { all_unread: true, ..setup() };
    let mut all = App::new(all);
    all.update(Message::Loaded {
        root: RootId(0),
        parts: vec![Library::of(RootId(0), &paper()).into()],
        problems: Vec::new(),
    });
    all.update(remembered(&paper(), &[]));
    assert_eq!(all.unread(), 10);
}

fn setup() -> Setup {
    let roots = vec![RootInfo { name: "晨报".to_owned() }];
    Setup { lang: Lang::Zh, roots, keymap: Keymap::builtin(), columns: 120, rows: 40, ..Setup::default() }
}

#[test]
fn marks_meet_their_posts_whoever_comes_first() {
    let posts = paper();
    let marks = [(&posts[1], Field::Starred, Value::Yes), (&posts[4], Field::Read, Value::Yes)];
    let told = || remembered(&posts[2..], &marks);
    let before = TestApp::new(Lang::Zh, (120, 40)).message(told()).load(paper()).loaded();
    let after = TestApp::with_paper().message(told());
    let twice = TestApp::new(Lang::Zh, (120, 40)).message(told()).load(paper()).loaded().message(told());
    for app in [before, after, twice] {
        assert_eq!(said(&app, "江南的雨", &Field::Starred), Value::Yes);
        assert_eq!(said(&app, "银行间市场利率下行", &Field::Read), Value::Yes);
        assert_eq!(app.app.unread(), 2);
    }
}

#[test]
fn what_is_said_while_the_archive_is_recognised_stands() {
    let posts = paper();
    let marks = [(&posts[0], Field::Starred, Value::Yes)];
    let app = TestApp::with_paper().keys("jm").message(remembered(&posts, &marks));
    assert_eq!(said(&app, "江南的雨", &Field::Starred), Value::Yes);
    assert_eq!(app.app.marks_kept().starred().len(), 2);
    // What the store told last is all there is, once it is settled.
    let app = app.message(remembered(&posts, &[]));
    assert_eq!(app.app.marks_kept().starred().len(), 0);
}

#[test]
fn marks_of_another_copy_are_seen_and_undo_leaves_them_alone() {
    let path = paper()[1].path.clone();
    let elsewhere = |value| Message::MarksElsewhere {
        root: RootId(0),
        marks: vec![(path.clone(), Field::Starred, value), ("没有.md".into(), Field::Read, Value::Yes)],
    };
    let app = TestApp::with_paper().message(elsewhere(Value::Yes));
    assert_eq!(said(&app, "江南的雨", &Field::Starred), Value::Yes);
    let app = app.keys("jm").message(elsewhere(Value::Yes)).keys("U");
    assert_eq!(app.app.notice(), Some("没有可撤销的。"));
    assert_eq!(said(&app, "江南的雨", &Field::Starred), Value::Yes);
}

#[test]
fn a_text_is_read_when_its_end_was_seen_or_after_some_time() {
    let long = LONG_BODY.repeat(200);
    let read = |app: &TestApp| app.app.marks_kept().read().len();
    let short = TestApp::with_paper().body("短文。").keys("<Enter>");
    assert_eq!((read(&short), short.waits.len()), (1, 0), "its end is on the screen");
    let app = TestApp::with_paper().body(&long).keys("<Enter>");
    assert_eq!((read(&app), app.waits.as_slice()), (0, [(1, 5)].as_slice()));
    assert_eq!(app.keys("G").app.marks_kept().read().len(), 1);
    let app = TestApp::with_paper().body(&long).keys("<Enter>").message(Message::Waited { ticket: 1 });
    assert_eq!(read(&app), 1);
    // Another text in the meantime; the list alone on a small screen.
    let app = TestApp::with_paper().body(&long).keys("<Enter>J").message(Message::Waited { ticket: 1 });
    assert_eq!((read(&app), app.waits.len()), (0, 2));
    let small = TestApp::new(Lang::Zh, (50, 20)).load(paper()).loaded().body(&long);
    let small = small.keys("<Enter>q").message(Message::Waited { ticket: 1 });
    assert_eq!(read(&small), 0);
}

#[test]
fn what_its_reader_says_of_a_text_stands() {
    let long = LONG_BODY.repeat(200);
    let app = TestApp::with_paper().body(&long).keys("<Enter>rr").message(Message::Waited { ticket: 1 });
    assert_eq!(said(&app.keys("G"), &paper()[0].title, &Field::Read), Value::No);
    // Taken back, it is left alone until it is opened again.
    let app = TestApp::with_paper().body("短文。").keys("<Enter>U");
    assert_eq!(app.app.marks_kept().read().len(), 0);
    assert_eq!(app.keys("jJK").app.marks_kept().read().len(), 2);
}

#[test]
fn scrolling_past_in_the_list_marks_nothing() {
    let app = TestApp::with_paper().keys("jjjGggjj");
    assert!(app.kept.is_empty() && app.waits.is_empty());
}

#[test]
fn nothing_is_read_by_itself_where_that_is_configured() {
    for (read_after, waits) in
        [(ReadAfter::Never, false), (ReadAfter::End, false), (ReadAfter::Seconds(9), true)]
    {
        let mut app = App::new(Setup { read_after, ..setup() });
        app.update(Message::Loaded {
            root: RootId(0),
            parts: vec![Library::of(RootId(0), &paper()).into()],
            problems: Vec::new(),
        });
        let effects = app.update(Message::Key(kanbao::keys::Key::plain(kanbao::keys::Code::Enter)));
        let Some(Effect::OpenPost { ticket, post }) = effects.first() else { panic!("{effects:?}") };
        let outcome = Ok(app::opened(post, &LONG_BODY.repeat(200)));
        let effects = app.update(Message::Opened { ticket: *ticket, id: post.id, outcome });
        let waiting = effects.iter().any(|effect| matches!(effect, Effect::Wait { seconds: 9, .. }));
        assert_eq!(waiting, waits, "{read_after:?}");
    }
}

#[test]
fn a_list_holds_still_until_it_is_asked_anew() {
    let app = with_news().keys("su");
    assert_eq!(app.titles().len(), 3);
    let app = app.keys("jr");
    assert_eq!((app.titles().len(), app.selected()), (3, "江南的雨"));
    // What comes is added, and nothing goes.
    let app = app.load(vec![post("号外", &["要闻"], &[], 30)]);
    assert_eq!((app.titles().len(), app.selected()), (4, "江南的雨"));
    let app = app.keys("R");
    assert_eq!(app.titles().len(), 3);
    assert!(!app.titles().contains(&"江南的雨"));
    assert_eq!(app.keys("su").titles().len(), 11);
}

#[test]
fn the_list_is_narrowed_to_what_is_marked() {
    let rows = [
        ("mM", 1),
        ("mMM", 10),
        ("mjjmM", 2),
        ("M", 0),
        ("wjwsw", 2),
        ("su", 3),
        ("jmM/<C-u>is:unread<Enter>", 3),
        ("mjmsuM", 2),
        ("/江南 OR 汇率<Enter>suMMsu", 2),
        ("/江南 OR Apple<Enter>su", 1),
        ("+后读<Enter>/tag:后读<Enter>", 1),
        ("+后读<Enter>/tag:\"后读\"<Enter>", 1),
        ("w/is:稍后<Enter>", 1),
    ];
    for (keys, left) in rows {
        let app = with_news().keys(keys);
        assert_eq!(app.titles().len(), left, "{keys}: {:?}", app.titles());
    }
}

#[test]
fn the_way_goes_from_one_unread_post_to_the_next() {
    let unread = |keys: &str| {
        let posts = paper();
        let known: Vec<Post> =
            posts.iter().enumerate().filter(|(at, _)| at % 4 != 2).map(|(_, post)| post.clone()).collect();
        TestApp::with_paper().message(remembered(&known, &[])).keys(keys)
    };
    let rows = [
        ("n", "ソニー、新型カメラを発表"),
        ("nn", "股市周评：三大指数小幅收涨"),
        ("nnn", "股市周评：三大指数小幅收涨"),
        ("2n", "股市周评：三大指数小幅收涨"),
        ("Gp", "股市周评：三大指数小幅收涨"),
        ("Gpp", "ソニー、新型カメラを発表"),
        ("p", "人民币汇率走势平稳，央行称市场预期稳定"),
        ("G(", "股市周评：三大指数小幅收涨"),
        ("nrggn", "股市周评：三大指数小幅收涨"),
        ("/cat:财经<Enter>n", "股市周评：三大指数小幅收涨"),
    ];
    for (keys, selected) in rows {
        assert_eq!(unread(keys).selected(), selected, "{keys}");
    }
    assert_eq!(unread("Gn").app.notice(), Some("下面没有未读的了。"));
    // From a text the next one is opened.
    let app = unread("<Enter>)");
    assert_eq!((app.reading(), app.layer()), ("ソニー、新型カメラを発表", Layer::Article));
}

#[test]
fn unread_posts_and_stars_are_seen_in_the_list_and_beside_the_facets() {
    let app = with_news().keys("jmj;再看<Enter>w");
    let rain = app.rows_with("江南的雨");
    assert!(rain[0].contains("∙2024-03-24") && rain[0].contains('✶'), "{rain:?}");
    let camera = app.rows_with("新型カメラ");
    assert!(camera[0].contains("✎»"), "{camera:?}");
    assert!(app.rows_with("∙1 4").len() == 1, "财经: one of four\n{}", app.screen());
    let app = app.keys("ggrr");
    assert!(app.rows_with("∙1 4").len() == 1);
    assert!(app.keys("r").rows_with("∙1 4").is_empty());
}

/// What is said of each post: read, starred, later.
type Model = Vec<[Value; 3]>;

#[derive(Debug, Clone)]
struct Walk {
    states: Vec<Model>,
    now: usize,
    cursor: usize,
}

const STEPS: [&str; 11] = ["j", "k", "r", "m", "w", "U", "<C-r>", "Ay", "any", "amy", "awy"];
const POSTS: usize = 7;

impl Walk {
    fn step(&mut self, keys: &str) {
        let at = self.cursor;
        let mut next = self.states[self.now].clone();
        let flip = |value: &Value, off: Value| if *value == Value::Yes { off } else { Value::Yes };
        let mut all =
            |field: usize, value: Value| next.iter_mut().for_each(|post| post[field] = value.clone());
        match keys {
            "j" => self.cursor = (at + 1).min(POSTS - 1),
            "k" => self.cursor = at.saturating_sub(1),
            "U" => return self.now = self.now.saturating_sub(1),
            "<C-r>" => return self.now = (self.now + 1).min(self.states.len() - 1),
            "Ay" => all(0, Value::Yes),
            "any" => all(0, Value::No),
            "amy" => all(1, Value::Yes),
            "awy" => all(2, Value::Yes),
            "r" => next[at][0] = flip(&next[at][0], Value::No),
            "m" => next[at][1] = flip(&next[at][1], Value::Unset),
            _ => next[at][2] = flip(&next[at][2], Value::Unset),
        }
        if next != self.states[self.now] {
            self.states.truncate(self.now + 1);
            self.states.push(next);
            self.now += 1;
        }
    }
}

fn model(marks: &Marks) -> Model {
    let fields = [Field::Read, Field::Starred, Field::Later];
    (0..POSTS as u32).map(|post| fields.each_ref().map(|field| marks.get(PostId(post), field))).collect()
}

fn steps() -> impl Strategy<Value = Vec<usize>> {
    proptest::collection::vec(any::<usize>().prop_map(|step| step % (STEPS.len() + 9)), 10_000)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1))]
    /// Ten thousand keys; what is on disk in the end is what was shown.
    #[test]
    fn a_random_walk_of_marks_equals_a_simple_model(steps in steps()) {
        let posts = (0..POSTS as i64).map(|at| post(&format!("第{at}篇"), &[], &[], -at)).collect();
        let mut app = TestApp::new(Lang::Zh, (80, 24)).load(posts).loaded();
        let mut walk = Walk { states: vec![vec![Default::default(); POSTS]], now: 0, cursor: 0 };
        for step in steps {
            // Single marks and undo are more frequent than marks of all.
            let keys = STEPS[if step < STEPS.len() { step } else { (step - STEPS.len()) % 7 }];
            app = app.keys(keys);
            walk.step(keys);
            prop_assert_eq!(&model(app.app.marks_kept()), &walk.states[walk.now]);
        }
        let mut disk: HashMap<(String, Field), Value> = HashMap::new();
        for mark in &app.kept {
            disk.insert((mark.path.clone(), mark.field.clone()), mark.value.clone());
        }
        disk.retain(|_, value| *value != Value::Unset);
        let library = app.app.library();
        let shown = library.ids().flat_map(|id| {
            let fields = [Field::Read, Field::Starred, Field::Later];
            fields.map(|field| ((library.path(id).to_owned(), field.clone()), app.app.marks_kept().get(id, &field)))
        });
        let shown: HashMap<_, _> = shown.filter(|(_, value)| *value != Value::Unset).collect();
        prop_assert_eq!(disk, shown);
    }
}
