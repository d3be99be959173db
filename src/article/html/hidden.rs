//! What a page holds and does not show: hidden by an attribute, by the element's own style, or
//! by a class that everybody uses for it. Style sheets are not read.

use super::super::dom::{self, Node};

/// Classes of text for machines and screen readers, or shown twice by scripts: KaTeX and
/// MathJax set each formula once for the eye and once as MathML or TeX, and only that is read.
const CLASSES: [&str; 9] = [
    "sr-only",
    "visually-hidden",
    "visuallyhidden",
    "screen-reader-text",
    "katex-html",
    "MathJax",
    "MathJax_Preview",
    "MathJax_Display",
    "mathjax-preview",
];

/// Declarations that hide an element.
const HIDING: [&str; 9] = [
    "display:none",
    "visibility:hidden",
    "visibility:collapse",
    "font-size:0",
    "font-size:0px",
    "font-size:0pt",
    "text-indent:-9999px",
    "left:-9999px",
    "opacity:0",
];

/// Whether the element and all it holds is hidden on the web page.
pub fn is_hidden(node: &Node) -> bool {
    if dom::is_bare(node) {
        return false;
    }
    dom::has_attribute(node, "hidden") || is_styled_away(node) || is_for_machines(node) || is_pixel(node)
}

fn is_styled_away(node: &Node) -> bool {
    if !dom::has_attribute(node, "style") {
        return false;
    }
    // Pictures that fade in when they are reached start as transparent.
    let fades = matches!(dom::name(node), Some("img" | "picture" | "video" | "figure"));
    dom::style(node)
        .split(';')
        .map(|declaration| declaration.trim_end_matches("!important"))
        .any(|declaration| HIDING.contains(&declaration) && !(fades && declaration == "opacity:0"))
}

fn is_for_machines(node: &Node) -> bool {
    if dom::has_attribute(node, "class") {
        let classes = dom::attribute(node, "class").unwrap_or_default();
        if classes.split_whitespace().any(|class| CLASSES.contains(&class)) {
            return true;
        }
    }
    is_icon(node)
}

/// An icon: a font's private character or a word like `link` in an element that screen readers
/// skip. Longer text is only hidden from them, not from the eye.
fn is_icon(node: &Node) -> bool {
    if dom::attribute(node, "aria-hidden").as_deref() != Some("true") {
        return false;
    }
    let classes = dom::attribute(node, "class").unwrap_or_default().to_ascii_lowercase();
    let icon = classes.split([' ', '-', '_']).any(|word| {
        matches!(
            word,
            "icon"
                | "icons"
                | "fa"
                | "fas"
                | "far"
                | "fab"
                | "glyphicon"
                | "material"
                | "octicon"
                | "anchor"
                | "iconfont"
        )
    });
    icon && matches!(dom::name(node), Some("i" | "span" | "a" | "em" | "b" | "div"))
}

/// A picture of one pixel or none counts readers.
fn is_pixel(node: &Node) -> bool {
    if !matches!(dom::name(node), Some("img" | "iframe" | "embed")) {
        return false;
    }
    let tiny = |size: &str| matches!(size.trim_end_matches("px"), "0" | "1");
    let side = |side: &str| dom::attribute(node, side).is_some_and(|size| tiny(&size));
    let style = dom::style(node);
    let styled =
        |side: &str| style.split(';').any(|declaration| declaration.strip_prefix(side).is_some_and(tiny));
    side("width") || side("height") || styled("width:") || styled("height:")
}
