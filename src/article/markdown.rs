//! Markdown to HTML, raw HTML kept. The only user of comrak; the dialect is the one that
//! Jekyll's kramdown and its kin agree on, with emphasis that works beside Chinese.

use std::fmt::{self, Write};

use comrak::{Arena, Options, options::Extension, options::Render};

/// Bytes of HTML beyond which a conversion is given up: some sources grow by a factor of
/// hundreds (`[^1]` fifty thousand times, tables of mostly missing cells).
const MAX_HTML: usize = 16 << 20;

/// HTML of a Markdown text, or None where it would be larger than 16 MB.
pub fn to_html(source: &str) -> Option<String> {
    let arena = Arena::new();
    let options = options();
    let root = comrak::parse_document(&arena, source, &options);
    let mut out = Bounded { html: String::with_capacity(source.len() * 5 / 4) };
    comrak::format_html(root, &options, &mut out).ok()?;
    Some(out.html)
}

fn options() -> Options<'static> {
    Options {
        extension: Extension {
            table: true,
            footnotes: true,
            strikethrough: true,
            description_lists: true,
            tasklist: true,
            cjk_friendly_emphasis: true,
            ..Extension::default()
        },
        render: Render { r#unsafe: true, ..Render::default() },
        ..Options::default()
    }
}

/// A writer that refuses to grow beyond the limit.
struct Bounded {
    html: String,
}

impl Write for Bounded {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        if self.html.len() + text.len() > MAX_HTML {
            return Err(fmt::Error);
        }
        self.html.push_str(text);
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn emphasis_works_beside_chinese_punctuation() {
        for source in ["**“引号”**后文", "前文**重点：**后文", "这是**「重要」**的", "**（甲）**的"]
        {
            let html = to_html(source).unwrap_or_default();
            assert!(html.contains("<strong>") && !html.contains('*'), "{source}: {html}");
        }
    }

    #[test]
    fn growth_is_bounded() {
        let bomb = format!("[^1]: 注\n\n{}", "[^1]".repeat(400_000));
        assert_eq!(to_html(&bomb), None);
    }
}
