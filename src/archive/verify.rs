//! What became of an archive since it was read: the posts that were known, by path and stamp,
//! are compared with the files that are there, and only what is new or another is read. Who
//! asks for it, and when, is decided elsewhere.

use std::collections::{BTreeSet, HashSet};
use std::ops::ControlFlow;
use std::path::PathBuf;

use super::index::check::{Compared, Looked};
use super::{Archive, Batch, Show};
use crate::post::{Post, Problem, Short, Stamp};
use crate::text::front_coding::FrontCoded;

/// The posts of an archive as they were read last, in little memory.
#[derive(Debug, Clone, Default)]
pub struct Known {
    paths: FrontCoded,
    /// Of each file a stamp.
    stamps: Vec<Short>,
    /// What was wrong with files.
    pub problems: Vec<Problem>,
}

/// Paths at hand, for as long as they are needed.
#[derive(Debug, Default)]
pub struct Paths {
    text: String,
    /// Where each ends.
    ends: Vec<usize>,
}

impl Paths {
    /// The paths.
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        let starts = std::iter::once(&0).chain(&self.ends);
        starts.zip(&self.ends).map(|(start, end)| self.text.get(*start..*end).unwrap_or_default())
    }
}

/// What became of some posts.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Change {
    /// New ones, and others in place of those of the same path.
    pub posts: Vec<Post>,
    /// Paths of those that are not there any more.
    pub gone: Vec<String>,
    /// What was wrong with the files that were read.
    pub problems: Vec<Problem>,
}

/// Paths of posts that were taken out.
struct Taken {
    /// Their files are not there.
    gone: Vec<String>,
    /// Their files are others.
    changed: HashSet<String>,
}

/// What a pass found beside changes.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Pass {
    /// The folders that were looked into: changes in them are changes of the archive.
    pub folders: Vec<PathBuf>,
    /// The archive is there.
    pub there: bool,
    /// Something changed, be it only what is wrong with files.
    pub changed: bool,
}

impl Known {
    /// Adds a post.
    pub fn push(&mut self, path: &str, stamp: Stamp) {
        self.paths.push(path);
        self.stamps.push(stamp.into());
    }

    /// Gives back what is kept for more posts.
    fn shrink(&mut self) {
        self.paths.shrink();
        self.stamps.shrink_to_fit();
    }

    /// How many posts are known.
    pub fn len(&self) -> usize {
        self.stamps.len()
    }

    /// Whether none is known.
    pub fn is_empty(&self) -> bool {
        self.stamps.is_empty()
    }

    /// Where they are.
    pub fn paths(&self) -> Paths {
        let mut paths = Paths::default();
        self.paths.each(|_, path| {
            paths.text.push_str(path);
            paths.ends.push(paths.text.len());
        });
        paths
    }

    /// Paths with stamps.
    fn with_stamps<'p>(&self, paths: &'p Paths) -> impl Iterator<Item = (&'p str, Stamp)> {
        paths.iter().zip(self.stamps.iter().map(|short| Stamp::from(*short)))
    }

    /// Compares what is known with the files that are there, and tells what became of posts, in
    /// batches. Afterwards it is what is known. Nothing is told of an archive whose folder is not
    /// there: it may come back.
    pub fn verify(
        &mut self,
        archive: &Archive,
        show: Show,
        tell: &mut dyn FnMut(Change) -> ControlFlow<()>,
    ) -> Pass {
        if !archive.root.is_dir() {
            return Pass::default();
        }
        let compared = archive.compare(show, self.with_stamps(&self.paths()));
        if !archive.root.is_dir() {
            return Pass::default();
        }
        let former = std::mem::take(&mut self.problems);
        let taken = self.take_out(&compared);
        self.problems = self.still(&former);
        self.problems.extend(compared.problems.iter().cloned());
        let changed = self.take_in((archive, show), &compared, (taken, &former), tell);
        Pass { folders: compared.folders, there: true, changed }
    }

    /// The same for some files alone, which were added, removed or written: they are looked at,
    /// and no others, nor are folders. None, and nothing is told, where only
    /// [`Known::verify`] tells what became of them.
    pub fn verify_files(
        &mut self,
        (archive, show): (&Archive, Show),
        files: &BTreeSet<PathBuf>,
        tell: &mut dyn FnMut(Change) -> ControlFlow<()>,
    ) -> Option<bool> {
        let known = self.paths();
        let files = files.iter().map(PathBuf::as_path);
        let Looked { compared, paths } = archive.compare_files(show, files, self.with_stamps(&known))?;
        if !archive.root.is_dir() {
            return None;
        }
        let former = std::mem::take(&mut self.problems);
        let taken = self.take_out(&compared);
        self.problems = former.iter().filter(|problem| !paths.contains(&problem.path)).cloned().collect();
        Some(self.take_in((archive, show), &compared, (taken, &former), tell))
    }

    /// Forgets the posts whose files are others, or gone.
    fn take_out(&mut self, compared: &Compared) -> Taken {
        let path = |number: &u32| self.paths.get(*number as usize);
        let taken = Taken {
            gone: compared.gone.iter().map(path).collect(),
            changed: compared.changed.iter().map(path).collect(),
        };
        self.leave(compared.changed.iter().chain(&compared.gone).copied().collect());
        taken
    }

    /// Reads what is new or another, and tells of it and of what is gone, together where that is
    /// possible: a file that was renamed is both. Whether there was something, and nobody refused
    /// it.
    fn take_in(
        &mut self,
        (archive, show): (&Archive, Show),
        compared: &Compared,
        (Taken { mut gone, changed: mut awaited }, former): (Taken, &[Problem]),
        tell: &mut dyn FnMut(Change) -> ControlFlow<()>,
    ) -> bool {
        let (mut changed, mut refused) = (false, false);
        archive.load_changed(show, compared, &mut |batch| {
            let Batch { posts, stamps, problems } = batch;
            posts.iter().zip(&stamps).for_each(|(post, stamp)| self.push(&post.path, *stamp));
            self.problems.extend(problems.iter().cloned());
            for post in &posts {
                awaited.remove(&post.path);
            }
            if posts.is_empty() {
                return ControlFlow::Continue(());
            }
            changed = true;
            let answer = tell(Change { posts, gone: std::mem::take(&mut gone), problems });
            refused |= answer.is_break();
            answer
        });
        // What is another now may be no post any more.
        gone.extend(awaited);
        if !gone.is_empty() && !refused {
            changed = true;
            refused |= tell(Change { gone, ..Change::default() }).is_break();
        }
        changed |= self.problems.len() != former.len()
            || self.problems.iter().any(|problem| !former.contains(problem));
        changed && !refused
    }

    /// Forgets these posts, by number.
    fn leave(&mut self, out: HashSet<u32>) {
        if out.is_empty() {
            return;
        }
        let (mut left, paths) = (Self::default(), self.paths());
        for (number, (path, stamp)) in (0..).zip(self.with_stamps(&paths)) {
            if !out.contains(&number) {
                left.push(path, stamp);
            }
        }
        *self = Self { problems: std::mem::take(&mut self.problems), ..left };
    }

    /// The problems that posts have which are known.
    fn still(&self, problems: &[Problem]) -> Vec<Problem> {
        if problems.is_empty() {
            return Vec::new();
        }
        let wanted: HashSet<&str> = problems.iter().map(|problem| problem.path.as_str()).collect();
        let paths = self.paths();
        let known: HashSet<&str> = paths.iter().filter(|path| wanted.contains(path)).collect();
        problems.iter().filter(|problem| known.contains(problem.path.as_str())).cloned().collect()
    }
}

impl<'a> FromIterator<(&'a str, Stamp)> for Known {
    fn from_iter<T: IntoIterator<Item = (&'a str, Stamp)>>(posts: T) -> Self {
        let mut known = Self::default();
        posts.into_iter().for_each(|(path, stamp)| known.push(path, stamp));
        known.shrink();
        known
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    /// What a pass tells: `+` new or other posts, `-` gone ones, and whether something changed.
    fn pass(known: &mut Known, archive: &Archive) -> (String, Pass) {
        let mut told = Vec::new();
        let pass = known.verify(archive, Show::default(), &mut |change| {
            told.extend(change.posts.iter().map(|post| format!("+{}", post.title)));
            told.extend(change.gone.iter().map(|path| format!("-{path}")));
            ControlFlow::Continue(())
        });
        told.sort_unstable();
        (told.join(" "), pass)
    }

    #[test]
    fn only_what_changed_is_told() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path().join("报");
        let write = |name: &str, text: &str| fs::write(root.join(name), text).unwrap();
        fs::create_dir_all(root.join("旧")).unwrap();
        write("甲.md", "# 甲");
        write("旧/乙.md", "# 乙");
        let archive = Archive::open(&root).unwrap();
        let mut known = Known::default();
        let (told, first) = pass(&mut known, &archive);
        assert_eq!((told.as_str(), first.folders.len(), known.len()), ("+乙 +甲", 2, 2));
        let (told, second) = pass(&mut known, &archive);
        assert_eq!((told.as_str(), second.changed), ("", false));

        write("甲.md", "# 甲之二，更长");
        fs::rename(root.join("旧/乙.md"), root.join("丙.md")).unwrap();
        write("丁.md", "---\ntitle: [丁\n---\n");
        let (told, third) = pass(&mut known, &archive);
        assert!(told.contains("+甲之二，更长") && told.contains("-旧/乙.md"), "{told}");
        assert_eq!((third.changed, known.len(), known.problems.len()), (true, 3, 1));
        write("丁.md", "# 丁，好了");
        assert_eq!(pass(&mut known, &archive).0, "+丁，好了");
        assert_eq!(known.problems, []);

        write("丁.md", "---\npublished: false\n---\n# 丁");
        assert_eq!(pass(&mut known, &archive).0, "-丁.md", "it is no post any more");

        fs::remove_dir_all(&root).unwrap();
        let (told, last) = pass(&mut known, &archive);
        assert_eq!((told.as_str(), last.there, known.len()), ("", false, 2), "it may come back");
    }
}
