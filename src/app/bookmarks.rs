//! Where the reader was: in each article, and in which articles, over all sessions. Ways back
//! within a session stand in `trail`, what is restored at the start in `resume`.

use std::cmp::Reverse;
use std::collections::HashMap;

use super::jumping::Wanted;
use super::message::Effect;
use super::reader::State;
use super::state::App;
use crate::article::Anchor;
use crate::library::{PostId, RootId};
use crate::locale::words::fill;
use crate::state::{Field, Moment, Place, Remembered, Value};

/// Posts of earlier sessions that can be gone back to, and that are offered because they were
/// opened last.
const MOST: usize = 200;

/// The posts that were opened before.
#[derive(Debug, Default)]
pub(crate) struct Past {
    /// Posts of earlier sessions that did not come yet.
    waiting: HashMap<RootId, HashMap<String, Moment>>,
    /// Those that did, the last one first.
    opened: Vec<(Moment, PostId)>,
    /// Posts of this session, the last one first.
    here: Vec<PostId>,
    /// The post and its text at the top that are kept, or need not be.
    kept: Option<(PostId, Anchor)>,
}

/// When the posts of an archive were opened, by path; only the last ones.
pub(super) fn openings(told: &Remembered) -> Vec<(String, Moment)> {
    let opened = |marks: &[(Field, Value, Moment)]| {
        let found = marks.iter().find(|(field, value, _)| *field == Field::Opened && *value == Value::Yes);
        found.map(|(.., moment)| *moment)
    };
    let mut all: Vec<_> =
        told.posts.iter().filter_map(|post| Some((&post.path, opened(&post.marks)?))).collect();
    all.sort_by_key(|(_, moment)| Reverse(*moment));
    all.into_iter().take(MOST).map(|(path, moment)| (path.clone(), moment)).collect()
}

impl App {
    /// The store told which posts of an archive were opened.
    pub(super) fn opened_before(&mut self, root: RootId, openings: Vec<(String, Moment)>) {
        let library = &self.library;
        self.past.opened.retain(|(_, id)| library.get(*id).root != root);
        self.past.waiting.insert(root, openings.into_iter().collect());
        self.meet_opened(0);
    }

    /// Posts came, from this number on: some of them may have been opened before.
    pub(super) fn meet_opened(&mut self, first: usize) {
        let past = &mut self.past;
        past.waiting.retain(|_, openings| !openings.is_empty());
        if past.waiting.is_empty() {
            return;
        }
        let before = past.opened.len();
        for id in self.library.ids_from(first) {
            let (root, path) = self.library.place(id);
            let moment = past.waiting.get_mut(&root).and_then(|openings| openings.remove(path));
            past.opened.extend(moment.map(|moment| (moment, id)));
        }
        if past.opened.len() > before {
            past.opened.sort_by(|one, other| other.cmp(one));
            past.opened.truncate(MOST);
            self.trail.set_earlier(past.opened.iter().rev().map(|(_, id)| *id).collect());
            self.order_recent();
        }
    }

    /// A post is opened.
    pub(super) fn opened_last(&mut self, id: PostId) -> Effect {
        self.past.here.retain(|before| *before != id);
        self.past.here.insert(0, id);
        self.past.here.truncate(MOST);
        self.order_recent();
        self.note_down(id, Field::Opened, Value::Yes)
    }

    fn order_recent(&mut self) {
        let Past { here, opened, .. } = &self.past;
        let before = opened.iter().map(|(_, id)| *id).filter(|id| !here.contains(id));
        self.recent = here.iter().copied().chain(before).take(MOST).collect();
    }

    /// What stood at the top when a post was left.
    pub(super) fn left_at(&self, id: PostId) -> Option<Anchor> {
        let place = self.memory.marks.place(id)?;
        Some(Anchor { block: place.block, offset: place.offset })
    }

    /// Where a post is opened: where it was left, but at its beginning where it was read to the
    /// end.
    pub(super) fn where_to_begin(&self, id: PostId) -> Option<Wanted> {
        self.percent_read(id).and_then(|_| self.left_at(id)).map(Wanted::Anchor)
    }

    /// The store told of places: whoever opened a post before that, and is still at its
    /// beginning, goes on where it was left.
    pub(super) fn find_place(&mut self) {
        let Some(id) = self.reader.post.filter(|_| self.wanted.is_none()) else { return };
        if self.reader.view.top() == 0 {
            self.wanted = self.where_to_begin(id);
            self.arrive();
        }
    }

    /// How far a post was read, in percent, where it was left in the middle.
    pub(crate) fn percent_read(&self, id: PostId) -> Option<u8> {
        self.memory.marks.place(id).map(|place| place.percent).filter(|percent| *percent < 100)
    }

    /// The same for the list: of the open article as its pane says it.
    pub(crate) fn percent_shown(&self, id: PostId) -> Option<u8> {
        let open = self.reader.post == Some(id) && self.reader.state == State::Open;
        let now = u8::try_from(self.reader.percent()).unwrap_or(100);
        self.percent_read(id).map(|kept| if open { now } else { kept }).filter(|percent| *percent < 100)
    }

    /// Keeps what stands at the top, where the reader moved.
    pub(super) fn keep_place(&mut self) -> Option<Effect> {
        let id = self.reader.post.filter(|_| self.reader.state == State::Open && self.wanted.is_none())?;
        let Anchor { block, offset } = self.reader.place();
        let now = (id, self.reader.place());
        let before = self.past.kept.replace(now);
        // An article that was just opened stands where it was left.
        if before == Some(now) || before.is_none_or(|(post, _)| post != id) {
            return None;
        }
        let percent = u8::try_from(self.reader.percent()).unwrap_or(100);
        let place = Value::Text(Place { block, offset, percent }.print());
        let value = if self.reader.view.top() == 0 { Value::Unset } else { place };
        let changed = self.memory.marks.get(id, &Field::Place) != value;
        changed.then(|| self.note_down(id, Field::Place, value))
    }

    /// Opens the post that was left last in the middle, or the one before it, and so on.
    pub(super) fn continue_reading(&mut self, number: usize) -> Vec<Effect> {
        let here = self.reader.post;
        let left = self.recent.iter().filter(|id| Some(**id) != here && self.percent_read(**id).is_some());
        let Some(id) = left.copied().nth(number.saturating_sub(1)) else {
            return self.say(self.lang.words().nothing_to_continue.to_owned());
        };
        let percent = self.percent_read(id).unwrap_or_default().to_string();
        let effects = self.open_at(id, None);
        self.notice = Some(fill(self.lang.words().continued, &[self.library.title(id), &percent]));
        effects
    }
}
