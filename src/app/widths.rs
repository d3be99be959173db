//! How wide the panes are that stand side by side, where that was changed by hand. Where they
//! stand then is computed in `screen`.

use super::screen::{Mode, Pane, Widths};
use super::state::App;
use crate::locale::words::fill;

/// Columns that a step changes a pane by.
const STEP: isize = 2;

impl App {
    /// Makes the pane with the keys so many steps wider, or narrower, counted from what is shown.
    pub(super) fn change_pane(&mut self, steps: isize) {
        let shown = self.screen.area(self.focus).filter(|_| self.screen.mode == Mode::Wide);
        let Some(shown) = shown.map(|area| area.width) else {
            return self.notice = Some(self.lang.words().not_side_by_side.to_owned());
        };
        let change = steps.saturating_mul(STEP);
        let wanted = isize::try_from(shown).unwrap_or_default().saturating_add(change).max(0);
        let wanted = Some(u16::try_from(wanted).unwrap_or(u16::MAX));
        match self.focus {
            Pane::List => self.widths.list = wanted,
            _ => self.widths.side = wanted,
        }
        self.arrange();
        let now = self.screen.area(self.focus).map_or(0, |area| area.width);
        match self.focus {
            // What was asked for beyond the limits is forgotten.
            Pane::List => self.widths.list = Some(now),
            _ => self.widths.side = Some(now),
        }
        self.notice = Some(fill(self.lang.words().pane_width, &[&now.to_string()]));
    }

    /// The widths by name, for sessions.
    pub(super) fn named_widths(&self) -> Vec<(String, u16)> {
        let Widths { side, list } = self.widths;
        let named = [("side", side), ("list", list)];
        named.into_iter().filter_map(|(name, width)| Some((name.to_owned(), width?))).collect()
    }

    /// Takes the widths of a session; which of them fit is seen when they are used.
    pub(super) fn take_widths(&mut self, named: &[(String, u16)]) {
        let of = |wanted| named.iter().find(|(name, _)| name == wanted).map(|(_, width)| *width);
        self.widths = Widths { side: of("side"), list: of("list") };
    }
}
