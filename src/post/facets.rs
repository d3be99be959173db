//! Categories and tags of a post: from its folders and its front matter, by the rules of
//! its tree. In order, without repetition, clean; a name of nothing is dropped.

use crate::text::sanitize;

use super::front_matter::FrontMatter;
use super::node::Node;
use super::tree::TreeKind;

/// The folders of `_posts` and `_drafts`.
const POST_FOLDERS: [&str; 2] = ["_posts", "_drafts"];

/// Categories: the folders that count in this tree, then `categories`, then `category`.
pub fn categories(tree: TreeKind, path: &str, matter: &FrontMatter) -> Vec<String> {
    let mut names = Names::default();
    if matches!(tree, TreeKind::Jekyll | TreeKind::Plain) {
        folders(tree, path).iter().for_each(|folder| names.add(folder));
    }
    names.add_node(matter.inner("taxonomies", "categories"), &|_| false);
    names.add_node(matter.get("categories"), &|c| splits(tree, c));
    names.add_node(matter.get("category"), &|_| false);
    if names.0.is_empty() && matches!(tree, TreeKind::Hugo | TreeKind::Zola) {
        folders(tree, path).first().iter().for_each(|folder| names.add(folder));
    }
    names.0
}

/// Tags: `tag` if there is one, else `tags` (Jekyll's order); Zola's stand in `[taxonomies]`.
pub fn tags(tree: TreeKind, matter: &FrontMatter) -> Vec<String> {
    let mut names = Names::default();
    names.add_node(matter.inner("taxonomies", "tags"), &|_| false);
    match matter.first(&["tag"]) {
        Some(tag) => names.add_node(Some(tag), &|_| false),
        None => names.add_node(matter.get("tags"), &|c| splits(tree, c)),
    }
    names.0
}

/// Whether a character parts the names in a string. Jekyll and Hugo split on white space and
/// keep commas; Hexo splits nothing; in plain folders people write either.
fn splits(tree: TreeKind, c: char) -> bool {
    match tree {
        TreeKind::Hexo | TreeKind::Zola => false,
        TreeKind::Jekyll | TreeKind::Hugo => c.is_ascii_whitespace(),
        TreeKind::Plain | TreeKind::File => c.is_whitespace() || matches!(c, ',' | '，' | '、' | ';' | '；'),
    }
}

/// The folders of a path that mean something: above `_posts` in Jekyll, below `content` in
/// Hugo and Zola (a page's own folder is none), all of them in a plain folder.
fn folders(tree: TreeKind, path: &str) -> Vec<&str> {
    let mut parts: Vec<_> = path.split('/').collect();
    let file = parts.pop().unwrap_or_default();
    match tree {
        TreeKind::Jekyll => {
            let end = parts.iter().position(|part| POST_FOLDERS.contains(part)).unwrap_or(0);
            parts.truncate(end);
        }
        TreeKind::Hugo | TreeKind::Zola => {
            if file.starts_with("index.") {
                parts.pop();
            }
            parts.drain(..usize::from(!parts.is_empty()));
        }
        TreeKind::Hexo | TreeKind::Plain | TreeKind::File => {}
    }
    parts
}

/// Names being collected.
#[derive(Default)]
struct Names(Vec<String>);

impl Names {
    fn add(&mut self, name: &str) {
        let clean = sanitize::line(name);
        let name = clean.trim();
        if !name.is_empty() && !self.0.iter().any(|known| known == name) {
            self.0.push(name.to_owned());
        }
    }

    fn add_node(&mut self, node: Option<&Node>, splits: &dyn Fn(char) -> bool) {
        match node {
            Some(Node::Text { text, .. }) => text.split(splits).for_each(|name| self.add(name)),
            Some(Node::List(items)) => items.iter().for_each(|item| self.add_node(Some(item), &|_| false)),
            Some(Node::Null | Node::Map(_)) | None => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::post::header::{Dialect, find};

    fn matter(block: &str) -> FrontMatter {
        let text = format!("---\n{block}\n---\n");
        find(&text, Dialect::Jekyll)
            .header()
            .map(|header| FrontMatter::read(&header, &mut Vec::new()))
            .unwrap_or_default()
    }

    #[test]
    fn categories_by_tree() {
        use TreeKind::{Hexo, Hugo, Jekyll, Plain, Zola};
        let rows = [
            (Jekyll, "zh_cn/news/_posts/2022/x.md", "", "zh_cn news"),
            (Jekyll, "_posts/银行/x.md", "categories: 财经 要闻", "财经 要闻"),
            (Jekyll, "a/_drafts/x.md", "categories: [甲, a, 甲]", "a 甲"),
            (Jekyll, "_posts/x.md", "categories: a, b c", "a, b c"),
            (Jekyll, "_posts/x.md", "category: 一 二", "一 二"),
            (Jekyll, "_posts/x.md", "categories: 甲\ncategory: 乙", "甲 乙"),
            (Jekyll, "_posts/x.md", "category: 2013", "2013"),
            (Jekyll, "_posts/x.md", "categories: 2021", "2021"),
            (Jekyll, "_posts/x.md", "categories:", ""),
            (Jekyll, "_posts/x.md", "categories: [~, [甲, 乙], 3]", "甲 乙 3"),
            (Hugo, "content/cn/题/index.md", "", "cn"),
            (Hugo, "content/题/index.md", "", ""),
            (Hugo, "content/cn/x.md", "categories: [甲]", "甲"),
            (Hugo, "content/x.md", "", ""),
            (Zola, "content/inside-rust/y/index.md", "", "inside-rust"),
            (Zola, "content/x.md", "taxonomies: {categories: [甲 乙]}", "甲 乙"),
            (Hexo, "source/_posts/x/y.md", "categories:\n- [甲, 乙]\n- 丙", "甲 乙 丙"),
            (Hexo, "source/_posts/x.md", "categories: 一 二", "一 二"),
            (Plain, "资料/银行/x.md", "categories: 甲，乙", "资料 银行 甲 乙"),
            (Plain, "x.md", "", ""),
        ];
        for (tree, path, block, expected) in rows {
            assert_eq!(categories(tree, path, &matter(block)).join(" "), expected, "{tree} {path} {block}");
        }
        assert_eq!(categories(Jekyll, "_posts/x.md", &matter("category: 一 二")).len(), 1);
    }

    #[test]
    fn tags_by_tree() {
        use TreeKind::{Hexo, Hugo, Jekyll, Plain, Zola};
        let rows = [
            (Jekyll, "tags: 要闻 快讯", "要闻|快讯"),
            (Jekyll, "tags: [要闻, Weekly News, 要闻]", "要闻|Weekly News"),
            (Jekyll, "tags: 甲,乙", "甲,乙"),
            (Jekyll, "tag: 一 二\ntags: 三", "一 二"),
            (Jekyll, "tag:\ntags: 三", "三"),
            (Jekyll, "tags:\n- openSUSE  \n- opensuse\n- SF (软件基础)", "openSUSE|opensuse|SF (软件基础)"),
            (Jekyll, "tags:", ""),
            (Jekyll, "tags: {a: b}", ""),
            (Jekyll, "tags: [\"\\e[31m红\", ニュース, 뉴스]", "[31m红|ニュース|뉴스"),
            (Hugo, "tags: a b", "a|b"),
            (Zola, "taxonomies: {tags: [甲]}", "甲"),
            (Hexo, "tags: 一 二", "一 二"),
            (Plain, "tags: 一、二, 三", "一|二|三"),
        ];
        for (tree, block, expected) in rows {
            assert_eq!(tags(tree, &matter(block)).join("|"), expected, "{tree} {block}");
        }
    }
}
