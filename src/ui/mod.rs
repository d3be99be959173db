//! Paints the state: a file for each model, which reads it and never changes it. Nothing is
//! computed here that another size or language would not change; what a text *is* comes
//! from its model, and only [`paint`] knows how that looks.
//!
//! - [`paint`]: the painter: cells, glyphs, styles
//! - [`pane`]: title and edge of a pane; its scroll bar
//! - [`list`] with [`months`], [`hits`], [`saved`], [`facets`], [`article`], [`source`]: the panes;
//!   [`labels`]: letters over links
//! - [`frame`]: the frame of a window; [`links`], [`contents`], [`problems`], [`help`],
//!   [`chooser`], [`jump`], [`dialog`]: the windows
//! - [`status`]: the bottom lines, with the text field; [`completing`]: what its query can go on with

pub mod article;
pub mod chooser;
pub mod completing;
pub mod contents;
pub mod dialog;
pub mod facets;
pub mod frame;
pub mod help;
pub mod hits;
pub mod jump;
pub mod labels;
pub mod links;
pub mod list;
pub mod months;
pub mod paint;
pub mod pane;
pub mod problems;
pub mod saved;
pub mod source;
pub mod status;

use ratatui::Frame;

use crate::app::App;
use crate::app::prompt::Purpose;
use crate::app::screen::{LEAST, Mode};
use crate::app::window::Window;
use crate::library::FacetKind;
use crate::locale::words::fill;
use crate::text::wrap::{Measure, wrap};
use crate::theme::{Part, Theme};
use paint::Painter;

/// Paints the whole screen.
pub fn draw(app: &App, theme: &Theme, frame: &mut Frame<'_>) {
    let mut painter = Painter::new(frame.buffer_mut(), theme, app.ruler());
    painter.clear(painter.whole(), Part::Screen);
    if app.screen.mode == Mode::TooSmall {
        too_small(app, &mut painter);
    } else {
        panes(app, &mut painter);
        if app.is_zen() {
            status::paint_alone(app, &mut painter);
        } else {
            status::paint(app, &mut painter);
        }
        over(app, &mut painter);
    }
    if let Some((x, y)) = painter.cursor {
        frame.set_cursor_position((x, y));
    }
}

fn panes(app: &App, painter: &mut Painter<'_>) {
    match &app.texts.hits {
        Some(hits) => hits::paint(app, hits, painter),
        None => list::paint(app, painter),
    }
    months::paint(app, painter);
    saved::paint(app, painter);
    article::paint(app, painter);
    facets::paint(app, FacetKind::Category, painter);
    facets::paint(app, FacetKind::Tag, painter);
}

/// What lies over the panes, from bottom to top.
fn over(app: &App, painter: &mut Painter<'_>) {
    if let Some(window) = &app.window {
        let room = app.screen.window;
        let place = (window.area(room), window.detail(room));
        match window {
            Window::Links(links) => links::paint(app, links, place, painter),
            Window::Problems(problems) => problems::paint(app, problems, place, painter),
            Window::Contents(contents) => contents::paint(app, contents, place.0, painter),
            Window::Help(help) => help::paint(app, help, place.0, painter),
        }
    }
    if let Some(prompt) = &app.prompt {
        match prompt.purpose {
            Purpose::Facet(kind) => chooser::paint(app, prompt, kind, painter),
            Purpose::Post => jump::paint(app, prompt, painter),
            _ => status::field(app, prompt, painter),
        }
    }
    if let Some(dialog) = &app.dialog {
        dialog::paint(dialog, painter);
    }
}

fn too_small(app: &App, painter: &mut Painter<'_>) {
    let times = painter.glyphs().times;
    let size = |(columns, rows): (u16, u16)| format!("{columns}{times}{rows}");
    let now = size((app.screen.columns, app.screen.rows));
    let text = fill(app.lang.words().too_small, &[&now, &size(LEAST)]);
    let whole = painter.whole();
    let measure = Measure { ruler: app.ruler(), ..Measure::even(usize::from(whole.width).max(2)) };
    let rows = wrap(&text, measure, &[]);
    let top = whole.height.saturating_sub(u16::try_from(rows.len()).unwrap_or(1)) / 2;
    for (at, row) in (top..whole.height).zip(rows) {
        painter.text_centred(whole.row(at), &text[row], painter.part(Part::Empty));
    }
}
