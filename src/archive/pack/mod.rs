//! The text pack: the text of every post in one file of the user's cache, so that all bodies
//! are searched without opening, rendering or folding one of them. It is disposable: damaged,
//! old or not to be written, it is made again or done without.
//!
//! - `format`: its bytes; `write`, `read`: packs on disk
//! - [`bake`]: the texts of posts
//! - `renew`: what changed is rendered and written; [`Watch`] looks on
//! - `sieve`: which texts can hold a word at all
//! - `search`: looking into texts; [`aside`](mod@aside): work that gives way to all other work
//!
//! An archive has a base pack and a small one of what changed since, so that a new post does
//! not cost writing all texts again. A post is taken from whichever has its path with the stamp
//! that its file has now; so what is out of date is never found, and two programs that write at
//! once do each other no harm. What is searched for is decided by the caller.

pub mod aside;
pub mod bake;
mod format;
mod read;
mod renew;
mod search;
mod sieve;
mod write;

use std::fs;
use std::os::unix::ffi::OsStrExt;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rayon::iter::{IntoParallelIterator, ParallelIterator};

use crate::post::Short;
use crate::text::front_coding::FrontCoded;

use super::scan::{self, Found};
use super::{Archive, Show, file};
use bake::Render;
use read::Pack;

pub use renew::Watch;
pub use search::{Hit, part};

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

/// Where the text of a post is: which of the packs, and its number there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Place {
    pack: u32,
    number: u32,
}

/// A place or none, in four bytes: two bits for the pack.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Spot(u32);

impl Spot {
    const NONE: Self = Self(u32::MAX);

    fn get(self) -> Option<Place> {
        (self != Self::NONE).then_some(Place { pack: self.0 >> 30, number: self.0 & (u32::MAX >> 2) })
    }
}

impl From<Place> for Spot {
    /// A place that does not fit is none: the post is read.
    fn from(Place { pack, number }: Place) -> Self {
        let fits = pack < 3 && number < u32::MAX >> 2;
        if fits { Self(pack << 30 | number) } else { Self::NONE }
    }
}

/// The texts of an archive, ready to be searched. Its posts have numbers, newest file names
/// first.
#[derive(Debug, Clone, Default)]
pub struct Texts {
    packs: Vec<Arc<Pack>>,
    paths: Arc<FrontCoded>,
    /// Of the files as they are now; none once nothing more is to be packed.
    stamps: Vec<Short>,
    places: Vec<Spot>,
    /// What the texts of posts with templates depend on.
    site: u64,
    /// Why there are posts whose texts are not in a pack.
    pub trouble: Option<String>,
}

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

    /// Removes the files without their names yet that this program was writing here: it ends.
    pub fn abandon(&self) {
        write::clear(&self.folder, &write::unnamed(), |_| true);
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
    pub fn texts(&self, store: Option<&Store>, render: &Render, watch: &mut dyn Watch) -> Texts {
        let mut texts = self.texts_at_hand(store);
        if let Some(store) = store {
            texts.renew(self, store, render, watch);
        }
        texts
    }

    /// The texts of all posts, drafts and all, that are in the store as their files are now.
    pub fn texts_at_hand(&self, store: Option<&Store>) -> Texts {
        let mut found = scan::scan(self, Show::ALL).posts;
        scan::sort(&mut found);
        let file = |found: Found| (found.file(&self.root), found.path);
        let (files, paths): (Vec<PathBuf>, Vec<String>) = found.into_iter().map(file).unzip();
        let stamp = |file: PathBuf| file.metadata().map(|metadata| file::stamp(&metadata));
        let stamps: Vec<Short> =
            files.into_par_iter().map(|file| stamp(file).unwrap_or_default().into()).collect();
        let paths: Arc<FrontCoded> = Arc::new(paths.into_iter().collect());
        let places = vec![Spot::NONE; paths.len()];
        let mut texts = Texts { paths, stamps, places, ..Texts::default() };
        if let Some(store) = store {
            texts.site = bake::site(self);
            texts.take(store.open());
        }
        texts
    }
}

impl Texts {
    /// How many posts there are.
    pub fn len(&self) -> usize {
        self.paths.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.paths.is_empty()
    }

    /// The path of a post below the archive's root.
    pub fn path(&self, post: usize) -> String {
        self.paths.get(post)
    }

    /// Hands over the path of every post with its number.
    pub fn each_path(&self, take: impl FnMut(usize, &str)) {
        self.paths.each(take);
    }

    /// Nothing more will be packed: gives back what is needed for that.
    pub fn settle(&mut self) {
        self.stamps = Vec::new();
    }

    /// The posts whose texts are in no pack.
    pub fn unpacked(&self) -> impl Iterator<Item = usize> {
        self.places.iter().enumerate().filter(|(_, place)| **place == Spot::NONE).map(|(post, _)| post)
    }

    /// Those whose texts are in one.
    pub fn packed_posts(&self) -> impl Iterator<Item = usize> {
        self.places.iter().enumerate().filter(|(_, place)| **place != Spot::NONE).map(|(post, _)| post)
    }

    /// Takes packs in use: each post is looked up in the newest first.
    fn take(&mut self, packs: Vec<Pack>) {
        let Self { paths, stamps, places, site, .. } = self;
        places.fill(Spot::NONE);
        for (at, pack) in (0..).zip(&packs).collect::<Vec<(u32, &Pack)>>().into_iter().rev() {
            let Some(table) = pack.table() else { continue };
            let mut lookup = table.lookup();
            paths.each(|post, path| {
                if places[post] != Spot::NONE {
                    return;
                }
                let Some((number, row)) = lookup.find(path) else { return };
                let same = stamps.get(post) == Some(&row.stamp.into());
                if same && (!row.templated || pack.site() == *site) {
                    places[post] = Place { pack: at, number }.into();
                }
            });
        }
        self.packs = packs.into_iter().map(Arc::new).collect();
    }
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
