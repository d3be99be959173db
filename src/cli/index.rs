//! `kanbao index`: builds or refreshes what is kept to open and to search archives fast.

use std::io::Write;
use std::ops::ControlFlow;
use std::path::PathBuf;

use crate::archive::{Archive, Show};
use crate::config::paths;
use crate::library::RootId;
use crate::locale::Lang;
use crate::terminal::listing::Wanted;
use crate::text::sanitize;

use super::cache::Bytes;
use super::progress::Progress;
use super::{posts, texts};

/// Build or refresh what is kept to open and to search archives fast
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Folders; without any, the posts here
    #[arg(value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    /// Only the list, not the texts
    #[arg(long)]
    pub list: bool,
}

/// Refreshes the lists and the texts of the archives, and says what there is now.
///
/// # Errors
/// When an archive cannot be opened, something cannot be kept, or printing fails.
pub fn run(args: &Args, out: &mut dyn Write) -> anyhow::Result<bool> {
    let lang = Lang::from_env();
    for archive in posts::open(&args.paths, None)? {
        if archive.only().is_some() {
            writeln!(out, "{}: a single post is read when it is searched", archive.name)?;
            continue;
        }
        list(&archive, out)?;
        if !args.list {
            index(&archive, lang, out)?;
        }
    }
    Ok(true)
}

/// Refreshes the list.
fn list(archive: &Archive, out: &mut dyn Write) -> anyhow::Result<()> {
    let name = &archive.name;
    let cache = paths::cache_dir();
    anyhow::ensure!(cache.is_some(), "there is no folder to keep the list in");
    let mut wanted = Wanted::new(archive, RootId(0), Show::default(), cache.as_deref());
    let (mut progress, mut read, mut all) = (Progress::new(), 0, None);
    let listed = wanted.renew(&mut |news| {
        let tabled: usize = news.parts.iter().map(|part| part.len()).sum();
        read += tabled + news.posts.len() + news.changed.len();
        all = news.files.or(all);
        match all {
            Some(all) => progress.show(read, all),
            None => progress.count(read),
        }
        ControlFlow::Continue(())
    });
    drop(progress);
    if let Some(trouble) = &listed.trouble {
        anyhow::bail!("{name}: the list cannot be kept: {}", sanitize::line(trouble));
    }
    Ok(writeln!(out, "{name}: {} posts listed, {}", listed.library.len(), Bytes(wanted.bytes()))?)
}

fn index(archive: &Archive, lang: Lang, out: &mut dyn Write) -> anyhow::Result<()> {
    let name = &archive.name;
    let Some(store) = texts::store(archive, lang) else {
        anyhow::bail!("there is no folder to keep the texts in");
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
