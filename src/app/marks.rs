//! Where the words of the filter stand in a title: the search compares folded keys, whose
//! letters are others than the title's.

use std::ops::Range;

use super::state::App;
use crate::query::syntax::{Field, Test};
use crate::text::fold::{Finder, Folded};

impl App {
    /// The byte ranges of a title that the filter's words found; ascending, apart.
    pub fn marks(&self, title: &str) -> Vec<Range<usize>> {
        let terms = self.filter.query.terms();
        let keys: Vec<&str> = terms
            .iter()
            .filter_map(|(term, negated)| match (&term.test, term.field) {
                (Test::Word(key) | Test::Phrase(key), Field::Any | Field::Title) if !negated => {
                    Some(key.as_str())
                }
                _ => None,
            })
            .collect();
        if keys.is_empty() { Vec::new() } else { found(title, &keys) }
    }
}

fn found(title: &str, keys: &[&str]) -> Vec<Range<usize>> {
    let folded = Folded::new(title);
    let mut hits: Vec<Range<usize>> =
        keys.iter().flat_map(|key| folded.find(&Finder::new(key)).collect::<Vec<_>>()).collect();
    hits.sort_by_key(|hit| (hit.start, hit.end));
    let mut merged: Vec<Range<usize>> = Vec::new();
    for hit in hits {
        match merged.last_mut() {
            Some(before) if hit.start <= before.end => before.end = before.end.max(hit.end),
            _ => merged.push(hit),
        }
    }
    merged
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_found_in_the_title_as_it_is_written() {
        let table: [(&str, &[&str], &[&str]); 8] = [
            ("央行：汇率与银行", &["银行"], &["银行"]),
            ("央行：汇率与银行", &["汇率", "率与"], &["汇率与"]),
            ("ＡＰＰＬＥ 发布会", &["apple"], &["ＡＰＰＬＥ"]),
            ("半角ｶﾞの話", &["ガ"], &["ｶﾞ"]),
            ("㍿日本", &["式会"], &["㍿"]),
            ("İstanbul 游记", &["游"], &["游"]),
            ("後臺與后台", &["后台"], &["後臺", "后台"]),
            ("没有", &["別"], &[]),
        ];
        for (title, keys, expected) in table {
            let got: Vec<&str> = found(title, keys).into_iter().map(|range| &title[range]).collect();
            assert_eq!(got, expected, "{title}");
        }
    }
}
