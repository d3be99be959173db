//! What tells whether a file is still the one that was read. Who looks at files is `archive`.

/// A file's time and size. Two equal ones are taken for the same content.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Stamp {
    /// When it was last written, in nanoseconds since the epoch; 0 where that is not known.
    pub modified: i128,
    /// Its size in bytes.
    pub size: u64,
}

/// A stamp in twelve bytes, for many of them. Years beyond 2262 are all the same, and so are sizes
/// beyond 4 GB, which no post has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Short([u32; 3]);

impl From<Stamp> for Short {
    fn from(stamp: Stamp) -> Self {
        let modified = i64::try_from(stamp.modified).unwrap_or(i64::MAX).cast_unsigned();
        Self([modified as u32, (modified >> 32) as u32, u32::try_from(stamp.size).unwrap_or(u32::MAX)])
    }
}

impl From<Short> for Stamp {
    fn from(Short([low, high, size]): Short) -> Self {
        let modified = (u64::from(high) << 32 | u64::from(low)).cast_signed();
        Self { modified: modified.into(), size: size.into() }
    }
}
