//! The files that had problems, the worst first. What a problem is stands in `post`; this is
//! the list that `!` shows and the numbers that the status line names.

use std::cmp::Reverse;

use super::viewport::Viewport;
use crate::library::RootId;
use crate::post::{Problem, Severity};

/// A problem with the archive that it is in.
pub type Found = (RootId, Problem);

/// The window of problems.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Problems {
    /// Indexes into the problems found: worst first, then in the order of the archives and
    /// of the paths.
    pub order: Vec<usize>,
    /// The selected one, and which are shown.
    pub view: Viewport,
}

impl Problems {
    /// Takes in what was found since.
    pub fn sort(&mut self, found: &[Found]) {
        self.order = (0..found.len()).collect();
        self.order.sort_by_key(|at| {
            let (root, problem) = &found[*at];
            (Reverse(problem.severity), *root, problem.path.as_str(), problem.line)
        });
    }

    /// The selected problem.
    pub fn selected<'a>(&self, found: &'a [Found]) -> Option<&'a Found> {
        self.order.get(self.view.cursor()).and_then(|at| found.get(*at))
    }
}

/// How many files are not listed, and how many other problems there are that someone should
/// look at (notes are none).
pub fn tally(found: &[Found]) -> (usize, usize) {
    let of = |severity| found.iter().filter(|(_, problem)| problem.severity == severity).count();
    (of(Severity::Error), of(Severity::Warning))
}
