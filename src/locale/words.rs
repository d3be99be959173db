//! Every text of the interface that is no command, in both languages. A text with a number
//! or a name in it has `{}` where that goes; [`fill`] puts it there.

macro_rules! words {
    ($($(#[doc = $doc:literal])+ $name:ident: $english:literal, $chinese:literal;)+) => {
        /// The texts of one language.
        #[derive(Debug, Clone, PartialEq, Eq)]
        pub struct Words {
            $($(#[doc = $doc])+ pub $name: &'static str,)+
        }

        /// English.
        pub static ENGLISH: Words = Words { $($name: $english,)+ };

        /// Chinese, in simplified characters.
        pub static CHINESE: Words = Words { $($name: $chinese,)+ };

        /// Every text with its name and both languages, for the tests.
        #[cfg(test)]
        const ALL: &[(&str, &str, &str)] = &[$((stringify!($name), $english, $chinese),)+];
    };
}

words! {
    /// Stand-in for an image.
    image: "image", "图";
    /// Stand-in for a video.
    video: "video", "视频";
    /// Stand-in for a sound.
    audio: "audio", "音频";
    /// Stand-in for a page within the page.
    frame: "page", "网页";
    /// Notice: the body is shown as plain text because of its size.
    too_large: "This article is too large to be set; it is shown as plain text.",
        "文章过大，无法排版，以下按纯文本显示。";
    /// Notice: the body is shown as plain text because setting it took too long.
    too_slow: "Setting this article took too long; it is shown as plain text.",
        "排版用时过长，以下按纯文本显示。";
    /// Notice: the body is shown as plain text because it cannot be read as HTML.
    unreadable: "This article cannot be read as HTML; it is shown as plain text.",
        "无法按网页解读，以下按纯文本显示。";
    /// Notice: inner levels were flattened.
    simplified: "This article is nested very deeply; its inner levels were flattened.",
        "文章嵌套过深，内层结构已简化。";

    /// The pane of categories.
    categories: "Categories", "分类";
    /// The pane of tags.
    tags: "Tags", "标签";
    /// The pane of posts.
    posts: "Articles", "文章";
    /// The pane of the text.
    article: "Reading", "正文";

    /// In an article's head: behind the number of minutes.
    minutes: "{} min", "约 {} 分钟";
    /// A post without a date.
    undated: "no date", "无日期";
    /// The article is being read from disk.
    opening: "Opening…", "正在打开…";
    /// The article cannot be shown; why follows.
    open_failed: "This article cannot be opened:", "无法打开这篇文章：";
    /// The post has no text.
    empty_article: "(no text)", "（没有正文）";

    /// While the archive is read: posts so far, and files that there are.
    loading_of: "Reading… {} of {} article{s}", "正在读取… {} / {} 篇";
    /// The same, where it is not known how many there are.
    loading: "Reading… {} article{s}", "正在读取… {} 篇";
    /// Nothing was found.
    no_posts: "No articles here", "这里没有文章";
    /// On the command line: nothing was named, and nothing is here or configured.
    nothing_here: "\
no posts here, nor in the repository around this folder

Say what to read: the folder of a Jekyll, Hugo, Zola or Hexo site, any folder of
Markdown or HTML files, or one post.

    kanbao ~/news

To have it opened whenever there are no posts here, name it in the config file:

    kanbao config init      (then `archive: ~/news`)

The guided tour is in the source tree of kanbao: kanbao sample-posts", "\
这里没有文章，所在的仓库里也没有

要读什么，写在后面：Jekyll、Hugo、Zola、Hexo 的网站文件夹，装着 Markdown 或
HTML 文件的任何文件夹，或者单独一篇文章。

    kanbao ~/news

想让它在没有文章的地方自动打开，就写进配置文件：

    kanbao config init     （再写 archive: ~/news）

导览在看报的源码里：kanbao sample-posts";
    /// The filter leaves nothing.
    no_matches: "No article passes the filter", "没有符合筛选的文章";
    /// There are no categories.
    no_categories: "none", "没有分类";
    /// There are no tags.
    no_tags: "none", "没有标签";
    /// The article pane before anything was opened: below are the keys that matter.
    welcome: "Nothing open yet", "还没有打开文章";

    /// Posts in all.
    count: "{} article{s}", "{} 篇";
    /// Files that are not listed.
    skipped: "{} skipped", "{} 跳过";
    /// Files that are listed although something was wrong with them.
    repaired: "{} with problems", "{} 有问题";
    /// Before the filter.
    filter: "Filter", "筛选";
    /// One of the chosen tags or categories is enough.
    any_tag: "any", "任一";
    /// All of the chosen categories must be there.
    all_facets: "all", "全部";
    /// A pane of categories or tags sorted by name.
    by_name: "by name", "按名称";
    /// The pane of saved searches.
    searches: "Searches", "查询";
    /// Nothing is saved; the key that saves follows.
    no_searches: "No saved searches yet; {} saves the present filter.", "还没有保存的查询；按 {} 保存当前筛选。";
    /// There is nothing to save.
    nothing_to_save: "Nothing narrows the list: nothing to save.", "当前没有筛选，没有可保存的。";
    /// Prompt: name of a saved search.
    prompt_save: "Save the filter as", "将筛选存为";
    /// A saved search of that name is there; it will be replaced.
    replaces: "replaces the one of that name", "将替换同名查询";
    /// The name stands in the config file.
    in_config: "that name is in config.yaml", "config.yaml 中已有此名";
    /// A name is needed.
    name_missing: "a name is missing", "请输入名称";
    /// A search was saved; its name follows.
    saved: "Saved: {}", "已保存：{}";
    /// A saved search was removed; its name follows.
    removed: "Removed: {}", "已删除：{}";
    /// The saved searches could not be written; why follows.
    not_saved: "Not saved: {}", "没有保存：{}";
    /// Question: remove a saved search; its name follows.
    remove_search: "Remove the saved search {}?", "删除查询“{}”？";
    /// In that question; two keys follow.
    remove_keys: "{} removes it, {} keeps it.", "按 {} 删除，按 {} 保留。";
    /// The search stands in the config file, which is the user's.
    remove_in_config: "{} stands in config.yaml; remove it there.", "“{}”写在 config.yaml 中，请在那里删除。";
    /// What removes saved searches was pressed elsewhere.
    no_search_chosen: "Choose a saved search first.", "请先选一个保存的查询。";
    /// Prompt: words in the pane of categories or tags.
    prompt_pane: "{} with", "{}含";
    /// Prompt: a date.
    prompt_date: "Date", "日期";
    /// No post is that old.
    no_older: "no article that old", "没有这么早的文章";
    /// Articles by month, shown or not.
    months_on: "Articles by month: shown", "各月篇数：显示";
    /// Articles by month, shown or not.
    months_off: "Articles by month: hidden", "各月篇数：隐藏";
    /// No post has a date.
    no_months: "No months to show: no dates, or all in one month.", "没有可显示的月份：没有日期，或都在同一个月。";
    /// There is no further month in that direction.
    no_month: "No further month in the list.", "列表中没有更多月份了。";
    /// A tag of the command line is not there; its name follows.
    no_such_tag: "There is no tag {}", "没有标签“{}”";
    /// A category of the command line is not there; its name follows.
    no_such_category: "There is no category {}", "没有分类“{}”";
    /// The nearest name follows.
    did_you_mean: "; did you mean {}?", "；是不是“{}”？";
    /// Before the sort key.
    sorted: "by {}", "按{}";
    /// Sort key.
    newest: "newest", "最新";
    /// Sort key.
    oldest: "oldest", "最早";
    /// Sort key.
    by_title: "title", "标题";
    /// Sort key.
    by_path: "path", "路径";
    /// Sort key.
    by_category: "category", "分类";

    /// Prompt: words in titles.
    prompt_filter: "Query", "查询";
    /// Prompt: a tag.
    prompt_tag: "Tag", "标签";
    /// Prompt: a category.
    prompt_category: "Category", "分类";
    /// Prompt: words in the help.
    prompt_help: "Help about", "查找帮助";
    /// Prompt: any post, by its title.
    prompt_post: "Find a post", "找文章";
    /// No category, tag, key or title has these words.
    nothing_found: "nothing found", "没有找到";

    /// Prompt: words in the article.
    prompt_find: "Search", "查找";
    /// Prompt: words in the texts of all posts.
    prompt_texts: "Texts with", "正文含";
    /// While the texts of posts are made ready to be searched: how many are, and all.
    texts: "texts {}/{}", "正文 {}/{}";
    /// The texts cannot be kept ready; why follows.
    texts_not_kept: "Texts cannot be kept, a search reads the posts: {}", "正文无法缓存，查找时逐篇读取：{}";
    /// The pane of posts in whose texts something was found; what was searched for follows.
    hits: "Texts with {}", "正文含 {}";
    /// How many posts those are, before all of them were searched.
    hits_so_far: "{} so far…", "已有 {} 篇…";
    /// How many places there are in a post, or in all.
    places: "{} place{s}", "{} 处";
    /// Sort key of what was found.
    by_places: "places", "处数";
    /// Nothing was found in any text.
    no_hits: "No text has these words", "没有正文含有这些词";
    /// The texts are being searched.
    searching: "Searching…", "正在查找…";
    /// The article does not have these words.
    not_found: "Not found: {}", "没有找到：{}";
    /// Nothing was looked for so far.
    nothing_sought: "Nothing was searched for yet.", "还没有查找过。";
    /// The search went on from the start; number and count follow.
    from_start: "From the start: {}/{}", "从头继续：{}/{}";
    /// The search went on from the end; number and count follow.
    from_end: "From the end: {}/{}", "从末尾继续：{}/{}";
    /// What is searched for; number and count follow.
    found: "Search {} {}/{}", "查找 {} {}/{}";
    /// There is no heading in that direction.
    no_next_heading: "No heading below.", "后面没有标题了。";
    /// There is no heading in that direction.
    no_previous_heading: "No heading above.", "前面没有标题了。";
    /// The article has no headings.
    no_headings: "This article has no headings.", "这篇文章没有标题。";
    /// No link is to be seen.
    no_links_in_view: "No link in view.", "屏幕上没有链接。";
    /// There is no link in that direction.
    no_next_link: "No link below.", "后面没有链接了。";
    /// There is no link in that direction.
    no_previous_link: "No link above.", "前面没有链接了。";
    /// Nothing is there to open yet; the keys that choose a link follow.
    no_link_chosen: "Choose a link first: {} or {}.", "请先选一个链接：按 {} 或 {}。";
    /// A place that the article does not have.
    no_such_place: "This article has no place {}.", "文中没有位置 {}。";
    /// A post that the archive does not have.
    not_in_archive: "Not in this archive: {}", "不在本归档中：{}";
    /// There is no post to go on with.
    nothing_to_continue: "Nothing was left half-read.", "没有读到一半的文章。";
    /// Going on with a post: its title and how far it was read.
    continued: "Going on with {}, {}% read", "继续读《{}》，已读 {}%";
    /// There is nothing to go back to.
    no_way_back: "Nowhere to go back to.", "没有可返回的位置。";
    /// There is nothing to go forward to.
    no_way_forward: "Nowhere to go forward to.", "没有可前进的位置。";
    /// How wide a pane is now, in columns.
    pane_width: "Pane: {} columns", "栏宽：{} 列";
    /// Panes have no width of their own.
    not_side_by_side: "Only panes that stand side by side have a width of their own.", "各栏并排时才能调宽。";
    /// Length of the lines: columns, and Han characters.
    measure: "Lines of {} columns ({} Han)", "行宽 {} 列（{} 字）";
    /// The lines cannot be longer here.
    widest: "Lines are as long as this window allows: {} columns ({} Han)", "已是此窗口的最大行宽：{} 列（{} 字）";
    /// No code is wider than the screen.
    no_long_code: "No row of code is longer than the line.", "没有超出行宽的代码。";
    /// How paragraphs are told apart.
    paragraphs_auto: "Paragraphs: as the language does", "段落：自动（随语言）";
    /// How paragraphs are told apart.
    paragraphs_indent: "Paragraphs: indented", "段落：首行缩进";
    /// How paragraphs are told apart.
    paragraphs_blank: "Paragraphs: blank lines between", "段落：空行分隔";
    /// Setting.
    justify_on: "Justified lines: on", "两端对齐：开";
    /// Setting.
    justify_off: "Justified lines: off", "两端对齐：关";
    /// Setting.
    hanging_on: "Hanging punctuation: on", "标点悬挂：开";
    /// Setting.
    hanging_off: "Hanging punctuation: off", "标点悬挂：关";
    /// Setting.
    spacing_on: "Space between Han and Latin: on", "中西文间隙：开";
    /// Setting.
    spacing_off: "Space between Han and Latin: off", "中西文间隙：关";
    /// The pane of the source text.
    source: "Source", "源文件";

    /// Notice: nothing is there to be marked, or it is marked so already.
    nothing_to_mark: "Nothing to mark.", "没有可标记的。";
    /// Question: how many follows.
    read_all: "Mark {} article{s} of this list as read?", "把列表中的 {} 篇标为已读？";
    /// Question: how many follows.
    unread_all: "Mark {} article{s} of this list as unread?", "把列表中的 {} 篇标为未读？";
    /// Question: how many follows.
    star_all: "Give {} article{s} of this list a star?", "给列表中的 {} 篇加星标？";
    /// Question: how many follows.
    later_all: "Put {} article{s} of this list into the queue to be read later?",
        "把列表中的 {} 篇加入稍后阅读？";
    /// Title of such a question.
    mark_all: "Mark all", "全部标记";
    /// Below such a question: the keys for yes, for no, and for taking it back.
    mark_keys: "{} marks them; {} leaves them. {} takes it back.", "按 {} 标记，按 {} 取消；之后可按 {} 撤销。";
    /// How many articles are unread.
    unread: "{} unread", "{} 未读";
    /// Notice.
    no_unread_below: "No unread article below.", "下面没有未读的了。";
    /// Notice.
    no_unread_above: "No unread article above.", "上面没有未读的了。";
    /// Label of the field for own tags.
    prompt_tags: "Own tags", "自己的标签";
    /// Label of the field for the note.
    prompt_note: "Note", "批注";
    /// Notice: what was marked.
    marked_read: "Read", "已读";
    /// Notice: what was marked.
    marked_unread: "Unread", "未读";
    /// Notice: what was marked.
    mark_removed: "No longer marked", "已去掉标记";
    /// Notice: what was marked.
    marked_starred: "Starred", "已加星标";
    /// Notice: what was marked.
    marked_unstarred: "No longer starred", "已去掉星标";
    /// Notice: what was marked.
    marked_later: "To be read later", "已加入稍后阅读";
    /// Notice: what was marked.
    marked_not_later: "No longer to be read later", "已移出稍后阅读";
    /// Notice: a change was taken back; what is so now follows.
    undone: "Undone. {}", "已撤销。{}";
    /// Notice: a change was made again; what is so now follows.
    redone: "Redone. {}", "已重做。{}";
    /// Notice.
    nothing_to_undo: "Nothing to undo.", "没有可撤销的。";
    /// Notice.
    nothing_to_redo: "Nothing to redo.", "没有可重做的。";
    /// Notice: marks could not be written; why follows.
    not_kept: "Marks cannot be written now, and are tried again: {}", "标记暂时无法写入，稍后重试：{}";

    /// Window: headings of the article.
    contents: "Contents", "目录";
    /// Window: links of the article.
    links: "Links", "链接";
    /// Window: problems.
    problems: "Files with problems", "有问题的文件";
    /// Window: keys.
    help: "Keys", "按键";
    /// Severity: not listed.
    severity_error: "skipped", "跳过";
    /// Severity: listed, but something was guessed.
    severity_warning: "warning", "警告";
    /// Severity: worth knowing.
    severity_info: "note", "提示";
    /// No problem was found.
    no_problems: "No problem was found in any file.", "所有文件都没有问题。";
    /// The article has no links.
    no_links: "This article has no links.", "这篇文章没有链接。";
    /// The article has no link of that number.
    no_such_link: "There is no link {}.", "没有第 {} 个链接。";
    /// The post names no source.
    no_source: "This article names no source.", "这篇文章没有注明原文链接。";
    /// Posts that came while the list was read and stand above its rows; their number follows.
    arrived: "{} new", "新到 {} 篇";
    /// The file of the article that is read is not there any more.
    file_is_gone: "The file of this article is gone; its text stays until you leave it.", "本文的文件已不在；离开之前仍可阅读。";
    /// The folder of an archive is not there any more; its name follows.
    archive_is_gone: "The folder of {} is gone; the list stays as it was.", "{} 的文件夹已不在；列表保持原样。";
    /// An archive cannot be watched; its name and why follow.
    not_watched: "New posts of {} will not show by themselves: {}", "{} 的新文章不会自动出现：{}";
    /// There is no next article.
    last_article: "This is the last article.", "已是最后一篇。";
    /// There is no previous article.
    first_article: "This is the first article.", "已是第一篇。";
    /// A URL was handed to the browser.
    opened_in_browser: "Opened: {}", "已在浏览器中打开：{}";
    /// Window: no browser works.
    browser_failed: "No browser could be started", "无法启动浏览器";
    /// In that window, above the URL.
    copy_url: "The address, to copy:", "网址如下，可自行复制：";
    /// Help: the section about queries.
    help_queries: "Queries (/, F, -q)", "查询（/、F、-q）";
    /// After the session: so many marks never reached the disk.
    not_kept_at_end: "{} marks could not be written and are lost", "有 {} 条标记无法写入，没有保存";
    /// Notice: the queries of before cannot be written; why follows.
    queries_not_kept: "Queries cannot be kept: {}", "查询记录无法保存：{}";
    /// The query of the command line cannot be read; why follows.
    bad_query: "The query cannot be read: {}", "无法理解查询：{}";
    /// Why a link is not opened: control characters.
    link_controls: "the link holds control characters", "链接含有控制字符";
    /// Why a link is not opened: its scheme.
    link_scheme: "only http, https and mailto links are opened", "只打开 http、https 和 mailto 链接";
    /// Why a link is not opened: no program.
    no_browser: "no browser was found", "没有找到浏览器";
    /// A key without a command; the key that shows the keys follows.
    unknown_key: "{} does nothing here; {} shows the keys.", "{} 在这里不起作用；按 {} 查看按键。";
    /// A key that has a command where an article is read.
    key_of_article: "{} works in an article.", "{} 只在正文里起作用。";
    /// A key of what lies under a window; the key that closes it follows.
    window_is_open: "That works without this window; {} closes it.", "请先关上这个窗口：按 {}。";
    /// The key for a place in percent was pressed without a number.
    percent: "In percent: g1...g9 (10%...90%); in lists also 50%.", "按百分比：g1…g9（10%…90%）；列表中也可 50%。";
    /// The suspend key does nothing here.
    cannot_suspend: "There is no shell here to come back from: not suspended.",
        "当前终端没有可以返回的 shell，不能挂起。";
    /// The terminal is too small; its size and the least size follow.
    too_small: "Too small: {}, at least {}", "窗口太小：{}，至少 {}";

    /// Heading of keys that hold everywhere.
    layer_global: "Everywhere", "通用";
    /// Heading of the keys of a pane.
    layer_facets: "In categories and tags", "分类和标签栏";
    /// Heading of the keys of a pane.
    layer_list: "In the list", "文章列表";
    /// Heading of the keys of a pane.
    layer_hits: "In what was found in texts", "正文查找结果";
    /// Heading of the keys of a pane.
    layer_article: "In the article", "正文";
    /// Heading of the keys of the source text.
    layer_source: "In the source text", "源文件";
    /// Heading of the keys while links have letters.
    layer_labels: "With letters on the links", "链接标字母时";
    /// Heading of the keys of a window.
    layer_contents: "In the list of headings", "目录窗口";
    /// Heading of the keys of a window.
    layer_links: "In the list of links", "链接窗口";
    /// Heading of the keys of a window.
    layer_problems: "In the list of problems", "问题窗口";
    /// Heading of the keys of a window.
    layer_help: "In this window", "本窗口";
    /// Heading of the keys of text fields.
    layer_prompt: "While typing", "输入时";
    /// Heading of the keys of notices.
    layer_dialog: "In notices", "提示窗口";
}

/// A text with its `{}` replaced, one after the other. `{s}` behind the number one is nothing.
pub fn fill(text: &str, parts: &[&str]) -> String {
    let mut parts = parts.iter();
    let mut pieces = text.split("{}");
    let mut filled = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        let part = parts.next().unwrap_or(&"");
        filled.push_str(part);
        filled.push_str(&piece.replace("{s}", if *part == "1" { "" } else { "s" }));
    }
    filled
}

/// A number with a comma between thousands, `3,812`: both languages of the interface write
/// it so.
pub fn number(number: usize) -> String {
    let digits = number.to_string();
    let mut grouped = String::with_capacity(digits.len() + digits.len() / 3);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_languages_have_the_same_places() {
        for (name, english, chinese) in ALL {
            assert!(!english.is_empty() && !chinese.is_empty(), "{name}");
            assert_eq!(english.matches("{}").count(), chinese.matches("{}").count(), "{name}");
            assert!(english.replace('…', "").is_ascii(), "{name}: {english}");
            // They are printed as they stand, into the narrowest ordinary terminal.
            let lines = english.lines().chain(chinese.lines());
            let columns = |line: &str| line.chars().map(|c| if c.is_ascii() { 1 } else { 2 }).sum::<usize>();
            assert!(lines.map(columns).all(|columns| columns <= 80), "{name}");
        }
    }

    #[test]
    fn places_are_filled_in_order() {
        assert_eq!(fill("窗口太小：{}，至少 {}", &["15×4", "20×6"]), "窗口太小：15×4，至少 20×6");
        assert_eq!(fill("{} 篇", &["{}"]), "{} 篇");
        assert_eq!(fill("没有", &["多余"]), "没有");
        assert_eq!(fill("{}{}", &["一"]), "一");
        assert_eq!(fill("{} of {} place{s} {}", &["2", "1", "{s}"]), "2 of 1 place {s}");
        assert_eq!(fill("{} place{s}", &["21"]), "21 places");
    }

    #[test]
    fn thousands_are_grouped() {
        let table = [(0, "0"), (812, "812"), (3812, "3,812"), (100_000, "100,000"), (1_234_567, "1,234,567")];
        for (value, expected) in table {
            assert_eq!(number(value), expected);
        }
    }
}
