//! `kanbao list`: the posts of archives, as columns for people or JSON for scripts.

use std::io::Write;
use std::path::PathBuf;

use serde::Serialize;

use crate::library::{FacetKind, Library, PostId, PostView, SortKey};
use crate::query::{Engine, Filter, Known};
use crate::text::width;

use super::marks::{self, Said};
use super::{known, posts, query};

/// Columns of the date.
pub(super) const DATE: usize = 10;
/// Columns of the title.
const TITLE: usize = 60;

/// List the posts, for people or as JSON for scripts
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Folders or posts; without any, the posts here
    #[arg(value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    /// Only posts that match, in the language of queries (see `?` in the reader)
    #[arg(short, long, value_name = "QUERY", allow_hyphen_values = true)]
    pub query: Option<String>,
    /// Names that the list is narrowed to.
    #[command(flatten)]
    pub named: posts::Named,
    /// One JSON object a line
    #[arg(long)]
    pub json: bool,
    /// At most so many posts
    #[arg(long, value_name = "N")]
    pub limit: Option<usize>,
    /// newest, oldest, title, path or category
    #[arg(long, value_name = "KEY", default_value_t = SortKey::Newest)]
    pub sort: SortKey,
    /// Posts beyond the default list.
    #[command(flatten)]
    pub beyond: posts::Beyond,
}

/// A listed post. The names are the interface of scripts.
#[derive(Serialize)]
pub(super) struct Row<'a> {
    path: &'a str,
    title: &'a str,
    date: Option<String>,
    categories: Vec<&'a str>,
    tags: Vec<&'a str>,
    source: Option<String>,
    read: bool,
    starred: bool,
}

/// The posts that pass a filter, as the list prints them; `known` is what the library does not
/// know of them.
pub fn matching(filter: &Filter, library: &Library, known: &Known, sort: SortKey) -> Vec<PostId> {
    Engine::default().run(filter, library, &known.evidence(), &library.order(sort)).posts
}

/// Prints the list; whether there was anything in it.
///
/// # Errors
/// When an archive cannot be opened, the query is malformed, or printing fails.
pub fn run(args: &Args, out: &mut dyn Write) -> anyhow::Result<bool> {
    let query = query::read(args.query.as_deref().unwrap_or_default())?;
    let archives = posts::open(&args.paths, None)?;
    let library = &posts::kept(&archives, args.beyond.show());
    let categories = posts::named(library, FacetKind::Category, &args.named.categories)?;
    let tags = posts::named(library, FacetKind::Tag, &args.named.tags)?;
    let mut filter = Filter { query, ..Filter::default() };
    (filter.categories.included, filter.tags.included) = (categories, tags);
    let wanted = args.json || known::asks_marks(&filter.query);
    let told = if wanted { marks::said(&archives, library) } else { Vec::new() };
    let known = known::of(&filter.query, &archives, library, &told)?;
    let ids = matching(&filter, library, &known, args.sort);
    let shown = &ids[..args.limit.unwrap_or(ids.len()).min(ids.len())];
    for &id in shown {
        let post = library.get(id);
        let said = told.get(usize::from(post.root.0)).map(|told| told.at(post.path)).unwrap_or_default();
        if args.json { json(&post, said, out)? } else { columns(&post, out)? }
    }
    Ok(!shown.is_empty())
}

impl<'a> Row<'a> {
    /// The row of a post.
    pub(super) fn of(post: &PostView<'a>) -> Self {
        Self {
            path: post.path,
            title: post.title,
            date: post.date.map(|date| date.rfc3339()),
            categories: post.categories().map(|(_, name)| name).collect(),
            tags: post.tags().map(|(_, name)| name).collect(),
            source: post.source(),
            read: false,
            starred: false,
        }
    }

    /// The same with what is said of it.
    fn with(self, said: Said) -> Self {
        Self { read: said.read, starred: said.starred, ..self }
    }
}

fn json(post: &PostView<'_>, said: Said, out: &mut dyn Write) -> anyhow::Result<()> {
    Ok(writeln!(out, "{}", serde_json::to_string(&Row::of(post).with(said))?)?)
}

fn columns(post: &PostView<'_>, out: &mut dyn Write) -> anyhow::Result<()> {
    let date = width::fit(&post.date.map(|date| date.day()).unwrap_or_default(), DATE);
    let names: Vec<&str> = post.categories().chain(post.tags()).map(|(_, name)| name).collect();
    let line = format!("{date}  {}  {}", width::fit(post.title, TITLE), names.join(" "));
    Ok(writeln!(out, "{}", line.trim_end())?)
}
