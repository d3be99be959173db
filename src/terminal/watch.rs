//! Sees what changes in the archives while they are read. The system tells that something
//! changed; what it was is found out by a pass over names and stamps, which is the same for an
//! edit, a rename, thousands of new files, and a queue that ran over. While nothing changes the
//! thread sleeps.

use std::collections::HashSet;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::time::{Duration, Instant};

use notify::event::{AccessKind, AccessMode, ModifyKind};
use notify::{EventKind, RecommendedWatcher, RecursiveMode, Watcher as _};

use super::event_loop::Event;
use crate::app::{Message, Patch};
use crate::archive::verify::{Change, Known};
use crate::archive::{Archive, Show};
use crate::library::RootId;
use crate::text::sanitize;

/// How long nothing must happen before a pass.
const REST: Duration = Duration::from_millis(150);
/// How long changes may go on before a pass, at least.
const MOST_REST: Duration = Duration::from_millis(1000);
/// Changes that go on are looked at for one part of the time in so many.
const SHARE: u32 = 4;

/// An archive that is watched.
pub(super) struct Watched<'a> {
    archive: &'a Archive,
    root: RootId,
    show: Show,
    known: Known,
    /// The folders that the system watches for it.
    folders: HashSet<PathBuf>,
    /// Something changed.
    dirty: bool,
    /// Its folder was there the last time.
    there: bool,
    /// That it cannot be watched was said.
    complained: bool,
}

impl<'a> Watched<'a> {
    /// An archive as it was read.
    pub(super) fn new(archive: &'a Archive, (root, show): (RootId, Show), known: Known) -> Self {
        let folders = HashSet::new();
        Self { archive, root, show, known, folders, dirty: true, there: true, complained: false }
    }
}

/// What the system tells.
type Told = notify::Result<notify::Event>;

struct Watch<'a, 'e> {
    archives: Vec<Watched<'a>>,
    watcher: RecommendedWatcher,
    events: &'e Sender<Event>,
}

/// Watches archives until the program ends.
pub(super) fn watch(archives: Vec<Watched<'_>>, events: &Sender<Event>) {
    let (teller, told) = mpsc::channel();
    let handler = move |heard: Told| {
        let _ = teller.send(heard);
    };
    match RecommendedWatcher::new(handler, notify::Config::default()) {
        Ok(watcher) => Watch { archives, watcher, events }.run(&told),
        Err(error) => {
            for archive in archives {
                let _ = events.send(complaint(archive.root, &error));
            }
        }
    }
}

impl Watch<'_, '_> {
    fn run(mut self, told: &Receiver<Told>) {
        let mut took = Duration::ZERO;
        loop {
            let start = Instant::now();
            // What was changed before its folder was watched is found by a second pass.
            while self.archives.iter().any(|archive| archive.dirty) {
                if !self.pass() {
                    return;
                }
            }
            took = took.max(start.elapsed());
            let Ok(first) = told.recv() else { return };
            self.hear(first);
            let end = Instant::now() + MOST_REST.max(took * SHARE);
            took = Duration::ZERO;
            loop {
                let left = end.saturating_duration_since(Instant::now());
                match told.recv_timeout(REST.min(left)) {
                    Ok(more) => self.hear(more),
                    Err(RecvTimeoutError::Timeout) => break,
                    Err(RecvTimeoutError::Disconnected) => return,
                }
                if left.is_zero() {
                    break;
                }
            }
        }
    }

    /// Notes which archives changed.
    fn hear(&mut self, told: Told) {
        let Ok(event) = told else { return self.archives.iter_mut().for_each(|it| it.dirty = true) };
        let changes = match event.kind {
            // Reading a file is told too, and a pass reads.
            EventKind::Access(access) => access == AccessKind::Close(AccessMode::Write),
            _ => true,
        };
        if !changes && !event.need_rescan() {
            return;
        }
        if matches!(event.kind, EventKind::Remove(_) | EventKind::Modify(ModifyKind::Name(_))) {
            event.paths.iter().for_each(|path| self.lose(path));
        }
        let everywhere = event.need_rescan() || event.paths.is_empty();
        for archive in &mut self.archives {
            let root = &archive.archive.root;
            let of = |path: &PathBuf| path.starts_with(root) || root.starts_with(path);
            archive.dirty |= everywhere || event.paths.iter().any(of);
        }
    }

    /// A folder that is not there any more is not watched, though another may take its place.
    fn lose(&mut self, path: &Path) {
        for archive in self.archives.iter_mut().filter(|archive| archive.folders.contains(path)) {
            let (lost, kept) = archive.folders.drain().partition(|folder| folder.starts_with(path));
            archive.folders = kept;
            for folder in HashSet::<PathBuf>::into_iter(lost) {
                let _ = self.watcher.unwatch(&folder);
            }
        }
    }

    /// Looks at every archive that changed; false when nobody listens any more.
    fn pass(&mut self) -> bool {
        let Self { archives, watcher, events } = self;
        archives.iter_mut().filter(|archive| archive.dirty).all(|archive| {
            archive.dirty = false;
            archive.look(watcher, events)
        })
    }
}

impl Watched<'_> {
    fn look(&mut self, watcher: &mut RecommendedWatcher, events: &Sender<Event>) -> bool {
        let root = self.root;
        let mut listened = true;
        let mut send = |message| {
            listened &= events.send(Event::App(message)).is_ok();
            if listened { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
        };
        let changed = |patch| Message::Changed { root, patch: Box::new(patch) };
        let pass = self.known.verify(self.archive, self.show, &mut |change| {
            let Change { posts, gone, problems } = change;
            send(changed(Patch { posts, gone, problems, all_problems: None }))
        });
        if pass.changed {
            let all_problems = Some(self.known.problems.clone());
            let _ = send(changed(Patch { all_problems, ..Patch::default() }));
        }
        if self.there && !pass.there {
            let _ = send(Message::Unwatched { root, why: None });
        }
        self.there = pass.there;
        let folders = if pass.there { pass.folders } else { above(&self.archive.root) };
        if let Err(error) = self.follow(watcher, folders)
            && !std::mem::replace(&mut self.complained, true)
        {
            listened &= events.send(complaint(root, &error)).is_ok();
        }
        listened
    }

    /// Watches these folders, and no others.
    fn follow(&mut self, watcher: &mut RecommendedWatcher, folders: Vec<PathBuf>) -> notify::Result<()> {
        let folders: HashSet<PathBuf> = folders.into_iter().collect();
        for old in self.folders.difference(&folders) {
            // It may be gone, and its watch with it.
            let _ = watcher.unwatch(old);
        }
        let kept: HashSet<PathBuf> = self.folders.intersection(&folders).cloned().collect();
        self.folders = kept;
        let mut outcome = Ok(());
        for folder in folders {
            if self.folders.contains(&folder) {
                continue;
            }
            match watcher.watch(&folder, RecursiveMode::NonRecursive) {
                Ok(()) => {
                    self.folders.insert(folder);
                    self.dirty = true;
                }
                Err(error) if folder.is_dir() => outcome = Err(error),
                Err(_) => {}
            }
        }
        outcome
    }
}

/// The nearest folder above that is there.
fn above(root: &Path) -> Vec<PathBuf> {
    root.ancestors().skip(1).find(|folder| folder.is_dir()).map(Path::to_owned).into_iter().collect()
}

fn complaint(root: RootId, error: &notify::Error) -> Event {
    let why = Some(sanitize::line(&error.to_string()).into_owned());
    Event::App(Message::Unwatched { root, why })
}
