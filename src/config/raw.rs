//! The config file as it is written: every key may be left out, an unknown one is an error.
//! What the keys mean together is [`super::Config`]'s business.

use std::path::PathBuf;

use serde::de::Error;
use serde::{Deserialize, Deserializer, Serialize};

use super::searches::{self, RawSearch};
use super::{Ambiguous, Tongue, paths};
use crate::article::MEASURES;
use crate::article::layout::Paragraphs;
use crate::state::ReadAfter;
use crate::text::nearest;
use crate::yaml;

/// The whole file.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct Raw {
    pub(super) theme: Option<String>,
    pub(super) lang: Option<Tongue>,
    pub(super) mouse: Option<bool>,
    pub(super) ambiguous: Option<Ambiguous>,
    #[serde(deserialize_with = "archive")]
    pub(super) archive: Option<PathBuf>,
    pub(super) browser: Option<String>,
    pub(super) reading: Option<RawReading>,
    #[serde(deserialize_with = "searches::list")]
    pub(super) searches: Option<Vec<RawSearch>>,
}

/// How articles are set.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct RawReading {
    #[serde(deserialize_with = "measure")]
    pub(super) measure: Option<u16>,
    pub(super) paragraphs: Option<RawParagraphs>,
    pub(super) justify: Option<bool>,
    pub(super) hanging: Option<bool>,
    pub(super) spacing: Option<bool>,
    pub(super) link_numbers: Option<bool>,
    pub(super) read_after: Option<RawReadAfter>,
    pub(super) unread: Option<RawUnread>,
}

/// [`ReadAfter`] as it is written: a number of seconds, or a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize)]
#[serde(untagged, expecting = "write a number of seconds, end or never")]
pub(super) enum RawReadAfter {
    Seconds(u16),
    Word(ReadWord),
}

/// The words for [`ReadAfter`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum ReadWord {
    End,
    Never,
}

/// What is unread when an archive is opened for the first time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum RawUnread {
    New,
    All,
}

impl From<RawReadAfter> for ReadAfter {
    fn from(raw: RawReadAfter) -> Self {
        match raw {
            RawReadAfter::Seconds(seconds) => Self::Seconds(seconds),
            RawReadAfter::Word(ReadWord::End) => Self::End,
            RawReadAfter::Word(ReadWord::Never) => Self::Never,
        }
    }
}

impl From<ReadAfter> for RawReadAfter {
    fn from(after: ReadAfter) -> Self {
        match after {
            ReadAfter::Seconds(seconds) => Self::Seconds(seconds),
            ReadAfter::End => Self::Word(ReadWord::End),
            ReadAfter::Never => Self::Word(ReadWord::Never),
        }
    }
}

/// [`Paragraphs`] by their names in the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum RawParagraphs {
    Auto,
    Indent,
    Blank,
}

impl From<RawParagraphs> for Paragraphs {
    fn from(raw: RawParagraphs) -> Self {
        match raw {
            RawParagraphs::Auto => Self::Auto,
            RawParagraphs::Indent => Self::Indent,
            RawParagraphs::Blank => Self::Blank,
        }
    }
}

impl From<Paragraphs> for RawParagraphs {
    fn from(paragraphs: Paragraphs) -> Self {
        match paragraphs {
            Paragraphs::Auto => Self::Auto,
            Paragraphs::Indent => Self::Indent,
            Paragraphs::Blank => Self::Blank,
        }
    }
}

/// Reads the text of a config file; `file` is how errors call it. A file without any key is
/// one in which every key is left out.
///
/// # Errors
/// `file:line: key: what is wrong and what to write`.
pub(super) fn read(text: &str, file: &str) -> anyhow::Result<Raw> {
    let read = yaml::read(text, file, std::marker::PhantomData::<Option<Raw>>);
    read.map(Option::unwrap_or_default).map_err(|error| anyhow::anyhow!(advised(&error.to_string())))
}

/// The message of the parser with what to write in place of the mistake.
pub(super) fn advised(message: &str) -> String {
    let mut words = message.split('`').skip(1).step_by(2);
    let advice = if message.contains("unknown field") || message.contains("unknown variant") {
        words.next().map(|wrong| nearest::hint(wrong, words)).unwrap_or_default()
    } else if message.ends_with("expected a boolean") {
        "; write true or false".to_owned()
    } else {
        String::new()
    };
    message.replace("unknown field", "unknown key").replace("unknown variant", "unknown value") + &advice
}

fn measure<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<u16>, D::Error> {
    let measure = Option::<u16>::deserialize(deserializer)?;
    match measure.filter(|measure| !MEASURES.contains(measure)) {
        Some(measure) => Err(D::Error::custom(format!(
            "measure: {measure} columns; write a number from {} to {}",
            MEASURES.start(),
            MEASURES.end()
        ))),
        None => Ok(measure),
    }
}

fn archive<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<PathBuf>, D::Error> {
    let Some(path) = Option::<PathBuf>::deserialize(deserializer)? else { return Ok(None) };
    let absolute = paths::expanded(&path).filter(|path| path.is_absolute());
    let wrong = || format!("archive: {}: write a path that begins with / or ~/", path.display());
    absolute.map(Some).ok_or_else(|| D::Error::custom(wrong()))
}
