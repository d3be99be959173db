//! The links of the article as a list to choose from: each with its number, its words, and
//! its address with the host first and in readable letters.

use super::viewport::Viewport;
use crate::article::Link;
use crate::text::{sanitize, url};

/// The window of links.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Links {
    /// The links in the order of their numbers.
    pub rows: Vec<Row>,
    /// The selected one, and which are shown.
    pub view: Viewport,
}

/// A link.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Row {
    /// What is opened.
    pub url: String,
    /// The words it stands on; may be empty.
    pub text: String,
    /// The host, or the scheme where there is none: `example.cn`, `mailto`.
    pub host: String,
    /// What follows the host, decoded.
    pub rest: String,
}

impl Links {
    /// The window for these links.
    pub fn new(links: &[Link]) -> Self {
        Self { rows: links.iter().map(Row::new).collect(), view: Viewport::default() }
    }

    /// What is opened for the selected row.
    pub fn selected(&self) -> Option<&Row> {
        self.rows.get(self.view.cursor())
    }
}

impl Row {
    fn new(link: &Link) -> Self {
        let (host, rest) = parts(&link.url);
        Self { url: link.url.clone(), text: link.text.clone(), host, rest }
    }

    /// The whole address, decoded.
    pub fn address(&self) -> String {
        readable(&self.url)
    }
}

/// Host and decoded rest of a URL; for mail the scheme and the address.
pub fn parts(link: &str) -> (String, String) {
    let rest_of = |host: &str| link.split_once(host).map_or("", |(_, rest)| rest);
    match (url::host(link), link.split_once(':')) {
        (Some(host), _) => (host.to_owned(), readable(rest_of(host))),
        (None, Some((scheme, rest))) => (scheme.to_ascii_lowercase(), readable(rest)),
        (None, None) => (String::new(), readable(link)),
    }
}

/// A URL with `%E4%BD%A0` as the letters that it stands for. ASCII stays encoded, so that
/// `%2F` does not become a slash, and what is not UTF-8 stays as it is.
pub fn readable(link: &str) -> String {
    let mut decoded = String::with_capacity(link.len());
    let mut rest = link;
    while let Some(at) = rest.find('%') {
        decoded.push_str(&rest[..at]);
        rest = &rest[at..];
        let bytes = encoded_bytes(rest);
        let valid = longest_utf8(&bytes);
        decoded.push_str(if valid.is_empty() { "%" } else { valid });
        rest = &rest[(valid.len() * 3).max(1)..];
    }
    decoded.push_str(rest);
    sanitize::line(&decoded).into_owned()
}

/// The bytes above ASCII that a text begins with in percent notation.
fn encoded_bytes(text: &str) -> Vec<u8> {
    let byte = |triple: &[u8]| match triple {
        [b'%', high, low] => Some(hex(*high)? << 4 | hex(*low)?),
        _ => None,
    };
    text.as_bytes().chunks(3).map_while(byte).take_while(|byte| *byte >= 0x80).collect()
}

fn hex(digit: u8) -> Option<u8> {
    char::from(digit).to_digit(16).and_then(|value| u8::try_from(value).ok())
}

fn longest_utf8(bytes: &[u8]) -> &str {
    match std::str::from_utf8(bytes) {
        Ok(text) => text,
        Err(error) => std::str::from_utf8(&bytes[..error.valid_up_to()]).unwrap_or_default(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_readable() {
        let table = [
            ("https://example.cn/%E6%96%B0%E9%97%BB/1", "https://example.cn/新闻/1"),
            ("https://example.cn/a%2Fb%20c", "https://example.cn/a%2Fb%20c"),
            ("https://example.cn/%E6%96", "https://example.cn/%E6%96"),
            ("https://example.cn/%E6%96%B0%FF", "https://example.cn/新%FF"),
            ("https://example.cn/%zz%", "https://example.cn/%zz%"),
            ("https://example.cn/%E2%80%AEx", "https://example.cn/x"),
            ("https://example.cn/日本語/한국어", "https://example.cn/日本語/한국어"),
            ("%é%", "%é%"),
        ];
        for (link, expected) in table {
            assert_eq!(readable(link), expected);
        }
    }

    #[test]
    fn the_host_stands_apart() {
        let table = [
            ("https://www.example.cn/%E6%96%B0", ("example.cn", "/新")),
            ("http://user@example.org:8080/x?y", ("example.org", ":8080/x?y")),
            ("https://example.cn", ("example.cn", "")),
            ("mailto:bianji@example.cn", ("mailto", "bianji@example.cn")),
        ];
        for (link, (host, rest)) in table {
            assert_eq!(parts(link), (host.to_owned(), rest.to_owned()));
        }
    }
}
