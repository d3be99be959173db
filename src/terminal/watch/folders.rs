//! The folders of an archive that the system watches. Those that are known to hold posts are
//! watched before anything is looked at, so that nothing that happens later is missed.

use std::collections::HashSet;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

/// What tells of changes in folders; the system does, and tests.
pub(super) trait Eyes {
    /// Tells of changes in a folder from now on, not of those below it.
    fn watch(&mut self, folder: &Path) -> notify::Result<()>;
    /// Tells of it no more.
    fn unwatch(&mut self, folder: &Path);
}

impl<W: notify::Watcher> Eyes for W {
    fn watch(&mut self, folder: &Path) -> notify::Result<()> {
        notify::Watcher::watch(self, folder, notify::RecursiveMode::NonRecursive)
    }

    fn unwatch(&mut self, folder: &Path) {
        // It may be gone, and its watch with it.
        let _ = notify::Watcher::unwatch(self, folder);
    }
}

/// Stamps of folders are as exact as this, or more.
const EXACT: Duration = Duration::from_secs(2);

/// The folders that are watched.
#[derive(Debug, Default)]
pub(super) struct Folders(HashSet<PathBuf>);

impl Folders {
    /// Whether one is watched.
    pub(super) fn has(&self, folder: &Path) -> bool {
        self.0.contains(folder)
    }

    /// Watches more folders.
    pub(super) fn add(
        &mut self,
        eyes: &mut dyn Eyes,
        folders: impl Iterator<Item = PathBuf>,
    ) -> notify::Result<()> {
        let mut outcome = Ok(());
        for folder in folders {
            if self.has(&folder) {
                continue;
            }
            match eyes.watch(&folder) {
                Ok(()) => drop(self.0.insert(folder)),
                Err(error) if folder.is_dir() => outcome = Err(error),
                Err(_) => {}
            }
        }
        outcome
    }

    /// Watches these folders, and no others.
    pub(super) fn set(&mut self, eyes: &mut dyn Eyes, folders: HashSet<PathBuf>) -> notify::Result<()> {
        self.0.retain(|old| {
            let kept = folders.contains(old);
            if !kept {
                eyes.unwatch(old);
            }
            kept
        });
        self.add(eyes, folders.into_iter())
    }

    /// A folder that is not there any more is not watched, though another may take its place.
    /// Whether one was.
    pub(super) fn lose(&mut self, eyes: &mut dyn Eyes, path: &Path) -> bool {
        if !self.has(path) {
            return false;
        }
        self.0.retain(|folder| {
            let kept = !folder.starts_with(path);
            if !kept {
                eyes.unwatch(folder);
            }
            kept
        });
        true
    }
}

/// The folders that posts lie in, and those that lead there.
pub(super) fn around<'p>(root: &Path, posts: impl Iterator<Item = &'p str>) -> HashSet<PathBuf> {
    let mut folders = HashSet::from([root.to_owned()]);
    let mut last = "";
    for path in posts {
        let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
        if folder == last {
            continue;
        }
        last = folder;
        let below = Path::new(folder).ancestors().filter(|folder| !folder.as_os_str().is_empty());
        for folder in below {
            if !folders.insert(root.join(folder)) {
                break;
            }
        }
    }
    folders
}

/// Whether nothing came into a folder or left it since a moment.
pub(super) fn is_as_it_was(folder: &Path, since: SystemTime) -> bool {
    let changed = folder.metadata().and_then(|metadata| metadata.modified());
    changed.is_ok_and(|changed| changed + EXACT < since)
}

/// The nearest folder above that is there.
pub(super) fn above(root: &Path) -> HashSet<PathBuf> {
    root.ancestors().skip(1).find(|folder| folder.is_dir()).map(Path::to_owned).into_iter().collect()
}
