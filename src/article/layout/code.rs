//! Rows of preformatted text. Nothing is refilled and nothing is cut off: a line that is too
//! long goes on under a mark, or is moved sideways to be read.

use std::ops::Range;

use crate::text::width::{self, Ruler};
use crate::text::wrap::{no_end, no_start};
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
    if line.len() <= room {
        return row(line, false);
    }
    // The last space, the last place between tokens, and within one, with their columns.
    let (mut space, mut token, mut joint) = (None, None, None);
    for (at, cluster) in width::cluster_indices(&text[line.clone()]) {
        let (at, columns) = (line.start + at, ruler.cluster_columns(cluster));
        if at > start && parts_tokens(&text[start..at], &text[at..line.end]) {
            let place = if text[start..at].ends_with(' ') { &mut space } else { &mut token };
            *place = Some((at, column));
        } else if text[start..at].ends_with(['-', '_', '.'])
            && !cluster.starts_with(|c: char| c.is_ascii_digit())
        {
            joint = Some((at, column));
        }
        // Once more where what the next row begins with leaves no room for this either.
        while column + columns > limit && at > start {
            // But no row is left half empty: the shape of code is its rows.
            let fills = |part: usize, of: usize| move |place: &(usize, usize)| place.1 * of >= limit * part;
            let place = space.filter(fills(3, 4)).or(token.max(space).filter(fills(1, 2)));
            let place = place.or(joint.filter(fills(1, 2)));
            let (end, filled) = place.unwrap_or((at, column));
            row(start..end, continued);
            (start, column, limit, continued) = (end, column - filled, room - mark, true);
            (space, token, joint) = (None, None, None);
        }
        column += columns;
    }
    row(start..line.end, continued);
}

/// Whether one token of code ends and another begins here: never within a word, a number, a
/// date or an option, nor before a mark that closes or behind one that opens.
fn parts_tokens(before: &str, after: &str) -> bool {
    let mut back = before.chars().rev();
    let mut ahead = after.chars();
    let (Some(last), Some(next)) = (back.next(), ahead.next()) else { return false };
    if last == ' ' || next == ' ' {
        return next != ' ';
    }
    let word = |c: char| c.is_alphanumeric() && c.is_ascii() || c == '_' || c == '-';
    let point = |c: char, inner: Option<char>| c == '.' && inner.is_some_and(|c| c.is_ascii_digit());
    let before_last = back.next();
    let joined = (word(last) || point(last, before_last)) && (word(next) || point(next, ahead.next()));
    // Signs of several characters, `=>`, and TeX's commands.
    let sign = |c: char| c.is_ascii_punctuation();
    let parted = matches!(last, ')' | ']' | '}' | ',' | ';');
    let signs = (sign(last) && sign(next) && !parted) || last == '\\' || (word(last) && next == '\\');
    // `max(` ends a row, `max` does not; a quote stays with what it quotes.
    let (opens, quotes) = (|c: char| matches!(c, '(' | '['), |c: char| matches!(c, '"' | '\'' | '`'));
    let called = (word(last) && (opens(next) || matches!(next, '{' | '=')))
        || (last.is_alphanumeric() && quotes(next));
    // A tag, and the `//` of an address.
    let tag = last == '<' || next == '>' || before.ends_with("</") || before.ends_with("//");
    let quoted = quotes(last) && before_last.is_none_or(|c| c == ' ' || opens(c) || c == '=');
    !joined && !signs && !called && !tag && !quoted && !no_start(next) && (opens(last) || !no_end(last))
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
    // Of the joined text: a glyph may reach from one span into the next.
    let text = code.text();
    let (mut column, mut part, mut drawn) = (0, None, from);
    for (at, cluster) in width::cluster_indices(&text) {
        let next = column + ruler.cluster_columns(cluster);
        if column >= from && next <= to {
            let (range, _) = part.get_or_insert((at..at, column));
            range.end = at + cluster.len();
            drawn = next;
        }
        column = next;
    }
    if let Some((part, column)) = part {
        seen.push(" ".repeat(column - from), Role::CodeBlock);
        let mut start = 0;
        for span in &code.spans {
            let end = start + span.text.len();
            let (first, last) = (part.start.max(start), part.end.min(end));
            if first < last {
                push(&mut seen, span, first - start..last - start);
            }
            start = end;
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
