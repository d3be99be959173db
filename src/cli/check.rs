//! `kanbao check`: every problem found in archives, and what was done about it.

use std::io::Write;
use std::path::PathBuf;

use serde::Serialize;

use crate::archive::Show;
use crate::post::Problem;

use super::posts;

/// List every problem found in an archive, and what was done about it
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Folders or posts; without any, the posts here
    #[arg(value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    /// One JSON object a line
    #[arg(long)]
    pub json: bool,
}

/// A problem. The names are the interface of scripts.
#[derive(Serialize)]
struct Row<'a> {
    path: &'a str,
    line: Option<u32>,
    severity: String,
    message: &'a str,
}

/// Prints the problems. To have none is a success.
///
/// # Errors
/// When an archive cannot be opened, or printing fails.
pub fn run(args: &Args, out: &mut dyn Write) -> anyhow::Result<bool> {
    let show = Show { drafts: true, unpublished: true, future: true };
    let loaded = posts::load(&posts::open(&args.paths, None)?, show);
    for problem in &loaded.problems {
        if args.json { json(problem, out)? } else { plain(problem, out)? }
    }
    if !args.json {
        let (posts, problems) = (loaded.library.len(), loaded.problems.len());
        writeln!(out, "{posts} posts, {problems} problems")?;
    }
    Ok(true)
}

fn json(problem: &Problem, out: &mut dyn Write) -> anyhow::Result<()> {
    let Problem { path, line, severity, message } = problem;
    let row = Row { path, line: *line, severity: severity.to_string(), message };
    Ok(writeln!(out, "{}", serde_json::to_string(&row)?)?)
}

fn plain(problem: &Problem, out: &mut dyn Write) -> anyhow::Result<()> {
    let line = problem.line.map(|line| format!(":{line}")).unwrap_or_default();
    Ok(writeln!(out, "{}{line}: {}: {}", problem.path, problem.severity, problem.message)?)
}
