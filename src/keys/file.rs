//! A keymap file: a map of layers to maps of key sequences to names of actions. Reads
//! it with the line of every mistake; what the bindings mean is [`super::keymap`]'s.

use std::fmt;

use anyhow::anyhow;
use serde::Deserialize;
use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, Visitor};

use super::key::{Key, parse_sequence};
use super::keymap::{Keymap, Layer};
use crate::action::Action;
use crate::text::nearest;

/// Reads a keymap; `file` is how errors call it.
///
/// # Errors
/// Names the file and the line for YAML that is none, unknown layers, keys and
/// actions (with the nearest known name), and a sequence that is bound twice or
/// begins like another one of the same layer or of `global`.
pub fn read(yaml: &str, file: &str) -> anyhow::Result<Keymap> {
    serde_yaml::from_str(yaml).map_err(|error| {
        let line = error.location().map(|at| format!(":{}", at.line())).unwrap_or_default();
        let message = error.to_string();
        let message = message.split(" at line ").next().unwrap_or_default();
        anyhow!("{file}{line}: {message}")
    })
}

impl<'de> Deserialize<'de> for Keymap {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(LayersVisitor)
    }
}

struct LayersVisitor;

impl<'de> Visitor<'de> for LayersVisitor {
    type Value = Keymap;

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("a map of layers")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Keymap, A::Error> {
        let mut keymap = Keymap::default();
        while let Some(layer) = map.next_key_seed(Named(Layer::named))? {
            map.next_value_seed(LayerSeed { keymap: &mut keymap, layer })?;
        }
        Ok(keymap)
    }
}

/// Adds one layer's map of sequences to the keymap.
struct LayerSeed<'a> {
    keymap: &'a mut Keymap,
    layer: Layer,
}

impl<'de> DeserializeSeed<'de> for LayerSeed<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for LayerSeed<'_> {
    type Value = ();

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("a map of key sequences to actions")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        let Self { keymap, layer } = self;
        while let Some(keys) = map.next_key_seed(Named(|text: &str| sequence(keymap, layer, text)))? {
            let action = map.next_value_seed(Named(action_named))?;
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

/// Reads a scalar through a function, so that its error carries the scalar's line.
struct Named<F>(F);

impl<'de, T, F: FnOnce(&str) -> Result<T, String>> DeserializeSeed<'de> for Named<F> {
    type Value = T;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<T, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl<'de, T, F: FnOnce(&str) -> Result<T, String>> Visitor<'de> for Named<F> {
    type Value = T;

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("a word")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<T, E> {
        (self.0)(text).map_err(E::custom)
    }
}
