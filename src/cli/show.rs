//! `kanbao show`: one post as set text on standard output, with or without colours.

use std::io::{IsTerminal, Write};
use std::path::PathBuf;

use crate::app::head;
use crate::article::{self, Article, Layout, Notation, Options, Reading};
use crate::config::{Ambiguous, Config};
use crate::library::{Library, RootId};
use crate::terminal;
use crate::text::{Accents, Line, Role, Span};

use super::posts;

/// Print one post as set text
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The post
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
    /// Columns of the text; without it the terminal's, at most the configured measure
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(2..=1000))]
    pub width: Option<u16>,
    /// The body alone, every character of it: no title, no facts, no link numbers, no list of
    /// links, and raised digits as `10^2`, marks of notes as `[^1]`
    #[arg(long)]
    pub body: bool,
    /// Stress titles, links and emphasis
    #[arg(long, value_name = "WHEN", default_value = "auto")]
    pub color: When,
    /// Columns of characters of ambiguous width such as “ ” … —
    #[arg(long, value_name = "narrow|wide", value_parser = posts::ambiguous)]
    pub ambiguous: Option<Ambiguous>,
}

/// Whether to colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum When {
    /// Where the output is a terminal and NO_COLOR is not set.
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

/// Prints a post.
///
/// # Errors
/// When the file is no post that can be read, or printing fails.
pub fn run(args: &Args, out: &mut dyn Write) -> anyhow::Result<bool> {
    let (archive, path) = posts::single(&args.file)?;
    let config = Config::load()?;
    let (lang, link_numbers) = (config.lang.lang(), config.link_numbers && !args.body);
    let body = archive.read_body(&path)?;
    let notation = if args.body { Notation::Plain } else { Notation::Set };
    let reading = Reading { is_html: body.is_html, link_numbers, lang, notation };
    let mut article = article::read(&body.text, reading, &body.context);
    if !args.body {
        article = article.under(&body.post.title);
    }
    let mut library = Library::default();
    let id = library.push(RootId(0), &body.post);
    let head = (!args.body).then(|| head::timed(&head::head(library.get(id), lang), article.minutes(), lang));
    // A terminal is not asked: what is printed goes anywhere.
    let ruler = args.ambiguous.unwrap_or(config.ambiguous).ruler().unwrap_or_default();
    let width = width(args, config.measure.into());
    let options = Options { width, link_list: link_numbers, lang, ruler, setting: config.setting };
    let layout = Layout::new(head.as_ref(), &article, options);
    print(&layout, &article, coloured(args.color), out)
}

fn print(layout: &Layout, article: &Article, colour: bool, out: &mut dyn Write) -> anyhow::Result<bool> {
    for row in 0..layout.len() {
        let line = layout.line(article, row);
        writeln!(out, "{}", if colour { stressed(&line) } else { line.text() })?;
    }
    Ok(true)
}

/// Exactly what was asked for; else as wide as the terminal, at most the measure.
fn width(args: &Args, measure: usize) -> usize {
    let asked = args.width.map(usize::from);
    let terminal = || terminal::size().ok().map(|(columns, _)| usize::from(columns).clamp(2, measure));
    asked.or_else(terminal).unwrap_or(measure)
}

fn coloured(when: When) -> bool {
    let no_color = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
    match when {
        When::Always => true,
        When::Never => false,
        When::Auto => !no_color && std::io::stdout().is_terminal(),
    }
}

/// A line with the few attributes that every terminal has.
fn stressed(line: &Line) -> String {
    line.spans.iter().map(stress).collect()
}

fn stress(span: &Span) -> String {
    let mut codes: Vec<&str> = Vec::new();
    match span.role {
        Role::Title | Role::Heading | Role::TableHead => codes.push("1"),
        Role::Link => codes.push("4"),
        Role::Code | Role::CodeBlock => codes.push("36"),
        Role::Dim | Role::Meta | Role::Marker | Role::LinkNumber | Role::Rule | Role::QuoteBar => {
            codes.push("2")
        }
        _ => {}
    }
    let accents =
        [(Accents::STRONG, "1"), (Accents::EMPHASIS, "4"), (Accents::DELETED, "9"), (Accents::MARKED, "7")];
    codes.extend(accents.iter().filter(|(accent, _)| span.accents.contains(*accent)).map(|(_, code)| *code));
    if codes.is_empty() {
        span.text.clone()
    } else {
        format!("\u{1b}[{}m{}\u{1b}[0m", codes.join(";"), span.text)
    }
}
