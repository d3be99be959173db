//! `kanbao cache`: what can be made again, and making room by removing it.

use std::fmt;
use std::io::Write;

use anyhow::Context;

use crate::archive::index;
use crate::config::paths;
use crate::text::sanitize;

/// Name the folder of what can be made again, or clear it
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(subcommand)]
    what: Option<What>,
}

#[derive(Debug, Clone, Copy, clap::Subcommand)]
enum What {
    /// Remove every list and all texts that are kept there; they are made again when needed
    Clear,
}

/// Does what was asked for.
///
/// # Errors
/// When the system knows no folder for it, a file cannot be removed, or printing fails.
pub fn run(args: &Args, out: &mut dyn Write) -> anyhow::Result<bool> {
    let folder = paths::cache_dir().context("the system names no folder for what can be made again")?;
    let name = folder.to_string_lossy();
    let name = sanitize::line(&name);
    match args.what {
        None => writeln!(out, "{name}")?,
        Some(What::Clear) => {
            let (files, bytes) = index::clear(&folder).with_context(|| format!("cannot clear {name}"))?;
            writeln!(out, "{name}: {files} files removed, {}", Bytes(bytes))?;
        }
    }
    Ok(true)
}

/// Bytes, for people.
pub struct Bytes(pub u64);

impl fmt::Display for Bytes {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            bytes @ 0..1_000_000 => write!(out, "{} KB", bytes.div_ceil(1000)),
            bytes => write!(out, "{} MB", bytes.div_ceil(1_000_000)),
        }
    }
}
