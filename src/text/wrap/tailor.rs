//! A text as the break analysis should read it: UAX #14 by unicode-linebreak, with what it
//! does not know about Chinese told by substitution. Offsets stay valid, because every
//! substitute has as many bytes as what it stands for.

use super::chars::is_bracket_quote;

/// Writes the text into `read` with
/// - curly quotes beside East Asian text as the brackets they are there (the crate implements
///   LB19 without LB19a and would glue both sides of a quote);
/// - the `+` of `C++` and `Google+` as a letter (PR would glue it to the Han behind it).
///
/// Returns whether anything differs; if not, `read` is left alone.
pub fn tailor(text: &str, read: &mut String) -> bool {
    let mut done = 0;
    for at in memchr::memchr2_iter(0xe2, b'+', text.as_bytes()) {
        let Some((substitute, length)) = substitute(text, at) else { continue };
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
fn substitute(text: &str, at: usize) -> Option<(&'static str, usize)> {
    let c = text[at..].chars().next()?;
    let length = c.len_utf8();
    let before = || text[..at].chars().next_back();
    let after = || text[at + length..].chars().next();
    let substitute = match c {
        '“' | '‘' if is_bracket_quote(before(), after()) => "「",
        '”' | '’' if is_bracket_quote(before(), after()) => "」",
        '+' if before().is_some_and(|c| c.is_ascii_alphabetic() || c == '+') => "a",
        _ => return None,
    };
    Some((substitute, length))
}
