//! Links and the places that they lead to. Links out of the article are numbered as they come;
//! links within it (`#place`) behind them, when all places are known: those that lead nowhere
//! are no links.

use std::collections::HashMap;

use crate::text::Role;

use super::super::block::{Anchor, Article, Kind, Link, Mark, Style, Target};
use super::super::dom::{self, Node};
use super::super::target;
use super::{Builder, Leave, anchor};

/// Places of one article; pages have a few hundred at most.
const MAX_PLACES: usize = 20_000;
/// Set in the index of a link within the article until those are numbered.
const JUMP: u32 = 1 << 31;

/// The id that GitHub, and kramdown reading its dialect, give a heading: letters of any script,
/// digits, `-` and `_` in lower case, spaces as hyphens.
pub(super) fn slug(heading: &str) -> String {
    let kept = heading.trim().chars().filter(|c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_'));
    kept.flat_map(char::to_lowercase).map(|c| if c == ' ' { '-' } else { c }).collect()
}

impl Builder {
    /// Remembers the places that an element names.
    pub(super) fn place(&mut self, node: &Node) {
        if dom::is_bare(node) {
            return;
        }
        let named = (dom::name(node) == Some("a")).then(|| dom::attribute(node, "name")).flatten();
        for id in dom::attribute(node, "id").into_iter().chain(named) {
            if self.is_free(&id) {
                self.text.place(id);
            }
        }
    }

    /// Takes a name for a place, unless it is taken.
    pub(super) fn is_free(&mut self, id: &str) -> bool {
        !id.is_empty() && id.len() <= 200 && self.ids.len() < MAX_PLACES && self.ids.insert(id.to_owned())
    }

    /// A heading has a place of its own beside those that its page gave it.
    pub(super) fn heading_place(&mut self, slug: String, block: usize) {
        let numbered = |number: usize| if number == 0 { slug.clone() } else { format!("{slug}-{number}") };
        let id = (0..100).map(numbered).find(|id| !self.ids.contains(id));
        if let Some(id) = id.filter(|id| self.is_free(id)) {
            self.article.places.push((id, anchor(block, 0)));
        }
    }

    /// Enters a link; None where it was set already, or shows nothing.
    pub(super) fn enter_link(&mut self, node: &Node) -> Option<Leave> {
        let outer = self.style;
        if self.note_link(node) || self.is_mere_place(node) {
            return None;
        }
        if let Some(href) = dom::attribute(node, "href").filter(|href| !href.is_empty()) {
            self.style.role = Role::Link;
            self.style.link = self.target(&href).map(|target| self.number(target));
        }
        let blocks = self.article.blocks.len();
        Some(Leave::Link { outer, start: self.text.end(), blocks })
    }

    /// Where a link leads, or None where kanbao cannot follow it.
    pub(super) fn target(&self, href: &str) -> Option<Target> {
        target::target(href, &self.base)
    }

    /// Whether an anchor holds nothing that is shown; its place is remembered.
    fn is_mere_place(&mut self, node: &Node) -> bool {
        if dom::children(node).is_empty() || !self.shows_something(node) {
            self.place(node);
            return true;
        }
        false
    }

    fn shows_something(&mut self, node: &Node) -> bool {
        !self.reader.deep_text(node).trim().is_empty()
            || dom::find(node, |inner| {
                matches!(
                    dom::name(inner),
                    Some("img" | "video" | "audio" | "iframe" | "hr" | "object" | "embed")
                )
            })
            .is_some()
    }

    /// The index of a target among the links; the same target has one number.
    pub(super) fn number(&mut self, target: Target) -> u32 {
        let is_jump = matches!(target, Target::Place(_));
        let links = if is_jump { &mut self.jumps } else { &mut self.article.links };
        *self.numbers.entry(target).or_insert_with_key(|target| {
            links.push(Link { target: target.clone(), text: String::new() });
            let index = u32::try_from(links.len() - 1).unwrap_or(u32::MAX >> 1) & !JUMP;
            if is_jump { index | JUMP } else { index }
        })
    }

    pub(super) fn leave_link(&mut self, outer: Style, start: usize, blocks: usize) {
        let link = self.style.link;
        // Blocks within the link took the text that was collected before.
        let whole = self.article.blocks.len() > blocks;
        let text = self.text.since(if whole { 0 } else { start });
        self.style = outer;
        let Some(index) = link else { return };
        self.name_link(index, &text);
        if index & JUMP != 0 || !self.reading.link_numbers || link == outer.link {
            return;
        }
        let style = Style { role: Role::LinkNumber, link, ..outer };
        let number = format!("[{}]", index + 1);
        if !text.is_empty() {
            self.text.attach(&number, style);
        } else if whole && let Some(last) = self.article.blocks.last_mut() {
            match &mut last.kind {
                Kind::Paragraph(text) | Kind::Heading(_, text) if !text.text.is_empty() => {
                    text.attach(&number, style);
                }
                _ => {}
            }
        }
    }

    /// Gives a link the words that it stands on, the first that it has.
    pub(super) fn name_link(&mut self, index: u32, text: &str) {
        let links = if index & JUMP == 0 { &mut self.article.links } else { &mut self.jumps };
        if let Some(link) = links.get_mut((index & !JUMP) as usize)
            && link.text.is_empty()
        {
            text.clone_into(&mut link.text);
        }
    }

    /// The article, its links within numbered behind those out of it.
    pub(super) fn finish(mut self) -> Article {
        let last = self.article.blocks.len();
        let rest = std::mem::take(&mut self.waiting);
        self.article.places.extend(rest.into_iter().map(|id| (id, anchor(last, 0))));
        if !self.article.blocks.is_empty() && self.is_free("top") {
            self.article.places.push(("top".to_owned(), Anchor::default()));
        }
        let places = Places::of(&self.article);
        let mut indexes = Vec::new();
        for link in self.jumps {
            let place = match &link.target {
                Target::Place(place) => places.find(place),
                _ => None,
            };
            indexes.push(place.map(|place| {
                self.article.links.push(Link { target: Target::Place(place), text: link.text });
                u32::try_from(self.article.links.len() - 1).unwrap_or(u32::MAX)
            }));
        }
        let number = |mark: &mut Mark| {
            let Some(index) = mark.style.link.filter(|index| index & JUMP != 0) else { return };
            mark.style.link = indexes.get((index & !JUMP) as usize).copied().flatten();
            if mark.style.link.is_none() && mark.style.role == Role::Link {
                mark.style.role = Role::Body;
            }
        };
        self.article.blocks.iter_mut().flat_map(|block| block.kind.texts_mut()).for_each(|text| {
            text.marks.iter_mut().for_each(number);
        });
        self.article
    }
}

/// The names of all places, to be found by what links call them.
struct Places {
    names: HashMap<String, String>,
}

impl Places {
    fn of(article: &Article) -> Self {
        let mut names = HashMap::new();
        for (id, _) in &article.places {
            names.entry(id.to_lowercase()).or_insert_with(|| id.clone());
        }
        // The very name goes before one in other letters.
        names.extend(article.places.iter().map(|(id, _)| (id.clone(), id.clone())));
        Self { names }
    }

    /// The place of this name; in other letters, or behind GitHub's prefix, if it must be.
    fn find(&self, name: &str) -> Option<String> {
        let lower = name.to_lowercase();
        let prefixed = format!("user-content-{name}");
        let names = [name, prefixed.as_str(), lower.as_str()];
        names.iter().find_map(|name| self.names.get(*name)).cloned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_have_the_names_that_github_gives() {
        let table = [
            ("二级标题：版名", "二级标题版名"),
            ("Hello, World!  a_b", "hello-world--a_b"),
            ("日本語 の 見出し", "日本語-の-見出し"),
            ("，。", ""),
        ];
        for (heading, expected) in table {
            assert_eq!(slug(heading), expected);
        }
    }
}
