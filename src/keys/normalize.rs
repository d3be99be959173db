//! Keys typed while an input method or a full-width mode is on, as the key that is
//! printed on the keyboard: a reader must not have to leave Chinese input to move
//! down. Text fields take the keys as typed and do not come here.

use super::key::{Code, Key};

/// What Chinese and Japanese input methods send for punctuation keys, beside the
/// full-width forms of ASCII (U+FF01 to U+FF5E), which follow a rule.
const PUNCTUATION: [(char, char); 34] = [
    ('　', ' '),
    ('、', '/'),
    ('・', '/'),
    ('､', '/'),
    ('･', '/'),
    ('。', '.'),
    ('｡', '.'),
    ('￥', '$'),
    ('¥', '$'),
    ('…', '^'),
    ('—', '_'),
    ('·', '`'),
    ('〜', '~'),
    ('【', '['),
    ('】', ']'),
    ('「', '['),
    ('」', ']'),
    ('｢', '['),
    ('｣', ']'),
    ('〔', '['),
    ('〕', ']'),
    ('『', '{'),
    ('』', '}'),
    ('《', '<'),
    ('》', '>'),
    ('〈', '<'),
    ('〉', '>'),
    ('“', '"'),
    ('”', '"'),
    ('‘', '\''),
    ('’', '\''),
    ('₩', '\\'),
    ('×', '*'),
    ('÷', '/'),
];

/// The Korean two-set layout (두벌식, KS X 5002): letter keys without and with shift.
const JAMO: [(char, char); 33] = [
    ('ㅂ', 'q'),
    ('ㅈ', 'w'),
    ('ㄷ', 'e'),
    ('ㄱ', 'r'),
    ('ㅅ', 't'),
    ('ㅛ', 'y'),
    ('ㅕ', 'u'),
    ('ㅑ', 'i'),
    ('ㅐ', 'o'),
    ('ㅔ', 'p'),
    ('ㅁ', 'a'),
    ('ㄴ', 's'),
    ('ㅇ', 'd'),
    ('ㄹ', 'f'),
    ('ㅎ', 'g'),
    ('ㅗ', 'h'),
    ('ㅓ', 'j'),
    ('ㅏ', 'k'),
    ('ㅣ', 'l'),
    ('ㅋ', 'z'),
    ('ㅌ', 'x'),
    ('ㅊ', 'c'),
    ('ㅍ', 'v'),
    ('ㅠ', 'b'),
    ('ㅜ', 'n'),
    ('ㅡ', 'm'),
    ('ㅃ', 'Q'),
    ('ㅉ', 'W'),
    ('ㄸ', 'E'),
    ('ㄲ', 'R'),
    ('ㅆ', 'T'),
    ('ㅒ', 'O'),
    ('ㅖ', 'P'),
];

impl Key {
    /// The key as it would be typed without an input method; other keys unchanged.
    /// Normalising twice changes nothing more.
    #[must_use]
    pub fn normalized(self) -> Self {
        match self.code {
            Code::Char(letter) => Self::new(Code::Char(on_keyboard(letter)), self.ctrl, self.alt, self.shift),
            _ => self,
        }
    }
}

fn on_keyboard(letter: char) -> char {
    let full_width = ('\u{ff01}'..='\u{ff5e}').contains(&letter);
    if full_width && let Some(ascii) = char::from_u32(u32::from(letter) - 0xfee0) {
        return ascii;
    }
    let known = PUNCTUATION.iter().chain(&JAMO).find(|(typed, _)| *typed == letter);
    known.map_or(letter, |(_, ascii)| *ascii)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::{prop_assert_eq, proptest};

    #[test]
    fn what_an_input_method_sends() {
        let cases = [
            ("ｊｋＧ０９", "jkG09"),
            ("？／：！；，．", "?/:!;,."),
            ("、。￥　", "/.$ "),
            ("【】《》「」『』", "[]<>[]{}"),
            ("“”‘’…—·～", "\"\"''^_`~"),
            ("・｡", "/."),
            ("ㅓㅏㅎㅂㅐ", "jkgqo"),
            ("ㄲㅖ", "RP"),
            ("jG?<看あ가é🙂", "jG?<看あ가é🙂"),
        ];
        for (typed, expected) in cases {
            let keys: String = typed.chars().map(on_keyboard).collect();
            assert_eq!(keys, expected, "{typed}");
        }
    }

    #[test]
    fn modifiers_stay() {
        assert_eq!(Key::ctrl('ｄ').normalized(), Key::ctrl('d'));
        assert_eq!(Key::ctrl('Ｄ').normalized(), Key::ctrl('d'));
        assert_eq!(Key::plain(Code::Enter).normalized(), Key::plain(Code::Enter));
    }

    proptest! {
        #[test]
        fn twice_is_once(letter in proptest::char::any()) {
            let once = Key::char(letter).normalized();
            prop_assert_eq!(once.normalized(), once);
        }
    }
}
