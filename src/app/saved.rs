//! Saved searches: the pane that lists them, what choosing one does, saving and removing them.
//! Where they are kept is an effect; the answer brings them all.

use super::dialog::{Dialog, Question};
use super::help::spelled;
use super::message::Effect;
use super::prompt::Purpose;
use super::rows::Rows;
use super::screen::Pane;
use super::state::App;
use crate::action::Action;
use crate::keys::Layer;
use crate::locale::words::fill;
use crate::query::Query;
use crate::query::saved::{Change, Saved};
use crate::text::sanitize;

/// The pane of saved searches.
#[derive(Debug, Default)]
pub struct Searches {
    /// All of them, in their order.
    pub all: Vec<Saved>,
    /// What is shown, by number, with the selected one.
    pub rows: Rows<usize>,
    /// How many posts of the whole library each finds, once that is known; by number.
    pub counts: Vec<Option<usize>>,
}

impl Searches {
    /// The pane of these searches.
    pub fn new(all: Vec<Saved>) -> Self {
        let mut new = Self::default();
        new.set(all);
        new
    }

    /// Takes others in; the selected one stays selected by its name.
    fn set(&mut self, all: Vec<Saved>) {
        let selected = self.selected().map(|saved| saved.name.clone());
        self.counts = vec![None; all.len()];
        self.all = all;
        self.rows.set((0..self.all.len()).collect());
        if let Some(at) = selected.and_then(|name| self.all.iter().position(|saved| saved.name == name)) {
            self.rows.choose(at);
        }
    }

    /// The selected one.
    pub fn selected(&self) -> Option<&Saved> {
        self.all.get(self.rows.selected()?)
    }

    fn named(&self, name: &str) -> Option<&Saved> {
        self.all.iter().find(|saved| saved.name == name)
    }
}

impl App {
    /// The saved searches are these now; the notice says what happened to them.
    pub(super) fn searches_are(&mut self, outcome: Result<Vec<Saved>, String>, change: &Change) {
        let words = self.lang.words();
        self.notice = Some(match (&outcome, change) {
            (Err(why), _) => fill(words.not_saved, &[why]),
            (Ok(_), Change::Save(saved)) => fill(words.saved, &[&saved.name]),
            (Ok(_), Change::Remove(name)) => fill(words.removed, &[name]),
        });
        if let Ok(all) = outcome {
            self.searches.set(all);
            self.count_searches();
            if self.focus == Pane::Searches && self.searches.all.is_empty() {
                self.set_focus(Pane::List);
            }
            self.arrange();
        }
    }

    /// Whether a saved search is what narrows the list.
    pub fn is_active(&self, saved: &Saved) -> bool {
        let text = self.filter_as_text();
        !text.is_empty() && saved.query.trim() == text
    }

    /// Narrows the list to the selected search and nothing else, or no longer.
    pub(super) fn toggle_search(&mut self) {
        let Some(saved) = self.searches.selected() else { return };
        let text = if self.is_active(saved) { String::new() } else { saved.query.clone() };
        self.searches.rows.touch();
        self.filter_by(text);
    }

    /// Narrows the list to the selected search and goes there.
    pub(super) fn take_search(&mut self) {
        if self.searches.selected().is_some_and(|saved| !self.is_active(saved)) {
            self.toggle_search();
        }
        self.set_focus(Pane::List);
    }

    pub(super) fn focus_searches(&mut self) {
        if !self.searches.all.is_empty() {
            return self.set_focus(Pane::Searches);
        }
        let key =
            self.keymap.keys_for(Layer::List, Action::SaveSearch).into_iter().next().unwrap_or_default();
        self.notice = Some(fill(self.lang.words().no_searches, &[&key]));
    }

    /// Takes what stands in the field, or answers a question with yes.
    pub(super) fn take(&mut self) -> Vec<Effect> {
        let field = self.prompt.as_ref().map(|prompt| (prompt.purpose, prompt.note.is_some()));
        match field {
            _ if self.dialog.is_some() => return self.agree(),
            Some((Purpose::OwnTags, _)) => return self.accept_tags(),
            Some((Purpose::Note, _)) => return self.accept_note(),
            Some((Purpose::Name, _)) => return self.accept_name().into_iter().collect(),
            // There is no such day yet.
            Some((Purpose::Date, true)) => self.explain_date(),
            _ => self.accept(),
        }
        Vec::new()
    }

    /// Asks for the name under which the filter is to be kept.
    pub(super) fn ask_name(&mut self) {
        if self.filter_as_text().is_empty() {
            self.notice = Some(self.lang.words().nothing_to_save.to_owned());
            return;
        }
        // What is only begun holds in the list, and would be a mistake in a file.
        match Query::parse(&self.filter_as_text(), self.now) {
            Ok(_) => self.ask(Purpose::Name),
            Err(error) => self.refuse(&error),
        }
    }

    /// Says what the name in the field would do.
    pub(super) fn type_name(&mut self, text: &str) {
        let (words, name) = (self.lang.words(), clean(text));
        let note =
            self.searches.named(&name).map(|saved| if saved.own { words.replaces } else { words.in_config });
        if let Some(prompt) = &mut self.prompt {
            prompt.note = note.map(str::to_owned);
        }
    }

    /// Keeps the filter under the name in the field; None where the name will not do.
    pub(super) fn accept_name(&mut self) -> Option<Effect> {
        let name = clean(self.prompt_text().unwrap_or_default());
        let theirs = self.searches.named(&name).is_some_and(|saved| !saved.own);
        if name.is_empty() || theirs {
            let words = self.lang.words();
            let error = if theirs { words.in_config } else { words.name_missing };
            if let Some(prompt) = &mut self.prompt {
                prompt.note = Some(error.to_owned());
            }
            return None;
        }
        self.prompt = None;
        self.arrange();
        Some(Effect::Searches(Change::Save(Saved { name, query: self.filter_as_text(), own: true })))
    }

    /// Asks whether the selected search is to go.
    pub(super) fn ask_removal(&mut self) {
        let words = self.lang.words();
        let saved = self.searches.selected().filter(|_| self.focus == Pane::Searches);
        let Some(saved) = saved else {
            self.notice = Some(words.no_search_chosen.to_owned());
            return;
        };
        if !saved.own {
            self.notice = Some(fill(words.remove_in_config, &[&saved.name]));
            return;
        }
        let first = |action| self.keymap.keys_for(Layer::Dialog, action).into_iter().next();
        let key = |action| first(action).map(|key| spelled(&key)).unwrap_or_default();
        let keys = fill(words.remove_keys, &[&key(Action::Accept), &key(Action::Back)]);
        self.dialog = Some(Dialog {
            title: words.searches.to_owned(),
            text: vec![fill(words.remove_search, &[&saved.name]), saved.query.clone(), String::new(), keys],
            question: Some(Question::Remove(saved.name.clone())),
            ..Dialog::default()
        });
        self.arrange();
    }

    /// Does what the question asked for.
    pub(super) fn agree(&mut self) -> Vec<Effect> {
        let question = self.dialog.as_mut().and_then(|dialog| dialog.question.take());
        let Some(question) = question else { return Vec::new() };
        self.dialog = None;
        match question {
            Question::Remove(name) => vec![Effect::Searches(Change::Remove(name))],
            Question::Mark(change) => self.mark_all(change),
        }
    }
}

/// A name as it is kept.
fn clean(text: &str) -> String {
    let line = sanitize::line(text);
    line.split_whitespace().collect::<Vec<_>>().join(" ")
}
