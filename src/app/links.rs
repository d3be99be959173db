//! The links of the article as a list to choose from: each with its number, its words, and
//! its address with the host first and in readable letters.

use super::viewport::Viewport;
use crate::article::{Link, Target};
use crate::text::url::{parts, readable};

/// The window of links.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Links {
    /// The links in the order of their numbers.
    pub rows: Vec<Row>,
    /// The selected one, and which are shown.
    pub view: Viewport,
}

/// A link.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// What is opened.
    pub target: Target,
    /// The words it stands on; may be empty.
    pub text: String,
    /// The host, or the scheme where there is none: `example.cn`, `mailto`.
    pub host: String,
    /// What follows the host, decoded.
    pub rest: String,
}

impl Links {
    /// The window for these links.
    pub fn new(links: &[Link]) -> Self {
        Self { rows: links.iter().map(Row::new).collect(), view: Viewport::default() }
    }

    /// What is opened for the selected row.
    pub fn selected(&self) -> Option<&Row> {
        self.rows.get(self.view.cursor())
    }
}

impl Row {
    fn new(link: &Link) -> Self {
        let (host, rest) = match &link.target {
            Target::Web(url) => parts(url),
            target => (String::new(), readable(&target.shown())),
        };
        Self { target: link.target.clone(), text: link.text.clone(), host, rest }
    }

    /// The whole address, decoded.
    pub fn address(&self) -> String {
        readable(&self.target.shown())
    }
}
