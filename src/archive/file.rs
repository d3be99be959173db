//! The one function that opens a file of an archive. Only regular files are opened, and never
//! in a way that waits: a pipe, a device or a dangling link is an error at once.

use std::fs::{File, OpenOptions};
use std::io::{Read, Seek, SeekFrom};
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;
use std::time::UNIX_EPOCH;

use anyhow::{Context, ensure};
use rustix::fs::OFlags;

/// The beginning of a file, and its end where the file is longer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Head {
    /// Up to the bytes asked for.
    pub head: Vec<u8>,
    /// The last bytes, where `head` is not all.
    pub tail: Option<Vec<u8>>,
    /// Seconds since the epoch when it was last written.
    pub modified: Option<i64>,
}

/// Reads the first `head` bytes, and the last `tail` bytes of a longer file.
///
/// # Errors
/// When it is no regular file, or cannot be opened or read.
pub fn head(path: &Path, head: u64, tail: u64) -> anyhow::Result<Head> {
    let mut file = open(path)?;
    let about = file.metadata().context("cannot be looked at")?;
    let modified = about.modified().ok().and_then(|at| at.duration_since(UNIX_EPOCH).ok());
    let mut start = Vec::new();
    Read::by_ref(&mut file).take(head).read_to_end(&mut start).context("cannot be read")?;
    let mut end = None;
    if about.len() > start.len() as u64 && tail > 0 {
        let mut last = Vec::new();
        file.seek(SeekFrom::Start(about.len().saturating_sub(tail))).context("cannot be read")?;
        file.take(tail).read_to_end(&mut last).context("cannot be read")?;
        end = Some(last);
    }
    let modified = modified.and_then(|since| i64::try_from(since.as_secs()).ok());
    Ok(Head { head: start, tail: end, modified })
}

fn open(path: &Path) -> anyhow::Result<File> {
    let about = path.metadata().context("cannot be opened")?;
    ensure!(about.is_file(), "is no regular file");
    // Between the look and the opening it may have become a pipe: do not wait for one.
    let flags = OFlags::NONBLOCK | OFlags::NOCTTY | OFlags::CLOEXEC;
    let flags = i32::try_from(flags.bits()).unwrap_or(0);
    let file = OpenOptions::new().read(true).custom_flags(flags).open(path).context("cannot be opened")?;
    ensure!(file.metadata().is_ok_and(|about| about.is_file()), "is no regular file");
    Ok(file)
}
