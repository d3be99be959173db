//! Undo and redo of changes to marks: a stack of what was done and one of what was taken back.
//! Pure: who makes a change keeps it on disk, also one that is taken back.

use std::collections::VecDeque;

use super::{Change, Marks};

/// Most posts in the changes that can be taken back; beyond them the oldest are forgotten.
const MAX_EDITS: usize = 1_000_000;

/// What was done in a session.
#[derive(Debug, Clone, Default)]
pub struct History {
    done: VecDeque<Change>,
    undone: Vec<Change>,
    /// Posts in the changes of `done`.
    edits: usize,
}

impl History {
    /// Makes a change, and remembers it. What was taken back before cannot be made again.
    pub fn make(&mut self, marks: &mut Marks, change: Change) {
        marks.apply(&change);
        self.undone.clear();
        self.remember(change);
        while self.edits > MAX_EDITS && self.done.len() > 1 {
            self.edits -= self.done.pop_front().map_or(0, |change| change.edits.len());
        }
    }

    /// Takes the last change back. What is returned was done: it is to be kept, and to be told.
    pub fn undo(&mut self, marks: &mut Marks) -> Option<Change> {
        while let Some(change) = self.done.pop_back() {
            self.edits -= change.edits.len();
            let back = marks.due(change.reversed());
            if !back.edits.is_empty() {
                marks.apply(&back);
                self.undone.push(back.clone().reversed());
                return Some(back);
            }
        }
        None
    }

    /// Makes the change again that was taken back last.
    pub fn redo(&mut self, marks: &mut Marks) -> Option<Change> {
        while let Some(change) = self.undone.pop() {
            let again = marks.due(change);
            if !again.edits.is_empty() {
                marks.apply(&again);
                self.remember(again.clone());
                return Some(again);
            }
        }
        None
    }

    fn remember(&mut self, change: Change) {
        self.edits += change.edits.len();
        self.done.push_back(change);
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use proptest::prelude::{Just, ProptestConfig, Strategy, any, prop_assert_eq, prop_oneof, proptest};
    use proptest::sample::Index;

    use super::*;
    use crate::library::PostId;
    use crate::state::{Field, Value};

    #[derive(Debug, Clone)]
    enum Step {
        Mark(u32, usize, Value),
        Bulk(u32, u32, usize, Value),
        Undo,
        Redo,
    }

    const POSTS: u32 = 40;

    fn fields() -> [Field; 5] {
        let tag = |name: &str| Field::Tag(name.into());
        [Field::Read, Field::Starred, Field::Later, tag("经济"), tag("后读")]
    }

    fn value() -> impl Strategy<Value = Value> {
        prop_oneof![Just(Value::Yes), Just(Value::Unset), Just(Value::No)]
    }

    fn step() -> impl Strategy<Value = Step> {
        let field = || any::<Index>().prop_map(|at| at.index(fields().len()));
        prop_oneof![
            4 => (0..POSTS, field(), value()).prop_map(|(post, field, value)| Step::Mark(post, field, value)),
            1 => (0..POSTS, 0..POSTS, field(), value())
                .prop_map(|(one, other, field, value)| Step::Bulk(one.min(other), one.max(other), field, value)),
            3 => Just(Step::Undo),
            2 => Just(Step::Redo),
        ]
    }

    /// Every state there was, whole; undo and redo walk along them.
    struct Model {
        states: Vec<HashMap<(u32, usize), Value>>,
        now: usize,
    }

    impl Model {
        fn mark(&mut self, posts: std::ops::RangeInclusive<u32>, field: usize, value: &Value) {
            let kept = match value {
                Value::No if fields()[field] != Field::Read => Value::Unset,
                other => other.clone(),
            };
            let mut next = self.states[self.now].clone();
            for post in posts {
                match &kept {
                    Value::Unset => next.remove(&(post, field)),
                    kept => next.insert((post, field), kept.clone()),
                };
            }
            if next != self.states[self.now] {
                self.states.truncate(self.now + 1);
                self.states.push(next);
                self.now += 1;
            }
        }
    }

    impl Model {
        fn of_field(&self, field: usize) -> Vec<Value> {
            let state = &self.states[self.now];
            (0..POSTS).map(|post| state.get(&(post, field)).cloned().unwrap_or_default()).collect()
        }
    }

    fn said(marks: &Marks, field: usize) -> Vec<Value> {
        (0..POSTS).map(|post| marks.get(PostId(post), &fields()[field])).collect()
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(4))]
        #[test]
        fn a_random_walk_equals_a_simple_model(steps in proptest::collection::vec(step(), 10_000)) {
            let (mut marks, mut history) = (Marks::default(), History::default());
            let mut model = Model { states: vec![HashMap::new()], now: 0 };
            for step in steps {
                let (posts, field, value) = match step {
                    Step::Undo => {
                        let undone = history.undo(&mut marks).is_some();
                        prop_assert_eq!(undone, model.now > 0);
                        model.now -= usize::from(undone);
                        continue;
                    }
                    Step::Redo => {
                        let redone = history.redo(&mut marks).is_some();
                        prop_assert_eq!(redone, model.now + 1 < model.states.len());
                        model.now += usize::from(redone);
                        continue;
                    }
                    Step::Mark(post, field, value) => (post..=post, field, value),
                    Step::Bulk(from, to, field, value) => (from..=to, field, value),
                };
                if let Some(change) = marks.change(posts.clone().map(PostId), fields()[field].clone(), &value) {
                    history.make(&mut marks, change);
                }
                model.mark(posts, field, &value);
                prop_assert_eq!(model.of_field(field), said(&marks, field));
            }
            for field in 0..fields().len() {
                prop_assert_eq!(model.of_field(field), said(&marks, field));
            }
        }
    }

    #[test]
    fn what_somebody_else_changed_since_is_left_alone() {
        let (mut marks, mut history) = (Marks::default(), History::default());
        let change = marks.change([PostId(1), PostId(2)], Field::Read, &Value::Yes).unwrap();
        history.make(&mut marks, change);
        marks.set(PostId(1), &Field::Read, &Value::No);
        let back = history.undo(&mut marks).unwrap();
        assert_eq!(back.edits.iter().map(|edit| edit.post).collect::<Vec<_>>(), [PostId(2)]);
        assert_eq!(marks.get(PostId(1), &Field::Read), Value::No);
        assert_eq!(history.redo(&mut marks).unwrap().edits.len(), 1);
    }
}
