//! `kanbao index`: builds or refreshes what is kept to search archives fast.

use std::io::Write;
use std::path::PathBuf;

use crate::archive::Archive;
use crate::locale::Lang;
use crate::text::sanitize;

use super::{posts, texts};

/// Build or refresh what is kept to search archives fast
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Folders; without any, the posts here
    #[arg(value_name = "PATH")]
    pub paths: Vec<PathBuf>,
}

/// Refreshes the packs of the archives, and says what there is now.
///
/// # Errors
/// When an archive cannot be opened, its texts cannot be kept, or printing fails.
pub fn run(args: &Args, out: &mut dyn Write) -> anyhow::Result<bool> {
    let lang = Lang::from_env();
    for archive in posts::open(&args.paths, None)? {
        index(&archive, lang, out)?;
    }
    Ok(true)
}

fn index(archive: &Archive, lang: Lang, out: &mut dyn Write) -> anyhow::Result<()> {
    let name = &archive.name;
    let Some(store) = texts::store(archive, lang) else {
        anyhow::ensure!(archive.only().is_some(), "there is no folder to keep the texts in");
        return Ok(writeln!(out, "{name}: a single post is read when it is searched")?);
    };
    if store.verify() {
        writeln!(out, "{name}: what was kept was damaged; it is made again")?;
    }
    let texts = texts::open(archive, Some(&store), &texts::render(lang));
    if let Some(trouble) = &texts.trouble {
        anyhow::bail!("{name}: the texts cannot be kept: {}", sanitize::line(trouble));
    }
    let (posts, megabytes) = (texts.len(), store.bytes().div_ceil(1_000_000));
    Ok(writeln!(out, "{name}: {posts} posts, {megabytes} MB")?)
}
