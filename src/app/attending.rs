//! When a text counts as read by itself: once its end was seen, or it was open for some seconds.
//! The clock is outside: it is asked to say when the time is up. Scrolling past a post in a list
//! marks nothing.

use super::message::Effect;
use super::reader::State;
use super::state::App;
use crate::library::PostId;
use crate::state::{Field, ReadAfter, Value};

/// The text that is shown, and whether it can still become read by itself.
#[derive(Debug, Default)]
pub(super) struct Attention {
    after: ReadAfter,
    post: Option<PostId>,
    /// It was read, or marked by hand: it is left alone until it is opened again.
    done: bool,
    /// The number of the request to the clock.
    ticket: u64,
}

impl Attention {
    /// Nothing is shown yet.
    pub(super) fn new(after: ReadAfter) -> Self {
        Self { after, post: None, done: false, ticket: 0 }
    }
}

impl App {
    /// Looks whether another text is shown, and whether its end is.
    pub(super) fn attend(&mut self) -> Vec<Effect> {
        let open = self.reader.state == State::Open && self.source.is_none() && self.screen.text().is_some();
        let shown = self.reader.post.filter(|_| open);
        let new = shown != self.memory.attention.post;
        if new {
            let Attention { after, ticket, .. } = self.memory.attention;
            let read = shown.is_some_and(|id| self.memory.marks.read().contains(id));
            let done = read || after == ReadAfter::Never;
            self.memory.attention = Attention { after, post: shown, done, ticket: ticket + 1 };
        }
        let at_end =
            self.reader.is_laid_out() && self.reader.view.rows(self.reader.len()).end >= self.reader.len();
        match (self.memory.attention.post, self.memory.attention.after) {
            (None, _) => Vec::new(),
            _ if self.memory.attention.done => Vec::new(),
            _ if at_end => self.attended(),
            (_, ReadAfter::Seconds(seconds)) if new => {
                vec![Effect::Wait { ticket: self.memory.attention.ticket, seconds }]
            }
            _ => Vec::new(),
        }
    }

    /// The time that was asked for is up.
    pub(super) fn waited(&mut self, ticket: u64) -> Vec<Effect> {
        if ticket == self.memory.attention.ticket { self.attended() } else { Vec::new() }
    }

    /// The text that is shown was read; silently, since nobody asked for it.
    fn attended(&mut self) -> Vec<Effect> {
        let Some(post) = self.memory.attention.post.filter(|_| !self.memory.attention.done) else {
            return Vec::new();
        };
        self.memory.attention.done = true;
        let change = self.memory.marks.change([post], Field::Read, &Value::Yes);
        change.map(|change| self.make(change)).unwrap_or_default()
    }

    /// A post was marked by hand: what its reader says stands.
    pub(super) fn leave_alone(&mut self, post: PostId) {
        self.memory.attention.done |= self.memory.attention.post == Some(post);
    }
}
