//! The table of moves: what was known, what is there now, and where each mark is afterwards.

use super::*;

/// Path, title, body; an empty body was never read.
type Row = (&'static str, &'static str, &'static str);

type Rows = &'static [Row];

fn identity(text: &str) -> Option<Identity> {
    Identity::body(&format!("{text}，正文足够长，可以认得出来。")).filter(|_| !text.is_empty())
}

fn known(rows: &[Row]) -> Vec<Known> {
    let row = |(path, title, body): &Row| Known {
        path: (*path).to_owned(),
        heading: Some(Identity::of_heading(title, Some(1))),
        body: identity(body),
    };
    rows.iter().map(row).collect()
}

/// The moves, as `from > to`, and the paths whose bodies were read.
fn found(before: &[Row], now: &[Row]) -> (Vec<String>, Vec<String>) {
    let listed: Vec<_> = now
        .iter()
        .map(|(path, title, _)| Listed { path, heading: Identity::of_heading(title, Some(1)) })
        .collect();
    let mut read = Vec::new();
    let mut body = |asked: &str| {
        read.push(asked.to_owned());
        now.iter().find(|(path, ..)| *path == asked).and_then(|(.., body)| identity(body))
    };
    let moves = moves(&known(before), &listed, &mut body);
    let mut told: Vec<_> = moves.iter().map(|one| format!("{} > {}", one.from, one.to)).collect();
    told.sort();
    (told, read)
}

#[test]
fn marks_follow_their_posts() {
    let rows: [(&str, Rows, Rows, &[&str]); 16] = [
        ("nothing moved", &[("a", "甲", "甲文")], &[("a", "甲", "甲文"), ("b", "乙", "乙文")], &[]),
        ("renamed", &[("a", "甲", "甲文")], &[("b", "甲", "甲文")], &["a > b"]),
        ("renamed, body never read", &[("a", "甲", "")], &[("b", "甲", "甲文")], &["a > b"]),
        ("title edited", &[("a", "甲", "甲文")], &[("a", "甲改", "甲文")], &[]),
        ("title edited, body never read", &[("a", "甲", "")], &[("a", "甲改", "甲文")], &[]),
        ("title and body edited", &[("a", "甲", "甲文")], &[("a", "甲改", "甲文改")], &[]),
        (
            "category folder moved",
            &[("财经/a", "甲", "甲文"), ("财经/b", "乙", "乙文")],
            &[("要闻/a", "甲", "甲文"), ("要闻/b", "乙", "乙文")],
            &["财经/a > 要闻/a", "财经/b > 要闻/b"],
        ),
        (
            "renamed and title edited",
            &[("a", "甲", "甲文")],
            &[("b", "甲改", "甲文"), ("c", "丙", "丙文")],
            &["a > b"],
        ),
        (
            "two swapped names",
            &[("a", "甲", "甲文"), ("b", "乙", "乙文")],
            &[("b", "甲", "甲文"), ("a", "乙", "乙文")],
            &["a > b", "b > a"],
        ),
        (
            "two swapped names, one of them marked",
            &[("a", "甲", "")],
            &[("b", "甲", "甲文"), ("a", "乙", "乙文")],
            &["a > b"],
        ),
        (
            "two swapped names and titles edited",
            &[("a", "甲", "甲文"), ("b", "乙", "乙文")],
            &[("b", "甲改", "甲文"), ("a", "乙改", "乙文")],
            &["a > b", "b > a"],
        ),
        ("copied", &[("a", "甲", "甲文")], &[("a", "甲", "甲文"), ("x/a", "甲", "甲文")], &[]),
        (
            "copied twice and deleted",
            &[("a", "甲", "甲文")],
            &[("x/b", "甲", "甲文"), ("y/a", "甲", "甲文")],
            &["a > y/a"],
        ),
        (
            "another post of that title and day is no copy",
            &[("a", "甲", "甲文")],
            &[("x/a", "甲", "别的"), ("y/b", "甲", "甲文")],
            &["a > y/b"],
        ),
        ("deleted", &[("a", "甲", "甲文")], &[("b", "乙", "乙文")], &[]),
        (
            "renamed, and marked again there",
            &[("a", "甲", "甲文"), ("b", "甲", "")],
            &[("b", "甲", "甲文")],
            &["a > b"],
        ),
    ];
    for (what, before, now, expected) in rows {
        assert_eq!(found(before, now).0, expected, "{what}");
    }
}

#[test]
fn a_deleted_post_that_comes_back_is_where_it_was() {
    let before: [Row; 1] = [("a", "甲", "甲文")];
    assert_eq!(found(&before, &[("b", "乙", "乙文")]).0, [""; 0]);
    assert_eq!(found(&before, &[("a", "甲", "甲文"), ("b", "乙", "乙文")]).0, [""; 0]);
}

#[test]
fn bodies_are_only_read_while_something_is_missing() {
    let before: [Row; 2] = [("a", "甲", "甲文"), ("b", "乙", "")];
    assert_eq!(found(&before, &[("x", "甲", "甲文"), ("b", "乙", "乙文"), ("c", "丙", "丙文")]).1, [""; 0]);
    let (moves, read) = found(&before, &[("x", "甲改", "甲文"), ("b", "乙", "乙文"), ("c", "丙", "丙文")]);
    assert_eq!((moves, read), (vec!["a > x".to_owned()], vec!["x".to_owned(), "c".to_owned()]));
}
