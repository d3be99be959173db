//! The threads that read the archives: one loads the list, one answers requests to open a post.
//! The newest request wins; what takes too long is shown as plain text; a panic is caught and
//! becomes a message. How a post is read or set does not belong here.

use std::io;
use std::ops::ControlFlow;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::thread;
use std::time::{Duration, Instant};

use super::event_loop::Event;
use super::guard::panic_text;
use crate::app::{Message, Opened};
use crate::archive::{Archive, Batch, Show};
use crate::article::Article;
use crate::article::block::Notice;
use crate::library::{PostId, RootId};
use crate::post::Context;
use crate::text::sanitize;

/// How long an opening may take before the reader is told.
#[derive(Debug, Clone, Copy)]
struct Patience {
    /// For the disk, which may be asleep or far away; then it counts as a failure.
    read: Duration,
    /// For setting the article; then it is shown as plain text.
    set: Duration,
}

const PATIENCE: Patience = Patience { read: Duration::from_secs(10), set: Duration::from_secs(2) };

/// The stack of a thread that sets an article: HTML nests deeply.
const STACK: usize = 64 << 20;

/// Articles that may be in work at once: abandoned ones end by themselves, but not at once.
const MAX_RUNNING: usize = 8;

/// Loads every archive in a thread of its own, in the order given.
///
/// # Errors
/// When the thread cannot be started.
pub(super) fn load(archives: Arc<Vec<Archive>>, show: Show, events: Sender<Event>) -> io::Result<()> {
    let run = move || {
        for (root, archive) in (0..).map(RootId).zip(archives.iter()) {
            let mut hand_over = |batch: Batch| {
                let Batch { posts, problems } = batch;
                match events.send(Event::App(Message::Loaded { root, posts, problems })) {
                    Ok(()) => ControlFlow::Continue(()),
                    Err(_) => ControlFlow::Break(()),
                }
            };
            let loaded = catch_unwind(AssertUnwindSafe(|| archive.load(&show, &mut hand_over)));
            if let Err(panic) = loaded {
                let text = format!("{}: {}", archive.name, panic_text(panic.as_ref()));
                let _ = events.send(Event::App(Message::Notice(text)));
            }
        }
        let _ = events.send(Event::App(Message::LoadEnded));
    };
    thread::Builder::new().name("load".into()).spawn(run)?;
    Ok(())
}

/// A post to open.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Request {
    /// Comes back with the answer.
    pub(super) ticket: u64,
    /// The post, as the app knows it.
    pub(super) id: PostId,
    /// Which archive it is in.
    pub(super) root: RootId,
    /// Its path there.
    pub(super) path: String,
}

/// A body as it was read.
pub(super) struct Copy {
    /// Without front matter, not cleaned.
    pub(super) text: String,
    /// HTML, not Markdown.
    pub(super) is_html: bool,
    /// What stands around it.
    pub(super) context: Context,
}

/// What an opening is made of; the tests bring their own.
pub(super) trait Press: Send + Sync + 'static {
    /// Reads the body of a post.
    fn read(&self, request: &Request) -> anyhow::Result<Copy>;
    /// Sets it.
    fn set(&self, copy: &Copy) -> Article;
}

enum Work {
    Open(Request),
    Read(u64, Arc<Copy>),
    Done(u64, Result<Article, String>),
}

/// The desk that takes requests to open posts.
pub(super) struct Desk(Sender<Work>);

impl Desk {
    /// Starts the thread. It ends with the program.
    ///
    /// # Errors
    /// When the thread cannot be started.
    pub(super) fn start(press: impl Press, events: Sender<Event>) -> io::Result<Self> {
        Self::start_with(press, events, PATIENCE)
    }

    fn start_with(press: impl Press, events: Sender<Event>, patience: Patience) -> io::Result<Self> {
        let (work, inbox) = mpsc::channel();
        let mut clerk = Clerk {
            press: Arc::new(press),
            work: work.clone(),
            events,
            patience,
            current: None,
            waiting: None,
            running: 0,
        };
        thread::Builder::new().name("open".into()).spawn(move || clerk.serve(&inbox))?;
        Ok(Self(work))
    }

    /// Opens a post; every request before is forgotten.
    pub(super) fn open(&self, request: Request) {
        let _ = self.0.send(Work::Open(request));
    }
}

/// The request in work, and its text once that was read.
struct Current {
    request: Request,
    deadline: Instant,
    copy: Option<Arc<Copy>>,
}

struct Clerk<P> {
    press: Arc<P>,
    work: Sender<Work>,
    events: Sender<Event>,
    patience: Patience,
    current: Option<Current>,
    waiting: Option<Request>,
    running: usize,
}

impl<P: Press> Clerk<P> {
    fn serve(&mut self, inbox: &Receiver<Work>) {
        loop {
            match self.next(inbox) {
                Ok(Work::Open(request)) => {
                    self.current = None;
                    self.waiting = Some(request);
                }
                Ok(Work::Read(ticket, copy)) => self.keep(ticket, copy),
                Ok(Work::Done(ticket, outcome)) => self.finish(ticket, outcome),
                Err(RecvTimeoutError::Timeout) => self.abandon(),
                Err(RecvTimeoutError::Disconnected) => return,
            }
            if self.running < MAX_RUNNING
                && let Some(request) = self.waiting.take()
            {
                self.begin(request);
            }
        }
    }

    fn next(&self, inbox: &Receiver<Work>) -> Result<Work, RecvTimeoutError> {
        match &self.current {
            Some(current) => inbox.recv_timeout(current.deadline.saturating_duration_since(Instant::now())),
            None => inbox.recv().map_err(|_| RecvTimeoutError::Disconnected),
        }
    }

    fn begin(&mut self, request: Request) {
        let (press, work, asked) = (Arc::clone(&self.press), self.work.clone(), request.clone());
        let run = move || {
            let outcome = set(press.as_ref(), &asked, &work);
            let _ = work.send(Work::Done(asked.ticket, outcome));
        };
        let thread = thread::Builder::new().name("article".into()).stack_size(STACK);
        match thread.spawn(run) {
            Ok(_) => {
                self.running += 1;
                let deadline = Instant::now() + self.patience.read;
                self.current = Some(Current { request, deadline, copy: None });
            }
            Err(error) => self.answer(&request, Err(error.to_string())),
        }
    }

    fn keep(&mut self, ticket: u64, copy: Arc<Copy>) {
        if let Some(current) = self.current.as_mut().filter(|current| current.request.ticket == ticket) {
            current.copy = Some(copy);
            current.deadline = Instant::now() + self.patience.set;
        }
    }

    fn finish(&mut self, ticket: u64, outcome: Result<Article, String>) {
        self.running -= 1;
        if let Some(current) = self.current.take_if(|current| current.request.ticket == ticket) {
            self.answer(&current.request, outcome);
        }
    }

    /// Shows what is known by now. The thread is left to end by itself: it cannot be stopped.
    fn abandon(&mut self) {
        let Some(current) = self.current.take() else { return };
        let outcome = match current.copy {
            Some(copy) => Ok(Article::plain(&copy.text, Notice::TooSlow)),
            None => Err("reading the file takes too long".into()),
        };
        self.answer(&current.request, outcome);
    }

    fn answer(&self, request: &Request, outcome: Result<Article, String>) {
        let outcome = outcome
            .map(|article| Opened { article: Box::new(article) })
            .map_err(|why| sanitize::line(&why).into_owned());
        let (ticket, id) = (request.ticket, request.id);
        let _ = self.events.send(Event::App(Message::Opened { ticket, id, outcome }));
    }
}

/// Reads and sets one post. A body that makes the press panic is shown as the text it is.
fn set<P: Press>(press: &P, request: &Request, work: &Sender<Work>) -> Result<Article, String> {
    let read = catch_unwind(AssertUnwindSafe(|| press.read(request)));
    let copy = match read {
        Ok(Ok(copy)) => Arc::new(copy),
        Ok(Err(error)) => return Err(format!("{error:#}")),
        Err(panic) => return Err(panic_text(panic.as_ref())),
    };
    let _ = work.send(Work::Read(request.ticket, Arc::clone(&copy)));
    let article = catch_unwind(AssertUnwindSafe(|| press.set(&copy)));
    Ok(article.unwrap_or_else(|_| Article::plain(&copy.text, Notice::Unreadable)))
}

#[cfg(test)]
mod tests {
    use std::sync::Mutex;

    use super::*;

    /// Sets 坏 by panicking, and 慢 only when the test lets it.
    struct TestPress(Mutex<Receiver<()>>);

    impl Press for TestPress {
        fn read(&self, request: &Request) -> anyhow::Result<Copy> {
            anyhow::ensure!(request.path != "没有.md", "没有.md: no such \u{1b}file");
            Ok(Copy { text: request.path.clone(), is_html: false, context: Context::default() })
        }

        fn set(&self, copy: &Copy) -> Article {
            assert_ne!(copy.text, "坏.md");
            if copy.text.starts_with('慢') {
                let _ = self.0.lock().unwrap().recv();
            }
            Article::default()
        }
    }

    struct Scene {
        desk: Desk,
        events: Receiver<Event>,
        /// Lets one slow article go on.
        let_go: Sender<()>,
    }

    fn scene(set: Duration) -> Scene {
        let (let_go, gate) = mpsc::channel();
        let (events, inbox) = mpsc::channel();
        let desk =
            Desk::start_with(TestPress(Mutex::new(gate)), events, Patience { read: LONG, set }).unwrap();
        Scene { desk, events: inbox, let_go }
    }

    impl Scene {
        fn ask(&self, ticket: u64, path: &str) {
            self.desk.open(Request { ticket, id: PostId(7), root: RootId(0), path: path.into() });
        }

        fn answer(&self) -> (u64, Result<Option<Notice>, String>) {
            match self.events.recv().unwrap() {
                Event::App(Message::Opened { ticket, id: PostId(7), outcome }) => {
                    (ticket, outcome.map(|opened| opened.article.notice))
                }
                _ => panic!("only answers come from the desk"),
            }
        }
    }

    const LONG: Duration = Duration::from_secs(600);

    #[test]
    fn every_request_is_answered_with_what_can_be_shown() {
        let cases = [
            ("好.md", Ok(None)),
            ("坏.md", Ok(Some(Notice::Unreadable))),
            ("没有.md", Err("没有.md: no such file".to_owned())),
        ];
        let scene = scene(LONG);
        for (ticket, (path, expected)) in (1..).zip(cases) {
            scene.ask(ticket, path);
            assert_eq!(scene.answer(), (ticket, expected), "{path}");
        }
    }

    #[test]
    fn the_newest_request_wins() {
        let scene = scene(LONG);
        scene.ask(1, "慢一.md");
        scene.ask(2, "慢二.md");
        scene.ask(3, "好.md");
        assert_eq!(scene.answer(), (3, Ok(None)));
        scene.let_go.send(()).unwrap();
        scene.let_go.send(()).unwrap();
        scene.ask(4, "好.md");
        assert_eq!(scene.answer(), (4, Ok(None)), "the old answers were dropped");
    }

    #[test]
    fn a_slow_article_is_shown_as_plain_text_and_the_next_one_opens() {
        let scene = scene(Duration::ZERO);
        scene.ask(1, "慢.md");
        assert_eq!(scene.answer(), (1, Ok(Some(Notice::TooSlow))));
        scene.ask(2, "没有.md");
        assert!(matches!(scene.answer(), (2, Err(_))));
    }
}
