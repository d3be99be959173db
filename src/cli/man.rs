//! `kanbao man`: the manual page, made from the command line's own definition.

use std::io::Write;

use anyhow::anyhow;
use clap::Command;
use clap_mangen::Man;

use crate::text::nearest;

/// Print the manual page (read it with `kanbao man | man -l -`).
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The page of this subcommand.
    pub subcommand: Option<String>,
}

/// Prints a page about `command`, the whole command line, or one of its subcommands.
///
/// # Errors
/// When there is no such subcommand, or `out` cannot be written.
pub fn run(args: &Args, mut command: Command, out: &mut dyn Write) -> anyhow::Result<bool> {
    command.build();
    let page = match &args.subcommand {
        Some(name) => subcommand(&command, name)?,
        None => command,
    };
    let mut roff = Vec::new();
    Man::new(page).render(&mut roff)?;
    out.write_all(&roff)?;
    Ok(true)
}

fn subcommand(command: &Command, name: &str) -> anyhow::Result<Command> {
    let found = command.find_subcommand(name).ok_or_else(|| {
        let known = command.get_subcommands().map(Command::get_name);
        anyhow!("unknown subcommand {name:?}{}", nearest::hint(name, known))
    })?;
    Ok(found.clone())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(subcommand: Option<&str>) -> anyhow::Result<String> {
        let list = Command::new("list").about("列出文章");
        let command = Command::new("kanbao").about("看报").subcommand(list);
        let mut out = Vec::new();
        run(&Args { subcommand: subcommand.map(str::to_owned) }, command, &mut out)?;
        Ok(String::from_utf8(out)?)
    }

    #[test]
    fn pages_of_the_whole_and_of_a_part() {
        let whole = page(None).unwrap();
        assert!(whole.contains(".TH kanbao 1") && whole.contains("看报"), "{whole}");
        let part = page(Some("list")).unwrap();
        assert!(part.contains(".TH kanbao\\-list 1") || part.contains(".TH kanbao-list 1"), "{part}");
        assert!(part.contains("列出文章"), "{part}");
        assert_eq!(
            page(Some("lits")).unwrap_err().to_string(),
            "unknown subcommand \"lits\"; did you mean \"list\"?"
        );
    }
}
