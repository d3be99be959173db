//! What the user has configured: `config.yaml`, over the defaults of the embedded
//! `default.yaml`, which is the only place where a default is stated. What a flag changes is
//! the command line's business.
//!
//! - [`paths`]: the folders and the file
//! - `raw`: the file as it is written
//! - [`searches`]: saved searches, and those that the program keeps itself

pub mod paths;
mod raw;
pub mod searches;

use std::fmt;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::Context;
use serde::{Deserialize, Serialize};

use crate::article::Setting;
use crate::locale::Lang;
use crate::query::saved::Saved;
use crate::state::ReadAfter;
use crate::text::sanitize;
use crate::text::width::Ruler;
use raw::{Raw, RawReading, RawUnread};
use searches::RawSearch;

/// The commented defaults, which are also what `kanbao config init` writes.
pub const DEFAULT: &str = include_str!("default.yaml");

/// A larger file is no config file.
const MAX_BYTES: u64 = 256 * 1024;

/// What the user has configured.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Config {
    /// A theme's name, or the path of a theme file.
    pub theme: String,
    /// Language of the interface.
    pub lang: Tongue,
    /// Take the mouse wheel from the terminal.
    pub mouse: bool,
    /// How wide the terminal draws characters of ambiguous width.
    pub ambiguous: Ambiguous,
    /// What is opened where nothing is named and there are no posts here; an absolute path.
    pub archive: Option<PathBuf>,
    /// What opens links, in the notation of `$BROWSER`.
    pub browser: Option<String>,
    /// The saved searches: those of the file, then the program's own.
    pub searches: Vec<Saved>,
    /// How articles are set.
    pub setting: Setting,
    /// The longest line of text, in columns.
    pub measure: u16,
    /// Links have a number behind them, and stand in a list at the end.
    pub link_numbers: bool,
    /// When a post counts as read by itself.
    pub read_after: ReadAfter,
    /// Posts that were there when their archive was first opened are unread too.
    pub all_unread: bool,
}

/// Language of the interface.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Tongue {
    /// What the environment asks for.
    Auto,
    /// Chinese.
    Zh,
    /// English.
    En,
}

impl Tongue {
    /// The language that this means here and now.
    pub fn lang(self) -> Lang {
        match self {
            Self::Auto => Lang::from_env(),
            Self::Zh => Lang::Zh,
            Self::En => Lang::En,
        }
    }
}

/// How wide a terminal draws characters of ambiguous width (UAX #11).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Ambiguous {
    /// As it says itself when it is asked.
    Auto,
    /// One column.
    Narrow,
    /// Two columns.
    Wide,
}

impl Ambiguous {
    /// All of them, with their names.
    pub const ALL: [(Self, &'static str); 3] =
        [(Self::Auto, "auto"), (Self::Narrow, "narrow"), (Self::Wide, "wide")];

    /// The measure; None where the terminal is to be asked.
    pub fn ruler(self) -> Option<Ruler> {
        match self {
            Self::Auto => None,
            Self::Narrow => Some(Ruler::Narrow),
            Self::Wide => Some(Ruler::Wide),
        }
    }
}

/// A config file that cannot be used: the program says where and what to do, and does nothing.
#[derive(Debug)]
pub struct Broken(String);

impl fmt::Display for Broken {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.0)
    }
}

impl std::error::Error for Broken {}

impl Config {
    /// The user's config; the defaults where there is none.
    ///
    /// # Errors
    /// [`Broken`]: the file and line, what is wrong there, and what to write.
    pub fn load() -> anyhow::Result<Self> {
        let named = paths::named_config_file();
        let Some(file) = named.clone().or_else(paths::config_file) else { return Self::builtin() };
        let loaded = read(&file, named.is_some()).and_then(|text| match text {
            Some(text) => Self::of(&text, &shown(&file)),
            None => Self::builtin(),
        });
        let whole = loaded.and_then(|config| Ok(config.with(searches::own()?)));
        whole.map_err(|error| Broken(format!("{error:#}")).into())
    }

    /// With the program's own saved searches. A name that the user took over into the config
    /// file means what stands there.
    fn with(mut self, own: Vec<Saved>) -> Self {
        for saved in own {
            if self.searches.iter().all(|other| other.name != saved.name) {
                self.searches.push(saved);
            }
        }
        self
    }

    /// The embedded defaults.
    ///
    /// # Errors
    /// Never, unless the program was built from a broken file.
    pub fn builtin() -> anyhow::Result<Self> {
        Self::of("", "default.yaml")
    }

    fn of(text: &str, file: &str) -> anyhow::Result<Self> {
        let (own, default) = (raw::read(text, file)?, raw::read(&uncommented(DEFAULT), "default.yaml")?);
        Self::resolve(own, default).context("default.yaml leaves a key out")
    }

    /// What is configured, else the default.
    fn resolve(own: Raw, default: Raw) -> Option<Self> {
        let (reading, usual) = (own.reading.unwrap_or_default(), default.reading?);
        let searches = own.searches.or(default.searches).unwrap_or_default();
        let setting = Setting {
            paragraphs: reading.paragraphs.or(usual.paragraphs)?.into(),
            justify: reading.justify.or(usual.justify)?,
            hanging: reading.hanging.or(usual.hanging)?,
            spacing: reading.spacing.or(usual.spacing)?,
            ..Setting::default()
        };
        Some(Self {
            theme: own.theme.or(default.theme)?,
            lang: own.lang.or(default.lang)?,
            mouse: own.mouse.or(default.mouse)?,
            ambiguous: own.ambiguous.or(default.ambiguous)?,
            archive: own.archive.or(default.archive),
            browser: own.browser.or(default.browser),
            searches: searches.into_iter().map(|raw| raw.saved(false)).collect(),
            setting,
            measure: reading.measure.or(usual.measure)?,
            link_numbers: reading.link_numbers.or(usual.link_numbers)?,
            read_after: reading.read_after.or(usual.read_after)?.into(),
            all_unread: reading.unread.or(usual.unread)? == RawUnread::All,
        })
    }

    /// The config in the notation of the file, without comments.
    ///
    /// # Errors
    /// Where a path cannot be written as text.
    pub fn to_yaml(&self) -> anyhow::Result<String> {
        let reading = RawReading {
            measure: Some(self.measure),
            paragraphs: Some(self.setting.paragraphs.into()),
            justify: Some(self.setting.justify),
            hanging: Some(self.setting.hanging),
            spacing: Some(self.setting.spacing),
            link_numbers: Some(self.link_numbers),
            read_after: Some(self.read_after.into()),
            unread: Some(if self.all_unread { RawUnread::All } else { RawUnread::New }),
        };
        let theirs = self.searches.iter().filter(|saved| !saved.own);
        let raw = Raw {
            theme: Some(self.theme.clone()),
            lang: Some(self.lang),
            mouse: Some(self.mouse),
            ambiguous: Some(self.ambiguous),
            archive: self.archive.clone(),
            browser: self.browser.clone(),
            reading: Some(reading),
            searches: Some(theirs.map(RawSearch::of).collect()),
        };
        Ok(serde_yaml::to_string(&raw)?)
    }
}

/// A YAML text without its lines of comment. The defaults are read at every start, and most
/// of that time would go into their comments.
fn uncommented(text: &str) -> String {
    text.lines().filter(|line| !line.trim_start().starts_with('#')).flat_map(|line| [line, "\n"]).collect()
}

/// The text of the file; None where there is none, unless it `must` be there.
fn read(file: &Path, must: bool) -> anyhow::Result<Option<String>> {
    let context = || format!("cannot read the config file {}", shown(file));
    let about = match fs::metadata(file) {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound && !must => return Ok(None),
        about => about.with_context(context)?,
    };
    if !about.is_file() {
        anyhow::bail!("{}: it is no regular file", context());
    }
    if about.len() > MAX_BYTES {
        anyhow::bail!("{}: it is larger than {} KiB", context(), MAX_BYTES / 1024);
    }
    Ok(Some(fs::read_to_string(file).with_context(context)?))
}

/// A path as people are shown it.
fn shown(path: &Path) -> String {
    sanitize::line(&path.to_string_lossy()).into_owned()
}

/// Writes the commented defaults; returns where.
///
/// # Errors
/// When there is such a file already, or it cannot be written.
pub fn init() -> anyhow::Result<PathBuf> {
    let file = paths::named_config_file().or_else(paths::config_file).context(paths::NO_HOME)?;
    let context = || format!("cannot write {}", shown(&file));
    if let Some(folder) = file.parent() {
        fs::create_dir_all(folder).with_context(context)?;
    }
    let made = fs::OpenOptions::new().write(true).create_new(true).open(&file);
    let mut made = match made {
        Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => {
            anyhow::bail!("{} is there already; it is left as it is", shown(&file))
        }
        made => made.with_context(context)?,
    };
    std::io::Write::write_all(&mut made, DEFAULT.as_bytes()).with_context(context)?;
    Ok(file)
}

#[cfg(test)]
mod tests;
