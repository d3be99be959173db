//! How many posts each month has: the bars below the list. Where there are more months than
//! columns, a bar is a quarter, a year, or several.

use std::ops::Range;

use super::state::App;
use crate::library::{Month, PostId};

/// Months of a bar, from which the first that fits is taken.
const STEPS: [i32; 10] = [1, 3, 12, 24, 60, 120, 240, 600, 1200, 12_000];
/// Columns of the broadest bar, with the gap behind it.
const BROADEST: usize = 4;

/// How many posts each month has.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Months {
    /// They are not to be shown.
    pub hidden: bool,
    /// The first and the last month of the whole library.
    span: Option<(i32, i32)>,
    /// Posts that the filter leaves, by month; ascending, without the months that have none.
    counts: Vec<(i32, u32)>,
}

/// The months as bars.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bars {
    /// Posts of each bar.
    pub counts: Vec<u32>,
    /// Columns of all bars.
    pub columns: u16,
    /// Months of a bar.
    step: i32,
    /// The first month of the first bar.
    first: i32,
}

impl Months {
    /// Takes the counts of what the filter leaves.
    pub fn count(&mut self, counts: &[(Month, u32)]) {
        self.counts = counts.iter().map(|(month, count)| (month.number(), *count)).collect();
    }

    /// Takes in what is counted in the whole library before all of it is there; ascending.
    pub fn glance(&mut self, counts: &[(Month, u32)]) {
        self.count(counts);
        let ends = counts.first().zip(counts.last());
        self.span = ends.map(|(first, last)| (first.0.number(), last.0.number()));
    }

    /// Whether there is anything to show.
    pub fn any(&self) -> bool {
        self.span.is_some_and(|(first, last)| first < last)
    }

    /// Whether they are to be shown.
    pub fn wanted(&self) -> bool {
        !self.hidden && self.any()
    }

    /// The bars for this many columns.
    pub fn bars(&self, columns: u16) -> Option<Bars> {
        let (first, last) = self.span?;
        let len = |step: i32| last.div_euclid(step) - first.div_euclid(step) + 1;
        let fits = |step: &i32| len(*step) <= i32::from(columns);
        let step = STEPS.into_iter().find(fits)?;
        let start = first.div_euclid(step) * step;
        let mut counts = vec![0; usize::try_from(len(step)).unwrap_or_default()];
        for (month, count) in &self.counts {
            let bar =
                usize::try_from((month - start).div_euclid(step)).ok().and_then(|at| counts.get_mut(at));
            if let Some(bar) = bar {
                *bar += count;
            }
        }
        // All of the same breadth: else some would seem to have more posts.
        let pitch = (usize::from(columns) / counts.len().max(1)).clamp(1, BROADEST);
        let columns = u16::try_from(counts.len() * pitch).unwrap_or(u16::MAX);
        Some(Bars { counts, columns, step, first: start })
    }

    /// What the first and the last bar are called.
    pub fn ends(&self) -> Option<(String, String)> {
        let (first, last) = self.span?;
        let name = |month: i32| if last - first < 36 { label(month) } else { year(month) };
        Some((name(first), name(last)))
    }
}

impl Bars {
    /// The bar of a month.
    pub fn bar(&self, month: i32) -> Option<usize> {
        let at = usize::try_from((month - self.first).div_euclid(self.step)).ok()?;
        Some(at).filter(|at| *at < self.counts.len())
    }

    /// The columns of a bar. Broad ones have a gap behind them.
    pub fn span(&self, bar: usize) -> Range<u16> {
        let edge = |bar: usize| {
            let column = bar * usize::from(self.columns) / self.counts.len().max(1);
            u16::try_from(column).unwrap_or(self.columns)
        };
        let (start, end) = (edge(bar), edge(bar + 1));
        start..end - u16::from(end - start > 2)
    }

    /// What a bar is called, as a query writes it: `2022-03`, `2022-01..03`, `2022`, `2020..2024`.
    pub fn name(&self, bar: usize) -> String {
        let first = self.first + self.step * i32::try_from(bar).unwrap_or_default();
        let last = first + self.step - 1;
        match self.step {
            1 => label(first),
            12 => year(first),
            step if step < 12 => format!("{}..{:02}", label(first), Month::from(last).month()),
            _ => format!("{}..{}", year(first), year(last)),
        }
    }

    /// Eighths of the highest bar's height that a bar has in so many rows; at least one where it
    /// has a post.
    pub fn eighths(&self, bar: usize, rows: u16) -> u16 {
        let most = u64::from(self.counts.iter().copied().max().unwrap_or_default());
        let count = u64::from(self.counts.get(bar).copied().unwrap_or_default());
        let full = u64::from(rows) * 8;
        let eighths = (count * full + most / 2).checked_div(most).unwrap_or_default();
        u16::try_from(eighths.max(u64::from(count > 0))).unwrap_or(u16::MAX)
    }
}

fn year(month: i32) -> String {
    format!("{:04}", Month::from(month).year())
}

fn label(month: i32) -> String {
    Month::from(month).to_string()
}

impl App {
    /// Takes in the months of what was added to the library.
    pub(super) fn span_months(&mut self, added: impl Iterator<Item = PostId>) {
        for month in added.filter_map(|id| self.month_of(id)).collect::<Vec<_>>() {
            let (first, last) = self.months.span.unwrap_or((month, month));
            self.months.span = Some((first.min(month), last.max(month)));
        }
    }

    /// The month of a post, as months since January of the year 0.
    pub fn month_of(&self, id: PostId) -> Option<i32> {
        let month = self.library.months().get(id.index()).copied().flatten();
        month.map(Month::number)
    }

    pub(super) fn toggle_months(&mut self) {
        let words = self.lang.words();
        if !self.months.any() {
            self.notice = Some(words.no_months.to_owned());
            return;
        }
        self.months.hidden = !self.months.hidden;
        let text = if self.months.hidden { words.months_off } else { words.months_on };
        self.notice = Some(text.to_owned());
        self.arrange();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bars_stand_for_more_months_where_there_is_no_room() {
        let months = |last: i32| Months {
            hidden: false,
            span: Some((2020 * 12, 2020 * 12 + last)),
            counts: vec![(2020 * 12, 3), (2020 * 12 + 1, 5), (2020 * 12 + last, 1)],
        };
        let table = [
            (11, 40, 12, 36, "2020-01", "2020-12"),
            (39, 40, 40, 40, "2020-01", "2023-04"),
            (40, 40, 14, 28, "2020-01..03", "2023-04..06"),
            (119, 40, 40, 40, "2020-01..03", "2029-10..12"),
            (121, 40, 11, 33, "2020", "2030"),
            (3, 40, 4, 16, "2020-01", "2020-04"),
            (599, 30, 25, 25, "2020..2021", "2068..2069"),
        ];
        for (last, columns, bars, used, first_name, last_name) in table {
            let found = months(last).bars(columns).unwrap();
            assert_eq!((found.counts.len(), found.columns), (bars, used), "{last}");
            assert_eq!((found.name(0).as_str(), found.name(bars - 1).as_str()), (first_name, last_name));
            assert_eq!(found.counts.iter().sum::<u32>(), 9, "{last}");
            assert!(
                (0..bars).all(|bar| !found.span(bar).is_empty() && found.span(bar).end <= used),
                "{last}"
            );
            assert_eq!(found.bar(2020 * 12 + last), Some(bars - 1));
        }
    }

    #[test]
    fn the_highest_bar_is_full_and_one_post_is_seen() {
        let bars = Bars { counts: vec![1000, 500, 1, 0], columns: 4, step: 1, first: 0 };
        let eighths: Vec<u16> = (0..4).map(|bar| bars.eighths(bar, 2)).collect();
        assert_eq!(eighths, [16, 8, 1, 0]);
        let none = Bars { counts: vec![0, 0], columns: 2, step: 1, first: 0 };
        assert_eq!(none.eighths(0, 2), 0);
    }
}
