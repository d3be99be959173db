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

/// Columns of one grapheme cluster: 0, 1 or 2, more only where a font would
/// draw the parts side by side.
pub fn cluster_columns(cluster: &str) -> usize {
    let bytes = cluster.as_bytes();
    if bytes.len() == 1 {
        return usize::from(!bytes[0].is_ascii_control());
    }
    // unicode-width counts the half-width voicing marks as 0; terminals draw them in a
    // cell of their own.
    UnicodeWidthStr::width(cluster)
}

/// Columns of a text: the sum over its grapheme clusters.
pub fn columns(text: &str) -> usize {
    if text.is_ascii() {
        return text.bytes().filter(|byte| !byte.is_ascii_control()).count();
    }
    clusters(text).map(cluster_columns).sum()
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
