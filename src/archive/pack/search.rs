//! Looking into texts: those in packs are scanned, the others read. What is looked for is
//! decided by the caller.

use std::io;
use std::ops::Range;

use rayon::iter::{IntoParallelRefIterator, ParallelIterator};

use super::bake::{Oven, Render};
use super::read::{Block, Pack};
use super::{CHUNK, PART, Place, Texts};
use crate::archive::Archive;

/// A post that was found.
#[derive(Debug)]
pub struct Hit<T> {
    /// Its number.
    pub post: usize,
    /// What was found in it.
    pub found: T,
    /// Key and text, where they are in no pack.
    fresh: Option<Box<(String, String)>>,
}

impl Texts {
    /// Looks into every text that can hold all of some words, on all cores. `look` gets keys, one
    /// behind the other, and the bytes of each post's key in them, and answers with the numbers of
    /// those posts in which it found something. The hits come in about the order of file names,
    /// newest first.
    ///
    /// # Errors
    /// When a pack cannot be read any more.
    pub fn search<T: Send>(
        &self,
        (archive, render): (&Archive, &Render),
        words: &[String],
        look: impl Fn(&[u8], &[Range<usize>]) -> Vec<(usize, T)> + Sync,
        progress: &mut dyn FnMut(usize, usize),
    ) -> io::Result<Vec<Hit<T>>> {
        let packed = self.look((words, |_| true), || true, &look)?.into_iter();
        let mut hits: Vec<Hit<T>> = packed.map(|(post, found)| Hit { post, found, fresh: None }).collect();
        let missing: Vec<usize> = self.unpacked().collect();
        let oven = Oven::new(archive, render);
        let mut done = 0;
        for chunk in missing.chunks(CHUNK) {
            hits.extend(self.read(&oven, chunk, &look).into_iter().map(|(post, found, fresh)| Hit {
                post,
                found,
                fresh: Some(Box::new(fresh)),
            }));
            done += chunk.len();
            progress(done, missing.len());
        }
        Ok(hits)
    }

    /// Looks into the texts in packs of those posts that are wanted and can hold all of some words,
    /// for as long as it shall go on, as [`Texts::search`] does: the posts in which something was
    /// found.
    ///
    /// # Errors
    /// When a pack cannot be read any more.
    pub fn look<T: Send>(
        &self,
        (words, wanted): (&[String], impl Fn(usize) -> bool),
        goes_on: impl Fn() -> bool + Sync,
        look: impl Fn(&[u8], &[Range<usize>]) -> Vec<(usize, T)> + Sync,
    ) -> io::Result<Vec<(usize, T)>> {
        // Whoever types asks again before this one is begun, or while it is.
        if !goes_on() {
            return Ok(Vec::new());
        }
        let mut posts: Vec<Vec<(u32, u32)>> = vec![Vec::new(); self.packs.len()];
        let left = self.packs.iter().map(|pack| pack.sift(words)).collect::<io::Result<Vec<_>>>()?;
        for (nth, places) in self.places.chunks(CHUNK).enumerate() {
            if !goes_on() {
                return Ok(Vec::new());
            }
            for (post, place) in (nth * CHUNK..).zip(places) {
                if let Some(Place { pack, number }) = place.get()
                    && left[pack as usize].holds(number)
                    && wanted(post)
                {
                    posts[pack as usize].push((number, u32::try_from(post).unwrap_or(u32::MAX)));
                }
            }
        }
        let mut all = Vec::new();
        for (pack, mut posts) in self.packs.iter().zip(posts) {
            posts.sort_unstable();
            all.extend(look_into(pack, &posts, &goes_on, &look)?);
        }
        Ok(all)
    }

    /// Reads posts and looks into their texts, as [`Texts::search`] does: the posts in which
    /// something was found, each with its key and its text.
    pub fn read<T: Send>(
        &self,
        oven: &Oven<'_>,
        posts: &[usize],
        look: impl Fn(&[u8], &[Range<usize>]) -> Vec<(usize, T)> + Sync,
    ) -> Vec<(usize, T, (String, String))> {
        let paths: Vec<String> = posts.iter().map(|&post| self.path(post)).collect();
        let found = oven.bake(&paths, |entry| {
            let found = look(entry.key.as_bytes(), std::slice::from_ref(&(0..entry.key.len()))).pop();
            found.map(|(_, found)| (found, (entry.key, entry.text)))
        });
        let found = posts.iter().zip(found);
        found.filter_map(|(&post, found)| found.flatten().map(|(found, text)| (post, found, text))).collect()
    }

    /// What `make` makes of hits, on all cores: of each, the part of the text that a byte of
    /// its key lies in. A part that cannot be read any more is empty.
    pub fn parts<T: Sync, R: Send>(
        &self,
        hits: &[&Hit<T>],
        at: impl Fn(&T) -> usize + Sync,
        make: impl Fn(&str) -> R + Sync,
    ) -> Vec<R> {
        let text = |hit: &Hit<T>| match &hit.fresh {
            Some(fresh) => part(&fresh.0, &fresh.1, at(&hit.found)).map(str::to_owned),
            None => self
                .packed(hit.post)
                .and_then(|(key, text)| part(&key, &text, at(&hit.found)).map(str::to_owned)),
        };
        hits.par_iter().map(|hit| make(&text(hit).unwrap_or_default())).collect()
    }

    /// The key and the text of a post that is in a pack.
    fn packed(&self, post: usize) -> Option<(String, String)> {
        let Place { pack, number } = self.places.get(post)?.get()?;
        let pack = self.packs.get(pack as usize)?;
        pack.text(&pack.row(number)?).ok()
    }

    /// The key and the text of a post, from wherever they can be had.
    pub fn text(&self, oven: &Oven<'_>, post: usize) -> Option<(String, String)> {
        self.packed(post).or_else(|| {
            let entry = oven.bake(&[self.path(post)], |entry| entry).pop().flatten()?;
            Some((entry.key, entry.text))
        })
    }
}

/// The part of a text that a byte of its key lies in.
pub fn part<'a>(key: &str, text: &'a str, at: usize) -> Option<&'a str> {
    let before = key.as_bytes().get(..at)?.iter().filter(|byte| **byte == b'\n').count();
    text.split(PART).nth(before)
}

/// Looks into texts of a pack, given with their numbers there, which ascend.
fn look_into<T: Send>(
    pack: &Pack,
    posts: &[(u32, u32)],
    goes_on: &(impl Fn() -> bool + Sync),
    look: &(impl Fn(&[u8], &[Range<usize>]) -> Vec<(usize, T)> + Sync),
) -> io::Result<Vec<(usize, T)>> {
    let numbers: Vec<u32> = posts.iter().map(|(number, _)| *number).collect();
    let found = pack.scan(&numbers, goes_on, |Block { keys, first, posts }| {
        look(keys, posts).into_iter().map(|(nth, found)| (first + nth, found)).collect()
    })?;
    Ok(found.into_iter().filter_map(|(nth, found)| Some((posts.get(nth)?.1 as usize, found))).collect())
}
