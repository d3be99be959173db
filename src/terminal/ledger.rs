//! Between the app and the keeper: the app knows archives by their place on the command line and
//! posts by their paths, the store by what makes them the same. Which posts are marked is decided
//! in the app, how they are kept in the store.

use std::collections::{BTreeMap, HashMap};
use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::AtomicUsize;
use std::sync::mpsc::{self, Receiver, Sender};
use std::thread;
use std::time::{Duration, Instant};

use super::event_loop::Event;
use super::identities::{Identities, Unread};
use super::keeper::{Hand, Keeper, Report, now};
use crate::app::{Mark, Message};
use crate::archive::Archive;
use crate::library::{Called, Roll, RootId};
use crate::locale::Lang;
use crate::locale::words::fill;
use crate::state::store::ArchiveId;
use crate::state::{
    Baseline, Field, Identity, Known, Listed, Moment, Move, Opening, PostKey, Remembered, Session, Setting,
    Store, StoreError, Write, moves,
};
use crate::text::sanitize;

/// How long bodies are read to find posts that went elsewhere under another title.
const SEARCH: Duration = Duration::from_secs(20);
/// Own marks whose moments are remembered, to be told from older ones of other programs.
const OWN: usize = 50_000;
/// How long the first frame waits for what is remembered.
const START: Duration = Duration::from_millis(300);

/// What the keeper has to tell.
pub(super) enum Heard {
    /// What was there when an archive was first opened.
    Baseline(RootId, Box<Baseline>),
    /// A report.
    Report(Report),
    /// Which archive it is, and what is remembered of it.
    Entered {
        /// The archive on the command line.
        root: RootId,
        /// The same in the store.
        archive: ArchiveId,
        /// What is remembered.
        remembered: Box<Remembered>,
        /// It is certain which archive it is, and where its posts went.
        settled: bool,
        /// Where they went.
        moved: Vec<Move>,
    },
}

/// The keeper, with what the app's words mean to it.
pub(super) struct Ledger {
    keeper: Keeper,
    identities: Identities,
    archives: Arc<Vec<Archive>>,
    /// By the place on the command line.
    known: Vec<Option<ArchiveId>>,
    /// What is to be kept of archives that are not known yet.
    waiting: Vec<(RootId, Draft)>,
    own: HashMap<(RootId, String, Field), Moment>,
    events: Sender<Event>,
    lang: Lang,
    /// Closed when the store told the marks that it knows at the start, and when it told the
    /// baselines.
    first: (Receiver<()>, Receiver<()>),
}

/// Something to keep, made when its archive was not known.
enum Draft {
    Mark(Mark, Moment),
    Session(Session, Moment),
}

impl Ledger {
    /// Starts the keeper with the store in a folder; what is remembered of archives in known
    /// folders comes as events.
    ///
    /// # Errors
    /// When no thread can be had.
    pub(super) fn start(
        archives: Arc<Vec<Archive>>,
        folder: Option<PathBuf>,
        events: Sender<Event>,
    ) -> io::Result<Self> {
        let reports = events.clone();
        let report = move |report| drop(reports.send(Event::Kept(Heard::Report(report))));
        let keeper = Keeper::start(folder, report)?;
        let asked = each(&keeper, &archives, &events, tell);
        let (again, own) = (Arc::clone(&archives), events.clone());
        keeper.work(move |store| {
            // What was told of a damaged store is told once more from what could be saved.
            if store.check(now()) {
                numbered(&again).for_each(|archive| tell_at(store, archive, &own, tell));
            }
        });
        let known_at_first = each(&keeper, &archives, &events, tell_baseline);
        let identities = Identities::start(Arc::clone(&archives), keeper.hand())?;
        let known = vec![None; archives.len()];
        let (waiting, own, lang) = (Vec::new(), HashMap::new(), Lang::default());
        let first = (asked, known_at_first);
        Ok(Self { keeper, identities, archives, known, waiting, own, events, lang, first })
    }

    /// What it tells is in this language from now on.
    pub(super) fn speak(&mut self, lang: Lang) {
        self.lang = lang;
    }

    /// How many marks could not be written, known when the ledger was dropped.
    pub(super) fn unkept(&self) -> Arc<AtomicUsize> {
        self.keeper.unkept()
    }

    /// Waits until the store told marks and sessions of archives in known folders, so that the
    /// first list is the right one; not for long.
    pub(super) fn wait(&self) {
        let _ = self.first.0.recv_timeout(START);
    }

    /// Waits until it told their baselines too: a filter may ask for them.
    pub(super) fn wait_for_baselines(&self) {
        let _ = self.first.1.recv_timeout(START);
    }

    /// What a report means to the app.
    pub(super) fn hear(&mut self, heard: Heard) -> Vec<Message> {
        match heard {
            Heard::Entered { root, archive, remembered, settled, moved } => {
                if let Some(known) = self.known.get_mut(usize::from(root.0)) {
                    *known = Some(archive);
                }
                let (ready, waiting) =
                    std::mem::take(&mut self.waiting).into_iter().partition(|(of, _)| *of == root);
                self.waiting = waiting;
                self.learn(ready.iter().filter_map(|(_, draft): &(RootId, Draft)| draft.mark()));
                self.keeper.write(ready.into_iter().map(|(_, draft)| draft.write(archive)).collect());
                vec![Message::Remembered { root, remembered, settled, moved }]
            }
            Heard::Baseline(root, baseline) => vec![Message::Baseline { root, baseline }],
            Heard::Report(Report::Others(records)) => {
                let mut told: HashMap<RootId, Vec<(String, Field, crate::state::Value)>> = HashMap::new();
                for record in records {
                    let Some(root) = self.root_of(record.archive) else { continue };
                    let own = self.own.get(&(root, record.path.clone(), record.field.clone()));
                    if own.is_none_or(|own| *own < record.moment) {
                        told.entry(root).or_default().push((record.path, record.field, record.value));
                    }
                }
                told.into_iter().map(|(root, marks)| Message::MarksElsewhere { root, marks }).collect()
            }
            Heard::Report(Report::Warning(warning)) => vec![notice(&warning.text(self.lang))],
            Heard::Report(Report::Failed(error)) => {
                vec![notice(&fill(self.lang.words().not_kept, &[&error.to_string()]))]
            }
            Heard::Report(Report::Kept(_)) => Vec::new(),
        }
    }

    fn root_of(&self, archive: ArchiveId) -> Option<RootId> {
        (0..).map(RootId).zip(&self.known).find(|(_, known)| **known == Some(archive)).map(|(root, _)| root)
    }

    /// Keeps marks, as of now.
    pub(super) fn keep(&mut self, marks: Vec<Mark>) {
        let moment = self.keeper.stamp();
        if self.own.len() > OWN {
            self.own.clear();
        }
        if marks.len() < OWN {
            self.own.extend(
                marks.iter().map(|mark| ((mark.root, mark.path.clone(), mark.field.clone()), moment)),
            );
        }
        self.learn(marks.iter());
        self.hand_over(marks.into_iter().map(|mark| (mark.root, Draft::Mark(mark, moment))));
    }

    /// Has posts read that were marked unread. What is opened is read anyway.
    fn learn<'m>(&self, marks: impl Iterator<Item = &'m Mark>) {
        let opened = |mark: &Mark| matches!(mark.field, Field::Opened | Field::Place);
        let mut unread: BTreeMap<RootId, Vec<String>> = BTreeMap::new();
        for mark in marks.filter(|mark| mark.body.is_none() && !opened(mark)) {
            unread.entry(mark.root).or_default().push(mark.path.clone());
        }
        for (root, paths) in unread {
            if let Some(archive) = self.known.get(usize::from(root.0)).copied().flatten() {
                self.identities.learn(Unread { root, archive, paths });
            }
        }
    }

    /// Keeps a session, as of now.
    pub(super) fn keep_session(&mut self, root: RootId, session: Session) {
        let moment = self.keeper.stamp();
        self.hand_over(std::iter::once((root, Draft::Session(session, moment))));
    }

    fn hand_over(&mut self, drafts: impl Iterator<Item = (RootId, Draft)>) {
        let mut ready = Vec::new();
        for (root, draft) in drafts {
            match self.known.get(usize::from(root.0)).copied().flatten() {
                Some(archive) => ready.push(draft.write(archive)),
                None => self.waiting.push((root, draft)),
            }
        }
        if !ready.is_empty() {
            self.keeper.write(ready);
        }
    }

    /// Finds out which archive it is whose posts are all there, and where its posts went.
    pub(super) fn enter(&self, root: RootId, posts: Arc<Roll>) {
        let Some(archive) = self.archives.get(usize::from(root.0)) else { return };
        let place = Place { root, folder: archive.root.clone(), name: archive.name.clone() };
        let entering = Entering {
            place,
            whole: archive.is_whole(),
            posts,
            archives: Arc::clone(&self.archives),
            hand: self.keeper.hand(),
            identities: self.identities.clone(),
            events: self.events.clone(),
        };
        self.keeper.work(move |store| entering.enter(store));
    }
}

impl Drop for Ledger {
    /// What waits for an archive that was never read to its end goes to the one of its folder.
    fn drop(&mut self) {
        for (root, draft) in std::mem::take(&mut self.waiting) {
            let Some(archive) = self.archives.get(usize::from(root.0)) else { continue };
            let (folder, name) = (archive.root.clone(), archive.name.clone());
            self.keeper.work(move |store| {
                let opening = Opening { root: &folder, name: &name, posts: &[], whole: false };
                if let Ok(archive) = store.enter(&opening, now()) {
                    let _ = store.write(&[draft.write(archive)], now());
                }
            });
        }
    }
}

impl Draft {
    fn mark(&self) -> Option<&Mark> {
        match self {
            Self::Mark(mark, _) => Some(mark),
            Self::Session(..) => None,
        }
    }

    fn write(self, archive: ArchiveId) -> Write {
        match self {
            Self::Mark(Mark { path, heading, body, field, value, .. }, moment) => Write::Mark {
                post: PostKey { archive, path, heading: Some(heading), body },
                field,
                value,
                moment,
            },
            Self::Session(session, moment) => {
                Write::Set { archive, setting: Setting::Session(Box::new(session)), moment }
            }
        }
    }
}

struct Place {
    root: RootId,
    folder: PathBuf,
    name: String,
}

/// An archive that is entered.
struct Entering {
    place: Place,
    whole: bool,
    /// Those of all archives.
    posts: Arc<Roll>,
    archives: Arc<Vec<Archive>>,
    hand: Hand,
    identities: Identities,
    events: Sender<Event>,
}

impl Entering {
    /// In the keeper's thread.
    fn enter(self, store: &mut Store) {
        let entered = self.entered(store);
        match entered {
            Err(error) => {
                let _ = self.events.send(Event::Kept(Heard::Report(Report::Failed(error))));
            }
            Ok(entered) => self.settle(entered),
        }
    }

    fn entered(&self, store: &mut Store) -> Result<(ArchiveId, Remembered), StoreError> {
        let listed = self.listed();
        let Place { folder, name, .. } = &self.place;
        let opening = Opening { root: folder, name, posts: &listed, whole: self.whole };
        let archive = store.enter(&opening, now())?;
        let mut remembered = store.remembered(archive)?;
        if remembered.baseline.is_none() && self.whole && !listed.is_empty() {
            let baseline = Baseline::new(listed.iter().map(|post| (post.path, post.heading)));
            let moment = store.stamp(now());
            let setting = Setting::Baseline(baseline.clone());
            store.write(&[Write::Set { archive, setting, moment }], now())?;
            remembered.baseline = Some(baseline);
        }
        Ok((archive, remembered))
    }

    fn listed(&self) -> Vec<Listed<'_>> {
        let here = self.posts.iter().filter(|post| post.root == self.place.root);
        let heading = |post: &Called<'_>| Identity::of_heading(post.title, post.seconds);
        here.map(|post| Listed { path: post.path, heading: heading(&post) }).collect()
    }

    /// Tells what is known, and looks for the posts that are missing in a thread of its own:
    /// bodies may have to be read, and marks must not wait for that.
    fn settle(self, (archive, remembered): (ArchiveId, Remembered)) {
        let known: Vec<Known> = remembered
            .posts
            .iter()
            .map(|post| Known { path: post.path.clone(), heading: post.heading, body: post.body })
            .collect();
        let (root, events, hand) = (self.place.root, self.events.clone(), self.hand.clone());
        let is_still = {
            let listed = self.listed();
            let there: HashMap<&str, Identity> =
                listed.iter().map(|post| (post.path, post.heading)).collect();
            let unread = known.iter().filter(|post| post.body.is_none() && there.contains_key(&*post.path));
            let paths = unread.map(|post| post.path.clone()).collect();
            self.identities.learn(Unread { root, archive, paths });
            known.iter().all(|post| there.get(post.path.as_str()).copied() == post.heading)
        };
        let remembered = Box::new(remembered);
        let moved = Vec::new();
        let entered = Heard::Entered { root, archive, remembered, settled: is_still, moved };
        let _ = events.send(Event::Kept(entered));
        if is_still {
            return;
        }
        let run = move || {
            let moved = catch_unwind(AssertUnwindSafe(|| self.moves(&known))).unwrap_or_default();
            hand.work(move |store| {
                let _ = store.follow(archive, &self.listed(), &moved);
                let Ok(remembered) = store.remembered(archive).map(Box::new) else { return };
                let entered = Heard::Entered { root, archive, remembered, settled: true, moved };
                let _ = events.send(Event::Kept(entered));
            });
        };
        // Without a thread, posts that went elsewhere are found the next time.
        let _ = thread::Builder::new().name("moves".into()).spawn(run);
    }

    fn moves(&self, known: &[Known]) -> Vec<Move> {
        let deadline = Instant::now() + SEARCH;
        let archive = self.archives.get(usize::from(self.place.root.0));
        let mut read = |path: &str| {
            let body = archive.filter(|_| Instant::now() < deadline)?.read_body(path).ok()?;
            Identity::body(&body.text)
        };
        moves::moves(known, &self.listed(), &mut read)
    }
}

/// Says something of an archive.
type Tell = fn(&Store, (RootId, ArchiveId), &Sender<Event>);

/// Has something said of each archive in a known folder. What it returns is closed when that is
/// done.
fn each(keeper: &Keeper, archives: &Arc<Vec<Archive>>, events: &Sender<Event>, tell: Tell) -> Receiver<()> {
    let (done, ended) = mpsc::channel::<()>();
    let (archives, events) = (Arc::clone(archives), events.clone());
    keeper.work(move |store| {
        numbered(&archives).for_each(|archive| tell_at(store, archive, &events, tell));
        drop(done);
    });
    ended
}

fn numbered(archives: &[Archive]) -> impl Iterator<Item = (RootId, &Path)> {
    (0..).map(RootId).zip(archives.iter().map(|archive| archive.root.as_path()))
}

fn tell_at(store: &Store, (root, path): (RootId, &Path), events: &Sender<Event>, tell: Tell) {
    if let Ok(Some(archive)) = store.archive_at(path) {
        tell(store, (root, archive), events);
    }
}

/// Says what is remembered of an archive, but for its baseline.
fn tell(store: &Store, (root, archive): (RootId, ArchiveId), events: &Sender<Event>) {
    if let Ok(remembered) = store.marked(archive) {
        let (remembered, moved) = (Box::new(remembered), Vec::new());
        let entered = Heard::Entered { root, archive, remembered, settled: false, moved };
        let _ = events.send(Event::Kept(entered));
    }
}

/// Says what its baseline is.
fn tell_baseline(store: &Store, (root, archive): (RootId, ArchiveId), events: &Sender<Event>) {
    if let Ok(Some(baseline)) = store.baseline(archive) {
        let _ = events.send(Event::Kept(Heard::Baseline(root, Box::new(baseline))));
    }
}

fn notice(text: &str) -> Message {
    Message::Notice(sanitize::line(text).into_owned())
}
