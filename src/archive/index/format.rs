//! The bytes of an index: a header with a table of blocks, then the blocks. A block is UTF-8 text
//! or a column of numbers, which take as many bytes each as the greatest of them needs, counted
//! from the least. Everything is little-endian and has a checksum; what does not hold together
//! is refused as a whole: an index can always be made again.

use std::fs::File;
use std::ops::Range;
use std::os::unix::fs::FileExt;

/// What an index begins with.
const MAGIC: [u8; 8] = *b"kanbaoLS";
/// Changes with everything that changes what stands in an index.
const VERSION: u32 = 1;
/// Bytes before the table of blocks.
const FIXED: usize = 32;
/// Bytes of a block in the table.
const ENTRY: usize = 24;
/// Most blocks; there are about 30.
const MOST_BLOCKS: usize = 128;
/// Bytes in which the header ends.
pub const MOST_HEADER: usize = FIXED + MOST_BLOCKS * ENTRY;
/// Bytes that are read at once: they stay in the cache of their core until they are checked.
const PIECE: usize = 128 << 10;

/// A block that is to be written.
#[derive(Debug)]
pub struct Block {
    /// As it stands in the file.
    pub bytes: Vec<u8>,
    entry: Entry,
}

/// A block in the table.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Entry {
    /// Bytes of a number; 0 for text, and where all numbers are the least one.
    width: u32,
    /// Numbers, or bytes of text.
    count: u32,
    least: u32,
    sum: u32,
    /// Where it starts in the file.
    start: u64,
}

/// The beginning of an index.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Header {
    /// What it was made from and by: see [`super::Store`].
    pub owner: u64,
    /// Blocks of text, the first ones.
    pub texts: usize,
    /// Columns of the list, which follow.
    pub numbers: usize,
    entries: Vec<Entry>,
}

impl Block {
    /// Text.
    pub fn text(text: &str) -> Self {
        Self::new(text.as_bytes().to_vec(), 0, text.len(), 0)
    }

    /// A column of numbers.
    pub fn numbers(numbers: &[u32]) -> Self {
        let least = numbers.iter().copied().min().unwrap_or_default();
        let most = numbers.iter().copied().max().unwrap_or_default() - least;
        let width = 4 - most.leading_zeros() as usize / 8;
        let mut bytes = Vec::with_capacity(width * numbers.len());
        numbers.iter().for_each(|number| bytes.extend(&(number - least).to_le_bytes()[..width]));
        Self::new(bytes, width, numbers.len(), least)
    }

    fn new(bytes: Vec<u8>, width: usize, count: usize, least: u32) -> Self {
        let [width, count] = [width, count].map(|number| u32::try_from(number).unwrap_or(u32::MAX));
        let entry = Entry { width, count, least, sum: crc32fast::hash(&bytes), start: 0 };
        Self { bytes, entry }
    }
}

impl Header {
    /// The header of an index with these blocks: texts, columns of the list, what else is kept.
    pub fn of(owner: u64, texts: usize, numbers: usize, blocks: &[Block]) -> Self {
        let mut start = (FIXED + blocks.len() * ENTRY + 4) as u64;
        let place = |block: &Block| {
            let entry = Entry { start, ..block.entry };
            start += block.bytes.len() as u64;
            entry
        };
        Self { owner, texts, numbers, entries: blocks.iter().map(place).collect() }
    }

    /// As bytes, with their own checksum.
    pub fn bytes(&self) -> Vec<u8> {
        let mut bytes = MAGIC.to_vec();
        let narrow = |number: usize| u32::try_from(number).unwrap_or(u32::MAX).to_le_bytes();
        bytes.extend(VERSION.to_le_bytes());
        bytes.extend(narrow(self.entries.len()));
        bytes.extend(self.owner.to_le_bytes());
        bytes.extend(narrow(self.texts));
        bytes.extend(narrow(self.numbers));
        for entry in &self.entries {
            for number in [entry.width, entry.count, entry.least, entry.sum] {
                bytes.extend(number.to_le_bytes());
            }
            bytes.extend(entry.start.to_le_bytes());
        }
        bytes.extend(crc32fast::hash(&bytes).to_le_bytes());
        bytes
    }

    /// Reads the header of a file of this length; None where it is none, of another version, or
    /// of a file of another length.
    pub fn read(bytes: &[u8], file: u64) -> Option<Self> {
        let blocks = u32_at(bytes, 12)? as usize;
        if bytes.get(..8)? != MAGIC || u32_at(bytes, 8)? != VERSION || blocks > MOST_BLOCKS {
            return None;
        }
        let end = FIXED + blocks * ENTRY;
        if crc32fast::hash(bytes.get(..end)?) != u32_at(bytes, end)? {
            return None;
        }
        let entries: Vec<Entry> =
            bytes[FIXED..end].chunks_exact(ENTRY).map(Entry::read).collect::<Option<_>>()?;
        let (texts, numbers) = (u32_at(bytes, 24)? as usize, u32_at(bytes, 28)? as usize);
        let mut start = end as u64 + 4;
        for (at, entry) in entries.iter().enumerate() {
            let text = at < texts || at + 1 == blocks;
            // No post is without a byte, so a file this short has no columns longer than itself.
            let long = u64::from(entry.count) > file;
            if entry.start != start || entry.width > 4 || text && entry.width != 0 || long {
                return None;
            }
            start += entry.bytes(text);
        }
        let whole = start == file && texts.checked_add(numbers)?.checked_add(5)? == blocks;
        whole.then_some(Self { owner: u64_at(bytes, 16)?, texts, numbers, entries })
    }

    /// Whether a block of text is read in one piece.
    pub fn is_short(&self, at: usize) -> bool {
        self.entries.get(at).is_none_or(|entry| entry.count as usize <= PIECE)
    }

    /// A block of text, read and checked; None where it is not what was written.
    pub fn text(&self, file: &File, at: usize) -> Option<String> {
        let entry = self.entries.get(at)?;
        let mut text = String::with_capacity(entry.count as usize);
        // Of a character that the pieces cut in two, the first bytes wait for the others.
        let mut cut: Vec<u8> = Vec::with_capacity(PIECE + 4);
        let mut piece = vec![0; PIECE];
        entry.pieces(file, entry.bytes(true), &mut piece, |piece| {
            let mut rest = piece;
            while !cut.is_empty() && !rest.is_empty() {
                cut.push(rest[0]);
                rest = &rest[1..];
                if let Ok(whole) = simdutf8::basic::from_utf8(&cut) {
                    text.push_str(whole);
                    cut.clear();
                } else if cut.len() > 3 {
                    return None;
                }
            }
            let end = rest.len() - unfinished(rest);
            text.push_str(simdutf8::basic::from_utf8(&rest[..end]).ok()?);
            cut.extend(&rest[end..]);
            Some(())
        })?;
        cut.is_empty().then_some(text)
    }

    /// Where a block of text is in the file; None where that is no text, or not what was written.
    pub fn place(&self, file: &[u8], at: usize) -> Option<Range<usize>> {
        let entry = self.entries.get(at)?;
        let start = usize::try_from(entry.start).ok()?;
        let place = start..start.checked_add(entry.count as usize)?;
        let text = file.get(place.clone())?;
        let sound = crc32fast::hash(text) == entry.sum && simdutf8::basic::from_utf8(text).is_ok();
        sound.then_some(place)
    }

    /// A column of numbers, read and checked; None where it is not what was written.
    pub fn column(&self, file: &File, at: usize) -> Option<Vec<u32>> {
        let entry = self.entries.get(at)?;
        let count = entry.count as usize;
        if entry.width == 0 {
            return Some(vec![entry.least; count]);
        }
        let mut numbers = Vec::with_capacity(count);
        let width = entry.width as usize;
        let mut piece = vec![0; PIECE / width * width];
        entry.pieces(file, entry.bytes(false), &mut piece, |piece| {
            widen(piece, width, entry.least, &mut numbers);
            Some(())
        })?;
        Some(numbers)
    }
}

/// Numbers of so many bytes as numbers.
fn widen(piece: &[u8], width: usize, least: u32, numbers: &mut Vec<u32>) {
    let number = |bytes: [u8; 4]| u32::from_le_bytes(bytes).wrapping_add(least);
    match width {
        1 => numbers.extend(piece.iter().map(|byte| number([*byte, 0, 0, 0]))),
        2 => numbers.extend(piece.chunks_exact(2).map(|it| number([it[0], it[1], 0, 0]))),
        3 => numbers.extend(piece.chunks_exact(3).map(|it| number([it[0], it[1], it[2], 0]))),
        _ => numbers.extend(piece.chunks_exact(4).map(|it| number([it[0], it[1], it[2], it[3]]))),
    }
}

/// Bytes of a character that is begun at the end and has not ended.
fn unfinished(bytes: &[u8]) -> usize {
    let back = bytes.iter().rev().take(3).position(|byte| *byte >= 0xc0).map(|at| at + 1);
    let needed = |first: u8| 2 + usize::from(first >= 0xe0) + usize::from(first >= 0xf0);
    back.filter(|back| needed(bytes[bytes.len() - back]) > *back).unwrap_or_default()
}

impl Entry {
    fn read(bytes: &[u8]) -> Option<Self> {
        let number = |at: usize| u32_at(bytes, at * 4);
        Some(Self {
            width: number(0)?,
            count: number(1)?,
            least: number(2)?,
            sum: number(3)?,
            start: u64_at(bytes, 16)?,
        })
    }

    fn bytes(&self, text: bool) -> u64 {
        u64::from(self.count) * if text { 1 } else { u64::from(self.width) }
    }

    /// Hands the block over piece by piece; None where it cannot be read, a piece is refused or
    /// the whole is not what was written.
    fn pieces(
        &self,
        file: &File,
        bytes: u64,
        buffer: &mut [u8],
        mut take: impl FnMut(&[u8]) -> Option<()>,
    ) -> Option<()> {
        let mut hasher = crc32fast::Hasher::new();
        let (mut at, end) = (self.start, self.start + bytes);
        while at < end {
            let length = usize::try_from(end - at).unwrap_or(usize::MAX).min(buffer.len());
            let piece = &mut buffer[..length];
            file.read_exact_at(piece, at).ok()?;
            hasher.update(piece);
            take(piece)?;
            at += length as u64;
        }
        (hasher.finalize() == self.sum).then_some(())
    }
}

fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_le_bytes(bytes.get(at..at + 4)?.try_into().ok()?))
}

fn u64_at(bytes: &[u8], at: usize) -> Option<u64> {
    Some(u64::from_le_bytes(bytes.get(at..at + 8)?.try_into().ok()?))
}
