//! Opening the store, whatever state it is in: missing, older, damaged, of a later version, in a
//! folder that cannot be written. It always ends with a store; what was wrong is a warning.

use std::fs::{self, File, OpenOptions};
use std::io::Read;
use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::backup::Backup;
use rusqlite::config::DbConfig;
use rusqlite::{Connection, OpenFlags};

use super::store::{FILE, LOCK, Store, StoreError, number};
use super::{Moment, Warning, rescue, schema};

/// How long a statement waits for another program.
const PATIENCE: Duration = Duration::from_secs(5);
/// Steps of the library between two looks at how long a check takes, and how many looks.
const LOOK: i32 = 10_000;
const LOOKS: u32 = 5_000;

/// No version will be later than this: a greater number is damage.
const LATEST: u32 = 255;

/// When a file is looked through.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Check {
    /// Before it is used.
    First,
    /// When there is time: it takes the longer the more is kept.
    Later,
}

/// Why a file is not used.
#[derive(Debug)]
pub(super) enum Refusal {
    /// A later version wrote it.
    Future(u32),
    /// It is damaged.
    Damaged,
    /// It cannot be written, or not opened at all.
    Other(String),
}

impl From<StoreError> for Refusal {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::Damaged(_) => Self::Damaged,
            other => Self::Other(other.to_string()),
        }
    }
}

impl From<rusqlite::Error> for Refusal {
    fn from(error: rusqlite::Error) -> Self {
        StoreError::from(error).into()
    }
}

impl From<std::io::Error> for Refusal {
    fn from(error: std::io::Error) -> Self {
        StoreError::from(error).into()
    }
}

impl Store {
    /// Opens the store in a folder, which is made if it is not there. What was wrong and what
    /// was done about it is in [`Store::take_warnings`].
    pub fn open(folder: Option<&Path>, now: Moment) -> Self {
        Self::open_as(folder, Check::First, now)
    }

    /// The same for who has no time: [`Store::check`] is to follow before anything is written.
    pub fn open_unchecked(folder: Option<&Path>, now: Moment) -> Self {
        Self::open_as(folder, Check::Later, now)
    }

    /// Looks through the whole file. A damaged one is set aside as [`Store::open`] does; whether
    /// that was so.
    pub fn check(&mut self, now: Moment) -> bool {
        let damaged = self.is_kept() && matches!(check(&mut self.connection), Err(Refusal::Damaged));
        if damaged {
            self.reopen(now);
        }
        damaged
    }

    fn open_as(folder: Option<&Path>, check: Check, now: Moment) -> Self {
        let Some(folder) = folder else { return Self::in_memory(None, Some(Warning::NoFolder)) };
        let file = folder.join(FILE);
        match on_disk(folder, check, now) {
            Ok(store) => store,
            Err(Refusal::Future(version)) => Self::in_memory(None, Some(Warning::Future { file, version })),
            Err(Refusal::Damaged) => {
                let why = StoreError::Damaged(String::new()).to_string();
                Self::in_memory(None, Some(Warning::NotWritable { file, why }))
            }
            Err(Refusal::Other(why)) => {
                let copy = copied(&file).ok();
                Self::in_memory(copy, Some(Warning::NotWritable { file, why }))
            }
        }
    }

    /// The store in a folder, if there is one; else an empty one in memory. For who only asks.
    pub fn open_existing(folder: Option<&Path>, now: Moment) -> Self {
        match folder {
            Some(folder) if folder.join(FILE).exists() => Self::open(Some(folder), now),
            _ => Self::in_memory(None, None),
        }
    }

    /// A store that lasts as long as the program.
    pub(super) fn in_memory(copy: Option<Connection>, warning: Option<Warning>) -> Self {
        let connection = copy.or_else(|| {
            let mut empty = Connection::open_in_memory().ok()?;
            schema::migrate(&mut empty).ok()?;
            Some(empty)
        });
        let connection = connection.unwrap_or_else(|| unreachable!("SQLite opens a store in memory"));
        let mut store = Self::over(connection, None);
        store.warnings.extend(warning);
        store
    }

    fn over(connection: Connection, folder: Option<PathBuf>) -> Self {
        let file = folder.as_ref().and_then(|folder| number(&folder.join(FILE)));
        let ask = |sql| connection.query_row(sql, [], |row| row.get(0)).unwrap_or_default();
        Self {
            seen: ask("SELECT coalesce(max(seq), 0) FROM mark"),
            floor: Moment(ask("SELECT coalesce(max(moment), 0) FROM mark")),
            data_version: ask("PRAGMA data_version"),
            connection,
            folder,
            file,
            changed: false,
            warnings: Vec::new(),
        }
    }
}

fn on_disk(folder: &Path, check: Check, now: Moment) -> Result<Store, Refusal> {
    fs::create_dir_all(folder)?;
    let lock = OpenOptions::new().create(true).truncate(false).write(true).open(folder.join(LOCK))?;
    // Nobody may set a file aside while another one opens it. Held for as long as that takes.
    lock.lock()?;
    let file = folder.join(FILE);
    match connect(&file, check) {
        Ok(connection) => Ok(Store::over(connection, Some(folder.to_owned()))),
        Err(Refusal::Damaged) => {
            let replaced = rescue::replace(folder, now)?;
            let mut store = Store::over(connect(&file, Check::First)?, Some(folder.to_owned()));
            let saved = store.merge(&replaced.items)?;
            let (aside, restored) = (replaced.aside, replaced.restored);
            store.warnings.push(Warning::Damaged { aside, restored, saved });
            Ok(store)
        }
        Err(refusal) => Err(refusal),
    }
}

/// Opens a file and brings it to this version.
pub(super) fn connect(file: &Path, check: Check) -> Result<Connection, Refusal> {
    look(file)?;
    let mut connection = Connection::open(file)?;
    let prepared = prepare(&mut connection, check);
    if prepared.is_err() {
        // What is wrong is left as it is: nothing of the log goes into a damaged file.
        let _ = connection.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, true);
    }
    prepared.map(|()| connection)
}

/// Looks at the header by hand, so that a file of a later version is not even touched.
fn look(file: &Path) -> Result<(), Refusal> {
    let mut header = [0; 100];
    let read = match File::open(file) {
        Ok(mut file) => file.read(&mut header)?,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(()),
        Err(error) => return Err(error.into()),
    };
    if read == 0 {
        return Ok(());
    }
    if read < header.len() || !header.starts_with(b"SQLite format 3\0") {
        return Err(Refusal::Damaged);
    }
    // https://sqlite.org/fileformat.html, "User version number".
    let version = u32::from_be_bytes([header[60], header[61], header[62], header[63]]);
    match version {
        0..=schema::VERSION => Ok(()),
        _ if version <= LATEST => Err(Refusal::Future(version)),
        _ => Err(Refusal::Damaged),
    }
}

fn prepare(connection: &mut Connection, when: Check) -> Result<(), Refusal> {
    connection.busy_timeout(PATIENCE)?;
    if connection.is_readonly("main")? {
        return Err(Refusal::Other("it is read-only".into()));
    }
    // A mark that was committed survives a loss of power, not only kill -9.
    connection.pragma_update_and_check(None, "journal_mode", "WAL", |_| Ok(()))?;
    connection.pragma_update(None, "synchronous", "FULL")?;
    let version = schema::version(connection)?;
    if version > schema::VERSION {
        return Err(Refusal::Future(version));
    }
    // Nothing is made of an older file that may be damaged.
    if when == Check::First || version < schema::VERSION {
        check(connection)?;
    }
    match schema::migrate(connection).map_err(StoreError::from) {
        Ok(_) => Ok(()),
        Err(StoreError::Other(_)) => Err(Refusal::Damaged),
        Err(error) => Err(error.into()),
    }
}

/// Checks the file, indexes against tables too. A check that takes too long is given up: then
/// damage shows when it is read.
pub(super) fn check(connection: &mut Connection) -> Result<(), Refusal> {
    let mut looks = 0;
    connection.progress_handler(
        LOOK,
        Some(move || {
            looks += 1;
            looks > LOOKS
        }),
    )?;
    let answer: rusqlite::Result<String> =
        connection.query_row("PRAGMA integrity_check(1)", [], |row| row.get(0));
    connection.progress_handler(LOOK, None::<fn() -> bool>)?;
    match answer {
        Ok(answer) if answer == "ok" => Ok(()),
        Ok(_) => Err(Refusal::Damaged),
        Err(error) if error.sqlite_error_code() == Some(rusqlite::ErrorCode::OperationInterrupted) => Ok(()),
        Err(error) => Err(error.into()),
    }
}

/// What a file that cannot be written holds, in memory.
fn copied(file: &Path) -> Result<Connection, Refusal> {
    look(file)?;
    let mut copy = Connection::open_in_memory()?;
    let folder = tempfile::tempdir()?;
    let source = readable(file, folder.path())?;
    Backup::new(&source, &mut copy)?.run_to_completion(1 << 20, Duration::ZERO, None)?;
    schema::migrate(&mut copy)?;
    Ok(copy)
}

/// Opens a file to read it only: as it is where it has no log, else a copy of both.
pub(super) fn readable(file: &Path, scratch: &Path) -> Result<Connection, Refusal> {
    let log = beside(file, "-wal");
    if !log.metadata().is_ok_and(|log| log.len() > 0) {
        let mut uri = String::from("file:");
        for byte in file.as_os_str().as_encoded_bytes() {
            match byte {
                b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'/' | b'.' | b'-' | b'_' => {
                    uri.push(char::from(*byte))
                }
                byte => uri.push_str(&format!("%{byte:02x}")),
            }
        }
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_URI;
        return Ok(Connection::open_with_flags(format!("{uri}?immutable=1"), flags)?);
    }
    let copy = scratch.join(FILE);
    fs::copy(file, &copy)?;
    fs::copy(log, beside(&copy, "-wal"))?;
    Ok(Connection::open(copy)?)
}

/// The file that SQLite keeps beside another.
pub(super) fn beside(file: &Path, suffix: &str) -> PathBuf {
    let mut name = file.as_os_str().to_owned();
    name.push(suffix);
    PathBuf::from(name)
}
