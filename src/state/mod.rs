//! What the reader remembers: marks on posts, places in them, sessions; and the store on disk
//! that keeps it, outside the archives. Synchronous: the thread that writes lives in
//! `terminal`, and the time comes from the edges. What a key does to a mark is `app`'s business.
//!
//! - [`mark`]: what can be said of a post; [`place`]: where in it its reader was; [`session`]
//! - [`marks`], [`history`], [`set`]: marks in memory, changes to them, undo and redo; pure
//! - [`identity`]: what makes a post and an archive the same; [`moves`], [`archives`]: finding
//!   them again; [`baseline`]: what was there at first; pure
//! - [`store`]: the file; `opening` it whatever its state; `rescue` of a damaged one and
//!   backups; `schema`: its tables and their migrations; `enter`: which archive is
//!   opened, and where its posts went; `load`, `write`; `merge`: rows from elsewhere
//! - [`exchange`]: JSON lines, out and in
//! - [`warning`]: what went wrong and what was done about it; [`moment`]

pub mod archives;
pub mod baseline;
mod enter;
pub mod exchange;
pub mod history;
pub mod identity;
mod load;
pub mod mark;
pub mod marks;
mod merge;
pub mod moment;
pub mod moves;
mod opening;
pub mod place;
mod rescue;
mod schema;
pub mod session;
pub mod set;
pub mod store;
pub mod warning;
mod write;

pub use baseline::Baseline;
pub use enter::Opening;
pub use history::History;
pub use identity::{Identity, Sketch};
pub use load::{KnownPost, Record, Remembered};
pub use mark::{Field, ReadAfter, Value};
pub use marks::{Change, Edit, Marks};
pub use moment::Moment;
pub use moves::{Known, Listed, Move};
pub use place::Place;
pub use session::Session;
pub use set::PostSet;
pub use store::{ArchiveId, Store, StoreError};
pub use warning::Warning;
pub use write::{PostKey, Setting, Write};
