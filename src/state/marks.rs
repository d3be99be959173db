//! The marks of the posts of a session in memory, and changes to them as plain data: what the
//! list shows, what undo takes back. Nothing here knows a disk or a clock.

use std::collections::{BTreeMap, HashMap};

use super::{Field, Place, PostSet, Value};
use crate::library::PostId;

/// Everything that is said of the posts of the open archives.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Marks {
    /// Said to be read.
    read: PostSet,
    /// Said to be unread.
    unread: PostSet,
    starred: PostSet,
    later: PostSet,
    opened: PostSet,
    /// Own tags, none of them empty.
    tags: BTreeMap<String, PostSet>,
    notes: HashMap<PostId, String>,
    places: HashMap<PostId, Place>,
    /// Known when its archive was first opened: not unread although nobody read it.
    known: PostSet,
}

/// A field of some posts becomes another. Only posts that really change are in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// What changes.
    pub field: Field,
    /// In whom, from what, to what.
    pub edits: Vec<Edit>,
}

/// What changes in one post.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edit {
    /// The post.
    pub post: PostId,
    /// What was said before.
    pub before: Value,
    /// What is said then.
    pub after: Value,
}

impl Change {
    /// What takes the change back.
    #[must_use]
    pub fn reversed(self) -> Self {
        let turned = |Edit { post, before, after }| Edit { post, before: after, after: before };
        Self { field: self.field, edits: self.edits.into_iter().map(turned).collect() }
    }
}

impl Marks {
    /// What is said of a post. [`Field::Opened`] is only known as yes or nothing.
    pub fn get(&self, post: PostId, field: &Field) -> Value {
        let flag = |set: &PostSet| if set.contains(post) { Value::Yes } else { Value::Unset };
        match field {
            Field::Read if self.unread.contains(post) => Value::No,
            Field::Read => flag(&self.read),
            Field::Starred => flag(&self.starred),
            Field::Later => flag(&self.later),
            Field::Opened => flag(&self.opened),
            Field::Tag(name) => self.tags.get(name).map_or(Value::Unset, flag),
            Field::Note => self.notes.get(&post).cloned().map_or(Value::Unset, Value::Text),
            Field::Place => self.places.get(&post).map_or(Value::Unset, |place| Value::Text(place.print())),
        }
    }

    /// Says something of a post. A no is only kept of [`Field::Read`]: elsewhere it is nothing.
    pub fn set(&mut self, post: PostId, field: &Field, value: &Value) {
        let yes = *value == Value::Yes;
        match field {
            Field::Read => {
                self.read.set(post, yes);
                self.unread.set(post, *value == Value::No);
            }
            Field::Starred => self.starred.set(post, yes),
            Field::Later => self.later.set(post, yes),
            Field::Opened => self.opened.set(post, yes),
            Field::Tag(name) => self.set_tag(post, name, yes),
            Field::Note => keep(&mut self.notes, post, text(value).map(str::to_owned)),
            Field::Place => keep(&mut self.places, post, text(value).and_then(Place::parse)),
        }
    }

    fn set_tag(&mut self, post: PostId, name: &str, inside: bool) {
        match self.tags.get_mut(name) {
            Some(posts) => {
                posts.set(post, inside);
                if posts.is_empty() {
                    self.tags.remove(name);
                }
            }
            None if inside => {
                self.tags.insert(name.to_owned(), PostSet::from_iter([post]));
            }
            None => {}
        }
    }

    /// The change that says the same of these posts; None where it changes nothing. It is not
    /// made yet.
    pub fn change(
        &self,
        posts: impl IntoIterator<Item = PostId>,
        field: Field,
        after: &Value,
    ) -> Option<Change> {
        let after = if *after == Value::No && field != Field::Read { &Value::Unset } else { after };
        let edit = |post| {
            let before = self.get(post, &field);
            (before != *after).then(|| Edit { post, before, after: after.clone() })
        };
        let edits: Vec<_> = posts.into_iter().filter_map(edit).collect();
        (!edits.is_empty()).then_some(Change { field, edits })
    }

    /// Makes a change.
    pub fn apply(&mut self, change: &Change) {
        for edit in &change.edits {
            self.set(edit.post, &change.field, &edit.after);
        }
    }

    /// The part of a change whose posts are still as it expects them: whoever changed the others
    /// since, another copy of the program perhaps, knew better.
    #[must_use]
    pub fn due(&self, mut change: Change) -> Change {
        change.edits.retain(|edit| self.get(edit.post, &change.field) == edit.before);
        change
    }

    /// Whether anything is said of a post.
    pub fn says(&self, post: PostId) -> bool {
        let sets = [&self.read, &self.unread, &self.starred, &self.later, &self.opened];
        let in_one = sets.into_iter().chain(self.tags.values()).any(|set| set.contains(post));
        in_one || self.notes.contains_key(&post) || self.places.contains_key(&post)
    }

    /// Nothing is said of a post any more.
    pub fn forget(&mut self, post: PostId) {
        for set in [&mut self.read, &mut self.unread, &mut self.starred, &mut self.later, &mut self.opened] {
            set.set(post, false);
        }
        self.tags.retain(|_, posts| {
            posts.set(post, false);
            !posts.is_empty()
        });
        self.notes.remove(&post);
        self.places.remove(&post);
        self.known.set(post, false);
    }

    /// A post belongs to the baseline, or no longer does.
    pub fn set_known(&mut self, post: PostId, known: bool) {
        self.known.set(post, known);
    }

    /// Whether a post is unread: said to be, or neither read nor there when the archive was
    /// first opened.
    pub fn is_unread(&self, post: PostId) -> bool {
        self.unread.contains(post) || !self.read.contains(post) && !self.known.contains(post)
    }

    /// The posts that were read.
    pub fn read(&self) -> &PostSet {
        &self.read
    }

    /// The posts with a star.
    pub fn starred(&self) -> &PostSet {
        &self.starred
    }

    /// The posts to read later.
    pub fn later(&self) -> &PostSet {
        &self.later
    }

    /// The unread ones of these posts.
    pub fn unread(&self, posts: impl IntoIterator<Item = PostId>) -> PostSet {
        posts.into_iter().filter(|post| self.is_unread(*post)).collect()
    }

    /// Own tags and who has them, in the order of their names.
    pub fn tags(&self) -> impl Iterator<Item = (&str, &PostSet)> {
        self.tags.iter().map(|(name, posts)| (name.as_str(), posts))
    }

    /// The note on a post.
    pub fn note(&self, post: PostId) -> Option<&str> {
        self.notes.get(&post).map(String::as_str)
    }

    /// Where in a post its reader was.
    pub fn place(&self, post: PostId) -> Option<Place> {
        self.places.get(&post).copied()
    }
}

fn text(value: &Value) -> Option<&str> {
    if let Value::Text(text) = value { Some(text) } else { None }
}

fn keep<T>(map: &mut HashMap<PostId, T>, post: PostId, value: Option<T>) {
    match value {
        Some(value) => map.insert(post, value),
        None => map.remove(&post),
    };
}

#[cfg(test)]
mod tests {
    use super::*;

    const POST: PostId = PostId(3);

    #[test]
    fn unread_is_what_was_not_there_at_first_and_nobody_read() {
        // Known at the first opening; what is said of it; whether it is unread.
        let rows = [
            (false, Value::Unset, true),
            (false, Value::Yes, false),
            (false, Value::No, true),
            (true, Value::Unset, false),
            (true, Value::Yes, false),
            (true, Value::No, true),
        ];
        for (known, value, expected) in rows {
            let mut marks = Marks::default();
            marks.set_known(POST, known);
            marks.set(POST, &Field::Read, &value);
            assert_eq!(marks.is_unread(POST), expected, "{known} {value:?}");
        }
    }

    #[test]
    fn a_change_leaves_out_what_is_so_already() {
        let mut marks = Marks::default();
        marks.set(POST, &Field::Starred, &Value::Yes);
        let change = marks.change([PostId(1), POST], Field::Starred, &Value::Yes).unwrap();
        assert_eq!(change.edits.len(), 1);
        assert_eq!(marks.change([POST], Field::Starred, &Value::Yes), None);
        assert_eq!(marks.change([PostId(1)], Field::Later, &Value::No), None);
    }
}
