//! Which of the known archives an opened folder is. An archive is known by what it holds; the
//! folders where it was seen only help. Pure.

use super::{Identity, Sketch};

/// An archive that is known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Candidate<T> {
    /// Which it is.
    pub id: T,
    /// Whether it was seen in the folder that is opened.
    pub here: bool,
    /// Whether every other folder where it was seen is gone.
    pub homeless: bool,
    /// What it held.
    pub sketch: Sketch,
}

/// Share of a sketch that makes an archive the same.
const SAME: f64 = 0.5;
/// Share below which the archive of a folder is doubted, if another one fits.
const DOUBTED: f64 = 0.2;
/// Posts that must be found again: two young sites may share their first post.
const MIN: usize = 3;

/// The archive that an opened folder with these headings is; None for a new one. One that was
/// seen in this folder stays, unless it holds something else now and another one fits. Else it is
/// the one of which most is found here, so a moved, a renamed and a copied archive keep their
/// marks.
pub fn choose<T: Copy>(candidates: &[Candidate<T>], headings: &[Identity]) -> Option<T> {
    let mut keys: Vec<u64> = headings.iter().map(Identity::short).collect();
    keys.sort_unstable();
    let share = |one: &Candidate<T>| {
        let (found, all) = one.sketch.found_in(&keys);
        let enough = found >= MIN || one.homeless && found == all && found > 0;
        if enough { found as f64 / all.max(1) as f64 } else { 0.0 }
    };
    let best = candidates.iter().map(|one| (share(one), one)).filter(|(share, _)| *share >= SAME);
    let best = best.max_by(|one, other| one.0.total_cmp(&other.0).then(one.1.here.cmp(&other.1.here)));
    let here = candidates.iter().find(|one| one.here);
    match (here, best) {
        (Some(here), Some((_, best))) if share(here) < DOUBTED && !best.here => Some(best.id),
        (Some(here), _) => Some(here.id),
        (None, best) => best.map(|(_, best)| best.id),
    }
}

/// Whether two sketches are of one archive, as far as that can be told without its posts.
pub(super) fn resemble(one: &Sketch, other: &Sketch) -> bool {
    // Of two archives of different sizes only the smallest of both can be compared.
    let (Some(last), Some(other_last)) = (one.0.last(), other.0.last()) else { return false };
    let end = *last.min(other_last);
    let below = |sketch: &Sketch| sketch.0.iter().filter(|key| **key <= end).count();
    let (found, _) = one.found_in(&other.0);
    let all = below(one).min(below(other));
    found >= MIN && found as f64 >= SAME * all as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headings(name: &str, range: std::ops::Range<i64>) -> Vec<Identity> {
        range.map(|at| Identity::of_heading(name, Some(at))).collect()
    }

    fn candidate(id: u8, (here, homeless): (bool, bool), held: &[Identity]) -> Candidate<u8> {
        Candidate { id, here, homeless, sketch: Sketch::new(held.iter()) }
    }

    #[test]
    fn archives_are_known_by_what_they_hold() {
        let news = headings("新闻", 0..500);
        let grown = headings("新闻", 0..1500);
        let blog = headings("博客", 0..40);
        let both: Vec<_> = news.iter().chain(&blog).copied().collect();
        let (away, here, gone) = ((false, false), (true, false), (false, true));
        let rows = [
            ("never seen", vec![], &news, None),
            ("where it was", vec![candidate(1, here, &news)], &news, Some(1)),
            ("where it was, with everything edited", vec![candidate(1, here, &news)], &blog, Some(1)),
            ("moved", vec![candidate(1, gone, &news), candidate(2, away, &blog)], &news, Some(1)),
            ("moved and grown", vec![candidate(1, gone, &news)], &grown, Some(1)),
            ("copied", vec![candidate(1, away, &news)], &news, Some(1)),
            ("another one", vec![candidate(1, away, &news)], &blog, None),
            ("changed places", vec![candidate(1, here, &news), candidate(2, away, &blog)], &blog, Some(2)),
            (
                "opened with another",
                vec![candidate(1, here, &news), candidate(2, away, &blog)],
                &both,
                Some(1),
            ),
            ("the first post of every blog", vec![candidate(1, away, &blog[..1])], &blog, None),
            ("a small one, moved", vec![candidate(1, gone, &blog[..1])], &blog, Some(1)),
        ];
        for (what, candidates, opened, expected) in rows {
            assert_eq!(choose(&candidates, opened), expected, "{what}");
        }
    }
}
