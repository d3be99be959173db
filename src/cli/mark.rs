//! `kanbao mark`: marks posts from scripts.

use std::collections::HashMap;
use std::io::Write;
use std::path::PathBuf;

use anyhow::Context;

use crate::state::store::ArchiveId;
use crate::state::{self, Field, Identity, Moment, PostKey, Store, Value};
use crate::terminal::keeper::now;
use crate::text::sanitize;

use super::{marks, posts};

/// Mark posts as read, starred, to be read later; tag them, note something
#[derive(Debug, clap::Args)]
#[command(group = clap::ArgGroup::new("what").required(true).multiple(true))]
pub struct Args {
    /// The posts
    #[arg(value_name = "FILE", required = true)]
    pub files: Vec<PathBuf>,
    /// They were read
    #[arg(long, group = "what", conflicts_with = "unread")]
    pub read: bool,
    /// They are unread
    #[arg(long, group = "what")]
    pub unread: bool,
    /// They have a star
    #[arg(long, group = "what", conflicts_with = "unstar")]
    pub star: bool,
    /// They have none
    #[arg(long, group = "what")]
    pub unstar: bool,
    /// They are to be read later
    #[arg(long, group = "what", conflicts_with = "not_later")]
    pub later: bool,
    /// They no longer are
    #[arg(long, group = "what")]
    pub not_later: bool,
    /// They have this tag of your own; may be given several times
    #[arg(long, value_name = "TAG", group = "what")]
    pub tag: Vec<String>,
    /// They do not have it
    #[arg(long, value_name = "TAG", group = "what")]
    pub untag: Vec<String>,
    /// One line of your own; an empty one takes it away
    #[arg(long, value_name = "TEXT", group = "what")]
    pub note: Option<String>,
}

/// Marks posts; nothing is printed.
///
/// # Errors
/// When a file is no post, or the marks cannot be kept. Then none of them is.
pub fn run(args: &Args, _: &mut dyn Write) -> anyhow::Result<bool> {
    let said = said(args)?;
    let mut store = marks::open();
    anyhow::ensure!(store.is_kept(), "nothing was marked");
    let posts = keys(&args.files, &mut store)?;
    let moment = store.stamp(now());
    let batch: Vec<_> = posts.iter().flat_map(|post| writes(post, &said, moment)).collect();
    store.write(&batch, now()).context("nothing was marked")?;
    marks::warn(&mut store);
    store.close(now()).context("everything was marked, but there is no backup")?;
    Ok(true)
}

/// What is said of every post.
fn said(args: &Args) -> anyhow::Result<Vec<(Field, Value)>> {
    let flags = [
        (args.read, Field::Read, Value::Yes),
        (args.unread, Field::Read, Value::No),
        (args.star, Field::Starred, Value::Yes),
        (args.unstar, Field::Starred, Value::Unset),
        (args.later, Field::Later, Value::Yes),
        (args.not_later, Field::Later, Value::Unset),
    ];
    let flags = flags.into_iter().filter(|(given, ..)| *given).map(|(_, field, value)| Ok((field, value)));
    let tag =
        |(name, value): (&String, Value)| Ok((Field::Tag(clean(name).context("a tag has a name")?), value));
    let on = args.tag.iter().map(|name| (name, Value::Yes));
    let off = args.untag.iter().map(|name| (name, Value::Unset));
    let note =
        args.note.as_ref().map(|note| Ok((Field::Note, clean(note).map_or(Value::Unset, Value::Text))));
    flags.chain(on.chain(off).map(tag)).chain(note).collect()
}

/// One line that can be shown; None for an empty one.
fn clean(text: &str) -> Option<String> {
    let line = sanitize::line(text).trim().to_owned();
    (!line.is_empty()).then_some(line)
}

/// The posts as the store knows them.
fn keys(files: &[PathBuf], store: &mut Store) -> anyhow::Result<Vec<PostKey>> {
    let mut known: HashMap<PathBuf, (ArchiveId, String)> = HashMap::new();
    let mut keys = Vec::new();
    for file in files {
        let (archive, path) = posts::single(file)?;
        let body = archive.read_body(&path)?;
        if !known.contains_key(&archive.root) {
            known.insert(archive.root.clone(), marks::enter(store, &archive)?);
        }
        let Some((id, before)) = known.get(&archive.root) else { continue };
        let (heading, path) = (Some(marks::heading(&body.post)), format!("{before}{path}"));
        keys.push(PostKey { archive: *id, path, heading, body: Identity::body(&body.text) });
    }
    Ok(keys)
}

fn writes(post: &PostKey, said: &[(Field, Value)], moment: Moment) -> Vec<state::Write> {
    let one = |(field, value): &(Field, Value)| {
        let (post, field, value) = (post.clone(), field.clone(), value.clone());
        state::Write::Mark { post, field, value, moment }
    };
    said.iter().map(one).collect()
}
