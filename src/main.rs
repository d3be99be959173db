//! argv in, exit code out. Everything else lives in the library.

use std::process::ExitCode;

/// Each thread has memory of its own: with the system's allocator, a key waited for work in the
/// background that held its lock.
#[global_allocator]
static MEMORY: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    kanbao::cli::run()
}
