//! What stands above and below a body: the head, a notice, the list of links.

use crate::text::url::readable;
use crate::text::width::Ruler;
use crate::text::wrap::{Measure, wrap};

use crate::text::{Accents, Line, Origin, Role, Span};

use super::super::block::{Link, Notice, Style, Target, Text};
use super::nest::LEAST_TEXT;
use super::{Composer, Head, Row};

/// The block number of lines that belong to no block.
const NO_BLOCK: u32 = u32::MAX;

impl Composer<'_> {
    pub(super) fn head(&mut self, head: &Head) {
        let style = Style { role: Role::Title, accents: Accents::STRONG, link: None };
        self.wrapped(&head.title.as_str().into(), style, NO_BLOCK);
        let options = self.layout.options;
        for row in head.facts.iter().flat_map(|facts| rows_of_facts(facts, options.width, options.ruler)) {
            self.wrapped(&text_of_line(&row), Style { role: Role::Meta, ..Style::default() }, NO_BLOCK);
        }
        self.push_made(NO_BLOCK, Line::default(), false);
    }

    pub(super) fn notice(&mut self, notice: Notice) {
        let words = self.layout.options.lang.words();
        let text = match notice {
            Notice::TooLarge => words.too_large,
            Notice::TooSlow => words.too_slow,
            Notice::Unreadable => words.unreadable,
            Notice::Simplified => words.simplified,
        };
        self.wrapped(&text.into(), Style { role: Role::Notice, ..Style::default() }, NO_BLOCK);
        self.push_made(NO_BLOCK, Line::default(), false);
    }

    /// The links out of the article by number, each address whole. Links within it stand behind
    /// them, and their numbers are never shown.
    pub(super) fn links(&mut self) {
        let out = |link: &&Link| !matches!(link.target, Target::Place(_));
        let links: Vec<&Link> = self.article.links.iter().take_while(out).collect();
        if links.is_empty() {
            return;
        }
        let block = super::narrow(self.article.blocks.len());
        self.layout.rows.push(Row::Blank { block, depth: 0 });
        let dash = if self.layout.options.ruler == Ruler::Wide { "-" } else { "─" };
        self.push_made(block, Line::of(dash.repeat(self.layout.options.width.min(8)), Role::Rule), false);
        let digits = links.len().to_string().len();
        for (index, link) in links.into_iter().enumerate() {
            let number = format!("{:>width$} ", format!("[{}]", index + 1), width = digits + 2);
            self.hanging(&number, &readable(&link.target.shown()), (block, super::narrow(index)));
        }
    }

    /// An address behind its number, further rows under its start.
    fn hanging(&mut self, number: &str, url: &str, (block, link): (u32, u32)) {
        let width = self.layout.options.width;
        if number.len() + LEAST_TEXT > width {
            let style = Style { role: Role::Link, link: Some(link), ..Style::default() };
            return self.wrapped(&format!("{number}{url}").as_str().into(), style, block);
        }
        let indent = number.len();
        let first = width - indent;
        let measure = Measure { first, rest: width - indent, ruler: self.layout.options.ruler };
        for (at, row) in wrap(url, measure, &[]).into_iter().enumerate() {
            let mut line = match at {
                0 => Line::of(number, Role::LinkNumber),
                _ => Line::of(" ".repeat(indent), Role::Body),
            };
            line.spans.push(Span {
                text: url[row].to_owned(),
                role: Role::Link,
                link: Some(link),
                ..Span::default()
            });
            self.push_made(block, line, false);
        }
    }

    fn wrapped(&mut self, text: &Text, style: Style, block: u32) {
        let measure =
            Measure { ruler: self.layout.options.ruler, ..Measure::even(self.layout.options.width) };
        for row in wrap(&text.text, measure, &text.glue) {
            let mut line = text.line(row, style);
            line.spans.iter_mut().for_each(|span| span.origin = Origin::Drawn);
            self.push_made(block, line, false);
        }
    }
}

/// Facts, each of them whole on a row where it fits. A gap that ends a row is not shown, but for
/// the stroke behind a category.
fn rows_of_facts(facts: &Line, width: usize, ruler: Ruler) -> Vec<Line> {
    let mut rows = vec![Line::default()];
    let mut gap: Option<&Span> = None;
    for span in &facts.spans {
        if span.text.trim().chars().all(|c| matches!(c, '·' | '/')) {
            gap = Some(span).filter(|gap| !gap.text.is_empty()).or(gap);
            continue;
        }
        let Some(row) = rows.last_mut() else { return rows };
        let between = gap.take();
        let columns = |span: &Span| ruler.columns(&span.text);
        let wanted = row.width(ruler) + between.map_or(0, columns) + columns(span);
        if row.spans.is_empty() || wanted <= width {
            row.spans.extend(between.cloned());
            row.spans.push(span.clone());
            continue;
        }
        if let Some(stroke) = between.filter(|gap| gap.text.contains('/')) {
            row.push(stroke.text.trim_end(), stroke.role);
        }
        rows.push(Line { spans: vec![span.clone()] });
    }
    rows
}

/// The text of a line, its spans as marks.
fn text_of_line(line: &Line) -> Text {
    let mut text = Text::default();
    for span in &line.spans {
        let start = text.text.len();
        text.text.push_str(&span.text);
        let style = Style { role: span.role, accents: span.accents, link: span.link };
        text.marks.push(super::super::block::Mark { start, end: text.text.len(), style });
    }
    text
}
