//! All state of the reader, and the pure `update`. No I/O, no threads, no terminal, no
//! colours: messages go in, effects come out, and `ui` paints what stands here.
//!
//! - [`message`]: [`Message`], [`Effect`], [`Setup`]: what goes in and what comes out
//! - [`state`]: [`App`], and the ladder that says who has the keys
//! - `update`: a message, a key and a command each find their function
//! - `patching`: posts that appear, change and vanish meanwhile; `moving`: posts that went elsewhere;
//!   `gathering`: all posts for threads that work beside
//! - `narrow`: the filter, and what it does to the list and the facets
//! - `reading`: opening articles and sources; [`opened`]: those that are kept; `ahead`: those
//!   that are prepared; `jumping`: links, places, headings, the way back; `searching`: words
//!   in a text; `finding`: any post by its title; `typesetting`: how the text is set
//! - [`screen`]: where everything stands
//! - [`viewport`], [`rows`]: scrolling, and lists whose selection is an item
//! - `choosing`: what is chosen in the panes of categories and tags; [`dates`]: to a day, to a month
//! - panes: [`facets`], [`saved`], [`months`], [`list`], [`reader`] with its [`head`](mod@head), [`source`]
//! - [`texts`]: searching the texts of all posts, with the pane of [`hits`];
//!   [`bodies`]: the filter's conditions on them
//! - within a text: [`find`], [`labels`], [`trail`]
//! - windows over the panes: [`window`] with [`links`], [`contents`], [`problems`], [`help`];
//!   [`dialog`]
//! - [`remember`]: what is remembered of posts; `marking`: marks by hand, undo and redo,
//!   `bulk`: of many posts; `noting`: own tags and notes; `attending`: what is read by itself;
//!   `bookmarks`: places in posts, posts opened before; [`resume`]: sessions
//! - the bottom lines: [`prompt`], [`hints`]; [`marks`]: what the filter found in a title

mod ahead;
mod attending;
pub mod bodies;
pub(crate) mod bookmarks;
mod bulk;
mod choosing;
pub mod completing;
pub mod contents;
pub mod dates;
pub mod dialog;
pub mod facets;
pub mod find;
mod finding;
mod gathering;
pub mod head;
pub mod help;
pub mod hints;
pub mod hits;
mod jumping;
pub mod labels;
pub mod links;
pub mod list;
mod marking;
pub mod marks;
mod meeting;
pub mod message;
pub mod months;
mod motion;
mod moving;
mod narrow;
mod noting;
pub mod opened;
mod patching;
pub mod problems;
pub mod prompt;
pub mod reader;
mod reading;
pub mod remember;
pub mod resume;
pub mod rows;
pub mod saved;
pub mod screen;
pub mod searching;
pub mod source;
pub mod state;
pub mod texts;
pub mod trail;
mod typesetting;
mod update;
pub mod viewport;
mod widths;
pub mod window;

pub use message::{Effect, Message, Request, RootInfo, Setup};
pub use opened::Opened;
pub use patching::Patch;
pub use remember::Mark;
pub use screen::Pane;
pub use state::App;
