//! The article that is being read: where it comes from, how it is laid out, and which row is
//! at the top. How a body becomes blocks and rows is `article`'s business.

use std::sync::Arc;

use super::find::Find;
use super::message::Effect;
use super::opened::{LONG, Opened, Place};
use super::viewport::{Motion, Viewport};
use crate::article::{Anchor, Article, Head, Layout, Link, Options, Setting};
use crate::library::PostId;
use crate::locale::Lang;
use crate::post::Stamp;
use crate::state::Identity;
use crate::text::wrap::{Measure, wrap};
use crate::text::{Line, Role, width::Ruler};

mod places;
mod search;

pub use places::LinkPlace;

/// What is known of the article's text.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub enum State {
    /// Nothing was opened.
    #[default]
    Closed,
    /// It was asked for.
    Opening,
    /// It is there.
    Open,
    /// It cannot be shown; the reason, clean text.
    Failed(String),
}

/// How the text is set, besides its width.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub struct Look {
    /// The language of what kanbao adds.
    pub lang: Lang,
    /// The typographer's choices.
    pub setting: Setting,
    /// The links stand with their numbers below the text.
    pub link_list: bool,
    /// How columns are counted.
    pub ruler: Ruler,
}

impl Look {
    /// The same for the layout.
    pub fn options(self, width: usize) -> Options {
        let Self { lang, setting, link_list, ruler } = self;
        Options { width: width.max(2), link_list, lang, ruler, setting }
    }
}

/// The pane of the text.
#[derive(Debug)]
pub struct Reader {
    /// Which post it shows.
    pub post: Option<PostId>,
    /// What is known of its text.
    pub state: State,
    /// Which rows are shown.
    pub view: Viewport,
    /// The number of the newest request; answers to older ones are dropped.
    pub ticket: u64,
    /// The text that was scrolled to the top.
    place: Place,
    /// The link that Enter opens: its index.
    link: Option<u32>,
    /// Columns that rows of code are moved by.
    shift: usize,
    find: Find,
    pub(super) look: Look,
    width: usize,
    head: Head,
    article: Arc<Article>,
    layout: Layout,
    /// The file of the article.
    stamp: Option<Stamp>,
    body: Option<Identity>,
    /// About how many bytes the article takes.
    bytes: usize,
    /// The layout that was asked for last, with the number of the request.
    asked: (u64, Option<Options>),
    /// Rows below the layout: that the text is awaited, or why there is none.
    note: Vec<Line>,
}

impl Reader {
    /// A pane without an article.
    pub fn new(look: Look) -> Self {
        let article = Arc::<Article>::default();
        Self {
            post: None,
            state: State::Closed,
            view: Viewport::default(),
            ticket: 0,
            place: Place::default(),
            link: None,
            shift: 0,
            find: Find::default(),
            look,
            width: 0,
            head: Head::default(),
            layout: Layout::new(None, &article, look.options(0)),
            article,
            stamp: None,
            body: None,
            bytes: 0,
            asked: (0, None),
            note: Vec::new(),
        }
    }

    /// Shows the head of a post whose text was asked for; returns the request's number.
    pub fn begin(&mut self, post: PostId, head: Head) -> u64 {
        self.ticket += 1;
        (self.post, self.state, self.head) = (Some(post), State::Opening, head);
        (self.article, self.stamp, self.body, self.bytes) = (Arc::default(), None, None, 0);
        (self.link, self.shift, self.find) = (None, 0, Find::default());
        self.asked.1 = None;
        self.lay_out();
        self.scroll(Motion::To(0));
        self.ticket
    }

    /// Shows an article that was opened before, where it was left; returns the number of the
    /// request that looks whether its file is another now.
    pub fn reopen(&mut self, post: PostId, opened: Opened, place: Place) -> u64 {
        self.ticket += 1;
        (self.post, self.place) = (Some(post), place);
        self.show(opened);
        self.ticket
    }

    /// The text has come. What was at the top stays there.
    pub fn show(&mut self, opened: Opened) {
        let Opened { head, article, layout, index, stamp, body, bytes } = opened;
        (self.head, self.article, self.layout) = (head, article, layout);
        (self.stamp, self.body, self.bytes, self.state) = (stamp, body, bytes, State::Open);
        (self.link, self.shift, self.find) = (None, 0, Find::ready(index));
        self.asked.1 = None;
        self.lay_out();
        self.return_to_place();
    }

    /// Takes the article away, to be kept: it can be shown again with the text at its top.
    pub fn close(&mut self) -> Option<(PostId, Opened, Place)> {
        let post = self.post.filter(|_| self.state == State::Open)?;
        self.state = State::Closed;
        let empty = Layout::new(None, &Article::default(), self.options());
        let opened = Opened {
            head: std::mem::take(&mut self.head),
            article: std::mem::take(&mut self.article),
            layout: std::mem::replace(&mut self.layout, empty),
            index: std::mem::take(&mut self.find).into_index().filter(|_| self.bytes >= LONG),
            stamp: self.stamp.take(),
            body: self.body.take(),
            bytes: std::mem::take(&mut self.bytes),
        };
        Some((post, opened, self.place))
    }

    /// The text will not come.
    pub fn fail(&mut self, why: String) {
        self.state = State::Failed(why);
        self.lay_out();
    }

    /// What is to be laid out elsewhere because it would take too long here, with the number
    /// of the request; None where the layout is right or has been asked for.
    pub fn lacking(&mut self) -> Option<Effect> {
        let options = self.look.options(self.width);
        if self.is_laid_out() || self.asked.1 == Some(options) {
            return None;
        }
        self.asked = (self.asked.0 + 1, Some(options));
        let (article, head) = (Arc::clone(&self.article), self.head.clone());
        Some(Effect::LayOut { ticket: self.asked.0, article, head, options })
    }

    /// A layout has come; one that was not asked for last is dropped. Whether it was taken.
    pub fn laid_out(&mut self, ticket: u64, layout: Layout) -> bool {
        let wanted = ticket == self.asked.0 && self.asked.1 == Some(layout.options());
        if wanted {
            self.layout = layout;
            self.asked.1 = None;
            self.return_to_place();
        }
        wanted
    }

    /// Whether the rows are those of the present width.
    pub fn is_laid_out(&self) -> bool {
        self.layout.options() == self.look.options(self.width)
    }

    fn return_to_place(&mut self) {
        let Place { anchor, row, options } = self.place;
        let known = options == Some(self.layout.options()) && row < self.layout.len();
        let same = known && self.layout.anchor(row) == anchor;
        let row = if same { row } else { self.layout.row_of(anchor) };
        self.view.scroll(Motion::To(row), self.len());
        self.drop_hidden_link();
    }

    /// Takes another size. The text that was scrolled to the top stays at the top, or comes
    /// back there when there is room again.
    pub fn resize(&mut self, width: usize, height: usize) {
        let unchanged = (width, height) == (self.width, self.view.height());
        if width != self.width {
            self.width = width;
            self.lay_out();
        }
        self.view.fit(height, self.len());
        if !unchanged {
            self.return_to_place();
        }
    }

    /// Takes another measure of columns.
    pub fn set_ruler(&mut self, ruler: Ruler) {
        if ruler != self.look.ruler {
            self.look.ruler = ruler;
            self.lay_out();
        }
    }

    /// Lays the article out anew, if that takes no time; [`Self::lacking`] asks for the rest,
    /// and until then it is shown as it was.
    fn lay_out(&mut self) {
        self.note = note(&self.state, self.article.blocks.is_empty(), self.look, self.width);
        if self.state != State::Open || (self.bytes < LONG && !self.is_laid_out()) {
            let head = self.post.map(|_| &self.head);
            self.layout = Layout::new(head, &self.article, self.look.options(self.width));
        }
    }

    /// How the text is set.
    pub fn look(&self) -> Look {
        self.look
    }

    /// Sets the text in another way; what stands at the top stays there.
    pub fn set_look(&mut self, look: Look) {
        self.look = look;
        self.lay_out();
        self.return_to_place();
    }

    /// Moves through the text. A page does not end with a heading.
    pub fn scroll(&mut self, motion: Motion) {
        let from = self.view.top();
        self.view.scroll(motion, self.len());
        if matches!(motion, Motion::Pages(_) | Motion::HalfPages(_)) {
            let top = self.layout.page_at(&self.article, self.view.top(), self.view.height(), from);
            self.view.scroll(Motion::To(top), self.len());
        }
        let row = self.view.top();
        let options = Some(self.layout.options());
        self.place = Place { anchor: self.layout.anchor(row), row, options };
        self.drop_hidden_link();
    }

    /// What the body is the same by, where it is there and long enough.
    pub fn body(&self) -> Option<Identity> {
        self.body
    }

    /// What stands at the top.
    pub fn place(&self) -> Anchor {
        self.place.anchor
    }

    /// Moves the row that shows a place to the top.
    pub fn jump_to(&mut self, place: Anchor) {
        self.scroll(Motion::To(self.layout.row_showing(place)));
    }

    /// Brings back what stood at the top.
    pub fn go_to(&mut self, place: Anchor) {
        self.place.anchor = place;
        self.return_to_place();
    }

    /// Rows of head, text and note.
    pub fn len(&self) -> usize {
        self.layout.len() + self.note.len()
    }

    /// Whether there is nothing to show.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// A row, with what a search found in it marked; empty beyond the end.
    pub fn line(&self, row: usize) -> Line {
        match row.checked_sub(self.layout.len()) {
            None => self.with_link(self.marked(row)),
            Some(below) => self.note.get(below).cloned().unwrap_or_default(),
        }
    }

    fn marked(&self, row: usize) -> Line {
        let mut line = self.layout.line_from(&self.article, row, self.shift);
        self.layout.mark(&mut line, row, &self.highlights(row));
        line
    }

    /// Moves rows of code that are too long by so many columns; whether there are any.
    pub fn move_code(&mut self, columns: isize) -> bool {
        let most = self.layout.overflow();
        self.shift = self.shift.saturating_add_signed(columns).min(most);
        most > 0
    }

    /// Whether rows of code are longer than the line.
    pub fn has_long_code(&self) -> bool {
        self.layout.overflow() > 0
    }

    /// The links of the text, in the order of their numbers.
    pub fn links(&self) -> &[Link] {
        &self.article.links
    }

    /// How an article is to be laid out now.
    pub fn options(&self) -> Options {
        self.look.options(self.width)
    }

    /// How much was read, in percent.
    pub fn percent(&self) -> usize {
        self.view.percent(self.len())
    }
}

/// What is said in place of a text.
fn note(state: &State, empty: bool, look: Look, width: usize) -> Vec<Line> {
    let words = look.lang.words();
    let (text, role) = match state {
        State::Opening => (words.opening.to_owned(), Role::Dim),
        State::Failed(why) => (format!("{}\n{why}", words.open_failed), Role::Notice),
        State::Open if empty => (words.empty_article.to_owned(), Role::Dim),
        State::Open | State::Closed => return Vec::new(),
    };
    let rows = wrap(&text, Measure { ruler: look.ruler, ..Measure::even(width.max(2)) }, &[]);
    rows.into_iter().map(|row| Line::of(&text[row], role)).collect()
}
