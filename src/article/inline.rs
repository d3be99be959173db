//! Running text while it is collected from text nodes: white space collapses as on the web
//! page, and styles become marks. It knows no element and no tree.

use crate::text::{sanitize, wrap::is_east_asian};

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
}

impl Default for Inline {
    fn default() -> Self {
        Self { out: Text::default(), pending: Pending::Nothing }
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

    /// Ends the line.
    pub fn line_break(&mut self) {
        self.pending = Pending::Nothing;
        self.append("\n", Style::default());
    }

    /// Whether nothing visible was collected yet.
    pub fn is_blank(&self) -> bool {
        self.out.text.trim().is_empty()
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

    /// The text collected, without line breaks and spaces at its ends; leaves this empty.
    pub fn take(&mut self) -> Text {
        self.pending = Pending::Nothing;
        let mut text = std::mem::take(&mut self.out);
        let kept = text.text.trim_end_matches(['\n', ' ']).len();
        text.text.truncate(kept);
        let skipped = text.text.len() - text.text.trim_start_matches(['\n', ' ']).len();
        text.cut(skipped, kept);
        text.limit_zero_width();
        text
    }

    fn word(&mut self, word: &str, style: Style) {
        let word = sanitize::line(word);
        let Some(first) = word.chars().next() else { return };
        let last = self.out.text.chars().next_back();
        let joined = |before: Option<char>| before.is_none_or(|c| c == '\n');
        match std::mem::replace(&mut self.pending, Pending::Nothing) {
            Pending::Space(space) if !joined(last) => self.append(" ", space),
            Pending::Newline(space) if !joined(last) && !solid(last, first) => self.append(" ", space),
            _ => {}
        }
        self.append(&word, style);
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
    fn limit_zero_width(&mut self) {
        if let std::borrow::Cow::Owned(clean) = sanitize::block(&self.text) {
            *self = Self { text: clean, ..Self::default() };
        }
    }
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
    use crate::text::{Accents, Role};

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
            (&["　　段首"], "　　段首"),
            (&["一 ", "二"], "一 二"),
        ];
        for (parts, expected) in table {
            assert_eq!(&collected(parts), expected);
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
