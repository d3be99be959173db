//! Conditions of the filter on the texts of posts: a worker is asked once for each, and the
//! list narrows when the answer is there. What a condition means is decided in `query`.

use std::collections::{HashMap, HashSet};

use super::message::Effect;
use super::state::App;
use super::texts::{TextHit, TextSearch, Wanted, Words};
use crate::library::PostId;
use crate::query::syntax::Test;

/// Answers that are kept.
const MOST: usize = 64;

/// What is known of the texts that the filter asks for.
#[derive(Debug, Default)]
pub struct Bodies {
    /// By the key of a condition: the posts whose texts hold it.
    found: HashMap<String, HashSet<PostId>>,
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
}

impl App {
    /// Asks for what the filter needs to know and nobody told yet: one condition at a time.
    pub(super) fn ask_bodies(&mut self) {
        let keys = self.filter.query.bodies().into_iter().filter_map(|term| match &term.test {
            Test::Word(key) | Test::Phrase(key) => Some(key.clone()),
            _ => None,
        });
        let keys: Vec<String> = keys.collect();
        let bodies = &mut self.texts.bodies;
        let next = keys.iter().find(|key| !bodies.whole.contains(*key));
        if next == bodies.awaited.as_ref().map(|(_, key)| key) {
            return;
        }
        bodies.awaited = None;
        let Some((key, words)) = next.and_then(|key| Some((key, Words::phrase(key)?))) else { return };
        if bodies.found.len() >= MOST {
            bodies.found.retain(|key, _| keys.contains(key));
            bodies.whole.retain(|key| keys.contains(key));
        }
        bodies.ticket += 1;
        bodies.awaited = Some((bodies.ticket, key.clone()));
        bodies.found.remove(key);
        let search = TextSearch { ticket: bodies.ticket, wanted: Wanted::Posts, words };
        self.texts.effects.push(Effect::SearchTexts(search));
    }

    /// More posts have what a condition asks for; the list shows them.
    pub(super) fn body_hits(&mut self, ticket: u64, hits: &[TextHit], whole: bool) {
        let bodies = &mut self.texts.bodies;
        let Some((_, key)) = bodies.awaited.take_if(|(awaited, _)| *awaited == ticket) else { return };
        bodies.found.entry(key.clone()).or_default().extend(hits.iter().map(|hit| hit.id));
        if whole {
            bodies.whole.insert(key);
        } else {
            bodies.awaited = Some((ticket, key));
        }
        self.refilter();
        self.arrange();
    }
}
