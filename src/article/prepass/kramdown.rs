//! kramdown's own marks: attribute lists, table of contents, comments, abbreviations,
//! heading ids, formulas; and the places where it and CommonMark disagree about the lines
//! after HTML.

use super::liquid::code_span;
use super::{Fence, html_block, math};

/// Elements after whose end tag kramdown goes on with Markdown.
const BLOCKS: [&str; 14] = [
    "p",
    "div",
    "table",
    "blockquote",
    "pre",
    "ul",
    "ol",
    "center",
    "figure",
    "section",
    "video",
    "iframe",
    "details",
    "article",
];

/// Elements that may say that what they hold is Markdown.
const HOLDERS: [&str; 12] = [
    "div",
    "section",
    "article",
    "aside",
    "details",
    "figure",
    "blockquote",
    "p",
    "main",
    "header",
    "footer",
    "center",
];

/// Bytes in which an attribute list has to end.
const MAX_LIST: usize = 1_000;

/// The text without kramdown's marks, or None where there are none.
pub fn run(text: &str) -> Option<String> {
    let marks = [
        "{:",
        "{#",
        "{.",
        "</",
        "[TOC]",
        "[toc]",
        "<!--more",
        "<!-- more",
        "markdown=",
        "*[",
        "$$",
        "\\\\\n",
    ];
    if !marks.iter().any(|mark| text.contains(mark)) {
        return None;
    }
    let lines: Vec<&str> = text.split_inclusive('\n').collect();
    let mut state = State { out: String::with_capacity(text.len()), ..State::default() };
    let mut at = 0;
    while at < lines.len() {
        at += state.lines(&lines[at..]);
    }
    Some(state.out)
}

#[derive(Default)]
struct State {
    out: String,
    fence: Fence,
    /// Within `{::comment}`.
    comment: bool,
    /// Within HTML, where Markdown is not read.
    html: bool,
    /// The last line ended with a closing block tag.
    after_html: bool,
    /// Where the last line starts in the output.
    last: usize,
}

impl State {
    /// Takes the first of these lines, or a formula of several; returns how many.
    fn lines(&mut self, lines: &[&str]) -> usize {
        let (line, trimmed) = (lines[0], lines[0].trim());
        let code = self.fence.covers(line) || (!self.after_html && line.starts_with("    "));
        if code {
            self.after_html = false;
            self.keep(line);
        } else if self.comment || trimmed.starts_with("{::comment}") {
            self.comment = !trimmed.ends_with("{:/comment}") && !trimmed.ends_with("{:/}");
        } else if let Some((formula, taken)) = math::display(lines).filter(|_| !self.html) {
            self.keep(&formula);
            return taken;
        } else if is_toc(trimmed) {
            self.contents();
        } else if trimmed.starts_with("{:") && trimmed.ends_with('}') {
            self.attributes(trimmed);
        } else if !is_abbreviation(trimmed) {
            let underlined = lines.get(1).is_some_and(|next| is_underline(next));
            let heading = trimmed.starts_with('#') || underlined;
            // An attribute list may go on in the next line.
            if let Some(next) = lines.get(1).filter(|next| next.contains('}') && is_open(trimmed)) {
                let joined = format!("{} {next}", line.trim_end());
                self.text(&joined, joined.trim(), heading);
                return 2;
            }
            self.text(line, trimmed, heading);
        }
        1
    }

    /// The place of a table of contents. The list item above it is only a place holder
    /// (kramdown, "Automatic Table of Contents").
    fn contents(&mut self) {
        if matches!(self.out[self.last..].trim_start().as_bytes(), [b'*' | b'-' | b'+' | b'1'..=b'9', ..]) {
            self.out.truncate(self.last);
            self.out.push('\n');
        }
        self.keep("\n");
    }

    /// A line of attributes belongs to the block above it; an id becomes a place there.
    fn attributes(&mut self, list: &str) {
        let line = &self.out[self.last..];
        let text = !line.trim().is_empty() && !line.trim_start().starts_with(['<', '`', '~', '|', '>']);
        if let Some(id) = id_in(list).filter(|_| text) {
            let end = self.out.trim_end_matches('\n').len();
            self.out.insert_str(end, &place(id));
        }
        self.keep("\n");
    }

    fn text(&mut self, line: &str, trimmed: &str, heading: bool) {
        // kramdown resumes Markdown right after a closing tag, CommonMark after a blank line.
        if self.after_html && !trimmed.is_empty() && !trimmed.starts_with('<') {
            self.out.push('\n');
            self.html = false;
        }
        self.html = (self.html || html_block::opens(trimmed)) && !trimmed.is_empty();
        self.after_html = trimmed.ends_with('>') && closes_block(trimmed);
        let line = line.replace("<!--more-->", "").replace("<!-- more -->", "");
        let line = inline(&line, heading, !self.html);
        match line.find(" markdown=").filter(|_| trimmed.starts_with('<')) {
            Some(at) => self.holder(&line, at),
            None => self.keep(&line),
        }
    }

    /// `<div markdown="1">`: a blank line makes CommonMark read what follows as Markdown.
    fn holder(&mut self, line: &str, at: usize) {
        let rest = &line[at + 1..];
        let end = rest.find(|c: char| c.is_whitespace() || c == '>').unwrap_or(rest.len());
        let mut tag = line[..at].to_owned();
        let rest = &rest[end..];
        let name = line.trim_start()[1..].split(|c: char| !c.is_ascii_alphanumeric()).next();
        let (open, held) = rest.split_at(rest.find('>').map_or(rest.len(), |end| end + 1));
        tag.push_str(open);
        if !name.is_some_and(|name| HOLDERS.contains(&name)) || held.contains("</") {
            return self.keep(&(tag + held));
        }
        self.keep(&tag);
        self.keep("\n\n");
        self.keep(held.trim_start());
    }

    fn keep(&mut self, line: &str) {
        self.last = self.out.len();
        self.out.push_str(line);
    }
}

fn is_toc(line: &str) -> bool {
    matches!(line, "{:toc}" | "{: toc}" | "[TOC]" | "[toc]" | "[[toc]]" | "[[TOC]]" | "{:TOC}")
        || line.starts_with("{:toc ")
}

/// `*[HTML]: what it means`, which the page shows only under the pointer.
fn is_abbreviation(line: &str) -> bool {
    line.strip_prefix("*[").and_then(|rest| rest.split_once("]:")).is_some_and(|(name, _)| !name.is_empty())
}

/// Whether an attribute list begins in a line and does not end there.
fn is_open(line: &str) -> bool {
    line.rfind("{:").is_some_and(|at| !line[at..].contains('}'))
}

/// The line under a heading.
fn is_underline(line: &str) -> bool {
    let line = line.trim();
    line.len() > 1 && ['=', '-'].iter().any(|mark| line.trim_matches(*mark).is_empty())
}

/// Whether the line's last tag is the closing tag of a block.
fn closes_block(line: &str) -> bool {
    let Some(at) = line.rfind("</") else { return false };
    BLOCKS.contains(&line[at + 2..].trim_end_matches('>').trim())
}

/// The line without attribute lists: `{#id}` at the end of a heading, `{:…}` behind a link, a
/// code span or emphasis; formulas as they are read.
fn inline(line: &str, heading: bool, formulas: bool) -> String {
    let mut out = String::with_capacity(line.len());
    let mut rest = line;
    while let Some(at) = rest.find(['`', '{', '$']) {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let (made, taken) = if rest.starts_with('`') {
            let length = code_span(rest);
            (rest[..length].to_owned(), length)
        } else if let Some(formula) = math::inline(rest).filter(|_| formulas) {
            formula
        } else {
            list(rest, &mut out, heading).unwrap_or_else(|| (rest[..1].to_owned(), 1))
        };
        out.push_str(&made);
        rest = &rest[taken..];
    }
    out.push_str(rest);
    out
}

/// What stands for the attribute list that begins here, and its length.
fn list(text: &str, before: &mut String, heading: bool) -> Option<(String, usize)> {
    if !["{:", "{#", "{."].iter().any(|mark| text.starts_with(mark)) {
        return None;
    }
    let end = memchr::memchr(b'}', &text.as_bytes()[..text.len().min(MAX_LIST)])? + 1;
    if heading && text[end..].chars().all(|c| matches!(c, ' ' | '\t' | '\n' | '#')) {
        before.truncate(before.trim_end().len());
        return Some((id_in(&text[..end]).map(place).unwrap_or_default(), end));
    }
    let attached = before.ends_with([')', '*', '`', '_', ']', '>', '"']);
    (attached && text.starts_with("{:")).then(|| (String::new(), end))
}

/// The id in an attribute list: `{#id}`, `{: #id .x}`, `{: id="x"}`.
fn id_in(list: &str) -> Option<&str> {
    let inner = list.trim_matches(['{', '}', ':', ' ']);
    let word = inner.split_whitespace().find_map(|word| {
        word.strip_prefix('#').or_else(|| word.strip_prefix("id=")).map(|id| id.trim_matches(['"', '\'']))
    })?;
    let plain = |c: char| !c.is_whitespace() && !matches!(c, '"' | '\'' | '<' | '>' | '&' | '`' | '\\');
    (!word.is_empty() && word.chars().all(plain)).then_some(word)
}

/// A place that links lead to.
fn place(id: &str) -> String {
    format!("<a id=\"{id}\"></a>")
}
