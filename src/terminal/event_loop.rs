//! The loop: waits for events, lets the app digest them, performs its effects, draws once. It
//! has no tick, so it costs nothing while nothing happens. What a message means is decided in
//! [`crate::app`]; here effects only meet the outside world.

use std::collections::VecDeque;
use std::ffi::OsString;
use std::io;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender};
use std::time::{Duration, Instant};

use anyhow::Context;
use crossterm::terminal::{Clear, ClearType};
use ratatui::backend::CrosstermBackend;
use ratatui::layout::Rect;
use ratatui::{Terminal, TerminalOptions, Viewport};
use rustix::io::Errno;

use super::backlog::Backlog;
use super::guard::{FrameBytes, Screen};
use super::input::Input;
use super::ledger::{Heard, Ledger};
use super::queries::Queries;
use super::sources::Sources;
use super::timer::Timer;
use super::workers::{Desk, Sheet};
use super::{browser, panic_for_tests, searches, signals, size, sources, texts};
use crate::app::{App, Effect, Message};
use crate::archive::clock;
use crate::locale::words::fill;
use crate::query::Now;
use crate::text::sanitize;
use crate::text::width::Ruler;
use crate::theme::Theme;
use crate::ui;

/// Longest time that the first frame waits for the list: a disk may be asleep.
const FIRST: Duration = Duration::from_millis(400);

/// What the loop waits for.
pub(super) enum Event {
    /// For the app.
    App(Message),
    /// What was kept of the list was sent.
    Begun,
    /// The terminal may have another size.
    Resized,
    /// A signal asks to stop, as the suspend key does.
    Stop,
    /// The process runs again after a stop.
    Continued,
    /// The program must end, with this exit code.
    End(u8),
    /// A browser needs the screen; it starts when the answer arrives.
    Lend(Sender<()>),
    /// The browser gave the screen back.
    Returned,
    /// The keeper of marks tells something.
    Kept(Heard),
}

/// The threads that the loop talks to.
pub(super) struct Threads {
    /// The reader of keys.
    pub(super) input: Input,
    /// Keeps marks.
    pub(super) ledger: Ledger,
    /// Says when some time is over.
    pub(super) timer: Timer,
    /// Opens posts.
    pub(super) desk: Desk,
    /// Searches the texts of all posts.
    pub(super) texts: texts::Desk,
    /// Reads files as they are.
    pub(super) sources: Sources,
    /// What opens links, in the notation of `$BROWSER`.
    pub(super) browser: Option<OsString>,
    /// Keeps queries.
    pub(super) queries: Queries,
    /// For threads that are started later.
    pub(super) events: Sender<Event>,
    /// Told when the first frame was drawn.
    pub(super) drawn: Sender<()>,
}

/// The loop and what it owns. The screen was taken before, and is given back after.
pub(super) struct Loop {
    app: App,
    /// The first is the one in use.
    themes: VecDeque<Theme>,
    screen: Arc<Screen>,
    terminal: Terminal<CrosstermBackend<FrameBytes>>,
    frame: FrameBytes,
    size: (u16, u16),
    threads: Threads,
    backlog: Backlog,
    exit: Option<u8>,
    /// The time that the app was told last.
    told: Now,
}

impl Loop {
    /// A loop at the present size of the terminal.
    ///
    /// # Errors
    /// When the terminal does not tell its size.
    pub(super) fn new(
        app: App,
        themes: Vec<Theme>,
        screen: Arc<Screen>,
        threads: Threads,
    ) -> anyhow::Result<Self> {
        let frame = FrameBytes::default();
        let size = size()?;
        // A fixed viewport: the size of the frame is always the size that the app was told.
        let viewport = Viewport::Fixed(Rect::new(0, 0, size.0, size.1));
        let backend = CrosstermBackend::new(frame.clone());
        let terminal = Terminal::with_options(backend, TerminalOptions { viewport })?;
        let (themes, told) = (themes.into(), Now::default());
        let backlog = Backlog::default();
        let mut new = Self { app, themes, screen, terminal, frame, size, threads, backlog, exit: None, told };
        new.update(Message::Resize { columns: size.0, rows: size.1 });
        Ok(new)
    }

    /// The terminal counts columns so.
    pub(super) fn measured(mut self, ruler: Ruler) -> Self {
        self.update(Message::Measured(ruler));
        self
    }

    /// Runs until the end; returns the exit code.
    ///
    /// # Errors
    /// When the terminal refuses what is drawn and is still there.
    pub(super) fn run(mut self, events: &Receiver<Event>) -> anyhow::Result<u8> {
        self.begin(events)?;
        self.draw()?;
        let _ = self.threads.drawn.send(());
        while self.exit.is_none() {
            if !self.backlog.hear(events) {
                break;
            }
            if self.handle_urgent()? {
                self.draw()?;
            }
            // A key that comes now waits for one portion, and for no more.
            if let Some(message) = self.backlog.portion() {
                let start = Instant::now();
                self.update(message);
                self.backlog.took(start.elapsed());
                self.draw()?;
            }
        }
        Ok(self.exit.unwrap_or_default())
    }

    /// Waits for the list that was kept, so that the first frame shows it, but not for ever; what
    /// else happens waits until all of it is there.
    fn begin(&mut self, events: &Receiver<Event>) -> anyhow::Result<()> {
        let end = Instant::now() + FIRST;
        let mut came = self.remember(events)?;
        if self.app.may_ask_for_marks() {
            self.threads.ledger.wait_for_baselines();
            came.extend(self.remember(events)?);
        }
        let (mut came, mut others) = (came.into_iter(), Vec::new());
        loop {
            let left = || events.recv_timeout(end.saturating_duration_since(Instant::now()));
            match came.next().map_or_else(left, Ok) {
                Ok(event @ Event::App(Message::Glance { .. })) => {
                    self.handle(event)?;
                    if self.app.is_shown_at_a_glance() {
                        self.draw()?;
                    }
                    let _ = self.threads.drawn.send(());
                }
                Ok(event @ Event::Kept(_)) => {
                    self.handle(event)?;
                    if self.app.is_shown_at_a_glance() {
                        self.draw()?;
                    }
                }
                Ok(event @ Event::App(Message::Indexed { .. } | Message::Whole(_))) => self.handle(event)?,
                Ok(event @ Event::End(_)) => return self.handle(event),
                Ok(Event::Begun) | Err(_) => break,
                Ok(event) => others.push(event),
            }
        }
        // What was kept may have been there before all else.
        others.extend(came);
        // Keys that were typed meanwhile find the list.
        others.into_iter().for_each(|event| self.backlog.push(event));
        self.handle_urgent().map(drop)
    }

    /// Handles what the keeper told; what else came. It goes first: a list without its marks would
    /// be another list.
    fn remember(&mut self, events: &Receiver<Event>) -> anyhow::Result<Vec<Event>> {
        let (remembered, came): (Vec<_>, Vec<_>) =
            events.try_iter().partition(|event| matches!(event, Event::Kept(_)));
        remembered.into_iter().try_for_each(|event| self.handle(event))?;
        Ok(came)
    }

    /// Whether there was something.
    fn handle_urgent(&mut self) -> anyhow::Result<bool> {
        let urgent = self.backlog.urgent();
        let any = !urgent.is_empty();
        urgent.into_iter().try_for_each(|event| self.handle(event))?;
        Ok(any)
    }

    fn handle(&mut self, event: Event) -> anyhow::Result<()> {
        match event {
            Event::App(message) => self.update(message),
            Event::Begun => {}
            Event::Resized => self.resized(),
            Event::Stop => self.stop(false),
            Event::Continued => self.continued()?,
            Event::End(code) => self.exit = Some(code),
            Event::Lend(ready) => self.lend(&ready),
            Event::Returned => self.returned()?,
            Event::Kept(heard) => self.heard(heard),
        }
        Ok(())
    }

    fn update(&mut self, message: Message) {
        if matches!(message, Message::Key(_)) {
            panic_for_tests("loop");
            self.tell_time();
        }
        for effect in self.app.update(message) {
            self.perform(effect);
        }
    }

    /// Tells the app the time, for dates in queries; a minute is as exact as anyone asks.
    fn tell_time(&mut self) {
        let now = clock::now();
        let minute = |seconds: i64| seconds.div_euclid(60);
        if minute(now.seconds) != minute(self.told.seconds) {
            self.told = Now { seconds: now.seconds, offset: now.offset };
            let _ = self.app.update(Message::Clock(self.told));
        }
    }

    fn perform(&mut self, effect: Effect) {
        match effect {
            Effect::OpenPost { ticket, post } => self.threads.desk.open(ticket, post),
            Effect::Prepare(posts) => self.threads.desk.prepare(posts),
            Effect::LayOut { ticket, article, head, options } => {
                self.threads.desk.lay_out(Sheet { ticket, article, head, options });
            }
            Effect::KeepTexts(posts) => self.threads.texts.keep(posts),
            Effect::SearchTexts(search) => self.threads.texts.search(search),
            Effect::Excerpt { ticket, words, columns, posts } => {
                self.threads.texts.excerpt(texts::Asked { ticket, words, columns, posts });
            }
            Effect::ReadSource { ticket, root, path, .. } => {
                let request = sources::Request { ticket, root, path };
                self.threads.sources.read(request, &self.threads.events);
            }
            Effect::OpenUrl(url) => {
                let choice = browser::Choice { browser: self.threads.browser.clone(), lang: self.app.lang };
                browser::open(&url, choice, self.threads.events.clone());
            }
            Effect::Searches(change) => searches::change(change, &self.threads.events),
            Effect::KeepQuery(query) => self.keep(&query),
            Effect::GoOn => self.backlog.push(Event::App(Message::GoOn)),
            Effect::EnterArchive { root, posts } => self.threads.ledger.enter(root, posts),
            Effect::Wait { ticket, seconds } => {
                self.threads.timer.wait(ticket, Duration::from_secs(seconds.into()));
            }
            Effect::Keep(marks) => self.threads.ledger.keep(marks),
            Effect::KeepSession { root, session } => self.threads.ledger.keep_session(root, session),
            Effect::NextTheme => self.themes.rotate_left(1.min(self.themes.len())),
            Effect::Theme(name) => {
                let at = self.themes.iter().position(|theme| theme.name == name);
                self.themes.rotate_left(at.unwrap_or_default());
            }
            Effect::Suspend => self.stop(true),
            Effect::Redraw => self.repaint(),
            Effect::Quit => self.exit = Some(0),
        }
    }

    fn heard(&mut self, heard: Heard) {
        for message in self.threads.ledger.hear(heard) {
            self.update(message);
        }
    }

    /// Keeps a query for the next time; that it cannot be is said once.
    fn keep(&mut self, query: &str) {
        let Err(error) = self.threads.queries.keep(query) else { return };
        self.threads.queries.file = None;
        let why = sanitize::line(&error.to_string()).into_owned();
        let _ = self.app.update(Message::Notice(fill(self.app.lang.words().queries_not_kept, &[&why])));
    }

    /// Draws a frame where the screen is ours.
    fn draw(&mut self) -> anyhow::Result<()> {
        if !self.screen.entered() || self.exit.is_some() {
            return Ok(());
        }
        let (app, Some(theme)) = (&self.app, self.themes.front()) else { return Ok(()) };
        self.terminal.draw(|frame| ui::draw(app, theme, frame))?;
        let presented = self.frame.present();
        self.unless_gone(presented).context("cannot draw")
    }

    /// Turns the error of a terminal that is gone into the end of the program.
    fn unless_gone(&mut self, outcome: io::Result<()>) -> io::Result<()> {
        match outcome {
            Err(error) if error.raw_os_error() == Some(Errno::IO.raw_os_error()) => {
                self.exit = Some(signals::HANGUP);
                Ok(())
            }
            other => other,
        }
    }

    /// Makes the next frame paint every cell. Never `Terminal::clear`, which asks the terminal
    /// where the cursor is, and waits for an answer that the input thread reads.
    fn repaint(&mut self) {
        let area = Rect::new(0, 0, self.size.0, self.size.1);
        // Neither fails but where its writer does, and that is memory.
        let _ = crossterm::queue!(self.frame, Clear(ClearType::All));
        let _ = self.terminal.resize(area);
    }

    /// Tells the app the new size, if it is new. A terminal that does not tell it is going away,
    /// and the thread that watches for that ends the program. The screen is painted anew even
    /// where the size is the old one: it may have been another for a moment, and what the
    /// terminal cut off then is gone.
    fn resized(&mut self) {
        let Ok(now) = size() else { return };
        let new = now != self.size;
        self.size = now;
        self.repaint();
        if new {
            self.update(Message::Resize { columns: now.0, rows: now.1 });
        }
    }

    /// Gives the terminal back to the shell, where there is one that can continue us.
    fn stop(&mut self, whole_job: bool) {
        if signals::nobody_continues() {
            let words = self.app.lang.words();
            return self.update(Message::Notice(words.cannot_suspend.to_owned()));
        }
        if !self.screen.lent() {
            self.screen.leave();
        }
        signals::stop(whole_job);
    }

    /// Takes the screen again, whoever stopped us: a shell resets the terminal for its prompt.
    fn continued(&mut self) -> anyhow::Result<()> {
        if self.screen.lent() {
            return Ok(());
        }
        self.screen.leave();
        self.take_screen()
    }

    fn lend(&mut self, ready: &Sender<()>) {
        self.screen.set_lent(true);
        self.threads.input.pause();
        self.screen.leave();
        let _ = ready.send(());
    }

    fn returned(&mut self) -> anyhow::Result<()> {
        self.screen.set_lent(false);
        self.take_screen()?;
        self.threads.input.resume();
        Ok(())
    }

    fn take_screen(&mut self) -> anyhow::Result<()> {
        let entered = self.screen.enter();
        self.unless_gone(entered).context("cannot take the screen again")?;
        self.resized();
        Ok(())
    }
}
