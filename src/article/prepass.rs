//! What site generators add to Markdown is taken out before Markdown is read: Liquid tags,
//! kramdown's attribute lists, Hugo's shortcodes, the excerpt mark. Code is left alone.
//! Nothing here knows HTML beyond the line that a closing tag stands on.

use std::borrow::Cow;

use crate::post::Context;

mod html_block;
mod kramdown;
mod liquid;
mod math;
mod tags;

/// The body as plain Markdown and HTML. In a body that is HTML only Liquid is looked for.
pub fn run<'a>(body: &'a str, is_html: bool, context: &Context) -> Cow<'a, str> {
    let body = if body.contains(['\r', '\t', '\0']) {
        Cow::Owned(body.replace("\r\n", "\n").replace('\r', "\n").replace('\0', ""))
    } else {
        Cow::Borrowed(body)
    };
    let body = then(body, |text| liquid::run(text, is_html, context));
    if is_html { body } else { then(body, kramdown::run) }
}

fn then(text: Cow<'_, str>, step: impl Fn(&str) -> Option<String>) -> Cow<'_, str> {
    match step(&text) {
        Some(changed) => Cow::Owned(changed),
        None => text,
    }
}

/// Follows fenced code through the lines of a text.
#[derive(Debug, Default)]
struct Fence {
    open: Option<(char, usize)>,
    /// Within `<pre>`, where a row of tildes is a drawing and no fence.
    pre: bool,
}

impl Fence {
    /// Whether this line is code or one of its fences. Call once for each line, in order.
    fn covers(&mut self, line: &str) -> bool {
        if self.open.is_none() && self.in_pre(line) {
            return false;
        }
        let trimmed = line.trim_start_matches([' ', '>']);
        let mark = trimmed.chars().next().filter(|c| matches!(c, '`' | '~'));
        let length = mark.map_or(0, |mark| trimmed.chars().take_while(|c| *c == mark).count());
        match (self.open, mark) {
            (Some((open, least)), Some(mark)) if mark == open && length >= least => {
                if trimmed[length..].trim().is_empty() {
                    self.open = None;
                }
                true
            }
            (Some(_), _) => true,
            (None, Some(mark)) if length >= 3 && !(mark == '`' && trimmed[length..].contains('`')) => {
                self.open = Some((mark, length));
                true
            }
            (None, _) => false,
        }
    }

    /// Whether this line stands in `<pre>` (CommonMark 0.31, HTML blocks, kind 1).
    fn in_pre(&mut self, line: &str) -> bool {
        let begins = |rest: &str| rest.starts_with(['>', ' ', '\n']);
        let opens = self.pre || line.trim_start().strip_prefix("<pre").is_some_and(begins);
        self.pre = opens && !line.contains("</pre");
        opens
    }
}

#[cfg(test)]
mod tests {
    use super::run;
    use crate::post::Context;

    #[test]
    fn generator_marks_disappear() {
        let table = [
            ("前文\n\n{: .note}\n后文", "前文\n\n\n后文"),
            ("## 标题 {#id}", "## 标题<a id=\"id\"></a>"),
            ("[链接](http://a.cn){:target=\"_blank\"}后", "[链接](http://a.cn)后"),
            ("* 目录\n{:toc}\n正文", "\n\n正文"),
            ("一<!--more-->二", "一二"),
            ("{% include x.html %}正文", "正文"),
            ("{% raw %}{{ 原样 }}{% endraw %}", "{{ 原样 }}"),
            ("{{< tabs >}}后", "后"),
            ("{% comment %}藏{% endcomment %}见", "见"),
            ("</p>\n**粗体**", "</p>\n\n**粗体**"),
            ("普通 {花括号} 与 100% 的文字", "普通 {花括号} 与 100% 的文字"),
            ("标题 {#id .x}\n===\n", "标题<a id=\"id\"></a>\n===\n"),
            ("## 标题 {: .no_toc}\n", "## 标题\n"),
            ("![图](a.png){: .icon\nwidth=\"70\"}出版\n", "![图](a.png)出版\n"),
            ("段落 {#id}\n后文", "段落 {#id}\n后文"),
            ("段落\n{: #甲 .x}\n后文", "段落<a id=\"甲\"></a>\n\n后文"),
            ("`{: .x}` 与 `{#id}`", "`{: .x}` 与 `{#id}`"),
            ("*[HTML]: 超文本\n正文 HTML", "正文 HTML"),
            ("{::comment}\n藏\n{:/comment}\n见", "见"),
            ("<div markdown=\"1\">\n**粗**\n</div>", "<div>\n\n**粗**\n</div>"),
            ("<div markdown=\"1\">**粗**\n", "<div>\n\n**粗**\n"),
            ("<span markdown=\"1\">甲</span>", "<span>甲</span>"),
            ("$$a_1 * b_2$$ 与 $5、$6", "$$a\\_1 \\* b\\_2$$ 与 $5、$6"),
            ("$$\nx_1\n\n= y\n$$\n后", "```math\nx_1\n= y\n```\n后"),
            ("$$ E = mc^2 $$\n", "```math\nE = mc^2\n```\n"),
            ("`$$a_b$$` 与 $$", "`$$a_b$$` 与 $$"),
            ("<p>$$a_b$$\n$$c_d$$</p>\n\n$$e_f$$。", "<p>$$a_b$$\n$$c_d$$</p>\n\n$$e\\_f$$。"),
            ("$$\n没有结束", "$$\n没有结束"),
            ("<pre>\n~~~|~~\n</pre>\n{% include x %}后", "<pre>\n~~~|~~\n</pre>\n\n后"),
        ];
        for (source, expected) in table {
            assert_eq!(run(source, false, &Context::default()), expected, "{source}");
        }
    }

    #[test]
    fn highlight_becomes_a_fence() {
        let source = "{% highlight ruby linenos %}\nputs *x* {{ y }}\n{% endhighlight %}\n后";
        assert_eq!(run(source, false, &Context::default()), "\n```ruby\nputs *x* {{ y }}\n```\n\n后");
    }

    /// One line of a megabyte, whose marks must not each be followed to its end.
    #[test]
    fn marks_without_an_end_are_text() {
        let many = 200_000;
        for line in [
            format!("# {}", "{: x".repeat(many)),
            format!("# {}{}", "{.a}".repeat(many), " ".repeat(many)),
            format!("*{}}}", "{: ".repeat(many)),
            "$$ ".repeat(many),
            "a$`".repeat(many),
        ] {
            let out = run(&line, false, &Context::default());
            assert!(out.len() >= line.len() / 2 && out.len() <= line.len() * 2, "{line:.20}");
        }
    }

    #[test]
    fn code_is_left_alone() {
        for source in ["```\n{% if x %}\n{: .a}\n</p>\n后\n```", "`{% raw %}` 与 `{{ x }}`"] {
            assert_eq!(run(source, false, &Context::default()), source);
        }
    }
}
