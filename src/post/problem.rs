//! What was wrong with a file and what was done about it. Problems are data: they
//! are counted on the status line, listed by `!` and printed by `kanbao check`.

use std::fmt;

use crate::text::sanitize;

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

/// A [`Problem`] that does not know its file yet: what the pure readers give back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Trouble {
    /// Line in the file, counted from 1, where one can be named.
    pub line: Option<u32>,
    /// How bad it is.
    pub severity: Severity,
    /// What is wrong, and what kanbao did; may still hold text of the post.
    pub message: String,
}

impl Trouble {
    /// Something worth knowing.
    pub fn info(line: Option<u32>, message: impl Into<String>) -> Self {
        Self { line, severity: Severity::Info, message: message.into() }
    }

    /// Something that was guessed or dropped.
    pub fn warning(line: Option<u32>, message: impl Into<String>) -> Self {
        Self { line, severity: Severity::Warning, message: message.into() }
    }

    /// A file that is not listed.
    pub fn error(message: impl Into<String>) -> Self {
        Self { line: None, severity: Severity::Error, message: message.into() }
    }

    /// The problem of a file; its message passes the gate here.
    pub fn of(self, path: &str) -> Problem {
        Problem {
            path: path.to_owned(),
            line: self.line,
            severity: self.severity,
            message: sanitize::line(&self.message).into_owned(),
        }
    }
}
