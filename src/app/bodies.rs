//! Conditions of the filter on the texts of posts: a worker is asked once for each, and the
//! list narrows when the answer is there. What a condition means is decided in `query`.

use std::collections::HashSet;

use super::message::Effect;
use super::state::App;
use super::texts::{TextHit, TextSearch, Wanted, Words};
use crate::library::Bits;
use crate::query::body_key;

/// Answers that are kept.
const MOST: usize = 64;

/// What is known of the texts that the filter asks for.
#[derive(Debug, Default)]
pub struct Bodies {
    /// The keys of which every post is known.
    whole: HashSet<String>,
    /// The key that is being searched for, with the number of the request.
    awaited: Option<(u64, String)>,
    /// What the answer says so far, where an older one holds until it is whole.
    newer: Option<Bits>,
    ticket: u64,
}

impl Bodies {
    /// Whether an answer is still to come.
    pub fn awaits(&self) -> bool {
        self.awaited.is_some()
    }

    /// There are more posts: what was told of every post is to be asked again.
    pub(super) fn forget_whole(&mut self) {
        self.whole.clear();
    }
}

impl App {
    /// Asks for what the filter needs to know and nobody told yet: one condition at a time.
    pub(super) fn ask_bodies(&mut self) {
        let keys: Vec<String> = self.filter.query.bodies().into_iter().filter_map(body_key).collect();
        let bodies = &mut self.texts.bodies;
        let next = keys.iter().find(|key| !bodies.whole.contains(*key));
        if next == bodies.awaited.as_ref().map(|(_, key)| key) {
            return;
        }
        bodies.awaited = None;
        let Some((key, words)) = next.and_then(|key| Some((key, Words::phrase(key)?))) else { return };
        if self.known.bodies.len() >= MOST {
            self.known.bodies.retain(|key, _| keys.contains(key));
            bodies.whole.retain(|key| keys.contains(key));
        }
        bodies.ticket += 1;
        bodies.awaited = Some((bodies.ticket, key.clone()));
        bodies.newer = self.known.bodies.contains_key(key).then(Bits::default);
        let search = TextSearch { ticket: bodies.ticket, wanted: Wanted::Posts, words };
        self.texts.effects.push(Effect::SearchTexts(search));
    }

    /// Texts are others than before: what was found in them is looked for again.
    pub(super) fn renew_bodies(&mut self) {
        self.texts.bodies.forget_whole();
        self.texts.bodies.awaited = None;
        self.ask_bodies();
    }

    /// More posts have what a condition asks for; the list shows them.
    pub(super) fn body_hits(&mut self, ticket: u64, hits: &[TextHit], whole: bool) {
        let bodies = &mut self.texts.bodies;
        let Some((_, key)) = bodies.awaited.take_if(|(awaited, _)| *awaited == ticket) else { return };
        let known = self.known.bodies.entry(key.clone()).or_default();
        let found = bodies.newer.as_mut().unwrap_or(known);
        hits.iter().for_each(|hit| found.insert(hit.id));
        let holds = bodies.newer.is_some();
        if whole {
            if let Some(newer) = bodies.newer.take() {
                *known = newer;
            }
            bodies.whole.insert(key);
        } else {
            bodies.awaited = Some((ticket, key));
        }
        if holds && !whole {
            return;
        }
        if holds {
            self.refilter_in_place();
        } else {
            self.refilter();
        }
        self.arrange();
    }
}
