//! What single characters may do at the ends of a row and between each other: the sets of
//! CLREQ and JLREQ as predicates. Where a whole text may break is [`super`]'s business.

/// Characters that may not begin a line (CLREQ "basic", JLREQ strict, and the connectors
/// ～－／, which UAX #14 alone would let stand there).
pub fn no_start(c: char) -> bool {
    match c {
        'a'..='z' | 'A'..='Z' | '0'..='9' | '\u{4e00}'..='\u{9fff}' | '\u{ac00}'..='\u{d7a3}' => false,
        '，' | '。' | '、' | '；' | '：' | '？' | '！' | '）' | '」' | '』' | '】' | '》' | '〉' | '〕'
        | '］' | '｝' | '”' | '’' | '〗' | '〙' | '〛' | '〞' | '〟' | '．' | '｠' | '»' | '›' => {
            true
        }
        '～' | '〜' | '－' | '／' | '·' | '‧' | '・' | '％' | '‰' | '℃' | '°' | '‼' | '⁇' | '⁈' | '⁉' => {
            true
        }
        // Small kana, length and iteration marks (JLREQ cl-09, cl-10, cl-11), and their
        // half-width forms.
        'ぁ'
        | 'ぃ'
        | 'ぅ'
        | 'ぇ'
        | 'ぉ'
        | 'っ'
        | 'ゃ'
        | 'ゅ'
        | 'ょ'
        | 'ゎ'
        | 'ゕ'
        | 'ゖ'
        | '゛'
        | '゜'
        | 'ァ'
        | 'ィ'
        | 'ゥ'
        | 'ェ'
        | 'ォ'
        | 'ッ'
        | 'ャ'
        | 'ュ'
        | 'ョ'
        | 'ヮ'
        | 'ヵ'
        | 'ヶ'
        | '゠'
        | 'ー'
        | '々'
        | '〻'
        | 'ゝ'
        | 'ゞ'
        | 'ヽ'
        | 'ヾ'
        | 'ㇰ'..='ㇿ' => true,
        '｡' | '｣' | '､' | '･' | 'ｧ'..='ｯ' | 'ｰ' | 'ﾞ' | 'ﾟ' => true,
        ',' | '.' | ';' | ':' | '?' | '!' | ')' | ']' | '}' | '%' => true,
        '﹐' | '﹑' | '﹒' | '﹔' | '﹕' | '﹖' | '﹗' | '﹚' | '﹜' | '﹞' => true,
        _ => false,
    }
}

/// Characters that may not end a line.
pub fn no_end(c: char) -> bool {
    matches!(
        c,
        '（' | '「'
            | '『'
            | '【'
            | '《'
            | '〈'
            | '〔'
            | '［'
            | '｛'
            | '“'
            | '‘'
            | '〖'
            | '〘'
            | '〚'
            | '〝'
            | '｟'
            | '｢'
            | '('
            | '['
            | '{'
            | '«'
            | '‹'
            | '￥'
            | '＄'
            | '£'
            | '$'
            | '¥'
            | '﹙'
            | '﹛'
            | '﹝'
    )
}

/// Whether a row may end between these two characters, as far as kinsoku is concerned.
pub fn may_part(before: char, after: char) -> bool {
    let doubled = before == after && matches!(after, '…' | '—' | '⋯' | '─' | '+');
    !doubled && !no_start(after) && !no_end(before)
}

/// Whether these two belong to one Korean word, which goes whole to the next row where it
/// fits (`word-break: keep-all` of CSS Text 3; Korean spaces its words).
pub fn in_korean_word(before: char, after: char) -> bool {
    let letter = |c: char| c.is_alphanumeric();
    (is_hangul(after) && letter(before)) || (is_hangul(before) && letter(after))
}

fn is_hangul(c: char) -> bool {
    ('\u{ac00}'..='\u{d7a3}').contains(&c)
}

/// Whether a token that is longer than a row is best divided between these two: behind the
/// joints of addresses, paths and identifiers, and within Korean words.
pub fn may_divide(before: char, after: char) -> bool {
    let joint = matches!(
        before,
        '/' | '?'
            | '&'
            | '='
            | '-'
            | '_'
            | '.'
            | ','
            | ':'
            | ';'
            | '#'
            | '~'
            | '|'
            | '\\'
            | '@'
            | ')'
            | ']'
            | '}'
    );
    let in_number = matches!(before, '.' | ',' | ':') && after.is_ascii_digit();
    let doubled = before == after || (before, after) == (':', '/');
    (joint && !in_number && !doubled && may_part(before, after)) || in_korean_word(before, after)
}

/// A single closing mark that may hang in the margin (CLREQ, hanging punctuation).
pub fn may_hang(c: char) -> bool {
    matches!(c, '、' | '，' | '。' | '；' | '：' | '！' | '？')
}

/// Whether Han or kana meets Latin, Greek or Cyrillic letters or digits here: where CSS Text 4
/// (`text-autospace: ideograph-alpha ideograph-numeric`) sets a gap.
pub fn is_joint(before: char, after: char) -> bool {
    (is_ideographic(before) && is_alphabetic(after)) || (is_alphabetic(before) && is_ideographic(after))
}

/// Han, kana and bopomofo: letters, not punctuation.
pub fn is_ideographic(c: char) -> bool {
    matches!(c, '\u{4e00}'..='\u{9fff}' | '々' | '〇' | '\u{3041}'..='\u{3096}' | 'ゝ' | 'ゞ'
        | '\u{30a1}'..='\u{30fa}' | '\u{30fc}'..='\u{30ff}' | '\u{3105}'..='\u{312f}'
        | '\u{3400}'..='\u{4dbf}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3fffd}')
}

fn is_alphabetic(c: char) -> bool {
    c.is_ascii_alphanumeric() || ('\u{c0}'..='\u{52f}').contains(&c) && c.is_alphabetic()
}

/// Whether a curly quote between these two stands in East Asian text: one neighbour is East
/// Asian and the other is not a letter or digit it could be an apostrophe or Latin quote to.
pub fn is_bracket_quote(before: Option<char>, after: Option<char>) -> bool {
    let east_asian = |c: Option<char>| c.is_some_and(is_east_asian);
    let latin = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() && !is_east_asian(c));
    (east_asian(before) || east_asian(after)) && !(latin(before) && latin(after))
}

/// Han, kana, Hangul, and the punctuation that is set in their full-width cells.
pub fn is_east_asian(c: char) -> bool {
    matches!(c, '\u{1100}'..='\u{115f}' | '\u{2e80}'..='\u{a4cf}' | '\u{ac00}'..='\u{d7a3}'
        | '\u{f900}'..='\u{faff}' | '\u{fe30}'..='\u{fe6f}' | '\u{ff00}'..='\u{ffef}'
        | '\u{20000}'..='\u{3fffd}')
}

/// White space that goes with the row it ends.
pub fn is_space(c: char) -> bool {
    matches!(c, ' ' | '\u{3000}')
}
