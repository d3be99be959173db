//! The thread that cuts out what surrounds hits, for the rows on the screen and those around
//! them. It uses no other thread, so that a search in work does not hold it up.

use std::sync::mpsc::Receiver;

use super::{Shared, Shelf};
use crate::app::Message;
use crate::app::texts::{Excerpt, Words};
use crate::archive::pack::bake::Oven;
use crate::archive::pack::part;
use crate::library::PostId;

/// What is to be cut out.
pub(in crate::terminal) struct Asked {
    /// Comes back with the answer; only the newest one is of use.
    pub(in crate::terminal) ticket: u64,
    /// What was searched for.
    pub(in crate::terminal) words: Words,
    /// How wide excerpts are.
    pub(in crate::terminal) columns: usize,
    /// The posts, the most urgent first.
    pub(in crate::terminal) posts: Vec<PostId>,
}

/// Serves until the program ends.
pub(super) fn serve(shared: &Shared, inbox: &Receiver<Asked>) {
    while let Ok(first) = inbox.recv() {
        let asked: Vec<Asked> = std::iter::once(first).chain(inbox.try_iter()).collect();
        let newest = asked.last().map_or(0, |asked| asked.ticket);
        for asked in asked.iter().filter(|asked| asked.ticket == newest) {
            shared.guarded(|| make(shared, asked));
        }
    }
}

fn make(shared: &Shared, asked: &Asked) {
    let shelves = shared.state().shelves.clone();
    let excerpts = asked.posts.iter().filter_map(|id| excerpt(shared, &shelves, asked, *id)).collect();
    shared.tell(Message::Excerpts { ticket: asked.ticket, excerpts });
}

fn excerpt(shared: &Shared, shelves: &[Shelf], asked: &Asked, id: PostId) -> Option<Excerpt> {
    let (root, post) =
        shelves.iter().enumerate().find_map(|(root, shelf)| Some((root, shelf.number(id)?)))?;
    let oven = Oven::new(shared.archives.get(root)?, &shared.render);
    let (key, text) = shelves[root].texts.text(&oven, post)?;
    let found = asked.words.find(key.as_bytes())?;
    let snippet = asked.words.snippet(part(&key, &text, found.first)?, asked.columns);
    Some(Excerpt { id, count: u32::try_from(found.count).unwrap_or(u32::MAX), snippet })
}
