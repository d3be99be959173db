//! Liquid (Jekyll), and the tags and shortcodes of Hugo, Hexo and Zola: values are computed,
//! blocks are followed, and what stands for a picture, a link or code becomes that.
//!
//! Not the `liquid` crate: it refuses a whole text for one tag, filter or variable that it
//! does not know, and bodies are full of those. Here nothing is refused. What names a value
//! that exists but is empty shows nothing, as in Jekyll; what names a value of which nothing
//! is known (the site's data are not in this archive) stays to be seen as it was written.
//! Every run is bounded: loops and filters spend from one purse.
//!
//! - `lexer`: text, tags and outputs; code is text
//! - `blocks`: which tag ends which
//! - `machine`: runs the pieces
//! - `expression`, `value`, `filters`: `page.date | date: "%Y"`

mod blocks;
mod expression;
mod filters;
mod lexer;
mod machine;
mod purse;
mod value;

use crate::post::{Context, TreeKind};

pub(super) use filters::escaped;
pub(super) use lexer::code_span;

/// The text with everything filled in, or None where there is nothing of the kind.
pub fn run(text: &str, is_html: bool, context: &Context) -> Option<String> {
    // Hugo's templates are not its texts: there `{{ x }}` is what the author wrote.
    let liquid = context.tree != Some(TreeKind::Hugo);
    let marked = liquid && (text.contains("{%") || text.contains("{{"));
    if !marked && !text.contains("{{<") && !text.contains("{{%") {
        return None;
    }
    let pieces = lexer::pieces(text, lexer::Marks { liquid, markdown: !is_html });
    let links = blocks::links(&pieces);
    Some(machine::Machine::new(&pieces, &links, is_html, context).run(text.len()))
}

#[cfg(test)]
mod tests;
