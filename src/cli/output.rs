//! How the program speaks outside the reader: everything printed goes through one locked
//! standard output, every error is one clean line, and both decide the exit code. What is
//! printed stands in the subcommands.

use std::io::{self, BufWriter, Write};
use std::process::ExitCode;

use crate::config::Broken;
use crate::text::sanitize;

use super::query::Malformed;

/// The program was told what it cannot do, on the command line or in the config file.
const MISUSED: u8 = 2;
/// Something failed, or nothing was found.
const FAILED: u8 = 1;

/// Runs a subcommand that prints, and flushes what it printed. It says whether it found
/// anything. A reader that has closed the pipe has seen enough: that is success.
pub fn print(run: impl FnOnce(&mut dyn Write) -> anyhow::Result<bool>) -> ExitCode {
    let outcome = print_to(&mut BufWriter::new(io::stdout().lock()), run);
    code(outcome, &mut io::stderr())
}

fn print_to(
    out: &mut dyn Write,
    run: impl FnOnce(&mut dyn Write) -> anyhow::Result<bool>,
) -> anyhow::Result<bool> {
    let outcome = run(out);
    // Also after an error: what was found before it is still worth reading.
    let flushed = out.flush();
    let found = outcome?;
    flushed.map_err(|error| anyhow::Error::new(error).context("cannot write"))?;
    Ok(found)
}

/// The exit code of an outcome; an error is reported.
fn code(outcome: anyhow::Result<bool>, errors: &mut dyn Write) -> ExitCode {
    match outcome {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::from(FAILED),
        Err(error) if is_closed_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            report_to(errors, &error);
            code_of(&error)
        }
    }
}

/// Reports an error as one message; returns the exit code of a failure. Never a backtrace,
/// whatever the environment asks for.
pub fn fail(error: &anyhow::Error) -> ExitCode {
    report_to(&mut io::stderr(), error);
    code_of(error)
}

/// Says on standard error what did not keep the program from doing its work.
pub fn warn(text: &str) {
    report_to(&mut io::stderr(), &anyhow::anyhow!("{text}"));
}

fn code_of(error: &anyhow::Error) -> ExitCode {
    let misused = error.is::<Broken>() || error.is::<Malformed>();
    ExitCode::from(if misused { MISUSED } else { FAILED })
}

fn report_to(errors: &mut dyn Write, error: &anyhow::Error) {
    let text = format!("{error:#}");
    // Where even standard error is closed, nobody is left to tell.
    let _ = writeln!(errors, "kanbao: {}", sanitize::block(&text).trim_end());
}

fn is_closed_pipe(error: &anyhow::Error) -> bool {
    let io_errors = error.chain().filter_map(|cause| cause.downcast_ref::<io::Error>());
    io_errors.into_iter().any(|cause| cause.kind() == io::ErrorKind::BrokenPipe)
}

/// Prints what the argument parser has to say: help and version on standard output, wrong usage
/// on standard error. What the user typed is repeated there, so it is cleaned.
pub fn usage(error: &clap::Error) -> ExitCode {
    if !error.use_stderr() {
        let outcome = error.print().map(|()| true);
        return code(
            outcome.map_err(|error| anyhow::Error::new(error).context("cannot write")),
            &mut io::stderr(),
        );
    }
    let text = error.render().to_string();
    let _ = write!(io::stderr(), "{}", sanitize::block(&text));
    ExitCode::from(u8::try_from(error.exit_code()).unwrap_or(MISUSED))
}

#[cfg(test)]
mod tests {
    use anyhow::{Context, anyhow};

    use super::*;

    struct Refusing(io::ErrorKind);

    impl Write for Refusing {
        fn write(&mut self, _: &[u8]) -> io::Result<usize> {
            Err(self.0.into())
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    fn judged(outcome: anyhow::Result<bool>) -> (ExitCode, String) {
        let mut errors = Vec::new();
        (code(outcome, &mut errors), String::from_utf8(errors).unwrap())
    }

    #[test]
    fn outcomes_become_exit_codes_and_messages() {
        let closed = || io::Error::from(io::ErrorKind::BrokenPipe);
        let cases = [
            (Ok(true), ExitCode::SUCCESS, ""),
            (Ok(false), ExitCode::from(1), ""),
            (Err(closed().into()), ExitCode::SUCCESS, ""),
            (Err(closed()).context("写不出"), ExitCode::SUCCESS, ""),
            (
                Err(anyhow!("没有\u{1b}]0;x\u{7}这个文件").context("档案")),
                ExitCode::from(1),
                "kanbao: 档案: 没有]0;x这个文件\n",
            ),
        ];
        for (outcome, expected, message) in cases {
            assert_eq!(judged(outcome), (expected, message.to_owned()));
        }
    }

    #[test]
    fn a_full_disk_is_an_error_and_a_closed_pipe_is_not() {
        for (kind, expected) in [(io::ErrorKind::StorageFull, 1), (io::ErrorKind::BrokenPipe, 0)] {
            let mut out = BufWriter::new(Refusing(kind));
            let outcome = print_to(&mut out, |out| {
                writeln!(out, "标题")?;
                Ok(true)
            });
            assert_eq!(judged(outcome).0, ExitCode::from(expected), "{kind:?}");
            let _ = out.into_parts();
        }
    }
}
