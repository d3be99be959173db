//! Templates as posts have them, and as no post should have them.

use std::sync::Arc;

use proptest::prelude::{ProptestConfig, prop, prop_assert, proptest};

use super::run;
use crate::post::node::Node;
use crate::post::{Base, Context, TreeKind, yaml};

fn node(text: &str) -> Node {
    yaml::read(text).unwrap()
}

fn context() -> Context {
    let data = "releases:\n- {version: 3.4.1, url: {gz: https://a.cn/1.gz}}\n\
        - {version: 3.4.2, tags: [稳定], url: {gz: https://a.cn/2.gz, zip: https://a.cn/2.zip}, stats: {files: 1200}}\n\
        人物:\n- {名: 张三, 岁: 30}\n- {名: 李四, 岁: 9}\n- {名: 王五, 岁: 30}\n空:\n";
    Context {
        tree: Some(TreeKind::Jekyll),
        path: "_posts/2022-01-07-报.md".into(),
        base: Base::new(Some("https://例子.cn"), Some("/报")),
        page: Some(node(
            "title: 看报\ndate: 2022-01-07 05:55:07 +0800\ntags: [要闻, 银行]\n作者: {名: 张三}\n开: yes\n关: no\n数: 7",
        )),
        site: Some(Arc::new(node("title: 样刊\nurl: https://例子.cn\nbaseurl: /报"))),
        data: Some(node(data)),
    }
}

fn filled(text: &str) -> String {
    run(text, false, &context()).unwrap_or_else(|| text.to_owned())
}

#[track_caller]
fn check(rows: &[(&str, &str)]) {
    for (source, expected) in rows {
        assert_eq!(filled(source), *expected, "{source}");
    }
}

#[test]
fn values() {
    check(&[
        ("《{{ page.title }}》", "《看报》"),
        ("{{page.作者.名}}、{{ page[\"作者\"]['名'] }}", "张三、张三"),
        ("{{ page.tags[1] }}{{ page.tags.first }}{{ page.tags.size }}{{ page.tags[-1] }}", "银行要闻2银行"),
        ("{{ site.title }} {{ site.无 }}。", "样刊 。"),
        ("{% assign 数 = 3 %}{{ 数 }}{{ -2 }}{{ 1.5 }}{{ true }}{{ nil }}", "3-21.5true"),
        ("{% assign a = page %}{% assign b = a.作者 %}{{ b.名 }}", "张三"),
        ("{% capture 句 %}甲{{ page.title }}乙{% endcapture %}[{{ 句 }}]", "[甲看报乙]"),
        ("{% increment n %}{% increment n %}{% decrement n %}", "011"),
        ("{{ 'a' }}{{ \"“引”\" }}{% echo page.title %}", "a“引”看报"),
    ]);
}

#[test]
fn the_release_posts_of_a_site() {
    let body = "{% assign release = site.data.releases | where: \"version\", \"3.4.2\" | first %}\n\
        * <{{ release.url.gz }}>\n\n      FILES: {{ release.stats.files }}\n";
    assert_eq!(filled(body), "\n* <https://a.cn/2.gz>\n\n      FILES: 1200\n");
}

/// A copy of a site may lack its data: the reader then sees what was asked for.
#[test]
fn what_nothing_is_known_of_stays_to_be_seen() {
    let body = "{% assign release = site.data.releases | where: \"version\", \"3.4.2\" | first %}\
        <{{ release.url.gz }}>，{{ release.date | default: \"不详\" }}";
    for context in [Context::default(), Context { data: None, ..context() }] {
        assert_eq!(run(body, false, &context).unwrap(), "<{{ release.url.gz }}>，不详");
    }
    check(&[
        ("你好，{{ message }}！", "你好，{{ message }}！"),
        (
            "{{ site.data.无.x }}{{ site.posts.first.title }}",
            "{{ site.data.无.x }}{{ site.posts.first.title }}",
        ),
        ("[图]({{ cdn.url }}/a.png)", "[图]({{cdn.url}}/a.png)"),
        ("<a href=\"{{ cdn }}/x\">", "<a href=\"{{cdn}}/x\">"),
        ("（{{ a b }}）与 {{ }} 与 {{", "（{{ a b }}）与 {{ }} 与 {{"),
        ("{% for p in site.posts %}{{ p.title }}{% else %}无{% endfor %}", "无"),
        ("{% if release %}有{% else %}没有{% endif %}", "没有"),
    ]);
}

#[test]
fn conditions() {
    check(&[
        ("{% if page.title == \"看报\" %}是{% else %}否{% endif %}", "是"),
        (
            "{% if page.开 %}开{% endif %}{% if page.关 %}关{% endif %}{% unless page.关 %}非{% endunless %}",
            "开非",
        ),
        ("{% if page.数 > 6 and page.数 <= 7 %}是{% endif %}", "是"),
        ("{% if false and true or true %}是{% else %}否{% endif %}", "否"),
        (
            "{% if page.tags contains \"银行\" %}是{% endif %}{% if page.title contains \"报\" %}是{% endif %}",
            "是是",
        ),
        ("{% if a %}甲{% elsif page.数 == 7 %}乙{% else %}丙{% endif %}", "乙"),
        ("{% if page.无 == nil %}无{% endif %}{% if page.tags != empty %}满{% endif %}", "无满"),
        ("{% if page.无 == blank %}空{% endif %}{% if '' == empty %}空{% endif %}", "空空"),
        ("{% case page.数 %}{% when 1, 2 %}少{% when 6 or 7 %}多{% else %}?{% endcase %}", "多"),
        ("{% case page.title %} x {% when 'a' %}少{% else %}别的{% endcase %}", "别的"),
        ("{% if page.数 == 7 %}{% if page.关 %}甲{% else %}乙{% endif %}{% endif %}丙", "乙丙"),
    ]);
}

#[test]
fn loops() {
    check(&[
        (
            "{% for 人 in site.data.人物 %}{{ forloop.index }}.{{ 人.名 }}{% unless forloop.last %}、{% endunless %}{% endfor %}",
            "1.张三、2.李四、3.王五",
        ),
        ("{% for n in (1..5) limit:2 offset:1 %}{{ n }}{% endfor %}", "23"),
        ("{% for n in (1..3) reversed %}{{ n }}{% endfor %}{{ n }}", "321{{ n }}"),
        (
            "{% for n in (1..9) %}{% if n == 2 %}{% continue %}{% endif %}{% if n > 4 %}{% break %}{% endif %}{{ n }}{% endfor %}止",
            "134止",
        ),
        (
            "{% for a in (1..2) %}{% for b in (1..2) %}{{ a }}{{ b }} {% endfor %}{{ forloop.rindex }};{% endfor %}",
            "11 12 2;21 22 1;",
        ),
        ("{% for t in page.无 %}x{% else %}无{% endfor %}", "无"),
        ("{% for n in (1..3) %}{% cycle '单', '双' %}{% endfor %}", "单双单"),
        (
            "{% for n in (1..2) %}{% capture c %}{{ n }}{% break %}{% endcapture %}{% endfor %}[{{ c }}]",
            "[1]",
        ),
    ]);
}

#[test]
fn filters() {
    let rows = [
        ("'a' | append: 'b' | prepend: '《' | upcase", "《AB"),
        ("'一，二，三' | split: '，' | join: '、'", "一、二、三"),
        ("'一 二' | split: ' ' | reverse | first", "二"),
        ("page.tags | concat: page.tags | uniq | size", "2"),
        ("site.data.人物 | map: '岁' | uniq | join: ','", "30,9"),
        ("site.data.人物 | sort: '岁' | map: '名' | first", "李四"),
        ("site.data.人物 | where: '岁', 30 | size", "2"),
        ("site.data.releases | where: 'tags', '稳定' | map: 'version'", "3.4.2"),
        ("'a-b-a' | replace: 'a', '甲' | remove: '-'", "甲b甲"),
        ("page.date | date: '%Y年%-m月%-d日'", "2022年1月7日"),
        ("page.date | date_to_string", "07 Jan 2022"),
        ("'昨天' | date: '%Y'", "昨天"),
        ("'/a.png' | relative_url", "/报/a.png"),
        ("'a.png' | absolute_url", "https://例子.cn/报/a.png"),
        ("'https://b.cn/x' | absolute_url", "https://b.cn/x"),
        ("'<b>粗</b>&' | strip_html | escape", "粗&amp;"),
        ("'Ruby 3.4 发布！' | slugify", "ruby-3-4-发布"),
        ("'一二三四五六' | truncate: 4, '…'", "一二三…"),
        ("'one two three' | truncatewords: 2", "one two..."),
        ("'一二三' | slice: -2, 2", "二三"),
        ("7 | plus: 3 | times: 2 | minus: 1 | divided_by: 4 | modulo: 3", "1"),
        ("7 | divided_by: 0", ""),
        ("7.0 | divided_by: 2 | round", "4"),
        ("'3' | plus: '4'", "7"),
        ("page.无 | default: '缺省'", "缺省"),
        ("'甲' | 不认识: 1, 2 | append: '乙'", "甲乙"),
        ("' a\nb ' | strip | strip_newlines | capitalize", "Ab"),
        ("'中 文' | url_encode | url_decode", "中 文"),
        ("9223372036854775807 | plus: 1", "9223372036854775807"),
    ];
    for (expression, expected) in rows {
        assert_eq!(filled(&format!("{{{{ {expression} }}}}")), expected, "{expression}");
    }
}

#[test]
fn white_space_goes_where_a_dash_says_so() {
    check(&[
        ("甲 {%- assign x = 1 -%} \n乙", "甲乙"),
        ("甲\n\n{{- page.title -}}\n\n乙", "甲看报乙"),
        ("{%- comment -%}藏{%- endcomment -%}\n见", "见"),
        ("- a\n{%- if page.关 %}\n- b\n{%- endif %}\n- c", "- a\n- c"),
    ]);
}

#[test]
fn code_and_raw_text_are_left_alone() {
    check(&[
        ("```\n{{ page.title }}{% if x %}\n```\n", "```\n{{ page.title }}{% if x %}\n```\n"),
        ("`{{ page.title }}` {{ page.title }}", "`{{ page.title }}` 看报"),
        ("{% raw %}{{ page.title }}{% endraw %}", "{{ page.title }}"),
        ("```\n{% raw %}\n{{ x }}\n{% endraw %}\n```\n", "```\n{{ x }}\n```\n"),
        ("`{% raw %}{{ x }}{% endraw %}`", "`{{ x }}`"),
        ("{% raw %}没有结束 {{ page.title }}", "没有结束 看报"),
        ("{% highlight ruby %}{% raw %}{{ x }}{% endraw %}{% endhighlight %}", "\n```ruby\n{{ x }}\n```\n"),
        (
            "1. 甲\n\n   {% highlight sh %}\n   ls\n{% endhighlight %}\n",
            "1. 甲\n\n   \n   ```sh\n      ls\n   ```\n\n",
        ),
    ]);
}

#[test]
fn links_and_pictures_of_every_tool() {
    check(&[
        ("[上]({% post_url 2022-01-03-甲 %})", "[上](/_posts/2022-01-03-甲)"),
        (
            "[下]({{ site.baseurl }}{%link zh/_posts/2022-01-03-a b.md %})",
            "[下](/报/zh/_posts/2022-01-03-a%20b.md)",
        ),
        ("{% link 文字 https://a.cn/x %}", "[文字](<https://a.cn/x>)"),
        ("{% post_link 甲 另一篇 %}", "[另一篇](</_posts/甲>)"),
        ("{% asset_img 图.png 海边 %}", "![海边](<图.png>)"),
        ("{% img left /i/a.png 320 240 '标题' %}", "![标题](</i/a.png>)"),
        (
            "{% include figure.html src=\"/a.png\" caption=\"“海”\" %}",
            "<figure><img src=\"/a.png\" alt=\"\"><figcaption>“海”</figcaption></figure>",
        ),
        ("{% include youtube.html id=\"abc\" %}", "[YouTube\\: abc](<https://www.youtube.com/watch?v=abc>)"),
        ("{% include nav.html %}{% 不认识 x %}后", "后"),
        ("{{< figure src=\"a.png\" alt=\"海\" >}}", "![海](<a.png>)"),
        ("[见]({{< ref \"/posts/甲.md\" >}})", "[见](/posts/甲.md)"),
        (
            "{{< youtube abc >}}{{< 不认识 >}}内{{< /不认识 >}}",
            "[YouTube\\: abc](<https://www.youtube.com/watch?v=abc>)内",
        ),
        ("{{% notice title=\"注意\" %}}内{{% /notice %}}", "<p><strong>注意</strong></p>\n\n内"),
        ("{{< highlight go >}}\nx := 1\n{{< /highlight >}}", "\n```go\nx := 1\n```\n"),
        ("{{</* youtube abc */>}}", "{{< youtube abc >}}"),
        (
            "<p>{% post_link 甲 另一篇 %}{% asset_img 图.png 海 %}</p>",
            "<p><a href=\"/_posts/甲\">另一篇</a><img src=\"图.png\" alt=\"海\"></p>",
        ),
        ("{% codeblock 标题 lang:js %}\na\n{% endcodeblock %}", "\n```js\na\n```\n"),
        (
            "{% blockquote 鲁迅, 野草 %}\n一株是枣树\n{% endblockquote %}",
            "\n\n> 一株是枣树\n>\n> —— 鲁迅 野草\n\n",
        ),
        (
            "{{ youtube(id=\"abc\") }}{% quote(author=\"甲\") %}言{% end %}",
            "[YouTube\\: abc](<https://www.youtube.com/watch?v=abc>)言",
        ),
    ]);
    let html = run("{% highlight js %}a<b{% endhighlight %}`{{ page.title }}`", true, &context());
    assert_eq!(html.unwrap(), "<pre><code class=\"language-js\">a&lt;b</code></pre>`看报`");
}

#[test]
fn texts_of_hugo_are_no_templates() {
    let context = Context { tree: Some(TreeKind::Hugo), ..context() };
    assert_eq!(run("{{ page.title }}{% raw %}", false, &context), None);
    assert_eq!(
        run("{{ page.title }}{{< x >}}{% if %}", false, &context).unwrap(),
        "{{ page.title }}{% if %}"
    );
}

#[test]
fn broken_blocks_are_dropped_and_their_text_is_shown() {
    check(&[
        ("{% if page.关 %}甲", "甲"),
        ("甲{% endif %}{% else %}乙{% endfor %}", "甲乙"),
        ("{% if page.开 %}{% for x in page.tags %}甲{% endif %}乙", "甲乙"),
        ("{% for x in (1..2) %}{% if x %}甲{% endfor %}", "甲甲"),
        ("{% capture x %}甲", "甲"),
        ("{% comment %}甲", "甲"),
        ("{% assign %}{% assign = %}{% for %}{% if %}{% case %}{% when %}甲", "甲"),
        ("{% if %}甲{% endif %}{% for %}乙{% endfor %}{% case %}{% endcase %}丙", "丙"),
        ("{{ | | : , }}{{ 'a }}{{ a[ }}{{ (1.. }}", "{{ | | : , }}{{ 'a }}{{ a[ }}{{ (1.. }}"),
    ]);
}

/// The examples of Liquid's own documentation, and what follows from its source (4.0).
#[test]
fn the_documented_semantics() {
    check(&[
        // Only nothing and false are false.
        ("{% if '' %}真{% endif %}{% if 0 %}真{% endif %}{% if page.无 %}x{% endif %}", "真真"),
        (
            "{% assign 表 = '' | split: ',' %}{% if 表 %}真{% endif %}{% if 表 == empty %}空{% endif %}",
            "真空",
        ),
        (
            "{% if empty == 表 %}x{% endif %}{% if empty == '' %}空{% endif %}{% if blank == nil %}白{% endif %}",
            "空白",
        ),
        ("{% if page.title == emptyish %}x{% else %}否{% endif %}{% if nil == empty %}x{% endif %}", "否"),
        // A text is no number, but what front matter says without quotation marks is both.
        (
            "{% if '3' == 3 %}x{% endif %}{% if page.数 == 7 %}是{% endif %}{% if page.数 == '7' %}是{% endif %}",
            "是是",
        ),
        (
            "{% if '10' < '9' %}是{% endif %}{% if 10 > 9 %}是{% endif %}{% if 1.0 == 1 %}是{% endif %}",
            "是是是",
        ),
        (
            "{% if '十' < 3 %}x{% endif %}{% if page.无 < 3 %}x{% endif %}{% if nil == false %}x{% endif %}",
            "",
        ),
        // `contains`: texts, items, keys; nothing is in none.
        ("{% if page.title contains page.无 %}x{% endif %}{% if page.tags contains '要' %}x{% endif %}", ""),
        ("{% if page.作者 contains '名' %}是{% endif %}{% if 'a1' contains 1 %}是{% endif %}", "是是"),
        // From right to left.
        (
            "{% if true or false and false %}真{% endif %}{% if true and false and false or true %}x{% endif %}",
            "真",
        ),
        ("{% unless a %}甲{% elsif true %}x{% else %}x{% endunless %}", "甲"),
        // Names of a block outlive it; the variable of a loop does not.
        ("{% for n in (1..2) %}{% assign 后 = n %}{% endfor %}{{ 后 }}{{ n }}", "2{{ n }}"),
        (
            "{% assign 数 = 10 %}{% increment 数 %}{% increment 数 %}{{ 数 }}{% decrement 别 %}{{ 别 }}",
            "0110-1-1",
        ),
        ("{% cycle '一', '二' %}{% cycle '一', '二' %}{% cycle '一', '二' %}", "一二一"),
        ("{% cycle 'a': '一', '二' %}{% cycle 'b': '一', '二' %}{% cycle 'a': '一', '二' %}", "一一二"),
        // Offset, then limit, then the other way round, in whatever order they are written.
        ("{% for n in (1..6) reversed limit: 2 offset: 1 %}{{ n }}{% endfor %}", "32"),
        ("{% for n in (1..6) limit: 2, offset: 3 %}{{ n }}{% endfor %}", "45"),
        (
            "{% for n in '文' %}[{{ n }}]{% endfor %}{% for n in '' %}x{% else %}无{% endfor %}{% for n in 5 %}x{% endfor %}",
            "[文]无",
        ),
        (
            "{% for 对 in site.data.releases[1].url %}{{ 对[0] }}={{ 对[1] }} {% endfor %}",
            "gz=https://a.cn/2.gz zip=https://a.cn/2.zip ",
        ),
        ("{% assign d = site.data %}{{ d.releases[0].version }}{{ site.data.人物.size }}", "3.4.13"),
    ]);
}

#[test]
fn filters_as_documented() {
    let rows = [
        ("'a,,b,,' | split: ',' | join: '|'", "a||b"),
        ("'甲乙丙' | split: '' | join: '|'", "甲|乙|丙"),
        ("'a\u{3000}b  c ' | split: ' ' | size", "2"),
        ("'10,9,1' | split: ',' | sort | join: ','", "1,10,9"),
        ("'b,C,a' | split: ',' | sort | join: ','", "C,a,b"),
        ("'b,C,a' | split: ',' | sort_natural | join: ','", "a,b,C"),
        ("site.data.人物 | uniq | size", "3"),
        ("site.data.人物 | where: '无' | size", "0"),
        ("site.data.人物 | where: '名' | size", "3"),
        ("site.data.人物 | where: '无', nil | size", "3"),
        ("site.data.人物 | push: page.tags | last | join: '、'", "要闻、银行"),
        ("page.无 | size", "0"),
        ("'1 < 2 <b>粗</b>' | strip_html", "1 粗"),
        ("'1 < 2' | strip_html", "1 < 2"),
        ("'1 &lt; 2 & 3' | escape_once", "1 &lt; 2 &amp; 3"),
        ("page.tags | slice: -1 | first", "银行"),
        ("'Liquid' | slice: -3, 2", "ui"),
        ("'一' | slice: -3, 3", ""),
        ("-7 | divided_by: 2", "-4"),
        ("7 | modulo: -2", "-1"),
        ("5 | round: 2", "5"),
        ("183.357 | round: 2", "183.36"),
        ("1.2 | ceil", "2"),
        ("4 | times: '2.5'", "10.0"),
        ("false | default: '缺省'", "缺省"),
        ("0 | default: '缺省'", "0"),
    ];
    for (expression, expected) in rows {
        assert_eq!(filled(&format!("{{{{ {expression} }}}}")), expected, "{expression}");
    }
}

#[test]
fn a_block_of_text_trims_where_its_own_dashes_say_so() {
    check(&[
        ("甲 {% comment -%} x {% endcomment %} 乙", "甲  乙"),
        ("甲 {% raw %}{{ x }}{% endraw -%} 乙", "甲 {{ x }}乙"),
    ]);
}

#[test]
fn hostile_templates_end_and_stay_small() {
    let many = 100_000;
    let bodies = [
        "{% if a %}".repeat(many),
        "{% if a %}".repeat(many) + &"{% endif %}".repeat(many),
        "{% for x in (1..9) %}".repeat(many) + "甲" + &"{% endfor %}".repeat(many),
        "{% for x in (1..9999) %}".repeat(6) + "甲" + &"{% endfor %}".repeat(6),
        "{% for x in page.tags %}{% assign page = x %}".repeat(1_000) + &"{% endfor %}".repeat(1_000),
        "{{".repeat(many),
        "{{ ".repeat(many) + "}}",
        "{%".repeat(many),
        "{% raw %}".repeat(many),
        "{% comment %}".repeat(many),
        "{% highlight %}".repeat(many),
        "{{< highlight >}} highlight ".repeat(many),
        "`".repeat(many) + "{{ x }}",
        "` `` ".repeat(many),
        "`{% raw %}".repeat(many),
        "{% capture x %}".repeat(many) + &"{% endcapture %}".repeat(many),
        "{% blockquote %}\n".repeat(1_000) + "甲" + &"{% endblockquote %}".repeat(1_000),
        format!("{{% assign x = 'ab' %}}{}{{{{ x }}}}", "{% assign x = x | append: x %}".repeat(many)),
        format!("{{% assign x = page.tags %}}{}{{{{ x | size }}}}", "{% assign x = x | concat: x %}".repeat(many)),
        "{% assign x = 'aaaaaaaaaa' | replace: 'a', 'aaaaaaaaaa' | replace: 'a', 'aaaaaaaaaaaaaaaaaaaaaaaaa' %}".repeat(1_000),
        "{{ site.data.人物 | sort: '岁' | map: '名' | join: ',' }}".repeat(many / 10),
        "{% for x in (1..2) %}{% endif %}{% else %}".repeat(many / 10),
        "{% case x %}".to_owned() + &"{% when 1 %}".repeat(many) + "{% endcase %}",
        "{{ a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a }}".repeat(many / 10),
        "{%- x -%} ".repeat(many),
        "甲 {{- x -}} ".repeat(many),
        "`{% raw %}` ".repeat(many) + "{% endraw %}",
        format!("{{% for x in (1..9999) %}}{{% for y in (1..999) %}}{}{{% endfor %}}{{% endfor %}}", "{% endif %}".repeat(many)),
        format!("{{% assign x = 'a' | split: ',' %}}{}{{{{ x }}}}{{{{ x | size }}}}", "{% assign x = x | push: x %}".repeat(many)),
        format!("{{% assign x = x | concat: {} %}}", "(1..9999),".repeat(300)).repeat(300),
        "{% assign a = 'ab' | replace: 'a', '长长长长长长长长' %}".to_owned()
            + &"{% assign a = a | append: a %}".repeat(14)
            + &"{% assign l = (1..9999) | join: a %}{{ l | size }}".repeat(99),
        "{% assign x = '9.0' | times: 1 %}{% assign l = (1..40) %}".to_owned()
            + &"{% assign x = x | times: x %}".repeat(20)
            + "{% assign n = x | minus: x %}"
            + &"{% assign l = l | push: n %}{% assign l = l | unshift: 3 %}".repeat(40)
            + "{{ l | sort | join: ',' }}",
    ];
    for body in bodies {
        let out = filled(&body);
        assert!(out.len() <= body.len() * 2 + (2 << 20), "{:.60}: {}", body, out.len());
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(600))]

    #[test]
    fn any_soup_of_marks_ends(parts in prop::collection::vec(prop::sample::select(&PIECES[..]), 0..60), is_html in prop::bool::ANY) {
        let body = parts.concat();
        for context in [context(), Context::default()] {
            let out = run(&body, is_html, &context).unwrap_or_default();
            prop_assert!(out.len() <= body.len() * 2 + (2 << 20));
        }
    }

    #[test]
    fn any_text_between_marks_ends(text in "[{}%<>/`\"'|:=.,()\\[\\]a-z \n-]{0,120}") {
        for body in [format!("{{% {text} %}}"), format!("{{{{ {text} }}}}"), text] {
            let _ = run(&body, false, &context());
        }
    }
}

/// What random templates are made of.
const PIECES: [&str; 52] = [
    "中文",
    "“引”",
    "\n",
    " ",
    "`",
    "```\n",
    "    ",
    "{",
    "}",
    "{{",
    "}}",
    "{%",
    "%}",
    "{%-",
    "-%}",
    "{{<",
    ">}}",
    "{{%",
    "%}}",
    "{% if page.title %}",
    "{% else %}",
    "{% elsif x == 1 %}",
    "{% endif %}",
    "{% unless a %}",
    "{% endunless %}",
    "{% for x in (1..3) %}",
    "{% for x in page.tags limit:1 %}",
    "{% endfor %}",
    "{% break %}",
    "{% continue %}",
    "{% case page.数 %}",
    "{% when 7 %}",
    "{% endcase %}",
    "{% capture c %}",
    "{% endcapture %}",
    "{{ c }}",
    "{% assign x = page.tags | first %}",
    "{{ x | append: x }}",
    "{% raw %}",
    "{% endraw %}",
    "{% comment %}",
    "{% endcomment %}",
    "{% highlight js %}",
    "{% endhighlight %}",
    "{{< highlight go >}}",
    "{{< /highlight >}}",
    "{% blockquote 甲 %}",
    "{% endblockquote %}",
    "{% include a.html src=\"b.png\" %}",
    "{% post_url x %}",
    "{{< figure src=a.png >}}",
    "/* */",
];
