//! "Did you mean …?": the known name that is nearest to a mistyped one. Names of
//! actions, themes, roles and colours go through it; no list of names lives here.

/// The name of `known` that differs least from `word`, when few enough letters
/// differ that it may be a slip: at most one third of the longer name, at least one.
pub fn nearest<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    known
        .into_iter()
        .map(|name| (distance(word, name), name))
        .filter(|(slips, name)| *slips <= tolerance(word, name))
        .min_by_key(|(slips, _)| *slips)
        .map(|(_, name)| name)
}

/// `; did you mean "name"?`, or nothing when no known name is near.
pub fn hint<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> String {
    nearest(word, known).map(|name| format!("; did you mean {name:?}?")).unwrap_or_default()
}

fn tolerance(word: &str, name: &str) -> usize {
    (word.chars().count().max(name.chars().count()) / 3).max(1)
}

/// Letters inserted, dropped, replaced or swapped with their neighbour between
/// two words (the optimal string alignment distance), without regard to case.
fn distance(left: &str, right: &str) -> usize {
    let right: Vec<char> = right.to_lowercase().chars().collect();
    let mut before_last = Vec::new();
    let mut last: Vec<usize> = (0..=right.len()).collect();
    let mut previous = None;
    for (row, letter) in left.to_lowercase().chars().enumerate() {
        let mut current = vec![row + 1];
        for (column, other) in right.iter().enumerate() {
            let replaced = last[column] + usize::from(letter != *other);
            let mut best = replaced.min(last[column + 1] + 1).min(current[column] + 1);
            if column > 0 && previous == Some(*other) && letter == right[column - 1] {
                best = best.min(before_last_at(&before_last, column - 1) + 1);
            }
            current.push(best);
        }
        before_last = std::mem::replace(&mut last, current);
        previous = Some(letter);
    }
    last.last().copied().unwrap_or_default()
}

fn before_last_at(row: &[usize], column: usize) -> usize {
    row.get(column).copied().unwrap_or(usize::MAX - 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_slips() {
        let cases = [
            ("", "", 0),
            ("blue", "blue", 0),
            ("bluee", "blue", 1),
            ("lbue", "blue", 1),
            ("Blue", "blue", 0),
            ("标题", "标签", 1),
            ("", "夜读", 2),
            ("kitten", "sitting", 3),
        ];
        for (left, right, expected) in cases {
            assert_eq!(distance(left, right), expected, "{left:?} {right:?}");
            assert_eq!(distance(right, left), expected, "{right:?} {left:?}");
        }
    }

    #[test]
    fn offers_only_what_may_be_a_slip() {
        let known = ["move-down", "move-up", "quit"];
        assert_eq!(nearest("move-dwon", known), Some("move-down"));
        assert_eq!(nearest("quti", known), Some("quit"));
        assert_eq!(nearest("subscribe", known), None);
        assert_eq!(hint("qiut", known), "; did you mean \"quit\"?");
        assert_eq!(hint("报纸", known), "");
    }
}
