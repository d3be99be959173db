//! The furniture of a site: words of links that lead around it, separators between them, and
//! labels before the address of a source. Words only; where they stand is for others to see.

/// What stands between the links of a line of navigation.
pub const SEPARATORS: [char; 12] = [' ', '|', '｜', '·', '•', '/', '\u{3000}', '\u{a0}', '»', '«', '←', '→'];

/// Words that may stand in front of a source's link on its line.
const LABELS: [&str; 22] = [
    "原文",
    "原文链接",
    "原文地址",
    "原文連結",
    "来源",
    "來源",
    "出处",
    "出處",
    "链接",
    "連結",
    "转载自",
    "轉載自",
    "source",
    "via",
    "original",
    "link",
    "from",
    "出典",
    "元記事",
    "ソース",
    "출처",
    "원문",
];

/// Words that navigation begins with or is, in lower case.
const NAVIGATION: [&str; 56] = [
    "返回",
    "回到",
    "上一篇",
    "下一篇",
    "上一页",
    "下一页",
    "上一頁",
    "下一頁",
    "上一章",
    "下一章",
    "上篇",
    "下篇",
    "前一篇",
    "后一篇",
    "後一篇",
    "首页",
    "首頁",
    "主页",
    "目录",
    "目錄",
    "上级",
    "上級",
    "顶部",
    "分享",
    "转发",
    "转载请",
    "收藏",
    "点赞",
    "打印",
    "关闭",
    "更多文章",
    "相关文章",
    "相關文章",
    "阅读全文",
    "前の記事",
    "次の記事",
    "トップ",
    "ホーム",
    "目次",
    "シェア",
    "이전 글",
    "다음 글",
    "목록",
    "공유",
    "previous",
    "prev",
    "next",
    "newer",
    "older",
    "back to",
    "home",
    "top",
    "share",
    "tweet",
    "print",
    "permalink",
];

/// Bytes beyond which words are no navigation: a title may begin as it does.
const LONGEST: usize = 90;

/// Whether words lead around the site: 返回首页, 上一篇：…, Next →.
pub fn is_navigation(words: &str) -> bool {
    let words =
        words.trim_matches(SEPARATORS).trim_start_matches(['[', '【', '<', '《', '(', '（']).to_lowercase();
    let ends = |rest: &str| {
        // A word of Latin letters must end where the word does: `nextcloud` is none.
        !rest.starts_with(|c: char| c.is_ascii_alphanumeric())
    };
    words.len() <= LONGEST
        && NAVIGATION
            .iter()
            .any(|known| words.strip_prefix(known).is_some_and(|rest| !known.is_ascii() || ends(rest)))
}

/// Whether words name a source: 原文链接, Source.
pub fn is_source_label(text: &str) -> bool {
    let word = text.trim_matches(|c: char| c.is_whitespace() || matches!(c, '*' | '>' | '(' | '（' | '-'));
    LABELS.iter().any(|label| label.eq_ignore_ascii_case(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_that_lead_around() {
        for words in
            ["返回首页", "【返回上级】", "上一篇：秋茶", "« Previous", "Next →", "ホーム", "Back to top"]
        {
            assert!(is_navigation(words), "{words}");
        }
        for words in ["秋茶开采", "Nextcloud 发布", "", "Sharepoint", "夜班公交", "https://example.com"]
        {
            assert!(!is_navigation(words), "{words}");
        }
    }
}
