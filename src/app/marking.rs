//! Marking by hand: read and unread, stars, what is to be read later; taking it back and making
//! it again. How marks are remembered stands in `remember`.

use super::message::Effect;
use super::screen::Pane;
use super::state::App;
use crate::library::PostId;
use crate::locale::words::{fill, number};
use crate::state::{Change, Edit, Field, Value};
use crate::text::sanitize;

impl App {
    /// The post that a mark is meant for: the one that is read, or the selected one.
    pub(super) fn meant_post(&self) -> Option<PostId> {
        if self.focus == Pane::Article { self.reader.post } else { self.pointed() }
    }

    /// Read; unread if it was read.
    pub(super) fn toggle_read(&mut self) -> Vec<Effect> {
        self.toggle_mark(Field::Read, &Value::No)
    }

    pub(super) fn toggle_star(&mut self) -> Vec<Effect> {
        self.toggle_mark(Field::Starred, &Value::Unset)
    }

    pub(super) fn toggle_later(&mut self) -> Vec<Effect> {
        self.toggle_mark(Field::Later, &Value::Unset)
    }

    fn toggle_mark(&mut self, field: Field, off: &Value) -> Vec<Effect> {
        let Some(post) = self.meant_post() else {
            return self.say(self.lang.words().nothing_to_mark.to_owned());
        };
        self.leave_alone(post);
        let on = self.memory.marks.get(post, &field) == Value::Yes;
        self.mark([post], field, if on { off } else { &Value::Yes })
    }

    /// Says the same of some posts, so that it can be taken back, and tells what was done.
    pub(super) fn mark(
        &mut self,
        posts: impl IntoIterator<Item = PostId>,
        field: Field,
        value: &Value,
    ) -> Vec<Effect> {
        let Some(change) = self.memory.marks.change(posts, field, value) else {
            return self.say(self.lang.words().nothing_to_mark.to_owned());
        };
        self.notice = Some(self.told(&change));
        self.make(change)
    }

    /// Makes a change that can be taken back.
    pub(super) fn make(&mut self, change: Change) -> Vec<Effect> {
        let effect = self.keep_change(&change);
        let memory = &mut self.memory;
        let posts: Vec<PostId> = change.edits.iter().map(|edit| edit.post).collect();
        memory.history.make(&mut memory.marks, change);
        self.marked(&posts);
        vec![effect]
    }

    /// Takes the last change back.
    pub(super) fn undo(&mut self) -> Vec<Effect> {
        let memory = &mut self.memory;
        let change = memory.history.undo(&mut memory.marks);
        let words = self.lang.words();
        self.repeated(change, words.undone, words.nothing_to_undo)
    }

    /// Makes the change again that was taken back last.
    pub(super) fn redo(&mut self) -> Vec<Effect> {
        let memory = &mut self.memory;
        let change = memory.history.redo(&mut memory.marks);
        let words = self.lang.words();
        self.repeated(change, words.redone, words.nothing_to_redo)
    }

    fn repeated(&mut self, change: Option<Change>, done: &str, nothing: &str) -> Vec<Effect> {
        let Some(change) = change else { return self.say(nothing.to_owned()) };
        self.notice = Some(fill(done, &[&self.told(&change)]));
        let effect = self.keep_change(&change);
        let posts: Vec<PostId> = change.edits.iter().map(|edit| edit.post).collect();
        self.marked(&posts);
        vec![effect]
    }

    /// What a change says, of which post or of how many.
    pub(super) fn told(&self, change: &Change) -> String {
        let what = self.said(&change.field, change.edits.first().map(|edit| &edit.after));
        let of = match change.edits.as_slice() {
            [Edit { post, .. }] => self.library.title(*post).to_owned(),
            edits => fill(self.lang.words().count, &[&number(edits.len())]),
        };
        format!("{what}: {of}")
    }

    fn said(&self, field: &Field, value: Option<&Value>) -> String {
        let words = self.lang.words();
        let plain = match (field, value) {
            (Field::Read, Some(Value::Yes)) => words.marked_read,
            (Field::Read, Some(Value::No)) => words.marked_unread,
            (Field::Read, _) => words.mark_removed,
            (Field::Starred, Some(Value::Yes)) => words.marked_starred,
            (Field::Starred, _) => words.marked_unstarred,
            (Field::Later, Some(Value::Yes)) => words.marked_later,
            (Field::Later, _) => words.marked_not_later,
            (Field::Tag(name), value) => {
                let sign = if value == Some(&Value::Yes) { '+' } else { '-' };
                return format!("{sign}{}", sanitize::line(name));
            }
            (Field::Note, Some(Value::Text(text))) => return sanitize::line(text).into_owned(),
            (Field::Note | Field::Place | Field::Opened, _) => words.mark_removed,
        };
        plain.to_owned()
    }
}
