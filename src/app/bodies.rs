//! Conditions of the filter on the texts of posts: a worker is asked once for each, and the
//! list narrows when the answer is there. What a condition means is decided in `query`.

use std::collections::HashSet;

use super::message::Effect;
use super::state::App;
use super::texts::{TextHit, TextSearch, Wanted, Words};
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
        self.known.bodies.remove(key);
        let search = TextSearch { ticket: bodies.ticket, wanted: Wanted::Posts, words };
        self.texts.effects.push(Effect::SearchTexts(search));
    }

    /// More posts have what a condition asks for; the list shows them.
    pub(super) fn body_hits(&mut self, ticket: u64, hits: &[TextHit], whole: bool) {
        let bodies = &mut self.texts.bodies;
        let Some((_, key)) = bodies.awaited.take_if(|(awaited, _)| *awaited == ticket) else { return };
        let found = self.known.bodies.entry(key.clone()).or_default();
        hits.iter().for_each(|hit| found.insert(hit.id));
        if whole {
            bodies.whole.insert(key);
        } else {
            bodies.awaited = Some((ticket, key));
        }
        self.refilter();
        self.arrange();
    }
}
