//! What the query in the text field can go on with, and the queries of before that come back
//! into it. Which part is being typed is decided in [`crate::query::complete`].

use std::cmp::Reverse;
use std::ops::Range;

use super::message::Effect;
use super::prompt::{Prompt, Purpose};
use super::state::App;
use super::viewport::Motion;
use crate::library::{FacetKind, NameKind};
use crate::locale::Lang;
use crate::query::complete::{Place, Wanted, place, quoted};
use crate::query::dates::OFFERED;
use crate::query::names::{Asked, NAMES, STATUSES};
use crate::query::syntax::Field;

/// Rows of the list, at most.
pub const SHOWN: usize = 8;
/// What is offered at once, at most.
const MOST: usize = 50;

/// What the text can go on with.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Completion {
    /// Best first.
    pub items: Vec<Candidate>,
    /// The one that Enter takes.
    pub chosen: Option<usize>,
    /// The bytes of the text that it takes the place of.
    pub range: Range<usize>,
    /// Every value of a name with its posts, kept while values of that name are typed.
    pool: Option<Pool>,
}

/// Every value of a name, for a library of so many posts.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Pool {
    asked: Asked,
    posts: usize,
    values: Vec<(String, u32)>,
}

/// One that can be chosen.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Candidate {
    /// What is shown.
    pub text: String,
    /// What stands beside it: the same in the other language.
    pub note: &'static str,
    /// Posts that have it.
    pub count: Option<u32>,
    written: String,
}

impl Completion {
    /// The rows to show, with the chosen one among them.
    pub fn shown(&self) -> Range<usize> {
        let chosen = self.chosen.unwrap_or_default();
        let start = (chosen + 1).saturating_sub(SHOWN);
        start..self.items.len().min(start + SHOWN)
    }

    /// Closes the list; whether it was open.
    fn close(&mut self) -> bool {
        self.chosen = None;
        !std::mem::take(&mut self.items).is_empty()
    }
}

impl App {
    /// Offers what the text can go on with; names are offered unasked only when it is likely
    /// that one is typed.
    pub(super) fn complete(&mut self, asked_for: bool) {
        let Some(prompt) = self.prompt.as_mut().filter(|prompt| prompt.purpose == Purpose::Filter) else {
            return;
        };
        let mut completion = std::mem::take(&mut prompt.completion);
        completion.close();
        let found = place(prompt.text(), prompt.cursor_byte());
        if let Some(place) = found {
            completion.items = match place.asked {
                Some(asked) => self.values(asked, &place, &mut completion),
                None if asked_for || is_likely(&place.typed) => names(&place.typed, self.lang),
                None => Vec::new(),
            };
            completion.range = place.range;
        }
        // A name or value that is there whole needs no list.
        if let [only] = &completion.items[..]
            && !asked_for
            && self
                .prompt
                .as_ref()
                .is_some_and(|prompt| prompt.text().get(completion.range.clone()) == Some(&only.written))
        {
            completion.close();
        }
        if let Some(prompt) = &mut self.prompt {
            prompt.completion = completion;
        }
    }

    fn values(&self, asked: Asked, place: &Place, completion: &mut Completion) -> Vec<Candidate> {
        let wanted = Wanted::new(&place.typed);
        let mut values = match asked {
            Asked::Is => {
                return words(STATUSES.chunks(2).map(|pair| (pair[0].0, pair[1].0)), &wanted, self.lang);
            }
            Asked::Date | Asked::After | Asked::Before => {
                return words(OFFERED.into_iter(), &wanted, self.lang);
            }
            Asked::Age => return Vec::new(),
            Asked::Text(Field::Tag) => self.facet_values(FacetKind::Tag),
            Asked::Text(Field::Category) => self.facet_values(FacetKind::Category),
            Asked::Text(field) => self.pooled(asked, field, completion),
        };
        values.retain(|(name, _)| !name.is_empty());
        let mut fitting: Vec<(u8, Reverse<u32>, String)> = values
            .into_iter()
            .filter_map(|(name, count)| Some((wanted.fits(&name)?, Reverse(count), name)))
            .collect();
        // What leaves no posts is offered only where nothing else fits.
        if fitting.iter().any(|(_, Reverse(count), _)| *count > 0) {
            fitting.retain(|(_, Reverse(count), _)| *count > 0);
        }
        fitting.sort();
        fitting.truncate(MOST);
        let candidate = |(_, Reverse(count), text): (u8, Reverse<u32>, String)| Candidate {
            written: quoted(&text),
            count: Some(count),
            note: "",
            text,
        };
        fitting.into_iter().map(candidate).collect()
    }

    /// Categories or tags with the posts that the filter leaves of each.
    fn facet_values(&self, kind: FacetKind) -> Vec<(String, u32)> {
        let facets = self.facets(kind);
        self.library.facets(kind).map(|(id, name)| (name.to_owned(), facets.count(id))).collect()
    }

    /// Authors, hosts or languages with their posts, counted once while one of them is typed.
    fn pooled(&self, asked: Asked, field: Field, completion: &mut Completion) -> Vec<(String, u32)> {
        let posts = self.library.len();
        if let Some(pool) = completion.pool.as_ref().filter(|pool| (pool.asked, pool.posts) == (asked, posts))
        {
            return pool.values.clone();
        }
        let kind = match field {
            Field::Author => NameKind::Author,
            Field::Source => NameKind::Host,
            Field::Lang => NameKind::Lang,
            _ => return Vec::new(),
        };
        let (names, numbers) = self.library.names(kind);
        let mut counts = vec![0; names.len()];
        for id in numbers.iter() {
            if let Some(count) = counts.get_mut(id.index()) {
                *count += 1;
            }
        }
        let values: Vec<(String, u32)> = names.iter().map(|(_, name)| name.to_owned()).zip(counts).collect();
        completion.pool = Some(Pool { asked, posts, values: values.clone() });
        values
    }

    /// Chooses the next one, or one before; opens the list first.
    pub(super) fn complete_by(&mut self, steps: isize) {
        let closed = self.prompt.as_ref().is_some_and(|prompt| prompt.completion.items.is_empty());
        if closed {
            self.complete(true);
        }
        let Some(Prompt { completion, .. }) = &mut self.prompt else { return };
        let count = completion.items.len();
        if count > 0 {
            let last = count - 1;
            completion.chosen = Some(match completion.chosen {
                None => {
                    if steps > 0 {
                        0
                    } else {
                        last
                    }
                }
                Some(at) => (at + count).saturating_add_signed(steps) % count,
            });
        }
    }

    /// Writes the chosen one into the field; whether one was chosen.
    pub(super) fn insert_chosen(&mut self) -> bool {
        let Some(prompt) = &mut self.prompt else { return false };
        let Some(candidate) = prompt.completion.chosen.and_then(|at| prompt.completion.items.get(at)) else {
            return false;
        };
        let (range, written) = (prompt.completion.range.clone(), candidate.written.clone());
        let whole = !written.ends_with(':');
        prompt.replace(range, &written, whole);
        self.typed();
        if whole && let Some(prompt) = &mut self.prompt {
            prompt.completion.close();
        }
        true
    }

    /// Closes the list of what the text can go on with; whether there was one.
    pub(super) fn close_completion(&mut self) -> bool {
        self.prompt.as_mut().is_some_and(|prompt| prompt.completion.close())
    }

    /// The arrows in the field of the filter: through the list of what can be written, else
    /// through the queries of before; down from the newest they move in the list of posts.
    pub(super) fn go_in_filter(&mut self, motion: Motion) {
        let Some(prompt) = &self.prompt else { return };
        let (chosen, moved) = (prompt.completion.chosen.is_some(), prompt.moved);
        match motion {
            Motion::Rows(steps) if chosen => self.complete_by(steps),
            Motion::Rows(steps) if !moved && self.recall_query(steps) => {}
            _ => {
                self.list.rows.select(motion);
                if let Some(prompt) = &mut self.prompt {
                    prompt.moved = true;
                }
            }
        }
    }

    /// Brings an older or newer query into the field, if there is one.
    fn recall_query(&mut self, steps: isize) -> bool {
        let Some(prompt) = &mut self.prompt else { return false };
        let shown = prompt.text().to_owned();
        let mut recalled = self.asked.recall(steps, &shown);
        // The newest query may be the one that the field was opened with.
        if recalled.as_ref() == Some(&shown) {
            recalled = self.asked.recall(steps, &shown);
        }
        let Some(text) = recalled else { return false };
        prompt.set(&text);
        self.typed();
        self.close_completion();
        true
    }

    /// Remembers the query that was accepted, here and outside.
    pub(super) fn remember_query(&mut self) {
        let text = self.filter_text.trim().to_owned();
        if !text.is_empty() {
            self.asked.add(&text);
            self.unkept.push(text);
        }
    }

    /// Queries that are to be kept outside.
    pub(super) fn keep_queries(&mut self) -> impl Iterator<Item = Effect> + use<'_> {
        self.unkept.drain(..).map(Effect::KeepQuery)
    }
}

/// Two letters of a name, or one character.
fn is_likely(typed: &str) -> bool {
    typed.chars().count() > 1 || !typed.is_ascii()
}

/// Names that begin so, each in one language: the one that is typed, else the reader's.
fn names(typed: &str, lang: Lang) -> Vec<Candidate> {
    let wanted = Wanted::new(typed);
    let mut kinds: Vec<Asked> = Vec::new();
    for (_, asked) in NAMES {
        if !kinds.contains(asked) {
            kinds.push(*asked);
        }
    }
    let mut found = Vec::new();
    for kind in kinds {
        let own = || NAMES.iter().filter(|(_, asked)| *asked == kind).map(|(name, _)| *name);
        let english = own().find(|name| name.is_ascii()).unwrap_or_default();
        let chinese = own().find(|name| !name.is_ascii()).unwrap_or_default();
        found.extend(either(english, chinese, &wanted, lang).map(|(name, note)| Candidate {
            text: format!("{name}:"),
            written: format!("{name}:"),
            note,
            count: None,
        }));
    }
    found
}

/// Words that stand for themselves, in the language that is typed, else the reader's.
fn words(
    pairs: impl Iterator<Item = (&'static str, &'static str)>,
    wanted: &Wanted,
    lang: Lang,
) -> Vec<Candidate> {
    let found = pairs.filter_map(|(english, chinese)| either(english, chinese, wanted, lang));
    let candidate = |(name, note): (&str, _)| Candidate {
        text: name.to_owned(),
        written: name.to_owned(),
        note,
        count: None,
    };
    found.map(candidate).collect()
}

/// The one of two names that begins as wanted, and the other one.
fn either(
    english: &'static str,
    chinese: &'static str,
    wanted: &Wanted,
    lang: Lang,
) -> Option<(&'static str, &'static str)> {
    let fits = |name: &str| !name.is_empty() && wanted.fits(name) == Some(0);
    match (fits(english), fits(chinese)) {
        (true, true) if lang == Lang::Zh => Some((chinese, english)),
        (true, _) => Some((english, chinese)),
        (false, true) => Some((chinese, english)),
        (false, false) => None,
    }
}
