//! The spellings of dates that real posts hold.

use proptest::prelude::{prop_assert_eq, proptest};

use super::*;

#[test]
fn dates_in_a_pattern_are_those_of_their_own_wall_clock() {
    let rows = [
        ("2022-01-07 05:55:07 +0800", "%Y年%-m月%-d日 %H:%M", Some("2022年1月7日 05:55")),
        ("2022-01-07", "%d %b %Y", Some("07 Jan 2022")),
        ("2022-01-07T05:55:07Z", "%!", None),
        ("2022-01-07", "百分之百%", None),
        ("昨天", "%Y", None),
    ];
    for (text, pattern, expected) in rows {
        assert_eq!(formatted(text, pattern).as_deref(), expected, "{text} {pattern}");
    }
    let date = PostDate { seconds: 1_641_506_107, offset: 28_800 };
    assert_eq!(date.second(), "2022-01-07 05:55:07 +0800");
}

fn shanghai() -> TimeZone {
    TimeZone::fixed(Offset::from_seconds(28_800).unwrap())
}

fn read(text: &str) -> Option<(String, bool)> {
    parse(text, &shanghai()).map(|reading| (reading.date.rfc3339(), reading.doubtful))
}

#[test]
fn every_spelling_of_a_date() {
    let rows = [
        ("2021-12-08 10:46:18 +0800", "2021-12-08T10:46:18+08:00"),
        ("2021-12-08 10:46:18+08:00", "2021-12-08T10:46:18+08:00"),
        ("2021-12-08 10:46:18.000000000 +00:00", "2021-12-08T10:46:18+00:00"),
        ("2021-12-08", "2021-12-08T00:00:00+08:00"),
        ("2021-12-08T10:46:18+01:00", "2021-12-08T10:46:18+01:00"),
        ("2021-12-08T10:46:18Z", "2021-12-08T10:46:18+00:00"),
        ("2021-12-08t10:46:18.123z", "2021-12-08T10:46:18+00:00"),
        ("2021-12-08 10:46:18 -03:00", "2021-12-08T10:46:18-03:00"),
        ("2021-12-08 10:46:18 -0330", "2021-12-08T10:46:18-03:30"),
        ("2021-12-08 9:46:18 +0900", "2021-12-08T09:46:18+09:00"),
        ("2021-12-08 10:46:18", "2021-12-08T10:46:18+08:00"),
        ("2021-12-08 10:46", "2021-12-08T10:46:00+08:00"),
        ("2021-12-08 10:46 -05:00", "2021-12-08T10:46:00-05:00"),
        ("2021-12-8 1:02:03", "2021-12-08T01:02:03+08:00"),
        ("2021/12/08 10:46", "2021-12-08T10:46:00+08:00"),
        ("2021/1/2", "2021-01-02T00:00:00+08:00"),
        ("2021.12.08", "2021-12-08T00:00:00+08:00"),
        ("20211208", "2021-12-08T00:00:00+08:00"),
        ("20211208104618", "2021-12-08T10:46:18+08:00"),
        ("20211208T1046Z", "2021-12-08T10:46:00+00:00"),
        ("12/08/2021", "2021-08-12T00:00:00+08:00"),
        ("12/25/2021", "2021-12-25T00:00:00+08:00"),
        ("Dec 8, 2021", "2021-12-08T00:00:00+08:00"),
        ("December 8th, 2021 3:04 PM", "2021-12-08T15:04:00+08:00"),
        ("8 Dec 2021", "2021-12-08T00:00:00+08:00"),
        ("Wed, 08 Dec 2021 10:46:18 GMT", "2021-12-08T10:46:18+00:00"),
        ("Wed, 8 Dec 2021 10:46:18 +0900", "2021-12-08T10:46:18+09:00"),
        ("Wed Dec  8 10:46:18 CST 2021", "2021-12-08T10:46:18-06:00"),
        ("2021-12-08 10:46:18 PST", "2021-12-08T10:46:18-08:00"),
        ("2021-12-08 10:46:18 UTC+8", "2021-12-08T10:46:18+08:00"),
        ("2021-12-08 +0900", "2021-12-08T00:00:00+09:00"),
        ("2021-12-08 12:05 AM", "2021-12-08T00:05:00+08:00"),
        ("2021年12月8日", "2021-12-08T00:00:00+08:00"),
        ("2021年12月8日 10时46分18秒", "2021-12-08T10:46:18+08:00"),
        ("２０２１年１２月８日　10：46", "2021-12-08T10:46:00+08:00"),
        ("2021年12月8日10時46分", "2021-12-08T10:46:00+08:00"),
        ("2021년 12월 8일", "2021-12-08T00:00:00+08:00"),
        ("2021-02-30", "2021-03-02T00:00:00+08:00"),
        ("2021-12-31 24:00:00", "2022-01-01T00:00:00+08:00"),
        ("99-1-2", "1999-01-02T00:00:00+08:00"),
        ("2021-12-08T10:46:18+08:00[Asia/Shanghai]", "2021-12-08T10:46:18+08:00"),
    ];
    for (text, expected) in rows {
        assert_eq!(read(text).map(|(date, _)| date), Some(expected.to_owned()), "{text}");
    }
}

#[test]
fn what_is_left_over_is_doubtful() {
    let rows = [
        ("2023-01-29 18:30:22 2023 -0800", "2023-01-29T18:30:22-08:00"),
        ("2021-02-08 16:30-:00+16:30", "2021-02-08T16:30:00+08:00"),
        ("2017-02-10 00:10::00 -03:00", "2017-02-10T00:10:00-03:00"),
        ("Fri Sep  3 11:21:31 CEST 2021", "2021-09-03T11:21:31+08:00"),
        ("2021-12-08 上午", "2021-12-08T00:00:00+08:00"),
    ];
    for (text, expected) in rows {
        assert_eq!(read(text), Some((expected.to_owned(), true)), "{text}");
    }
    assert_eq!(read("2021-12-08 10:46 (CST)").map(|(_, doubtful)| doubtful), Some(false));
}

#[test]
fn what_is_no_date() {
    for text in
        ["", " +0800", "false", "2021-12", "1638931578", "2020-13-45", "昨天", "12:30", "2021-00-01", "1-1-1"]
    {
        assert_eq!(read(text), None, "{text}");
    }
}

#[test]
fn a_zone_s_own_rules_count() {
    let zone = TimeZone::posix("PST8PDT,M3.2.0,M11.1.0").unwrap();
    let date = |text| parse(text, &zone).map(|reading| reading.date.rfc3339());
    assert_eq!(date("2021-01-01 10:00"), Some("2021-01-01T10:00:00-08:00".into()));
    assert_eq!(date("2021-07-01 10:00"), Some("2021-07-01T10:00:00-07:00".into()));
    assert_eq!(date("2021-03-14 02:30"), Some("2021-03-14T03:30:00-07:00".into()), "a skipped hour");
}

#[test]
fn a_date_is_shown_on_its_own_clock() {
    let date = PostDate { seconds: 1_641_506_107, offset: 28_800 };
    assert_eq!(date.rfc3339(), "2022-01-07T05:55:07+08:00");
    assert_eq!(date.day(), "2022-01-07");
    assert_eq!(date.minute(), "2022-01-07 05:55");
    let mean_time = PostDate { seconds: -2_209_017_943, offset: 29_143 };
    assert_eq!(mean_time.rfc3339(), "1899-12-31T23:59:17+08:05");
    assert_eq!(PostDate { seconds: i64::MAX, offset: 1 }.day(), "1970-01-01");
}

proptest! {
    #[test]
    fn never_panics(text in "[-0-9:+ /.,TZ年月日apm]{0,40}|\\PC{0,24}") {
        if let Some(reading) = parse(&text, &shanghai()) {
            prop_assert_eq!(reading.date.rfc3339().len(), 25);
        }
    }

    #[test]
    fn what_is_written_is_read_back(seconds in -60_000_000_000_i64..250_000_000_000, minutes in -1439..1439) {
        let date = PostDate { seconds, offset: minutes * 60 };
        prop_assert_eq!(parse(&date.rfc3339(), &shanghai()).map(|reading| reading.date), Some(date));
    }
}
