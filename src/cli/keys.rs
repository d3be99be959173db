//! `kanbao keys`: every key and what it does, from the same tables that the program
//! itself uses. It prints; what is bound is decided in [`crate::keys`].

use std::io::Write;

use serde::Serialize;

use crate::action::Action;
use crate::keys::{Keymap, Layer};
use crate::locale::Lang;
use crate::text::{fold, width};

/// Show every key and what it does.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Only what has this word in its keys, name or explanation.
    pub word: Option<String>,
    /// One JSON object a line.
    #[arg(long)]
    pub json: bool,
}

/// An action of a layer with all its keys.
#[derive(Debug, PartialEq, Eq, Serialize)]
struct Entry {
    layer: &'static str,
    keys: Vec<String>,
    action: &'static str,
    help: &'static str,
}

/// Prints the built-in keys; `false` when the word is found nowhere.
///
/// # Errors
/// When `out` cannot be written.
pub fn run(args: &Args, out: &mut dyn Write) -> anyhow::Result<bool> {
    let entries = entries(&Keymap::builtin(), Lang::from_env());
    let word = args.word.as_deref().map(fold::key).unwrap_or_default();
    let shown: Vec<Entry> = entries.into_iter().filter(|entry| entry.mentions(&word)).collect();
    if args.json {
        for entry in &shown {
            writeln!(out, "{}", serde_json::to_string(entry)?)?;
        }
    } else {
        print(&shown, out)?;
    }
    Ok(!shown.is_empty())
}

fn entries(keymap: &Keymap, lang: Lang) -> Vec<Entry> {
    let mut entries: Vec<Entry> = Vec::new();
    for (layer, name) in Layer::ALL {
        let first = entries.len();
        for (keys, action) in keymap.bindings(layer) {
            match entries[first..].iter_mut().find(|entry| entry.action == action.name()) {
                Some(entry) => entry.keys.push(keys),
                None => entries.push(Entry::new(name, keys, action, lang)),
            }
        }
    }
    entries
}

impl Entry {
    fn new(layer: &'static str, keys: String, action: Action, lang: Lang) -> Self {
        Self { layer, keys: vec![keys], action: action.name(), help: lang.help(action) }
    }

    fn mentions(&self, word: &str) -> bool {
        let texts = [self.layer, self.action, self.help];
        let mut texts = texts.into_iter().chain(self.keys.iter().map(String::as_str));
        texts.any(|text| fold::key(text).contains(word))
    }

    fn printed_keys(&self) -> String {
        self.keys.join("  ")
    }
}

fn print(entries: &[Entry], out: &mut dyn Write) -> std::io::Result<()> {
    let widest = |text: fn(&Entry) -> String| {
        entries.iter().map(|entry| width::columns(&text(entry))).max().unwrap_or(0)
    };
    let (keys, names) = (widest(Entry::printed_keys), widest(|entry| entry.action.to_owned()));
    let mut layer = "";
    for entry in entries {
        if layer != entry.layer {
            let gap = if layer.is_empty() { "" } else { "\n" };
            writeln!(out, "{gap}{}", entry.layer)?;
            layer = entry.layer;
        }
        let (typed, name) = (width::fit(&entry.printed_keys(), keys), width::fit(entry.action, names));
        writeln!(out, "  {typed}  {name}  {}", entry.help)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::keys::file;

    fn small() -> Vec<Entry> {
        let yaml = "global: {q: quit}\nlist: {j: move-down, k: move-up, <Down>: move-down}\n";
        entries(&file::read(yaml, "small.yaml").unwrap(), Lang::Zh)
    }

    fn printed(args: &Args) -> (bool, String) {
        let mut out = Vec::new();
        let found = run(args, &mut out).unwrap();
        (found, String::from_utf8(out).unwrap())
    }

    #[test]
    fn an_action_has_one_entry_with_all_its_keys() {
        let rows: Vec<_> = small().into_iter().map(|entry| (entry.layer, entry.printed_keys())).collect();
        let expected = [("global", "q"), ("list", "j  <Down>"), ("list", "k")];
        assert_eq!(rows, expected.map(|(layer, keys)| (layer, keys.to_owned())));
    }

    #[test]
    fn columns_line_up() {
        let mut out = Vec::new();
        print(&small(), &mut out).unwrap();
        let text = String::from_utf8(out).unwrap();
        let rows: Vec<&str> = text.lines().collect();
        assert_eq!((rows[0], rows[2], rows[3]), ("global", "", "list"));
        assert!(rows[1].starts_with("  q          quit       "), "{:?}", rows[1]);
        assert!(rows[4].starts_with("  j  <Down>  move-down  "), "{:?}", rows[4]);
    }

    #[test]
    fn a_word_narrows_the_table() {
        let (found, text) = printed(&Args { word: Some("QUIT".to_owned()), json: false });
        assert!(found && text.contains("quit"), "{text}");
        assert!(!text.contains("move-down"), "{text}");
        let (found, text) = printed(&Args { word: Some("没有这个词".to_owned()), json: false });
        assert_eq!((found, text.as_str()), (false, ""));
    }

    #[test]
    fn json_is_one_object_a_line() {
        let (_, text) = printed(&Args { word: None, json: true });
        for line in text.lines() {
            let entry: serde_json::Value = serde_json::from_str(line).unwrap();
            assert!(entry["action"].as_str().unwrap().parse::<Action>().is_ok(), "{line}");
            assert!(!entry["keys"].as_array().unwrap().is_empty(), "{line}");
        }
    }
}
