//! Evaluation: which posts pass a filter, live while it is typed. Every condition becomes a set
//! of posts that is kept for the next key; sets are joined 64 posts at a time.
//!
//! Words also match through their pinyin. What is negated does not: `-ma` takes away what is
//! written so, not what merely sounds so; named facets (`-tag:yaowen`) and `py:` do.

use std::sync::Arc;

use crate::library::{Bits, FacetKind, Library, PostId};

use super::filter::{Choice, Filter};
use super::outcome::{Evidence, FacetCounts, Outcome};
use super::syntax::Expr;
use crate::text::pinyin::Typed;

mod cache;
mod counts;
mod facets;
mod leaf;
mod marks;
mod sounds;
mod words;

use cache::Cache;

/// Evaluates filters over one library and remembers what its conditions gave.
#[derive(Debug, Default)]
pub struct Engine {
    cache: Cache,
    /// The library that the cache is about: its version and length.
    of: (u64, usize),
    /// Words of the last query that were also looked for by pinyin.
    sounded: Vec<Typed>,
}

/// How a condition is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Reading {
    /// As it is written.
    Literal,
    /// Through pinyin too.
    Sounding,
    /// Inside a negation.
    Negated,
}

/// What conditions are tested on.
#[derive(Clone, Copy)]
struct Ground<'a> {
    library: &'a Library,
    evidence: Evidence<'a>,
}

impl Engine {
    /// What passes, in the order of `order`, which holds posts of the library once each.
    pub fn run(
        &mut self,
        filter: &Filter,
        library: &Library,
        evidence: &Evidence<'_>,
        order: &[PostId],
    ) -> Outcome {
        let ground = Ground { library, evidence: *evidence };
        self.begin(library);
        let (mut literal, mut sounding) = self.query(&filter.query.expr, ground);
        if order.len() < library.present() {
            let listed = order.iter().copied().collect();
            literal.retain(&listed);
            if let Some(sounding) = &mut sounding {
                sounding.retain(&listed);
            }
        }
        let all = sounding.as_ref().unwrap_or(&literal);
        let sides = FACETS.map(|kind| self.chosen(filter.choice(kind), kind, library));
        let mut passing = all.clone();
        sides.iter().flatten().for_each(|side| passing.retain(side));
        let counts =
            self.counts(filter, library, &counts::Base { query: all, sides: &sides, passing: &passing });
        literal.retain(&passing);
        let posts = listed(order, &literal, &passing);
        Outcome { posts, literal: literal.count(), counts }
    }

    /// The same for a filter that lets all pass, where it is known how many posts each category
    /// and tag has: posts come in portions, and none of them is to count all others again.
    pub fn all(&mut self, library: &Library, order: &[PostId], totals: [&[u32]; 2]) -> Outcome {
        self.begin(library);
        self.sounded.clear();
        let [categories, tags] = totals.map(<[u32]>::to_vec);
        let months = counts::months(library, &library.gone().complement(library.len()));
        let counts = FacetCounts { categories, tags, months };
        Outcome { posts: order.to_vec(), literal: order.len(), counts }
    }

    /// The posts that meet a query: as it is written, and (where there may be more) through
    /// pinyin too.
    pub fn posts(&mut self, expr: &Expr, library: &Library, evidence: &Evidence<'_>) -> (Bits, Option<Bits>) {
        self.begin(library);
        self.query(expr, Ground { library, evidence: *evidence })
    }

    /// Some posts of the library came or changed, or went: what was found in the others stays.
    /// `before` tells which library it was: [`Engine::stamp`].
    pub fn patch(&mut self, before: (u64, usize), library: &Library, touched: &Bits) {
        if self.of == before {
            self.cache.patch(touched);
            self.of = Self::stamp(library);
        }
    }

    /// What tells a library from what it was before.
    pub fn stamp(library: &Library) -> (u64, usize) {
        (library.version(), library.len())
    }

    /// Forgets what no longer holds.
    fn begin(&mut self, library: &Library) {
        let now = Self::stamp(library);
        if self.of != now {
            self.of = now;
            self.cache.clear();
        }
    }

    fn query(&mut self, expr: &Expr, ground: Ground<'_>) -> (Bits, Option<Bits>) {
        self.sounded.clear();
        let gone = ground.library.gone();
        let literal = self.eval(expr, ground, Reading::Literal);
        let sounds = may_sound(expr);
        let sounding = sounds.then(|| self.eval(expr, ground, Reading::Sounding).into_owned());
        let mut literal = literal.into_owned();
        literal.subtract(gone);
        let without_gone = |mut posts: Bits| {
            posts.subtract(gone);
            posts
        };
        (literal, sounding.map(without_gone))
    }

    fn eval(&mut self, expr: &Expr, ground: Ground<'_>, reading: Reading) -> Set {
        let posts = ground.library.len();
        match expr {
            Expr::All => Set::Own(Bits::all(posts)),
            Expr::Term(term) => self.leaf(term, ground, reading),
            Expr::Not(part) => {
                let part = self.eval(part, ground, Reading::Negated);
                Set::Own(part.bits().complement(posts))
            }
            Expr::And(parts) => {
                let mut all: Option<Bits> = None;
                for part in parts {
                    let part = self.eval(part, ground, reading);
                    match &mut all {
                        None => all = Some(part.into_owned()),
                        Some(all) => all.retain(part.bits()),
                    }
                }
                Set::Own(all.unwrap_or_else(|| Bits::all(posts)))
            }
            Expr::Or(parts) => {
                let mut any = Bits::none(posts);
                for part in parts {
                    any.extend(self.eval(part, ground, reading).bits());
                }
                Set::Own(any)
            }
        }
    }

    /// The posts that a choice lets pass; `None` where it lets all.
    fn chosen(&mut self, choice: &Choice, kind: FacetKind, library: &Library) -> Option<Bits> {
        if choice.is_empty() {
            return None;
        }
        let with = |ids: &[_]| facets::with_any(library, kind, ids);
        let mut passing = match choice.included.as_slice() {
            [] => Bits::all(library.len()),
            included if choice.any => with(included),
            [first, others @ ..] => {
                let mut all = with(&[*first]);
                others.iter().for_each(|other| all.retain(&with(&[*other])));
                all
            }
        };
        if !choice.excluded.is_empty() {
            passing.subtract(&with(&choice.excluded));
        }
        Some(passing)
    }
}

/// Whether a query may be met through pinyin alone.
fn may_sound(expr: &Expr) -> bool {
    match expr {
        Expr::All | Expr::Not(_) => false,
        Expr::And(parts) | Expr::Or(parts) => parts.iter().any(may_sound),
        Expr::Term(term) => leaf::may_sound(term),
    }
}

/// The kinds of facets, in the order of [`counts::Base::sides`].
const FACETS: [FacetKind; 2] = [FacetKind::Category, FacetKind::Tag];

/// A set that is kept in the cache, or one that was just made.
enum Set {
    Kept(Arc<Bits>),
    Own(Bits),
}

impl Set {
    fn bits(&self) -> &Bits {
        match self {
            Self::Kept(bits) => bits,
            Self::Own(bits) => bits,
        }
    }

    fn into_owned(self) -> Bits {
        match self {
            Self::Kept(bits) => Arc::unwrap_or_clone(bits),
            Self::Own(bits) => bits,
        }
    }
}

/// The posts of `order` that are in `first`, then the others that are in `all`.
fn listed(order: &[PostId], first: &Bits, all: &Bits) -> Vec<PostId> {
    let count = all.count();
    if count == order.len() && first == all {
        return order.to_vec();
    }
    let mut posts = Vec::with_capacity(count);
    posts.extend(order.iter().copied().filter(|post| first.contains(*post)));
    if posts.len() < count {
        posts.extend(order.iter().copied().filter(|post| all.contains(*post) && !first.contains(*post)));
    }
    posts
}

#[cfg(test)]
mod tests;
