//! What stands in one file, as far as the rules ask for it. No rule is decided here.

use proc_macro2::Span;
use syn::spanned::Spanned;
use syn::visit::{self, Visit};

use crate::paths::{self, Target, Tokens};

/// A path that a file names.
pub struct Named {
    pub target: Target,
    pub line: usize,
    pub in_test: bool,
}

/// A function with a body.
pub struct Function {
    pub name: String,
    pub line: usize,
    pub lines: usize,
}

/// Everything that the rules need to know about a file.
#[derive(Default)]
pub struct Facts {
    pub file: String,
    pub text: String,
    /// The folder, or the file's own name for a file that lies in `src` itself.
    pub folder: String,
    pub named: Vec<Named>,
    /// Outside tests.
    pub functions: Vec<Function>,
    /// Outside tests: name and line.
    pub macros: Vec<(String, usize)>,
    /// Line and whether it is `super::*` in a test.
    pub globs: Vec<(usize, bool)>,
    /// Statics that can change, outside tests: name and line.
    pub globals: Vec<(String, usize)>,
    /// Arms of a match in a function called `update`: line and length.
    pub update_arms: Vec<(usize, usize)>,
    /// Lines that belong to tests.
    pub test_lines: usize,
}

impl Facts {
    pub fn of(file: &str, text: &str) -> syn::Result<Self> {
        let syntax = syn::parse_file(text)?;
        let is_test = file.ends_with("/tests.rs");
        let module = paths::module_of(file);
        let folder = module.first().cloned().unwrap_or_else(|| file_stem(file));
        let facts = Self { file: file.to_owned(), text: text.to_owned(), folder, ..Self::default() };
        let own_names = own_names(&syntax);
        let mut reader = Reader { facts, module, own_names, in_test: is_test, functions: Vec::new() };
        reader.visit_file(&syntax);
        if is_test {
            reader.facts.test_lines = text.lines().count();
        }
        Ok(reader.facts)
    }

    /// Lines without tests.
    pub fn lines(&self) -> usize {
        self.text.lines().count() - self.test_lines
    }
}

fn file_stem(file: &str) -> String {
    file.trim_start_matches("src/").trim_end_matches(".rs").to_owned()
}

/// Names that the file brings in by `mod` and `use`, which are therefore no crates.
fn own_names(syntax: &syn::File) -> Vec<String> {
    #[derive(Default)]
    struct Names(Vec<String>);
    impl Visit<'_> for Names {
        fn visit_item_mod(&mut self, item: &syn::ItemMod) {
            self.0.push(item.ident.to_string());
            visit::visit_item_mod(self, item);
        }
        fn visit_item_use(&mut self, item: &syn::ItemUse) {
            let leaves = paths::leaves(&item.tree).into_iter();
            self.0.extend(leaves.filter(|leaf| leaf.path.len() > 1).map(|leaf| leaf.name));
        }
    }
    let mut names = Names::default();
    names.visit_file(syntax);
    names.0
}

struct Reader {
    facts: Facts,
    module: Vec<String>,
    own_names: Vec<String>,
    in_test: bool,
    /// The functions around this place, innermost last.
    functions: Vec<String>,
}

impl Reader {
    fn name(&mut self, path: &[String], line: usize, own_names: &[String]) {
        let target = paths::resolve(&self.module, path, own_names);
        self.facts.named.push(Named { target, line, in_test: self.in_test });
    }

    fn scan(&mut self, tokens: proc_macro2::TokenStream) {
        let mut found = Tokens::default();
        found.scan(tokens);
        let own = self.own_names.clone();
        for (path, line) in found.paths {
            self.name(&path, line, &own);
        }
        for (name, line) in found.macros {
            self.call(name, line);
        }
    }

    fn call(&mut self, name: String, line: usize) {
        if !self.in_test {
            self.facts.macros.push((name, line));
        }
    }

    /// Reads a part of the file, as test code when its attributes say so.
    fn within(&mut self, attrs: &[syn::Attribute], span: Span, read: impl FnOnce(&mut Self)) {
        let was = self.in_test;
        self.in_test |= attrs.iter().any(is_test_only);
        if self.in_test && !was {
            let first = attrs.first().map_or(span, Spanned::span).start().line;
            self.facts.test_lines += span.end().line + 1 - first.min(span.start().line);
        }
        read(self);
        self.in_test = was;
    }

    fn function(&mut self, signature: &syn::Signature, block: &syn::Block, read: impl FnOnce(&mut Self)) {
        let name = signature.ident.to_string();
        let line = signature.span().start().line;
        let lines = block.span().end().line + 1 - line;
        if !self.in_test {
            self.facts.functions.push(Function { name: name.clone(), line, lines });
        }
        self.functions.push(name);
        read(self);
        self.functions.pop();
    }
}

/// `#[cfg(test)]` and `#[test]`.
fn is_test_only(attribute: &syn::Attribute) -> bool {
    match &attribute.meta {
        syn::Meta::Path(path) => path.is_ident("test"),
        syn::Meta::List(list) => list.path.is_ident("cfg") && list.tokens.to_string() == "test",
        syn::Meta::NameValue(_) => false,
    }
}

fn attributes(item: &syn::Item) -> &[syn::Attribute] {
    match item {
        syn::Item::Const(it) => &it.attrs,
        syn::Item::Enum(it) => &it.attrs,
        syn::Item::Fn(it) => &it.attrs,
        syn::Item::Impl(it) => &it.attrs,
        syn::Item::Mod(it) => &it.attrs,
        syn::Item::Static(it) => &it.attrs,
        syn::Item::Struct(it) => &it.attrs,
        syn::Item::Trait(it) => &it.attrs,
        syn::Item::Use(it) => &it.attrs,
        _ => &[],
    }
}

const CHANGING: [&str; 10] = [
    "Mutex",
    "RwLock",
    "OnceLock",
    "OnceCell",
    "LazyLock",
    "LazyCell",
    "Atomic",
    "RefCell",
    "UnsafeCell",
    "Cell <",
];

fn can_change(item: &syn::ItemStatic) -> bool {
    let kind = quote(&item.ty);
    matches!(item.mutability, syn::StaticMutability::Mut(_))
        || CHANGING.iter().any(|word| kind.contains(word))
}

/// The type's own debug text holds every identifier of it.
fn quote(kind: &syn::Type) -> String {
    struct Words(String);
    impl Visit<'_> for Words {
        fn visit_ident(&mut self, ident: &proc_macro2::Ident) {
            self.0.push_str(&ident.to_string());
            self.0.push_str(" <");
        }
    }
    let mut words = Words(String::new());
    words.visit_type(kind);
    words.0
}

impl<'ast> Visit<'ast> for Reader {
    fn visit_item(&mut self, item: &'ast syn::Item) {
        self.within(attributes(item), item.span(), |reader| visit::visit_item(reader, item));
    }

    fn visit_item_mod(&mut self, item: &'ast syn::ItemMod) {
        self.module.push(item.ident.to_string());
        visit::visit_item_mod(self, item);
        self.module.pop();
    }

    fn visit_item_use(&mut self, item: &'ast syn::ItemUse) {
        for leaf in paths::leaves(&item.tree) {
            let line = item.span().start().line;
            if leaf.name == "*" {
                self.facts.globs.push((line, self.in_test && leaf.path == ["super", "*"]));
            }
            self.name(&leaf.path, line, &[]);
        }
    }

    fn visit_item_static(&mut self, item: &'ast syn::ItemStatic) {
        if !self.in_test && can_change(item) {
            self.facts.globals.push((item.ident.to_string(), item.span().start().line));
        }
        visit::visit_item_static(self, item);
    }

    fn visit_item_fn(&mut self, item: &'ast syn::ItemFn) {
        self.function(&item.sig, &item.block, |reader| visit::visit_item_fn(reader, item));
    }

    fn visit_impl_item_fn(&mut self, item: &'ast syn::ImplItemFn) {
        self.within(&item.attrs, item.span(), |reader| {
            reader.function(&item.sig, &item.block, |reader| visit::visit_impl_item_fn(reader, item));
        });
    }

    fn visit_trait_item_fn(&mut self, item: &'ast syn::TraitItemFn) {
        match &item.default {
            Some(body) => self.function(&item.sig, body, |reader| visit::visit_trait_item_fn(reader, item)),
            None => visit::visit_trait_item_fn(self, item),
        }
    }

    fn visit_arm(&mut self, arm: &'ast syn::Arm) {
        if !self.in_test && self.functions.last().is_some_and(|name| name == "update") {
            let span = arm.span();
            self.facts.update_arms.push((span.start().line, span.end().line + 1 - span.start().line));
        }
        visit::visit_arm(self, arm);
    }

    fn visit_path(&mut self, path: &'ast syn::Path) {
        let names: Vec<String> = path.segments.iter().map(|segment| segment.ident.to_string()).collect();
        let own = self.own_names.clone();
        if names.len() > 1 {
            self.name(&names, path.span().start().line, &own);
        }
        visit::visit_path(self, path);
    }

    fn visit_macro(&mut self, call: &'ast syn::Macro) {
        if let Some(last) = call.path.segments.last() {
            self.call(last.ident.to_string(), call.path.span().start().line);
        }
        self.scan(call.tokens.clone());
        visit::visit_macro(self, call);
    }

    fn visit_attribute(&mut self, attribute: &'ast syn::Attribute) {
        if let syn::Meta::List(list) = &attribute.meta {
            self.scan(list.tokens.clone());
        }
    }
}
