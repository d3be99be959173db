//! The posts that were there when an archive was first opened. They are not unread, however
//! many they are; a post is, if it is not among them, whatever its date says.

use super::Identity;

/// Bytes of each key: with 200,000 keys of 40 bits, one post in five million is taken for known.
const KEY: usize = 5;

/// A set of posts, each by its path and by its heading, so that a post that is moved or gets
/// another title stays in it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Baseline {
    /// Ascending.
    keys: Vec<u64>,
    /// Where the keys of each beginning start, and where the last ones end: every post of an
    /// archive is looked for at its start, and halving the keys would miss the cache each time.
    starts: Vec<u32>,
}

/// Keys of one beginning, about.
const ALIKE: usize = 4;

impl Baseline {
    /// The set of these posts.
    pub fn new<'a>(posts: impl Iterator<Item = (&'a str, Identity)>) -> Self {
        let mut keys: Vec<u64> =
            posts.flat_map(|(path, heading)| [of_path(path), of_heading(&heading)]).collect();
        keys.sort_unstable();
        keys.dedup();
        Self::of(keys)
    }

    /// Whether a post is in it. Its heading is only asked for where its path is not known: making
    /// identities is what costs time where there are many posts.
    pub fn contains(&self, path: &str, heading: impl FnOnce() -> Identity) -> bool {
        self.has(of_path(path)) || self.has(of_heading(&heading()))
    }

    fn of(keys: Vec<u64>) -> Self {
        let beginnings = (keys.len() / ALIKE).max(1).next_power_of_two();
        let shift = 8 * KEY as u32 - beginnings.trailing_zeros();
        let start =
            |at: u64| u32::try_from(keys.partition_point(|key| key >> shift < at)).unwrap_or(u32::MAX);
        let starts = (0..=beginnings as u64).map(start).collect();
        Self { keys, starts }
    }

    fn has(&self, key: u64) -> bool {
        let beginnings = self.starts.len().saturating_sub(1);
        let at = (key >> (8 * KEY as u32 - beginnings.trailing_zeros())) as usize;
        let start = |at: usize| self.starts.get(at).map(|start| *start as usize);
        let alike = start(at).zip(start(at + 1)).and_then(|(start, end)| self.keys.get(start..end));
        alike.is_some_and(|alike| alike.contains(&key))
    }

    /// Whether nothing is in it.
    pub fn is_empty(&self) -> bool {
        self.keys.is_empty()
    }

    /// As bytes for the store: five for each key.
    pub(super) fn to_bytes(&self) -> Vec<u8> {
        self.keys.iter().flat_map(|key| key.to_be_bytes().into_iter().skip(8 - KEY)).collect()
    }

    /// Reads what [`Baseline::to_bytes`] wrote.
    pub(super) fn from_bytes(bytes: &[u8]) -> Self {
        let key = |bytes: &[u8]| bytes.iter().fold(0, |sum, byte| sum << 8 | u64::from(*byte));
        let mut keys: Vec<u64> = bytes.chunks_exact(KEY).map(key).collect();
        keys.sort_unstable();
        Self::of(keys)
    }
}

fn of_path(path: &str) -> u64 {
    of_heading(&Identity::of_heading(path, None))
}

fn of_heading(heading: &Identity) -> u64 {
    heading.short() >> (64 - 8 * KEY)
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
}
