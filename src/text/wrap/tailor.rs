//! A text as the break analysis should read it: UAX #14 by unicode-linebreak, with what it
//! does not know about Chinese told by substitution. Offsets stay valid, because every
//! substitute has as many bytes as what it stands for.

use super::chars::{is_bracket_quote, is_east_asian, is_space, no_end};

/// Writes the text into `read` with
/// - curly quotes beside East Asian text as the brackets they are there (the crate implements
///   LB19 without LB19a and would glue both sides of a quote);
/// - straight quotes beside East Asian text likewise, every second of a line closing;
/// - the `+` of `C++` and `Google+` as a letter (PR would glue it to the Han behind it).
///
/// Returns whether anything differs; if not, `read` is left alone.
pub fn tailor(text: &str, read: &mut String) -> bool {
    let (mut done, mut straight) = (0, Straight::default());
    for at in memchr::memchr3_iter(0xe2, b'+', b'"', text.as_bytes()) {
        let Some((substitute, length)) = substitute(text, at, &mut straight) else { continue };
        if done == 0 {
            read.clear();
        }
        read.push_str(&text[done..at]);
        read.push_str(substitute);
        done = at + length;
    }
    if done > 0 {
        read.push_str(&text[done..]);
    }
    done > 0
}

/// What stands for the character at this byte, and its length.
fn substitute(text: &str, at: usize, straight: &mut Straight) -> Option<(&'static str, usize)> {
    let c = text[at..].chars().next()?;
    let length = c.len_utf8();
    let before = || text[..at].chars().next_back();
    let after = || text[at + length..].chars().next();
    let substitute = match c {
        '“' | '‘' if is_bracket_quote(before(), after()) => "「",
        '”' | '’' if is_bracket_quote(before(), after()) => "」",
        '"' => straight.read(text, at)?,
        '+' if before().is_some_and(|c| c.is_ascii_alphabetic() || c == '+') => "a",
        _ => return None,
    };
    Some((substitute, length))
}

/// Straight quotes, which look the same at both ends.
#[derive(Default)]
struct Straight {
    /// The last one, and whether it opened.
    last: Option<(usize, bool)>,
}

impl Straight {
    /// The bracket that a quote at this byte stands for in East Asian text.
    fn read(&mut self, text: &str, at: usize) -> Option<&'static str> {
        let before = text[..at].chars().next_back();
        let after = text[at + 1..].chars().next();
        let opened = self.last.is_some_and(|(last, opens)| opens && !text[last..at].contains('\n'));
        let free = |c: char| is_space(c) || c == '\n' || no_end(c) || is_east_asian(c);
        let spaced = |c: Option<char>| c.is_none_or(|c| is_space(c) || c == '\n');
        // An inch or a minute is none of them.
        if if opened { spaced(before) } else { spaced(after) || !before.is_none_or(free) } {
            return None;
        }
        self.last = Some((at, !opened));
        let east_asian = before.is_some_and(is_east_asian) || after.is_some_and(is_east_asian);
        east_asian.then_some(if opened { ")" } else { "(" })
    }
}
