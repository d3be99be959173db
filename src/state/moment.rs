//! When a mark was made. Moments decide which of two marks stands, so they come from one place;
//! the clock itself is read at the edges.

/// Microseconds since 1970-01-01T00:00:00Z.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Moment(pub i64);

/// Microseconds of a day.
const DAY: i64 = 86_400_000_000;

impl Moment {
    /// The moment as it is, but later than `floor`: a clock that was put back must not make a new
    /// mark older than the one it replaces.
    #[must_use]
    pub fn after(self, floor: Self) -> Self {
        Self(self.0.max(floor.0.saturating_add(1)))
    }

    /// As many days later.
    #[must_use]
    pub fn plus_days(self, days: i64) -> Self {
        Self(self.0.saturating_add(days.saturating_mul(DAY)))
    }

    /// `20261124-121530` in UTC, for names of files.
    pub fn stamp(self) -> String {
        let seconds = self.0.div_euclid(1_000_000);
        let (days, second) = (seconds.div_euclid(86_400), seconds.rem_euclid(86_400));
        let (year, month, day) = civil(days);
        let (hour, minute, second) = (second / 3600, second / 60 % 60, second % 60);
        format!("{year:04}{month:02}{day:02}-{hour:02}{minute:02}{second:02}")
    }
}

/// The date of a day since 1970-01-01 (H. Hinnant, "chrono-compatible low-level date algorithms",
/// `civil_from_days`).
fn civil(days: i64) -> (i64, i64, i64) {
    let shifted = days.saturating_add(719_468);
    let era = shifted.div_euclid(146_097);
    let of_era = shifted.rem_euclid(146_097);
    let year_of_era = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month = (5 * of_year + 2) / 153;
    let day = of_year - (153 * month + 2) / 5 + 1;
    let month = if month < 10 { month + 3 } else { month - 9 };
    (year_of_era + era * 400 + i64::from(month <= 2), month, day)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stamps_are_dates_in_utc() {
        let rows = [
            (0, "19700101-000000"),
            (1_709_251_199_999_999, "20240229-235959"),
            (1_795_522_530_000_000, "20261124-121530"),
            (-1, "19691231-235959"),
        ];
        for (micros, expected) in rows {
            assert_eq!(Moment(micros).stamp(), expected, "{micros}");
        }
    }

    #[test]
    fn a_moment_is_later_than_what_was_seen() {
        assert_eq!(Moment(5).after(Moment(9)), Moment(10));
        assert_eq!(Moment(50).after(Moment(9)), Moment(50));
        assert_eq!(Moment(5).after(Moment(i64::MAX)), Moment(i64::MAX));
    }
}
