//! The thread that loads the lists of the archives: those that were kept at once, then what
//! changed; then it goes on to watch them. A panic is caught and becomes a message. How lists are kept stands in [`super::listing`].

use std::io;
use std::ops::ControlFlow;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::Sender;
use std::thread;

use super::event_loop::Event;
use super::guard::panic_text;
use super::listing::{Listed, News, Wanted};
use super::watch::{self, Watched};
use crate::app::{Message, Patch};
use crate::archive::{Archive, Show};
use crate::library::{Library, RootId};
use crate::locale::Lang;

/// Loads every archive in a thread of its own, in the order given. [`Event::Begun`] comes when
/// what was kept in the cache folder was sent.
///
/// # Errors
/// When the thread cannot be started.
pub(super) fn load(
    archives: Arc<Vec<Archive>>,
    show: Show,
    (cache, lang): (Option<PathBuf>, Lang),
    events: Sender<Event>,
) -> io::Result<()> {
    let run = move || {
        let mut wanted: Vec<Wanted<'_>> = (0..)
            .map(RootId)
            .zip(archives.iter())
            .map(|(root, archive)| Wanted::new(archive, root, show, cache.as_deref()))
            .collect();
        let kept = catch_unwind(AssertUnwindSafe(|| kept(&mut wanted)));
        if let Ok(Some(message)) = kept {
            let _ = events.send(Event::App(message));
        }
        let _ = events.send(Event::Begun);
        let mut watched = Vec::new();
        for mut wanted in wanted {
            match catch_unwind(AssertUnwindSafe(|| renew(&mut wanted, &events))) {
                Ok(listed) => {
                    let Wanted { archive, root, show, .. } = wanted;
                    watched.push(Watched::new(archive, (root, show), listed.known()));
                }
                Err(panic) => {
                    let text = format!("{}: {}", wanted.archive.name, panic_text(panic.as_ref()));
                    let _ = events.send(Event::App(Message::Notice(text)));
                }
            }
        }
        let _ = events.send(Event::App(Message::LoadEnded));
        watch::watch(watched, lang, &events);
    };
    thread::Builder::new().name("load".into()).spawn(run)?;
    Ok(())
}

/// The lists that were kept, as one; None where there is none.
fn kept(wanted: &mut [Wanted<'_>]) -> Option<Message> {
    let (mut all, mut problems, mut whole, mut any) = (Library::default(), Vec::new(), true, false);
    for wanted in wanted {
        let Some((library, found)) = wanted.at_hand() else {
            whole = false;
            continue;
        };
        any = true;
        all.append(library);
        problems.extend(found.into_iter().map(|problem| (wanted.root, problem)));
    }
    any.then(|| Message::Indexed { library: Box::new(all), problems, whole })
}

fn renew(wanted: &mut Wanted<'_>, events: &Sender<Event>) -> Listed {
    let (root, shown) = (wanted.root, wanted.is_shown());
    wanted.renew(&mut |news| {
        let News { mut posts, changed, gone, problems, sounds } = news;
        posts.extend(changed);
        let sounds = sounds.map(Message::Sounds);
        let loaded = !posts.is_empty() || !gone.is_empty() || !problems.is_empty();
        let loaded = loaded.then(|| match shown {
            true => {
                let patch = Patch { posts, gone, problems, all_problems: None };
                Message::Changed { root, patch: Box::new(patch) }
            }
            false => Message::Loaded { root, posts, problems },
        });
        let sent = sounds.into_iter().chain(loaded).all(|message| events.send(Event::App(message)).is_ok());
        if sent { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
    })
}
