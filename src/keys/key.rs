//! One key press and its notation, which parses back to the same key: `j` `G` `?`
//! `<C-d>` `<A-x>` `<Enter>` `<Space>` `<lt>` `<S-Tab>`. Terminal events become keys
//! in the terminal folder; what a key does is the keymap's business.

use std::fmt;
use std::str::FromStr;

/// Which key was pressed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Code {
    /// A character, with the shift key already applied: `G`, `?`, `看`.
    Char(char),
    /// Return.
    Enter,
    /// Escape.
    Esc,
    /// Tab.
    Tab,
    /// Shift and Tab together.
    BackTab,
    /// Deletes to the left.
    Backspace,
    /// Deletes to the right.
    Delete,
    /// Arrow up.
    Up,
    /// Arrow down.
    Down,
    /// Arrow left.
    Left,
    /// Arrow right.
    Right,
    /// Page up.
    PageUp,
    /// Page down.
    PageDown,
    /// Start of the line or the list.
    Home,
    /// End of the line or the list.
    End,
    /// A function key, counted from 1.
    F(u8),
}

/// The names between `<` and `>`; the first of each code is the one that is printed.
const NAMES: [(Code, &str); 22] = [
    (Code::Enter, "Enter"),
    (Code::Enter, "Return"),
    (Code::Enter, "CR"),
    (Code::Esc, "Esc"),
    (Code::Esc, "Escape"),
    (Code::Tab, "Tab"),
    (Code::BackTab, "S-Tab"),
    (Code::BackTab, "BackTab"),
    (Code::Backspace, "Backspace"),
    (Code::Backspace, "BS"),
    (Code::Delete, "Delete"),
    (Code::Delete, "Del"),
    (Code::Up, "Up"),
    (Code::Down, "Down"),
    (Code::Left, "Left"),
    (Code::Right, "Right"),
    (Code::PageUp, "PageUp"),
    (Code::PageDown, "PageDown"),
    (Code::Home, "Home"),
    (Code::End, "End"),
    (Code::Char(' '), "Space"),
    (Code::Char('<'), "lt"),
];

/// A key press. Made by [`Key::new`], so that one press has one spelling.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Key {
    /// Which key.
    pub code: Code,
    /// With Control.
    pub ctrl: bool,
    /// With Alt (Meta, Option).
    pub alt: bool,
    /// With Shift; never set for characters and Tab, which carry it themselves.
    pub shift: bool,
}

impl Key {
    /// A key without modifiers.
    pub fn plain(code: Code) -> Self {
        Self::new(code, false, false, false)
    }

    /// A character as typed.
    pub fn char(letter: char) -> Self {
        Self::plain(Code::Char(letter))
    }

    /// A character with Control.
    pub fn ctrl(letter: char) -> Self {
        Self::new(Code::Char(letter), true, false, false)
    }

    /// A key in its one spelling: characters carry their own shift, Shift and Tab
    /// are [`Code::BackTab`], letters with Control are small (terminals do not tell
    /// `<C-D>` from `<C-d>`), control characters are the key that sends them.
    pub fn new(code: Code, ctrl: bool, alt: bool, shift: bool) -> Self {
        let code = match code {
            Code::Char('\r' | '\n') => Code::Enter,
            Code::Char('\t') => Code::Tab,
            Code::Char('\u{1b}') => Code::Esc,
            Code::Char('\u{8}' | '\u{7f}') => Code::Backspace,
            Code::Char(letter) if ctrl => Code::Char(letter.to_ascii_lowercase()),
            other => other,
        };
        match code {
            Code::Tab if shift => Self { code: Code::BackTab, ctrl, alt, shift: false },
            Code::Char(_) | Code::BackTab => Self { code, ctrl, alt, shift: false },
            _ => Self { code, ctrl, alt, shift },
        }
    }

    /// The character that the key types into a text field, if it types one.
    pub fn typed(self) -> Option<char> {
        match self.code {
            Code::Char(letter) if !self.ctrl && !self.alt => Some(letter),
            _ => None,
        }
    }

    fn is_bare_char(self) -> bool {
        !self.ctrl && !self.alt && !matches!(self.code, Code::Char(' ' | '<'))
    }
}

impl fmt::Display for Key {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Code::Char(letter) = self.code
            && self.is_bare_char()
        {
            return write!(out, "{letter}");
        }
        let flag = |set: bool, name: &'static str| if set { name } else { "" };
        write!(out, "<{}{}{}", flag(self.ctrl, "C-"), flag(self.alt, "A-"), flag(self.shift, "S-"))?;
        match (self.code, NAMES.iter().find(|(code, _)| *code == self.code)) {
            (_, Some((_, name))) => write!(out, "{name}>"),
            (Code::Char(letter), None) => write!(out, "{letter}>"),
            (Code::F(number), None) => write!(out, "F{number}>"),
            (_, None) => out.write_str("?>"),
        }
    }
}

/// Why a text is no key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeyError(String);

impl fmt::Display for KeyError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.0)
    }
}

impl std::error::Error for KeyError {}

impl FromStr for Key {
    type Err = KeyError;

    /// # Errors
    /// When the text is no key or more than one.
    fn from_str(text: &str) -> Result<Self, KeyError> {
        match parse_sequence(text)?.as_slice() {
            [key] => Ok(*key),
            keys => Err(KeyError(format!("{text:?} is {} keys, not one", keys.len()))),
        }
    }
}

/// Reads keys written one after the other: `gg`, `<C-w>h`. A `<` that no `>` follows
/// is itself.
///
/// # Errors
/// When a name between `<` and `>` is unknown, or the text is empty.
pub fn parse_sequence(text: &str) -> Result<Vec<Key>, KeyError> {
    let mut keys = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let named = rest.strip_prefix('<').and_then(|tail| Some((tail, closing(tail)?)));
        if let Some((tail, end)) = named {
            keys.push(named_key(&tail[..end])?);
            rest = &tail[end + 1..];
        } else {
            keys.push(Key::char(first));
            rest = &rest[first.len_utf8()..];
        }
    }
    if keys.is_empty() { Err(KeyError("no key given".to_owned())) } else { Ok(keys) }
}

/// Where the `>` stands that closes a name; in `<C->>` the first one is the key itself.
fn closing(tail: &str) -> Option<usize> {
    let first = tail.find('>')?;
    let is_key = only_modifiers(&tail[..first]) && tail[first + 1..].starts_with('>');
    Some(if is_key { first + 1 } else { first })
}

/// Whether the text is `C-`, `C-A-` and the like, with no key behind it.
fn only_modifiers(text: &str) -> bool {
    let mut pairs = text.as_bytes().chunks(2).peekable();
    pairs.peek().is_some() && pairs.all(|pair| matches!(pair, [letter, b'-'] if is_modifier(*letter as char)))
}

fn is_modifier(letter: char) -> bool {
    matches!(letter.to_ascii_lowercase(), 'c' | 'a' | 'm' | 's')
}

/// `C-d`, `A-x`, `S-Tab`, `Enter`: what stands between `<` and `>`.
fn named_key(name: &str) -> Result<Key, KeyError> {
    let (mut ctrl, mut alt, mut shift) = (false, false, false);
    let mut rest = name;
    while let Some((letter, tail)) = modifier(rest) {
        match letter {
            'c' => ctrl = true,
            's' => shift = true,
            _ => alt = true,
        }
        rest = tail;
    }
    let code = code_named(rest).ok_or_else(|| unknown(name, rest))?;
    Ok(Key::new(code, ctrl, alt, shift))
}

/// One leading modifier in small letters, and what follows it.
fn modifier(text: &str) -> Option<(char, &str)> {
    let letter = text.chars().next()?.to_ascii_lowercase();
    let tail = text.get(1..)?.strip_prefix('-')?;
    (is_modifier(letter) && !tail.is_empty()).then_some((letter, tail))
}

fn code_named(name: &str) -> Option<Code> {
    let mut letters = name.chars();
    if let (Some(letter), None) = (letters.next(), letters.next()) {
        return Some(Code::Char(letter));
    }
    let known = NAMES.iter().find(|(_, known)| known.eq_ignore_ascii_case(name));
    known.map(|(code, _)| *code).or_else(|| function_key(name))
}

fn function_key(name: &str) -> Option<Code> {
    let number: u8 = name.strip_prefix(['F', 'f'])?.parse().ok()?;
    (1..=35).contains(&number).then_some(Code::F(number))
}

fn unknown(name: &str, code: &str) -> KeyError {
    let hint = crate::text::nearest::hint(code, NAMES.iter().map(|(_, name)| *name));
    KeyError(format!("unknown key \"<{name}>\"{hint}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::{Strategy, any, prop_oneof};
    use proptest::{prop_assert_eq, proptest};

    #[test]
    fn reads_and_prints() {
        let cases = [
            ("j", Key::char('j'), "j"),
            ("G", Key::char('G'), "G"),
            ("?", Key::char('?'), "?"),
            ("看", Key::char('看'), "看"),
            ("<C-d>", Key::ctrl('d'), "<C-d>"),
            ("<c-D>", Key::ctrl('d'), "<C-d>"),
            ("<A-x>", Key::new(Code::Char('x'), false, true, false), "<A-x>"),
            ("<M-x>", Key::new(Code::Char('x'), false, true, false), "<A-x>"),
            ("<C-A-看>", Key::new(Code::Char('看'), true, true, false), "<C-A-看>"),
            ("<Enter>", Key::plain(Code::Enter), "<Enter>"),
            ("<cr>", Key::plain(Code::Enter), "<Enter>"),
            ("<Space>", Key::char(' '), "<Space>"),
            (" ", Key::char(' '), "<Space>"),
            ("<lt>", Key::char('<'), "<lt>"),
            ("<", Key::char('<'), "<lt>"),
            (">", Key::char('>'), ">"),
            ("<C->>", Key::ctrl('>'), "<C->>"),
            ("<C-->", Key::ctrl('-'), "<C-->"),
            ("<C-A->>", Key::new(Code::Char('>'), true, true, false), "<C-A->>"),
            ("<S-Tab>", Key::plain(Code::BackTab), "<S-Tab>"),
            ("<C-S-Tab>", Key::new(Code::BackTab, true, false, false), "<C-S-Tab>"),
            ("<S-Up>", Key::new(Code::Up, false, false, true), "<S-Up>"),
            ("<F12>", Key::plain(Code::F(12)), "<F12>"),
        ];
        for (text, key, printed) in cases {
            assert_eq!(text.parse(), Ok(key), "{text}");
            assert_eq!(key.to_string(), printed);
        }
    }

    #[test]
    fn refuses_what_is_no_key() {
        let cases = [
            ("", "no key given"),
            ("gg", "\"gg\" is 2 keys, not one"),
            ("<Entre>", "unknown key \"<Entre>\"; did you mean \"Enter\"?"),
            ("<C-Hoem>", "unknown key \"<C-Hoem>\"; did you mean \"Home\"?"),
            ("<>", "unknown key \"<>\""),
            ("<F0>", "unknown key \"<F0>\""),
            ("<回车>", "unknown key \"<回车>\""),
        ];
        for (text, message) in cases {
            assert_eq!(text.parse::<Key>().map_err(|e| e.to_string()), Err(message.to_owned()));
        }
    }

    #[test]
    fn one_press_has_one_spelling() {
        assert_eq!(Key::new(Code::Char('G'), false, false, true), Key::char('G'));
        assert_eq!(Key::new(Code::Tab, false, false, true), Key::plain(Code::BackTab));
        assert_eq!(Key::new(Code::BackTab, false, false, true), Key::plain(Code::BackTab));
        assert_eq!(Key::char('\r'), Key::plain(Code::Enter));
        assert_eq!(Key::char('\t'), Key::plain(Code::Tab));
        assert_eq!(Key::new(Code::Char('D'), true, false, true), Key::ctrl('d'));
    }

    #[test]
    fn reads_sequences() {
        let printed = |text: &str| -> Vec<String> {
            parse_sequence(text).unwrap().iter().map(Key::to_string).collect()
        };
        assert_eq!(printed("gg"), ["g", "g"]);
        assert_eq!(printed("<C-w>h<lt>词"), ["<C-w>", "h", "<lt>", "词"]);
        assert_eq!(printed("<<"), ["<lt>", "<lt>"]);
        assert_eq!(printed("<C-->>"), ["<C-->", ">"]);
    }

    fn any_key() -> impl Strategy<Value = Key> {
        let named = (0..NAMES.len()).prop_map(|at| NAMES[at].0);
        let code = prop_oneof![any::<char>().prop_map(Code::Char), named, (1..=35u8).prop_map(Code::F)];
        (code, any::<(bool, bool, bool)>())
            .prop_map(|(code, (ctrl, alt, shift))| Key::new(code, ctrl, alt, shift))
    }

    proptest! {
        #[test]
        fn every_key_reads_back(key in any_key()) {
            prop_assert_eq!(key.to_string().parse(), Ok(key));
        }

        #[test]
        fn sequences_read_back(keys in proptest::collection::vec(any_key(), 1..6)) {
            let text: String = keys.iter().map(Key::to_string).collect();
            prop_assert_eq!(parse_sequence(&text), Ok(keys));
        }

        #[test]
        fn any_text_reads_without_panic(text in ".*") {
            let _ = parse_sequence(&text);
        }
    }
}
