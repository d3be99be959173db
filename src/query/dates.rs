//! Dates and ages as they are written in a query, to ranges of the wall clock. What stands in
//! front matter is read in [`crate::post::date`]; here a text is one way of writing or none.

use std::ops::Range;

use jiff::civil::{Date, DateTime, Weekday};
use jiff::tz::Offset;
use jiff::{Span, Timestamp};

use super::fault::Fault;
use crate::text::fold;

/// The moment at which a query is read, and the clock on the reader's wall.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Now {
    /// Seconds since 1970-01-01T00:00:00Z; 0 is a machine that does not know the time, for
    /// which no date is still to come.
    pub seconds: i64,
    /// Seconds east of UTC.
    pub offset: i32,
}

/// Why a text is no date: what is wrong, and whether more letters might make it one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Misread {
    /// What is wrong.
    pub fault: Fault,
    /// It is the beginning of a date.
    pub begun: bool,
}

const fn wrong(fault: Fault) -> Misread {
    Misread { fault, begun: false }
}

const fn begun(fault: Fault) -> Misread {
    Misread { fault, begun: true }
}

/// A span of days that has a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Named {
    /// So many days ago.
    Day(i64),
    /// So many weeks ago.
    Week(i64),
    /// So many months ago.
    Month(i64),
    /// So many years ago.
    Year(i64),
    /// The latest such day, today included.
    Weekday(Weekday),
}

/// Names of days, as [`plain`] leaves them.
const WORDS: &[(&str, Named)] = &[
    ("today", Named::Day(0)),
    ("今天", Named::Day(0)),
    ("今日", Named::Day(0)),
    ("yesterday", Named::Day(1)),
    ("昨天", Named::Day(1)),
    ("昨日", Named::Day(1)),
    ("前天", Named::Day(2)),
    ("thisweek", Named::Week(0)),
    ("本周", Named::Week(0)),
    ("这周", Named::Week(0)),
    ("本星期", Named::Week(0)),
    ("这星期", Named::Week(0)),
    ("lastweek", Named::Week(1)),
    ("上周", Named::Week(1)),
    ("上星期", Named::Week(1)),
    ("thismonth", Named::Month(0)),
    ("本月", Named::Month(0)),
    ("这个月", Named::Month(0)),
    ("lastmonth", Named::Month(1)),
    ("上月", Named::Month(1)),
    ("上个月", Named::Month(1)),
    ("thisyear", Named::Year(0)),
    ("今年", Named::Year(0)),
    ("lastyear", Named::Year(1)),
    ("去年", Named::Year(1)),
    ("前年", Named::Year(2)),
];

const WEEKDAYS: [(&str, Weekday, &str); 8] = [
    ("monday", Weekday::Monday, "一"),
    ("tuesday", Weekday::Tuesday, "二"),
    ("wednesday", Weekday::Wednesday, "三"),
    ("thursday", Weekday::Thursday, "四"),
    ("friday", Weekday::Friday, "五"),
    ("saturday", Weekday::Saturday, "六"),
    ("sunday", Weekday::Sunday, "日"),
    ("sunday", Weekday::Sunday, "天"),
];

/// Words that name a date, for those who type one: English ones, then Chinese ones.
pub const OFFERED: [(&str, &str); 9] = [
    ("today", "今天"),
    ("yesterday", "昨天"),
    ("this-week", "本周"),
    ("last-week", "上周"),
    ("this-month", "本月"),
    ("last-month", "上月"),
    ("this-year", "今年"),
    ("last-year", "去年"),
    ("friday", "周五"),
];

impl Now {
    /// The wall clock, in seconds as if it were UTC.
    fn wall(self) -> i64 {
        self.seconds.saturating_add(i64::from(self.offset))
    }

    fn clock(self) -> DateTime {
        Offset::UTC.to_datetime(Timestamp::from_second(self.wall()).unwrap_or(Timestamp::UNIX_EPOCH))
    }

    /// Whether it is known what is still to come.
    fn is_known(self) -> bool {
        self.seconds != 0
    }
}

/// The wall clock of `date:`: a day, month or year, or from one to another, both included.
///
/// # Errors
/// What is wrong with the text.
pub fn range(text: &str, now: Now) -> Result<Range<i64>, Misread> {
    let text = fold::key(text);
    let Some((from, to)) = text.split_once("..") else { return Ok(seconds(&present(&text, now)?)) };
    let (from, to) = (from.trim(), to.trim());
    if from.is_empty() && to.is_empty() {
        return Err(begun(Fault::BadDate));
    }
    // What is begun before the `..` does not become a date by letters behind it.
    let start = match from {
        "" => i64::MIN,
        from => {
            present(from, now).map(|days| seconds(&days).start).map_err(|misread| wrong(misread.fault))?
        }
    };
    let end = if to.is_empty() { i64::MAX } else { seconds(&days(to, now)?).end };
    if start < end { Ok(start..end) } else { Err(wrong(Fault::Reversed)) }
}

/// The wall clock of `after:`: later than these days.
///
/// # Errors
/// What is wrong with the text.
pub fn after(text: &str, now: Now) -> Result<Range<i64>, Misread> {
    present(&fold::key(text), now).map(|days| seconds(&days).end..i64::MAX)
}

/// The wall clock of `before:`: earlier than these days.
///
/// # Errors
/// What is wrong with the text.
pub fn before(text: &str, now: Now) -> Result<Range<i64>, Misread> {
    present(&fold::key(text), now).map(|days| i64::MIN..seconds(&days).start)
}

/// Days that are not all still to come.
fn present(text: &str, now: Now) -> Result<Range<Date>, Misread> {
    let days = days(text, now)?;
    let future = now.is_known() && days.start > now.clock().date();
    if future { Err(wrong(Fault::FutureDate)) } else { Ok(days) }
}

/// Seconds of days on the wall clock; the end of time is no day.
fn seconds(days: &Range<Date>) -> Range<i64> {
    let start =
        |day: Date| Offset::UTC.to_timestamp(day.at(0, 0, 0, 0)).map_or(i64::MAX, Timestamp::as_second);
    start(days.start)..if days.end == Date::MAX { i64::MAX } else { start(days.end) }
}

fn days(text: &str, now: Now) -> Result<Range<Date>, Misread> {
    if text.starts_with(|c: char| c.is_ascii_digit()) {
        return written(text);
    }
    let text = plain(text);
    if let Some(named) = named(&text) {
        return span(named, now.clock().date()).ok_or(wrong(Fault::ImpossibleDate));
    }
    let is_begun = WORDS.iter().any(|(word, _)| word.starts_with(&text))
        || WEEKDAYS.iter().any(|(word, ..)| word.starts_with(&text))
        || ["周", "星期", "礼拜"].iter().any(|word| word.starts_with(&text));
    Err(Misread { fault: Fault::BadDate, begun: is_begun })
}

/// A word without the gaps in it: `last-week`, `last week` and `lastweek` are one.
fn plain(text: &str) -> String {
    text.chars().filter(|c| !matches!(c, '-' | '_' | ' ')).collect()
}

fn named(text: &str) -> Option<Named> {
    if let Some((_, named)) = WORDS.iter().find(|(word, _)| *word == text) {
        return Some(*named);
    }
    let chinese = ["星期", "礼拜", "周"].iter().find_map(|week| text.strip_prefix(week));
    let day = WEEKDAYS
        .iter()
        .find(|(english, _, day)| *english == text || english[..3] == *text || chinese == Some(*day));
    day.map(|(_, day, _)| Named::Weekday(*day))
}

fn span(named: Named, today: Date) -> Option<Range<Date>> {
    let day = Span::new().days(1);
    let of = |start: Date, span: Span| Some(start..start.saturating_add(span));
    match named {
        Named::Day(ago) => of(today.checked_sub(Span::new().days(ago)).ok()?, day),
        Named::Weekday(wanted) => {
            let ago = i64::from(wanted.until(today.weekday()));
            of(today.checked_sub(Span::new().days(ago)).ok()?, day)
        }
        Named::Week(ago) => {
            let into = i64::from(today.weekday().to_monday_zero_offset());
            let start = today.checked_sub(Span::new().days(into + 7 * ago)).ok()?;
            of(start, Span::new().days(7))
        }
        Named::Month(ago) => {
            let start = today.first_of_month().checked_sub(Span::new().months(ago)).ok()?;
            of(start, Span::new().months(1))
        }
        Named::Year(ago) => {
            let start = today.first_of_year().checked_sub(Span::new().years(ago)).ok()?;
            of(start, Span::new().years(1))
        }
    }
}

/// `2022`, `2022-01`, `2022/1/3`, `2022.1.3`, `2022年1月3日`, `202201`, `20220103`.
fn written(text: &str) -> Result<Range<Date>, Misread> {
    let text = text.trim_end_matches(['日', '号']);
    let mut parts: Vec<&str> = text.split(['-', '/', '.', '年', '月']).collect();
    if text.ends_with(['年', '月']) {
        parts.pop();
    }
    let digits = |part: &&str| part.bytes().all(|byte| byte.is_ascii_digit());
    if parts.len() > 3 || !parts.iter().all(digits) {
        return Err(wrong(Fault::BadDate));
    }
    if let [solid] = parts[..]
        && matches!(solid.len(), 5..=8)
    {
        let (year, rest) = solid.split_at(4);
        let (month, day) = rest.split_at(rest.len().min(2));
        parts = [year, month, day].into_iter().filter(|part| !part.is_empty()).collect();
        if solid.len() % 2 == 1 {
            return Err(begun(Fault::BadDate));
        }
    }
    match parts[..] {
        [year] if year.len() < 4 => Err(begun(Fault::BadDate)),
        [year, ..] if year.len() != 4 => Err(wrong(Fault::BadDate)),
        [.., "" | "0"] => Err(begun(Fault::BadDate)),
        [year] => calendar(number(year)?, None, None),
        [year, month] => calendar(number(year)?, Some(number(month)?), None),
        [year, month, day] => calendar(number(year)?, Some(number(month)?), Some(number(day)?)),
        _ => Err(wrong(Fault::BadDate)),
    }
}

fn number(digits: &str) -> Result<i16, Misread> {
    if digits.is_empty() || digits.len() > 4 {
        return Err(wrong(Fault::BadDate));
    }
    digits.parse().map_err(|_| wrong(Fault::BadDate))
}

/// A year, a month or a day of the calendar.
fn calendar(year: i16, month: Option<i16>, day: Option<i16>) -> Result<Range<Date>, Misread> {
    let small = |number: Option<i16>| i8::try_from(number.unwrap_or(1)).unwrap_or(0);
    let span = match (month, day) {
        (_, Some(_)) => Span::new().days(1),
        (Some(_), None) => Span::new().months(1),
        (None, None) => Span::new().years(1),
    };
    let start = Date::new(year, small(month), small(day)).map_err(|_| wrong(Fault::ImpossibleDate))?;
    Ok(start..start.saturating_add(span))
}

/// The wall clock of `age:`: `<7d`, `>=1y`, `3d..2w`.
///
/// # Errors
/// What is wrong with the text.
pub fn age(text: &str, now: Now) -> Result<Range<i64>, Misread> {
    let text: String = fold::key(text).chars().filter(|c| !c.is_whitespace()).collect();
    if let Some((young, old)) = text.split_once("..") {
        if young.is_empty() && old.is_empty() {
            return Err(begun(Fault::BadAge));
        }
        let end = match young {
            "" => i64::MAX,
            young => ago(young, now).map_err(|misread| wrong(misread.fault))?.saturating_add(1),
        };
        let start = if old.is_empty() { i64::MIN } else { ago(old, now)? };
        return if start < end { Ok(start..end) } else { Err(wrong(Fault::Reversed)) };
    }
    let sign = ["<=", ">=", "<", ">"].into_iter().find(|sign| text.starts_with(sign));
    match sign.and_then(|sign| Some((sign, text.strip_prefix(sign)?))) {
        Some((sign, rest)) => ago(rest, now).map(|then| match sign {
            "<=" => then..i64::MAX,
            ">=" => i64::MIN..then.saturating_add(1),
            "<" => then.saturating_add(1)..i64::MAX,
            _ => i64::MIN..then,
        }),
        // Without a sign it may still become a range.
        None => {
            Err(Misread { fault: Fault::BadAge, begun: may_go_on(&ago(text.trim_end_matches('.'), now)) })
        }
    }
}

/// Whether more letters may make a range of it.
fn may_go_on(young: &Result<i64, Misread>) -> bool {
    young.as_ref().err().is_none_or(|misread| misread.begun)
}

/// The wall clock so long ago.
fn ago(text: &str, now: Now) -> Result<i64, Misread> {
    let unit = text.trim_start_matches(|c: char| c.is_ascii_digit());
    let digits = &text[..text.len() - unit.len()];
    if unit.is_empty() || digits.is_empty() {
        let is_begun = unit.is_empty() && digits.len() <= 6;
        return Err(Misread { fault: Fault::BadAge, begun: is_begun });
    }
    let count: i64 = digits.parse().ok().filter(|count| *count < 1_000_000).ok_or(wrong(Fault::BadAge))?;
    let span = Span::new();
    let span = match unit {
        "h" | "时" | "小时" => span.try_hours(count),
        "d" | "天" | "日" => span.try_days(count),
        "w" | "周" | "星期" => span.try_weeks(count),
        "m" | "月" | "个月" => span.try_months(count),
        "y" | "年" => span.try_years(count),
        "小" | "星" | "个" => return Err(begun(Fault::BadAge)),
        _ => return Err(wrong(Fault::BadAge)),
    };
    // Longer ago than the calendar reaches is before everything.
    let then = span.and_then(|span| now.clock().checked_sub(span));
    let second = then.and_then(|then| Offset::UTC.to_timestamp(then)).map(Timestamp::as_second);
    Ok(second.unwrap_or(i64::MIN + 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Wednesday 2022-03-09, 02:30 in Shanghai; in London it is still Tuesday.
    const NOW: Now = Now { seconds: 1_646_764_200, offset: 8 * 3600 };

    fn shown(range: Range<i64>) -> String {
        let day = |at: i64| match at {
            i64::MIN | i64::MAX => String::new(),
            at => {
                let clock = Offset::UTC.to_datetime(Timestamp::from_second(at).unwrap());
                clock.strftime("%F %T").to_string().replace(" 00:00:00", "")
            }
        };
        format!("{}~{}", day(range.start), day(range.end))
    }

    fn read(read: Result<Range<i64>, Misread>) -> String {
        match read {
            Ok(range) => shown(range),
            Err(Misread { fault, begun: true }) => format!("{fault:?}…"),
            Err(Misread { fault, .. }) => format!("{fault:?}"),
        }
    }

    #[test]
    fn dates() {
        let rows = [
            ("2022", "2022-01-01~2023-01-01"),
            ("2022年", "2022-01-01~2023-01-01"),
            ("2022-02", "2022-02-01~2022-03-01"),
            ("2022年2月", "2022-02-01~2022-03-01"),
            ("202202", "2022-02-01~2022-03-01"),
            ("2022-1-3", "2022-01-03~2022-01-04"),
            ("2022/01/03", "2022-01-03~2022-01-04"),
            ("２０２２．１．３", "2022-01-03~2022-01-04"),
            ("2022年1月3日", "2022-01-03~2022-01-04"),
            ("20220103", "2022-01-03~2022-01-04"),
            ("2020-02-29", "2020-02-29~2020-03-01"),
            ("2022-01-03..2022-02", "2022-01-03~2022-03-01"),
            ("2021..", "2021-01-01~"),
            ("..2021", "~2022-01-01"),
            ("2022.01..2022.02", "2022-01-01~2022-03-01"),
            ("2021..2030", "2021-01-01~2031-01-01"),
            ("去年..昨天", "2021-01-01~2022-03-09"),
            ("today", "2022-03-09~2022-03-10"),
            ("Yesterday", "2022-03-08~2022-03-09"),
            ("前天", "2022-03-07~2022-03-08"),
            ("this-week", "2022-03-07~2022-03-14"),
            ("last week", "2022-02-28~2022-03-07"),
            ("上週", "2022-02-28~2022-03-07"),
            ("本月", "2022-03-01~2022-04-01"),
            ("上個月", "2022-02-01~2022-03-01"),
            ("今年", "2022-01-01~2023-01-01"),
            ("前年", "2020-01-01~2021-01-01"),
            ("周三", "2022-03-09~2022-03-10"),
            ("周五", "2022-03-04~2022-03-05"),
            ("星期天", "2022-03-06~2022-03-07"),
            ("fri", "2022-03-04~2022-03-05"),
            ("monday", "2022-03-07~2022-03-08"),
            ("2022-13", "ImpossibleDate"),
            ("2022-02-30", "ImpossibleDate"),
            ("2022-03-10", "FutureDate"),
            ("2023", "FutureDate"),
            ("2023..2024", "FutureDate"),
            ("2022-03..2022-01", "Reversed"),
            ("2022-01-03-04", "BadDate"),
            ("20", "BadDate…"),
            ("2022-", "BadDate…"),
            ("2022-0", "BadDate…"),
            ("20220", "BadDate…"),
            ("yest", "BadDate…"),
            ("星", "BadDate…"),
            ("202..2021", "BadDate"),
            ("soon", "BadDate"),
            ("99999", "BadDate…"),
            ("9999999999999999", "BadDate"),
            ("..", "BadDate…"),
        ];
        for (text, expected) in rows {
            assert_eq!(read(range(text, NOW)), expected, "{text}");
        }
        assert_eq!(read(after("2022-01-03", NOW)), "2022-01-04~");
        assert_eq!(read(after("2021", NOW)), "2022-01-01~");
        assert_eq!(read(before("2021", NOW)), "~2021-01-01");
        assert_eq!(read(before("2021..2022", NOW)), "BadDate");
        assert_eq!(read(range("2022", Now::default())), "2022-01-01~2023-01-01");
        assert_eq!(read(range("9999", Now::default())), "9999-01-01~");
    }

    #[test]
    fn ages() {
        let rows = [
            ("<7d", "2022-03-02 02:30:01~"),
            ("<=7天", "2022-03-02 02:30:00~"),
            (">1y", "~2021-03-09 02:30:00"),
            ("＞1年", "~2021-03-09 02:30:00"),
            ("3d..2w", "2022-02-23 02:30:00~2022-03-06 02:30:01"),
            ("..2周", "2022-02-23 02:30:00~"),
            ("1m..", "~2022-02-09 02:30:01"),
            ("<12h", "2022-03-08 14:30:01~"),
            ("<2个月", "2022-01-09 02:30:01~"),
            ("<", "BadAge…"),
            ("<7", "BadAge…"),
            ("7d", "BadAge…"),
            ("7", "BadAge…"),
            ("2w..3d", "Reversed"),
            ("<7x", "BadAge"),
            ("old", "BadAge"),
            ("<99999999d", "BadAge"),
        ];
        for (text, expected) in rows {
            assert_eq!(read(age(text, NOW)), expected, "{text}");
        }
        assert!(age(">99999y", NOW).is_ok());
    }
}
