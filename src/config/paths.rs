//! The folders of the user: the one place that asks the system for them. Nothing is
//! read or made here, and what stands in the files is not known.

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use directories::{BaseDirs, ProjectDirs};

/// Names the configuration folder itself, in place of the system's one.
pub const CONFIG_DIR: &str = "KANBAO_CONFIG_DIR";

/// Names the config file itself.
pub const CONFIG_FILE: &str = "KANBAO_CONFIG";

/// Names the folder of the marks itself, in place of the system's one.
pub const STATE_DIR: &str = "KANBAO_STATE_DIR";

/// What is said where the system knows no folder for configuration.
pub const NO_HOME: &str = "the system names no folder for configuration; name a file in KANBAO_CONFIG";

/// The folder of the user's configuration, which need not exist: `$KANBAO_CONFIG_DIR`,
/// else `kanbao` in the folder that the system keeps for it (`$XDG_CONFIG_HOME` or
/// `~/.config` on Linux). `None` when the user has no home.
pub fn config_dir() -> Option<PathBuf> {
    config_dir_with(std::env::var_os(CONFIG_DIR))
}

/// The config file itself, where `$KANBAO_CONFIG` names another than the user's usual one.
pub fn named_config_file() -> Option<PathBuf> {
    std::env::var_os(CONFIG_FILE).filter(|file| !file.is_empty()).map(PathBuf::from)
}

/// The user's usual config file, which need not exist.
pub fn config_file() -> Option<PathBuf> {
    config_dir().map(|folder| folder.join("config.yaml"))
}

/// A path with the user's home for a `~` at its beginning; None when there is no home.
pub fn expanded(path: &Path) -> Option<PathBuf> {
    match path.strip_prefix("~") {
        Ok(rest) => BaseDirs::new().map(|folders| folders.home_dir().join(rest)),
        Err(_) => Some(path.to_owned()),
    }
}

/// The folder of the user's own themes, which need not exist.
pub fn themes_dir() -> Option<PathBuf> {
    config_dir().map(|folder| folder.join("themes"))
}

/// The folder for what can be made again, which need not exist: `kanbao` in the folder that
/// the system keeps for it (`$XDG_CACHE_HOME` or `~/.cache` on Linux). `None` when the user
/// has no home.
pub fn cache_dir() -> Option<PathBuf> {
    ProjectDirs::from("", "", "kanbao").map(|folders| folders.cache_dir().to_owned())
}

/// The folder for what is to be kept, which need not exist: `$KANBAO_STATE_DIR`, else `kanbao` in
/// the folder that the system keeps for data (`$XDG_DATA_HOME` or `~/.local/share` on Linux).
/// `None` when the user has no home.
pub fn state_dir() -> Option<PathBuf> {
    let own = std::env::var_os(STATE_DIR).filter(|folder| !folder.is_empty()).map(PathBuf::from);
    own.or_else(|| ProjectDirs::from("", "", "kanbao").map(|folders| folders.data_dir().to_owned()))
}

/// The file of the queries of before, which need not exist: in the folder that the system keeps
/// for the state of programs (`$XDG_STATE_HOME` or `~/.local/state` on Linux), else in the one
/// for their data. `None` when the user has no home.
pub fn queries_file() -> Option<PathBuf> {
    let folders = ProjectDirs::from("", "", "kanbao")?;
    let folder = folders.state_dir().unwrap_or_else(|| folders.data_local_dir());
    Some(folder.join("queries"))
}

fn config_dir_with(own: Option<OsString>) -> Option<PathBuf> {
    own.filter(|folder| !folder.is_empty()).map(PathBuf::from).or_else(system_dir)
}

fn system_dir() -> Option<PathBuf> {
    ProjectDirs::from("", "", "kanbao").map(|folders| folders.config_dir().to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_variable_goes_first_unless_it_is_empty() {
        assert_eq!(config_dir_with(Some("/书房/看报".into())), Some(PathBuf::from("/书房/看报")));
        assert_eq!(config_dir_with(Some("".into())), system_dir());
        assert_eq!(config_dir_with(None), system_dir());
    }

    #[test]
    fn the_folders_have_our_name() {
        if let Some(folder) = system_dir() {
            assert!(folder.to_string_lossy().contains("kanbao"));
        }
        assert_eq!(themes_dir(), config_dir().map(|folder| folder.join("themes")));
    }
}
