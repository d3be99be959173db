//! The filter: how it changes, and what it does to the list and to the counts beside the
//! categories and tags. What passes a filter is decided in `query`.

use std::sync::Arc;

use super::message::Effect;
use super::prompt::{Before, Prompt, Purpose};
use super::screen::Pane;
use super::state::App;
use super::window::Window;
use crate::library::{Front, Library, Month, PostId, RootId, SortKey};
use crate::locale::words::fill;
use crate::post::Problem;
use crate::query::{Filter, Outcome, Query};
use crate::text::sanitize;

impl App {
    /// Takes the query of the command line.
    pub(super) fn start_with(&mut self, text: String) {
        match Query::parse(&text, self.now) {
            Ok(query) => {
                self.filter.query = query;
                self.filter_text = text;
            }
            Err(error) => {
                let why = sanitize::line(&error.message(self.lang)).into_owned();
                self.notice = Some(fill(self.lang.words().bad_query, &[&why]));
            }
        }
    }

    /// Shows the top of a list of which no more is there yet.
    pub(super) fn glance(&mut self, front: Front, problems: Vec<(RootId, Problem)>) -> Vec<Effect> {
        (self.list.glanced, self.loading) = (true, false);
        self.problems.extend(problems);
        self.library.append(front.library);
        self.list.order = (0..).map(PostId).take(front.posts).collect();
        self.list.rows.set(self.list.order.clone());
        self.list.literal = front.posts;
        self.list.dated = !front.months.is_empty();
        let [categories, tags] = front.counts;
        self.categories.glance(categories, &self.library);
        self.tags.glance(tags, &self.library);
        self.months.glance(&front.months);
        self.meet_posts(self.library.ids_from(0));
        self.meet_opened(0);
        self.count_unread();
        self.arrange();
        self.meet_session(0)
    }

    /// Whether what is seen at a glance is right: filters and other orders need all posts, and so
    /// does whatever is to be found among them.
    pub fn is_shown_at_a_glance(&self) -> bool {
        let all = self.filter.is_empty() && self.awaited.is_empty() && self.list.sort == SortKey::Newest;
        all && self.start.is_none() && !self.session.waits()
    }

    /// Whether which posts the list has may depend on what is remembered of them.
    pub fn may_ask_for_marks(&self) -> bool {
        !(self.filter.is_empty() && self.awaited.is_empty())
    }

    /// The rest of the posts is there. Where it is not, there are no posts until they are read.
    pub(super) fn whole(&mut self, library: Library) -> Vec<Effect> {
        let first = self.library.len();
        let of_marks = self.may_ask_for_marks();
        self.list.glanced = false;
        self.loading = library.is_empty();
        if self.loading {
            self.problems.clear();
        }
        self.library.replace(library);
        self.list.order.clear();
        self.categories.forget();
        self.tags.forget();
        if first >= self.library.len() {
            self.refill(first);
        }
        // Keys wait for all of this, and the list is the same whatever marks its posts have.
        let effects = self.grown(first, if of_marks { Self::meet_now } else { Self::meet_later });
        let shown: Vec<PostId> = self.list.rows.shown().map(|(id, _)| id).collect();
        self.meet_posts(shown.into_iter());
        effects
    }

    /// Takes lists in as they were kept.
    pub(super) fn indexed(
        &mut self,
        library: Library,
        problems: Vec<(RootId, Problem)>,
        whole: bool,
    ) -> Vec<Effect> {
        let first = self.library.len();
        self.problems.extend(problems);
        self.library.append(library);
        let effects = self.grown(first, Self::meet_now);
        self.loading &= !whole;
        effects
    }

    pub(super) fn loaded(
        &mut self,
        root: RootId,
        parts: &[Arc<Library>],
        problems: Vec<Problem>,
    ) -> Vec<Effect> {
        self.problems.extend(problems.into_iter().map(|problem| (root, problem)));
        if let Some(window) = &mut self.window {
            window.found(&self.problems);
        }
        let first = self.library.len();
        parts.iter().for_each(|part| self.library.extend(part));
        self.grown(first, Self::meet_now)
    }

    /// Shows the posts that the library has behind the first so many, and has them met.
    fn grown(&mut self, first: usize, meet: fn(&mut Self, usize) -> Vec<Effect>) -> Vec<Effect> {
        let mut effects = Vec::new();
        if first < self.library.len() {
            let dated = |months: &[Option<Month>]| months.iter().any(Option::is_some);
            self.list.dated |= self.library.months().get(first..).is_some_and(dated);
            self.texts.bodies.forget_whole();
            self.span_months(self.library.ids_from(first));
            effects = meet(self, first);
            self.refill(first);
        }
        effects.extend(self.meet_new(first));
        effects
    }

    /// Meets what was waited for among the posts from this number on.
    pub(super) fn meet_new(&mut self, first: usize) -> Vec<Effect> {
        self.meet_opened(first);
        self.meet_names();
        self.count_searches();
        self.arrange();
        match self.awaited_post(first) {
            Some(id) => self.open_awaited(id),
            None => self.meet_session(first),
        }
    }

    /// Sorts in what is new in the library, the posts behind the first so many, and shows it.
    fn refill(&mut self, first: usize) {
        // After a glance nothing is sorted nor counted.
        let from = if self.list.order.is_empty() { 0 } else { first };
        let new: Vec<PostId> = self.library.ids_from(from).collect();
        self.list.extend(&self.library, from);
        self.categories.add(&self.library, &new);
        self.tags.add(&self.library, &new);
        self.refilter();
        self.find_posts();
    }

    /// The post that the reader was started for, if it is behind the first so many.
    fn awaited_post(&self, first: usize) -> Option<PostId> {
        let (root, path) = self.start.as_ref()?;
        let mut new = self.library.ids_from(first);
        new.find(|id| self.library.path(*id) == path && self.library.get(*id).root == *root)
    }

    /// Opens the post that the reader was started for.
    fn open_awaited(&mut self, id: PostId) -> Vec<Effect> {
        self.start = None;
        self.list.rows.choose(id);
        let effects = self.open_post(id);
        self.set_focus(Pane::Article);
        effects
    }

    /// Shows what the filter leaves.
    pub(super) fn refilter(&mut self) {
        self.ask_bodies();
        let Outcome { posts, literal, counts } = self.passing();
        self.list.show(posts);
        self.list.literal = literal;
        self.categories.refresh(counts.categories, &self.filter.categories, &self.library);
        self.tags.refresh(counts.tags, &self.filter.tags, &self.library);
        self.months.count(&counts.months);
        self.count_unread();
    }

    /// Whether nothing is left out, and every post has its place in the order.
    fn passes_all(&self) -> bool {
        self.filter.is_empty() && self.list.order.len() == self.library.present()
    }

    /// The posts that pass the filter. Without one all of them do, and how many each category and
    /// tag has is known.
    fn passing(&mut self) -> Outcome {
        if self.passes_all() {
            let totals = [self.categories.totals(), self.tags.totals()];
            return self.engine.all(&self.library, &self.list.order, totals);
        }
        let evidence = self.known.evidence();
        self.engine.run(&self.filter, &self.library, &evidence, &self.list.order)
    }

    /// The same where nobody asked for another list: it stays where it is.
    pub(super) fn refilter_in_place(&mut self) {
        self.list.holds = true;
        self.refilter();
        self.list.holds = false;
    }

    pub(super) fn narrow(&mut self, change: impl FnOnce(&mut Filter)) {
        change(&mut self.filter);
        self.take_marks();
        self.list.above = 0;
        self.refilter();
        self.arrange();
    }

    pub(super) fn cycle_sort(&mut self) {
        if self.sort_hits() {
            return;
        }
        self.list.cycle_sort(&self.library);
        self.list.above = 0;
        self.reorder();
    }

    /// Shows the same posts in the order that is chosen now: nothing has to be counted for that.
    fn reorder(&mut self) {
        let (posts, literal) = match self.passes_all() {
            true => (self.list.order.clone(), self.list.order.len()),
            false => {
                let Outcome { posts, literal, .. } = self.passing();
                (posts, literal)
            }
        };
        self.list.show(posts);
        self.list.literal = literal;
    }

    /// Opens a text field; in the window of keys the words are for that.
    pub(super) fn ask(&mut self, purpose: Purpose) {
        let (purpose, text) = match (&self.window, purpose) {
            (Some(Window::Help(help)), Purpose::Filter) => (Purpose::Help, help.words.clone()),
            (Some(_), _) => return self.window_is_open(),
            (None, Purpose::Filter) => (purpose, self.filter_text.clone()),
            (None, Purpose::Pane(kind)) => (purpose, self.facets(kind).words.clone()),
            (None, _) => (purpose, String::new()),
        };
        // What narrows the list is to be seen in the list.
        self.zen &= purpose == Purpose::Help;
        if purpose != Purpose::Help {
            self.close_hits();
        }
        let before = Before {
            filter: self.filter.clone(),
            text: self.filter_text.clone(),
            wanted: self.list.rows.wanted(),
            place: self.list.rows.place(),
            pane: self.pane_now(purpose),
            ..Before::default()
        };
        self.asked.begin();
        self.prompt = Some(Prompt::new(purpose, &text, before));
        self.find();
        self.arrange();
    }

    /// The text of the field changed: does what it says at once.
    pub(super) fn typed(&mut self) {
        let Some(prompt) = &self.prompt else { return };
        let text = prompt.text().to_owned();
        match (prompt.purpose, &mut self.window) {
            (Purpose::Filter, _) => self.type_filter(text),
            (Purpose::Find, _) => self.type_find(&text),
            (Purpose::Texts, _) => self.type_texts(&text),
            (Purpose::Help, Some(Window::Help(help))) => help.narrow(&text),
            (Purpose::Pane(kind), _) => self.narrow_pane(kind, &text),
            (Purpose::Name, _) => self.type_name(&text),
            (Purpose::Date, _) => self.type_date(&text),
            (Purpose::Post, _) => self.type_post(),
            (Purpose::Facet(_) | Purpose::Help, _) => self.find(),
            (Purpose::OwnTags | Purpose::Note, _) => {}
        }
    }

    fn type_filter(&mut self, text: String) {
        let parsed = Query::typed(&text, self.now);
        if let Some(prompt) = &mut self.prompt {
            prompt.error = match &parsed {
                Ok(typed) => typed.open.clone(),
                Err(error) => Some(error.clone()),
            };
        }
        // What is wrong keeps the list as it is; what is only begun lets the rest hold.
        if let Ok(typed) = parsed {
            self.filter_text = text;
            self.narrow(|filter| filter.query = typed.query);
        }
        self.complete(false);
    }

    /// Finds the categories or tags that have the words of the field.
    fn find(&mut self) {
        let Some((kind, prompt)) = self.prompt.as_ref().and_then(|prompt| match prompt.purpose {
            Purpose::Facet(kind) => Some((kind, prompt)),
            _ => None,
        }) else {
            return;
        };
        let found = self.facets(kind).matching(&self.library, prompt.text());
        if let Some(prompt) = &mut self.prompt {
            prompt.matches.want(None);
            prompt.matches.set(found);
        }
    }

    /// Takes what stands in the field.
    pub(super) fn accept(&mut self) {
        if self.insert_chosen() {
            return;
        }
        let begun = self.prompt.as_ref().map(|prompt| prompt.before.begun.place);
        let taken = self.prompt.as_ref().map(|prompt| (prompt.purpose, prompt.matches.selected()));
        match taken {
            // Nothing was found: there is nothing to take yet.
            Some((Purpose::Facet(_), None)) => return,
            Some((Purpose::Facet(kind), Some(id))) => self.toggle(kind, id),
            Some((Purpose::Texts, _)) => self.accept_texts(),
            Some((Purpose::Find, _)) => {
                self.accept_find();
                self.remember_if_left(begun);
            }
            Some((Purpose::Filter, _)) => self.remember_query(),
            _ => {}
        }
        self.prompt = None;
        self.arrange();
    }

    /// Leaves the field as if nothing had been typed.
    pub(super) fn cancel(&mut self) {
        if self.close_completion() {
            return;
        }
        let Some(prompt) = self.prompt.take() else { return };
        match (prompt.purpose, &mut self.window) {
            (Purpose::Filter, _) => self.restore(prompt.before),
            (Purpose::Pane(kind), _) => self.restore_pane(kind, prompt.before.pane),
            (Purpose::Date, _) => self.restore_selected(prompt.before.wanted),
            (Purpose::Find, _) => self.cancel_find(&prompt.before.begun),
            (Purpose::Texts, _) => self.cancel_texts(),
            (Purpose::Help, Some(Window::Help(help))) => help.narrow(""),
            _ => {}
        }
        self.arrange();
    }

    fn restore(&mut self, before: Before) {
        self.filter_text = before.text;
        self.list.rows.want(before.wanted);
        self.narrow(|filter| *filter = before.filter);
        self.list.rows.return_to(before.place);
    }
}
