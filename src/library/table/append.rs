//! One table behind another: what threads made of their parts becomes the whole, column by column
//! and not post by post.

use super::{Library, Piece, PostId, Row};
use crate::library::columns::{FacetColumn, NameColumn};
use crate::library::dictionary::FacetId;

impl Library {
    /// Adds every post of another table; it becomes that table, where it has no post yet.
    pub fn append(&mut self, other: Self) {
        if self.is_empty() { self.replace(other) } else { self.extend(&other) }
    }

    /// Adds every post of another table, in the same order.
    pub fn extend(&mut self, other: &Self) {
        let first = self.rows.len();
        let fits = |one: usize, two: usize| u32::try_from(one + two).is_ok();
        let text = u32::try_from(self.text.len()).unwrap_or(u32::MAX);
        let sound = fits(first, other.rows.len())
            && fits(self.text.len(), other.text.len())
            && other.gone.is_empty()
            && self.titles.append(&other.titles);
        if !sound {
            return self.extend_singly(other);
        }
        if let Some(sounds) = self.sounds.get_mut() {
            other.ids().for_each(|id| sounds.push(other.titles.get(id)));
        }
        self.categories.append(&other.categories);
        self.tags.append(&other.tags);
        self.authors.append(&other.authors);
        self.hosts.append(&other.hosts);
        self.langs.append(&other.langs);
        self.months.extend_from_slice(&other.months);
        self.text.push_str(&other.text);
        let moved = |piece: Piece| Piece { start: piece.start + text, len: piece.len };
        self.rows.extend(other.rows.iter().map(|row| Row {
            path: moved(row.path),
            title: moved(row.title),
            source: moved(row.source),
            ..*row
        }));
        self.append_stems(first, &other.stems);
        let number = |id: PostId| PostId(u32::try_from(first + id.index()).unwrap_or(u32::MAX));
        other.broken.iter().for_each(|id| self.broken.insert(number(id)));
        self.version += 1;
    }

    /// Beginnings of sources, as far as they are kept once each.
    fn append_stems(&mut self, first: usize, other: &NameColumn) {
        let stem = |(_, stem): (FacetId, &str)| self.keeps_stem(stem).then(|| self.stems.names.intern(stem));
        let new: Vec<Option<FacetId>> = other.names.iter().map(stem).collect();
        for (at, id) in (first..).zip(other.numbers.iter()) {
            let kept = new.get(id.index()).copied().flatten();
            if kept.is_none() {
                let source = [other.names.name(id), self.piece(self.rows[at].source)].concat();
                self.rows[at].source = self.store(&source);
            }
            self.stems.numbers.push(kept.unwrap_or_else(|| self.stems.names.intern("")));
        }
    }

    fn extend_singly(&mut self, other: &Self) {
        for id in other.ids() {
            let view = other.get(id);
            let added = self.push(view.root, &view.to_post());
            if other.broken.contains(id) {
                self.mark_broken(added);
            }
        }
    }
}

impl FacetColumn {
    fn append(&mut self, other: &Self) {
        let new: Vec<FacetId> = other.names.iter().map(|(_, name)| self.names.intern(name)).collect();
        let start = u32::try_from(self.pool.len()).unwrap_or(u32::MAX);
        self.pool.extend(other.pool.iter().filter_map(|id| new.get(id.index())));
        self.ends.extend(other.ends.iter().map(|end| start.saturating_add(*end)));
    }
}

impl NameColumn {
    fn append(&mut self, other: &Self) {
        let new: Vec<FacetId> = other.names.iter().map(|(_, name)| self.names.intern(name)).collect();
        other.numbers.iter().filter_map(|id| new.get(id.index())).for_each(|id| self.numbers.push(*id));
    }
}
