//! Sort keys, and lists of posts in their order. Every order is total: posts that a
//! key cannot tell apart stand by path, so that a list never shuffles.

use std::cmp::{Ordering, Reverse};
use std::fmt;
use std::str::FromStr;

use super::bits::Bits;
use super::table::{Library, PostId, PostView};

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

impl Library {
    /// Every post in the order of a key.
    pub fn order(&self, key: SortKey) -> Vec<PostId> {
        if key == SortKey::Newest && self.newest_first() == self.len() {
            return self.ids().collect();
        }
        if let SortKey::Newest = key {
            return self.order_by_date();
        }
        let mut views: Vec<_> = self.ids().map(|id| self.get(id)).collect();
        views.sort_unstable_by(|a, b| key.compare(a, b));
        views.into_iter().map(|view| view.id).collect()
    }

    /// [`SortKey::Newest`], by numbers. Posts come in nearly that order, which a stable sort uses.
    fn order_by_date(&self) -> Vec<PostId> {
        let date = |id: PostId| {
            let date = self.date(id);
            (date.is_none(), Reverse(date.map_or(0, |date| date.seconds)), id)
        };
        let mut dates: Vec<_> = self.ids().map(date).collect();
        dates.sort_by(|a, b| {
            (a.0, a.1).cmp(&(b.0, b.1)).then_with(|| self.path(a.2).cmp(self.path(b.2)).then(a.2.cmp(&b.2)))
        });
        dates.into_iter().map(|(_, _, id)| id).collect()
    }

    /// Brings an order of the key up to date: posts from the identity `first` on are new to it,
    /// those that `changed` are sorted in again, those that are gone leave it.
    pub fn patch_order(&self, key: SortKey, order: &mut Vec<PostId>, first: usize, changed: &Bits) {
        let sorted = if key == SortKey::Newest { self.newest_first() } else { 0 };
        if order.is_empty() && first == 0 && sorted == self.len() {
            return order.extend(self.ids());
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
    fn names_round_trip() {
        for key in SortKey::ALL {
            assert_eq!(key.to_string().parse(), Ok(key));
        }
        assert!("新".parse::<SortKey>().is_err());
        assert_eq!(SortKey::default(), SortKey::Newest);
    }
}
