//! What the tags and shortcodes of Jekyll, Hugo, Hexo and Zola stand for that are no logic:
//! pictures, links, films, code, quotations. Each becomes Markdown, or HTML in a body that
//! is HTML. A tag that is not known stands for nothing; what lies between it and its end tag
//! is text.

mod arguments;
mod services;

use std::fmt::Write;

use super::html_block;
use super::liquid::escaped;
use arguments::Arguments;

/// Where a tag stands.
#[derive(Debug, Clone, Copy)]
pub(super) struct Setting<'s> {
    /// The body is HTML.
    pub is_html: bool,
    /// The text before the tag.
    pub before: &'s str,
}

/// Bytes before a tag that are looked at.
const NEAR: usize = 400;

/// `name(arguments)`: a shortcode of Zola.
pub(super) fn call(expression: &str) -> Option<(&str, &str)> {
    let (name, rest) = expression.split_once('(')?;
    let named = |c: char| c.is_alphanumeric() || c == '_';
    let arguments = rest.trim_end().strip_suffix(')')?;
    (!name.is_empty() && name.chars().all(named)).then_some((name, arguments))
}

/// What a tag stands for; None for nothing.
pub(super) fn tag(name: &str, arguments: &str, setting: Setting<'_>) -> Option<String> {
    if name.starts_with(['/', '"', '\'']) {
        return None;
    }
    let given = Arguments::read(arguments);
    let first = || given.bare(0);
    match name {
        "post_url" | "post_path" => Some(format!("/_posts/{}", address(arguments.trim()))),
        "link" | "Link" => Some(link(arguments, &given, setting)),
        "ref" | "relref" => first().or(given.named(&["path"])).map(address),
        "post_link" => {
            let slug = first()?;
            let title = given.rest(1).trim_end_matches(" true").trim_end_matches(" false").to_owned();
            let title = if title.is_empty() { slug.to_owned() } else { title };
            Some(setting.link(&title, &format!("/_posts/{}", address(slug))))
        }
        "asset_path" => first().map(address),
        "asset_link" => {
            let file = first()?;
            let title = given.rest(1);
            Some(setting.link(if title.is_empty() { file } else { &title }, &address(file)))
        }
        "btn" | "button" => {
            let url = given.named(&["href", "url", "link"]).or(first()).filter(|url| is_address(url))?;
            let text = given.named(&["text", "title"]).or(given.bare(1)).unwrap_or(url);
            Some(setting.link(text, &address(url)))
        }
        "include" | "include_relative" | "include_cached" | "render" => {
            let file = first()?.rsplit('/').next().unwrap_or_default();
            embedded(file.split('.').next().unwrap_or_default(), &given.without_first(), setting)
        }
        _ => embedded(name, &given, setting).or_else(|| title(&given)),
    }
}

/// Jekyll's `link` names a file of the site; Hexo's and others' hold words and a URL.
fn link(arguments: &str, given: &Arguments<'_>, setting: Setting<'_>) -> String {
    let Some(url) = given.all().find(|value| value.contains("://")) else {
        return format!("/{}", address(arguments.trim().trim_start_matches('/')));
    };
    let words: Vec<_> = given.all().take_while(|value| !value.contains("://")).collect();
    setting.link(&if words.is_empty() { url.to_owned() } else { words.join(" ") }, &address(url))
}

/// Pictures, films and what services offer to be embedded.
fn embedded(name: &str, given: &Arguments<'_>, setting: Setting<'_>) -> Option<String> {
    let name = name.to_ascii_lowercase();
    if let Some((service, url)) = services::page(&name, given) {
        return Some(setting.link(&service, &url));
    }
    let picture = ["figure", "image", "img", "asset_img", "picture", "photo", "fancybox"];
    if picture.iter().any(|word| name.contains(word)) {
        return figure(given, setting);
    }
    let source = given.named(&["src", "url", "file", "mp4", "webm"]).or(given.bare(0))?;
    match name.as_str() {
        "video" | "mp4" | "dplayer" | "audio" | "aplayer" | "iframe" | "pdf" if is_address(source) => {
            let file = source.rsplit('/').next().unwrap_or(source);
            Some(setting.link(file, &address(source)))
        }
        _ => None,
    }
}

/// A picture: by the names of its arguments, else by what looks like a file.
fn figure(given: &Arguments<'_>, setting: Setting<'_>) -> Option<String> {
    let named = given.named(&["src", "url", "image_path", "path", "image", "img", "file", "link"]);
    let (at, source) = match named {
        Some(source) => (0, source),
        None => given.bares().enumerate().find(|(_, value)| is_address(value))?,
    };
    let caption = given.named(&["caption", "description", "title"]);
    // Behind the file of Hexo's `img` stand width, height and title.
    let bare = given.bares().skip(at + 1).filter(|value| value.parse::<u32>().is_err()).last();
    let alt = given.named(&["alt"]).or(caption).or(bare.filter(|_| named.is_none())).unwrap_or_default();
    let source = address(source);
    Some(match caption {
        Some(caption) => format!(
            "<figure><img src=\"{}\" alt=\"{}\"><figcaption>{}</figcaption></figure>",
            escaped(&source),
            escaped(if alt == caption { "" } else { alt }),
            escaped(caption)
        ),
        None if setting.stands_in_html() => {
            format!("<img src=\"{}\" alt=\"{}\">", escaped(&source), escaped(alt))
        }
        None => format!("![{}](<{source}>)", words(alt)),
    })
}

/// A box that has a title shows it; what it holds follows.
fn title(given: &Arguments<'_>) -> Option<String> {
    let title = given.named(&["title", "summary", "header"])?;
    Some(format!("<p><strong>{}</strong></p>\n\n", escaped(title)))
}

/// `{% highlight ruby %}` and its kin as fenced code, or as `pre` in HTML.
pub(super) fn code(name: &str, arguments: &str, code: &str, setting: Setting<'_>) -> String {
    let given = Arguments::read(arguments);
    let marked = given
        .named(&["lang", "language"])
        .or_else(|| arguments.split_whitespace().find_map(|word| word.strip_prefix("lang:")));
    let language = marked.or(given.bare(0).filter(|_| name == "highlight")).unwrap_or_default();
    let plain = |c: &char| c.is_alphanumeric() || "+-#_.".contains(*c);
    let language: String = language.chars().take_while(plain).collect();
    let code = without_raw(code);
    let code = code.trim_matches('\n').trim_end();
    if setting.is_html {
        return format!("<pre><code class=\"language-{language}\">{}</code></pre>", escaped(code));
    }
    let ticks = code.split(|c| c != '`').map(str::len).max().unwrap_or(0).max(2) + 1;
    let fence = "`".repeat(ticks);
    let indent = setting.indent();
    let mut out = format!("\n{indent}{fence}{language}\n");
    for line in code.lines() {
        let _ = writeln!(out, "{indent}{line}");
    }
    let _ = writeln!(out, "{indent}{fence}");
    out
}

/// A quotation of Hexo: its text, and who said it.
pub(super) fn quote(name: &str, arguments: &str, text: &str, setting: Setting<'_>) -> String {
    let by = if matches!(name, "blockquote" | "quote") {
        Arguments::read(arguments).rest(0)
    } else {
        String::new()
    };
    let text = text.trim();
    if setting.is_html {
        let by = if by.is_empty() { by } else { format!("<p>—— {}</p>", escaped(&by)) };
        return format!("<blockquote>{text}{by}</blockquote>");
    }
    let mut out = String::from("\n\n");
    for line in text.lines() {
        let _ = writeln!(out, "> {line}");
    }
    if !by.is_empty() {
        let _ = writeln!(out, ">\n> —— {}", words(&by));
    }
    out.push('\n');
    out
}

impl Setting<'_> {
    /// Whether Markdown would not be read here.
    fn stands_in_html(&self) -> bool {
        self.is_html || html_block::holds_end_of(self.before)
    }

    /// A link with these words.
    fn link(&self, text: &str, url: &str) -> String {
        if self.stands_in_html() {
            return format!("<a href=\"{}\">{}</a>", escaped(url), escaped(text));
        }
        format!("[{}](<{url}>)", words(text))
    }

    /// What code has to stand behind to belong to the list item that the tag stands in.
    fn indent(&self) -> &str {
        let mut start = self.before.len().saturating_sub(NEAR);
        while !self.before.is_char_boundary(start) {
            start += 1;
        }
        let near = &self.before[start..];
        let Some((above, line)) = near.rsplit_once('\n') else { return "" };
        let last = above.trim_end().rsplit('\n').next().unwrap_or_default();
        let listed =
            last.starts_with([' ', '\t', '-', '*', '+']) || last.starts_with(|c: char| c.is_ascii_digit());
        if listed && !line.is_empty() && line.trim().is_empty() { line } else { "" }
    }
}

/// Code without the `raw` tags that keep Liquid out of it.
fn without_raw(code: &str) -> String {
    let mut out = code.to_owned();
    if code.contains("raw") {
        for tag in ["{% raw %}", "{% endraw %}", "{%raw%}", "{%endraw%}", "{%- raw -%}", "{%- endraw -%}"] {
            out = out.replace(&format!("{tag}\n"), "").replace(tag, "");
        }
    }
    out
}

/// Words that Markdown takes as they are.
fn words(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if c.is_ascii_punctuation() {
            out.push('\\');
        }
        out.push(if c == '\n' { ' ' } else { c });
    }
    out
}

/// An address that stands between angle brackets or quotation marks.
fn address(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.trim_matches(['"', '\'']).chars() {
        match c {
            ' ' => out.push_str("%20"),
            '<' => out.push_str("%3C"),
            '>' => out.push_str("%3E"),
            '"' => out.push_str("%22"),
            '(' => out.push_str("%28"),
            ')' => out.push_str("%29"),
            '\\' => out.push_str("%5C"),
            c if c.is_control() => {}
            c => out.push(c),
        }
    }
    out
}

/// Whether an argument may be a file or a URL.
fn is_address(text: &str) -> bool {
    text.contains('/') || text.contains('.')
}
