//! A painted screen as text, for tests: what a person would see, a line for each row.

#![allow(dead_code, reason = "each test file uses its part")]

use kanbao::app::App;
use kanbao::text::width;
use kanbao::theme::Theme;
use kanbao::ui;
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::buffer::Buffer;

/// Paints the app on a screen of this size. The frame itself, not what the test's terminal
/// makes of it: there the cells behind wide glyphs go stale.
pub fn painted(app: &App, (columns, rows): (u16, u16), theme: &Theme) -> Buffer {
    let mut terminal = Terminal::new(TestBackend::new(columns, rows)).unwrap();
    terminal.draw(|frame| ui::draw(app, theme, frame)).unwrap().buffer.clone()
}

/// The text of a screen, without spaces at the ends of rows.
#[track_caller]
pub fn screen(buffer: &Buffer) -> String {
    rows(buffer).iter().map(|row| format!("{}\n", row.trim_end())).collect()
}

/// The rows of a screen, each as wide as the screen: the cell behind a wide glyph is its
/// second half and is skipped.
#[track_caller]
pub fn rows(buffer: &Buffer) -> Vec<String> {
    let area = buffer.area;
    (0..area.height)
        .map(|y| {
            let mut text = String::new();
            let mut x = 0;
            while x < area.width {
                let symbol = buffer[(x, y)].symbol();
                let columns = u16::try_from(width::columns(symbol)).unwrap();
                assert!(columns > 0, "an empty cell at {x}, {y}");
                assert!(x + columns <= area.width, "{symbol:?} sticks out of row {y}");
                for half in x + 1..x + columns {
                    assert_eq!(buffer[(half, y)].symbol(), " ", "{symbol:?} is cut at {x}, {y}");
                }
                text.push_str(symbol);
                x += columns;
            }
            assert_eq!(width::columns(&text), usize::from(area.width), "row {y}: {text:?}");
            text
        })
        .collect()
}
