//! Whether an index still tells of the files that are there: names and stamps are compared,
//! nothing is opened. Reading what changed is the same as loading.

use std::collections::{HashMap, HashSet};
use std::fs;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use rayon::iter::{IntoParallelIterator, ParallelIterator};

use crate::archive::scan::single::{Single, single};
use crate::archive::scan::{self, Found};
use crate::archive::{Archive, Batch, Show, file};
use crate::post::{Problem, Stamp};

/// What became of files since their stamps were taken.
#[derive(Debug, Default)]
pub struct Compared {
    /// Files that are new, or others than before.
    files: Vec<Found>,
    /// Numbers of posts whose files are others than before.
    pub changed: Vec<u32>,
    /// Numbers of posts whose files are not there.
    pub gone: Vec<u32>,
    /// The folders that were looked into.
    pub folders: Vec<PathBuf>,
    /// Files that would be posts by their names but are not.
    pub problems: Vec<Problem>,
}

impl Compared {
    /// Whether every file is as it was.
    pub fn is_same(&self) -> bool {
        self.files.is_empty() && self.gone.is_empty()
    }

    /// How many files are to be read.
    pub fn unread(&self) -> usize {
        self.files.len()
    }

    /// Takes in what else became of the same files.
    pub fn join(&mut self, other: Self) {
        self.files.extend(other.files);
        self.changed.extend(other.changed);
        self.gone.extend(other.gone);
        self.folders.extend(other.folders);
        self.problems.extend(other.problems);
    }
}

/// Files of posts that were known and are there, with the numbers and stamps of the posts: whether
/// they are what they were is still to be seen.
#[derive(Debug, Default)]
pub struct Unseen(Vec<(Found, u32, Stamp)>);

/// What became of some files.
#[derive(Debug, Default)]
pub struct Looked {
    /// What became of them.
    pub compared: Compared,
    /// The paths of those that are posts, or were.
    pub paths: HashSet<String>,
}

impl Archive {
    /// Compares the files that are there with those that were: path and stamp of each post, by
    /// number.
    pub fn compare<'a>(&self, show: Show, known: impl Iterator<Item = (&'a str, Stamp)>) -> Compared {
        let (mut compared, unseen) = self.compare_names(show, known);
        compared.join(self.compare_stamps(unseen));
        compared
    }

    /// The same by names alone, which takes a small part of the time: what is new, and what is
    /// gone.
    pub fn compare_names<'a>(
        &self,
        show: Show,
        known: impl Iterator<Item = (&'a str, Stamp)>,
    ) -> (Compared, Unseen) {
        let scan = scan::scan(self, self.shown(&show));
        let mut before: HashMap<&str, (u32, Stamp)> =
            (0..).zip(known).map(|(number, (path, stamp))| (path, (number, stamp))).collect();
        let (mut files, mut unseen) = (Vec::new(), Vec::with_capacity(before.len()));
        for found in scan.posts {
            match before.remove(found.path.as_str()) {
                Some((number, stamp)) => unseen.push((found, number, stamp)),
                None => files.push(found),
            }
        }
        let mut gone: Vec<u32> = before.into_values().map(|(number, _)| number).collect();
        gone.sort_unstable();
        let (folders, problems) = (scan.folders, scan.problems);
        (Compared { files, changed: Vec::new(), gone, folders, problems }, Unseen(unseen))
    }

    /// Which of the files that are there by their names are others than before.
    pub fn compare_stamps(&self, Unseen(files): Unseen) -> Compared {
        let is_other = |(found, _, stamp): &(Found, u32, Stamp)| {
            let now = found.file(&self.root).metadata().map(|metadata| file::stamp(&metadata));
            now.ok() != Some(*stamp)
        };
        let others: Vec<_> = files.into_par_iter().filter(is_other).collect();
        let (files, changed) = others.into_iter().map(|(found, number, _)| (found, number)).unzip();
        Compared { files, changed, ..Compared::default() }
    }

    /// Compares some files with what they were; a file that is not there was one. None where only
    /// [`Archive::compare`] tells.
    pub fn compare_files<'a>(
        &self,
        show: Show,
        files: impl Iterator<Item = &'a Path>,
        known: impl Iterator<Item = (&'a str, Stamp)>,
    ) -> Option<Looked> {
        let mut posts = HashMap::new();
        for file in files {
            let now = fs::symlink_metadata(file).ok().map(|metadata| file::stamp(&metadata));
            match single(self, self.shown(&show), file, now.is_some()) {
                Single::Unsure => return None,
                Single::Nothing => {}
                Single::Post(found) if self.odd().contains_key(&found.path) => return None,
                Single::Post(found) => drop(posts.insert(found.path.clone(), (found, now))),
            }
        }
        let mut some = Looked { paths: posts.keys().cloned().collect(), ..Looked::default() };
        for (number, (path, stamp)) in (0..).zip(known) {
            match posts.get(path).map(|(_, now)| *now) {
                None => {}
                Some(None) => some.compared.gone.push(number),
                Some(Some(now)) if now == stamp => drop(posts.remove(path)),
                Some(Some(_)) => some.compared.changed.push(number),
            }
        }
        some.compared.files = posts.into_values().filter_map(|(found, now)| now.map(|_| found)).collect();
        Some(some)
    }

    /// Loads what [`Archive::compare`] found to be new or other than before.
    pub fn load_changed(
        &self,
        show: Show,
        compared: &Compared,
        hand_over: &mut dyn FnMut(Batch) -> ControlFlow<()>,
    ) {
        self.load_files(&compared.files, self.shown(&show), hand_over);
    }
}
