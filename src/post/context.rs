//! What stands around a body: the values that it may name (`{{ page.title }}`,
//! `{{ site.data.releases }}`), the address of its site, its own path. Plain data; whoever
//! reads the archive fills it in, and without an archive it is empty.

use std::sync::Arc;

use super::TreeKind;
use super::node::Node;

/// The surroundings of a body. By default nothing is known of them.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Context {
    /// What wrote the tree: tells whose marks the body may hold; all of them where unknown.
    pub tree: Option<TreeKind>,
    /// Path of the post below the archive's root, with `/`.
    pub path: String,
    /// Where the site stands on the web.
    pub base: Base,
    /// The front matter with what its path adds to it; a mapping.
    pub page: Option<Node>,
    /// The settings of the site; a mapping.
    pub site: Option<Arc<Node>>,
    /// What of the site's files of data the body names; a mapping from their names.
    pub data: Option<Node>,
}

/// Where a site stands on the web.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Base {
    /// `https://example.cn`, without a path.
    pub origin: Option<String>,
    /// The path that all its addresses begin with: `/blog`, or nothing.
    pub path: String,
}

impl Base {
    /// The base of a site by its settings: its URL, which may hold a path, and a path.
    pub fn new(url: Option<&str>, path: Option<&str>) -> Self {
        let url = url.unwrap_or_default().trim();
        let web = ["https://", "http://"].iter().find_map(|scheme| {
            let rest = url.strip_prefix(scheme)?;
            let (host, path) = rest.split_once('/').unwrap_or((rest, ""));
            (!host.is_empty()).then(|| (format!("{scheme}{host}"), path))
        });
        let inner = web.as_ref().map_or("", |(_, path)| path);
        let parts = [inner, path.unwrap_or_default()].map(|part| part.trim().trim_matches('/').to_owned());
        let [inner, path] = parts;
        // Hexo and Hugo say the path twice, in the URL and beside it.
        let path = if path == inner { [path, String::new()] } else { [inner, path] };
        let path = path.iter().filter(|part| !part.is_empty()).map(|part| format!("/{part}")).collect();
        Self { origin: web.map(|(origin, _)| origin), path }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bases_of_sites() {
        let rows = [
            (Some("https://例子.cn"), None, Some("https://例子.cn"), ""),
            (Some("https://a.cn/"), Some("/blog"), Some("https://a.cn"), "/blog"),
            (Some("http://a.cn/blog/"), Some("/blog/"), Some("http://a.cn"), "/blog"),
            (Some("https://a.cn/x"), Some(""), Some("https://a.cn"), "/x"),
            (Some("/"), Some("b"), None, "/b"),
            (Some("https://"), None, None, ""),
            (None, None, None, ""),
        ];
        for (url, path, origin, base) in rows {
            let expected = Base { origin: origin.map(str::to_owned), path: base.to_owned() };
            assert_eq!(Base::new(url, path), expected, "{url:?} {path:?}");
        }
    }
}
