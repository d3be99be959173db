//! The article that is being read: where it comes from, how it is laid out, and which row is
//! at the top. How a body becomes blocks and rows is `article`'s business.

use super::viewport::{Motion, Viewport};
use crate::article::{Anchor, Article, Head, Layout, Link, Options, Setting};
use crate::library::PostId;
use crate::locale::Lang;
use crate::text::wrap::{Measure, wrap};
use crate::text::{Line, Role, width::Ruler};

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
    place: Anchor,
    lang: Lang,
    width: usize,
    head: Head,
    article: Box<Article>,
    layout: Layout,
    /// Rows below the layout: that the text is awaited, or why there is none.
    note: Vec<Line>,
}

impl Reader {
    /// A pane without an article.
    pub fn new(lang: Lang) -> Self {
        let article = Box::<Article>::default();
        Self {
            post: None,
            state: State::Closed,
            view: Viewport::default(),
            ticket: 0,
            place: Anchor::default(),
            lang,
            width: 0,
            head: Head::default(),
            layout: Layout::new(None, &article, options(0, lang)),
            article,
            note: Vec::new(),
        }
    }

    /// Shows the head of a post whose text was asked for; returns the request's number.
    pub fn begin(&mut self, post: PostId, head: Head) -> u64 {
        self.ticket += 1;
        self.post = Some(post);
        self.show(head, Box::default(), State::Opening);
        self.scroll(Motion::To(0));
        self.ticket
    }

    /// The text has come.
    pub fn show_article(&mut self, head: Head, article: Box<Article>) {
        self.show(head, article, State::Open);
    }

    /// The text will not come.
    pub fn fail(&mut self, why: String) {
        self.state = State::Failed(why);
        self.lay_out();
    }

    fn show(&mut self, head: Head, article: Box<Article>, state: State) {
        (self.head, self.article, self.state) = (head, article, state);
        self.lay_out();
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
            self.view.scroll(Motion::To(self.layout.row_of(self.place)), self.len());
        }
    }

    fn lay_out(&mut self) {
        let head = self.post.map(|_| &self.head);
        self.layout = Layout::new(head, &self.article, options(self.width, self.lang));
        self.note = note(&self.state, self.article.blocks.is_empty(), self.lang, self.width);
    }

    /// Moves through the text. A page does not end with a heading.
    pub fn scroll(&mut self, motion: Motion) {
        let from = self.view.top();
        self.view.scroll(motion, self.len());
        if matches!(motion, Motion::Pages(_) | Motion::HalfPages(_)) {
            let top = self.layout.page_at(&self.article, self.view.top(), self.view.height(), from);
            self.view.scroll(Motion::To(top), self.len());
        }
        self.place = self.layout.anchor(self.view.top());
    }

    /// Rows of head, text and note.
    pub fn len(&self) -> usize {
        self.layout.len() + self.note.len()
    }

    /// Whether there is nothing to show.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// A row; empty beyond the end.
    pub fn line(&self, row: usize) -> Line {
        match row.checked_sub(self.layout.len()) {
            None => self.layout.line(&self.article, row),
            Some(below) => self.note.get(below).cloned().unwrap_or_default(),
        }
    }

    /// The links of the text, in the order of their numbers.
    pub fn links(&self) -> &[Link] {
        &self.article.links
    }

    /// How much was read, in percent.
    pub fn percent(&self) -> usize {
        self.view.percent(self.len())
    }
}

fn options(width: usize, lang: Lang) -> Options {
    Options { width, link_list: true, lang, ruler: Ruler::Narrow, setting: Setting::default() }
}

/// What is said in place of a text.
fn note(state: &State, empty: bool, lang: Lang, width: usize) -> Vec<Line> {
    let words = lang.words();
    let (text, role) = match state {
        State::Opening => (words.opening.to_owned(), Role::Dim),
        State::Failed(why) => (format!("{}\n{why}", words.open_failed), Role::Notice),
        State::Open if empty => (words.empty_article.to_owned(), Role::Dim),
        State::Open | State::Closed => return Vec::new(),
    };
    let rows = wrap(&text, Measure::even(width.max(2)), &[]);
    rows.into_iter().map(|row| Line::of(&text[row], role)).collect()
}
