//! Rows from elsewhere, an export or a damaged file, put into the store: of every mark the later
//! one stands, so that merging twice, or in another order, changes nothing.

use rusqlite::{Transaction, TransactionBehavior, params};

use super::exchange::Item;
use super::store::{ArchiveId, Store, StoreError};
use super::write::{PostKey, archive_row, post_row};

/// Of two marks of one moment the same one always stands.
const MARK: &str = "
INSERT INTO mark (post, field, detail, value, moment, seq) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
ON CONFLICT (post, field, detail) DO UPDATE SET value = excluded.value, moment = excluded.moment, seq = excluded.seq
WHERE excluded.moment > moment OR excluded.moment = moment AND coalesce(excluded.value, '') > coalesce(value, '')";

const SETTING: &str = "
INSERT INTO setting (archive, name, value, moment) VALUES (?1, ?2, ?3, ?4)
ON CONFLICT (archive, name) DO UPDATE SET value = excluded.value, moment = excluded.moment
WHERE excluded.moment > moment OR excluded.moment = moment AND excluded.value > value";

impl Store {
    /// Adds rows from elsewhere; how many marks and settings became others by it.
    ///
    /// # Errors
    /// When the store cannot be read or written: then nothing was added.
    pub fn merge(&mut self, items: &[Item]) -> Result<usize, StoreError> {
        let transaction = self.connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let mut last: i64 =
            transaction.query_row("SELECT coalesce(max(seq), 0) FROM mark", [], |row| row.get(0))?;
        let mut changed = 0;
        for item in items {
            changed += one(&transaction, item, &mut last)?;
        }
        transaction.commit()?;
        self.changed |= changed > 0;
        let latest = items.iter().filter_map(|item| match item {
            Item::Mark { moment, .. } => Some(*moment),
            _ => None,
        });
        self.floor = latest.fold(self.floor, super::Moment::max);
        Ok(changed)
    }
}

fn one(transaction: &Transaction<'_>, item: &Item, last: &mut i64) -> rusqlite::Result<usize> {
    match item {
        Item::Archive { archive, name, sketch, roots } => {
            let row = archive_row(transaction, *archive)?;
            let (name_sql, sketch_sql) = (
                "UPDATE archive SET name = ?2 WHERE id = ?1 AND name = ''",
                "UPDATE archive SET sketch = ?2 WHERE id = ?1 AND sketch = x''",
            );
            transaction.execute(name_sql, params![row, name])?;
            transaction.execute(sketch_sql, params![row, sketch.to_bytes()])?;
            let root = "INSERT OR IGNORE INTO root (path, archive, moment) VALUES (?1, ?2, 0)";
            for path in roots {
                transaction.execute(root, params![path, row])?;
            }
            Ok(0)
        }
        Item::Post(post) => post_row(transaction, post).map(|_| 0),
        Item::Mark { archive, path, field, value, moment } => {
            let post = post_row(transaction, &bare(*archive, path))?;
            *last += 1;
            let row = params![post, field.code(), field.detail(), field.encode(value), moment.0, *last];
            transaction.prepare_cached(MARK)?.execute(row)
        }
        Item::Setting { archive, name, value, moment } => {
            let archive = archive_row(transaction, *archive)?;
            transaction.prepare_cached(SETTING)?.execute(params![archive, name, value, moment.0])
        }
    }
}

fn bare(archive: ArchiveId, path: &str) -> PostKey {
    PostKey { archive, path: path.to_owned(), heading: None, body: None }
}
