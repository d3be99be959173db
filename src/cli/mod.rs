//! The command line: what can be typed, and which part of the program it reaches. Every
//! subcommand has a file of its own, with its arguments and a `run`.
//!
//! - [`reader`]: no subcommand: the reader
//! - [`list`], [`show`], [`search`], [`check`]: the posts without a terminal; [`posts`] is what
//!   they share, [`query`] how they read one, [`known`] what it asks beside
//! - [`mark`], [`state`]: what is remembered of posts; [`marks`] is what they share with [`list`]
//! - [`index`], [`cache`]: the caches; [`texts`] is what it shares with [`search`]; [`progress`]: how far it is
//! - [`keys`], [`themes`], [`config`], [`completions`], [`man`]: what the program says about itself
//! - [`output`]: printing, errors and exit codes

pub mod cache;
pub mod check;
pub mod completions;
pub mod config;
pub mod index;
pub mod keys;
pub mod known;
pub mod list;
pub mod man;
pub mod mark;
pub mod marks;
pub mod output;
pub mod posts;
pub mod progress;
pub mod query;
pub mod reader;
pub mod search;
pub mod show;
pub mod state;
pub mod texts;
pub mod themes;

use std::process::ExitCode;

use clap::{CommandFactory, Parser, Subcommand};

const ABOUT: &str = "看报: read local archives of posts in the terminal, Chinese first";

const LONG_ABOUT: &str = "\
看报: read local archives of posts in the terminal, Chinese first.

An archive is a folder: a Jekyll, Hugo, Zola or Hexo site, or any folder of Markdown and HTML
files. kanbao never writes into it and never needs the network.";

const EXAMPLES: &str = "\
Examples:
  kanbao                     the posts here: in this folder, or in the repository around it
  kanbao ~/news              the archive in a folder
  kanbao ~/news ~/blog       several archives as one list
  kanbao article.md          one post
  kanbao -q 汇率 ~/news       only the posts with a word in their titles
  kanbao --tag 银行 ~/news    only the posts with a tag; --category likewise
  kanbao ./list              a folder that has the name of a subcommand
  kanbao search 汇率 ~/news   the posts with a word in their texts
  kanbao list ~/news | less  the same list as text; so does any output that is no terminal

In the reader, ? shows every key and q leaves.

Environment:
  BROWSER                          opens links: commands with : between them, %s is the URL
  LC_ALL, LC_MESSAGES, LANG        the language: Chinese for zh, else English
  NO_COLOR                         no colours
  KANBAO_CONFIG                    the config file, in place of the usual one
  KANBAO_CONFIG_DIR                where the config file and themes of your own are looked for
  KANBAO_STATE_DIR                 where marks are kept

Exit codes: 0 fine, 1 failed or nothing found, 2 wrong usage or config, 128 + n ended by signal n.";

/// Everything that can be typed.
#[derive(Debug, Parser)]
#[command(name = "kanbao", version, about = ABOUT, long_about = LONG_ABOUT, after_long_help = EXAMPLES)]
#[command(args_conflicts_with_subcommands = true, max_term_width = 100)]
struct Cli {
    #[command(subcommand)]
    command: Option<Command>,
    #[command(flatten)]
    reader: reader::Args,
}

/// The subcommands, in the order of the help.
#[derive(Debug, Subcommand)]
enum Command {
    List(list::Args),
    Show(show::Args),
    Search(search::Args),
    Check(check::Args),
    Index(index::Args),
    Cache(cache::Args),
    Mark(mark::Args),
    State(state::Args),
    Keys(keys::Args),
    Themes(themes::Args),
    Config(config::Args),
    Completions(completions::Args),
    Man(man::Args),
}

/// Runs the program with the process's arguments.
pub fn run() -> ExitCode {
    match Cli::try_parse() {
        Ok(Cli { command: Some(command), .. }) => output::print(|out| perform(&command, out)),
        Ok(Cli { command: None, reader }) => read(&reader),
        Err(error) => output::usage(&error),
    }
}

fn perform(command: &Command, out: &mut dyn std::io::Write) -> anyhow::Result<bool> {
    match command {
        Command::List(args) => list::run(args, out),
        Command::Show(args) => show::run(args, out),
        Command::Search(args) => search::run(args, out),
        Command::Check(args) => check::run(args, out),
        Command::Index(args) => index::run(args, out),
        Command::Cache(args) => cache::run(args, out),
        Command::Mark(args) => mark::run(args, out),
        Command::State(args) => state::run(args, out),
        Command::Keys(args) => keys::run(args, out),
        Command::Themes(args) => themes::run(args, out),
        Command::Config(args) => config::run(args, out),
        Command::Completions(args) => completions::run(args, Cli::command(), out),
        Command::Man(args) => man::run(args, Cli::command(), out),
    }
}

fn read(args: &reader::Args) -> ExitCode {
    match reader::run(args) {
        Ok(code) => ExitCode::from(code),
        Err(error) => output::fail(&error),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_definition_holds_together() {
        Cli::command().debug_assert();
    }

    #[test]
    fn subcommands_and_paths_are_told_apart() {
        let cases: [(&[&str], bool, usize); 6] = [
            (&["kanbao"], false, 0),
            (&["kanbao", "keys"], true, 0),
            (&["kanbao", "./keys"], false, 1),
            (&["kanbao", "新闻", "keys"], false, 2),
            (&["kanbao", "--", "keys"], false, 1),
            (&["kanbao", "-q", "汇率", "新闻"], false, 1),
        ];
        for (arguments, is_command, paths) in cases {
            let cli = Cli::try_parse_from(arguments).unwrap();
            assert_eq!((cli.command.is_some(), cli.reader.paths.len()), (is_command, paths), "{arguments:?}");
        }
    }

    #[test]
    fn wrong_usage_is_refused() {
        for arguments in [&["kanbao", "--nope"][..], &["kanbao", "--lang", "xx"], &["kanbao", "completions"]]
        {
            assert_eq!(Cli::try_parse_from(arguments).unwrap_err().exit_code(), 2, "{arguments:?}");
        }
    }
}
