//! Tables of widths: what terminals do with each kind of cluster.

use super::*;

#[test]
fn clusters_have_the_columns_that_terminals_give_them() {
    let table = [
        // cluster, narrow, wide
        ("a", 1, 1),
        ("看", 2, 2),
        ("한", 2, 2),
        ("한", 2, 2),
        ("か", 2, 2),
        ("が", 2, 2),
        ("ｶ", 1, 1),
        ("ｶﾞ", 2, 2),
        ("ﾊﾟ", 2, 2),
        ("，", 2, 2),
        ("“", 1, 2),
        ("…", 1, 2),
        ("①", 1, 2),
        ("─", 1, 2),
        ("█", 1, 2),
        ("→", 1, 2),
        ("℃", 1, 2),
        ("é", 1, 2),
        ("e\u{301}", 1, 1),
        ("α", 1, 2),
        ("Ж", 1, 2),
        ("ñ", 1, 1),
        ("ë", 1, 1),
        ("👍", 2, 2),
        ("👍🏽", 2, 2),
        ("👨‍👩‍👧", 2, 2),
        ("🇨🇳", 2, 2),
        ("1️⃣", 2, 2),
        ("❤\u{fe0f}", 2, 2),
        ("❤", 1, 1),
        ("▪", 1, 1),
        ("◦", 1, 1),
        ("☐", 1, 1),
        ("☑", 1, 1),
        ("╎", 1, 1),
        ("↳", 1, 1),
        ("ل", 1, 1),
        ("क्षि", 3, 3),
        ("ที่", 1, 1),
        ("葛\u{e0100}", 2, 2),
        ("\u{200d}", 0, 0),
        ("\u{200b}", 0, 0),
        ("\u{301}", 0, 0),
    ];
    for (cluster, narrow, wide) in table {
        assert_eq!(clusters(cluster).count(), 1, "{cluster:?} is one cluster");
        assert_eq!(Ruler::Narrow.columns(cluster), narrow, "{cluster:?} narrow");
        assert_eq!(Ruler::Wide.columns(cluster), wide, "{cluster:?} wide");
    }
}

#[test]
fn a_text_is_the_sum_of_its_clusters() {
    let texts = ["他说：“好……”", "لا إله", "ﾊﾟﾝと한글", "Ж—é①", "👨‍👩‍👧👍🏽x", "“\u{fe01}a”"];
    for ruler in [Ruler::Narrow, Ruler::Wide] {
        for text in texts {
            let sum: usize = clusters(text).map(|cluster| ruler.cluster_columns(cluster)).sum();
            assert_eq!(ruler.columns(text), sum, "{text} {ruler:?}");
        }
    }
}

#[test]
fn a_cut_text_fits_and_says_so() {
    let table = [
        (Ruler::Narrow, "央行：汇率", 10, "央行：汇率"),
        (Ruler::Narrow, "央行：汇率", 9, "央行：汇…"),
        (Ruler::Narrow, "央行：汇率", 8, "央行：…"),
        (Ruler::Narrow, "央行：汇率", 1, "…"),
        (Ruler::Narrow, "央行：汇率", 0, ""),
        (Ruler::Wide, "央行：汇率", 10, "央行：汇率"),
        (Ruler::Wide, "央行：汇率", 9, "央行：..."),
        (Ruler::Wide, "央行：汇率", 2, ".."),
        (Ruler::Wide, "央行：汇率", 0, ""),
        (Ruler::Wide, "“好”", 5, "“..."),
        (Ruler::Narrow, "“好”", 5, "“好”"),
    ];
    for (ruler, text, max, expected) in table {
        assert_eq!(ruler.truncate(text, max), expected, "{text} {max} {ruler:?}");
        assert_eq!(ruler.columns(&ruler.fit(text, max)), max, "{text} {max} {ruler:?}");
    }
}

#[test]
fn marks_are_told_from_what_is_invisible() {
    for invisible in ["\u{200b}", "\u{200d}", "\u{2060}", "\u{fe0f}", "\u{34f}"] {
        assert!(is_invisible(invisible), "{invisible:?}");
    }
    for mark in ["\u{301}", "\u{1161}", "\u{e31}", "\u{200d}\u{301}"] {
        assert!(!is_invisible(mark), "{mark:?}");
    }
}
