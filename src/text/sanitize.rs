//! The one gate: text from a post or a file name passes here once, on the way in,
//! and is harmless afterwards. Nothing else in the program removes control characters.
//!
//! The guarantee: no C0 (but the line feed, in [`block`]), DEL or C1 control, no bidi
//! embedding, override or isolate, no interlinear annotation or tag character, and at
//! most [`MAX_ZERO_WIDTH`] characters without width in a row.

use std::borrow::Cow;

use unicode_width::UnicodeWidthChar;

/// The longest run of zero-width characters that passes.
pub const MAX_ZERO_WIDTH: usize = 8;

/// Columns between tab stops.
const TAB: usize = 4;

/// Text for one line: line breaks and tabs become a space.
pub fn line(text: &str) -> Cow<'_, str> {
    clean(text, false)
}

/// Text of several lines: line feeds stay, `\r\n`, `\r`, U+2028, U+2029 and U+0085 become one,
/// tabs become spaces.
pub fn block(text: &str) -> Cow<'_, str> {
    clean(text, true)
}

/// Whether a character may not leave the program.
fn forbidden(c: char) -> bool {
    matches!(c,
        '\u{0}'..='\u{1f}' | '\u{7f}'..='\u{9f}'
        | '\u{ad}' | '\u{61c}' | '\u{200e}' | '\u{200f}'
        | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{206f}'
        | '\u{feff}' | '\u{fff9}'..='\u{fffb}'
        | '\u{e0000}'..='\u{e007f}')
}

/// Whether a character is certainly fine and has a width: most of all text. Looking it up
/// in the tables of widths costs more than everything else that is done to a text.
fn is_plain(c: char) -> bool {
    matches!(c,
        ' '..='~' | '\u{4e00}'..='\u{9fff}' | '\u{2010}'..='\u{2027}' | '\u{3001}'..='\u{3029}'
        | '\u{3041}'..='\u{3096}' | '\u{309b}'..='\u{30ff}' | '\u{ac00}'..='\u{d7a3}'
        | '\u{ff01}'..='\u{ff60}')
}

/// Whether a character takes no column.
fn zero_width(c: char) -> bool {
    !c.is_ascii() && c.width() == Some(0)
}

fn clean(text: &str, lines: bool) -> Cow<'_, str> {
    if is_clean(text, lines) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut run = 0;
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        run = if zero_width(c) { run + 1 } else { 0 };
        match c {
            '\r' if lines && chars.peek() == Some(&'\n') => {}
            '\n' | '\r' | '\u{85}' | '\u{b}' | '\u{c}' | '\u{2028}' | '\u{2029}' => {
                out.push(if lines { '\n' } else { ' ' });
            }
            '\t' => out.extend(std::iter::repeat_n(' ', if lines { TAB } else { 1 })),
            _ if forbidden(c) || run > MAX_ZERO_WIDTH => {}
            _ => out.push(c),
        }
    }
    Cow::Owned(out)
}

fn is_clean(text: &str, lines: bool) -> bool {
    let mut run = 0;
    text.chars().all(|c| {
        if is_plain(c) {
            run = 0;
            return true;
        }
        run = if zero_width(c) { run + 1 } else { 0 };
        ((lines && c == '\n') || !forbidden(c)) && run <= MAX_ZERO_WIDTH
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_counts_as_plain_is_fine_and_has_a_width() {
        for c in ('\0'..=char::MAX).filter(|c| is_plain(*c)) {
            assert!(!forbidden(c) && !zero_width(c), "{c:?}");
        }
    }
}
