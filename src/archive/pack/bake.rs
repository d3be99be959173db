//! The texts of posts as a pack keeps them: read, rendered and folded on all cores, each in
//! bounded time. How a body is rendered is the caller's business: `archive` knows no articles.

use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use rayon::iter::{IntoParallelIterator, ParallelIterator};

use super::PART;
use super::write::Entry;
use crate::archive::bounded::Bounded;
use crate::archive::{Archive, Body, file};
use crate::text::{fold, sanitize};

/// Makes a body's text of it: clean parts (paragraphs, cells), nothing is found across two.
pub type Render = Arc<dyn Fn(&Body) -> Vec<String> + Send + Sync>;

/// How long one post may take; then its source is its text.
const PATIENCE: Duration = Duration::from_secs(2);

/// Makes entries of posts.
pub struct Oven<'a> {
    archive: &'a Archive,
    render: Bounded<Arc<Body>, Vec<String>>,
}

impl<'a> Oven<'a> {
    /// An oven for an archive.
    pub fn new(archive: &'a Archive, render: &Render) -> Self {
        let render = Arc::clone(render);
        let work = Arc::new(move |body: Arc<Body>| render(&body));
        Self { archive, render: Bounded::new(work, PATIENCE) }
    }

    /// The entries of some posts, in the same order, each with what `make` makes of it; a post
    /// that cannot be read has none.
    pub(super) fn bake<T: Send>(&self, posts: &[String], make: impl Fn(Entry) -> T + Sync) -> Vec<Option<T>> {
        let bake = |path: &String| Some(make(self.guarded(path)?));
        posts.into_par_iter().map(bake).collect()
    }

    /// A fault in reading costs the post, nothing else.
    fn guarded(&self, path: &str) -> Option<Entry> {
        catch_unwind(AssertUnwindSafe(|| self.entry(path))).ok().flatten()
    }

    fn entry(&self, path: &str) -> Option<Entry> {
        let body = Arc::new(self.archive.read_body(path).ok()?);
        let parts = self.render.run(Arc::clone(&body)).unwrap_or_else(|| source(&body));
        let key: String =
            parts.iter().map(|part| fold::Folded::running(part).key().to_owned() + "\n").collect();
        // A post without text has a key too.
        let key = if key.is_empty() { "\n".to_owned() } else { key };
        Some(Entry {
            path: path.to_owned(),
            stamp: body.stamp,
            key,
            text: parts.join(PART),
            templated: body.context.page.is_some(),
        })
    }
}

/// A body as the text that it is.
fn source(body: &Body) -> Vec<String> {
    sanitize::block(&body.text).split("\n\n").map(str::to_owned).collect()
}

/// What tells the settings and data of a site from others: templates in bodies show them.
pub fn site(archive: &Archive) -> u64 {
    let mut hasher = super::Hasher::default();
    hasher.add(format!("{:?}", archive.site.values).as_bytes());
    data(&archive.root.join("_data"), 0, &mut hasher);
    hasher.end()
}

fn data(folder: &Path, depth: usize, hasher: &mut super::Hasher) {
    let mut entries: Vec<_> = fs::read_dir(folder).into_iter().flatten().flatten().collect();
    entries.sort_by_key(fs::DirEntry::file_name);
    for entry in entries {
        let Ok(metadata) = entry.path().metadata() else { continue };
        let stamp = file::stamp(&metadata);
        hasher.add(entry.file_name().as_encoded_bytes());
        if metadata.is_dir() && depth < 4 {
            data(&entry.path(), depth + 1, hasher);
        } else {
            hasher.add(format!("{stamp:?}").as_bytes());
        }
    }
}
