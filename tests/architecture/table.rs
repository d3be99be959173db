//! The tables of the house: what each folder may import, and who may name what.

/// Each folder with the folders that it really needs, in the order of the map in
/// `src/lib.rs`: it may name only folders above itself, and need not name them all.
pub const FOLDERS: [(&str, &[&str]); 17] = [
    ("text", &[]),
    ("action", &[]),
    ("yaml", &[]),
    ("locale", &["action"]),
    ("post", &["text"]),
    ("library", &["text", "post"]),
    ("article", &["text", "locale", "post"]),
    ("query", &["text", "locale", "post", "library"]),
    ("archive", &["text", "post"]),
    ("state", &["text", "locale", "post", "library"]),
    ("keys", &["text", "action", "yaml"]),
    ("theme", &["text", "yaml"]),
    ("config", &["text", "yaml", "locale", "article", "query", "state"]),
    ("app", &["text", "action", "locale", "post", "library", "article", "query", "state", "keys"]),
    (
        "ui",
        &["text", "action", "locale", "post", "library", "article", "query", "state", "keys", "theme", "app"],
    ),
    (
        "terminal",
        &[
            "text", "locale", "post", "library", "article", "query", "archive", "state", "keys", "theme",
            "config", "app", "ui",
        ],
    ),
    ("cli", ALL_BUT_CLI),
];

const ALL_BUT_CLI: &[&str] = &[
    "text", "action", "yaml", "locale", "post", "library", "article", "query", "archive", "state", "keys",
    "theme", "config", "app", "ui", "terminal",
];

/// Something that only some folders may name, outside tests.
pub struct Limit {
    /// A crate, or a path that begins so.
    pub path: &'static str,
    /// Folders that may name it; `main` is `src/main.rs`.
    pub folders: &'static [&'static str],
    /// What the others do in its place.
    pub instead: &'static str,
}

const fn limit(path: &'static str, folders: &'static [&'static str], instead: &'static str) -> Limit {
    Limit { path, folders, instead }
}

/// Every dependency has a row; so has what pure folders must not reach in `std`.
pub const LIMITED: [Limit; 49] = [
    limit(
        "anyhow",
        &["yaml", "archive", "keys", "theme", "config", "terminal", "cli"],
        "return a typed error",
    ),
    limit("chardetng", &["post", "archive"], "text is decoded before it gets here"),
    limit("clap", &["cli"], "take plain values"),
    limit("clap_complete", &["cli"], "take plain values"),
    limit("clap_mangen", &["cli"], "take plain values"),
    limit("comrak", &["article"], "ask article for blocks"),
    limit("crc32fast", &["archive"], "checksums are of files of our own"),
    limit("crossterm", &["terminal"], "return an effect or take a message"),
    limit("directories", &["config"], "take the folder as a parameter; config::paths knows it"),
    limit("encoding_rs", &["post", "archive"], "text is decoded before it gets here"),
    limit("html2text", &["article"], "ask article for blocks"),
    limit("jiff", &["post", "archive", "query"], "use post::PostDate"),
    limit("lz4_flex", &["archive"], "text is unpacked before it gets here"),
    limit("memchr", &["text", "post", "article", "query", "archive"], "use str's own search"),
    limit("memmap2", &["archive"], "only archive knows which files never change"),
    limit("nucleo_matcher", &["query"], "ask query::fuzzy for what fits"),
    limit("notify", &["terminal"], "the archive is watched from terminal"),
    limit("open", &["terminal"], "return Effect::OpenUrl"),
    limit("pinyin", &[], "use text::pinyin; only the build script and tests read its tables"),
    limit("ratatui", &["theme", "ui", "terminal"], "make text::Line; ui paints it"),
    limit("ratatui::style::Color", &["theme"], "ask the theme for a role or a part"),
    limit("rayon", &["archive", "library"], "only loading, keeping a list and scanning texts are parallel"),
    limit("regex", &["query"], "ask query for what matches"),
    limit("rusqlite", &["state"], "ask state for what is remembered"),
    limit("rustix", &["archive", "terminal"], "the system is reached from archive and terminal"),
    limit(
        "serde",
        &["yaml", "post", "archive", "state", "keys", "theme", "config", "cli"],
        "keep formats at the edges",
    ),
    limit("serde_json", &["archive", "state", "cli"], "JSON is printed by cli"),
    limit("serde_yaml", &["yaml", "post", "archive", "config"], "read files of our own through yaml::read"),
    limit("sha2", &["state"], "identities are made in state"),
    limit("simdutf8", &["archive", "library"], "only bytes of files are looked at; text is text already"),
    limit("signal_hook", &["terminal"], "take a message"),
    limit("synoptic", &["article"], "ask article for blocks"),
    limit("tempfile", &["archive", "state"], "files are written by those who own them"),
    limit("toml", &["post", "archive"], "front matter is read in post, site files in archive"),
    limit("tui_input", &["app"], "text fields live in app"),
    limit("unicode_linebreak", &["text"], "use text::wrap"),
    limit("unicode_normalization", &["text"], "use text::fold"),
    limit("unicode_segmentation", &["text"], "use text::width::clusters"),
    limit("unicode_width", &["text"], "use text::width"),
    limit("std::env", &["locale", "config", "terminal", "cli"], "take the value as a parameter"),
    limit(
        "std::fs",
        &["archive", "state", "theme", "config", "terminal", "cli"],
        "take the text as a parameter",
    ),
    limit("std::net", &[], "kanbao never uses the network"),
    limit(
        "std::os",
        &["archive", "state", "config", "terminal", "cli"],
        "the system is reached from the edges",
    ),
    limit("std::process", &["terminal", "cli", "main"], "return an effect"),
    limit("std::sync::mpsc", &["archive", "terminal"], "return an effect or take a message"),
    limit("std::thread", &["archive", "terminal"], "return an effect; workers live in terminal"),
    limit("std::time::Instant", &["archive", "terminal", "cli"], "take the time as a parameter"),
    limit("std::time::SystemTime", &["archive", "terminal", "cli"], "take the time as a parameter"),
    limit("kanbao", &["main"], "write crate::"),
];

/// Statics that can change, with the reason why each cannot be a value that is handed on:
/// file, name, reason.
pub const GLOBALS: [(&str, &str, &str); 0] = [];

/// Lines of one function, from its signature to its closing brace.
pub const MAX_FUNCTION: usize = 60;
/// Lines of one file, without its tests.
pub const MAX_FILE: usize = 500;
/// Lines of one arm of a match in `app`'s `update`: more belongs into a function.
pub const MAX_UPDATE_ARM: usize = 3;
/// Half of all functions are no longer.
pub const MEDIAN_FUNCTION: usize = 8;
/// Nine of ten functions are no longer.
pub const LONG_FUNCTION: usize = 25;
/// Nine of ten files are no longer.
pub const LONG_FILE: usize = 300;
