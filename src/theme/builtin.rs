//! The themes that come with the program, embedded from `themes/` at build time. A
//! test holds this table against the folder; what a theme says stands in its file.

use super::{Theme, raw};

/// Name and file of each built-in theme; the first is the default.
pub const FILES: [(&str, &str); 5] = [
    ("night", include_str!("../../themes/night.yaml")),
    ("paper", include_str!("../../themes/paper.yaml")),
    ("newsprint", include_str!("../../themes/newsprint.yaml")),
    ("contrast", include_str!("../../themes/contrast.yaml")),
    ("ansi", include_str!("../../themes/ansi.yaml")),
];

/// The names of the built-in themes; the first is the default.
pub const NAMES: [&str; FILES.len()] = [FILES[0].0, FILES[1].0, FILES[2].0, FILES[3].0, FILES[4].0];

/// The embedded file of a theme.
pub fn source(name: &str) -> Option<&'static str> {
    FILES.iter().find(|(known, _)| *known == name).map(|(_, yaml)| *yaml)
}

impl Theme {
    /// A built-in theme.
    ///
    /// # Errors
    /// When none has that name.
    pub fn builtin(name: &str) -> anyhow::Result<Self> {
        let yaml = source(name).ok_or_else(|| super::find::unknown(name, NAMES))?;
        raw::read(yaml, &format!("themes/{name}.yaml"))
    }
}
