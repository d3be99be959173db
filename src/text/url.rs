//! Which URLs kanbao will hand to a browser, and how it shows them. Pure text: nothing
//! is opened or fetched here.

use super::sanitize;

/// The URL that may be opened for a link target: absolute http, https or mailto; `//host/x`
/// is https. None for everything else: other schemes, relative targets, empty hosts.
pub fn openable(target: &str) -> Option<String> {
    let target = sanitize::line(target.trim());
    let target = target.replace(' ', "%20");
    let url = if target.starts_with("//") { format!("https:{target}") } else { target };
    let rest = without_prefix(&url, "https://").or_else(|| without_prefix(&url, "http://"));
    let valid = match rest {
        Some(rest) => !rest.is_empty() && !rest.starts_with(['/', '?', '#', ':']),
        None => without_prefix(&url, "mailto:").is_some_and(|address| address.contains('@')),
    };
    valid.then_some(url)
}

/// The host of an http or https URL, without user, port and a leading `www.`.
pub fn host(url: &str) -> Option<&str> {
    let rest = without_prefix(url, "https://").or_else(|| without_prefix(url, "http://"))?;
    let authority = rest.split(['/', '?', '#']).next()?;
    let host = authority.rsplit('@').next()?.split(':').next()?;
    Some(host.strip_prefix("www.").unwrap_or(host))
}

/// Host and decoded rest of a URL; for mail the scheme and the address.
pub fn parts(link: &str) -> (String, String) {
    let rest_of = |host: &str| link.split_once(host).map_or("", |(_, rest)| rest);
    match (host(link), link.split_once(':')) {
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

/// Percent notation as the text that it stands for, ASCII too: the name of a file or of a
/// place, no longer a URL. Clean; what would not be UTF-8 stays as it is.
pub fn decoded(text: &str) -> String {
    let (source, mut bytes, mut at) = (text.as_bytes(), Vec::with_capacity(text.len()), 0);
    while let Some(&byte) = source.get(at) {
        let value = match source.get(at..at + 3) {
            Some(&[b'%', high, low]) => hex(high).zip(hex(low)).map(|(high, low)| high << 4 | low),
            _ => None,
        };
        at += if value.is_some() { 3 } else { 1 };
        bytes.push(value.unwrap_or(byte));
    }
    sanitize::line(std::str::from_utf8(&bytes).unwrap_or(text)).into_owned()
}

/// The bytes above ASCII that a text begins with in percent notation, as many as a character
/// may have: what follows is looked at in its turn, and a long row of them only once.
fn encoded_bytes(text: &str) -> Vec<u8> {
    let byte = |triple: &[u8]| match triple {
        [b'%', high, low] => Some(hex(*high)? << 4 | hex(*low)?),
        _ => None,
    };
    text.as_bytes().chunks(3).take(4).map_while(byte).take_while(|byte| *byte >= 0x80).collect()
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

fn without_prefix<'a>(text: &'a str, prefix: &str) -> Option<&'a str> {
    let head = text.get(..prefix.len())?;
    head.eq_ignore_ascii_case(prefix).then(|| &text[prefix.len()..])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_web_and_mail_addresses_are_opened() {
        let table = [
            ("https://例子.cn/路径?a=1", Some("https://例子.cn/路径?a=1")),
            ("//news.example.org/x", Some("https://news.example.org/x")),
            (" HTTP://example.cn ", Some("HTTP://example.cn")),
            ("http://example.cn/a b", Some("http://example.cn/a%20b")),
            ("//example.cn/a b", Some("https://example.cn/a%20b")),
            ("mailto:bianji@example.cn", Some("mailto:bianji@example.cn")),
            ("http://", None),
            ("https:///x", None),
            ("javascript:alert(1)", None),
            ("file:///etc/passwd", None),
            ("/2022/01/x.html", None),
            ("#注1", None),
            ("", None),
            ("htt\u{4f60}://x", None),
        ];
        for (target, expected) in table {
            assert_eq!(openable(target).as_deref(), expected, "{target}");
        }
    }

    #[test]
    fn control_characters_never_survive() {
        assert_eq!(openable("https://a.cn/\u{1b}]52;c;x\u{7}").as_deref(), Some("https://a.cn/]52;c;x"));
    }

    #[test]
    fn hosts() {
        assert_eq!(host("https://www.example.cn:8080/a"), Some("example.cn"));
        assert_eq!(host("http://user@example.org?x"), Some("example.org"));
        assert_eq!(host("mailto:a@b"), None);
    }

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
            ("%FF%E6%96%B0%E9%97%BB%F0%9F%92%A1%41", "%FF新闻💡%41"),
        ];
        for (link, expected) in table {
            assert_eq!(readable(link), expected);
        }
        // A megabyte of what is no character: each is looked at once.
        let broken = "%FF".repeat(300_000);
        assert_eq!(readable(&broken), broken);
    }

    #[test]
    fn names_are_decoded_whole() {
        let table = [
            ("a%20b%2Fc.md", "a b/c.md"),
            ("%E6%96%B0%E9%97%BB", "新闻"),
            ("新%闻%2", "新%闻%2"),
            ("%E6%96", "%E6%96"),
            ("%1B[31m", "[31m"),
        ];
        for (text, expected) in table {
            assert_eq!(decoded(text), expected);
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
