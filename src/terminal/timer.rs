//! The thread that waits for the app: it says when some time is over, and sleeps without a tick
//! while nothing is asked of it.

use std::io;
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::thread;
use std::time::{Duration, Instant};

use super::event_loop::Event;
use crate::app::Message;

/// The thread.
pub(super) struct Timer(Sender<(u64, Duration)>);

impl Timer {
    /// Starts the thread, which ends with the program.
    ///
    /// # Errors
    /// When no thread can be had.
    pub(super) fn start(events: Sender<Event>) -> io::Result<Self> {
        let (requests, inbox) = mpsc::channel();
        thread::Builder::new().name("timer".into()).spawn(move || serve(&inbox, &events))?;
        Ok(Self(requests))
    }

    /// Answers after some time; the request before is forgotten.
    pub(super) fn wait(&self, ticket: u64, time: Duration) {
        let _ = self.0.send((ticket, time));
    }
}

fn serve(inbox: &Receiver<(u64, Duration)>, events: &Sender<Event>) {
    let mut waiting: Option<(u64, Instant)> = None;
    loop {
        let request = match waiting {
            None => inbox.recv().map_err(|_| RecvTimeoutError::Disconnected),
            Some((_, due)) => inbox.recv_timeout(due.saturating_duration_since(Instant::now())),
        };
        match (request, waiting) {
            (Ok((ticket, time)), _) => waiting = Some((ticket, Instant::now() + time)),
            (Err(RecvTimeoutError::Timeout), Some((ticket, _))) => {
                waiting = None;
                let _ = events.send(Event::App(Message::Waited { ticket }));
            }
            (Err(_), _) => return,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_newest_request_is_answered() {
        let (events, inbox) = mpsc::channel();
        let timer = Timer::start(events).unwrap();
        timer.wait(1, Duration::from_secs(3600));
        timer.wait(2, Duration::ZERO);
        assert!(matches!(inbox.recv(), Ok(Event::App(Message::Waited { ticket: 2 }))));
        drop(timer);
        assert!(inbox.recv().is_err(), "nothing else comes");
    }
}
