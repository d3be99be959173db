//! The thread that waits for keys, and the translation of what crossterm reports into our
//! messages. What a key does is decided elsewhere; here it only gets our type.

use std::io;
use std::panic::catch_unwind;
use std::sync::mpsc::Sender;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::Duration;

use crossterm::event::{self, KeyCode, KeyEvent, KeyEventKind, KeyModifiers, MouseEvent, MouseEventKind};
use rustix::process::{Signal, getpid, kill_process};

use super::event_loop::Event;
use super::guard::Screen;
use super::signals;
use crate::app::Message;
use crate::keys::{Code, Key};

/// How long a pause waits for the reader. It is longer only when the reader holds the first half
/// of a key, and then nothing is lost by going on.
const PAUSE: Duration = Duration::from_millis(200);

/// Panics of the event parser in a row after which the terminal counts as gone.
const MAX_PANICS: u32 = 64;

/// Whether the reader reads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Gate {
    Open,
    Closing,
    Closed,
}

/// The reader of keys, which can be paused while another program has the terminal.
#[derive(Debug, Clone)]
pub(super) struct Input(Arc<(Mutex<Gate>, Condvar)>);

impl Input {
    /// Starts the thread. It ends with the program.
    ///
    /// # Errors
    /// When the thread cannot be started.
    pub(super) fn start(events: Sender<Event>, screen: Arc<Screen>) -> io::Result<Self> {
        let input = Self(Arc::new((Mutex::new(Gate::Open), Condvar::new())));
        let gate = input.clone();
        let run = move || {
            gate.read_all(&events);
            signals::end(signals::HANGUP, &events, &screen);
        };
        thread::Builder::new().name("input".into()).spawn(run)?;
        Ok(input)
    }

    /// Reads until the terminal cannot be read any more, or nobody listens.
    fn read_all(&self, events: &Sender<Event>) {
        let mut panics = 0;
        while panics < MAX_PANICS {
            // The parser of crossterm 0.29 is not proof against every sequence.
            let Ok(read) = catch_unwind(event::read) else {
                panics += 1;
                continue;
            };
            panics = 0;
            let Ok(event) = read else { return };
            if translate(event).is_some_and(|event| events.send(event).is_err()) {
                return;
            }
            self.wait_at_gate();
        }
    }

    /// Stops reading. The reader sleeps in a poll of crossterm that only its own signal wakes.
    pub(super) fn pause(&self) {
        *self.gate() = Gate::Closing;
        let _ = kill_process(getpid(), Signal::WINCH);
        let waiting = |gate: &mut Gate| *gate == Gate::Closing;
        let _ = self.0.1.wait_timeout_while(self.gate(), PAUSE, waiting);
    }

    /// Reads again.
    pub(super) fn resume(&self) {
        *self.gate() = Gate::Open;
        self.0.1.notify_all();
    }

    fn wait_at_gate(&self) {
        let mut gate = self.gate();
        while *gate != Gate::Open {
            *gate = Gate::Closed;
            self.0.1.notify_all();
            gate = self.0.1.wait(gate).unwrap_or_else(PoisonError::into_inner);
        }
    }

    fn gate(&self) -> MutexGuard<'_, Gate> {
        self.0.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn translate(event: event::Event) -> Option<Event> {
    match event {
        event::Event::Key(event) => key(event).map(|key| Event::App(Message::Key(key))),
        event::Event::Paste(text) => Some(Event::App(Message::Paste(text))),
        event::Event::Mouse(event) => wheel(event).map(Event::App),
        // `signals` watches the size.
        event::Event::Resize(..) | event::Event::FocusGained | event::Event::FocusLost => None,
    }
}

fn key(event: KeyEvent) -> Option<Key> {
    if event.kind == KeyEventKind::Release {
        return None;
    }
    let with = |modifier| event.modifiers.contains(modifier);
    let (ctrl, alt, shift) =
        (with(KeyModifiers::CONTROL), with(KeyModifiers::ALT), with(KeyModifiers::SHIFT));
    code(event.code).map(|code| Key::new(code, ctrl, alt, shift))
}

fn code(code: KeyCode) -> Option<Code> {
    Some(match code {
        KeyCode::Char(c) => Code::Char(c),
        KeyCode::Enter => Code::Enter,
        KeyCode::Esc => Code::Esc,
        KeyCode::Tab => Code::Tab,
        KeyCode::BackTab => Code::BackTab,
        KeyCode::Backspace => Code::Backspace,
        KeyCode::Delete => Code::Delete,
        KeyCode::Up => Code::Up,
        KeyCode::Down => Code::Down,
        KeyCode::Left => Code::Left,
        KeyCode::Right => Code::Right,
        KeyCode::PageUp => Code::PageUp,
        KeyCode::PageDown => Code::PageDown,
        KeyCode::Home => Code::Home,
        KeyCode::End => Code::End,
        KeyCode::F(number) => Code::F(number),
        _ => return None,
    })
}

fn wheel(event: MouseEvent) -> Option<Message> {
    let down = match event.kind {
        MouseEventKind::ScrollDown => true,
        MouseEventKind::ScrollUp => false,
        _ => return None,
    };
    Some(Message::Wheel { column: event.column, row: event.row, down })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn press(code: KeyCode, modifiers: KeyModifiers) -> event::Event {
        event::Event::Key(KeyEvent::new(code, modifiers))
    }

    #[test]
    fn keys_are_translated() {
        let (none, ctrl, alt, shift) =
            (KeyModifiers::NONE, KeyModifiers::CONTROL, KeyModifiers::ALT, KeyModifiers::SHIFT);
        let cases = [
            (KeyCode::Char('看'), none, Key::new(Code::Char('看'), false, false, false)),
            (KeyCode::Char('ｊ'), none, Key::new(Code::Char('ｊ'), false, false, false)),
            (KeyCode::Char('G'), shift, Key::new(Code::Char('G'), false, false, false)),
            (KeyCode::Char('d'), ctrl, Key::new(Code::Char('d'), true, false, false)),
            (KeyCode::Char('x'), alt, Key::new(Code::Char('x'), false, true, false)),
            (KeyCode::BackTab, shift, Key::new(Code::BackTab, false, false, false)),
            (KeyCode::F(5), none, Key::new(Code::F(5), false, false, false)),
        ];
        for (code, modifiers, expected) in cases {
            let event = translate(press(code, modifiers));
            let Some(Event::App(Message::Key(key))) = event else { panic!("{code:?} is a key") };
            assert_eq!(key, expected, "{code:?}");
        }
    }

    #[test]
    fn releases_and_unknown_keys_are_nothing() {
        let mut release = KeyEvent::new(KeyCode::Char('j'), KeyModifiers::NONE);
        release.kind = KeyEventKind::Release;
        for event in [
            event::Event::Key(release),
            press(KeyCode::CapsLock, KeyModifiers::NONE),
            event::Event::FocusLost,
        ] {
            assert!(translate(event).is_none());
        }
    }

    #[test]
    fn the_wheel_scrolls_and_clicks_do_nothing() {
        let mouse = |kind| MouseEvent { kind, column: 7, row: 3, modifiers: KeyModifiers::NONE };
        let down = translate(event::Event::Mouse(mouse(MouseEventKind::ScrollDown)));
        assert!(matches!(down, Some(Event::App(Message::Wheel { column: 7, row: 3, down: true }))));
        assert!(translate(event::Event::Mouse(mouse(MouseEventKind::Moved))).is_none());
    }

    #[test]
    fn a_reader_at_the_gate_waits_until_it_opens() {
        let input = Input(Arc::new((Mutex::new(Gate::Closing), Condvar::new())));
        let reader = input.clone();
        let waiting = thread::spawn(move || reader.wait_at_gate());
        let closed = |gate: &mut Gate| *gate != Gate::Closed;
        drop(input.0.1.wait_while(input.gate(), closed).unwrap());
        input.resume();
        waiting.join().unwrap();
        assert_eq!(*input.gate(), Gate::Open);
    }
}
