//! Posts that went elsewhere: what is read and what is selected goes with them. Finding out where
//! they went is the store's business, taking in that they are gone from where they were that of
//! `patching`.

use std::collections::HashSet;

use super::jumping::Wanted;
use super::message::Effect;
use super::reader::State;
use super::state::App;
use crate::library::{PostId, RootId};
use crate::state::Move;

/// A post that was selected when its file vanished, and the one that is selected instead.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Deselected {
    selected: PostId,
    instead: Option<PostId>,
}

impl App {
    /// Remembers that the post that was selected is gone.
    pub(super) fn deselect(&mut self, selected: Option<PostId>, removed: &[PostId]) {
        let Some(selected) = selected.filter(|id| removed.contains(id)) else { return };
        self.session.deselected = Some(Deselected { selected, instead: self.list.rows.selected() });
    }

    /// The store found out where posts of an archive went.
    pub(super) fn posts_moved(&mut self, root: RootId, moves: &[Move]) -> Vec<Effect> {
        if moves.is_empty() {
            return Vec::new();
        }
        self.session.follow(root, moves);
        let new: HashSet<&str> = moves.iter().map(|one| one.to.as_str()).collect();
        let now = self.library.find(root, &new);
        let went = |id: PostId| {
            let post = self.library.get(id);
            let one = moves.iter().find(|one| post.root == root && one.from == post.path)?;
            now.get(&one.to).copied()
        };
        let deselected = self.session.deselected.filter(|it| it.instead == self.list.rows.selected());
        let selected = deselected.map(|it| it.selected).and_then(went);
        let open = self.reader.post.and_then(went);
        if let Some(id) = selected {
            self.session.deselected = None;
            self.list.rows.choose(id);
        }
        let mut effects = self.meet_session(0);
        effects.extend(open.map(|id| self.read_on_in(id)).unwrap_or_default());
        effects
    }

    /// What is read goes on in another file.
    fn read_on_in(&mut self, id: PostId) -> Vec<Effect> {
        let here = (self.reader.state == State::Open).then(|| self.reader.place());
        self.notice = None;
        let effects = self.request(id);
        self.wanted = here.or_else(|| self.left_at(id)).map(Wanted::Anchor);
        self.arrive();
        effects
    }
}
