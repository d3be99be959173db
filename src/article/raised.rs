//! Raised and lowered text: the characters that Unicode has for it, and plain marks where it
//! has none. It knows no element and no tree.

use super::Notation;

/// Raised twins of characters, as far as common fonts have them.
const RAISED: [(char, char); 17] = [
    ('0', '⁰'),
    ('1', '¹'),
    ('2', '²'),
    ('3', '³'),
    ('4', '⁴'),
    ('5', '⁵'),
    ('6', '⁶'),
    ('7', '⁷'),
    ('8', '⁸'),
    ('9', '⁹'),
    ('+', '⁺'),
    ('-', '⁻'),
    ('−', '⁻'),
    ('=', '⁼'),
    ('(', '⁽'),
    (')', '⁾'),
    ('n', 'ⁿ'),
];

/// Lowered twins of characters.
const LOWERED: [(char, char); 16] = [
    ('0', '₀'),
    ('1', '₁'),
    ('2', '₂'),
    ('3', '₃'),
    ('4', '₄'),
    ('5', '₅'),
    ('6', '₆'),
    ('7', '₇'),
    ('8', '₈'),
    ('9', '₉'),
    ('+', '₊'),
    ('-', '₋'),
    ('−', '₋'),
    ('=', '₌'),
    ('(', '₍'),
    (')', '₎'),
];

/// Endings of English ordinals and the like, which need no mark: 2nd, n°.
const ENDINGS: [&str; 10] = ["st", "nd", "rd", "th", "er", "re", "e", "o", "a", "°"];

/// How a raised or lowered text stands on its line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Raised {
    /// In characters of its own: ².
    Twins(String),
    /// Behind `^` or `_`, in brackets where it is long: `x^(ab)`.
    Marked(String),
    /// As it is: 〔注〕, ①, 2nd.
    Plain,
}

/// How this text is set as a superscript, or else as a subscript. Plain notation has the same
/// marks but no twins, and needs none where a number is lowered: H2O.
pub fn set(text: &str, superscript: bool, notation: Notation) -> Raised {
    let text = text.trim();
    if notation == Notation::Plain && !superscript && text.bytes().all(|byte| byte.is_ascii_digit()) {
        return Raised::Plain;
    }
    let table: &[(char, char)] = if superscript { &RAISED } else { &LOWERED };
    let twin = |c: char| table.iter().find(|(plain, _)| *plain == c).map(|(_, twin)| *twin);
    let twins = text.chars().map(twin).collect::<Option<String>>();
    if let Some(twins) = twins.filter(|twins| notation == Notation::Set || twins.is_empty()) {
        return if twins.is_empty() { Raised::Plain } else { Raised::Twins(twins) };
    }
    // What is no formula needs no mark: Chinese notes, ①, trade marks.
    if !text.is_ascii() || ENDINGS.contains(&text) || text.len() > 12 {
        return Raised::Plain;
    }
    let mark = if superscript { '^' } else { '_' };
    match text.chars().nth(1) {
        None => Raised::Marked(format!("{mark}{text}")),
        Some(_) if matches!(text, "TM" | "SM" | "(R)" | "(C)") => Raised::Plain,
        Some(_) => Raised::Marked(format!("{mark}({text})")),
    }
}

/// A number as the mark of a note, ¹².
pub fn digits(text: &str) -> Option<String> {
    match set(text, true, Notation::Set) {
        Raised::Twins(twins) if text.bytes().all(|byte| byte.is_ascii_digit()) => Some(twins),
        _ => None,
    }
}

/// Whether a character is a raised digit: another one behind it would read as one number.
pub fn is_raised_digit(c: char) -> bool {
    RAISED[..10].iter().any(|(_, twin)| *twin == c)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn twins_where_unicode_has_them() {
        let twins = |text: &str| Raised::Twins(text.to_owned());
        let marked = |text: &str| Raised::Marked(text.to_owned());
        let table = [
            ("2", true, twins("²")),
            ("n+1", true, twins("ⁿ⁺¹")),
            ("2", false, twins("₂")),
            ("k", true, marked("^k")),
            ("max", false, marked("_(max)")),
            ("th", true, Raised::Plain),
            ("①", true, Raised::Plain),
            ("注", true, Raised::Plain),
            ("", true, Raised::Plain),
        ];
        for (text, superscript, expected) in table {
            assert_eq!(set(text, superscript, Notation::Set), expected, "{text}");
        }
        let table = [
            ("2", true, marked("^2")),
            ("n+1", true, marked("^(n+1)")),
            ("2", false, Raised::Plain),
            ("max", false, marked("_(max)")),
            ("th", true, Raised::Plain),
            ("", true, Raised::Plain),
        ];
        for (text, superscript, expected) in table {
            assert_eq!(set(text, superscript, Notation::Plain), expected, "{text}");
        }
        assert_eq!((digits("12"), digits("n")), (Some("¹²".to_owned()), None));
    }
}
