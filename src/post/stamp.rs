//! What tells whether a file is still the one that was read. Who looks at files is `archive`.

/// A file's time and size. Two equal ones are taken for the same content.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Stamp {
    /// When it was last written, in nanoseconds since the epoch; 0 where that is not known.
    pub modified: i128,
    /// Its size in bytes.
    pub size: u64,
}
