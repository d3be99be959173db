//! What makes a post and an archive the same although their files moved: identities made from
//! what they say. Pure: texts in, numbers out.

use sha2::{Digest, Sha256};

use crate::post::Post;

/// An identity made from a text: the first half of its SHA-256, so that nobody can write a post
/// that is taken for another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Identity(pub [u8; 16]);

/// Shortest body that says what it is; shorter ones (a stub, a picture) are all alike.
const MIN_BODY: usize = 24;

/// Posts in the sketch of an archive.
const SKETCH: usize = 64;

impl Identity {
    /// Of what the list shows of a post: its title and its date.
    pub fn heading(post: &Post) -> Self {
        Self::of_heading(&post.title, post.date.map(|date| date.seconds))
    }

    /// The same by title and seconds since the epoch.
    pub fn of_heading(title: &str, seconds: Option<i64>) -> Self {
        let date = seconds.map(|seconds| seconds.to_string()).unwrap_or_default();
        Self::of([title, "\n", &date].into_iter())
    }

    /// Of a body, front matter left out, white space however it stands; None for a body that is
    /// too short to be told from others.
    pub fn body(text: &str) -> Option<Self> {
        let long = text.split_whitespace().map(str::len).scan(0, |sum, len| {
            *sum += len;
            Some(*sum)
        });
        long.into_iter()
            .any(|sum| sum >= MIN_BODY)
            .then(|| Self::of(text.split_whitespace().flat_map(|word| [word, " "])))
    }

    fn of<'a>(parts: impl Iterator<Item = &'a str>) -> Self {
        let mut hash = Sha256::new();
        parts.for_each(|part| hash.update(part.as_bytes()));
        let mut first = [0; 16];
        first.copy_from_slice(&hash.finalize()[..16]);
        Self(first)
    }

    /// A shorter one.
    pub(super) fn short(&self) -> u64 {
        self.0.iter().take(8).fold(0, |sum, byte| sum << 8 | u64::from(*byte))
    }

    /// In hexadecimal digits.
    pub fn print(&self) -> String {
        self.0.iter().map(|byte| format!("{byte:02x}")).collect()
    }

    /// Reads what [`Identity::print`] wrote.
    pub fn parse(text: &str) -> Option<Self> {
        if text.len() != 32 || !text.is_ascii() {
            return None;
        }
        let mut bytes = [0; 16];
        for (at, byte) in bytes.iter_mut().enumerate() {
            *byte = u8::from_str_radix(&text[at * 2..at * 2 + 2], 16).ok()?;
        }
        Some(Self(bytes))
    }

    /// From the bytes of the store.
    pub(super) fn from_bytes(bytes: &[u8]) -> Option<Self> {
        bytes.try_into().ok().map(Self)
    }
}

/// An archive in small: the smallest of the identities of its posts. Another selection of the
/// same posts, or the archive when it has grown, shares most of them (A. Broder, "On the
/// resemblance and containment of documents").
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Sketch(pub(super) Vec<u64>);

impl Sketch {
    /// Of the headings of all posts of an archive.
    pub fn new<'a>(headings: impl Iterator<Item = &'a Identity>) -> Self {
        let mut all: Vec<u64> = headings.map(Identity::short).collect();
        all.sort_unstable();
        all.dedup();
        all.truncate(SKETCH);
        Self(all)
    }

    /// How many of it are among these (ascending), and how many it has.
    pub(super) fn found_in(&self, headings: &[u64]) -> (usize, usize) {
        (self.0.iter().filter(|known| headings.binary_search(known).is_ok()).count(), self.0.len())
    }

    /// As bytes for the store.
    pub(super) fn to_bytes(&self) -> Vec<u8> {
        self.0.iter().flat_map(|short| short.to_be_bytes()).collect()
    }

    /// Reads what [`Sketch::to_bytes`] wrote.
    pub(super) fn from_bytes(bytes: &[u8]) -> Self {
        let mut all: Vec<u64> = bytes
            .chunks_exact(8)
            .map(|eight| eight.iter().fold(0, |sum, byte| sum << 8 | u64::from(*byte)))
            .collect();
        all.sort_unstable();
        Self(all)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_body_is_the_same_however_its_lines_break() {
        let text = "人民币汇率走势平稳，央行称市场预期稳定。\n\n第二段。";
        let body = Identity::body(text).unwrap();
        assert_eq!(
            Identity::body("\r\n  人民币汇率走势平稳，央行称市场预期稳定。\r\n第二段。\n\n"),
            Some(body)
        );
        assert_ne!(Identity::body(&text.replace('二', "三")), Some(body));
        assert_eq!(Identity::body("  \n 待写 "), None);
        assert_eq!(Identity::parse(&body.print()), Some(body));
        assert_eq!(Identity::parse("zz"), None);
        assert_eq!(Identity::parse(&"é".repeat(16)), None);
    }

    #[test]
    fn headings_are_title_and_date() {
        let one = Identity::of_heading("江南的雨", Some(5));
        assert_ne!(one, Identity::of_heading("江南的雨", None));
        assert_ne!(one, Identity::of_heading("江南的雪", Some(5)));
        assert_eq!(one, Identity::of_heading("江南的雨", Some(5)));
    }

    #[test]
    fn a_sketch_is_found_in_the_archive_when_it_has_grown() {
        let headings: Vec<_> = (0..1000).map(|at| Identity::of_heading("报", Some(at))).collect();
        let sketch = Sketch::new(headings[..300].iter());
        let mut grown: Vec<u64> = headings.iter().map(Identity::short).collect();
        grown.sort_unstable();
        assert_eq!(sketch.found_in(&grown), (64, 64));
        assert_eq!(Sketch::from_bytes(&sketch.to_bytes()), sketch);
        let mut others: Vec<u64> = headings[300..].iter().map(Identity::short).collect();
        others.sort_unstable();
        assert_eq!(sketch.found_in(&others).0, 0);
    }
}
