//! Text without colours: what a span means, how wide it is, where it may break.
//!
//! Nothing here knows a terminal, a post or a theme. Everything that is drawn or
//! printed is made of the types of this folder.
//!
//! - [`role`]: what a piece of text *is* ([`Role`]) and how it is stressed ([`Accents`])
//! - [`line`](mod@line): [`Span`] and [`Line`], the currency between layout and painting
//! - [`glyphs`]: lines, bars and marks, for either kind of terminal
//! - [`width`]: columns of a text, truncation and padding (the only user of unicode-width)
//! - [`wrap`]: line breaking with kinsoku (UAX #14 with a Chinese tailoring)
//! - [`sanitize`]: the one gate for control and bidi characters
//! - [`fold`]: search keys
//! - [`pinyin`]: Han found by what a Latin keyboard types, and [`hangul`] by its initial consonants
//! - [`url`]: which URLs may be opened, and their hosts
//! - [`splice`](mod@splice): many sequences in one pool, some of them replaced
//! - [`front_coding`]: many texts of which neighbours begin alike, in little memory
//! - [`nearest`](mod@nearest): the known name nearest to a mistyped one

pub mod fold;
pub mod front_coding;
pub mod glyphs;
pub mod hangul;
pub mod line;
pub mod nearest;
pub mod pinyin;
pub mod role;
pub mod sanitize;
pub mod splice;
pub mod url;
pub mod width;
pub mod wrap;

pub use glyphs::Glyphs;
pub use line::{Line, Origin, Span};
pub use role::{Accents, Role};
