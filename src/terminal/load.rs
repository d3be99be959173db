//! The thread that loads the lists of the archives. A panic is caught and becomes a message.

use std::io;
use std::ops::ControlFlow;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::mpsc::Sender;
use std::thread;

use super::event_loop::Event;
use super::guard::panic_text;
use crate::app::Message;
use crate::archive::{Archive, Batch, Show};
use crate::library::RootId;

/// Loads every archive in a thread of its own, in the order given.
///
/// # Errors
/// When the thread cannot be started.
pub(super) fn load(archives: Arc<Vec<Archive>>, show: Show, events: Sender<Event>) -> io::Result<()> {
    let run = move || {
        for (root, archive) in (0..).map(RootId).zip(archives.iter()) {
            let mut hand_over = |batch: Batch| {
                let Batch { posts, problems, .. } = batch;
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
