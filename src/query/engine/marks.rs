//! What a filter found in a title: the search compares folded keys, whose letters are others
//! than the title's.

use std::ops::Range;

use crate::query::filter::Filter;
use crate::query::spans;
use crate::query::syntax::{Field, Test};
use crate::text::fold::{Finder, Folded};
use crate::text::pinyin::Typed;

use super::Engine;

impl Engine {
    /// The byte ranges of a title that a filter's words found; ascending, apart. What is refused
    /// (`-x`) is not marked, nor what other fields found.
    pub fn marks(&self, filter: &Filter, title: &str) -> Vec<Range<usize>> {
        let terms = filter.query.terms();
        let terms = terms.iter().filter(|(_, negated)| !negated).map(|(term, _)| term);
        let mut folded = None;
        let mut hits = Vec::new();
        for term in terms {
            match &term.test {
                Test::Word(key) | Test::Phrase(key) if term.field == Field::Pinyin => {
                    hits.extend(Typed::new(key).and_then(|typed| typed.find(title)).unwrap_or_default());
                }
                _ if !matches!(term.field, Field::Any | Field::Title) => {}
                Test::Word(key) | Test::Phrase(key) => {
                    let folded = folded.get_or_insert_with(|| Folded::new(title));
                    hits.extend(folded.find(&Finder::new(key)));
                }
                Test::Regex(pattern) => hits.extend(pattern.find(title)),
                Test::When(_) | Test::Is(_) => {}
            }
        }
        // Whatever a word found by what is written, it is not looked for by its sound there.
        if hits.is_empty() {
            hits.extend(self.sounded.iter().filter_map(|typed| typed.find(title)).flatten());
        }
        spans::merged(hits)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::query::Query;
    use crate::query::syntax::{Expr, Term};

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
            let terms = keys.iter().map(|key| Test::Word((*key).into()));
            let terms = terms.map(|test| Expr::Term(Term { field: Field::Any, test, at: 0..0 }));
            let query = Query { expr: Expr::And(terms.collect()) };
            let marks = Engine::default().marks(&Filter { query, ..Filter::default() }, title);
            let got: Vec<&str> = marks.into_iter().map(|range| &title[range]).collect();
            assert_eq!(got, expected, "{title}");
        }
    }
}
