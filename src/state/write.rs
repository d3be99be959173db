//! Writing into the store: rows, each with its own moment, many in one transaction. Of two
//! writers of one field the later one wins, whoever commits first.

use rusqlite::{Transaction, TransactionBehavior, params};

use super::load::Record;
use super::store::{ArchiveId, Store, StoreError};
use super::{Baseline, Field, Identity, Moment, Session, Value};

/// A post of an archive, with what is known of it at the moment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PostKey {
    /// The archive.
    pub archive: ArchiveId,
    /// Its path there.
    pub path: String,
    /// Its title and date.
    pub heading: Option<Identity>,
    /// Its body, where that was read.
    pub body: Option<Identity>,
}

/// Something that is kept for an archive.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Setting {
    /// Where its reader was.
    Session(Box<Session>),
    /// What is not unread. It takes the place of the one there was.
    Baseline(Baseline),
}

/// Something to keep.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Write {
    /// Something is said of a post.
    Mark {
        /// The post.
        post: PostKey,
        /// What it is said of.
        field: Field,
        /// What is said.
        value: Value,
        /// When.
        moment: Moment,
    },
    /// A post is as it is: its body was read.
    Seen(PostKey),
    /// Something of an archive.
    Set {
        /// The archive.
        archive: ArchiveId,
        /// What.
        setting: Setting,
        /// When.
        moment: Moment,
    },
}

/// A later mark stands; of two of one moment the one that came later.
pub(super) const MARK: &str = "
INSERT INTO mark (post, field, detail, value, moment, seq) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
ON CONFLICT (post, field, detail) DO UPDATE SET value = excluded.value, moment = excluded.moment, seq = excluded.seq
WHERE excluded.moment >= moment";

const POST: &str = "
INSERT INTO post (archive, path, heading, body) VALUES (?1, ?2, ?3, ?4)
ON CONFLICT (archive, path) DO UPDATE
SET heading = coalesce(excluded.heading, heading), body = coalesce(excluded.body, body)
RETURNING id";

pub(super) const SETTING: &str = "
INSERT INTO setting (archive, name, value, moment) VALUES (?1, ?2, ?3, ?4)
ON CONFLICT (archive, name) DO UPDATE SET value = excluded.value, moment = excluded.moment
WHERE excluded.moment >= moment";

impl Store {
    /// Keeps everything or nothing. Returns what other programs wrote since the last look.
    /// `now` dates what is set aside, should the file be damaged.
    ///
    /// # Errors
    /// When nothing was kept: the same can be tried again later.
    pub fn write(&mut self, batch: &[Write], now: Moment) -> Result<Vec<Record>, StoreError> {
        if self.is_replaced() {
            self.reopen(now);
        }
        let written = match self.commit(batch) {
            Err(StoreError::Damaged(_)) => {
                self.reopen(now);
                self.commit(batch)
            }
            other => other,
        }?;
        // Somebody may have set the file aside just now: what went into it is written again.
        if self.is_replaced() {
            self.reopen(now);
            return self.commit(batch);
        }
        Ok(written)
    }

    fn commit(&mut self, batch: &[Write]) -> Result<Vec<Record>, StoreError> {
        let transaction = self.connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let (others, seen) = super::load::since(&transaction, self.seen)?;
        let mut last = seen;
        for write in batch {
            one(&transaction, write, &mut last)?;
        }
        transaction.commit()?;
        self.seen = last;
        self.changed |= !batch.is_empty();
        self.raise_floor(&others);
        Ok(others)
    }

    pub(super) fn raise_floor(&mut self, others: &[Record]) {
        self.floor = others.iter().map(|record| record.moment).fold(self.floor, Moment::max);
    }
}

fn one(transaction: &Transaction<'_>, write: &Write, last: &mut i64) -> rusqlite::Result<()> {
    match write {
        Write::Mark { post, field, value, moment } => {
            let post = post_row(transaction, post)?;
            *last += 1;
            let value = field.encode(value);
            let row = params![post, field.code(), field.detail(), value, moment.0, *last];
            transaction.prepare_cached(MARK)?.execute(row)?;
        }
        Write::Seen(post) => drop(post_row(transaction, post)?),
        Write::Set { archive, setting, moment } => {
            let archive = archive_row(transaction, *archive)?;
            let (name, value) = match setting {
                Setting::Session(session) => ("session", session.print().map(String::into_bytes)),
                Setting::Baseline(baseline) => ("baseline", Some(baseline.to_bytes())),
            };
            if let Some(value) = value {
                transaction.prepare_cached(SETTING)?.execute(params![archive, name, value, moment.0])?;
            }
        }
    }
    Ok(())
}

/// The row of a post, made if it is not there.
pub(super) fn post_row(transaction: &Transaction<'_>, post: &PostKey) -> rusqlite::Result<i64> {
    let archive = archive_row(transaction, post.archive)?;
    let (heading, body) = (post.heading.map(|it| it.0), post.body.map(|it| it.0));
    transaction.prepare_cached(POST)?.query_row(params![archive, post.path, heading, body], |row| row.get(0))
}

/// The row of an archive, made if it is not there: the file may be another than the one that
/// the archive was entered in.
pub(super) fn archive_row(transaction: &Transaction<'_>, archive: ArchiveId) -> rusqlite::Result<i64> {
    let uid = archive.0.0;
    let mut find = transaction.prepare_cached("SELECT id FROM archive WHERE uid = ?1")?;
    match find.query_row([uid], |row| row.get(0)) {
        Err(rusqlite::Error::QueryReturnedNoRows) => {
            transaction.execute("INSERT INTO archive (uid) VALUES (?1)", [uid])?;
            Ok(transaction.last_insert_rowid())
        }
        found => found,
    }
}
