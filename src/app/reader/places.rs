//! The places of an article that the reader goes to: its links, its headings, and what
//! `#`-links name. On which row a place is shown is the layout's business.

use std::collections::{BTreeSet, HashSet};

use super::Reader;
use crate::app::contents::Heading;
use crate::app::find::Searched;
use crate::app::labels::Spot;
use crate::app::viewport::Motion;
use crate::article::block::{Block, Kind, Text};
use crate::article::{Anchor, Link};
use crate::text::width::Ruler;
use crate::text::{Accents, Line};

/// What some generators put before the ids that an author wrote.
const USER_CONTENT: &str = "user-content-";

/// Where a link of the text stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LinkPlace {
    /// Its index among the links of the article.
    pub link: u32,
    /// Where its words begin.
    pub place: Anchor,
}

impl Reader {
    /// The link that Enter opens, with its number.
    pub fn link(&self) -> Option<(usize, &Link)> {
        let at = self.link? as usize;
        self.article.links.get(at).map(|link| (at + 1, link))
    }

    /// A row with the link marked that Enter opens.
    pub(super) fn with_link(&self, mut line: Line) -> Line {
        for span in line.spans.iter_mut().filter(|span| self.link.is_some() && span.link == self.link) {
            span.accents = span.accents.with(Accents::MARKED).with(Accents::STRONG);
        }
        line
    }

    /// From now on Enter opens no link.
    pub fn drop_link(&mut self) {
        self.link = None;
    }

    /// Walks over the links of the text, from the one chosen, else from the edge of the window;
    /// whether there was one in that direction.
    pub fn step_link(&mut self, steps: isize) -> bool {
        let places = self.link_places();
        let chosen = places.iter().position(|it| Some(it.link) == self.link);
        let (top, height) = (self.view.top(), self.view.height());
        let above = |row| places.partition_point(|it| self.row_showing(it.place) < row);
        let from = match (chosen, steps) {
            (Some(at), 1..) => at + 1,
            (Some(at), _) => at,
            (None, 1..) => above(top),
            (None, _) => above(top + height),
        };
        let Some(found) = stepped(from, steps, places.len()).map(|at| places[at]) else { return false };
        self.link = None;
        self.show_row(self.row_showing(found.place));
        self.link = Some(found.link);
        true
    }

    /// A link that was scrolled away is not the one that Enter opens.
    pub(super) fn drop_hidden_link(&mut self) {
        let Some(link) = self.link else { return };
        let shown = self.view.rows(self.len());
        let place = self.link_places().into_iter().find(|it| it.link == link);
        if place.is_none_or(|it| !shown.contains(&self.row_showing(it.place))) {
            self.link = None;
        }
    }

    /// The links of the text in reading order, each once.
    fn link_places(&self) -> Vec<LinkPlace> {
        let mut seen = HashSet::new();
        let blocks = (1..).zip(&self.article.blocks);
        let all = blocks.flat_map(|(number, block)| links_of(number, block));
        all.filter(|it| seen.insert(it.link)).collect()
    }

    /// The links in view, those of the list below the text too: each where it begins.
    pub fn links_in_view(&self) -> Vec<Spot> {
        let mut seen = HashSet::new();
        let mut spots = Vec::new();
        for (at, row) in (0..).zip(self.view.rows(self.len())) {
            let mut column = 0;
            for span in self.line(row).spans {
                if let Some(link) = span.link.filter(|link| seen.insert(*link)) {
                    spots.push(Spot { link, row: at, column });
                }
                column += columns(&span.text, self.look.ruler);
            }
        }
        spots
    }

    /// The headings of the article.
    pub fn headings(&self) -> Vec<Heading> {
        let blocks = (1..).zip(&self.article.blocks);
        let headings = blocks.filter_map(|(block, it)| match &it.kind {
            Kind::Heading(level, text) => Some((*level, one_line(text), Anchor { block, offset: 0 })),
            _ => None,
        });
        let all: Vec<_> = headings.collect();
        // Levels that the article skips do not push the others in.
        let used: BTreeSet<u8> = all.iter().map(|(level, ..)| *level).collect();
        let depth = |level| used.range(..level).count();
        let heading = |(level, text, place)| Heading { depth: depth(level), text, place };
        all.into_iter().map(heading).collect()
    }

    /// Moves a heading to the top, so many headings further or back; whether there was one.
    pub fn step_heading(&mut self, steps: isize) -> bool {
        let rows: Vec<usize> =
            self.headings().into_iter().map(|heading| self.row_showing(heading.place)).collect();
        let top = self.view.top();
        let from = rows.partition_point(|row| if steps > 0 { *row <= top } else { *row < top });
        let Some(at) = stepped(from, steps, rows.len()) else { return false };
        self.scroll(Motion::To(rows[at]));
        self.view.top() != top
    }

    /// The row that a `#`-link leads to, as text: what a note says.
    pub fn words_at(&self, name: &str) -> Option<String> {
        let row = self.row_showing(self.place_named(name)?);
        Some(self.layout.line(&self.article, row).text().trim().to_owned())
    }

    /// Where a `#`-link leads. No name, and `top` where nothing has it, is the start (WHATWG
    /// HTML, "find a potential indicated element").
    pub fn place_named(&self, name: &str) -> Option<Anchor> {
        let named = |wanted: &str| {
            let found = self.article.places.iter().find(|(id, _)| id == wanted);
            found.map(|(_, place)| *place)
        };
        let start = || (name.is_empty() || name.eq_ignore_ascii_case("top")).then(Anchor::default);
        named(name)
            .or_else(|| named(&format!("{USER_CONTENT}{name}")))
            .or_else(|| named(name.strip_prefix(USER_CONTENT)?))
            .or_else(start)
    }
}

/// So many steps on from a gap between items (before the item of that number): 1 is the item
/// behind it, -1 the one before. The last one there where there are not so many.
fn stepped(gap: usize, steps: isize, len: usize) -> Option<usize> {
    if steps > 0 {
        (gap < len).then(|| gap.saturating_add_signed(steps - 1).min(len - 1))
    } else {
        (gap > 0).then(|| gap.saturating_add_signed(steps))
    }
}

fn columns(text: &str, ruler: Ruler) -> u16 {
    u16::try_from(ruler.columns(text)).unwrap_or(u16::MAX)
}

fn one_line(text: &Text) -> String {
    text.text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn links_of(number: u32, block: &Block) -> Vec<LinkPlace> {
    let of = |text: &Text, offset: u32| {
        let links = text.marks.iter().filter_map(|mark| mark.style.link.map(|link| (link, mark.start)));
        let place = |start: usize| Anchor {
            block: number,
            offset: offset + u32::try_from(start).unwrap_or(u32::MAX),
        };
        links.map(|(link, start)| LinkPlace { link, place: place(start) }).collect::<Vec<_>>()
    };
    match &block.kind {
        Kind::Table(table) => {
            table.rows.iter().flatten().flat_map(|cell| of(&cell.text, cell.offset)).collect()
        }
        kind => kind.texts().into_iter().flat_map(|text| of(text, 0)).collect(),
    }
}
