//! Columns: how wide a text stands in a terminal. The only user of unicode-width
//! (and of the grapheme clusters it is applied to), so that layout and painting
//! can never disagree.

use std::borrow::Cow;

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

/// Grapheme clusters of a text: what a cell of the screen can hold.
pub fn clusters(text: &str) -> impl DoubleEndedIterator<Item = &str> {
    text.graphemes(true)
}

/// The same with each cluster's byte offset.
pub fn cluster_indices(text: &str) -> impl DoubleEndedIterator<Item = (usize, &str)> {
    text.grapheme_indices(true)
}

/// The measure of a terminal: how it draws characters of ambiguous width (UAX #11: `“”…—·①`
/// and many more), which terminals of East Asian users may set to two columns.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Ruler {
    /// Ambiguous characters take one column, as in nearly every terminal.
    #[default]
    Narrow,
    /// Ambiguous characters take two columns.
    Wide,
}

impl Ruler {
    /// Columns of one grapheme cluster: 0, 1 or 2, more only where a font would draw the
    /// parts side by side.
    pub fn cluster_columns(self, cluster: &str) -> usize {
        let bytes = cluster.as_bytes();
        if bytes.len() == 1 {
            return usize::from(!bytes[0].is_ascii_control());
        }
        match self {
            Self::Narrow => UnicodeWidthStr::width(cluster),
            Self::Wide => self.wide_columns(cluster),
        }
    }

    fn wide_columns(self, cluster: &str) -> usize {
        let columns = UnicodeWidthStr::width_cjk(cluster);
        if columns == 1 && cluster.starts_with(is_ambiguous_letter) { 2 } else { columns }
    }

    /// Columns of a text: the sum over its grapheme clusters.
    pub fn columns(self, text: &str) -> usize {
        let mut sum = 0;
        for c in text.chars() {
            match self.simple_columns(c) {
                Some(columns) => sum += columns,
                None => return clusters(text).map(|cluster| self.cluster_columns(cluster)).sum(),
            }
        }
        sum
    }

    /// Columns of a character that never joins its neighbours into a cluster: most of all
    /// Chinese, Japanese, Korean and ASCII text. None where clusters must be looked at.
    fn simple_columns(self, c: char) -> Option<usize> {
        match c {
            // With the bullets of lists, which stand before many rows.
            ' '..='~' | '▪' | '◦' | '‣' | '☐' | '☑' => Some(1),
            '\u{4e00}'..='\u{9fff}'
            | '\u{3001}'..='\u{3029}'
            | '\u{3041}'..='\u{3096}'
            | '\u{30a1}'..='\u{30fc}'
            | '\u{ac00}'..='\u{d7a3}'
            | '\u{ff01}'..='\u{ff60}' => Some(2),
            '“' | '”' | '‘' | '’' | '…' | '—' | '·' => {
                Some(if self == Self::Wide { 2 } else { 1 })
            }
            _ => None,
        }
    }

    /// `text` cut to at most `max` columns, with the mark of a cut text (`…`, or `...` where
    /// that would take two columns) at the end where it was cut.
    pub fn truncate(self, text: &str, max: usize) -> Cow<'_, str> {
        if self.columns(text) <= max {
            return Cow::Borrowed(text);
        }
        let mark = self.glyphs().ellipsis;
        let mark_columns = self.columns(mark);
        let (mut used, mut end) = (mark_columns, 0);
        for (at, cluster) in cluster_indices(text) {
            used += self.cluster_columns(cluster);
            if used > max {
                break;
            }
            end = at + cluster.len();
        }
        // Where not even the mark fits, as many of its dots as do.
        let mark = if mark_columns <= max { mark } else { mark.get(..max).unwrap_or_default() };
        Cow::Owned(format!("{}{mark}", &text[..end]))
    }

    /// `text` cut or filled with spaces to exactly `size` columns.
    pub fn fit(self, text: &str, size: usize) -> String {
        let mut cut = self.truncate(text, size).into_owned();
        let used = self.columns(&cut);
        cut.extend(std::iter::repeat_n(' ', size.saturating_sub(used)));
        cut
    }
}

/// Columns of one grapheme cluster on a narrow terminal.
pub fn cluster_columns(cluster: &str) -> usize {
    Ruler::Narrow.cluster_columns(cluster)
}

/// Columns of a text on a narrow terminal.
pub fn columns(text: &str) -> usize {
    Ruler::Narrow.columns(text)
}

/// `text` cut for a narrow terminal; see [`Ruler::truncate`].
pub fn truncate(text: &str, max: usize) -> Cow<'_, str> {
    Ruler::Narrow.truncate(text, max)
}

/// `text` cut or filled for a narrow terminal; see [`Ruler::fit`].
pub fn fit(text: &str, size: usize) -> String {
    Ruler::Narrow.fit(text, size)
}

/// Whether a cluster without columns is nothing to look at: joiners, breaks, variation
/// selectors. The others are marks and vowel signs that belong to what stands before them.
pub fn is_invisible(cluster: &str) -> bool {
    cluster.chars().all(|c| {
        matches!(c, '\u{34f}' | '\u{115f}' | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}'
            | '\u{2060}'..='\u{206f}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{e0000}'..='\u{e0fff}')
    })
}

/// Letters and modifiers whose East Asian Width is ambiguous (UAX #11, Unicode 16), first and
/// last of each run. unicode-width leaves letters at one column, but a terminal that is set
/// to wide takes the whole class, Greek and Cyrillic too.
const AMBIGUOUS_LETTERS: [(char, char); 61] = [
    ('\u{a8}', '\u{a8}'),
    ('\u{aa}', '\u{aa}'),
    ('\u{b4}', '\u{b4}'),
    ('\u{b8}', '\u{b8}'),
    ('\u{ba}', '\u{ba}'),
    ('\u{c6}', '\u{c6}'),
    ('\u{d0}', '\u{d0}'),
    ('\u{d8}', '\u{d8}'),
    ('\u{de}', '\u{e1}'),
    ('\u{e6}', '\u{e6}'),
    ('\u{e8}', '\u{ea}'),
    ('\u{ec}', '\u{ed}'),
    ('\u{f0}', '\u{f0}'),
    ('\u{f2}', '\u{f3}'),
    ('\u{f8}', '\u{fa}'),
    ('\u{fc}', '\u{fc}'),
    ('\u{fe}', '\u{fe}'),
    ('\u{101}', '\u{101}'),
    ('\u{111}', '\u{111}'),
    ('\u{113}', '\u{113}'),
    ('\u{11b}', '\u{11b}'),
    ('\u{126}', '\u{127}'),
    ('\u{12b}', '\u{12b}'),
    ('\u{131}', '\u{133}'),
    ('\u{138}', '\u{138}'),
    ('\u{13f}', '\u{142}'),
    ('\u{144}', '\u{144}'),
    ('\u{148}', '\u{14b}'),
    ('\u{14d}', '\u{14d}'),
    ('\u{152}', '\u{153}'),
    ('\u{166}', '\u{167}'),
    ('\u{16b}', '\u{16b}'),
    ('\u{1ce}', '\u{1ce}'),
    ('\u{1d0}', '\u{1d0}'),
    ('\u{1d2}', '\u{1d2}'),
    ('\u{1d4}', '\u{1d4}'),
    ('\u{1d6}', '\u{1d6}'),
    ('\u{1d8}', '\u{1d8}'),
    ('\u{1da}', '\u{1da}'),
    ('\u{1dc}', '\u{1dc}'),
    ('\u{251}', '\u{251}'),
    ('\u{261}', '\u{261}'),
    ('\u{2c4}', '\u{2c4}'),
    ('\u{2c7}', '\u{2c7}'),
    ('\u{2c9}', '\u{2cb}'),
    ('\u{2cd}', '\u{2cd}'),
    ('\u{2d0}', '\u{2d0}'),
    ('\u{2d8}', '\u{2db}'),
    ('\u{2dd}', '\u{2dd}'),
    ('\u{2df}', '\u{2df}'),
    ('\u{391}', '\u{3a1}'),
    ('\u{3a3}', '\u{3a9}'),
    ('\u{3b1}', '\u{3c1}'),
    ('\u{3c3}', '\u{3c9}'),
    ('\u{401}', '\u{401}'),
    ('\u{410}', '\u{44f}'),
    ('\u{451}', '\u{451}'),
    ('\u{207f}', '\u{207f}'),
    ('\u{2113}', '\u{2113}'),
    ('\u{2126}', '\u{2126}'),
    ('\u{212b}', '\u{212b}'),
];

fn is_ambiguous_letter(c: char) -> bool {
    let at = AMBIGUOUS_LETTERS.partition_point(|(_, last)| *last < c);
    AMBIGUOUS_LETTERS.get(at).is_some_and(|(first, _)| *first <= c)
}

#[cfg(test)]
mod tests;
