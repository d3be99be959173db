//! The thread that makes texts ready: those that are packed can be searched at once, then the
//! others are packed.

use std::collections::HashMap;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::sync::mpsc::Receiver;

use super::{NOBODY, Shared, Shelf};
use crate::app::Message;
use crate::app::texts::Kept;
use crate::archive::Archive;
use crate::archive::pack::aside::aside;
use crate::archive::pack::{Texts, Watch};
use crate::library::{PostId, Roll, RootId};
use crate::text::sanitize;

/// Makes the texts ready of the posts that came last, one list after the other: two at once
/// would undo each other's work.
pub(super) fn serve(shared: &Shared, inbox: &Receiver<Arc<Roll>>) {
    while let Ok(first) = inbox.recv() {
        let posts = inbox.try_iter().last().unwrap_or(first);
        shared.guarded(|| keep(shared, &posts));
    }
}

/// Makes the texts of these posts ready.
fn keep(shared: &Shared, posts: &Roll) {
    aside(|| {
        let shelves = shelves(shared, posts);
        let all = shelves.iter().map(|shelf| shelf.texts.unpacked().count()).sum();
        shared.change(|state| {
            state.shelves.clone_from(&shelves);
            state.version += 1;
        });
        let trouble = pack(shared, shelves, all);
        shared.change(|state| {
            state.settled = true;
            state.version += 1;
        });
        let kept = trouble.map_or(Kept::Whole, |why| Kept::Without(sanitize::line(&why).into_owned()));
        shared.tell(Message::TextsKept(kept));
    });
    // The allocator is locked while it gives memory back. A thread that gives way would hold it
    // for as long as others want the cores, and a key would wait for that.
    shared.change(|state| state.spare = true);
}

/// What is packed already.
fn shelves(shared: &Shared, posts: &Roll) -> Vec<Shelf> {
    let of_root = |(root, archive): (RootId, &Archive)| {
        let store = shared.stores.get(usize::from(root.0)).and_then(Option::as_ref);
        let texts = archive.texts_at_hand(store);
        let ids: HashMap<&str, PostId> =
            posts.iter().filter(|post| post.root == root).map(|post| (post.path, post.id)).collect();
        let mut numbered = Vec::with_capacity(texts.len());
        texts.each_path(|_, path| numbered.push(ids.get(path).copied().unwrap_or(NOBODY)));
        Shelf::new(texts, numbered)
    };
    (0..).map(RootId).zip(shared.archives.iter()).map(of_root).collect()
}

/// Packs what is not packed yet; why it cannot be, if it cannot.
fn pack(shared: &Shared, shelves: Vec<Shelf>, all: usize) -> Option<String> {
    let mut trouble = None;
    let mut before = 0;
    for (root, shelf) in shelves.into_iter().enumerate() {
        let (Some(archive), Some(Some(store))) = (shared.archives.get(root), shared.stores.get(root)) else {
            continue;
        };
        let missing = shelf.texts.unpacked().count();
        let mut texts = Arc::unwrap_or_clone(shelf.texts);
        let mut watcher = Watcher { shared, root, before, all };
        texts.renew(archive, store, &shared.render, &mut watcher);
        texts.settle();
        trouble = texts.trouble.take().or(trouble);
        shared.put(root, texts);
        before += missing;
    }
    trouble
}

/// Hands on what is packed while more is.
struct Watcher<'a> {
    shared: &'a Shared,
    root: usize,
    /// Posts of the archives before.
    before: usize,
    /// Those of all.
    all: usize,
}

impl Watch for Watcher<'_> {
    fn done(&mut self, done: usize, _: usize) {
        let kept = Kept::Working { done: self.before + done, all: self.all };
        self.shared.tell(Message::TextsKept(kept));
    }

    fn wants(&self) -> bool {
        self.shared.waits.load(Ordering::Relaxed)
    }

    fn take(&mut self, texts: Texts) {
        self.shared.put(self.root, texts);
    }

    fn may_end(&self) -> bool {
        true
    }
}
