//! `kanbao list`: the posts of archives, as columns for people or as JSON for scripts.
//! Sorting and matching are the library's and the query's.

use std::io::Write;
use std::ops::ControlFlow;
use std::path::PathBuf;

use anyhow::Context;
use serde::Serialize;

use crate::archive::{self, Archive, Show};
use crate::library::{Library, PostView, RootId, SortKey};
use crate::query::{Filter, Query};
use crate::text::width;

/// Columns of a date.
const DATE: usize = "2022-01-07".len();
/// Most columns of the categories.
const CATEGORIES: usize = 24;

/// List the posts of archives
#[derive(Debug, Default, clap::Args)]
pub struct ListArgs {
    /// Folders or posts; without any, the posts here
    #[arg(value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    /// Only posts that match: words in titles, tag:NAME, cat:NAME, -WORD
    #[arg(short, long, value_name = "QUERY", allow_hyphen_values = true)]
    pub query: Option<String>,
    /// Print one JSON object a line
    #[arg(long)]
    pub json: bool,
    /// Print at most N posts
    #[arg(long, value_name = "N")]
    pub limit: Option<usize>,
    /// Sort by newest, oldest, title, path or category
    #[arg(long, value_name = "KEY", default_value_t)]
    pub sort: SortKey,
    /// List drafts too
    #[arg(long)]
    pub drafts: bool,
    /// List posts with `published: false` too
    #[arg(long)]
    pub unpublished: bool,
    /// List posts dated in the future too
    #[arg(long)]
    pub future: bool,
}

/// A post as scripts see it.
#[derive(Debug, Serialize)]
struct Listed<'a> {
    path: &'a str,
    title: &'a str,
    date: Option<String>,
    categories: Vec<&'a str>,
    tags: Vec<&'a str>,
    source: Option<&'a str>,
    read: bool,
    starred: bool,
}

impl<'a> Listed<'a> {
    fn new(view: &PostView<'a>) -> Self {
        Self {
            path: view.path,
            title: view.title,
            date: view.date.map(|date| date.rfc3339()),
            categories: view.categories().map(|(_, name)| name).collect(),
            tags: view.tags().map(|(_, name)| name).collect(),
            source: view.source,
            read: false,
            starred: false,
        }
    }
}

/// Prints the list; false when it is empty.
///
/// # Errors
/// A path that cannot be opened, a query that cannot be read, or an output that is closed.
pub fn run(args: &ListArgs, out: &mut dyn Write) -> anyhow::Result<bool> {
    let query = Query::parse(args.query.as_deref().unwrap_or_default()).context("cannot read the query")?;
    let show = Show { drafts: args.drafts, unpublished: args.unpublished, future: args.future };
    let library = load(&args.paths, &show)?;
    let filter = Filter { query, ..Filter::default() };
    let mut posts = filter.apply(&library, &library.order(args.sort));
    posts.truncate(args.limit.unwrap_or(usize::MAX));
    let views: Vec<_> = posts.iter().map(|&id| library.get(id)).collect();
    if args.json {
        for view in &views {
            writeln!(out, "{}", serde_json::to_string(&Listed::new(view))?)?;
        }
    } else {
        columns(&views, out)?;
    }
    Ok(!views.is_empty())
}

fn load(paths: &[PathBuf], show: &Show) -> anyhow::Result<Library> {
    let mut library = Library::default();
    for (number, archive) in open(paths)?.iter().enumerate() {
        let root = RootId(u16::try_from(number).context("too many archives")?);
        archive.load(show, &mut |batch| {
            for post in &batch.posts {
                library.push(root, post);
            }
            ControlFlow::Continue(())
        });
    }
    Ok(library)
}

/// The archives that are named, else the one around the current folder.
pub(super) fn open(paths: &[PathBuf]) -> anyhow::Result<Vec<Archive>> {
    if !paths.is_empty() {
        return paths.iter().map(|path| Archive::open(path)).collect();
    }
    let here = std::env::current_dir().context("cannot tell where this is")?;
    let found = archive::find_here(&here).context("no posts here; name the folder of an archive")?;
    Ok(vec![Archive::open(&found)?])
}

/// Date, categories, title, tags. Titles are never cut, so they stand behind what is aligned.
fn columns(views: &[PostView<'_>], out: &mut dyn Write) -> anyhow::Result<()> {
    let categories: Vec<_> = views.iter().map(|view| names(view)).collect();
    let widest = categories.iter().map(|text| width::columns(text)).max().unwrap_or(0).min(CATEGORIES);
    for (view, categories) in views.iter().zip(&categories) {
        let date = view.date.map(|date| date.day()).unwrap_or_default();
        write!(out, "{}  ", width::fit(&date, DATE))?;
        if widest > 0 {
            write!(out, "{}  ", width::fit(categories, widest))?;
        }
        write!(out, "{}", view.title)?;
        for (_, tag) in view.tags() {
            write!(out, "  #{tag}")?;
        }
        writeln!(out)?;
    }
    Ok(())
}

fn names(view: &PostView<'_>) -> String {
    view.categories().map(|(_, name)| name).collect::<Vec<_>>().join(" ")
}
