//! A keymap file: a map of layers to maps of key sequences to names of actions. Reads
//! it with the line of every mistake; what the bindings mean is [`super::keymap`]'s.

use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, MapAccess, Visitor};

use super::key::{Key, parse_sequence};
use super::keymap::{Keymap, Layer};
use crate::action::Action;
use crate::text::nearest;
use crate::yaml::{self, Word};

/// Reads a keymap; `file` is how errors call it.
///
/// # Errors
/// Names the file and the line for YAML that is none, unknown layers, keys and
/// actions (with the nearest known name), and a sequence that is bound twice or
/// begins like another one of the same layer or of `global`.
pub fn read(yaml: &str, file: &str) -> anyhow::Result<Keymap> {
    let mut keymap = Keymap::default();
    yaml::read(yaml, file, Layers(&mut keymap))?;
    Ok(keymap)
}

/// Adds a file's layers to a keymap.
struct Layers<'a>(&'a mut Keymap);

impl<'de> DeserializeSeed<'de> for Layers<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for Layers<'_> {
    type Value = ();

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("a map of layers")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        while let Some(layer) = map.next_key_seed(Word(Layer::named))? {
            map.next_value_seed(Bindings { keymap: self.0, layer })?;
        }
        Ok(())
    }
}

/// Adds one layer's map of sequences to a keymap.
struct Bindings<'a> {
    keymap: &'a mut Keymap,
    layer: Layer,
}

impl<'de> DeserializeSeed<'de> for Bindings<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for Bindings<'_> {
    type Value = ();

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("a map of key sequences to actions")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        let Self { keymap, layer } = self;
        while let Some(keys) = map.next_key_seed(Word(|text: &str| sequence(keymap, layer, text)))? {
            let action = map.next_value_seed(Word(action_named))?;
            keymap.bind(layer, keys, action);
        }
        Ok(())
    }
}

fn sequence(keymap: &Keymap, layer: Layer, text: &str) -> Result<Vec<Key>, String> {
    let keys = parse_sequence(text).map_err(|error| error.to_string())?;
    keymap.conflict(layer, &keys).map_or(Ok(keys), Err)
}

fn action_named(name: &str) -> Result<Action, String> {
    let hint = || nearest::hint(name, Action::ALL.iter().map(|row| row.1));
    name.parse().map_err(|_| format!("unknown action {name:?}{}", hint()))
}
