//! All posts of an archive, in parallel and in batches. The newest by name come first, before
//! the rest is sorted; then threads take the next few files from a queue, and the calling thread
//! hands on what they make of them.

use std::ops::ControlFlow;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::time::{Duration, Instant};

use crate::post::header::{Dialect, Found as Head, find};
use crate::post::read::{self, Rules, Source};
use crate::post::{Post, Problem, Stamp, Trouble};

use super::file::Reader;
use super::scan::{self, Found, Scan};
use super::{Archive, Batch, Show, decode, file};

/// Threads that read: more than cores, since a cold disk answers many at once.
const THREADS: usize = 8;
/// Files that a thread takes at a time, at least and at most: the more, the less is to be joined.
const CHUNK: (usize, usize) = (8, 256);
/// Times that each thread takes some, where there are enough.
const TURNS: usize = 4;
/// Posts that are read before the rest is even sorted: more than any screen has rows.
const NEWEST: usize = 64;
/// Longest time between two batches.
const PACE: Duration = Duration::from_millis(25);

/// What threads make of the posts that they have read, before it is handed over.
pub type Make<'a, T> = &'a (dyn Fn(Batch) -> T + Sync);

/// Some of what was read.
#[derive(Debug)]
pub struct Handed<T> {
    /// In no particular order.
    pub parts: Vec<T>,
    /// How many files there are to be read, these and all others.
    pub files: usize,
}

impl Archive {
    /// Loads every post that `show` asks for, newest file names first, and hands them over in
    /// batches at least every 25 ms while there is something. Ends early when told to.
    pub fn load(&self, show: &Show, hand_over: &mut dyn FnMut(Batch) -> ControlFlow<()>) {
        self.load_as(show, &|batch| batch, &mut |handed| hand_over(Batch::of(handed.parts)));
    }

    /// As [`Archive::load`], with posts as something else, which is made where they are read.
    pub fn load_as<T: Send>(
        &self,
        show: &Show,
        make: Make<'_, T>,
        hand_over: &mut dyn FnMut(Handed<T>) -> ControlFlow<()>,
    ) {
        let show = self.shown(show);
        let Scan { mut posts, problems, .. } = scan::scan(self, show);
        let files = posts.len();
        let mut parts = Vec::new();
        if !problems.is_empty() {
            parts.push(make(Batch { problems, ..Batch::default() }));
        }
        let (newest, rest) = scan::newest(&mut posts, NEWEST);
        // One batch: a screen that fills bit by bit is of no use to anyone.
        let gathered = self.read(newest, show, make, &mut |more| {
            parts.extend(more);
            ControlFlow::Continue(())
        });
        if gathered.is_break() || hand_over(Handed { parts, files }).is_break() {
            return;
        }
        scan::sort(rest);
        let _ = self.read(rest, show, make, &mut |parts| hand_over(Handed { parts, files }));
    }

    /// Loads the posts at these paths, as far as `show` asks for them.
    pub fn load_paths<'a>(
        &self,
        show: &Show,
        paths: impl Iterator<Item = &'a str>,
        hand_over: &mut dyn FnMut(Batch) -> ControlFlow<()>,
    ) {
        let found = |path: &str| Some(Found::new(&self.root, path.to_owned(), self.file_of(path).ok()?));
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
        let _ = self.read(files, show, &|batch| batch, &mut |parts| hand_over(Batch::of(parts)));
    }

    /// Reads files; whether it was told to end.
    fn read<T: Send>(
        &self,
        files: &[Found],
        show: Show,
        make: Make<'_, T>,
        hand_over: &mut dyn FnMut(Vec<T>) -> ControlFlow<()>,
    ) -> ControlFlow<()> {
        let work = Work {
            files,
            make,
            chunk: (files.len() / (THREADS * TURNS)).clamp(CHUNK.0, CHUNK.1),
            next: AtomicUsize::new(0),
            stopped: AtomicBool::new(false),
            root: &self.root,
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
                work.hand_on(&receiver, hand_over)
            }),
            Err(_) => work.alone(hand_over),
        }
    }
}

/// What the reading threads share.
struct Work<'a, T> {
    files: &'a [Found],
    make: Make<'a, T>,
    /// Files that are taken at a time.
    chunk: usize,
    next: AtomicUsize,
    stopped: AtomicBool,
    root: &'a Path,
    rules: Rules,
    /// Of posts that name none.
    lang: Option<&'a str>,
    show: Show,
}

impl<T: Send> Work<'_, T> {
    fn threads(&self) -> usize {
        self.files.len().div_ceil(self.chunk).clamp(1, THREADS)
    }

    /// One thread: reads chunk after chunk.
    fn run(&self, sender: &Sender<T>) {
        let mut reader = Reader::default();
        while let Some(part) = self.part(&mut reader) {
            if sender.send(part).is_err() {
                return;
            }
        }
    }

    fn part(&self, reader: &mut Reader) -> Option<T> {
        if self.stopped.load(Ordering::Relaxed) {
            return None;
        }
        let start = self.next.fetch_add(self.chunk, Ordering::Relaxed);
        let files = self.files.get(start..).filter(|files| !files.is_empty())?;
        let mut batch = Batch::default();
        files.iter().take(self.chunk).for_each(|found| self.guarded(found, reader, &mut batch));
        Some((self.make)(batch))
    }

    /// A parser that panics costs its post, not the list.
    fn guarded(&self, found: &Found, reader: &mut Reader, batch: &mut Batch) {
        let read = catch_unwind(AssertUnwindSafe(|| self.read(found, reader)));
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

    fn read(&self, found: &Found, reader: &mut Reader) -> (Option<(Post, Stamp)>, Vec<Problem>) {
        let dialect = self.rules.tree.dialect();
        let ends = match reader.ends((&found.file(self.root), found.seen), |head| is_open(head, dialect)) {
            Ok(ends) => ends,
            Err(error) => {
                let trouble = Trouble::error(format!("cannot be read: {}", file::reason(&error)));
                return (None, vec![trouble.of(&found.path)]);
            }
        };
        if decode::is_binary(ends.head) {
            return (None, vec![Trouble::error("it is no text; not listed").of(&found.path)]);
        }
        let decoded = decode::decode(ends.head, ends.tail.is_none());
        let tail = ends.tail.map(|tail| decode::decode_as(tail, decoded.encoding));
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

    /// Gathers what the threads send and hands it on in the pace of the screen.
    fn hand_on(
        &self,
        receiver: &Receiver<T>,
        hand_over: &mut dyn FnMut(Vec<T>) -> ControlFlow<()>,
    ) -> ControlFlow<()> {
        let mut parts = Vec::new();
        let mut due = Instant::now() + PACE;
        loop {
            let wait =
                if parts.is_empty() { Duration::MAX } else { due.saturating_duration_since(Instant::now()) };
            let ended = match receiver.recv_timeout(wait) {
                Ok(part) => {
                    parts.push(part);
                    false
                }
                Err(RecvTimeoutError::Timeout) => false,
                Err(RecvTimeoutError::Disconnected) => true,
            };
            let ready = !parts.is_empty() && (ended || Instant::now() >= due);
            if ready && hand_over(std::mem::take(&mut parts)).is_break() {
                self.stopped.store(true, Ordering::Relaxed);
                return ControlFlow::Break(());
            }
            if ready {
                due = Instant::now() + PACE;
            }
            if ended {
                return ControlFlow::Continue(());
            }
        }
    }

    /// Without threads of its own.
    fn alone(&self, hand_over: &mut dyn FnMut(Vec<T>) -> ControlFlow<()>) -> ControlFlow<()> {
        let mut reader = Reader::default();
        while let Some(part) = self.part(&mut reader) {
            hand_over(vec![part])?;
        }
        ControlFlow::Continue(())
    }
}

/// Whether a head breaks off inside the front matter.
fn is_open(head: &[u8], dialect: Dialect) -> bool {
    find(&decode::decode(head, false).text, dialect) == Head::Unclosed
}
