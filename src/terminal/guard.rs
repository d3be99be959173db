//! Takes the screen and gives it back: raw mode, the alternate screen, the cursor, bracketed
//! paste. Giving back is safe to do twice and from anywhere: a normal end, a panic of the main
//! thread, a signal, a suspend. What is drawn on the screen does not belong here.

use std::cell::RefCell;
use std::io::{self, Write};
use std::panic::PanicHookInfo;
use std::rc::Rc;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::{self, ThreadId};

use crossterm::event::{DisableBracketedPaste, EnableBracketedPaste};
use crossterm::style::{
    Attribute, Color, Print, ResetColor, SetAttribute, SetBackgroundColor, SetForegroundColor,
    SetUnderlineColor,
};
use crossterm::terminal::{
    BeginSynchronizedUpdate, EndSynchronizedUpdate, EnterAlternateScreen, LeaveAlternateScreen,
};
use crossterm::{cursor, queue, terminal};
use rustix::event::{PollFd, PollFlags, poll};
use rustix::io::Errno;

use crate::text::sanitize;

/// Reports of mouse buttons and the wheel, but not of movement, in the SGR form.
const WHEEL_ON: &str = "\x1b[?1000h\x1b[?1006h";
const WHEEL_OFF: &str = "\x1b[?1006l\x1b[?1000l";

/// The state of the screen, shared with the panic hook and the threads that may have to end the
/// program: whether it is ours now, and whether it is lent to a browser.
#[derive(Debug, Default)]
pub(super) struct Screen {
    entered: AtomicBool,
    lent: AtomicBool,
    wheel: bool,
}

impl Screen {
    /// A screen that is not taken yet. With `wheel`, the terminal reports the mouse wheel (and
    /// stops selecting text by itself); without, it sends arrow keys for it where it can.
    pub(super) fn new(wheel: bool) -> Arc<Self> {
        Arc::new(Self { wheel, ..Self::default() })
    }

    /// Takes the screen. Raw mode comes first: in the background this stops the process before
    /// a byte is written over the shell's screen.
    pub(super) fn enter(&self) -> io::Result<()> {
        if self.entered() {
            return Ok(());
        }
        terminal::enable_raw_mode()?;
        self.entered.store(true, Ordering::SeqCst);
        let mut bytes = Vec::new();
        queue!(bytes, EnterAlternateScreen, cursor::Hide, EnableBracketedPaste)?;
        if self.wheel {
            queue!(bytes, Print(WHEEL_ON))?;
        }
        put(&bytes)
    }

    /// Gives the screen back; nothing happens when it is not ours. Errors are of no use here:
    /// the terminal may be gone. The mode comes first because it never waits for the terminal.
    pub(super) fn leave(&self) {
        if !self.entered.swap(false, Ordering::SeqCst) {
            return;
        }
        let _ = terminal::disable_raw_mode();
        let mut bytes = Vec::new();
        let _ = queue!(bytes, EndSynchronizedUpdate, ResetColor);
        if self.wheel {
            let _ = queue!(bytes, Print(WHEEL_OFF));
        }
        let _ = queue!(bytes, DisableBracketedPaste, cursor::Show, LeaveAlternateScreen);
        let _ = put(&bytes);
    }

    /// Whether the screen is ours now.
    pub(super) fn entered(&self) -> bool {
        self.entered.load(Ordering::SeqCst)
    }

    /// Whether another program has the screen.
    pub(super) fn lent(&self) -> bool {
        self.lent.load(Ordering::SeqCst)
    }

    /// Says that another program has the screen, or that it gave it back.
    pub(super) fn set_lent(&self, lent: bool) {
        self.lent.store(lent, Ordering::SeqCst);
    }
}

/// Holds the screen while it lives.
pub(super) struct Guard(pub(super) Arc<Screen>);

impl Guard {
    /// Takes the screen, and makes a panic of this thread give it back before anything is printed.
    pub(super) fn enter(screen: Arc<Screen>) -> io::Result<Self> {
        hook_panics(&screen);
        let guard = Self(screen);
        guard.0.enter()?;
        Ok(guard)
    }
}

impl Drop for Guard {
    fn drop(&mut self) {
        self.0.leave();
    }
}

/// A panic of the calling thread ends the program, so the screen is given back and one line says
/// what happened. A panic of any other thread is caught where the thread was started, and becomes
/// a message there: nothing is printed over the screen.
fn hook_panics(screen: &Arc<Screen>) {
    let main = thread::current().id();
    let screen = Arc::clone(screen);
    std::panic::set_hook(Box::new(move |info| report(main, &screen, info)));
}

fn report(main: ThreadId, screen: &Screen, info: &PanicHookInfo<'_>) {
    if thread::current().id() != main {
        return;
    }
    screen.leave();
    let what = panic_text(info.payload());
    let place = info.location().map(|at| format!(" ({}:{})", at.file(), at.line())).unwrap_or_default();
    let text = format!("kanbao: internal error: {what}{place}");
    let _ = writeln!(io::stderr(), "{}", sanitize::line(&text));
}

/// What a panic said, where it said anything.
pub(super) fn panic_text(payload: &(dyn std::any::Any + Send)) -> String {
    let text = payload.downcast_ref::<&str>().copied();
    let text = text.or_else(|| payload.downcast_ref::<String>().map(String::as_str));
    sanitize::line(text.unwrap_or("unknown panic")).into_owned()
}

/// Collects the bytes of one frame, so that a frame reaches the terminal in one piece or not at
/// all: what a panic leaves half drawn is never written.
#[derive(Debug, Clone, Default)]
pub(super) struct FrameBytes {
    frame: Rc<RefCell<Vec<u8>>>,
    /// What the last frame ended with: where the cursor is, or that there is none.
    cursor: Rc<RefCell<Vec<u8>>>,
}

impl FrameBytes {
    /// Writes what was collected, as one synchronized update; nothing where the screen would be
    /// the same after it.
    pub(super) fn present(&self) -> io::Result<()> {
        let Some(frame) = self.changed()? else { return Ok(()) };
        let mut bytes = Vec::new();
        queue!(bytes, BeginSynchronizedUpdate)?;
        bytes.extend(frame);
        queue!(bytes, EndSynchronizedUpdate)?;
        put(&bytes)
    }

    /// Takes what was collected, if it paints a cell or moves the cursor. The backend resets the
    /// colours behind the cells, and then shows or hides the cursor.
    fn changed(&self) -> io::Result<Option<Vec<u8>>> {
        let frame = std::mem::take(&mut *self.frame.borrow_mut());
        let (none, mut reset) = (Color::Reset, Vec::new());
        queue!(reset, SetForegroundColor(none), SetBackgroundColor(none), SetUnderlineColor(none))?;
        queue!(reset, SetAttribute(Attribute::Reset))?;
        let cells = frame.windows(reset.len()).rposition(|bytes| bytes == reset);
        let Some(cursor) = cells.and_then(|at| frame.get(at + reset.len()..)) else {
            return Ok(Some(frame));
        };
        let same = cells == Some(0) && *cursor == **self.cursor.borrow();
        *self.cursor.borrow_mut() = cursor.to_vec();
        Ok((!same).then_some(frame))
    }
}

impl Write for FrameBytes {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.frame.borrow_mut().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Writes to the terminal past the lock and the buffer of `io::stdout`, which a thread that is
/// stuck in a write may hold. A descriptor that another program made non-blocking is waited for.
pub(super) fn put(mut bytes: &[u8]) -> io::Result<()> {
    let out = rustix::stdio::stdout();
    while !bytes.is_empty() {
        match rustix::io::write(out, bytes) {
            Ok(0) => return Err(io::ErrorKind::WriteZero.into()),
            Ok(count) => bytes = bytes.get(count..).unwrap_or_default(),
            Err(Errno::INTR) => {}
            Err(Errno::AGAIN) => {
                poll(&mut [PollFd::new(&out, PollFlags::OUT)], None)?;
            }
            Err(error) => return Err(error.into()),
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_says_what_it_said_without_control_characters() {
        let cases: [(Box<dyn std::any::Any + Send>, &str); 3] = [
            (Box::new("列表为空"), "列表为空"),
            (Box::new(String::from("坏\u{1b}[31m字")), "坏[31m字"),
            (Box::new(7_u8), "unknown panic"),
        ];
        for (payload, expected) in cases {
            assert_eq!(panic_text(payload.as_ref()), expected);
        }
    }

    #[test]
    fn a_frame_that_changes_nothing_is_not_written() {
        const RESET: &str = "\x1b[39m\x1b[49m\x1b[59m\x1b[0m";
        let frame = FrameBytes::default();
        let rows = [
            (format!("\x1b[1;1H看{RESET}\x1b[?25l"), true),
            (format!("{RESET}\x1b[?25l"), false),
            (format!("{RESET}\x1b[?25h\x1b[3;4H"), true),
            (format!("{RESET}\x1b[?25h\x1b[3;4H"), false),
            (format!("{RESET}\x1b[?25h\x1b[3;5H"), true),
            (format!("\x1b[1;1H报{RESET}\x1b[?25h\x1b[3;5H"), true),
            (format!("\x1b[2J{RESET}\x1b[?25h\x1b[3;5H"), true),
        ];
        for (bytes, written) in rows {
            frame.frame.borrow_mut().extend_from_slice(bytes.as_bytes());
            assert_eq!(frame.changed().unwrap().is_some(), written, "{bytes:?}");
        }
    }

    #[test]
    fn leaving_a_screen_that_is_not_ours_does_nothing() {
        let screen = Screen::new(true);
        screen.leave();
        assert!(!screen.entered());
    }

    #[test]
    fn a_frame_is_collected_until_it_is_presented() {
        let mut frame = FrameBytes::default();
        frame.write_all("看报".as_bytes()).unwrap();
        frame.flush().unwrap();
        assert_eq!(frame.frame.borrow().as_slice(), "看报".as_bytes());
    }
}
