//! What stands above a body: the title and a few lines of facts. The words and their order
//! are the caller's; the layout wraps them.

use crate::text::Line;

/// Title and facts.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Head {
    /// The title; clean text.
    pub title: String,
    /// Lines of facts, each wrapped on its own.
    pub facts: Vec<Line>,
}
