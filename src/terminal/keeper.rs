//! The thread that keeps marks: it alone has the store, gathers what is to be kept for a moment
//! and writes it at once. It waits without a tick; only while something is not on disk yet does
//! it look at the clock. What is kept, and how, stands in [`crate::state`].

mod watch;

use std::io;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, AtomicUsize, Ordering};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::thread;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use crate::state::{Moment, Record, Store, StoreError, Warning, Write};

/// How long marks are gathered before they are written: with the writing itself, far less than
/// a second.
const GATHER: Duration = Duration::from_millis(150);
/// How long after a failure it is tried again: at first, and at most.
const RETRY: Duration = Duration::from_secs(1);
const MAX_RETRY: Duration = Duration::from_secs(60);
/// How long after the log was written it is read: a program writes the log first, waits for the
/// disk, and only then are its marks seen. Twice, since disks are slow.
const LOOKS: [Duration; 2] = [Duration::from_millis(100), Duration::from_millis(1500)];
/// How long the end of the program waits for the last marks.
const LAST: Duration = Duration::from_secs(8);

/// What the keeper has to tell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Report {
    /// Something is wrong with the store; said once.
    Warning(Warning),
    /// Marks could not be written. They are tried again; said once until they are.
    Failed(StoreError),
    /// So many of the handed writes are on disk (or, in a store that cannot be written, in
    /// memory), counted from the start.
    Kept(usize),
    /// What other programs wrote.
    Others(Vec<Record>),
}

/// Work with the store that is no write: loading an archive, entering it, exporting.
type Work = Box<dyn FnOnce(&mut Store) + Send>;

enum Order {
    Write(Vec<Write>),
    Work(Work),
    /// Another program may have written, and its marks may be there now.
    Look,
    /// The log was written just now, by whomever.
    LogWritten,
    /// Write everything now, then answer.
    Flush(Sender<bool>),
    End,
}

/// The keeper. Dropping it writes what is left, and waits for that.
pub struct Keeper {
    hand: Hand,
    floor: Arc<AtomicI64>,
    unkept: Arc<AtomicUsize>,
    ended: Receiver<()>,
    _watch: Option<watch::Watch>,
}

/// A way to the keeper for signals and panic hooks.
#[derive(Clone)]
pub struct Hand(Sender<Order>);

impl Keeper {
    /// Starts the thread, which opens the store in a folder (None: nothing lasts) and lives until
    /// the keeper is dropped.
    ///
    /// # Errors
    /// When no thread can be had.
    pub fn start(folder: Option<PathBuf>, report: impl Fn(Report) + Send + 'static) -> io::Result<Self> {
        let (orders, inbox) = mpsc::channel();
        let (end, ended) = mpsc::channel();
        let floor = Arc::new(AtomicI64::new(0));
        let watch = folder.as_deref().and_then(|folder| watch::Watch::start(folder, orders.clone()).ok());
        let unkept = Arc::new(AtomicUsize::new(0));
        let (shared, left) = (Arc::clone(&floor), Arc::clone(&unkept));
        let run = move || {
            // The first frame waits for what is in it: who starts the keeper has it checked.
            let store = Store::open_unchecked(folder.as_deref(), now());
            left.store(Desk::new(store, shared, Box::new(report)).run(&inbox), Ordering::Release);
            drop(end);
        };
        thread::Builder::new().name("keeper".into()).spawn(run)?;
        Ok(Self { hand: Hand(orders), floor, unkept, ended, _watch: watch })
    }

    /// How many marks could not be written, known when the keeper was dropped.
    pub fn unkept(&self) -> Arc<AtomicUsize> {
        Arc::clone(&self.unkept)
    }

    /// The moment of a mark that is made now.
    pub fn stamp(&self) -> Moment {
        now().after(Moment(self.floor.load(Ordering::Relaxed)))
    }

    /// Keeps something, within a second.
    pub fn write(&self, batch: Vec<Write>) {
        let _ = self.hand.0.send(Order::Write(batch));
    }

    /// Does something else with the store, after what was handed over before.
    pub fn work(&self, work: impl FnOnce(&mut Store) + Send + 'static) {
        let _ = self.hand.0.send(Order::Work(Box::new(work)));
    }

    /// Asks for what other programs wrote; the answer is a report, if there is anything.
    pub fn look(&self) {
        let _ = self.hand.0.send(Order::Look);
    }

    /// A way to it that can be kept elsewhere.
    pub fn hand(&self) -> Hand {
        self.hand.clone()
    }
}

impl Hand {
    /// The same as [`Keeper::work`].
    pub fn work(&self, work: impl FnOnce(&mut Store) + Send + 'static) {
        let _ = self.0.send(Order::Work(Box::new(work)));
    }

    /// Writes everything that was handed over, and waits for that, at most so long. Whether it
    /// is written.
    pub fn flush(&self, patience: Duration) -> bool {
        let (done, answer) = mpsc::channel();
        self.0.send(Order::Flush(done)).is_ok() && answer.recv_timeout(patience) == Ok(true)
    }
}

impl Drop for Keeper {
    fn drop(&mut self) {
        let _ = self.hand.0.send(Order::End);
        // A disk that never answers must not keep the program from ending.
        let _ = self.ended.recv_timeout(LAST);
    }
}

/// The moment by the clock of the system.
pub fn now() -> Moment {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    Moment(i64::try_from(since.as_micros()).unwrap_or(i64::MAX))
}

/// What the thread owns.
struct Desk {
    store: Store,
    floor: Arc<AtomicI64>,
    report: Box<dyn Fn(Report)>,
    /// What is not on disk yet.
    pending: Vec<Write>,
    /// When it is to be written, if there is any.
    due: Option<Instant>,
    /// How long to wait after the next failure.
    retry: Duration,
    /// How many writes were kept.
    kept: usize,
    /// When to look for what another program wrote, the next last.
    looks: Vec<Instant>,
}

impl Desk {
    fn new(store: Store, floor: Arc<AtomicI64>, report: Box<dyn Fn(Report)>) -> Self {
        let mut new = Self {
            store,
            floor,
            report,
            pending: Vec::new(),
            due: None,
            retry: RETRY,
            kept: 0,
            looks: Vec::new(),
        };
        new.told();
        new
    }

    /// Until the end; the marks that could not be written.
    fn run(mut self, inbox: &Receiver<Order>) -> usize {
        loop {
            let order = match self.next() {
                None => inbox.recv().map_err(|_| RecvTimeoutError::Disconnected),
                Some(due) => inbox.recv_timeout(due.saturating_duration_since(Instant::now())),
            };
            match order {
                Ok(Order::Write(batch)) => self.take(batch),
                Ok(Order::Work(work)) => {
                    self.flush();
                    work(&mut self.store);
                    self.told();
                }
                Ok(Order::Look) => self.look(),
                Ok(Order::Flush(done)) => drop(done.send(self.flush())),
                Ok(Order::LogWritten) => {
                    self.looks = LOOKS.iter().rev().map(|wait| Instant::now() + *wait).collect();
                }
                Err(RecvTimeoutError::Timeout) => {}
                Ok(Order::End) | Err(RecvTimeoutError::Disconnected) => break,
            }
            // Messages that keep coming do not put off what is due.
            let now = Instant::now();
            if self.due.is_some_and(|due| due <= now) {
                self.flush();
            }
            if self.looks.pop_if(|look| *look <= now).is_some() {
                self.look();
            }
        }
        self.flush();
        let _ = self.store.close(now());
        self.pending.iter().filter(|write| matches!(write, Write::Mark { .. })).count()
    }

    /// The next moment at which something is to be done.
    fn next(&self) -> Option<Instant> {
        self.due.into_iter().chain(self.looks.last().copied()).min()
    }

    fn take(&mut self, batch: Vec<Write>) {
        self.pending.extend(batch);
        if self.due.is_none() && !self.pending.is_empty() {
            self.due = Some(Instant::now() + GATHER);
        }
    }

    /// Writes everything; whether nothing is left to be written.
    fn flush(&mut self) -> bool {
        if self.pending.is_empty() {
            return true;
        }
        match self.store.write(&self.pending, now()) {
            Ok(others) => {
                self.kept += self.pending.len();
                self.pending.clear();
                (self.due, self.retry) = (None, RETRY);
                (self.report)(Report::Kept(self.kept));
                self.others(others);
            }
            Err(error) => {
                if self.retry == RETRY {
                    (self.report)(Report::Failed(error));
                }
                self.retry = (self.retry * 2).min(MAX_RETRY);
                self.due = Some(Instant::now() + self.retry / 2);
            }
        }
        self.told();
        self.pending.is_empty()
    }

    fn look(&mut self) {
        // What cannot be read now can be when something is written.
        if let Ok(others) = self.store.news(now()) {
            self.others(others);
        }
        self.told();
    }

    fn others(&self, others: Vec<Record>) {
        if !others.is_empty() {
            (self.report)(Report::Others(others));
        }
    }

    fn told(&mut self) {
        self.floor.store(self.store.floor().0, Ordering::Relaxed);
        for warning in self.store.take_warnings() {
            (self.report)(Report::Warning(warning));
        }
    }
}

#[cfg(test)]
mod tests;
