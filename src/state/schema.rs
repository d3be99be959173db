//! The tables of the store, and how a store of an earlier version becomes one of this. A step
//! that was published is never changed; a new version is a new step.

use rusqlite::{Connection, TransactionBehavior};

/// The version that this program writes, in `PRAGMA user_version`.
pub const VERSION: u32 = 2;

/// From version 0 (an empty file) to 1, from 1 to 2, and so on.
const STEPS: [&str; VERSION as usize] = [FIRST, SECOND];

/// Every mark is a row with a moment of its own, so that two programs never overwrite each
/// other's. Rows are never deleted: what is taken back has no value.
const FIRST: &str = "
CREATE TABLE archive (
    id INTEGER PRIMARY KEY,
    uid BLOB NOT NULL UNIQUE,
    name TEXT NOT NULL DEFAULT '',
    sketch BLOB NOT NULL DEFAULT x''
);
CREATE TABLE root (
    path BLOB PRIMARY KEY,
    archive INTEGER NOT NULL,
    moment INTEGER NOT NULL
) WITHOUT ROWID;
CREATE TABLE post (
    id INTEGER PRIMARY KEY,
    archive INTEGER NOT NULL,
    path TEXT NOT NULL,
    heading BLOB,
    UNIQUE (archive, path)
);
CREATE TABLE mark (
    post INTEGER NOT NULL,
    field INTEGER NOT NULL,
    detail TEXT NOT NULL DEFAULT '',
    value TEXT,
    moment INTEGER NOT NULL,
    PRIMARY KEY (post, field, detail)
) WITHOUT ROWID;
CREATE TABLE setting (
    archive INTEGER NOT NULL,
    name TEXT NOT NULL,
    value BLOB NOT NULL,
    moment INTEGER NOT NULL,
    PRIMARY KEY (archive, name)
) WITHOUT ROWID;
";

/// The identities of bodies; and the order in which marks came into the file, so that a program
/// can ask for what another one wrote.
const SECOND: &str = "
ALTER TABLE post ADD COLUMN body BLOB;
ALTER TABLE mark ADD COLUMN seq INTEGER NOT NULL DEFAULT 0;
CREATE INDEX mark_seq ON mark (seq);
";

/// Statements that only a whole schema takes.
const PROBES: [&str; 5] = [
    "SELECT id, uid, name, sketch FROM archive",
    "SELECT path, archive, moment FROM root",
    "SELECT id, archive, path, heading, body FROM post",
    "SELECT post, field, detail, value, moment, seq FROM mark INDEXED BY mark_seq WHERE seq > 0",
    "SELECT archive, name, value, moment FROM setting",
];

/// The version of a file; 0 for an empty one.
pub fn version(connection: &Connection) -> rusqlite::Result<u32> {
    connection.pragma_query_value(None, "user_version", |row| row.get(0))
}

/// Brings a file to this version, whole or not at all; the version it had.
pub fn migrate(connection: &mut Connection) -> rusqlite::Result<u32> {
    if version(connection)? >= VERSION {
        return probe(connection).map(|()| VERSION);
    }
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    // Another program may have done it in the meantime.
    let before = version(&transaction)?;
    for step in STEPS.iter().skip(before as usize) {
        transaction.execute_batch(step)?;
    }
    if before < VERSION {
        transaction.pragma_update(None, "user_version", VERSION)?;
    }
    transaction.commit()?;
    probe(connection)?;
    Ok(before)
}

fn probe(connection: &Connection) -> rusqlite::Result<()> {
    PROBES.iter().try_for_each(|statement| connection.prepare(statement).map(drop))
}

/// A file of version 1 as that version wrote it, for tests.
#[cfg(test)]
pub fn first_version(connection: &Connection) {
    connection.execute_batch(FIRST).unwrap();
    connection.pragma_update(None, "user_version", 1).unwrap();
}
