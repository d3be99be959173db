//! The desk with a press that the test drives: what is answered, in which order, and what is
//! not.

use std::sync::Mutex;

use super::*;
use crate::article::Setting;
use crate::library::{PostId, RootId};
use crate::locale::Lang;
use crate::text::width::Ruler;

/// Sets 坏 by panicking, and 慢 only when the test lets it.
struct TestPress(Mutex<Receiver<()>>);

impl Press for TestPress {
    fn read(&self, request: &Request) -> anyhow::Result<Option<Copy>> {
        anyhow::ensure!(request.path != "没有.md", "没有.md: no such \u{1b}file");
        let stamp = Some(Stamp { modified: 1, size: 2 });
        let copy = Copy { text: request.path.clone(), is_html: false, context: Context::default(), stamp };
        Ok(Some(copy).filter(|_| request.known != stamp))
    }

    fn set(&self, copy: &Copy) -> Article {
        assert_ne!(copy.text, "坏.md");
        if copy.text.starts_with('慢') {
            let _ = self.0.lock().unwrap().recv();
        }
        Article::default()
    }
}

const OPTIONS: Options = Options {
    width: 40,
    link_list: true,
    lang: Lang::Zh,
    ruler: Ruler::Narrow,
    setting: Setting {
        paragraphs: crate::article::layout::Paragraphs::Auto,
        justify: false,
        hanging: false,
        spacing: false,
        code: crate::article::layout::CodeRows::Continue,
    },
};

struct Scene {
    desk: Desk,
    events: Receiver<Event>,
    /// Lets one slow article go on.
    let_go: Sender<()>,
}

fn scene(set: Duration) -> Scene {
    patient(Patience { read: LONG, set, rest: Duration::ZERO })
}

fn patient(patience: Patience) -> Scene {
    let (let_go, gate) = mpsc::channel();
    let (events, inbox) = mpsc::channel();
    let desk = Desk::start_with(TestPress(Mutex::new(gate)), events, patience).unwrap();
    Scene { desk, events: inbox, let_go }
}

fn post(path: &str) -> Request {
    Request {
        id: PostId(7),
        root: RootId(0),
        path: path.into(),
        head: Head { title: path.into(), ..Head::default() },
        options: OPTIONS,
        known: None,
    }
}

/// What was answered: the ticket of an opening or None, the title, and what is said of the text.
type Answer = (Option<u64>, Result<(String, Option<Notice>), String>);

impl Scene {
    fn ask(&self, ticket: u64, path: &str) {
        self.desk.open(ticket, post(path));
    }

    fn prepare(&self, paths: &[&str]) {
        let posts = (0..).zip(paths).map(|(id, path)| Request { id: PostId(id), ..post(path) });
        self.desk.prepare(posts.collect());
    }

    fn answer(&self) -> Answer {
        let shown = |opened: Box<Opened>| (opened.head.title, opened.article.notice);
        match self.events.recv().unwrap() {
            Event::App(Message::Opened { ticket, id: PostId(7), outcome }) => {
                (Some(ticket), outcome.map(shown))
            }
            Event::App(Message::Prepared { opened, .. }) => (None, Ok(shown(opened))),
            _ => panic!("only answers come from the desk"),
        }
    }
}

fn fine(ticket: u64, path: &str) -> Answer {
    (Some(ticket), Ok((path.into(), None)))
}

fn prepared(path: &str) -> Answer {
    (None, Ok((path.into(), None)))
}

const LONG: Duration = Duration::from_secs(600);

#[test]
fn every_request_is_answered_with_what_can_be_shown() {
    let cases = [
        ("好.md", Ok(("好.md".to_owned(), None))),
        ("坏.md", Ok(("坏.md".to_owned(), Some(Notice::Unreadable)))),
        ("没有.md", Err("没有.md: no such file".to_owned())),
    ];
    let scene = scene(LONG);
    for (ticket, (path, expected)) in (1..).zip(cases) {
        scene.ask(ticket, path);
        assert_eq!(scene.answer(), (Some(ticket), expected), "{path}");
    }
}

#[test]
fn the_newest_request_wins() {
    let scene = scene(LONG);
    scene.ask(1, "慢一.md");
    scene.ask(2, "慢二.md");
    scene.ask(3, "好.md");
    assert_eq!(scene.answer(), fine(3, "好.md"));
    scene.let_go.send(()).unwrap();
    scene.let_go.send(()).unwrap();
    scene.ask(4, "好.md");
    assert_eq!(scene.answer(), fine(4, "好.md"), "the old answers were dropped");
}

#[test]
fn a_slow_article_is_shown_as_plain_text_and_the_next_one_opens() {
    let scene = scene(Duration::ZERO);
    scene.ask(1, "慢.md");
    assert_eq!(scene.answer(), (Some(1), Ok(("慢.md".into(), Some(Notice::TooSlow)))));
    scene.ask(2, "没有.md");
    assert!(matches!(scene.answer(), (Some(2), Err(_))));
}

/// Where nothing ever ends (a disk that is gone), who asks is told so.
#[test]
fn who_waits_too_long_for_others_to_end_is_told() {
    let scene = patient(Patience { read: Duration::ZERO, set: LONG, rest: Duration::ZERO });
    let last = u64::try_from(MAX_RUNNING).unwrap() + 1;
    (1..=last).for_each(|ticket| scene.ask(ticket, "慢.md"));
    // The others may be told that the disk is slow.
    let answer = std::iter::repeat_with(|| scene.answer()).find(|(ticket, _)| *ticket == Some(last));
    let why = "too many articles are still in work";
    assert_eq!(answer, Some((Some(last), Err(why.into()))));
    (1..last).for_each(|_| scene.let_go.send(()).unwrap());
}

#[test]
fn a_file_that_did_not_change_is_not_read_again() {
    let scene = scene(LONG);
    let known = |modified| Request { known: Some(Stamp { modified, size: 2 }), ..post("好.md") };
    scene.desk.open(1, known(1));
    scene.desk.open(2, known(3));
    assert_eq!(scene.answer(), fine(2, "好.md"));
    scene.desk.open(3, known(1));
    scene.ask(4, "另.md");
    assert_eq!(scene.answer(), fine(4, "另.md"), "nothing was said about the third");
}

#[test]
fn posts_are_prepared_in_order_and_failures_say_nothing() {
    let scene = scene(LONG);
    scene.prepare(&["一.md", "没有.md", "二.md"]);
    assert_eq!(scene.answer(), prepared("一.md"));
    assert_eq!(scene.answer(), prepared("二.md"));
}

#[test]
fn who_opens_never_waits_for_what_is_prepared() {
    let scene = scene(LONG);
    scene.prepare(&["慢.md", "二.md"]);
    scene.ask(1, "好.md");
    assert_eq!(scene.answer(), fine(1, "好.md"));
    scene.ask(2, "好.md");
    assert_eq!(scene.answer(), fine(2, "好.md"), "the queue was forgotten");
}

#[test]
fn a_newer_list_replaces_the_older_one() {
    let scene = scene(LONG);
    scene.prepare(&["慢.md", "一.md"]);
    scene.prepare(&["慢.md", "二.md", "三.md"]);
    scene.let_go.send(()).unwrap();
    let answers = [scene.answer(), scene.answer(), scene.answer()];
    assert_eq!(answers, [prepared("慢.md"), prepared("二.md"), prepared("三.md")]);
}

#[test]
fn the_newest_sheet_is_laid_out_last() {
    let scene = scene(LONG);
    let article = Arc::new(Article::plain("看报", Notice::TooLarge));
    for ticket in 1..=20 {
        let options = Options { width: 20 + usize::try_from(ticket).unwrap(), ..OPTIONS };
        scene.desk.lay_out(Sheet { ticket, article: Arc::clone(&article), head: Head::default(), options });
    }
    let mut last = 0;
    while last < 20 {
        let Event::App(Message::LaidOut { ticket, layout }) = scene.events.recv().unwrap() else { panic!() };
        assert!(ticket > last, "{ticket} after {last}");
        assert_eq!(layout.width(), 20 + usize::try_from(ticket).unwrap());
        last = ticket;
    }
}
