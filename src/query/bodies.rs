//! Searching texts: words that must all occur, found in keys and shown in what surrounds them.
//! What counts as the same is decided in [`crate::text::fold`]; where the texts come from is
//! the caller's business.

use std::ops::Range;

use memchr::memmem;

use crate::text::fold::{Finder, Folded, running_key};
use crate::text::width::{cluster_columns, cluster_indices};

/// Columns of a snippet that stand before its hit, at most, where something follows.
const BEFORE: usize = 20;

/// What is searched for.
#[derive(Debug, Clone)]
pub struct Words {
    /// Keys, none of them empty; the longest first, since it is the rarest.
    keys: Vec<String>,
    finders: Vec<memmem::Finder<'static>>,
}

impl PartialEq for Words {
    fn eq(&self, other: &Self) -> bool {
        self.keys == other.keys
    }
}

impl Eq for Words {}

/// What was found in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Found {
    /// Places, of all words together.
    pub count: usize,
    /// The first one, as an offset in the key.
    pub first: usize,
}

/// Some of a text around a hit.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Snippet {
    /// One line.
    pub text: String,
    /// The places in it where a word is; ascending and apart.
    pub hits: Vec<Range<usize>>,
}

impl Words {
    /// Words apart by white space (U+3000 too); what stands in `"…"` is one word. None where
    /// there is nothing to search for.
    pub fn parse(text: &str) -> Option<Self> {
        let mut keys = Vec::new();
        // Every other piece stands between quotation marks; the last one may not be closed.
        for (nth, piece) in text.split('"').enumerate() {
            if nth % 2 == 1 {
                keys.push(running_key(piece));
            } else {
                keys.extend(piece.split_whitespace().map(running_key));
            }
        }
        Self::of(keys)
    }

    /// What stands in a text as one phrase. None where there is nothing to search for.
    pub fn phrase(text: &str) -> Option<Self> {
        Self::of(vec![running_key(text)])
    }

    fn of(mut keys: Vec<String>) -> Option<Self> {
        keys.retain(|key| !key.is_empty());
        keys.sort_by(|one, other| other.len().cmp(&one.len()).then_with(|| one.cmp(other)));
        keys.dedup();
        let finders = keys.iter().map(|key| memmem::Finder::new(key.as_bytes()).into_owned()).collect();
        (!keys.is_empty()).then_some(Self { keys, finders })
    }

    /// The search keys of the words.
    pub fn keys(&self) -> &[String] {
        &self.keys
    }

    /// Looks into many keys that stand one behind the other: the numbers of those posts
    /// (given as ascending ranges of bytes) that hold all words, and what was found in them.
    pub fn look(&self, keys: &[u8], posts: &[Range<usize>]) -> Vec<(usize, Found)> {
        self.each(keys, posts, |key, _| self.find(key))
    }

    /// As [`Words::look`], but only where the first place is: an offset in the key. It does not
    /// read on in a post once that is known.
    pub fn sift(&self, keys: &[u8], posts: &[Range<usize>]) -> Vec<(usize, usize)> {
        let others = self.finders.get(1..).unwrap_or_default();
        self.each(keys, posts, |key, first| {
            others.iter().try_fold(first, |first, finder| Some(finder.find(key)?.min(first)))
        })
    }

    /// Asks what is found in each post that has the rarest word: its key, and where that is.
    fn each<T>(
        &self,
        keys: &[u8],
        posts: &[Range<usize>],
        mut find: impl FnMut(&[u8], usize) -> Option<T>,
    ) -> Vec<(usize, T)> {
        let Some(rarest) = self.finders.first() else { return Vec::new() };
        let mut found = Vec::new();
        let (mut at, mut nth) = (0, 0);
        while let Some(hit) = keys.get(at..).and_then(|rest| rarest.find(rest)) {
            let hit = at + hit;
            nth += posts[nth..].partition_point(|post| post.end <= hit);
            let Some(post) = posts.get(nth) else { break };
            if hit < post.start {
                // Between two posts that are wanted.
                at = post.start;
                continue;
            }
            let key = keys.get(post.clone()).unwrap_or_default();
            found.extend(find(key, hit - post.start).map(|found| (nth, found)));
            at = post.end;
        }
        found
    }

    /// What is found in one key, if all words are.
    pub fn find(&self, key: &[u8]) -> Option<Found> {
        let mut all = Found { count: 0, first: usize::MAX };
        for finder in &self.finders {
            let mut places = finder.find_iter(key);
            let first = places.next()?;
            all.count += 1 + places.count();
            all.first = all.first.min(first);
        }
        Some(all)
    }

    /// About so many columns of a text around the first place where a word is, white space
    /// drawn together.
    pub fn snippet(&self, text: &str, columns: usize) -> Snippet {
        let first = self.places(text).first().map_or(0, |place| place.start);
        let (before, after) = text.split_at(first);
        let mut start = first;
        let mut used = 0;
        for (at, cluster) in cluster_indices(before).rev() {
            used += cluster_columns(cluster);
            if used > BEFORE.min(columns / 3) {
                break;
            }
            start = at;
        }
        let mut room = columns.saturating_sub(used.min(BEFORE) + 2);
        let mut end = text.len();
        for (at, cluster) in cluster_indices(after) {
            room = match room.checked_sub(cluster_columns(cluster)) {
                Some(room) => room,
                None => {
                    end = first + at;
                    break;
                }
            };
        }
        let inner = text[start..end].split_whitespace().collect::<Vec<_>>().join(" ");
        let cut = |is: bool| if is { "…" } else { "" };
        let line = format!("{}{inner}{}", cut(start > 0), cut(end < text.len()));
        Snippet { hits: self.places(&line), text: line }
    }

    /// Where words are in a text: ascending and apart.
    fn places(&self, text: &str) -> Vec<Range<usize>> {
        let folded = Folded::running(text);
        let mut places: Vec<Range<usize>> = Vec::new();
        for key in &self.keys {
            places.extend(folded.find(&Finder::new(key)));
        }
        places.sort_by_key(|place| (place.start, place.end));
        let mut apart: Vec<Range<usize>> = Vec::new();
        for place in places {
            match apart.last_mut() {
                Some(last) if place.start < last.end => last.end = last.end.max(place.end),
                _ => apart.push(place),
            }
        }
        apart
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keys(text: &str) -> Option<Vec<String>> {
        Words::parse(text).map(|words| words.keys)
    }

    #[test]
    fn words_and_phrases() {
        let rows: [(&str, &[&str]); 7] = [
            ("建设银行", &["建设银行"]),
            ("後臺　ＡＢＣ", &["后台", "abc"]),
            (r#""two words" x"#, &["two words", "x"]),
            (r#"a"b c"d"#, &["b c", "a", "d"]),
            (r#""未 完"#, &["未完"]),
            ("行 行", &["行"]),
            ("한국어 😀", &["한국어", "😀"]),
        ];
        for (text, expected) in rows {
            assert_eq!(keys(text).unwrap(), expected, "{text}");
        }
        for text in ["", " 　", "\"\"", "\u{200b}"] {
            assert_eq!(keys(text), None, "{text:?}");
        }
    }

    #[test]
    fn posts_are_told_apart_and_need_all_words() {
        let posts = ["银行甲银行\n", "甲\n", "银\n行甲\n", "乙银行\n", "甲银行\n"];
        let keys: String = posts.concat();
        let mut at = 0;
        let ranges: Vec<Range<usize>> = posts
            .iter()
            .map(|post| {
                at += post.len();
                at - post.len()..at
            })
            .collect();
        let look = |text: &str, ranges: &[Range<usize>]| {
            let found = Words::parse(text).unwrap().look(keys.as_bytes(), ranges);
            found.iter().map(|(nth, found)| (*nth, found.count, found.first)).collect::<Vec<_>>()
        };
        let sift = |text: &str| Words::parse(text).unwrap().sift(keys.as_bytes(), &ranges);
        assert_eq!(sift("银行"), [(0, 0), (3, 3), (4, 3)]);
        assert_eq!(sift("甲 银行"), [(0, 0), (4, 0)]);
        assert_eq!(look("银行", &ranges), [(0, 2, 0), (3, 1, 3), (4, 1, 3)]);
        assert_eq!(look("甲 银行", &ranges), [(0, 3, 0), (4, 2, 0)]);
        assert_eq!(look("甲", &ranges), [(0, 1, 6), (1, 1, 0), (2, 1, 7), (4, 1, 0)]);
        let wanted = [ranges[1].clone(), ranges[4].clone()];
        assert_eq!(look("银行", &wanted), [(1, 1, 3)]);
        assert_eq!(look("银行甲", &[ranges[2].clone()]), []);
    }

    #[test]
    fn a_snippet_is_one_line_around_the_first_hit() {
        let words = Words::parse("後臺").unwrap();
        let long = format!("{}后\n台{}", "前".repeat(50), "末".repeat(50));
        let snippet = words.snippet(&long, 40);
        assert_eq!(snippet.text, format!("…{}后 台{}…", "前".repeat(6), "末".repeat(10)));
        assert_eq!(snippet.hits.len(), 1);
        assert_eq!(&snippet.text[snippet.hits[0].clone()], "后 台");
        let short = words.snippet("看后台。", 40);
        assert_eq!((short.text.as_str(), short.hits.first()), ("看后台。", Some(&(3..9))));
        let family = "👨‍👩‍👧‍👦";
        let cut = words.snippet(&format!("后台{}", family.repeat(60)), 30).text;
        assert!(cut.ends_with(&format!("{family}…")), "{cut}");
    }
}
