//! kramdown's own marks: attribute lists, table of contents, comments, heading ids; and the
//! two places where it and CommonMark disagree about the lines after HTML.

use super::Fence;

/// The text without kramdown's marks, or None where there are none.
pub fn run(text: &str) -> Option<String> {
    let marks = ["{:", "{#", "</", "[TOC]", "[toc]", "<!--more", "<!-- more", "markdown="];
    if !marks.iter().any(|mark| text.contains(mark)) {
        return None;
    }
    let mut out = String::with_capacity(text.len());
    let mut state = State::default();
    for line in text.split_inclusive('\n') {
        state.line(line, &mut out);
    }
    Some(out)
}

#[derive(Default)]
struct State {
    fence: Fence,
    /// Within `{::comment}`.
    comment: bool,
    /// The last line ended with a closing block tag.
    after_html: bool,
    /// Where the last line starts in the output.
    last: usize,
}

impl State {
    fn line(&mut self, line: &str, out: &mut String) {
        let code = self.fence.covers(line) || (!self.after_html && line.starts_with("    "));
        if code {
            self.after_html = false;
            self.keep(line, out);
            return;
        }
        let trimmed = line.trim();
        if self.comment || trimmed.starts_with("{::comment}") {
            self.comment = !trimmed.ends_with("{:/comment}") && !trimmed.ends_with("{:/}");
        } else if is_toc(trimmed) {
            // The list item above it is only a place holder (kramdown, "Automatic Table of Contents").
            if matches!(out[self.last..].trim_start().as_bytes(), [b'*' | b'-' | b'+' | b'1'..=b'9', ..]) {
                out.truncate(self.last);
                out.push('\n');
            }
            self.keep("\n", out);
        } else if trimmed.starts_with("{:") && trimmed.ends_with('}') {
            self.keep("\n", out);
        } else {
            self.text(line, trimmed, out);
        }
    }

    fn text(&mut self, line: &str, trimmed: &str, out: &mut String) {
        // kramdown resumes Markdown right after a closing tag, CommonMark after a blank line.
        if self.after_html && !trimmed.is_empty() && !trimmed.starts_with('<') {
            out.push('\n');
        }
        self.after_html = trimmed.ends_with('>') && closes_block(trimmed);
        let line =
            line.replace("<!--more-->", "").replace("<!-- more -->", "").replace(" markdown=\"1\"", "");
        let line = without_attributes(&line);
        self.keep(&line, out);
    }

    fn keep(&mut self, line: &str, out: &mut String) {
        self.last = out.len();
        out.push_str(line);
    }
}

fn is_toc(line: &str) -> bool {
    matches!(line, "{:toc}" | "{: toc}" | "[TOC]" | "[toc]" | "{:TOC}") || line.starts_with("{:toc ")
}

/// Whether the line's last tag is the closing tag of a block.
fn closes_block(line: &str) -> bool {
    let Some(at) = line.rfind("</") else { return false };
    matches!(
        line[at + 2..].trim_end_matches('>').trim(),
        "p" | "div"
            | "table"
            | "blockquote"
            | "pre"
            | "ul"
            | "ol"
            | "center"
            | "figure"
            | "section"
            | "video"
            | "iframe"
            | "details"
    )
}

/// The line without `{#id}` at its end and `{:…}` behind a link, a code span or emphasis.
fn without_attributes(line: &str) -> String {
    let mut out = String::with_capacity(line.len());
    let mut rest = line;
    while let Some(at) = rest.find("{:").or_else(|| rest.find("{#")) {
        let before = &rest[..at];
        let end = rest[at..].find('}').map(|end| at + end + 1);
        let Some(end) = end else { break };
        let heading_id = rest[end..].trim().is_empty() && line.trim_start().starts_with('#');
        let attached = before.ends_with([')', '*', '`', '_', ']', '>', '"']) && rest[at..].starts_with("{:");
        out.push_str(if heading_id { before.trim_end() } else { before });
        if !heading_id && !attached {
            out.push_str(&rest[at..end]);
        }
        rest = &rest[end..];
    }
    out.push_str(rest);
    out
}
