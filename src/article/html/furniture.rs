//! Site furniture at the end of an article: lines of links that lead around the site. They stay,
//! since a reader may want to go there, but apart from the text and dim.

use crate::post::furniture::{SEPARATORS, is_navigation};
use crate::text::Role;

use super::super::block::{Article, Block, Container, Kind, Text};

/// Blocks at the end that are looked at.
const MAX_BLOCKS: usize = 12;

/// Sets the navigation at the end of an article apart under a rule.
pub(super) fn set_apart(article: &mut Article) {
    let blocks = &article.blocks;
    let tail = blocks
        .iter()
        .rev()
        .take(MAX_BLOCKS)
        .take_while(|block| is_furniture(block) || block.kind == Kind::Rule);
    let mut first = blocks.len() - tail.count();
    // A rule above belongs to the text, unless furniture follows it.
    while blocks.get(first).is_some_and(|block| block.kind == Kind::Rule) {
        first += 1;
    }
    if first == 0 || first >= blocks.len() {
        return;
    }
    let apart = u32::try_from(article.containers.len()).unwrap_or(u32::MAX);
    article.containers.push(Container::Indent(0));
    for block in article.blocks[first..].iter_mut().filter(|block| block.kind != Kind::Rule) {
        if block.nest.is_empty() {
            block.nest.push(apart);
        }
        block.kind.texts_mut().into_iter().for_each(dim);
    }
    article.blocks[first].space = true;
    if article.blocks[first - 1].kind != Kind::Rule {
        let rule = Block { kind: Kind::Rule, nest: Vec::new(), space: true };
        article.blocks.insert(first, rule);
        let moved = u32::try_from(first + 1).unwrap_or(u32::MAX);
        for (_, place) in article.places.iter_mut().filter(|(_, place)| place.block >= moved) {
            place.block += 1;
        }
    }
}

/// Whether a block holds links around the site and nothing else to speak of.
fn is_furniture(block: &Block) -> bool {
    let Kind::Paragraph(text) = &block.kind else { return false };
    let words = without_numbers(text);
    let mut parts =
        words.split(['|', '｜', '\n', '·', '•']).filter(|part| !part.trim_matches(SEPARATORS).is_empty());
    let linked = text.marks.iter().any(|mark| mark.style.role == Role::Link || mark.style.link.is_some());
    linked
        && parts.clone().count() > 0
        && parts.all(|part| is_navigation(part) || links(part).all(is_navigation))
}

/// The words of a line of links that only spaces part.
fn links(part: &str) -> impl Iterator<Item = &str> {
    part.split(SEPARATORS).filter(|word| !word.is_empty())
}

/// The text without the numbers of its links.
fn without_numbers(text: &Text) -> String {
    let mut out = String::new();
    let mut at = 0;
    for mark in text.marks.iter().filter(|mark| mark.style.role == Role::LinkNumber) {
        out.push_str(text.text.get(at..mark.start).unwrap_or_default());
        out.push(' ');
        at = mark.end;
    }
    out + text.text.get(at..).unwrap_or_default()
}

/// Every run of the text is dim; links stay links.
fn dim(text: &mut Text) {
    let mut end = 0;
    let mut marks = Vec::new();
    for mut mark in std::mem::take(&mut text.marks) {
        fill(end, mark.start, &mut marks);
        end = mark.end;
        if mark.style.role != Role::LinkNumber {
            mark.style.role = Role::Dim;
        }
        marks.push(mark);
    }
    fill(end, text.text.len(), &mut marks);
    text.marks = marks;
}

fn fill(start: usize, end: usize, marks: &mut Vec<super::super::block::Mark>) {
    if start < end {
        let style = super::super::block::Style { role: Role::Dim, ..Default::default() };
        marks.push(super::super::block::Mark { start, end, style });
    }
}
