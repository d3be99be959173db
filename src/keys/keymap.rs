//! What keys do: bindings by layer, and the pure question "these keys were pressed in
//! this layer: which action?". How a file spells them is [`super::file`]'s business;
//! which layer has the focus and what an action does are the program's.

use super::key::Key;
use crate::action::Action;
use crate::text::nearest;

/// Who gets the keys. Each layer but [`Layer::Labels`], [`Layer::Prompt`] and
/// [`Layer::Dialog`] falls back to [`Layer::Global`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Layer {
    /// Bindings that hold everywhere but in text fields and dialogs.
    Global,
    /// The pane of categories and tags.
    Facets,
    /// The list of posts.
    List,
    /// The posts in whose texts something was found.
    Hits,
    /// The article.
    Article,
    /// The source text of the article.
    Source,
    /// The letters on the links of the article.
    Labels,
    /// The list of the article's headings.
    Contents,
    /// The list of an article's links.
    Links,
    /// The list of problems.
    Problems,
    /// The list of keys.
    Help,
    /// A text field.
    Prompt,
    /// A question or a notice that must be answered first.
    Dialog,
}

impl Layer {
    /// All layers, with the names that keymap files use.
    pub const ALL: [(Self, &'static str); 13] = [
        (Self::Global, "global"),
        (Self::Facets, "facets"),
        (Self::List, "list"),
        (Self::Hits, "hits"),
        (Self::Article, "article"),
        (Self::Source, "source"),
        (Self::Labels, "labels"),
        (Self::Contents, "contents"),
        (Self::Links, "links"),
        (Self::Problems, "problems"),
        (Self::Help, "help"),
        (Self::Prompt, "prompt"),
        (Self::Dialog, "dialog"),
    ];

    /// The name that keymap files use.
    pub fn name(self) -> &'static str {
        Self::ALL.iter().find(|(layer, _)| *layer == self).map_or("global", |(_, name)| name)
    }

    /// Whether keys that the layer does not bind go on to [`Layer::Global`].
    pub fn falls_back(self) -> bool {
        !matches!(self, Self::Global | Self::Labels | Self::Prompt | Self::Dialog)
    }

    /// Whether two layers may answer the same key.
    fn meets(self, other: Self) -> bool {
        self == other
            || (self == Self::Global && other.falls_back())
            || (other == Self::Global && self.falls_back())
    }

    /// The layer of that name, or a message with the nearest one.
    pub(super) fn named(name: &str) -> Result<Self, String> {
        let known = Self::ALL.iter().find(|(_, known)| *known == name);
        let hint = || nearest::hint(name, Self::ALL.iter().map(|(_, name)| *name));
        known.map(|(layer, _)| *layer).ok_or_else(|| format!("unknown layer {name:?}{}", hint()))
    }
}

/// What a key means after the keys that were pressed before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Resolution {
    /// The sequence is complete: do this.
    Run(Action),
    /// A longer sequence begins like this: wait for the next key.
    Pending,
    /// Nothing is bound to it.
    Unbound,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Binding {
    layer: Layer,
    keys: Vec<Key>,
    action: Action,
}

/// All bindings, in the order of the file: the first key of an action is the one
/// that hints show.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Keymap {
    bindings: Vec<Binding>,
}

impl Keymap {
    /// The built-in bindings (`vim.yaml`).
    pub fn builtin() -> Self {
        // A test reads the embedded file, so that it is never the empty keymap.
        super::file::read(include_str!("vim.yaml"), "vim.yaml").unwrap_or_default()
    }

    /// What `key` means in `layer` after `pending`. The layer's own bindings come
    /// before the global ones. Keys of an input method count as the key on the
    /// keyboard, except in a text field, where they are text.
    pub fn resolve(&self, layer: Layer, pending: &[Key], key: Key) -> Resolution {
        let typed = pending.iter().copied().chain([key]);
        let keys: Vec<Key> =
            if layer == Layer::Prompt { typed.collect() } else { typed.map(Key::normalized).collect() };
        match self.resolve_in(layer, &keys) {
            Resolution::Unbound if layer.falls_back() => self.resolve_in(Layer::Global, &keys),
            resolution => resolution,
        }
    }

    fn resolve_in(&self, layer: Layer, keys: &[Key]) -> Resolution {
        let found = self.of(layer).find(|binding| binding.keys.starts_with(keys));
        match found {
            Some(binding) if binding.keys.len() == keys.len() => Resolution::Run(binding.action),
            Some(_) => Resolution::Pending,
            None => Resolution::Unbound,
        }
    }

    /// The sequences that run `action` in `layer`, the preferred one first: the
    /// layer's own, then the global ones that the layer does not bind otherwise.
    pub fn keys_for(&self, layer: Layer, action: Action) -> Vec<String> {
        let own = self.of(layer).filter(|binding| binding.action == action);
        let global = self.of(Layer::Global).filter(|binding| {
            layer.falls_back()
                && binding.action == action
                && self.resolve_in(layer, &binding.keys) == Resolution::Unbound
        });
        own.chain(global).map(|binding| printed(&binding.keys)).collect()
    }

    /// The layer's own bindings in the order of the file: printed sequence and action.
    pub fn bindings(&self, layer: Layer) -> impl Iterator<Item = (String, Action)> {
        self.of(layer).map(|binding| (printed(&binding.keys), binding.action))
    }

    fn of(&self, layer: Layer) -> impl Iterator<Item = &Binding> {
        self.bindings.iter().filter(move |binding| binding.layer == layer)
    }

    /// Adds a binding whose keys [`Keymap::conflict`] has nothing against.
    pub(super) fn bind(&mut self, layer: Layer, keys: Vec<Key>, action: Action) {
        self.bindings.push(Binding { layer, keys, action });
    }

    /// Why `keys` cannot be bound in `layer` beside what is bound already. To bind in
    /// a layer what is bound globally is no conflict: the layer goes first.
    pub(super) fn conflict(&self, layer: Layer, keys: &[Key]) -> Option<String> {
        let rivals = self.bindings.iter().filter(|other| other.layer.meets(layer));
        rivals.filter_map(|other| clash(other, layer, keys)).next()
    }
}

fn clash(other: &Binding, layer: Layer, keys: &[Key]) -> Option<String> {
    let twice = other.keys == keys;
    let clashes = other.keys.starts_with(keys) || keys.starts_with(&other.keys);
    if !clashes || twice && other.layer != layer {
        return None;
    }
    let (new, old) = (printed(keys), printed(&other.keys));
    let place = format!("{old:?} ({}: {})", other.layer.name(), other.action.name());
    Some(match twice {
        true => format!("{new:?} is bound twice, first as {place}"),
        false => format!("{new:?} and {place} begin alike, so the longer one could never be typed"),
    })
}

fn printed(keys: &[Key]) -> String {
    keys.iter().map(Key::to_string).collect()
}

#[cfg(test)]
mod tests;
