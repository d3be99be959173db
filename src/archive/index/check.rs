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
}

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
        let scan = scan::scan(self, self.shown(&show));
        let mut before: HashMap<&str, (u32, Stamp)> =
            (0..).zip(known).map(|(number, (path, stamp))| (path, (number, stamp))).collect();
        let former: Vec<(Found, Option<(u32, Stamp)>)> = scan
            .posts
            .into_iter()
            .map(|found| {
                let former = before.remove(found.path.as_str());
                (found, former)
            })
            .collect();
        let is_same = |(found, former): &(Found, Option<(u32, Stamp)>)| {
            let now = || found.file(&self.root).metadata().map(|metadata| file::stamp(&metadata)).ok();
            former.is_some_and(|(_, stamp)| now() == Some(stamp))
        };
        let others: Vec<_> = former.into_par_iter().filter(|file| !is_same(file)).collect();
        let changed = others.iter().filter_map(|(_, former)| Some(former.as_ref()?.0)).collect();
        let mut gone: Vec<u32> = before.into_values().map(|(number, _)| number).collect();
        gone.sort_unstable();
        Compared {
            files: others.into_iter().map(|(found, _)| found).collect(),
            changed,
            gone,
            folders: scan.folders,
            problems: scan.problems,
        }
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
