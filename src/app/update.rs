//! From a message to what it changes: a message, a key and a command each find their
//! function here, a line each. What they do stands beside the state that they change.

use super::help::spelled;
use super::message::{Effect, Message};
use super::motion::motion;
use super::prompt::Purpose;
use super::reader::State;
use super::screen::Pane;
use super::state::{App, Pending};
use super::viewport::Motion;
use super::window::Window;
use crate::action::Action;
use crate::keys::{Code, Key, Layer, Resolution};
use crate::library::FacetKind;
use crate::locale::words::fill;
use crate::state::{Field, Value};
use crate::text::sanitize;

/// Rows that a notch of the wheel scrolls.
const NOTCH: isize = 3;
/// The largest count that can be typed.
const MAX_COUNT: usize = 999_999;

impl App {
    /// Takes a message in; returns what is to be done outside, in this order.
    pub fn update(&mut self, message: Message) -> Vec<Effect> {
        let by_hand = matches!(message, Message::Key(_) | Message::Paste(_) | Message::Wheel { .. });
        let key = matches!(message, Message::Key(_));
        let mut effects = self.digest(message);
        self.tell_next(key);
        self.list.look_above();
        effects.extend(self.attend());
        effects.extend(self.reader.lacking());
        effects.extend(self.ask_worker());
        effects.extend(self.prepare());
        effects.extend(self.keep_queries());
        effects.extend(self.keep_place());
        effects.extend(self.keep_session(by_hand));
        effects
    }

    fn digest(&mut self, message: Message) -> Vec<Effect> {
        match message {
            Message::Key(key) => return self.key(key),
            Message::Paste(text) => self.paste(&text),
            Message::Wheel { column, row, down } => {
                self.wheel(column, row, if down { NOTCH } else { -NOTCH })
            }
            Message::Resize { columns, rows } => self.resize(columns, rows),
            Message::Clock(now) => self.now = now,
            Message::Measured(ruler) => self.measured(ruler),
            Message::Indexed { library, problems, whole } => return self.indexed(*library, problems, whole),
            Message::Glance { front, problems } => return self.glance(*front, problems),
            Message::Settled(library) => self.library.settle(*library),
            Message::Whole(library) => return self.whole(*library),
            Message::Sounds(sounds) => self.library.take_sounds(sounds),
            Message::Orders(orders) => self.list.take_orders(orders, &self.library),
            Message::Unwatched { root, why } => self.unwatched(root, why),
            Message::Changed { root, patch } => return self.patched(root, *patch),
            Message::Scanned(files) => self.to_read += files,
            Message::Loaded { root, parts, problems } => return self.loaded(root, &parts, problems),
            Message::LoadEnded => return self.all_loaded(),
            Message::Opened { ticket, id, outcome } => self.opened(ticket, id, outcome),
            Message::Prepared { id, opened } => self.prepared(id, *opened),
            Message::LaidOut { ticket, layout } => self.laid_out(ticket, layout),
            Message::TextsKept(kept) => self.texts_kept(kept),
            Message::TextHits { ticket, wanted, hits, whole } => {
                self.text_hits((ticket, wanted), &hits, whole);
            }
            Message::TextCounts { ticket, counts } => self.text_counts(ticket, &counts),
            Message::Excerpts { ticket, excerpts } => self.excerpts(ticket, excerpts),
            Message::SourceRead { ticket, outcome } => self.source_read(ticket, outcome),
            Message::Searches { change, outcome } => self.searches_are(outcome, &change),
            Message::OpenFailed { url, why } => self.open_failed(url, why),
            Message::Notice(text) => self.tell(text),
            Message::Remembered { root, remembered, settled, moved } => {
                return self.remembered(root, *remembered, (settled, moved));
            }
            Message::Baseline { root, baseline } => return self.baseline_told(root, *baseline),
            Message::Waited { ticket } => return self.waited(ticket),
            Message::MarksElsewhere { root, marks } => return self.marked_elsewhere(root, marks),
            Message::GoOn => return self.go_on(),
        }
        Vec::new()
    }

    fn key(&mut self, key: Key) -> Vec<Effect> {
        self.notice = None;
        match self.keymap.resolve(self.layer(), &self.pending.keys, key) {
            Resolution::Run(Action::Back) if self.pending.count.is_some() => {
                self.pending = Pending::default()
            }
            Resolution::Run(action) => {
                let Pending { count, .. } = std::mem::take(&mut self.pending);
                return self.perform(action, count, key);
            }
            Resolution::Pending => self.pending.keys.push(key),
            Resolution::Unbound if self.layer() == Layer::Labels => return self.label_key(key),
            Resolution::Unbound => self.unbound(key),
        }
        Vec::new()
    }

    /// A key without a command is text in a text field and a digit of a count elsewhere.
    fn unbound(&mut self, key: Key) {
        let digit = digit(key).filter(|digit| *digit > 0 || self.pending.count.is_some());
        match (self.layer(), digit, self.pending.keys.is_empty()) {
            (Layer::Prompt, ..) => self.edit(key),
            (_, Some(digit), true) => {
                let count = self.pending.count.unwrap_or_default() * 10 + digit;
                self.pending.count = Some(count.min(MAX_COUNT));
            }
            _ => self.unknown(key),
        }
    }

    /// Says that keys do nothing here, or where they do something; an escape only drops what
    /// was typed before it.
    fn unknown(&mut self, key: Key) {
        let Pending { keys: before, count } = std::mem::take(&mut self.pending);
        if key == Key::plain(Code::Esc) && (count.is_some() || !before.is_empty()) {
            return;
        }
        let words = self.lang.words();
        let typed: String =
            before.iter().chain([&key]).map(|key| Key::normalized(*key).to_string()).collect();
        let typed = sanitize::line(&spelled(&typed)).into_owned();
        let elsewhere = self.keymap.resolve(Layer::Article, &before, key) != Resolution::Unbound;
        let beside = matches!(self.layer(), Layer::List | Layer::Facets | Layer::Source);
        self.notice = Some(match self.keymap.keys_for(self.layer(), Action::ShowHelp).first() {
            _ if elsewhere && beside => fill(words.key_of_article, &[&typed]),
            Some(help) => fill(words.unknown_key, &[&typed, &spelled(help)]),
            None => return,
        });
    }

    /// Backspace in an empty field leaves it, as in vim.
    fn edit(&mut self, key: Key) {
        let Some(prompt) = &mut self.prompt else { return };
        if key == Key::plain(Code::Backspace) && prompt.text().is_empty() {
            return self.cancel();
        }
        if prompt.edit(key) {
            self.typed();
        }
    }

    fn paste(&mut self, text: &str) {
        if let Some(prompt) = &mut self.prompt {
            prompt.paste(text);
            self.typed();
        }
    }

    fn perform(&mut self, action: Action, count: Option<usize>, key: Key) -> Vec<Effect> {
        let tenth = || digit(key).filter(|_| action == Action::GoPercent).map(|digit| digit * 10);
        // Where there is nothing to complete, the key takes what is selected.
        let field = self.prompt.as_ref().is_some_and(|prompt| prompt.purpose != Purpose::Filter);
        let action = if field && action == Action::CompleteNext { Action::Accept } else { action };
        if let Some(motion) = motion(action, count.or_else(tenth)) {
            self.go(motion);
            return Vec::new();
        }
        if self.reader.state == State::Opening && self.window.is_none() && needs_text(action) {
            return self.say(self.lang.words().opening.to_owned());
        }
        let distance = isize::try_from(count.unwrap_or(1)).unwrap_or(isize::MAX);
        match action {
            Action::Open => return self.open(),
            Action::Accept if self.is_finding_post() => return self.take_post(),
            Action::OpenSource => return self.open_source(),
            Action::OpenLink => return self.open_link(count.unwrap_or_else(|| link_number(key))),
            Action::NextArticle => return self.in_panes(|app| app.open_neighbour(distance)),
            Action::PreviousArticle => return self.in_panes(|app| app.open_neighbour(-distance)),
            Action::ToggleRead => return self.in_panes(Self::toggle_read),
            Action::ToggleStar => return self.in_panes(Self::toggle_star),
            Action::ToggleLater => return self.in_panes(Self::toggle_later),
            Action::NextUnread => return self.in_panes(|app| app.go_unread(distance)),
            Action::PreviousUnread => return self.in_panes(|app| app.go_unread(-distance)),
            Action::EditTags => return self.in_panes(|app| app.ask_about(Purpose::OwnTags)),
            Action::EditNote => return self.in_panes(|app| app.ask_about(Purpose::Note)),
            Action::ReadAll => return self.in_panes(|app| app.ask_all(Field::Read, &Value::Yes)),
            Action::UnreadAll => return self.in_panes(|app| app.ask_all(Field::Read, &Value::No)),
            Action::StarAll => return self.in_panes(|app| app.ask_all(Field::Starred, &Value::Yes)),
            Action::LaterAll => return self.in_panes(|app| app.ask_all(Field::Later, &Value::Yes)),
            Action::Undo => return self.in_panes(Self::undo),
            Action::Redo => return self.in_panes(Self::redo),
            Action::ShowLinks => return self.in_panes(Self::show_links),
            Action::ShowProblems => return self.in_panes(Self::show_problems),
            Action::ShowHelp => return self.show_help(),
            Action::ShowContents => return self.in_panes(Self::show_contents),
            Action::ShowSource => return self.in_panes(Self::show_source),
            Action::LabelLinks => return self.in_panes(Self::label_links),
            Action::ContinueReading => {
                return self.in_panes(|app| app.continue_reading(count.unwrap_or(1)));
            }
            Action::JumpBack => return self.in_panes(Self::jump_back),
            Action::JumpForward => return self.in_panes(Self::jump_forward),
            Action::FocusArticle => return self.in_panes(Self::focus_article),
            Action::FocusRight => return self.in_panes(Self::focus_right),
            Action::BackOrQuit if !self.can_go_back() => return vec![Effect::Quit],
            Action::Quit => return vec![Effect::Quit],
            Action::Suspend => return vec![Effect::Suspend],
            Action::Redraw => return vec![Effect::Redraw],
            Action::CycleTheme => return vec![self.next_theme()],
            Action::Accept => return self.take(),
            _ => self.change(action, distance),
        }
        Vec::new()
    }

    /// The commands that change nothing outside.
    fn change(&mut self, action: Action, distance: isize) {
        match action {
            Action::Back => self.back(true),
            Action::BackOrQuit => self.back(false),
            Action::Cancel => self.cancel(),
            Action::CompleteNext => self.complete_by(1),
            Action::CompletePrevious => self.complete_by(-1),
            Action::Filter => self.ask(Purpose::Filter),
            Action::Find => self.ask_find(),
            Action::SearchTexts => self.ask_texts(),
            Action::JumpPost => self.ask_post(),
            Action::JumpTag => self.ask(Purpose::Facet(FacetKind::Tag)),
            Action::JumpCategory => self.ask(Purpose::Facet(FacetKind::Category)),
            _ if self.window.is_some() => self.window_is_open(),
            Action::FocusLeft => self.focus_left(),
            Action::FocusNext => self.focus_by(1),
            Action::FocusPrevious => self.focus_by(-1),
            Action::FocusCategories => self.set_focus(Pane::Facets(FacetKind::Category)),
            Action::FocusTags => self.set_focus(Pane::Facets(FacetKind::Tag)),
            Action::FocusList => self.set_focus(Pane::List),
            Action::FocusSearches => self.focus_searches(),
            Action::ToggleFacet if self.focus == Pane::Searches => self.toggle_search(),
            Action::ToggleFacet => self.toggle_selected(),
            Action::ExcludeFacet => self.exclude_selected(),
            Action::FilterFacets => self.ask_pane(),
            Action::SortFacets => self.sort_facets(),
            Action::SaveSearch => self.ask_name(),
            Action::RemoveSearch => self.ask_removal(),
            Action::JumpDate => self.ask_date(),
            Action::NextMonth => self.go_by_months(distance),
            Action::PreviousMonth => self.go_by_months(-distance),
            Action::ToggleMonths => self.toggle_months(),
            Action::ToggleAnyTag => self.toggle_any(),
            Action::ClearFacets => self.clear_facets(),
            Action::CycleSort => self.cycle_sort(),
            Action::StarredOnly => self.toggle_condition("is:starred"),
            Action::UnreadOnly => self.toggle_condition("is:unread"),
            Action::LaterOnly => self.toggle_condition("is:later"),
            Action::Refresh => self.refresh(),
            _ => self.change_text(action, distance),
        }
    }

    /// The commands that move within the text or set it in another way.
    fn change_text(&mut self, action: Action, distance: isize) {
        match action {
            Action::FindNext => self.find_by(distance),
            Action::FindPrevious => self.find_by(-distance),
            Action::NextLink => self.walk_links(distance),
            Action::PreviousLink => self.walk_links(-distance),
            Action::NextHeading => self.walk_headings(distance),
            Action::PreviousHeading => self.walk_headings(-distance),
            Action::ScrollRight => self.move_code(distance),
            Action::ScrollLeft => self.move_code(-distance),
            Action::WidenMeasure => self.change_measure(distance),
            Action::NarrowMeasure => self.change_measure(-distance),
            Action::WidenPane => self.change_pane(distance),
            Action::NarrowPane => self.change_pane(-distance),
            Action::ResetMeasure => self.reset_measure(),
            Action::CycleParagraphs => self.cycle_paragraphs(),
            Action::ToggleJustify => self.toggle_justify(),
            Action::ToggleHanging => self.toggle_hanging(),
            Action::ToggleSpacing => self.toggle_spacing(),
            Action::ToggleZen => self.toggle_zen(),
            // Without a number: digits open links in an article.
            Action::GoPercent => self.notice = Some(self.lang.words().percent.to_owned()),
            _ => {}
        }
    }

    /// What belongs to the panes does nothing while a window lies over them.
    fn in_panes(&mut self, run: impl FnOnce(&mut Self) -> Vec<Effect>) -> Vec<Effect> {
        if self.window.is_none() {
            return run(self);
        }
        self.window_is_open();
        Vec::new()
    }

    /// Says why a command of the panes does nothing.
    pub(super) fn window_is_open(&mut self) {
        let keys = self.keymap.keys_for(self.layer(), Action::Back);
        let key = keys.first().map(|key| spelled(key)).unwrap_or_default();
        self.notice = Some(fill(self.lang.words().window_is_open, &[&key]));
    }

    /// One step: dialog, field, window, labels, text, pane, filter. Only an escape takes marks
    /// away first.
    fn back(&mut self, escape: bool) {
        if self.dialog.take().is_some() {
            return;
        }
        if self.prompt.is_some() {
            return self.cancel();
        }
        if self.window.is_none() && self.labels.take().is_some() {
            return;
        }
        match (&mut self.window, self.focus) {
            (Some(Window::Help(help)), _) if !help.words.is_empty() => help.narrow(""),
            (Some(_), _) => self.window = None,
            (None, Pane::Article) => self.back_in_text(escape),
            (None, Pane::Facets(kind)) => self.back_in_facets(kind),
            (None, Pane::Searches) => self.set_focus(Pane::List),
            (None, Pane::List) if self.texts.hits.is_some() => self.close_hits(),
            (None, Pane::List) => self.clear_filter(),
        }
    }

    /// One step: the chosen link, what was found, the source, the text alone, the pane.
    fn back_in_text(&mut self, escape: bool) {
        if escape && self.reader.link().is_some() {
            return self.reader.drop_link();
        }
        if escape && self.found().is_some() {
            return self.forget_found();
        }
        if self.source.take().is_some() {
            return;
        }
        if self.zen { self.toggle_zen() } else { self.set_focus(Pane::List) }
    }

    fn focus_left(&mut self) {
        match self.focus {
            Pane::Article => self.set_focus(Pane::List),
            Pane::List if self.texts.hits.is_some() => {}
            Pane::List => self.set_focus(self.last_side),
            Pane::Facets(_) | Pane::Searches => {}
        }
    }

    fn focus_right(&mut self) -> Vec<Effect> {
        match self.focus {
            Pane::Facets(_) | Pane::Searches => self.set_focus(Pane::List),
            Pane::List => return self.focus_article(),
            Pane::Article => {}
        }
        Vec::new()
    }

    /// To the article; where none was opened yet, to the selected one.
    fn focus_article(&mut self) -> Vec<Effect> {
        if self.reader.post.is_none() {
            return if self.texts.hits.is_some() { self.open_hit() } else { self.open_selected() };
        }
        self.set_focus(Pane::Article);
        Vec::new()
    }

    fn focus_by(&mut self, step: isize) {
        let first = usize::from(self.searches.all.is_empty());
        let last = Pane::ALL.len() - usize::from(self.reader.post.is_none());
        // Beside hits there is only the article.
        let list = Pane::ALL.iter().position(|pane| *pane == Pane::List).unwrap_or_default();
        let first = if self.texts.hits.is_some() { list } else { first };
        let shown = &Pane::ALL[first..last];
        let at = shown.iter().position(|pane| *pane == self.focus).unwrap_or_default();
        let next = (at + shown.len()).saturating_add_signed(step) % shown.len();
        self.set_focus(shown[next]);
    }

    fn wheel(&mut self, column: u16, row: u16, rows: isize) {
        let filtering = self.prompt.as_ref().is_some_and(|prompt| prompt.purpose == Purpose::Filter);
        if filtering && self.dialog.is_none() {
            return self.list.rows.wheel(rows);
        }
        if self.dialog.is_some() || self.prompt.is_some() || self.window.is_some() {
            return self.go(Motion::Rows(rows));
        }
        match self.screen.pane_at(column, row) {
            Some(Pane::Facets(kind)) => self.facets_mut(kind).rows.wheel(rows),
            Some(Pane::Searches) => self.searches.rows.wheel(rows),
            Some(Pane::List) => self.posts_mut().wheel(rows),
            Some(Pane::Article) => self.scroll_text(Motion::Rows(rows)),
            None => {}
        }
    }
}

/// Commands that can say nothing true of an article before its text is there.
fn needs_text(action: Action) -> bool {
    use Action as A;
    matches!(
        action,
        A::OpenLink
            | A::ShowLinks
            | A::ShowContents
            | A::LabelLinks
            | A::NextLink
            | A::PreviousLink
            | A::NextHeading
            | A::PreviousHeading
            | A::FindNext
            | A::FindPrevious
            | A::ScrollLeft
            | A::ScrollRight
    )
}

fn digit(key: Key) -> Option<usize> {
    let letter = key.normalized().typed()?;
    letter.to_digit(10).and_then(|digit| usize::try_from(digit).ok())
}

/// The number of the link that a digit opens: 0 is the tenth.
fn link_number(key: Key) -> usize {
    match digit(key) {
        Some(0) => 10,
        Some(digit) => digit,
        None => 1,
    }
}
