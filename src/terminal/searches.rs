//! Writes saved searches, in a thread of its own: a disk may be asleep, and another copy may be
//! writing. The answer comes as an event.

use std::io;
use std::sync::mpsc::Sender;
use std::thread;

use super::event_loop::Event;
use crate::app::Message;
use crate::config::searches;
use crate::query::saved::{Change, Saved};
use crate::text::sanitize;

/// Makes a change and answers with what is saved now.
pub(super) fn change(change: Change, events: &Sender<Event>) {
    let (answers, wanted) = (events.clone(), change.clone());
    let run = move || {
        let outcome = searches::change(&wanted).map_err(|error| format!("{error:#}"));
        let _ = answers.send(answer(wanted, outcome));
    };
    let started: io::Result<_> = thread::Builder::new().name("searches".into()).spawn(run);
    if let Err(error) = started {
        let _ = events.send(answer(change, Err(error.to_string())));
    }
}

fn answer(change: Change, outcome: Result<Vec<Saved>, String>) -> Event {
    let outcome = outcome.map_err(|why| sanitize::line(&why).into_owned());
    Event::App(Message::Searches { change, outcome })
}
