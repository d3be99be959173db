//! A session of the program in a pseudo-terminal: keys in, a screen out. Every wait is for a
//! condition, with a deadline that only a broken program meets.

use std::io::{Read, Write};
use std::num::NonZero;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::thread;
use std::time::{Duration, Instant};

use portable_pty::{CommandBuilder, ExitStatus, MasterPty, PtySize, native_pty_system};
use rustix::process::{Pid, Signal, kill_process};

/// Longer than anything takes on a busy machine.
pub const DEADLINE: Duration = Duration::from_secs(60);

/// How a session starts.
pub struct Setup {
    arguments: Vec<String>,
    program: Vec<String>,
    variables: Vec<(String, String)>,
    size: (u16, u16),
    controlling: bool,
    folder: PathBuf,
}

impl Setup {
    /// `kanbao` with `path`, at 80x24, in a clean environment whose home is `home`.
    pub fn new(home: &Path, path: &Path) -> Self {
        let home_text = home.display().to_string();
        let mut setup = Self {
            arguments: vec![path.display().to_string()],
            program: vec![env!("CARGO_BIN_EXE_kanbao").to_owned()],
            variables: Vec::new(),
            size: (80, 24),
            controlling: true,
            folder: home.to_owned(),
        };
        setup = setup.env("TERM", "xterm-256color").env("LANG", "zh_CN.UTF-8").env("HOME", &home_text);
        setup.env("PATH", &std::env::var("PATH").unwrap_or_default())
    }

    /// Sets an environment variable.
    pub fn env(mut self, name: &str, value: &str) -> Self {
        self.variables.push((name.to_owned(), value.to_owned()));
        self
    }

    /// Adds an argument.
    pub fn arg(mut self, argument: &str) -> Self {
        self.arguments.push(argument.to_owned());
        self
    }

    /// Columns and rows at the start.
    pub fn size(mut self, columns: u16, rows: u16) -> Self {
        self.size = (columns, rows);
        self
    }

    /// A terminal that does not belong to the session: its end sends no signal.
    pub fn without_session(mut self) -> Self {
        self.controlling = false;
        self
    }

    /// Runs the program by another one, as `sh -c script program`.
    pub fn through_shell(mut self, script: &str) -> Self {
        let program = std::mem::take(&mut self.program);
        self.program = ["sh", "-c", script].map(str::to_owned).into_iter().chain(program).collect();
        self
    }

    /// Starts the program.
    pub fn start(self) -> Session {
        let (columns, rows) = self.size;
        let pair = native_pty_system().openpty(pty_size(columns, rows)).expect("a pseudo-terminal");
        let mut command = CommandBuilder::new(&self.program[0]);
        command.args(&self.program[1..]);
        command.args(&self.arguments);
        command.env_clear();
        self.variables.iter().for_each(|(name, value)| command.env(name, value));
        command.cwd(&self.folder);
        command.set_controlling_tty(self.controlling);
        let modes = modes(pair.master.as_ref());
        let mut child = pair.slave.spawn_command(command).expect("the program starts");
        let id = child.process_id().and_then(|id| Pid::from_raw(id.try_into().ok()?)).expect("a process id");
        let (status, exited) = mpsc::channel();
        thread::spawn(move || status.send(child.wait()));
        Session {
            output: read(pair.master.as_ref()),
            input: pair.master.take_writer().expect("a writer"),
            terminal: vt100::Parser::new(cells(rows), cells(columns), 0),
            master: pair.master,
            program: Program { exited, id },
            modes,
        }
    }
}

fn cells(count: u16) -> NonZero<u16> {
    count.try_into().expect("a size that is not zero")
}

fn pty_size(columns: u16, rows: u16) -> PtySize {
    PtySize { rows, cols: columns, pixel_width: 0, pixel_height: 0 }
}

/// The modes of a terminal as text: raw or cooked, echo, and all the rest.
fn modes(master: &dyn MasterPty) -> String {
    format!("{:?}", master.get_termios())
}

fn read(master: &dyn MasterPty) -> Receiver<Vec<u8>> {
    let mut reader = master.try_clone_reader().expect("a reader");
    let (sender, receiver) = mpsc::channel();
    thread::spawn(move || {
        let mut buffer = [0; 4096];
        while let Ok(count) = reader.read(&mut buffer) {
            if count == 0 || sender.send(buffer[..count].to_vec()).is_err() {
                return;
            }
        }
    });
    receiver
}

/// A running program and its screen.
pub struct Session {
    output: Receiver<Vec<u8>>,
    input: Box<dyn Write + Send>,
    terminal: vt100::Parser,
    master: Box<dyn MasterPty + Send>,
    program: Program,
    modes: String,
}

/// A process, ended when a test fails.
struct Program {
    exited: Receiver<std::io::Result<ExitStatus>>,
    id: Pid,
}

impl Session {
    /// Types keys as the terminal sends them.
    pub fn keys(&mut self, keys: &str) -> &mut Self {
        self.input.write_all(keys.as_bytes()).expect("the terminal takes keys");
        self.input.flush().expect("the terminal takes keys");
        self
    }

    /// The screen as text, one line a row.
    pub fn text(&self) -> String {
        self.terminal.screen().contents()
    }

    /// The screen as vt100 sees it.
    pub fn screen(&self) -> &vt100::Screen {
        self.terminal.screen()
    }

    /// Waits until the screen satisfies `condition`.
    #[track_caller]
    pub fn wait(&mut self, what: &str, mut condition: impl FnMut(&vt100::Screen) -> bool) -> &mut Self {
        let end = Instant::now() + DEADLINE;
        while !condition(self.terminal.screen()) {
            match self.output.recv_timeout(end.saturating_duration_since(Instant::now())) {
                Ok(bytes) => self.terminal.process(&bytes),
                Err(error) => panic!("{what}: {error:?}; the screen is\n{}", self.text()),
            }
        }
        self
    }

    /// Waits until `text` is on the screen.
    #[track_caller]
    pub fn wait_for(&mut self, text: &str) -> &mut Self {
        self.wait(text, |screen| screen.contents().contains(text))
    }

    /// Waits until `text` is not on the screen.
    #[track_caller]
    pub fn wait_gone(&mut self, text: &str) -> &mut Self {
        self.wait(text, |screen| !screen.contents().contains(text))
    }

    /// Changes the size of the terminal.
    pub fn resize(&mut self, columns: u16, rows: u16) -> &mut Self {
        self.terminal.set_size(cells(rows), cells(columns));
        self.master.resize(pty_size(columns, rows)).expect("the terminal takes a size");
        self
    }

    /// Sends a signal to the program.
    pub fn signal(&mut self, signal: Signal) -> &mut Self {
        kill_process(self.program.id, signal).expect("the program lives");
        self
    }

    /// Waits until the kernel shows the program in `state` (`T` is stopped).
    #[track_caller]
    pub fn wait_state(&mut self, state: char) -> &mut Self {
        let path = format!("/proc/{}/stat", self.program.id.as_raw_nonzero());
        let end = Instant::now() + DEADLINE;
        while Instant::now() < end {
            let stat = std::fs::read_to_string(&path).expect("the program lives");
            let found = stat.rsplit(") ").next().and_then(|rest| rest.chars().next());
            if found == Some(state) {
                return self;
            }
            thread::yield_now();
        }
        panic!("the program is not in state {state}");
    }

    /// Waits for the end of the program, and for the last of its output; the exit code.
    #[track_caller]
    pub fn end(&mut self) -> u32 {
        let status = self.program.exited.recv_timeout(DEADLINE).expect("the program ends").expect("a status");
        loop {
            match self.output.recv_timeout(DEADLINE) {
                Ok(bytes) => self.terminal.process(&bytes),
                Err(RecvTimeoutError::Disconnected) => break,
                Err(RecvTimeoutError::Timeout) => panic!("the output ends with the program"),
            }
        }
        assert_eq!(status.signal(), None, "ended by itself");
        status.exit_code()
    }

    /// Takes the terminal away and waits for the end of the program; the exit code.
    #[track_caller]
    pub fn hang_up(self) -> u32 {
        let Self { output, input, master, program, .. } = self;
        drop(output);
        // The thread that reads holds the terminal too, until there is something to read.
        master.resize(pty_size(71, 19)).expect("the terminal takes a size");
        drop((input, master));
        program.exited.recv_timeout(DEADLINE).expect("the program ends").expect("a status").exit_code()
    }

    /// Asserts that the terminal is as it was before the program started.
    #[track_caller]
    pub fn assert_restored(&mut self) {
        let screen = self.terminal.screen();
        assert!(!screen.alternate_screen(), "the alternate screen is left");
        assert!(!screen.hide_cursor(), "the cursor is shown");
        assert!(!screen.bracketed_paste(), "bracketed paste is off");
        assert_eq!(screen.mouse_protocol_mode(), vt100::MouseProtocolMode::None);
        assert_eq!(modes(self.master.as_ref()), self.modes, "the modes of the terminal are as before");
    }

    /// Asserts that the program has the screen.
    #[track_caller]
    pub fn assert_taken(&mut self) {
        let screen = self.terminal.screen();
        assert!(screen.alternate_screen() && screen.hide_cursor() && screen.bracketed_paste());
        assert_ne!(modes(self.master.as_ref()), self.modes, "raw mode");
    }
}

impl Drop for Program {
    /// A failed test leaves no program behind.
    fn drop(&mut self) {
        if self.exited.try_recv().is_err_and(|error| error == mpsc::TryRecvError::Empty) {
            let _ = kill_process(self.id, Signal::KILL);
        }
    }
}
