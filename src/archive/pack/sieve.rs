//! Which posts of a pack can hold some words, told without a look at their keys. A key is taken
//! apart into grams (two neighbours of Han, kana or Hangul, three of letters); a group of posts
//! has a table of bits with a column for each post and rows that a gram of it sets. A post can
//! hold a word where the rows of all its grams are set: some do not, but none is passed over.
//! Files and checksums are not looked at here.
//!
//! Such tables are known as bit-sliced signature files (Faloutsos and Christodoulakis, 1984).

use rayon::iter::{IntoParallelIterator, ParallelIterator};

/// Posts of a group: of so many a row is read at once.
const GROUP: usize = 4096;
/// Bytes of keys at which a group is full too: grams are kept until then.
const WEIGHT: usize = 16 << 20;
/// Posts whose bits are set by one thread; a group ends only behind so many.
const STRIPE: usize = u64::BITS as usize;
/// Rows of a group, at least and at most.
const ROWS: (usize, usize) = (64, 1 << 20);
/// Rows that are looked at for words, at most: what they all leave is hardly less with more.
const ASKED: usize = 32;

/// The words, one behind the other, of all rows of a group of posts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    /// Posts that have a column.
    pub posts: u32,
    /// How many rows there are.
    pub rows: u32,
    /// Bits, row after row.
    pub bytes: Vec<u8>,
}

/// Bytes of a row for so many posts.
pub fn stride(posts: u32) -> usize {
    (posts as usize).div_ceil(STRIPE) * size_of::<u64>()
}

/// The grams of a key, or of a word: those of a word are among those of each key that it is in.
pub fn grams(key: &str) -> impl Iterator<Item = u32> {
    let mut second = key.chars();
    second.next();
    let mut third = second.clone();
    third.next();
    key.chars().filter_map(move |first| {
        let (second, third) = (second.next(), third.next());
        gram(first, second?, third)
    })
}

/// A number for neighbours. Of letters there are few, so that two would be in every text.
fn gram(first: char, second: char, third: Option<char>) -> Option<u32> {
    let letter = |c: char| c < '\u{1100}';
    let third = match letter(first) && letter(second) {
        true => third.filter(|third| letter(*third))?,
        false => '\0',
    };
    let [first, second, third] = [first, second, third].map(u64::from);
    let mixed = ((first << 42) | (second << 21) | third).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    u32::try_from(mixed >> 32).ok()
}

/// The rows that a gram sets, of so many.
fn rows_of(gram: u32, rows: u32) -> [u32; 2] {
    let row = |number: u32| ((u64::from(number) * u64::from(rows)) >> 32) as u32;
    [row(gram), row(gram.wrapping_mul(0x9e37_79b1))]
}

/// The rows, of so many, that are all set for a post that holds all of these words.
pub fn asked(words: &[String], rows: u32) -> Vec<u32> {
    let grams = words.iter().flat_map(|word| grams(word));
    let mut asked: Vec<u32> = grams.flat_map(|gram| rows_of(gram, rows)).take(ASKED).collect();
    asked.sort_unstable();
    asked.dedup();
    asked
}

/// Takes in posts one after the other, until there are enough for a group.
#[derive(Debug, Default)]
pub struct Builder {
    grams: Vec<u32>,
    /// Where those of each post end.
    ends: Vec<usize>,
    /// Bytes of all keys.
    weight: usize,
}

impl Builder {
    /// Takes in a post with the grams of its key, which has so many bytes.
    pub fn push(&mut self, grams: &[u32], key: usize) {
        self.grams.extend(grams);
        self.ends.push(self.grams.len());
        self.weight += key;
    }

    /// Whether the group is complete.
    pub fn is_full(&self) -> bool {
        let posts = self.ends.len();
        posts >= GROUP || self.weight >= WEIGHT && posts.is_multiple_of(STRIPE)
    }

    /// The table of the posts since the last one, if there are any.
    pub fn take(&mut self) -> Option<Table> {
        let posts = self.ends.len();
        // With one bit for a byte of a key, less than half of them are set.
        let rows = self.weight.checked_div(posts)?.clamp(ROWS.0, ROWS.1);
        let count = u32::try_from(rows).ok()?;
        let stripe = |start: usize| {
            let mut bits = vec![0u64; rows];
            for post in start..posts.min(start + STRIPE) {
                let of = post.checked_sub(1).map_or(0, |before| self.ends[before])..self.ends[post];
                let set = self.grams[of].iter().flat_map(|gram| rows_of(*gram, count));
                set.for_each(|row| bits[row as usize] |= 1 << (post - start));
            }
            bits
        };
        let starts: Vec<usize> = (0..posts).step_by(STRIPE).collect();
        let stripes: Vec<Vec<u64>> = starts.into_par_iter().map(stripe).collect();
        let words = (0..rows).flat_map(|row| stripes.iter().map(move |stripe| stripe[row]));
        let bytes = words.flat_map(u64::to_le_bytes).collect();
        *self = Self::default();
        Some(Table { posts: u32::try_from(posts).ok()?, rows: count, bytes })
    }
}

/// The posts that words leave.
#[derive(Debug, Clone, Default)]
pub struct Left(Vec<u64>);

impl Left {
    /// Puts all posts of a group behind those before, which are whole stripes.
    pub fn all(&mut self, posts: u32) {
        self.0.resize(self.0.len() + stride(posts) / size_of::<u64>(), u64::MAX);
    }

    /// Leaves those of the last posts, whole stripes too, that are set in a row. Whether any are.
    pub fn keep(&mut self, row: &[u8]) -> bool {
        let (words, _) = row.as_chunks();
        let start = self.0.len().saturating_sub(words.len());
        let mut any = 0;
        for (bits, word) in self.0[start..].iter_mut().zip(words) {
            *bits &= u64::from_le_bytes(*word);
            any |= *bits;
        }
        any != 0
    }

    /// Whether a post is among them; one that no table knows of is.
    pub fn holds(&self, number: u32) -> bool {
        let bits = self.0.get(number as usize / STRIPE);
        bits.is_none_or(|bits| (bits >> (number as usize % STRIPE)) & 1 == 1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::{any, prop, prop_assert, proptest};

    /// The posts that are left for words.
    fn left(keys: &[String], words: &[String]) -> Vec<bool> {
        let mut builder = Builder::default();
        let mut left = Left::default();
        for (nth, key) in keys.iter().enumerate() {
            builder.push(&grams(key).collect::<Vec<_>>(), key.len());
            if builder.is_full() || nth + 1 == keys.len() {
                let table = builder.take().unwrap();
                let stride = stride(table.posts);
                assert_eq!(table.bytes.len(), table.rows as usize * stride);
                left.all(table.posts);
                for row in asked(words, table.rows) {
                    left.keep(&table.bytes[row as usize * stride..][..stride]);
                }
            }
        }
        (0..keys.len()).map(|number| left.holds(number as u32)).collect()
    }

    /// A text of its own for each number.
    fn text(number: usize) -> String {
        let letter = |at: usize| {
            let mixed = ((number * 400 + at) as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 40;
            let start = if at.is_multiple_of(5) { 0x61 } else { 0x4e00 };
            char::from_u32(start + (mixed % if start == 0x61 { 26 } else { 3000 }) as u32).unwrap()
        };
        (0..400).map(letter).collect::<String>() + "\n"
    }

    #[test]
    fn hardly_any_post_is_left_that_does_not_hold_a_word() {
        let mut keys: Vec<String> = (0..2 * GROUP + 100).map(text).collect();
        for at in [0, 63, 64, GROUP - 1, GROUP, 2 * GROUP + 99] {
            keys[at] += "股票代码 600519 贵州茅台 kweichow\n";
        }
        // Of texts in which nothing comes twice, which is more than real ones hold.
        for (words, percent) in
            [(&["贵州茅台"][..], 5), (&["茅台"], 40), (&["kweichow"], 1), (&["600519", "代码"], 2)]
        {
            let words: Vec<String> = words.iter().map(|word| (*word).to_owned()).collect();
            let left = left(&keys, &words);
            let holds = |key: &String| words.iter().all(|word| key.contains(word));
            let held: Vec<bool> = keys.iter().map(holds).collect();
            let of = |posts: &[bool]| posts.iter().filter(|held| **held).count();
            assert!(held.iter().zip(&left).all(|(held, left)| !held || *left), "{words:?}");
            assert_eq!(of(&held), 6);
            let most = of(&held) + keys.len() * percent / 100;
            assert!(of(&left) <= most, "{words:?} leave {} posts", of(&left));
        }
    }

    #[test]
    fn what_is_too_short_to_be_told_leaves_all() {
        let keys = ["甲乙\n", "丙\n", "ab\n"].map(String::from);
        for word in ["甲", "a", "ab", "é", ""] {
            assert_eq!(left(&keys, &[word.to_owned()]), [true; 3], "{word}");
        }
        assert!(Left::default().holds(5));
    }

    #[test]
    fn long_posts_fill_a_group_before_there_are_many() {
        let mut builder = Builder::default();
        for post in 1..=STRIPE {
            builder.push(&[], WEIGHT);
            assert_eq!(builder.is_full(), post == STRIPE);
        }
        assert_eq!(builder.take().unwrap().posts, STRIPE as u32);
        assert_eq!(builder.take(), None);
    }

    proptest! {
        #[test]
        fn no_post_that_holds_a_word_is_passed_over(
            keys in prop::collection::vec("[a-cж一二三가나か😀 \u{301}]{0,30}", 1..150),
            at in any::<prop::sample::Index>(), from in 0usize..30, len in 1usize..12,
        ) {
            let word: String = at.get(&keys).chars().skip(from).take(len).collect();
            let left = left(&keys, std::slice::from_ref(&word));
            for (key, left) in keys.iter().zip(left) {
                prop_assert!(left || !key.contains(&word), "{word:?} in {key:?}");
            }
        }
    }
}
