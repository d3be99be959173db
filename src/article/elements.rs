//! What kanbao knows of HTML's element names. Names only: attributes and trees are
//! read elsewhere.

/// How an element is treated.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Element {
    /// Its content is never shown.
    Dropped,
    /// Starts and ends a block; with a blank row around it or not.
    Block {
        /// A blank row stands before and after.
        spaced: bool,
    },
    /// A heading of level 1 to 6.
    Heading(u8),
    /// `pre` and its older kin.
    Pre,
    /// `blockquote`.
    Quote,
    /// `ul`, `menu`, `dir`.
    Unordered,
    /// `ol`.
    Ordered,
    /// `li`.
    Item,
    /// `dt`.
    Term,
    /// `dd`.
    Description,
    /// `hr`.
    Rule,
    /// `br`.
    Break,
    /// `table`.
    Table,
    /// `img` and everything else that is shown as a stand-in line.
    Embed(Embed),
    /// `a`.
    Anchor,
    /// `details`.
    Details,
    /// `ruby`.
    Ruby,
    /// `sup`, `sub`.
    Raised,
    /// `math`.
    Math,
    /// `script`: code, or the source of a formula.
    Script,
    /// `noscript`: kept by lazy pictures.
    Noscript,
    /// Everything else: it styles the text it holds, or does not.
    Inline,
}

/// What a stand-in stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Embed {
    /// A picture.
    Image,
    /// A film.
    Video,
    /// A sound.
    Audio,
    /// A page within the page, a plug-in.
    Frame,
}

/// How an element of this name (lower case) is treated.
pub fn classify(name: &str) -> Element {
    match name {
        "style" | "title" | "template" | "select" | "datalist" | "svg" | "canvas" | "applet" | "noembed"
        | "noframes" => Element::Dropped,
        "h1" => Element::Heading(1),
        "h2" => Element::Heading(2),
        "h3" => Element::Heading(3),
        "h4" => Element::Heading(4),
        "h5" => Element::Heading(5),
        "h6" => Element::Heading(6),
        "p" | "figure" | "dl" => Element::Block { spaced: true },
        "div" | "section" | "article" | "header" | "footer" | "main" | "nav" | "aside" | "figcaption"
        | "summary" | "center" | "address" | "form" | "fieldset" | "legend" | "hgroup" | "search"
        | "body" | "html" | "head" | "caption" | "tr" | "thead" | "tbody" | "tfoot" | "optgroup"
        | "dialog" => Element::Block { spaced: false },
        "pre" | "xmp" | "listing" | "plaintext" | "textarea" => Element::Pre,
        "blockquote" => Element::Quote,
        "ul" | "menu" | "dir" => Element::Unordered,
        "ol" => Element::Ordered,
        "li" => Element::Item,
        "dt" => Element::Term,
        "dd" => Element::Description,
        "hr" => Element::Rule,
        "br" => Element::Break,
        "table" => Element::Table,
        "img" | "image" => Element::Embed(Embed::Image),
        "video" => Element::Embed(Embed::Video),
        "audio" => Element::Embed(Embed::Audio),
        "iframe" | "embed" | "frame" | "object" => Element::Embed(Embed::Frame),
        "a" => Element::Anchor,
        "details" => Element::Details,
        "ruby" => Element::Ruby,
        "sup" | "sub" => Element::Raised,
        "math" => Element::Math,
        "script" => Element::Script,
        "noscript" => Element::Noscript,
        _ => Element::Inline,
    }
}

/// Whether HTML (or SVG and MathML, as far as posts embed them) has an element of this name
/// (lower case). What looks like a tag and is none (`<Esc>`, `<iostream>`) is text.
pub fn is_known(name: &str) -> bool {
    !matches!(classify(name), Element::Inline) || INLINE.contains(&name) || is_custom(name)
}

/// Custom elements: lower case with a hyphen (HTML Standard, "valid custom element name").
fn is_custom(name: &str) -> bool {
    name.contains('-')
}

/// Elements that end with their start tag and hold nothing.
pub fn is_void(name: &str) -> bool {
    matches!(
        name,
        "area"
            | "base"
            | "br"
            | "col"
            | "embed"
            | "frame"
            | "hr"
            | "img"
            | "input"
            | "link"
            | "meta"
            | "param"
            | "source"
            | "track"
            | "wbr"
    )
}

/// Elements whose end tag is implied by what follows, so that they do not nest.
pub fn closes_itself(name: &str) -> bool {
    matches!(
        name,
        "p" | "li"
            | "dt"
            | "dd"
            | "tr"
            | "td"
            | "th"
            | "thead"
            | "tbody"
            | "tfoot"
            | "colgroup"
            | "option"
            | "optgroup"
            | "rt"
            | "rp"
            | "rb"
            | "rtc"
            | "html"
            | "head"
            | "body"
    )
}

/// Known names that only style text or hold no text of their own.
const INLINE: &[&str] = &[
    "abbr",
    "acronym",
    "area",
    "b",
    "base",
    "basefont",
    "bdi",
    "bdo",
    "big",
    "blink",
    "button",
    "cite",
    "code",
    "col",
    "colgroup",
    "data",
    "del",
    "dfn",
    "em",
    "font",
    "i",
    "input",
    "ins",
    "kbd",
    "label",
    "link",
    "map",
    "mark",
    "marquee",
    "meta",
    "meter",
    "nobr",
    "option",
    "output",
    "param",
    "picture",
    "progress",
    "q",
    "rb",
    "rp",
    "rt",
    "rtc",
    "s",
    "samp",
    "slot",
    "small",
    "source",
    "span",
    "strike",
    "strong",
    "td",
    "th",
    "time",
    "track",
    "tt",
    "u",
    "var",
    "wbr",
    "mi",
    "mn",
    "mo",
    "mrow",
    "msup",
    "msub",
    "mfrac",
    "msqrt",
    "mtext",
    "semantics",
    "annotation",
    "annotation-xml",
    "mover",
    "munder",
    "munderover",
    "msubsup",
    "mmultiscripts",
    "mprescripts",
    "mroot",
    "mtable",
    "mtr",
    "mtd",
    "mlabeledtr",
    "mstyle",
    "mspace",
    "mpadded",
    "mphantom",
    "menclose",
    "maction",
    "merror",
    "mfenced",
    "ms",
    "clippath",
    "mask",
    "marker",
    "pattern",
    "filter",
    "radialgradient",
    "textpath",
    "animate",
    "foreignobject",
    "path",
    "g",
    "circle",
    "rect",
    "line",
    "use",
    "defs",
    "polygon",
    "polyline",
    "ellipse",
    "text",
    "tspan",
    "symbol",
    "lineargradient",
    "stop",
    "desc",
    "frameset",
    "amp-img",
    "o:p",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pseudo_tags_are_not_elements() {
        for name in ["esc", "cr", "iostream", "xml", "string", "nop", "internal:array"] {
            assert!(!is_known(name), "{name}");
        }
        for name in ["p", "span", "td", "img", "my-widget", "strike"] {
            assert!(is_known(name), "{name}");
        }
    }
}
