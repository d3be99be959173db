//! A body as pieces: text, tags, outputs, shortcodes, code. Fenced code and code spans are
//! text, but for the `raw` tags that authors put round braces there. One pass.

use std::collections::HashSet;

use super::super::Fence;

/// Bytes of the longest tag.
const MAX_TAG: usize = 4_000;

/// A piece of a body.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Piece<'a> {
    /// Text, code among it.
    Text(&'a str),
    /// `{{ expression }}`.
    Output {
        /// With its braces.
        source: &'a str,
        /// Between them.
        expression: &'a str,
    },
    /// `{% name arguments %}`, `{{< name arguments >}}`; the name of a closing tag begins
    /// with `/` or `end`.
    Tag {
        /// The first word.
        name: &'a str,
        /// What follows it.
        arguments: &'a str,
    },
    /// `{% highlight … %}` and its kin with what they hold.
    Code {
        /// The first word.
        name: &'a str,
        /// What follows it.
        arguments: &'a str,
        /// What stands before the end tag.
        code: &'a str,
    },
}

/// Which marks a body may hold.
#[derive(Debug, Clone, Copy)]
pub(super) struct Marks {
    /// `{% %}` and `{{ }}`, beside shortcodes.
    pub liquid: bool,
    /// Fences and backticks make code.
    pub markdown: bool,
}

/// Bytes in which a code span has to end.
const MAX_SPAN: usize = 1_000;

/// Tags that hold code, with their end tags.
const CODE: [(&str, &str); 3] =
    [("highlight", "endhighlight"), ("codeblock", "endcodeblock"), ("code", "endcode")];

/// Takes a body apart.
pub(super) fn pieces(text: &str, marks: Marks) -> Vec<Piece<'_>> {
    let mut lexer = Lexer {
        text,
        marks,
        at: 0,
        start: 0,
        line_start: true,
        fence: Fence::default(),
        closes: [Close::new("%}"), Close::new("}}"), Close::new(">}}"), Close::new("%}}")],
        raw: false,
        absent: HashSet::new(),
        pieces: Vec::new(),
    };
    while lexer.at < text.len() {
        lexer.step();
    }
    lexer.text_until(text.len());
    lexer.pieces
}

/// The next place of a closing mark, kept so that it is looked for once.
struct Close {
    mark: &'static str,
    /// From where it was looked for, and where it was found.
    known: Option<(usize, Option<usize>)>,
}

impl Close {
    fn new(mark: &'static str) -> Self {
        Self { mark, known: None }
    }

    /// Where the mark stands next, from `at` on.
    fn after(&mut self, text: &str, at: usize) -> Option<usize> {
        match self.known {
            Some((from, next)) if from <= at && next.is_none_or(|next| at <= next) => next,
            _ => {
                let found = memchr::memmem::find(&text.as_bytes()[at..], self.mark.as_bytes());
                let next = found.map(|found| at + found);
                self.known = Some((at, next));
                next
            }
        }
    }
}

struct Lexer<'a> {
    text: &'a str,
    marks: Marks,
    at: usize,
    /// Where the text begins that is no piece yet.
    start: usize,
    line_start: bool,
    fence: Fence,
    closes: [Close; 4],
    /// Within the `raw` of some code.
    raw: bool,
    /// End tags that do not come any more.
    absent: HashSet<&'a str>,
    pieces: Vec<Piece<'a>>,
}

/// A tag as it stands in the text.
struct Found<'a> {
    /// Between the marks, trimmed.
    inner: &'a str,
    end: usize,
    /// White space before and behind it goes.
    trims: (bool, bool),
}

impl<'a> Lexer<'a> {
    fn step(&mut self) {
        let rest = &self.text[self.at..];
        if std::mem::take(&mut self.line_start) && self.marks.markdown {
            let line = rest.find('\n').map_or(rest.len(), |end| end + 1);
            if self.fence.covers(&rest[..line]) {
                self.line_start = true;
                return self.code_until(self.at + line);
            }
        }
        match rest.find(['{', '`', '\n']) {
            None => self.at = self.text.len(),
            Some(found) => {
                self.at += found;
                self.mark();
            }
        }
    }

    /// Looks at the brace, backtick or line break that stands here.
    fn mark(&mut self) {
        let rest = &self.text[self.at..];
        if rest.starts_with('\n') {
            self.at += 1;
            self.line_start = true;
        } else if rest.starts_with('`') {
            let end = self.at + if self.marks.markdown { code_span(line_of(rest)) } else { 1 };
            self.code_until(end);
        } else if !self.tag() {
            self.at += 1;
        }
    }

    /// Code up to `end`: text without the `raw` tags in it.
    fn code_until(&mut self, end: usize) {
        while self.marks.liquid
            && let Some(found) = self.text[self.at..end].find("{%")
        {
            let at = self.at + found;
            let Some(tag) = self.found(at, 2, 0).filter(|tag| tag.end <= end) else { break };
            self.at = at + 2;
            if self.is_raw_pair(&tag) {
                self.text_until(at);
                // A line of its own goes with it.
                let alone = self.last_line_is_empty() && self.text[tag.end..].starts_with('\n');
                self.start = tag.end + usize::from(alone);
                self.at = self.start;
            }
        }
        self.at = self.at.max(end);
    }

    /// Whether a tag in code is one of `raw` and `endraw` that belong together; a text about
    /// these tags shows them.
    fn is_raw_pair(&mut self, tag: &Found<'a>) -> bool {
        match tag.inner {
            // Within `raw` the tag is text, and where it ends is known.
            "raw" if self.raw => return false,
            "raw" => self.raw = self.body(tag.end, "endraw", false).is_some(),
            "endraw" => return std::mem::take(&mut self.raw),
            _ => return false,
        }
        self.raw
    }

    fn last_line_is_empty(&self) -> bool {
        matches!(self.pieces.last(), Some(Piece::Text(text)) if text.ends_with('\n'))
    }

    /// Reads the tag that starts here, if one does.
    fn tag(&mut self) -> bool {
        let (at, rest) = (self.at, &self.text[self.at..]);
        let liquid = self.marks.liquid;
        let (found, shortcode) = if rest.starts_with("{{<") {
            (self.found(at, 3, 2), true)
        } else if rest.starts_with("{{%") {
            (self.found(at, 3, 3), true)
        } else if rest.starts_with("{%") && liquid {
            (self.found(at, 2, 0), false)
        } else if rest.starts_with("{{") && liquid {
            return self.found(at, 2, 1).is_some_and(|found| self.output(&found));
        } else {
            return false;
        };
        let Some(found) = found else { return false };
        if shortcode && found.inner.starts_with("/*") {
            self.escaped(&found);
        } else {
            self.named(&found, shortcode);
        }
        true
    }

    /// The tag at `at`, whose mark has `open` bytes and is closed by the given mark.
    fn found(&mut self, at: usize, open: usize, close: usize) -> Option<Found<'a>> {
        let from = at + open;
        let end = self.closes[close].after(self.text, from)?;
        if end - at > MAX_TAG {
            return None;
        }
        let inner = &self.text[from..end];
        let trims = (inner.starts_with('-'), inner.len() > 1 && inner.ends_with('-'));
        let inner = inner.strip_prefix('-').unwrap_or(inner);
        let inner = inner.strip_suffix('-').unwrap_or(inner).trim();
        Some(Found { inner, end: end + self.closes[close].mark.len(), trims })
    }

    fn output(&mut self, found: &Found<'a>) -> bool {
        if found.inner.is_empty() || found.inner.contains("{{") {
            return false;
        }
        let source = &self.text[self.at..found.end];
        self.push(found, Piece::Output { source, expression: found.inner });
        true
    }

    fn named(&mut self, found: &Found<'a>, shortcode: bool) {
        let name = name(found.inner);
        let arguments = found.inner[name.len()..].trim();
        let ends = match name {
            "raw" => Some("endraw"),
            "comment" => Some("endcomment"),
            _ if shortcode => CODE.iter().find(|(code, _)| *code == name).map(|(code, _)| *code),
            _ => CODE.iter().find(|(code, _)| *code == name).map(|(_, end)| *end),
        };
        if name == "endraw" {
            self.raw = false;
        }
        let body = ends.and_then(|end| self.body(found.end, end, shortcode));
        let Some((inner, last)) = body else { return self.push(found, Piece::Tag { name, arguments }) };
        let whole = Found { end: last.end, trims: (found.trims.0, last.trims.1), ..*found };
        match name {
            "raw" => self.push(&whole, Piece::Text(inner)),
            "comment" => self.push(&whole, Piece::Tag { name, arguments: "" }),
            _ => self.push(&whole, Piece::Code { name, arguments, code: inner }),
        }
    }

    /// `{{</* name */>}}` is how Hugo's own documentation shows a shortcode.
    fn escaped(&mut self, found: &Found<'a>) {
        let (at, end) = (self.at, found.end);
        let slash = self.text[at..end].find("/*").map_or(at, |slash| at + slash);
        let star = self.text[slash..end].rfind("*/").map_or(end, |star| slash + star);
        self.text_until(slash);
        self.pieces.push(Piece::Text(&self.text[slash + 2..star.max(slash + 2)]));
        self.start = (star + 2).min(end);
        self.at = end;
    }

    /// What stands between a tag and its end tag, and that tag.
    fn body(&mut self, from: usize, end: &'a str, shortcode: bool) -> Option<(&'a str, Found<'a>)> {
        if self.absent.contains(end) {
            return None;
        }
        let mut at = from;
        while let Some(found) = memchr::memmem::find(&self.text.as_bytes()[at..], end.as_bytes()) {
            at += found + end.len();
            let Some(tag) = opening(&self.text.as_bytes()[from..at - end.len()], shortcode) else { continue };
            let tag = from + tag;
            let (open, close) = match (shortcode, self.text.as_bytes().get(tag + 2)) {
                (false, _) => (2, 0),
                (true, Some(b'%')) => (3, 3),
                (true, _) => (3, 2),
            };
            if let Some(found) = self.found(tag, open, close) {
                return Some((&self.text[from..tag], found));
            }
        }
        self.absent.insert(end);
        None
    }

    /// Ends the text before a piece, and takes the piece.
    fn push(&mut self, found: &Found<'a>, piece: Piece<'a>) {
        self.text_until(self.at);
        if found.trims.0 {
            while let Some(Piece::Text(text)) = self.pieces.last_mut() {
                *text = text.trim_end();
                if !text.is_empty() {
                    break;
                }
                self.pieces.pop();
            }
        }
        self.pieces.push(piece);
        self.at = found.end;
        if found.trims.1 {
            let rest = &self.text[self.at..];
            let space = rest.len() - rest.trim_start().len();
            self.line_start = rest[..space].contains('\n');
            self.at += space;
        }
        self.start = self.at;
    }

    fn text_until(&mut self, end: usize) {
        if end > self.start {
            self.pieces.push(Piece::Text(&self.text[self.start..end]));
        }
        self.start = self.start.max(end);
    }
}

/// Where the tag opens whose name stands behind these bytes: `{% ` or `{{< /`.
fn opening(before: &[u8], shortcode: bool) -> Option<usize> {
    let window = before.len().saturating_sub(16);
    let mut end = before.len();
    let mut back = |skipped: &[u8]| {
        while end > window && skipped.contains(&before[end - 1]) {
            end -= 1;
        }
        end
    };
    if !shortcode {
        let end = back(b" \t\n-");
        return before[..end].ends_with(b"{%").then(|| end - 2);
    }
    let slash = back(b" \t\n/");
    let marked = before[..slash].ends_with(b"{{<") || before[..slash].ends_with(b"{{%");
    (marked && before[slash..].contains(&b'/')).then(|| slash - 3)
}

/// The beginning of the line, as far as a code span is looked for.
fn line_of(text: &str) -> &str {
    let mut end = text.len().min(MAX_SPAN);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let line = &text[..end];
    line.find('\n').map_or(line, |newline| &line[..newline])
}

/// The first word of a tag: `link` of `link _posts/x.md`, `quote` of `quote(author="甲")`.
fn name(inner: &str) -> &str {
    let slash = usize::from(inner.starts_with('/'));
    let word = inner[slash..].trim_start();
    let skipped = inner.len() - word.len();
    let end = word.find(|c: char| !c.is_alphanumeric() && !matches!(c, '_' | '-')).unwrap_or(word.len());
    &inner[..skipped + end]
}

/// Bytes of the code span that starts here, or of its opening backticks where it never ends.
pub(in crate::article::prepass) fn code_span(text: &str) -> usize {
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
