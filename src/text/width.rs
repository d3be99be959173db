//! Columns: how wide a text stands in a terminal. The only user of unicode-width
//! (and of the grapheme clusters it is applied to), so that layout and painting
//! can never disagree.

use std::borrow::Cow;

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

/// The mark of a cut text, one column.
pub const ELLIPSIS: &str = "…";

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
            Self::Wide => UnicodeWidthStr::width_cjk(cluster),
        }
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
            ' '..='~' => Some(1),
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
}

/// Columns of one grapheme cluster on a narrow terminal.
pub fn cluster_columns(cluster: &str) -> usize {
    Ruler::Narrow.cluster_columns(cluster)
}

/// Columns of a text on a narrow terminal.
pub fn columns(text: &str) -> usize {
    Ruler::Narrow.columns(text)
}

/// `text` cut to at most `max` columns, with `…` at the end where it was cut.
pub fn truncate(text: &str, max: usize) -> Cow<'_, str> {
    if columns(text) <= max {
        return Cow::Borrowed(text);
    }
    let mut used = 0;
    let mut end = 0;
    for (at, cluster) in cluster_indices(text) {
        used += cluster_columns(cluster);
        if used + 1 > max {
            break;
        }
        end = at + cluster.len();
    }
    let mark = if max == 0 { "" } else { ELLIPSIS };
    Cow::Owned(format!("{}{mark}", &text[..end]))
}

/// `text` cut or filled with spaces to exactly `size` columns.
pub fn fit(text: &str, size: usize) -> String {
    let mut cut = truncate(text, size).into_owned();
    let used = columns(&cut);
    cut.extend(std::iter::repeat_n(' ', size.saturating_sub(used)));
    cut
}
