//! Dates as people write them. One reader for some thirty spellings: it looks for a day,
//! then a time, then a zone, and says when something was left over. A date without a zone is
//! the wall clock of its author, in the zone of the site.

use jiff::civil::DateTime;
use jiff::tz::{Offset, TimeZone};
use jiff::{SignedDuration, Timestamp, civil};

mod words;

/// A moment as its author wrote it: the instant, and the offset its wall clock stood at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct PostDate {
    /// Seconds since 1970-01-01T00:00:00Z.
    pub seconds: i64,
    /// Seconds east of UTC, below a day in either direction.
    pub offset: i32,
}

impl PostDate {
    /// RFC 3339 with its own offset: `2022-01-07T05:55:07+08:00`.
    pub fn rfc3339(&self) -> String {
        // Local mean times have seconds in their offset, which RFC 3339 cannot write.
        let minutes = self.offset / 60;
        let wall = wall(self.seconds, minutes * 60);
        let sign = if minutes < 0 { '-' } else { '+' };
        let (hours, rest) = (minutes.abs() / 60, minutes.abs() % 60);
        format!("{}{sign}{hours:02}:{rest:02}", wall.strftime("%Y-%m-%dT%H:%M:%S"))
    }

    /// The day on its own wall clock: `2022-01-07`.
    pub fn day(&self) -> String {
        wall(self.seconds, self.offset).strftime("%Y-%m-%d").to_string()
    }

    /// Day and time on its own wall clock: `2022-01-07 05:55`.
    pub fn minute(&self) -> String {
        wall(self.seconds, self.offset).strftime("%Y-%m-%d %H:%M").to_string()
    }

    /// Day and time as Jekyll prints a date: `2022-01-07 05:55:07 +0800`.
    pub fn second(&self) -> String {
        formatted(&self.rfc3339(), "%Y-%m-%d %H:%M:%S %z").unwrap_or_default()
    }

    /// A wall clock in a zone. A time that a change of clocks skips moves forward.
    fn on(clock: DateTime, zone: &TimeZone) -> Option<Self> {
        let moment = clock.to_zoned_datetime(zone.clone()).ok()?;
        Some(Self { seconds: moment.timestamp().as_second(), offset: moment.offset().seconds() })
    }

    /// A wall clock at an offset in seconds.
    fn at(clock: DateTime, offset: i32) -> Option<Self> {
        let as_utc = Offset::UTC.to_timestamp(clock).ok()?.as_second();
        Some(Self { seconds: as_utc - i64::from(offset), offset })
    }
}

/// What the clock on the wall shows; the epoch for what no calendar holds.
fn wall(seconds: i64, offset: i32) -> DateTime {
    let shifted = Timestamp::from_second(seconds.saturating_add(i64::from(offset)));
    Offset::UTC.to_datetime(shifted.unwrap_or(Timestamp::UNIX_EPOCH))
}

/// A date that was read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reading {
    /// The moment.
    pub date: PostDate,
    /// Whether a part of the text was not understood and left out.
    pub doubtful: bool,
}

/// A day by its numbers, which may run over the end of the month as Ruby's do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Day {
    /// Year of the common era.
    pub year: i16,
    /// 1 to 12.
    pub month: i8,
    /// 1 to 31; 31 April is 1 May.
    pub day: i8,
}

impl Day {
    /// A day that can be one.
    pub fn new(year: i16, month: i8, day: i8) -> Option<Self> {
        let fine = (1..=12).contains(&month) && (1..=31).contains(&day) && (0..=9999).contains(&year);
        fine.then_some(Self { year, month, day })
    }

    /// Its midnight on the clocks of a zone.
    pub fn midnight(self, zone: &TimeZone) -> Option<PostDate> {
        PostDate::on(self.clock(0)?, zone)
    }

    fn clock(self, seconds: i64) -> Option<DateTime> {
        let first = civil::Date::new(self.year, self.month, 1).ok()?.at(0, 0, 0, 0);
        let days = i64::from(self.day) - 1;
        first.checked_add(SignedDuration::from_secs(days * 86_400 + seconds)).ok()
    }
}

/// A year of two digits is of 1969 to 2068, as in Ruby.
pub fn full_year(year: i16, digits: usize) -> i16 {
    match (digits, year) {
        (2, 69..) => year + 1900,
        (2, _) => year + 2000,
        _ => year,
    }
}

/// A date as its author wrote it, in the pattern of C's `strftime` on its own wall clock;
/// nothing for what is no date, and for a pattern that does not say what to do.
pub fn formatted(text: &str, pattern: &str) -> Option<String> {
    let date = parse(text, &TimeZone::UTC)?.date;
    let zone = TimeZone::fixed(Offset::from_seconds(date.offset).ok()?);
    let moment = Timestamp::from_second(date.seconds).ok()?.to_zoned_datetime(zone);
    jiff::fmt::strtime::format(pattern, &moment).ok()
}

/// Reads a date; without a zone it is the wall clock of `zone`.
pub fn parse(text: &str, zone: &TimeZone) -> Option<Reading> {
    let text = words::ascii(text);
    let text = text.trim();
    let (day, rest) = leading_day(text).or_else(|| words::day(text))?;
    let (seconds, rest) = time(&rest);
    let zones = zones(rest);
    let clock = day.clock(seconds)?;
    let date = match zones.offset {
        Some(offset) => PostDate::at(clock, offset),
        None => PostDate::on(clock, zone),
    };
    Some(Reading { date: date?, doubtful: zones.leftover })
}

/// `2021-12-08`, `2021/12/8`, `2021.12.8`, `20211208`, `08/12/2021`, and what follows.
fn leading_day(text: &str) -> Option<(Day, String)> {
    let (first, rest) = number(text)?;
    if first.digits >= 8 {
        return compact_day(text);
    }
    let separator = rest.chars().next().filter(|c| matches!(c, '-' | '/' | '.'))?;
    let (second, rest) = number(rest[1..].trim_start())?;
    let (third, rest) = number(rest.strip_prefix(separator)?.trim_start())?;
    let day = if separator != '-' && first.digits <= 2 && third.digits == 4 {
        // Day first, as Ruby reads it; month first where only that is a day.
        Day::new(third.value, second.small()?, first.small()?)
            .or_else(|| Day::new(third.value, first.small()?, second.small()?))
    } else {
        let year = full_year(first.value, first.digits);
        (first.digits >= 2 && third.digits <= 2).then(|| Day::new(year, second.small()?, third.small()?))?
    };
    Some((day?, rest.to_owned()))
}

/// `20211208`, `20211208T104618`, `20211208104618`.
fn compact_day(text: &str) -> Option<(Day, String)> {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    if !matches!(digits, 8 | 12 | 14) {
        return None;
    }
    let two = |at: usize| text[at..at + 2].parse::<i8>().ok();
    let day = Day::new(text[..4].parse().ok()?, two(4)?, two(6)?)?;
    let after = text[8..].trim_start_matches(['T', 't']);
    let clock: String = after.chars().take_while(char::is_ascii_digit).collect();
    let rest = &after[clock.len()..];
    if !matches!(clock.len(), 4 | 6) {
        return Some((day, after.to_owned()));
    }
    let seconds = clock.get(4..6).unwrap_or("00");
    Some((day, format!("{}:{}:{seconds}{rest}", &clock[..2], &clock[2..4])))
}

/// A number of up to seven digits.
#[derive(Debug, Clone, Copy)]
struct Number {
    value: i16,
    digits: usize,
}

impl Number {
    fn small(self) -> Option<i8> {
        i8::try_from(self.value).ok()
    }
}

fn number(text: &str) -> Option<(Number, &str)> {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    if digits >= 8 {
        return Some((Number { value: 0, digits }, ""));
    }
    let value = text[..digits].parse().ok()?;
    Some((Number { value, digits }, &text[digits..]))
}

/// `10:46`, `3:04:05.678 PM` as seconds of the day, and what follows. Without a time it is
/// midnight.
fn time(text: &str) -> (i64, &str) {
    let start = text.trim_start_matches([' ', '\t', ',', 'T', 't']);
    clock(start).unwrap_or((0, start))
}

fn clock(text: &str) -> Option<(i64, &str)> {
    let (hour, rest) = number(text)?;
    let (minute, mut rest) = number(rest.strip_prefix(':')?)?;
    let mut second = 0;
    if let Some((value, after)) = rest.strip_prefix(':').and_then(number) {
        second = i64::from(value.value);
        rest = after.trim_start_matches(['.', ',']);
        let fraction = after.len() - rest.len();
        rest = if fraction == 1 { rest.trim_start_matches(|c: char| c.is_ascii_digit()) } else { after };
    }
    rest = rest.strip_suffix(':').unwrap_or(rest);
    let (hour, rest) = half_of_day(i64::from(hour.value), rest);
    let minute = i64::from(minute.value);
    let fine = hour <= 24 && minute < 60 && second <= 60;
    fine.then_some((hour * 3600 + minute * 60 + second, rest))
}

/// `3:04 PM` is 15:04, `12:04 AM` is 0:04.
fn half_of_day(hour: i64, rest: &str) -> (i64, &str) {
    let word = rest.trim_start();
    let Some(mark) = word.get(..2).filter(|_| (1..=12).contains(&hour)) else { return (hour, rest) };
    if mark.eq_ignore_ascii_case("am") {
        return (hour % 12, &word[2..]);
    }
    if mark.eq_ignore_ascii_case("pm") {
        return (hour % 12 + 12, &word[2..]);
    }
    (hour, rest)
}

/// What stands behind the time.
struct Zones {
    /// The last zone, in seconds east of UTC.
    offset: Option<i32>,
    /// Whether something was not a zone.
    leftover: bool,
}

fn zones(text: &str) -> Zones {
    let mut found = Zones { offset: None, leftover: false };
    for token in text.split_whitespace() {
        match offset(token) {
            Some(offset) => found.offset = Some(offset),
            // `(CST)` and `[Asia/Shanghai]` repeat what was said before.
            None if token.starts_with(['(', '[']) => {}
            None => found.leftover = true,
        }
    }
    found
}

/// The zone names that Ruby knows, in hours; all others differ from country to country.
const NAMES: [(&str, i32); 12] = [
    ("Z", 0),
    ("UTC", 0),
    ("UT", 0),
    ("GMT", 0),
    ("EST", -5),
    ("EDT", -4),
    ("CST", -6),
    ("CDT", -5),
    ("MST", -7),
    ("MDT", -6),
    ("PST", -8),
    ("PDT", -7),
];

/// `Z`, `+0800`, `+08:00`, `+8`, `UTC+8`, `PST` as seconds.
fn offset(token: &str) -> Option<i32> {
    let named = NAMES.iter().find(|(name, _)| name.eq_ignore_ascii_case(token));
    if let Some((_, hours)) = named {
        return Some(hours * 3600);
    }
    let number = ["UTC", "GMT"].iter().find_map(|name| token.strip_prefix(name)).unwrap_or(token);
    let sign = if number.starts_with('-') { -1 } else { 1 };
    let digits = number.strip_prefix(['+', '-'])?;
    let (hours, minutes) = match digits.split_once(':') {
        Some((hours, minutes)) if minutes.len() == 2 => (hours, minutes),
        Some(_) => return None,
        None if matches!(digits.len(), 3 | 4) && digits.is_ascii() => digits.split_at(digits.len() - 2),
        None => (digits, "0"),
    };
    let plain = |text: &str| matches!(text.len(), 1 | 2) && text.bytes().all(|byte| byte.is_ascii_digit());
    let (true, true) = (plain(hours), plain(minutes)) else { return None };
    let (hours, minutes): (i32, i32) = (hours.parse().ok()?, minutes.parse().ok()?);
    (hours < 24 && minutes < 60).then_some(sign * (hours * 3600 + minutes * 60))
}

#[cfg(test)]
mod tests;
