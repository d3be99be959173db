//! One condition: the posts that meet it.

use std::ops::Range;

use crate::library::{Bits, FacetKind, Library, NameKind, PostId};
use crate::query::outcome::body_key;
use crate::query::syntax::{Field, Pattern, Status, Term, Test};
use crate::text::fold;
use crate::text::pinyin::Typed;

use super::cache::Asked;
use super::{Engine, FACETS, Ground, Reading, Set, facets, sounds, words};

/// Whether a condition may be met through pinyin alone.
pub(super) fn may_sound(term: &Term) -> bool {
    let field = matches!(term.field, Field::Any | Field::Title | Field::Category | Field::Tag);
    matches!(&term.test, Test::Word(word) if field && Typed::new(word).is_some())
}

impl Engine {
    pub(super) fn leaf(&mut self, term: &Term, ground: Ground<'_>, reading: Reading) -> Set {
        let library = ground.library;
        match (term.field, &term.test) {
            (Field::Status, Test::Is(status)) => Set::Own(with_status(*status, ground)),
            (Field::Body, _) => Set::Own(
                body_key(term).and_then(|key| ground.evidence.bodies.get(&key)).cloned().unwrap_or_default(),
            ),
            (Field::Any | Field::Title, Test::Word(key)) if !key.is_empty() => {
                self.word(key, term.field, library, reading)
            }
            (Field::Any | Field::Title, Test::Phrase(key)) if !key.is_empty() => {
                self.word(key, term.field, library, Reading::Literal)
            }
            (Field::Pinyin, Test::Word(key) | Test::Phrase(key)) => self.by_sound(key, library),
            (Field::Category | Field::Tag, Test::Word(key)) => {
                let kind = kind_of(term.field);
                let typed = Typed::new(key).filter(|_| reading != Reading::Literal);
                let sounds = |name: &str| typed.as_ref().is_some_and(|typed| typed.matches(name));
                let mut found = facets::with(library, kind, &facets::called(library, kind, key, sounds));
                if term.field == Field::Tag {
                    found.extend(&own_tags(key, false, ground));
                }
                Set::Own(found)
            }
            (Field::Tag, Test::Phrase(key)) => {
                let mut found = self.other(term, library).into_owned();
                found.extend(&own_tags(key, true, ground));
                Set::Own(found)
            }
            _ => self.other(term, library),
        }
    }

    /// A condition whose set is kept whatever the reading.
    fn other(&mut self, term: &Term, library: &Library) -> Set {
        let asked = Asked::Other(format!("{:?} {:?}", term.field, term.test));
        Set::Kept(match self.cache.get(&asked, |_| false) {
            Some(known) => known,
            None => self.cache.put(asked, slow(term, library)),
        })
    }

    /// A word in titles and (unless only they are meant) in names.
    fn word(&mut self, key: &str, field: Field, library: &Library, reading: Reading) -> Set {
        let titles = words::titles(&mut self.cache, library, key);
        let typed = Typed::new(key).filter(|_| reading == Reading::Sounding && !self.floods(key, library));
        if field == Field::Title && typed.is_none() {
            return Set::Kept(titles);
        }
        let mut found = (*titles).clone();
        if field == Field::Any {
            found.extend(&in_names(library, |name| name.contains(key)));
            found.extend(&facets::named(library, NameKind::Author, |name| name.contains(key)));
        }
        if let Some(typed) = typed {
            found.extend(&sounds::titles(&mut self.cache, library, key, &typed));
            if field == Field::Any {
                found.extend(&in_names(library, |name| typed.matches(name)));
            }
            self.sounded.push(typed);
        }
        Set::Own(found)
    }

    fn by_sound(&mut self, key: &str, library: &Library) -> Set {
        let Some(typed) = Typed::new(key) else { return Set::Own(Bits::none(library.len())) };
        let mut found = (*sounds::titles(&mut self.cache, library, key, &typed)).clone();
        found.extend(&in_names(library, |name| typed.matches(name)));
        Set::Own(found)
    }

    /// Whether a Latin word begins so: then pinyin would only bury it.
    fn floods(&mut self, key: &str, library: &Library) -> bool {
        self.cache.latin(key, |posts| words::begins_latin_word(library, key, posts))
    }
}

fn kind_of(field: Field) -> FacetKind {
    if field == Field::Category { FacetKind::Category } else { FacetKind::Tag }
}

/// The posts that have a category or a tag whose key is so.
fn in_names(library: &Library, holds: impl Fn(&str) -> bool) -> Bits {
    let mut found = Bits::none(library.len());
    for kind in FACETS {
        let names = library.dictionary(kind);
        let ids = names.keys().filter(|(_, key)| holds(key)).map(|(id, _)| id);
        found.extend(&facets::with(library, kind, &facets::Names::new(names.len(), ids)));
    }
    found
}

fn with_status(status: Status, ground: Ground<'_>) -> Bits {
    let posts = ground.library.len();
    match status {
        Status::Read => ground.evidence.read.clone(),
        Status::Unread => {
            let mut seen = ground.evidence.read.clone();
            seen.extend(ground.evidence.old);
            seen.complement(posts)
        }
        Status::Starred => ground.evidence.starred.clone(),
        Status::Later => ground.evidence.later.clone(),
        Status::Broken => ground.library.broken().clone(),
        Status::Undated => {
            let undated = (0..).map(PostId).zip(ground.library.months()).filter(|(_, month)| month.is_none());
            undated.map(|(post, _)| post).collect()
        }
    }
}

/// The posts with a tag of the reader's own that is called so, or (unless it is to be `exact`)
/// contains it.
fn own_tags(key: &str, exact: bool, ground: Ground<'_>) -> Bits {
    let mut found = Bits::none(ground.library.len());
    let called = |name: &str| name == key || (!exact && name.contains(key));
    let tags = ground.evidence.own_tags.iter().filter(|(name, _)| called(name));
    tags.for_each(|(_, posts)| found.extend(posts));
    found
}

/// Conditions that look at every post or at every name.
fn slow(term: &Term, library: &Library) -> Bits {
    match (term.field, &term.test) {
        (Field::Date, Test::When(range)) => dated(library, range),
        (Field::Category | Field::Tag, Test::Phrase(key)) => {
            let kind = kind_of(term.field);
            let names = library.dictionary(kind);
            let ids = names.keys().filter(|(_, name)| name == key).map(|(id, _)| id);
            facets::with(library, kind, &facets::Names::new(names.len(), ids))
        }
        (Field::Author, Test::Word(key) | Test::Phrase(key)) => {
            facets::named(library, NameKind::Author, |name| name.contains(key.as_str()))
        }
        (Field::Lang, Test::Word(key) | Test::Phrase(key)) => {
            facets::named(library, NameKind::Lang, |code| is_lang(code, key))
        }
        (Field::Source, Test::Word(key) | Test::Phrase(key)) => from_host(library, key),
        (Field::Path, Test::Word(key) | Test::Phrase(key)) => at_path(library, key),
        (field, Test::Regex(pattern)) => matching(library, field, pattern),
        _ => Bits::none(library.len()),
    }
}

fn dated(library: &Library, range: &Range<i64>) -> Bits {
    let holds = |post: &PostId| library.clock(*post).is_some_and(|clock| range.contains(&clock));
    collect(library, library.ids().filter(holds))
}

fn collect(library: &Library, posts: impl Iterator<Item = PostId>) -> Bits {
    let mut bits = Bits::none(library.len());
    posts.for_each(|post| bits.insert(post));
    bits
}

/// `zh` is `zh-CN` too; an empty code is no language.
fn is_lang(code: &str, key: &str) -> bool {
    let key = key.replace('_', "-");
    code.strip_prefix(&key).is_some_and(|rest| !code.is_empty() && (rest.is_empty() || rest.starts_with('-')))
}

/// Posts from a host or one below it; where there is none, from hosts that contain the text.
fn from_host(library: &Library, key: &str) -> Bits {
    let key = key.strip_prefix("www.").unwrap_or(key);
    let below = |host: &str| {
        host.strip_suffix(key)
            .is_some_and(|rest| !host.is_empty() && (rest.is_empty() || rest.ends_with('.')))
    };
    let exact = facets::named(library, NameKind::Host, below);
    if exact.is_empty() { facets::named(library, NameKind::Host, |host| host.contains(key)) } else { exact }
}

fn at_path(library: &Library, key: &str) -> Bits {
    let finder = memchr::memmem::Finder::new(key);
    let holds = |post: &PostId| {
        let path = library.path(*post).as_bytes();
        // Most paths are their own key.
        let folded = path.iter().any(|byte| byte.is_ascii_uppercase() || !byte.is_ascii());
        if folded { fold::key(library.path(*post)).contains(key) } else { finder.find(path).is_some() }
    };
    collect(library, library.ids().filter(holds))
}

/// A regular expression, on texts as they are written.
fn matching(library: &Library, field: Field, pattern: &Pattern) -> Bits {
    let mut found = Bits::none(library.len());
    if matches!(field, Field::Any | Field::Title) {
        found.extend(&collect(library, library.ids().filter(|post| pattern.matches(library.title(*post)))));
    }
    for (kind, of) in [(FacetKind::Category, Field::Category), (FacetKind::Tag, Field::Tag)] {
        if field == Field::Any || field == of {
            let ids = library.facets(kind).filter(|(_, name)| pattern.matches(name)).map(|(id, _)| id);
            found.extend(&facets::with(library, kind, &facets::Names::new(library.facet_len(kind), ids)));
        }
    }
    let named = [
        (NameKind::Author, matches!(field, Field::Any | Field::Author)),
        (NameKind::Host, field == Field::Source),
        (NameKind::Lang, field == Field::Lang),
    ];
    for (kind, _) in named.into_iter().filter(|(_, asked)| *asked) {
        found.extend(&facets::written(library, kind, |name| pattern.matches(name)));
    }
    if field == Field::Path {
        found.extend(&collect(library, library.ids().filter(|post| pattern.matches(library.path(*post)))));
    }
    found
}
