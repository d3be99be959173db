//! Entering an archive: which of the known ones it is, and what is remembered under other paths
//! than today's.

use std::collections::{HashMap, HashSet};
use std::ffi::OsStr;
use std::os::unix::ffi::OsStrExt;
use std::path::Path;

use rusqlite::{Connection, OptionalExtension, Transaction, TransactionBehavior, params};

use super::archives::{Candidate, choose};
use super::store::{ArchiveId, Store, StoreError};
use super::write::{MARK, archive_row};
use super::{Identity, Known, KnownPost, Listed, Moment, Move, Remembered, Sketch, moves};

/// An archive that is opened.
#[derive(Debug, Clone, Copy)]
pub struct Opening<'a> {
    /// Its folder, the real one.
    pub root: &'a Path,
    /// What it is called.
    pub name: &'a str,
    /// The posts in it.
    pub posts: &'a [Listed<'a>],
    /// Whether these are all posts, not those of a folder in it.
    pub whole: bool,
}

impl Store {
    /// The archive that was seen in a folder last. Enough to show marks in the first frame;
    /// [`Store::enter`] has the last word when the posts are known.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn archive_at(&self, root: &Path) -> Result<Option<ArchiveId>, StoreError> {
        let sql = "SELECT a.uid FROM root r JOIN archive a ON a.id = r.archive WHERE r.path = ?1";
        let uid: Option<Vec<u8>> =
            self.connection.query_row(sql, [root.as_os_str().as_bytes()], |row| row.get(0)).optional()?;
        Ok(uid.and_then(|uid| Identity::from_bytes(&uid)).map(ArchiveId))
    }

    /// The archive that an opened one is, by its folder and by what it holds. Nothing is written.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn find(&self, opening: &Opening<'_>) -> Result<Option<ArchiveId>, StoreError> {
        Ok(find(&self.connection, opening)?)
    }

    /// The archive that an opened one is, a new one where it is none of the known; from now on it
    /// is known in this folder, and by what it holds now.
    ///
    /// # Errors
    /// When the store cannot be read or written.
    pub fn enter(&mut self, opening: &Opening<'_>, now: Moment) -> Result<ArchiveId, StoreError> {
        let sketch = Sketch::new(opening.posts.iter().map(|post| &post.heading)).to_bytes();
        let transaction = self.connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        // Inside the transaction: two programs that open a new archive at once make one of it.
        let id = match find(&transaction, opening)? {
            Some(id) => id,
            None => draw(&transaction)?,
        };
        let row = archive_row(&transaction, id)?;
        transaction.execute(
            "UPDATE archive SET name = ?2 WHERE id = ?1 AND name <> ?2",
            params![row, opening.name],
        )?;
        if opening.whole && !opening.posts.is_empty() {
            transaction.execute(
                "UPDATE archive SET sketch = ?2 WHERE id = ?1 AND sketch <> ?2",
                params![row, sketch],
            )?;
        }
        transaction.execute(
            "INSERT INTO root (path, archive, moment) VALUES (?1, ?2, ?3)
             ON CONFLICT (path) DO UPDATE SET archive = excluded.archive, moment = excluded.moment",
            params![opening.root.as_os_str().as_bytes(), row, now.0],
        )?;
        transaction.commit()?;
        Ok(id)
    }

    /// What is remembered of an archive, by the paths that its posts have now. `read` gives the
    /// identity of the body at a path; it is asked only while something is missing.
    ///
    /// # Errors
    /// When the store cannot be read or written.
    pub fn settle(
        &mut self,
        archive: ArchiveId,
        listed: &[Listed<'_>],
        read: &mut dyn FnMut(&str) -> Option<Identity>,
    ) -> Result<Remembered, StoreError> {
        let remembered = self.remembered(archive)?;
        let known =
            |post: &KnownPost| Known { path: post.path.clone(), heading: post.heading, body: post.body };
        let known: Vec<Known> = remembered.posts.iter().map(known).collect();
        let moves = moves::moves(&known, listed, read);
        let now: HashMap<&str, Identity> = listed.iter().map(|post| (post.path, post.heading)).collect();
        let other = |post: &Known| now.get(post.path.as_str()).is_some_and(|now| post.heading != Some(*now));
        if moves.is_empty() && !known.iter().any(other) {
            return Ok(remembered);
        }
        self.follow(archive, listed, &moves)?;
        self.remembered(archive)
    }

    /// Posts are elsewhere now ([`super::moves::moves`] found them), and have these titles. What
    /// is remembered of a post goes with it; of a post whose path another one took, it stays
    /// without a path, to be found again.
    ///
    /// # Errors
    /// When the store cannot be read or written.
    pub fn follow(
        &mut self,
        archive: ArchiveId,
        listed: &[Listed<'_>],
        moves: &[Move],
    ) -> Result<(), StoreError> {
        let transaction = self.connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let row = archive_row(&transaction, archive)?;
        let posts = posts(&transaction, row)?;
        let mut plan = Plan { transaction: &transaction, posts: &posts };
        plan.carry_out(moves)?;
        let headings: HashMap<&str, Identity> = listed.iter().map(|post| (post.path, post.heading)).collect();
        refresh(&transaction, row, &headings)?;
        transaction.commit()?;
        self.changed |= !moves.is_empty();
        Ok(())
    }
}

fn draw(connection: &Connection) -> rusqlite::Result<ArchiveId> {
    let drawn: [u8; 16] = connection.query_row("SELECT randomblob(16)", [], |row| row.get(0))?;
    Ok(ArchiveId(Identity(drawn)))
}

fn find(connection: &Connection, opening: &Opening<'_>) -> rusqlite::Result<Option<ArchiveId>> {
    let headings: Vec<Identity> = opening.posts.iter().map(|post| post.heading).collect();
    Ok(choose(&candidates(connection, opening.root)?, &headings))
}

fn candidates(connection: &Connection, root: &Path) -> rusqlite::Result<Vec<Candidate<ArchiveId>>> {
    let mut roots: HashMap<i64, Vec<Vec<u8>>> = HashMap::new();
    let mut statement = connection.prepare("SELECT archive, path FROM root")?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        roots.entry(row.get(0)?).or_default().push(row.get(1)?);
    }
    let mut statement = connection.prepare("SELECT id, uid, sketch FROM archive ORDER BY id")?;
    let mut rows = statement.query([])?;
    let mut all = Vec::new();
    while let Some(row) = rows.next()? {
        let Some(id) = super::load::identity(row, 1)?.map(ArchiveId) else { continue };
        let seen = roots.remove(&row.get(0)?).unwrap_or_default();
        let is_here = |path: &Vec<u8>| path.as_slice() == root.as_os_str().as_bytes();
        let stands = |path: &Vec<u8>| !is_here(path) && Path::new(OsStr::from_bytes(path)).exists();
        let sketch = Sketch::from_bytes(&row.get::<_, Vec<u8>>(2)?);
        all.push(Candidate {
            id,
            here: seen.iter().any(is_here),
            homeless: !seen.iter().any(stands),
            sketch,
        });
    }
    Ok(all)
}

struct PostRow {
    id: i64,
    heading: Option<Identity>,
}

fn posts(transaction: &Transaction<'_>, archive: i64) -> rusqlite::Result<HashMap<String, PostRow>> {
    let mut statement =
        transaction.prepare_cached("SELECT path, id, heading FROM post WHERE archive = ?1")?;
    let rows = statement.query_map([archive], |row| {
        Ok((row.get(0)?, PostRow { id: row.get(1)?, heading: super::load::identity(row, 2)? }))
    })?;
    rows.collect()
}

struct Plan<'a> {
    transaction: &'a Transaction<'a>,
    posts: &'a HashMap<String, PostRow>,
}

impl Plan<'_> {
    fn carry_out(&mut self, moves: &[Move]) -> rusqlite::Result<()> {
        let leaving: HashSet<&str> = moves.iter().map(|one| one.from.as_str()).collect();
        let mut going = Vec::new();
        for one in moves {
            let Some(source) = self.posts.get(&one.from) else { continue };
            let in_the_way = self.posts.get(&one.to).filter(|_| !leaving.contains(one.to.as_str()));
            match in_the_way {
                Some(twin) if twin.heading == source.heading => self.copy_marks(source.id, twin.id)?,
                other => {
                    if let Some(other) = other {
                        self.set_path(other.id, &format!("\0{}/{}", other.id, one.to))?;
                    }
                    going.push((source.id, one.to.as_str()));
                }
            }
        }
        // First all of them leave: posts may have changed places.
        for (id, _) in &going {
            self.set_path(*id, &format!("\0{id}"))?;
        }
        going.iter().try_for_each(|(id, path)| self.set_path(*id, path))
    }

    fn set_path(&self, id: i64, path: &str) -> rusqlite::Result<()> {
        self.transaction
            .prepare_cached("UPDATE post SET path = ?2 WHERE id = ?1")?
            .execute(params![id, path])?;
        Ok(())
    }

    /// What is said of one is said of the other, unless something later is.
    fn copy_marks(&self, from: i64, to: i64) -> rusqlite::Result<()> {
        let mut marks = self
            .transaction
            .prepare_cached("SELECT field, detail, value, moment FROM mark WHERE post = ?1")?;
        let mut rows = marks.query([from])?;
        while let Some(row) = rows.next()? {
            let (field, detail): (i64, String) = (row.get(0)?, row.get(1)?);
            let (value, moment): (Option<String>, i64) = (row.get(2)?, row.get(3)?);
            let known = "SELECT moment FROM mark WHERE post = ?1 AND field = ?2 AND detail = ?3";
            let there: Option<i64> =
                self.transaction.query_row(known, params![to, field, detail], |row| row.get(0)).optional()?;
            if there.is_none_or(|there| there < moment) {
                let seq = "SELECT coalesce(max(seq), 0) + 1 FROM mark";
                let seq: i64 = self.transaction.query_row(seq, [], |row| row.get(0))?;
                self.transaction
                    .prepare_cached(MARK)?
                    .execute(params![to, field, detail, value, moment, seq])?;
            }
        }
        Ok(())
    }
}

/// Posts that are known are called what they are called now.
fn refresh(
    transaction: &Transaction<'_>,
    archive: i64,
    headings: &HashMap<&str, Identity>,
) -> rusqlite::Result<()> {
    for (path, post) in posts(transaction, archive)? {
        if let Some(heading) = headings.get(path.as_str()).filter(|now| post.heading != Some(**now)) {
            let mut update = transaction.prepare_cached("UPDATE post SET heading = ?2 WHERE id = ?1")?;
            update.execute(params![post.id, heading.0])?;
        }
    }
    Ok(())
}
