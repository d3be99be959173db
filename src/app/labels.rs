//! Letters on the links in view: typing them opens the link. Home row first, one letter each
//! as long as the alphabet lasts, else two; no label begins like another.

/// The letters in the order in which fingers find them.
const LETTERS: &[u8; 26] = b"asdfghjklqwertyuiopzxcvbnm";

/// The labels of the links in view.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Labels {
    /// The labels, in reading order.
    pub items: Vec<Label>,
    /// The letters typed so far.
    pub typed: String,
}

/// A link in view.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Spot {
    /// Its index among the links of the article.
    pub link: u32,
    /// The row in view, counted from its first.
    pub row: u16,
    /// The column of the text.
    pub column: u16,
}

/// Letters on a link.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Label {
    /// What is typed to open it.
    pub letters: String,
    /// Where it stands.
    pub spot: Spot,
}

impl Labels {
    /// Labels for these links; more than two letters can name stay without one.
    pub fn new(spots: Vec<Spot>) -> Self {
        let letters = names(spots.len());
        let items = letters.zip(spots).map(|(letters, spot)| Label { letters, spot }).collect();
        Self { items, typed: String::new() }
    }

    /// Takes a letter; the link whose label is complete now. A letter that leads nowhere is
    /// ignored.
    pub fn take(&mut self, letter: char) -> Option<u32> {
        let typed = format!("{}{}", self.typed, letter.to_ascii_lowercase());
        let mut leads = self.items.iter().filter(|label| label.letters.starts_with(&typed));
        let label = leads.next()?;
        let complete = label.letters == typed;
        let link = label.spot.link;
        self.typed = typed;
        complete.then_some(link)
    }

    /// Takes the last letter back.
    pub fn untype(&mut self) {
        self.typed.pop();
    }
}

/// As many labels as that, shortest first.
fn names(count: usize) -> Box<dyn Iterator<Item = String>> {
    let letter = |at: usize| char::from(LETTERS[at]);
    if count <= LETTERS.len() {
        return Box::new((0..count).map(move |at| letter(at).to_string()));
    }
    // No more letters than needed, so that the fingers stay near the home row.
    let used = (1..LETTERS.len()).find(|used| used * used >= count).unwrap_or(LETTERS.len());
    let pairs = (0..used).flat_map(move |first| (0..used).map(move |second| (first, second)));
    Box::new(pairs.take(count).map(move |(first, second)| [letter(first), letter(second)].iter().collect()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    fn labels(count: u32) -> Labels {
        Labels::new((0..count).map(|link| Spot { link, row: 0, column: 0 }).collect())
    }

    #[test]
    fn no_label_begins_like_another() {
        for count in [0, 1, 9, 26, 27, 100, 676, 700] {
            let labels = labels(count);
            let names: HashSet<&str> = labels.items.iter().map(|label| label.letters.as_str()).collect();
            assert_eq!(names.len(), count.min(676) as usize);
            let lengths: HashSet<usize> = names.iter().map(|name| name.len()).collect();
            assert!(lengths.len() <= 1, "{count}: {lengths:?}");
        }
        let first: Vec<_> = labels(30).items.into_iter().take(3).map(|label| label.letters).collect();
        assert_eq!(first, ["aa", "as", "ad"]);
    }

    #[test]
    fn letters_complete_a_label_and_others_are_ignored() {
        let mut labels = labels(30);
        assert_eq!(labels.take('S'), None);
        assert_eq!((labels.take('?'), labels.typed.as_str()), (None, "s"));
        labels.untype();
        assert_eq!((labels.take('a'), labels.take('d')), (None, Some(2)));
        labels.untype();
        labels.untype();
        labels.untype();
        assert_eq!(labels.typed, "");
    }
}
