//! Reading the store: everything of an archive at the start, and later what other programs
//! wrote since.

use rusqlite::{Connection, OptionalExtension, Row, params};

use super::store::{ArchiveId, Store, StoreError};
use super::{Baseline, Field, Identity, Moment, Session, Value};

/// A mark of a post as it stands in the store.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Record {
    /// The archive of the post.
    pub archive: ArchiveId,
    /// Its path there.
    pub path: String,
    /// What it is said of.
    pub field: Field,
    /// What is said.
    pub value: Value,
    /// When it was said.
    pub moment: Moment,
}

/// A post of which something is known.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct KnownPost {
    /// Its path.
    pub path: String,
    /// Its title and date when they were seen last.
    pub heading: Option<Identity>,
    /// Its body when it was read last.
    pub body: Option<Identity>,
    /// What is said of it; what was taken back is not here.
    pub marks: Vec<(Field, Value, Moment)>,
}

/// Everything that is known of an archive.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Remembered {
    /// Its posts, in the order in which they were first marked.
    pub posts: Vec<KnownPost>,
    /// Where its reader was.
    pub session: Option<Session>,
    /// What was there at first; None where it was never opened in the reader.
    pub baseline: Option<Baseline>,
}

const SINCE: &str = "
SELECT a.uid, p.path, m.field, m.detail, m.value, m.moment, m.seq
FROM mark m JOIN post p ON p.id = m.post JOIN archive a ON a.id = p.archive
WHERE m.seq > ?1 ORDER BY m.seq";

/// The plus keeps SQLite from an index: the table lies in the order that is wanted.
const POSTS: &str = "SELECT id, path, heading, body FROM post WHERE +archive = ?1 ORDER BY id";

/// Of all archives: a walk through the table is faster than a search for each post.
const MARKS: &str = "SELECT post, field, detail, value, moment FROM mark ORDER BY post, field, detail";

/// What was written after a change of the file, and the last change.
pub(super) fn since(connection: &Connection, seen: i64) -> rusqlite::Result<(Vec<Record>, i64)> {
    let mut statement = connection.prepare_cached(SINCE)?;
    let mut rows = statement.query([seen])?;
    let (mut records, mut last) = (Vec::new(), seen);
    while let Some(row) = rows.next()? {
        last = row.get(6)?;
        let uid: Vec<u8> = row.get(0)?;
        let Some((field, value, moment)) = mark(row, 2)? else { continue };
        let Some(archive) = Identity::from_bytes(&uid).map(ArchiveId) else { continue };
        records.push(Record { archive, path: row.get(1)?, field, value, moment });
    }
    Ok((records, last))
}

/// The mark in the columns from `at` on; None for what this version does not know.
pub(super) fn mark(row: &Row<'_>, at: usize) -> rusqlite::Result<Option<(Field, Value, Moment)>> {
    let Some(field) = Field::decode(row.get(at)?, row.get(at + 1)?) else { return Ok(None) };
    let value = field.value(row.get(at + 2)?);
    let moment = Moment(row.get(at + 3)?);
    Ok(value.map(|value| (field, value, moment)))
}

pub(super) fn identity(row: &Row<'_>, at: usize) -> rusqlite::Result<Option<Identity>> {
    Ok(row.get::<_, Option<Vec<u8>>>(at)?.and_then(|bytes| Identity::from_bytes(&bytes)))
}

impl Store {
    /// What other programs wrote since the last look. Cheap where nothing changed.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn news(&mut self, now: Moment) -> Result<Vec<Record>, StoreError> {
        if self.is_replaced() {
            self.reopen(now);
        }
        let version = self.connection.query_row("PRAGMA data_version", [], |row| row.get(0))?;
        if version == self.data_version {
            return Ok(Vec::new());
        }
        self.data_version = version;
        let (records, last) = since(&self.connection, self.seen)?;
        self.seen = last;
        self.raise_floor(&records);
        Ok(records)
    }

    /// Everything that is known of an archive.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn remembered(&self, archive: ArchiveId) -> Result<Remembered, StoreError> {
        Ok(Remembered { baseline: self.baseline(archive)?, ..self.marked(archive)? })
    }

    /// The same but for the baseline, which takes longer to be read than all else.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn marked(&self, archive: ArchiveId) -> Result<Remembered, StoreError> {
        let Some(row) = self.row_of(archive)? else { return Ok(Remembered::default()) };
        let session = self.setting(row, "session", |json| Session::parse(std::str::from_utf8(json).ok()?))?;
        Ok(Remembered { posts: self.posts(row)?, session, baseline: None })
    }

    /// What was there when an archive was first opened.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn baseline(&self, archive: ArchiveId) -> Result<Option<Baseline>, StoreError> {
        let Some(row) = self.row_of(archive)? else { return Ok(None) };
        self.setting(row, "baseline", |bytes| Some(Baseline::from_bytes(bytes)))
    }

    fn setting<T>(
        &self,
        archive: i64,
        name: &str,
        read: impl FnOnce(&[u8]) -> Option<T>,
    ) -> Result<Option<T>, StoreError> {
        let sql = "SELECT value FROM setting WHERE archive = ?1 AND name = ?2";
        // A baseline is large: it is read where it lies.
        let value = |row: &Row<'_>| Ok(read(row.get_ref(0)?.as_blob()?));
        Ok(self.connection.query_row(sql, params![archive, name], value).optional()?.flatten())
    }

    fn posts(&self, archive: i64) -> Result<Vec<KnownPost>, StoreError> {
        let mut statement = self.connection.prepare_cached(POSTS)?;
        let mut rows = statement.query([archive])?;
        let (mut ids, mut posts): (Vec<i64>, Vec<KnownPost>) = (Vec::new(), Vec::new());
        while let Some(row) = rows.next()? {
            ids.push(row.get(0)?);
            let (heading, body) = (identity(row, 2)?, identity(row, 3)?);
            posts.push(KnownPost { path: row.get(1)?, heading, body, marks: Vec::new() });
        }
        let mut statement = self.connection.prepare_cached(MARKS)?;
        let mut rows = statement.query([])?;
        let mut at = 0;
        while let Some(row) = rows.next()? {
            let id: i64 = row.get(0)?;
            // Both are in the order of the numbers of posts.
            while ids.get(at).is_some_and(|known| *known < id) {
                at += 1;
            }
            let Some(post) = posts.get_mut(at).filter(|_| ids[at] == id) else { continue };
            post.marks.extend(mark(row, 1)?.filter(|(_, value, _)| *value != Value::Unset));
        }
        Ok(posts)
    }

    pub(super) fn row_of(&self, archive: ArchiveId) -> Result<Option<i64>, StoreError> {
        let mut find = self.connection.prepare_cached("SELECT id FROM archive WHERE uid = ?1")?;
        Ok(find.query_row([archive.0.0], |row| row.get(0)).optional()?)
    }
}
