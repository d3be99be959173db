//! Finding any post by typing some of its title: what the field finds, and opening it. What fits
//! is decided in `query`.

use super::message::Effect;
use super::prompt::{Before, Prompt, Purpose};
use super::state::App;
use crate::library::SortKey;

impl App {
    /// Opens the field, over whatever is shown.
    pub(super) fn ask_post(&mut self) {
        self.prompt = Some(Prompt::new(Purpose::Post, "", Before::default()));
        self.find_posts();
        self.arrange();
    }

    pub(super) fn is_finding_post(&self) -> bool {
        self.prompt.as_ref().is_some_and(|prompt| prompt.purpose == Purpose::Post)
    }

    /// The text of the field changed: the best is selected.
    pub(super) fn type_post(&mut self) {
        if let Some(prompt) = &mut self.prompt {
            prompt.posts.want(None);
        }
        self.find_posts();
    }

    /// Finds what the text of the field finds now.
    pub(super) fn find_posts(&mut self) {
        let Some(prompt) = self.prompt.as_mut().filter(|prompt| prompt.purpose == Purpose::Post) else {
            return;
        };
        if self.list.sort == SortKey::Newest {
            self.fuzzy.take_order(&self.list.order);
        }
        let found = self.fuzzy.find(prompt.text(), &self.recent, &self.library);
        prompt.posts.set(found);
    }

    /// Opens the selected post, also where the filter hides it; the list selects it where it has
    /// it.
    pub(super) fn take_post(&mut self) -> Vec<Effect> {
        let Some(id) = self.prompt.as_ref().and_then(|prompt| prompt.posts.selected()) else {
            return Vec::new();
        };
        self.prompt = None;
        self.open_at(id, None)
    }
}
