//! What a key costs that passes over every post of an archive: another order of the list, and
//! a link to another post. Reading and listing the archive do not belong here.
//!
//!     cargo bench --bench library

#[path = "common/corpus.rs"]
mod corpus;

use std::fmt;

use corpus::{Corpus, shared, sizes};
use divan::{Bencher, black_box};
use kanbao::library::{PostId, SortKey};

fn main() {
    divan::main();
}

/// What is asked of a list of so many posts.
#[derive(Debug, Clone)]
struct Asked {
    what: String,
    posts: u32,
}

impl fmt::Display for Asked {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{} in {}", self.what, self.posts)
    }
}

fn orders() -> Vec<Asked> {
    let of = |key: SortKey| sizes().into_iter().map(move |posts| Asked { what: key.to_string(), posts });
    SortKey::ALL.into_iter().flat_map(of).collect()
}

/// An order that was not asked for before.
#[divan::bench(args = orders(), sample_count = 20)]
fn sort(bencher: Bencher<'_, '_>, asked: &Asked) {
    let library = shared(asked.posts);
    let key: SortKey = asked.what.parse().unwrap_or_default();
    bencher.bench_local(|| library.order(black_box(key)));
}

/// Links of every kind that authors write; the last two are the worst cases: nothing answers,
/// and the name ends like every other.
fn links() -> Vec<Asked> {
    let of = |posts: u32| {
        let path = Corpus(posts).post(posts / 2).path;
        let name = path.trim_start_matches("_posts/").trim_end_matches(".md").to_owned();
        let (day, title) = name.split_at(10);
        let day = day.replace('-', "/");
        let links = [
            format!("/_posts/{name}"),
            format!("{name}.md"),
            format!("/{day}/{}.html", title.trim_start_matches('-')),
            "https-no-such-page".to_owned(),
            format!("/{day}/"),
            "/-".to_owned(),
        ];
        links.map(|what| Asked { what, posts })
    };
    sizes().into_iter().flat_map(of).collect()
}

#[divan::bench(args = links(), sample_count = 30)]
fn resolve(bencher: Bencher<'_, '_>, asked: &Asked) {
    let library = shared(asked.posts);
    bencher.bench_local(|| library.resolve(PostId(7), black_box(&asked.what)));
}
