//! Sees what changes in the archives while they are read. Where the system tells which files
//! changed, those are looked at; where it does not, because a folder came or its queue ran over,
//! a pass over all names and stamps finds out. While nothing changes the thread sleeps.

use std::collections::{BTreeSet, HashSet};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::time::{Duration, Instant, SystemTime};

use notify::event::{AccessKind, AccessMode, ModifyKind};
use notify::{EventKind, RecommendedWatcher, Watcher as _};

use super::event_loop::Event;
use super::memory;
use crate::app::{Message, Patch};
use crate::archive::verify::{Change, Known};
use crate::archive::{Archive, Show};
use crate::library::RootId;
use crate::text::sanitize;

use folders::{Eyes, Folders, above, around, is_as_it_was};

mod folders;

/// How long nothing must happen before a look.
const REST: Duration = Duration::from_millis(150);
/// How long changes may go on before a look, at least.
const MOST_REST: Duration = Duration::from_millis(1000);
/// Changes that go on are looked at for one part of the time in so many.
const SHARE: u32 = 4;
/// Files that are looked at one by one, of so many posts one: a pass over all costs less then.
const FEW: usize = 2;
/// Files that are looked at one by one in any case.
const SOME: usize = 64;

/// An archive that is watched.
pub(super) struct Watched<'a> {
    archive: &'a Archive,
    root: RootId,
    show: Show,
    known: Known,
    folders: Folders,
    /// Files that changed.
    files: BTreeSet<PathBuf>,
    /// More changed than files of which it is known.
    dirty: bool,
    /// Its folder was there the last time.
    there: bool,
    /// That it cannot be watched was said.
    complained: bool,
}

/// What the system tells.
type Told = notify::Result<notify::Event>;

/// What the system told, and who tells it.
pub(super) struct Watch<'a, 'e> {
    archives: Vec<Watched<'a>>,
    eyes: Box<dyn Eyes>,
    told: Receiver<Told>,
    events: &'e Sender<Event>,
}

impl<'a, 'e> Watch<'a, 'e> {
    /// Watches nothing yet.
    ///
    /// # Errors
    /// When the system watches nothing for anyone.
    pub(super) fn new(events: &'e Sender<Event>) -> notify::Result<Self> {
        let (teller, told) = mpsc::channel();
        let handler = move |heard: Told| {
            let _ = teller.send(heard);
        };
        let eyes = RecommendedWatcher::new(handler, notify::Config::default())?;
        Ok(Self::with(Box::new(eyes), told, events))
    }

    fn with(eyes: Box<dyn Eyes>, told: Receiver<Told>, events: &'e Sender<Event>) -> Self {
        Self { archives: Vec::new(), eyes, told, events }
    }

    /// Watches an archive from now on, which has posts at these paths as far as that is known.
    /// What it is, is still to be read.
    pub(super) fn add<'p>(
        &mut self,
        archive: &'a Archive,
        (root, show): (RootId, Show),
        posts: impl Iterator<Item = &'p str>,
    ) {
        let mut watched = Watched {
            archive,
            root,
            show,
            known: Known::default(),
            folders: Folders::default(),
            files: BTreeSet::new(),
            dirty: true,
            there: true,
            complained: false,
        };
        watched.follow(&mut *self.eyes, self.events, around(&archive.root, posts), None);
        self.archives.push(watched);
    }

    /// An archive that is watched was read, since a moment; `folders` were looked into, if that is
    /// known.
    pub(super) fn read(&mut self, root: RootId, known: Known, looked: (Option<Vec<PathBuf>>, SystemTime)) {
        let Some(watched) = self.archives.iter_mut().find(|watched| watched.root == root) else { return };
        watched.known = known;
        let (folders, since) = looked;
        let whole = folders.is_some();
        watched.dirty = !whole;
        let folders = folders.map_or_else(|| watched.around(), HashSet::from_iter);
        watched.follow(&mut *self.eyes, self.events, folders, Some(since).filter(|_| whole));
    }

    /// Stops to watch an archive: it could not be read.
    pub(super) fn leave(&mut self, root: RootId) {
        self.archives.retain(|watched| watched.root != root);
    }

    /// Tells what becomes of the archives until the program ends.
    pub(super) fn run(mut self) {
        let mut took = Duration::ZERO;
        loop {
            let start = Instant::now();
            if !self.settle() {
                return;
            }
            took = took.max(start.elapsed());
            let Ok(first) = self.told.recv() else { return };
            self.hear(first);
            if self.wait(MOST_REST.max(took * SHARE)).is_break() {
                return;
            }
            took = Duration::ZERO;
        }
    }

    /// Looks until nothing is left to be looked at: what changed in a folder before that was
    /// watched is found by a second pass. False when nobody listens any more.
    fn settle(&mut self) -> bool {
        let mut listened = true;
        while listened && self.archives.iter().any(Watched::is_due) {
            listened = self.look();
        }
        listened
    }

    /// Waits until nothing happens, but not for ever; breaks when nobody tells anything any more.
    fn wait(&mut self, most: Duration) -> ControlFlow<()> {
        let end = Instant::now() + most;
        loop {
            let left = end.saturating_duration_since(Instant::now());
            match self.told.recv_timeout(REST.min(left)) {
                Ok(more) => self.hear(more),
                Err(RecvTimeoutError::Timeout) => return ControlFlow::Continue(()),
                Err(RecvTimeoutError::Disconnected) => return ControlFlow::Break(()),
            }
            if left.is_zero() {
                return ControlFlow::Continue(());
            }
        }
    }

    /// Notes what changed.
    fn hear(&mut self, told: Told) {
        let Self { archives, eyes, .. } = self;
        let Ok(event) = told else { return archives.iter_mut().for_each(|it| it.dirty = true) };
        let changes = match event.kind {
            // Reading a file is told too, and a pass reads.
            EventKind::Access(access) => access == AccessKind::Close(AccessMode::Write),
            _ => true,
        };
        if event.need_rescan() || changes && event.paths.is_empty() {
            return archives.iter_mut().for_each(|it| it.dirty = true);
        }
        if !changes {
            return;
        }
        let went = matches!(event.kind, EventKind::Remove(_) | EventKind::Modify(ModifyKind::Name(_)));
        for path in &event.paths {
            archives.iter_mut().for_each(|archive| archive.note(&mut **eyes, path, went));
        }
    }

    /// Looks at every archive in which something changed; false when nobody listens any more.
    fn look(&mut self) -> bool {
        let Self { archives, eyes, events, .. } = self;
        archives.iter_mut().filter(|archive| archive.is_due()).all(|archive| {
            let files = std::mem::take(&mut archive.files);
            if std::mem::take(&mut archive.dirty) {
                return archive.pass(&mut **eyes, events);
            }
            archive.look_at(&files, events).unwrap_or_else(|| archive.pass(&mut **eyes, events))
        })
    }
}

impl Watched<'_> {
    fn is_due(&self) -> bool {
        self.dirty || !self.files.is_empty()
    }

    /// Something changed at a path, or it is not there any more.
    fn note(&mut self, eyes: &mut dyn Eyes, path: &Path, went: bool) {
        let root = &self.archive.root;
        if !(path.starts_with(root) || root.starts_with(path)) {
            return;
        }
        let lost = went && self.folders.lose(eyes, path);
        let of_folder = lost || self.folders.has(path) || root.starts_with(path);
        if of_folder || self.files.len() >= SOME.max(self.known.len() / FEW) {
            self.dirty = true;
        } else if path.parent().is_some_and(|folder| self.folders.has(folder)) {
            self.files.insert(path.to_owned());
        }
    }

    /// Looks at some files; None where only a pass tells what became of them, and false when
    /// nobody listens any more.
    fn look_at(&mut self, files: &BTreeSet<PathBuf>, events: &Sender<Event>) -> Option<bool> {
        let mut teller = Teller { root: self.root, events, listened: true };
        let looked =
            self.known.verify_files((self.archive, self.show), files, &mut |change| teller.tell(change));
        if looked? {
            teller.end(&self.known);
        }
        Some(teller.listened)
    }

    /// Looks at everything; false when nobody listens any more.
    fn pass(&mut self, eyes: &mut dyn Eyes, events: &Sender<Event>) -> bool {
        let mut teller = Teller { root: self.root, events, listened: true };
        let since = SystemTime::now();
        let pass = self.known.verify(self.archive, self.show, &mut |change| teller.tell(change));
        if pass.changed {
            teller.end(&self.known);
        }
        if self.there && !pass.there {
            let _ = teller.send(Message::Unwatched { root: self.root, why: None });
        }
        let back = pass.there && !self.there;
        self.there = pass.there;
        let folders = if pass.there { pass.folders.into_iter().collect() } else { above(&self.archive.root) };
        // Of a folder that came back nothing is known that would tell whether it is as it was.
        self.follow(eyes, events, folders, Some(since).filter(|_| !back));
        teller.listened
    }

    /// Watches these folders, and no others. Those that were looked into since a moment, but not
    /// watched then, may have to be looked into again.
    fn follow(
        &mut self,
        eyes: &mut dyn Eyes,
        events: &Sender<Event>,
        folders: HashSet<PathBuf>,
        since: Option<SystemTime>,
    ) {
        let new: Vec<PathBuf> = folders.iter().filter(|folder| !self.folders.has(folder)).cloned().collect();
        let outcome = self.folders.set(eyes, folders);
        if !new.is_empty() {
            let with_posts = self.around();
            let quiet = |folder: &PathBuf| {
                since.is_some_and(|since| !with_posts.contains(folder) && is_as_it_was(folder, since))
            };
            self.dirty |= new.iter().any(|folder| self.folders.has(folder) && !quiet(folder));
        }
        if let Err(error) = outcome
            && !std::mem::replace(&mut self.complained, true)
        {
            let _ = events.send(complaint(self.root, &error));
        }
    }

    /// The folders that known posts lie in.
    fn around(&self) -> HashSet<PathBuf> {
        around(&self.archive.root, self.known.paths().iter())
    }
}

/// Tells what became of an archive.
struct Teller<'e> {
    root: RootId,
    events: &'e Sender<Event>,
    listened: bool,
}

impl Teller<'_> {
    fn send(&mut self, message: Message) -> ControlFlow<()> {
        self.listened &= self.events.send(Event::App(message)).is_ok();
        if self.listened { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
    }

    fn tell(&mut self, change: Change) -> ControlFlow<()> {
        let Change { posts, gone, problems } = change;
        self.patch(Patch { posts, gone, problems, all_problems: None })
    }

    /// That was all of it.
    fn end(&mut self, known: &Known) {
        let _ = self.patch(Patch { all_problems: Some(known.problems.clone()), ..Patch::default() });
        memory::give_back();
    }

    fn patch(&mut self, patch: Patch) -> ControlFlow<()> {
        self.send(Message::Changed { root: self.root, patch: Box::new(patch) })
    }
}

/// Says that an archive cannot be watched.
pub(super) fn complaint(root: RootId, error: &notify::Error) -> Event {
    let why = Some(sanitize::line(&error.to_string()).into_owned());
    Event::App(Message::Unwatched { root, why })
}

#[cfg(test)]
mod tests;
