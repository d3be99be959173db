//! The file of a post as it is written: its lines with their numbers, broken where they are
//! longer than the pane, searched and scrolled like an article. Reading the file is an effect.

use std::ops::Range;

use super::find::{Find, Searched};
use super::viewport::{Motion, Viewport};
use crate::article::find::Index;
use crate::article::{Anchor, Highlight};
use crate::library::PostId;
use crate::text::width::Ruler;
use crate::text::wrap::{Measure, wrap};
use crate::text::{Line, Role};

/// Between the numbers and the text.
const GAP: usize = 2;
/// Columns that text keeps beside the numbers; where there are fewer, there are no numbers.
const LEAST: usize = 16;

/// The pane of the source text.
#[derive(Debug)]
pub struct Source {
    /// Whose file it is.
    pub post: PostId,
    /// Which rows are shown.
    pub view: Viewport,
    /// The number of the request for the text; it is awaited as long as there are no rows.
    pub ticket: u64,
    /// Why there is no text; clean text.
    pub failure: Option<String>,
    text: String,
    /// The lines of the text: their bytes.
    lines: Vec<Range<usize>>,
    rows: Vec<Row>,
    width: usize,
    ruler: Ruler,
    find: Find,
    /// The text that was scrolled to the top.
    place: Anchor,
}

/// A part of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Row {
    /// The line, counted from 1.
    line: u32,
    /// Bytes of the line.
    start: u32,
    end: u32,
}

impl Source {
    /// A pane whose text was asked for.
    pub fn new(post: PostId, ticket: u64, ruler: Ruler) -> Self {
        Self {
            post,
            view: Viewport::default(),
            ticket,
            failure: None,
            text: String::new(),
            lines: Vec::new(),
            rows: Vec::new(),
            width: 0,
            ruler,
            find: Find::default(),
            place: Anchor { block: 1, offset: 0 },
        }
    }

    /// The text has come; clean text.
    pub fn fill(&mut self, text: String) {
        let mut start = 0;
        self.lines.clear();
        for line in text.split('\n') {
            self.lines.push(start..start + line.len());
            start += line.len() + 1;
        }
        // A line feed ends the last line; it does not begin another.
        if self.lines.len() > 1 && self.lines.last().is_some_and(Range::is_empty) {
            self.lines.pop();
        }
        (self.text, self.find) = (text, Find::default());
        self.lay_out();
    }

    /// Takes another size; what was scrolled to the top stays there.
    pub fn resize(&mut self, width: usize, height: usize) {
        if width != self.width {
            self.width = width;
            self.lay_out();
        }
        let place = self.place;
        self.view.fit(height, self.rows.len());
        self.go_to(place);
    }

    /// Rows.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether there is no row (yet).
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// How much was shown, in percent.
    pub fn percent(&self) -> usize {
        self.view.percent(self.rows.len())
    }

    /// Brings back what stood at the top.
    pub fn go_to(&mut self, place: Anchor) {
        self.view.scroll(Motion::To(self.row_of(place)), self.rows.len());
        self.place = place;
    }

    /// A row, with what a search found in it marked; empty beyond the end.
    pub fn line(&self, row: usize) -> Line {
        let Some(Row { line, start, end }) = self.rows.get(row).copied() else { return Line::default() };
        let mut out = Line::default();
        let digits = self.digits();
        match (digits, start) {
            (0, _) => {}
            (_, 0) => out.push(format!("{line:>digits$}{:GAP$}", ""), Role::Dim),
            _ => out.push(" ".repeat(digits + GAP), Role::Dim),
        }
        let text = &self.text[self.lines[line as usize - 1].clone()];
        let mut at = start;
        for Highlight { range, current, .. } in self.find.highlights(line, start..end) {
            let (from, to) = (range.start.clamp(at, end), range.end.clamp(at, end));
            out.push(&text[at as usize..from as usize], Role::Body);
            let role = if current { Role::CurrentMatch } else { Role::Match };
            out.push(&text[from as usize..to as usize], role);
            at = to;
        }
        out.push(&text[at as usize..end as usize], Role::Body);
        out
    }

    /// Columns of the numbers; 0 where there are none.
    fn digits(&self) -> usize {
        let digits = self.lines.len().to_string().len();
        if digits + GAP + LEAST <= self.width { digits } else { 0 }
    }

    fn lay_out(&mut self) {
        let digits = self.digits();
        let gutter = if digits == 0 { 0 } else { digits + GAP };
        let room = self.width.saturating_sub(gutter).max(2);
        self.rows.clear();
        for (line, bytes) in (1..).zip(&self.lines) {
            let text = &self.text[bytes.clone()];
            let row = |row: Range<usize>| Row { line, start: narrow(row.start), end: narrow(row.end) };
            if self.ruler.columns(text) <= room {
                self.rows.push(row(0..text.len()));
            } else {
                let measure = Measure { ruler: self.ruler, ..Measure::even(room) };
                self.rows.extend(wrap(text, measure, &[]).into_iter().map(row));
            }
        }
    }

    fn row_of(&self, place: Anchor) -> usize {
        let after = self.rows.partition_point(|row| (row.line, row.start) <= (place.block, place.offset));
        after.saturating_sub(1)
    }
}

impl Searched for Source {
    fn finding(&self) -> &Find {
        &self.find
    }

    fn finding_mut(&mut self) -> &mut Find {
        &mut self.find
    }

    fn index(&self) -> Index {
        Index::of_lines(self.lines.iter().map(|line| &self.text[line.clone()]))
    }

    fn row_showing(&self, place: Anchor) -> usize {
        self.row_of(place)
    }

    fn window(&self) -> Viewport {
        self.view
    }

    fn place(&self) -> Anchor {
        self.place
    }

    fn return_to(&mut self, place: Anchor) {
        self.go_to(place);
    }

    fn move_by(&mut self, motion: Motion) {
        self.view.scroll(motion, self.rows.len());
        let row = self.rows.get(self.view.top());
        self.place = row.map_or(self.place, |row| Anchor { block: row.line, offset: row.start });
    }
}

/// Files are capped at a few megabytes.
fn narrow(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn source(text: &str, width: usize, height: usize) -> Source {
        let mut source = Source::new(PostId(0), 1, Ruler::Narrow);
        source.resize(width, height);
        source.fill(text.to_owned());
        source.resize(width, height);
        source
    }

    fn shown(source: &Source) -> Vec<String> {
        (0..source.len()).map(|row| source.line(row).text()).collect()
    }

    #[test]
    fn lines_have_numbers_and_long_ones_go_on_below_their_start() {
        let text = "---\ntitle: 看报\n---\n\n一二三四五六七八九十一二\nend\n";
        let expected =
            ["1  ---", "2  title: 看报", "3  ---", "4  ", "5  一二三四五六七八", "   九十一二", "6  end"];
        assert_eq!(shown(&source(text, 19, 4)), expected);
        let indented = "  - 一二三四五六七，八九";
        assert_eq!(shown(&source(indented, 19, 4)), ["1    - 一二三四五六", "   七，八九"]);
        let blank = format!("甲\n{}\n乙", " ".repeat(50));
        assert_eq!(shown(&source(&blank, 19, 4)).len(), 3);
        assert_eq!(shown(&source("看\n报", 10, 4)), ["看", "报"]);
        assert_eq!(shown(&source("", 40, 4)), ["1  "]);
    }

    #[test]
    fn another_width_keeps_the_text_at_the_top() {
        let text: String = (1..=60).map(|line| format!("第{line}行{}\n", "很长".repeat(20))).collect();
        let mut source = source(&text, 40, 10);
        source.move_by(Motion::To(61));
        let top = source.place();
        source.resize(30, 7);
        assert!(source.line(source.view.top()).text().len() > 2 && source.place() == top);
        source.resize(40, 10);
        assert_eq!(source.view.top(), 61);
    }

    #[test]
    fn what_is_found_is_marked_also_where_a_row_ends() {
        let mut source = source("一二三四五六七后臺", 19, 4);
        source.search("后台");
        let marked = |row: usize| -> Vec<(String, Role)> {
            source.line(row).spans.into_iter().skip(1).map(|span| (span.text, span.role)).collect()
        };
        assert_eq!(marked(0), [("一二三四五六七".into(), Role::Body), ("后".into(), Role::CurrentMatch)]);
        assert_eq!(marked(1), [("臺".into(), Role::CurrentMatch)]);
    }
}
