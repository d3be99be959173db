//! How many posts each facet would leave, and how many each month has.

use std::collections::BTreeMap;

use crate::library::{Bits, FacetKind, Library, Month};
use crate::query::filter::{Choice, Filter};
use crate::query::outcome::FacetCounts;

use super::{Engine, FACETS, facets};

/// What is counted over.
pub(super) struct Base<'a> {
    /// The posts that meet the query.
    pub query: &'a Bits,
    /// What the choice of each kind lets pass; `None` lets all.
    pub sides: &'a [Option<Bits>; 2],
    /// The posts that pass everything.
    pub passing: &'a Bits,
}

impl Engine {
    pub(super) fn counts(&mut self, filter: &Filter, library: &Library, base: &Base<'_>) -> FacetCounts {
        let [categories, tags] = [(0, 1), (1, 0)].map(|(own, other)| {
            let kind = FACETS[own];
            count_kind(filter.choice(kind), kind, library, (base, other))
        });
        FacetCounts { categories, tags, months: months(library, base.passing) }
    }
}

/// The counts of one kind; `other` is the number of the other one.
fn count_kind(
    choice: &Choice,
    kind: FacetKind,
    library: &Library,
    (base, other): (&Base<'_>, usize),
) -> Vec<u32> {
    let loose = choice.any && !choice.included.is_empty();
    if !loose && choice.excluded.is_empty() {
        return tally(library, kind, base.passing);
    }
    let mut over = base.query.clone();
    if let Some(side) = &base.sides[other] {
        over.retain(side);
    }
    if !loose {
        let all = Choice { excluded: Vec::new(), ..choice.clone() };
        all.included.iter().for_each(|id| over.retain(&facets::with_any(library, kind, &[*id])));
    }
    let mut kept = over.clone();
    kept.subtract(&facets::with_any(library, kind, &choice.excluded));
    let mut counts = tally(library, kind, &kept);
    for id in &choice.excluded {
        let others: Vec<_> = choice.excluded.iter().copied().filter(|other| other != id).collect();
        let mut taken = facets::with_any(library, kind, &[*id]);
        taken.retain(&over);
        taken.subtract(&facets::with_any(library, kind, &others));
        if let Some(count) = counts.get_mut(id.index()) {
            *count = u32::try_from(taken.count()).unwrap_or(u32::MAX);
        }
    }
    counts
}

fn tally(library: &Library, kind: FacetKind, posts: &Bits) -> Vec<u32> {
    let mut counts = vec![0; library.facet_len(kind)];
    posts.iter().for_each(|post| library.count(kind, post, &mut counts));
    counts
}

/// The months of some posts. Posts come nearly in the order of their dates, so that most are
/// counted without a look into the table.
pub(super) fn months(library: &Library, posts: &Bits) -> Vec<(Month, u32)> {
    let column = library.months();
    let mut counts: BTreeMap<Month, u32> = BTreeMap::new();
    let mut run: Option<(Month, u32)> = None;
    for month in posts.iter().filter_map(|post| column.get(post.index()).copied().flatten()) {
        match &mut run {
            Some((last, count)) if *last == month => *count += 1,
            _ => {
                if let Some((last, count)) = run.replace((month, 1)) {
                    *counts.entry(last).or_default() += count;
                }
            }
        }
    }
    if let Some((last, count)) = run {
        *counts.entry(last).or_default() += count;
    }
    counts.into_iter().collect()
}
