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

/// From now on this thread gives way, and so do those that it starts: only Linux does that for a
/// thread, elsewhere it would be the whole program. The pool that everyone uses does not; it is
/// started before.
pub fn give_way() {
    let _ = rayon::current_num_threads();
    // Where it is not allowed, the work is done all the same.
    #[cfg(target_os = "linux")]
    let _ = rustix::process::setpriority_process(None, NICE);
}
