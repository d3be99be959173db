//! The table as columns of numbers and blocks of text, as an index keeps it on disk, and back.
//! What a screen shows comes first, so that a list can be seen before the rest of it is read.
//! A table that comes from such columns is made by copying, not post by post. Files and
//! checksums are `archive`'s business: here any columns are met without a panic, and those that
//! do not hold together are refused.

use std::collections::BTreeMap;

use super::super::columns::{FacetColumn, NameColumn};
use super::super::dictionary::{Dictionary, FacetId};
use super::super::titles::TitleKeys;
use super::{Library, Piece, PostId, RootId, Row};
use crate::library::Month;
use crate::post::Visibility;

/// Blocks of text: titles; names; keys of titles, where they differ; paths and sources.
const TEXTS: usize = 4;
/// Columns of numbers: halves of seconds, offset, flags, length of the title, categories, tags,
/// the pools of both, lengths of names, names of each dictionary; length of the key and one, or
/// zero where the title is its own; lengths of path and source; numbers of the source's
/// beginning, author, host, language.
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

/// Columns of which [`rows`] and [`first`] know everything.
const FIRST: usize = 11;

/// The top of a list, with what is counted in all of it: a screen shows no more.
#[derive(Debug)]
pub struct Front {
    /// The first posts. Categories and tags have the numbers that they have in the whole table.
    pub library: Library,
    /// How many posts there are.
    pub posts: usize,
    /// Posts of each category, and of each tag, by number.
    pub counts: [Vec<u32>; 2],
    /// Posts of each month.
    pub months: Vec<(Month, u32)>,
}

impl Columns {
    /// Blocks of text of [`Columns::front`].
    pub const FRONT_TEXTS: usize = TEXTS;
    /// Columns of numbers of [`Columns::front`].
    pub const FRONT_NUMBERS: usize = NUMBERS + 5;

    /// What [`Front::read`] reads: the first so many posts of these, and counts of all.
    pub fn front(&self, most: usize) -> Self {
        let ([titles, names, keys, rest], Some(numbers)) = (&self.texts[..], self.numbers.get(..NUMBERS))
        else {
            return Self::default();
        };
        let posts = numbers[0].len().min(most);
        let sum = |at: usize, posts: usize| -> usize {
            numbers[at].iter().take(posts).map(|number| *number as usize).sum()
        };
        let lengths = |at: usize| match at {
            7 => sum(5, posts),
            8 => sum(6, posts),
            9 | 10 => numbers[at].len(),
            _ => posts,
        };
        let cut = |at: usize| numbers[at].iter().copied().take(lengths(at)).collect();
        let mut front: Vec<Vec<u32>> = (0..NUMBERS).map(cut).collect();
        let own = numbers[11].iter().take(posts).filter(|key| **key > 0).count();
        let sources = sum(12, usize::MAX);
        let piece = |text: &str, start: usize, len: usize| text.get(start..start + len).map(str::to_owned);
        let texts = [
            piece(titles, 0, sum(4, posts)),
            Some(names.clone()),
            piece(keys, 0, sum(11, posts) - own),
            piece(rest, 0, sum(12, posts))
                .zip(piece(rest, sources, sum(13, posts)))
                .map(|(one, two)| one + &two),
        ];
        for (at, pool) in [7, 8].into_iter().enumerate() {
            let mut counts = vec![0; numbers[10].get(at).copied().unwrap_or_default() as usize];
            numbers[pool].iter().for_each(|id| counts[*id as usize] += 1);
            front.push(counts);
        }
        let mut months = BTreeMap::new();
        let rows = rows(numbers, RootId(0)).unwrap_or_default();
        self::months(&rows).into_iter().flatten().for_each(|month| *months.entry(month).or_default() += 1);
        front.push(months.keys().map(|month: &Month| zigzag(month.number())).collect());
        front.push(months.into_values().collect());
        front.push(vec![length(numbers[0].len())]);
        Self { texts: texts.map(Option::unwrap_or_default).into(), numbers: front }
    }
}

impl Front {
    /// The top of a list from its columns; none where they do not hold together.
    pub fn read(columns: Columns, root: RootId) -> Option<Self> {
        let mut numbers = columns.numbers.into_iter();
        let first: Vec<_> = numbers.by_ref().take(NUMBERS).collect();
        let [categories, tags, months, counted, posts] = numbers.collect::<Vec<_>>().try_into().ok()?;
        let library = Library::from_columns(Columns { texts: columns.texts, numbers: first }, root)?;
        let &[posts] = &posts[..] else { return None };
        let sound = categories.len() == library.categories.names.len()
            && tags.len() == library.tags.names.len()
            && months.len() == counted.len()
            && posts as usize >= library.len();
        let month = |number: u32| {
            let number = unzigzag(number);
            Month::new(number.div_euclid(12), u8::try_from(number.rem_euclid(12) + 1).unwrap_or(1))
        };
        let months = months.into_iter().map(month).zip(counted).collect();
        sound.then_some(Self { library, posts: posts as usize, counts: [categories, tags], months })
    }
}

impl Library {
    /// Some posts as columns, in this order.
    pub fn columns(&self, posts: &[PostId]) -> Columns {
        let texts = || {
            let mut texts = Texts::new(self, posts.len());
            posts.iter().for_each(|&post| texts.post(post));
            texts
        };
        let numbers = || {
            let mut numbers = Numbers::new(self, posts.len());
            posts.iter().for_each(|&post| numbers.post(post));
            numbers
        };
        let (texts, numbers) = rayon::join(texts, numbers);
        numbers.end(texts)
    }

    /// A table of posts that all come from one archive; none where the columns do not hold
    /// together.
    pub fn from_columns(columns: Columns, root: RootId) -> Option<Self> {
        let texts: [String; TEXTS] = columns.texts.try_into().ok()?;
        let numbers: [Vec<u32>; NUMBERS] = columns.numbers.try_into().ok()?;
        read(texts.each_ref().map(String::as_str), None, numbers, root)
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

/// Writes the texts of posts, and their lengths.
struct Texts<'a> {
    library: &'a Library,
    titles: String,
    keys: String,
    paths: String,
    sources: String,
    /// Of the title; of the key and one, or zero; of path and source.
    lengths: [Vec<u32>; 4],
}

impl<'a> Texts<'a> {
    fn new(library: &'a Library, posts: usize) -> Self {
        let (titles, keys, paths, sources) = Default::default();
        let lengths = std::array::from_fn(|_| Vec::with_capacity(posts));
        Self { library, titles, keys, paths, sources, lengths }
    }

    fn post(&mut self, post: PostId) {
        let library = self.library;
        let Some(row) = library.rows.get(post.index()) else { return };
        let (title, key) = (library.title(post), library.titles.get(post));
        let own = title == key;
        let [path, source] = [row.path, row.source].map(|piece| library.piece(piece));
        self.titles.push_str(title);
        self.keys.push_str(if own { "" } else { key });
        self.paths.push_str(path);
        self.sources.push_str(source);
        let key = if own { 0 } else { length(key.len()).saturating_add(1) };
        let lengths = [length(title.len()), key, length(path.len()), length(source.len())];
        self.lengths.iter_mut().zip(lengths).for_each(|(column, length)| column.push(length));
    }
}

/// Writes the numbers of posts: those of names are given anew.
struct Numbers<'a> {
    library: &'a Library,
    /// As [`NUMBERS`] says; lengths of texts are not here.
    columns: [Vec<u32>; NUMBERS],
    /// Of categories, tags, authors, hosts, languages, beginnings of sources.
    dictionaries: [Renumbered<'a>; 6],
}

impl<'a> Numbers<'a> {
    fn new(library: &'a Library, posts: usize) -> Self {
        let named = [&library.authors, &library.hosts, &library.langs, &library.stems];
        let [authors, hosts, langs, stems] = named.map(|column| Renumbered::new(&column.names));
        let [categories, tags] =
            [&library.categories, &library.tags].map(|column| Renumbered::new(&column.names));
        Self {
            library,
            columns: std::array::from_fn(|_| Vec::with_capacity(posts)),
            dictionaries: [categories, tags, authors, hosts, langs, stems],
        }
    }

    fn post(&mut self, post: PostId) {
        let library = self.library;
        let Some(row) = library.rows.get(post.index()) else { return };
        for (at, facets) in [library.categories.of(post), library.tags.of(post)].into_iter().enumerate() {
            self.columns[5 + at].push(length(facets.len()));
            let renumbered = facets.iter().map(|id| self.dictionaries[at].number(*id));
            self.columns[7 + at].extend(renumbered);
        }
        let named = [&library.authors, &library.hosts, &library.langs, &library.stems];
        let mut number = |at: usize| {
            let id = named[at].numbers.get(post).unwrap_or(FacetId(0));
            self.dictionaries[2 + at].number(id)
        };
        let [author, host, lang, stem] = [number(0), number(1), number(2), number(3)];
        let (low, high) = halves(row.seconds);
        let flags = flags(row, library.broken.contains(post));
        let first = [low, high, zigzag(row.offset), flags];
        first.into_iter().enumerate().for_each(|(at, number)| self.columns[at].push(number));
        let last = [stem, author, host, lang];
        last.into_iter().enumerate().for_each(|(at, number)| self.columns[14 + at].push(number));
    }

    /// With the texts, columns.
    fn end(mut self, texts: Texts<'_>) -> Columns {
        let mut names = String::new();
        for dictionary in &self.dictionaries {
            for &id in &dictionary.used {
                let name = dictionary.names.name(id);
                names.push_str(name);
                self.columns[9].push(length(name.len()));
            }
            self.columns[10].push(length(dictionary.used.len()));
        }
        for (at, lengths) in [4, 11, 12, 13].into_iter().zip(texts.lengths) {
            self.columns[at] = lengths;
        }
        let texts = vec![texts.titles, names, texts.keys, texts.paths + &texts.sources];
        Columns { texts, numbers: self.columns.into() }
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
fn ends(lengths: &[u32], whole: usize) -> Option<Vec<u32>> {
    let mut end = 0u32;
    let mut ends = Vec::with_capacity(lengths.len());
    for length in lengths {
        end = end.checked_add(*length)?;
        ends.push(end);
    }
    (end as usize == whole).then_some(ends)
}

/// A table of columns. Where the titles and the rest of the texts stay where they are, `starts`
/// tells where that is; else they are copied.
pub(super) fn read(
    texts: [&str; TEXTS],
    starts: Option<(u32, u32)>,
    numbers: [Vec<u32>; NUMBERS],
    root: RootId,
) -> Option<Library> {
    let [titles, names, keys, rest] = texts;
    let (first_numbers, last_numbers) = numbers.split_at(FIRST);
    let mut rows = rows(first_numbers, root)?;
    if last_numbers.iter().any(|column| column.len() != rows.len()) {
        return None;
    }
    let (keys, mut text) = split((titles, starts.map(|starts| starts.0)), keys, &mut rows, &numbers)?;
    let start = starts.map_or(length(text.len()), |starts| starts.1);
    text.push_str(if starts.is_none() { rest } else { "" });
    places(&mut rows, &numbers, start, start as usize + rest.len())?;
    let [categories, tags, authors, hosts, langs, stems] = dictionaries(names, &numbers[9], &numbers[10])?;
    let mut numbers = numbers.into_iter();
    let first_numbers: Vec<_> = numbers.by_ref().take(FIRST).collect();
    let [_, _, _, stem, author, host, lang] = numbers.collect::<Vec<_>>().try_into().ok()?;
    let library = first(rows, first_numbers.try_into().ok()?, [categories, tags])?;
    Some(Library {
        text,
        titles: keys,
        authors: NameColumn::from_parts(authors, author)?,
        hosts: NameColumn::from_parts(hosts, host)?,
        langs: NameColumn::from_parts(langs, lang)?,
        stems: NameColumn::from_parts(stems, stem)?,
        ..library
    })
}

/// What the first columns say of posts, beside their titles.
fn first(rows: Vec<Row>, numbers: [Vec<u32>; FIRST], [categories, tags]: [Dictionary; 2]) -> Option<Library> {
    let broken = (0..).map(PostId).zip(&numbers[3]).filter(|(_, flags)| *flags & 2 != 0);
    let broken = broken.map(|(post, _)| post).collect();
    let [_, _, _, _, _, cats, tagged, cat_pool, tag_pool, _, _] = numbers;
    Some(Library {
        categories: FacetColumn::from_parts(categories, cat_pool, &cats)?,
        tags: FacetColumn::from_parts(tags, tag_pool, &tagged)?,
        months: months(&rows),
        newest_first: if newest_first(&rows) { rows.len() } else { 0 },
        broken,
        rows,
        version: 1,
        ..Library::default()
    })
}

/// The rows with dates, from the first columns; they have no texts yet.
fn rows(numbers: &[Vec<u32>], root: RootId) -> Option<Vec<Row>> {
    let [low, high, offset, flags, title, cats, tagged, ..] = numbers else { return None };
    let same = [high, offset, flags, title, cats, tagged].iter().all(|column| column.len() == low.len());
    if !same || u32::try_from(low.len()).is_err() {
        return None;
    }
    let mut rows = Vec::with_capacity(low.len());
    for ((low, high), (offset, flags)) in low.iter().zip(high).zip(offset.iter().zip(flags)) {
        rows.push(Row {
            seconds: (u64::from(*high) << 32 | u64::from(*low)).cast_signed(),
            offset: unzigzag(*offset),
            dated: flags & 1 != 0,
            visibility: VISIBILITIES.get((flags >> 2) as usize).copied()?,
            root,
            path: Piece::default(),
            title: Piece::default(),
            source: Piece::default(),
        });
    }
    Some(rows)
}

/// Keys of all titles, and the titles that are not their own keys, one behind the other, unless
/// titles stay where they start.
fn split(
    (titles, start): (&str, Option<u32>),
    keys: &str,
    rows: &mut [Row],
    numbers: &[Vec<u32>; NUMBERS],
) -> Option<(TitleKeys, String)> {
    let mut all = String::with_capacity(titles.len() + rows.len());
    let mut ends = Vec::with_capacity(rows.len());
    let mut text = String::new();
    let mut at = start.unwrap_or_default();
    let (mut titles, mut keys) = (titles, keys);
    for ((row, &len), &key) in rows.iter_mut().zip(&numbers[4]).zip(&numbers[11]) {
        let (title, others) = titles.split_at_checked(len as usize)?;
        titles = others;
        if key == 0 {
            all.push_str(title);
        } else {
            let (key, others) = keys.split_at_checked(key as usize - 1)?;
            keys = others;
            all.push_str(key);
            row.title = Piece { start: if start.is_some() { at } else { length(text.len()) }, len };
            text.push_str(if start.is_some() { "" } else { title });
        }
        at = at.saturating_add(len);
        ends.push(u32::try_from(all.len()).ok()?);
        all.push('\n');
    }
    let whole = titles.is_empty() && keys.is_empty() && u32::try_from(text.len()).is_ok();
    whole.then(|| TitleKeys::from_parts(all, ends)).flatten().map(|keys| (keys, text))
}

/// Puts paths and sources, which stand in the text from a place on, into the rows.
fn places(rows: &mut [Row], numbers: &[Vec<u32>; NUMBERS], start: u32, whole: usize) -> Option<()> {
    let (mut path, mut source) = (start, start);
    for len in &numbers[12] {
        source = source.checked_add(*len)?;
    }
    for (row, (&path_len, &source_len)) in rows.iter_mut().zip(numbers[12].iter().zip(&numbers[13])) {
        row.path = Piece { start: path, len: path_len };
        row.source = Piece { start: source, len: source_len };
        path += path_len;
        source = source.checked_add(source_len)?;
    }
    (source as usize == whole).then_some(())
}

/// The names of every dictionary: their lengths, and how many each has.
fn dictionaries(names: &str, lengths: &[u32], counts: &[u32]) -> Option<[Dictionary; 6]> {
    let ends = ends(lengths, names.len())?;
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
