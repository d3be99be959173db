//! The thread that loads the lists of the archives: those that were kept at once, then what
//! changed; then it goes on to watch them. A panic is caught and becomes a message. How lists are kept stands in [`super::listing`].

use std::io;
use std::ops::ControlFlow;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::thread;
use std::time::{Duration, SystemTime};

use super::event_loop::Event;
use super::guard::panic_text;
use super::ledger::Ledger;
use super::listing::{Listed, News, Wanted};
use super::memory;
use super::watch::{Watch, complaint};
use crate::app::{Message, Patch};
use crate::archive::pack::aside::give_way;
use crate::archive::{Archive, Show};
use crate::library::{Library, RootId};

/// Longest time that files wait to be looked at for the first frame.
const FRAME: Duration = Duration::from_secs(1);

/// Lists that are being loaded, since before there is a screen to show them on.
pub struct Loading {
    pub(super) archives: Arc<Vec<Archive>>,
    pub(super) events: Sender<Event>,
    pub(super) inbox: Receiver<Event>,
    /// Told when the first frame was drawn.
    pub(super) drawn: Sender<()>,
    /// What is remembered of the archives is read meanwhile: a list without its marks would be
    /// another list, so that the first frame waits for it.
    pub(super) ledger: Ledger,
}

/// Where things are kept; None where there is no such place.
#[derive(Debug, Clone, Default)]
pub struct Folders {
    /// What can be made again. The folder need not exist.
    pub cache: Option<PathBuf>,
    /// What is to stay. The folder need not exist.
    pub state: Option<PathBuf>,
}

impl Loading {
    /// Loads archives in a thread of its own, in the order given, with what is kept in the cache
    /// folder. Files are looked at when the first frame was drawn, and never where the program
    /// ends before.
    ///
    /// # Errors
    /// When the threads cannot be started.
    pub fn start(archives: Vec<Archive>, show: Show, folders: Folders) -> io::Result<Self> {
        memory::begin();
        let archives = Arc::new(archives);
        let (events, inbox) = mpsc::channel();
        let (drawn, frame) = mpsc::channel();
        load(Arc::clone(&archives), (show, folders.cache), events.clone(), frame)?;
        let ledger = Ledger::start(Arc::clone(&archives), folders.state, events.clone())?;
        Ok(Self { archives, events, inbox, drawn, ledger })
    }

    /// The archives.
    pub fn archives(&self) -> &[Archive] {
        &self.archives
    }
}

/// [`Event::Begun`] comes when what was kept was sent.
fn load(
    archives: Arc<Vec<Archive>>,
    (show, cache): (Show, Option<PathBuf>),
    events: Sender<Event>,
    frame: Receiver<()>,
) -> io::Result<()> {
    let run = move || {
        let mut wanted: Vec<Wanted<'_>> = (0..)
            .map(RootId)
            .zip(archives.iter())
            .map(|(root, archive)| Wanted::new(archive, root, show, cache.as_deref()))
            .collect();
        let kept = catch_unwind(AssertUnwindSafe(|| kept(&mut wanted, &events, &frame)));
        let glanced = kept.is_ok_and(|glanced| glanced);
        let _ = events.send(Event::Begun);
        // Where nothing was kept, there is nothing that a first frame could wait for.
        let any = glanced || wanted.iter().any(Wanted::is_shown);
        if any && !glanced && frame.recv_timeout(FRAME) == Err(RecvTimeoutError::Disconnected) {
            return;
        }
        // There is a screen now: keys come before files.
        give_way();
        let mut watch = Watch::new(&events);
        for mut wanted in wanted {
            let (root, since) = (wanted.root, SystemTime::now());
            if let Ok(watch) = &mut watch {
                watch.add(wanted.archive, (root, wanted.show), wanted.paths());
            }
            let renewed = catch_unwind(AssertUnwindSafe(|| renew(&mut wanted, &events)));
            match (renewed, &mut watch) {
                (Ok(mut listed), Ok(watch)) => {
                    let folders = listed.folders.take();
                    let (known, library) = wanted.remains(listed);
                    watch.read(root, known, (folders, since));
                    if let Some(library) = library.filter(|_| archives.len() == 1) {
                        let _ = events.send(Event::App(Message::Settled(Box::new(library))));
                    }
                }
                (Ok(_), Err(_)) => {}
                (Err(panic), watch) => {
                    let text = format!("{}: {}", wanted.archive.name, panic_text(panic.as_ref()));
                    let _ = events.send(Event::App(Message::Notice(text)));
                    let _ = watch.as_mut().map(|watch| watch.leave(root));
                }
            }
        }
        let _ = events.send(Event::App(Message::LoadEnded));
        memory::give_back();
        match watch {
            Ok(watch) => watch.run(),
            Err(error) => (0..).map(RootId).take(archives.len()).for_each(|root| {
                let _ = events.send(complaint(root, &error));
            }),
        }
    };
    thread::Builder::new().name("load".into()).spawn(run)?;
    Ok(())
}

/// Sends the lists that were kept. Of a single one, what a screen shows of it goes first, and
/// the rest follows when it is on the screen; whether that was so.
fn kept(wanted: &mut [Wanted<'_>], events: &Sender<Event>, frame: &Receiver<()>) -> bool {
    let send = |message| events.send(Event::App(message)).is_ok();
    if let [wanted] = wanted
        && let Some((front, problems)) = wanted.at_a_glance()
    {
        let problems = problems.into_iter().map(|problem| (wanted.root, problem)).collect();
        send(Message::Glance { front: Box::new(front), problems });
        let _ = frame.recv_timeout(FRAME);
        // Where the rest is damaged, nothing was kept.
        let library = wanted.at_hand().map(|(library, _)| library).unwrap_or_default();
        return send(Message::Whole(Box::new(library)));
    }
    all(wanted).is_some_and(|message| !send(message))
}

/// The lists that were kept, as one; None where there is none.
fn all(wanted: &mut [Wanted<'_>]) -> Option<Message> {
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
    let listed = wanted.renew(&mut |news| {
        let News { files, parts, mut posts, changed, gone, problems, sounds, orders } = news;
        posts.extend(changed);
        let orders = (!orders.is_empty()).then_some(Message::Orders(orders));
        let first = files.map(Message::Scanned).into_iter().chain(sounds.map(Message::Sounds)).chain(orders);
        let loaded = !parts.is_empty() || !posts.is_empty() || !gone.is_empty() || !problems.is_empty();
        let loaded = loaded.then(|| match shown {
            true => {
                let patch = Patch { posts, gone, problems, all_problems: None };
                Message::Changed { root, patch: Box::new(patch) }
            }
            false => {
                let rest = (!posts.is_empty()).then(|| Arc::new(Library::of(root, &posts)));
                Message::Loaded { root, parts: parts.into_iter().chain(rest).collect(), problems }
            }
        });
        let sent = first.chain(loaded).all(|message| events.send(Event::App(message)).is_ok());
        if sent { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
    });
    if shown && !listed.library.is_empty() {
        // Problems that were kept with the list may be gone.
        let all_problems = Some(listed.problems.clone());
        let patch = Box::new(Patch { all_problems, ..Patch::default() });
        let _ = events.send(Event::App(Message::Changed { root, patch }));
    }
    listed
}
