//! The session: what is kept of where the reader of an archive is, and how it is restored while
//! posts still arrive. Where in its articles the reader was stands in `bookmarks`.

use super::jumping::Wanted;
use super::message::Effect;
use super::moving::Deselected;
use super::screen::{MEASURES, Pane};
use super::state::{App, Named};
use crate::library::{Facet, FacetId, FacetKind, PostId, RootId, SortKey};
use crate::state::{Move, Session};

/// What becomes of the session of an archive.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Resume {
    /// The one of before is restored; where the reader goes from there is kept.
    #[default]
    Restore,
    /// The reader starts anew; where it goes is kept.
    Fresh,
    /// Nothing is restored or kept: only some posts of the archive were asked for.
    Never,
}

/// What of a session was asked for at the start, and so is not restored.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Given {
    /// What the list is narrowed to.
    pub narrowing: bool,
    /// The theme.
    pub theme: bool,
}

/// A post by its archive and its path.
type Address = (RootId, String);

/// What the session is now and how far the one of before is restored.
#[derive(Debug, Default)]
pub(crate) struct Resuming {
    resume: Resume,
    given: Given,
    /// The names of the themes, the one in use first, and which one that was at the start.
    themes: Vec<String>,
    usual_theme: String,
    /// By archive: the store told what the session of before was.
    told: Vec<bool>,
    /// The reader went somewhere before that.
    touched: bool,
    /// Everything is there that the session is made of.
    ready: bool,
    /// The post to be selected, and the one to be opened with the pane that has the keys then;
    /// they did not come yet.
    selected: Option<Address>,
    open: Option<(Address, Pane, bool)>,
    /// The post that was selected when its file vanished.
    pub(super) deselected: Option<Deselected>,
    shown: Shown,
    unkept: bool,
}

/// Where the reader is.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
struct Shown {
    /// All but the posts.
    session: Session,
    selected: Option<PostId>,
    open: Option<PostId>,
}

impl Resuming {
    /// Before anything was told.
    pub(super) fn new(resume: Resume, given: Given, themes: Vec<String>) -> Self {
        let usual_theme = themes.first().cloned().unwrap_or_default();
        Self { resume, given, themes, usual_theme, ..Self::default() }
    }

    /// Whether a post that was selected or open did not come yet.
    pub(super) fn waits(&self) -> bool {
        self.selected.is_some() || self.open.is_some()
    }

    /// Posts went elsewhere: those that did not come yet will come there.
    pub(super) fn follow(&mut self, root: RootId, moves: &[Move]) {
        let selected = self.selected.as_mut();
        for (of, path) in selected.into_iter().chain(self.open.as_mut().map(|(address, ..)| address)) {
            if let Some(one) = moves.iter().find(|one| root == *of && one.from == *path) {
                path.clone_from(&one.to);
            }
        }
    }

    fn tell(&mut self, root: RootId) -> bool {
        let at = usize::from(root.0);
        if self.told.len() <= at {
            self.told.resize(at + 1, false);
        }
        !std::mem::replace(&mut self.told[at], true)
    }
}

impl App {
    /// The next theme.
    pub(super) fn next_theme(&mut self) -> Effect {
        let themes = &mut self.session.themes;
        let step = 1.min(themes.len());
        themes.rotate_left(step);
        Effect::NextTheme
    }

    /// The store told what the session of an archive was: it is restored, unless the reader went
    /// somewhere already.
    pub(super) fn resume(&mut self, root: RootId, session: Option<Session>) -> Vec<Effect> {
        let first = self.session.tell(root);
        let wanted = self.session.resume == Resume::Restore && !self.session.touched;
        match session.filter(|_| wanted && first) {
            Some(session) => self.restore_session(root, session),
            None => Vec::new(),
        }
    }

    /// What all archives share comes from the first one.
    fn restore_session(&mut self, root: RootId, mut session: Session) -> Vec<Effect> {
        let mut effects = Vec::new();
        if root == RootId(0) {
            effects.extend(self.restore_theme(session.theme.take()));
            self.restore_list(&mut session);
        }
        let focus = pane_called(&session.focus).unwrap_or(Pane::List);
        let here = |path| (root, path);
        let waiting = &mut self.session;
        waiting.selected = waiting.selected.take().or(session.selected.map(here));
        if !waiting.given.narrowing {
            waiting.open = waiting.open.take().or(session.open.map(|path| (here(path), focus, session.zen)));
        }
        if focus != Pane::Article && !self.session.given.narrowing {
            self.set_focus(focus);
        }
        self.refilter();
        self.arrange();
        effects.extend(self.meet_session(0));
        effects
    }

    fn restore_theme(&mut self, name: Option<String>) -> Option<Effect> {
        let name = name.filter(|_| !self.session.given.theme)?;
        let at = self.session.themes.iter().position(|theme| *theme == name)?;
        self.session.themes.rotate_left(at);
        Some(Effect::Theme(name))
    }

    fn restore_list(&mut self, session: &mut Session) {
        if let Some(measure) = session.measure {
            self.measure = measure.clamp(*MEASURES.start(), *MEASURES.end()) & !1;
        }
        self.take_widths(&session.panes);
        if let Some(sort) = SortKey::ALL.into_iter().find(|key| key.name() == session.sort) {
            self.list.sort_by(sort, &self.library);
        }
        if self.session.given.narrowing {
            return;
        }
        self.start_with(std::mem::take(&mut session.filter));
        self.filter.categories.any = !session.all_categories;
        self.filter.tags.any = session.any_tag;
        let all = [
            (FacetKind::Category, false, &mut session.categories),
            (FacetKind::Category, true, &mut session.without_categories),
            (FacetKind::Tag, false, &mut session.tags),
            (FacetKind::Tag, true, &mut session.without_tags),
        ];
        for (kind, excluded, names) in all {
            let named = |name| Named { kind, name, excluded };
            self.awaited.extend(std::mem::take(names).into_iter().map(named));
        }
        self.meet_names();
        if !self.loading {
            self.tell_unmet();
        }
    }

    /// Posts came, from this number on: among them may be the one that was selected and the one
    /// that was open.
    pub(super) fn meet_session(&mut self, first: usize) -> Vec<Effect> {
        let waiting = &mut self.session;
        if waiting.touched {
            (waiting.selected, waiting.open) = (None, None);
        }
        if waiting.selected.is_none() && waiting.open.is_none() {
            return Vec::new();
        }
        let (mut selected, mut open) = (None, None);
        for id in self.library.ids_from(first) {
            let (root, path) = self.library.place(id);
            let is = |named: &Address| named.0 == root && named.1 == path;
            selected = selected.or(waiting.selected.take_if(|named| is(named)).map(|_| id));
            let found = waiting.open.take_if(|(named, ..)| is(named));
            open = open.or(found.map(|(_, focus, zen)| (id, focus, zen)));
        }
        if let Some(id) = selected {
            self.list.rows.want(Some(id));
            self.list.rows.choose(id);
        }
        open.map(|(id, focus, zen)| self.open_again(id, focus, zen)).unwrap_or_default()
    }

    /// Opens the post that was open, where it was left, be it read to its end.
    fn open_again(&mut self, id: PostId, focus: Pane, zen: bool) -> Vec<Effect> {
        if focus == Pane::Article {
            self.zen = zen;
            self.set_focus(focus);
        }
        let effects = self.request(id);
        self.wanted = self.left_at(id).map(Wanted::Anchor);
        self.arrive();
        effects
    }

    /// What is to be kept of where the reader is, after a message; `by_hand`: the message was
    /// something that somebody did.
    pub(super) fn keep_session(&mut self, by_hand: bool) -> Vec<Effect> {
        if self.session.resume == Resume::Never {
            return Vec::new();
        }
        let shown = self.shown();
        let changed = shown != self.session.shown;
        let told = self.session.told.len() == self.roots.len() && self.session.told.iter().all(|told| *told);
        let session = &mut self.session;
        session.touched |= by_hand && changed;
        session.unkept |= changed;
        session.shown = shown;
        // Whoever went somewhere before the store told of the session of before does not get that
        // one: theirs is kept, also where they leave before the store tells.
        if self.loading || !(told || session.touched) {
            return Vec::new();
        }
        if !std::mem::replace(&mut session.ready, true) {
            // What was just restored is kept already.
            session.unkept = session.touched;
        }
        if !std::mem::take(&mut session.unkept) {
            return Vec::new();
        }
        let roots = (0..).map(RootId).take(self.roots.len());
        roots.map(|root| Effect::KeepSession { root, session: self.session_of(root) }).collect()
    }

    fn shown(&self) -> Shown {
        let names = |kind, ids: &[FacetId]| {
            ids.iter().map(|id| self.library.facet_name(Facet { kind, id: *id }).to_owned()).collect()
        };
        let (categories, tags) = (&self.filter.categories, &self.filter.tags);
        let Resuming { themes, usual_theme, .. } = &self.session;
        let sort = if self.list.sort == SortKey::default() { "" } else { self.list.sort.name() };
        let session = Session {
            filter: self.filter_text.clone(),
            categories: names(FacetKind::Category, &categories.included),
            without_categories: names(FacetKind::Category, &categories.excluded),
            all_categories: !categories.any,
            tags: names(FacetKind::Tag, &tags.included),
            without_tags: names(FacetKind::Tag, &tags.excluded),
            any_tag: tags.any,
            sort: sort.to_owned(),
            focus: pane_name(self.focus).to_owned(),
            zen: self.zen,
            panes: self.named_widths(),
            measure: Some(self.measure).filter(|measure| *measure != self.usual_measure),
            theme: themes.first().filter(|theme| *theme != usual_theme).cloned(),
            ..Session::default()
        };
        Shown { session, selected: self.list.rows.wanted(), open: self.reader.post }
    }

    /// With the posts that are of this archive.
    fn session_of(&self, root: RootId) -> Session {
        let Shown { session, selected, open } = &self.session.shown;
        let path = |id: &PostId| {
            let post = self.library.get(*id);
            (post.root == root).then(|| post.path.to_owned())
        };
        let (selected, open) = (selected.as_ref().and_then(path), open.as_ref().and_then(path));
        Session { selected, open, ..session.clone() }
    }
}

/// The name of a pane in sessions.
fn pane_name(pane: Pane) -> &'static str {
    match pane {
        Pane::Searches => "searches",
        Pane::Facets(FacetKind::Category) => "categories",
        Pane::Facets(FacetKind::Tag) => "tags",
        Pane::List => "list",
        Pane::Article => "article",
    }
}

fn pane_called(name: &str) -> Option<Pane> {
    Pane::ALL.into_iter().find(|pane| pane_name(*pane) == name)
}
