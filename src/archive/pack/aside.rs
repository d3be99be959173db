//! Work in the background: it has threads of its own, which give way to everything else that
//! wants a core.

use rayon::ThreadPoolBuilder;

/// How much the threads give way, of 19.
#[cfg(target_os = "linux")]
const NICE: i32 = 10;

/// Does work on threads that give way; the one that calls this is one of them from now on.
pub fn aside<R: Send>(work: impl FnOnce() -> R + Send) -> R {
    give_way();
    match ThreadPoolBuilder::new().thread_name(|_| "aside".into()).build() {
        Ok(pool) => pool.install(work),
        Err(_) => work(),
    }
}

/// Threads that are started later by this one do so too. Only Linux does that for a thread;
/// elsewhere it would be the whole program.
#[cfg(target_os = "linux")]
fn give_way() {
    // Where it is not allowed, the work is done all the same.
    let _ = rustix::process::setpriority_process(None, NICE);
}

#[cfg(not(target_os = "linux"))]
fn give_way() {}
