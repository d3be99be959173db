//! Dates with words in them: `Dec 8, 2021`, `Fri Sep  3 11:21:31 CEST 2021`, and the
//! Chinese, Japanese and Korean forms `2021年12月8日 10时46分`.

use std::borrow::Cow;

use super::Day;

const MONTHS: [&str; 12] =
    ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
const WEEKDAYS: [&str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

/// Full-width digits and signs, and 年月日时分秒 in three languages, in ASCII.
pub(super) fn ascii(text: &str) -> Cow<'_, str> {
    if text.is_ascii() {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '０'..='９' => out.extend(char::from_u32(c as u32 - '０' as u32 + '0' as u32)),
            '年' | '月' | '년' | '월' => out.push('-'),
            '时' | '時' | '点' | '點' | '시' | '分' | '분' | '：' => out.push(':'),
            '－' => out.push('-'),
            '／' => out.push('/'),
            '，' => out.push(','),
            '日' | '号' | '號' | '일' | '秒' | '초' | '\u{3000}' => out.push(' '),
            _ => out.push(c),
        }
    }
    Cow::Owned(out.replace(": ", ":"))
}

/// A day with the month as a word, and the time and zone that stand around it.
pub(super) fn day(text: &str) -> Option<(Day, String)> {
    let (mut day, mut month, mut year) = (None, None, None);
    let mut clock = "";
    let mut rest = Vec::new();
    for token in text.split([' ', '\t', ',']).filter(|token| !token.is_empty()) {
        if month.is_none() && month_of(token).is_some() {
            month = month_of(token);
        } else if token.contains(':') && clock.is_empty() && token.starts_with(|c: char| c.is_ascii_digit()) {
            clock = token;
        } else if day.is_none() && ordinal(token).is_some() {
            day = ordinal(token);
        } else if year.is_none() && token.len() == 4 && token.bytes().all(|byte| byte.is_ascii_digit()) {
            year = token.parse().ok();
        } else if !is_word(token, &WEEKDAYS) {
            rest.push(token);
        }
    }
    let day = Day::new(year?, month?, day?)?;
    Some((day, format!("{clock} {}", rest.join(" "))))
}

fn month_of(token: &str) -> Option<i8> {
    let at = MONTHS.iter().position(|name| is_word(token, &[name]))?;
    i8::try_from(at + 1).ok()
}

/// Whether a token is one of the words or a longer form of it (`Sept`, `Friday`).
fn is_word(token: &str, words: &[&str]) -> bool {
    let letters = token.trim_end_matches('.');
    let long = letters.bytes().all(|byte| byte.is_ascii_alphabetic());
    long && letters.get(..3).is_some_and(|start| words.iter().any(|word| word.eq_ignore_ascii_case(start)))
}

/// `8`, `08`, `8th`.
fn ordinal(token: &str) -> Option<i8> {
    let digits = token.bytes().take_while(u8::is_ascii_digit).count();
    let suffix = &token[digits..];
    let fine = matches!(digits, 1 | 2) && matches!(suffix, "" | "." | "st" | "nd" | "rd" | "th");
    token[..digits].parse().ok().filter(|_| fine)
}
