//! Keys that were typed while the terminal was asked something: the bytes that a terminal sends
//! become the messages that the reader of keys would have made of them. Once it runs, crossterm
//! reads; here is only what people type in the first moments.

use crate::app::Message;
use crate::keys::{Code, Key};

const PASTE: &str = "\x1b[200~";
const PASTED: &str = "\x1b[201~";

/// The keys, and pasted texts, that these bytes are.
pub(super) fn messages(bytes: &[u8]) -> Vec<Message> {
    let text = String::from_utf8_lossy(bytes);
    let mut rest: &str = &text;
    let mut messages = Vec::new();
    while !rest.is_empty() {
        let (message, behind) = next(rest);
        messages.extend(message);
        rest = behind;
    }
    messages
}

/// The first key, and what follows it.
fn next(text: &str) -> (Option<Message>, &str) {
    if let Some(pasted) = text.strip_prefix(PASTE) {
        let (pasted, behind) = pasted.split_once(PASTED).unwrap_or((pasted, ""));
        return (Some(Message::Paste(pasted.to_owned())), behind);
    }
    let Some(rest) = text.strip_prefix('\x1b') else {
        let (key, behind) = letter(text);
        return (key.map(|(code, ctrl)| pressed(code, ctrl, false)), behind);
    };
    if let Some(rest) = rest.strip_prefix('[') {
        return control(rest);
    }
    if let Some(rest) = rest.strip_prefix('O') {
        return control(rest);
    }
    if rest.is_empty() || rest.starts_with('\x1b') {
        return (Some(pressed(Code::Esc, false, false)), rest);
    }
    let (key, behind) = letter(rest);
    (key.map(|(code, ctrl)| pressed(code, ctrl, true)), behind)
}

fn pressed(code: Code, ctrl: bool, alt: bool) -> Message {
    Message::Key(Key::new(code, ctrl, alt, false))
}

/// One character as a key: whether with Ctrl.
fn letter(text: &str) -> (Option<(Code, bool)>, &str) {
    let mut chars = text.chars();
    let key = chars.next().and_then(|c| match c {
        '\r' => Some((Code::Enter, false)),
        '\t' => Some((Code::Tab, false)),
        '\u{7f}' => Some((Code::Backspace, false)),
        '\u{0}' => Some((Code::Char(' '), true)),
        '\u{1}'..='\u{1a}' => char::from_u32(u32::from(c) + 0x60).map(|letter| (Code::Char(letter), true)),
        // What was no UTF-8, and controls that no key sends.
        char::REPLACEMENT_CHARACTER => None,
        c if c.is_control() => None,
        c => Some((Code::Char(c), false)),
    });
    (key, chars.as_str())
}

/// A key with a name, from its sequence without the introducer.
fn control(rest: &str) -> (Option<Message>, &str) {
    let Some(end) = rest.find(|c: char| ('@'..='~').contains(&c)) else { return (None, "") };
    let (parameters, behind) = rest.split_at(end);
    let mut behind = behind.chars();
    let last = behind.next().unwrap_or_default();
    let mut numbers = parameters.split(';').map(|number| number.parse::<u8>().unwrap_or(1));
    let (number, modifiers) = (numbers.next().unwrap_or(1), numbers.next().unwrap_or(1).saturating_sub(1));
    let key = named(last, number).map(|code| {
        let with = |bit: u8| modifiers & bit != 0;
        Message::Key(Key::new(code, with(4), with(2), with(1)))
    });
    (key, behind.as_str())
}

fn named(last: char, number: u8) -> Option<Code> {
    Some(match (last, number) {
        ('A', _) => Code::Up,
        ('B', _) => Code::Down,
        ('C', _) => Code::Right,
        ('D', _) => Code::Left,
        ('H', _) | ('~', 1 | 7) => Code::Home,
        ('F', _) | ('~', 4 | 8) => Code::End,
        ('Z', _) => Code::BackTab,
        ('P', _) => Code::F(1),
        ('Q', _) => Code::F(2),
        ('S', _) => Code::F(4),
        ('~', 3) => Code::Delete,
        ('~', 5) => Code::PageUp,
        ('~', 6) => Code::PageDown,
        ('~', 11..=15) => Code::F(number - 10),
        ('~', 17..=21) => Code::F(number - 11),
        ('~', 23..=24) => Code::F(number - 12),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::keys::parse_sequence;

    fn keys(bytes: &[u8]) -> Vec<Key> {
        let key = |message| match message {
            Message::Key(key) => key,
            other => panic!("{other:?}"),
        };
        messages(bytes).into_iter().map(key).collect()
    }

    #[test]
    fn bytes_are_the_keys_that_sent_them() {
        let table: [(&str, &str); 14] = [
            ("jjG", "jjG"),
            ("看报", "看报"),
            ("\r\t\u{7f}", "<Enter><Tab><Backspace>"),
            ("\u{4}\u{3}", "<C-d><C-c>"),
            ("\u{1b}", "<Esc>"),
            ("\u{1b}\u{1b}[B", "<Esc><Down>"),
            ("\u{1b}x", "<A-x>"),
            ("\u{1b}[A\u{1b}OB", "<Up><Down>"),
            ("\u{1b}[5~\u{1b}[6~", "<PageUp><PageDown>"),
            ("\u{1b}[1;5D", "<C-Left>"),
            ("\u{1b}[Z", "<S-Tab>"),
            ("\u{1b}[15~\u{1b}OP", "<F5><F1>"),
            ("\u{1b}[3~\u{1b}[H\u{1b}[4~", "<Delete><Home><End>"),
            ("\u{1b}[999;999X\u{1b}[", ""),
        ];
        for (bytes, expected) in table {
            let expected = if expected.is_empty() { Vec::new() } else { parse_sequence(expected).unwrap() };
            assert_eq!(keys(bytes.as_bytes()), expected, "{bytes:?}");
        }
        assert_eq!(keys(b"\xff\xfe\x01j"), parse_sequence("<C-a>j").unwrap());
    }

    #[test]
    fn a_paste_is_a_paste() {
        let found = messages("\u{1b}[200~汇率\n\u{1b}[201~j".as_bytes());
        assert!(
            matches!(&found[..], [Message::Paste(text), Message::Key(_)] if text == "汇率\n"),
            "{found:?}"
        );
    }
}
