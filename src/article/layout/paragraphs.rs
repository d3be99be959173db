//! How the paragraphs of an article are told apart, decided once for the whole article: by an
//! indent and no blank row between them where the text is mostly Han or kana, by a blank row
//! elsewhere. CLREQ, 3.3.1: two em; JLREQ, 3.1.2: one em.

use crate::text::Role;
use crate::text::wrap::{is_east_asian, is_ideographic, no_start};

use super::super::block::{Article, Block, Container, Kind, Text};
use super::{Paragraphs, Setting};

/// Characters that are looked at to find out what an article is written in.
const SAMPLE: usize = 4_000;
/// Ideographs or words after which a clear case needs no more of them.
const CLEAR: usize = 400;
/// Of a hundred letters of Han and kana, so many are kana in a Japanese text.
const JAPANESE: usize = 20;
/// Columns below which an indent is one em at most, and below which there is none.
const NARROW: usize = 20;
const NARROWEST: usize = 8;

/// Characters that only one of the two Chinese scripts has, among the most frequent ones.
const TRADITIONAL: &str = "這個們來為國說對時會學發過還後種應與點當從關長頭東進動開問";
const SIMPLIFIED: &str = "这个们来为国说对时会学发过还后种应与点当从关长头东进动开问";

/// What was decided for an article.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Manners {
    /// Columns of the indent of a first row; 0 where paragraphs have blank rows.
    pub indent: usize,
    /// Closing marks may hang in the margin.
    pub hang: bool,
}

impl Manners {
    /// Looks at an article that is to be set in so many columns.
    pub fn of(article: &Article, setting: Setting, width: usize) -> Self {
        let script = Script::of(article);
        let indented = match setting.paragraphs {
            Paragraphs::Auto => script.ideographs() > script.words,
            Paragraphs::Indent => true,
            Paragraphs::Blank => false,
        };
        let em = if script.is_japanese() { 2 } else { 4 };
        let indent = match width {
            _ if !indented => 0,
            0..NARROWEST => 0,
            NARROWEST..NARROW => 2,
            _ => em,
        };
        // Traditional Chinese sets its commas and full stops in the middle of their cells.
        let hang = setting.hanging && width >= NARROW && !Script::is_traditional(article);
        Self { indent, hang }
    }

    /// Whether the first row of this block is indented.
    pub fn indents(self, article: &Article, index: usize) -> bool {
        self.indent > 0
            && match place(article, index) {
                Some(Place::Page) => true,
                // One paragraph of a quotation is told apart by its bar.
                Some(Place::Quote) => {
                    index.checked_sub(1).is_some_and(|before| follows(article, before, index))
                        || follows(article, index, index + 1)
                }
                None => false,
            }
    }

    /// Whether a blank row stands between a block and the one before it.
    pub fn separates(self, article: &Article, index: usize) -> bool {
        let Some(block) = article.blocks.get(index) else { return false };
        let before = index.checked_sub(1).and_then(|before| article.blocks.get(before));
        let Some(before) = before.filter(|_| block.space) else { return false };
        match (&before.kind, &block.kind) {
            _ if self.indent == 0 => true,
            (Kind::Heading(..), Kind::Heading(..)) => true,
            (Kind::Heading(..), _) => !block.nest.starts_with(&before.nest) || is_specimen(block),
            _ => !follows(article, index - 1, index),
        }
    }
}

/// Where a paragraph of running text stands.
#[derive(PartialEq, Eq)]
enum Place {
    Page,
    Quote,
}

/// Where a block stands if it is running text: a paragraph of the page or of a quotation, and
/// not the text of a list, a term that is explained, a caption, the stand-in for an image, or
/// an address alone.
fn place(article: &Article, index: usize) -> Option<Place> {
    let block = article.blocks.get(index)?;
    let Kind::Paragraph(text) = &block.kind else { return None };
    if !is_running(text) || is_specimen(block) || is_term(article, index, block) {
        return None;
    }
    let container = |index: &u32| article.containers.get(*index as usize);
    match block.nest.as_slice() {
        [] => Some(Place::Page),
        nest => nest.iter().all(|index| container(index) == Some(&Container::Quote)).then_some(Place::Quote),
    }
}

/// Whether what explains a block stands below it, further in.
fn is_term(article: &Article, index: usize, block: &Block) -> bool {
    let tight = |next: &&Block| next.nest == block.nest && !next.space;
    // A few terms may share what explains them.
    let below = article.blocks[index + 1..].iter().take(4).find(|next| !tight(next));
    below.filter(|below| !below.space && below.nest.starts_with(&block.nest)).is_some_and(|below| {
        let inner =
            below.nest.get(block.nest.len()).and_then(|index| article.containers.get(*index as usize));
        matches!(inner, Some(Container::Indent(_)))
    })
}

/// Whether a paragraph begins with a mark that closes: `:smile:`, `:wq`, `)` are shown, not told.
fn is_specimen(block: &Block) -> bool {
    matches!(&block.kind, Kind::Paragraph(text) if text.text.starts_with(no_start))
}

fn is_running(text: &Text) -> bool {
    let first = text.marks.first().filter(|mark| mark.start == 0).map(|mark| mark.style.role);
    let mail = text.text.contains('@') && !text.text.contains(' ');
    let address = (text.text.starts_with("http") || mail) && !text.text.contains(is_east_asian);
    !address && !matches!(first, Some(Role::Image | Role::Dim | Role::Meta | Role::Notice | Role::ListMarker))
}

/// Whether two blocks are paragraphs of the same run of text.
fn follows(article: &Article, one: usize, other: usize) -> bool {
    let nest = |index: usize| article.blocks.get(index).map(|block| &block.nest);
    let place_of_one = place(article, one);
    place_of_one.is_some() && nest(one) == nest(other) && place_of_one == place(article, other)
}

/// What a text is written in.
#[derive(Default)]
struct Script {
    han: usize,
    kana: usize,
    /// Words of other scripts.
    words: usize,
}

impl Script {
    /// Counts the running text of an article, up to a sample of it.
    fn of(article: &Article) -> Self {
        let mut script = Self::default();
        let mut left = SAMPLE;
        for block in &article.blocks {
            let Kind::Paragraph(text) = &block.kind else { continue };
            script.count(&text.text, &mut left);
            if left == 0 || script.is_clear() {
                break;
            }
        }
        script
    }

    /// Whether enough was seen of a text that is nearly all of one kind.
    fn is_clear(&self) -> bool {
        let (more, less) = (self.ideographs().max(self.words), self.ideographs().min(self.words));
        more > CLEAR && more > 4 * less
    }

    fn count(&mut self, text: &str, left: &mut usize) {
        let mut in_word = false;
        for c in text.chars() {
            if *left == 0 {
                return;
            }
            *left -= 1;
            let ideograph = !c.is_ascii() && is_ideographic(c);
            match c {
                _ if !ideograph => {
                    let letter = c.is_alphabetic();
                    self.words += usize::from(letter && !in_word);
                    // An address is one word.
                    in_word = letter || in_word && c.is_ascii_graphic();
                    continue;
                }
                '\u{3040}'..='\u{30ff}' => self.kana += 1,
                _ => self.han += 1,
            }
            in_word = false;
        }
    }

    /// Whether the text is Chinese in traditional characters.
    fn is_traditional(article: &Article) -> bool {
        let texts = article.blocks.iter().flat_map(|block| block.kind.texts());
        let chars = texts.flat_map(|text| text.text.chars()).filter(|c| !c.is_ascii()).take(SAMPLE);
        let (mut traditional, mut simplified) = (0, 0);
        for c in chars {
            traditional += usize::from(TRADITIONAL.contains(c));
            simplified += usize::from(SIMPLIFIED.contains(c));
        }
        traditional > simplified
    }

    fn ideographs(&self) -> usize {
        self.han + self.kana
    }

    fn is_japanese(&self) -> bool {
        self.kana * 100 > self.ideographs() * JAPANESE
    }
}
