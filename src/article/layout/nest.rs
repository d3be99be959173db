//! What stands before the text of a row: the bars, markers and indents of the quotations and
//! lists that its block stands in, and the blank rows between blocks. Where they would leave the
//! text no room, the outer ones give way: the innermost marker says what the text is.

use crate::text::width::Ruler;
use crate::text::{Line, Role};

use super::super::block::{Article, Block, Container};
use super::Layout;

/// Columns that text keeps, however deep it is nested.
pub(super) const LEAST_TEXT: usize = 10;
/// Columns of a page below which an indent without a marker is no deeper than a bar.
const NARROW: usize = 20;

impl Layout {
    /// Columns that a block has behind its bars, markers and indents.
    pub(super) fn nested_width(&self, article: &Article, block: &Block) -> usize {
        self.options.width - self.shown(article, block).iter().map(|(_, columns)| columns).sum::<usize>()
    }

    /// The containers of a block, outermost first, with the columns that there are for them.
    fn shown<'a>(&self, article: &'a Article, block: &'a Block) -> Vec<(&'a Container, usize)> {
        let room = self.options.width.saturating_sub(LEAST_TEXT);
        let containers = block.nest.iter().filter_map(|index| article.containers.get(*index as usize));
        let mut sized: Vec<_> =
            containers.map(|container| (container, self.container_columns(container))).collect();
        let mut excess = sized.iter().map(|(_, columns)| columns).sum::<usize>().saturating_sub(room);
        let outer = sized.len().saturating_sub(1);
        for least in [1, 0] {
            for (_, columns) in &mut sized[..outer] {
                let less = columns.saturating_sub(least).min(excess);
                *columns -= less;
                excess -= less;
            }
        }
        // Half a marker says nothing.
        if excess > 0 {
            sized.truncate(outer);
        }
        sized
    }

    fn container_columns(&self, container: &Container) -> usize {
        match container {
            Container::Quote => 2,
            Container::Item { marker } => self.options.ruler.columns(marker),
            Container::Indent(columns) if self.options.width < NARROW => (*columns).min(2),
            Container::Indent(columns) => *columns,
        }
    }

    /// Bars, markers and indents before a row of a block; the markers of its `fresh` innermost
    /// containers, which begin on this row.
    pub(super) fn prefix(&self, article: &Article, block: &Block, fresh: usize) -> Line {
        let mut line = Line::default();
        let old = block.nest.len() - fresh.min(block.nest.len());
        for (depth, (container, columns)) in self.shown(article, block).into_iter().enumerate() {
            match container {
                Container::Quote => line.push(self.bar(columns), Role::QuoteBar),
                Container::Item { marker }
                    if depth >= old && self.options.ruler.columns(marker) <= columns =>
                {
                    line.push(marker.as_str(), Role::ListMarker);
                }
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
        let outer: Vec<_> = self.shown(article, found).into_iter().take(depth).collect();
        let is_quote = |(container, _): &(&Container, usize)| **container == Container::Quote;
        let bars = outer.iter().rposition(is_quote).map_or(0, |at| at + 1);
        for (container, columns) in &outer[..bars] {
            match container {
                Container::Quote => line.push(self.bar(*columns), Role::QuoteBar),
                _ => line.push(" ".repeat(*columns), Role::Body),
            }
        }
        line
    }

    /// The bar of a quotation, in so many columns: two, or less where room is short.
    fn bar(&self, columns: usize) -> &'static str {
        let bar = if self.options.ruler == Ruler::Wide { "| " } else { "│ " };
        match columns {
            0 => "",
            1 => bar.trim_end(),
            _ => bar,
        }
    }
}
