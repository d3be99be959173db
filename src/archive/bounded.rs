//! Work that may panic or never end, done all the same: each piece is done by a thread that is
//! left alone when it takes too long. What the work is, and what stands in for its outcome, is
//! the caller's business.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::mpsc::{self, Receiver, SyncSender};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::Duration;

/// The stack of a thread: HTML nests deeply.
const STACK: usize = 64 << 20;

/// Threads left alone that may still run; beyond them nothing is begun.
const MAX_LEFT: usize = 8;

/// Work on values of one kind, in bounded time.
pub struct Bounded<J, R> {
    work: Arc<dyn Fn(J) -> R + Send + Sync>,
    patience: Duration,
    idle: Mutex<Vec<Helper<J, R>>>,
    /// Threads that were left alone and have not ended.
    left: Arc<AtomicUsize>,
}

/// A thread that waits for work.
struct Helper<J, R> {
    jobs: SyncSender<J>,
    outcomes: Receiver<Option<R>>,
    /// Set when nobody waits for it any more.
    abandoned: Arc<AtomicBool>,
}

impl<J: Send + 'static, R: Send + 'static> Bounded<J, R> {
    /// Work of which each piece may take so long.
    pub fn new(work: Arc<dyn Fn(J) -> R + Send + Sync>, patience: Duration) -> Self {
        Self { work, patience, idle: Mutex::default(), left: Arc::default() }
    }

    /// Does one piece; None where it panics, takes too long, or no thread can be had. May be
    /// called by many threads at once.
    pub fn run(&self, job: J) -> Option<R> {
        if self.left.load(Ordering::Relaxed) >= MAX_LEFT {
            return None;
        }
        let idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner).pop();
        let helper = idle.or_else(|| self.helper())?;
        helper.jobs.send(job).ok()?;
        match helper.outcomes.recv_timeout(self.patience) {
            Ok(outcome) => {
                self.idle.lock().unwrap_or_else(PoisonError::into_inner).push(helper);
                outcome
            }
            Err(_) => {
                self.left.fetch_add(1, Ordering::Relaxed);
                helper.abandoned.store(true, Ordering::Release);
                None
            }
        }
    }

    /// Its thread ends when its job is done and nobody waits for the outcome any more.
    fn helper(&self) -> Option<Helper<J, R>> {
        let (jobs, inbox) = mpsc::sync_channel::<J>(1);
        let (answers, outcomes) = mpsc::channel();
        let abandoned = Arc::new(AtomicBool::new(false));
        let (work, left, alone) = (Arc::clone(&self.work), Arc::clone(&self.left), Arc::clone(&abandoned));
        let serve = move || {
            while let Ok(job) = inbox.recv() {
                let outcome = catch_unwind(AssertUnwindSafe(|| work(job))).ok();
                if answers.send(outcome).is_err() {
                    break;
                }
            }
            if alone.load(Ordering::Acquire) {
                left.fetch_sub(1, Ordering::Relaxed);
            }
        };
        thread::Builder::new().name("text".into()).stack_size(STACK).spawn(serve).ok()?;
        Some(Helper { jobs, outcomes, abandoned })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_panics_or_never_ends_has_no_outcome_and_hinders_nothing() {
        let (release, gate) = mpsc::channel::<()>();
        let gate = Mutex::new(gate);
        let work = move |job: &str| match job {
            "坏" => panic!("坏"),
            "慢" => {
                let _ = gate.lock().unwrap().recv();
                0
            }
            job => job.len(),
        };
        let bounded = Bounded::new(Arc::new(work), Duration::from_millis(20));
        let patient = |job| bounded.run(job);
        assert_eq!(patient("坏"), None);
        assert_eq!(patient("慢"), None);
        let good = (0..100).filter_map(|_| patient("好")).next();
        assert_eq!(good, Some(3));
        for _ in 0..20 {
            assert_eq!(patient("慢"), None);
        }
        assert!(bounded.left.load(Ordering::Relaxed) <= MAX_LEFT);
        drop(release);
    }
}
