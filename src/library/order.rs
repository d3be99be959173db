//! Sort keys, and lists of posts in their order. Every order is total: posts that a
//! key cannot tell apart stand by path, so that a list never shuffles.

use std::cmp::{Ordering, Reverse};
use std::fmt;
use std::str::FromStr;

use super::bits::Bits;
use super::dictionary::FacetKind;
use super::table::{Library, PostId, PostView};
use super::titles::TitleKeys;

/// Bytes of a piece of text.
const PIECE: usize = 12;
/// Posts that are compared one by one rather than by pieces of their texts.
const FEW: usize = 8;
/// Pieces of texts that are looked at before whole texts are.
const MOST_PIECES: usize = 12;

/// What a list of posts is sorted by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum SortKey {
    /// By date, newest first, undated posts last.
    #[default]
    Newest,
    /// By date, oldest first, undated posts last.
    Oldest,
    /// By the folded title.
    Title,
    /// By path.
    Path,
    /// By the first category, then newest first; posts without a category last.
    Category,
}

impl SortKey {
    /// Every key, in the order a reader cycles through them.
    pub const ALL: [Self; 5] = [Self::Newest, Self::Oldest, Self::Title, Self::Path, Self::Category];

    /// The name on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Self::Newest => "newest",
            Self::Oldest => "oldest",
            Self::Title => "title",
            Self::Path => "path",
            Self::Category => "category",
        }
    }

    fn compare(self, a: &PostView<'_>, b: &PostView<'_>) -> Ordering {
        let tie = || a.path.cmp(b.path).then(a.id.cmp(&b.id));
        match self {
            Self::Newest => newest(a).cmp(&newest(b)).then_with(tie),
            Self::Oldest => oldest(a).cmp(&oldest(b)).then_with(tie),
            Self::Title => a.title_key.cmp(b.title_key).then_with(tie),
            Self::Path => tie(),
            Self::Category => {
                category(a).cmp(&category(b)).then_with(|| newest(a).cmp(&newest(b))).then_with(tie)
            }
        }
    }
}

impl fmt::Display for SortKey {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self.name())
    }
}

impl FromStr for SortKey {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let names = || Self::ALL.map(Self::name).join(", ");
        let found = Self::ALL.into_iter().find(|key| key.name() == text);
        found.ok_or_else(|| format!("not a sort key; there are: {}", names()))
    }
}

fn newest(view: &PostView<'_>) -> (bool, Reverse<i64>) {
    (view.date.is_none(), Reverse(view.date.map_or(0, |date| date.seconds)))
}

fn oldest(view: &PostView<'_>) -> (bool, i64) {
    (view.date.is_none(), view.date.map_or(0, |date| date.seconds))
}

fn category<'a>(view: &PostView<'a>) -> (bool, &'a str) {
    let first = view.categories().next().map(|(_, name)| name);
    (first.is_none(), first.unwrap_or_default())
}

/// A number without a sign that is in the same order.
fn ascending(seconds: i64) -> u64 {
    seconds.cast_unsigned() ^ 1 << 63
}

/// The first elements that have the same number, and the others.
fn split_run<T: Copy, N: PartialEq>(posts: &mut [T], number: impl Fn(T) -> N) -> (&mut [T], &mut [T]) {
    let first = posts.first().map(|post| number(*post));
    let same = posts.iter().take_while(|post| first.as_ref() == Some(&number(**post))).count();
    posts.split_at_mut(same)
}

/// The text of each post that is sorted by.
type Texts<'a> = dyn Fn(PostId) -> &'a str + 'a;

/// A post with a piece of its text before it, in one number: the piece decides, and a post finds
/// room in what a piece of twelve bytes leaves.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Begun(u128);

impl Begun {
    /// With the piece from a place on, filled up with zeros; the post alone where there is none.
    fn new(text: &str, from: usize, post: PostId) -> Self {
        let rest = text.as_bytes().get(from..).unwrap_or_default();
        let mut bytes = [0; PIECE + 4];
        match rest.first_chunk::<PIECE>() {
            Some(piece) => bytes[..PIECE].copy_from_slice(piece),
            None => bytes[..rest.len()].copy_from_slice(rest),
        }
        bytes[PIECE..].copy_from_slice(&post.0.to_be_bytes());
        Self(u128::from_be_bytes(bytes))
    }

    fn post(self) -> PostId {
        PostId((self.0 & u128::from(u32::MAX)) as u32)
    }

    fn piece(self) -> u128 {
        self.0 >> u32::BITS
    }
}

/// Sorts posts whose texts have their first `from` bytes in common, by the next piece, and those
/// that have that in common too by the one behind; in the end by what decides between the same
/// texts.
fn sort_texts(mut posts: &mut [Begun], from: usize, text: &Texts<'_>, then: &Texts<'_>) {
    let whole = |a: Begun, b: Begun| {
        let (a, b) = (a.post(), b.post());
        text(a).cmp(text(b)).then_with(|| then(a).cmp(then(b))).then(a.cmp(&b))
    };
    if posts.len() < FEW || from >= MOST_PIECES * PIECE {
        return posts.sort_unstable_by(|a, b| whole(*a, *b));
    }
    posts.iter_mut().for_each(|begun| *begun = Begun::new(text(begun.post()), from, begun.post()));
    posts.sort_unstable();
    while !posts.is_empty() {
        let (same, rest) = split_run(posts, Begun::piece);
        if same.len() > 1 && same.iter().all(|begun| text(begun.post()).len() > from + PIECE) {
            sort_texts(same, from + PIECE, text, then);
        } else {
            same.sort_unstable_by(|a, b| whole(*a, *b));
        }
        posts = rest;
    }
}

/// Posts in the order of their texts.
fn by_text(ids: impl Iterator<Item = PostId>, text: &Texts<'_>, then: &Texts<'_>) -> Vec<PostId> {
    let mut posts: Vec<Begun> = ids.map(|id| Begun::new("", 0, id)).collect();
    sort_texts(&mut posts, 0, text, then);
    posts.into_iter().map(Begun::post).collect()
}

/// Orders of posts by keys.
pub type Orders = Vec<(SortKey, Vec<PostId>)>;

impl TitleKeys {
    /// The orders that take longest, made where no key waits for them: of posts with these titles
    /// and paths, all of them there.
    pub fn orders<'a>(&'a self, path: impl Fn(PostId) -> &'a str + 'a) -> Orders {
        let ids = || (0..).map(PostId).take(self.len());
        let by_title = by_text(ids(), &|id| self.get(id), &path);
        vec![(SortKey::Title, by_title), (SortKey::Path, by_text(ids(), &path, &path))]
    }
}

impl Library {
    /// Every post in the order of a key. Comparing posts one by one would take longer than a frame
    /// where there are many of them: numbers are sorted, and texts a piece at a time.
    pub fn order(&self, key: SortKey) -> Vec<PostId> {
        match key {
            SortKey::Newest => self.newest(),
            SortKey::Oldest => self.oldest(),
            SortKey::Title => by_text(self.ids(), &|id| self.title_keys().get(id), &|id| self.path(id)),
            SortKey::Path => by_text(self.ids(), &|id| self.path(id), &|id| self.path(id)),
            SortKey::Category => self.by_category(),
        }
    }

    fn newest(&self) -> Vec<PostId> {
        if self.newest_first() == self.len() {
            return self.ids().collect();
        }
        let number = |id: PostId| self.seconds(id).map_or(u64::MAX, |seconds| !ascending(seconds));
        let mut posts: Vec<(u64, PostId)> = self.ids().map(|id| (number(id), id)).collect();
        posts.sort_unstable();
        let mut posts: &mut [(u64, PostId)] = &mut posts;
        let mut order = Vec::with_capacity(posts.len());
        while !posts.is_empty() {
            let (same, rest) = split_run(posts, |(seconds, _)| seconds);
            same.sort_unstable_by(|(_, a), (_, b)| self.path(*a).cmp(self.path(*b)).then(a.cmp(b)));
            order.extend(same.iter().map(|(_, id)| *id));
            posts = rest;
        }
        order
    }

    /// The newest first, backwards; those of the same moment stay as they are, undated ones last.
    fn oldest(&self) -> Vec<PostId> {
        let newest = self.newest();
        let (dated, undated) = newest.split_at(newest.partition_point(|id| self.seconds(*id).is_some()));
        let moments = dated.chunk_by(|a, b| self.seconds(*a) == self.seconds(*b));
        moments.rev().flatten().chain(undated).copied().collect()
    }

    fn by_category(&self) -> Vec<PostId> {
        let mut names: Vec<(&str, usize)> =
            self.facets(FacetKind::Category).map(|(id, name)| (name, id.index())).collect();
        names.sort_unstable();
        let mut ranks = vec![0; names.len()];
        names.iter().enumerate().for_each(|(rank, (_, id))| ranks[*id] = rank);
        let rank = |id: &PostId| {
            let first = self.facets_of(*id, FacetKind::Category).first();
            first.and_then(|first| ranks.get(first.index())).copied().unwrap_or(ranks.len())
        };
        let mut order = self.newest();
        order.sort_by_cached_key(rank);
        order
    }

    /// Brings an order of the key up to date: posts from the identity `first` on are new to it,
    /// those that `changed` are sorted in again, those that are gone leave it.
    pub fn patch_order(&self, key: SortKey, order: &mut Vec<PostId>, first: usize, changed: &Bits) {
        if order.is_empty() && first == 0 {
            *order = self.order(key);
            return;
        }
        if !changed.is_empty() || self.present() < self.len() {
            order.retain(|id| !changed.contains(*id) && !self.is_gone(*id));
        }
        let old = changed.iter().filter(|id| id.index() < first);
        let mut new: Vec<_> = old.chain(self.ids_from(first)).filter(|id| !self.is_gone(*id)).collect();
        new.sort_unstable_by(|a, b| key.compare(&self.get(*a), &self.get(*b)));
        let rest = std::mem::take(order);
        let mut rest = rest.as_slice();
        order.reserve(rest.len() + new.len());
        for id in new {
            let view = self.get(id);
            let before = rest.partition_point(|other| key.compare(&self.get(*other), &view).is_lt());
            let (before, behind) = rest.split_at(before);
            order.extend_from_slice(before);
            order.push(id);
            rest = behind;
        }
        order.extend_from_slice(rest);
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::{ProptestConfig, Strategy, prop, prop_assert_eq, proptest};

    use super::*;
    use crate::library::RootId;
    use crate::post::{Post, PostDate};

    fn library() -> Library {
        let mut library = Library::default();
        let rows = [
            ("d.md", "丁", Some(200), Some("银行")),
            ("a.md", "甲", Some(100), None),
            ("c.md", "丙", None, Some("保险")),
            ("b.md", "乙", Some(200), Some("银行")),
        ];
        for (path, title, seconds, category) in rows {
            let date = seconds.map(|seconds| PostDate { seconds, offset: 0 });
            let categories = category.map(String::from).into_iter().collect();
            let post = Post { path: path.into(), title: title.into(), date, categories, ..Post::default() };
            library.push(RootId(0), &post);
        }
        library
    }

    #[test]
    fn every_key_sorts_by_its_rule_and_then_by_path() {
        let library = library();
        let rows = [
            (SortKey::Newest, "b d a c"),
            (SortKey::Oldest, "a b d c"),
            (SortKey::Title, "d c b a"),
            (SortKey::Path, "a b c d"),
            (SortKey::Category, "c b d a"),
        ];
        for (key, expected) in rows {
            let got: Vec<_> =
                library.order(key).iter().map(|&id| library.get(id).path.trim_end_matches(".md")).collect();
            assert_eq!(got.join(" "), expected, "{key}");
        }
    }

    fn posts() -> impl Strategy<Value = Vec<Post>> {
        let text = (0..4usize, 0..3usize, "[a-c银\\x00]{0,12}");
        let text = text.prop_map(|(long, short, end)| {
            ["甲乙丙丁".repeat(long * MOST_PIECES / 2), "银行".repeat(short), end].concat()
        });
        let date = prop::option::of((0i64..4).prop_map(|day| (day - 2) * 86_400));
        let category = prop::option::of(prop::sample::select(vec!["银行", "保险", "Apple"]));
        let post = (text, date, category, 0..9u32).prop_map(|(title, seconds, category, folder)| Post {
            path: format!("{folder}/{title}"),
            title,
            date: seconds.map(|seconds| PostDate { seconds, offset: 0 }),
            categories: category.map(str::to_owned).into_iter().collect(),
            ..Post::default()
        });
        prop::collection::vec(post, 0..200)
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]
        #[test]
        fn an_order_is_what_comparing_posts_gives(posts in posts()) {
            let mut library = Library::default();
            posts.iter().for_each(|post| {
                library.push(RootId(0), post);
            });
            library.remove(library.ids().filter(|id| id.0 % 7 == 3).collect::<Vec<_>>());
            for key in SortKey::ALL {
                let mut compared: Vec<PostId> = library.ids().collect();
                compared.sort_by(|a, b| key.compare(&library.get(*a), &library.get(*b)));
                prop_assert_eq!(library.order(key), compared, "{}", key);
            }
        }
    }

    #[test]
    fn posts_that_are_added_later_are_sorted_in() {
        for key in SortKey::ALL {
            let mut grown = Library::default();
            let mut order = Vec::new();
            let whole = library();
            for id in whole.ids() {
                let view = whole.get(id);
                let (path, title) = (view.path.to_owned(), view.title.to_owned());
                let categories = view.categories().map(|(_, name)| name.to_owned()).collect();
                grown.push(view.root, &Post { path, title, date: view.date, categories, ..Post::default() });
                grown.patch_order(key, &mut order, grown.len() - 1, &Bits::EMPTY);
                assert_eq!(order, grown.order(key), "{key}");
            }
        }
    }

    #[test]
    fn orders_that_are_made_elsewhere_are_the_same() {
        let library = library();
        for (key, order) in library.title_keys().orders(|id| library.path(id)) {
            assert_eq!(order, library.order(key), "{key}");
        }
    }

    #[test]
    fn names_round_trip() {
        for key in SortKey::ALL {
            assert_eq!(key.to_string().parse(), Ok(key));
        }
        assert!("新".parse::<SortKey>().is_err());
        assert_eq!(SortKey::default(), SortKey::Newest);
    }
}
