//! The lists of archives: from their indexes at once, then brought up to date with the files
//! that are there, and kept for the next time. Where nothing is kept, everything is read. What
//! becomes of a list is the caller's business.

use std::collections::HashSet;
use std::ops::ControlFlow;
use std::panic::resume_unwind;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::thread;

use crate::archive::index::check::Compared;
use crate::archive::index::{Columns, Files, Index, Store};
use crate::archive::verify;
use crate::archive::{Archive, Batch, Show};
use crate::library::{self, Front, Library, Orders, PostId, RootId, SortKey};
use crate::post::{Post, Problem, Stamp};
use crate::text::pinyin::Column;

/// Posts that are seen at a glance: more than any screen has rows.
const GLANCE: usize = 512;
/// What stands first in an index, see [`library::Columns::front`].
const FRONT: (usize, usize) = (library::Columns::FRONT_TEXTS, library::Columns::FRONT_NUMBERS);

/// An archive whose list is wanted.
#[derive(Debug)]
pub struct Wanted<'a> {
    /// The archive.
    pub archive: &'a Archive,
    /// Its number among those that were opened.
    pub root: RootId,
    /// Posts beyond the default list.
    pub show: Show,
    /// Where its index is kept.
    store: Option<Store>,
    index: Option<Index>,
    /// The list that was kept is shown.
    shown: bool,
    /// The same list again, to be compared with the files.
    known: Option<Listed>,
}

/// What is new in a list.
#[derive(Debug, Default)]
pub struct News {
    /// Where there was no list: how many files there are to be read.
    pub files: Option<usize>,
    /// Where there was no list: posts, as tables that become one.
    pub parts: Vec<Arc<Library>>,
    /// Posts that were not there before.
    pub posts: Vec<Post>,
    /// Posts whose files are others than before.
    pub changed: Vec<Post>,
    /// Paths of posts whose files are not there any more.
    pub gone: Vec<String>,
    /// What was wrong with files.
    pub problems: Vec<Problem>,
    /// How the titles of the list that was at hand are typed.
    pub sounds: Option<Column>,
    /// The posts of that list in other orders.
    pub orders: Orders,
}

/// A list with what is kept beside it.
#[derive(Debug, Default)]
pub struct Listed {
    /// The posts.
    pub library: Library,
    /// What was wrong with files.
    pub problems: Vec<Problem>,
    /// Of the files of posts, by identity.
    stamps: Vec<Stamp>,
    /// Why it is not kept.
    pub trouble: Option<String>,
    /// Everything was read, and is kept in this order.
    order: Option<Vec<PostId>>,
    /// The folders that were looked into, where files were compared.
    pub folders: Option<Vec<PathBuf>>,
    /// What is left of a list that is shown and is as it was.
    same: Option<verify::Known>,
}

impl<'a> Wanted<'a> {
    /// The list of an archive, with its index in this folder.
    pub fn new(archive: &'a Archive, root: RootId, show: Show, cache: Option<&Path>) -> Self {
        let store = cache.and_then(|folder| Store::new(folder, archive, show));
        let index = store.as_ref().and_then(Store::open);
        Self { archive, root, show, store, index, shown: false, known: None }
    }

    /// What a screen shows of the list as it was kept, as fast as it can be read.
    pub fn at_a_glance(&self) -> Option<(Front, Vec<Problem>)> {
        let index = self.index.as_ref()?;
        let (texts, numbers) = index.part(0..FRONT.0, 0..FRONT.1)?;
        let front = Front::read(library::Columns { texts, numbers }, self.root)?;
        Some((front, index.problems()?))
    }

    /// The list as it was kept.
    pub fn at_hand(&mut self) -> Option<(Library, Vec<Problem>)> {
        let Listed { library, problems, .. } = self.kept(self.index.as_ref()?)?;
        self.shown = true;
        Some((library, problems))
    }

    /// Whether the list that was kept is shown: what is renewed is then a change of it.
    pub fn is_shown(&self) -> bool {
        self.shown
    }

    /// Where the posts of the list that is shown are.
    pub fn paths(&mut self) -> impl Iterator<Item = &str> {
        // Whoever has the list has all of it, so it is read once more. That keeps nobody waiting.
        if self.shown && self.known.is_none() {
            self.known = self.index.as_ref().and_then(|index| self.kept(index));
        }
        self.known.iter().flat_map(|listed| listed.known().map(|(path, _)| path))
    }

    /// Bytes of its index on disk.
    pub fn bytes(&self) -> u64 {
        self.store.as_ref().map_or(0, Store::bytes)
    }

    /// The list as the files are now; it is kept where it is another than before. What is new in
    /// it is handed over; it is not kept where that is refused. A list that is shown and is as it
    /// was comes back empty.
    pub fn renew(&mut self, tell: &mut dyn FnMut(News) -> ControlFlow<()>) -> Listed {
        let known = self.known.take();
        match known.or_else(|| self.index.as_ref().and_then(|index| self.kept(index))) {
            Some(known) if self.shown => self.renew_shown(known, tell),
            Some(kept) => {
                let compared = self.archive.compare(self.show, kept.known());
                self.patch(kept, compared, tell)
            }
            // Where it went bad in this moment, the next start makes it anew.
            None if self.shown => Listed::default(),
            None => self.read(tell),
        }
    }

    /// The list that is shown is read again only where something is new. What the names of files
    /// tell comes first: a look at every file takes several times as long.
    fn renew_shown(&self, known: Listed, tell: &mut dyn FnMut(News) -> ControlFlow<()>) -> Listed {
        let Some((mut compared, read)) = self.tell_shown(&known, tell) else { return Listed::default() };
        let troubled = !known.problems.is_empty() || !compared.problems.is_empty();
        if compared.is_same() && !troubled {
            let (same, folders) = (Some(known.known().collect()), Some(compared.folders));
            return Listed { same, folders, ..Listed::default() };
        }
        self.amend(known, &mut compared, read)
    }

    /// Compares files with the list that is shown and tells what is new. None where that was
    /// refused.
    fn tell_shown(
        &self,
        known: &Listed,
        tell: &mut dyn FnMut(News) -> ControlFlow<()>,
    ) -> Option<(Compared, Batch)> {
        let library = &known.library;
        let path = |number: u32| library.path(PostId(number));
        let letters = || (library.title_keys().sounds(), library.title_keys().orders(|id| library.path(id)));
        let names = || self.archive.compare_names(self.show, known.known());
        let ((mut compared, unseen), (sounds, orders)) = both(names, letters);
        let made = [News { sounds: Some(sounds), ..News::default() }, News { orders, ..News::default() }];
        made.into_iter().try_for_each(&mut *tell).continue_value()?;
        let mut read = self.tell_changes(&compared, (&path, &known.problems), tell)?;
        let others = self.archive.compare_stamps(unseen);
        read.append(self.tell_changes(&others, (&path, &known.problems), tell)?);
        compared.join(others);
        Some((compared, read))
    }

    fn kept(&self, index: &Index) -> Option<Listed> {
        let library = mapped(index, self.root)?;
        let Files { stamps, problems } = index.files()?;
        (stamps.len() == library.len()).then_some(Listed { library, problems, stamps, ..Listed::default() })
    }

    /// Everything, read anew.
    fn read(&self, tell: &mut dyn FnMut(News) -> ControlFlow<()>) -> Listed {
        let mut listed = Listed::default();
        let mut refused = false;
        let mut first = true;
        self.archive.load_as(&self.show, &|batch| Part::of(self.root, batch), &mut |handed| {
            let files = std::mem::take(&mut first).then_some(handed.files);
            let mut news = News { files, ..News::default() };
            for Part { library, stamps, problems } in handed.parts {
                // Of both lists every part counts once: they are to be the same.
                let library = Some(library).filter(|part| !part.is_empty());
                library.iter().for_each(|part| listed.library.extend(part));
                listed.stamps.extend(stamps);
                listed.problems.extend(problems.iter().cloned());
                news.problems.extend(problems);
                news.parts.extend(library);
            }
            let answer = tell(news);
            refused |= answer.is_break();
            answer
        });
        if !refused {
            let order = listed.library.order(SortKey::Newest);
            listed.trouble = self.keep(&listed, &order);
            listed.order = listed.trouble.is_none().then_some(order);
        }
        listed
    }

    /// What tells later what became of the archive, without the list. With it comes the list, where
    /// all of it was read and takes less memory than one that was made of what was told.
    pub fn remains(&self, mut listed: Listed) -> (verify::Known, Option<Library>) {
        let order = listed.order.take();
        let rests = order.is_some_and(|order| self.rest(&mut listed.library, &order));
        let library = rests.then(|| std::mem::take(&mut listed.library));
        (listed.what_remains(library.as_ref()), library)
    }

    /// What changed, read anew.
    fn patch(
        &self,
        listed: Listed,
        mut compared: Compared,
        tell: &mut dyn FnMut(News) -> ControlFlow<()>,
    ) -> Listed {
        let path = |number: u32| listed.library.path(PostId(number));
        match self.tell_changes(&compared, (&path, &listed.problems), tell) {
            Some(read) => self.amend(listed, &mut compared, read),
            None => listed,
        }
    }

    /// Reads the files that are new or others than before, and tells of them and of what is gone:
    /// all but problems that were known. None where that was refused.
    fn tell_changes<'p>(
        &self,
        compared: &Compared,
        (path, problems): (&dyn Fn(u32) -> &'p str, &[Problem]),
        tell: &mut dyn FnMut(News) -> ControlFlow<()>,
    ) -> Option<Batch> {
        let changed: HashSet<&str> = compared.changed.iter().map(|number| path(*number)).collect();
        let mut all = Batch::default();
        let mut refused = false;
        let mut hand_over = |gone: Vec<String>, batch: Batch| {
            all.append(batch.clone());
            let new = batch.problems.into_iter().filter(|problem| !problems.contains(problem));
            let (changed, posts) =
                batch.posts.into_iter().partition(|post| changed.contains(post.path.as_str()));
            let news = News { posts, changed, gone, problems: new.collect(), ..News::default() };
            let answer = tell(news);
            refused |= answer.is_break();
            answer
        };
        let gone = compared.gone.iter().map(|number| path(*number).to_owned()).collect();
        hand_over(gone, Batch { problems: compared.problems.clone(), ..Batch::default() })
            .continue_value()?;
        self.archive.load_changed(self.show, compared, &mut |batch| hand_over(Vec::new(), batch));
        (!refused).then_some(all)
    }

    /// Brings a list that was kept up to date with what was read, and keeps it where it is another
    /// now.
    fn amend(&self, mut listed: Listed, compared: &mut Compared, read: Batch) -> Listed {
        let changed = !(compared.gone.is_empty() && compared.changed.is_empty() && read.posts.is_empty());
        let former = listed.problems.clone();
        listed.leave(compared, self.root);
        listed.folders = Some(std::mem::take(&mut compared.folders));
        push(&mut listed.library, self.root, &read.posts, &read.problems);
        listed.stamps.extend(read.stamps);
        listed.problems.extend(read.problems);
        if changed || !same(&listed.problems, &former) {
            listed.trouble = self.keep(&listed, &listed.library.order(SortKey::Newest));
        }
        listed
    }

    /// Leaves the texts of a list to the index that was just made of it; whether that is done.
    fn rest(&self, library: &mut Library, order: &[PostId]) -> bool {
        let index = self.store.as_ref().and_then(Store::open);
        let texts = index.and_then(|index| index.mapped((FRONT.0, usize::MAX)));
        texts.is_some_and(|(map, places, _)| library.rest_on(&library::Base::new(map), &places, order))
    }

    /// Writes the index; why it cannot be written.
    fn keep(&self, listed: &Listed, order: &[PostId]) -> Option<String> {
        let store = self.store.as_ref()?;
        let whole = listed.library.columns(order);
        let library::Columns { mut texts, mut numbers } = whole.front(GLANCE);
        texts.extend(whole.texts);
        numbers.extend(whole.numbers);
        let stamp = |id: &PostId| listed.stamps.get(id.index()).copied().unwrap_or_default();
        let stamps = order.iter().map(stamp).collect();
        let files = Files { stamps, problems: listed.problems.clone() };
        store.write(&(texts, numbers), &files).err().map(|error| error.to_string())
    }
}

/// Some posts, made into a table where they were read.
pub struct Part {
    /// The posts; those with problems are marked.
    pub library: Arc<Library>,
    /// Of the file of each post.
    stamps: Vec<Stamp>,
    /// What was wrong with files.
    pub problems: Vec<Problem>,
}

impl Part {
    /// What was read of an archive.
    pub fn of(root: RootId, batch: Batch) -> Self {
        let Batch { posts, stamps, problems } = batch;
        let mut library = Library::default();
        push(&mut library, root, &posts, &problems);
        Self { library: Arc::new(library), stamps, problems }
    }
}

/// Adds posts to a table; those with problems are marked.
fn push(library: &mut Library, root: RootId, posts: &[Post], problems: &[Problem]) {
    let broken: HashSet<&str> = problems.iter().map(|problem| problem.path.as_str()).collect();
    for post in posts {
        let id = library.push(root, post);
        if broken.contains(post.path.as_str()) {
            library.mark_broken(id);
        }
    }
}

impl Listed {
    fn known(&self) -> impl Iterator<Item = (&str, Stamp)> {
        self.library.ids().map(|id| self.library.path(id)).zip(self.stamps.iter().copied())
    }

    fn what_remains(self, library: Option<&Library>) -> verify::Known {
        let library = library.unwrap_or(&self.library);
        let known = || {
            let mut known: verify::Known =
                library.ids().map(|id| library.path(id)).zip(self.stamps.iter().copied()).collect();
            known.problems.clone_from(&self.problems);
            known
        };
        self.same.clone().unwrap_or_else(known)
    }

    /// Leaves out the posts whose files are others now, or not there, and problems that no longer
    /// are.
    fn leave(&mut self, compared: &Compared, root: RootId) {
        let out: HashSet<u32> = compared.changed.iter().chain(&compared.gone).copied().collect();
        if !out.is_empty() {
            let kept: Vec<PostId> = self.library.ids().filter(|id| !out.contains(&id.0)).collect();
            self.stamps = kept.iter().map(|id| self.stamps[id.index()]).collect();
            let library::Columns { texts, numbers } = self.library.columns(&kept);
            self.library = library((texts, numbers), root).unwrap_or_default();
        }
        if !self.problems.is_empty() {
            let paths: HashSet<&str> = self.library.ids().map(|id| self.library.path(id)).collect();
            self.problems.retain(|problem| paths.contains(problem.path.as_str()));
        }
    }
}

/// Waits for files and reckons, both at once where there can be another thread.
fn both<A, B: Send>(wait: impl FnOnce() -> A, reckon: impl Fn() -> B + Sync) -> (A, B) {
    thread::scope(|scope| {
        let beside = thread::Builder::new().name("letters".into()).spawn_scoped(scope, &reckon);
        let waited = wait();
        let reckoned = match beside {
            Ok(beside) => beside.join().unwrap_or_else(|panic| resume_unwind(panic)),
            Err(_) => reckon(),
        };
        (waited, reckoned)
    })
}

/// The list of an index, with its texts left there.
fn mapped(index: &Index, root: RootId) -> Option<Library> {
    let (map, places, numbers) = index.mapped(FRONT)?;
    Library::from_base(library::Base::new(map), &places, numbers, root)
}

fn library((texts, numbers): Columns, root: RootId) -> Option<Library> {
    Library::from_columns(library::Columns { texts, numbers }, root)
}

/// Whether problems are the same, in whatever order.
fn same(one: &[Problem], other: &[Problem]) -> bool {
    let sorted = |problems: &[Problem]| {
        let mut keys: Vec<_> =
            problems.iter().map(|it| (it.path.clone(), it.line, it.message.clone())).collect();
        keys.sort_unstable();
        keys
    };
    one.len() == other.len() && sorted(one) == sorted(other)
}

#[cfg(test)]
mod tests;
