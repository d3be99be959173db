//! The keys that matter now, for the bottom line: the first key of each command by the
//! keymap, and after the first key of a sequence its continuations.

use super::help::{shortened, spelled};
use super::screen::Pane;
use super::state::App;
use super::window::Window;
use crate::action::Action;
use crate::keys::{Key, Layer};

/// A key and what it does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hint {
    /// As it is printed.
    pub keys: String,
    /// A word or two.
    pub text: &'static str,
    /// It is shown before others are: whoever is lost needs it.
    pub first: bool,
}

/// What matters in the panes of categories and tags.
const FACET_HINTS: [Action; 9] = [
    Action::ToggleFacet,
    Action::ExcludeFacet,
    Action::FilterFacets,
    Action::BackOrQuit,
    Action::ToggleAnyTag,
    Action::SortFacets,
    Action::ClearFacets,
    Action::ShowHelp,
    Action::SaveSearch,
];

impl App {
    /// What the bottom line shows, the most useful first: it is cut where room ends.
    pub fn hints(&self) -> Vec<Hint> {
        if self.pending.keys.is_empty() { self.layer_hints() } else { self.continuations() }
    }

    /// The keys that matter before anything was opened.
    pub fn first_keys(&self) -> Vec<Hint> {
        let actions = [Action::Open, Action::Filter, Action::JumpTag, Action::JumpCategory, Action::ShowHelp];
        let hint = |action: Action| {
            let keys = self.keymap.keys_for(Layer::List, action).into_iter().next()?;
            Some(Hint { keys: spelled(&keys), text: self.lang.help(action), first: false })
        };
        actions.into_iter().filter_map(hint).collect()
    }

    fn layer_hints(&self) -> Vec<Hint> {
        let layer = self.layer();
        let hint = |action: &Action| {
            let keys = self.keymap.keys_for(layer, *action).into_iter().next()?;
            let text = self.lang.hint(self.meant(*action));
            let first = matches!(action, Action::BackOrQuit | Action::ShowHelp);
            Some(Hint { keys: spelled(&keys), text, first })
        };
        let code = self.reader.has_long_code();
        let useful = self.useful().iter().filter(|action| code || **action != Action::ScrollRight);
        let letters = (layer == Layer::Labels).then(|| Hint {
            keys: "a-z".to_owned(),
            text: self.lang.hint(Action::Open),
            first: true,
        });
        letters.into_iter().chain(useful.filter_map(hint)).collect()
    }

    /// What a step back is at this moment.
    fn meant(&self, action: Action) -> Action {
        let in_text = matches!(self.layer(), Layer::Article | Layer::Source);
        match action {
            Action::BackOrQuit if !self.can_go_back() => Action::Quit,
            Action::Back if in_text && self.reader.link().is_some() => Action::Cancel,
            Action::Back if in_text && self.found().is_some() => Action::ClearFacets,
            other => other,
        }
    }

    fn useful(&self) -> &'static [Action] {
        use Action as A;
        match self.layer() {
            Layer::Facets if self.focus == Pane::Searches => {
                &[A::ToggleFacet, A::BackOrQuit, A::RemoveSearch, A::ShowHelp]
            }
            Layer::Facets => &FACET_HINTS,
            Layer::Article | Layer::Source if self.found().is_some() => {
                &[A::FindNext, A::FindPrevious, A::Back, A::Find, A::PageDown, A::BackOrQuit, A::ShowHelp]
            }
            Layer::Article if self.reader.link().is_some() => {
                &[A::Open, A::NextLink, A::Back, A::PageDown, A::BackOrQuit, A::ShowHelp]
            }
            Layer::Article => &[
                A::PageDown,
                A::NextArticle,
                A::Find,
                A::LabelLinks,
                A::ScrollRight,
                A::OpenSource,
                A::BackOrQuit,
                A::ShowHelp,
                A::NextHeading,
                A::ToggleZen,
                A::ToggleStar,
                A::ShowSource,
                A::PreviousArticle,
            ],
            Layer::Hits => &[A::Open, A::CycleSort, A::SearchTexts, A::BackOrQuit, A::ShowHelp],
            Layer::Source => &[A::PageDown, A::Find, A::BackOrQuit, A::ShowHelp],
            Layer::Labels => &[A::Back],
            Layer::Contents => &[A::Open, A::MoveDown, A::Back],
            Layer::Links => &[A::Open, A::MoveDown, A::Back],
            Layer::Problems => &[A::MoveDown, A::PageDown, A::Back],
            Layer::Help => &[A::Filter, A::PageDown, A::Back],
            Layer::Prompt => &[A::Accept, A::Cancel],
            Layer::Dialog if self.dialog.as_ref().is_some_and(|dialog| dialog.question.is_some()) => {
                &[A::Accept, A::Back]
            }
            Layer::Dialog => &[A::Back],
            Layer::List if self.library.is_empty() && !self.loading => &[A::BackOrQuit, A::ShowHelp],
            Layer::List | Layer::Global => &[
                A::Open,
                A::Filter,
                A::JumpTag,
                A::BackOrQuit,
                A::ShowHelp,
                A::JumpCategory,
                A::SearchTexts,
                A::ToggleStar,
                A::NextUnread,
                A::OpenSource,
                A::FocusLeft,
            ],
        }
    }

    fn continuations(&self) -> Vec<Hint> {
        let typed: String = self.pending.keys.iter().map(|key| Key::normalized(*key).to_string()).collect();
        let layers = [self.layer(), Layer::Global];
        let bindings = layers.into_iter().flat_map(|layer| self.keymap.bindings(layer));
        let longer = bindings.filter(|(keys, _)| keys.starts_with(&typed) && *keys != typed);
        let mut hints: Vec<Hint> = Vec::new();
        for (keys, action) in longer {
            let (keys, text) = (spelled(&keys), self.lang.hint(action));
            match hints.iter_mut().find(|hint| hint.text == text) {
                Some(hint) => hint.keys = format!("{}  {keys}", hint.keys),
                None => hints.push(Hint { keys, text, first: false }),
            }
        }
        for hint in &mut hints {
            hint.keys = shortened(&hint.keys);
        }
        hints
    }

    /// Whether [`Action::Back`] would do anything.
    pub fn can_go_back(&self) -> bool {
        self.dialog.is_some()
            || self.prompt.is_some()
            || self.window.is_some()
            || self.texts.hits.is_some()
            || self.focus != Pane::List
            || !self.filter.is_empty()
    }

    /// The title of the window over the panes.
    pub fn window_title(&self) -> &'static str {
        let words = self.lang.words();
        match &self.window {
            Some(Window::Links(_)) => words.links,
            Some(Window::Problems(_)) => words.problems,
            Some(Window::Contents(_)) => words.contents,
            Some(Window::Help(_)) => words.help,
            None => "",
        }
    }
}
