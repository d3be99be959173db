//! Every element as it is set at a few widths. What holds for any page: `tests/pages.rs`.

use super::{reading, shown};
use crate::article::block::{Kind, Target};
use crate::article::{Notation, Reading, read};
use crate::post::Context;
use crate::text::Role;
use crate::text::wrap::is_east_asian;

/// HTML, columns, rows.
type Case = (&'static str, usize, &'static [&'static str]);

fn assert_set(table: &[Case]) {
    for (body, columns, expected) in table {
        assert_eq!(&shown(body, *columns), expected, "{body}");
    }
}

#[test]
fn lists() {
    assert_set(&[
        ("<ol start=3><li>丙<li>丁</ol>", 20, &["3. 丙", "4. 丁"]),
        ("<ol reversed><li>三<li>二<li value=1>一</ol>", 20, &["3. 三", "2. 二", "1. 一"]),
        ("<ol type=i><li>甲<li>乙<li>丙</ol>", 20, &["  i. 甲", " ii. 乙", "iii. 丙"]),
        ("<ol type=A start=26><li>甲<li>乙</ol>", 20, &[" Z. 甲", "AA. 乙"]),
        ("<ul><li>甲<ul><li>乙<ul><li>丙</ul></ul></ul>", 20, &["▪ 甲", "  ◦ 乙", "    ‣ 丙"]),
        ("<ul><li>甲</li><ul><li>乙</li></ul></ul>", 20, &["▪ 甲", "  ◦ 乙"]),
        // Where room is short, the outer levels give way and the innermost marker stays.
        (
            "<ul><li>甲<ul><li>乙<ul><li>丙丁<ul><li>戊己庚辛",
            17,
            &["▪ 甲", "  ◦ 乙", "    ‣ 丙丁", "     ‣ 戊己庚辛"],
        ),
        ("<ul><li>甲<ul><li>乙<ul><li>丙丁戊己", 12, &["▪ 甲", "◦ 乙", "‣ 丙丁戊己"]),
        ("<ul style='list-style: none'><li>甲<li>乙</ul>", 20, &["甲", "乙"]),
        ("<ol style='list-style-type:cjk-ideographic'><li>甲<li>乙</ol>", 20, &["一、甲", "二、乙"]),
        ("<ul><li><label><input type=checkbox checked> 做完</label></ul>", 20, &["☑ 做完"]),
        ("1. 甲\n\n   乙\n\n   > 丙\n2. 丁", 20, &["1. 甲", "", "   乙", "", "   │ 丙", "", "2. 丁"]),
        ("<dl><dt>版心</dt><dd>正文所占的地方。</dd></dl>", 12, &["版心", "  正文所占的", "  地方。"]),
        ("<dl><dt>版心</dt><dd>正文所占的地方。</dd></dl>", 18, &["版心", "  正文所占的地方。"]),
    ]);
}

#[test]
fn paragraphs_and_headings() {
    assert_set(&[
        ("<p>　　甲。<br>　　乙。<br><br>丙<br>丁</p>", 20, &["甲。", "", "乙。", "", "丙", "丁"]),
        ("<p>&nbsp;&nbsp;甲</p><p>&nbsp;</p><p>&emsp;乙</p>", 20, &["甲", "", "乙"]),
        ("<div><b>题</b></div>文", 20, &["题", "文"]),
        ("<hr><hr>甲<hr><hr>", 12, &["甲", "", "────────────"]),
        ("<details><p>里</p><summary>外</summary></details>", 20, &["▾ 外", "", "  里"]),
        ("<blockquote><p>甲</p><blockquote>乙</blockquote></blockquote>", 20, &["│ 甲", "│", "│ │ 乙"]),
    ]);
    for (body, is_heading) in [
        ("<p><strong>题</strong></p>", true),
        ("<center><b>题</b></center>", true),
        ("<p><strong>题<em>目</em></strong></p>", true),
        ("<p><strong>整句都是重点。</strong></p>", false),
        ("<p><strong>题</strong>文</p>", false),
        ("<dl><dt>术语</dt></dl>", false),
        ("<details><summary>外</summary></details>", false),
    ] {
        let article = read(body, reading(false), &Context::default());
        assert_eq!(matches!(article.blocks[0].kind, Kind::Heading(..)), is_heading, "{body}");
    }
}

#[test]
fn words_within_a_line() {
    assert_set(&[
        ("<q>甲<q>乙</q></q>", 20, &["“甲‘乙’”"]),
        ("x<sup>n+1</sup> y<sub>i</sub> 2<sup>nd</sup> m<sup>ab</sup>", 40, &["xⁿ⁺¹ y_i 2nd m^(ab)"]),
        ("<ruby>漢<rp>（</rp><rt>かん</rt><rp>）</rp>字<rt>じ</rt></ruby>", 20, &["漢（かん）字（じ）"]),
        ("<ruby><rb>東</rb><rb>京</rb><rt>とう</rt><rt>きょう</rt></ruby>", 40, &["東（とう）京（きょう）"]),
        (
            "<abbr title='应用接口'>API</abbr>、<abbr title='应用接口'>API</abbr>",
            40,
            &["API（应用接口）、API"],
        ),
        ("软&shy;连<wbr>字", 20, &["软连\u{200b}字"]),
        (
            "[甲](https://a.cn/1)\n[乙](https://a.cn/2)",
            20,
            &["甲[1] 乙[2]", "", "────────", "[1] https://a.cn/1", "[2] https://a.cn/2"],
        ),
    ]);
}

#[test]
fn plain_notation_keeps_the_characters_of_the_page() {
    let table = [
        ("10<sup>8</sup>人，x<sup>n+1</sup>，H<sub>2</sub>O，2<sup>nd</sup>", "10^8人，x^(n+1)，H2O，2nd"),
        ("雾<sup><a href='#fn1'>1</a></sup>", "雾[^1]"),
        ("雾<a href='#fn12'><sup>[12]</sup></a>", "雾[^12]"),
        ("雾<a class='footnote' href='#a'>(3)</a>", "雾(3)"),
        ("注。 <a class='reversefootnote' href='#r'>↩<sup>2</sup></a>", "注。\u{a0}↩2"),
    ];
    for (body, expected) in table {
        let reading = Reading { link_numbers: false, notation: Notation::Plain, ..reading(true) };
        let article = read(body, reading, &Context::default());
        assert_eq!(article.blocks[0].kind.searchable().trim(), expected, "{body}");
    }
}

#[test]
fn notes_lead_there_and_back() {
    for body in [
        "甲[^a]。乙[^b]\n\n[^a]: 注一\n[^b]: 注二",
        "<p>甲<sup id=\"fnref:1\"><a href=\"#fn:1\" class=\"footnote\">1</a></sup>。乙<sup id=\"fnref:2\"><a href=\"#fn:2\" class=\"footnote\">2</a></sup></p><div class=\"footnotes\"><ol><li id=\"fn:1\"><p>注一&nbsp;<a href=\"#fnref:1\" class=\"reversefootnote\">&#8617;</a></p></li><li id=\"fn:2\"><p>注二&nbsp;<a href=\"#fnref:2\">↩</a></p></li></ol></div>",
        "<p>甲<a href=\"#fn1\" class=\"footnote-ref\" id=\"fnref1\"><sup>1</sup></a>。乙<a href=\"#fn2\" id=\"fnref2\"><sup>2</sup></a></p><section class=\"footnotes\"><hr><ol><li id=\"fn1\">注一<a href=\"#fnref1\" class=\"footnote-back\">↩︎</a></li><li id=\"fn2\">注二<a href=\"#fnref2\">↩︎</a></li></ol></section>",
    ] {
        let rows = shown(body, 20);
        let notes =
            [rows.len() - 2, rows.len() - 1].map(|row| rows[row].replace('\u{a0}', " ").replace("  ", " "));
        assert_eq!(
            (rows[0].as_str(), notes),
            ("甲¹。乙²", ["1. 注一 ↩".to_owned(), "2. 注二 ↩".to_owned()]),
            "{body}"
        );
        assert!(rows[2].starts_with('─'), "{rows:?}");
        let article = read(body, reading(false), &Context::default());
        assert_eq!(article.links.len(), 4, "{:?}", article.links);
        for link in &article.links {
            let Target::Place(id) = &link.target else { panic!("{link:?}") };
            let place = article.places.iter().find(|(place, _)| place == id).map(|(_, anchor)| *anchor);
            let block = place.map_or(0, |place| place.block);
            assert!(if link.text.starts_with('↩') { block == 1 } else { block > 2 }, "{link:?}: {place:?}");
        }
    }
}

#[test]
fn a_mark_is_never_at_the_start_of_a_row() {
    for columns in 4..20 {
        let rows = shown("澜州的年平均气温是十六度[^1]全年有雾的日子[^1]\n\n[^1]: 注", columns);
        assert!(
            rows.iter().take_while(|row| !row.is_empty()).all(|row| !row.starts_with(['¹', ','])),
            "{rows:?}"
        );
    }
}

#[test]
fn places_are_where_they_were_named() {
    let body = "# 一 级\n\n甲 <a id=\"x\"></a>乙\n\n## 一 级\n\n<table id=\"t\"><tr><td>1<td>2<td id=\"c\">三</table>\n\n<div id=\"last\"></div>\n\n[去](#一-级-1) [无](#nowhere) [顶](#top) [%](#%E4%B8%80-%E7%BA%A7)";
    let article = read(body, reading(false), &Context::default());
    let place = |id: &str| {
        let found = article.places.iter().find(|(place, _)| place == id);
        found.map(|(_, anchor)| (anchor.block, anchor.offset))
    };
    assert_eq!(place("一-级"), Some((1, 0)));
    assert_eq!(place("x"), Some((2, 3)));
    assert_eq!(place("一-级-1"), Some((3, 0)));
    assert_eq!((place("t"), place("c")), (Some((4, 0)), Some((4, 4))));
    assert_eq!((place("last"), place("top")), (Some((5, 0)), Some((0, 0))));
    let targets: Vec<String> = article.links.iter().map(|link| link.target.shown()).collect();
    assert_eq!(targets, ["#一-级-1", "#top", "#一-级"], "a link that leads nowhere is none");
}

#[test]
fn code_keeps_every_character() {
    let gutter = "<figure class='highlight python'><table><tr><td class='gutter'><pre><span class='line'>1</span><br></pre></td><td class='code'><pre><span class='line'>a = 1</span><br><span class='line'>  b = 2</span><br></pre></td></tr></table></figure>";
    let rouge = "<div class='language-ruby highlighter-rouge'><div class='highlight'><table class='rouge-table'><tbody><tr><td class='rouge-gutter gl'><pre class='lineno'>1\n2\n</pre></td><td class='rouge-code'><pre>a = 1\n  b = 2\n</pre></td></tr></tbody></table></div></div>";
    let chroma = "<div class='highlight'><table class='lntable'><tr><td class='lntd'><pre><code><span class='lnt'>1</span></code></pre></td><td class='lntd'><pre><code class='language-go' data-lang='go'>a = 1\n  b = 2</code></pre></td></tr></table></div>";
    for body in [gutter, rouge, chroma] {
        assert_eq!(shown(body, 20), ["╎ a = 1", "╎   b = 2"], "{body}");
    }
    assert_set(&[
        ("<pre>\ta\tb\n字\tc</pre>", 40, &["╎         a       b", "╎ 字      c"]),
        ("<pre>\n\n  甲 &lt;b&gt;\n\n</pre>", 40, &["╎   甲 <b>"]),
    ]);
    let article = read("```rust\nlet 甲 = \"乙\"; // 丙\n```", reading(false), &Context::default());
    let Kind::Code(code) = &article.blocks[0].kind else { panic!("{:?}", article.blocks) };
    let roles: Vec<(&str, Role)> =
        code.marks.iter().map(|mark| (&code.text[mark.start..mark.end], mark.style.role)).collect();
    assert!(
        roles.contains(&("let", Role::CodeKeyword)) && roles.contains(&("// 丙", Role::CodeComment)),
        "{roles:?}"
    );
}

#[test]
fn tables() {
    assert_set(&[
        (
            "<table><caption>表一</caption><tr><th rowspan=2>场</th><th colspan=2>并网</th></tr><tr><th>22</th><th>23</th></tr><tr><td>北</td><td>1.5</td><td>30</td></tr></table>",
            20,
            &["表一", "场 │   并网", "   ├─────┬───", "   │  22 │ 23", "───┼─────┼───", "北 │ 1.5 │ 30"],
        ),
        (
            "<table><tr><td rowspan=2>甲</td><td>一</td></tr><tr><td>二</td></tr><tr><td>乙</td><td>三</td></tr></table>",
            20,
            &["甲 │ 一", "   │ 二", "乙 │ 三"],
        ),
        (
            "<table><tfoot><tr><td>合计<td>3</tfoot><tbody><tr><td>甲<td>+1.0%<tr><td>乙<td>-12%</tbody></table>",
            20,
            &["甲   │ +1.0%", "乙   │  -12%", "合计 │     3"],
        ),
        ("<table><tr><td>甲<td><td>乙<tr><td>丙<td><td>丁</table>", 20, &["甲 │ 乙", "丙 │ 丁"]),
        ("<table><tr><td><p>一段。</p><p>二段。</p></table>", 20, &["一段。", "", "二段。"]),
        (
            "<table><tr><td>外<tr><td><table><tr><td>甲<td>1<tr><td>乙<td>2</table></table>",
            20,
            &["外", "", "甲 │ 1", "乙 │ 2"],
        ),
        ("<table><tr><td>甲<br>乙<td><ul><li>一<li>二</ul></table>", 20, &["甲 │ ▪ 一", "乙 │ ▪ 二"]),
        (
            "<table><thead><tr><th rowspan=2>风场名称<th colspan=2>已并网<tr><th>2022年<th>2023年</thead><tr><td>北礁<td>12.0万千瓦<td>30.0万千瓦</table>",
            20,
            &["风场名称：北礁", "已并网·2022年：", "  12.0万千瓦", "已并网·2023年：", "  30.0万千瓦"],
        ),
    ]);
}

#[test]
fn pictures_and_their_kin() {
    assert_set(&[
        ("<img src=x.png class=emoji alt=😀>笑", 20, &["😀笑"]),
        ("<img src=https://a.cn/p.gif width=1 height=1>见", 20, &["见"]),
        ("<img src='data:image/png;base64,AA' alt=图表>", 20, &["[图: 图表]"]),
        ("<img alt='' src='/a/%E6%B8%AF.jpg'>", 20, &["[图: 港.jpg]"]),
        ("<img data-src=/a.png src='data:,x'><noscript><img src=/a.png></noscript>", 20, &["[图: a.png]"]),
        ("<noscript><img src=/a.png></noscript>", 20, &["[图: a.png]"]),
        (
            "<picture><source srcset='b.webp 2x'><img srcset='c.png 1x, d.png 2x'></picture>",
            20,
            &["[图: c.png]"],
        ),
        ("<figure><img src=a.png alt=港><figcaption>港</figcaption></figure>", 20, &["[图]", "港"]),
        ("前<video src=a.mp4></video>后", 20, &["前", "", "[视频: a.mp4]", "", "后"]),
        ("<object data=a.swf><p>没有</p></object>", 20, &["[网页: a.swf]"]),
        ("<object><p>有</p></object>", 20, &["有"]),
    ]);
    let rows = shown("<a href=https://a.cn/big.jpg><img src=https://a.cn/s.jpg alt=缩图></a>", 40);
    assert_eq!(rows, ["[图: 缩图][1]", "", "────────", "[1] https://a.cn/big.jpg"], "one number");
}

#[test]
fn formulas_are_left_as_they_are() {
    assert_set(&[
        ("<p>设 \\(a_1*b_1*c\\) 与 $$x_1$$。</p>", 40, &["设 \\(a_1*b_1*c\\) 与 $$x_1$$。"]),
        ("<script type='math/tex'>a_1</script>", 40, &["a_1"]),
        ("<script type='math/tex; mode=display'>a\nb</script>后", 40, &["a", "b", "", "后"]),
        (
            "<math><semantics><mi>x</mi><annotation encoding='application/x-tex'>\\bar{x}</annotation></semantics></math>",
            40,
            &["\\bar{x}"],
        ),
        ("<math><mfrac><mi>a</mi><mi>b</mi></mfrac></math>", 40, &["a/b"]),
        (
            "<span class='katex'><span class='katex-mathml'><math alttext='y^2'><mi>y</mi></math></span><span class='katex-html' aria-hidden='true'>y2</span></span>",
            40,
            &["y^2"],
        ),
    ]);
}

#[test]
fn what_a_page_hides_stays_hidden() {
    for hidden in [
        "<p hidden>藏</p>",
        "<p style='DISPLAY : none !important'>藏</p>",
        "<i style='visibility:hidden'>藏</i>",
        "<span style='font-size:0'>藏</span>",
        "<div style='opacity:0'>藏</div>",
        "<span class='sr-only'>藏</span>",
        "<i class='fa fa-link' aria-hidden='true'>藏</i>",
        "<template>藏</template>",
        "<noscript>藏</noscript>",
        "<table><tr hidden><td>藏<td>藏</table>",
    ] {
        assert_eq!(shown(&format!("甲{hidden}乙"), 20).concat(), "甲乙", "{hidden}");
    }
    assert_eq!(shown("<span aria-hidden='true'>不藏</span>", 20), ["不藏"]);
}

#[test]
fn furniture_is_set_apart() {
    let rows = shown("正文。\n\n[返回上级](https://a.cn/x)｜[返回首页](https://a.cn)", 30);
    assert_eq!(rows[..5], ["正文。", "", "──────────────────────────────", "", "返回上级[1]｜返回首页[2]"]);
    let article = read("正文。\n\n下一篇：[秋茶](https://a.cn/2)", reading(false), &Context::default());
    let Kind::Paragraph(text) = &article.blocks[2].kind else { panic!("{:?}", article.blocks) };
    assert!(text.marks.iter().all(|mark| matches!(mark.style.role, Role::Dim | Role::LinkNumber)));
    // The text itself is not furniture, whatever it links to.
    assert_eq!(shown("[下一篇](https://a.cn/2)", 30)[0], "下一篇[1]");
}

#[test]
fn mostly_han_text_takes_the_minutes_it_takes() {
    let article = read(&"字".repeat(800), reading(false), &Context::default());
    assert_eq!(article.minutes(), 2);
    assert!(article.plain_text().chars().all(is_east_asian));
}
