//! What the reader will probably want next: the selected post, and its neighbours in the list.
//! They are asked for whenever they are others than before; waiting until the keys rest is the
//! worker's business, so that nothing here needs a clock.

use super::message::Effect;
use super::opened::{Opened, Place};
use super::reader::State;
use super::screen::Pane;
use super::state::App;
use crate::library::PostId;

impl App {
    /// Asks for what will probably be opened next, where that is something new.
    pub(super) fn prepare(&mut self) -> Option<Effect> {
        if self.loading || self.list.glanced || self.reader.state == State::Opening {
            return None;
        }
        let next = self.likely();
        if next == self.ahead {
            return None;
        }
        let lacking = next.iter().filter(|id| !self.shelf.has(**id) && self.reader.post != Some(**id));
        let requests = lacking.map(|id| self.order(*id)).collect();
        self.ahead = next;
        Some(Effect::Prepare(requests))
    }

    /// The most likely first.
    fn likely(&self) -> Vec<PostId> {
        if let Some(likely) = self.likely_hits() {
            return likely;
        }
        let from = match self.focus {
            Pane::List => self.selected(),
            Pane::Article => self.reader.post,
            Pane::Facets(_) | Pane::Searches => None,
        };
        let Some(from) = from else { return self.ahead.clone() };
        // The place of the selected one is known; that of another one is looked for.
        let other = Some(from).filter(|id| self.selected() != Some(*id));
        let neighbours = [1, -1].into_iter().filter_map(|distance| self.list.at_distance(other, distance));
        std::iter::once(from).chain(neighbours).collect()
    }

    /// A post was prepared. One that was asked for in the meantime is shown; one that was opened
    /// in the meantime keeps its place.
    pub(super) fn prepared(&mut self, id: PostId, opened: Opened) {
        if self.reader.post != Some(id) && !self.shelf.has(id) {
            self.shelf.put(id, opened, Place::default());
        } else if self.reader.post == Some(id) && self.reader.state == State::Opening {
            let ticket = self.reader.ticket;
            self.opened(ticket, id, Ok(Box::new(opened)));
            // The answer that is still to come says the same.
            self.reader.ticket += 1;
        }
    }
}
