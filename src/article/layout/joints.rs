//! Columns that are drawn within a row of text and are no part of it: the gap between Han and
//! Latin text, and what brings the end of a row to the edge. Where rows end is decided before.

use std::ops::Range;

use crate::text::wrap::{Source, gaps, is_east_asian, is_joint_at, no_end, no_start};
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

/// Where a column is drawn so that a row that is `slack` columns short ends at the edge:
/// nowhere if it has too few joints for that. Never between two Han, nor where there is a gap.
fn justified(source: Source<'_>, row: Range<usize>, (spacing, slack): (bool, usize)) -> Vec<usize> {
    let mut ranked: [Vec<usize>; 3] = Default::default();
    for (at, c) in source.text[row.clone()].char_indices().skip(1) {
        let at = row.start + at;
        match rank(source.text, at, c).filter(|_| !source.is_solid(at)) {
            Some(1) if spacing => {}
            Some(rank) => ranked[rank].push(at),
            None => {}
        }
    }
    if slack == 0 || ranked.iter().map(Vec::len).sum::<usize>() < slack {
        return Vec::new();
    }
    let (mut chosen, mut left) = (Vec::with_capacity(slack), slack);
    for joints in ranked {
        let count = left.min(joints.len());
        // Evenly over the row.
        chosen.extend((0..count).map(|n| joints[(2 * n + 1) * joints.len() / (2 * count)]));
        left -= count;
    }
    chosen.sort_unstable();
    chosen
}

/// How well a row can be stretched before this character: 0 at a space between words, 1 where
/// Han meets Latin text, 2 beside full-width punctuation.
fn rank(text: &str, at: usize, c: char) -> Option<usize> {
    let before = text[..at].chars().next_back()?;
    if before == ' ' {
        return (c != ' ').then_some(0);
    }
    if c == ' ' {
        return None;
    }
    if is_joint_at(text, at) {
        return Some(1);
    }
    let wide = |c: char| is_east_asian(c) || matches!(c, '“' | '”' | '‘' | '’');
    let mark = |c: char| wide(c) && !c.is_alphanumeric();
    let closed = mark(before) && no_start(before) && !no_start(c) && wide(c);
    let opened = mark(c) && no_end(c) && !no_end(before) && wide(before);
    // What joins two words keeps them together.
    let joins = |c: char| matches!(c, '·' | '・' | '～' | '－' | '／' | '‧' | '〜');
    ((closed || opened) && !joins(before) && !joins(c)).then_some(2)
}

/// The gaps of a row, and what stretches it, as ascending offsets; one at most at each.
pub(super) fn pads(source: Source<'_>, row: Range<usize>, spacing: bool, slack: usize) -> Vec<usize> {
    let mut pads = justified(source, row.clone(), (spacing, slack));
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
