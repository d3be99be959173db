//! The thread that learns what marked posts say: a post that was marked in the list was never
//! read here, and without its text it would not be found again where its path and its title both
//! change. It reads behind everything else; what it could not read it reads the next time.

use std::io;
use std::sync::Arc;
use std::sync::mpsc::{self, Sender};
use std::thread;

use super::keeper::{Hand, now};
use crate::archive::Archive;
use crate::library::RootId;
use crate::state::store::ArchiveId;
use crate::state::{Identity, PostKey, Write};

/// Posts that are read before what they say is written.
const BATCH: usize = 500;

/// Marked posts of an archive whose texts are not known.
pub(super) struct Unread {
    /// The archive on the command line.
    pub(super) root: RootId,
    /// The same in the store.
    pub(super) archive: ArchiveId,
    /// Their paths there.
    pub(super) paths: Vec<String>,
}

/// A way to the thread, which ends with the last of them.
#[derive(Clone)]
pub(super) struct Identities(Sender<Unread>);

impl Identities {
    /// Starts the thread; what it learns goes to the keeper.
    ///
    /// # Errors
    /// When no thread can be had.
    pub(super) fn start(archives: Arc<Vec<Archive>>, hand: Hand) -> io::Result<Self> {
        let (orders, inbox) = mpsc::channel::<Unread>();
        let run = move || {
            for unread in inbox {
                let Some(archive) = archives.get(usize::from(unread.root.0)) else { continue };
                unread.paths.chunks(BATCH).for_each(|paths| learn(archive, unread.archive, paths, &hand));
            }
        };
        thread::Builder::new().name("identities".into()).spawn(run)?;
        Ok(Self(orders))
    }

    /// Reads these posts when there is time.
    pub(super) fn learn(&self, unread: Unread) {
        if !unread.paths.is_empty() {
            let _ = self.0.send(unread);
        }
    }
}

fn learn(on_disk: &Archive, archive: ArchiveId, paths: &[String], hand: &Hand) {
    let seen = |path: &String| {
        let body = Identity::body(&on_disk.read_body(path).ok()?.text)?;
        Some(Write::Seen(PostKey { archive, path: path.clone(), heading: None, body: Some(body) }))
    };
    let seen: Vec<Write> = paths.iter().filter_map(seen).collect();
    if !seen.is_empty() {
        hand.work(move |store| drop(store.write(&seen, now())));
    }
}
