//! Months of the Gregorian calendar as numbers. Days and times are `post`'s business.

use std::fmt;
use std::num::NonZeroI32;

/// Seconds of a day.
const DAY: i64 = 86_400;

/// A month of a year; later ones are greater.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Month(NonZeroI32);

impl Month {
    /// A month (1 to 12) of a year.
    pub fn new(year: i32, month: u8) -> Self {
        Self::from(year.saturating_mul(12).saturating_add(i32::from(month.clamp(1, 12)) - 1))
    }

    /// The month that a wall clock shows: seconds since 1970-01-01T00:00 as if it were UTC.
    pub fn at(clock: i64) -> Self {
        // Days since 0000-03-01, in eras of 400 years of 146,097 days.
        let days = clock.div_euclid(DAY) + 719_468;
        let (era, day) = (days.div_euclid(146_097), days.rem_euclid(146_097));
        let year = (day - day / 1_460 + day / 36_524 - day / 146_096) / 365;
        let day_of_year = day - (365 * year + year / 4 - year / 100);
        // Counted from March; January and February are of the next year, and 12 more is just that.
        let month = (5 * day_of_year + 2) / 153 + 2;
        Self::from(i32::try_from((era * 400 + year) * 12 + month).unwrap_or(i32::MAX))
    }

    /// The year of the common era.
    pub fn year(self) -> i32 {
        self.number().div_euclid(12)
    }

    /// 1 to 12.
    pub fn month(self) -> u8 {
        u8::try_from(self.number().rem_euclid(12) + 1).unwrap_or(1)
    }

    /// Months since January of the year 0.
    pub fn number(self) -> i32 {
        self.0.get() - i32::from(self.0.get() > 0)
    }

    /// The month so many later, or earlier.
    pub fn by(self, months: i32) -> Self {
        Self::from(self.number().saturating_add(months))
    }

    /// Months from another one to this one.
    pub fn since(self, other: Self) -> i32 {
        self.number().saturating_sub(other.number())
    }
}

impl From<i32> for Month {
    /// The month of a [`Month::number`].
    fn from(number: i32) -> Self {
        // Nought is left out, so that no month takes no more room than one.
        Self(
            NonZeroI32::new(number.saturating_add(1))
                .filter(|_| number >= 0)
                .unwrap_or_else(|| NonZeroI32::new(number).unwrap_or(NonZeroI32::MIN)),
        )
    }
}

impl fmt::Display for Month {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{:04}-{:02}", self.year(), self.month())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_clock_shows_the_month() {
        let rows = [
            (0, "1970-01"),
            (-1, "1969-12"),
            (951_782_400, "2000-02"),
            (951_868_800, "2000-03"),
            (1_640_995_199, "2021-12"),
            (1_640_995_200, "2022-01"),
            (-62_167_219_200, "0000-01"),
            (253_402_300_799, "9999-12"),
            (-62_167_219_201, "-001-12"),
        ];
        for (clock, expected) in rows {
            assert_eq!(Month::at(clock).to_string(), expected, "{clock}");
        }
        // Every day of 1900 to 2100, one after the other.
        let mut month = Month::new(1900, 1);
        let mut days = 0;
        for day in -25_567..47_482 {
            let here = Month::at(day * DAY);
            if here == month {
                days += 1;
                continue;
            }
            assert_eq!(here.since(month), 1);
            assert!((28..=31).contains(&days), "{month}: {days}");
            (month, days) = (here, 1);
        }
        assert_eq!((month, month.by(-3).month()), (Month::new(2099, 12), 9));
    }
}
