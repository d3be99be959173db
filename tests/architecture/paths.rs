//! Paths as they are written in a file, and what they mean in the crate.

use proc_macro2::{Delimiter, TokenStream, TokenTree};
use syn::UseTree;

/// What a path leads to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Target {
    /// Into this crate, counted from its root.
    Inside(Vec<String>),
    /// Into another crate or `std`.
    Outside(Vec<String>),
    /// On from a name that the file itself has brought in; that was seen there.
    Known(Vec<String>),
}

/// What `path` means in `module`, in a file that brought in `own_names`.
pub fn resolve(module: &[String], path: &[String], own_names: &[String]) -> Target {
    match path.first().map_or("", String::as_str) {
        "crate" => Target::Inside(path[1..].to_vec()),
        "self" | "super" => Target::Inside(climb(module, path)),
        name if own_names.iter().any(|own| own == name) => Target::Known(path.to_vec()),
        _ => Target::Outside(path.to_vec()),
    }
}

fn climb(module: &[String], path: &[String]) -> Vec<String> {
    let mut place = module.to_vec();
    for name in path {
        match name.as_str() {
            "self" => {}
            "super" => drop(place.pop()),
            _ => place.push(name.clone()),
        }
    }
    place
}

/// The module of a file: `src/a/b.rs` is `a::b`, `src/a/mod.rs` is `a`.
pub fn module_of(file: &str) -> Vec<String> {
    let path = file.trim_start_matches("src/").trim_end_matches(".rs");
    let mut module: Vec<String> = path.split('/').map(str::to_owned).collect();
    if module.last().is_some_and(|last| matches!(last.as_str(), "mod" | "lib" | "main")) {
        module.pop();
    }
    module
}

/// One leaf of a `use`: its whole path, and the name that it brings in (`*` for all).
pub struct Leaf {
    pub path: Vec<String>,
    pub name: String,
}

/// All leaves of a `use`.
pub fn leaves(tree: &UseTree) -> Vec<Leaf> {
    let mut leaves = Vec::new();
    walk(tree, &mut Vec::new(), &mut leaves);
    leaves
}

fn walk(tree: &UseTree, before: &mut Vec<String>, leaves: &mut Vec<Leaf>) {
    let mut add = |name: String, shown: String| {
        let path = before.iter().cloned().chain((name != "self").then_some(name)).collect();
        leaves.push(Leaf { path, name: shown });
    };
    match tree {
        UseTree::Name(it) if it.ident == "self" => {
            add("self".into(), before.last().cloned().unwrap_or_default())
        }
        UseTree::Name(it) => add(it.ident.to_string(), it.ident.to_string()),
        UseTree::Rename(it) => add(it.ident.to_string(), it.rename.to_string()),
        UseTree::Glob(_) => add("*".into(), "*".into()),
        UseTree::Group(it) => it.items.iter().for_each(|tree| walk(tree, before, leaves)),
        UseTree::Path(it) => {
            before.push(it.ident.to_string());
            walk(&it.tree, before, leaves);
            before.pop();
        }
    }
}

/// What stands in the tokens of a macro or an attribute, which no parser has read:
/// paths of two and more names, and macros that are called, with their lines.
#[derive(Default)]
pub struct Tokens {
    pub paths: Vec<(Vec<String>, usize)>,
    pub macros: Vec<(String, usize)>,
}

impl Tokens {
    pub fn scan(&mut self, tokens: TokenStream) {
        let trees: Vec<TokenTree> = tokens.into_iter().collect();
        let mut at = 0;
        while at < trees.len() {
            at += match &trees[at] {
                TokenTree::Group(group) => {
                    self.scan(group.stream());
                    1
                }
                TokenTree::Ident(_) => self.path_at(&trees[at..]),
                _ => 1,
            };
        }
    }

    /// Reads the path that begins here; how many tokens it takes.
    fn path_at(&mut self, trees: &[TokenTree]) -> usize {
        let line = trees[0].span().start().line;
        let mut path = vec![trees[0].to_string()];
        let mut taken = 1;
        while let [colon, other, TokenTree::Ident(name), ..] = &trees[taken..]
            && is_punct(colon, ':')
            && is_punct(other, ':')
        {
            path.push(name.to_string());
            taken += 3;
        }
        let calls = matches!(&trees[taken..], [bang, TokenTree::Group(body), ..]
            if is_punct(bang, '!') && body.delimiter() != Delimiter::None);
        if calls {
            self.macros.push((path[path.len() - 1].clone(), line));
        }
        if path.len() > 1 {
            self.paths.push((path, line));
        }
        taken
    }
}

fn is_punct(tree: &TokenTree, wanted: char) -> bool {
    matches!(tree, TokenTree::Punct(punct) if punct.as_char() == wanted)
}
