//! All posts of an archive, in parallel and in batches. Threads take the next few files
//! from a queue, so that the newest come first; the calling thread hands the batches on.

use std::ops::ControlFlow;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::time::{Duration, Instant};

use crate::post::header::{Dialect, Found as Head, find};
use crate::post::read::{self, Rules, Source};
use crate::post::{Post, Problem, Stamp, Trouble};

use super::scan::{self, Found};
use super::{Archive, Batch, Show, decode, file};

/// Threads that read: more than cores, since a cold disk answers many at once.
const THREADS: usize = 8;
/// Files that a thread takes at a time.
const CHUNK: usize = 32;
/// Longest time between two batches.
const PACE: Duration = Duration::from_millis(25);

impl Archive {
    /// Loads every post that `show` asks for, newest file names first, and hands them over in
    /// batches at least every 25 ms while there is something. Ends early when told to.
    pub fn load(&self, show: &Show, hand_over: &mut dyn FnMut(Batch) -> ControlFlow<()>) {
        let show = self.shown(show);
        let scan = scan::scan(self, show);
        let first = Batch { problems: scan.problems, ..Batch::default() };
        if !first.problems.is_empty() && hand_over(first).is_break() {
            return;
        }
        self.load_files(&scan.posts, show, hand_over);
    }

    /// Loads the posts at these paths, as far as `show` asks for them.
    pub fn load_paths<'a>(
        &self,
        show: &Show,
        paths: impl Iterator<Item = &'a str>,
        hand_over: &mut dyn FnMut(Batch) -> ControlFlow<()>,
    ) {
        let found = |path: &str| Some(Found { path: path.to_owned(), file: self.file_of(path).ok()? });
        let files: Vec<Found> = paths.filter_map(found).collect();
        self.load_files(&files, self.shown(show), hand_over);
    }

    /// Loads posts whose files are known.
    pub(super) fn load_files(
        &self,
        files: &[Found],
        show: Show,
        hand_over: &mut dyn FnMut(Batch) -> ControlFlow<()>,
    ) {
        let work = Work {
            files,
            next: AtomicUsize::new(0),
            stopped: AtomicBool::new(false),
            rules: self.rules(),
            lang: self.site.lang.as_deref(),
            // A post that was asked for by its own path is shown whatever it is.
            show: if self.only.is_some() { Show::ALL } else { show },
        };
        match rayon::ThreadPoolBuilder::new().num_threads(work.threads()).build() {
            Ok(pool) => pool.in_place_scope(|scope| {
                let (sender, receiver) = mpsc::channel();
                for _ in 0..work.threads() {
                    let (sender, work) = (sender.clone(), &work);
                    scope.spawn(move |_| work.run(&sender));
                }
                drop(sender);
                work.hand_on(&receiver, hand_over);
            }),
            Err(_) => work.alone(hand_over),
        }
    }
}

/// What the reading threads share.
struct Work<'a> {
    files: &'a [Found],
    next: AtomicUsize,
    stopped: AtomicBool,
    rules: Rules,
    /// Of posts that name none.
    lang: Option<&'a str>,
    show: Show,
}

impl Work<'_> {
    fn threads(&self) -> usize {
        self.files.len().div_ceil(CHUNK).clamp(1, THREADS)
    }

    /// One thread: reads chunk after chunk.
    fn run(&self, sender: &Sender<Batch>) {
        while let Some(batch) = self.chunk() {
            if sender.send(batch).is_err() {
                return;
            }
        }
    }

    fn chunk(&self) -> Option<Batch> {
        if self.stopped.load(Ordering::Relaxed) {
            return None;
        }
        let start = self.next.fetch_add(CHUNK, Ordering::Relaxed);
        let files = self.files.get(start..)?;
        let mut batch = Batch::default();
        files.iter().take(CHUNK).for_each(|found| self.guarded(found, &mut batch));
        (!files.is_empty()).then_some(batch)
    }

    /// A parser that panics costs its post, not the list.
    fn guarded(&self, found: &Found, batch: &mut Batch) {
        let read = catch_unwind(AssertUnwindSafe(|| self.read(found)));
        let (post, problems) = read.unwrap_or_else(|_| {
            let trouble =
                Trouble::error("a fault of kanbao: this file could not be taken apart; please report it");
            (None, vec![trouble.of(&found.path)])
        });
        let (post, stamp): (Option<Post>, Option<Stamp>) = post.unzip();
        batch.posts.extend(post);
        batch.stamps.extend(stamp);
        batch.problems.extend(problems);
    }

    fn read(&self, found: &Found) -> (Option<(Post, Stamp)>, Vec<Problem>) {
        let dialect = self.rules.tree.dialect();
        let ends = match file::ends(&found.file, |head| !is_open(head, dialect)) {
            Ok(ends) => ends,
            Err(error) => {
                let trouble = Trouble::error(format!("cannot be read: {}", file::reason(&error)));
                return (None, vec![trouble.of(&found.path)]);
            }
        };
        if decode::is_binary(&ends.head) {
            return (None, vec![Trouble::error("it is no text; not listed").of(&found.path)]);
        }
        let decoded = decode::decode(&ends.head, ends.tail.is_none());
        let tail = ends.tail.as_ref().map(|tail| decode::decode_as(tail, decoded.encoding));
        let mut troubles: Vec<_> = decoded.trouble.into_iter().collect();
        let source = Source {
            path: &found.path,
            text: &decoded.text,
            tail: tail.as_deref(),
            modified: ends.modified.filter(|_| scan::is_draft(&found.path)),
        };
        let mut post = read::read(&source, &self.rules, &mut troubles);
        post.lang = post.lang.or_else(|| self.lang.map(str::to_owned));
        if !self.show.shows(post.visibility) {
            return (None, Vec::new());
        }
        (Some((post, ends.stamp)), troubles.into_iter().map(|trouble| trouble.of(&found.path)).collect())
    }

    /// Gathers what the threads send and hands it on in the pace of the screen; the first
    /// batch at once.
    fn hand_on(&self, receiver: &Receiver<Batch>, hand_over: &mut dyn FnMut(Batch) -> ControlFlow<()>) {
        let mut batch = Batch::default();
        let mut due = Instant::now();
        loop {
            let wait =
                if batch.is_empty() { Duration::MAX } else { due.saturating_duration_since(Instant::now()) };
            let ended = match receiver.recv_timeout(wait) {
                Ok(next) => {
                    batch.append(next);
                    false
                }
                Err(RecvTimeoutError::Timeout) => false,
                Err(RecvTimeoutError::Disconnected) => true,
            };
            let ready = !batch.is_empty() && (ended || Instant::now() >= due);
            if ready && hand_over(std::mem::take(&mut batch)).is_break() {
                self.stopped.store(true, Ordering::Relaxed);
                return;
            }
            if ready {
                due = Instant::now() + PACE;
            }
            if ended {
                return;
            }
        }
    }

    /// Without threads of its own.
    fn alone(&self, hand_over: &mut dyn FnMut(Batch) -> ControlFlow<()>) {
        while let Some(batch) = self.chunk() {
            if hand_over(batch).is_break() {
                return;
            }
        }
    }
}

/// Whether a head breaks off inside the front matter.
fn is_open(head: &[u8], dialect: Dialect) -> bool {
    find(&decode::decode(head, false).text, dialect) == Head::Unclosed
}
