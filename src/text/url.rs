//! Which URLs kanbao will hand to a browser, and how it shows them. Pure text: nothing
//! is opened or fetched here.

use super::sanitize;

/// The URL that may be opened for a link target: absolute http, https or mailto; `//host/x`
/// is https. None for everything else: other schemes, relative targets, empty hosts.
pub fn openable(target: &str) -> Option<String> {
    let target = sanitize::line(target.trim());
    let url = match target.strip_prefix("//") {
        Some(rest) => format!("https://{rest}"),
        None => target.replace(' ', "%20"),
    };
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
}
