//! Opening: articles, their neighbours in the list, their links and sources. Reading a file
//! and starting a browser are effects; the answers come back as messages.

use super::dialog::Dialog;
use super::head::head;
use super::help::Help;
use super::links::Links;
use super::message::{Effect, Request};
use super::opened::Opened;
use super::problems::Problems;
use super::reader::State;
use super::screen::Pane;
use super::state::App;
use super::window::Window;
use crate::keys::Layer;
use crate::library::PostId;
use crate::locale::words::fill;
use crate::text::url::readable;

impl App {
    /// Opens or takes what is selected.
    pub(super) fn open(&mut self) -> Vec<Effect> {
        match (self.layer(), self.focus) {
            (Layer::Links, _) => self.open_selected_link(),
            (Layer::Contents, _) => self.take_heading(),
            (Layer::Article, _) => self.open_walked(),
            (Layer::Problems | Layer::Help | Layer::Dialog | Layer::Prompt, _) => Vec::new(),
            (_, Pane::Facets(kind)) => {
                self.take_facet(kind);
                Vec::new()
            }
            (Layer::Hits, _) => self.open_hit(),
            (_, Pane::Searches) => {
                self.take_search();
                Vec::new()
            }
            (_, Pane::List) => self.open_selected(),
            (_, Pane::Article) => Vec::new(),
        }
    }

    pub(super) fn open_selected(&mut self) -> Vec<Effect> {
        let Some(id) = self.selected() else { return Vec::new() };
        self.list.rows.touch();
        // The pane first: its width is what the text is laid out for.
        self.set_focus(Pane::Article);
        self.open_post(id)
    }

    /// Shows a post: where it was left, if it was open before; one that is shown already stays
    /// where it is.
    pub(super) fn request(&mut self, id: PostId) -> Vec<Effect> {
        (self.wanted, self.source, self.labels) = (None, None, None);
        let opened = self.opened_last(id);
        let shown = matches!(self.reader.state, State::Open | State::Opening);
        if self.reader.post == Some(id) && shown {
            return Vec::new();
        }
        if let Some((old, opened, place)) = self.reader.close() {
            self.shelf.put(old, opened, place);
        }
        let mut post = self.order(id);
        let ticket = match self.shelf.take(id) {
            Some((opened, place)) => {
                post.known = opened.stamp;
                // It was prepared, but not shown yet.
                let new = place.options.is_none();
                self.wanted = self.where_to_begin(id).filter(|_| new);
                self.reader.reopen(id, opened, place)
            }
            None => {
                self.wanted = self.where_to_begin(id);
                self.reader.begin(id, post.head.clone())
            }
        };
        self.arrange();
        self.arrive();
        post.options = self.reader.options();
        // Whoever opens forgets what was to be prepared.
        self.ahead.clear();
        vec![Effect::OpenPost { ticket, post }, opened]
    }

    /// A post as it is asked for.
    pub(super) fn order(&self, id: PostId) -> Request {
        let post = self.library.get(id);
        let (root, path, head) = (post.root, post.path.to_owned(), head(post, self.lang));
        Request { id, root, path, head, options: self.reader.options(), known: None }
    }

    /// An answer; one to an older request is dropped.
    pub(super) fn opened(&mut self, ticket: u64, id: PostId, outcome: Result<Box<Opened>, String>) {
        if ticket != self.reader.ticket || self.reader.post != Some(id) {
            return;
        }
        match outcome {
            Ok(opened) => self.reader.show(*opened),
            // What was read before can still be read.
            Err(why) if self.reader.state == State::Open => self.notice = Some(why),
            Err(why) => self.reader.fail(why),
        }
        self.arrange();
        self.arrive();
        self.mark_hits();
    }

    /// Opens the article this many rows further down the list, or up.
    pub(super) fn open_neighbour(&mut self, distance: isize) -> Vec<Effect> {
        if self.texts.hits.is_some() {
            return self.open_neighbour_hit(distance);
        }
        let from = self.reader.post.filter(|_| self.focus == Pane::Article);
        let Some(id) = self.list.at_distance(from, distance) else {
            let words = self.lang.words();
            let end = if distance > 0 { words.last_article } else { words.first_article };
            self.notice = Some(end.to_owned());
            return Vec::new();
        };
        self.list.rows.choose(id);
        self.focus_opened();
        self.open_post(id)
    }

    /// Opens the source of the article, or of the selected post.
    pub(super) fn open_source(&mut self) -> Vec<Effect> {
        let post = if self.focus == Pane::Article { self.reader.post } else { self.pointed() };
        let source = post.and_then(|id| self.library.get(id).source());
        match (post, source) {
            (_, Some(url)) => self.open_url(url),
            (Some(_), None) => self.say(self.lang.words().no_source.to_owned()),
            (None, None) => Vec::new(),
        }
    }

    /// Opens a link by its number, counted from 1.
    pub(super) fn open_link(&mut self, number: usize) -> Vec<Effect> {
        let links = self.reader.links();
        let found = number.checked_sub(1).and_then(|at| links.get(at)).map(|link| link.target.clone());
        match found {
            Some(target) => self.follow(&target),
            None => self.say(fill(self.lang.words().no_such_link, &[&number.to_string()])),
        }
    }

    fn open_selected_link(&mut self) -> Vec<Effect> {
        let Some(Window::Links(links)) = &self.window else { return Vec::new() };
        let target = links.selected().map(|row| row.target.clone());
        target.map(|target| self.follow(&target)).unwrap_or_default()
    }

    pub(super) fn open_url(&mut self, url: String) -> Vec<Effect> {
        self.notice = Some(fill(self.lang.words().opened_in_browser, &[&readable(&url)]));
        vec![Effect::OpenUrl(url)]
    }

    pub(super) fn open_failed(&mut self, url: String, why: String) {
        let words = self.lang.words();
        self.notice = None;
        let text = vec![why, words.copy_url.to_owned()];
        let title = words.browser_failed.to_owned();
        self.dialog = Some(Dialog { title, text, url: Some(url), ..Dialog::default() });
        self.arrange();
    }

    pub(super) fn show_links(&mut self) -> Vec<Effect> {
        if self.reader.links().is_empty() {
            return self.say(self.lang.words().no_links.to_owned());
        }
        self.show(Window::Links(Links::new(self.reader.links())))
    }

    pub(super) fn show_problems(&mut self) -> Vec<Effect> {
        if self.problems.is_empty() {
            return self.say(self.lang.words().no_problems.to_owned());
        }
        let mut problems = Problems::default();
        problems.sort(&self.problems);
        self.show(Window::Problems(problems))
    }

    pub(super) fn show_help(&mut self) -> Vec<Effect> {
        self.show(Window::Help(Help::new(&self.keymap, self.layer(), self.lang)))
    }

    pub(super) fn show(&mut self, window: Window) -> Vec<Effect> {
        self.window = Some(window);
        self.arrange();
        Vec::new()
    }

    pub(super) fn say(&mut self, notice: String) -> Vec<Effect> {
        self.notice = Some(notice);
        Vec::new()
    }
}
