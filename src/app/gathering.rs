//! What threads need to know of all posts at once is gathered in portions, so that no key waits
//! for it. What they do with it is theirs.

use std::sync::Arc;

use super::message::Effect;
use super::state::App;
use crate::library::{Roll, RootId};

/// Posts of a portion: they cost what a frame costs.
const PORTION: usize = 16_384;

/// Posts that are being gathered, and for what.
#[derive(Debug, Default)]
pub(super) struct Gathering {
    roll: Roll,
    /// Archives that are entered.
    entered: Vec<RootId>,
}

impl App {
    /// Begins to gather all posts: archives are entered with them, and their texts are kept. What
    /// was asked for before is done as well.
    pub(super) fn gather(&mut self, entered: impl Iterator<Item = RootId>) -> Vec<Effect> {
        let gathering = self.memory.gathering.get_or_insert_default();
        for root in entered {
            if !gathering.entered.contains(&root) {
                gathering.entered.push(root);
            }
        }
        self.gather_on()
    }

    fn gather_on(&mut self) -> Vec<Effect> {
        let Some(mut gathering) = self.memory.gathering.take() else { return Vec::new() };
        if !gathering.roll.call(&self.library, PORTION) {
            self.memory.gathering = Some(gathering);
            return vec![Effect::GoOn];
        }
        let Gathering { roll, entered } = gathering;
        let roll = Arc::new(roll);
        let enter = |root| Effect::EnterArchive { root, posts: Arc::clone(&roll) };
        entered.into_iter().map(enter).chain([Effect::KeepTexts(Arc::clone(&roll))]).collect()
    }

    /// Does the next portion of what would have kept a key waiting. Every [`Effect::GoOn`] is
    /// answered so, and asks for the next one as long as anything is left.
    pub(super) fn go_on(&mut self) -> Vec<Effect> {
        let mut effects = if self.memory.meetings.is_empty() { self.gather_on() } else { self.meet_on() };
        let left = self.memory.gathering.is_some() || !self.memory.meetings.is_empty();
        if left && !effects.contains(&Effect::GoOn) {
            effects.push(Effect::GoOn);
        }
        effects
    }
}
