//! Many sequences one behind the other in one pool, with where each ends: some of them replaced
//! in one pass. What the sequences are is the caller's business.

use std::collections::BTreeMap;

/// Puts other sequences in place of some, by their numbers; those beyond the last are left out.
/// Behind each stand `gap` items that belong to none.
pub fn splice<T: Copy>(pool: &mut Vec<T>, ends: &mut [u32], new: &BTreeMap<usize, Vec<T>>, gap: usize) {
    let added: usize = new.values().map(Vec::len).sum();
    if pool.len() + added > u32::MAX as usize {
        return;
    }
    let mut spliced = Vec::with_capacity(pool.len() + added);
    // Up to here everything is in the new pool, the sequences with these numbers and before.
    let (mut copied, mut done) = (0usize, 0usize);
    for (&at, items) in new.range(..ends.len()) {
        let start = match at.checked_sub(1) {
            None => 0,
            Some(before) if before + 1 == done => copied + gap,
            Some(before) => ends[before] as usize + gap,
        };
        let end = ends[at] as usize;
        let moved = spliced.len();
        spliced.extend_from_slice(pool.get(copied..start).unwrap_or_default());
        shift(&mut ends[done..at], copied, moved);
        spliced.extend_from_slice(items);
        ends[at] = number(spliced.len());
        (copied, done) = (end, at + 1);
    }
    let moved = spliced.len();
    spliced.extend_from_slice(pool.get(copied..).unwrap_or_default());
    shift(&mut ends[done..], copied, moved);
    *pool = spliced;
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
            sequences in prop::collection::vec(prop::collection::vec(1u8..9, 0..5), 0..12),
            new in prop::collection::btree_map(0usize..14, prop::collection::vec(10u8..19, 0..7), 0..6),
            gap in 0usize..2,
        ) {
            let (mut spliced, mut ends) = pool(&sequences, gap);
            splice(&mut spliced, &mut ends, &new, gap);
            let replaced: Vec<_> =
                (0..).zip(sequences).map(|(at, old)| new.get(&at).cloned().unwrap_or(old)).collect();
            prop_assert_eq!((spliced, ends), pool(&replaced, gap));
        }
    }
}
