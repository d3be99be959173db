//! Writing a pack: into a file without its name yet, synced, then renamed, so that a pack is
//! there whole or not at all, whoever else writes one at the same time.

use std::fs::{self, File};
use std::io::{self, BufWriter, Seek, SeekFrom, Write};
use std::path::Path;
use std::time::{Duration, SystemTime};

use tempfile::NamedTempFile;

use super::format::{Group, HEADER, Header, Row};
use super::read::{Pack, sum};
use super::sieve::{self, Builder};
use crate::post::Stamp;

/// What files without their names yet begin with.
const UNNAMED: &str = ".pack-";

/// What those of this program begin with.
pub fn unnamed() -> String {
    format!("{UNNAMED}{}-", rustix::process::getpid().as_raw_nonzero())
}

/// Files without their names that were not written for so long were left by a program that
/// was killed.
const LEFT: Duration = Duration::from_secs(6 * 3600);

/// A post on its way into a pack.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Its path below the archive's root.
    pub path: String,
    /// Of the file that was read.
    pub stamp: Stamp,
    /// The keys of its parts, each with a line feed at its end.
    pub key: String,
    /// Its parts, see [`super::PART`].
    pub text: String,
    /// Whether its text depends on the settings or data of the site.
    pub templated: bool,
}

/// A pack that is being written.
pub struct Writer {
    keys: BufWriter<NamedTempFile>,
    texts: BufWriter<File>,
    sieves: BufWriter<File>,
    header: Header,
    rows: Vec<u8>,
    groups: Vec<u8>,
    paths: Vec<u8>,
    /// The posts that are not in a group yet.
    group: Builder,
}

impl Writer {
    /// Begins a pack in a folder, which is made if it is not there.
    ///
    /// # Errors
    /// When nothing can be written there.
    pub fn new(folder: &Path, owner: u64, site: u64) -> io::Result<Self> {
        fs::create_dir_all(folder)?;
        clear_left(folder);
        let unnamed = tempfile::Builder::new().prefix(&unnamed()).tempfile_in(folder)?;
        let mut keys = BufWriter::with_capacity(1 << 20, unnamed);
        keys.write_all(&[0; HEADER])?;
        let aside = || Ok::<_, io::Error>(BufWriter::with_capacity(1 << 20, tempfile::tempfile_in(folder)?));
        let (texts, sieves) = (aside()?, aside()?);
        let header = Header { owner, site, ..EMPTY_HEADER };
        let (rows, groups, paths) = (Vec::new(), Vec::new(), Vec::new());
        Ok(Self { keys, texts, sieves, header, rows, groups, paths, group: Builder::default() })
    }

    /// Adds a post, with its text packed and the grams of its key.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn add(&mut self, entry: &Entry, packed: &[u8], grams: &[u32]) -> io::Result<()> {
        let row = Row {
            stamp: entry.stamp,
            plain_len: narrow(entry.text.len())?,
            templated: entry.templated,
            sum: sum(entry.key.as_bytes(), packed),
            ..EMPTY
        };
        self.push(row, &entry.path, (entry.key.as_bytes(), grams), packed)
    }

    /// Adds a post of another pack as it is.
    ///
    /// # Errors
    /// When it cannot be read or written.
    pub fn copy(&mut self, path: &str, pack: &Pack, row: &Row) -> io::Result<()> {
        let (key, text) = pack.raw(row)?;
        let grams: Vec<u32> = sieve::grams(str::from_utf8(&key).map_err(io::Error::other)?).collect();
        self.push(*row, path, (&key, &grams), &text)
    }

    fn push(&mut self, row: Row, path: &str, (key, grams): (&[u8], &[u32]), text: &[u8]) -> io::Result<()> {
        let row = Row {
            key: self.header.keys,
            key_len: narrow(key.len())?,
            text: self.header.texts,
            text_len: narrow(text.len())?,
            path: self.header.paths,
            path_len: narrow(path.len())?,
            ..row
        };
        self.keys.write_all(key)?;
        self.texts.write_all(text)?;
        row.write(&mut self.rows);
        self.paths.extend(path.as_bytes());
        self.header.keys = row.key_end();
        self.header.texts = row.text_end();
        self.header.paths = narrow(self.paths.len())?;
        self.header.rows += 1;
        self.group.push(grams, key.len());
        if self.group.is_full() { self.end_group() } else { Ok(()) }
    }

    /// Writes the sieve of the posts since the last one.
    fn end_group(&mut self) -> io::Result<()> {
        let Some(sieve::Table { posts, rows, bytes }) = self.group.take() else { return Ok(()) };
        let group = Group { start: self.header.sieves, posts, rows, sum: crc32fast::hash(&bytes) };
        self.sieves.write_all(&bytes)?;
        group.write(&mut self.groups);
        self.header.sieves = group.end();
        self.header.groups += 1;
        Ok(())
    }

    /// How many posts it has.
    pub fn len(&self) -> u32 {
        self.header.rows
    }

    /// What was written so far, to be read.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn so_far(&mut self) -> io::Result<Pack> {
        self.keys.flush()?;
        self.texts.flush()?;
        let keys = self.keys.get_ref().as_file().try_clone()?;
        let texts = self.texts.get_ref().try_clone()?;
        Ok(Pack::growing(keys, texts, self.header, (&self.rows, &self.paths)))
    }

    /// Gives the pack its name, in place of any before.
    ///
    /// # Errors
    /// When it cannot be written; then nothing has changed.
    pub fn finish(mut self, path: &Path) -> io::Result<()> {
        self.end_group()?;
        let Self { keys, texts, sieves, mut header, rows, groups, paths, .. } = self;
        let table = [rows, groups, paths].concat();
        header.table = crc32fast::hash(&table);
        let mut file = keys.into_inner().map_err(io::IntoInnerError::into_error)?;
        for aside in [texts, sieves] {
            let mut aside = aside.into_inner().map_err(io::IntoInnerError::into_error)?;
            aside.seek(SeekFrom::Start(0))?;
            io::copy(&mut aside, file.as_file_mut())?;
        }
        file.write_all(&table)?;
        file.seek(SeekFrom::Start(0))?;
        file.write_all(&header.bytes())?;
        file.as_file().sync_all()?;
        file.persist(path).map_err(|error| error.error)?;
        // So that the name is on disk too; not every file system can.
        let _ = path.parent().map(|folder| File::open(folder).and_then(|folder| folder.sync_all()));
        Ok(())
    }
}

const EMPTY_HEADER: Header =
    Header { owner: 0, site: 0, keys: 0, texts: 0, sieves: 0, rows: 0, groups: 0, paths: 0, table: 0 };

const EMPTY: Row = Row {
    stamp: Stamp { modified: 0, size: 0 },
    key: 0,
    key_len: 0,
    text: 0,
    text_len: 0,
    plain_len: 0,
    path: 0,
    path_len: 0,
    sum: 0,
    templated: false,
};

fn narrow(number: usize) -> io::Result<u32> {
    u32::try_from(number).map_err(io::Error::other)
}

/// Removes what killed programs left.
fn clear_left(folder: &Path) {
    let old = |entry: &fs::DirEntry| {
        let modified = entry.metadata().and_then(|metadata| metadata.modified()).ok();
        let age = modified.and_then(|modified| SystemTime::now().duration_since(modified).ok());
        age.is_some_and(|age| age > LEFT)
    };
    clear(folder, UNNAMED, old);
}

/// Removes the files of a folder that begin so and are meant.
pub fn clear(folder: &Path, prefix: &str, meant: impl Fn(&fs::DirEntry) -> bool) {
    let named = |entry: &fs::DirEntry| entry.file_name().to_string_lossy().starts_with(prefix);
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    for entry in entries.filter(|entry| named(entry) && meant(entry)) {
        let _ = fs::remove_file(entry.path());
    }
}
