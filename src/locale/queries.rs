//! The language of queries in a few lines, for the help: how it is written, and what it finds, in
//! both languages. How a query is read is decided in `query`.

use super::Lang;

/// What is written, in English and in Chinese, and what it finds, in both.
const LINES: [(&str, &str, &str, &str); 17] = [
    (
        "a b",
        "甲 乙",
        "Both: in the title, a category, a tag or the author",
        "都要有：在标题、分类、标签或作者中",
    ),
    ("\"a b\"", "\"甲 乙\"", "These words as they stand", "原样的词组"),
    ("a OR b  a | b", "甲 OR 乙  甲 | 乙", "One of both", "有其一即可"),
    ("-a  NOT a", "-甲  NOT 甲", "Without it", "不含"),
    ("(a OR b) c", "(甲 OR 乙) 丙", "Parentheses as in sums", "括号如同算式"),
    (
        "/a.*b/",
        "/甲.*乙/",
        "A regular expression; also behind title: tag: and others",
        "正则式；title: tag: 等之后也可用",
    ),
    (
        "jsyh  zhongguo",
        "jsyh  zhongguo",
        "Chinese by pinyin, whole or initials; py: that alone",
        "拼音全拼或首字母；py: 只按拼音",
    ),
    (
        "tag:a  tag:\"a\"",
        "标签:甲  标签:\"甲\"",
        "The tag; quoted its whole name only",
        "标签；加引号则须全名",
    ),
    ("tag:(a OR b)", "标签:(甲 OR 乙)", "The name holds for all in the parentheses", "字段对括号内各词有效"),
    ("cat:a  title:a", "分类:甲  标题:甲", "The category; the title", "分类；标题"),
    ("author:a  path:a", "作者:甲  路径:甲", "The author; the path of the file", "作者；文件路径"),
    ("source:sina.com.cn", "来源:sina.com.cn", "The site that it is from", "来源网站"),
    ("lang:zh  body:a", "语言:zh  正文:甲", "The language; the text", "语言；正文"),
    (
        "date:2022-01",
        "日期:2022-01",
        "A year, month or day; a..b; today, last-week, friday",
        "年、月或日；起..止；今天、上周、周五",
    ),
    ("after:2022  before:2022", "after:2022  before:2022", "Later, earlier than that", "晚于、早于"),
    ("age:<7d  age:3d..2w", "age:<7天  age:3天..2周", "How long ago: h d w m y", "距今多久：时 天 周 月 年"),
    ("is:unread", "is:未读", "unread, read, starred, undated, broken", "未读、已读、星标、无日期、有问题"),
];

impl Lang {
    /// Each way of writing a condition, with what it finds.
    pub fn queries(self) -> impl Iterator<Item = (&'static str, &'static str)> {
        LINES.iter().map(move |(english, chinese, finds, found)| match self {
            Self::En => (*english, *finds),
            Self::Zh => (*chinese, *found),
        })
    }
}
