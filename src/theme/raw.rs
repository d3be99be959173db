//! Theme files as they are written: `name`, `about`, `appearance`, `palette`, and a
//! style for every role, accent and part. Unknown, doubled and missing keys are
//! errors, so that a theme is whole or not there.
//!
//! ```yaml
//! name: mine
//! appearance: dark
//! palette: {ink: "#d8d4c8"}
//! roles:
//!   title: {fg: ink, bold: true}
//! ```

use std::fmt;

use ratatui::style::{Color, Modifier, Style};
use serde::Deserialize;
use serde::de::{DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, Visitor};

use super::{Appearance, Part, Theme, colour};
use crate::text::{Accents, Role, nearest};
use crate::yaml::{self, Word};

/// Reads a theme; `file` is how errors call it.
///
/// # Errors
/// `file:line: key: what is wrong`, with the nearest known name where one is near.
pub fn read(yaml: &str, file: &str) -> anyhow::Result<Theme> {
    let palette = yaml::read(yaml, file, std::marker::PhantomData::<Preamble>)?.palette;
    yaml::read(yaml, file, File(&palette.0))
}

/// The palette is read first, so that it may stand below its uses.
#[derive(Deserialize)]
struct Preamble {
    #[serde(default)]
    palette: Palette,
}

#[derive(Default)]
struct Palette(Vec<(String, Color)>);

impl<'de> Deserialize<'de> for Palette {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(Self::default())
    }
}

impl<'de> Visitor<'de> for Palette {
    type Value = Self;

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("a map of names to colours")
    }

    fn visit_map<A: MapAccess<'de>>(mut self, mut map: A) -> Result<Self, A::Error> {
        while let Some(name) = map.next_key_seed(Word(|name: &str| self.new_name(name)))? {
            let colour = map.next_value_seed(Word(|text: &str| colour::read(text, &self.0)))?;
            self.0.push((name, colour));
        }
        Ok(self)
    }
}

impl Palette {
    fn new_name(&self, name: &str) -> Result<String, String> {
        let known = self.0.iter().any(|(other, _)| other == name);
        if known { Err(format!("{name:?} is given twice")) } else { Ok(name.to_owned()) }
    }
}

type Colours<'a> = &'a [(String, Color)];

const KEYS: [&str; 7] = ["name", "about", "appearance", "palette", "roles", "accents", "parts"];

/// The whole file, with the palette that was read before.
struct File<'a>(Colours<'a>);

impl<'de> DeserializeSeed<'de> for File<'_> {
    type Value = Theme;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Theme, D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for File<'_> {
    type Value = Theme;

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("a map with roles, accents and parts")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Theme, A::Error> {
        let mut seen = [false; KEYS.len()];
        let (mut name, mut about, mut appearance) = (String::new(), String::new(), Appearance::Dark);
        let (mut roles, mut accents, mut parts) = Default::default();
        while let Some(key) = map.next_key_seed(Word(|word: &str| fresh(word, &KEYS, &seen)))? {
            seen[key] = true;
            match KEYS[key] {
                "name" => name = map.next_value()?,
                "about" => about = map.next_value()?,
                "appearance" => appearance = map.next_value_seed(Word(appearance_named))?,
                "roles" => roles = map.next_value_seed(section(Role::ALL.map(|row| row.1), self.0))?,
                "accents" => accents = map.next_value_seed(section(Accents::ALL.map(|row| row.1), self.0))?,
                "parts" => parts = map.next_value_seed(section(Part::ALL.map(|row| row.1), self.0))?,
                _ => drop(map.next_value::<IgnoredAny>()?),
            }
        }
        let optional = |key: &str| matches!(key, "about" | "palette");
        missing(&KEYS, |key| seen[key] || optional(KEYS[key]))?;
        Ok(Theme { name, about, appearance, roles, accents, parts })
    }
}

fn appearance_named(name: &str) -> Result<Appearance, String> {
    let known = Appearance::ALL.iter().find(|(_, known)| *known == name);
    known.map(|(it, _)| *it).ok_or_else(|| format!("unknown appearance {name:?}; write dark, light or 16"))
}

/// Which of `known` the key is; each may be given once.
fn fresh(word: &str, known: &[&str], seen: &[bool]) -> Result<usize, String> {
    let at = known.iter().position(|name| *name == word);
    let at =
        at.ok_or_else(|| format!("unknown key {word:?}{}", nearest::hint(word, known.iter().copied())))?;
    if seen[at] { Err(format!("{word:?} is given twice")) } else { Ok(at) }
}

fn missing<E: Error>(known: &[&str], is_there: impl Fn(usize) -> bool) -> Result<(), E> {
    let missing: Vec<&str> =
        known.iter().enumerate().filter(|(at, _)| !is_there(*at)).map(|(_, name)| *name).collect();
    if missing.is_empty() { Ok(()) } else { Err(E::custom(format!("missing: {}", missing.join(", ")))) }
}

/// A map of exactly these names to styles.
struct Section<'a, const N: usize> {
    names: [&'static str; N],
    palette: Colours<'a>,
}

fn section<'a, const N: usize>(names: [&'static str; N], palette: Colours<'a>) -> Section<'a, N> {
    Section { names, palette }
}

impl<'de, const N: usize> DeserializeSeed<'de> for Section<'_, N> {
    type Value = [Style; N];

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<[Style; N], D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de, const N: usize> Visitor<'de> for Section<'_, N> {
    type Value = [Style; N];

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("a map of names to styles")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<[Style; N], A::Error> {
        let mut styles = [Style::new(); N];
        let mut seen = [false; N];
        while let Some(at) = map.next_key_seed(Word(|word: &str| fresh(word, &self.names, &seen)))? {
            seen[at] = true;
            styles[at] = map.next_value_seed(StyleMap(self.palette))?;
        }
        missing(&self.names, |at| seen[at])?;
        Ok(styles)
    }
}

const STYLE_KEYS: [&str; 8] = ["fg", "bg", "bold", "italic", "underlined", "reversed", "dim", "crossed-out"];

const MODIFIERS: [Modifier; 6] = [
    Modifier::BOLD,
    Modifier::ITALIC,
    Modifier::UNDERLINED,
    Modifier::REVERSED,
    Modifier::DIM,
    Modifier::CROSSED_OUT,
];

/// One style: `{fg: ink, bg: paper, bold: true}`. What is not given is left as it is
/// below; `bold: false` takes it away.
struct StyleMap<'a>(Colours<'a>);

impl<'de> DeserializeSeed<'de> for StyleMap<'_> {
    type Value = Style;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Style, D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for StyleMap<'_> {
    type Value = Style;

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("a style such as {fg: red, bold: true}")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Style, A::Error> {
        let mut style = Style::new();
        let mut seen = [false; STYLE_KEYS.len()];
        let colour = |text: &str| colour::read(text, self.0);
        while let Some(at) = map.next_key_seed(Word(|word: &str| fresh(word, &STYLE_KEYS, &seen)))? {
            seen[at] = true;
            style = match at {
                0 => style.fg(map.next_value_seed(Word(colour))?),
                1 => style.bg(map.next_value_seed(Word(colour))?),
                _ if map.next_value()? => style.add_modifier(MODIFIERS[at - 2]),
                _ => style.remove_modifier(MODIFIERS[at - 2]),
            };
        }
        Ok(style)
    }
}

#[cfg(test)]
mod tests;
