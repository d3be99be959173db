//! How the text is shown: the length of its lines, the typographer's choices, alone on the
//! screen, or as the file that it was written in. How text is set is `article`'s business.

use super::message::Effect;
use super::screen::{MEASURES, Pane};
use super::source::Source;
use super::state::App;
use crate::article::layout::Paragraphs;
use crate::article::{Layout, Setting};
use crate::locale::words::fill;

/// Columns that a step changes the measure by.
const STEP: isize = 4;

/// Columns that a step moves rows of code by.
const SIDEWAYS: isize = 8;

impl App {
    /// Makes the lines so many steps longer, or shorter, counted from what is shown.
    pub(super) fn change_measure(&mut self, steps: isize) {
        let Some(shown) = self.screen.text().map(|text| text.width) else { return };
        let words = self.lang.words();
        if steps > 0 && shown < self.measure {
            return self.notice = Some(measured(words.widest, shown));
        }
        let change = steps.saturating_mul(STEP);
        let wanted = isize::try_from(shown).unwrap_or_default().saturating_add(change);
        let wanted = u16::try_from(wanted.max(0)).unwrap_or(u16::MAX);
        self.set_measure(wanted.clamp(*MEASURES.start(), *MEASURES.end()));
    }

    pub(super) fn reset_measure(&mut self) {
        self.set_measure(self.usual_measure);
    }

    fn set_measure(&mut self, measure: u16) {
        self.measure = measure;
        self.arrange();
        let shown = self.screen.text().map_or(measure, |text| text.width);
        self.notice = Some(measured(self.lang.words().measure, shown));
    }

    /// Moves rows of code that are too long by so many steps.
    pub(super) fn move_code(&mut self, steps: isize) {
        if !self.reader.move_code(steps.saturating_mul(SIDEWAYS)) {
            self.notice = Some(self.lang.words().no_long_code.to_owned());
        }
    }

    pub(super) fn cycle_paragraphs(&mut self) {
        let words = self.lang.words();
        let next = match self.reader.look().setting.paragraphs {
            Paragraphs::Auto => (Paragraphs::Indent, words.paragraphs_indent),
            Paragraphs::Indent => (Paragraphs::Blank, words.paragraphs_blank),
            Paragraphs::Blank => (Paragraphs::Auto, words.paragraphs_auto),
        };
        self.set_text(|setting| setting.paragraphs = next.0, next.1);
    }

    pub(super) fn toggle_justify(&mut self) {
        let (words, on) = (self.lang.words(), !self.reader.look().setting.justify);
        let said = if on { words.justify_on } else { words.justify_off };
        self.set_text(|setting| setting.justify = on, said);
    }

    pub(super) fn toggle_hanging(&mut self) {
        let (words, on) = (self.lang.words(), !self.reader.look().setting.hanging);
        let said = if on { words.hanging_on } else { words.hanging_off };
        self.set_text(|setting| setting.hanging = on, said);
    }

    pub(super) fn toggle_spacing(&mut self) {
        let (words, on) = (self.lang.words(), !self.reader.look().setting.spacing);
        let said = if on { words.spacing_on } else { words.spacing_off };
        self.set_text(|setting| setting.spacing = on, said);
    }

    fn set_text(&mut self, change: impl FnOnce(&mut Setting), said: &str) {
        let mut look = self.reader.look();
        change(&mut look.setting);
        self.reader.set_look(look);
        self.notice = Some(said.to_owned());
    }

    /// The text alone, or all panes again.
    pub(super) fn toggle_zen(&mut self) {
        self.zen = !self.zen && self.reader.post.is_some();
        self.arrange();
    }

    /// Whether the text has the screen for itself.
    pub fn is_zen(&self) -> bool {
        self.zen
    }

    /// A layout has come: letters on its rows would stand on other ones now.
    pub(super) fn laid_out(&mut self, ticket: u64, layout: Layout) {
        if self.reader.laid_out(ticket, layout) {
            self.labels = None;
        }
    }

    /// The file of the article, or the article again.
    pub(super) fn show_source(&mut self) -> Vec<Effect> {
        if self.source.take().is_some() {
            return Vec::new();
        }
        let Some(id) = self.reader.post.filter(|_| self.focus == Pane::Article) else { return Vec::new() };
        let post = self.library.get(id);
        let (root, path) = (post.root, post.path.to_owned());
        self.source_ticket += 1;
        let ticket = self.source_ticket;
        self.source = Some(Source::new(id, ticket, self.reader.look().ruler));
        self.arrange();
        vec![Effect::ReadSource { ticket, id, root, path }]
    }

    /// The file has come, or why it has not.
    pub(super) fn source_read(&mut self, ticket: u64, outcome: Result<String, String>) {
        let Some(source) = self.source.as_mut().filter(|source| source.ticket == ticket) else { return };
        match outcome {
            Ok(text) => source.fill(text),
            Err(why) => source.failure = Some(why),
        }
        self.arrange();
    }
}

/// Columns, and Han characters.
fn measured(text: &str, columns: u16) -> String {
    fill(text, &[&columns.to_string(), &(columns / 2).to_string()])
}
