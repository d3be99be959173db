//! Reading a pack: opened and checked, looked up by path, scanned from end to end. It is read
//! piece by piece and not mapped: a cached file of 460 MB is copied about as fast as its pages
//! are mapped for the first time, and a file that someone cuts short is an error here, not
//! the end of the program. What is searched for is the caller's business.

use std::collections::HashMap;
use std::fs::File;
use std::io;
use std::ops::Range;
use std::os::unix::fs::FileExt;
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};

use rayon::iter::{IntoParallelIterator, ParallelIterator};

use super::super::file;
use super::format::{self, GROUP, Group, HEADER, Header, ROW, Row};
use super::sieve::{self, Left};

/// Bytes that are scanned at once, about: they stay in the cache of their core.
const BLOCK: u64 = 512 << 10;
/// Bytes between two keys that are rather read too than asked for around.
const GAP: u64 = 2 << 10;

/// An open pack. It stays what it is, whatever takes its place on disk.
#[derive(Debug)]
pub struct Pack {
    file: File,
    /// Where the texts are in the file; a pack that is still being written has them in another.
    texts: Result<u64, File>,
    header: Header,
    rows: Rows,
    ends: Ends,
    /// Those with a sieve; a pack that is still being written has none.
    groups: Vec<Group>,
}

/// Where the rows of a pack are.
#[derive(Debug)]
enum Rows {
    /// In its file: they are read when they are asked for.
    File,
    /// Here, and all paths: it is still being written.
    Here(Vec<u8>, Vec<u8>),
}

/// Where each key ends, in four bytes: what a scan needs of every post.
#[derive(Debug, Default)]
struct Ends {
    low: Vec<u32>,
    /// The numbers from which on the ends are 4 GB further.
    carries: Vec<u32>,
}

impl Ends {
    fn push(&mut self, end: u64) {
        let low = end as u32;
        if self.low.last().is_some_and(|before| low < *before) {
            self.carries.push(u32::try_from(self.low.len()).unwrap_or(u32::MAX));
        }
        self.low.push(low);
    }

    fn get(&self, number: u32) -> Option<u64> {
        let low = *self.low.get(number as usize)?;
        let carries = self.carries.partition_point(|from| *from <= number) as u64;
        Some(carries << 32 | u64::from(low))
    }
}

/// Rows, groups and paths of a pack, all of them, for as long as they are needed.
pub struct Table {
    bytes: Vec<u8>,
    rows: usize,
    groups: usize,
}

impl Table {
    fn row(&self, number: usize) -> Option<Row> {
        let bytes = self.bytes.get(number * ROW..(number + 1) * ROW).filter(|_| number < self.rows)?;
        Some(Row::read(bytes))
    }

    fn rows(&self) -> impl Iterator<Item = Row> {
        self.bytes.chunks_exact(ROW).take(self.rows).map(Row::read)
    }

    fn groups(&self) -> Vec<Group> {
        let start = self.rows * ROW;
        let bytes = self.bytes.get(start..start + self.groups * GROUP).unwrap_or_default();
        bytes.chunks_exact(GROUP).map(Group::read).collect()
    }

    fn path(&self, row: &Row) -> &[u8] {
        let start = self.rows * ROW + self.groups * GROUP + row.path as usize;
        self.bytes.get(start..start + row.path_len as usize).unwrap_or_default()
    }

    /// The numbers of posts by their paths, for many paths that come in about the order in
    /// which they stand here.
    pub fn lookup(&self) -> Lookup<'_> {
        Lookup { table: self, next: 0, map: None }
    }
}

/// Keys that were read together.
pub struct Block<'a> {
    /// The keys, one behind the other, each with a line feed at its end.
    pub keys: &'a [u8],
    /// How many posts that are wanted stand before these.
    pub first: usize,
    /// The bytes of the posts that are wanted, in the order of their keys.
    pub posts: &'a [Range<usize>],
}

impl Pack {
    /// Opens a pack; None where there is none that holds together and belongs to this owner.
    pub fn open(path: &Path, owner: u64) -> Option<Self> {
        let (file, metadata) = file::open(path).ok()?;
        let mut bytes = [0; HEADER];
        file.read_exact_at(&mut bytes, 0).ok()?;
        let header = Header::read(&bytes).filter(|header| header.owner == owner)?;
        if header.file() != Some(metadata.len()) {
            return None;
        }
        let texts = Ok(HEADER as u64 + header.keys);
        let (rows, ends, groups) = (Rows::File, Ends::default(), Vec::new());
        let mut pack = Self { file, texts, header, rows, ends, groups };
        let table = pack.table()?;
        if crc32fast::hash(&table.bytes) != header.table {
            return None;
        }
        let mut before = None;
        pack.ends.low.reserve_exact(table.rows);
        for row in table.rows() {
            if !row.follows(before.as_ref(), &header) {
                return None;
            }
            pack.ends.push(row.key_end());
            before = Some(row);
        }
        pack.groups = table.groups();
        format::fit(&pack.groups, &header).then_some(pack)
    }

    /// What was written so far of a pack: its keys behind the header, its texts from the start.
    pub fn growing(keys: File, texts: File, header: Header, (rows, paths): (&[u8], &[u8])) -> Self {
        let mut ends = Ends::default();
        rows.chunks_exact(ROW).for_each(|row| ends.push(Row::read(row).key_end()));
        let rows = Rows::Here(rows.to_owned(), paths.to_owned());
        Self { file: keys, texts: Err(texts), header, rows, ends, groups: Vec::new() }
    }

    /// All rows, groups and paths; None where they cannot be read any more.
    pub fn table(&self) -> Option<Table> {
        let mut groups = 0;
        let bytes = match &self.rows {
            Rows::Here(rows, paths) => [&rows[..], paths].concat(),
            Rows::File => {
                groups = self.header.groups as usize;
                let mut bytes = vec![0; self.header.table_bytes()];
                self.file.read_exact_at(&mut bytes, self.table_start()).ok()?;
                bytes
            }
        };
        Some(Table { bytes, rows: self.header.rows as usize, groups })
    }

    fn sieves_start(&self) -> u64 {
        HEADER as u64 + self.header.keys + self.header.texts
    }

    fn table_start(&self) -> u64 {
        self.sieves_start() + self.header.sieves
    }

    /// How many posts it holds.
    pub fn len(&self) -> usize {
        self.ends.low.len()
    }

    /// The site's settings and data when it was made.
    pub fn site(&self) -> u64 {
        self.header.site
    }

    /// A post by its number.
    pub fn row(&self, number: u32) -> Option<Row> {
        if number as usize >= self.len() {
            return None;
        }
        let start = number as usize * ROW;
        match &self.rows {
            Rows::Here(rows, _) => rows.get(start..start + ROW).map(Row::read),
            Rows::File => {
                let mut bytes = [0; ROW];
                self.file.read_exact_at(&mut bytes, self.table_start() + start as u64).ok()?;
                Some(Row::read(&bytes))
            }
        }
    }

    /// The bytes of a post's key, counted from the first key.
    fn key(&self, number: u32) -> Option<Range<u64>> {
        let start = number.checked_sub(1).and_then(|before| self.ends.get(before)).unwrap_or_default();
        Some(start..self.ends.get(number)?)
    }

    /// The key and the compressed text of a post.
    ///
    /// # Errors
    /// When they cannot be read, or are not what was written.
    pub fn raw(&self, row: &Row) -> io::Result<(Vec<u8>, Vec<u8>)> {
        let (mut key, mut text) = (vec![0; row.key_len as usize], vec![0; row.text_len as usize]);
        self.file.read_exact_at(&mut key, HEADER as u64 + row.key)?;
        match &self.texts {
            Ok(start) => self.file.read_exact_at(&mut text, start + row.text)?,
            Err(file) => file.read_exact_at(&mut text, row.text)?,
        }
        if sum(&key, &text) != row.sum {
            return Err(io::Error::new(io::ErrorKind::InvalidData, "the pack of texts is damaged"));
        }
        Ok((key, text))
    }

    /// The key of a post, and its text, part for part.
    ///
    /// # Errors
    /// As [`Pack::raw`].
    pub fn text(&self, row: &Row) -> io::Result<(String, String)> {
        let (key, text) = self.raw(row)?;
        let text = lz4_flex::block::decompress_with_dict(&text, row.plain_len as usize, &key)
            .map_err(io::Error::other)?;
        let utf8 = |bytes| String::from_utf8(bytes).map_err(io::Error::other);
        Ok((utf8(key)?, utf8(text)?))
    }

    /// The posts that may hold all of these words in their keys; all others do not.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn sift(&self, words: &[String]) -> io::Result<Left> {
        let mut left = Left::default();
        let mut bits = Vec::new();
        for group in &self.groups {
            left.all(group.posts);
            bits.resize(sieve::stride(group.posts), 0);
            for row in sieve::asked(words, group.rows) {
                let start = self.sieves_start() + group.start + u64::from(row) * bits.len() as u64;
                self.file.read_exact_at(&mut bits, start)?;
                if !left.keep(&bits) {
                    break;
                }
            }
        }
        Ok(left)
    }

    /// Hands blocks of keys over, to all cores at once; together they hold the keys of these
    /// posts, whose numbers ascend. The answers come in the order of the posts.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn scan<T: Send>(
        &self,
        posts: &[u32],
        goes_on: &(impl Fn() -> bool + Sync),
        look: impl Fn(Block<'_>) -> Vec<T> + Sync,
    ) -> io::Result<Vec<T>> {
        let runs = self.runs(posts);
        let next = AtomicUsize::new(0);
        // One thread has the same memory for all of its blocks: there is much of it.
        let scan = |_| {
            let (mut buffers, mut answers) = (Buffers::default(), Vec::new());
            while let Some((nth, run)) = Some(next.fetch_add(1, Ordering::Relaxed))
                .and_then(|nth| Some((nth, runs.get(nth)?.clone())))
                .filter(|_| goes_on())
            {
                answers.push((nth, self.block(posts, run, &mut buffers, &look)?));
            }
            Ok(answers)
        };
        let threads = rayon::current_num_threads().min(runs.len());
        let scans: io::Result<Vec<Vec<_>>> = (0..threads).into_par_iter().map(scan).collect();
        let mut answers: Vec<(usize, Vec<T>)> = scans?.into_iter().flatten().collect();
        answers.sort_unstable_by_key(|(nth, _)| *nth);
        Ok(answers.into_iter().flat_map(|(_, answers)| answers).collect())
    }

    /// Cuts posts into runs of which about [`BLOCK`] bytes are read.
    fn runs(&self, posts: &[u32]) -> Vec<Range<usize>> {
        let mut runs = Vec::new();
        let (mut start, mut end, mut read) = (0, 0, 0);
        for (at, key) in posts.iter().enumerate().filter_map(|(at, &post)| Some((at, self.key(post)?))) {
            let gap = key.start.saturating_sub(end);
            if read >= BLOCK {
                runs.push(start..at);
                (start, read) = (at, 0);
            }
            read += key.end - key.start + if read > 0 && gap <= GAP { gap } else { 0 };
            end = key.end;
        }
        if start < posts.len() {
            runs.push(start..posts.len());
        }
        runs
    }

    fn block<T>(
        &self,
        posts: &[u32],
        run: Range<usize>,
        buffers: &mut Buffers,
        look: &impl Fn(Block<'_>) -> Vec<T>,
    ) -> io::Result<Vec<T>> {
        let Buffers { keys, pieces, ranges } = buffers;
        pieces.clear();
        ranges.clear();
        let mut length = 0;
        for key in posts[run.clone()].iter().filter_map(|&post| self.key(post)) {
            match pieces.last_mut() {
                Some(piece) if key.start.saturating_sub(piece.end) <= GAP => {
                    length += inside(piece.end, key.end);
                    piece.end = key.end;
                }
                _ => {
                    length += inside(key.start, key.end);
                    pieces.push(key.clone());
                }
            }
            ranges.push(length - inside(key.start, key.end)..length);
        }
        if keys.len() < length {
            keys.resize(length, 0);
        }
        let mut at = 0;
        for piece in &*pieces {
            let next = at + inside(piece.start, piece.end);
            self.file.read_exact_at(&mut keys[at..next], HEADER as u64 + piece.start)?;
            at = next;
        }
        Ok(look(Block { keys: &keys[..length], first: run.start, posts: ranges }))
    }

    /// How many posts, and sieves of groups, are not what was written.
    pub fn damaged(&self) -> usize {
        let sound = |number: u32| self.row(number).is_some_and(|row| self.raw(&row).is_ok());
        let posts = (0..self.header.rows).into_par_iter().filter(|number| !sound(*number)).count();
        posts + self.groups.iter().filter(|group| !self.is_sound(group)).count()
    }

    /// Whether the sieve of a group is what was written.
    fn is_sound(&self, group: &Group) -> bool {
        let mut bytes = vec![0; inside(group.start, group.end())];
        let read = self.file.read_exact_at(&mut bytes, self.sieves_start() + group.start);
        read.is_ok() && crc32fast::hash(&bytes) == group.sum
    }
}

/// Memory that one block after the other is read into.
#[derive(Default)]
struct Buffers {
    keys: Vec<u8>,
    /// What is read at once, counted from the first key.
    pieces: Vec<Range<u64>>,
    /// Where the keys of posts are in what was read.
    ranges: Vec<Range<usize>>,
}

/// Bytes between two places.
fn inside(start: u64, end: u64) -> usize {
    usize::try_from(end.saturating_sub(start)).unwrap_or(usize::MAX)
}

/// The checksum of a post.
pub fn sum(key: &[u8], text: &[u8]) -> u32 {
    let mut hasher = crc32fast::Hasher::new();
    hasher.update(key);
    hasher.update(text);
    hasher.finalize()
}

/// Finds posts by their paths. As long as they are asked for in the order of the pack, or
/// some of it was left out, nothing is hashed.
pub struct Lookup<'a> {
    table: &'a Table,
    next: usize,
    map: Option<HashMap<&'a [u8], u32>>,
}

impl Lookup<'_> {
    /// The post at this path, with its number.
    pub fn find(&mut self, path: &str) -> Option<(u32, Row)> {
        let table = self.table;
        if let Some(row) = table.row(self.next).filter(|row| table.path(row) == path.as_bytes()) {
            self.next += 1;
            return Some((u32::try_from(self.next - 1).ok()?, row));
        }
        let map = self.map.get_or_insert_with(|| {
            (0..).zip(table.rows()).map(|(number, row)| (table.path(&row), number)).collect()
        });
        let number = *map.get(path.as_bytes())?;
        self.next = number as usize + 1;
        Some((number, table.row(number as usize)?))
    }
}
