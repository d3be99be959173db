//! Liquid (Jekyll) and shortcodes (Hugo): tags are dropped, `highlight` becomes fenced
//! code, `raw` and `comment` do what they say. Values are not computed.

use super::Fence;

/// Bytes of the longest tag.
const MAX_TAG: usize = 4000;

/// The text without Liquid, or None where there is none of it.
pub fn run(text: &str) -> Option<String> {
    if !text.contains("{%") && !text.contains("{{<") && !text.contains("{{%") && !text.contains("{{ ") {
        return None;
    }
    let mut out = String::with_capacity(text.len());
    let mut fence = Fence::default();
    let mut rest = text;
    while !rest.is_empty() {
        let end = rest.find('\n').map_or(rest.len(), |at| at + 1);
        if fence.covers(&rest[..end]) {
            out.push_str(&rest[..end]);
            rest = &rest[end..];
        } else {
            rest = line(rest, end, &mut out);
        }
    }
    Some(out)
}

/// Copies one line; returns what follows it, or what follows the tag that reached beyond it.
fn line<'a>(text: &'a str, end: usize, out: &mut String) -> &'a str {
    let mut at = 0;
    while let Some(found) = text[at..end].find(['{', '`']) {
        out.push_str(&text[at..at + found]);
        at += found;
        if text[at..].starts_with('`') {
            let length = code_span(&text[at..end]);
            out.push_str(&text[at..at + length]);
            at += length;
        } else if let Some(tag) = Tag::read(&text[at..]) {
            let rest = tag.write(&text[at..], out);
            if text.len() - rest.len() >= end {
                return rest;
            }
            at = text.len() - rest.len();
        } else {
            out.push('{');
            at += 1;
        }
    }
    out.push_str(&text[at..end]);
    &text[end..]
}

/// Bytes of the code span that starts here, or of its opening backticks where it never ends.
fn code_span(text: &str) -> usize {
    let ticks = text.len() - text.trim_start_matches('`').len();
    let body = &text[ticks..];
    let mut at = 0;
    while let Some(found) = body[at..].find('`') {
        let start = at + found;
        let run = body[start..].len() - body[start..].trim_start_matches('`').len();
        if run == ticks {
            return ticks + start + run;
        }
        at = start + run;
    }
    ticks
}

/// `{% … %}`, `{{< … >}}` or `{{% … %}}`.
struct Tag<'a> {
    words: &'a str,
    length: usize,
    liquid: bool,
}

impl<'a> Tag<'a> {
    fn read(text: &'a str) -> Option<Self> {
        for (open, close, liquid) in [("{{<", ">}}", false), ("{{%", "%}}", false), ("{%", "%}", true)] {
            if let Some(inner) = text.strip_prefix(open) {
                // A tag is short; looking further would be quadratic where none ends.
                let near = &inner.as_bytes()[..inner.len().min(MAX_TAG)];
                let end = memchr::memmem::find(near, close.as_bytes())?;
                let words = inner[..end].trim_matches('-').trim();
                return Some(Self { words, length: open.len() + end + close.len(), liquid });
            }
        }
        None
    }

    /// Writes what the tag stands for; returns the text after it and after its body.
    fn write<'t>(&self, text: &'t str, out: &mut String) -> &'t str {
        let rest = &text[self.length..];
        let name = self.words.split_whitespace().next().unwrap_or_default();
        match name {
            "raw" if self.liquid => body(rest, "endraw").map_or(rest, |(inner, rest)| {
                out.push_str(inner);
                rest
            }),
            "comment" if self.liquid => body(rest, "endcomment").map_or(rest, |(_, rest)| rest),
            "highlight" => body(rest, "endhighlight").map_or(rest, |(inner, rest)| {
                write_fence(self.words, inner, out);
                rest
            }),
            _ => rest,
        }
    }
}

/// The text up to the end tag, and the text after it.
fn body<'a>(text: &'a str, end: &str) -> Option<(&'a str, &'a str)> {
    if !text.contains(end) {
        return None;
    }
    let mut at = 0;
    while let Some(found) = text[at..].find('{') {
        let start = at + found;
        if let Some(tag) = Tag::read(&text[start..])
            && tag.words.trim_start_matches('/').trim() == end
        {
            return Some((&text[..start], &text[start + tag.length..]));
        }
        at = start + 1;
    }
    None
}

fn write_fence(words: &str, code: &str, out: &mut String) {
    let language = words.split_whitespace().nth(1).unwrap_or_default();
    let ticks = code.split(|c| c != '`').map(str::len).max().unwrap_or(0).max(2) + 1;
    let fence = "`".repeat(ticks);
    out.push_str(&format!("\n{fence}{language}\n{}\n{fence}\n", code.trim_matches('\n')));
}
