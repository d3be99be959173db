//! The consonants that syllables of hangul begin with, by which Koreans look things up: `ㅅㅅ` is
//! `삼성`. The arithmetic is that of the Unicode Standard, section 3.12. What is done with them is
//! decided in [`super::pinyin`].

/// The first syllable, and how many there are.
const FIRST: u32 = 0xac00;
/// How many syllables there are.
pub const SYLLABLES: u16 = 11_172;
/// Syllables that begin alike.
const ALIKE: u16 = 21 * 28;

/// The number of a syllable, if a character is one.
pub fn syllable(c: char) -> Option<u16> {
    let number = u32::from(c).checked_sub(FIRST)?;
    u16::try_from(number).ok().filter(|number| *number < SYLLABLES)
}

/// The number (0 to 18) of the consonant that a syllable begins with, by the syllable's number.
pub fn initial(syllable: u16) -> u8 {
    u8::try_from(syllable / ALIKE).unwrap_or(u8::MAX)
}

/// The numbers of the initial consonants that a letter of its own stands for: mostly one. A pair
/// that only ends syllables is two, as input methods join what is typed: `ㄱㅅ` becomes `ㄳ`.
/// Letters may be compatibility jamo or what NFKC makes of them.
pub fn initials(letter: char) -> Option<&'static [u8]> {
    const ALONE: [u8; 19] = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18];
    let initials: &[u8] = match letter {
        'ㄱ' => &[0],
        'ㄲ' => &[1],
        'ㄴ' => &[2],
        'ㄷ' => &[3],
        'ㄸ' => &[4],
        'ㄹ' => &[5],
        'ㅁ' => &[6],
        'ㅂ' => &[7],
        'ㅃ' => &[8],
        'ㅅ' => &[9],
        'ㅆ' => &[10],
        'ㅇ' => &[11],
        'ㅈ' => &[12],
        'ㅉ' => &[13],
        'ㅊ' => &[14],
        'ㅋ' => &[15],
        'ㅌ' => &[16],
        'ㅍ' => &[17],
        'ㅎ' => &[18],
        'ㄳ' | '\u{11aa}' => &[0, 9],
        'ㄵ' | '\u{11ac}' => &[2, 12],
        'ㄶ' | '\u{11ad}' => &[2, 18],
        'ㄺ' | '\u{11b0}' => &[5, 0],
        'ㄻ' | '\u{11b1}' => &[5, 6],
        'ㄼ' | '\u{11b2}' => &[5, 7],
        'ㄽ' | '\u{11b3}' => &[5, 9],
        'ㄾ' | '\u{11b4}' => &[5, 16],
        'ㄿ' | '\u{11b5}' => &[5, 17],
        'ㅀ' | '\u{11b6}' | '\u{111a}' => &[5, 18],
        'ㅄ' | '\u{11b9}' | '\u{1121}' => &[7, 9],
        '\u{1100}'..='\u{1112}' => {
            let at = usize::try_from(u32::from(letter) - 0x1100).ok()?;
            ALONE.get(at..=at)?
        }
        _ => return None,
    };
    Some(initials)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::fold;

    #[test]
    fn syllables_begin_with_the_letter_that_is_typed_for_them() {
        for (letter, syllables) in
            [('ㄱ', "가갛곰"), ('ㅅ', "삼성서"), ('ㅆ', "쌀씨"), ('ㄲ', "꿈"), ('ㅎ', "힣하")]
        {
            for c in syllables.chars() {
                assert_eq!(
                    initials(letter),
                    syllable(c).map(initial).as_ref().map(std::slice::from_ref),
                    "{c}"
                );
            }
        }
        for c in "ㅏㅣa中あ\u{1113}\u{d7a4}\u{abff}".chars() {
            assert_eq!((initials(c), syllable(c)), (None, None), "{c}");
        }
    }

    #[test]
    fn folded_letters_are_the_same_letters() {
        for letter in '\u{3131}'..='\u{314e}' {
            let key = fold::key(&letter.to_string());
            let folded: Option<&[u8]> = key.chars().next().and_then(initials);
            assert_eq!(folded, initials(letter), "{letter}");
            assert!(folded.is_some(), "{letter}");
        }
    }
}
