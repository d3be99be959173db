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
    rows: Vec<Row>,
    paths: Vec<u8>,
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
        let mut table = vec![0; header.table_bytes()];
        file.read_exact_at(&mut table, HEADER as u64 + header.keys + header.texts).ok()?;
        if crc32fast::hash(&table) != header.table {
            return None;
        }
        let paths = table.split_off(header.rows as usize * ROW);
        let rows: Vec<Row> = table.chunks_exact(ROW).map(Row::read).collect();
        let before = std::iter::once(None).chain(rows.iter().map(Some));
        let sound = rows.iter().zip(before).all(|(row, before)| row.follows(before, &header));
        let texts = Ok(HEADER as u64 + header.keys);
        sound.then_some(Self { file, texts, header, rows, paths })
    }

    /// What was written so far of a pack: its keys behind the header, its texts from the start.
    pub fn growing(keys: File, texts: File, header: Header, (rows, paths): (&[u8], &[u8])) -> Self {
        let rows = rows.chunks_exact(ROW).map(Row::read).collect();
        Self { file: keys, texts: Err(texts), header, rows, paths: paths.to_owned() }
    }

    /// How many posts it holds.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// The site's settings and data when it was made.
    pub fn site(&self) -> u64 {
        self.header.site
    }

    /// A post by its number.
    pub fn row(&self, number: u32) -> Option<&Row> {
        self.rows.get(number as usize)
    }

    fn path(&self, row: &Row) -> &[u8] {
        let start = row.path as usize;
        self.paths.get(start..start + row.path_len as usize).unwrap_or_default()
    }

    /// The numbers of posts by their paths, for many paths that come in about the order in
    /// which they stand here.
    pub fn lookup(&self) -> Lookup<'_> {
        Lookup { pack: self, next: 0, map: None }
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
        let key = |at: usize| posts.get(at).and_then(|&post| self.row(post)).map_or(0, |row| row.key);
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
        let rows = || posts[run.clone()].iter().filter_map(|&post| self.row(post));
        let (Some(first), Some(last)) = (rows().next(), rows().next_back()) else { return Ok(Vec::new()) };
        let inside = |at: u64| usize::try_from(at.saturating_sub(first.key)).unwrap_or(usize::MAX);
        let length = inside(last.key_end());
        if buffer.len() < length {
            buffer.resize(length, 0);
        }
        let keys = &mut buffer[..length];
        self.file.read_exact_at(keys, HEADER as u64 + first.key)?;
        ranges.clear();
        ranges.extend(rows().map(|row| inside(row.key)..inside(row.key_end())));
        Ok(look(Block { keys, first: nth, posts: ranges }))
    }

    /// How many posts are not what was written.
    pub fn damaged(&self) -> usize {
        let rows: Vec<&Row> = self.rows.iter().collect();
        rows.into_par_iter().filter(|row| self.raw(row).is_err()).count()
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
    pack: &'a Pack,
    next: usize,
    map: Option<HashMap<&'a [u8], u32>>,
}

impl Lookup<'_> {
    /// The number of the post at this path.
    pub fn find(&mut self, path: &str) -> Option<u32> {
        let pack = self.pack;
        if pack.rows.get(self.next).is_some_and(|row| pack.path(row) == path.as_bytes()) {
            self.next += 1;
            return u32::try_from(self.next - 1).ok();
        }
        let map = self.map.get_or_insert_with(|| {
            (0..).zip(&pack.rows).map(|(number, row)| (pack.path(row), number)).collect()
        });
        let number = *map.get(path.as_bytes())?;
        self.next = number as usize + 1;
        Some(number)
    }
}
