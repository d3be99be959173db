//! Sets of posts that conditions gave, by what was asked for. Bounded: the ones that were not
//! asked for longest go first.

use std::collections::HashMap;
use std::sync::Arc;

use crate::library::{Bits, PostId};
use crate::text::pinyin::Typed;

/// Sets that are kept: 12.5 KB each at 100,000 posts.
const KEPT: usize = 96;

/// What a set answers.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) enum Asked {
    /// Titles that contain a key.
    Title(String),
    /// Titles that sound like a word.
    Sound(String),
    /// Any other condition, as text.
    Other(String),
}

#[derive(Debug)]
struct Kept {
    bits: Arc<Bits>,
    count: usize,
    used: u64,
    /// Posts that came or changed since: whether they are in it is to be asked again.
    lacking: Bits,
}

/// Whether a Latin word somewhere begins so.
#[derive(Debug)]
struct Latin {
    begins: bool,
    /// Posts that came or changed since.
    lacking: Bits,
}

/// The sets, and the flood that a word makes.
#[derive(Debug, Default)]
pub(super) struct Cache {
    sets: HashMap<Asked, Kept>,
    latin: HashMap<String, Latin>,
    clock: u64,
}

impl Cache {
    pub(super) fn clear(&mut self) {
        self.sets.clear();
        self.latin.clear();
    }

    /// Some posts came or changed: what was found in the others stays.
    pub(super) fn patch(&mut self, touched: &Bits) {
        self.sets.retain(|asked, _| !matches!(asked, Asked::Other(_)));
        self.sets.values_mut().for_each(|kept| kept.lacking.extend(touched));
        self.latin.values_mut().filter(|latin| !latin.begins).for_each(|latin| latin.lacking.extend(touched));
    }

    /// A set that is known; `holds` tells of posts that came or changed since.
    pub(super) fn get(&mut self, asked: &Asked, mut holds: impl FnMut(PostId) -> bool) -> Option<Arc<Bits>> {
        self.clock += 1;
        let kept = self.sets.get_mut(asked)?;
        kept.used = self.clock;
        let lacking = std::mem::take(&mut kept.lacking);
        if !lacking.is_empty() {
            let bits = Arc::make_mut(&mut kept.bits);
            lacking.iter().for_each(|post| bits.set(post, holds(post)));
            kept.count = bits.count();
        }
        Some(Arc::clone(&kept.bits))
    }

    pub(super) fn put(&mut self, asked: Asked, bits: Bits) -> Arc<Bits> {
        if self.sets.len() >= KEPT {
            let oldest = self.sets.iter().min_by_key(|(_, kept)| kept.used).map(|(asked, _)| asked.clone());
            oldest.and_then(|oldest| self.sets.remove(&oldest));
        }
        self.clock += 1;
        let (count, bits) = (bits.count(), Arc::new(bits));
        self.sets
            .insert(asked, Kept { bits: Arc::clone(&bits), count, used: self.clock, lacking: Bits::EMPTY });
        bits
    }

    /// The smallest set that is known to hold all of what is asked for: of a key that this one
    /// contains, or of a word that this one goes on from.
    pub(super) fn above(&self, asked: &Asked) -> Option<(Arc<Bits>, usize)> {
        let holds = |known: &Asked| match (known, asked) {
            (Asked::Title(known), Asked::Title(asked)) => asked.contains(known.as_str()),
            (Asked::Sound(known), Asked::Sound(asked)) => extends(asked, known),
            _ => false,
        };
        let sets = self.sets.iter().filter(|(known, kept)| holds(known) && kept.lacking.is_empty());
        let known = sets.map(|(_, kept)| kept);
        known.min_by_key(|kept| kept.count).map(|kept| (Arc::clone(&kept.bits), kept.count))
    }

    /// Whether a Latin word somewhere begins so; `find` looks for one in some posts, or in all.
    pub(super) fn latin(&mut self, word: &str, find: impl FnOnce(Option<&Bits>) -> bool) -> bool {
        if let Some(known) = self.latin.get_mut(word) {
            let lacking = std::mem::take(&mut known.lacking);
            known.begins |= !lacking.is_empty() && find(Some(&lacking));
            return known.begins;
        }
        let found = find(None);
        if self.latin.len() >= KEPT {
            self.latin.clear();
        }
        self.latin.insert(word.to_owned(), Latin { begins: found, lacking: Bits::EMPTY });
        found
    }
}

/// Whether a word is another one that goes on.
fn extends(word: &str, other: &str) -> bool {
    let typed = Typed::new(word).zip(Typed::new(other));
    word.starts_with(other) && typed.is_some_and(|(word, other)| word.extends(&other))
}
