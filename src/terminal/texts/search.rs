//! The thread that searches. What is packed is scanned at once; what is packed while a search
//! is in work is scanned as it comes, and what cannot be packed is read. The newest search wins.

use std::sync::atomic::Ordering;

use super::super::memory;
use super::{Shared, Shelf};
use crate::app::Message;
use crate::app::texts::{TextHit, TextSearch, Wanted};
use crate::archive::pack::bake::Oven;
use crate::library::PostId;

/// Posts that are read before their hits are told.
const CHUNK: usize = 256;

/// A search in work.
struct Job {
    search: TextSearch,
    /// The posts of each archive that were looked into.
    searched: Vec<Vec<bool>>,
    /// Those in which something was found, but not yet counted.
    found: Vec<Vec<bool>>,
    /// The version of the shelves that was searched.
    version: u64,
}

/// Serves until the program ends.
pub(super) fn serve(shared: &Shared) {
    let mut jobs: Vec<Job> = Vec::new();
    loop {
        let (shelves, version, settled) = next(shared, &mut jobs);
        shared.guarded(|| {
            for job in jobs.iter_mut().filter(|job| job.version != version) {
                job.version = version;
                job.run(shared, &shelves, settled);
            }
        });
        jobs.retain(|job| !settled && job.goes_on(shared));
        shared.waits.store(!jobs.is_empty(), Ordering::Relaxed);
        if jobs.is_empty() {
            memory::give_back();
        }
    }
}

/// Waits for a search, or for more to be searched.
fn next(shared: &Shared, jobs: &mut Vec<Job>) -> (Vec<Shelf>, u64, bool) {
    let mut state = shared.state();
    loop {
        if std::mem::take(&mut state.spare) {
            drop(state);
            memory::give_back();
            state = shared.state();
        }
        for search in std::mem::take(&mut state.asked) {
            jobs.retain(|job| job.search.wanted != search.wanted);
            jobs.push(Job { search, searched: Vec::new(), found: Vec::new(), version: 0 });
        }
        // Before the posts are known there is nothing to search.
        if state.version > 0 && jobs.iter().any(|job| job.version != state.version) {
            return (state.shelves.clone(), state.version, state.settled);
        }
        state = shared.changed.wait(state).unwrap_or_else(std::sync::PoisonError::into_inner);
    }
}

impl Job {
    fn goes_on(&self, shared: &Shared) -> bool {
        shared.newest(self.search.wanted).load(Ordering::Relaxed) == self.search.ticket
    }

    fn run(&mut self, shared: &Shared, shelves: &[Shelf], settled: bool) {
        let lengths = shelves.iter().map(|shelf| vec![false; shelf.ids.len()]);
        if self.searched.is_empty() {
            self.searched = lengths.collect();
            self.found.clone_from(&self.searched);
        }
        let mut hits = Vec::new();
        for (root, shelf) in shelves.iter().enumerate() {
            hits.extend(self.scan(shared, shelf, root));
        }
        let rest = |(root, shelf): (usize, &Shelf)| self.rest(shelf, root).len();
        let left: usize = shelves.iter().enumerate().map(rest).sum();
        let whole = settled && left == 0;
        self.tell(shared, hits, whole);
        if settled && !whole {
            self.read(shared, shelves);
        }
        if settled && self.search.wanted == Wanted::Hits {
            self.count(shared, shelves);
        }
    }

    /// Looks into what is packed and was not looked into before. A pack that cannot be read any
    /// more is done without.
    fn scan(&mut self, shared: &Shared, shelf: &Shelf, root: usize) -> Vec<TextHit> {
        let Self { search, searched, found, .. } = self;
        let (searched, found) = (&mut searched[root], &mut found[root]);
        let goes_on = || shared.newest(search.wanted).load(Ordering::Relaxed) == search.ticket;
        let wanted = |post: usize| !searched[post] && shelf.id(post).is_some();
        let look = |keys: &[u8], posts: &[std::ops::Range<usize>]| search.words.sift(keys, posts);
        let asked = (search.words.keys(), wanted);
        let Ok(hits) = shelf.texts.look(asked, goes_on, look) else { return Vec::new() };
        for post in shelf.texts.packed_posts() {
            searched[post] = true;
        }
        let hit = |(post, first): (usize, usize)| {
            found[post] = true;
            Some(TextHit { id: shelf.id(post)?, first: narrow(first), count: 0 })
        };
        hits.into_iter().filter_map(hit).collect()
    }

    /// The posts that are in the list and were not looked into.
    fn rest(&self, shelf: &Shelf, root: usize) -> Vec<usize> {
        let unsearched = |post: &usize| !self.searched[root][*post] && shelf.id(*post).is_some();
        (0..shelf.ids.len()).filter(unsearched).collect()
    }

    /// Reads what is not packed.
    fn read(&mut self, shared: &Shared, shelves: &[Shelf]) {
        for ((root, shelf), archive) in shelves.iter().enumerate().zip(shared.archives.iter()) {
            let oven = Oven::new(archive, &shared.render);
            for posts in self.rest(shelf, root).chunks(CHUNK) {
                if !self.goes_on(shared) {
                    return;
                }
                let look =
                    |keys: &[u8], posts: &[std::ops::Range<usize>]| self.search.words.look(keys, posts);
                let hits = shelf.texts.read(&oven, posts, look).into_iter().filter_map(|(post, found, _)| {
                    let (first, count) = (narrow(found.first), narrow(found.count));
                    Some(TextHit { id: shelf.id(post)?, first, count })
                });
                let hits = hits.collect();
                posts.iter().for_each(|&post| self.searched[root][post] = true);
                self.tell(shared, hits, false);
            }
        }
        self.tell(shared, Vec::new(), true);
    }

    /// Counts the places in what was scanned.
    fn count(&self, shared: &Shared, shelves: &[Shelf]) {
        let mut counts: Vec<(PostId, u32)> = Vec::new();
        for (shelf, found) in shelves.iter().zip(&self.found) {
            let look = |keys: &[u8], posts: &[std::ops::Range<usize>]| self.search.words.look(keys, posts);
            // They hold the words: there is nothing to sift.
            let asked = (&[][..], |post: usize| found[post]);
            let counted = shelf.texts.look(asked, || self.goes_on(shared), look);
            let counted = counted.unwrap_or_default().into_iter();
            counts.extend(counted.filter_map(|(post, found)| Some((shelf.id(post)?, narrow(found.count)))));
        }
        if self.goes_on(shared) {
            shared.tell(Message::TextCounts { ticket: self.search.ticket, counts });
        }
    }

    fn tell(&self, shared: &Shared, hits: Vec<TextHit>, whole: bool) {
        if self.goes_on(shared) {
            let (ticket, wanted) = (self.search.ticket, self.search.wanted);
            shared.tell(Message::TextHits { ticket, wanted, hits, whole });
        }
    }
}

fn narrow(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}
