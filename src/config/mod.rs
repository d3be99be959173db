//! Where things of the user live on disk, and (later) what the user has configured.
//!
//! - [`paths`]: the folders

pub mod paths;
