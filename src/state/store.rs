//! The file in which everything is kept: a connection to it, and what this program has seen of
//! what others write. A store that cannot be written is one in memory, so that everything works
//! as it always does; whoever opened it was told.

use std::fmt;
use std::fs::Metadata;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};

use rusqlite::config::DbConfig;
use rusqlite::{Connection, ErrorCode};

use super::{Identity, Moment, Warning};

/// The file in its folder.
pub(super) const FILE: &str = "state.sqlite";
/// The last good one.
pub(super) const BACKUP: &str = "state.backup.sqlite";
/// Whoever opens or replaces the file holds it.
pub(super) const LOCK: &str = "state.lock";

/// An archive, wherever it lies: a number that was drawn when it was first seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ArchiveId(pub(super) Identity);

/// The store.
#[derive(Debug)]
pub struct Store {
    pub(super) connection: Connection,
    /// The folder of the file; None for a store in memory.
    pub(super) folder: Option<PathBuf>,
    /// Which file was opened: another may be put in its place.
    pub(super) file: Option<(u64, u64)>,
    /// The last change of the file that was seen.
    pub(super) seen: i64,
    /// SQLite's own count of the changes of other programs.
    pub(super) data_version: i64,
    /// The latest moment in the file.
    pub(super) floor: Moment,
    /// Whether anything was written since it was opened.
    pub(super) changed: bool,
    /// Said when somebody asks.
    pub(super) warnings: Vec<Warning>,
}

/// Why something could not be kept or read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum StoreError {
    /// The disk is full.
    Full,
    /// Another program holds the file for longer than anybody waits.
    Busy,
    /// The file is damaged.
    Damaged(String),
    /// Anything else, as the library says it.
    Other(String),
}

impl fmt::Display for StoreError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Full => f.write_str("the disk is full"),
            Self::Busy => f.write_str("another program holds the marks"),
            Self::Damaged(why) => write!(f, "the marks are damaged: {why}"),
            Self::Other(why) => f.write_str(why),
        }
    }
}

impl std::error::Error for StoreError {}

impl From<rusqlite::Error> for StoreError {
    fn from(error: rusqlite::Error) -> Self {
        let why = error.to_string();
        // A file that ends in the middle of a page.
        const SHORT_READ: i32 = 522;
        match (error.sqlite_error_code(), error.sqlite_error().map(|error| error.extended_code)) {
            (Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase), _) | (_, Some(SHORT_READ)) => {
                Self::Damaged(why)
            }
            (Some(ErrorCode::DiskFull), _) => Self::Full,
            (Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked), _) => Self::Busy,
            _ => Self::Other(why),
        }
    }
}

impl From<std::io::Error> for StoreError {
    fn from(error: std::io::Error) -> Self {
        if error.kind() == std::io::ErrorKind::StorageFull {
            Self::Full
        } else {
            Self::Other(error.to_string())
        }
    }
}

impl Store {
    /// Whether what is written lasts.
    pub fn is_kept(&self) -> bool {
        self.folder.is_some()
    }

    /// What went wrong since somebody asked last, and what was done about it.
    pub fn take_warnings(&mut self) -> Vec<Warning> {
        std::mem::take(&mut self.warnings)
    }

    /// The moment of a mark that is made now: later than everything that was seen, also where
    /// the clock was put back.
    pub fn stamp(&self, now: Moment) -> Moment {
        now.after(self.floor)
    }

    /// The latest moment that was seen.
    pub fn floor(&self) -> Moment {
        self.floor
    }

    /// Whether another file stands where the opened one was: it was set aside, or deleted.
    pub(super) fn is_replaced(&self) -> bool {
        let Some(folder) = &self.folder else { return false };
        number(&folder.join(FILE)) != self.file
    }

    /// Opens the file anew that stands there now.
    pub(super) fn reopen(&mut self, now: Moment) {
        let folder = self.folder.clone();
        let mut warnings = self.take_warnings();
        // Nothing goes from the log into a file that may be damaged. And it is closed before
        // another one looks at it: closing any handle of a file gives up all locks on it that
        // the process has (fcntl(2)).
        let _ = self.connection.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, true);
        *self = Self::in_memory(None, None);
        *self = Self::open(folder.as_deref(), now);
        warnings.append(&mut self.warnings);
        self.warnings = warnings;
    }

    /// Ends the work with the store: makes a backup where one is due.
    ///
    /// # Errors
    /// When the backup cannot be made; everything else was written before.
    pub fn close(mut self, now: Moment) -> Result<(), StoreError> {
        if self.changed { self.back_up(now).map(drop) } else { Ok(()) }
    }
}

#[cfg(test)]
impl Store {
    /// The disk is full after so many more pages; 0 for a disk without an end.
    pub(crate) fn fill_disk(&self, more: i64) {
        let pages: i64 = self.connection.query_row("PRAGMA page_count", [], |row| row.get(0)).unwrap();
        let most = if more == 0 { 1 << 30 } else { pages + more - 1 };
        self.connection.query_row(&format!("PRAGMA max_page_count = {most}"), [], |_| Ok(())).unwrap();
    }
}

/// What tells a file from another that took its name.
pub(super) fn number(file: &Path) -> Option<(u64, u64)> {
    file.metadata().ok().map(|metadata: Metadata| (metadata.dev(), metadata.ino()))
}

#[cfg(test)]
mod tests;
