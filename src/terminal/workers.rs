//! The desk that opens posts: one thread takes the requests, others read and set. The newest
//! request wins; what takes too long is shown as plain text; a panic is caught. When nothing is
//! asked for, the posts that will probably be opened next are prepared. How a post is read or
//! set does not belong here.

use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::thread;
use std::time::{Duration, Instant};

use super::event_loop::Event;
use super::guard::panic_text;
use crate::app::{Message, Opened, Request};
use crate::article::block::Notice;
use crate::article::{Article, Head, Layout, Options};
use crate::post::{Context, Stamp};
use crate::state::Identity;
use crate::text::sanitize;

/// How long things may take.
#[derive(Debug, Clone, Copy)]
struct Patience {
    /// For the disk, which may be asleep or far away; then it counts as a failure.
    read: Duration,
    /// For setting the article; then it is shown as plain text.
    set: Duration,
    /// How long the keys must rest before a post is prepared that nobody asked for.
    rest: Duration,
}

const PATIENCE: Patience =
    Patience { read: Duration::from_secs(10), set: Duration::from_secs(2), rest: Duration::from_millis(120) };

/// The stack of a thread that sets an article: HTML nests deeply.
const STACK: usize = 64 << 20;

/// Articles that may be in work at once: abandoned ones end by themselves, but not at once.
const MAX_RUNNING: usize = 8;

/// A body as it was read.
pub(super) struct Copy {
    /// Without front matter, not cleaned.
    pub(super) text: String,
    /// HTML, not Markdown.
    pub(super) is_html: bool,
    /// The file it was read from.
    pub(super) stamp: Option<Stamp>,
    /// What stands around it.
    pub(super) context: Context,
}

/// What an opening is made of; the tests bring their own.
pub(super) trait Press: Send + Sync + 'static {
    /// Reads the body of a post; None where the file is still the one that the request knows.
    fn read(&self, request: &Request) -> anyhow::Result<Option<Copy>>;
    /// Sets it.
    fn set(&self, copy: &Copy) -> Article;
}

/// An article to be laid out anew.
pub(super) struct Sheet {
    /// Comes back with the answer.
    pub(super) ticket: u64,
    /// The article.
    pub(super) article: Arc<Article>,
    /// What stands above it.
    pub(super) head: Head,
    /// How it is to be laid out.
    pub(super) options: Options,
}

/// What became of a request: nothing, where the file is still the one that it knows.
type Outcome = Result<Option<Box<Opened>>, String>;

enum Work {
    Open(u64, Request),
    Prepare(Vec<Request>),
    LayOut(Sheet),
    /// The job of this number has read its text.
    Read(u64, Arc<Copy>),
    /// The job of this number has ended.
    Done(u64, Outcome),
    LaidOut(u64, Option<Layout>),
}

/// The desk that takes requests.
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
            jobs: 0,
            running: 0,
            opening: None,
            waiting: None,
            ahead: Ahead::default(),
            sheets: Sheets::default(),
        };
        thread::Builder::new().name("open".into()).spawn(move || clerk.serve(&inbox))?;
        Ok(Self(work))
    }

    /// Opens a post; every request before is forgotten.
    pub(super) fn open(&self, ticket: u64, post: Request) {
        let _ = self.0.send(Work::Open(ticket, post));
    }

    /// Prepares posts when nothing else is to be done, in this order.
    pub(super) fn prepare(&self, posts: Vec<Request>) {
        let _ = self.0.send(Work::Prepare(posts));
    }

    /// Lays an article out; every sheet before is forgotten.
    pub(super) fn lay_out(&self, sheet: Sheet) {
        let _ = self.0.send(Work::LayOut(sheet));
    }
}

/// The request in work, and its text once that was read.
struct Opening {
    job: u64,
    ticket: u64,
    post: Request,
    /// None once plain text is being made in its place.
    deadline: Option<Instant>,
    copy: Option<Arc<Copy>>,
}

/// The posts to prepare, and the one that is being prepared.
#[derive(Default)]
struct Ahead {
    /// The next one is the last.
    queue: Vec<Request>,
    /// When the keys will have rested.
    rested: Option<Instant>,
    busy: Option<(u64, Request)>,
    deadline: Option<Instant>,
}

/// At most one sheet is laid out at a time; of those that wait only the newest is of use.
#[derive(Default)]
struct Sheets {
    waiting: Option<Sheet>,
    busy: bool,
}

struct Clerk<P> {
    press: Arc<P>,
    work: Sender<Work>,
    events: Sender<Event>,
    patience: Patience,
    /// The number of the newest job.
    jobs: u64,
    running: usize,
    opening: Option<Opening>,
    /// The request that waits for one in work to end, and until when it does.
    waiting: Option<(u64, Request, Instant)>,
    ahead: Ahead,
    sheets: Sheets,
}

impl<P: Press> Clerk<P> {
    fn serve(&mut self, inbox: &Receiver<Work>) {
        loop {
            match self.next(inbox) {
                Ok(work) => self.take(work),
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => return,
            }
            let now = Instant::now();
            self.look_at_deadlines(now);
            self.begin_what_waits(now);
        }
    }

    /// Waits for work, or for the next moment at which something is due; for ever, where
    /// nothing is.
    fn next(&self, inbox: &Receiver<Work>) -> Result<Work, RecvTimeoutError> {
        let opening = self.opening.as_ref().and_then(|opening| opening.deadline);
        let rested = self.ahead.rested.filter(|_| self.may_prepare());
        let waiting = self.waiting.as_ref().map(|(.., deadline)| *deadline);
        match [opening, waiting, rested, self.ahead.deadline].into_iter().flatten().min() {
            Some(due) => inbox.recv_timeout(due.saturating_duration_since(Instant::now())),
            None => inbox.recv().map_err(|_| RecvTimeoutError::Disconnected),
        }
    }

    fn take(&mut self, work: Work) {
        match work {
            Work::Open(ticket, post) => {
                self.opening = None;
                self.ahead.queue.clear();
                self.waiting = Some((ticket, post, Instant::now() + self.patience.read));
            }
            Work::Prepare(posts) => {
                self.ahead.set(posts, Instant::now() + self.patience.rest);
            }
            Work::LayOut(sheet) => self.sheets.waiting = Some(sheet),
            Work::Read(job, copy) => self.keep(job, copy),
            Work::Done(job, outcome) => self.finish(job, outcome),
            Work::LaidOut(ticket, layout) => {
                self.sheets.busy = false;
                if let Some(layout) = layout {
                    self.tell(Message::LaidOut { ticket, layout });
                }
            }
        }
    }

    fn look_at_deadlines(&mut self, now: Instant) {
        let passed = |deadline: Option<Instant>| deadline.is_some_and(|deadline| deadline <= now);
        if self.opening.as_ref().is_some_and(|opening| passed(opening.deadline)) {
            self.abandon();
        }
        if passed(self.ahead.deadline) {
            // Nobody waits for it; when it ends, nobody hears of it.
            (self.ahead.busy, self.ahead.deadline) = (None, None);
        }
    }

    fn begin_what_waits(&mut self, now: Instant) {
        if self.running < MAX_RUNNING {
            if let Some((ticket, post, _)) = self.waiting.take() {
                self.begin(ticket, post);
            }
        } else if let Some((ticket, post, _)) = self.waiting.take_if(|(.., deadline)| *deadline <= now) {
            self.answer(ticket, &post, Err("too many articles are still in work".into()));
        }
        if !self.sheets.busy
            && let Some(sheet) = self.sheets.waiting.take()
        {
            self.sheets.busy = lay_out(sheet, self.work.clone()).is_ok();
        }
        if self.may_prepare() && self.ahead.rested.is_some_and(|rested| rested <= now) {
            self.begin_ahead(now);
        }
    }

    fn begin(&mut self, ticket: u64, post: Request) {
        let deadline = Some(Instant::now() + self.patience.read);
        match self.spawn(&post) {
            Ok(job) => self.opening = Some(Opening { job, ticket, post, deadline, copy: None }),
            Err(error) => self.answer(ticket, &post, Err(error.to_string())),
        }
    }

    /// Only where nothing else is in work, so that nobody ever waits for it.
    fn may_prepare(&self) -> bool {
        self.running == 0 && self.waiting.is_none() && !self.ahead.queue.is_empty()
    }

    fn begin_ahead(&mut self, now: Instant) {
        let Some(post) = self.ahead.queue.pop() else { return };
        if let Ok(job) = self.spawn(&post) {
            self.ahead.busy = Some((job, post));
            self.ahead.deadline = Some(now + self.patience.set);
        }
    }

    fn spawn(&mut self, post: &Request) -> io::Result<u64> {
        let job = self.jobs + 1;
        let (press, work, asked) = (Arc::clone(&self.press), self.work.clone(), post.clone());
        let run = move || {
            let outcome = set(press.as_ref(), &asked, (job, &work));
            let _ = work.send(Work::Done(job, outcome));
        };
        thread::Builder::new().name("article".into()).stack_size(STACK).spawn(run)?;
        self.jobs = job;
        self.running += 1;
        Ok(job)
    }

    fn keep(&mut self, job: u64, copy: Arc<Copy>) {
        if let Some(opening) = self.opening.as_mut().filter(|opening| opening.job == job) {
            opening.copy = Some(copy);
            opening.deadline = Some(Instant::now() + self.patience.set);
        }
    }

    fn finish(&mut self, job: u64, outcome: Outcome) {
        self.running = self.running.saturating_sub(1);
        if let Some(opening) = self.opening.take_if(|opening| opening.job == job) {
            return self.answer(opening.ticket, &opening.post, outcome);
        }
        let Some((_, post)) = self.ahead.busy.take_if(|(busy, _)| *busy == job) else { return };
        self.ahead.deadline = None;
        if let Ok(Some(opened)) = outcome {
            self.tell(Message::Prepared { id: post.id, opened });
        }
    }

    /// Shows what is known by now. The thread is left to end by itself: it cannot be stopped.
    /// Whichever is ready first is shown, its article or the plain text.
    fn abandon(&mut self) {
        let Some(mut opening) = self.opening.take() else { return };
        let Some(copy) = opening.copy.take() else {
            let why = Err("reading the file takes too long".into());
            return self.answer(opening.ticket, &opening.post, why);
        };
        let (job, work, asked) = (opening.job, self.work.clone(), opening.post.clone());
        let run = move || {
            let outcome = laid_out(Article::plain(&copy.text, Notice::TooSlow), &copy, &asked);
            let _ = work.send(Work::Done(job, outcome));
        };
        match thread::Builder::new().name("plain".into()).spawn(run) {
            Ok(_) => {
                self.running += 1;
                self.opening = Some(Opening { deadline: None, ..opening });
            }
            Err(error) => self.answer(opening.ticket, &opening.post, Err(error.to_string())),
        }
    }

    fn answer(&self, ticket: u64, post: &Request, outcome: Outcome) {
        let outcome = match outcome {
            Ok(None) => return,
            Ok(Some(opened)) => Ok(opened),
            Err(why) => Err(sanitize::line(&why).into_owned()),
        };
        self.tell(Message::Opened { ticket, id: post.id, outcome });
    }

    fn tell(&self, message: Message) {
        let _ = self.events.send(Event::App(message));
    }
}

impl Ahead {
    fn set(&mut self, mut posts: Vec<Request>, rested: Instant) {
        posts.retain(|post| self.busy.as_ref().is_none_or(|(_, busy)| busy.id != post.id));
        posts.reverse();
        (self.queue, self.rested) = (posts, Some(rested));
    }
}

/// Reads and sets one post. A body that makes the press panic is shown as the text it is.
fn set<P: Press>(press: &P, request: &Request, (job, work): (u64, &Sender<Work>)) -> Outcome {
    let read = catch_unwind(AssertUnwindSafe(|| press.read(request)));
    let copy = match read {
        Ok(Ok(Some(copy))) => Arc::new(copy),
        Ok(Ok(None)) => return Ok(None),
        Ok(Err(error)) => return Err(format!("{error:#}")),
        Err(panic) => return Err(panic_text(panic.as_ref())),
    };
    let _ = work.send(Work::Read(job, Arc::clone(&copy)));
    let article = catch_unwind(AssertUnwindSafe(|| press.set(&copy)));
    let plain = || Article::plain(&copy.text, Notice::Unreadable);
    laid_out(article.unwrap_or_else(|_| plain()), &copy, request)
        .or_else(|_| laid_out(plain(), &copy, request))
}

/// The article with its first layout.
fn laid_out(article: Article, copy: &Copy, request: &Request) -> Outcome {
    let opened = catch_unwind(AssertUnwindSafe(|| Opened::new(article, &request.head, request.options)));
    let opened = opened.map_err(|panic| panic_text(panic.as_ref()))?;
    Ok(Some(Box::new(Opened { stamp: copy.stamp, body: Identity::body(&copy.text), ..opened })))
}

/// Lays an article out in a thread of its own.
fn lay_out(sheet: Sheet, work: Sender<Work>) -> io::Result<()> {
    let run = move || {
        let Sheet { ticket, article, head, options } = sheet;
        let layout = catch_unwind(AssertUnwindSafe(|| Layout::new(Some(&head), &article, options)));
        let _ = work.send(Work::LaidOut(ticket, layout.ok()));
    };
    thread::Builder::new().name("layout".into()).stack_size(STACK).spawn(run)?;
    Ok(())
}

#[cfg(test)]
mod tests;
