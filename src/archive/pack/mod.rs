//! The text pack: the text of every post in one file of the user's cache, so that all bodies
//! are searched without opening, rendering or folding one of them. It is disposable: damaged,
//! old or not to be written, it is made again or done without.
//!
//! - `format`: its bytes; `write`, `read`: packs on disk
//! - [`bake`]: the texts of posts
//!
//! An archive has a base pack and a small one of what changed since, so that a new post does
//! not cost writing all texts again. A post is taken from whichever has its path with the stamp
//! that its file has now; so what is out of date is never found, and two programs that write at
//! once do each other no harm. What is searched for is decided by the caller.

pub mod bake;
mod format;
mod read;
mod write;

use std::fs;
use std::io;
use std::ops::Range;
use std::os::unix::ffi::OsStrExt;
use std::path::{Path, PathBuf};

use rayon::iter::{IntoParallelRefIterator, IntoParallelRefMutIterator, ParallelIterator};

use crate::post::Stamp;

use super::scan::{self, Found};
use super::{Archive, Show, file};
use bake::{Oven, Render};
use read::{Block, Pack};
use write::Writer;

/// Stands between the parts of a text; no clean text holds it.
const PART: &str = "\u{1e}";
/// Posts that are rendered before their texts are written, or searched.
const CHUNK: usize = 512;

/// Where the packs of an archive are kept.
#[derive(Debug, Clone)]
pub struct Store {
    folder: PathBuf,
    /// The packs: the base, and what changed since.
    files: [PathBuf; 2],
    owner: u64,
}

/// A post of the archive as it is now.
#[derive(Debug)]
struct Known {
    path: String,
    file: PathBuf,
    stamp: Stamp,
    /// Where its text is.
    place: Option<(usize, u32)>,
}

/// The texts of an archive, ready to be searched.
#[derive(Debug)]
pub struct Texts {
    packs: Vec<Pack>,
    posts: Vec<Known>,
    /// Why there are posts whose texts are not in a pack.
    pub trouble: Option<String>,
}

/// A post that was found.
#[derive(Debug)]
pub struct Hit<T> {
    /// Its path below the archive's root.
    pub path: String,
    /// What was found in it.
    pub found: T,
    text: Source,
}

#[derive(Debug)]
enum Source {
    Packed(usize, u32),
    Fresh(Box<(String, String)>),
}

/// How far the work is: posts done, and all that have to be done.
pub type Progress<'a> = &'a mut dyn FnMut(usize, usize);

impl Store {
    /// The packs of what was opened, in the cache folder, with stand-ins in this language.
    /// None for a single post: it is read.
    pub fn new(folder: &Path, archive: &Archive, lang: &str) -> Option<Self> {
        if archive.only().is_some() {
            return None;
        }
        let scope = archive.scope.as_deref().unwrap_or_else(|| Path::new(""));
        let mut hasher = Hasher::default();
        for part in [archive.root.as_os_str(), scope.as_os_str(), lang.as_ref()] {
            hasher.add(part.as_bytes());
        }
        let name = format!("{:016x}", hasher.end());
        // By other code it may have been made otherwise.
        hasher.add(env!("KANBAO_TEXTS").as_bytes());
        let files = [format!("{name}.pack"), format!("{name}.new.pack")].map(|name| folder.join(name));
        Some(Self { folder: folder.to_owned(), files, owner: hasher.end() })
    }

    fn open(&self) -> Vec<Pack> {
        let base = Pack::open(&self.files[0], self.owner);
        let newer = base.as_ref().and_then(|_| Pack::open(&self.files[1], self.owner));
        base.into_iter().chain(newer).collect()
    }

    /// Looks at every byte of the packs, and removes them if one is not what was written.
    /// Whether they were removed.
    pub fn verify(&self) -> bool {
        let damaged = self.open().iter().any(|pack| pack.damaged() > 0);
        if damaged {
            self.remove();
        }
        damaged
    }

    fn remove(&self) {
        for file in &self.files {
            let _ = fs::remove_file(file);
        }
    }

    /// Bytes of the packs on disk.
    pub fn bytes(&self) -> u64 {
        self.files.iter().filter_map(|file| file.metadata().ok()).map(|metadata| metadata.len()).sum()
    }
}

impl Archive {
    /// The texts of all posts, drafts and all, as the files are now. What changed is rendered
    /// and written into the store first.
    pub fn texts(&self, store: Option<&Store>, render: &Render, progress: Progress<'_>) -> Texts {
        let mut posts: Vec<Known> = scan::scan(self, Show::ALL).posts.into_iter().map(known).collect();
        posts.par_iter_mut().for_each(|post| {
            if let Ok(metadata) = post.file.metadata() {
                post.stamp = file::stamp(&metadata);
            }
        });
        let mut texts = Texts { packs: Vec::new(), posts, trouble: None };
        let Some(store) = store else { return texts };
        let site = bake::site(self);
        texts.take(store.open(), site);
        if texts.refresh(self, store, (site, render), progress).is_err() {
            // Maybe a pack is damaged inside: once more without.
            store.remove();
            texts.take(Vec::new(), site);
            let again = texts.refresh(self, store, (site, render), progress);
            texts.trouble = again.err().map(|error| file::reason(&error));
        }
        texts
    }
}

fn known(found: Found) -> Known {
    Known { path: found.path, file: found.file, stamp: Stamp::default(), place: None }
}

impl Texts {
    /// How many posts there are.
    pub fn len(&self) -> usize {
        self.posts.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.posts.is_empty()
    }

    /// Takes packs in use: each post is looked up in the newest first.
    fn take(&mut self, packs: Vec<Pack>, site: u64) {
        self.posts.iter_mut().for_each(|post| post.place = None);
        for (at, pack) in packs.iter().enumerate().rev() {
            let mut lookup = pack.lookup();
            for post in self.posts.iter_mut().filter(|post| post.place.is_none()) {
                let Some(number) = lookup.find(&post.path) else { continue };
                let fits =
                    |row: &format::Row| row.stamp == post.stamp && (!row.templated || pack.site() == site);
                post.place = pack.row(number).is_some_and(fits).then_some((at, number));
            }
        }
        self.packs = packs;
    }

    /// Renders what is in no pack, and writes it into the small pack, or all into a new base
    /// where the small one would grow large.
    fn refresh(
        &mut self,
        archive: &Archive,
        store: &Store,
        (site, render): (u64, &Render),
        progress: Progress<'_>,
    ) -> io::Result<()> {
        let missing = self.posts.iter().filter(|post| post.place.is_none()).count();
        let in_base = self.posts.iter().filter(|post| matches!(post.place, Some((0, _)))).count();
        let base = self.packs.first().map_or(0, Pack::len);
        // What is not in the base is at most an eighth, what is out of date in it at most half.
        let whole = base == 0 || (self.posts.len() - in_base) * 8 > self.posts.len() || in_base * 2 < base;
        if missing == 0 && (!whole || self.posts.is_empty()) {
            return Ok(());
        }
        let mut writer = Writer::new(&store.folder, store.owner, site)?;
        let oven = Oven::new(archive, render);
        let mut done = 0;
        let kept = |post: &&mut Known| whole || !matches!(post.place, Some((0, _)));
        let mut wanted: Vec<&mut Known> = self.posts.iter_mut().filter(kept).collect();
        let mut fresh = 0;
        for chunk in wanted.chunks_mut(CHUNK) {
            done += chunk.iter().filter(|post| post.place.is_none()).count();
            fresh += write(chunk, &self.packs, &oven, &mut writer)?;
            progress(done, missing);
        }
        // Posts that cannot be read are tried each time, but nothing is written for them.
        if fresh == 0 && !whole {
            return Ok(());
        }
        writer.finish(&store.files[usize::from(!whole)])?;
        if whole {
            let _ = fs::remove_file(&store.files[1]);
        }
        self.take(store.open(), site);
        Ok(())
    }

    /// Looks into every text, on all cores. `look` gets keys, one behind the other, and the
    /// bytes of each post's key in them, and answers with the numbers of those posts in which
    /// it found something. The hits come in about the order of file names, newest first.
    ///
    /// # Errors
    /// When a pack cannot be read any more.
    pub fn search<T: Send>(
        &self,
        (archive, render): (&Archive, &Render),
        look: impl Fn(&[u8], &[Range<usize>]) -> Vec<(usize, T)> + Sync,
        progress: Progress<'_>,
    ) -> io::Result<Vec<Hit<T>>> {
        let mut hits = Vec::new();
        for (at, pack) in self.packs.iter().enumerate() {
            hits.extend(self.search_pack(at, pack, &look)?);
        }
        let missing: Vec<&Known> = self.posts.iter().filter(|post| post.place.is_none()).collect();
        let oven = Oven::new(archive, render);
        let mut done = 0;
        for chunk in missing.chunks(CHUNK) {
            let found = oven.bake(chunk, |entry| {
                let found = look(entry.key.as_bytes(), std::slice::from_ref(&(0..entry.key.len()))).pop();
                found.map(|(_, found)| (found, entry))
            });
            hits.extend(found.into_iter().flatten().flatten().map(|(found, entry)| {
                let text = Source::Fresh(Box::new((entry.key, entry.text)));
                Hit { path: entry.path, found, text }
            }));
            done += chunk.len();
            progress(done, missing.len());
        }
        Ok(hits)
    }

    fn search_pack<T: Send>(
        &self,
        at: usize,
        pack: &Pack,
        look: &(impl Fn(&[u8], &[Range<usize>]) -> Vec<(usize, T)> + Sync),
    ) -> io::Result<Vec<Hit<T>>> {
        let inside = |(index, post): (usize, &Known)| match post.place {
            Some((pack, number)) if pack == at => Some((number, index)),
            _ => None,
        };
        let mut posts: Vec<(u32, usize)> = self.posts.iter().enumerate().filter_map(inside).collect();
        posts.sort_unstable();
        let numbers: Vec<u32> = posts.iter().map(|(number, _)| *number).collect();
        let found = pack.scan(&numbers, |Block { keys, posts }| {
            let ranges: Vec<Range<usize>> = posts.iter().map(|(_, range)| range.clone()).collect();
            let found = look(keys, &ranges).into_iter();
            found.filter_map(|(nth, found)| Some((posts.get(nth)?.0, found))).collect()
        })?;
        let hit = |(number, found)| {
            let nth = posts.binary_search_by_key(&number, |(number, _)| *number).ok()?;
            let path = self.posts.get(posts[nth].1)?.path.clone();
            Some(Hit { path, found, text: Source::Packed(at, number) })
        };
        Ok(found.into_iter().filter_map(hit).collect())
    }

    /// What `make` makes of hits, on all cores: of each, the part of the text that a byte of
    /// its key lies in. A part that cannot be read any more is empty.
    pub fn parts<T: Sync, R: Send>(
        &self,
        hits: &[&Hit<T>],
        at: impl Fn(&T) -> usize + Sync,
        make: impl Fn(&str) -> R + Sync,
    ) -> Vec<R> {
        let part = |hit: &&Hit<T>| make(&self.part(hit, at(&hit.found)).unwrap_or_default());
        hits.par_iter().map(part).collect()
    }

    fn part<T>(&self, hit: &Hit<T>, at: usize) -> Option<String> {
        let nth = |key: &str, text: &str| {
            let before = key.as_bytes().get(..at)?.iter().filter(|byte| **byte == b'\n').count();
            text.split(PART).nth(before).map(str::to_owned)
        };
        match &hit.text {
            Source::Fresh(texts) => nth(&texts.0, &texts.1),
            Source::Packed(pack, number) => {
                let pack = self.packs.get(*pack)?;
                let (key, text) = pack.text(pack.row(*number)?).ok()?;
                nth(&key, &text)
            }
        }
    }
}

/// Writes some posts; how many of them were rendered.
fn write(
    posts: &mut [&mut Known],
    packs: &[Pack],
    oven: &Oven<'_>,
    writer: &mut Writer,
) -> io::Result<usize> {
    let missing: Vec<&Known> = posts.iter().filter(|post| post.place.is_none()).map(|post| &**post).collect();
    let baked = oven.bake(&missing, |entry| {
        let packed = lz4_flex::block::compress_with_dict(entry.text.as_bytes(), entry.key.as_bytes());
        (entry, packed)
    });
    let mut baked = baked.into_iter();
    let mut fresh = 0;
    for post in posts {
        match post.place {
            Some((pack, number)) => {
                let row = packs.get(pack).and_then(|pack| Some((pack, pack.row(number)?)));
                let (pack, row) = row.ok_or_else(|| io::Error::other("no such post in the pack"))?;
                writer.copy(&post.path, pack, row)?;
            }
            None => {
                let Some((entry, packed)) = baked.next().flatten() else { continue };
                writer.add(&entry, &packed)?;
                // The file may have changed since it was looked at.
                post.stamp = entry.stamp;
                fresh += 1;
            }
        }
    }
    Ok(fresh)
}

/// FNV-1a, 64 bits: the same in every version of every library.
#[derive(Debug, Clone, Copy)]
struct Hasher(u64);

impl Default for Hasher {
    fn default() -> Self {
        Self(0xcbf2_9ce4_8422_2325)
    }
}

impl Hasher {
    /// Adds bytes, and their end.
    fn add(&mut self, bytes: &[u8]) {
        for &byte in bytes.iter().chain(&[0xff]) {
            self.0 = (self.0 ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }

    fn end(self) -> u64 {
        self.0
    }
}
