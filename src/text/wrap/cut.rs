//! Cutting what cannot be broken: a token without joints that is longer than a row. The last
//! resort, but it still never splits a grapheme cluster.

use super::chars::may_part;
use crate::text::width::{self, Ruler};

/// Bytes of the first piece of a token that does not fit into `limit` columns, or None when
/// it fits. At least one grapheme cluster long. Looks at one row's worth only. `gap` tells the
/// columns that are drawn before a byte.
pub fn first(token: &str, (limit, ruler): (usize, Ruler), gap: impl Fn(usize) -> usize) -> Option<usize> {
    let (mut column, mut any) = (0, 0);
    // The last good place of each rank, with its column.
    let mut best: [Option<(usize, usize)>; 3] = [None; 3];
    for (at, cluster) in width::cluster_indices(token) {
        column += ruler.cluster_columns(cluster) + if at > 0 { gap(at) } else { 0 };
        if column > limit && at > 0 {
            return Some(choose(best, limit).unwrap_or(any));
        }
        any = at + cluster.len();
        if let Some(rank) = rank(token, any) {
            best[rank] = Some((any, column));
        }
    }
    None
}

/// The last place of the best rank that does not leave half of the row empty.
fn choose(best: [Option<(usize, usize)>; 3], limit: usize) -> Option<usize> {
    let full = |place: &Option<(usize, usize)>| place.filter(|(_, column)| *column * 2 > limit);
    let chosen = best.iter().find_map(full).or(best.into_iter().flatten().max());
    chosen.map(|(at, _)| at)
}

/// How well a token can be cut before this byte: 0 where a word or number within it ends, 1
/// where only kinsoku is kept, 2 within an encoded character; None where not even that.
fn rank(token: &str, at: usize) -> Option<usize> {
    // A space goes with the row, so what counts is what stands behind it.
    let before = token[..at].trim_end_matches(' ').chars().next_back()?;
    let after = token[at..].trim_start_matches(' ').chars().next()?;
    if !may_part(before, after) {
        // `%E4` begins well, although a percent sign behind a number does not.
        let encoded = after == '%' && token[at + 1..].starts_with(|c: char| c.is_ascii_hexdigit());
        return encoded.then_some(0);
    }
    let percent = token[..at].trim_end_matches(|c: char| c.is_ascii_hexdigit());
    if percent.ends_with('%') && at - percent.len() < 2 && after.is_ascii_hexdigit() {
        return Some(2);
    }
    let hump = before.is_lowercase() && after.is_uppercase();
    let in_number = matches!(before, '.' | ',') && after.is_ascii_digit();
    let in_word = before.is_alphanumeric() && after.is_alphanumeric() && !hump;
    Some(usize::from(in_word || in_number))
}
