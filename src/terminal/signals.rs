//! What comes from outside and is no key: signals, a new size, a terminal that is gone. They
//! become events of the loop; when the loop does not end in time, the program is ended here,
//! with the screen given back first.

use std::io;
use std::sync::Arc;
use std::sync::mpsc::{self, Sender};
use std::thread;
use std::time::Duration;

use rustix::event::{PollFd, PollFlags, poll};
use rustix::process::{Signal, getpgrp, getpid, getsid, kill_current_process_group, kill_process};
use rustix::termios::tcgetpgrp;
use signal_hook::consts::{SIGCONT, SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGTSTP, SIGWINCH};
use signal_hook::iterator::Signals;

use super::event_loop::Event;
use super::guard::Screen;

/// How long the loop may take to end by itself.
const PATIENCE: Duration = Duration::from_secs(1);

/// How long giving the screen back may take: writing to a terminal that reads nothing waits for ever.
const LAST_WORDS: Duration = Duration::from_millis(300);

/// The exit code when the terminal is gone: that of SIGHUP.
pub(super) const HANGUP: u8 = 129;

/// Turns signals into events from now on. Called before the screen is taken and its size is
/// asked for. The size is watched here and not by crossterm, whose reader sleeps in a read
/// after a sequence that it does not know, and then tells a new size only with the next key.
///
/// # Errors
/// When a handler cannot be set or a thread not started.
pub(super) fn watch_signals(events: Sender<Event>, screen: Arc<Screen>) -> io::Result<()> {
    let mut signals = Signals::new([SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGTSTP, SIGCONT, SIGWINCH])?;
    let run = move || {
        for signal in signals.forever() {
            receive(signal, &events, &screen);
        }
    };
    thread::Builder::new().name("signals".into()).spawn(run)?;
    Ok(())
}

fn receive(signal: i32, events: &Sender<Event>, screen: &Arc<Screen>) {
    match signal {
        // The size is asked for when the event is handled: the newest is the only one of use.
        SIGWINCH => drop(events.send(Event::Resized)),
        SIGTSTP => drop(events.send(Event::Stop)),
        SIGCONT => drop(events.send(Event::Continued)),
        // Ctrl-C in a browser that has the screen is meant for the browser.
        SIGINT | SIGQUIT if screen.lent() => {}
        _ => end(exit_code(signal), events, screen),
    }
}

/// What a shell reports for a program that a signal ended.
fn exit_code(signal: i32) -> u8 {
    u8::try_from(128 + signal).unwrap_or(1)
}

/// Watches for the terminal to go away without a signal (the program is not in its session).
/// The event reader does not notice, and would spin on the dead terminal for ever.
///
/// # Errors
/// When the thread cannot be started.
pub(super) fn watch_terminal(events: Sender<Event>, screen: Arc<Screen>) -> io::Result<()> {
    let run = move || {
        if wait_for_hangup().is_ok() {
            end(HANGUP, &events, &screen);
        }
    };
    thread::Builder::new().name("hangup".into()).spawn(run)?;
    Ok(())
}

/// Returns when the terminal is gone. Asks for nothing, because a hangup is always reported.
fn wait_for_hangup() -> rustix::io::Result<()> {
    let (input, output) = (rustix::stdio::stdin(), rustix::stdio::stdout());
    let gone = PollFlags::HUP | PollFlags::ERR | PollFlags::NVAL;
    loop {
        let mut ends = [PollFd::new(&input, PollFlags::empty()), PollFd::new(&output, PollFlags::empty())];
        match poll(&mut ends, None) {
            Ok(_) if ends.iter().any(|end| end.revents().intersects(gone)) => return Ok(()),
            Ok(_) | Err(rustix::io::Errno::INTR) => {}
            Err(error) => return Err(error),
        }
    }
}

/// Asks the loop to end with `code`, and ends the program when it does not.
pub(super) fn end(code: u8, events: &Sender<Event>, screen: &Arc<Screen>) {
    let _ = events.send(Event::End(code));
    let screen = Arc::clone(screen);
    let _ = thread::Builder::new().name("end".into()).spawn(move || {
        thread::sleep(PATIENCE);
        let (done, finished) = mpsc::channel();
        let _ = thread::Builder::new().spawn(move || {
            screen.leave();
            let _ = done.send(());
        });
        let _ = finished.recv_timeout(LAST_WORDS);
        std::process::exit(i32::from(code));
    });
}

/// Whether we are the first process of our session, as in `xterm -e kanbao`: then there is no
/// shell that would notice a stop and could continue us.
pub(super) fn nobody_continues() -> bool {
    getsid(None).is_ok_and(|leader| leader == getpid())
}

/// Stops this process, as the suspend key of a shell does, until the shell continues it. With
/// `whole_job`, also the script that runs us, when ours is the job in the foreground: a shell
/// waits for the whole job to stop.
pub(super) fn stop(whole_job: bool) {
    let own_job = getpgrp() == getpid();
    let in_front = tcgetpgrp(rustix::stdio::stdin()).is_ok_and(|group| group == getpgrp());
    let _ = if whole_job && in_front && !own_job {
        kill_current_process_group(Signal::STOP)
    } else {
        kill_process(getpid(), Signal::STOP)
    };
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_those_of_the_shell() {
        for (signal, code) in [(SIGHUP, 129), (SIGINT, 130), (SIGQUIT, 131), (SIGTERM, 143)] {
            assert_eq!(exit_code(signal), code);
        }
    }

    #[test]
    fn signals_become_events() {
        let screen = Screen::new(false);
        let (events, inbox) = mpsc::channel();
        receive(SIGTSTP, &events, &screen);
        receive(SIGCONT, &events, &screen);
        screen.set_lent(true);
        receive(SIGINT, &events, &screen);
        drop(events);
        assert!(matches!(inbox.recv(), Ok(Event::Stop)));
        assert!(matches!(inbox.recv(), Ok(Event::Continued)));
        assert!(inbox.recv().is_err(), "Ctrl-C while the screen is lent is not ours");
    }
}
