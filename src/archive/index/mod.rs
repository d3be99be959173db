//! The index: what the list needs of every post, in one file of the user's cache, so that the
//! list is there before any file of the archive is opened. It is disposable: damaged, old, of
//! another archive or not to be written, it is made again or done without.
//!
//! - `format`: its bytes; [`check`]: whether the files are still those that it tells of
//! - [`Store`]: where it lies; [`Index`]: an open one, read in two parts
//!
//! What the columns mean is the library's business. Whether the files are still those that were
//! read is told by their stamps, which stand here too.

pub mod check;
mod format;

use std::fs::{self, File};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::io::{self, Write};
use std::ops::Range;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::FileExt;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::thread;

use memmap2::Mmap;

use super::{Archive, Show, clock, file};
use crate::post::{Problem, Severity, Stamp, TreeKind};
use format::{Block, Header, MOST_HEADER};

/// What the names of indexes end with.
const ENDING: &str = "list";
/// Columns of numbers that keep stamps: halves of the time, halves of the size.
const STAMPS: usize = 4;

/// Where the index of an archive is kept.
#[derive(Debug, Clone)]
pub struct Store {
    file: PathBuf,
    /// What an index must have been made from and by.
    owner: u64,
}

/// Blocks of text and columns of numbers.
pub type Columns = (Vec<String>, Vec<Vec<u32>>);

/// Columns of numbers.
pub type Numbers = Vec<Vec<u32>>;

/// The bytes of a file that stay in it.
pub type Mapped = Arc<dyn AsRef<[u8]> + Send + Sync>;

/// Maps a file into memory: its bytes are the system's, and are read when they are needed.
fn map(file: &File) -> io::Result<Mmap> {
    // Sound as long as nobody changes the file. An index is written under another name and then
    // renamed ([`Store::write`]), and removed as a whole ([`clear`]): an open one never changes.
    #[expect(unsafe_code, reason = "the type cannot tell that nobody changes the file")]
    unsafe {
        Mmap::map(file)
    }
}

/// What an index keeps of files beside the list.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Files {
    /// Of the file of each post, in the order of the list.
    pub stamps: Vec<Stamp>,
    /// What was wrong with files.
    pub problems: Vec<Problem>,
}

/// An open index. It stays what it is, whatever takes its place on disk.
#[derive(Debug)]
pub struct Index {
    file: File,
    header: Header,
}

impl Store {
    /// The index of what was opened, in the cache folder, for a program of this version. None
    /// for a single post: it is read.
    pub fn new(folder: &Path, archive: &Archive, show: Show) -> Option<Self> {
        if archive.only().is_some() {
            return None;
        }
        let show = archive.shown(&show);
        let scope = archive.scope.as_deref().unwrap_or_else(|| Path::new(""));
        let mut hasher = DefaultHasher::new();
        (archive.root.as_os_str().as_bytes(), scope.as_os_str().as_bytes()).hash(&mut hasher);
        (show.drafts, show.unpublished, show.future).hash(&mut hasher);
        let name = format!("{:016x}.{ENDING}", hasher.finish());
        // By other code, or with other settings of the site, posts may be read otherwise.
        env!("KANBAO_LIST").hash(&mut hasher);
        format!("{:?}{:?}", archive.kind, archive.site).hash(&mut hasher);
        if archive.kind == TreeKind::Hugo {
            // Pages may have expired since.
            clock::now().day().hash(&mut hasher);
        }
        Some(Self { file: folder.join(name), owner: hasher.finish() })
    }

    /// Opens the index; None where there is none that is whole and belongs here.
    pub fn open(&self) -> Option<Index> {
        let (file, metadata) = file::open(&self.file).ok()?;
        let mut bytes = vec![0; MOST_HEADER.min(usize::try_from(metadata.len()).ok()?)];
        file.read_exact_at(&mut bytes, 0).ok()?;
        let header = Header::read(&bytes, metadata.len()).filter(|header| header.owner == self.owner)?;
        Some(Index { file, header })
    }

    /// Writes an index in place of any before: it is there whole or not at all, whoever else
    /// writes one at the same time.
    ///
    /// # Errors
    /// When it cannot be written; then nothing has changed.
    pub fn write(&self, (texts, numbers): &Columns, files: &Files) -> io::Result<()> {
        let folder = self.file.parent().unwrap_or_else(|| Path::new("."));
        fs::create_dir_all(folder)?;
        let problems = problems_as_text(&files.problems);
        let stamps = stamps_as_columns(&files.stamps);
        let mut blocks: Vec<Block> = texts.iter().map(|text| Block::text(text)).collect();
        blocks.extend(numbers.iter().chain(&stamps).map(|column| Block::numbers(column)));
        blocks.push(Block::text(&problems));
        let header = Header::of(self.owner, texts.len(), numbers.len(), &blocks);
        let mut unnamed = tempfile::Builder::new().prefix(".list-").tempfile_in(folder)?;
        unnamed.write_all(&header.bytes())?;
        for block in &blocks {
            unnamed.write_all(&block.bytes)?;
        }
        // Not synced: what a crash leaves is seen by its checksums and made again.
        unnamed.persist(&self.file).map_err(|error| error.error)?;
        Ok(())
    }

    /// Bytes of the index on disk.
    pub fn bytes(&self) -> u64 {
        self.file.metadata().map_or(0, |metadata| metadata.len())
    }
}

impl Index {
    /// The list; None where it is not what was written.
    pub fn list(&self) -> Option<Columns> {
        self.part(0..self.header.texts, 0..self.header.numbers)
    }

    /// As [`Index::behind`], with the texts left in the file: its bytes, and where each block is.
    pub fn mapped(&self, (texts, numbers): (usize, usize)) -> Option<(Mapped, Vec<Range<usize>>, Numbers)> {
        let map = Arc::new(map(&self.file).ok()?);
        let places = || (texts..self.header.texts).map(|at| self.header.place(&map, at)).collect();
        let column = |at| self.header.column(&self.file, self.header.texts + at);
        thread::scope(|scope| {
            let places = scope.spawn(places);
            let numbers: Option<Numbers> = (numbers..self.header.numbers).map(column).collect();
            let places: Option<Vec<Range<usize>>> = places.join().ok()?;
            Some((Arc::clone(&map) as Mapped, places?, numbers?))
        })
    }

    /// The list without its first blocks of text and columns of numbers.
    pub fn behind(&self, (texts, numbers): (usize, usize)) -> Option<Columns> {
        self.part(texts..self.header.texts, numbers..self.header.numbers)
    }

    /// Some blocks of text and columns of numbers of the list.
    pub fn part(&self, texts: Range<usize>, numbers: Range<usize>) -> Option<Columns> {
        if texts.end > self.header.texts || numbers.end > self.header.numbers {
            return None;
        }
        let texts: Vec<usize> = texts.collect();
        let mut numbers = numbers.map(|at| self.header.texts + at);
        // The longest blocks go to a core each. A pool of threads would take longer to start.
        let text = |at: &usize| self.header.text(&self.file, *at);
        let mut column = |at| self.header.column(&self.file, at);
        if texts.iter().all(|at| self.header.is_short(*at)) {
            let texts: Option<Vec<_>> = texts.iter().map(text).collect();
            return texts.zip(numbers.map(column).collect());
        }
        let (first, rest) = texts.split_at(texts.len().min(1));
        thread::scope(|scope| {
            let first = scope.spawn(|| first.iter().map(text).collect::<Option<Vec<_>>>());
            let rest: Option<Vec<_>> = rest.iter().map(text).collect();
            let numbers: Option<Vec<_>> = numbers.by_ref().map(&mut column).collect();
            let mut texts = first.join().ok()??;
            texts.extend(rest?);
            Some((texts, numbers?))
        })
    }

    /// What is kept of files; None where it is not what was written.
    pub fn files(&self) -> Option<Files> {
        let start = self.header.texts + self.header.numbers;
        let columns = (start..start + STAMPS).map(|at| self.header.column(&self.file, at));
        let stamps = stamps_of(&columns.collect::<Option<Vec<_>>>()?)?;
        Some(Files { stamps, problems: self.problems()? })
    }

    /// What was wrong with files; None where it is not what was written.
    pub fn problems(&self) -> Option<Vec<Problem>> {
        let at = self.header.texts + self.header.numbers + STAMPS;
        problems_of(&self.header.text(&self.file, at)?)
    }
}

/// Removes every index and pack of texts of a cache folder, and what killed programs left there;
/// how many files, and their bytes.
///
/// # Errors
/// When the folder or a file is there and cannot be removed.
pub fn clear(folder: &Path) -> io::Result<(usize, u64)> {
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok((0, 0)),
        Err(error) => return Err(error),
    };
    let (mut files, mut bytes) = (0, 0);
    for entry in entries {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        let ours = name.ends_with(&format!(".{ENDING}")) || name.ends_with(".pack");
        let left = name.starts_with(".list-") || name.starts_with(".pack-");
        if (ours || left) && entry.file_type()?.is_file() {
            bytes += entry.metadata()?.len();
            fs::remove_file(entry.path())?;
            files += 1;
        }
    }
    Ok((files, bytes))
}

fn stamps_as_columns(stamps: &[Stamp]) -> [Vec<u32>; STAMPS] {
    let halves = |number: u64| [number as u32, (number >> 32) as u32];
    let mut columns: [Vec<u32>; STAMPS] = Default::default();
    for stamp in stamps {
        let modified = i64::try_from(stamp.modified).unwrap_or_default().cast_unsigned();
        let numbers = halves(modified).into_iter().chain(halves(stamp.size));
        columns.iter_mut().zip(numbers).for_each(|(column, number)| column.push(number));
    }
    columns
}

fn stamps_of(columns: &[Vec<u32>]) -> Option<Vec<Stamp>> {
    let [low, high, size, more] = columns else { return None };
    let whole = |low: u32, high: u32| u64::from(high) << 32 | u64::from(low);
    let same = [high, size, more].iter().all(|column| column.len() == low.len());
    let rows = low.iter().zip(high).zip(size.iter().zip(more));
    let stamp = |((low, high), (size, more)): ((&u32, &u32), (&u32, &u32))| Stamp {
        modified: whole(*low, *high).cast_signed().into(),
        size: whole(*size, *more),
    };
    same.then(|| rows.map(stamp).collect())
}

/// Problems as lines of JSON.
fn problems_as_text(problems: &[Problem]) -> String {
    let line = |problem: &Problem| {
        let severity = match problem.severity {
            Severity::Info => 0,
            Severity::Warning => 1,
            Severity::Error => 2,
        };
        serde_json::json!([problem.path, problem.line, severity, problem.message]).to_string() + "\n"
    };
    problems.iter().map(line).collect()
}

fn problems_of(text: &str) -> Option<Vec<Problem>> {
    let problem = |line: &str| {
        let (path, line, severity, message): (_, _, u8, _) = serde_json::from_str(line).ok()?;
        let severity = match severity {
            0 => Severity::Info,
            1 => Severity::Warning,
            2 => Severity::Error,
            _ => return None,
        };
        Some(Problem { path, line, severity, message })
    };
    text.lines().map(problem).collect()
}

#[cfg(test)]
mod tests;
