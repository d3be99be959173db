//! What is remembered of an archive meets all of its posts at once: that is done in portions, so
//! that no key waits for it. What marks are stands in `remember`.

use super::message::Effect;
use super::remember::reflect;
use super::state::App;
use crate::library::{PostId, RootId};
use crate::state::{Baseline, Moment, Move, Session};

/// What a portion may cost: posts that are only passed over.
const PORTION: usize = 32_768;
/// A post that is met costs as much as so many that are passed over.
const MET: usize = 16;

/// What is remembered of an archive, beside what is said of its posts.
#[derive(Debug, Default)]
pub(super) struct Told {
    /// The archive.
    pub(super) root: RootId,
    /// Nothing more is to be found out about it.
    pub(super) settled: bool,
    /// Where its posts went.
    pub(super) moved: Vec<Move>,
    /// When its posts were opened.
    pub(super) openings: Vec<(String, Moment)>,
    /// Where its reader was.
    pub(super) session: Option<Session>,
}

/// Posts that are still to be met.
#[derive(Debug)]
pub(super) struct Meeting {
    /// What is remembered of their archive, where that is new; else the posts are.
    told: Option<Told>,
    /// The next one; the first one that came later, with whom it is known already.
    next: usize,
    end: usize,
    /// Posts of which nothing is said stay what they are.
    same: bool,
    /// Something may be another than before.
    any: bool,
}

impl App {
    /// Begins to tell the posts of an archive what is remembered of them. `before` is the baseline
    /// that they were told before.
    pub(super) fn meet_all(&mut self, told: Told, before: Option<&Baseline>) -> Vec<Effect> {
        let same = self.memory.baseline(told.root) == before;
        let end = self.library.len();
        self.memory.meetings.push_back(Meeting { told: Some(told), next: 0, end, same, any: end == 0 });
        self.meet_on()
    }

    /// The store told what was there at first in an archive; the rest of what is remembered of it
    /// was told before.
    pub(super) fn baseline_told(&mut self, root: RootId, baseline: Baseline) -> Vec<Effect> {
        self.memory.know(root, baseline);
        let end = self.library.len();
        self.memory.meetings.push_back(Meeting { told: None, next: 0, end, same: false, any: false });
        self.meet_on()
    }

    /// Posts behind the first so many came, and meet what is remembered of them now.
    pub(super) fn meet_now(&mut self, first: usize) -> Vec<Effect> {
        self.meet_posts(self.library.ids_from(first));
        Vec::new()
    }

    /// The same in portions. Until then the posts are what most posts are.
    pub(super) fn meet_later(&mut self, first: usize) -> Vec<Effect> {
        for id in self.library.ids_from(first) {
            self.memory.take_for_most(id);
            self.known.old.set(id, !self.memory.marks.is_unread(id));
        }
        let end = self.library.len();
        self.memory.meetings.push_back(Meeting { told: None, next: first, end, same: false, any: false });
        vec![Effect::GoOn]
    }

    /// The next portion of posts meets what is remembered of them.
    pub(super) fn meet_on(&mut self) -> Vec<Effect> {
        let Some(mut meeting) = self.memory.meetings.pop_front() else { return Vec::new() };
        let mut cost = 0;
        while meeting.next < meeting.end && cost < PORTION {
            let id = PostId(u32::try_from(meeting.next).unwrap_or(u32::MAX));
            meeting.next += 1;
            let met = self.meet_again(&meeting, id);
            cost += if met { MET } else { 1 };
            meeting.any |= met && (meeting.told.is_some() || !self.memory.is_as_most(id));
        }
        let mut effects = Vec::new();
        if meeting.next < meeting.end {
            self.memory.meetings.push_front(meeting);
        } else {
            effects = self.met(meeting);
        }
        if !self.memory.meetings.is_empty() {
            effects.push(Effect::GoOn);
        }
        effects
    }

    /// Whether there was something to say of a post.
    fn meet_again(&mut self, meeting: &Meeting, id: PostId) -> bool {
        let (root, path) = self.library.place(id);
        let passed = meeting.same && !self.memory.marks.says(id) && !self.memory.awaits(root, path);
        let elsewhere = meeting.told.as_ref().is_some_and(|told| told.root != root);
        if elsewhere || passed || self.library.is_gone(id) {
            return false;
        }
        if meeting.told.is_some() {
            self.memory.marks.forget(id);
        }
        self.memory.meet(&self.library.get(id));
        reflect(&self.memory.marks, id, &mut self.memory.live);
        true
    }

    /// Every post was met.
    fn met(&mut self, meeting: Meeting) -> Vec<Effect> {
        let Some(told) = meeting.told else {
            if meeting.any {
                self.take_marks();
                self.refilter_in_place();
            }
            return Vec::new();
        };
        let Told { root, settled, moved, openings, session } = told;
        let again = self.memory.settle((root, settled), self.roots.len());
        if meeting.any || !again.is_empty() {
            self.marked(&again);
            self.take_marks();
            if self.loading {
                self.refilter();
            } else {
                self.refilter_in_place();
            }
        }
        self.arrange();
        self.opened_before(root, openings);
        self.find_place();
        let mut effects = self.resume(root, session);
        effects.extend(self.posts_moved(root, &moved));
        effects
    }

    /// What is still to be met, at once: something new is said of all posts.
    pub(super) fn end_meetings(&mut self) -> Vec<Effect> {
        let mut effects = Vec::new();
        while !self.memory.meetings.is_empty() {
            effects.extend(self.meet_on().into_iter().filter(|effect| *effect != Effect::GoOn));
        }
        effects
    }
}
