//! The keys and what they do, made from the keymap and the table of actions, so that it can
//! never say what is not so. Words narrow it.

use super::viewport::{Motion, Viewport};
use crate::action::Action;
use crate::keys::{Keymap, Layer, parse_sequence};
use crate::locale::{Lang, Words};
use crate::text::fold;
use crate::text::width::Ruler;
use crate::text::wrap::{Measure, wrap};

/// Columns before the keys.
pub const INDENT: u16 = 1;
/// Columns of the longest key, which is never parted.
const WIDEST_KEY: usize = "Backspace".len();
/// Columns between keys and what they do.
pub const GAP: u16 = 2;

/// The window of keys.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Help {
    /// What is shown, as wide as the window.
    pub rows: Vec<Row>,
    /// Which rows are shown.
    pub view: Viewport,
    /// The words that narrow it.
    pub words: String,
    /// Columns for the keys; those for what they do are the rest.
    pub key_columns: usize,
    text_columns: usize,
    ruler: Ruler,
    all: Vec<Row>,
    /// Those that the words leave.
    found: Vec<Row>,
}

/// A row of the window.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Row {
    /// Where the keys below hold.
    Heading(&'static str),
    /// Between two sections.
    Blank,
    /// All keys of a command in a layer, and what it does. Where that takes several rows,
    /// each has its part.
    Entry {
        /// As they are printed, with two spaces between.
        keys: String,
        /// The help line.
        text: &'static str,
        /// The name in keymaps.
        name: &'static str,
    },
}

impl Help {
    /// The keys of every layer, those of `here` first.
    pub fn new(keymap: &Keymap, here: Layer, lang: Lang) -> Self {
        let others = Layer::ALL.iter().map(|(layer, _)| *layer).filter(|layer| *layer != here);
        let sections = std::iter::once(here).chain(others).map(|layer| section(keymap, layer, lang));
        let mut all: Vec<Row> = Vec::new();
        let sections = sections.chain(std::iter::once(queries(lang)));
        for rows in sections.filter(|rows| !rows.is_empty()) {
            all.extend((!all.is_empty()).then_some(Row::Blank));
            all.extend(rows);
        }
        Self { rows: all.clone(), found: all.clone(), all, ..Self::default() }
    }

    /// Takes another width: of the room for rows, without the frame. Keys take what they need,
    /// at most two fifths.
    pub fn fit(&mut self, width: usize, ruler: Ruler) {
        let columns = |row: &Row| match row {
            Row::Heading(_) | Row::Blank => 0,
            Row::Entry { keys, .. } => ruler.columns(&shortened(keys)),
        };
        let keys = self.all.iter().map(columns).max().unwrap_or_default().min(width * 2 / 5);
        let text = width.saturating_sub(keys + usize::from(INDENT + GAP)).max(2);
        if (keys, text, ruler) != (self.key_columns, self.text_columns, self.ruler) {
            (self.key_columns, self.text_columns, self.ruler) = (keys, text, ruler);
            self.rows = self.set(&self.found);
        }
    }

    fn set(&self, rows: &[Row]) -> Vec<Row> {
        rows.iter().flat_map(|row| self.set_row(row)).collect()
    }

    /// A row as the rows that it takes in the room there is.
    fn set_row(&self, row: &Row) -> Vec<Row> {
        let Row::Entry { keys, text, name } = row else { return vec![row.clone()] };
        if self.text_columns == 0 {
            return vec![row.clone()];
        }
        let keys = self.set_keys(&shortened(keys));
        let measure = Measure { ruler: self.ruler, ..Measure::even(self.text_columns) };
        let texts = wrap(text, measure, &[]);
        let part = |at: usize| Row::Entry {
            keys: keys.get(at).cloned().unwrap_or_default(),
            text: texts.get(at).and_then(|row| text.get(row.clone())).unwrap_or_default(),
            name,
        };
        (0..keys.len().max(texts.len())).map(part).collect()
    }

    /// Keys in as many rows as they need; a key is not parted.
    fn set_keys(&self, keys: &str) -> Vec<String> {
        let mut rows: Vec<String> = Vec::new();
        for key in keys.split("  ") {
            match rows.last_mut() {
                Some(row) if self.ruler.columns(row) + 2 + self.ruler.columns(key) <= self.key_columns => {
                    *row = format!("{row}  {key}");
                }
                _ if self.ruler.columns(key) <= self.key_columns.max(WIDEST_KEY) => rows.push(key.to_owned()),
                // A query that is wider than the column goes on below.
                _ => {
                    let measure = Measure { ruler: self.ruler, ..Measure::even(self.key_columns.max(2)) };
                    rows.extend(wrap(key, measure, &[]).into_iter().map(|row| key[row].to_owned()));
                }
            }
        }
        rows
    }

    /// Shows what has every word in its keys, its name or its help line.
    pub fn narrow(&mut self, words: &str) {
        let key = fold::key(words);
        let sections = self.all.split(|row| *row == Row::Blank);
        let found = sections.map(|rows| rows.iter().filter(|row| row.mentions(&key)).cloned().collect());
        // A heading alone has nothing under it.
        let found: Vec<Vec<Row>> = found.filter(|rows: &Vec<Row>| rows.len() > 1).collect();
        self.found = found.join(&Row::Blank);
        self.rows = self.set(&self.found);
        self.words = words.to_owned();
        self.view.scroll(Motion::To(0), self.rows.len());
    }

    /// Rows when nothing is narrowed.
    pub fn full_len(&self) -> usize {
        self.set(&self.all).len()
    }
}

impl Row {
    fn mentions(&self, words: &str) -> bool {
        match self {
            Self::Heading(_) | Self::Blank => true,
            Self::Entry { keys, text, name } => {
                let place = fold::key(&format!("{keys} {text} {name}"));
                words.split_whitespace().all(|word| place.contains(word))
            }
        }
    }
}

fn section(keymap: &Keymap, layer: Layer, lang: Lang) -> Vec<Row> {
    let mut entries: Vec<(Action, String)> = Vec::new();
    for (keys, action) in keymap.bindings(layer) {
        let keys = spelled(&keys);
        match entries.iter_mut().find(|(known, _)| *known == action) {
            Some((_, known)) => *known = format!("{known}  {keys}"),
            None => entries.push((action, keys)),
        }
    }
    let heading = (!entries.is_empty()).then(|| Row::Heading(heading(layer, lang.words())));
    let entry =
        |(action, keys): (Action, String)| Row::Entry { keys, text: lang.help(action), name: action.name() };
    heading.into_iter().chain(entries.into_iter().map(entry)).collect()
}

/// How queries are written.
fn queries(lang: Lang) -> Vec<Row> {
    let row = |(written, text): (&str, _)| Row::Entry { keys: written.to_owned(), text, name: "query" };
    std::iter::once(Row::Heading(lang.words().help_queries)).chain(lang.queries().map(row)).collect()
}

/// Keys as a window shows them: those that only count up as the first and the last, `g1…g9`.
pub fn shortened(keys: &str) -> String {
    let mut runs: Vec<Vec<&str>> = Vec::new();
    for key in keys.split("  ") {
        match runs.last_mut() {
            Some(run) if run.last().is_some_and(|last| follows(last, key)) => run.push(key),
            _ => runs.push(vec![key]),
        }
    }
    let shown = runs.iter().map(|run| match run.as_slice() {
        [first, _, .., last] => format!("{first}…{last}"),
        few => few.join("  "),
    });
    shown.collect::<Vec<_>>().join("  ")
}

/// Whether a key is the one before it with the next digit; 0 follows 9, as on the keyboard.
fn follows(before: &str, key: &str) -> bool {
    let parts = |key: &str| {
        let digit = key.chars().next_back()?.to_digit(10)?;
        Some((key[..key.len() - 1].to_owned(), digit))
    };
    let (before, after) = (parts(before), parts(key));
    before.zip(after).is_some_and(|(before, after)| before.0 == after.0 && (before.1 + 1) % 10 == after.1)
}

fn heading(layer: Layer, words: &Words) -> &'static str {
    match layer {
        Layer::Global => words.layer_global,
        Layer::Facets => words.layer_facets,
        Layer::List => words.layer_list,
        Layer::Hits => words.layer_hits,
        Layer::Article => words.layer_article,
        Layer::Source => words.layer_source,
        Layer::Labels => words.layer_labels,
        Layer::Contents => words.layer_contents,
        Layer::Links => words.layer_links,
        Layer::Problems => words.layer_problems,
        Layer::Help => words.layer_help,
        Layer::Prompt => words.layer_prompt,
        Layer::Dialog => words.layer_dialog,
    }
}

/// Keys as people are shown them: a single key without its brackets, `Enter`, `C-d`.
pub fn spelled(keys: &str) -> String {
    let single = parse_sequence(keys).is_ok_and(|keys| keys.len() == 1);
    let bare = keys.strip_prefix('<').and_then(|rest| rest.strip_suffix('>'));
    match bare {
        Some("lt") => "<".to_owned(),
        Some(name) if single && !name.is_empty() => name.to_owned(),
        _ => keys.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_spelled_as_they_stand_on_the_keyboard() {
        let table = [
            ("<Enter>", "Enter"),
            ("<C-d>", "C-d"),
            ("gg", "gg"),
            ("<lt>", "<"),
            (">", ">"),
            ("<C-w><C-w>", "<C-w><C-w>"),
            ("、", "、"),
        ];
        for (keys, expected) in table {
            assert_eq!(spelled(keys), expected);
        }
    }

    #[test]
    fn keys_that_count_up_are_shown_as_a_range() {
        let table = [
            ("1  2  3  4  5  6  7  8  9  0", "1…0"),
            ("%  g1  g2  g3", "%  g1…g3"),
            ("1  2", "1  2"),
            ("j  <Down>", "j  <Down>"),
            ("g1  g3  h4", "g1  g3  h4"),
            ("", ""),
        ];
        for (keys, expected) in table {
            assert_eq!(shortened(keys), expected);
        }
    }

    #[test]
    fn every_binding_is_explained() {
        let help = Help::new(&Keymap::builtin(), Layer::Article, Lang::Zh);
        assert_eq!(help.rows[0], Row::Heading("正文"));
        let keys: Vec<&str> = help
            .rows
            .iter()
            .filter_map(|row| match row {
                Row::Entry { keys, .. } => Some(keys.as_str()),
                Row::Heading(_) | Row::Blank => None,
            })
            .collect();
        for (layer, _) in Layer::ALL {
            for (bound, _) in Keymap::builtin().bindings(layer) {
                let bound = spelled(&bound);
                assert!(keys.iter().any(|keys| keys.split("  ").any(|one| one == bound)), "{bound}");
            }
        }
    }

    #[test]
    fn what_does_not_fit_goes_on_below() {
        let mut help = Help::new(&Keymap::builtin(), Layer::Article, Lang::En);
        let logical = help.rows.clone();
        for width in [20, 36, 50, 200] {
            help.fit(width, Ruler::Narrow);
            let room = width - help.key_columns - usize::from(INDENT + GAP);
            let (mut bound, mut said) = (String::new(), String::new());
            for row in &help.rows {
                let Row::Entry { keys, text, .. } = row else { continue };
                assert!(Ruler::Narrow.columns(text) <= room, "{width}: {text}");
                assert!(
                    Ruler::Narrow.columns(keys) <= help.key_columns.max("Backspace".len()),
                    "{width}: {keys}"
                );
                bound.push_str(keys);
                said.push_str(text);
            }
            let solid = |text: &str| text.split_whitespace().collect::<String>();
            let (keys, texts): (Vec<_>, Vec<_>) = logical
                .iter()
                .filter_map(|row| match row {
                    Row::Entry { keys, text, .. } => Some((shortened(keys), *text)),
                    Row::Heading(_) | Row::Blank => None,
                })
                .unzip();
            assert_eq!(solid(&said), solid(&texts.concat()), "{width}");
            assert_eq!(solid(&bound), solid(&keys.concat()), "{width}");
        }
        assert_eq!(help.rows.len(), logical.len(), "there is room for every line");
        assert_eq!(help.full_len(), logical.len());
    }

    #[test]
    fn words_narrow_it_and_empty_headings_go() {
        let mut help = Help::new(&Keymap::builtin(), Layer::List, Lang::Zh);
        help.narrow("浏览器");
        let entry = Row::Entry { keys: "o".into(), text: "在浏览器中打开原文", name: "open-source" };
        assert_eq!(help.rows, [Row::Heading("通用"), entry]);
        help.narrow("没有这个词");
        assert_eq!(help.rows, []);
        help.narrow("ＱＵＩＴ");
        assert!(help.rows.len() > 1);
    }
}
