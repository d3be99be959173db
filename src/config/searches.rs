//! Saved searches on disk. Those of `config.yaml` are the user's and never written; those that
//! the reader saves stand in `searches.yaml` beside it, in the same notation. That file is read
//! again under a lock before each change and replaced as a whole, so that neither two running
//! copies nor a crash loses one.

use std::fmt;
use std::fs::{self, File};
use std::io::Write;
use std::path::{Path, PathBuf};

use anyhow::Context;
use serde::de::{Error, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize};

use super::{paths, shown};
use crate::query::saved::{Change, Saved};
use crate::query::{Fault, Now, Query, QueryError};
use crate::text::sanitize;
use crate::yaml;

/// What stands at the beginning of the file.
const HEADING: &str = "\
# kanbao 保存的查询（在阅读器中按 B 保存、按 D 删除）。格式与 config.yaml 的 searches 相同。
# The searches that kanbao saved (B in the reader saves, D removes), written as in config.yaml.
";

/// A saved search as it is written.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawSearch {
    #[serde(deserialize_with = "name")]
    pub(super) name: String,
    #[serde(deserialize_with = "query")]
    pub(super) query: String,
}

impl RawSearch {
    pub(super) fn of(saved: &Saved) -> Self {
        Self { name: saved.name.clone(), query: saved.query.clone() }
    }

    pub(super) fn saved(self, own: bool) -> Saved {
        Saved { name: self.name, query: self.query, own }
    }
}

/// The whole file of the program's own ones.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields, default)]
struct RawFile {
    #[serde(deserialize_with = "list")]
    searches: Option<Vec<RawSearch>>,
}

fn name<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    let name = String::deserialize(deserializer)?;
    let clean = sanitize::line(&name).split_whitespace().collect::<Vec<_>>().join(" ");
    if clean.is_empty() { Err(D::Error::custom("name: write a name")) } else { Ok(clean) }
}

fn query<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    let text = String::deserialize(deserializer)?;
    let query = sanitize::line(text.trim()).into_owned();
    match Query::parse(&query, Now::default()) {
        _ if query.is_empty() => Err(D::Error::custom("query: write a query")),
        Ok(_) => Ok(query),
        // What depends on the day is found out when it is used.
        Err(QueryError { kind: Fault::Reversed | Fault::FutureDate, .. }) => Ok(query),
        Err(error) => Err(D::Error::custom(format!("query: {error}"))),
    }
}

/// A list in which no name stands twice.
pub(super) fn list<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Vec<RawSearch>>, D::Error> {
    struct List;
    impl<'de> Visitor<'de> for List {
        type Value = Option<Vec<RawSearch>>;

        fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
            out.write_str("a list of `name` and `query`")
        }

        fn visit_unit<E: Error>(self) -> Result<Self::Value, E> {
            Ok(None)
        }

        fn visit_seq<A: SeqAccess<'de>>(self, mut entries: A) -> Result<Self::Value, A::Error> {
            let mut list: Vec<RawSearch> = Vec::new();
            while let Some(entry) = entries.next_element::<RawSearch>()? {
                if list.iter().any(|other| other.name == entry.name) {
                    let twice = format!("the name {:?} stands there twice; write another one", entry.name);
                    return Err(A::Error::custom(twice));
                }
                list.push(entry);
            }
            Ok(Some(list))
        }
    }
    deserializer.deserialize_any(List)
}

/// The file of the program's own saved searches, which need not exist: beside the config file.
fn file() -> Option<PathBuf> {
    let named = paths::named_config_file().and_then(|file| file.parent().map(Path::to_owned));
    Some(named.or_else(paths::config_dir)?.join("searches.yaml"))
}

/// The program's own saved searches.
///
/// # Errors
/// The file and line, what is wrong there, and what to write.
pub(super) fn own() -> anyhow::Result<Vec<Saved>> {
    file().map_or(Ok(Vec::new()), |file| read(&file))
}

fn read(file: &Path) -> anyhow::Result<Vec<Saved>> {
    let text = super::read(file, false)?.unwrap_or_default();
    of(&text, &shown(file))
}

fn of(text: &str, file: &str) -> anyhow::Result<Vec<Saved>> {
    let raw = yaml::read(text, file, std::marker::PhantomData::<Option<RawFile>>)
        .map_err(|error| anyhow::anyhow!(super::raw::advised(&error.to_string())))?;
    let all = raw.unwrap_or_default().searches.unwrap_or_default();
    Ok(all.into_iter().map(|raw| raw.saved(true)).collect())
}

/// Changes the program's own saved searches on disk; returns all of them as they are then, with
/// what other running copies saved.
///
/// # Errors
/// When the file cannot be read, has a mistake, or cannot be written; it is left as it is.
pub fn change(change: &Change) -> anyhow::Result<Vec<Saved>> {
    change_in(&file().context(paths::NO_HOME)?, change)
}

fn change_in(file: &Path, change: &Change) -> anyhow::Result<Vec<Saved>> {
    let context = || format!("cannot write {}", shown(file));
    let folder = file.parent().with_context(context)?;
    let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    fs::create_dir_all(folder).with_context(context)?;
    // The folder is what is locked: the file is another one after each change. Where a disk knows
    // no locks, the moment between reading and writing is not guarded.
    let lock = File::open(folder).with_context(context)?;
    let _ = lock.lock();
    // A link is kept, and what it leads to is replaced.
    let real = fs::canonicalize(file).unwrap_or_else(|_| file.to_owned());
    let mut all = read(&real)?;
    apply(&mut all, change);
    write(&real, &all).with_context(context)?;
    Ok(all)
}

fn apply(all: &mut Vec<Saved>, change: &Change) {
    match change {
        Change::Remove(name) => all.retain(|saved| saved.name != *name),
        Change::Save(new) => match all.iter_mut().find(|saved| saved.name == new.name) {
            Some(old) => old.query.clone_from(&new.query),
            None => all.push(Saved { own: true, ..new.clone() }),
        },
    }
}

fn write(file: &Path, all: &[Saved]) -> anyhow::Result<()> {
    let raw = RawFile { searches: Some(all.iter().map(RawSearch::of).collect()) };
    let text = HEADING.to_owned() + &serde_yaml::to_string(&raw)?;
    let new = file.with_extension("yaml.new");
    let mut made = File::create(&new)?;
    made.write_all(text.as_bytes())?;
    made.sync_all()?;
    Ok(fs::rename(&new, file)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn save(name: &str, query: &str) -> Change {
        Change::Save(Saved { name: name.into(), query: query.into(), own: true })
    }

    fn names(all: &[Saved]) -> Vec<&str> {
        all.iter().map(|saved| saved.name.as_str()).collect()
    }

    #[test]
    fn what_is_saved_is_read_back_in_its_order() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("看报").join("searches.yaml");
        let tricky = r#"tag:"a: b" -cat:"广告 # 'x'" "引号" - yes"#;
        change_in(&file, &save("银行", "tag:银行")).unwrap();
        change_in(&file, &save("- 怪: #名", tricky)).unwrap();
        change_in(&file, &save("no", "雨")).unwrap();
        let all = change_in(&file, &save("银行", "银行 雪球")).unwrap();
        assert_eq!(names(&all), ["银行", "- 怪: #名", "no"]);
        assert_eq!(read(&file).unwrap(), all);
        assert_eq!((all[0].query.as_str(), all[1].query.as_str()), ("银行 雪球", tricky));
        let all = change_in(&file, &Change::Remove("- 怪: #名".into())).unwrap();
        assert_eq!(names(&all), ["银行", "no"]);
        assert_eq!(names(&change_in(&file, &Change::Remove("没有".into())).unwrap()), ["银行", "no"]);
        let left: Vec<_> = fs::read_dir(file.parent().unwrap()).unwrap().collect();
        assert_eq!(left.len(), 1, "{left:?}");
    }

    #[test]
    fn copies_that_save_at_once_lose_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("searches.yaml");
        std::thread::scope(|scope| {
            for copy in 0..4 {
                let file = &file;
                scope.spawn(move || {
                    for nth in 0..8 {
                        change_in(file, &save(&format!("{copy}-{nth}"), "银行")).unwrap();
                    }
                });
            }
        });
        assert_eq!(read(&file).unwrap().len(), 32);
    }

    #[test]
    fn a_file_with_a_mistake_is_left_as_it_is() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("searches.yaml");
        let broken = "searches:\n- name: 银行\n  qeury: 银行\n";
        fs::write(&file, broken).unwrap();
        let error = change_in(&file, &save("雨", "雨")).unwrap_err().to_string();
        assert!(error.contains("searches.yaml:3: ") && error.contains("did you mean \"query\"?"), "{error}");
        assert_eq!(fs::read_to_string(&file).unwrap(), broken);
    }

    #[cfg(unix)]
    #[test]
    fn a_link_stays_a_link() {
        let folder = tempfile::tempdir().unwrap();
        let (real, link) = (folder.path().join("真.yaml"), folder.path().join("searches.yaml"));
        fs::write(&real, "").unwrap();
        std::os::unix::fs::symlink(&real, &link).unwrap();
        change_in(&link, &save("雨", "雨")).unwrap();
        assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
        assert_eq!(names(&read(&real).unwrap()), ["雨"]);
    }
}
