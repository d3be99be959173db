//! The thread that sees another program write marks: the system tells it, so nothing is asked in
//! vain. Without inotify, other marks come with the next own one.

use std::io;
use std::path::Path;
use std::sync::mpsc::Sender;

use super::Order;

/// The watch; dropping it ends its thread.
pub(super) struct Watch {
    _end: io::PipeWriter,
}

#[cfg(target_os = "linux")]
impl Watch {
    /// Watches the folder of the store.
    ///
    /// # Errors
    /// When the folder cannot be made or watched, or no thread can be had.
    pub(super) fn start(folder: &Path, orders: Sender<Order>) -> io::Result<Self> {
        use rustix::fs::inotify;
        std::fs::create_dir_all(folder)?;
        let (ended, end) = io::pipe()?;
        let notices = inotify::init(inotify::CreateFlags::CLOEXEC | inotify::CreateFlags::NONBLOCK)?;
        let changes = inotify::WatchFlags::MODIFY | inotify::WatchFlags::MOVED_TO;
        inotify::add_watch(&notices, folder, changes)?;
        let run = move || while hears(&notices, &ended) && orders.send(Order::LogWritten).is_ok() {};
        std::thread::Builder::new().name("marks".into()).spawn(run)?;
        Ok(Self { _end: end })
    }
}

#[cfg(not(target_os = "linux"))]
impl Watch {
    /// There is none on this system.
    ///
    /// # Errors
    /// Always.
    pub(super) fn start(_: &Path, _: Sender<Order>) -> io::Result<Self> {
        Err(io::ErrorKind::Unsupported.into())
    }
}

/// Waits until a log of the store is written, by whomever; false when the watch is over.
#[cfg(target_os = "linux")]
fn hears(notices: &impl std::os::fd::AsFd, ended: &impl std::os::fd::AsFd) -> bool {
    use rustix::event::{PollFd, PollFlags, poll};
    loop {
        let mut both = [PollFd::new(notices, PollFlags::IN), PollFd::new(ended, PollFlags::IN)];
        match poll(&mut both, None) {
            Err(rustix::io::Errno::INTR) => continue,
            Err(_) => return false,
            Ok(_) => {}
        }
        if !both[1].revents().is_empty() {
            return false;
        }
        if is_log(notices) {
            return true;
        }
    }
}

/// Whether one of the notices that are there is of the log: the store's other files change with
/// every look at it.
#[cfg(target_os = "linux")]
fn is_log(notices: &impl std::os::fd::AsFd) -> bool {
    let mut buffer = [std::mem::MaybeUninit::uninit(); 4096];
    let mut reader = rustix::fs::inotify::Reader::new(notices, &mut buffer);
    let mut found = false;
    while let Ok(notice) = reader.next() {
        found |= notice.file_name().is_some_and(|name| name.to_bytes().ends_with(b".sqlite-wal"));
    }
    found
}
