//! The lists of archives: from their indexes at once, then brought up to date with the files
//! that are there, and kept for the next time. Where nothing is kept, everything is read. What
//! becomes of a list is the caller's business.

use std::collections::HashSet;
use std::ops::ControlFlow;
use std::path::Path;

use crate::archive::index::check::Compared;
use crate::archive::index::{Columns, Files, Index, Store};
use crate::archive::{Archive, Batch, Show};
use crate::library::{self, Library, PostId, RootId, SortKey};
use crate::post::{Post, Problem, Stamp};
use crate::text::pinyin::Column;

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
}

/// What is new in a list.
#[derive(Debug, Default)]
pub struct News {
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
}

impl<'a> Wanted<'a> {
    /// The list of an archive, with its index in this folder.
    pub fn new(archive: &'a Archive, root: RootId, show: Show, cache: Option<&Path>) -> Self {
        let store = cache.and_then(|folder| Store::new(folder, archive, show));
        let index = store.as_ref().and_then(Store::open);
        Self { archive, root, show, store, index, shown: false }
    }

    /// What a screen shows of the list as it was kept, as fast as it can be read.
    pub fn at_a_glance(&self) -> Option<(Library, Vec<Problem>)> {
        let index = self.index.as_ref()?;
        let (texts, numbers) = index.part(library::Columns::FIRST_TEXTS, library::Columns::FIRST_NUMBERS)?;
        let library = Library::from_first_columns(library::Columns { texts, numbers }, self.root)?;
        Some((library, index.problems()?))
    }

    /// The list as it was kept.
    pub fn at_hand(&mut self) -> Option<(Library, Vec<Problem>)> {
        // Whoever shows it must be able to tell later what is new in it.
        let index = self.index.as_ref()?;
        let (library, files) = (library(index.list()?, self.root)?, index.files()?);
        self.shown = files.stamps.len() == library.len();
        self.shown.then_some((library, files.problems))
    }

    /// Bytes of its index on disk.
    pub fn bytes(&self) -> u64 {
        self.store.as_ref().map_or(0, Store::bytes)
    }

    /// The list as the files are now; it is kept where it is another than before. What is new in
    /// it is handed over; it is not kept where that is refused.
    pub fn renew(&mut self, tell: &mut dyn FnMut(News) -> ControlFlow<()>) -> Listed {
        match self.index.take().and_then(|index| self.kept(&index)) {
            Some(kept) => self.compare(kept, tell),
            // It went bad in this moment: the next start makes it anew.
            None if self.shown => Listed::default(),
            None => self.read(tell),
        }
    }

    fn kept(&self, index: &Index) -> Option<Listed> {
        let library = library(index.list()?, self.root)?;
        let Files { stamps, problems } = index.files()?;
        (stamps.len() == library.len()).then_some(Listed { library, problems, stamps, trouble: None })
    }

    /// Everything, read anew.
    fn read(&self, tell: &mut dyn FnMut(News) -> ControlFlow<()>) -> Listed {
        let mut listed = Listed::default();
        let mut refused = false;
        self.archive.load(&self.show, &mut |batch| {
            let answer = tell(listed.take(self.root, batch, &Former::default()));
            refused |= answer.is_break();
            answer
        });
        if !refused {
            listed.trouble = self.keep(&listed);
        }
        listed
    }

    /// What changed, read anew.
    fn compare(&self, mut listed: Listed, tell: &mut dyn FnMut(News) -> ControlFlow<()>) -> Listed {
        let sounds = Some(listed.library.title_keys().sounds());
        let mut refused = tell(News { sounds, ..News::default() }).is_break();
        let known = listed.library.ids().map(|id| listed.library.path(id)).zip(listed.stamps.iter().copied());
        let compared = self.archive.compare(self.show, known);
        let path = |number: &u32| listed.library.path(PostId(*number)).to_owned();
        let former = Former {
            changed: compared.changed.iter().map(path).collect(),
            problems: listed.problems.clone(),
        };
        let gone: Vec<String> = compared.gone.iter().map(path).collect();
        listed.leave(&compared, self.root);
        let mut changed = !gone.is_empty() || !compared.changed.is_empty();
        if !gone.is_empty() {
            refused |= tell(News { gone, ..News::default() }).is_break();
        }
        let first = Batch { problems: compared.problems.clone(), ..Batch::default() };
        let mut hand_over = |batch: Batch| {
            changed |= !batch.posts.is_empty();
            let answer = tell(listed.take(self.root, batch, &former));
            refused |= answer.is_break();
            answer
        };
        let _ = hand_over(first);
        self.archive.load_changed(self.show, &compared, &mut hand_over);
        if !refused && (changed || !same(&listed.problems, &former.problems)) {
            listed.trouble = self.keep(&listed);
        }
        listed
    }

    /// Writes the index; why it cannot be written.
    fn keep(&self, listed: &Listed) -> Option<String> {
        let store = self.store.as_ref()?;
        let order = listed.library.order(SortKey::Newest);
        let library::Columns { texts, numbers } = listed.library.columns(&order);
        let stamp = |id: &PostId| listed.stamps.get(id.index()).copied().unwrap_or_default();
        let stamps = order.iter().map(stamp).collect();
        let files = Files { stamps, problems: listed.problems.clone() };
        store.write(&(texts, numbers), &files).err().map(|error| error.to_string())
    }
}

/// What was known before files were compared.
#[derive(Debug, Default)]
struct Former {
    /// Paths of posts whose files are others now.
    changed: HashSet<String>,
    problems: Vec<Problem>,
}

impl Listed {
    /// Takes in what was read. What is new in it, without problems that were known before.
    fn take(&mut self, root: RootId, batch: Batch, former: &Former) -> News {
        let Batch { posts, stamps, problems } = batch;
        let broken: HashSet<&str> = problems.iter().map(|problem| problem.path.as_str()).collect();
        for post in &posts {
            let id = self.library.push(root, post);
            if broken.contains(post.path.as_str()) {
                self.library.mark_broken(id);
            }
        }
        self.stamps.extend(stamps);
        self.problems.extend(problems.iter().cloned());
        let problems = problems.into_iter().filter(|problem| !former.problems.contains(problem)).collect();
        let (changed, posts) = posts.into_iter().partition(|post| former.changed.contains(&post.path));
        News { posts, changed, problems, ..News::default() }
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
