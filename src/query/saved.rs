//! Saved searches: queries under a name, as plain data. Where they are kept is the business of
//! `config`, what they do in the reader that of `app`.

/// A query under a name.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Saved {
    /// The name; clean text on one line, never empty.
    pub name: String,
    /// The text of the query; it can be read.
    pub query: String,
    /// It is the program's own to remove or replace; the others stand in the user's config file.
    pub own: bool,
}

/// What is to happen to the program's own saved searches.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change {
    /// Keep a query under a name, in place of the one that had it.
    Save(Saved),
    /// Forget the one of this name.
    Remove(String),
}
