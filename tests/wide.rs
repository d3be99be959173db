//! A terminal that gives characters of ambiguous width two columns, as users of Chinese and
//! Japanese fonts set it: what is painted must arrive whole. The terminal here is a small
//! emulation of one; it destroys the other half of a glyph that is written over, as they do.

#![allow(clippy::unwrap_used)]

#[path = "common/app.rs"]
mod app;
#[path = "common/screen.rs"]
mod screen;

use std::cell::RefCell;
use std::io;
use std::rc::Rc;

use app::{TestApp, paper};
use kanbao::app::Message;
use kanbao::locale::Lang;
use kanbao::text::width::{self, Ruler};
use kanbao::theme::Theme;
use kanbao::ui;
use ratatui::backend::CrosstermBackend;
use ratatui::buffer::{Buffer, CellWidth};
use ratatui::layout::Rect;
use ratatui::{Terminal, TerminalOptions, Viewport};

const SIZE: (u16, u16) = (120, 40);

/// A screen of cells: a glyph stands in its first cell, its other cells are empty.
struct Emulator {
    cells: Vec<Vec<Option<String>>>,
    x: usize,
    y: usize,
}

impl Emulator {
    fn new((columns, rows): (u16, u16)) -> Self {
        let row = vec![Some(" ".to_owned()); usize::from(columns)];
        Self { cells: vec![row; usize::from(rows)], x: 0, y: 0 }
    }

    /// Takes text and cursor movements; everything else leaves the text as it is.
    fn write(&mut self, bytes: &str) {
        for (at, part) in bytes.split("\x1b[").enumerate() {
            let text = if at == 0 { part } else { self.sequence(part) };
            width::clusters(text).for_each(|cluster| self.put(cluster));
        }
    }

    /// Obeys a sequence; returns the text behind it.
    fn sequence<'a>(&mut self, part: &'a str) -> &'a str {
        let end = part.find(|c: char| c.is_ascii_alphabetic()).unwrap();
        if &part[end..=end] == "H" {
            let (row, column) = part[..end].split_once(';').unwrap();
            (self.y, self.x) = (row.parse::<usize>().unwrap() - 1, column.parse::<usize>().unwrap() - 1);
        }
        &part[end + 1..]
    }

    fn put(&mut self, cluster: &str) {
        let columns = Ruler::Wide.columns(cluster);
        let row = &mut self.cells[self.y];
        assert!(self.x + columns <= row.len(), "{cluster} sticks out of row {}", self.y);
        for x in self.x..self.x + columns {
            // What is written over goes as a whole.
            let start = (0..=x).rev().find(|x| row[*x].is_some()).unwrap();
            let old = Ruler::Wide.columns(row[start].as_deref().unwrap()).max(1);
            row[start..start + old].fill(Some(" ".to_owned()));
        }
        row[self.x..self.x + columns].fill(None);
        row[self.x] = Some(cluster.to_owned());
        self.x += columns;
    }

    fn text(&self) -> Vec<String> {
        self.cells.iter().map(|row| row.iter().flatten().map(String::as_str).collect()).collect()
    }
}

/// What the backend writes.
#[derive(Clone, Default)]
struct Written(Rc<RefCell<Vec<u8>>>);

impl io::Write for Written {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.borrow_mut().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// What was painted, as text.
fn meant(buffer: &Buffer) -> Vec<String> {
    let area = buffer.area;
    let row = |y| {
        let (mut text, mut x) = (String::new(), 0);
        while x < area.width {
            text.push_str(buffer[(x, y)].symbol());
            x += buffer[(x, y)].cell_width();
        }
        text
    };
    (0..area.height).map(row).collect()
}

fn wide_paper() -> TestApp {
    let mut posts = paper();
    posts[1].title = "“江南”的雨……——①℃ é Ж α".into();
    posts[2].title = "标题很长".repeat(30);
    TestApp::new(Lang::Zh, SIZE).message(Message::Measured(Ruler::Wide)).load(posts).loaded()
}

#[test]
fn every_glyph_arrives_whole_through_an_evening_of_keys() {
    let written = Written::default();
    let viewport = Viewport::Fixed(Rect::new(0, 0, SIZE.0, SIZE.1));
    let mut terminal =
        Terminal::with_options(CrosstermBackend::new(written.clone()), TerminalOptions { viewport }).unwrap();
    let theme = Theme::builtin("night").unwrap();
    let mut emulator = Emulator::new(SIZE);
    let mut app = wide_paper();
    for keys in [
        "k", "j", "<Enter>", "j", "<Space>", "?", "<Esc>", "u", "<Esc>", "q", "/银行", "<Esc>", "c财",
        "<Esc>", "h", "l", "J",
    ] {
        app = app.keys(keys);
        let painted = terminal.draw(|frame| ui::draw(&app.app, &theme, frame)).unwrap().buffer.clone();
        let bytes = std::mem::take(&mut *written.0.borrow_mut());
        emulator.write(std::str::from_utf8(&bytes).unwrap());
        assert_eq!(emulator.text(), meant(&painted), "after {keys}");
    }
}

#[test]
fn what_the_program_draws_itself_is_ascii() {
    let drawn = "─━│┃┬┤├┼╭╮╰╯═║•×";
    for keys in ["k", "<Enter>", "?", "<Enter>u", "c", "t", "h"] {
        let app = wide_paper().keys(keys);
        let theme = Theme::builtin("night").unwrap();
        let rows = meant(&screen::painted(&app.app, SIZE, &theme));
        for row in &rows {
            let ours = row.replace("“江南”的雨……——①", "");
            assert!(!ours.contains("标题很…"), "{row}");
            assert!(!ours.contains(|c| drawn.contains(c)), "{keys}: {row}");
            assert_eq!(Ruler::Wide.columns(row), usize::from(SIZE.0), "{keys}: {row}");
        }
    }
}

#[test]
fn a_terminal_that_turns_out_wide_lays_out_anew_and_keeps_the_place() {
    let app = TestApp::with_paper().keys("<Enter>");
    let narrow = app.app.article_place();
    let app = app.message(Message::Measured(Ruler::Wide));
    assert_eq!(app.app.ruler(), Ruler::Wide);
    assert_eq!(app.app.article_place().0, narrow.0);
    let theme = Theme::builtin("night").unwrap();
    let rows = meant(&screen::painted(&app.app, SIZE, &theme));
    assert!(rows.iter().any(|row| row.contains("“市场预期总体平稳，”")), "{rows:#?}");
}
