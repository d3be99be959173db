//! `kanbao search`: the posts in whose texts all words stand, with what surrounds the first
//! place, as columns for people or JSON for scripts.

use std::collections::HashMap;
use std::io::{IsTerminal, Write};
use std::ops::ControlFlow;
use std::path::PathBuf;

use anyhow::Context;
use serde::Serialize;

use crate::archive::Archive;
use crate::archive::pack::bake::Render;
use crate::archive::pack::{Hit, Texts};
use crate::library::{Library, PostId, PostView, RootId, SortKey};
use crate::locale::Lang;
use crate::query::bodies::{Found, Snippet, Words};
use crate::text::width;

use super::progress::Progress;
use super::{list, posts, texts};

/// Columns of a snippet.
const SNIPPET: usize = 80;
/// Columns of the number of places.
const COUNT: usize = 4;
/// Snippets that are made before they are printed.
const PAGE: usize = 1024;

/// Search the texts of all posts
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Words that all stand in a post, "several in one" in quotation marks
    #[arg(value_name = "TEXT")]
    pub text: String,
    /// Folders or posts; without any, the posts here
    #[arg(value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    /// One JSON object a line
    #[arg(long)]
    pub json: bool,
    /// At most so many posts
    #[arg(long, value_name = "N")]
    pub limit: Option<usize>,
    /// The newest posts first, or those with the most places
    #[arg(long, value_name = "KEY", default_value = "newest")]
    pub sort: By,
    /// Posts beyond the default list.
    #[command(flatten)]
    pub beyond: posts::Beyond,
}

/// What comes first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum By {
    /// The newest post.
    Newest,
    /// The post with the most places.
    Count,
}

/// A post that was found. The names are the interface of scripts.
#[derive(Serialize)]
struct Row<'a> {
    #[serde(flatten)]
    post: list::Row<'a>,
    count: usize,
    snippet: &'a str,
}

/// An archive with what was found in it.
struct Searched {
    texts: Texts,
    hits: Vec<Hit<Found>>,
}

/// Prints what was found; whether anything was.
///
/// # Errors
/// When there is nothing to search for, an archive cannot be opened, or printing fails.
pub fn run(args: &Args, out: &mut dyn Write) -> anyhow::Result<bool> {
    let words = Words::parse(&args.text).context("there is nothing to search for: name a word")?;
    let archives = posts::open(&args.paths, None)?;
    let lang = Lang::from_env();
    let render = texts::render(lang);
    let (mut library, mut found) = (Library::default(), Vec::new());
    let mut searched = Vec::new();
    for (root, archive) in (0..).map(RootId).zip(&archives) {
        let here = search(archive, lang, &render, &words)?;
        load(archive, args, (root, &here), &mut library, &mut found);
        searched.push(here);
    }
    let mut order = library.order(SortKey::Newest);
    let hit = |id: PostId| {
        let (root, nth): (RootId, usize) = found[id.index()];
        &searched[usize::from(root.0)].hits[nth]
    };
    if args.sort == By::Count {
        order.sort_by_key(|&id| std::cmp::Reverse(hit(id).found.count));
    }
    order.truncate(args.limit.unwrap_or(order.len()));
    let print = Print { json: args.json, stress: !args.json && stresses() };
    for page in order.chunks(PAGE) {
        let snippets = snippets(page, &library, (&searched, &found), &words);
        for (&id, snippet) in page.iter().zip(&snippets) {
            print.post(&library.get(id), hit(id).found.count, snippet, out)?;
        }
    }
    Ok(!order.is_empty())
}

fn search(archive: &Archive, lang: Lang, render: &Render, words: &Words) -> anyhow::Result<Searched> {
    let store = texts::store(archive, lang);
    let texts = texts::open(archive, store.as_ref(), render);
    let mut progress = Progress::new();
    let look = |keys: &[u8], posts: &[std::ops::Range<usize>]| words.look(keys, posts);
    let hits =
        texts.search((archive, render), words.keys(), look, &mut |done, all| progress.show(done, all))?;
    Ok(Searched { texts, hits })
}

/// Loads the heads of what was found. Of each post in the library, its archive and the number
/// of its hit there go to `found`.
fn load(
    archive: &Archive,
    args: &Args,
    (root, searched): (RootId, &Searched),
    library: &mut Library,
    found: &mut Vec<(RootId, usize)>,
) {
    let paths: Vec<String> = searched.hits.iter().map(|hit| searched.texts.path(hit.post)).collect();
    let paths = paths.iter().map(String::as_str);
    let numbers: HashMap<&str, usize> = paths.clone().zip(0..).collect();
    archive.load_paths(&args.beyond.show(), paths, &mut |batch| {
        for post in &batch.posts {
            let Some(&nth) = numbers.get(post.path.as_str()) else { continue };
            library.push(root, post);
            found.push((root, nth));
        }
        ControlFlow::Continue(())
    });
}

/// The snippets of some posts, in the same order.
fn snippets(
    page: &[PostId],
    library: &Library,
    (searched, found): (&[Searched], &[(RootId, usize)]),
    words: &Words,
) -> Vec<Snippet> {
    let mut snippets = vec![Snippet::default(); page.len()];
    for (root, here) in (0..).map(RootId).zip(searched) {
        let of_root: Vec<usize> = (0..page.len()).filter(|&at| library.get(page[at]).root == root).collect();
        let hits: Vec<&Hit<Found>> =
            of_root.iter().map(|&at| &here.hits[found[page[at].index()].1]).collect();
        let made = here.texts.parts(&hits, |found| found.first, |part| words.snippet(part, SNIPPET));
        for (at, snippet) in of_root.into_iter().zip(made) {
            snippets[at] = snippet;
        }
    }
    snippets
}

/// Whether what was found is stressed.
fn stresses() -> bool {
    let no_color = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
    !no_color && std::io::stdout().is_terminal()
}

/// How posts are printed.
struct Print {
    json: bool,
    stress: bool,
}

impl Print {
    fn post(
        &self,
        post: &PostView<'_>,
        count: usize,
        snippet: &Snippet,
        out: &mut dyn Write,
    ) -> anyhow::Result<()> {
        if self.json {
            let row = Row { post: list::Row::of(post), count, snippet: &snippet.text };
            return Ok(writeln!(out, "{}", serde_json::to_string(&row)?)?);
        }
        let date = width::fit(&post.date.map(|date| date.day()).unwrap_or_default(), list::DATE);
        writeln!(out, "{date}  {count:>COUNT$}  {}", post.title)?;
        Ok(writeln!(out, "{:1$}{2}", "", list::DATE + COUNT + 4, self.stressed(snippet))?)
    }

    fn stressed(&self, snippet: &Snippet) -> String {
        let mut line = String::new();
        let mut at = 0;
        for hit in snippet.hits.iter().filter(|_| self.stress) {
            line.push_str(&snippet.text[at..hit.start]);
            line.push_str("\u{1b}[1;4m");
            line.push_str(&snippet.text[hit.clone()]);
            line.push_str("\u{1b}[0m");
            at = hit.end;
        }
        line + &snippet.text[at..]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_place_is_stressed_where_colours_are_wanted() {
        let snippet = Words::parse("后台").unwrap().snippet("看後臺，后台。", 40);
        let print = |stress| Print { json: false, stress }.stressed(&snippet);
        assert_eq!(print(false), "看後臺，后台。");
        assert_eq!(print(true), "看\u{1b}[1;4m後臺\u{1b}[0m，\u{1b}[1;4m后台\u{1b}[0m。");
    }
}
