//! Tables of places before and after a movement, and that nothing points beyond a list.

use super::*;

fn view(cursor: usize, top: usize, height: usize) -> Viewport {
    Viewport { cursor, top, height }
}

#[test]
fn the_selection_moves_and_the_window_follows() {
    let table = [
        // cursor, top, height, length, motion -> cursor, top
        ((0, 0, 10, 100), Motion::Rows(1), (1, 0)),
        ((7, 0, 10, 100), Motion::Rows(1), (8, 1)),
        ((7, 0, 10, 100), Motion::Rows(5), (12, 5)),
        ((12, 5, 10, 100), Motion::Rows(-5), (7, 5)),
        ((7, 5, 10, 100), Motion::Rows(-1), (6, 4)),
        ((1, 0, 10, 100), Motion::Rows(-9), (0, 0)),
        ((98, 90, 10, 100), Motion::Rows(9), (99, 90)),
        ((0, 0, 10, 100), Motion::Pages(1), (9, 7)),
        ((12, 10, 10, 100), Motion::Pages(1), (21, 19)),
        ((21, 19, 10, 100), Motion::Pages(-1), (12, 10)),
        ((95, 90, 10, 100), Motion::Pages(1), (99, 90)),
        ((12, 10, 10, 100), Motion::HalfPages(2), (22, 20)),
        ((50, 45, 10, 100), Motion::To(0), (0, 0)),
        ((0, 0, 10, 100), Motion::END, (99, 90)),
        ((0, 0, 10, 100), Motion::Percent(50), (50, 43)),
        ((0, 0, 10, 100), Motion::Percent(1000), (99, 90)),
        ((0, 0, 10, 3), Motion::END, (2, 0)),
        ((0, 0, 10, 0), Motion::Rows(3), (0, 0)),
        ((5, 5, 1, 100), Motion::Rows(1), (6, 6)),
        ((5, 5, 0, 100), Motion::Rows(1), (6, 6)),
    ];
    for ((cursor, top, height, len), motion, expected) in table {
        let mut it = view(cursor, top, height);
        it.select(motion, len);
        assert_eq!((it.cursor, it.top), expected, "{motion:?} from {cursor}, {top} of {len}");
    }
}

#[test]
fn a_text_scrolls_to_its_last_row_and_no_further() {
    let table = [
        ((0, 10, 25), Motion::Rows(1), 1),
        ((0, 10, 25), Motion::Pages(1), 9),
        ((9, 10, 25), Motion::Pages(1), 15),
        ((15, 10, 25), Motion::Rows(1), 15),
        ((15, 10, 25), Motion::HalfPages(-1), 10),
        ((3, 10, 25), Motion::END, 15),
        ((3, 10, 25), Motion::Percent(40), 10),
        ((0, 10, 4), Motion::END, 0),
    ];
    for ((top, height, len), motion, expected) in table {
        let mut it = view(top, top, height);
        it.scroll(motion, len);
        assert_eq!(it.top, expected, "{motion:?} from {top}");
    }
}

#[test]
fn the_wheel_drags_the_selection_only_at_the_edges() {
    let table = [
        ((5, 0, 10, 100), 3, (5, 3)),
        ((3, 0, 10, 100), 3, (5, 3)),
        ((12, 5, 10, 100), -3, (9, 2)),
        ((0, 0, 10, 100), -3, (0, 0)),
        ((99, 90, 10, 100), 3, (99, 90)),
        ((2, 0, 10, 4), 3, (2, 0)),
        ((0, 0, 10, 0), 3, (0, 0)),
    ];
    for ((cursor, top, height, len), rows, expected) in table {
        let mut it = view(cursor, top, height);
        it.wheel(rows, len);
        assert_eq!((it.cursor, it.top), expected, "{rows} from {cursor}, {top} of {len}");
    }
}

#[test]
fn a_shorter_list_or_window_keeps_the_selection_visible() {
    let mut it = view(50, 45, 20);
    it.resize(5, 100);
    assert!(it.rows(100).contains(&50), "{it:?}");
    let mut text = view(7, 7, 5);
    text.fit(10, 100);
    assert_eq!(text.top, 7);
    text.fit(10, 12);
    assert_eq!(text.top, 2);
    it.resize(20, 10);
    assert_eq!((it.cursor, it.top), (9, 0));
    it.place(40, 3, 100);
    assert_eq!((it.cursor, it.top), (40, 37));
    it.place(1, 9, 100);
    assert_eq!((it.cursor, it.top), (1, 0));
    it.place(99, 0, 100);
    assert_eq!((it.cursor, it.top), (99, 80));
}

#[test]
fn percent_is_what_was_shown() {
    let table = [((0, 10, 100), 10), ((90, 10, 100), 100), ((0, 10, 5), 100), ((45, 10, 100), 55)];
    for ((top, height, len), expected) in table {
        assert_eq!(view(0, top, height).percent(len), expected);
    }
}

#[test]
fn the_thumb_touches_an_end_only_at_that_end() {
    let table = [
        ((0, 10, 100, 10), Some(0..1)),
        ((1, 10, 100, 10), Some(1..2)),
        ((89, 10, 100, 10), Some(8..9)),
        ((90, 10, 100, 10), Some(9..10)),
        ((5, 10, 20, 10), Some(2..7)),
        ((0, 10, 10, 10), None),
        ((3, 10, 100_000, 2), Some(1..2)),
        ((3, 10, 100_000, 1), Some(0..1)),
        ((3, 10, 100, 0), None),
    ];
    for ((top, height, len, track), expected) in table {
        assert_eq!(view(0, top, height).thumb(len, track), expected, "{top} of {len} on {track}");
    }
}

#[test]
fn nothing_ever_points_beyond_the_list() {
    let motions = [
        Motion::Rows(isize::MAX),
        Motion::Rows(isize::MIN),
        Motion::Pages(isize::MAX),
        Motion::HalfPages(-3),
        Motion::To(7),
        Motion::Percent(33),
    ];
    for (height, len) in (0..9).flat_map(|height| (0..12).map(move |len| (height, len))) {
        for (cursor, top) in (0..14).flat_map(|cursor| (0..14).map(move |top| (cursor, top))) {
            for motion in motions {
                let mut it = view(cursor, top, height);
                it.select(motion, len);
                assert!(it.cursor < len.max(1) && it.top <= len.saturating_sub(height), "{it:?} {motion:?}");
                assert!(height == 0 || len == 0 || it.rows(len).contains(&it.cursor), "{it:?} of {len}");
                it.wheel(-2, len);
                assert!(it.cursor < len.max(1), "{it:?} of {len}");
                assert!(height == 0 || len == 0 || it.rows(len).contains(&it.cursor), "{it:?} of {len}");
                it.scroll(motion, len);
                assert!(it.top <= len.saturating_sub(height));
            }
        }
    }
}
