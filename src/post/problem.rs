//! What was wrong with a file and what was done about it. Problems are data: they
//! are counted on the status line, listed by `!` and printed by `kanbao check`.

use std::fmt;

/// How bad a problem is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Severity {
    /// Worth knowing; nothing was lost.
    Info,
    /// Something was guessed or dropped; the post is listed.
    Warning,
    /// The file is not listed.
    Error,
}

impl fmt::Display for Severity {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(match self {
            Self::Info => "info",
            Self::Warning => "warning",
            Self::Error => "error",
        })
    }
}

/// One problem of one file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// Path below the archive's root, with `/`; clean text.
    pub path: String,
    /// Line in the file, counted from 1, where one can be named.
    pub line: Option<u32>,
    /// How bad it is.
    pub severity: Severity,
    /// What is wrong, and what kanbao did; clean text, one sentence or two.
    pub message: String,
}
