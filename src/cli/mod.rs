//! The command line. Being written.

pub mod completions;
pub mod keys;
pub mod man;
pub mod themes;

use std::process::ExitCode;

/// Runs the program with the process's arguments.
pub fn run() -> ExitCode {
    ExitCode::SUCCESS
}
