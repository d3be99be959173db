//! Texts of a table that lie elsewhere, as in a mapped file: what is read rarely takes no memory
//! of the program. Where they lie is `archive`'s business.

use std::fmt;
use std::ops::Range;
use std::sync::Arc;

use super::{Library, Piece, PostId, RootId, image};

/// Bytes that stay as they are.
#[derive(Clone)]
pub struct Base(Arc<dyn AsRef<[u8]> + Send + Sync>);

impl Base {
    /// What [`super::image::Columns::texts`] holds, one block behind the other or not.
    pub fn new(bytes: Arc<dyn AsRef<[u8]> + Send + Sync>) -> Self {
        Self(bytes)
    }

    fn bytes(&self) -> &[u8] {
        (*self.0).as_ref()
    }

    /// The text in a range of bytes; none where it is not there, or no text.
    fn text(&self, range: Range<usize>) -> Option<&str> {
        simdutf8::basic::from_utf8(self.bytes().get(range)?).ok()
    }
}

impl fmt::Debug for Base {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "Base({})", self.bytes().len())
    }
}

impl Library {
    /// As [`Library::from_columns`], of texts that stay where they are; `blocks` tells where.
    pub fn from_base(
        base: Base,
        blocks: &[Range<usize>],
        numbers: Vec<Vec<u32>>,
        root: RootId,
    ) -> Option<Self> {
        let [titles, _, _, rest] = blocks else { return None };
        u32::try_from(base.bytes().len()).ok()?;
        let starts = (u32::try_from(titles.start).ok()?, u32::try_from(rest.start).ok()?);
        let texts: Option<Vec<&str>> = blocks.iter().map(|block| base.text(block.clone())).collect();
        let read = image::read(texts?.try_into().ok()?, Some(starts), numbers.try_into().ok()?, root)?;
        Some(Self { base: Some(base), ..read })
    }

    /// Leaves its texts to a base that was made of its posts in this order; whether they are the
    /// same there.
    pub fn rest_on(&mut self, base: &Base, blocks: &[Range<usize>], order: &[PostId]) -> bool {
        let [titles, _, _, rest] = blocks else { return false };
        if order.len() != self.len() || u32::try_from(base.bytes().len()).is_err() || self.base.is_some() {
            return false;
        }
        let paths: usize = order.iter().map(|id| self.path(*id).len()).sum();
        let mut at = [titles.start, rest.start, rest.start + paths];
        let mut rows = self.rows.clone();
        for id in order {
            let Some(row) = rows.get_mut(id.index()) else { return false };
            let texts = [self.title(*id), self.piece(row.path), self.piece(row.source)];
            let places = [0, 1, 2].map(|kind: usize| {
                let start = at[kind];
                at[kind] += texts[kind].len();
                start
            });
            let same = |kind: usize| base.text(places[kind]..at[kind]) == Some(texts[kind]);
            if !(0..3).all(same) {
                return false;
            }
            let piece = |kind: usize| Piece { start: places[kind] as u32, len: texts[kind].len() as u32 };
            let title = if row.title.len == 0 { row.title } else { piece(0) };
            (row.title, row.path, row.source) = (title, piece(1), piece(2));
        }
        self.rows = rows;
        (self.text, self.base) = (String::new(), Some(base.clone()));
        self.shrink();
        true
    }

    /// Becomes the same table in less memory; nothing happens where it is another by now.
    pub fn settle(&mut self, other: Self) {
        let same = |id: PostId| self.place(id) == other.place(id) && self.title(id) == other.title(id);
        let some = [0, other.len() / 2, other.len().saturating_sub(1)];
        let untouched = self.version == other.version && self.len() == other.len() && self.gone.is_empty();
        if untouched && some.iter().all(|at| same(PostId(u32::try_from(*at).unwrap_or(u32::MAX)))) {
            let sounds = std::mem::take(&mut self.sounds);
            *self = Self { sounds, ..other };
        }
    }

    /// Gives back what is kept for more posts.
    fn shrink(&mut self) {
        self.rows.shrink_to_fit();
        self.months.shrink_to_fit();
        self.titles.shrink();
        [&mut self.categories, &mut self.tags].into_iter().for_each(super::FacetColumn::shrink);
        let named = [&mut self.authors, &mut self.hosts, &mut self.langs, &mut self.stems];
        named.into_iter().for_each(|column| column.numbers.shrink());
    }

    pub(super) fn base_len(&self) -> usize {
        self.base.as_ref().map_or(0, |base| base.bytes().len())
    }

    pub(super) fn piece(&self, piece: Piece) -> &str {
        let (start, len) = (piece.start as usize, piece.len as usize);
        match &self.base {
            Some(base) if start < base.bytes().len() => base.text(start..start + len).unwrap_or_default(),
            _ => {
                let start = start.saturating_sub(self.base_len());
                self.text.get(start..start + len).unwrap_or_default()
            }
        }
    }
}
