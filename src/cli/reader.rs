//! `kanbao [PATH]…`: opens the archives and hands them to the reader in the terminal. Where
//! there is no terminal to read in, the list is printed.

use std::io::IsTerminal;
use std::path::PathBuf;

use anyhow::bail;

use crate::app::{App, RootInfo, Setup};
use crate::config::paths;
use crate::keys::Keymap;
use crate::library::SortKey;
use crate::locale::Lang;
use crate::terminal::{self, Options};
use crate::theme::{self, Depth, Theme};

use super::{list, posts};

/// The theme when none is asked for.
const DEFAULT_THEME: &str = crate::theme::NAMES[0];

/// The reader's arguments.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Folders or posts to read; without any, the posts here
    #[arg(value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    /// Start with the list narrowed to these words
    #[arg(short, long, value_name = "QUERY")]
    pub query: Option<String>,
    /// Posts beyond the default list.
    #[command(flatten)]
    pub beyond: posts::Beyond,
    /// A theme's name, or the path of a theme file (see `kanbao themes`)
    #[arg(long, value_name = "NAME")]
    pub theme: Option<String>,
    /// Language of the interface
    #[arg(long, value_name = "zh|en", value_parser = lang)]
    pub lang: Option<Lang>,
    /// Take the mouse wheel from the terminal; it then selects text only with Shift
    #[arg(long)]
    pub mouse: bool,
}

fn lang(name: &str) -> Result<Lang, String> {
    match name {
        "zh" => Ok(Lang::Zh),
        "en" => Ok(Lang::En),
        _ => Err("zh or en".into()),
    }
}

/// Runs the reader; returns the exit code.
///
/// # Errors
/// When there is nothing to read, an archive or the theme cannot be opened, or the terminal
/// cannot be used.
pub fn run(args: &Args) -> anyhow::Result<u8> {
    if !std::io::stdout().is_terminal() {
        return list(args);
    }
    let archives = posts::open(&args.paths)?;
    if let Some(why) = terminal::refusal() {
        bail!("{why}; `kanbao list` prints the posts without one");
    }
    let themes = themes(args.theme.as_deref())?;
    let lang = args.lang.unwrap_or_else(Lang::from_env);
    let options = Options { show: args.beyond.show(), lang, mouse: args.mouse };
    let (columns, rows) = terminal::size()?;
    let app = App::new(Setup {
        lang,
        roots: archives.iter().map(|archive| RootInfo { name: archive.name.clone() }).collect(),
        keymap: Keymap::builtin(),
        query: args.query.clone(),
        columns,
        rows,
        ..Setup::default()
    });
    terminal::run(archives, options, app, themes)
}

/// Where there is no terminal to read in, the posts are printed.
fn list(args: &Args) -> anyhow::Result<u8> {
    let list = list::Args {
        paths: args.paths.clone(),
        query: args.query.clone(),
        json: false,
        limit: None,
        sort: SortKey::Newest,
        beyond: args.beyond,
    };
    let mut out = std::io::stdout().lock();
    Ok(u8::from(!list::run(&list, &mut out)?))
}

/// The theme asked for, and the built-in ones behind it, as this terminal can show them.
fn themes(name: Option<&str>) -> anyhow::Result<Vec<Theme>> {
    let first = Theme::load(name.unwrap_or(DEFAULT_THEME), paths::themes_dir().as_deref())?;
    let others = theme::NAMES.iter().filter(|name| **name != first.name).map(|name| Theme::builtin(name));
    let all = std::iter::once(Ok(first.clone())).chain(others);
    all.map(|theme| theme.map(|theme| as_shown(&theme))).collect()
}

fn as_shown(theme: &Theme) -> Theme {
    let value = |name| std::env::var(name).ok();
    // The rule of no-color.org: present and not empty.
    if value("NO_COLOR").is_some_and(|value| !value.is_empty()) {
        return theme.without_colours();
    }
    theme.for_depth(Depth::detect(value("COLORTERM").as_deref(), value("TERM").as_deref()))
}
