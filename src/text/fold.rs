//! Search keys: two texts that a reader would call the same have the same key. Full width and
//! half width (NFKC), upper and lower case, traditional and simplified Han are the same.
//!
//! [`key`] gives the key alone, [`Folded`] a key that knows the way back to the text, so that
//! what was found can be marked. Both fold by grapheme cluster.

use std::ops::Range;

use memchr::memmem;
use unicode_normalization::UnicodeNormalization;

use super::width::cluster_indices;
use super::wrap::is_east_asian;

mod simplified;

/// The search key of a text.
pub fn key(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    let mut key = String::with_capacity(text.len());
    units(text, |_, unit| match unit {
        Unit::Alone(c) => key.push(fold_alone(c)),
        Unit::Cluster(cluster) => fold(cluster, &mut key),
    });
    key
}

/// The search key of running text, in which white space says little: it may be a line break,
/// an indent, or the gap beside Latin words that some typesetters draw. Beside Han, kana and
/// hangul it does not count at all; elsewhere any run of it is one space.
pub fn running_key(text: &str) -> String {
    Folded::running(text).key.trim_matches(' ').to_owned()
}

/// A key that is looked for, made ready for many texts. An empty one is found nowhere.
#[derive(Debug)]
pub struct Finder<'a>(memmem::Finder<'a>);

impl<'a> Finder<'a> {
    /// A finder of this key.
    pub fn new(key: &'a str) -> Self {
        Self(memmem::Finder::new(key))
    }
}

/// A text's key with the way back to its bytes.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Folded {
    key: String,
    pieces: Vec<Piece>,
    /// Bytes of the text.
    length: u32,
}

/// A run of the key and where it comes from; it ends where the next one begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Piece {
    /// Its first byte in the key.
    key: u32,
    /// Its first byte in the text.
    text: u32,
    /// Character for character of the same length; else all of it stands for all of its text.
    straight: bool,
}

impl Folded {
    /// The same key as [`key`]'s.
    pub fn new(text: &str) -> Self {
        let mut folding = Folding::default();
        units(text, |at, unit| folding.unit(at, unit));
        folding.end(text)
    }

    /// The key of running text, see [`running_key`]; space at its ends is kept as one.
    pub fn running(text: &str) -> Self {
        let mut folding = Folding { runs: true, ..Folding::default() };
        folding.folded.key.reserve(text.len());
        units(text, |at, unit| folding.running_unit(at, unit));
        folding.end(text)
    }

    /// The key.
    pub fn key(&self) -> &str {
        &self.key
    }

    /// The places in the text that a key is found at: byte ranges, ascending and apart. They
    /// begin and end between grapheme clusters.
    pub fn find<'a>(&'a self, finder: &'a Finder<'a>) -> impl Iterator<Item = Range<usize>> + 'a {
        let length = finder.0.needle().len();
        let hits = finder.0.find_iter(self.key.as_bytes()).filter(move |_| length > 0);
        let mut end = 0;
        hits.filter_map(move |at| {
            let range = self.text_range(at..at + length);
            let apart = range.start >= end;
            end = end.max(range.end);
            apart.then_some(range)
        })
    }

    /// Where a part of the key (not empty, within it) comes from.
    pub fn text_range(&self, key: Range<usize>) -> Range<usize> {
        let piece =
            |at: usize| self.pieces.partition_point(|piece| piece.key as usize <= at).saturating_sub(1);
        let Some(first) = self.pieces.get(piece(key.start)) else { return 0..0 };
        let skipped = if first.straight { key.start - first.key as usize } else { 0 };
        let last = piece(key.end.saturating_sub(1));
        let next = self.pieces.get(last + 1).map_or(self.length, |next| next.text);
        let end = match self.pieces.get(last) {
            Some(last) if last.straight => last.text as usize + (key.end - last.key as usize),
            _ => next as usize,
        };
        first.text as usize + skipped..end
    }
}

/// A key while it grows.
#[derive(Default)]
struct Folding {
    folded: Folded,
    /// White space is counted in runs.
    runs: bool,
    /// Where the white space begins that was read last.
    space: Option<usize>,
    /// What came last does not count white space beside it.
    dense: bool,
}

impl Folding {
    fn unit(&mut self, at: usize, unit: Unit<'_>) {
        let Folded { key, pieces, .. } = &mut self.folded;
        let start = key.len();
        let straight = match unit {
            Unit::Alone(c) => {
                let folded = fold_alone(c);
                key.push(folded);
                folded.len_utf8() == c.len_utf8()
            }
            Unit::Cluster(cluster) => {
                fold(cluster, key);
                let single = |text: &str| text.chars().nth(1).is_none();
                key.len() - start == cluster.len() && single(cluster) && single(&key[start..])
            }
        };
        let goes_on =
            |last: &Piece| last.straight && straight && narrow(at) - last.text == narrow(start) - last.key;
        if key.len() > start && !pieces.last().is_some_and(goes_on) {
            pieces.push(Piece { key: narrow(start), text: narrow(at), straight });
        }
    }

    fn running_unit(&mut self, at: usize, unit: Unit<'_>) {
        let (white, dense) = match unit {
            Unit::Alone(c) => (c.is_whitespace(), is_dense(c)),
            Unit::Cluster(cluster) => {
                (cluster.chars().all(char::is_whitespace), cluster.chars().any(is_dense))
            }
        };
        if white {
            self.space.get_or_insert(at);
            return;
        }
        let before = std::mem::replace(&mut self.dense, dense);
        self.gap(before || dense);
        self.unit(at, unit);
    }

    /// Takes the white space in that was read.
    fn gap(&mut self, dense: bool) {
        let Some(at) = self.space.take() else { return };
        let Folded { key, pieces, .. } = &mut self.folded;
        // It has a piece where it has no byte, so that what stands before it ends there.
        pieces.push(Piece { key: narrow(key.len()), text: narrow(at), straight: false });
        if !dense {
            key.push(' ');
        }
    }

    fn end(mut self, text: &str) -> Folded {
        if self.runs {
            self.gap(self.dense);
        }
        self.folded.length = narrow(text.len());
        self.folded
    }
}

/// Whether white space beside a character does not count. Full-width forms of ASCII fold to
/// what is set with spaces.
fn is_dense(c: char) -> bool {
    is_east_asian(c) && !matches!(c, '\u{ff01}'..='\u{ff5e}')
}

/// Bodies are capped at a few megabytes.
fn narrow(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

/// A grapheme cluster.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Unit<'a> {
    /// A character for which [`stands_alone`] holds.
    Alone(char),
    /// Any other.
    Cluster(&'a str),
}

/// Hands over the grapheme clusters of a text with their offsets. Most text is made of
/// characters that never join their neighbours; the segmentation looks only at the rest.
fn units<'a>(text: &'a str, mut take: impl FnMut(usize, Unit<'a>)) {
    let mut rest = 0;
    while rest < text.len() {
        let end = rest + alone_end(&text[rest..]);
        for (at, c) in text[rest..end].char_indices() {
            take(rest + at, Unit::Alone(c));
        }
        let joined = joined_end(&text[end..]);
        for (at, cluster) in cluster_indices(&text[end..end + joined]) {
            take(end + at, Unit::Cluster(cluster));
        }
        rest = end + joined;
    }
}

/// How far characters reach that stand alone, without the last where the one behind it does not.
fn alone_end(text: &str) -> usize {
    let mut last = 0;
    for (at, c) in text.char_indices() {
        if !stands_alone(c) {
            return last;
        }
        last = at;
    }
    text.len()
}

/// How far characters that may join each other reach, with one that does not on either side.
fn joined_end(text: &str) -> usize {
    let mut before = false;
    for (at, c) in text.char_indices() {
        let alone = stands_alone(c);
        if alone && before && at > 0 {
            return at;
        }
        before = alone && at > 0;
    }
    text.len()
}

/// Whether a character is a cluster of its own, unless its neighbour is one that joins.
fn stands_alone(c: char) -> bool {
    matches!(c, ' '..='~'
        | '\u{3400}'..='\u{9fff}'
        | '\u{3000}'..='\u{3029}'
        | '\u{3041}'..='\u{3096}'
        | '\u{30a1}'..='\u{30fc}'
        | '‘' | '’' | '“' | '”' | '—' | '·'
        | '\u{ff01}'..='\u{ff5e}')
}

/// The key of a character that stands alone.
fn fold_alone(c: char) -> char {
    match c {
        '\u{3400}'.. if c < '\u{a000}' => simplified::of(c),
        '\u{ff01}'..='\u{ff5e}' => {
            char::from_u32(u32::from(c) - 0xfee0).map_or(c, |c| c.to_ascii_lowercase())
        }
        '\u{3000}' => ' ',
        c => c.to_ascii_lowercase(),
    }
}

/// Appends the key of any cluster.
fn fold(cluster: &str, key: &mut String) {
    cluster.nfkc().flat_map(char::to_lowercase).for_each(|c| match c {
        // Soft hyphen, zero-width space, word joiner, byte order mark: nobody sees them.
        '\u{ad}' | '\u{200b}' | '\u{2060}' | '\u{feff}' => {}
        'ß' => key.push_str("ss"),
        'ς' => key.push('σ'),
        c => key.push(simplified::of(c)),
    });
}

#[cfg(test)]
mod tests;
