//! What following a link to another post costs in a large archive: the key that does it
//! passes over every post. Reading and listing the archive do not belong here.
//!
//!     cargo bench --bench library

use divan::{Bencher, black_box};
use kanbao::library::{Library, PostId, RootId};
use kanbao::post::Post;

/// Posts of the archive: as many as the program has to carry without being felt.
const POSTS: usize = 100_000;

/// Links of every kind that authors write; the last two are the worst cases: nothing
/// answers, and the name ends like every other.
const LINKS: [&str; 6] = [
    "/_posts/2014-05-08-xinwen-50000",
    "2014-05-08-xinwen-50000.md",
    "/xinwen/2014/05/08/xinwen-50000.html",
    "https-no-such-page",
    "/2014/05/08/",
    "/xinwen/-",
];

fn main() {
    divan::main();
}

fn library() -> Library {
    let mut library = Library::default();
    for number in 0..POSTS {
        let (year, month, day) = (2010 + number / 10_000, 1 + number / 900 % 12, 1 + number / 30 % 28);
        let path = format!("xinwen/_posts/{year}-{month:02}-{day:02}-xinwen-{number}.md");
        library.push(RootId(0), &Post { path, title: "要闻".into(), ..Post::default() });
    }
    library
}

#[divan::bench(args = LINKS)]
fn resolve(bencher: Bencher<'_, '_>, link: &str) {
    let library = library();
    bencher.bench_local(|| black_box(&library).resolve(PostId(7), black_box(link)));
}
