//! Damaged stores and backups. A damaged file is set aside under a dated name and never deleted;
//! the last backup takes its place, and what can still be read of the damaged file is added.

use std::fs;
use std::path::{Path, PathBuf};

use super::exchange::Item;
use super::opening::{Refusal, beside, check, readable};
use super::store::{BACKUP, FILE, Store, StoreError};
use super::{Moment, exchange};

/// A damaged file that was replaced.
pub(super) struct Replaced {
    /// Where it is now.
    pub(super) aside: PathBuf,
    /// Whether a backup stands in its place; else nothing does.
    pub(super) restored: bool,
    /// What could be read of it.
    pub(super) items: Vec<Item>,
}

/// Sets the file of a folder aside and puts the last backup in its place.
pub(super) fn replace(folder: &Path, now: Moment) -> Result<Replaced, Refusal> {
    let aside = set_aside(folder, &folder.join(FILE), now)?;
    let restored = restore(folder).unwrap_or(false);
    let mut items = salvage(&aside);
    // What was marked in the future is damaged too, and would stand for ever.
    items.retain(|item| !matches!(item, Item::Mark { moment, .. } if *moment > now.plus_days(1)));
    Ok(Replaced { items, aside, restored })
}

/// Gives a file and what SQLite keeps beside it a dated name that nothing has.
fn set_aside(folder: &Path, file: &Path, now: Moment) -> Result<PathBuf, Refusal> {
    let stamp = now.stamp();
    let name = |number: usize| match number {
        0 => format!("state.damaged-{stamp}.sqlite"),
        number => format!("state.damaged-{stamp}-{number}.sqlite"),
    };
    let free = (0..).map(|number| folder.join(name(number))).find(|aside| aside.symlink_metadata().is_err());
    let aside = free.unwrap_or_else(|| folder.join(name(0)));
    fs::rename(file, &aside)?;
    for suffix in ["-wal", "-shm"] {
        let beside_it = beside(file, suffix);
        if beside_it.exists() {
            fs::rename(beside_it, beside(&aside, suffix))?;
        }
    }
    Ok(aside)
}

/// Puts the last backup where the file was, if it is whole.
fn restore(folder: &Path) -> Result<bool, Refusal> {
    let backup = folder.join(BACKUP);
    if !backup.exists() {
        return Ok(false);
    }
    check(&mut readable(&backup, folder)?)?;
    let copy = tempfile::Builder::new().prefix(".state-").tempfile_in(folder)?;
    fs::copy(&backup, copy.path())?;
    copy.as_file().sync_all()?;
    copy.persist(folder.join(FILE)).map_err(|error| error.error)?;
    Ok(true)
}

/// What can be read of a damaged file. It is read in a copy: reading would write into it.
fn salvage(aside: &Path) -> Vec<Item> {
    let Ok(scratch) = tempfile::tempdir() else { return Vec::new() };
    let copy = scratch.path().join(FILE);
    if fs::copy(aside, &copy).is_err() {
        return Vec::new();
    }
    let _ = fs::copy(beside(aside, "-wal"), beside(&copy, "-wal"));
    rusqlite::Connection::open(copy).map_or_else(|_| Vec::new(), |connection| exchange::salvaged(&connection))
}

impl Store {
    /// Makes a backup where there is none of the last day; whether one was made. It has a name
    /// only when it is whole.
    ///
    /// # Errors
    /// When the store cannot be read whole, or the backup cannot be written: then the last one
    /// stays.
    pub fn back_up(&mut self, now: Moment) -> Result<bool, StoreError> {
        let Some(folder) = &self.folder else { return Ok(false) };
        let backup = folder.join(BACKUP);
        if !is_due(&backup, now) {
            return Ok(false);
        }
        let copy = tempfile::Builder::new().prefix(".state-").tempfile_in(folder)?;
        let name =
            copy.path().to_str().ok_or_else(|| StoreError::Other("the folder's name is no text".into()))?;
        self.connection.execute("VACUUM INTO ?1", [name])?;
        copy.as_file().sync_all()?;
        copy.persist(backup).map_err(|error| error.error)?;
        Ok(true)
    }
}

fn is_due(backup: &Path, now: Moment) -> bool {
    let modified = backup.metadata().and_then(|metadata| metadata.modified()).ok();
    let since = modified.and_then(|time| time.duration_since(std::time::UNIX_EPOCH).ok());
    let made = since.and_then(|since| i64::try_from(since.as_micros()).ok()).map(Moment);
    // One of the future was made by a clock that was wrong.
    made.is_none_or(|made| made.plus_days(1) <= now || made > now.plus_days(1))
}
