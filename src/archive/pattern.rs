//! Patterns of paths, as a site's settings write them to leave files out or to take them in.
//! They are taken apart once: every file of an archive is held against each of them.

/// A path, a folder above it, or either with `*` and `?` in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pattern {
    /// Without what stands around it.
    text: String,
    /// Whether `*` or `?` is in it.
    wild: bool,
}

impl Pattern {
    /// As a site writes it; none where nothing is written.
    pub fn new(text: String) -> Option<Self> {
        let text = text.trim_start_matches('/').trim_end_matches("/**").trim_end_matches('/').to_owned();
        let wild = text.contains(['*', '?']);
        (!text.is_empty()).then_some(Self { text, wild })
    }

    /// Whether a path below the root is meant.
    pub fn matches(&self, path: &str) -> bool {
        let pattern = self.text.as_bytes();
        if !self.wild {
            let rest = path.as_bytes().strip_prefix(pattern);
            return rest.is_some_and(|rest| rest.first().is_none_or(|byte| *byte == b'/'));
        }
        let folders = path.match_indices('/').map(|(at, _)| &path[..at]);
        folders.chain([path]).any(|part| glob(pattern, part.as_bytes()))
    }
}

/// `*` stands for any bytes (also `/`, as in Ruby's `fnmatch`), `?` for one.
fn glob(pattern: &[u8], text: &[u8]) -> bool {
    let (mut at, mut star, mut p) = (0, None, 0);
    while at < text.len() {
        match pattern.get(p) {
            Some(b'*') => {
                star = Some((p, at));
                p += 1;
            }
            Some(&byte) if byte == b'?' || byte == text[at] => {
                p += 1;
                at += 1;
            }
            _ => {
                let Some((star_p, star_at)) = star else { return false };
                star = Some((star_p, star_at + 1));
                p = star_p + 1;
                at = star_at + 1;
            }
        }
    }
    pattern[p..].iter().all(|&byte| byte == b'*')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_of_left_out_paths() {
        let rows = [
            ("vendor", "vendor", true),
            ("vendor/", "vendor/a/_posts", true),
            ("vendor/bundle", "vendor", false),
            ("*.md", "资料/读我.md", true),
            ("资料/*", "资料/旧", true),
            ("旧?", "旧站", false),
            ("old?", "old1", true),
            ("node_modules", "a/node_modules", false),
            ("", "a", false),
            ("/", "a", false),
            ("/资料/**", "资料/a.md", true),
            ("*a*b*c", "xxaxxbxxbxx", false),
        ];
        for (pattern, path, expected) in rows {
            let matches = Pattern::new(pattern.into()).is_some_and(|pattern| pattern.matches(path));
            assert_eq!(matches, expected, "{pattern} {path}");
        }
    }
}
