//! Where a link leads: out to the web, to a page of the same site, or to a place of this
//! article. Which post such a page is, if it is one, only the library can tell.

use crate::post::Base;
use crate::text::{sanitize, url};

use super::block::Target;

/// Extensions of what is no page although it stands on the site.
const FILES: [&str; 36] = [
    "7z", "atom", "avif", "bmp", "bz2", "css", "csv", "doc", "docx", "epub", "flac", "gif", "gz", "ico",
    "jpeg", "jpg", "js", "json", "mov", "mp3", "mp4", "odt", "pdf", "png", "ppt", "pptx", "rss", "svg",
    "tar", "txt", "webm", "webp", "xls", "xlsx", "xml", "zip",
];

/// Where a link leads, as the author wrote it. None for what nothing here can open:
/// other schemes, an empty fragment, a template that was not filled in.
pub fn target(href: &str, base: &Base) -> Option<Target> {
    let href = sanitize::line(href.trim());
    if let Some(place) = href.strip_prefix('#') {
        return place_of(place).map(Target::Place);
    }
    if href.is_empty() || href.contains("{{") || href.contains("{%") {
        return None;
    }
    if let Some(url) = url::openable(&href) {
        let own = own_path(&url, base).filter(|path| is_page(path));
        return Some(own.and_then(|path| post(&path, base)).unwrap_or(Target::Web(url)));
    }
    if has_scheme(&href) || href.starts_with("//") {
        return None;
    }
    match web(&href, base).filter(|_| !is_page(&href)) {
        Some(url) => Some(Target::Web(url)),
        None => post(&href, base),
    }
}

/// The address on the web of something that a page shows or offers (a picture, a file):
/// absolute, or from the root of a site whose address is known.
pub fn web(href: &str, base: &Base) -> Option<String> {
    let href = sanitize::line(href.trim());
    let rooted = href.starts_with('/') && !href.starts_with("//");
    match &base.origin {
        Some(origin) if rooted => url::openable(&format!("{origin}{href}")),
        _ => url::openable(&href),
    }
}

/// A page of the site by its path and fragment.
fn post(href: &str, base: &Base) -> Option<Target> {
    let (path, place) = href.split_once('#').map_or((href, None), |(path, place)| (path, Some(place)));
    let below = path.strip_prefix(base.path.as_str()).filter(|rest| rest.starts_with('/'));
    let path = below.unwrap_or(path);
    if path.is_empty() || path.starts_with('?') {
        return None;
    }
    // A file of the archive has another address on the web, and that is not known here.
    let url = web(href, base).filter(|_| href.starts_with('/') && !is_source(path));
    Some(Target::Post { path: path.to_owned(), place: place.and_then(place_of), url })
}

fn place_of(fragment: &str) -> Option<String> {
    Some(url::decoded(fragment)).filter(|place| !place.is_empty())
}

/// Whether a path names a file of the archive, not a page of the site.
fn is_source(path: &str) -> bool {
    path.split('/').any(|part| part == "_posts") || matches!(extension(path), "md" | "markdown")
}

/// Whether a path may be that of a page: not the root, no picture and no archive.
fn is_page(path: &str) -> bool {
    let path = path.split(['?', '#']).next().unwrap_or_default();
    !path.trim_matches('/').is_empty() && !FILES.iter().any(|file| file.eq_ignore_ascii_case(extension(path)))
}

fn extension(path: &str) -> &str {
    let name = path.rsplit('/').next().unwrap_or_default();
    name.rsplit_once('.').map_or("", |(_, extension)| extension)
}

/// The path of a URL that stands on the site itself; http and https are one site.
fn own_path(url: &str, base: &Base) -> Option<String> {
    let host = |url: &str| url.split_once("://").map(|(_, rest)| rest.to_owned());
    let (own, rest) = (host(base.origin.as_deref()?)?, host(url)?);
    let head = rest.get(..own.len()).filter(|head| head.eq_ignore_ascii_case(&own))?;
    let path = &rest[head.len()..];
    path.starts_with('/').then(|| path.to_owned())
}

/// `name:` in front, as RFC 3986 has it.
fn has_scheme(href: &str) -> bool {
    let Some((scheme, _)) = href.split_once(':') else { return false };
    scheme.starts_with(|c: char| c.is_ascii_alphabetic())
        && scheme.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"+-.".contains(&byte))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(path: &str, place: Option<&str>, url: Option<&str>) -> Option<Target> {
        let owned = |text: &str| text.to_owned();
        Some(Target::Post { path: owned(path), place: place.map(owned), url: url.map(owned) })
    }

    fn web_page(url: &str) -> Option<Target> {
        Some(Target::Web(url.to_owned()))
    }

    #[test]
    fn links_of_a_site_whose_address_is_known() {
        let base = Base::new(Some("https://例子.cn"), Some("/报"));
        let table = [
            (
                "https://例子.cn/报/2022/01/03/slug.html#注",
                page("/2022/01/03/slug.html", Some("注"), Some("https://例子.cn/报/2022/01/03/slug.html#注")),
            ),
            ("//例子.cn/报/x/", page("/x/", None, Some("https://例子.cn/报/x/"))),
            ("HTTP://例子.cn/别处", page("/别处", None, Some("https://例子.cn/别处"))),
            ("https://例子.cn/", web_page("https://例子.cn/")),
            ("https://例子.cn/图.PNG", web_page("https://例子.cn/图.PNG")),
            ("https://例子.cn.别家.cn/x", web_page("https://例子.cn.别家.cn/x")),
            ("https://别家.cn/x", web_page("https://别家.cn/x")),
            ("/报/2022/x.html", page("/2022/x.html", None, Some("https://例子.cn/报/2022/x.html"))),
            ("/报表/x", page("/报表/x", None, Some("https://例子.cn/报表/x"))),
            ("/报/_posts/2022-01-03-slug", page("/_posts/2022-01-03-slug", None, None)),
            ("/a b.md", page("/a b.md", None, None)),
            ("/年报.pdf", web_page("https://例子.cn/年报.pdf")),
            ("../emnews/2022-01-03-x.html#a%20b", page("../emnews/2022-01-03-x.html", Some("a b"), None)),
            ("./", page("./", None, None)),
            ("#%E6%B3%A8", Some(Target::Place("注".to_owned()))),
            ("#", None),
            ("?p=1", None),
            ("mailto:a@b.cn", web_page("mailto:a@b.cn")),
            ("javascript:alert(1)", None),
            ("ruby-core:12345", None),
            ("{{ site.url }}/x", None),
            ("见：附录", page("见：附录", None, None)),
            ("", None),
        ];
        for (href, expected) in table {
            assert_eq!(target(href, &base), expected, "{href}");
        }
    }

    #[test]
    fn without_an_address_pages_have_none() {
        let base = Base::default();
        assert_eq!(target("/2022/01/03/slug/#注", &base), page("/2022/01/03/slug/", Some("注"), None));
        assert_eq!(target("/年报.pdf", &base), page("/年报.pdf", None, None));
        assert_eq!(target("https://例子.cn/x", &base), web_page("https://例子.cn/x"));
        assert_eq!(target("甲.md\u{1b}[31m", &base), page("甲.md[31m", None, None));
        assert_eq!(web("/图.png", &base), None);
        assert_eq!(
            web("/图.png", &Base::new(Some("https://a.cn/b"), None)),
            Some("https://a.cn/图.png".into())
        );
        assert_eq!(web("//a.cn/图.png", &base), Some("https://a.cn/图.png".into()));
    }
}
