//! Searching an article: its text is folded once, and then every search only scans keys. What
//! is the same in a search is decided in [`crate::text::fold`]; which place is shown is the
//! reader's business.

use crate::text::fold::{Finder, Folded, running_key};

use super::block::{Anchor, Article, Block, Kind};

/// The text of an article (or of anything that has lines) ready to be searched.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Index {
    parts: Vec<Part>,
}

/// What is searched by itself: nothing is found across two of them.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Part {
    block: u32,
    /// Where its text starts in the searchable text of its block.
    offset: u32,
    folded: Folded,
}

/// A place that was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Hit {
    /// The block, counted as in [`Anchor`]: the first one is 1.
    pub block: u32,
    /// The first byte in the block's searchable text ([`Kind::searchable`]).
    pub start: u32,
    /// The byte behind the last.
    pub end: u32,
}

impl Hit {
    /// Where it begins.
    pub fn anchor(self) -> Anchor {
        Anchor { block: self.block, offset: self.start }
    }
}

impl Index {
    /// Folds the text of an article: each block, each cell of a table.
    pub fn of(article: &Article) -> Self {
        let blocks = (1..).zip(&article.blocks);
        Self { parts: blocks.flat_map(|(number, block)| parts(number, block)).collect() }
    }

    /// Folds lines of text; each counts as a block.
    pub fn of_lines<'a>(lines: impl Iterator<Item = &'a str>) -> Self {
        let parts = (1..).zip(lines);
        let part = |(block, line)| Part { block, offset: 0, folded: Folded::running(line) };
        Self { parts: parts.map(part).collect() }
    }

    /// Every place that has these words next to each other, in reading order. Words without
    /// any letter find nothing.
    pub fn find(&self, words: &str) -> Vec<Hit> {
        let key = running_key(words);
        if key.is_empty() {
            return Vec::new();
        }
        let finder = Finder::new(&key);
        self.parts.iter().flat_map(|part| part.find(&finder)).collect()
    }
}

impl Index {
    /// Every place that has one of these words, in reading order; places that meet are one.
    pub fn find_each(&self, words: &[String]) -> Vec<Hit> {
        let mut hits: Vec<Hit> = words.iter().flat_map(|words| self.find(words)).collect();
        hits.sort_unstable();
        hits.dedup_by(|next, last| {
            let meets = next.block == last.block && next.start < last.end;
            last.end = if meets { last.end.max(next.end) } else { last.end };
            meets
        });
        hits
    }
}

impl Part {
    fn find<'a>(&'a self, finder: &'a Finder<'a>) -> impl Iterator<Item = Hit> + 'a {
        self.folded.find(finder).map(|range| Hit {
            block: self.block,
            start: self.offset + narrow(range.start),
            end: self.offset + narrow(range.end),
        })
    }
}

fn parts(number: u32, block: &Block) -> Vec<Part> {
    let part = |text: &str, offset| Part { block: number, offset, folded: Folded::running(text) };
    match &block.kind {
        Kind::Table(table) => {
            let cells = table.rows.iter().flatten();
            cells.map(|cell| part(&cell.text.text, cell.offset)).collect()
        }
        kind => kind.texts().into_iter().map(|text| part(&text.text, 0)).collect(),
    }
}

/// Bodies are capped at a few megabytes.
fn narrow(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::{Notation, Reading, read};
    use crate::locale::Lang;
    use crate::post::Context;

    const BODY: &str = "\
第一段说**后**臺系统。

| 名称 | 说明 |
|---|---|
| 後臺 | 甲 |
| 前台 | 后 |

```
let 后台 = 1;
```

> 后
> 台

## 结尾：后　台
";

    #[test]
    fn every_kind_of_block_is_searched_across_styles_and_line_ends() {
        let article = read(
            BODY,
            Reading { is_html: false, link_numbers: true, lang: Lang::Zh, notation: Notation::Set },
            &Context::default(),
        );
        let found: Vec<(u32, String)> = Index::of(&article)
            .find("後 台")
            .into_iter()
            .map(|hit| {
                let block = &article.blocks[hit.block as usize - 1];
                (hit.block, block.kind.searchable()[hit.start as usize..hit.end as usize].to_owned())
            })
            .collect();
        let texts: Vec<&str> = found.iter().map(|(_, text)| text.as_str()).collect();
        assert_eq!(texts.len(), 5, "{found:?}");
        assert_eq!(texts[..3], ["后臺", "後臺", "后台"]);
        assert_eq!(texts[4], "后　台");
        assert!(found.is_sorted());
    }

    #[test]
    fn nothing_is_found_across_lines_or_of_nothing() {
        let index = Index::of_lines("甲乙\n丙丁\n甲 乙".split('\n'));
        let hit = |block, end| Hit { block, start: 0, end };
        assert_eq!(index.find("甲乙"), [hit(1, 6), hit(3, 7)]);
        assert_eq!(index.find("乙丙"), []);
        assert_eq!(index.find(" 　"), []);
        assert_eq!(index.find(""), []);
    }
}
