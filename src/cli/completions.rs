//! `kanbao completions SHELL`: the completion script of a shell, made from the command
//! line's own definition.

use std::io::Write;

use clap::Command;
use clap_complete::Shell;

/// Print the completion script of a shell.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The shell: bash, elvish, fish, powershell or zsh.
    pub shell: Shell,
}

/// Prints the script for `command`, the whole command line.
///
/// # Errors
/// When `out` cannot be written.
pub fn run(args: &Args, mut command: Command, out: &mut dyn Write) -> anyhow::Result<bool> {
    let name = command.get_name().to_owned();
    // Made in memory: the generator panics when its output cannot be written.
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut command, name, &mut script);
    out.write_all(&script)?;
    Ok(true)
}

#[cfg(test)]
mod tests {
    use clap::ValueEnum;

    use super::*;

    #[test]
    fn every_shell_gets_a_script_that_knows_the_subcommands() {
        for shell in Shell::value_variants() {
            let command = Command::new("kanbao").subcommand(Command::new("list"));
            let mut out = Vec::new();
            assert!(run(&Args { shell: *shell }, command, &mut out).unwrap());
            let script = String::from_utf8(out).unwrap();
            assert!(script.contains("kanbao") && script.contains("list"), "{shell}: {script}");
        }
    }
}
