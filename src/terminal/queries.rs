//! The queries of before, in a file of the user's own: a line each, the newest last. A query is
//! appended at once, so that a crash loses none and two running copies keep those of both.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use crate::text::sanitize;

/// Bytes of the file that are read, and of one line.
const MOST_BYTES: usize = 1 << 20;
const MOST_LINE: usize = 4096;

/// Where queries are kept, and how many.
#[derive(Debug, Clone)]
pub struct Queries {
    /// The file, which need not exist; none where there is no place for it.
    pub file: Option<PathBuf>,
    /// The newest so many are kept.
    pub most: usize,
}

impl Queries {
    /// Those that are kept, the newest last. Where the file has grown to twice as many lines it
    /// is written anew; that it cannot be read or written is no reason not to start.
    pub fn load(&self) -> Vec<String> {
        let Some(file) = &self.file else { return Vec::new() };
        let (queries, lines) = self.read(file);
        if lines > 2 * self.most {
            let _ = self.shorten(file);
        }
        queries
    }

    fn read(&self, file: &Path) -> (Vec<String>, usize) {
        let bytes = fs::read(file).unwrap_or_default();
        let text = String::from_utf8_lossy(&bytes[bytes.len().saturating_sub(MOST_BYTES)..]).into_owned();
        let mut queries: Vec<String> = Vec::new();
        for line in text.lines().rev() {
            let line = sanitize::line(line.trim()).into_owned();
            if !line.is_empty() && line.len() <= MOST_LINE && !queries.contains(&line) {
                queries.push(line);
            }
            if queries.len() == self.most {
                break;
            }
        }
        queries.reverse();
        (queries, text.lines().count())
    }

    /// Writes the newest ones into a new file, which takes the place of the old one. Whoever
    /// appends meanwhile waits for it, or for a moment goes without.
    fn shorten(&self, file: &Path) -> io::Result<()> {
        let lock = lock(file)?;
        // What was appended before the lock was had is read too.
        let (queries, _) = self.read(file);
        let new = file.with_extension(format!("{}.new", std::process::id()));
        let mut text = queries.join("\n");
        text.push('\n');
        let written = private(OpenOptions::new().write(true).create(true).truncate(true))
            .open(&new)
            .and_then(|mut out| out.write_all(text.as_bytes()).and_then(|()| out.sync_all()))
            .and_then(|()| fs::rename(&new, file));
        if written.is_err() {
            let _ = fs::remove_file(&new);
        }
        drop(lock);
        written
    }

    /// Appends a query.
    ///
    /// # Errors
    /// When the file or its folder cannot be made or written.
    pub fn keep(&self, query: &str) -> io::Result<()> {
        let Some(file) = &self.file else { return Ok(()) };
        let line = sanitize::line(query.trim()).into_owned();
        if line.is_empty() || line.len() > MOST_LINE {
            return Ok(());
        }
        if let Some(folder) = file.parent() {
            fs::create_dir_all(folder)?;
        }
        let lock = lock(file)?;
        let mut out = private(OpenOptions::new().append(true).create(true)).open(file)?;
        // One write: lines of two copies cannot mix even where the lock means nothing.
        out.write_all(format!("{line}\n").as_bytes())?;
        drop(lock);
        Ok(())
    }
}

/// Held while the file is changed. It is another file, since a new one may take the place of
/// the first. Systems that know no locks go without.
fn lock(file: &Path) -> io::Result<File> {
    let lock = private(OpenOptions::new().write(true).create(true).truncate(false))
        .open(file.with_extension("lock"))?;
    let _ = lock.lock();
    Ok(lock)
}

/// Files that only their owner reads.
fn private(options: &mut OpenOptions) -> &mut OpenOptions {
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(options, 0o600);
    options
}

#[cfg(test)]
mod tests {
    use super::*;

    fn queries(folder: &Path, most: usize) -> Queries {
        Queries { file: Some(folder.join("看报/queries")), most }
    }

    #[test]
    fn they_come_back_once_each_the_newest_last() {
        let folder = tempfile::tempdir().unwrap();
        let kept = queries(folder.path(), 3);
        assert_eq!(kept.load(), Vec::<String>::new());
        for query in ["银行", "tag:要闻", "银行", " ", "date:昨天\n-x", "ㅅㅅ"] {
            kept.keep(query).unwrap();
        }
        assert_eq!(kept.load(), ["银行", "date:昨天 -x", "ㅅㅅ"]);
        for nth in 0..8 {
            kept.keep(&format!("q{nth}")).unwrap();
        }
        assert_eq!(kept.load(), ["q5", "q6", "q7"]);
        assert_eq!(fs::read_to_string(kept.file.as_ref().unwrap()).unwrap(), "q5\nq6\nq7\n");
    }

    #[test]
    fn two_copies_keep_the_lines_of_both() {
        let folder = tempfile::tempdir().unwrap();
        let write = |name: &'static str| {
            let kept = queries(folder.path(), 500);
            std::thread::spawn(move || (0..200).for_each(|nth| kept.keep(&format!("{name}{nth}")).unwrap()))
        };
        for copy in [write("甲"), write("乙")] {
            copy.join().unwrap();
        }
        assert_eq!(queries(folder.path(), 500).load().len(), 400);
    }

    #[cfg(unix)]
    #[test]
    fn only_the_owner_reads_them() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().unwrap();
        let kept = queries(folder.path(), 3);
        kept.keep("银行").unwrap();
        let mode = fs::metadata(kept.file.as_ref().unwrap()).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
    }

    #[test]
    fn a_place_that_cannot_be_written_is_an_error_and_no_harm() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("看报"), "no folder").unwrap();
        let kept = queries(folder.path(), 3);
        assert!(kept.keep("银行").is_err());
        assert_eq!(kept.load(), Vec::<String>::new());
        assert!(Queries { file: None, most: 3 }.keep("银行").is_ok());
    }
}
