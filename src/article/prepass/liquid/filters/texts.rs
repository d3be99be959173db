//! Filters of texts: `append`, `replace`, `date`, `slugify` and their kin.

use std::fmt::Write;
use std::rc::Rc;

use crate::post::{Base, date};
use crate::text::url;

use super::super::value::{MAX_TEXT, Value};
use super::lists::part;

/// A text through a filter; None for filters that are not known.
pub(super) fn apply(name: &str, text: &str, arguments: &[Value<'_>]) -> Option<String> {
    let argument = |at: usize| arguments.get(at).map(Value::shown).unwrap_or_default();
    changed(name, text)
        .or_else(|| combined(name, text, &argument(0), &argument(1)))
        .or_else(|| dated(name, text, &argument(0)))
        .or_else(|| cut(name, text, arguments))
}

/// Filters without arguments.
fn changed(name: &str, text: &str) -> Option<String> {
    Some(match name {
        "upcase" | "upper" => text.to_uppercase(),
        "downcase" | "lower" => text.to_lowercase(),
        "capitalize" => capitalized(text),
        "strip" | "trim" => text.trim().to_owned(),
        "lstrip" => text.trim_start().to_owned(),
        "rstrip" => text.trim_end().to_owned(),
        "strip_newlines" => text.replace(['\r', '\n'], ""),
        "newline_to_br" => text.replace('\n', "<br />\n"),
        "strip_html" => without_tags(text),
        "escape" | "xml_escape" | "h" => escaped(text),
        "escape_once" => escaped_once(text),
        "slugify" | "slugize" => slug(text),
        "url_encode" | "cgi_escape" | "uri_escape" | "encode" => encoded(text, name != "uri_escape"),
        "url_decode" => url::decoded(text),
        "jsonify" | "inspect" => format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\"")),
        "number_of_words" => text.split_whitespace().count().to_string(),
        _ => return None,
    })
}

/// Filters that put other texts to a text or in it.
fn combined(name: &str, text: &str, first: &str, second: &str) -> Option<String> {
    Some(match name {
        "append" => format!("{text}{first}"),
        "prepend" => format!("{first}{text}"),
        "replace" | "gsub" => replaced(text, first, second),
        "replace_first" | "sub" => text.replacen(first, second, 1),
        "remove" => replaced(text, first, ""),
        "remove_first" => text.replacen(first, "", 1),
        _ => return None,
    })
}

fn dated(name: &str, text: &str, pattern: &str) -> Option<String> {
    let pattern = match name {
        "date" => pattern,
        "date_to_string" => "%d %b %Y",
        "date_to_long_string" => "%d %B %Y",
        "date_to_xmlschema" => "%Y-%m-%dT%H:%M:%S%:z",
        "date_to_rfc822" => "%a, %d %b %Y %H:%M:%S %z",
        _ => return None,
    };
    Some(date::formatted(text, pattern).unwrap_or_else(|| text.to_owned()))
}

/// Filters that keep a part of a text.
fn cut(name: &str, text: &str, arguments: &[Value<'_>]) -> Option<String> {
    let count = |at: usize, default: usize| arguments.get(at).map_or(default, Value::count);
    let ellipsis = || arguments.get(1).map_or(Rc::from("..."), Value::shown);
    match name {
        "truncate" => {
            let (most, mark) = (count(0, 50), ellipsis());
            if text.chars().count() <= most {
                return Some(text.to_owned());
            }
            let kept = most.saturating_sub(mark.chars().count());
            Some(text.chars().take(kept).chain(mark.chars()).collect())
        }
        "truncatewords" => {
            let most = count(0, 15).max(1);
            let words: Vec<_> = text.split_whitespace().take(most + 1).collect();
            let short = words.len() <= most;
            Some(if short { text.to_owned() } else { words[..most].join(" ") + &ellipsis() })
        }
        "slice" => {
            let (start, length) = part(text.chars().count(), arguments);
            Some(text.chars().skip(start).take(length).collect())
        }
        _ => None,
    }
}

/// All of one text as another, up to the longest that a text may become.
fn replaced(text: &str, from: &str, to: &str) -> String {
    if from.is_empty() {
        return text.to_owned();
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once(from)
        && out.len() < MAX_TEXT
    {
        out.push_str(before);
        out.push_str(to);
        rest = after;
    }
    out + rest
}

fn capitalized(text: &str) -> String {
    let mut chars = text.chars();
    let first = chars.next().into_iter().flat_map(char::to_uppercase);
    first.chain(chars.as_str().chars().flat_map(char::to_lowercase)).collect()
}

fn without_tags(text: &str) -> String {
    let (mut out, mut rest) = (String::with_capacity(text.len()), text);
    while let Some((before, tag)) = rest.split_once('<')
        && let Some((_, behind)) = tag.split_once('>')
    {
        out.push_str(before);
        rest = behind;
    }
    out + rest
}

/// Text as HTML shows it.
pub(in crate::article::prepass) fn escaped(text: &str) -> String {
    let text = text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    text.replace('"', "&quot;").replace('\'', "&#39;")
}

/// The same, but for what is an entity already.
fn escaped_once(text: &str) -> String {
    let mut parts = text.split('&');
    let head = escaped(parts.next().unwrap_or_default());
    parts.fold(head, |mut out, part| {
        let name = part.split_once(';').map_or("", |(name, _)| name);
        let number = name.strip_prefix('#').unwrap_or(name);
        let entity = !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_alphanumeric());
        out.push_str(if entity { "&" } else { "&amp;" });
        out + &escaped(part)
    })
}

/// Jekyll's `slugify`: letters and digits in lower case, dashes between.
fn slug(text: &str) -> String {
    let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.map(str::to_lowercase).collect::<Vec<_>>().join("-")
}

/// Percent notation of all that is no plain character of an address.
fn encoded(text: &str, strict: bool) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        let plain = byte.is_ascii_alphanumeric() || b"-_.~".contains(&byte);
        if plain || (!strict && b":/?#[]@!$&'()*+,;=%".contains(&byte)) {
            out.push(char::from(byte));
        } else {
            let _ = write!(out, "%{byte:02X}");
        }
    }
    out
}

/// A path below the base of the site.
pub(super) fn relative_url(path: &str, base: &Base) -> String {
    if path.contains("://") || path.starts_with("//") {
        return path.to_owned();
    }
    let path = path.trim_start_matches('/');
    format!("{}/{path}", base.path)
}

/// The address of a path of the site.
pub(super) fn absolute_url(path: &str, base: &Base) -> String {
    let relative = relative_url(path, base);
    match &base.origin {
        Some(origin) if relative.starts_with('/') => format!("{origin}{relative}"),
        _ => relative,
    }
}
