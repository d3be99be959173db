//! Searching the texts of all posts: the field for it, the hits, and what the worker that keeps
//! the texts is asked and answers. What is found is decided in [`crate::query::bodies`].

pub use crate::query::bodies::{Snippet, Words};

use super::bodies::Bodies;
use super::hits::{Hits, ROWS};
use super::message::Effect;
use super::prompt::{Before, Prompt, Purpose};
use super::reader::State;
use super::screen::Pane;
use super::state::App;
use super::viewport::Motion;
use crate::library::{PostId, RootId, SortKey};
use crate::locale::words::fill;

/// What a search is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wanted {
    /// The pane of hits.
    Hits,
    /// The list, to be narrowed.
    Posts,
}

/// A search that is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TextSearch {
    /// Comes back with the answers; only the newest one is of use.
    pub ticket: u64,
    /// What it is for.
    pub wanted: Wanted,
    /// What is searched for.
    pub words: Words,
}

/// A post in which something was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TextHit {
    /// The post.
    pub id: PostId,
    /// The first place, as an offset in its search key.
    pub first: u32,
    /// How many places there are; 0 where they were not counted yet.
    pub count: u32,
}

/// What surrounds the first place in a post.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Excerpt {
    /// The post.
    pub id: PostId,
    /// How many places there are.
    pub count: u32,
    /// The text around the first.
    pub snippet: Snippet,
}

/// How far the texts are kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Kept {
    /// So many of so many were made ready.
    Working {
        /// Posts.
        done: usize,
        /// Posts that were not ready.
        all: usize,
    },
    /// They are ready.
    Whole,
    /// They cannot be kept; why. Searches read the posts.
    Without(String),
}

/// All that the app knows of texts.
#[derive(Debug, Default)]
pub struct Texts {
    /// What the worker said last.
    pub kept: Option<Kept>,
    /// What was found.
    pub hits: Option<Hits>,
    /// The search whose first answer is awaited, with its text.
    asked: Option<(TextSearch, String)>,
    ticket: u64,
    /// All posts, newest first.
    newest: Vec<PostId>,
    /// The version of the library that they are of.
    newest_of: u64,
    /// They are made ready, and will be whenever posts change.
    pub(super) begun: bool,
    /// Posts changed since their texts were made ready.
    pub(super) stale: bool,
    /// They were made ready before, and posts changed since: whenever they are ready again, what
    /// is shown is searched for again.
    pub(super) behind: bool,
    /// What was there before the field was opened.
    before: Option<(Option<Hits>, Pane)>,
    /// The post whose hits are to be marked once it is there.
    marking: Option<PostId>,
    /// The text of the last search, with its words.
    sought: Option<(String, Words)>,
    /// What the filter asks for.
    pub bodies: Bodies,
    pub(super) effects: Vec<Effect>,
}

impl Texts {
    /// Forgets what was found; answers that are still to come are dropped.
    pub(super) fn drop_hits(&mut self) {
        (self.hits, self.asked) = (None, None);
        (self.newest, self.newest_of) = (Vec::new(), 0);
        self.ticket += 1;
    }

    /// The words of the last search, if it was for this text.
    pub(super) fn sought(&self, text: &str) -> Option<Vec<String>> {
        let (_, words) = self.sought.as_ref().filter(|(sought, _)| sought == text)?;
        Some(words.keys().to_vec())
    }
}

impl App {
    /// Every post is there: their texts can be made ready.
    pub(super) fn all_loaded(&mut self) -> Vec<Effect> {
        self.load_ended();
        (self.texts.begun, self.texts.stale) = (true, false);
        self.gather((0..).map(RootId).take(self.roots.len()))
    }

    /// The worker said how far the texts are kept.
    pub(super) fn texts_kept(&mut self, kept: Kept) {
        if let Kept::Without(why) = &kept {
            self.tell(fill(self.lang.words().texts_not_kept, &[why]));
        }
        let whole = kept == Kept::Whole;
        self.texts.kept = Some(kept);
        if whole && self.texts.behind {
            self.renew_bodies();
            self.search_again();
        }
    }

    /// Searches for what is shown once more: texts are others than before.
    fn search_again(&mut self) {
        let typing = self.prompt.as_ref().is_some_and(|prompt| prompt.purpose == Purpose::Texts);
        if let Some(hits) = self.texts.hits.as_ref().filter(|_| !typing) {
            let text = hits.text.clone();
            self.search_texts(&text);
        }
    }

    /// Opens the field for words in texts.
    pub(super) fn ask_texts(&mut self) {
        if self.window.is_some() {
            return self.window_is_open();
        }
        let text = self.texts.hits.as_ref().map(|hits| hits.text.clone()).unwrap_or_default();
        self.texts.before = Some((self.texts.hits.clone(), self.focus));
        self.order_texts();
        self.sought.begin();
        self.set_focus(Pane::List);
        self.prompt = Some(Prompt::new(Purpose::Texts, &text, Before::default()));
        self.arrange();
    }

    /// Sorts the posts that hits may be in, where some came since.
    fn order_texts(&mut self) {
        if self.texts.newest_of != self.library.version() {
            self.texts.newest_of = self.library.version();
            self.texts.newest = self.library.order(SortKey::Newest);
        }
    }

    /// The words in the field changed: they are searched for at once where that takes no time.
    pub(super) fn type_texts(&mut self, text: &str) {
        if self.texts.kept == Some(Kept::Whole) {
            self.search_texts(text);
        }
    }

    fn search_texts(&mut self, text: &str) {
        let Some(words) = Words::parse(text) else { return self.close_hits() };
        let by_count = self.texts.hits.as_ref().is_some_and(|hits| hits.by_count);
        self.texts.ticket += 1;
        let search = TextSearch { ticket: self.texts.ticket, wanted: Wanted::Hits, words };
        self.texts.effects.push(Effect::SearchTexts(search.clone()));
        if self.texts.hits.is_none() || self.texts.kept != Some(Kept::Whole) {
            let hits = Hits::new(search.ticket, text.to_owned(), search.words, by_count);
            (self.texts.hits, self.texts.asked) = (Some(hits), None);
        } else {
            // What was found before stays until the answer is there.
            self.texts.asked = Some((search, text.to_owned()));
        }
        self.arrange();
    }

    /// Hits came.
    pub(super) fn text_hits(&mut self, (ticket, wanted): (u64, Wanted), hits: &[TextHit], whole: bool) {
        if wanted == Wanted::Posts {
            return self.body_hits(ticket, hits, whole);
        }
        self.order_texts();
        if let Some((search, text)) = self.texts.asked.take_if(|(search, _)| search.ticket == ticket) {
            let before = self.texts.hits.take();
            let by_count = before.as_ref().is_some_and(|hits| hits.by_count);
            let mut new = Hits::new(ticket, text, search.words, by_count);
            before.filter(|before| before.text == new.text).into_iter().for_each(|before| new.go_on(before));
            self.texts.hits = Some(new);
        }
        let Texts { hits: shown, newest, .. } = &mut self.texts;
        if let Some(shown) = shown.as_mut().filter(|shown| shown.ticket == ticket) {
            shown.add(hits, whole, newest);
            self.arrange();
        }
    }

    /// The places in the hits were counted.
    pub(super) fn text_counts(&mut self, ticket: u64, counts: &[(PostId, u32)]) {
        let Texts { hits, newest, .. } = &mut self.texts;
        if let Some(hits) = hits.as_mut().filter(|hits| hits.ticket == ticket) {
            hits.counted(counts, newest);
        }
    }

    /// Excerpts came.
    pub(super) fn excerpts(&mut self, ticket: u64, excerpts: Vec<Excerpt>) {
        if let Some(hits) = self.texts.hits.as_mut().filter(|hits| hits.ticket == ticket) {
            hits.excerpted(excerpts);
        }
    }

    /// What is to be asked of the worker: searches, and excerpts for the rows on the screen.
    pub(super) fn ask_worker(&mut self) -> Vec<Effect> {
        let mut effects = std::mem::take(&mut self.texts.effects);
        if let (Some(hits), Some(area)) = (&mut self.texts.hits, self.screen.list) {
            let columns = usize::from(area.body().width).saturating_sub(hit_indent(area.width));
            let posts = hits.lacking(columns);
            if !posts.is_empty() {
                let (ticket, words) = (hits.ticket, hits.words.clone());
                effects.push(Effect::Excerpt { ticket, words, columns, posts });
            }
        }
        effects
    }

    /// Takes what stands in the field.
    pub(super) fn accept_texts(&mut self) {
        let Some(text) = self.prompt.as_ref().map(|prompt| prompt.text().to_owned()) else { return };
        self.texts.before = None;
        let Some(words) = Words::parse(&text) else { return self.close_hits() };
        self.sought.add(&text);
        let awaited = self.texts.asked.as_ref().is_some_and(|(search, _)| search.words == words);
        let shown = self.texts.hits.as_ref().is_some_and(|hits| hits.words == words);
        if !(awaited || (shown && self.texts.asked.is_none())) {
            self.search_texts(&text);
        }
        self.texts.sought = Some((text, words));
    }

    /// Puts everything back as it was before the field was opened.
    pub(super) fn cancel_texts(&mut self) {
        self.close_hits();
        if let Some((hits, focus)) = self.texts.before.take() {
            self.texts.hits = hits;
            self.set_focus(focus);
        }
    }

    /// Shows the list again; answers that are still to come are dropped.
    pub(super) fn close_hits(&mut self) {
        self.texts.drop_hits();
        self.arrange();
    }

    /// Gives the pane of hits its size.
    pub(super) fn arrange_hits(&mut self) {
        let height = self.screen.height(Pane::List) / ROWS;
        if let Some(hits) = self.texts.hits.as_mut().filter(|_| self.screen.list.is_some()) {
            hits.rows.resize(height);
        }
    }

    /// Sorts the hits by the other key; whether there are any.
    pub(super) fn sort_hits(&mut self) -> bool {
        let Texts { hits, newest, .. } = &mut self.texts;
        let Some(hits) = hits else { return false };
        hits.toggle_sort(newest);
        true
    }

    /// Opens the selected post at the first place, with all places marked.
    pub(super) fn open_hit(&mut self) -> Vec<Effect> {
        let Some(hits) = &mut self.texts.hits else { return Vec::new() };
        hits.rows.touch();
        let Some(id) = hits.rows.selected() else { return Vec::new() };
        self.texts.sought = Some((hits.text.clone(), hits.words.clone()));
        self.set_focus(Pane::Article);
        let effects = self.open_post(id);
        self.texts.marking = Some(id);
        self.mark_hits();
        effects
    }

    /// Opens the hit this many rows further down, or up.
    pub(super) fn open_neighbour_hit(&mut self, distance: isize) -> Vec<Effect> {
        let Some(hits) = &mut self.texts.hits else { return Vec::new() };
        let before = hits.rows.selected();
        hits.rows.select(Motion::Rows(distance));
        if hits.rows.selected() == before {
            let words = self.lang.words();
            let end = if distance > 0 { words.last_article } else { words.first_article };
            return self.say(end.to_owned());
        }
        self.open_hit()
    }

    /// Marks what was searched for in the post that was opened for it, once its text is there.
    pub(super) fn mark_hits(&mut self) {
        let here = self.texts.marking.is_some() && self.texts.marking == self.reader.post;
        if !here || self.reader.state != State::Open {
            return;
        }
        self.texts.marking = None;
        if let Some((text, words)) = &self.texts.sought {
            let (text, keys) = (text.clone(), words.keys().to_vec());
            self.reader.scroll(Motion::To(0));
            self.find_each(&text, &keys);
        }
    }

    /// The posts that the keys will probably lead to next from the hits.
    pub(super) fn likely_hits(&self) -> Option<Vec<PostId>> {
        let rows = &self.texts.hits.as_ref()?.rows;
        let cursor = rows.view().cursor();
        let at = |row: Option<usize>| row.and_then(|row| rows.items().get(row).copied());
        Some(
            [at(Some(cursor)), at(Some(cursor + 1)), at(cursor.checked_sub(1))]
                .into_iter()
                .flatten()
                .collect(),
        )
    }
}

/// Columns before an excerpt in a pane of this width.
pub fn hit_indent(width: u16) -> usize {
    if width < 56 { 2 } else { 12 }
}
