//! How many posts each month has, below the list: a bar for each, the months at both ends, and
//! the one of the selected post with its number.

use super::paint::Painter;
use crate::app::App;
use crate::app::months::Bars;
use crate::app::screen::Area;
use crate::locale::words::number;
use crate::theme::Part;

/// Columns that the names take where the bars take fewer.
const AT_LEAST: u16 = 30;

/// Paints the bars where they are shown.
pub fn paint(app: &App, painter: &mut Painter<'_>) {
    let Some(area) = app.screen.months else { return };
    edge(area, painter);
    let inner = Area { x: area.x + 1, width: area.width.saturating_sub(3), ..area };
    let Some(bars) = app.months.bars(inner.width) else { return };
    let here = app.selected().and_then(|id| app.month_of(id)).and_then(|month| bars.bar(month));
    for bar in 0..bars.counts.len() {
        paint_bar(&bars, bar, here == Some(bar), (inner, painter));
    }
    labels(app, &bars, here, (inner, painter));
}

/// The line at the right that all panes have.
fn edge(area: Area, painter: &mut Painter<'_>) {
    if area.right() < painter.whole().right() {
        let (bar, style) = (painter.glyphs().bar, painter.part(Part::Border));
        painter.column(area.right() - 1, area.y..area.bottom(), bar, style);
    }
}

fn paint_bar(bars: &Bars, bar: usize, here: bool, (area, painter): (Area, &mut Painter<'_>)) {
    let rows = area.height - 1;
    let columns = bars.span(bar);
    let style = painter.part(if here { Part::StatusKey } else { Part::Progress });
    let mut left = bars.eighths(bar, rows);
    for y in (area.y..area.y + rows).rev() {
        let eighths = usize::from(left.min(8));
        left -= left.min(8);
        let Some(glyph) = eighths.checked_sub(1).and_then(|at| painter.glyphs().levels.get(at)) else {
            break;
        };
        painter.row(y, area.x + columns.start..area.x + columns.end, glyph, style);
    }
}

/// `2019   ^ 2022-03: 12   2024`
fn labels(app: &App, bars: &Bars, here: Option<usize>, (area, painter): (Area, &mut Painter<'_>)) {
    let row = Area { width: bars.columns.max(AT_LEAST).min(area.width), ..area.row(area.height - 1) };
    let Some((first, last)) = app.months.ends() else { return };
    let plain = painter.part(Part::RowDate);
    let Some(bar) = here else {
        let used = painter.text_in(row, &first, plain);
        let rest = Area { x: row.x + used + 1, width: row.width.saturating_sub(used + 1), ..row };
        painter.text_right(rest, &last, plain);
        return;
    };
    let (caret, name) = (painter.glyphs().caret, bars.name(bar));
    let count = number(bars.counts.get(bar).copied().unwrap_or_default() as usize);
    let text = format!("{name}: {count}");
    let columns = painter.columns(&text);
    let span = bars.span(bar);
    let x = area.x + span.start + (span.end - span.start).saturating_sub(1) / 2;
    // Right of the mark, else left of it; the ends where they are not in the way.
    let right = x + 2 + columns <= row.right();
    let from = if right { x + 2 } else { x.saturating_sub(columns + 1).max(row.x) };
    let (start, end) = if right { (x, from + columns) } else { (from, x + 1) };
    let style = painter.part(Part::StatusKey);
    painter.text((x, row.y), 1, caret, style);
    painter.text((from, row.y), columns.min(row.right() - from), &text, style);
    if row.x + painter.columns(&first) < start {
        painter.text((row.x, row.y), row.width, &first, plain);
    }
    let used = painter.columns(&last);
    if end + used < row.right() {
        painter.text_right(row, &last, plain);
    }
}
