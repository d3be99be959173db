//! Posts of a given size in the manner of a mirrored news site: paragraphs in HTML with a
//! space before them, headings that are only bold, numbers and quotation marks, a source and
//! navigation in Markdown at the end. The same size is always the same text.

const PARAGRAPHS: [&str; 6] = [
    "<strong>云汀银行三季度净利润同比增长2.6%，“息差企稳”成了业绩会上说得最多的词</strong>",
    "本报云汀10月30日电（记者 林晚舟）云汀银行今晚披露的三季报显示，前三季度实现营业收入2426.84亿元，同比增长1.8%；\
     归属于母公司股东的净利润为861.07亿元，同比增长2.6%。不良贷款率1.17%，较年初下降0.03个百分点；拨备覆盖率为241.5%。",
    "“息差已经连续两个季度企稳。”该行行长在业绩会上表示，“我们预计2025年全年的净息差将维持在1.6%—1.7%之间……\
     存款成本还有下行的空间。”他同时提到，对公贷款的投放节奏比上年同期加快，制造业中长期贷款余额增长20.52%。",
    "分析人士认为，在LPR下调、存量房贷利率调整（约0.5个百分点）之后，银行业的“量价险”三者之间正在形成新的平衡；\
     《云汀金融观察》援引的数据显示，A股42家上市银行中，有28家的净息差环比持平或回升，最高的回升了7个基点。",
    "不过，也有研究者提醒：零售端的压力尚未过去。截至9月末，该行信用卡不良率为2.31%，消费贷不良率为1.94%，\
     两项均较6月末上升；“稳”字的背后，是收入结构的变化——手续费及佣金净收入同比下降8.9%，已是连续第9个季度下降。",
    "截至10月30日收盘，云汀银行A股报6.42元/股，上涨1.26%，成交额￥18.3亿；H股报5.87港元/股，上涨0.69%。\
     （编辑 沈知远，校对：Kim Min-ji、佐藤かおり）",
];

const TAIL: &str = "\n<https://news.example/2024/10/30/202410302239307540.html>\n\n\
    [返回首页](//news.example/) [返回栏目](//news.example/finance/)\n";

/// A body of about `bytes` bytes, its paragraphs in HTML.
pub fn html(bytes: usize) -> String {
    body(bytes, |paragraph| format!(" <p>{paragraph}</p>\n"))
}

/// The same in Markdown.
pub fn markdown(bytes: usize) -> String {
    body(bytes, |paragraph| format!("{}\n\n", paragraph.replace("<strong>", "**").replace("</strong>", "**")))
}

fn body(bytes: usize, set: impl Fn(&str) -> String) -> String {
    let mut out = String::with_capacity(bytes + 1024);
    for paragraph in PARAGRAPHS.iter().cycle() {
        if out.len() + TAIL.len() >= bytes {
            break;
        }
        out.push_str(&set(paragraph));
    }
    out.push_str(TAIL);
    out
}
