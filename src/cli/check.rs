//! `kanbao check`: everything that is wrong in archives, and what kanbao did about it.
//! The problems come from loading; here they are sorted and printed.

use std::io::Write;
use std::ops::ControlFlow;
use std::path::PathBuf;

use serde::Serialize;

use crate::archive::{Archive, Show};
use crate::post::Problem;

/// Explain every problem in archives: file, line, what is wrong, what was done about it
#[derive(Debug, Default, clap::Args)]
pub struct CheckArgs {
    /// Folders or posts; without any, the posts here
    #[arg(value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    /// Print one JSON object a line
    #[arg(long)]
    pub json: bool,
}

/// A problem as scripts see it.
#[derive(Debug, Serialize)]
struct Told<'a> {
    path: &'a str,
    line: Option<u32>,
    severity: String,
    message: &'a str,
}

/// Prints the problems. An archive without any is fine, so this is always true.
///
/// # Errors
/// A path that cannot be opened, or an output that is closed.
pub fn run(args: &CheckArgs, out: &mut dyn Write) -> anyhow::Result<bool> {
    for archive in super::list::open(&args.paths)? {
        let (posts, problems) = problems(&archive);
        for problem in &problems {
            print(problem, args.json, out)?;
        }
        if !args.json {
            writeln!(out, "{}: {} posts, {} problems", archive.name, posts, problems.len())?;
        }
    }
    Ok(true)
}

/// How many posts there are, hidden ones too, and every problem by path and line.
fn problems(archive: &Archive) -> (usize, Vec<Problem>) {
    let (mut posts, mut problems) = (0, Vec::new());
    archive.load(&Show::ALL, &mut |batch| {
        posts += batch.posts.len();
        problems.extend(batch.problems);
        ControlFlow::Continue(())
    });
    problems.sort_by(|a, b| (&a.path, a.line).cmp(&(&b.path, b.line)));
    (posts, problems)
}

fn print(problem: &Problem, json: bool, out: &mut dyn Write) -> anyhow::Result<()> {
    let Problem { path, line, severity, message } = problem;
    if json {
        let told = Told { path, line: *line, severity: severity.to_string(), message };
        writeln!(out, "{}", serde_json::to_string(&told)?)?;
        return Ok(());
    }
    match line {
        Some(line) => writeln!(out, "{path}:{line}: {severity}: {message}")?,
        None => writeln!(out, "{path}: {severity}: {message}")?,
    }
    Ok(())
}
