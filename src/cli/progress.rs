//! How far long work is: one line on standard error, drawn over itself, and nothing at all
//! where that is no terminal.

use std::io::{self, IsTerminal, Write};
use std::time::{Duration, Instant};

use crate::terminal;

/// Work that is done sooner is not worth a line.
const PATIENCE: Duration = Duration::from_millis(300);
/// Columns of the bar.
const BAR: usize = 30;

/// A line that shows how far the work is; taken away when it is dropped.
pub struct Progress {
    out: Option<io::Stderr>,
    begun: Instant,
    drawn: bool,
}

impl Progress {
    /// A line on standard error.
    pub fn new() -> Self {
        let out = io::stderr();
        let shows = out.is_terminal() && terminal::size().is_ok_and(|(columns, _)| columns > 60);
        Self { out: shows.then_some(out), begun: Instant::now(), drawn: false }
    }

    /// Shows that so much is done, where nobody knows how much there is.
    pub fn count(&mut self, done: usize) {
        let Some(out) = self.out.as_mut().filter(|_| self.begun.elapsed() >= PATIENCE) else { return };
        let _ = write!(out, "\r{done}").and_then(|()| out.flush());
        self.drawn = true;
    }

    /// Shows that so much of all is done. Where that cannot be written, nobody is told.
    pub fn show(&mut self, done: usize, all: usize) {
        let Some(out) = self.out.as_mut().filter(|_| self.begun.elapsed() >= PATIENCE) else { return };
        let _ = write!(out, "\r{}", line(done, all)).and_then(|()| out.flush());
        self.drawn = true;
    }
}

impl Default for Progress {
    fn default() -> Self {
        Self::new()
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        if let Some(out) = self.out.as_mut().filter(|_| self.drawn) {
            let _ = write!(out, "\r\u{1b}[K").and_then(|()| out.flush());
        }
    }
}

fn line(done: usize, all: usize) -> String {
    let all = all.max(1);
    let filled = done.min(all) * BAR / all;
    format!("[{}{}] {done}/{all}", "#".repeat(filled), ".".repeat(BAR - filled))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_bar_has_one_length() {
        assert_eq!(line(0, 0), format!("[{}] 0/1", ".".repeat(30)));
        assert_eq!(line(50, 100), format!("[{}{}] 50/100", "#".repeat(15), ".".repeat(15)));
        assert_eq!(line(7, 5), format!("[{}] 7/5", "#".repeat(30)));
    }
}
