//! `kanbao [PATH]…`: opens the archives and hands them to the reader in the terminal. Where
//! there is no terminal to read in, the list is printed.

use std::ffi::OsString;
use std::io::IsTerminal;
use std::path::PathBuf;

use anyhow::bail;

use crate::app::message::QUERIES;
use crate::app::resume::{Given, Resume};
use crate::app::{App, RootInfo, Setup};
use crate::archive::Archive;
use crate::config::{Ambiguous, Config, paths};
use crate::keys::Keymap;
use crate::library::{RootId, SortKey};
use crate::locale::Lang;
use crate::locale::words::fill;
use crate::terminal::queries::Queries;
use crate::terminal::{self, Ended, Folders, Loading, Options};
use crate::theme::{self, Depth, Theme};

use super::{list, output, posts, query};

/// The reader's arguments.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Folders or posts to read; without any, the posts here
    #[arg(value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    /// Start with the list narrowed to these words
    #[arg(short, long, value_name = "QUERY", allow_hyphen_values = true)]
    pub query: Option<String>,
    /// Names that the list is narrowed to.
    #[command(flatten)]
    pub named: posts::Named,
    /// Posts beyond the default list.
    #[command(flatten)]
    pub beyond: posts::Beyond,
    /// A theme's name, or the path of a theme file (see `kanbao themes`)
    #[arg(long, value_name = "NAME")]
    pub theme: Option<String>,
    /// Language of the interface
    #[arg(long, value_name = "zh|en", value_parser = lang)]
    pub lang: Option<Lang>,
    /// Columns of characters of ambiguous width such as “ ” … —; auto asks the terminal
    #[arg(long, value_name = "auto|narrow|wide", value_parser = posts::ambiguous)]
    pub ambiguous: Option<Ambiguous>,
    /// Take the mouse wheel from the terminal; it then selects text only with Shift
    #[arg(long)]
    pub mouse: bool,
    /// Start anew, not where the archive was left; marks and places in articles stay
    #[arg(long)]
    pub fresh: bool,
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
    let archives = posts::open(&args.paths, args.lang)?;
    if let Some(why) = terminal::refusal() {
        bail!("{why}; `kanbao list` prints the posts without one");
    }
    // While all else is made ready.
    let folders = Folders { cache: paths::cache_dir(), state: paths::state_dir() };
    let loading = Loading::start(archives, args.beyond.show(), folders)?;
    let archives = loading.archives();
    let config = Config::load()?;
    let themes = themes(args.theme.as_deref().unwrap_or(&config.theme))?;
    let lang = args.lang.unwrap_or_else(|| config.lang.lang());
    let ruler = args.ambiguous.unwrap_or(config.ambiguous).ruler();
    let queries = Queries { file: paths::queries_file(), most: QUERIES };
    let former = queries.load();
    let options = Options {
        queries,
        lang,
        mouse: args.mouse || config.mouse,
        ruler,
        link_numbers: config.link_numbers,
        cache: paths::cache_dir(),
        browser: config.browser.map(OsString::from).or_else(|| std::env::var_os("BROWSER")),
    };
    let (columns, rows) = terminal::size()?;
    let app = App::new(Setup {
        lang,
        roots: archives.iter().map(|archive| RootInfo { name: archive.name.clone() }).collect(),
        keymap: Keymap::builtin(),
        query: args.query.clone(),
        queries: former,
        tags: args.named.tags.clone(),
        categories: args.named.categories.clone(),
        searches: config.searches,
        now: query::now(),
        columns,
        rows,
        setting: config.setting,
        measure: config.measure,
        link_numbers: config.link_numbers,
        read_after: config.read_after,
        all_unread: config.all_unread,
        ruler: ruler.unwrap_or_default(),
        open: only(archives),
        resume: resume(archives, args.fresh),
        given: Given {
            narrowing: args.query.is_some()
                || !args.named.tags.is_empty()
                || !args.named.categories.is_empty(),
            theme: args.theme.is_some(),
        },
        themes: themes.iter().map(|theme| theme.name.clone()).collect(),
    });
    Ok(told(terminal::run(loading, options, app, themes)?, lang))
}

/// Says what of a session is lost; the exit code.
fn told(ended: Ended, lang: Lang) -> u8 {
    if ended.unkept > 0 {
        output::warn(&fill(lang.words().not_kept_at_end, &[&ended.unkept.to_string()]));
    }
    ended.code
}

/// What becomes of the sessions of archives.
fn resume(archives: &[Archive], fresh: bool) -> Resume {
    if !archives.iter().all(Archive::is_whole) {
        Resume::Never
    } else if fresh {
        Resume::Fresh
    } else {
        Resume::Restore
    }
}

/// The post that was named and nothing else: it is opened at once.
fn only(archives: &[Archive]) -> Option<(RootId, String)> {
    match archives {
        [archive] => archive.only().map(|path| (RootId(0), path.to_owned())),
        _ => None,
    }
}

/// Where there is no terminal to read in, the posts are printed.
fn list(args: &Args) -> anyhow::Result<u8> {
    let list = list::Args {
        paths: args.paths.clone(),
        query: args.query.clone(),
        named: args.named.clone(),
        json: false,
        limit: None,
        sort: SortKey::Newest,
        beyond: args.beyond,
    };
    let mut out = std::io::stdout().lock();
    Ok(u8::from(!list::run(&list, &mut out)?))
}

/// The theme asked for, and the built-in ones behind it, as this terminal can show them.
fn themes(name: &str) -> anyhow::Result<Vec<Theme>> {
    let first = Theme::load(name, paths::themes_dir().as_deref())?;
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
