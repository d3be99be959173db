//! The language of a post: what it or its site says, else what the letters of its title say.
//!
//! The rule of the guess: kana is `ja`; else hangul is `ko`; else Han is `zh`, or `zh-hant` where
//! a character of it is a traditional form; else a Latin letter is `en`; else it is unknown, which
//! is an empty code.

use std::borrow::Cow;

/// The code of a post's language: what is written, as `zh-cn`; else the guess from a title with
/// its search key.
pub fn of<'a>(written: Option<&'a str>, title: &str, key: &str) -> Cow<'a, str> {
    let written = written.map(str::trim).filter(|code| !code.is_empty());
    match written {
        // `zh_CN.UTF-8`: what stands behind the dot is no language.
        Some(code) => {
            let code = code.split(['.', '@', ',', ' ']).next().unwrap_or_default();
            Cow::Owned(code.replace('_', "-").to_lowercase())
        }
        None => Cow::Borrowed(guess(title, key)),
    }
}

fn guess(title: &str, key: &str) -> &'static str {
    let (mut kana, mut hangul, mut han, mut latin) = (false, false, false, false);
    for c in title.chars() {
        kana |= is_kana(c);
        hangul |= is_hangul(c);
        han |= is_han(c);
        latin |= is_latin(c);
    }
    if kana {
        "ja"
    } else if hangul {
        "ko"
    } else if han {
        // The key is simplified: what differs from it was traditional.
        if title == key || title.chars().filter(|c| is_han(*c)).eq(key.chars().filter(|c| is_han(*c))) {
            "zh"
        } else {
            "zh-hant"
        }
    } else if latin {
        "en"
    } else {
        ""
    }
}

fn is_latin(c: char) -> bool {
    matches!(c, 'A'..='Z' | 'a'..='z' | '\u{ff21}'..='\u{ff3a}' | '\u{ff41}'..='\u{ff5a}')
}

fn is_kana(c: char) -> bool {
    matches!(c, '\u{3041}'..='\u{3096}' | '\u{30a1}'..='\u{30fa}' | '\u{31f0}'..='\u{31ff}' | '\u{ff66}'..='\u{ff9d}')
}

fn is_hangul(c: char) -> bool {
    matches!(c, '\u{ac00}'..='\u{d7a3}' | '\u{1100}'..='\u{11ff}' | '\u{3131}'..='\u{318e}')
}

fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{20000}'..='\u{3ffff}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::fold;

    #[test]
    fn what_is_written_comes_first_and_letters_tell_the_rest() {
        let rows = [
            (Some("zh_CN.UTF-8"), "Apple", "zh-cn"),
            (Some(" EN-us "), "银行", "en-us"),
            (Some(""), "银行", "zh"),
            (None, "建设银行 A股", "zh"),
            (None, "蘋果發表會", "zh-hant"),
            (None, "トヨタの決算", "ja"),
            (None, "ﾄﾖﾀ", "ja"),
            (None, "삼성전자 實績", "ko"),
            (None, "Weekly news", "en"),
            (None, "Ｗｅｅｋｌｙ", "en"),
            (None, "Café 2022", "en"),
            (None, "أخبار اليوم", ""),
            (None, "2022 😀", ""),
        ];
        for (written, title, expected) in rows {
            assert_eq!(of(written, title, &fold::key(title)), expected, "{written:?} {title}");
        }
    }
}
