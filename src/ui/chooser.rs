//! The window that chooses a category or a tag by typing: the field, and what it finds with
//! the number of posts that each would leave.

use super::facets;
use super::frame;
use super::paint::Painter;
use super::status::{self, Field};
use crate::app::App;
use crate::app::prompt::Prompt;
use crate::app::screen::Area;
use crate::library::{Facet, FacetKind};
use crate::locale::words::number;
use crate::text::Role;
use crate::theme::Part;

/// Paints the window.
pub fn paint(app: &App, prompt: &Prompt, kind: FacetKind, painter: &mut Painter<'_>) {
    let words = app.lang.words();
    let area = app.screen.chooser();
    let title = if kind == FacetKind::Category { words.prompt_category } else { words.prompt_tag };
    let inside = frame::paint(painter, area, title, &number(prompt.matches.len()));
    let field = Field { prompt, label: "", part: Part::Dialog, note: String::new() };
    status::paint_field(&field, inside.row(0).within(1, 0), painter);
    painter.row(
        inside.y + 1,
        inside.x..inside.right(),
        painter.glyphs().line,
        painter.part(Part::DialogBorder),
    );
    let list = Area { y: inside.y + 2, height: inside.height.saturating_sub(2), ..inside };
    if prompt.matches.is_empty() {
        painter.text_in(list.within(1, 0).row(0), words.nothing_found, painter.part(Part::Empty));
    }
    for (at, (id, selected)) in (0..list.height).zip(prompt.matches.shown()) {
        let row = Row { app, facet: Facet { kind, id }, selected };
        row.paint(list.row(at), painter);
    }
}

struct Row<'a> {
    app: &'a App,
    facet: Facet,
    selected: bool,
}

impl Row<'_> {
    fn paint(&self, area: Area, painter: &mut Painter<'_>) {
        let (mut name, mut count) = (painter.part(Part::Dialog), painter.role(Role::Dim));
        if self.selected {
            (name, count) = (painter.part(Part::RowSelected), painter.part(Part::RowSelected));
            painter.style(area, name);
        }
        let inner = area.within(1, 0);
        let posts = number(self.app.facets(self.facet.kind).count(self.facet.id) as usize);
        let used = painter.text_right(inner, &posts, count);
        if let Some(mark) = facets::mark(self.app, self.facet, painter.glyphs()) {
            painter.text((inner.x, inner.y), 1, mark, name);
        }
        let room = Area { x: inner.x + 2, width: inner.width.saturating_sub(used + 3), ..inner };
        painter.text_in(room, self.app.library.facet_name(self.facet), name);
    }
}
