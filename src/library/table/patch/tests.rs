//! A table that was patched tells the same as one that is made anew.

use proptest::prelude::{Strategy, any, prop, prop_assert_eq, prop_oneof, proptest};

use super::*;
use crate::library::{FacetKind, SortKey};
use crate::post::PostDate;
use crate::text::pinyin::{Scanner, Typed};

const TITLES: [&str; 6] = ["人民币汇率", "ＡＢＣ 银行", "ニュース", "뉴스", "👩‍👩‍👧 要闻", ""];
const NAMES: [&str; 4] = ["财经", "银行", "要闻", "科技"];

#[derive(Debug, Clone)]
enum Step {
    Add(usize),
    Edit(usize, usize),
    Remove(usize),
}

fn post(path: usize, seed: usize) -> Post {
    let names = |by: usize| NAMES.iter().enumerate().filter(move |(at, _)| seed >> (at + by) & 1 == 1);
    let owned = |by: usize| names(by).map(|(_, name)| (*name).to_owned()).collect();
    let day = i64::try_from(seed % 7).unwrap();
    Post {
        path: format!("_posts/{path:03}.md"),
        title: format!("{}{}", TITLES[seed % TITLES.len()], seed % 5),
        date: (!seed.is_multiple_of(7)).then_some(PostDate { seconds: day * 86_400, offset: 28_800 }),
        categories: owned(0),
        tags: owned(2),
        source: (!seed.is_multiple_of(3)).then(|| format!("https://news{}.example/{seed}", seed % 2)),
        author: (!seed.is_multiple_of(4)).then(|| NAMES[seed % 4].to_owned()),
        ..Post::default()
    }
}

fn steps() -> impl Strategy<Value = Vec<Vec<Step>>> {
    let step = prop_oneof![
        any::<usize>().prop_map(Step::Add),
        (0usize..40, any::<usize>()).prop_map(|(path, seed)| Step::Edit(path, seed)),
        (0usize..40).prop_map(Step::Remove),
    ];
    prop::collection::vec(prop::collection::vec(step, 0..8), 0..8)
}

/// Everything that a list shows and is found by, by path in the order of a key.
fn told(library: &Library, order: &[PostId], typed: &Typed) -> Vec<String> {
    let scanner = Scanner::new(typed);
    let one = |&id: &PostId| {
        let view = library.get(id);
        let sounds = scanner.matches(library.title_sounds(), id.index());
        format!(
            "{:?} {} {sounds} {:?} {:?} {}",
            view.to_post(),
            view.title_key,
            view.host(),
            library.months().get(id.index()),
            library.broken().contains(id)
        )
    };
    order.iter().map(one).collect()
}

fn counts(library: &Library, kind: FacetKind, order: &[PostId]) -> Vec<(String, u32)> {
    let counts = library.counts(kind, order);
    let mut counts: Vec<_> =
        library.facets(kind).map(|(id, name)| (name.to_owned(), counts[id.index()])).collect();
    counts.retain(|(_, count)| *count > 0);
    counts.sort();
    counts
}

proptest! {
    #[test]
    fn it_is_like_one_that_is_made_anew(batches in steps(), sounds_early in any::<bool>()) {
        let mut library = Library::default();
        let mut orders: Vec<Vec<PostId>> = vec![Vec::new(); SortKey::ALL.len()];
        let mut files: BTreeMap<usize, Post> = BTreeMap::new();
        let mut ids: HashMap<String, PostId> = HashMap::new();
        let mut next = 0;
        if sounds_early {
            library.title_sounds();
        }
        for batch in batches {
            let (mut new, mut edited, mut gone) = (Vec::new(), BTreeMap::new(), Vec::new());
            for step in batch {
                match step {
                    Step::Add(seed) => {
                        files.insert(next, post(next, seed));
                        new.push(next);
                        next += 1;
                    }
                    Step::Edit(path, seed) if files.contains_key(&path) && !new.contains(&path) => {
                        files.insert(path, post(path, seed));
                        edited.insert(path, ());
                    }
                    Step::Remove(path) if !new.contains(&path) => {
                        if let Some(post) = files.remove(&path) {
                            edited.remove(&path);
                            gone.push(post.path);
                        }
                    }
                    Step::Edit(..) | Step::Remove(_) => {}
                }
            }
            let paths: HashSet<&str> = gone.iter().map(String::as_str).chain(edited.keys().map(|at| files[at].path.as_str())).collect();
            let known = library.find(RootId(0), &paths);
            library.remove(gone.iter().map(|path| known[path]));
            let replaced: Vec<(PostId, &Post)> = edited.keys().map(|at| (known[&files[at].path], &files[at])).collect();
            library.replace_posts(&replaced);
            let first = library.len();
            for at in &new {
                ids.insert(files[at].path.clone(), library.push(RootId(0), &files[at]));
            }
            let changed: Bits = replaced.iter().map(|(id, _)| *id).collect();
            for (key, order) in SortKey::ALL.into_iter().zip(&mut orders) {
                library.patch_order(key, order, first, &changed);
            }
        }
        let mut fresh = Library::default();
        files.values().for_each(|post| { fresh.push(RootId(0), post); });
        prop_assert_eq!((library.present(), library.ids().count()), (files.len(), files.len()));
        let typed = Typed::new("yinh").unwrap();
        for (key, order) in SortKey::ALL.into_iter().zip(&orders) {
            let anew = fresh.order(key);
            prop_assert_eq!(told(&library, order, &typed), told(&fresh, &anew, &typed));
            prop_assert_eq!(order, &library.order(key));
            for kind in [FacetKind::Category, FacetKind::Tag] {
                prop_assert_eq!(counts(&library, kind, order), counts(&fresh, kind, &anew));
            }
        }
        for post in files.values() {
            let id = ids[&post.path];
            prop_assert_eq!(library.path(id), &post.path, "a post keeps its identity");
        }
    }
}
