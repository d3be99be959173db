//! Whether an index still tells of the files that are there: names and stamps are compared,
//! nothing is opened. Reading what changed is the same as loading.

use std::collections::HashMap;
use std::ops::ControlFlow;
use std::path::PathBuf;

use rayon::iter::{IntoParallelIterator, ParallelIterator};

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
