//! Rows of running text: their measure and indent when they are laid out, and the columns that
//! are drawn within them when they are shown.

use std::ops::Range;

use crate::text::wrap::{Manner, Measure, Source, gaps, may_hang};
use crate::text::{Line, Origin, Role, Span};

use super::super::block::{Article, Kind, Text};
use super::{Composer, Layout, Row, base, joints, narrow, text_of};

/// Columns of the margin that closing marks hang in.
const MARGIN: usize = 2;

impl Composer<'_> {
    /// Appends the rows of a paragraph or heading in `width` columns.
    pub(super) fn text(&mut self, block: u32, text: &Text, (width, fresh): (usize, usize)) {
        let layout = &self.layout;
        let (setting, measure) = (layout.options.setting, layout.measure(width));
        let indent = if layout.manners.indents(self.article, block as usize) {
            layout.manners.indent.min(measure.rest.saturating_sub(2))
        } else {
            0
        };
        let from =
            if indent > 0 { text.text.len() - text.text.trim_start_matches(is_indent).len() } else { 0 };
        let buffers = &mut self.buffers;
        if setting.spacing {
            joints::solid(text, &mut buffers.solid);
        }
        let source = Source { text: &text.text, glue: &text.glue, solid: &buffers.solid, from };
        let manner = Manner {
            hang: measure.rest < width,
            spacing: setting.spacing,
            orphans: true,
            justify: setting.justify,
        };
        let indented = Measure { first: measure.rest - indent, ..measure };
        buffers.rows.clear();
        buffers.breaker.rows(source, (indented, manner), &mut buffers.rows);
        for (at, row) in buffers.rows.iter().enumerate() {
            let begins =
                row.start == from || text.text.as_bytes().get(row.start.wrapping_sub(1)) == Some(&b'\n');
            // A word that is as long as the line stands without an indent.
            let fits = || indent + self.layout.columns(source, row.clone()) <= width;
            let indented = indent > 0 && begins && !row.is_empty() && fits();
            self.layout.rows.push(Row::Text {
                block,
                start: narrow(row.start),
                end: narrow(row.end),
                fresh: if at == 0 { u16::try_from(fresh).unwrap_or(u16::MAX) } else { 0 },
                indent: if indented { u16::try_from(indent).unwrap_or(0) } else { 0 },
            });
        }
    }
}

impl Layout {
    /// The measure of text that has `width` columns, without a first indent.
    fn measure(&self, width: usize) -> Measure {
        let margin = if self.manners.hang && width >= 2 * MARGIN { MARGIN } else { 0 };
        let rest = width - margin;
        Measure { first: rest, rest, ruler: self.options.ruler }
    }

    /// Columns of a part of a text as it is drawn, without what justifies it.
    fn columns(&self, source: Source<'_>, row: Range<usize>) -> usize {
        let columns = self.options.ruler.columns(&source.text[row.clone()]);
        columns + if self.options.setting.spacing { gaps(source, row).count() } else { 0 }
    }

    /// The text of a row behind its prefix and its indent.
    pub(super) fn text_line(&self, article: &Article, row: usize, (mut line, indent): (Line, usize)) -> Line {
        let Some(Row::Text { block, start, end, .. }) = self.rows.get(row).copied() else { return line };
        let Some(found) = article.blocks.get(block as usize) else { return line };
        let (text, range) = (text_of(found), start as usize..end as usize);
        let room = self.nested_width(article, found);
        if indent > 0 {
            line.spans.push(Span { origin: Origin::Pad, ..Span::new(" ".repeat(indent), Role::Body) });
        }
        let mut set = text.line(range.clone(), base(&found.kind));
        let setting = self.options.setting;
        if setting.spacing || setting.justify {
            let mut solid = Vec::new();
            joints::solid(text, &mut solid);
            let source = Source { text: &text.text, solid: &solid, ..Source::default() };
            let justified =
                setting.justify && matches!(found.kind, Kind::Paragraph(_)) && self.goes_on(text, row);
            let slack = if justified { self.slack(source, range.clone(), room - indent) } else { 0 };
            joints::pad(&mut set, &joints::pads(source, range, setting.spacing, slack));
        }
        line.spans.append(&mut set.spans);
        line
    }

    /// Columns that a row of text is short of the edge of its room; of the edge of the margin
    /// if its last mark hangs.
    fn slack(&self, source: Source<'_>, row: Range<usize>, room: usize) -> usize {
        let measure = self.measure(room).rest;
        let used = self.columns(source, row.clone());
        let hangs = used > measure && source.text[row].ends_with(may_hang);
        if hangs { room.saturating_sub(used) } else { measure.saturating_sub(used) }
    }

    /// Whether the line of the paragraph that a row shows goes on below.
    fn goes_on(&self, text: &Text, row: usize) -> bool {
        match (self.rows.get(row), self.rows.get(row + 1)) {
            (Some(Row::Text { block, end, .. }), Some(Row::Text { block: below, start, .. })) => {
                block == below && !text.text[*end as usize..*start as usize].contains('\n')
            }
            _ => false,
        }
    }
}

/// White space that authors indent a paragraph with.
fn is_indent(c: char) -> bool {
    matches!(c, ' ' | '\u{a0}' | '\u{2002}' | '\u{2003}' | '\u{3000}')
}
