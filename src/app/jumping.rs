//! Going from place to place: along links, headings and contents, and back the way that the
//! reader came. Handing a URL to a browser and reading a file are effects.

use super::contents::Contents;
use super::help::spelled;
use super::labels::Labels;
use super::message::Effect;
use super::reader::State;
use super::screen::{Mode, Pane};
use super::state::App;
use super::trail::Stop;
use super::window::Window;
use crate::action::Action;
use crate::article::{Anchor, Target};
use crate::keys::{Code, Key, Layer};
use crate::library::PostId;
use crate::locale::words::fill;
use crate::text::url::{parts, readable};

/// Where in a post that is being opened the reader wants to go.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Wanted {
    /// What stood at the top before.
    Anchor(Anchor),
    /// A place that a link named.
    Named(String),
}

impl App {
    /// Goes where a link leads.
    pub(super) fn follow(&mut self, target: &Target) -> Vec<Effect> {
        match target {
            Target::Web(url) => self.open_url(url.clone()),
            Target::Place(name) => {
                self.jump_to_name(name);
                Vec::new()
            }
            Target::Post { path, place, url } => self.follow_inside(path, place.as_deref(), url.as_deref()),
        }
    }

    /// Opens a post of the archive, else its page on the web.
    fn follow_inside(&mut self, path: &str, place: Option<&str>, url: Option<&str>) -> Vec<Effect> {
        let found = self.reader.post.and_then(|from| self.library.resolve(from, path));
        match (found, url) {
            (Some(id), _) => self.open_at(id, place.map(|place| Wanted::Named(place.to_owned()))),
            (None, Some(url)) => self.open_url(url.to_owned()),
            (None, None) => self.say(fill(self.lang.words().not_in_archive, &[&readable(path)])),
        }
    }

    /// Shows a post at a place; the list selects it where it has it.
    pub(super) fn open_at(&mut self, id: PostId, wanted: Option<Wanted>) -> Vec<Effect> {
        self.window = None;
        self.list.rows.choose(id);
        self.set_focus(Pane::Article);
        let effects = self.open_post(id);
        self.wanted = wanted.or(self.wanted.take());
        if effects.is_empty() {
            self.remember();
        }
        self.arrive();
        effects
    }

    /// Goes to the place that was wanted of the post, once its text is there.
    pub(super) fn arrive(&mut self) {
        if self.reader.state != State::Open {
            return;
        }
        match self.wanted.take() {
            None => {}
            Some(Wanted::Anchor(place)) => self.reader.go_to(place),
            Some(Wanted::Named(name)) => self.show_name(&name),
        }
    }

    fn jump_to_name(&mut self, name: &str) {
        self.window = None;
        self.remember();
        self.show_name(name);
    }

    fn show_name(&mut self, name: &str) {
        match self.reader.place_named(name) {
            Some(place) => self.reader.jump_to(place),
            None => self.notice = Some(fill(self.lang.words().no_such_place, &[name])),
        }
    }

    /// Where the reader is.
    fn here(&self) -> Option<Stop> {
        self.reader.post.map(|post| Stop { post, place: self.reader.place() })
    }

    /// Remembers where the reader is, to come back to.
    fn remember(&mut self) {
        if let Some(here) = self.here() {
            self.trail.leave(here);
        }
    }

    /// Remembers a place of this article, if the reader is no longer there.
    pub(super) fn remember_if_left(&mut self, place: Option<Anchor>) {
        let left = place.filter(|place| self.source.is_none() && *place != self.reader.place());
        if let Some((post, place)) = self.reader.post.zip(left) {
            self.trail.leave(Stop { post, place });
        }
    }

    pub(super) fn jump_back(&mut self) -> Vec<Effect> {
        let here = self.here();
        if let Some(stop) = self.trail.back(here) {
            return self.return_to(stop);
        }
        match self.trail.back_before(here) {
            Some(post) => {
                self.list.rows.choose(post);
                self.set_focus(Pane::Article);
                self.request(post)
            }
            None => self.say(self.lang.words().no_way_back.to_owned()),
        }
    }

    pub(super) fn jump_forward(&mut self) -> Vec<Effect> {
        let here = self.here();
        match self.trail.forward(here) {
            Some(stop) => self.return_to(stop),
            None => self.say(self.lang.words().no_way_forward.to_owned()),
        }
    }

    fn return_to(&mut self, stop: Stop) -> Vec<Effect> {
        self.list.rows.choose(stop.post);
        self.set_focus(Pane::Article);
        let effects = self.request(stop.post);
        self.wanted = Some(Wanted::Anchor(stop.place));
        self.arrive();
        effects
    }

    /// Puts letters on the links in view.
    pub(super) fn label_links(&mut self) -> Vec<Effect> {
        let spots = self.reader.links_in_view();
        if spots.is_empty() {
            return self.say(self.lang.words().no_links_in_view.to_owned());
        }
        self.labels = Some(Labels::new(spots));
        Vec::new()
    }

    /// Takes a key as a letter of a label.
    pub(super) fn label_key(&mut self, key: Key) -> Vec<Effect> {
        let Some(labels) = &mut self.labels else { return Vec::new() };
        if key == Key::plain(Code::Backspace) {
            labels.untype();
        }
        let Some(link) = key.normalized().typed().and_then(|letter| labels.take(letter)) else {
            return Vec::new();
        };
        self.labels = None;
        self.open_link(link as usize + 1)
    }

    /// Walks over the links; at the end it stays on the last.
    pub(super) fn walk_links(&mut self, steps: isize) {
        if !self.reader.step_link(steps) {
            let words = self.lang.words();
            let end = if steps > 0 { words.no_next_link } else { words.no_previous_link };
            let end = if self.reader.links().is_empty() { words.no_links } else { end };
            self.notice = Some(end.to_owned());
        }
        let target = self.reader.link().map(|(_, link)| link.target.clone());
        self.walked = target.map(|target| self.address(&target)).unwrap_or_default();
    }

    /// Where the link leads that Enter opens: host or title, and the rest of the address.
    pub fn walked_address(&self) -> Option<(&str, &str)> {
        let shown = self.focus == Pane::Article && self.source.is_none();
        self.reader.link().filter(|_| shown).map(|_| (self.walked.0.as_str(), self.walked.1.as_str()))
    }

    fn address(&self, target: &Target) -> (String, String) {
        let here = self.reader.post;
        match target {
            Target::Web(url) => spaced(parts(url)),
            Target::Place(name) => {
                let words = self.reader.words_at(name).map(|words| format!("  {words}"));
                (readable(&target.shown()), words.unwrap_or_default())
            }
            Target::Post { path, url, .. } => match here.and_then(|from| self.library.resolve(from, path)) {
                Some(id) => {
                    (self.library.get(id).title.to_owned(), format!("  {}", readable(&target.shown())))
                }
                None => url
                    .as_deref()
                    .map_or_else(|| (String::new(), readable(&target.shown())), |url| spaced(parts(url))),
            },
        }
    }

    /// Opens the link that was walked to.
    pub(super) fn open_walked(&mut self) -> Vec<Effect> {
        if let Some((_, link)) = self.reader.link() {
            let target = link.target.clone();
            return self.follow(&target);
        }
        if self.reader.state == State::Opening {
            return Vec::new();
        }
        if self.reader.links().is_empty() {
            return self.say(self.lang.words().no_links.to_owned());
        }
        let key = |action| {
            let keys = self.keymap.keys_for(Layer::Article, action);
            keys.first().map(|keys| spelled(keys)).unwrap_or_default()
        };
        let keys = [key(Action::NextLink), key(Action::LabelLinks)];
        self.say(fill(self.lang.words().no_link_chosen, &[&keys[0], &keys[1]]))
    }

    pub(super) fn walk_headings(&mut self, steps: isize) {
        if !self.reader.step_heading(steps) {
            let words = self.lang.words();
            let end = if steps > 0 { words.no_next_heading } else { words.no_previous_heading };
            self.notice = Some(end.to_owned());
        }
    }

    pub(super) fn show_contents(&mut self) -> Vec<Effect> {
        let headings = self.reader.headings();
        if headings.is_empty() {
            return self.say(self.lang.words().no_headings.to_owned());
        }
        self.show(Window::Contents(Contents::new(headings, self.reader.place())))
    }

    /// Goes to the selected heading.
    pub(super) fn take_heading(&mut self) -> Vec<Effect> {
        let Some(Window::Contents(contents)) = &self.window else { return Vec::new() };
        let Some(place) = contents.selected().map(|heading| heading.place) else { return Vec::new() };
        self.window = None;
        self.remember();
        self.reader.jump_to(place);
        Vec::new()
    }

    /// Shows another post than the one that is left, which can be come back to.
    pub(super) fn open_post(&mut self, id: PostId) -> Vec<Effect> {
        let here = self.here().filter(|here| here.post != id);
        let effects = self.request(id);
        if let Some(here) = here {
            self.trail.leave(here);
        }
        effects
    }

    /// In a narrow window the text has the keys, or it would not be seen.
    pub(super) fn focus_opened(&mut self) {
        if self.screen.mode == Mode::Single {
            self.set_focus(Pane::Article);
        }
    }
}

/// A host and what goes on behind it; a mail address stands apart from its scheme.
fn spaced((host, rest): (String, String)) -> (String, String) {
    let joined = rest.is_empty() || rest.starts_with(['/', '?', '#', ':']);
    (host, if joined { rest } else { format!(" {rest}") })
}
