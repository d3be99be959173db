//! `kanbao config`: what is configured, which file it comes from, and a file to start from.

use std::io::Write;

use anyhow::Context;

use crate::config::{self, Config, paths};
use crate::text::sanitize;

/// Print what is configured, or write a config file to start from
#[derive(Debug, clap::Args)]
pub struct Args {
    /// What to do; without it, the config in effect is printed
    #[command(subcommand)]
    pub command: Option<Command>,
}

/// What to do about the config file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::Subcommand)]
pub enum Command {
    /// Print where the config file is, or would be
    Path,
    /// Write the commented defaults there; a file that is there is left as it is
    Init,
}

/// Prints or writes the config.
///
/// # Errors
/// When the config file is broken or there already, or printing fails.
pub fn run(args: &Args, out: &mut dyn Write) -> anyhow::Result<bool> {
    match args.command {
        None => print(out)?,
        Some(Command::Path) => writeln!(out, "{}", file()?)?,
        Some(Command::Init) => {
            let written = config::init()?;
            writeln!(out, "{}", sanitize::line(&written.to_string_lossy()))?;
        }
    }
    Ok(true)
}

fn print(out: &mut dyn Write) -> anyhow::Result<()> {
    let config = Config::load()?;
    if let Ok(file) = file() {
        writeln!(out, "# {file}")?;
    }
    Ok(write!(out, "{}", sanitize::block(&config.to_yaml()?))?)
}

fn file() -> anyhow::Result<String> {
    let file = paths::named_config_file().or_else(paths::config_file).context(paths::NO_HOME)?;
    Ok(sanitize::line(&file.to_string_lossy()).into_owned())
}
