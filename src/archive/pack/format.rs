//! The bytes of a pack: a header, the keys of all posts in one block, their texts, the sieves of
//! their groups, and a table with a row for each post and one for each group. Numbers are
//! little-endian. What does not hold together is refused as a whole: a pack can always be made
//! again.

use super::sieve::stride;
use crate::post::Stamp;

/// What a pack begins with.
const MAGIC: [u8; 8] = *b"kanbaoTP";
/// Changes with everything that changes what stands in a pack.
const VERSION: u32 = 2;
/// Bytes of the header.
pub const HEADER: usize = 72;
/// Bytes of a row of the table.
pub const ROW: usize = 64;
/// Bytes of a group in the table.
pub const GROUP: usize = 24;
/// Most bytes that the text of one post may have; a body has at most 16 MB.
const MAX_TEXT: u32 = 256 << 20;

/// The beginning of a pack.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Header {
    /// What it was made from and by: see [`super::Store`].
    pub owner: u64,
    /// The site's settings and data when it was made.
    pub site: u64,
    /// Bytes of all keys; they follow the header.
    pub keys: u64,
    /// Bytes of all texts; they follow the keys.
    pub texts: u64,
    /// Bytes of all sieves; they follow the texts.
    pub sieves: u64,
    /// Posts; their rows follow the sieves.
    pub rows: u32,
    /// Groups of posts, each with a sieve; they follow the rows.
    pub groups: u32,
    /// Bytes of all paths; they follow the groups.
    pub paths: u32,
    /// Checksum of rows, groups and paths.
    pub table: u32,
}

impl Header {
    /// As bytes, with their own checksum.
    pub fn bytes(&self) -> [u8; HEADER] {
        let mut bytes = Vec::with_capacity(HEADER);
        bytes.extend(MAGIC);
        bytes.extend(VERSION.to_le_bytes());
        bytes.extend(self.rows.to_le_bytes());
        for number in [self.owner, self.site, self.keys, self.texts, self.sieves] {
            bytes.extend(number.to_le_bytes());
        }
        for number in [self.groups, self.paths, self.table] {
            bytes.extend(number.to_le_bytes());
        }
        bytes.resize(HEADER - 4, 0);
        bytes.extend(crc32fast::hash(&bytes).to_le_bytes());
        let mut header = [0; HEADER];
        header.copy_from_slice(&bytes);
        header
    }

    /// Reads a header; None where it is none, or of another version.
    pub fn read(bytes: &[u8; HEADER]) -> Option<Self> {
        let sound = crc32fast::hash(&bytes[..HEADER - 4]) == u32_at(bytes, HEADER - 4);
        (sound && bytes[..8] == MAGIC && u32_at(bytes, 8) == VERSION).then(|| Self {
            rows: u32_at(bytes, 12),
            owner: u64_at(bytes, 16),
            site: u64_at(bytes, 24),
            keys: u64_at(bytes, 32),
            texts: u64_at(bytes, 40),
            sieves: u64_at(bytes, 48),
            groups: u32_at(bytes, 56),
            paths: u32_at(bytes, 60),
            table: u32_at(bytes, 64),
        })
    }

    /// Bytes of the whole file; None beyond all measure.
    pub fn file(&self) -> Option<u64> {
        let table = u64::try_from(self.table_bytes()).ok()?;
        let blocks = [self.keys, self.texts, self.sieves, table];
        blocks.iter().try_fold(HEADER as u64, |sum, block| sum.checked_add(*block))
    }

    /// Bytes of rows, groups and paths.
    pub fn table_bytes(&self) -> usize {
        let groups = (self.groups as usize).saturating_mul(GROUP);
        (self.rows as usize).saturating_mul(ROW).saturating_add(groups).saturating_add(self.paths as usize)
    }
}

/// One post in a pack.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Row {
    /// Of the file that was read.
    pub stamp: Stamp,
    /// Where its key starts, counted from the first.
    pub key: u64,
    /// Bytes of its key, with the line feed at its end.
    pub key_len: u32,
    /// Where its text starts, counted from the first.
    pub text: u64,
    /// Bytes of its text as it stands in the file, compressed with the key as dictionary.
    pub text_len: u32,
    /// Bytes of its text.
    pub plain_len: u32,
    /// Where its path starts, counted from the first.
    pub path: u32,
    /// Bytes of its path.
    pub path_len: u32,
    /// Checksum of key and compressed text.
    pub sum: u32,
    /// Whether its text depends on the settings or data of the site.
    pub templated: bool,
}

impl Row {
    /// As bytes.
    pub fn write(&self, out: &mut Vec<u8>) {
        let end = out.len() + ROW;
        out.extend(i64::try_from(self.stamp.modified).unwrap_or_default().to_le_bytes());
        for number in [self.stamp.size, self.key, self.text] {
            out.extend(number.to_le_bytes());
        }
        let templated = u32::from(self.templated);
        for number in
            [self.key_len, self.text_len, self.plain_len, self.path, self.path_len, self.sum, templated]
        {
            out.extend(number.to_le_bytes());
        }
        out.resize(end, 0);
    }

    /// Reads the row at the beginning of these bytes, of which there must be [`ROW`].
    pub fn read(bytes: &[u8]) -> Self {
        Self {
            stamp: Stamp { modified: i128::from(u64_at(bytes, 0).cast_signed()), size: u64_at(bytes, 8) },
            key: u64_at(bytes, 16),
            text: u64_at(bytes, 24),
            key_len: u32_at(bytes, 32),
            text_len: u32_at(bytes, 36),
            plain_len: u32_at(bytes, 40),
            path: u32_at(bytes, 44),
            path_len: u32_at(bytes, 48),
            sum: u32_at(bytes, 52),
            templated: u32_at(bytes, 56) != 0,
        }
    }

    /// Whether it follows the row before it and stays inside the file.
    pub fn follows(&self, before: Option<&Self>, header: &Header) -> bool {
        let (key, text) = before.map_or((0, 0), |row| (row.key_end(), row.text_end()));
        let path_end = self.path.checked_add(self.path_len);
        self.key == key
            && self.text == text
            && self.key_len > 0
            && self.key_end() <= header.keys
            && self.text_end() <= header.texts
            && self.plain_len <= MAX_TEXT
            && path_end.is_some_and(|end| end <= header.paths)
    }

    /// Where its key ends.
    pub fn key_end(&self) -> u64 {
        self.key.saturating_add(self.key_len.into())
    }

    /// Where its text ends.
    pub fn text_end(&self) -> u64 {
        self.text.saturating_add(self.text_len.into())
    }
}

/// Some posts, one after the other, with a sieve.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Group {
    /// Where its sieve starts, counted from the first.
    pub start: u64,
    /// Its posts.
    pub posts: u32,
    /// Rows of its sieve.
    pub rows: u32,
    /// Checksum of its sieve.
    pub sum: u32,
}

impl Group {
    /// As bytes.
    pub fn write(&self, out: &mut Vec<u8>) {
        out.extend(self.start.to_le_bytes());
        for number in [self.posts, self.rows, self.sum, 0] {
            out.extend(number.to_le_bytes());
        }
    }

    /// Reads the group at the beginning of these bytes, of which there must be [`GROUP`].
    pub fn read(bytes: &[u8]) -> Self {
        Self {
            start: u64_at(bytes, 0),
            posts: u32_at(bytes, 8),
            rows: u32_at(bytes, 12),
            sum: u32_at(bytes, 16),
        }
    }

    /// Bytes of its sieve.
    pub fn bytes(&self) -> u64 {
        u64::from(self.rows).saturating_mul(stride(self.posts) as u64)
    }

    /// Where its sieve ends.
    pub fn end(&self) -> u64 {
        self.start.saturating_add(self.bytes())
    }
}

/// Whether groups follow one another and are all of the posts and of the sieves.
pub fn fit(groups: &[Group], header: &Header) -> bool {
    let before = std::iter::once(0).chain(groups.iter().map(Group::end));
    let posts = groups.iter().fold(0u32, |sum, group| sum.saturating_add(group.posts));
    groups.iter().zip(before).all(|(group, end)| group.start == end && group.rows > 0)
        // Only whole stripes can be followed by more.
        && groups.iter().rev().skip(1).all(|group| stride(group.posts) * 8 == group.posts as usize)
        && groups.last().map_or(0, Group::end) == header.sieves
        && posts == header.rows
}

fn u32_at(bytes: &[u8], at: usize) -> u32 {
    let mut number = [0; 4];
    number.copy_from_slice(&bytes[at..at + 4]);
    u32::from_le_bytes(number)
}

fn u64_at(bytes: &[u8], at: usize) -> u64 {
    let mut number = [0; 8];
    number.copy_from_slice(&bytes[at..at + 8]);
    u64::from_le_bytes(number)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read_and_no_bit_of_the_header_may_change() {
        let header = Header {
            owner: 1 << 60,
            site: 2,
            keys: 300,
            texts: 40,
            sieves: 768,
            rows: 65,
            groups: 1,
            paths: 60,
            table: 7 << 24,
        };
        let bytes = header.bytes();
        assert_eq!(Header::read(&bytes), Some(header));
        assert_eq!(header.file(), Some(72 + 300 + 40 + 768 + 65 * 64 + 24 + 60));
        for bit in 0..HEADER * 8 {
            let mut damaged = bytes;
            damaged[bit / 8] ^= 1 << (bit % 8);
            assert_eq!(Header::read(&damaged), None, "bit {bit}");
        }
        let row = Row {
            stamp: Stamp { modified: -5, size: 6 },
            key: 1 << 40,
            key_len: 3,
            text: 1 << 41,
            text_len: 4,
            plain_len: 5,
            path: 6,
            path_len: 7,
            sum: 8,
            templated: true,
        };
        let mut out = Vec::new();
        row.write(&mut out);
        assert_eq!((out.len(), Row::read(&out)), (ROW, row));
        assert!(!row.follows(None, &header));
    }

    #[test]
    fn groups_are_all_of_the_posts_and_of_the_sieves() {
        let header = Header {
            owner: 0,
            site: 0,
            keys: 0,
            texts: 0,
            sieves: 3 * 8 + 2 * 16,
            rows: 130,
            groups: 2,
            paths: 0,
            table: 0,
        };
        let groups =
            [Group { start: 0, posts: 64, rows: 3, sum: 1 }, Group { start: 24, posts: 66, rows: 2, sum: 9 }];
        let mut out = Vec::new();
        groups.iter().for_each(|group| group.write(&mut out));
        let read: Vec<Group> = out.chunks_exact(GROUP).map(Group::read).collect();
        assert_eq!(read, groups);
        assert!(fit(&groups, &header));
        for wrong in [
            [Group { posts: 63, ..groups[0] }, Group { posts: 67, ..groups[1] }],
            [groups[0], Group { start: 23, ..groups[1] }],
            [groups[0], Group { posts: 65, ..groups[1] }],
            [groups[0], Group { rows: u32::MAX, ..groups[1] }],
        ] {
            assert!(!fit(&wrong, &header), "{wrong:?}");
        }
        assert!(!fit(&groups[..1], &header) && !fit(&[], &header));
    }
}
