//! A session of the program in a pseudo-terminal: keys in, a screen out. Every wait is for a
//! condition, with a deadline that only a broken program meets.

#![allow(dead_code, reason = "each test file uses its part")]

use std::fs;
use std::io::{Read, Write};
use std::num::NonZero;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, Receiver};
use std::sync::{Arc, Mutex, Weak};
use std::thread;
use std::time::{Duration, Instant};

use portable_pty::{CommandBuilder, ExitStatus, MasterPty, PtySize, native_pty_system};
use rustix::process::{Pid, Signal, kill_process, kill_process_group};

/// Longer than anything takes on a busy machine.
pub const DEADLINE: Duration = Duration::from_secs(60);

/// What the shell around the program says when the program has ended.
const ENDED: &str = "〔结束 ";

/// How a session starts.
pub struct Setup {
    arguments: Vec<String>,
    variables: Vec<(String, String)>,
    size: (u16, u16),
    controlling: bool,
    shell: bool,
    redirections: &'static str,
    home: PathBuf,
    answer: Vec<u8>,
}

/// What the program asks before its first frame: where the cursor stands.
const QUESTION: &[u8] = b"\x1b[6n";
/// The answer of a terminal that draws ambiguous characters in one column.
const NARROW: &[u8] = b"\x1b[1;2R\x1b[?62;22c";

impl Setup {
    /// `kanbao` with `path`, at 80x24, in a clean environment whose home is `home`. A shell
    /// starts it, as shells do, and outlives it: when the first process of a session ends, the
    /// kernel throws away what the terminal has not read yet.
    pub fn new(home: &Path, path: &Path) -> Self {
        let home_text = home.display().to_string();
        let setup = Self {
            arguments: vec![path.display().to_string()],
            variables: Vec::new(),
            size: (80, 24),
            controlling: true,
            shell: true,
            redirections: "",
            home: home.to_owned(),
            answer: NARROW.to_vec(),
        };
        let setup = setup.env("TERM", "xterm-256color").env("LANG", "zh_CN.UTF-8").env("HOME", &home_text);
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

    /// What the terminal sends when it is asked where its cursor stands: an answer, keys that
    /// are typed at that moment, or nothing.
    pub fn answering(mut self, answer: &[u8]) -> Self {
        self.answer = answer.to_owned();
        self
    }

    /// Redirections, in the shell's notation.
    pub fn redirected(mut self, redirections: &'static str) -> Self {
        self.redirections = redirections;
        self
    }

    /// No shell: the program is the first process of the terminal's session.
    pub fn without_shell(mut self) -> Self {
        self.shell = false;
        self
    }

    /// A terminal that does not belong to the session: its end sends no signal.
    pub fn without_session(mut self) -> Self {
        self.controlling = false;
        self.without_shell()
    }

    fn command(&self) -> CommandBuilder {
        let program = env!("CARGO_BIN_EXE_kanbao");
        let mut command = CommandBuilder::new(if self.shell { "sh" } else { program });
        if self.shell {
            let inner = r#"sh -c 'echo $$ > "$HOME/.pid"; exec "$0" "$@"' "$0" "$@""#;
            let script = format!("{inner} {}; printf '{ENDED}%s〕' $?; read -r line", self.redirections);
            command.args(["-c", script.as_str(), program]);
        }
        command.args(&self.arguments);
        command.env_clear();
        self.variables.iter().for_each(|(name, value)| command.env(name, value));
        command.cwd(&self.home);
        command.set_controlling_tty(self.controlling);
        command
    }

    /// Starts the program.
    pub fn start(self) -> Session {
        let (columns, rows) = self.size;
        let pair = native_pty_system().openpty(pty_size(columns, rows)).expect("a pseudo-terminal");
        let modes = modes(pair.master.as_ref());
        let pid_file = self.home.join(".pid");
        let _ = fs::remove_file(&pid_file);
        let mut child = pair.slave.spawn_command(self.command()).expect("the program starts");
        let id = child.process_id().and_then(|id| Pid::from_raw(id.try_into().ok()?)).expect("a process id");
        let (status, exited) = mpsc::channel();
        thread::spawn(move || status.send(child.wait()));
        let input = Arc::new(Mutex::new(pair.master.take_writer().expect("a writer")));
        Session {
            output: read(pair.master.as_ref(), Arc::downgrade(&input), self.answer),
            input,
            terminal: vt100::Parser::new(cells(rows), cells(columns), 0),
            master: pair.master,
            leader: Leader { exited, id },
            pid_file: self.shell.then_some(pid_file),
            modes,
            written: 0,
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

type Input = Mutex<Box<dyn Write + Send>>;

/// Hands on what the program writes; answers its question, once.
fn read(master: &dyn MasterPty, input: Weak<Input>, answer: Vec<u8>) -> Receiver<Vec<u8>> {
    let mut reader = master.try_clone_reader().expect("a reader");
    let (sender, receiver) = mpsc::channel();
    thread::spawn(move || {
        let (mut buffer, mut answer, mut last) = ([0; 4096], Some(answer), Vec::new());
        while let Ok(count) = reader.read(&mut buffer) {
            last.extend_from_slice(&buffer[..count]);
            let asked = last.windows(QUESTION.len()).any(|bytes| bytes == QUESTION);
            if let Some(answer) = answer.take_if(|_| asked)
                && let Some(input) = input.upgrade()
            {
                let _ = input.lock().expect("the input").write_all(&answer);
            }
            last.drain(..last.len().saturating_sub(QUESTION.len()));
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
    input: Arc<Input>,
    terminal: vt100::Parser,
    master: Box<dyn MasterPty + Send>,
    leader: Leader,
    pid_file: Option<PathBuf>,
    modes: String,
    written: usize,
}

/// The first process of the session; with it ends the job.
struct Leader {
    exited: Receiver<std::io::Result<ExitStatus>>,
    id: Pid,
}

impl Session {
    /// Types keys as the terminal sends them.
    pub fn keys(&mut self, keys: &str) -> &mut Self {
        let mut input = self.input.lock().expect("the input");
        input.write_all(keys.as_bytes()).expect("the terminal takes keys");
        input.flush().expect("the terminal takes keys");
        drop(input);
        self
    }

    /// The screen as text, one line a row.
    pub fn text(&self) -> String {
        self.terminal.screen().contents()
    }

    /// Bytes that the program wrote, as far as they were waited for.
    pub fn written(&self) -> usize {
        self.written
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
                Ok(bytes) => {
                    self.written += bytes.len();
                    self.terminal.process(&bytes);
                }
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
        kill_process(self.process(), signal).expect("the program lives");
        self
    }

    /// Continues the program, and the shell around it, as `fg` does.
    pub fn resume(&mut self) -> &mut Self {
        kill_process_group(self.leader.id, Signal::CONT).expect("the program lives");
        self
    }

    fn process(&self) -> Pid {
        let Some(file) = &self.pid_file else { return self.leader.id };
        let text = fs::read_to_string(file).expect("the program started");
        text.trim().parse().ok().and_then(Pid::from_raw).expect("a process id")
    }

    /// Waits until the kernel shows the program in `state` (`T` is stopped).
    #[track_caller]
    pub fn wait_state(&mut self, state: char) -> &mut Self {
        let path = format!("/proc/{}/stat", self.process().as_raw_nonzero());
        let end = Instant::now() + DEADLINE;
        while Instant::now() < end {
            let stat = fs::read_to_string(&path).expect("the program lives");
            let found = stat.rsplit(") ").next().and_then(|rest| rest.chars().next());
            if found == Some(state) {
                return self;
            }
            thread::yield_now();
        }
        panic!("the program is not in state {state}");
    }

    /// Waits for the end of the program; the exit code. The terminal is still there.
    #[track_caller]
    pub fn end(&mut self) -> u32 {
        let code = |screen: &vt100::Screen| {
            let text = screen.contents();
            let (_, rest) = text.split_once(ENDED)?;
            rest.split_once('〕')?.0.parse().ok()
        };
        self.wait("the program ends", |screen| code(screen).is_some());
        code(self.screen()).expect("an exit code")
    }

    /// Takes the terminal away and waits for the end of the program; the exit code.
    #[track_caller]
    pub fn hang_up(self) -> u32 {
        let Self { output, input, master, leader, .. } = self;
        drop(output);
        // The thread that reads holds the terminal too, until there is something to read: a key
        // that opens the help, since a program without a session hears of no new size.
        let mut keys = input.lock().expect("nobody failed with it");
        keys.write_all(b"?").and_then(|()| keys.flush()).expect("the terminal takes a key");
        drop(keys);
        drop((input, master));
        let status = leader.exited.recv_timeout(DEADLINE).expect("the program ends").expect("a status");
        assert_eq!(status.signal(), None, "ended by itself");
        status.exit_code()
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

impl Drop for Leader {
    /// A test leaves nothing behind: neither the waiting shell nor a program that failed.
    fn drop(&mut self) {
        if self.exited.try_recv().is_err_and(|error| error == mpsc::TryRecvError::Empty) {
            let _ = kill_process_group(self.id, Signal::KILL);
        }
    }
}
