//! Renewing packs: what is in none is rendered, and written into the small pack, or all into a
//! new base where the small one would grow large. How far that is can be watched, and what was
//! done so far be searched.

use std::fs;
use std::io;
use std::sync::Arc;

use super::bake::{Oven, Render};
use super::read::Pack;
use super::sieve;
use super::write::Writer;
use super::{CHUNK, Place, Spot, Store, Texts};
use crate::archive::{Archive, file};

/// Posts that are rendered before a pack of them is finished, where work may end at any moment;
/// with each time twice as many.
const STAGE: usize = 8192;

/// Someone who looks on while packs are renewed. A function of the posts done and all that have
/// to be done is one.
pub trait Watch {
    /// So many of so many posts were rendered.
    fn done(&mut self, done: usize, all: usize);

    /// Whether what was done so far is wanted.
    fn wants(&self) -> bool {
        false
    }

    /// What can be searched now.
    fn take(&mut self, _texts: Texts) {}

    /// Whether the program may end before the work does: then some of it is kept now and then.
    fn may_end(&self) -> bool {
        false
    }
}

impl<F: FnMut(usize, usize)> Watch for F {
    fn done(&mut self, done: usize, all: usize) {
        self(done, all);
    }
}

/// What does not change while packs are renewed.
struct Job<'a> {
    store: &'a Store,
    oven: Oven<'a>,
    /// Posts that have to be rendered.
    all: usize,
}

/// What has been done.
struct Work {
    /// Posts that were rendered, or could not be.
    tried: Vec<bool>,
    done: usize,
}

impl Texts {
    /// Renders what is in no pack, and writes it into the store. Where that fails,
    /// [`Texts::trouble`] says why.
    pub fn renew(&mut self, archive: &Archive, store: &Store, render: &Render, watch: &mut dyn Watch) {
        let mut outcome = self.stages(archive, store, render, watch);
        if outcome.as_ref().is_err_and(is_damage) {
            // Maybe a pack is damaged inside: once more without.
            store.remove();
            self.take(Vec::new());
            outcome = self.stages(archive, store, render, watch);
        }
        self.trouble = outcome.err().map(|error| file::reason(&error));
    }

    fn stages(
        &mut self,
        archive: &Archive,
        store: &Store,
        render: &Render,
        watch: &mut dyn Watch,
    ) -> io::Result<()> {
        let job = Job { store, oven: Oven::new(archive, render), all: self.unpacked().count() };
        let mut work = Work { tried: vec![false; self.len()], done: 0 };
        while self.stage(&job, &mut work, watch)? {
            watch.take(self.clone());
        }
        Ok(())
    }

    /// Finishes one pack; whether there is more to do.
    fn stage(&mut self, job: &Job<'_>, work: &mut Work, watch: &mut dyn Watch) -> io::Result<bool> {
        let kept = self.places.iter().filter_map(|place| place.get());
        let (placed, in_base) = (kept.clone().count(), kept.filter(|place| place.pack == 0).count());
        let limit = if watch.may_end() { placed.max(STAGE) } else { usize::MAX };
        let missing: Vec<usize> = self.unpacked().filter(|&post| !work.tried[post]).take(limit).collect();
        let base = self.packs.first().map_or(0, |pack| pack.len());
        // What is not in the base is at most an eighth, what is out of date in it at most half.
        let whole = base == 0 || (self.len() - in_base) * 8 > self.len() || in_base * 2 < base;
        let better = whole && !self.is_empty() && (placed > in_base || in_base < base);
        if missing.is_empty() && !better {
            return Ok(false);
        }
        missing.iter().for_each(|&post| work.tried[post] = true);
        let mut writer = Writer::new(&job.store.folder, job.store.owner, self.site)?;
        let fresh = self.write_all(&mut writer, (whole, &missing), (job, work), watch)?;
        // Posts that cannot be read are tried each time, but nothing is written for them.
        if fresh > 0 || whole {
            writer.finish(&job.store.files[usize::from(!whole)])?;
            if whole {
                let _ = fs::remove_file(&job.store.files[1]);
            }
            self.take(job.store.open());
        }
        Ok(self.unpacked().any(|post| !work.tried[post]))
    }

    /// Writes what belongs into a pack, in the order of the posts; how many were rendered.
    fn write_all(
        &mut self,
        writer: &mut Writer,
        (whole, missing): (bool, &[usize]),
        (job, work): (&Job<'_>, &mut Work),
        watch: &mut dyn Watch,
    ) -> io::Result<usize> {
        let mut fresh: Vec<(usize, u32)> = Vec::new();
        let mut at = missing.iter().copied().peekable();
        let wanted: Vec<usize> = (0..self.len())
            .filter(|&post| match self.places[post].get() {
                Some(place) => whole || place.pack != 0,
                None => at.next_if_eq(&post).is_some(),
            })
            .collect();
        for chunk in wanted.chunks(CHUNK) {
            work.done += chunk.iter().filter(|&&post| self.places[post] == Spot::NONE).count();
            self.write(chunk, &job.oven, writer, &mut fresh)?;
            watch.done(work.done, job.all);
            if watch.wants() {
                watch.take(self.so_far(writer.so_far()?, &fresh));
            }
        }
        Ok(fresh.len())
    }

    /// What can be searched while a pack is being written.
    fn so_far(&self, growing: Pack, fresh: &[(usize, u32)]) -> Self {
        let mut texts = self.clone();
        let pack = u32::try_from(texts.packs.len()).unwrap_or(u32::MAX);
        for &(post, number) in fresh {
            texts.places[post] = Place { pack, number }.into();
        }
        texts.packs.push(Arc::new(growing));
        texts
    }

    /// Writes some posts; to `fresh` go those that were rendered, with their numbers.
    fn write(
        &mut self,
        posts: &[usize],
        oven: &Oven<'_>,
        writer: &mut Writer,
        fresh: &mut Vec<(usize, u32)>,
    ) -> io::Result<()> {
        let missing: Vec<String> = posts
            .iter()
            .filter(|&&post| self.places[post] == Spot::NONE)
            .map(|&post| self.path(post))
            .collect();
        let baked = oven.bake(&missing, |entry| {
            let packed = lz4_flex::block::compress_with_dict(entry.text.as_bytes(), entry.key.as_bytes());
            let grams: Vec<u32> = sieve::grams(&entry.key).collect();
            (entry, packed, grams)
        });
        let mut baked = baked.into_iter();
        for &post in posts {
            if let Some(Place { pack, number }) = self.places[post].get() {
                let row = self.packs.get(pack as usize).and_then(|pack| Some((pack, pack.row(number)?)));
                let (pack, row) = row.ok_or_else(|| io::Error::other("no such post in the pack"))?;
                writer.copy(&self.path(post), pack, &row)?;
            } else if let Some((entry, packed, grams)) = baked.next().flatten() {
                fresh.push((post, writer.len()));
                writer.add(&entry, &packed, &grams)?;
                // The file may have changed since it was looked at.
                self.stamps[post] = entry.stamp.into();
            }
        }
        Ok(())
    }
}

/// Whether an error says that a pack is not what was written, and not that none can be written.
fn is_damage(error: &io::Error) -> bool {
    use io::ErrorKind as K;
    matches!(error.kind(), K::InvalidData | K::UnexpectedEof | K::Other)
}
