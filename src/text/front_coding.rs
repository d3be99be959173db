//! Many texts of which neighbours begin alike, as paths in their order do: of each only what
//! differs from the one before is kept (front coding). They are read from one end to the other;
//! one alone is found by a few steps from the last that is kept whole.

/// Every so many texts one is kept whole.
const WHOLE: usize = 64;

/// Texts in the order in which they were pushed.
#[derive(Debug, Clone, Default)]
pub struct FrontCoded {
    /// Of each text: bytes that it shares with the one before, bytes of the rest, the rest.
    bytes: Vec<u8>,
    /// Where every [`WHOLE`]th text starts.
    starts: Vec<u32>,
    len: usize,
    last: String,
}

impl FrontCoded {
    /// Adds a text. Beyond 4 GB texts are empty.
    pub fn push(&mut self, text: &str) {
        let room = u32::try_from(self.bytes.len() + text.len() + 16).is_ok();
        let text = if room { text } else { "" };
        let whole = self.len.is_multiple_of(WHOLE);
        if whole {
            self.starts.push(u32::try_from(self.bytes.len()).unwrap_or(u32::MAX));
        }
        let shared = if whole { 0 } else { shared(&self.last, text) };
        write(&mut self.bytes, shared);
        write(&mut self.bytes, text.len() - shared);
        self.bytes.extend(&text.as_bytes()[shared..]);
        self.last.truncate(shared);
        self.last.push_str(&text[shared..]);
        self.len += 1;
    }

    /// How many texts there are.
    pub fn len(&self) -> usize {
        self.len
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// One text; empty where there are not so many.
    pub fn get(&self, number: usize) -> String {
        let mut text = String::new();
        let Some(&start) = self.starts.get(number / WHOLE).filter(|_| number < self.len) else { return text };
        let mut at = start as usize;
        for _ in 0..=number % WHOLE {
            at = self.step(at, &mut text);
        }
        text
    }

    /// Hands over every text with its number.
    pub fn each(&self, mut take: impl FnMut(usize, &str)) {
        let (mut at, mut text) = (0, String::new());
        for number in 0..self.len {
            at = self.step(at, &mut text);
            take(number, &text);
        }
    }

    /// Gives back what is kept for more texts.
    pub fn shrink(&mut self) {
        self.bytes.shrink_to_fit();
        self.starts.shrink_to_fit();
    }

    /// Makes a text of the one before it; where the next one starts.
    fn step(&self, at: usize, text: &mut String) -> usize {
        let (shared, at) = read(&self.bytes, at);
        let (rest, at) = read(&self.bytes, at);
        let bytes = self.bytes.get(at..at + rest).unwrap_or_default();
        text.truncate(shared);
        text.push_str(std::str::from_utf8(bytes).unwrap_or_default());
        at + rest
    }
}

impl<T: AsRef<str>> FromIterator<T> for FrontCoded {
    fn from_iter<I: IntoIterator<Item = T>>(texts: I) -> Self {
        let mut all = Self::default();
        texts.into_iter().for_each(|text| all.push(text.as_ref()));
        all.shrink();
        all
    }
}

/// Bytes that two texts begin with alike, without half of a character.
fn shared(one: &str, other: &str) -> usize {
    let same = one.bytes().zip(other.bytes()).take_while(|(one, other)| one == other).count();
    (0..=same).rev().find(|at| other.is_char_boundary(*at)).unwrap_or_default()
}

/// Writes a number, seven bits a byte.
fn write(bytes: &mut Vec<u8>, mut number: usize) {
    while number > 0x7f {
        bytes.push(0x80 | (number & 0x7f) as u8);
        number >>= 7;
    }
    bytes.push(number as u8);
}

/// A number, and where it ends.
fn read(bytes: &[u8], mut at: usize) -> (usize, usize) {
    let (mut number, mut shift) = (0, 0);
    while let Some(&byte) = bytes.get(at) {
        at += 1;
        number |= usize::from(byte & 0x7f) << shift;
        shift += 7;
        if byte < 0x80 {
            break;
        }
    }
    (number, at)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::{prop, prop_assert_eq, proptest};

    use super::*;

    proptest! {
        #[test]
        fn what_was_pushed_is_there(texts in prop::collection::vec("[银行保é]{0,3}[a-c]{0,200}", 0..200)) {
            let coded: FrontCoded = texts.iter().collect();
            let mut read = Vec::new();
            coded.each(|number, text| read.push((number, text.to_owned())));
            prop_assert_eq!(read.len(), coded.len());
            prop_assert_eq!(&read, &texts.iter().cloned().enumerate().collect::<Vec<_>>());
            for (number, text) in texts.iter().enumerate() {
                prop_assert_eq!(&coded.get(number), text);
            }
            prop_assert_eq!(coded.get(texts.len()), "");
        }
    }
}
