//! The table as columns of numbers and blocks of text, as an index keeps it on disk, and back.
//! A table that comes from such columns is made by copying, not post by post. Files, checksums
//! and who may trust them are `archive`'s business: here any columns are met without a panic,
//! and those that do not hold together are refused.

use super::super::columns::{FacetColumn, NameColumn};
use super::super::dictionary::{Dictionary, FacetId};
use super::super::titles::TitleKeys;
use super::{Library, Piece, PostId, RootId, Row};
use crate::library::Month;
use crate::post::Visibility;

/// Blocks of text: keys of titles with a line feed behind each; titles, paths and sources; names.
const TEXTS: usize = 3;
/// Columns of numbers, in the order of [`Library::columns`].
const NUMBERS: usize = 18;
/// Seconds of a day.
const DAY: i64 = 86_400;
/// Every way to be visible, by its number in a file.
const VISIBILITIES: [Visibility; 5] =
    [Visibility::Listed, Visibility::Draft, Visibility::Unpublished, Visibility::Future, Visibility::Expired];

/// A table as plain data. Posts stand in an order of their own.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Columns {
    /// Blocks of text.
    pub texts: Vec<String>,
    /// Columns of numbers; most have a number for each post.
    pub numbers: Vec<Vec<u32>>,
}

impl Library {
    /// Some posts as columns, in this order.
    pub fn columns(&self, posts: &[PostId]) -> Columns {
        let mut writer = Writer::new(self, posts.len());
        posts.iter().for_each(|&post| writer.post(post));
        writer.end()
    }

    /// A table of posts that all come from one archive; none where the columns do not hold
    /// together.
    pub fn from_columns(columns: Columns, root: RootId) -> Option<Self> {
        let texts: [String; TEXTS] = columns.texts.try_into().ok()?;
        let numbers: [Vec<u32>; NUMBERS] = columns.numbers.try_into().ok()?;
        read(texts, numbers, root)
    }
}

/// Numbers of a dictionary given anew, in the order in which they are needed.
struct Renumbered<'a> {
    names: &'a Dictionary,
    new: Vec<Option<u32>>,
    used: Vec<FacetId>,
}

impl<'a> Renumbered<'a> {
    fn new(names: &'a Dictionary) -> Self {
        Self { names, new: vec![None; names.len()], used: Vec::new() }
    }

    fn number(&mut self, id: FacetId) -> u32 {
        let next = u32::try_from(self.used.len()).unwrap_or(u32::MAX);
        let Some(number) = self.new.get_mut(id.index()) else { return u32::MAX };
        if number.is_none() {
            self.used.push(id);
        }
        *number.get_or_insert(next)
    }
}

struct Writer<'a> {
    library: &'a Library,
    numbers: [Vec<u32>; NUMBERS],
    keys: String,
    /// Titles, paths, sources.
    blocks: [String; 3],
    dictionaries: [Renumbered<'a>; 6],
}

impl<'a> Writer<'a> {
    fn new(library: &'a Library, posts: usize) -> Self {
        let named = [&library.authors, &library.hosts, &library.langs, &library.stems];
        let [authors, hosts, langs, stems] = named.map(|column| Renumbered::new(&column.names));
        let [categories, tags] =
            [&library.categories, &library.tags].map(|column| Renumbered::new(&column.names));
        Self {
            library,
            numbers: std::array::from_fn(|_| Vec::with_capacity(posts)),
            keys: String::new(),
            blocks: Default::default(),
            dictionaries: [categories, tags, authors, hosts, langs, stems],
        }
    }

    fn post(&mut self, post: PostId) {
        let library = self.library;
        let Some(row) = library.rows.get(post.index()) else { return };
        let key = library.titles.get(post);
        self.keys.push_str(key);
        self.keys.push('\n');
        let texts = [row.title, row.path, row.source].map(|piece| library.piece(piece));
        let [title, path, source] = texts.map(|text| length(text.len()));
        self.blocks.iter_mut().zip(texts).for_each(|(block, text)| block.push_str(text));
        let facets = [library.categories.of(post), library.tags.of(post)];
        for (at, facets) in facets.iter().enumerate() {
            self.numbers[9 + at].push(length(facets.len()));
            let renumbered = facets.iter().map(|id| self.dictionaries[at].number(*id));
            self.numbers[11 + at].extend(renumbered);
        }
        let named = [&library.authors, &library.hosts, &library.langs, &library.stems];
        let mut number = |at: usize| {
            let id = named[at].numbers.get(post.index()).copied().unwrap_or(FacetId(0));
            self.dictionaries[2 + at].number(id)
        };
        let [author, host, lang, stem] = [number(0), number(1), number(2), number(3)];
        let (low, high) = halves(row.seconds);
        let single = [low, high, zigzag(row.offset), flags(row, library.broken.contains(post))];
        let single = single.into_iter().chain([length(key.len()), title, path, source, stem]);
        single.enumerate().for_each(|(at, number)| self.numbers[at].push(number));
        [author, host, lang].into_iter().enumerate().for_each(|(at, id)| self.numbers[13 + at].push(id));
    }

    fn end(mut self) -> Columns {
        let mut names = String::new();
        for dictionary in &self.dictionaries {
            for &id in &dictionary.used {
                let name = dictionary.names.name(id);
                names.push_str(name);
                self.numbers[16].push(length(name.len()));
            }
            self.numbers[17].push(length(dictionary.used.len()));
        }
        let texts = vec![self.keys, self.blocks.concat(), names];
        Columns { texts, numbers: self.numbers.into() }
    }
}

fn length(bytes: usize) -> u32 {
    u32::try_from(bytes).unwrap_or(u32::MAX)
}

fn halves(number: i64) -> (u32, u32) {
    let bytes = number.to_le_bytes();
    let half = |at: usize| u32::from_le_bytes([bytes[at], bytes[at + 1], bytes[at + 2], bytes[at + 3]]);
    (half(0), half(4))
}

/// Small numbers, whatever their sign, as small ones without.
fn zigzag(number: i32) -> u32 {
    ((number << 1) ^ (number >> 31)).cast_unsigned()
}

fn unzigzag(number: u32) -> i32 {
    (number >> 1).cast_signed() ^ -(number & 1).cast_signed()
}

fn flags(row: &Row, broken: bool) -> u32 {
    let visibility = VISIBILITIES.iter().position(|it| *it == row.visibility).unwrap_or_default();
    u32::from(row.dated) | u32::from(broken) << 1 | length(visibility) << 2
}

/// Where each piece of a block ends, from their lengths; none where they are not the whole block.
fn ends(lengths: &[u32], extra: u32, whole: usize) -> Option<Vec<u32>> {
    let mut end = 0u32;
    let ends: Option<Vec<u32>> = lengths
        .iter()
        .map(|length| {
            end = end.checked_add(*length)?.checked_add(extra)?;
            Some(end)
        })
        .collect();
    ends.filter(|_| end as usize == whole)
}

fn read(texts: [String; TEXTS], numbers: [Vec<u32>; NUMBERS], root: RootId) -> Option<Library> {
    let [keys, text, names] = texts;
    let posts = numbers[0].len();
    let single = (0..=10).chain(13..=15);
    if single.into_iter().any(|at| numbers[at].len() != posts) || u32::try_from(posts).is_err() {
        return None;
    }
    let dictionaries = dictionaries(&names, &numbers[16], &numbers[17])?;
    let [categories, tags, authors, hosts, langs, stems] = dictionaries;
    let mut key_ends = ends(&numbers[4], 1, keys.len())?;
    // Where the key ends, not its line feed.
    key_ends.iter_mut().for_each(|end| *end -= 1);
    let titles = TitleKeys::from_parts(keys, key_ends)?;
    let rows = rows(&numbers, text.len(), root)?;
    let broken = (0..).map(PostId).zip(&numbers[3]).filter(|(_, flags)| *flags & 2 != 0);
    let broken = broken.map(|(post, _)| post).collect();
    let (months, newest_first) = (months(&rows), newest_first(&rows));
    let [.., stem, cats, tagged, cat_pool, tag_pool, author, host, lang, _, _] = numbers;
    Some(Library {
        text,
        titles,
        categories: FacetColumn::from_parts(categories, cat_pool, &cats)?,
        tags: FacetColumn::from_parts(tags, tag_pool, &tagged)?,
        authors: NameColumn::from_parts(authors, author)?,
        hosts: NameColumn::from_parts(hosts, host)?,
        langs: NameColumn::from_parts(langs, lang)?,
        stems: NameColumn::from_parts(stems, stem)?,
        months,
        newest_first: if newest_first { posts } else { 0 },
        broken,
        rows,
        version: 1,
        ..Library::default()
    })
}

/// The names of every dictionary: their lengths, and how many each has.
fn dictionaries(names: &str, lengths: &[u32], counts: &[u32]) -> Option<[Dictionary; 6]> {
    let ends = ends(lengths, 0, names.len())?;
    let mut start = 0;
    let mut ends = ends.into_iter();
    let mut dictionary = |count: u32| {
        let mut dictionary = Dictionary::default();
        for at in 0..count {
            let end = ends.next()? as usize;
            if dictionary.intern(names.get(start..end)?) != FacetId(at) {
                return None;
            }
            start = end;
        }
        Some(dictionary)
    };
    let all: Option<Vec<Dictionary>> = counts.iter().map(|count| dictionary(*count)).collect();
    all.filter(|_| ends.next().is_none())?.try_into().ok()
}

/// The rows; the titles, paths and sources of all stand one behind the other in the text.
fn rows(numbers: &[Vec<u32>; NUMBERS], text: usize, root: RootId) -> Option<Vec<Row>> {
    let sum = |at: usize| numbers[at].iter().try_fold(0u32, |sum, length| sum.checked_add(*length));
    let (titles, paths) = (sum(5)?, sum(6)?);
    let mut starts = [0, titles, titles.checked_add(paths)?];
    if starts[2].checked_add(sum(7)?)? as usize != text {
        return None;
    }
    let [low, high, offset, flags, _, title, path, source, ..] = numbers;
    let mut rows = Vec::with_capacity(low.len());
    let dates = low.iter().zip(high).zip(offset.iter().zip(flags));
    for (((low, high), (offset, flags)), ((title, path), source)) in
        dates.zip(title.iter().zip(path).zip(source))
    {
        let [title, path, source] = [(0, title), (1, path), (2, source)].map(|(at, &len)| {
            let start = starts[at];
            starts[at] += len;
            Piece { start, len }
        });
        rows.push(Row {
            seconds: (u64::from(*high) << 32 | u64::from(*low)).cast_signed(),
            offset: unzigzag(*offset),
            dated: flags & 1 != 0,
            visibility: VISIBILITIES.get((flags >> 2) as usize).copied()?,
            root,
            path,
            title,
            source,
        });
    }
    Some(rows)
}

/// The month of each row. Neighbours are mostly of one day, which is looked at once.
fn months(rows: &[Row]) -> Vec<Option<Month>> {
    let mut last = (i64::MIN, Month::at(0));
    let month = |row: &Row| {
        let clock = row.seconds.saturating_add(row.offset.into());
        let day = clock.div_euclid(DAY);
        if day != last.0 {
            last = (day, Month::at(clock));
        }
        row.dated.then_some(last.1)
    };
    rows.iter().map(month).collect()
}

/// Whether dates never grow, those without one last.
fn newest_first(rows: &[Row]) -> bool {
    let key = |row: &Row| (!row.dated, std::cmp::Reverse(row.seconds));
    rows.is_sorted_by_key(key)
}

#[cfg(test)]
mod tests;
