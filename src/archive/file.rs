//! The one place where a file of the archive is opened. Only regular files are: a FIFO, a
//! device or a socket would block or act. It is looked at before it is opened, opened without
//! waiting, and looked at again, since it may have been replaced between the two.

use std::ffi::OsStr;
use std::fs::{File, Metadata, OpenOptions};
use std::io::{self, Read};
use std::os::fd::OwnedFd;
use std::os::unix::fs::{FileExt, FileTypeExt, OpenOptionsExt};
use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;

use rustix::fs::{self, Mode, OFlags};

use crate::post::Stamp;

/// Bytes that are read of a long file first.
pub const HEAD: usize = 20 << 10;
/// Bytes in which front matter must be closed.
const LONG_HEAD: usize = 128 << 10;
/// Bytes that are read at the end of a file longer than its head.
const TAIL: u64 = 6 << 10;

/// How files are opened: nothing is waited for, and no device becomes the terminal.
const FLAGS: OFlags = OFlags::NONBLOCK.union(OFlags::NOCTTY).union(OFlags::CLOEXEC);

/// The beginning and the end of a file.
#[derive(Debug)]
pub struct Ends<'a> {
    /// From the beginning.
    pub head: &'a [u8],
    /// From the end, where the head is not all; begins on an even byte.
    pub tail: Option<&'a [u8]>,
    /// When the file was last written, in seconds since the epoch.
    pub modified: Option<i64>,
    /// What tells it from a later one.
    pub stamp: Stamp,
}

/// Reads the ends of one file after the other into the same memory.
#[derive(Debug, Default)]
pub struct Reader {
    head: Vec<u8>,
    tail: Vec<u8>,
    folder: Option<Folder>,
}

/// Opens a regular file to read it.
///
/// # Errors
/// What is no regular file, or cannot be opened.
pub fn open(path: &Path) -> io::Result<(File, Metadata)> {
    must_be_regular(&path.metadata()?)?;
    open_regular(path)
}

/// Opens a file that was found to be a regular one.
fn open_regular(path: &Path) -> io::Result<(File, Metadata)> {
    let flags = i32::try_from(FLAGS.bits()).unwrap_or_default();
    looked_at(OpenOptions::new().read(true).custom_flags(flags).open(path)?)
}

fn looked_at(file: File) -> io::Result<(File, Metadata)> {
    let metadata = file.metadata()?;
    must_be_regular(&metadata)?;
    Ok((file, metadata))
}

/// The folder that a file was opened in last: of the next one there only the name is looked up.
#[derive(Debug)]
struct Folder {
    path: PathBuf,
    dir: OwnedFd,
}

impl Folder {
    fn open(path: &Path) -> io::Result<Self> {
        let dir = fs::open(path, OFlags::RDONLY | OFlags::DIRECTORY | OFlags::CLOEXEC, Mode::empty())?;
        Ok(Self { path: path.to_owned(), dir })
    }

    /// Opens a file in it that was found to be a regular one.
    fn file(&self, name: &OsStr) -> io::Result<(File, Metadata)> {
        looked_at(fs::openat(&self.dir, name, OFlags::RDONLY | FLAGS, Mode::empty())?.into())
    }
}

fn must_be_regular(metadata: &Metadata) -> io::Result<()> {
    match irregular(metadata) {
        Some(what) => Err(io::Error::other(format!("it is {what}, not a regular file"))),
        None => Ok(()),
    }
}

/// What a file is, if it is no regular one.
pub fn irregular(metadata: &Metadata) -> Option<&'static str> {
    let kind = metadata.file_type();
    match () {
        () if kind.is_file() => None,
        () if kind.is_dir() => Some("a folder"),
        () if kind.is_fifo() => Some("a named pipe"),
        () if kind.is_socket() => Some("a socket"),
        () => Some("a device"),
    }
}

impl Reader {
    /// Opens a file that was found to be a regular one.
    fn open(&mut self, path: &Path) -> io::Result<(File, Metadata)> {
        let (Some(above), Some(name)) = (path.parent(), path.file_name()) else { return open_regular(path) };
        if self.folder.as_ref().is_none_or(|folder| folder.path.as_os_str() != above.as_os_str()) {
            self.folder = Folder::open(above).ok();
        }
        self.folder.as_ref().map_or_else(|| open_regular(path), |folder| folder.file(name))
    }

    /// The beginning and the end of a file, which may have been seen to be a regular one. Of a
    /// head whose front matter is not closed, more is read: `is_open` says whether it is so.
    ///
    /// # Errors
    /// What is no regular file any more, or cannot be read.
    pub fn ends(
        &mut self,
        (path, seen): (&Path, bool),
        is_open: impl Fn(&[u8]) -> bool,
    ) -> io::Result<Ends<'_>> {
        let (file, metadata) = if seen { self.open(path) } else { open(path) }?;
        let size = metadata.len();
        let mut length = fill(&file, &mut self.head, (0, size), HEAD)?;
        if length == HEAD && is_open(&self.head[..length]) {
            length = fill(&file, &mut self.head, (length, size), LONG_HEAD)?;
        }
        let is_long = size > length as u64;
        if is_long {
            let start = size.saturating_sub(TAIL) & !1;
            self.tail.resize(usize::try_from(size - start).unwrap_or_default(), 0);
            let mut filled = 0;
            while let read @ 1.. = file.read_at(&mut self.tail[filled..], start + filled as u64)? {
                filled += read;
            }
            self.tail.truncate(filled);
        }
        let modified = metadata.modified().ok().and_then(|time| time.duration_since(UNIX_EPOCH).ok());
        Ok(Ends {
            head: &self.head[..length],
            tail: is_long.then_some(&self.tail),
            modified: modified.and_then(|since| i64::try_from(since.as_secs()).ok()),
            stamp: stamp(&metadata),
        })
    }
}

/// Fills memory up to `most` bytes from where it ends; how many are there now. Where all of the
/// size is read, the system is not asked once more whether that was all.
fn fill(mut file: &File, bytes: &mut Vec<u8>, (from, size): (usize, u64), most: usize) -> io::Result<usize> {
    if bytes.len() < most {
        bytes.resize(most, 0);
    }
    let mut length = from;
    while length < most {
        match file.read(&mut bytes[length..most]) {
            Ok(0) => break,
            Ok(read) => length += read,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
        if length as u64 == size {
            break;
        }
    }
    Ok(length)
}

/// A whole file.
#[derive(Debug)]
pub struct Whole {
    /// Its bytes, as many as were asked for.
    pub bytes: Vec<u8>,
    /// Whether there were more.
    pub cut: bool,
    /// What tells it from a later one.
    pub stamp: Stamp,
}

/// A whole file, at most `cap` bytes of it.
///
/// # Errors
/// What is no regular file, or cannot be read.
pub fn whole(path: &Path, cap: u64) -> io::Result<Whole> {
    let (file, metadata) = open(path)?;
    let mut bytes = Vec::with_capacity(usize::try_from(metadata.len().min(cap)).unwrap_or_default() + 1);
    file.take(cap + 1).read_to_end(&mut bytes)?;
    let cap = usize::try_from(cap).unwrap_or(usize::MAX);
    let cut = bytes.len() > cap;
    bytes.truncate(cap);
    Ok(Whole { bytes, cut, stamp: stamp(&metadata) })
}

/// Whether a file lies below a folder, wherever links on the way lead.
pub fn lies_in(folder: &Path, path: &Path) -> bool {
    let real = |path: &Path| path.canonicalize().ok();
    real(folder).zip(real(path)).is_some_and(|(folder, path)| path.starts_with(folder))
}

/// What tells a file from a later one of the same name.
pub fn stamp(metadata: &Metadata) -> Stamp {
    let modified = metadata.modified().ok().and_then(|time| time.duration_since(UNIX_EPOCH).ok());
    let modified = modified.and_then(|since| i128::try_from(since.as_nanos()).ok()).unwrap_or_default();
    Stamp { modified, size: metadata.len() }
}

/// Why a file could not be read, in a few words without its path.
pub fn reason(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "it is not there (a link that leads nowhere?)".into(),
        io::ErrorKind::PermissionDenied => "no permission".into(),
        _ if error.raw_os_error() == Some(rustix::io::Errno::LOOP.raw_os_error()) => {
            "its link leads in a circle".into()
        }
        _ => error.to_string(),
    }
}
