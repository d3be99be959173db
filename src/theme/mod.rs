//! How things look: a style for every [`Role`](crate::text::Role), accent and
//! [`Part`], read from YAML. What a text *is* stands in `text`; where a style is
//! painted stands in `ui`.
//!
//! - [`part`](mod@part): the parts of the screen
//! - [`raw`]: theme files, read with the line and the key of every mistake
//! - [`colour`]: the spellings of a colour, and colours for poorer terminals
//! - [`table`]: [`Theme`], ready to use
//! - [`builtin`]: the themes that come with the program
//! - [`find`]: a theme by its name or path, and the list of all themes

pub mod builtin;
pub mod colour;
pub mod find;
pub mod part;
mod plain;
pub mod raw;
pub mod table;

pub use builtin::NAMES;
pub use colour::Depth;
pub use part::Part;
pub use table::{Appearance, Theme};
