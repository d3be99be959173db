//! Marks of many posts at once, and what of them is shown: all that the list has, after a
//! question that says how many; the list narrowed to unread or starred posts; the way from one
//! unread post to the next.

use super::dialog::{Dialog, Question};
use super::help::spelled;
use super::message::Effect;
use super::screen::Pane;
use super::state::App;
use crate::action::Action;
use crate::keys::Layer;
use crate::library::{FacetKind, PostId};
use crate::locale::words::{fill, number};
use crate::query::syntax::Expr;
use crate::state::{Change, Field, Value};

impl App {
    /// Asks whether everything in the list is to be marked so.
    pub(super) fn ask_all(&mut self, field: Field, value: &Value) -> Vec<Effect> {
        let hits = self.texts.hits.as_ref().map(|hits| hits.rows.items());
        let posts = hits.unwrap_or_else(|| self.list.rows.items()).to_vec();
        let words = self.lang.words();
        let Some(change) = self.memory.marks.change(posts, field, value) else {
            return self.say(words.nothing_to_mark.to_owned());
        };
        let count = number(change.edits.len());
        let asked = match (&change.field, value) {
            (Field::Starred, _) => words.star_all,
            (Field::Later, _) => words.later_all,
            (_, Value::No) => words.unread_all,
            _ => words.read_all,
        };
        let first = |action| self.keymap.keys_for(Layer::Dialog, action).into_iter().next();
        let key = |action| first(action).map(|key| spelled(&key)).unwrap_or_default();
        let keys =
            fill(words.mark_keys, &[&key(Action::Accept), &key(Action::Back), &self.key_of(Action::Undo)]);
        self.dialog = Some(Dialog {
            title: words.mark_all.to_owned(),
            text: vec![fill(asked, &[&count]), String::new(), keys],
            question: Some(Question::Mark(change)),
            ..Dialog::default()
        });
        self.arrange();
        Vec::new()
    }

    fn key_of(&self, action: Action) -> String {
        let keys = self.keymap.keys_for(Layer::List, action);
        keys.first().map(|key| spelled(key)).unwrap_or_default()
    }

    /// Marks what was asked about, as far as nobody else did.
    pub(super) fn mark_all(&mut self, change: Change) -> Vec<Effect> {
        let change = self.memory.marks.due(change);
        if change.edits.is_empty() {
            return self.say(self.lang.words().nothing_to_mark.to_owned());
        }
        self.notice = Some(self.told(&change));
        self.make(change)
    }

    /// Narrows the list to posts that meet a condition too, or no longer.
    pub(super) fn toggle_condition(&mut self, condition: &str) {
        if self.window.is_some() {
            return self.window_is_open();
        }
        let text = self.filter_text.trim();
        let is_or = matches!(self.filter.query.expr, Expr::Or(_));
        let rest: Vec<&str> = text.split_whitespace().filter(|word| *word != condition).collect();
        let rest = rest.join(" ");
        let text = match (text, text.split_whitespace().any(|word| word == condition)) {
            (_, true) => inside(&rest).unwrap_or(&rest).to_owned(),
            ("", false) => condition.to_owned(),
            (text, false) if is_or => format!("({text}) {condition}"),
            (text, false) => format!("{text} {condition}"),
        };
        self.close_hits();
        match crate::query::Query::parse(&text, self.now) {
            Ok(query) => {
                self.filter_text = text;
                self.narrow(|filter| filter.query = query);
            }
            Err(error) => self.refuse(&error),
        }
    }

    /// Looks again what passes the filter: what was read in a list of unread posts goes.
    pub(super) fn refresh(&mut self) {
        if self.window.is_some() {
            return self.window_is_open();
        }
        self.narrow(|_| {});
    }

    /// To the next unread post of the list, or to one before; from a text it is opened.
    pub(super) fn go_unread(&mut self, steps: isize) -> Vec<Effect> {
        // Which ones are unread is to be known of all.
        let mut effects = self.end_meetings();
        effects.extend(self.go_unread_now(steps));
        effects
    }

    fn go_unread_now(&mut self, steps: isize) -> Vec<Effect> {
        let reading = self.reader.post.filter(|_| self.focus == Pane::Article);
        let from = reading.and_then(|id| self.list.rows.position(id));
        let cursor = from.unwrap_or(self.list.rows.view().cursor());
        let (rows, marks) = (self.list.rows.items(), &self.memory.marks);
        let (before, after) = rows.split_at(cursor.min(rows.len()));
        let unread = |id: &&PostId| marks.is_unread(**id);
        let nth = steps.unsigned_abs().saturating_sub(1);
        let found = if steps > 0 {
            after.iter().skip(1).filter(unread).nth(nth)
        } else {
            before.iter().rev().filter(unread).nth(nth)
        };
        let Some(id) = found.copied() else {
            let words = self.lang.words();
            let none = if steps > 0 { words.no_unread_below } else { words.no_unread_above };
            return self.say(none.to_owned());
        };
        self.close_hits();
        self.list.rows.choose(id);
        if self.focus == Pane::Article {
            return self.open_post(id);
        }
        self.set_focus(Pane::List);
        Vec::new()
    }

    /// How many posts nobody read yet.
    pub fn unread(&self) -> usize {
        self.memory.unread
    }

    /// Counts the posts nobody read yet, and for each category and tag those that are in the list.
    pub(super) fn count_unread(&mut self) {
        let mut unread = self.memory.live.read.clone();
        unread.extend(&self.memory.live.old);
        unread.extend(self.library.gone());
        let mut unread = unread.complement(self.library.len());
        self.memory.unread = unread.count();
        if self.memory.unread > 0 && !self.filter.is_empty() {
            unread.retain(&self.list.rows.items().iter().copied().collect());
        }
        for kind in [FacetKind::Category, FacetKind::Tag] {
            let mut counts = vec![0; self.library.facet_len(kind)];
            unread.iter().for_each(|post| self.library.count(kind, post, &mut counts));
            self.facets_mut(kind).unread = counts;
        }
    }
}

/// The text within the brackets that hold all of it.
fn inside(text: &str) -> Option<&str> {
    let inner = text.strip_prefix('(')?.strip_suffix(')')?;
    (!inner.contains(['(', ')'])).then_some(inner)
}
