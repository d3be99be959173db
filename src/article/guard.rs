//! What HTML passes before it reaches the parser: html5ever is quadratic in nesting and
//! keeps up to 2,400 bytes for one of its input, so depth and number of tags are capped as
//! browsers cap them; and what only looks like a tag becomes the text that it is.

use std::borrow::Cow;

use super::elements;

/// Open elements beyond which further levels are flattened (browsers: 512).
const MAX_DEPTH: usize = 96;
/// Tags beyond which all further ones are dropped.
const MAX_TAGS: usize = 400_000;
/// Bytes of one tag that are looked at.
const MAX_TAG: usize = 64 << 10;
/// Attributes of one tag; more are unheard of and quadratic in the parser.
const MAX_ATTRIBUTES: usize = 64;

/// HTML that is safe to parse.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Guarded<'a> {
    /// The HTML, unchanged where nothing had to be.
    pub html: Cow<'a, str>,
    /// Whether structure was lost.
    pub simplified: bool,
}

/// Caps depth and tags, and escapes pseudo-tags. One pass; copies only when it must.
pub fn run(html: &str) -> Guarded<'_> {
    let mut guard =
        Guard { html, out: String::new(), copied: 0, open: Vec::new(), tags: 0, simplified: false };
    let mut at = 0;
    while let Some(found) = memchr::memchr(b'<', &html.as_bytes()[at..]) {
        at = guard.markup(at + found);
    }
    guard.finish()
}

struct Guard<'a> {
    html: &'a str,
    out: String,
    /// Bytes of the input that are in `out` (or were dropped).
    copied: usize,
    /// Open elements: the name, and whether its tags are kept.
    open: Vec<(&'a str, bool)>,
    tags: usize,
    simplified: bool,
}

impl<'a> Guard<'a> {
    /// Looks at the `<` at this offset; returns where to look on.
    fn markup(&mut self, at: usize) -> usize {
        let rest = &self.html[at..];
        if let Some(end) = comment_end(rest) {
            return at + end;
        }
        let Some(tag) = Tag::read(rest) else { return at + 1 };
        let name = tag.name.to_ascii_lowercase();
        let end = at + tag.length;
        if !elements::is_known(&name) || (tag.name.starts_with(char::is_uppercase) && tag.name.contains('-'))
        {
            self.replace(at, at + 1, "&lt;");
            return at + 1;
        }
        self.tags += 1;
        if self.tags > MAX_TAGS || tag.attributes > MAX_ATTRIBUTES || tag.length >= MAX_TAG {
            self.drop_tag(at, end);
        } else if elements::is_void(&name) || elements::closes_itself(&name) {
            // They do not nest.
        } else if tag.closing {
            self.close(tag.name, at, end);
        } else {
            self.open(tag.name, at, end);
            if matches!(name.as_str(), "script" | "style" | "textarea" | "title" | "xmp") {
                return end + raw_text_end(&self.html[end..], &name);
            }
        }
        end
    }

    fn open(&mut self, name: &'a str, at: usize, end: usize) {
        // Dropped ones are remembered too, so that their end tags go with them; but not
        // without end. They stand above all kept ones.
        let kept = self.open.len() < MAX_DEPTH;
        if self.open.len() < 4 * MAX_DEPTH {
            self.open.push((name, kept));
        }
        if !kept {
            self.drop_tag(at, end);
        }
    }

    fn close(&mut self, name: &str, at: usize, end: usize) {
        let Some(opened) = self.open.iter().rposition(|(open, _)| open.eq_ignore_ascii_case(name)) else {
            return;
        };
        let kept = self.open[opened].1;
        self.open.truncate(opened);
        if !kept {
            self.drop_tag(at, end);
        }
    }

    fn drop_tag(&mut self, at: usize, end: usize) {
        self.simplified = true;
        self.replace(at, end, " ");
    }

    fn replace(&mut self, at: usize, end: usize, with: &str) {
        self.out.push_str(&self.html[self.copied..at]);
        self.out.push_str(with);
        self.copied = end;
    }

    fn finish(mut self) -> Guarded<'a> {
        if self.copied == 0 && self.out.is_empty() {
            return Guarded { html: Cow::Borrowed(self.html), simplified: false };
        }
        self.out.push_str(&self.html[self.copied..]);
        Guarded { html: Cow::Owned(self.out), simplified: self.simplified }
    }
}

/// A tag as far as the guard needs it.
struct Tag<'a> {
    name: &'a str,
    closing: bool,
    attributes: usize,
    length: usize,
}

impl<'a> Tag<'a> {
    /// Reads `<name …>` or `</name …>`; None where a browser would see text.
    fn read(text: &'a str) -> Option<Self> {
        let closing = text.as_bytes().get(1) == Some(&b'/');
        let start = if closing { 2 } else { 1 };
        let rest = &text[start..];
        if !rest.starts_with(|c: char| c.is_ascii_alphabetic()) {
            return None;
        }
        let length =
            rest.find(|c: char| c.is_ascii_whitespace() || matches!(c, '/' | '>')).unwrap_or(rest.len());
        let (attributes, end) = scan_attributes(&text.as_bytes()[start + length..]);
        let mut whole = start + length + end;
        while !text.is_char_boundary(whole) {
            whole += 1;
        }
        Some(Self { name: &rest[..length], closing, attributes, length: whole })
    }
}

/// Attributes (counted by their equals signs) and the bytes up to the end of the tag.
fn scan_attributes(bytes: &[u8]) -> (usize, usize) {
    let (mut quote, mut count, mut value) = (None, 0, false);
    for (at, &byte) in bytes.iter().enumerate().take(MAX_TAG) {
        match quote {
            Some(open) if open == byte => quote = None,
            Some(_) => {}
            None if byte == b'>' => return (count, at + 1),
            None if matches!(byte, b'"' | b'\'') && value => quote = Some(byte),
            None => count += usize::from(byte == b'='),
        }
        value = byte == b'=' || (value && byte.is_ascii_whitespace());
    }
    (count, bytes.len().min(MAX_TAG))
}

/// Where a comment, a document type or an instruction ends, if this is one.
fn comment_end(text: &str) -> Option<usize> {
    if let Some(rest) = text.strip_prefix("<!--") {
        // `<!-->` and `<!--->` are empty comments; `--!>` ends one too (HTML Standard, 13.2.5).
        let empty = [">", "->"].iter().find(|end| rest.starts_with(**end)).map(|end| end.len());
        let ends =
            [("-->", 3), ("--!>", 4)].iter().filter_map(|(end, length)| Some(rest.find(end)? + length));
        return Some(4 + empty.or(ends.min()).unwrap_or(rest.len()));
    }
    (text.starts_with("<!") || text.starts_with("<?"))
        .then(|| text.find('>').map_or(text.len(), |end| end + 1))
}

/// Where the content of an element that holds no tags ends.
fn raw_text_end(text: &str, name: &str) -> usize {
    memchr::memchr_iter(b'<', text.as_bytes())
        .find(|&at| {
            let rest = &text.as_bytes()[at + 1..];
            rest.first() == Some(&b'/')
                && rest.get(1..=name.len()).is_some_and(|end| end.eq_ignore_ascii_case(name.as_bytes()))
        })
        .unwrap_or(text.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ordinary_html_is_not_copied() {
        let html = "<p class='a>b'>你好<br>世界</p><!-- <Esc> --><script>if (a<Esc) {}</script>";
        assert_eq!(run(html), Guarded { html: Cow::Borrowed(html), simplified: false });
    }

    #[test]
    fn pseudo_tags_become_text() {
        let table = [
            ("按 <Esc> 退出", "按 &lt;Esc> 退出"),
            ("<C-c>", "&lt;C-c>"),
            ("#include <iostream>", "#include &lt;iostream>"),
            ("a < b", "a < b"),
            ("</Foo>", "&lt;/Foo>"),
            ("<C-x><C-o> 补全，<CR> 确认", "&lt;C-x>&lt;C-o> 补全，&lt;CR> 确认"),
            ("std::vector<int> 与 Vec<String>", "std::vector&lt;int> 与 Vec&lt;String>"),
            ("<Plug>(中文)", "&lt;Plug>(中文)"),
            (
                "#<Internal:Array> 与 #<DatabaseConfig:0x1>",
                "#&lt;Internal:Array> 与 #&lt;DatabaseConfig:0x1>",
            ),
            ("git clone <repository> <目录>", "git clone &lt;repository> <目录>"),
            ("<user@example.cn>", "&lt;user@example.cn>"),
            ("<<EOF、<=>、<->", "<&lt;EOF、<=>、<->"),
            ("<T extends Foo>", "&lt;T extends Foo>"),
        ];
        for (html, expected) in table {
            assert_eq!(run(html).html, expected);
        }
    }

    #[test]
    fn depth_is_capped_and_end_tags_go_with_their_start() {
        let html = format!("{}中{}", "<div>".repeat(5000), "</div>".repeat(5000));
        let guarded = run(&html);
        assert!(guarded.simplified && guarded.html.contains('中'));
        assert_eq!(guarded.html.matches("<div>").count(), MAX_DEPTH);
    }

    #[test]
    fn unclosed_paragraphs_are_no_depth() {
        let html = "<p>段".repeat(5000);
        assert!(!run(&html).simplified);
    }
}
