//! Columns that are drawn within a row of text and are no part of it: the gap between Han and
//! Latin text, and what brings the end of a row to the edge. Where rows end is decided before.

use std::ops::Range;

use crate::text::wrap::{Source, gaps, is_east_asian, is_ideographic, is_joint_at, no_end, no_start};
use crate::text::{Line, Origin, Role, Span};

use super::super::block::Text;
use super::narrow;

/// Ranges of a text within which nothing is drawn: code, and addresses.
pub(super) fn solid(text: &Text, out: &mut Vec<Range<usize>>) {
    out.clear();
    let code = text.marks.iter().filter(|mark| mark.style.role == Role::Code);
    out.extend(code.map(|mark| mark.start..mark.end));
    for (at, _) in text.text.match_indices("://") {
        let outside = |c: char| c == ' ' || c == '\n' || is_east_asian(c);
        let start = text.text[..at]
            .rfind(|c: char| !c.is_ascii_alphanumeric())
            .map_or(0, |before| before + text.text[before..].chars().next().map_or(1, char::len_utf8));
        let end = text.text[at..].find(outside).map_or(text.text.len(), |length| at + length);
        out.push(start..end);
    }
    out.sort_by_key(|range| range.start);
    // One range after the other, for a search by halves.
    out.dedup_by(|next, kept| {
        let overlaps = next.start < kept.end;
        kept.end = if overlaps { kept.end.max(next.end) } else { kept.end };
        overlaps
    });
}

/// The places where a row can be stretched by a column, from best to worst.
#[derive(Default)]
struct Joints {
    /// Spaces between words.
    spaces: Vec<usize>,
    /// Both ends of a Latin word or number among Han: stretched together, or it looks lopsided.
    pairs: Vec<(usize, usize)>,
    /// The only end of one that meets Han on this row.
    singles: Vec<usize>,
    /// Beside full-width punctuation.
    marks: Vec<usize>,
}

impl Joints {
    /// The joints of a row; those of Han and Latin text unless there is a gap already.
    fn of(source: Source<'_>, row: Range<usize>, spacing: bool) -> Self {
        let mut joints = Self::default();
        let mut open = None;
        for (at, c) in source.text[row.clone()].char_indices().skip(1) {
            let at = row.start + at;
            let Some(before) = source.text[..at].chars().next_back() else { continue };
            if is_joint_at(source.text, at) {
                if spacing || source.is_solid(at) {
                    continue;
                }
                match open.take() {
                    _ if is_ideographic(before) => open = Some(at),
                    Some(first) => joints.pairs.push((first, at)),
                    None => joints.singles.push(at),
                }
                continue;
            }
            // Where a word ends at something else than Han, its joint stands alone.
            let ends = !c.is_alphanumeric() && !matches!(c, '.' | ',' | '-' | '_') || before == ' ';
            joints.singles.extend(open.take_if(|_| ends));
            if !source.is_solid(at) {
                joints.other(before, c, at);
            }
        }
        joints.singles.extend(open);
        joints
    }

    fn other(&mut self, before: char, c: char, at: usize) {
        let wide = |c: char| is_east_asian(c) || matches!(c, '“' | '”' | '‘' | '’');
        let mark = |c: char| wide(c) && !c.is_alphanumeric();
        // What joins two words keeps them together.
        let joins = |c: char| matches!(c, '·' | '・' | '～' | '－' | '／' | '‧' | '〜');
        let closed = mark(before) && no_start(before) && !no_start(c) && wide(c);
        let opened = mark(c) && no_end(c) && !no_end(before) && wide(before);
        if before == ' ' && c != ' ' {
            if wide(c) { self.marks.push(at) } else { self.spaces.push(at) }
        } else if (closed || opened) && !joins(before) && !joins(c) {
            self.marks.push(at);
        }
    }

    /// Where so many columns are drawn; nowhere if there are not so many joints.
    fn chosen(self, slack: usize) -> Vec<usize> {
        let all = self.spaces.len() + 2 * self.pairs.len() + self.singles.len() + self.marks.len();
        if slack == 0 || all < slack {
            return Vec::new();
        }
        let mut left = slack;
        let mut take = |joints: usize, each: usize| {
            let count = (left / each).min(joints);
            left -= count * each;
            count
        };
        let (spaces, pairs) = (take(self.spaces.len(), 1), take(self.pairs.len(), 2));
        let (singles, marks) = (take(self.singles.len(), 1), take(self.marks.len(), 1));
        let half = take(self.pairs.len() - pairs, 1);
        let mut chosen = spread(&self.spaces, spaces);
        chosen.extend(spread(&self.singles, singles));
        chosen.extend(spread(&self.marks, marks));
        let whole = spread(&self.pairs, pairs);
        chosen.extend(whole.iter().flat_map(|(one, other)| [*one, *other]));
        chosen.extend(self.pairs.iter().filter(|pair| !whole.contains(pair)).map(|pair| pair.0).take(half));
        chosen.sort_unstable();
        chosen
    }
}

/// So many of these, evenly over the row.
fn spread<T: Copy>(joints: &[T], count: usize) -> Vec<T> {
    (0..count).map(|n| joints[(2 * n + 1) * joints.len() / (2 * count)]).collect()
}

/// Where a column is drawn within a row, as ascending offsets: its gaps, and what stretches it
/// where it is `slack` columns short of the edge. Never between two Han, one column at each
/// joint at most; a row with too few joints stays as it is.
pub(super) fn pads(source: Source<'_>, row: Range<usize>, spacing: bool, slack: usize) -> Vec<usize> {
    let mut pads = match slack {
        0 => Vec::new(),
        _ => Joints::of(source, row.clone(), spacing).chosen(slack),
    };
    if spacing {
        pads.extend(gaps(source, row));
        pads.sort_unstable();
    }
    pads
}

/// Draws a column before each of these bytes of the post.
pub(super) fn pad(line: &mut Line, pads: &[usize]) {
    if pads.is_empty() {
        return;
    }
    let mut pads = pads.iter().copied().peekable();
    for span in std::mem::take(&mut line.spans) {
        let Origin::Post(start) = span.origin else {
            line.spans.push(span);
            continue;
        };
        let mut from = 0;
        let end = start as usize + span.text.len();
        while let Some(at) = pads.next_if(|at| *at < end) {
            let split = at.saturating_sub(start as usize);
            push_part(line, &span, from..split);
            // Within a link the space is a part of the link's underline.
            let inner = split > 0;
            let outside = Span { origin: Origin::Pad, ..Span::new(" ", Role::Body) };
            let within = Span { text: " ".to_owned(), origin: Origin::Pad, ..span };
            line.spans.push(if inner { within } else { outside });
            from = split;
        }
        push_part(line, &span, from..span.text.len());
    }
}

fn push_part(line: &mut Line, span: &Span, part: Range<usize>) {
    if let (Origin::Post(start), false) = (span.origin, part.is_empty()) {
        let origin = Origin::Post(start + narrow(part.start));
        line.spans.push(Span { text: span.text[part].to_owned(), origin, ..*span });
    }
}
