//! Gives memory back that was needed for a moment. Threads that list an archive or pack its
//! texts need much of it for a second, and the system's allocator would keep it for them as long
//! as the program runs: more than all posts take. What is kept for good is decided elsewhere.

#[cfg(all(target_os = "linux", target_env = "gnu"))]
mod glibc {
    use std::ffi::c_int;

    // Both only touch the allocator's own books, under its own locks, and may be called at any
    // time from any thread (mallopt(3), malloc_trim(3)); they take plain numbers.
    #[expect(unsafe_code, reason = "the allocator has no other door")]
    unsafe extern "C" {
        pub safe fn mallopt(parameter: c_int, value: c_int) -> c_int;
        pub safe fn malloc_trim(pad: usize) -> c_int;
    }

    /// `M_MMAP_THRESHOLD` of `malloc.h`.
    pub const MMAP_THRESHOLD: c_int = -3;
}

/// From this size on a block is given back as soon as it is freed, in bytes.
const LARGE: i32 = 128 << 10;

/// Sees to it that large blocks go back as soon as they are freed. Left to itself, glibc keeps
/// blocks of up to 32 MB once it has seen one freed.
pub(super) fn begin() {
    #[cfg(all(target_os = "linux", target_env = "gnu"))]
    glibc::mallopt(glibc::MMAP_THRESHOLD, LARGE);
}

/// Gives back what is free: after work that needed much. Takes some milliseconds.
pub(super) fn give_back() {
    #[cfg(all(target_os = "linux", target_env = "gnu"))]
    glibc::malloc_trim(0);
}
