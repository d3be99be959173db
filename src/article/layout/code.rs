//! Rows of preformatted text. Nothing is refilled and nothing is cut off: a line that is too
//! long goes on under a mark.

use std::ops::Range;

use crate::text::width::{self, Ruler};
use crate::text::{Line, Role};

use super::Options;

/// Before every row of code; of neutral width, and no mark that text could begin with.
const GUTTER: &str = "╎ ";
/// Before what continues a line.
const CONTINUED: &str = "↳ ";
/// Columns below which there is no room for a gutter.
const NARROW: usize = 12;

/// The rows of code in `width` columns: byte ranges, and whether a row continues the line
/// above it.
pub fn rows(text: &str, width: usize, ruler: Ruler) -> Vec<(Range<usize>, bool)> {
    let room = width.saturating_sub(gutter(width)).max(2);
    let mut rows = Vec::new();
    let mut start = 0;
    for line in text.split('\n') {
        split(start..start + line.len(), text, (room, ruler), &mut rows);
        start += line.len() + 1;
    }
    rows
}

fn split(
    line: Range<usize>,
    text: &str,
    (room, ruler): (usize, Ruler),
    rows: &mut Vec<(Range<usize>, bool)>,
) {
    let mark = if room > NARROW { width::columns(CONTINUED) } else { 0 };
    let (mut start, mut column, mut limit, mut continued) = (line.start, 0, room, false);
    for (at, cluster) in width::cluster_indices(&text[line.clone()]) {
        let columns = ruler.cluster_columns(cluster);
        if column + columns > limit && line.start + at > start {
            rows.push((start..line.start + at, continued));
            (start, column, limit, continued) = (line.start + at, 0, room - mark, true);
        }
        column += columns;
    }
    rows.push((start..line.end, continued));
}

/// Appends what stands before a row of code.
pub fn before(out: &mut Line, continued: bool, options: Options) {
    let width = options.width.saturating_sub(out.width(options.ruler));
    if gutter(width) > 0 {
        out.push(GUTTER, Role::Marker);
    }
    if continued && width - gutter(width) > NARROW {
        out.push(CONTINUED, Role::Marker);
    }
}

fn gutter(width: usize) -> usize {
    if width > NARROW { width::columns(GUTTER) } else { 0 }
}
