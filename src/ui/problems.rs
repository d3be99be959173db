//! The window of problems: how bad, which file and line, what; the whole message below.

use super::frame;
use super::paint::Painter;
use crate::app::App;
use crate::app::problems::{Found, Problems};
use crate::app::screen::Area;
use crate::locale::words::number;
use crate::post::{Problem, Severity};
use crate::text::Role;
use crate::theme::Part;

/// Paints the window.
pub fn paint(app: &App, problems: &Problems, (area, detail): (Area, u16), painter: &mut Painter<'_>) {
    let len = problems.order.len();
    let inside = frame::paint(painter, area, app.window_title(), &number(len));
    let (list, below) = frame::detail(painter, inside, detail);
    for (at, row) in (0..list.height).zip(problems.view.rows(len)) {
        let selected = row == problems.view.cursor();
        if let Some(found) = problems.order.get(row).and_then(|at| app.problems.get(*at)) {
            paint_row(app, found, selected, (list.row(at), painter));
        }
    }
    frame::scrollbar(painter, area, (problems.view, len), list.height);
    if let Some((_, problem)) = problems.selected(&app.problems) {
        let text = format!("{}\n{}", problem.path, problem.message);
        let style = painter.part(Part::Dialog);
        frame::paragraph(painter, below, &text, style);
    }
}

fn paint_row(app: &App, found: &Found, selected: bool, (area, painter): (Area, &mut Painter<'_>)) {
    let words = app.lang.words();
    let problem = &found.1;
    let (name, role) = match problem.severity {
        Severity::Error => (words.severity_error, Role::Notice),
        Severity::Warning => (words.severity_warning, Role::Heading),
        Severity::Info => (words.severity_info, Role::Dim),
    };
    let style = |painter: &Painter<'_>, role| {
        if selected { painter.part(Part::RowSelected) } else { painter.role(role) }
    };
    if selected {
        painter.style(area, painter.part(Part::RowSelected));
    }
    let names = [words.severity_error, words.severity_warning, words.severity_info];
    let widest = names.into_iter().map(|name| painter.columns(name)).max().unwrap_or_default();
    let columns = widest;
    let inner = area.within(1, 0);
    painter.text_in(Area { width: columns.min(inner.width), ..inner }, name, style(painter, role));
    let x = inner.x + columns + 2;
    let rest = Area { x, width: inner.right().saturating_sub(x), ..inner };
    let used = painter.text_in(rest, &place(problem), style(painter, Role::Body));
    let x = rest.x + used + 2;
    let rest = Area { x, width: rest.right().saturating_sub(x), ..rest };
    painter.text_in(rest, &problem.message, style(painter, Role::Dim));
}

/// The file, and the line where one can be named.
fn place(problem: &Problem) -> String {
    let name = problem.path.rsplit('/').next().unwrap_or_default();
    problem.line.map_or_else(|| name.to_owned(), |line| format!("{name}:{line}"))
}
