//! Where the filter found something in a title.

use std::ops::Range;

use super::state::App;

impl App {
    /// The byte ranges of a title that the filter's words found; ascending, apart.
    pub fn marks(&self, title: &str) -> Vec<Range<usize>> {
        self.engine.marks(&self.filter, title)
    }
}
