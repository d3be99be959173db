//! [`App`]: everything that the reader knows at a moment, and the ladder that says who has
//! the keys. How it changes stands in the files beside this one.

use std::collections::VecDeque;

use super::bookmarks::Past;
use super::dialog::Dialog;
use super::facets::Facets;
use super::find::{History, Searched};
use super::jumping::Wanted;
use super::labels::Labels;
use super::list::List;
use super::message::{QUERIES, RootInfo, Setup};
use super::months::Months;
use super::opened::Shelf;
use super::problems::Found;
use super::prompt::{Prompt, Purpose};
use super::reader::{Look, Reader};
use super::remember::Memory;
use super::resume::Resuming;
use super::rows::Rows;
use super::saved::Searches;
use super::screen::{MEASURES, Pane, Screen, Shape, Widths};
use super::source::Source;
use super::texts::Texts;
use super::trail::Trail;
use super::viewport::Motion;
use super::window::Window;
use crate::article::Setting;
use crate::article::layout::CodeRows;
use crate::keys::{Key, Keymap, Layer};
use crate::library::{FacetKind, Library, PostId, RootId};
use crate::locale::Lang;
use crate::query::fuzzy::Fuzzy;
use crate::query::{Engine, Filter, Known, Now};
use crate::text::width::Ruler;

/// Things that wait to be said.
const UNTOLD: usize = 8;

/// The state of the reader. `ui` reads it; only `update` changes it.
#[derive(Debug)]
pub struct App {
    pub(crate) lang: Lang,
    pub(crate) roots: Vec<RootInfo>,
    pub(crate) keymap: Keymap,
    pub(crate) library: Library,
    pub(crate) problems: Vec<Found>,
    pub(crate) loading: bool,
    /// So many files are read while it is loading, those that were read included.
    pub(crate) to_read: usize,

    /// The moment, for dates in queries.
    pub(crate) now: Now,
    pub(crate) filter: Filter,
    /// Finds what passes the filter.
    pub(crate) engine: Engine,
    /// What is known of posts beside the library.
    pub(crate) known: Known,
    /// The text that the filter's query came from.
    pub(crate) filter_text: String,
    pub(crate) categories: Facets,
    pub(crate) tags: Facets,
    pub(crate) searches: Searches,
    /// Categories and tags of the command line that no post had so far.
    pub(super) awaited: Vec<Named>,
    pub(crate) months: Months,
    pub(crate) list: List,
    pub(crate) reader: Reader,
    pub(super) shelf: Shelf,
    /// The post that is opened as soon as it is loaded.
    pub(super) start: Option<(RootId, String)>,
    /// The posts that were prepared for last.
    pub(super) ahead: Vec<PostId>,

    pub(crate) focus: Pane,
    /// The pane at the side that the way to the left leads to.
    pub(super) last_side: Pane,
    pub(crate) screen: Screen,
    pub(super) widths: Widths,
    /// The longest line of text, and what it was at the start.
    pub(super) measure: u16,
    pub(super) usual_measure: u16,
    /// The text has the screen for itself.
    pub(super) zen: bool,
    /// The file of the article, where it is shown in place of it.
    pub(crate) source: Option<Source>,
    pub(super) source_ticket: u64,
    pub(crate) labels: Option<Labels>,
    pub(super) trail: Trail,
    /// Where the chosen link leads: host or title, and the rest of the address.
    pub(super) walked: (String, String),
    /// Where to go in a post that is being opened.
    pub(super) wanted: Option<Wanted>,
    /// What was searched for.
    pub(super) sought: History,
    /// The texts of all posts.
    pub(crate) texts: Texts,
    /// Queries of the list, and those that are still to be kept outside.
    pub(super) asked: History,
    pub(super) unkept: Vec<String>,
    /// Finds posts by their titles.
    pub(super) fuzzy: Fuzzy,
    /// The posts that were opened, the last one first.
    pub(super) recent: Vec<PostId>,
    /// The posts that were opened before, and where.
    pub(super) past: Past,
    pub(super) session: Resuming,
    /// What is remembered of posts.
    pub(crate) memory: Memory,
    pub(crate) window: Option<Window>,
    pub(crate) prompt: Option<Prompt>,
    pub(crate) dialog: Option<Dialog>,
    pub(crate) notice: Option<String>,
    /// What is told after it, a key for each.
    untold: VecDeque<String>,
    pub(crate) pending: Pending,
}

/// Keys that wait for the ones after them.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Pending {
    /// The beginning of a sequence.
    pub(crate) keys: Vec<Key>,
    /// The number before a command.
    pub(crate) count: Option<usize>,
}

/// A category or tag that the list is to be narrowed to, or that is to be left out.
#[derive(Debug)]
pub(super) struct Named {
    pub(super) kind: FacetKind,
    pub(super) name: String,
    pub(super) excluded: bool,
}

/// Categories and tags of the command line, to be met as posts that have them come.
fn awaited(categories: Vec<String>, tags: Vec<String>) -> Vec<Named> {
    let named =
        |kind, names: Vec<String>| names.into_iter().map(move |name| Named { kind, name, excluded: false });
    named(FacetKind::Category, categories).chain(named(FacetKind::Tag, tags)).collect()
}

/// How articles are shown at first.
fn look(setup: &Setup) -> Look {
    let setting = Setting { code: CodeRows::Scroll, ..setup.setting };
    Look { lang: setup.lang, setting, link_list: setup.link_numbers, ruler: setup.ruler }
}

impl App {
    /// The reader before anything was loaded.
    pub fn new(setup: Setup) -> Self {
        let look = look(&setup);
        let Setup { lang, roots, keymap, query, now, columns, rows, measure, open, queries, .. } = setup;
        let measure = measure.clamp(*MEASURES.start(), *MEASURES.end()) & !1;
        let mut app = Self {
            lang,
            roots,
            keymap,
            library: Library::default(),
            problems: Vec::new(),
            loading: true,
            to_read: 0,
            now,
            filter: Filter::default(),
            engine: Engine::default(),
            known: Known::default(),
            filter_text: String::new(),
            categories: Facets::new(FacetKind::Category),
            tags: Facets::new(FacetKind::Tag),
            searches: Searches::new(setup.searches),
            awaited: awaited(setup.categories, setup.tags),
            months: Months::default(),
            list: List::default(),
            reader: Reader::new(look),
            shelf: Shelf::default(),
            start: open,
            ahead: Vec::new(),
            focus: Pane::List,
            last_side: Pane::Facets(FacetKind::Category),
            screen: Screen::default(),
            widths: Widths::default(),
            measure,
            usual_measure: measure,
            zen: false,
            source: None,
            source_ticket: 0,
            labels: None,
            trail: Trail::default(),
            walked: Default::default(),
            wanted: None,
            sought: History::default(),
            texts: Texts::default(),
            asked: History::of(queries, QUERIES),
            unkept: Vec::new(),
            fuzzy: Fuzzy::default(),
            recent: Vec::new(),
            memory: Memory::new(setup.all_unread, setup.read_after),
            past: Past::default(),
            session: Resuming::new(setup.resume, setup.given, setup.themes),
            window: None,
            prompt: None,
            dialog: None,
            notice: None,
            untold: VecDeque::new(),
            pending: Pending::default(),
        };
        app.start_with(query.unwrap_or_default());
        app.resize(columns, rows);
        app
    }

    /// Who gets the keys: what lies on top.
    pub fn layer(&self) -> Layer {
        match (&self.dialog, &self.prompt, &self.window, self.focus) {
            (Some(_), ..) => Layer::Dialog,
            (None, Some(_), ..) => Layer::Prompt,
            (None, None, Some(window), _) => window.layer(),
            (None, None, None, _) if self.labels.is_some() => Layer::Labels,
            (None, None, None, Pane::Facets(_) | Pane::Searches) => Layer::Facets,
            (None, None, None, Pane::List) if self.texts.hits.is_some() => Layer::Hits,
            (None, None, None, Pane::List) => Layer::List,
            (None, None, None, Pane::Article) if self.source.is_some() => Layer::Source,
            (None, None, None, Pane::Article) => Layer::Article,
        }
    }

    /// The pane that has the keys when nothing lies over the panes.
    pub fn focus(&self) -> Pane {
        self.focus
    }

    /// The selected post.
    pub fn selected(&self) -> Option<PostId> {
        self.list.rows.selected()
    }

    /// How the terminal counts columns.
    pub fn ruler(&self) -> Ruler {
        self.reader.look.ruler
    }

    /// The terminal said how it counts columns.
    pub(super) fn measured(&mut self, ruler: Ruler) {
        self.reader.set_ruler(ruler);
        self.arrange();
    }

    /// The posts of the list, from top to bottom.
    pub fn listed(&self) -> &[PostId] {
        self.list.rows.items()
    }

    /// The post in the article pane.
    pub fn reading(&self) -> Option<PostId> {
        self.reader.post
    }

    /// The posts and their facets.
    pub fn library(&self) -> &Library {
        &self.library
    }

    /// How many posts there are, shown or not.
    pub fn all_posts(&self) -> usize {
        if self.list.glanced { self.list.order.len() } else { self.library.present() }
    }

    /// What narrows the list.
    pub fn filter(&self) -> &Filter {
        &self.filter
    }

    /// The text field that is open: what is typed in it.
    pub fn prompt_text(&self) -> Option<&str> {
        self.prompt.as_ref().map(Prompt::text)
    }

    /// The line at the bottom that the next key removes.
    pub fn notice(&self) -> Option<&str> {
        self.notice.as_deref()
    }

    /// Says something that did not come of a key: after what stands there already, so that
    /// nothing is said unseen.
    pub(super) fn tell(&mut self, text: String) {
        match &self.notice {
            None => self.notice = Some(text),
            Some(notice) if *notice == text || self.untold.contains(&text) => {}
            Some(_) if self.untold.len() < UNTOLD => self.untold.push_back(text),
            Some(_) => {}
        }
    }

    /// After a key that said nothing itself, the next thing that is to be said.
    pub(super) fn tell_next(&mut self, key: bool) {
        if key && self.notice.is_none() && self.prompt.is_none() {
            self.notice = self.untold.pop_front();
        }
    }

    /// The first row shown of the article, and the rows it has.
    pub fn article_place(&self) -> (usize, usize) {
        (self.reader.view.top(), self.reader.len())
    }

    pub(crate) fn facets(&self, kind: FacetKind) -> &Facets {
        match kind {
            FacetKind::Category => &self.categories,
            FacetKind::Tag => &self.tags,
        }
    }

    pub(super) fn facets_mut(&mut self, kind: FacetKind) -> &mut Facets {
        match kind {
            FacetKind::Category => &mut self.categories,
            FacetKind::Tag => &mut self.tags,
        }
    }

    pub(super) fn resize(&mut self, columns: u16, rows: u16) {
        (self.screen.columns, self.screen.rows) = (columns, rows);
        self.arrange();
    }

    pub(super) fn set_focus(&mut self, pane: Pane) {
        if pane.is_side() {
            // They belong to the list.
            self.texts.drop_hits();
            self.last_side = pane;
        }
        self.focus = pane;
        self.zen &= pane == Pane::Article;
        self.arrange();
    }

    /// Computes the geometry anew and tells everything its size. What is not shown keeps the
    /// size it had.
    pub(super) fn arrange(&mut self) {
        let shape = Shape {
            focus: self.focus,
            reading: self.reader.post.is_some(),
            categories: self.library.facet_len(FacetKind::Category),
            searches: self.searches.all.len(),
            months: self.months.wanted(),
            measure: self.measure,
            zen: self.zen,
            hits: self.texts.hits.is_some(),
            widths: self.widths,
        };
        self.screen = Screen::new(self.screen.columns, self.screen.rows, shape);
        for kind in [FacetKind::Category, FacetKind::Tag] {
            let height = self.screen.height(Pane::Facets(kind));
            self.facets_mut(kind).rows.resize(height);
        }
        self.searches.rows.resize(self.screen.height(Pane::Searches));
        if self.screen.list.is_some() {
            self.list.rows.resize(self.screen.height(Pane::List));
        }
        self.arrange_hits();
        self.arrange_text();
        if let Some(dialog) = &mut self.dialog {
            dialog.resize(self.screen.window, self.reader.look.ruler);
        }
        if let Some(window) = &mut self.window {
            window.resize(self.screen.window, self.reader.look.ruler);
        }
        if let Some(prompt) = &mut self.prompt {
            prompt.matches.resize(usize::from(self.screen.chooser().body().height.saturating_sub(2)));
            prompt.posts.resize(usize::from(self.screen.jump().height.saturating_sub(4)));
        }
    }

    /// What stands on rows of the text that may be others now is gone.
    fn arrange_text(&mut self) {
        self.labels = None;
        if let Some(text) = self.screen.text() {
            self.reader.resize(usize::from(text.width), usize::from(text.height));
        }
        if let (Some(source), Some(area)) = (&mut self.source, self.screen.source()) {
            source.resize(usize::from(area.width), usize::from(area.height));
        }
    }

    /// Moves what has the keys.
    pub(super) fn go(&mut self, motion: Motion) {
        let kind = match (&mut self.dialog, &mut self.prompt, &mut self.window, self.focus) {
            (Some(dialog), ..) => return dialog.scroll(motion),
            (None, Some(prompt), ..) if prompt.purpose.is_search() => return self.recall(motion),
            (None, Some(prompt), ..) => match prompt.purpose {
                Purpose::Filter => return self.go_in_filter(motion),
                Purpose::Post => return prompt.posts.select(motion),
                Purpose::Date => return self.list.rows.select(motion),
                Purpose::Pane(kind) => return self.facets_mut(kind).rows.select(motion),
                _ => return prompt.matches.select(motion),
            },
            (None, None, Some(window), _) => return window.go(motion),
            (None, None, None, Pane::Article) => return self.scroll_text(motion),
            (None, None, None, Pane::Facets(kind)) => kind,
            (None, None, None, Pane::Searches) => return self.go_in_searches(motion),
            _ => return self.posts_mut().select(motion),
        };
        self.go_in_facets(kind, motion);
    }

    /// The list that the pane of posts shows.
    pub(super) fn posts_mut(&mut self) -> &mut Rows<PostId> {
        self.texts.hits.as_mut().map_or(&mut self.list.rows, |hits| &mut hits.rows)
    }

    /// The post that the pane of posts has selected.
    pub(super) fn pointed(&self) -> Option<PostId> {
        self.texts.hits.as_ref().map_or_else(|| self.selected(), |hits| hits.rows.selected())
    }

    /// Moves through the article, or through its source where that is shown. From an end to
    /// the other is a jump, to come back from.
    pub(super) fn scroll_text(&mut self, motion: Motion) {
        self.labels = None;
        match &mut self.source {
            Some(source) => source.move_by(motion),
            None => {
                let before = self.reader.place();
                self.reader.scroll(motion);
                if matches!(motion, Motion::To(_) | Motion::Percent(_)) {
                    self.remember_if_left(Some(before));
                }
            }
        }
    }

    /// Down from the last saved search are the categories.
    fn go_in_searches(&mut self, motion: Motion) {
        let rows = &mut self.searches.rows;
        let before = rows.view().cursor();
        rows.select(motion);
        let stuck = rows.view().cursor() == before;
        if stuck && matches!(motion, Motion::Rows(1..)) && !self.categories.rows.is_empty() {
            self.categories.rows.select(Motion::To(0));
            self.set_focus(Pane::Facets(FacetKind::Category));
        }
    }

    /// Down from the last category are the tags, and up again.
    fn go_in_facets(&mut self, kind: FacetKind, motion: Motion) {
        let rows = &mut self.facets_mut(kind).rows;
        let before = rows.view().cursor();
        rows.select(motion);
        let stuck = rows.view().cursor() == before;
        match (kind, motion) {
            (FacetKind::Category, Motion::Rows(1..)) if stuck && !self.tags.rows.is_empty() => {
                self.tags.rows.select(Motion::To(0));
                self.set_focus(Pane::Facets(FacetKind::Tag));
            }
            (FacetKind::Category, Motion::Rows(..=-1)) if stuck && !self.searches.all.is_empty() => {
                self.searches.rows.select(Motion::END);
                self.set_focus(Pane::Searches);
            }
            (FacetKind::Tag, Motion::Rows(..=-1)) if stuck && !self.categories.rows.is_empty() => {
                self.categories.rows.select(Motion::END);
                self.set_focus(Pane::Facets(FacetKind::Category));
            }
            _ => {}
        }
    }
}
