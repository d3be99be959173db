//! `kanbao state`: everything that is remembered, as JSON lines out and in.

use std::io::{BufRead, BufReader, Read, Write};
use std::path::PathBuf;

use anyhow::Context;

use crate::config::paths;
use crate::state::exchange;
use crate::terminal::keeper::now;

use super::{marks, output};

/// Longest line of an export that is read.
const MAX_LINE: u64 = 16 << 20;

/// Everything that is remembered: marks, places, sessions
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, clap::Subcommand)]
enum Command {
    /// Print it, one JSON object a line
    Export,
    /// Add what an export holds; of every mark the later one stands
    Import {
        /// The export; without one, or with -, standard input
        #[arg(value_name = "FILE")]
        file: Option<PathBuf>,
    },
    /// Print where it is kept
    Path,
}

/// Exports or imports.
///
/// # Errors
/// When the store or the export cannot be read, or the store or the output written.
pub fn run(args: &Args, out: &mut dyn Write) -> anyhow::Result<bool> {
    match &args.command {
        Command::Export => export(out),
        Command::Import { file } => import(file.as_ref().filter(|file| file.as_os_str() != "-"), out),
        Command::Path => {
            let folder = paths::state_dir().context("the system names no folder for data")?;
            writeln!(out, "{}", crate::text::sanitize::line(&folder.to_string_lossy()))?;
            Ok(true)
        }
    }
}

fn export(out: &mut dyn Write) -> anyhow::Result<bool> {
    for item in marks::open_existing().export()? {
        writeln!(out, "{}", exchange::print(&item))?;
    }
    Ok(true)
}

fn import(file: Option<&PathBuf>, out: &mut dyn Write) -> anyhow::Result<bool> {
    let from: Box<dyn Read> = match file {
        Some(file) => {
            let context = || format!("cannot open {}", file.display());
            Box::new(std::fs::File::open(file).with_context(context)?)
        }
        None => Box::new(std::io::stdin()),
    };
    let (mut items, mut left_out) = (Vec::new(), 0);
    let mut lines = BufReader::new(from);
    let mut line = Vec::new();
    while (&mut lines).take(MAX_LINE).read_until(b'\n', &mut line).context("cannot read the export")? > 0 {
        let text = String::from_utf8_lossy(&line);
        match exchange::parse(&text) {
            Some(item) => items.push(item),
            None => left_out += usize::from(!text.trim().is_empty()),
        }
        line.clear();
    }
    let mut store = marks::open();
    anyhow::ensure!(store.is_kept(), "nothing was imported");
    let read = items.len();
    let changed = store.import(items).context("nothing was imported")?;
    if left_out > 0 {
        output::warn(&format!("{left_out} lines are of no export of this version; they were left out"));
    }
    store.close(now())?;
    writeln!(out, "{read} lines, {changed} of them news")?;
    Ok(left_out == 0 || read > 0)
}
