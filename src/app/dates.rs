//! Going to a day by typing it, and from month to month in the list. How a day is written is
//! decided in `query`.

use super::prompt::Purpose;
use super::state::App;
use crate::library::PostId;

impl App {
    /// Opens the field for a day.
    pub(super) fn ask_date(&mut self) {
        self.ask(Purpose::Date);
    }

    /// Selects the newest post of the day in the field, or the newest one before it.
    pub(super) fn type_date(&mut self, text: &str) {
        let words = self.lang.words();
        let wanted = self.prompt.as_ref().and_then(|prompt| prompt.before.wanted);
        let typed = text.trim();
        let (found, error) = match day_end(typed) {
            _ if typed.is_empty() => (wanted, None),
            None => (wanted, Some(words.no_date)),
            Some(end) => match self.newest_before(end) {
                Some(id) => (Some(id), None),
                None => (wanted, Some(words.no_older)),
            },
        };
        self.restore_selected(found);
        if let Some(prompt) = &mut self.prompt {
            prompt.note = error;
        }
    }

    /// The newest of the listed posts that is older than a moment of the wall clock.
    fn newest_before(&self, end: i64) -> Option<PostId> {
        let wall = |id: &PostId| {
            let date = self.library.get(*id).date?;
            Some(date.seconds.saturating_add(i64::from(date.offset)))
        };
        let dated = self.list.rows.items().iter().filter_map(|id| Some((wall(id)?, *id)));
        // The first of those that are equally new stands highest in the list.
        let older = dated.filter(|(wall, _)| *wall < end);
        older.reduce(|best, next| if next.0 > best.0 { next } else { best }).map(|(_, id)| id)
    }

    /// Selects what was selected by hand before; the first post where nothing was.
    pub(super) fn restore_selected(&mut self, wanted: Option<PostId>) {
        let items = self.list.rows.items().to_vec();
        self.list.rows.want(wanted);
        self.list.rows.set(items);
    }

    /// Selects the first post of a month further down or up in the list. Up, the first post of
    /// the same month counts, as in a text.
    pub(super) fn go_by_months(&mut self, distance: isize) {
        let items = self.list.rows.items();
        let mut row = self.list.rows.view().cursor();
        let begins = |row: usize| {
            let month = |row: usize| items.get(row).and_then(|id| self.month_of(*id));
            row == 0 || month(row) != month(row - 1)
        };
        for _ in 0..distance.unsigned_abs() {
            let next = if distance > 0 {
                (row + 1..items.len()).find(|row| begins(*row))
            } else {
                (0..row).rev().find(|row| begins(*row))
            };
            match next {
                Some(next) => row = next,
                None => break,
            }
        }
        if row == self.list.rows.view().cursor() {
            self.notice = Some(self.lang.words().no_month.to_owned());
        } else {
            self.list.rows.select(super::viewport::Motion::To(row));
        }
    }
}

/// The moment on the wall clock when a day, a month or a year ends, as it is written.
fn day_end(text: &str) -> Option<i64> {
    let numbers: Vec<i64> =
        text.split(['-', '/', '.']).map(|part| part.parse().ok()).collect::<Option<_>>()?;
    let (year, month, day) = match numbers[..] {
        [year] => (year + 1, 1, 1),
        [year, 12] => (year + 1, 1, 1),
        [year, month @ 1..=11] => (year, month + 1, 1),
        [year, month @ 1..=12, day @ 1..=31] => (year, month, day + 1),
        _ => return None,
    };
    (1..=9999).contains(&year).then_some(())?;
    let (year, month) = if month <= 2 { (year - 1, month + 9) } else { (year, month - 3) };
    let days = 365 * year + year / 4 - year / 100 + year / 400 + (153 * month + 2) / 5 + day - 1 - 719_468;
    Some(days * 86_400)
}
