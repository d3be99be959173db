//! The surroundings of a body, as far as it asks for them: its front matter as values, the
//! site's settings, and those files of data that it names.

use crate::post::front_matter::FrontMatter;
use crate::post::header::Header;
use crate::post::node::Node;
use crate::post::{Context, Post, slug};

use super::{Archive, data};

impl Archive {
    /// The surroundings of a post's body.
    pub(super) fn context(&self, post: &Post, header: Option<Header<'_>>, body: &str) -> Context {
        let context = Context {
            tree: Some(self.kind),
            path: post.path.clone(),
            base: self.site.base.clone(),
            ..Context::default()
        };
        if !body.contains("{{") && !body.contains("{%") {
            return context;
        }
        let matter = header.map(|header| FrontMatter::read(&header, &mut Vec::new())).unwrap_or_default();
        Context {
            page: Some(page(matter, post)),
            site: self.site.values.clone(),
            data: data::read(&self.root, body),
            ..context
        }
    }
}

/// The front matter with what Jekyll adds to it.
fn page(matter: FrontMatter, post: &Post) -> Node {
    let mut entries = matter.into_entries();
    let names = |names: &[String]| Node::List(names.iter().map(|name| Node::quoted(name.as_str())).collect());
    let name = post.path.rsplit('/').next().unwrap_or_default();
    let made = [
        ("categories", names(&post.categories)),
        ("tags", names(&post.tags)),
        ("path", Node::quoted(post.path.as_str())),
        ("name", Node::quoted(name)),
        ("slug", Node::quoted(slug::any(name).slug)),
        ("title", Node::quoted(post.title.as_str())),
    ];
    let date = post.date.map(|date| ("date", Node::quoted(date.second())));
    for (key, node) in made.into_iter().chain(date) {
        let known = entries.iter().any(|(known, node)| known == key && *node != Node::Null);
        if !known || matches!(key, "date" | "categories" | "tags" | "path") {
            entries.retain(|(known, _)| known != key);
            entries.push((key.to_owned(), node));
        }
    }
    Node::Map(entries)
}
