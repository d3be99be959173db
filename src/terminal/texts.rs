//! The desk of texts: keeps the texts of the archives ready to be searched, searches them, and
//! cuts out what surrounds a hit. A thread builds the packs and gives way to all else, one
//! searches, one makes excerpts; none of them is waited for at the end. What is searched for,
//! and what becomes of hits, is decided in [`crate::app`].

use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::mpsc::{self, Receiver, Sender};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;

use super::event_loop::Event;
use super::guard::panic_text;
use crate::app::Message;
use crate::app::texts::{TextSearch, Wanted};
use crate::archive::pack::bake::Render;
use crate::archive::pack::{Store, Texts};
use crate::archive::{Archive, Body};
use crate::article;
use crate::library::{PostId, Roll};
use crate::locale::Lang;
use crate::text::sanitize;

mod excerpts;
mod keep;
mod search;

/// The texts of an archive as they can be searched now.
#[derive(Clone)]
struct Shelf {
    texts: Arc<Texts>,
    /// The identity of each post, by its number; [`NOBODY`] where the list does not have it.
    ids: Arc<Vec<PostId>>,
}

/// No post.
const NOBODY: PostId = PostId(u32::MAX);

impl Shelf {
    fn new(texts: Texts, ids: Vec<PostId>) -> Self {
        Self { texts: Arc::new(texts), ids: Arc::new(ids) }
    }

    /// The identity of a post, if the list has it.
    fn id(&self, number: usize) -> Option<PostId> {
        self.ids.get(number).copied().filter(|id| *id != NOBODY)
    }

    /// The number of a post, if it is one of this archive. All numbers are looked through, for
    /// the few posts on a screen: an index of them would take as much memory again.
    fn number(&self, id: PostId) -> Option<usize> {
        self.ids.iter().position(|it| *it == id && id != NOBODY)
    }
}

/// What the threads share.
struct Shared {
    archives: Arc<Vec<Archive>>,
    stores: Vec<Option<Store>>,
    render: Render,
    events: Sender<Event>,
    state: Mutex<State>,
    changed: Condvar,
    /// Whether a search waits for what is packed.
    waits: AtomicBool,
    /// The newest search of each kind.
    newest: [AtomicU64; 2],
}

#[derive(Default)]
struct State {
    /// One for each archive, once the posts are known.
    shelves: Vec<Shelf>,
    /// Counts the changes of the shelves.
    version: u64,
    /// Nothing more will be packed.
    settled: bool,
    /// Memory that was needed for it is to be given back.
    spare: bool,
    /// Searches that nobody has taken up.
    asked: Vec<TextSearch>,
}

impl Shared {
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn change(&self, change: impl FnOnce(&mut State)) {
        change(&mut self.state());
        self.changed.notify_all();
    }

    fn put(&self, root: usize, texts: Texts) {
        self.change(|state| {
            if let Some(shelf) = state.shelves.get_mut(root) {
                shelf.texts = Arc::new(texts);
                state.version += 1;
            }
        });
    }

    fn newest(&self, wanted: Wanted) -> &AtomicU64 {
        &self.newest[usize::from(wanted == Wanted::Posts)]
    }

    fn tell(&self, message: Message) {
        let _ = self.events.send(Event::App(message));
    }

    /// Does work; a panic becomes a notice.
    fn guarded(&self, work: impl FnOnce()) {
        if let Err(panic) = catch_unwind(AssertUnwindSafe(work)) {
            let text = sanitize::line(&panic_text(panic.as_ref())).into_owned();
            self.tell(Message::Notice(text));
        }
    }
}

/// The desk that takes requests.
pub(super) struct Desk {
    shared: Arc<Shared>,
    posts: Sender<Arc<Roll>>,
    excerpts: Sender<excerpts::Asked>,
}

impl Desk {
    /// Starts the threads that search. They end with the program.
    ///
    /// # Errors
    /// When a thread cannot be started.
    pub(super) fn start(
        archives: Arc<Vec<Archive>>,
        cache: Option<PathBuf>,
        lang: Lang,
        events: Sender<Event>,
    ) -> io::Result<Self> {
        let store = |archive| Store::new(cache.as_deref()?, archive, lang.code());
        let render: Render =
            Arc::new(move |body: &Body| article::searched(&body.text, body.is_html, lang, &body.context));
        let shared = Arc::new(Shared {
            stores: archives.iter().map(store).collect(),
            archives,
            render,
            events,
            state: Mutex::default(),
            changed: Condvar::new(),
            waits: AtomicBool::new(false),
            newest: Default::default(),
        });
        let searcher = Arc::clone(&shared);
        thread::Builder::new().name("search".into()).spawn(move || search::serve(&searcher))?;
        let (excerpts, inbox): (_, Receiver<excerpts::Asked>) = mpsc::channel();
        let maker = Arc::clone(&shared);
        thread::Builder::new().name("excerpts".into()).spawn(move || excerpts::serve(&maker, &inbox))?;
        let (posts, inbox) = mpsc::channel();
        let keeper = Arc::clone(&shared);
        thread::Builder::new().name("texts".into()).spawn(move || keep::serve(&keeper, &inbox))?;
        Ok(Self { shared, posts, excerpts })
    }

    /// Makes the texts of these posts ready, in the background; those of before are forgotten.
    pub(super) fn keep(&self, paths: Arc<Roll>) {
        let _ = self.posts.send(paths);
    }

    /// Searches; every search before for the same is forgotten.
    pub(super) fn search(&self, search: TextSearch) {
        self.shared.newest(search.wanted).store(search.ticket, Ordering::Relaxed);
        self.shared.change(|state| {
            state.asked.retain(|asked| asked.wanted != search.wanted);
            state.asked.push(search);
        });
    }

    /// Makes excerpts.
    pub(super) fn excerpt(&self, asked: excerpts::Asked) {
        let _ = self.excerpts.send(asked);
    }
}

/// What is half written is of no use to anyone.
impl Drop for Desk {
    fn drop(&mut self) {
        self.shared.stores.iter().flatten().for_each(Store::abandon);
    }
}

pub(super) use excerpts::Asked;
