//! Stand-ins for what a terminal cannot show: `[图: 走势][3]`. A picture in a link has the link's
//! number; emoji pictures are the emoji; a lazy picture that `noscript` repeats is shown once.

use crate::text::{Role, url, width};

use super::super::block::{Style, Target};
use super::super::dom::{self, Node};
use super::super::elements::Embed;
use super::super::target;
use super::{Builder, Step, hidden};

/// Attributes that hold an address, the surest first: lazy pictures have a blank one in `src`.
const ADDRESSES: [&str; 8] =
    ["data-src", "data-original", "data-lazy-src", "data-actualsrc", "data-url", "src", "data", "href"];
/// Alternative texts that say nothing.
const GENERIC: [&str; 12] =
    ["image", "img", "picture", "photo", "alt", "alt text", "图片", "图像", "圖片", "画像", "이미지", "null"];
/// Characters of an alternative text beyond which it is no name but an essay.
const LONGEST_NAME: usize = 400;

impl Builder {
    /// A line that stands for what a terminal cannot show.
    pub(super) fn embed(&mut self, node: &Node, embed: Embed, steps: &mut Vec<Step>) {
        self.place(node);
        let target = address(node);
        if target.is_none() && dom::name(node) == Some("object") {
            // What an object shows where it cannot be shown.
            steps.extend(dom::children(node).into_iter().rev().map(Step::Enter));
            return;
        }
        if let Some(emoji) = emoji(node) {
            return self.text.push(&emoji, self.style);
        }
        self.last_embed.clone_from(&target);
        let name = self.name_of(node, target.as_deref());
        // A film or a frame is a block on the page, whatever it stands in.
        let alone = embed != Embed::Image && self.style.link.is_none();
        if alone {
            self.block(true);
            self.place(node);
        }
        self.stand_in(embed, name, target.as_deref());
        if alone {
            self.block(true);
        }
    }

    /// Alternative text, title or caption, else the name of the file. A caption that says the
    /// same stands below anyhow.
    fn name_of(&self, node: &Node, target: Option<&str>) -> Option<String> {
        let told = ["alt", "title", "aria-label"].iter().filter_map(|name| dom::attribute(node, name));
        let mut told = told.map(|name| name.chars().take(LONGEST_NAME).collect::<String>());
        let told = told.find(|name| !name.is_empty());
        match (told, &self.caption) {
            (Some(name), _) if GENERIC.contains(&name.to_lowercase().as_str()) => None,
            (Some(name), Some(caption)) if name == *caption => None,
            (Some(name), _) => Some(name),
            (None, Some(caption)) if !caption.is_empty() => None,
            (None, _) => target.and_then(file_name),
        }
    }

    fn stand_in(&mut self, embed: Embed, name: Option<String>, target: Option<&str>) {
        let words = self.reading.lang.words();
        let word = match embed {
            Embed::Image => words.image,
            Embed::Video => words.video,
            Embed::Audio => words.audio,
            Embed::Frame => words.frame,
        };
        let label = name.map_or_else(|| format!("[{word}]"), |name| format!("[{word}: {name}]"));
        let around = self.style.link;
        let own = target.and_then(|target| target::web(target, &self.base));
        let link = around.or_else(|| own.map(|url| self.number(Target::Web(url))));
        let style = Style { role: Role::Image, link, ..self.style };
        let start = self.text.end();
        self.text.push(&label, style);
        if let Some(index) = link.filter(|_| around.is_none()) {
            let label = self.text.since(start);
            self.name_link(index, &label);
            if self.reading.link_numbers {
                self.text.attach(&format!("[{}]", index + 1), Style { role: Role::LinkNumber, ..style });
            }
        }
    }

    /// Of `noscript` only pictures are shown, and not one that its lazy twin has shown already.
    pub(super) fn noscript(&mut self, node: &Node) {
        let wanted = |inner: &Node| matches!(dom::name(inner), Some("img" | "iframe"));
        let Some(found) = dom::find(node, wanted).filter(|found| !hidden::is_hidden(found)) else { return };
        if address(&found).is_some_and(|target| self.last_embed.as_ref() != Some(&target)) {
            let embed = if dom::name(&found) == Some("img") { Embed::Image } else { Embed::Frame };
            self.embed(&found, embed, &mut Vec::new());
        }
    }
}

/// Where an image, film, sound or frame lies: its own attribute or its first source's. Data in
/// the place of an address is no address.
fn address(node: &Node) -> Option<String> {
    own_address(node).or_else(|| {
        dom::children(node).iter().find_map(|child| match dom::name(child) {
            Some("source" | "embed") => own_address(child),
            Some("param") => {
                let name = dom::attribute(child, "name")?.to_ascii_lowercase();
                dom::attribute(child, "value").filter(|_| matches!(name.as_str(), "movie" | "src" | "url"))
            }
            _ => None,
        })
    })
}

fn own_address(node: &Node) -> Option<String> {
    let fine =
        |address: &String| !address.is_empty() && !address.starts_with("data:") && *address != "about:blank";
    let plain = ADDRESSES.iter().filter_map(|name| dom::attribute(node, name)).find(fine);
    plain.or_else(|| {
        let set = ["srcset", "data-srcset"].iter().find_map(|name| dom::attribute(node, name))?;
        set.split([' ', ',']).find(|part| !part.is_empty()).map(str::to_owned).filter(fine)
    })
}

/// The emoji that a picture stands for.
fn emoji(node: &Node) -> Option<String> {
    let alt = dom::attribute(node, "alt")?;
    let class = dom::attribute(node, "class").unwrap_or_default().to_ascii_lowercase();
    let named = class.split_whitespace().any(|class| {
        matches!(class, "emoji" | "emojione" | "twemoji" | "wp-smiley" | "smiley" | "emoticon" | "joypixels")
    });
    let is_one =
        width::clusters(&alt).count() == 1 && !alt.is_ascii() && !alt.contains(char::is_alphanumeric);
    let is_code = alt.len() > 2 && alt.starts_with(':') && alt.ends_with(':');
    (named && (is_one || is_code)).then_some(alt)
}

/// The file name at the end of a path, decoded, where it says something.
fn file_name(target: &str) -> Option<String> {
    let path = target.split(['?', '#']).next()?;
    let name = url::readable(path.rsplit('/').next()?);
    // `https://example.com` ends with its host.
    let is_host = path.split_once("//").is_some_and(|(_, rest)| !rest.contains('/'));
    (name.contains('.') && width::columns(&name) <= 60 && !is_host).then_some(name)
}
