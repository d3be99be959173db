//! Asks the terminal, once and before the keys are read, how wide it draws a character of
//! ambiguous width: one is drawn in the corner, and the terminal says where its cursor stands
//! then. What was typed in the meantime is handed on. A terminal that says nothing costs the
//! time limit, and counts as narrow.

use std::time::{Duration, Instant};

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::io::Errno;

use super::guard::put;
use crate::text::width::Ruler;

/// A character of ambiguous width in the corner; the question where the cursor is (DSR 6); the
/// corner cleared again; and a question that every terminal answers (DA1), so that one that
/// does not know the first is not waited for.
const QUESTION: &str = "\x1b[1;1H…\x1b[6n\x1b[1;1H\x1b[K\x1b[c";

/// How long the answer may take.
const PATIENCE: Duration = Duration::from_millis(200);
/// How long the rest of a sequence may take whose beginning is there.
const GRACE: Duration = Duration::from_millis(30);

/// What came from the terminal.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Heard {
    /// The column of the cursor behind the character, counted from 1.
    column: Option<u16>,
    /// The answer to the last question was there.
    fenced: bool,
    /// What came last lacks its end.
    partial: bool,
    /// Where in `typed` the last sequence begins that lacks its end.
    cut: Option<usize>,
    /// Everything that is no answer.
    pub(super) typed: Vec<u8>,
}

impl Heard {
    /// How the terminal counts columns.
    pub(super) fn ruler(&self) -> Ruler {
        if self.column == Some(3) { Ruler::Wide } else { Ruler::Narrow }
    }

    /// Parts what came into answers and keys.
    fn of(bytes: &[u8]) -> Self {
        let mut heard = Self::default();
        let mut rest = bytes;
        while let Some(first) = rest.first() {
            let length = if *first == b'\x1b' { sequence(rest) } else { Some(1) };
            let (part, behind) = rest.split_at(length.unwrap_or(rest.len()));
            rest = behind;
            heard.cut = length.is_none().then_some(heard.typed.len());
            match answer(part) {
                Some(Answer::Column(column)) if heard.column.is_none() => heard.column = Some(column),
                Some(Answer::Fence) => heard.fenced = true,
                _ => heard.typed.extend(part),
            }
        }
        let half = std::str::from_utf8(&heard.typed).is_err_and(|error| error.error_len().is_none());
        heard.partial = half || heard.cut.is_some();
        heard
    }

    /// Without an answer that was cut off: its beginning is no key.
    fn complete(mut self) -> Self {
        let answer = |cut: &usize| self.typed.get(*cut..).is_some_and(|rest| rest.starts_with(b"\x1b["));
        if let Some(cut) = self.cut.filter(answer) {
            self.typed.truncate(cut);
        }
        self
    }
}

enum Answer {
    Column(u16),
    Fence,
}

/// Bytes of the sequence that a text begins with; None where its end is missing.
fn sequence(bytes: &[u8]) -> Option<usize> {
    match bytes.get(1)? {
        b'[' => bytes.iter().skip(2).position(|byte| (0x40..=0x7e).contains(byte)).map(|at| at + 3),
        b'O' => (bytes.len() > 2).then_some(3),
        _ => Some(1),
    }
}

fn answer(part: &[u8]) -> Option<Answer> {
    let inner = std::str::from_utf8(part).ok()?.strip_prefix("\x1b[")?;
    if let Some(place) = inner.strip_suffix('R') {
        let (row, column) = place.split_once(';')?;
        row.parse::<u16>().ok()?;
        return column.parse().ok().map(Answer::Column);
    }
    (inner.starts_with('?') && inner.ends_with('c')).then_some(Answer::Fence)
}

/// Asks, and waits for the answer. The screen is taken, and nobody reads from the terminal yet.
pub(super) fn ask() -> Heard {
    if put(QUESTION.as_bytes()).is_err() {
        return Heard::default();
    }
    let mut bytes = Vec::new();
    let mut heard = Heard::default();
    let limit = Instant::now() + PATIENCE;
    loop {
        let now = Instant::now();
        // What is still to come after an answer is not worth the whole limit.
        let answered = heard.fenced || heard.column.is_some();
        let patience =
            if answered { GRACE } else { limit.saturating_duration_since(now).max(grace(heard.partial)) };
        if (heard.fenced && !heard.partial) || now > limit + GRACE || !read(&mut bytes, patience) {
            return heard.complete();
        }
        heard = Heard::of(&bytes);
    }
}

fn grace(partial: bool) -> Duration {
    if partial { GRACE } else { Duration::ZERO }
}

/// Reads what comes within a time; whether anything came.
fn read(bytes: &mut Vec<u8>, patience: Duration) -> bool {
    let input = rustix::stdio::stdin();
    let timeout = Timespec::try_from(patience).ok();
    let ready = loop {
        match poll(&mut [PollFd::new(&input, PollFlags::IN)], timeout.as_ref()) {
            Err(Errno::INTR) => {}
            ready => break ready,
        }
    };
    let mut buffer = [0; 1024];
    match ready {
        Ok(1..) => match rustix::io::read(input, &mut buffer) {
            Ok(count @ 1..) => {
                bytes.extend_from_slice(&buffer[..count]);
                true
            }
            _ => false,
        },
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_are_told_from_keys() {
        let table: [(&[u8], Ruler, bool, &[u8]); 13] = [
            (b"\x1b[1;2R\x1b[?62;22c", Ruler::Narrow, true, b""),
            (b"\x1b[1;3R\x1b[?1;2c", Ruler::Wide, true, b""),
            (b"\x1b[?6c", Ruler::Narrow, true, b""),
            (b"", Ruler::Narrow, false, b""),
            (b"j\x1b[1;3Rj\x1b[?1;2cq", Ruler::Wide, true, b"jjq"),
            ("汇\x1b[1;3R率\x1b[?1;2c".as_bytes(), Ruler::Wide, true, "汇率".as_bytes()),
            (b"\x1b[A\x1b[1;3R\x1bOB\x1b[?1;2c\x1b", Ruler::Wide, true, b"\x1b[A\x1bOB\x1b"),
            (b"\x1b\x1b[1;3R\x1b[?1;2c", Ruler::Wide, true, b"\x1b"),
            (b"\x1bj\x1b[1;2R\x1b[?1;2c", Ruler::Narrow, true, b"\x1bj"),
            (b"\x1b[1;1R\x1b[?1;2c", Ruler::Narrow, true, b""),
            (b"\x1b[3R\x1b[;R\x1b[x;3R", Ruler::Narrow, false, b"\x1b[3R\x1b[;R\x1b[x;3R"),
            (b"\x1b[1;3R\x1b[1;2R\x1b[?c", Ruler::Wide, true, b"\x1b[1;2R"),
            (b"x\x1b[1;", Ruler::Narrow, false, b"x"),
        ];
        for (bytes, ruler, fenced, typed) in table {
            let heard = Heard::of(bytes).complete();
            let found = (heard.ruler(), heard.fenced, heard.typed.as_slice());
            assert_eq!(found, (ruler, fenced, typed), "{:?}", String::from_utf8_lossy(bytes));
        }
    }

    #[test]
    fn any_bytes_are_parted_and_none_is_doubled() {
        let mut state = 7_u32;
        for _ in 0..2000 {
            let mut bytes = Vec::new();
            for _ in 0..12 {
                state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                bytes.push(b"\x1b[1;3R?cO\xe6x"[usize::try_from(state >> 24).unwrap() % 11]);
            }
            assert!(Heard::of(&bytes).typed.len() <= bytes.len());
        }
    }
}
