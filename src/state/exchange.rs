//! The store as JSON lines, out and in, so that it can be moved, merged and kept under version
//! control. Every line stands for itself: lines may be sorted, filtered, and joined with those
//! of another machine. Also how what is left of a damaged file is read.

use std::collections::HashMap;

use rusqlite::{Connection, Row};
use serde::{Deserialize, Serialize};

use super::load::{identity, mark};
use super::mark::MAX_TEXT;
use super::store::{ArchiveId, Store, StoreError};
use super::{Baseline, Field, Identity, Moment, PostKey, Session, Sketch, Value, archives};
use crate::text::sanitize;

/// A row of the store, freed from the numbers of its file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Item {
    /// An archive.
    Archive {
        /// Which.
        archive: ArchiveId,
        /// What it is called.
        name: String,
        /// What it holds.
        sketch: Sketch,
        /// Folders where it was seen on this machine, as bytes; not exported.
        roots: Vec<Vec<u8>>,
    },
    /// A post and what it is known by.
    Post(PostKey),
    /// A mark.
    Mark {
        /// The archive.
        archive: ArchiveId,
        /// The path of the post in it.
        path: String,
        /// What something is said of.
        field: Field,
        /// What is said.
        value: Value,
        /// When.
        moment: Moment,
    },
    /// Something of an archive: `session` or `baseline`.
    Setting {
        /// The archive.
        archive: ArchiveId,
        /// Which.
        name: String,
        /// As in the store.
        value: Vec<u8>,
        /// When.
        moment: Moment,
    },
}

/// A line of an export.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default)]
struct Line {
    archive: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    sketch: Option<Vec<String>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    path: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    heading: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    body: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    field: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    setting: Option<String>,
    /// `true`, `false`, a text, or nothing for what was taken back.
    #[serde(skip_serializing_if = "Option::is_none")]
    value: Option<serde_json::Value>,
    #[serde(skip_serializing_if = "Option::is_none")]
    moment: Option<i64>,
}

/// One row as a line of JSON, without a line feed.
pub fn print(item: &Item) -> String {
    let line = match item {
        Item::Archive { archive, name, sketch, .. } => Line {
            archive: archive.0.print(),
            name: Some(name.clone()),
            sketch: Some(sketch.0.iter().map(|short| format!("{short:016x}")).collect()),
            ..Line::default()
        },
        Item::Post(post) => Line {
            archive: post.archive.0.print(),
            path: Some(post.path.clone()),
            heading: post.heading.map(|it| it.print()),
            body: post.body.map(|it| it.print()),
            ..Line::default()
        },
        Item::Mark { archive, path, field, value, moment } => Line {
            archive: archive.0.print(),
            path: Some(path.clone()),
            field: Some(field.name()),
            value: to_json(value),
            moment: Some(moment.0),
            ..Line::default()
        },
        Item::Setting { archive, name, value, moment } => Line {
            archive: archive.0.print(),
            setting: Some(name.clone()),
            value: Some(setting_to_json(name, value)),
            moment: Some(moment.0),
            ..Line::default()
        },
    };
    serde_json::to_string(&line).unwrap_or_default()
}

/// Reads one line; None for what is no row of a store, or one of a later version.
pub fn parse(line: &str) -> Option<Item> {
    let line: Line = serde_json::from_str(line).ok()?;
    let archive = ArchiveId(Identity::parse(&line.archive)?);
    if let Some(sketch) = line.sketch {
        let short = |text: &String| u64::from_str_radix(text, 16).ok();
        let mut all: Vec<u64> = sketch.iter().filter_map(short).collect();
        all.sort_unstable();
        let name = sanitize::line(line.name.as_deref().unwrap_or_default()).into_owned();
        return Some(Item::Archive { archive, name, sketch: Sketch(all), roots: Vec::new() });
    }
    if let Some(name) = line.setting {
        let value = setting_from_json(&name, line.value?)?;
        return Some(Item::Setting { archive, name, value, moment: Moment(line.moment?) });
    }
    let path = line.path.filter(|path| path.len() <= MAX_TEXT)?;
    let Some(field) = line.field else {
        let read = |text: Option<String>| text.and_then(|text| Identity::parse(&text));
        return Some(Item::Post(PostKey {
            archive,
            path,
            heading: read(line.heading),
            body: read(line.body),
        }));
    };
    let field = Field::named(&sanitize::line(&field))?;
    let value = from_json(&field, line.value)?;
    Some(Item::Mark { archive, path, field, value, moment: Moment(line.moment?) })
}

fn to_json(value: &Value) -> Option<serde_json::Value> {
    match value {
        Value::Unset => None,
        Value::No => Some(false.into()),
        Value::Yes => Some(true.into()),
        Value::Text(text) => Some(text.as_str().into()),
    }
}

fn from_json(field: &Field, value: Option<serde_json::Value>) -> Option<Value> {
    let written = match value {
        None | Some(serde_json::Value::Null) => None,
        Some(serde_json::Value::Bool(yes)) => Some(if yes { "1" } else { "0" }.to_owned()),
        Some(serde_json::Value::String(text)) if text.len() <= MAX_TEXT => {
            Some(sanitize::line(&text).into_owned())
        }
        Some(_) => return None,
    };
    field.value(written)
}

fn setting_to_json(name: &str, value: &[u8]) -> serde_json::Value {
    let session = || std::str::from_utf8(value).ok().and_then(|text| serde_json::from_str(text).ok());
    match name {
        "session" => session().unwrap_or_default(),
        _ => value.iter().map(|byte| format!("{byte:02x}")).collect::<String>().into(),
    }
}

fn setting_from_json(name: &str, value: serde_json::Value) -> Option<Vec<u8>> {
    match (name, value) {
        ("session", value) => Some(Session::parse(&value.to_string())?.print()?.into_bytes()),
        ("baseline", serde_json::Value::String(hex)) if hex.is_ascii() => {
            let byte = |at: usize| u8::from_str_radix(hex.get(at..at + 2)?, 16).ok();
            let bytes: Option<Vec<u8>> = (0..hex.len()).step_by(2).map(byte).collect();
            Some(Baseline::from_bytes(&bytes?).to_bytes())
        }
        _ => None,
    }
}

impl Store {
    /// Every row.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn export(&self) -> Result<Vec<Item>, StoreError> {
        let mut dump = Dump { connection: &self.connection, failed: None, archives: HashMap::new() };
        let items = dump.all();
        dump.failed.map_or(Ok(items), |error| Err(error.into()))
    }

    /// Adds the rows of an export. An archive that has another number here, but holds the same
    /// posts, is the one that is here. How many marks and settings became others by it.
    ///
    /// # Errors
    /// When the store cannot be read or written: then nothing was added.
    pub fn import(&mut self, mut items: Vec<Item>) -> Result<usize, StoreError> {
        let mut known: HashMap<ArchiveId, ArchiveId> = HashMap::new();
        for item in &items {
            if let Item::Archive { archive, sketch, .. } = item
                && self.row_of(*archive)?.is_none()
                && let Some(here) = self.holding(sketch)?
            {
                known.insert(*archive, here);
            }
        }
        for item in &mut items {
            let archive = item.archive_mut();
            *archive = known.get(archive).copied().unwrap_or(*archive);
        }
        self.merge(&items)
    }

    /// The archive here that a sketch from elsewhere fits.
    fn holding(&self, sketch: &Sketch) -> Result<Option<ArchiveId>, StoreError> {
        let mut statement = self.connection.prepare("SELECT uid, sketch FROM archive ORDER BY id")?;
        let rows =
            statement.query_map([], |row| Ok((row.get::<_, Vec<u8>>(0)?, row.get::<_, Vec<u8>>(1)?)))?;
        for row in rows {
            let (uid, own) = row?;
            let same = archives::resemble(sketch, &Sketch::from_bytes(&own));
            if let Some(id) = Identity::from_bytes(&uid).map(ArchiveId).filter(|_| same) {
                return Ok(Some(id));
            }
        }
        Ok(None)
    }
}

impl Item {
    fn archive_mut(&mut self) -> &mut ArchiveId {
        match self {
            Self::Archive { archive, .. } | Self::Mark { archive, .. } | Self::Setting { archive, .. } => {
                archive
            }
            Self::Post(post) => &mut post.archive,
        }
    }
}

/// What can be read of a damaged file.
pub(super) fn salvaged(connection: &Connection) -> Vec<Item> {
    Dump { connection, failed: None, archives: HashMap::new() }.all()
}

/// A walk through the tables. Each is read from its beginning as far as it can be, and from
/// its end as far as it can be.
struct Dump<'a> {
    connection: &'a Connection,
    failed: Option<rusqlite::Error>,
    archives: HashMap<i64, ArchiveId>,
}

impl Dump<'_> {
    fn all(&mut self) -> Vec<Item> {
        let mut items = self.archives();
        let mut posts: HashMap<i64, (ArchiveId, String)> = HashMap::new();
        let body = if self.has_bodies() { "body" } else { "NULL" };
        for (id, archive, path, heading, body) in
            self.rows(&format!("SELECT id, archive, path, heading, {body} FROM post ORDER BY id"), |row| {
                Ok((
                    row.get(0)?,
                    row.get::<_, i64>(1)?,
                    row.get::<_, String>(2)?,
                    identity(row, 3)?,
                    identity(row, 4)?,
                ))
            })
        {
            let Some(archive) = self.archives.get(&archive).copied() else { continue };
            posts.insert(id, (archive, path.clone()));
            items.push(Item::Post(PostKey { archive, path, heading, body }));
        }
        let sql = "SELECT post, field, detail, value, moment FROM mark ORDER BY post, field, detail";
        for (post, said) in self.rows(sql, |row| Ok((row.get::<_, i64>(0)?, mark(row, 1)?))) {
            if let (Some((archive, path)), Some((field, value, moment))) = (posts.get(&post), said) {
                items.push(Item::Mark { archive: *archive, path: path.clone(), field, value, moment });
            }
        }
        items.extend(self.settings());
        items
    }

    fn archives(&mut self) -> Vec<Item> {
        let mut roots: HashMap<i64, Vec<Vec<u8>>> = HashMap::new();
        for (archive, path) in
            self.rows("SELECT archive, path FROM root ORDER BY path", |row| Ok((row.get(0)?, row.get(1)?)))
        {
            roots.entry(archive).or_default().push(path);
        }
        let rows = self.rows("SELECT id, uid, name, sketch FROM archive ORDER BY id", |row| {
            Ok((
                row.get::<_, i64>(0)?,
                identity(row, 1)?,
                row.get::<_, String>(2)?,
                row.get::<_, Vec<u8>>(3)?,
            ))
        });
        let mut items = Vec::new();
        for (id, uid, name, sketch) in rows {
            let Some(archive) = uid.map(ArchiveId) else { continue };
            self.archives.insert(id, archive);
            let sketch = Sketch::from_bytes(&sketch);
            items.push(Item::Archive { archive, name, sketch, roots: roots.remove(&id).unwrap_or_default() });
        }
        items
    }

    fn settings(&mut self) -> Vec<Item> {
        let sql = "SELECT archive, name, value, moment FROM setting ORDER BY archive, name";
        let rows = self.rows(sql, |row| Ok((row.get::<_, i64>(0)?, row.get(1)?, row.get(2)?, row.get(3)?)));
        let item = |(archive, name, value, moment)| {
            let archive = self.archives.get(&archive).copied()?;
            Some(Item::Setting { archive, name, value, moment: Moment(moment) })
        };
        rows.into_iter().filter_map(item).collect()
    }

    fn has_bodies(&self) -> bool {
        self.connection.prepare("SELECT body FROM post").is_ok()
    }

    fn rows<T>(&mut self, sql: &str, read: impl Fn(&Row<'_>) -> rusqlite::Result<T>) -> Vec<T> {
        let (mut rows, failed) = self.walk(sql, &read);
        if let Some(error) = failed {
            self.failed.get_or_insert(error);
            let (select, keys) = sql.split_once("ORDER BY ").unwrap_or((sql, "1"));
            let keys: Vec<String> = keys.split(", ").map(|key| format!("{key} DESC")).collect();
            rows.extend(self.walk(&format!("{select}ORDER BY {}", keys.join(", ")), &read).0);
        }
        rows
    }

    fn walk<T>(
        &self,
        sql: &str,
        read: &impl Fn(&Row<'_>) -> rusqlite::Result<T>,
    ) -> (Vec<T>, Option<rusqlite::Error>) {
        let mut found = Vec::new();
        let walked = self.connection.prepare(sql).and_then(|mut statement| {
            let mut rows = statement.query([])?;
            while let Some(row) = rows.next()? {
                // A row that makes no sense is left out; the others may.
                found.extend(read(row).ok());
            }
            Ok(())
        });
        (found, walked.err())
    }
}
