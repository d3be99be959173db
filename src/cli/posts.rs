//! What the subcommands that walk archives share: which paths are meant, and loading them
//! whole into a library. Printing is each subcommand's own.

use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use anyhow::Context;

use crate::archive::{self, Archive, Show};
use crate::config::{Ambiguous, Config, paths};
use crate::library::{FacetId, FacetKind, Library, RootId};
use crate::locale::Lang;
use crate::post::Problem;
use crate::terminal::listing::{Part, Wanted};
use crate::text::nearest;

/// Which posts are wanted beyond the default list.
#[derive(Debug, Clone, Copy, clap::Args)]
pub struct Beyond {
    /// Show drafts too
    #[arg(long)]
    pub drafts: bool,
    /// Show posts with `published: false` too
    #[arg(long)]
    pub unpublished: bool,
    /// Show posts dated in the future too
    #[arg(long)]
    pub future: bool,
}

impl Beyond {
    /// The same for the archive.
    pub fn show(self) -> Show {
        Show { drafts: self.drafts, unpublished: self.unpublished, future: self.future }
    }
}

/// Which categories and tags are wanted.
#[derive(Debug, Clone, Default, clap::Args)]
pub struct Named {
    /// Only posts with this tag; of several, with all of them
    #[arg(long = "tag", value_name = "NAME")]
    pub tags: Vec<String>,
    /// Only posts of this category; of several, of any of them
    #[arg(long = "category", value_name = "NAME")]
    pub categories: Vec<String>,
}

/// The categories or tags of these names.
///
/// # Errors
/// The name that no post has, and the one nearest to it.
pub fn named(library: &Library, kind: FacetKind, names: &[String]) -> anyhow::Result<Vec<FacetId>> {
    let known = || library.facets(kind).map(|(_, name)| name);
    let find = |name: &String| {
        let what = if kind == FacetKind::Tag { "tag" } else { "category" };
        let unknown = || format!("no post has the {what} {name:?}{}", nearest::hint(name, known()));
        library.facet_called(kind, name).with_context(unknown)
    };
    names.iter().map(find).collect()
}

/// How wide characters of ambiguous width are, by name.
///
/// # Errors
/// The names there are.
pub fn ambiguous(name: &str) -> Result<Ambiguous, String> {
    let found = Ambiguous::ALL.iter().find(|(_, known)| *known == name);
    found.map(|(it, _)| *it).ok_or_else(|| "auto, narrow or wide".to_owned())
}

/// Everything that was loaded.
pub struct Loaded {
    /// The posts of all archives.
    pub library: Library,
    /// Their problems, in the order of paths.
    pub problems: Vec<Problem>,
}

/// The archives at the paths that were named, else the one here, else the configured one.
/// Where there is none, that is said in this language, else in the configured one.
///
/// # Errors
/// When there is nothing to read, or an archive cannot be opened.
pub fn open(named: &[PathBuf], lang: Option<Lang>) -> anyhow::Result<Vec<Archive>> {
    if !named.is_empty() {
        return named.iter().map(|path| Archive::open(path)).collect();
    }
    let here = std::env::current_dir().context("cannot tell where this is")?;
    if let Some(found) = archive::find_here(&here) {
        return Ok(vec![Archive::open(&found)?]);
    }
    let config = Config::load()?;
    let nothing = || lang.unwrap_or_else(|| config.lang.lang()).words().nothing_here;
    let configured = config.archive.with_context(nothing)?;
    let context = || format!("no posts here, and the archive of the config file is {}", configured.display());
    Ok(vec![Archive::open(&configured).with_context(context)?])
}

/// Loads archives whole.
pub fn load(archives: &[Archive], show: Show) -> Loaded {
    let mut loaded = Loaded { library: Library::default(), problems: Vec::new() };
    for (root, archive) in (0..).map(RootId).zip(archives) {
        archive.load_as(&show, &|batch| Part::of(root, batch), &mut |handed| {
            for part in handed.parts {
                loaded.library.extend(&part.library);
                loaded.problems.extend(part.problems);
            }
            ControlFlow::Continue(())
        });
    }
    loaded.problems.sort_by(|one, other| (&one.path, one.line).cmp(&(&other.path, other.line)));
    loaded
}

/// The lists of archives as the files are now, from what was kept of them as far as that is
/// still true; the rest is read, and kept for the next time.
pub fn kept(archives: &[Archive], show: Show) -> Library {
    let cache = paths::cache_dir();
    let mut library = Library::default();
    for (root, archive) in (0..).map(RootId).zip(archives) {
        let mut wanted = Wanted::new(archive, root, show, cache.as_deref());
        library.append(wanted.renew(&mut |_| ControlFlow::Continue(())).library);
    }
    library
}

/// The post at a path, with the archive that it stands in.
///
/// # Errors
/// When there is no such file, or it is a folder.
pub fn single(path: &Path) -> anyhow::Result<(Archive, String)> {
    let archive = Archive::open(path)?;
    let below = archive.only().map(str::to_owned);
    let below = below.with_context(|| format!("{} is a folder; name a post", path.display()))?;
    Ok((archive, below))
}
