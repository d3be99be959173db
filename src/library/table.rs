//! The table of posts. A post is a row of fixed size that points into one block of
//! strings and into pools of facet numbers, so that memory stays small and the same
//! shape can later be mapped from a file. Rows are read through a borrowed [`PostView`].

use std::sync::OnceLock;

use crate::post::{Post, PostDate, Visibility};
use crate::text::pinyin::Column;
use crate::text::{fold, url};

use base::Base;

use super::bits::Bits;
use super::columns::{FacetColumn, NameColumn, NameKind};
use super::dictionary::{Dictionary, Facet, FacetId, FacetKind};
use super::lang;
use super::month::Month;
use super::numbers::Numbers;
use super::titles::TitleKeys;

mod append;
pub mod base;
pub mod image;
mod patch;

/// Different beginnings of sources that are kept once each; of more, sources are kept whole.
const MOST_STEMS: usize = 4096;

/// The identity of a post in a session: dense, in order of arrival, never reused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct PostId(pub u32);

impl PostId {
    /// The number as an index into a table with one entry a post.
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// Which of the opened archives a post came from, in the order they were opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub struct RootId(pub u16);

/// A piece of one of the table's blocks.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Piece {
    start: u32,
    len: u32,
}

/// One post. Only numbers, so that it can be copied to and mapped from a file.
#[derive(Debug, Clone, Copy)]
struct Row {
    seconds: i64,
    offset: i32,
    dated: bool,
    visibility: Visibility,
    root: RootId,
    path: Piece,
    /// Empty where the title is its own key.
    title: Piece,
    /// Without its beginning, which stands in a column of its own.
    source: Piece,
}

/// All posts of the open archives.
#[derive(Debug, Default)]
pub struct Library {
    rows: Vec<Row>,
    /// What lies elsewhere; pieces beyond it are of the text.
    base: Option<Base>,
    text: String,
    titles: TitleKeys,
    /// Made when it is first asked for, unless someone made it before.
    sounds: OnceLock<Column>,
    categories: FacetColumn,
    tags: FacetColumn,
    authors: NameColumn,
    hosts: NameColumn,
    langs: NameColumn,
    /// What sources begin with.
    stems: NameColumn,
    months: Vec<Option<Month>>,
    broken: Bits,
    /// Posts that are not there any more. Their identities stay theirs.
    gone: Bits,
    /// So many posts, the first ones, are in the order of [`super::SortKey::Newest`].
    newest_first: usize,
    version: u64,
}

impl Library {
    /// A table of these posts.
    pub fn of(root: RootId, posts: &[Post]) -> Self {
        let mut library = Self::default();
        posts.iter().for_each(|post| _ = library.push(root, post));
        library
    }

    /// Adds a post and gives it its identity.
    pub fn push(&mut self, root: RootId, post: &Post) -> PostId {
        let id = PostId(u32::try_from(self.rows.len()).unwrap_or(u32::MAX));
        let key = fold::key(&post.title);
        self.titles.push(&key);
        if let Some(sounds) = self.sounds.get_mut() {
            sounds.push(&key);
        }
        self.categories.push(&post.categories);
        self.tags.push(&post.tags);
        self.authors.push(post.author.as_deref().unwrap_or_default());
        self.hosts.push(post.source.as_deref().and_then(url::host).unwrap_or_default());
        self.langs.push(&lang::of(post.lang.as_deref(), &post.title, &key));
        let clock = post.date.map(|date| date.seconds.saturating_add(date.offset.into()));
        self.months.push(clock.map(Month::at));
        let own_key = self.titles.get(id) == post.title;
        let (stem, rest) = self.split(post.source.as_deref().unwrap_or_default());
        self.stems.push(stem);
        let row = Row {
            seconds: post.date.map_or(0, |date| date.seconds),
            offset: post.date.map_or(0, |date| date.offset),
            dated: post.date.is_some(),
            visibility: post.visibility,
            root,
            path: self.store(&post.path),
            title: if own_key { Piece::default() } else { self.store(&post.title) },
            source: self.store(rest),
        };
        self.rows.push(row);
        self.version += 1;
        id
    }

    /// Records that there is a problem with the file of a post.
    pub fn mark_broken(&mut self, post: PostId) {
        self.broken.insert(post);
        self.version += 1;
    }

    /// The posts whose files have a problem.
    pub fn broken(&self) -> &Bits {
        &self.broken
    }

    /// Another number after every change.
    pub fn version(&self) -> u64 {
        self.version
    }

    /// How many identities were given: one more than the highest. Of posts that are there,
    /// [`Library::present`] tells.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether there is no post.
    pub fn is_empty(&self) -> bool {
        self.present() == 0
    }

    /// Every post that is there, in order of arrival.
    pub fn ids(&self) -> impl Iterator<Item = PostId> + use<'_> {
        self.ids_from(0).filter(|id| !self.gone.contains(*id))
    }

    /// A post. An identity that this library never gave yields an empty post.
    pub fn get(&self, id: PostId) -> PostView<'_> {
        const NOTHING: Row = Row {
            seconds: 0,
            offset: 0,
            dated: false,
            visibility: Visibility::Listed,
            root: RootId(0),
            path: Piece { start: 0, len: 0 },
            title: Piece { start: 0, len: 0 },
            source: Piece { start: 0, len: 0 },
        };
        PostView::new(self, id, self.rows.get(id.index()).unwrap_or(const { &NOTHING }))
    }

    /// Archive and path of a post: what a pass over all posts needs, and no more.
    pub fn place(&self, id: PostId) -> (RootId, &str) {
        self.rows.get(id.index()).map_or((RootId(0), ""), |row| (row.root, self.piece(row.path)))
    }

    /// The path of a post, without a view of it.
    pub fn path(&self, id: PostId) -> &str {
        self.place(id).1
    }

    /// The title of a post, without a view of it.
    pub fn title(&self, id: PostId) -> &str {
        let title = self.rows.get(id.index()).map_or("", |row| self.piece(row.title));
        if title.is_empty() { self.titles.get(id) } else { title }
    }

    /// The name of a category or tag; empty for a number that was never given.
    pub fn facet_name(&self, facet: Facet) -> &str {
        self.dictionary(facet.kind).name(facet.id)
    }

    /// The number of a category or tag, by its exact name.
    pub fn facet_by_name(&self, kind: FacetKind, name: &str) -> Option<FacetId> {
        self.dictionary(kind).find(name)
    }

    /// How many different categories or tags there are.
    pub fn facet_len(&self, kind: FacetKind) -> usize {
        self.dictionary(kind).len()
    }

    /// Every category or tag, in order of arrival.
    pub fn facets(&self, kind: FacetKind) -> impl Iterator<Item = (FacetId, &str)> {
        self.dictionary(kind).iter()
    }

    /// Whether a post has a category or tag.
    pub fn has(&self, id: PostId, facet: Facet) -> bool {
        self.facets_of(id, facet.kind).contains(&facet.id)
    }

    /// The categories or tags of a post, in its own order.
    pub fn facets_of(&self, id: PostId, kind: FacetKind) -> &[FacetId] {
        match kind {
            FacetKind::Category => self.categories.of(id),
            FacetKind::Tag => self.tags.of(id),
        }
    }

    /// The names of all categories or tags.
    pub fn dictionary(&self, kind: FacetKind) -> &Dictionary {
        match kind {
            FacetKind::Category => &self.categories.names,
            FacetKind::Tag => &self.tags.names,
        }
    }

    /// The keys of all titles.
    pub fn title_keys(&self) -> &TitleKeys {
        &self.titles
    }

    /// How all titles are typed.
    pub fn title_sounds(&self) -> &Column {
        self.sounds.get_or_init(|| self.titles.sounds())
    }

    /// Takes in how all titles are typed, made elsewhere by [`TitleKeys::sounds`]; nothing
    /// happens where that is known already, or is of other titles.
    pub fn take_sounds(&mut self, sounds: Column) {
        if sounds.len() == self.len() {
            let _ = self.sounds.set(sounds);
        }
    }

    /// How many posts, the first ones, are known to stand in the order of
    /// [`super::SortKey::Newest`].
    pub fn newest_first(&self) -> usize {
        self.newest_first
    }

    /// Becomes another table.
    pub fn replace(&mut self, other: Self) {
        let version = self.version.max(other.version) + 1;
        *self = Self { version, ..other };
    }

    /// All names of a kind, and which of them each post has, in the order of posts.
    pub fn names(&self, kind: NameKind) -> (&Dictionary, &Numbers) {
        let column = match kind {
            NameKind::Author => &self.authors,
            NameKind::Host => &self.hosts,
            NameKind::Lang => &self.langs,
        };
        (&column.names, &column.numbers)
    }

    /// When a post was published: seconds since the epoch.
    pub fn seconds(&self, id: PostId) -> Option<i64> {
        self.rows.get(id.index()).filter(|row| row.dated).map(|row| row.seconds)
    }

    /// What the clock on the author's wall showed: seconds since 1970-01-01T00:00 as if the clock
    /// were UTC.
    pub fn clock(&self, id: PostId) -> Option<i64> {
        let row = self.rows.get(id.index()).filter(|row| row.dated)?;
        Some(row.seconds.saturating_add(row.offset.into()))
    }

    /// The month of each post on its author's calendar, in the order of posts.
    pub fn months(&self) -> &[Option<Month>] {
        &self.months
    }

    /// A source as a beginning that others may share, and the rest.
    fn split<'t>(&self, source: &'t str) -> (&'t str, &'t str) {
        let (stem, rest) = source.split_at(source.rfind(['/', '=']).map_or(0, |at| at + 1));
        if self.keeps_stem(stem) { (stem, rest) } else { ("", source) }
    }

    fn keeps_stem(&self, stem: &str) -> bool {
        self.stems.names.find(stem).is_some() || self.stems.names.len() < MOST_STEMS
    }

    /// Appends to the block of strings. A block of 4 GB is full: what no longer fits is
    /// stored as empty rather than pointing at the wrong text.
    fn store(&mut self, text: &str) -> Piece {
        let start = self.base_len() + self.text.len();
        let (Ok(start), Ok(len)) = (u32::try_from(start), u32::try_from(text.len())) else {
            return Piece::default();
        };
        if start.checked_add(len).is_none() {
            return Piece::default();
        }
        self.text.push_str(text);
        Piece { start, len }
    }
}

/// A post, borrowed from the table.
#[derive(Debug, Clone, Copy)]
pub struct PostView<'a> {
    /// Its identity in this session.
    pub id: PostId,
    /// Which archive it is from.
    pub root: RootId,
    /// Path below the archive's root, with `/`.
    pub path: &'a str,
    /// Never empty in a post that was loaded.
    pub title: &'a str,
    /// [`fold::key`] of the title.
    pub title_key: &'a str,
    /// When it was published, where that is known.
    pub date: Option<PostDate>,
    /// Where the text came from, without its beginning.
    rest: &'a str,
    /// Who wrote it.
    pub author: Option<&'a str>,
    /// The code of its language; empty where it is unknown.
    pub lang: &'a str,
    /// Whether it is in the default list.
    pub visibility: Visibility,
    library: &'a Library,
}

impl<'a> PostView<'a> {
    fn new(library: &'a Library, id: PostId, row: &Row) -> Self {
        let some = |text: &'a str| Some(text).filter(|text| !text.is_empty());
        let title_key = library.titles.get(id);
        Self {
            id,
            root: row.root,
            path: library.piece(row.path),
            title: some(library.piece(row.title)).unwrap_or(title_key),
            title_key,
            date: row.dated.then_some(PostDate { seconds: row.seconds, offset: row.offset }),
            rest: library.piece(row.source),
            author: some(library.authors.of(id)),
            lang: library.langs.of(id),
            visibility: row.visibility,
            library,
        }
    }

    /// Where the text came from: an absolute http or https URL.
    pub fn source(&self) -> Option<String> {
        let source = [self.library.stems.of(self.id), self.rest].concat();
        Some(source).filter(|source| !source.is_empty())
    }

    /// The host of its source, without `www.`.
    pub fn host(&self) -> Option<&'a str> {
        Some(self.library.hosts.of(self.id)).filter(|host| !host.is_empty())
    }

    /// The post as it was added.
    pub fn to_post(&self) -> Post {
        let owned = |(_, name): (FacetId, &str)| name.to_owned();
        let some = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty());
        Post {
            path: self.path.to_owned(),
            title: self.title.to_owned(),
            date: self.date,
            categories: self.categories().map(owned).collect(),
            tags: self.tags().map(owned).collect(),
            source: self.source(),
            author: self.author.map(str::to_owned),
            lang: some(self.lang),
            visibility: self.visibility,
        }
    }

    /// Its categories, in its own order.
    pub fn categories(&self) -> impl Iterator<Item = (FacetId, &'a str)> + use<'a> {
        self.facets(FacetKind::Category)
    }

    /// Its tags, in its own order.
    pub fn tags(&self) -> impl Iterator<Item = (FacetId, &'a str)> + use<'a> {
        self.facets(FacetKind::Tag)
    }

    /// Its facets of one kind, in its own order.
    pub fn facets(&self, kind: FacetKind) -> impl Iterator<Item = (FacetId, &'a str)> + use<'a> {
        let library = self.library;
        library.facets_of(self.id, kind).iter().map(move |&id| (id, library.facet_name(Facet { kind, id })))
    }
}

#[cfg(test)]
mod tests;
