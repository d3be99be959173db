//! A post, from its path and the beginning of its text, by the rules of its tree.
//! Nothing here fails: what cannot be read is replaced and told.

use std::borrow::Cow;

use jiff::tz::TimeZone;

use crate::text::sanitize;

use super::date::{self, PostDate};
use super::front_matter::{FrontMatter, line_of_last};
use super::header::{Found, Header, find};
use super::node::Node;
use super::slug::{self, Name};
use super::tree::TreeKind;
use super::{Post, Trouble, Visibility, facets, source, title};

/// Bytes at the end of a body in which the source link is looked for.
pub const TAIL: usize = 4 << 10;

/// Keys that may hold the date, in the order they are asked.
const DATE_KEYS: [&str; 5] = ["date", "publishDate", "pubDate", "published_at", "created"];

/// What holds for all posts of an archive.
#[derive(Debug, Clone)]
pub struct Rules {
    /// The kind of tree.
    pub tree: TreeKind,
    /// The zone of dates that have none.
    pub zone: TimeZone,
    /// Seconds since the epoch: what is later is of the future.
    pub now: i64,
}

/// One post as it stands on disk.
#[derive(Debug, Clone, Copy)]
pub struct Source<'a> {
    /// Path below the root, with `/`, clean.
    pub path: &'a str,
    /// The text, from the beginning; may be cut where the file is long.
    pub text: &'a str,
    /// The end of the text, where `text` is cut.
    pub tail: Option<&'a str>,
    /// Seconds since the epoch when the file was last written, where that dates the post (drafts).
    pub modified: Option<i64>,
}

/// Reads a post; what was wrong is added to `troubles`.
pub fn read(source: &Source<'_>, rules: &Rules, troubles: &mut Vec<Trouble>) -> Post {
    let found = find(source.text, rules.tree.dialect());
    tell_missing(source, found, rules, troubles);
    let header = found.header();
    let matter = header.map(|header| FrontMatter::read(&header, troubles)).unwrap_or_default();
    let body = &source.text[found.body_start(source.text)..];
    let reader = Reader { source, rules, matter: &matter, header, name: name_of(source.path, rules.tree) };
    let date = reader.date(troubles);
    Post {
        path: source.path.to_owned(),
        title: reader.title(body),
        date,
        categories: facets::categories(rules.tree, source.path, &matter),
        tags: facets::tags(rules.tree, &matter),
        source: source::from_front_matter(&matter).or_else(|| source::from_tail(tail(source, body))),
        author: author(&matter),
        lang: matter
            .first(&["lang", "language", "locale"])
            .and_then(Node::text)
            .map(sanitize::line)
            .map(Cow::into_owned),
        visibility: reader.visibility(date, troubles),
    }
}

/// Front matter that is not where it should be.
fn tell_missing(source: &Source<'_>, found: Found<'_>, rules: &Rules, troubles: &mut Vec<Trouble>) {
    let text = source.text.trim_start_matches('\u{feff}');
    match found {
        Found::Unclosed => {
            let message = "the front matter is opened but never closed; the whole file is taken as text";
            troubles.push(Trouble::warning(Some(1), message));
        }
        Found::Nothing if text.trim().is_empty() => {
            troubles.push(Trouble::warning(None, "the file is empty"));
        }
        Found::Nothing if text.starts_with(char::is_whitespace) && text.trim_start().starts_with("---") => {
            let message = "something stands before the front matter; the whole file is taken as text";
            troubles.push(Trouble::warning(Some(1), message));
        }
        Found::Nothing if rules.tree == TreeKind::Jekyll && text.starts_with("+++") => {
            let message = "Jekyll knows no TOML front matter; the whole file is taken as text";
            troubles.push(Trouble::warning(Some(1), message));
        }
        Found::Nothing if rules.tree == TreeKind::Jekyll => {
            troubles
                .push(Trouble::info(None, "there is no front matter; title and date are the file name's"));
        }
        _ => {}
    }
}

fn name_of(path: &str, tree: TreeKind) -> Name<'_> {
    let (folder, file) = path.rsplit_once('/').unwrap_or(("", path));
    if tree == TreeKind::Jekyll
        && let Some(name) = slug::jekyll(file)
    {
        return name;
    }
    let name = slug::any(file);
    if matches!(tree, TreeKind::Hugo | TreeKind::Zola) && name.slug == "index" && folder.contains('/') {
        let folder = folder.rsplit('/').next().unwrap_or_default();
        return Name { extension: name.extension, ..undotted(folder) };
    }
    name
}

/// A folder's name, whose dots part no extension.
fn undotted(folder: &str) -> Name<'_> {
    let name = slug::any(folder);
    let slug = if name.day.is_some() { name.slug } else { folder };
    Name { slug, ..name }
}

/// The end of the body.
fn tail<'a>(source: &Source<'a>, body: &'a str) -> &'a str {
    let text = source.tail.unwrap_or(body);
    let mut start = text.len().saturating_sub(TAIL);
    while !text.is_char_boundary(start) {
        start += 1;
    }
    &text[start..]
}

/// What the fields are read from.
struct Reader<'a> {
    source: &'a Source<'a>,
    rules: &'a Rules,
    matter: &'a FrontMatter,
    header: Option<Header<'a>>,
    name: Name<'a>,
}

impl Reader<'_> {
    fn line_of(&self, key: &str) -> Option<u32> {
        line_of_last(&self.header?, key)
    }

    /// The front matter's title, else (in a plain folder) the first heading, else the slug,
    /// else the first words, else the path.
    fn title(&self, body: &str) -> String {
        let tree = self.rules.tree;
        let written = self.matter.get("title").and_then(shown).map(|text| title::clean(&text));
        let made = || {
            let slug = sanitize::line(self.name.slug);
            if tree.heading_is_title() { slug::readable(&slug) } else { slug::titleize(&slug) }
        };
        written
            .filter(|title| !title.is_empty())
            .or_else(|| title::heading(body).filter(|_| tree.heading_is_title()))
            .or_else(|| Some(made()).filter(|title| !title.trim().is_empty()))
            .or_else(|| title::first_words(body))
            .unwrap_or_else(|| self.source.path.to_owned())
    }

    /// The front matter's date, else the one in its `path` (Zola), else the file name's, else
    /// (drafts) when the file was written.
    fn date(&self, troubles: &mut Vec<Trouble>) -> Option<PostDate> {
        let key = DATE_KEYS.into_iter().find(|key| self.matter.get(key).is_some());
        if let Some(date) = key.and_then(|key| self.written_date(key, troubles)) {
            return Some(date);
        }
        let zone = &self.rules.zone;
        let paths = || self.matter.first(&["path"]).and_then(Node::text).and_then(slug::day_in_path);
        if self.rules.tree == TreeKind::Zola
            && let Some(day) = paths()
        {
            return day.midnight(zone);
        }
        if let Some(digits) = self.name.day {
            if let Some(day) = slug::day_of(digits) {
                return day.midnight(zone);
            }
            troubles.push(Trouble::warning(None, format!("“{digits}” in the file name is no day")));
        }
        let seconds = self.source.modified?;
        let stamp = jiff::Timestamp::from_second(seconds).ok()?;
        Some(PostDate { seconds, offset: zone.to_offset(stamp).seconds() })
    }

    fn written_date(&self, key: &str, troubles: &mut Vec<Trouble>) -> Option<PostDate> {
        let text = self.matter.get(key).and_then(shown).unwrap_or_default();
        let reading = date::parse(&text, &self.rules.zone);
        let message = match reading {
            Some(reading) if !reading.doubtful => return Some(reading.date),
            Some(_) => format!("a part of the date “{text}” was not understood and left out"),
            None if self.name.day.is_some() => {
                format!("the date “{text}” cannot be read; the file name's counts")
            }
            None => format!("the date “{text}” cannot be read"),
        };
        troubles.push(Trouble::warning(self.line_of(key), message));
        reading.map(|reading| reading.date)
    }

    fn visibility(&self, date: Option<PostDate>, troubles: &mut Vec<Trouble>) -> Visibility {
        let tree = self.rules.tree;
        let drafted =
            tree.knows_draft_key() && self.matter.get("draft").and_then(Node::boolean) == Some(true);
        if drafted || self.source.path.split('/').any(|part| part == "_drafts") {
            return Visibility::Draft;
        }
        let published = self.matter.get("published");
        if published.is_some_and(|node| *node == Node::Null || node.boolean() == Some(false)) {
            return Visibility::Unpublished;
        }
        if tree == TreeKind::Hugo && self.expired(troubles) {
            return Visibility::Expired;
        }
        if tree.hides_future() && date.is_some_and(|date| date.seconds > self.rules.now) {
            return Visibility::Future;
        }
        Visibility::Listed
    }

    fn expired(&self, troubles: &mut Vec<Trouble>) -> bool {
        let keys = ["expiryDate", "expirydate", "unpublishdate"];
        let Some(text) = self.matter.first(&keys).and_then(Node::text) else { return false };
        let read = date::parse(text, &self.rules.zone);
        if read.is_none() {
            troubles.push(Trouble::warning(None, format!("the expiry date “{text}” cannot be read")));
        }
        read.is_some_and(|reading| reading.date.seconds <= self.rules.now)
    }
}

/// A value where text is due: `[图]` alone is a list to YAML, and still a title.
fn shown(node: &Node) -> Option<String> {
    match node {
        Node::Text { text, .. } => Some(text.clone()),
        Node::List(items) => {
            let texts: Vec<_> = items.iter().filter_map(Node::text).collect();
            Some(format!("[{}]", texts.join(", ")))
        }
        Node::Null | Node::Map(_) => None,
    }
}

/// `author` or `authors`: a name, several, or mappings with a `name`.
fn author(matter: &FrontMatter) -> Option<String> {
    let names = names(matter.first(&["author", "authors", "Author"])?);
    let joined = names.iter().map(|name| title::clean(name)).filter(|name| !name.is_empty());
    Some(joined.collect::<Vec<_>>().join(", ")).filter(|text| !text.is_empty())
}

fn names(node: &Node) -> Vec<&str> {
    match node {
        Node::Text { text, .. } => vec![text],
        Node::List(items) => items.iter().flat_map(names).collect(),
        Node::Map(entries) => {
            entries.iter().filter(|(key, _)| key == "name").flat_map(|(_, value)| names(value)).collect()
        }
        Node::Null => Vec::new(),
    }
}

#[cfg(test)]
mod tests;
