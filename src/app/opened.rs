//! An opened post, and the shelf of those that were opened or prepared before: coming back to
//! one costs nothing. Whether a file changed since is told by the worker that looks.

use std::sync::Arc;

use super::head::timed;
use crate::article::block::{Block, Mark};
use crate::article::find::Index;
use crate::article::{Anchor, Article, Head, Layout, Options};
use crate::library::PostId;
use crate::post::Stamp;
use crate::state::Identity;

/// Articles that are kept.
const MOST: usize = 16;
/// Bytes that they may take together.
const MOST_BYTES: usize = 32 << 20;
/// Bytes from which an article is laid out on a worker: here it would hold up a key.
pub const LONG: usize = 256 << 10;

/// An article with its layout.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Opened {
    /// What stands above the text.
    pub head: Head,
    /// Its body.
    pub article: Arc<Article>,
    /// Head and body at one width.
    pub layout: Layout,
    /// Its text ready to be searched, where that takes too long to be done at a key.
    pub index: Option<Index>,
    /// The file it was read from, where it can be told from a later one.
    pub stamp: Option<Stamp>,
    /// What its body is the same by.
    pub body: Option<Identity>,
    /// About how many bytes it takes in memory.
    pub bytes: usize,
}

impl Opened {
    /// Lays an article out, with its reading time in its head and without a heading that says
    /// the title again.
    pub fn new(article: Article, head: &Head, options: Options) -> Self {
        let article = article.under(&head.title);
        let head = timed(head, article.minutes(), options.lang);
        let layout = Layout::new(Some(&head), &article, options);
        let text = bytes(&article);
        let index = (text >= LONG).then(|| Index::of(&article));
        // The folded text is about as long as the text.
        let folded = if index.is_some() { text } else { 0 };
        let bytes = text + folded + layout.len() * size_of::<[u32; 5]>();
        Self { head, article: Arc::new(article), layout, index, stamp: None, body: None, bytes }
    }
}

fn bytes(article: &Article) -> usize {
    let texts = article.blocks.iter().flat_map(|block| block.kind.texts());
    let texts: usize = texts
        .map(|text| {
            text.text.len()
                + size_of_val(&text.marks[..]).max(size_of::<Mark>())
                + size_of_val(&text.glue[..])
        })
        .sum();
    let links: usize = article.links.iter().map(|link| 2 * link.text.len() + 128).sum();
    texts + links + article.blocks.len() * size_of::<Block>()
}

/// What was at the top of the pane.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Place {
    /// The text.
    pub anchor: Anchor,
    /// Its row in the layout of the time: several rows may begin at one place of the text, the
    /// blank one before a paragraph too.
    pub row: usize,
    /// How that was laid out.
    pub options: Option<Options>,
}

/// A kept article and the text that was at the top.
#[derive(Debug)]
struct Kept {
    post: PostId,
    opened: Opened,
    place: Place,
}

/// The articles that were opened or prepared last, the oldest first.
#[derive(Debug, Default)]
pub struct Shelf(Vec<Kept>);

impl Shelf {
    /// Keeps an article; the oldest ones go where there is no room.
    pub fn put(&mut self, post: PostId, opened: Opened, place: Place) {
        self.0.retain(|kept| kept.post != post);
        self.0.push(Kept { post, opened, place });
        let bytes = |kept: &[Kept]| kept.iter().map(|kept| kept.opened.bytes).sum::<usize>();
        while self.0.len() > MOST || (self.0.len() > 1 && bytes(&self.0) > MOST_BYTES) {
            self.0.remove(0);
        }
    }

    /// Takes an article, and the text that was at its top.
    pub fn take(&mut self, post: PostId) -> Option<(Opened, Place)> {
        let at = self.0.iter().position(|kept| kept.post == post)?;
        let Kept { opened, place, .. } = self.0.remove(at);
        Some((opened, place))
    }

    /// Whether an article is there.
    pub fn has(&self, post: PostId) -> bool {
        self.0.iter().any(|kept| kept.post == post)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::block::{Kind, Notice};

    fn opened(bytes: usize) -> Opened {
        let article = Article::plain("看报", Notice::TooLarge);
        let options = crate::app::reader::Look::default().options(40);
        Opened { bytes, ..Opened::new(article, &Head::default(), options) }
    }

    fn kept(bytes: &[usize]) -> Vec<u32> {
        let mut shelf = Shelf::default();
        for (at, bytes) in (0..).zip(bytes) {
            shelf.put(PostId(at), opened(*bytes), Place::default());
        }
        shelf.0.iter().map(|kept| kept.post.0).collect()
    }

    #[test]
    fn the_oldest_go_first() {
        assert_eq!(kept(&[100; 18]), (2..18).collect::<Vec<u32>>());
        assert_eq!(kept(&[20 << 20, 20 << 20, 10 << 20]), [1, 2]);
        assert_eq!(kept(&[100 << 20]), [0], "one is always kept");
        assert_eq!(kept(&[100, 100 << 20]), [1]);
    }

    #[test]
    fn what_is_put_again_is_the_newest() {
        let mut shelf = Shelf::default();
        for post in (0..16).chain([0, 16]) {
            shelf.put(PostId(post), opened(1), Place { row: post as usize, ..Place::default() });
        }
        assert!(shelf.has(PostId(0)) && !shelf.has(PostId(1)));
        assert_eq!(shelf.take(PostId(0)).map(|(_, place)| place.row), Some(0));
        assert!(shelf.take(PostId(0)).is_none());
    }

    #[test]
    fn the_text_counts_most() {
        let text = "字".repeat(100_000);
        let article = Article::plain(&text, Notice::TooLarge);
        assert!(matches!(article.blocks[0].kind, Kind::Paragraph(_)));
        assert!((300_000..400_000).contains(&bytes(&article)), "{}", bytes(&article));
    }
}
