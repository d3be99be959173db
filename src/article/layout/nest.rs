//! What stands before the text of a row: the bars, markers and indents of the quotations and
//! lists that its block stands in, and the blank rows between blocks.

use crate::text::width::Ruler;
use crate::text::{Line, Role};

use super::super::block::{Article, Block, Container};
use super::Layout;

/// Columns that text keeps, however deep it is nested.
pub(super) const LEAST_TEXT: usize = 12;

impl Layout {
    /// Columns that a block has behind its bars, markers and indents.
    pub(super) fn nested_width(&self, article: &Article, block: &Block) -> usize {
        self.options.width - self.shown(article, block).map(|(_, columns)| columns).sum::<usize>()
    }

    /// The containers of a block that there is room for, outermost first, with their columns.
    fn shown<'a>(
        &self,
        article: &'a Article,
        block: &'a Block,
    ) -> impl Iterator<Item = (&'a Container, usize)> {
        let room = self.options.width.saturating_sub(LEAST_TEXT);
        let ruler = self.options.ruler;
        let mut used = 0;
        let containers = block.nest.iter().filter_map(|index| article.containers.get(*index as usize));
        let sized = containers.map(move |container| (container, columns(container, ruler)));
        sized.take_while(move |(_, columns)| {
            used += columns;
            used <= room
        })
    }

    /// Bars, markers and indents before a row of a block; the markers of its `fresh` innermost
    /// containers, which begin on this row.
    pub(super) fn prefix(&self, article: &Article, block: &Block, fresh: usize) -> Line {
        let mut line = Line::default();
        let old = block.nest.len() - fresh.min(block.nest.len());
        for (depth, (container, columns)) in self.shown(article, block).enumerate() {
            match container {
                Container::Quote => line.push(self.bar(), Role::QuoteBar),
                Container::Item { marker } if depth >= old => line.push(marker.as_str(), Role::ListMarker),
                Container::Item { .. } | Container::Indent(_) => line.push(" ".repeat(columns), Role::Body),
            }
        }
        line
    }

    /// A ready line under the bars and indents of its block.
    pub(super) fn nested(&self, article: &Article, block: u32, made: Line) -> Line {
        let Some(found) = article.blocks.get(block as usize) else { return made };
        let mut line = self.prefix(article, found, 0);
        line.spans.extend(made.spans);
        line
    }

    /// A blank row before a block: the bars of the quotations that go on, which are among its
    /// outer `depth` containers.
    pub(super) fn blank(&self, article: &Article, block: u32, depth: usize) -> Line {
        let Some(found) = article.blocks.get(block as usize) else { return Line::default() };
        let mut line = Line::default();
        let outer: Vec<_> = self.shown(article, found).take(depth).collect();
        let is_quote = |(container, _): &(&Container, usize)| **container == Container::Quote;
        let bars = outer.iter().rposition(is_quote).map_or(0, |at| at + 1);
        for (container, columns) in &outer[..bars] {
            match container {
                Container::Quote => line.push(self.bar(), Role::QuoteBar),
                _ => line.push(" ".repeat(*columns), Role::Body),
            }
        }
        line
    }

    fn bar(&self) -> &'static str {
        if self.options.ruler == Ruler::Wide { "| " } else { "│ " }
    }
}

fn columns(container: &Container, ruler: Ruler) -> usize {
    match container {
        Container::Quote => 2,
        Container::Item { marker } => ruler.columns(marker),
        Container::Indent(columns) => *columns,
    }
}
