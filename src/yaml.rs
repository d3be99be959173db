//! YAML files of our own making (keymaps, themes): read so that every mistake comes
//! with its file, line and key. Front matter of posts does not come here: there a
//! mistake is salvaged, here it is an error.

use std::fmt;

use anyhow::anyhow;
use serde::de::{DeserializeSeed, Deserializer, Error, Visitor};

/// Reads a whole file through a seed; `file` is how errors call it.
///
/// # Errors
/// `file:line: key: what is wrong`.
pub fn read<'de, S: DeserializeSeed<'de>>(yaml: &'de str, file: &str, seed: S) -> anyhow::Result<S::Value> {
    seed.deserialize(serde_yaml::Deserializer::from_str(yaml)).map_err(|error| {
        let line = error.location().map(|at| format!(":{}", at.line())).unwrap_or_default();
        let message = error.to_string();
        // The parser puts its place behind the message; it stands in front of ours.
        let message = message.split(" at line ").next().unwrap_or_default();
        anyhow!("{file}{line}: {message}")
    })
}

/// Reads one scalar through a function; the function's message gets the place of
/// the scalar.
pub struct Word<F>(pub F);

impl<'de, T, F: FnOnce(&str) -> Result<T, String>> DeserializeSeed<'de> for Word<F> {
    type Value = T;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<T, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl<T, F: FnOnce(&str) -> Result<T, String>> Visitor<'_> for Word<F> {
    type Value = T;

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("a word")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<T, E> {
        (self.0)(text).map_err(E::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number(text: &str) -> Result<u8, String> {
        text.parse().map_err(|_| format!("{text:?} is no number"))
    }

    #[test]
    fn mistakes_have_a_place() {
        let cases = [
            ("7", Ok(7)),
            ("\n七\n", Err("我的.yaml:2: \"七\" is no number")),
            ("[1]", Err("我的.yaml:1: invalid type: sequence, expected a word")),
            ("\"a", Err("我的.yaml:1: found unexpected end of stream")),
        ];
        for (yaml, expected) in cases {
            let found = read(yaml, "我的.yaml", Word(number)).map_err(|error| error.to_string());
            assert_eq!(found, expected.map_err(str::to_owned), "{yaml}");
        }
    }
}
