//! What is chosen in the panes of categories and tags, beside the filter's own commands:
//! narrowing a pane by typing, its order, names of the command line, and the whole filter as the
//! text of a query.

use super::prompt::{Prompt, Purpose};
use super::screen::Pane;
use super::state::{App, Named};
use crate::library::{Facet, FacetId, FacetKind};
use crate::locale::words::fill;
use crate::query::saved::Saved;
use crate::query::syntax::Expr;
use crate::query::{Filter, Query, QueryError};
use crate::text::{nearest, sanitize};

impl App {
    /// Filters by a category or tag, or no longer.
    pub(super) fn toggle(&mut self, kind: FacetKind, id: FacetId) {
        let choice = self.filter.choice_mut(kind);
        choice.excluded.retain(|it| *it != id);
        flip(&mut choice.included, id);
        self.narrow(|_| {});
    }

    /// Leaves out the posts of a category or tag, or no longer.
    fn toggle_excluded(&mut self, kind: FacetKind, id: FacetId) {
        let choice = self.filter.choice_mut(kind);
        choice.included.retain(|it| *it != id);
        flip(&mut choice.excluded, id);
        self.narrow(|_| {});
    }

    pub(super) fn toggle_selected(&mut self) {
        if let Some((kind, id)) = self.touch_selected() {
            self.toggle(kind, id);
        }
    }

    pub(super) fn exclude_selected(&mut self) {
        if let Some((kind, id)) = self.touch_selected() {
            self.toggle_excluded(kind, id);
        }
    }

    /// The selected category or tag of the pane with the keys, selected by hand from now on.
    fn touch_selected(&mut self) -> Option<(FacetKind, FacetId)> {
        let Pane::Facets(kind) = self.focus else { return None };
        let rows = &mut self.facets_mut(kind).rows;
        rows.touch();
        Some((kind, rows.selected()?))
    }

    /// Chooses the selected category or tag and goes to the list.
    pub(super) fn take_facet(&mut self, kind: FacetKind) {
        if let Some(id) = self.facets(kind).rows.selected()
            && !self.filter.choice(kind).included.contains(&id)
        {
            self.toggle_selected();
        }
        self.set_focus(Pane::List);
    }

    /// All or any of the chosen tags; of the categories where their pane has the keys.
    pub(super) fn toggle_any(&mut self) {
        let categories = self.focus == Pane::Facets(FacetKind::Category);
        self.narrow(|filter| {
            let choice = if categories { &mut filter.categories } else { &mut filter.tags };
            choice.any = !choice.any;
        });
    }

    pub(super) fn clear_facets(&mut self) {
        self.narrow(drop_choices);
    }

    pub(super) fn clear_filter(&mut self) {
        self.filter_by(String::new());
    }

    /// Opens the field that narrows the pane with the keys.
    pub(super) fn ask_pane(&mut self) {
        if let Pane::Facets(kind) = self.focus {
            self.ask(Purpose::Pane(kind));
        }
    }

    /// What narrows the pane of a field now, and what is selected there.
    pub(super) fn pane_now(&self, purpose: Purpose) -> (String, Option<FacetId>) {
        match purpose {
            Purpose::Pane(kind) => (self.facets(kind).words.clone(), self.facets(kind).rows.wanted()),
            _ => Default::default(),
        }
    }

    pub(super) fn narrow_pane(&mut self, kind: FacetKind, words: &str) {
        let pane = match kind {
            FacetKind::Category => &mut self.categories,
            FacetKind::Tag => &mut self.tags,
        };
        pane.narrow(words, &self.library);
    }

    pub(super) fn restore_pane(&mut self, kind: FacetKind, (words, wanted): (String, Option<FacetId>)) {
        self.facets_mut(kind).rows.want(wanted);
        self.narrow_pane(kind, &words);
    }

    /// One step back in a pane: shows all of it again, then leaves it.
    pub(super) fn back_in_facets(&mut self, kind: FacetKind) {
        if self.facets(kind).words.is_empty() {
            return self.set_focus(Pane::List);
        }
        self.facets_mut(kind).rows.touch();
        self.narrow_pane(kind, "");
    }

    pub(super) fn sort_facets(&mut self) {
        let pane = match self.focus {
            Pane::Facets(FacetKind::Category) => &mut self.categories,
            Pane::Facets(FacetKind::Tag) => &mut self.tags,
            _ => return,
        };
        pane.rows.touch();
        pane.cycle_sort(&self.library);
    }

    /// The words that narrow a pane, where it is narrowed or a field for them is open.
    pub fn pane_words(&self, kind: FacetKind) -> Option<&str> {
        let typing = self.prompt.as_ref().filter(|prompt| prompt.purpose == Purpose::Pane(kind));
        let words = typing.map_or(self.facets(kind).words.as_str(), Prompt::text);
        Some(words).filter(|words| !words.is_empty() || typing.is_some())
    }

    /// Chooses the categories and tags of the command line that are there by now.
    pub(super) fn meet_names(&mut self) {
        let awaited = std::mem::take(&mut self.awaited);
        for named in awaited {
            let Some(id) = self.library.facet_called(named.kind, &named.name) else {
                self.awaited.push(named);
                continue;
            };
            let choice = self.filter.choice(named.kind);
            match named.excluded {
                true if !choice.excluded.contains(&id) => self.toggle_excluded(named.kind, id),
                false if !choice.included.contains(&id) => self.toggle(named.kind, id),
                _ => {}
            }
        }
    }

    /// Every post is there: names that none of them has are told.
    pub(super) fn load_ended(&mut self) {
        self.loading = false;
        self.count_searches();
        self.tell_unmet();
    }

    /// Says which category or tag is in no post.
    pub(super) fn tell_unmet(&mut self) {
        let words = self.lang.words();
        let Some(Named { kind, name, .. }) = self.awaited.first() else { return };
        let unknown = if *kind == FacetKind::Tag { words.no_such_tag } else { words.no_such_category };
        let near = nearest::nearest(name, self.library.facets(*kind).map(|(_, name)| name));
        let hint = near.map(|near| fill(words.did_you_mean, &[near])).unwrap_or_default();
        self.notice = Some(fill(unknown, &[&sanitize::line(name)]) + &hint);
        self.awaited.clear();
    }

    /// All that narrows the list as the text of a query; empty where nothing does.
    pub fn filter_as_text(&self) -> String {
        let typed = self.filter_text.trim();
        let facets: Vec<String> = [FacetKind::Category, FacetKind::Tag]
            .into_iter()
            .flat_map(|kind| self.choice_as_text(kind))
            .collect();
        let typed = match (typed, facets.is_empty()) {
            ("", _) => None,
            (typed, false) if self.filter_is_or() => Some(format!("({typed})")),
            (typed, _) => Some(typed.to_owned()),
        };
        typed.into_iter().chain(facets).collect::<Vec<_>>().join(" ")
    }

    fn named(&self, kind: FacetKind, id: FacetId) -> String {
        quoted(self.library.facet_name(Facet { kind, id }))
    }

    /// The choice in a pane as conditions of a query.
    fn choice_as_text(&self, kind: FacetKind) -> Vec<String> {
        let field = if kind == FacetKind::Category { "cat" } else { "tag" };
        let choice = self.filter.choice(kind);
        let names = |ids: &[FacetId]| ids.iter().map(|id| self.named(kind, *id)).collect::<Vec<_>>();
        let included = match names(&choice.included) {
            names if choice.any && names.len() > 1 => vec![format!("{field}:({})", names.join(" OR "))],
            names => names.into_iter().map(|name| format!("{field}:{name}")).collect(),
        };
        let excluded = names(&choice.excluded).into_iter().map(|name| format!("-{field}:{name}"));
        included.into_iter().chain(excluded).collect()
    }

    fn filter_is_or(&self) -> bool {
        matches!(self.filter.query.expr, Expr::Or(_))
    }

    /// Narrows the list to what a query says and nothing else.
    pub(super) fn filter_by(&mut self, text: String) {
        let query = match Query::parse(&text, self.now) {
            Ok(query) => query,
            Err(error) => return self.refuse(&error),
        };
        self.filter_text = text;
        self.narrow(|filter| {
            filter.query = query;
            drop_choices(filter);
        });
    }

    /// Says what is wrong with a query.
    pub(super) fn refuse(&mut self, error: &QueryError) {
        let why = sanitize::line(&error.message(self.lang)).into_owned();
        self.notice = Some(fill(self.lang.words().bad_query, &[&why]));
    }

    /// Counts what each saved search finds.
    pub(super) fn count_searches(&mut self) {
        if self.loading {
            return;
        }
        let evidence = self.memory.live.evidence();
        let (engine, library, now) = (&mut self.engine, &self.library, self.now);
        let mut count = |saved: &Saved| {
            // What needs texts is not known before they are searched.
            let query = Query::parse(&saved.query, now).ok().filter(|query| query.bodies().is_empty())?;
            let (literal, sounding) = engine.posts(&query.expr, library, &evidence);
            Some(sounding.unwrap_or(literal).count())
        };
        self.searches.counts = self.searches.all.iter().map(&mut count).collect();
    }
}

/// Nothing is chosen; whether one is enough stays as it is.
fn drop_choices(filter: &mut Filter) {
    filter.categories.clear();
    filter.tags.clear();
}

fn flip(chosen: &mut Vec<FacetId>, id: FacetId) {
    match chosen.iter().position(|it| *it == id) {
        Some(at) => drop(chosen.remove(at)),
        None => chosen.push(id),
    }
}

/// A name in quotation marks: the whole of it.
fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('\\', "\\\\").replace('"', "\\\""))
}
