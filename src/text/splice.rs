//! Many sequences one behind the other in one pool, with where each ends: some of them replaced
//! in one pass. What the sequences are is the caller's business.

use std::borrow::Borrow;
use std::collections::BTreeMap;
use std::ops::Range;

/// Sequences that are replaced where they stand: of more, everything is copied once.
const FEW: usize = 8;

/// Sequences one behind the other: items of some type, or text.
pub trait Pool: Default {
    /// One of them.
    type Piece: ?Sized;

    /// Items, or bytes, in all.
    fn size(&self) -> usize;
    /// Items, or bytes, of one sequence.
    fn size_of(piece: &Self::Piece) -> usize;
    /// Makes room for more.
    fn make_room(&mut self, more: usize);
    /// Adds a part of another pool.
    fn copy(&mut self, from: &Self, range: Range<usize>);
    /// Adds a sequence.
    fn add(&mut self, piece: &Self::Piece);
    /// Puts a sequence in place of a part.
    fn replace(&mut self, range: Range<usize>, piece: &Self::Piece);
}

impl<T: Copy> Pool for Vec<T> {
    type Piece = [T];

    fn size(&self) -> usize {
        self.len()
    }

    fn size_of(piece: &[T]) -> usize {
        piece.len()
    }

    fn make_room(&mut self, more: usize) {
        self.reserve_exact(more);
    }

    fn copy(&mut self, from: &Self, range: Range<usize>) {
        self.extend_from_slice(from.get(range).unwrap_or_default());
    }

    fn add(&mut self, piece: &[T]) {
        self.extend_from_slice(piece);
    }

    fn replace(&mut self, range: Range<usize>, piece: &[T]) {
        if range.start <= range.end && range.end <= self.len() {
            self.splice(range, piece.iter().copied());
        }
    }
}

impl Pool for String {
    type Piece = str;

    fn size(&self) -> usize {
        self.len()
    }

    fn size_of(piece: &str) -> usize {
        piece.len()
    }

    fn make_room(&mut self, more: usize) {
        self.reserve_exact(more);
    }

    fn copy(&mut self, from: &Self, range: Range<usize>) {
        self.push_str(from.get(range).unwrap_or_default());
    }

    fn add(&mut self, piece: &str) {
        self.push_str(piece);
    }

    fn replace(&mut self, range: Range<usize>, piece: &str) {
        if self.get(range.clone()).is_some() {
            self.replace_range(range, piece);
        }
    }
}

/// Puts other sequences in place of some, by their numbers; those beyond the last are left out.
/// Behind each stand `gap` items that belong to none.
pub fn splice<P: Pool, S: Borrow<P::Piece>>(
    pool: &mut P,
    ends: &mut [u32],
    new: &BTreeMap<usize, S>,
    gap: usize,
) {
    let added: usize = new.values().map(|piece| P::size_of(piece.borrow())).sum();
    if pool.size() + added > u32::MAX as usize {
        return;
    }
    if new.len() <= FEW {
        pool.make_room(added);
        return new
            .range(..ends.len())
            .for_each(|(&at, piece)| splice_one(pool, ends, (at, piece.borrow()), gap));
    }
    let mut spliced = P::default();
    spliced.make_room(pool.size() + added);
    // Up to here everything is in the new pool, the sequences with these numbers and before.
    let (mut copied, mut done) = (0usize, 0usize);
    for (&at, piece) in new.range(..ends.len()) {
        let start = match at.checked_sub(1) {
            None => 0,
            Some(before) if before + 1 == done => copied + gap,
            Some(before) => ends[before] as usize + gap,
        };
        let end = ends[at] as usize;
        let moved = spliced.size();
        spliced.copy(pool, copied..start);
        shift(&mut ends[done..at], copied, moved);
        spliced.add(piece.borrow());
        ends[at] = number(spliced.size());
        (copied, done) = (end, at + 1);
    }
    let moved = spliced.size();
    spliced.copy(pool, copied..pool.size());
    shift(&mut ends[done..], copied, moved);
    *pool = spliced;
}

/// Puts another sequence in place of one.
fn splice_one<P: Pool>(pool: &mut P, ends: &mut [u32], (at, piece): (usize, &P::Piece), gap: usize) {
    let start = at.checked_sub(1).map_or(0, |before| ends[before] as usize + gap);
    let end = ends[at] as usize;
    pool.replace(start..end, piece);
    shift(&mut ends[at..], end, start + P::size_of(piece));
}

fn shift(ends: &mut [u32], from: usize, to: usize) {
    let (from, to) = (number(from), number(to));
    ends.iter_mut().for_each(|end| *end = *end - from + to);
}

fn number(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::{prop, prop_assert_eq, proptest};

    use super::*;

    fn pool(sequences: &[Vec<u8>], gap: usize) -> (Vec<u8>, Vec<u32>) {
        let (mut pool, mut ends) = (Vec::new(), Vec::new());
        for sequence in sequences {
            pool.extend(sequence);
            ends.push(number(pool.len()));
            pool.extend(std::iter::repeat_n(0, gap));
        }
        (pool, ends)
    }

    proptest! {
        #[test]
        fn it_is_as_if_they_had_been_there_before(
            sequences in prop::collection::vec(prop::collection::vec(1u8..9, 0..5), 0..24),
            new in prop::collection::btree_map(0usize..26, prop::collection::vec(10u8..19, 0..7), 0..16),
            gap in 0usize..2,
        ) {
            let (mut spliced, mut ends) = pool(&sequences, gap);
            splice(&mut spliced, &mut ends, &new, gap);
            let replaced: Vec<_> =
                (0..).zip(sequences).map(|(at, old)| new.get(&at).cloned().unwrap_or(old)).collect();
            prop_assert_eq!((spliced, ends), pool(&replaced, gap));
        }
    }

    #[test]
    fn text_is_replaced_by_text_be_it_little_or_much() {
        for count in [3, 30] {
            let titles: Vec<String> = (0..count).map(|at| format!("第{at}篇，旧")).collect();
            let (mut text, mut ends) = (String::new(), Vec::new());
            for title in &titles {
                text.push_str(title);
                ends.push(number(text.len()));
                text.push('\n');
            }
            let new: BTreeMap<usize, String> =
                (0..count).step_by(2).map(|at| (at, "新".repeat(at))).collect();
            splice(&mut text, &mut ends, &new, 1);
            let expected = (0..count).map(|at| new.get(&at).unwrap_or(&titles[at]).clone() + "\n");
            assert_eq!(text, expected.collect::<String>());
            assert!(ends.iter().all(|end| text.as_bytes()[*end as usize] == b'\n'));
        }
    }
}
