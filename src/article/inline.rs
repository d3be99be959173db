//! Running text while it is collected from text nodes: white space collapses as on the web
//! page, and styles become marks. It knows no element and no tree.

use std::ops::Range;

use crate::text::{Role, sanitize, wrap::is_east_asian};

use super::block::{Mark, Style, Text};

/// White space that waits for the next character.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Pending {
    Nothing,
    /// A run of white space without a line break.
    Space(Style),
    /// A run with a line break: nothing between two Chinese or Japanese characters.
    Newline(Style),
}

/// A text being collected.
#[derive(Debug, Clone)]
pub struct Inline {
    out: Text,
    pending: Pending,
    places: Vec<(String, usize)>,
}

impl Default for Inline {
    fn default() -> Self {
        Self { out: Text::default(), pending: Pending::Nothing, places: Vec::new() }
    }
}

impl Inline {
    /// Appends text of a text node. Runs of white space become one space, or nothing at
    /// the start of a line and between two characters that are set without spaces
    /// (CSS Text 3, segment break transformation).
    pub fn push(&mut self, text: &str, style: Style) {
        let mut rest = text;
        while !rest.is_empty() {
            let word = rest.find(is_space).unwrap_or(rest.len());
            if word > 0 {
                self.word(&rest[..word], style);
            }
            rest = &rest[word..];
            let space = rest.find(|c| !is_space(c)).unwrap_or(rest.len());
            if space > 0 {
                self.space(&rest[..space], style);
            }
            rest = &rest[space..];
        }
    }

    /// Appends a word that belongs to the one before it: no line ends between them, and
    /// white space that waits stays behind it.
    pub fn attach(&mut self, word: &str, style: Style) {
        self.out.glue.push(self.out.text.len());
        self.append(word, style);
    }

    /// Appends text as it is: line feeds end lines, spaces stay.
    pub fn verbatim(&mut self, text: &str, style: Style) {
        self.flush_space();
        self.append(&sanitize::block(text), style);
    }

    /// Remembers that a place of this name is here.
    pub fn place(&mut self, id: String) {
        self.places.push((id, self.out.text.len()));
    }

    /// The places remembered since this was last asked, each with its byte in the text that
    /// [`Self::take`] gave (or will give).
    pub fn take_places(&mut self) -> Vec<(String, usize)> {
        std::mem::take(&mut self.places)
    }

    /// Ends the line.
    pub fn line_break(&mut self) {
        self.pending = Pending::Nothing;
        self.append("\n", Style::default());
    }

    /// Ends the line unless nothing stands on it.
    pub fn fresh_line(&mut self) {
        if !self.is_blank() && !self.out.text.ends_with('\n') {
            self.line_break();
        }
    }

    /// Whether nothing visible was collected yet.
    pub fn is_blank(&self) -> bool {
        self.out.text.chars().all(is_blank)
    }

    /// The last character collected, if no white space waits behind it.
    pub fn last_char(&self) -> Option<char> {
        (self.pending == Pending::Nothing).then(|| self.out.text.chars().next_back()).flatten()
    }

    /// Bytes collected so far: where the next text will start.
    pub fn end(&self) -> usize {
        self.out.text.len()
    }

    /// The text collected from this byte on, without white space at its ends.
    pub fn since(&self, start: usize) -> String {
        self.out.text.get(start..).unwrap_or_default().trim().to_owned()
    }

    /// The text collected, without blanks at its ends (an indent of U+3000 or no-break spaces is
    /// the layout's business); leaves this empty but for the places.
    pub fn take(&mut self) -> Text {
        self.pending = Pending::Nothing;
        let mut text = std::mem::take(&mut self.out);
        let kept = text.text.trim_end_matches(is_blank).len();
        text.text.truncate(kept);
        let skipped = text.text.len() - text.text.trim_start_matches(is_blank).len();
        text.cut(skipped, kept);
        for (_, at) in &mut self.places {
            *at = (*at).clamp(skipped, kept) - skipped;
        }
        text.limit_zero_width();
        text
    }

    /// Writes the space that waits.
    fn flush_space(&mut self) {
        let last = self.out.text.chars().next_back();
        match std::mem::replace(&mut self.pending, Pending::Nothing) {
            Pending::Space(style) | Pending::Newline(style) if last.is_some_and(|c| c != '\n') => {
                self.append(" ", style);
            }
            _ => {}
        }
    }

    fn word(&mut self, word: &str, style: Style) {
        let word = sanitize::line(word);
        let Some(first) = word.chars().next() else { return };
        let last = self.out.text.chars().next_back();
        let joined = |before: Option<char>| before.is_none_or(|c| c == '\n');
        match std::mem::replace(&mut self.pending, Pending::Nothing) {
            Pending::Space(space) if !joined(last) => self.append(" ", space),
            Pending::Newline(space)
                if !joined(last) && (!solid(last, first) || self.parts_links(space, style)) =>
            {
                self.append(" ", space);
            }
            _ => {}
        }
        self.append(&word, style);
    }

    /// Whether white space stands between two links: without it they would read as one.
    fn parts_links(&self, space: Style, next: Style) -> bool {
        let links = |style: Style| matches!(style.role, Role::Link | Role::LinkNumber);
        let before = self.out.marks.last().filter(|mark| mark.end == self.out.text.len());
        before.is_some_and(|mark| links(mark.style)) && links(next) && !links(space)
    }

    fn space(&mut self, run: &str, style: Style) {
        self.pending = match self.pending {
            Pending::Nothing if run.contains(['\n', '\r']) => Pending::Newline(style),
            Pending::Nothing => Pending::Space(style),
            waiting => waiting,
        };
    }

    fn append(&mut self, text: &str, style: Style) {
        let start = self.out.text.len();
        self.out.text.push_str(text);
        let end = self.out.text.len();
        if style == Style::default() {
            return;
        }
        match self.out.marks.last_mut() {
            Some(mark) if mark.end == start && mark.style == style => mark.end = end,
            _ => self.out.marks.push(Mark { start, end, style }),
        }
    }
}

impl Text {
    /// The part of these bytes with its marks.
    pub fn part(&self, range: Range<usize>) -> Self {
        let first = self.marks.partition_point(|mark| mark.end <= range.start);
        let within = self.marks[first..].iter().take_while(|mark| mark.start < range.end);
        let marks = within.map(|mark| Mark {
            start: mark.start.max(range.start) - range.start,
            end: mark.end.min(range.end) - range.start,
            style: mark.style,
        });
        let first = self.glue.partition_point(|at| *at < range.start);
        let glue = self.glue[first..].iter().take_while(|at| **at < range.end).map(|at| at - range.start);
        Self { text: self.text[range.clone()].to_owned(), marks: marks.collect(), glue: glue.collect() }
    }

    /// Appends a word that belongs to the one before it: no line ends between them.
    pub fn attach(&mut self, word: &str, style: Style) {
        let start = self.text.len();
        self.glue.push(start);
        self.text.push_str(word);
        self.marks.push(Mark { start, end: self.text.len(), style });
    }

    /// Keeps the bytes from `start` to `end`.
    fn cut(&mut self, start: usize, end: usize) {
        self.text.drain(..start);
        self.marks.retain_mut(|mark| {
            mark.start = mark.start.clamp(start, end) - start;
            mark.end = mark.end.clamp(start, end) - start;
            mark.start < mark.end
        });
        self.glue.retain(|at| (start..end).contains(at));
        self.glue.iter_mut().for_each(|at| *at -= start);
    }

    /// The gate saw the words one by one; a flood of zero-width characters can still be
    /// spread over many. Such a text loses its marks rather than the terminal its mind.
    pub fn limited(mut self) -> Self {
        self.limit_zero_width();
        self
    }

    fn limit_zero_width(&mut self) {
        if let std::borrow::Cow::Owned(clean) = sanitize::block(&self.text) {
            *self = Self { text: clean, ..Self::default() };
        }
    }
}

/// The paragraphs of a text as byte ranges. Pages that know no `<p>` part them by an empty
/// line, or by a line that begins with an indent: `<br><br>`, `<br>　　`.
pub fn paragraphs(text: &str) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    let (mut start, mut parted) = (0, true);
    for line in text.split('\n') {
        let words = line.trim_matches(is_blank);
        let from = start + line.len() - line.trim_start_matches(is_blank).len();
        match found.last_mut() {
            _ if words.is_empty() => parted = true,
            Some(last) if !parted && !is_indented(line) => last.end = from + words.len(),
            _ => {
                found.push(from..from + words.len());
                parted = false;
            }
        }
        start += line.len() + 1;
    }
    found
}

/// Whether a line begins as paragraphs do in Chinese: with an em or more of blank.
fn is_indented(line: &str) -> bool {
    line.starts_with(['\u{3000}', '\u{2003}'])
        || ["\u{a0}\u{a0}", "\u{a0} \u{a0}", "\u{2002}\u{2002}"].iter().any(|indent| line.starts_with(indent))
}

/// Blank in a terminal, though not all of it is white space to HTML.
fn is_blank(c: char) -> bool {
    matches!(
        c,
        ' ' | '\n' | '\u{a0}' | '\u{2000}'..='\u{200b}' | '\u{202f}' | '\u{205f}' | '\u{2060}' | '\u{3000}'
    )
}

/// HTML's white space; U+3000 and the no-break space are not of it.
fn is_space(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\n' | '\r' | '\u{c}')
}

/// Whether two characters are set without a space when a source line ends between them:
/// Chinese and Japanese, but not Korean, which spaces its words.
fn solid(before: Option<char>, after: char) -> bool {
    let unspaced = |c: char| is_east_asian(c) && !('\u{ac00}'..='\u{d7a3}').contains(&c);
    before.is_some_and(unspaced) && unspaced(after)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Accents;

    fn collected(parts: &[&str]) -> String {
        let mut inline = Inline::default();
        for part in parts {
            inline.push(part, Style::default());
        }
        inline.take().text
    }

    #[test]
    fn white_space_collapses_as_on_the_page() {
        let table: &[(&[&str], &str)] = &[
            (&[" 新华社\n北京 "], "新华社北京"),
            (&["新华社\n  Beijing"], "新华社 Beijing"),
            (&["한국어\n문장"], "한국어 문장"),
            (&["日本\n", "語"], "日本語"),
            (&["a \n", " b"], "a b"),
            (&["　　段首"], "段首"),
            (&["\u{a0}\u{a0}段\u{3000}落\u{a0}"], "段\u{3000}落"),
            (&["一 ", "二"], "一 二"),
        ];
        for (parts, expected) in table {
            assert_eq!(&collected(parts), expected);
        }
    }

    #[test]
    fn paragraphs_without_tags() {
        let table: &[(&str, &[&str])] = &[
            ("甲", &["甲"]),
            ("甲\n乙", &["甲\n乙"]),
            ("甲\n\n乙\n \n\n丙", &["甲", "乙", "丙"]),
            ("甲\n　　乙\n丙", &["甲", "乙\n丙"]),
            ("\n甲\n\u{a0}\u{a0}乙\n", &["甲", "乙"]),
            ("", &[]),
        ];
        for (text, expected) in table {
            let found: Vec<&str> = paragraphs(text).into_iter().map(|range| &text[range]).collect();
            assert_eq!(&found, expected, "{text:?}");
        }
    }

    #[test]
    fn marks_follow_the_text() {
        let strong = Style { accents: Accents::STRONG, ..Style::default() };
        let mut inline = Inline::default();
        inline.push("  甲 ", Style::default());
        inline.push("乙丙", strong);
        inline.push(" 丁", Style::default());
        let text = inline.take();
        assert_eq!(text.text, "甲 乙丙 丁");
        assert_eq!(text.marks, [Mark { start: 4, end: 10, style: strong }]);
    }

    #[test]
    fn an_attached_word_is_glued_before_the_waiting_space() {
        let number = Style { role: Role::LinkNumber, ..Style::default() };
        let mut inline = Inline::default();
        inline.push("链接 ", Style::default());
        inline.attach("[1]", number);
        inline.push("后", Style::default());
        let text = inline.take();
        assert_eq!((text.text.as_str(), text.glue.as_slice()), ("链接[1] 后", &[6][..]));
    }
}
