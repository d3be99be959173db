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

use rayon::iter::{IntoParallelIterator, ParallelIterator};

use super::super::file;
use super::format::{HEADER, Header, ROW, Row};

/// Bytes that are scanned at once, about: they stay in the cache of their core.
const BLOCK: u64 = 512 << 10;

/// An open pack. It stays what it is, whatever takes its place on disk.
#[derive(Debug)]
pub struct Pack {
    file: File,
    /// Where the texts are in the file; a pack that is still being written has them in another.
    texts: Result<u64, File>,
    header: Header,
    rows: Rows,
    ends: Ends,
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

/// Rows and paths of a pack, all of them, for as long as they are needed.
pub struct Table {
    bytes: Vec<u8>,
    rows: usize,
}

impl Table {
    fn row(&self, number: usize) -> Option<Row> {
        let bytes = self.bytes.get(number * ROW..(number + 1) * ROW).filter(|_| number < self.rows)?;
        Some(Row::read(bytes))
    }

    fn rows(&self) -> impl Iterator<Item = Row> {
        self.bytes.chunks_exact(ROW).take(self.rows).map(Row::read)
    }

    fn path(&self, row: &Row) -> &[u8] {
        let start = self.rows * ROW + row.path as usize;
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
        let mut pack = Self { file, texts, header, rows: Rows::File, ends: Ends::default() };
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
        Some(pack)
    }

    /// What was written so far of a pack: its keys behind the header, its texts from the start.
    pub fn growing(keys: File, texts: File, header: Header, (rows, paths): (&[u8], &[u8])) -> Self {
        let mut ends = Ends::default();
        rows.chunks_exact(ROW).for_each(|row| ends.push(Row::read(row).key_end()));
        let rows = Rows::Here(rows.to_owned(), paths.to_owned());
        Self { file: keys, texts: Err(texts), header, rows, ends }
    }

    /// All rows and paths; None where they cannot be read any more.
    pub fn table(&self) -> Option<Table> {
        let rows = self.header.rows as usize;
        let bytes = match &self.rows {
            Rows::Here(rows, paths) => [&rows[..], paths].concat(),
            Rows::File => {
                let mut bytes = vec![0; self.header.table_bytes()];
                self.file.read_exact_at(&mut bytes, self.table_start()).ok()?;
                bytes
            }
        };
        Some(Table { bytes, rows })
    }

    fn table_start(&self) -> u64 {
        HEADER as u64 + self.header.keys + self.header.texts
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
        let scan = |buffers: &mut (Vec<u8>, Vec<Range<usize>>), run: Range<usize>| {
            if goes_on() { self.block(posts, run, buffers, &look) } else { Ok(Vec::new()) }
        };
        let runs = self.runs(posts);
        let answers: io::Result<Vec<Vec<T>>> =
            runs.into_par_iter().map_init(Default::default, scan).collect();
        Ok(answers?.into_iter().flatten().collect())
    }

    /// Cuts posts into runs of about [`BLOCK`] bytes.
    fn runs(&self, posts: &[u32]) -> Vec<Range<usize>> {
        let mut runs = Vec::new();
        let mut start = 0;
        let key = |at: usize| posts.get(at).and_then(|&post| self.key(post)).map_or(0, |key| key.start);
        for at in 1..=posts.len() {
            if at == posts.len() || key(at).saturating_sub(key(start)) >= BLOCK {
                runs.push(start..at);
                start = at;
            }
        }
        runs
    }

    fn block<T>(
        &self,
        posts: &[u32],
        run: Range<usize>,
        (buffer, ranges): &mut (Vec<u8>, Vec<Range<usize>>),
        look: &impl Fn(Block<'_>) -> Vec<T>,
    ) -> io::Result<Vec<T>> {
        let nth = run.start;
        let places = || posts[run.clone()].iter().filter_map(|&post| self.key(post));
        let (Some(first), Some(last)) = (places().next(), places().next_back()) else {
            return Ok(Vec::new());
        };
        let inside = |at: u64| usize::try_from(at.saturating_sub(first.start)).unwrap_or(usize::MAX);
        let length = inside(last.end);
        if buffer.len() < length {
            buffer.resize(length, 0);
        }
        let keys = &mut buffer[..length];
        self.file.read_exact_at(keys, HEADER as u64 + first.start)?;
        ranges.clear();
        ranges.extend(places().map(|key| inside(key.start)..inside(key.end)));
        Ok(look(Block { keys, first: nth, posts: ranges }))
    }

    /// How many posts are not what was written.
    pub fn damaged(&self) -> usize {
        let sound = |number: u32| self.row(number).is_some_and(|row| self.raw(&row).is_ok());
        (0..self.header.rows).into_par_iter().filter(|number| !sound(*number)).count()
    }
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
