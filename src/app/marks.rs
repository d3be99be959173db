//! Where the words of the filter stand in a title. The search compares folded keys
//! ([`fold::key`]), whose letters are others than the title's; this finds the way back.

use std::ops::Range;

use super::state::App;
use crate::query::parse::Field;
use crate::text::{fold, width};

impl App {
    /// The byte ranges of a title that the filter's words found; ascending, apart.
    pub fn marks(&self, title: &str) -> Vec<Range<usize>> {
        let words = self.filter.query.terms.iter().filter(|term| !term.negated && term.field == Field::Title);
        let keys: Vec<&str> = words.map(|term| term.key.as_str()).collect();
        if keys.is_empty() { Vec::new() } else { found(title, &keys) }
    }
}

fn found(title: &str, keys: &[&str]) -> Vec<Range<usize>> {
    let mut folded = String::new();
    // For each cluster: where its key ends, and its bytes in the title.
    let mut clusters: Vec<(usize, Range<usize>)> = Vec::new();
    for (at, cluster) in width::cluster_indices(title) {
        folded.push_str(&fold::key(cluster));
        clusters.push((folded.len(), at..at + cluster.len()));
    }
    let mut hits: Vec<Range<usize>> = keys
        .iter()
        .flat_map(|key| folded.match_indices(*key))
        .filter_map(|(at, hit)| {
            let first = clusters.partition_point(|(end, _)| *end <= at);
            let last = clusters.partition_point(|(end, _)| *end < at + hit.len());
            Some(clusters.get(first)?.1.start..clusters.get(last)?.1.end)
        })
        .collect();
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
        let table: [(&str, &[&str], &[&str]); 7] = [
            ("央行：汇率与银行", &["银行"], &["银行"]),
            ("央行：汇率与银行", &["汇率", "率与"], &["汇率与"]),
            ("ＡＰＰＬＥ 发布会", &["apple"], &["ＡＰＰＬＥ"]),
            ("半角ｶﾞの話", &["ガ"], &["ｶﾞ"]),
            ("㍿日本", &["式会"], &["㍿"]),
            ("İstanbul 游记", &["游"], &["游"]),
            ("没有", &["別"], &[]),
        ];
        for (title, keys, expected) in table {
            let got: Vec<&str> = found(title, keys).into_iter().map(|range| &title[range]).collect();
            assert_eq!(got, expected, "{title}");
        }
    }
}
