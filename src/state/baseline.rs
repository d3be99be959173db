//! The posts that were there when an archive was first opened. They are not unread, however
//! many they are; a post is, if it is not among them, whatever its date says.

use super::Identity;

/// Bytes of each key: with 200,000 keys of 40 bits, one post in five million is taken for known.
const KEY: usize = 5;

/// A key. Keys are parts of hashes, so they lie evenly between the smallest and the greatest.
type Key = [u8; KEY];

/// Keys around the place where one is to be expected that are looked at first: of a few hundred
/// thousand, nearly every one is among them.
const NEAR: usize = 512;

/// A set of posts, each by its path and by its heading, so that a post that is moved or gets
/// another title stays in it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Baseline {
    /// Ascending, as they are kept: reading them is to cost no more than copying them.
    keys: Vec<Key>,
}

impl Baseline {
    /// The set of these posts.
    pub fn new<'a>(posts: impl Iterator<Item = (&'a str, Identity)>) -> Self {
        let mut keys: Vec<Key> =
            posts.flat_map(|(path, heading)| [of_path(path), of_heading(&heading)]).collect();
        keys.sort_unstable();
        keys.dedup();
        Self { keys }
    }

    /// Whether a post is in it. Its heading is only asked for where its path is not known: making
    /// identities is what costs time where there are many posts.
    pub fn contains(&self, path: &str, heading: impl FnOnce() -> Identity) -> bool {
        self.has(&of_path(path)) || self.has(&of_heading(&heading()))
    }

    /// Looks where the key would be if all were as far from each other, then farther around: to
    /// halve them all would miss the cache a dozen times for each post of an archive.
    fn has(&self, key: &Key) -> bool {
        let part = key.iter().fold(0, |sum, byte| sum << 8 | u128::from(*byte));
        let expected = usize::try_from((part * self.keys.len() as u128) >> (8 * KEY)).unwrap_or_default();
        let mut near = NEAR;
        loop {
            let (start, end) = (expected.saturating_sub(near), (expected + near).min(self.keys.len()));
            let Some(around) = self.keys.get(start..end) else { return false };
            let below = start > 0 && around.first().is_none_or(|first| key < first);
            let above = end < self.keys.len() && around.last().is_none_or(|last| key > last);
            if !(below || above) {
                return around.binary_search(key).is_ok();
            }
            near *= 8;
        }
    }

    /// Whether nothing is in it.
    pub fn is_empty(&self) -> bool {
        self.keys.is_empty()
    }

    /// As bytes for the store: five for each key.
    pub(super) fn to_bytes(&self) -> Vec<u8> {
        self.keys.concat()
    }

    /// Reads what [`Baseline::to_bytes`] wrote.
    pub(super) fn from_bytes(bytes: &[u8]) -> Self {
        let mut keys = bytes.as_chunks().0.to_vec();
        let number = |&[a, b, c, d, e]: &Key| u64::from_be_bytes([0, 0, 0, a, b, c, d, e]);
        if !keys.is_sorted_by_key(number) {
            keys.sort_unstable();
        }
        Self { keys }
    }
}

fn of_path(path: &str) -> Key {
    of_heading(&Identity::of_heading(path, None))
}

fn of_heading(heading: &Identity) -> Key {
    let mut key = [0; KEY];
    key.copy_from_slice(&heading.0[..KEY]);
    key
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_post_stays_known_when_it_is_moved_or_renamed_but_not_when_it_is_new() {
        let heading = |title: &str| Identity::of_heading(title, Some(1));
        let baseline =
            Baseline::new([("财经/汇率.md", heading("汇率")), ("雨.md", heading("雨"))].into_iter());
        let rows = [
            ("财经/汇率.md", "汇率", true),
            ("要闻/汇率.md", "汇率", true),
            ("雨.md", "江南的雨", true),
            ("雪.md", "雪", false),
        ];
        for (path, title, expected) in rows {
            assert_eq!(baseline.contains(path, || heading(title)), expected, "{path}");
        }
        assert_eq!(Baseline::from_bytes(&baseline.to_bytes()), baseline);
        assert_eq!(baseline.to_bytes().len(), 4 * KEY);
    }

    #[test]
    fn every_key_is_found_and_no_other_however_unevenly_they_lie() {
        let even: Vec<Key> = (0..40_000).map(|at| of_path(&at.to_string())).collect();
        let crowded = (0..40_000u32).map(|at| {
            let [a, b, c, d] = (at * 2).to_be_bytes();
            [9, a, b, c, d]
        });
        let ends = [[0; KEY], [0xff; KEY]];
        for keys in [even, crowded.collect(), ends.to_vec(), Vec::new(), vec![[7; KEY]]] {
            let set = Baseline::from_bytes(&keys.concat());
            assert!(keys.iter().all(|key| set.has(key)));
            let others = (0..2000).map(|at| of_path(&format!("{at}?"))).chain([[9, 0, 0, 0, 1], [8; KEY]]);
            assert!(others.filter(|key| !keys.contains(key)).all(|key| !set.has(&key)));
        }
    }
}
