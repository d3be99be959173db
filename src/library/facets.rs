//! Counts for each category and tag over any list of posts. One pass over the
//! list, whatever the number of facets.

use super::dictionary::{FacetId, FacetKind};
use super::table::{Library, PostId};
use crate::text::fold;

impl Library {
    /// How many of `posts` have each category or tag; the index is the facet's number.
    pub fn counts(&self, kind: FacetKind, posts: &[PostId]) -> Vec<u32> {
        let mut counts = vec![0; self.facet_len(kind)];
        for &post in posts {
            self.count(kind, post, &mut counts);
        }
        counts
    }

    /// The category or tag of a name: the one that is called exactly so, else one whose name
    /// folds to the same key.
    pub fn facet_called(&self, kind: FacetKind, name: &str) -> Option<FacetId> {
        let key = fold::key(name);
        let folded = || self.facets(kind).find(|(_, known)| fold::key(known) == key).map(|(id, _)| id);
        self.facet_by_name(kind, name).or_else(folded)
    }

    /// Adds one post to `counts`, which has an entry for every facet of the kind.
    pub fn count(&self, kind: FacetKind, post: PostId, counts: &mut [u32]) {
        for facet in self.facets_of(post, kind) {
            if let Some(count) = counts.get_mut(facet.index()) {
                *count += 1;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::library::RootId;
    use crate::post::Post;

    #[test]
    fn a_post_counts_once_for_each_of_its_facets() {
        let mut library = Library::default();
        for (path, tags) in [("a.md", vec!["银行", "要闻"]), ("b.md", vec!["银行"]), ("c.md", vec![])] {
            let tags = tags.into_iter().map(String::from).collect();
            library.push(RootId(0), &Post { path: path.into(), title: "题".into(), tags, ..Post::default() });
        }
        let all: Vec<_> = library.ids().collect();
        assert_eq!(library.counts(FacetKind::Tag, &all), [2, 1]);
        assert_eq!(library.counts(FacetKind::Tag, &all[1..]), [1, 0]);
        assert_eq!(library.counts(FacetKind::Category, &all), Vec::<u32>::new());
        assert_eq!(library.facet_by_name(FacetKind::Tag, "要闻"), Some(FacetId(1)));
    }
}
