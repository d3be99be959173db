//! The outside of the reader: the screen, keys, signals, threads, browsers. The only folder that
//! knows crossterm, signals and threads; what is shown and what a key means is decided in
//! [`crate::app`].
//!
//! - `guard`: takes the screen and gives it back, whatever happens
//! - `event_loop`: events in, effects out, one frame for each batch of events
//! - `input`: the thread that reads keys
//! - `probe`: what the terminal is asked before; `typed`: keys that came in the meantime
//! - `signals`: signals, and a terminal that goes away
//! - `load`: the thread that loads the list; [`listing`]: from an index where there is one;
//!   `watch`: then sees what changes
//! - `workers`: the threads that open posts, prepare the next ones, and lay out long ones anew;
//!   `sources`: files as they are; `texts`: the texts of all posts
//! - `searches`: writes saved searches
//! - [`keeper`]: the thread that keeps marks; `ledger`: what the app's marks mean to it;
//!   `identities`: what marked posts say
//! - `memory`: memory that is given back
//! - `timer`: says when some time is over
//! - [`queries`]: the queries of before, on disk
//! - `browser`: opens URLs outside

mod backlog;
mod browser;
mod event_loop;
mod guard;
mod identities;
mod input;
pub mod keeper;
mod ledger;
pub mod listing;
mod load;
mod memory;
mod probe;
pub mod queries;
mod searches;
mod signals;
mod sources;
mod texts;
mod timer;
mod typed;
mod watch;
mod workers;

use std::ffi::OsString;
use std::path::PathBuf;
use std::sync::atomic::Ordering;
use std::sync::{Arc, mpsc};

use anyhow::Context;

use crate::app::{App, Request};
use crate::archive::Archive;
use crate::article::{self, Article, Notation, Reading};
use crate::locale::Lang;
use crate::text::width::Ruler;
use crate::theme::Theme;
use event_loop::{Event, Loop, Threads};
use guard::{Guard, Screen};
use input::Input;
pub use load::{Folders, Loading};
use sources::Sources;
use workers::{Copy, Desk, Press};

/// What the reader was asked for on the command line.
#[derive(Debug, Clone)]
pub struct Options {
    /// The language of stand-ins in articles.
    pub lang: Lang,
    /// Take the mouse wheel from the terminal (which then selects no text by itself).
    pub mouse: bool,
    /// How wide the terminal draws characters of ambiguous width; None where it is to be asked.
    pub ruler: Option<Ruler>,
    /// Links have their number behind them.
    pub link_numbers: bool,
    /// What opens links, in the notation of `$BROWSER`.
    pub browser: Option<OsString>,
    /// The folder for what can be made again, which need not exist.
    pub cache: Option<PathBuf>,
    /// Where queries are kept.
    pub queries: queries::Queries,
}

/// Why no reader can run here: standard input and output are both to be a terminal that can
/// move its cursor. `None` where it can.
pub fn refusal() -> Option<&'static str> {
    let dumb = std::env::var_os("TERM").is_some_and(|term| term == "dumb");
    if !rustix::termios::isatty(rustix::stdio::stdin()) {
        Some("standard input is not a terminal")
    } else if !rustix::termios::isatty(rustix::stdio::stdout()) {
        Some("standard output is not a terminal")
    } else if dumb {
        Some("this terminal cannot move its cursor (TERM=dumb)")
    } else {
        None
    }
}

/// Columns and rows of the terminal.
///
/// # Errors
/// When standard output is no terminal, or it is gone.
pub fn size() -> anyhow::Result<(u16, u16)> {
    let size =
        rustix::termios::tcgetwinsize(rustix::stdio::stdout()).context("cannot ask the terminal its size")?;
    Ok((size.ws_col, size.ws_row))
}

/// Runs the reader in the first of `themes` (at least one) until it is left; returns the exit code: 0, or 128 and the number of the
/// signal that ended it.
///
/// # Errors
/// When there is no usable terminal ([`refusal`]), or it cannot be set up or drawn on.
pub fn run(loading: Loading, options: Options, app: App, themes: Vec<Theme>) -> anyhow::Result<Ended> {
    if let Some(why) = refusal() {
        anyhow::bail!("{why}");
    }
    // NO_COLOR is the theme's business. Left to itself, crossterm would reset bold and reversed
    // text with it, and the selection would not be seen.
    crossterm::style::force_color_output(true);
    let Loading { archives, events, inbox, drawn, mut ledger } = loading;
    ledger.speak(options.lang);
    let screen = Screen::new(options.mouse);
    signals::watch_signals(events.clone(), Arc::clone(&screen)).context("cannot watch for signals")?;
    let guard = Guard::enter(Arc::clone(&screen)).context("cannot set up the terminal")?;
    signals::watch_terminal(events.clone(), Arc::clone(&screen))?;
    let sources = Sources(Arc::clone(&archives));
    let texts = texts::Desk::start(Arc::clone(&archives), options.cache, options.lang, events.clone())?;
    let press = ArchivePress { archives, link_numbers: options.link_numbers, lang: options.lang };
    let desk = Desk::start(press, events.clone())?;
    let timer = timer::Timer::start(events.clone())?;
    // While the list is loaded, and before anything is drawn or the keys are read.
    let unkept = ledger.unkept();
    let ruler = options.ruler.unwrap_or_else(|| asked(&events));
    let input = Input::start(events.clone(), Arc::clone(&screen))?;
    ledger.wait();
    let (browser, queries) = (options.browser, options.queries);
    let threads = Threads { input, ledger, timer, sources, texts, browser, queries, desk, events, drawn };
    let code = Loop::new(app, themes, screen, threads)?.measured(ruler).run(&inbox);
    drop(guard);
    Ok(Ended { code: code?, unkept: unkept.load(Ordering::Acquire) })
}

/// How a session ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ended {
    /// The exit code.
    pub code: u8,
    /// Marks that could not be written.
    pub unkept: usize,
}

/// How the terminal counts columns; what was typed before it answered goes to the loop.
fn asked(events: &mpsc::Sender<Event>) -> Ruler {
    let heard = probe::ask();
    for message in typed::messages(&heard.typed) {
        let _ = events.send(Event::App(message));
    }
    heard.ruler()
}

/// Opens posts of the archives on disk.
struct ArchivePress {
    archives: Arc<Vec<Archive>>,
    link_numbers: bool,
    lang: Lang,
}

impl Press for ArchivePress {
    fn read(&self, request: &Request) -> anyhow::Result<Option<Copy>> {
        let archive = self.archives.get(usize::from(request.root.0)).context("no such archive")?;
        if request.known.is_some() && archive.stamp(&request.path) == request.known {
            return Ok(None);
        }
        let body = archive.read_body(&request.path)?;
        Ok(Some(Copy {
            text: body.text,
            is_html: body.is_html,
            context: body.context,
            stamp: Some(body.stamp),
        }))
    }

    fn set(&self, copy: &Copy) -> Article {
        panic_for_tests("article");
        let Self { link_numbers, lang, .. } = *self;
        let reading = Reading { is_html: copy.is_html, link_numbers, lang, notation: Notation::Set };
        article::read(&copy.text, reading, &copy.context)
    }
}

/// Debug builds panic at the place that `KANBAO_PANIC` names (`loop`: at the first key;
/// `article`: when one is set), so that the tests can look at what is left.
fn panic_for_tests(place: &str) {
    if cfg!(debug_assertions) {
        let wanted = std::env::var_os("KANBAO_PANIC").is_some_and(|named| named == place);
        assert!(!wanted, "the {place} panics for a test");
    }
}
