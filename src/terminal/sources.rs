//! Reads the file of a post as it is written, in a thread of its own for each request: a disk
//! may be asleep. The app drops answers that it no longer waits for.

use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::mpsc::Sender;
use std::thread;

use anyhow::Context;

use super::event_loop::Event;
use super::guard::panic_text;
use crate::app::Message;
use crate::archive::Archive;
use crate::library::RootId;
use crate::text::sanitize;

/// A file that is to be read.
pub(super) struct Request {
    /// Comes back with the answer.
    pub(super) ticket: u64,
    /// Its archive.
    pub(super) root: RootId,
    /// Its path there.
    pub(super) path: String,
}

/// Reads files of these archives.
pub(super) struct Sources(pub(super) Arc<Vec<Archive>>);

impl Sources {
    /// Reads the file of a post; the answer comes as an event.
    pub(super) fn read(&self, request: Request, events: &Sender<Event>) {
        let (archives, answers, ticket) = (Arc::clone(&self.0), events.clone(), request.ticket);
        let run = move || {
            let read = catch_unwind(AssertUnwindSafe(|| text(&archives, &request)));
            let outcome = match read {
                Ok(outcome) => outcome.map_err(|error| format!("{error:#}")),
                Err(panic) => Err(panic_text(panic.as_ref())),
            };
            let _ = answers.send(answer(ticket, outcome));
        };
        let started: io::Result<_> = thread::Builder::new().name("source".into()).spawn(run);
        if let Err(error) = started {
            let _ = events.send(answer(ticket, Err(error.to_string())));
        }
    }
}

fn text(archives: &[Archive], request: &Request) -> anyhow::Result<String> {
    let archive = archives.get(usize::from(request.root.0)).context("no such archive")?;
    archive.read_text(&request.path)
}

fn answer(ticket: u64, outcome: Result<String, String>) -> Event {
    let outcome = outcome
        .map(|text| sanitize::block(&text).into_owned())
        .map_err(|why| sanitize::line(&why).into_owned());
    Event::App(Message::SourceRead { ticket, outcome })
}
