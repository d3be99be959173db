//! Rows of preformatted text. Nothing is refilled and nothing is cut off: a line that is too
//! long goes on under a mark, or is moved sideways to be read.

use std::ops::Range;

use crate::text::width::{self, Ruler};
use crate::text::{Line, Origin, Role, Span};

use super::{CodeRows, Options, narrow};

/// Before every row of code; of neutral width, and no mark that text could begin with.
const GUTTER: &str = "╎ ";
/// Before what continues a line.
const CONTINUED: &str = "↳ ";
/// Where a line goes on to the left and to the right; of neutral width.
const MORE_LEFT: &str = "‹";
const MORE_RIGHT: &str = "›";
/// Columns below which there is no room for a gutter.
const NARROW: usize = 12;

/// Hands out the rows of code in `width` columns: byte ranges, and whether a row continues the
/// line above it. Returns by how many columns the widest of them is too wide.
pub fn rows(
    text: &str,
    (width, options): (usize, Options),
    mut row: impl FnMut(Range<usize>, bool),
) -> usize {
    let room = room(width);
    let mut overflow = 0;
    let mut start = 0;
    for line in text.split('\n') {
        let range = start..start + line.len();
        match options.setting.code {
            CodeRows::Continue => split(range, text, (room, options.ruler), &mut row),
            CodeRows::Scroll => {
                overflow = overflow.max(options.ruler.columns(line).saturating_sub(room));
                row(range, false);
            }
        }
        start += line.len() + 1;
    }
    overflow
}

fn split(
    line: Range<usize>,
    text: &str,
    (room, ruler): (usize, Ruler),
    row: &mut impl FnMut(Range<usize>, bool),
) {
    let mark = if room > NARROW { ruler.columns(CONTINUED) } else { 0 };
    let (mut start, mut column, mut limit, mut continued) = (line.start, 0, room, false);
    for (at, cluster) in width::cluster_indices(&text[line.clone()]) {
        let columns = ruler.cluster_columns(cluster);
        if column + columns > limit && line.start + at > start {
            row(start..line.start + at, continued);
            (start, column, limit, continued) = (line.start + at, 0, room - mark, true);
        }
        column += columns;
    }
    row(start..line.end, continued);
}

/// Appends what stands before a row of code.
pub fn before(out: &mut Line, continued: bool, options: Options) {
    let width = options.width.saturating_sub(out.width(options.ruler));
    if gutter(width) > 0 {
        out.push(GUTTER, Role::Marker);
    }
    if continued && room(width) > NARROW {
        out.push(CONTINUED, Role::Marker);
    }
}

/// Appends a row of code behind what stands before it; a row that scrolls as far as it can be
/// seen from column `shift` on.
pub fn append(out: &mut Line, mut code: Line, shift: usize, options: Options) {
    if options.setting.code == CodeRows::Scroll {
        let room = options.width.saturating_sub(out.width(options.ruler)).max(2);
        let columns = code.width(options.ruler);
        if columns > room || (shift > 0 && columns > 0) {
            code = window(&code, (shift, room), columns, options.ruler);
        }
    }
    out.spans.append(&mut code.spans);
}

/// The part of a line that is seen through a window of `room` columns, with a mark at each end
/// where there is more. A glyph that an end or a mark would cut is left out whole.
fn window(code: &Line, (shift, room): (usize, usize), columns: usize, ruler: Ruler) -> Line {
    let (left, right) = (shift > 0, columns > shift + room);
    let (from, to) = (shift + usize::from(left), shift + room - usize::from(right));
    let mut seen = Line::default();
    if left {
        seen.push(MORE_LEFT, Role::Marker);
    }
    let (mut column, mut drawn) = (0, from);
    for span in &code.spans {
        let mut part: Option<(Range<usize>, usize)> = None;
        for (at, cluster) in width::cluster_indices(&span.text) {
            let next = column + ruler.cluster_columns(cluster);
            if column >= from && next <= to {
                let (range, _) = part.get_or_insert((at..at, column));
                range.end = at + cluster.len();
            }
            column = next;
        }
        if let Some((range, at)) = part {
            seen.push(" ".repeat(at - drawn), Role::CodeBlock);
            drawn = at + ruler.columns(&span.text[range.clone()]);
            push(&mut seen, span, range);
        }
    }
    if right {
        seen.push(" ".repeat(to.saturating_sub(drawn)), Role::CodeBlock);
        seen.push(MORE_RIGHT, Role::Marker);
    }
    seen
}

fn push(out: &mut Line, span: &Span, part: Range<usize>) {
    let origin = match span.origin {
        Origin::Post(start) => Origin::Post(start + narrow(part.start)),
        other => other,
    };
    out.spans.push(Span { text: span.text[part].to_owned(), origin, ..*span });
}

/// Columns of the code itself.
fn room(width: usize) -> usize {
    width.saturating_sub(gutter(width)).max(2)
}

fn gutter(width: usize) -> usize {
    if width > NARROW { width::columns(GUTTER) } else { 0 }
}
