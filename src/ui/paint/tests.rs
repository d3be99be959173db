//! What is laid out in so many columns is painted in so many cells: our measure and ratatui's
//! are one, for every cluster, at every edge.

use proptest::prelude::{Strategy, any, prop, prop_assert, prop_assert_eq, prop_oneof, proptest};
use ratatui::layout::Rect;

use super::*;
use crate::text::Span;

/// Every kind of cluster that posts hold, and some that they should not.
const CLUSTERS: &[&str] = &[
    "a",
    " ",
    "看",
    "，",
    "“",
    "”",
    "…",
    "—",
    "·",
    "①",
    "℃",
    "─",
    "한",
    "한",
    "ᅡ",
    "が",
    "が",
    "ｶﾞ",
    "ﾊﾟ",
    "aﾞ",
    "あﾞ",
    "ﾞ",
    "é",
    "e\u{301}",
    "\u{301}",
    "α",
    "Ж",
    "👍",
    "👍🏽",
    "👨‍👩‍👧",
    "🇨🇳",
    "🇨",
    "1️⃣",
    "❤\u{fe0f}",
    "❤\u{fe0e}",
    "ل",
    "ا",
    "क्षि",
    "ही",
    "ที่",
    "น้ำ",
    "葛\u{e0100}",
    "\u{200d}",
    "\u{200b}",
    "\u{2060}",
    "\u{fe0f}",
    "﷽",
    "🏳️‍🌈",
    "ཧཱུྃ",
];

const RULERS: [Ruler; 2] = [Ruler::Narrow, Ruler::Wide];

/// Paints into a pane of `width` columns with `#` around it.
fn painted(width: u16, ruler: Ruler, paint: impl FnOnce(&mut Painter<'_>, Area) -> u16) -> (Buffer, u16) {
    let theme = Theme::builtin("night").unwrap();
    let mut buffer = Buffer::empty(Rect::new(0, 0, width + 2, 1));
    buffer.content.iter_mut().for_each(|cell| _ = cell.set_symbol("#"));
    let used = paint(&mut Painter::new(&mut buffer, &theme, ruler), Area::new(1, 0, width, 1));
    (buffer, used)
}

/// The text of a pane as ratatui walks over its cells, and the columns it counts.
fn read(buffer: &Buffer, used: u16) -> (String, u16) {
    let (mut text, mut x) = (String::new(), 1);
    while x < 1 + used {
        let cell = &buffer[(x, 0)];
        text.push_str(cell.symbol());
        for half in x + 1..x + cell.cell_width() {
            assert_eq!(buffer[(half, 0)].symbol(), " ", "the other half of {:?}", cell.symbol());
        }
        x += cell.cell_width().max(1);
    }
    (text, x - 1)
}

/// A text without what has nothing to be seen of it or to stand on.
fn visible(text: &str, ruler: Ruler) -> String {
    let mut out = String::new();
    for cluster in width::clusters(text) {
        let mark = ruler.cluster_columns(cluster) == 0;
        if !mark || (!out.is_empty() && !width::is_invisible(cluster)) {
            out.push_str(cluster);
        }
    }
    out
}

#[test]
fn ratatui_counts_every_cluster_as_we_do() {
    for ruler in RULERS {
        for cluster in CLUSTERS {
            let (buffer, used) = painted(9, ruler, |painter, area| {
                painter.text((area.x, area.y), area.width, cluster, Style::new())
            });
            assert_eq!(usize::from(used), ruler.columns(cluster), "{cluster:?} {ruler:?}");
            assert_eq!(read(&buffer, used), (visible(cluster, ruler), used), "{cluster:?} {ruler:?}");
        }
    }
}

fn text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        4 => prop::sample::select(CLUSTERS).prop_map(str::to_owned),
        1 => any::<char>().prop_map(|c| crate::text::sanitize::line(&c.to_string()).into_owned()),
    ];
    prop::collection::vec(piece, 0..24).prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn nothing_is_lost_and_nothing_is_halved(text in text(), room in 0_u16..40, wide in any::<bool>()) {
        let ruler = RULERS[usize::from(wide)];
        let paint = |painter: &mut Painter<'_>, area: Area| painter.text((area.x, area.y), area.width, &text, Style::new());
        let (buffer, used) = painted(room, ruler, paint);
        let (shown, columns) = read(&buffer, used);
        prop_assert_eq!(columns, used);
        prop_assert!(used <= room);
        let whole = visible(&text, ruler);
        prop_assert!(whole.starts_with(&shown), "{:?} of {:?}", shown, whole);
        prop_assert_eq!(buffer[(0, 0)].symbol(), "#");
        prop_assert_eq!(buffer[(room + 1, 0)].symbol(), "#");
        if shown != whole {
            let next = whole[shown.len()..].to_owned();
            let next = width::clusters(&next).next().unwrap_or_default();
            prop_assert!(used + u16::try_from(ruler.columns(next)).unwrap() > room, "{:?} fits", next);
        }
        prop_assert_eq!(ruler.columns(&whole) > usize::from(room), shown != whole);
    }

    #[test]
    fn a_line_of_spans_is_one_text(pieces in prop::collection::vec(text(), 0..5), room in 0_u16..60) {
        let spans = pieces.iter().map(|piece| Span::new(piece.clone(), Role::Body)).collect();
        let line = Line { spans };
        let whole = pieces.concat();
        let (one, _) = painted(room, Ruler::Narrow, |painter, area| {
            painter.text((area.x, area.y), area.width, &whole, painter.role(Role::Body))
        });
        let (other, _) = painted(room, Ruler::Narrow, |painter, area| {
            painter.line(area, &line);
            0
        });
        prop_assert_eq!(one, other);
    }
}

#[test]
fn a_cluster_over_two_spans_is_painted_once_in_the_style_of_its_beginning() {
    let line = Line { spans: vec![Span::new("e", Role::Title), Span::new("\u{301}好", Role::Link)] };
    assert_eq!(line.width(Ruler::Narrow), 3);
    let theme = Theme::builtin("night").unwrap();
    let (buffer, _) = painted(5, Ruler::Narrow, |painter, area| {
        painter.line(area, &line);
        0
    });
    assert_eq!(buffer[(1, 0)].symbol(), "e\u{301}");
    assert_eq!(buffer[(1, 0)].fg, theme.role(Role::Title).fg.unwrap_or_default());
    assert_eq!(buffer[(2, 0)].symbol(), "好");
}

#[test]
fn a_window_blanks_the_glyph_that_reaches_into_it() {
    for (cluster, ruler) in
        [("看", Ruler::Narrow), ("“", Ruler::Wide), ("ﾊﾟ", Ruler::Narrow), ("क्षि", Ruler::Narrow)]
    {
        let columns = u16::try_from(ruler.columns(cluster)).unwrap();
        for inside in 1..columns {
            let (buffer, _) = painted(6, ruler, |painter, area| {
                painter.text((area.x, area.y), area.width, cluster, Style::new());
                painter.clear(Area { x: area.x + inside, width: 2, ..area }, Part::Dialog);
                0
            });
            assert_eq!((buffer[(1, 0)].symbol(), buffer[(1, 0)].cell_width()), (" ", 1), "{cluster}");
        }
    }
}
