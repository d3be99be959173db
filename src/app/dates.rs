//! Going to a day by typing it, and from month to month in the list. How a day is written is
//! decided in `query`.

use super::prompt::Purpose;
use super::state::App;
use crate::library::PostId;
use crate::query::dates::{self, Misread};
use crate::query::{Fault, Now, QueryError};

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
        let (found, note) = match self.day_end(typed) {
            _ if typed.is_empty() => (wanted, None),
            // While it is only begun, there is nothing to say yet.
            Err(misread) if misread.begun => (wanted, Some(String::new())),
            Err(misread) => (wanted, Some(self.why_no_date(misread))),
            Ok(end) => match self.newest_before(end) {
                Some(id) => (Some(id), None),
                None => (wanted, Some(words.no_older.to_owned())),
            },
        };
        self.restore_selected(found);
        if let Some(prompt) = &mut self.prompt {
            prompt.note = note;
        }
    }

    /// Says of a text that is still no day what a day looks like.
    pub(super) fn explain_date(&mut self) {
        let why = self.day_end(self.prompt_text().unwrap_or_default().trim()).err();
        let why = why.map(|misread| self.why_no_date(misread));
        if let Some(prompt) = &mut self.prompt {
            prompt.note = why.or(prompt.note.take());
        }
    }

    fn why_no_date(&self, misread: Misread) -> String {
        QueryError::new(0..0, misread.fault).message(self.lang)
    }

    /// The moment on the wall clock when what is written ends: a day, a month, a week, a year.
    /// One that is still to come is as good as today.
    fn day_end(&self, text: &str) -> Result<i64, Misread> {
        let read = dates::range(text, self.now).or_else(|misread| match misread.fault {
            Fault::FutureDate => dates::range(text, Now::default()),
            _ => Err(misread),
        });
        read.map(|days| days.end)
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
