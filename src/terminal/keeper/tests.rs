//! The keeper with real stores: what is handed over is on disk, whatever ends the program.

use std::path::Path;
use std::sync::mpsc;

use tempfile::TempDir;

use super::*;
use crate::state::store::ArchiveId;
use crate::state::{Field, Opening, PostKey, Value};

/// Longer than anything here takes; nothing waits for it that comes.
const PATIENCE: Duration = Duration::from_secs(60);

fn enter(store: &mut Store) -> ArchiveId {
    let opening = Opening { root: Path::new("/晨报"), name: "晨报", posts: &[], whole: true };
    store.enter(&opening, Moment(1)).unwrap()
}

fn mark(archive: ArchiveId, path: &str) -> Write {
    let post = PostKey { archive, path: path.into(), heading: None, body: None };
    Write::Mark { post, field: Field::Read, value: Value::Yes, moment: Moment(5) }
}

fn start(folder: &TempDir) -> (Keeper, ArchiveId, Receiver<Report>) {
    let archive = enter(&mut Store::open(Some(folder.path()), Moment(1)));
    let (send, reports) = mpsc::channel();
    let keeper = Keeper::start(Some(folder.path().to_owned()), move |report| drop(send.send(report)));
    (keeper.unwrap(), archive, reports)
}

fn paths(folder: &TempDir, archive: ArchiveId) -> Vec<String> {
    let store = Store::open(Some(folder.path()), Moment(9));
    store.remembered(archive).unwrap().posts.into_iter().map(|post| post.path).collect()
}

#[test]
fn what_was_handed_over_is_written_at_the_end() {
    let folder = TempDir::new().unwrap();
    let (keeper, archive, _) = start(&folder);
    keeper.write(vec![mark(archive, "雨.md")]);
    keeper.write(vec![mark(archive, "雪.md")]);
    drop(keeper);
    assert_eq!(paths(&folder, archive), ["雨.md", "雪.md"]);
}

#[test]
fn what_was_handed_over_is_written_when_the_program_panics() {
    let folder = TempDir::new().unwrap();
    let (keeper, archive, _) = start(&folder);
    let panics = thread::spawn(move || {
        keeper.write(vec![mark(archive, "雨.md")]);
        panic!("for a test");
    });
    assert!(panics.join().is_err());
    assert_eq!(paths(&folder, archive), ["雨.md"]);
}

#[test]
fn it_is_written_without_anybody_asking_and_at_once_where_somebody_does() {
    let folder = TempDir::new().unwrap();
    let (keeper, archive, reports) = start(&folder);
    keeper.write(vec![mark(archive, "雨.md")]);
    assert_eq!(reports.recv_timeout(PATIENCE), Ok(Report::Kept(1)));
    keeper.write(vec![mark(archive, "雪.md"), mark(archive, "霜.md")]);
    assert!(keeper.hand().flush(PATIENCE));
    assert_eq!(paths(&folder, archive), ["雨.md", "雪.md", "霜.md"]);
    let hand = keeper.hand();
    drop(keeper);
    assert!(!hand.flush(PATIENCE));
}

#[test]
fn a_failure_is_told_once_and_nothing_is_lost() {
    let folder = TempDir::new().unwrap();
    let (keeper, archive, reports) = start(&folder);
    keeper.work(|store| store.fill_disk(1));
    let all: Vec<_> = (0..3000).map(|at| mark(archive, &format!("_posts/很长的文件名-{at}.md"))).collect();
    keeper.write(all);
    assert!(!keeper.hand().flush(PATIENCE));
    assert!(!keeper.hand().flush(PATIENCE));
    assert_eq!(reports.try_iter().collect::<Vec<_>>(), [Report::Failed(StoreError::Full)]);
    keeper.work(|store| store.fill_disk(0));
    assert!(keeper.hand().flush(PATIENCE));
    assert_eq!(paths(&folder, archive).len(), 3000);
    let unkept = keeper.unkept();
    drop(keeper);
    assert_eq!(unkept.load(Ordering::Acquire), 0);
}

#[test]
fn marks_that_never_reached_the_disk_are_counted() {
    let folder = TempDir::new().unwrap();
    let (keeper, archive, _reports) = start(&folder);
    keeper.work(|store| store.fill_disk(1));
    keeper.write((0..3000).map(|at| mark(archive, &format!("_posts/很长的文件名-{at}.md"))).collect());
    let unkept = keeper.unkept();
    drop(keeper);
    assert_eq!(unkept.load(Ordering::Acquire), 3000);
}

#[cfg(target_os = "linux")]
#[test]
fn what_another_program_writes_is_told_without_a_tick() {
    let folder = TempDir::new().unwrap();
    let (keeper, archive, reports) = start(&folder);
    // The store is open, and what was written before is known.
    assert!(keeper.hand().flush(PATIENCE));
    let mut other = Store::open(Some(folder.path()), Moment(1));
    other.write(&[mark(archive, "雨.md")], Moment(1)).unwrap();
    let Ok(Report::Others(others)) = reports.recv_timeout(PATIENCE) else { panic!("nothing was told") };
    assert_eq!(others.iter().map(|other| other.path.as_str()).collect::<Vec<_>>(), ["雨.md"]);
    assert!(keeper.stamp() > Moment(5));
}
