//! Every command of the program, in one table: its name in keymaps, and what it does
//! in the words of both languages. Keys stand in [`crate::keys`]; what a command does
//! stands in [`crate::app`].

use std::fmt;
use std::str::FromStr;

/// A command. Which pane or window it means is decided by the focus.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Action {
    /// One row down; a count repeats it.
    MoveDown,
    /// One row up; a count repeats it.
    MoveUp,
    /// One page down.
    PageDown,
    /// One page up.
    PageUp,
    /// Half a page down.
    HalfPageDown,
    /// Half a page up.
    HalfPageUp,
    /// To the first row; with a count, to that row.
    GoTop,
    /// To the last row; with a count, to that row.
    GoBottom,
    /// To a place in percent: the count before it, or ten times the digit typed.
    GoPercent,
    /// To the pane on the left.
    FocusLeft,
    /// To the pane on the right.
    FocusRight,
    /// To the next pane, from the last to the first.
    FocusNext,
    /// To the pane before, from the first to the last.
    FocusPrevious,
    /// To the categories.
    FocusCategories,
    /// To the tags.
    FocusTags,
    /// To the list of posts.
    FocusList,
    /// To the article.
    FocusArticle,
    /// Opens or takes what is selected.
    Open,
    /// One step back: out of a window, out of a pane, off a filter.
    Back,
    /// One step back; where there is none, out of the program.
    BackOrQuit,
    /// Leaves the program.
    Quit,
    /// Filters by the selected category or tag, or no longer.
    ToggleFacet,
    /// Leaves out the posts of the selected category or tag, or no longer.
    ExcludeFacet,
    /// Posts with any of the chosen tags, or with all of them; the same for categories.
    ToggleAnyTag,
    /// Drops all chosen categories and tags.
    ClearFacets,
    /// Narrows the pane of categories or tags while typing.
    FilterFacets,
    /// Sorts that pane by the number of posts or by name.
    SortFacets,
    /// Narrows the list while typing.
    Filter,
    /// Looks for words in the texts of all posts.
    SearchTexts,
    /// To the saved searches.
    FocusSearches,
    /// Keeps what narrows the list under a name.
    SaveSearch,
    /// Forgets the selected saved search.
    RemoveSearch,
    /// To the newest post of a day or before it, by typing.
    JumpDate,
    /// Down to where the next month begins in the list.
    NextMonth,
    /// Up to where the month before begins in the list.
    PreviousMonth,
    /// Shows how many posts each month has, or not.
    ToggleMonths,
    /// To a tag, by typing.
    JumpTag,
    /// To a category, by typing.
    JumpCategory,
    /// To any post, by typing some of its title.
    JumpPost,
    /// Opens the post's source in the browser.
    OpenSource,
    /// Opens the link whose number is the digit typed; 0 is the tenth.
    OpenLink,
    /// Shows the links of the article.
    ShowLinks,
    /// The article below in the list.
    NextArticle,
    /// The article above in the list.
    PreviousArticle,
    /// Looks for words in the article while they are typed.
    Find,
    /// To the next place that was found.
    FindNext,
    /// To the place found before.
    FindPrevious,
    /// Puts letters on the links in view; the letters open them.
    LabelLinks,
    /// To the next link of the article.
    NextLink,
    /// To the link before.
    PreviousLink,
    /// To where a jump or an opened article was left from.
    JumpBack,
    /// To where the way back was begun.
    JumpForward,
    /// Opens the post that was left last in the middle.
    ContinueReading,
    /// To the next heading; a count goes further.
    NextHeading,
    /// To the heading before.
    PreviousHeading,
    /// Lists the headings of the article.
    ShowContents,
    /// Moves long rows of code back to their start.
    ScrollLeft,
    /// Moves long rows of code to show their end.
    ScrollRight,
    /// Shortens the lines.
    NarrowMeasure,
    /// Lengthens the lines.
    WidenMeasure,
    /// Lines as long as at the start.
    ResetMeasure,
    /// Tells paragraphs apart in another way.
    CycleParagraphs,
    /// Rows end at the same column, or not.
    ToggleJustify,
    /// Closing marks may hang in the margin, or not.
    ToggleHanging,
    /// A space between Han and Latin text, or none.
    ToggleSpacing,
    /// Shows the file of the article as it is written, or the article again.
    ShowSource,
    /// The article alone on the screen, or all panes.
    ToggleZen,
    /// Marks the post as read, or as unread if it was read.
    ToggleRead,
    /// Gives the post a star, or takes it away.
    ToggleStar,
    /// Puts the post into the queue to be read later, or takes it out.
    ToggleLater,
    /// Asks whether everything in the list is to be marked as read.
    ReadAll,
    /// Asks whether everything in the list is to be marked as unread.
    UnreadAll,
    /// Asks whether everything in the list is to get a star.
    StarAll,
    /// Asks whether everything in the list is to be read later.
    LaterAll,
    /// Opens a field for the reader's own tags of the post.
    EditTags,
    /// Opens a field for the reader's own note on the post.
    EditNote,
    /// To the next unread post of the list.
    NextUnread,
    /// To the unread post before.
    PreviousUnread,
    /// Narrows the list to posts with a star, or no longer.
    StarredOnly,
    /// Narrows the list to unread posts, or no longer.
    UnreadOnly,
    /// Narrows the list to posts to be read later, or no longer.
    LaterOnly,
    /// Looks again what passes the filter.
    Refresh,
    /// Takes the last change of marks back.
    Undo,
    /// Makes the change again that was taken back last.
    Redo,
    /// Makes the pane with the keys narrower.
    NarrowPane,
    /// Makes the pane with the keys wider.
    WidenPane,
    /// Sorts the list by the next key.
    CycleSort,
    /// Shows the files that had problems.
    ShowProblems,
    /// Shows the keys.
    ShowHelp,
    /// Takes what stands in the text field.
    Accept,
    /// Chooses the next of what the query can go on with.
    CompleteNext,
    /// Chooses the one before.
    CompletePrevious,
    /// Leaves the text field as if nothing had been typed.
    Cancel,
    /// The next theme.
    CycleTheme,
    /// Draws the whole screen again.
    Redraw,
    /// Puts the program to sleep and gives the shell back.
    Suspend,
}

impl Action {
    /// All commands, in the order in which help shows them: name in keymaps, English
    /// and Chinese help line.
    pub const ALL: [(Self, &'static str, &'static str, &'static str); 96] = [
        (Self::MoveDown, "move-down", "Down one row (lists: 5j)", "下移一行（列表：5j）"),
        (Self::MoveUp, "move-up", "Up one row (lists: 5k)", "上移一行（列表：5k）"),
        (Self::PageDown, "page-down", "Down one page", "下翻一页"),
        (Self::PageUp, "page-up", "Up one page", "上翻一页"),
        (Self::HalfPageDown, "half-page-down", "Down half a page", "下翻半页"),
        (Self::HalfPageUp, "half-page-up", "Up half a page", "上翻半页"),
        (Self::GoTop, "go-top", "To the top", "到开头"),
        (Self::GoBottom, "go-bottom", "To the end", "到末尾"),
        (
            Self::GoPercent,
            "go-percent",
            "To a place in percent (g5; lists: 50%)",
            "到百分之几处（g5；列表：50%）",
        ),
        (Self::FocusLeft, "focus-left", "To the pane on the left", "到左边的栏"),
        (Self::FocusRight, "focus-right", "To the pane on the right", "到右边的栏"),
        (Self::FocusNext, "focus-next", "To the next pane", "到下一栏"),
        (Self::FocusPrevious, "focus-previous", "To the previous pane", "到上一栏"),
        (Self::FocusCategories, "focus-categories", "To the categories", "到分类"),
        (Self::FocusTags, "focus-tags", "To the tags", "到标签"),
        (Self::FocusList, "focus-list", "To the list of articles", "到文章列表"),
        (Self::FocusArticle, "focus-article", "To the article", "到正文"),
        (Self::Open, "open", "Open what is selected", "打开所选"),
        (Self::Back, "back", "One step back", "返回一步"),
        (Self::BackOrQuit, "back-or-quit", "One step back; at the top: quit", "返回一步；已在最外层则退出"),
        (Self::Quit, "quit", "Quit", "退出"),
        (
            Self::ToggleFacet,
            "toggle-facet",
            "Filter by this category or tag, or no longer",
            "按此分类或标签筛选，再按取消",
        ),
        (
            Self::ExcludeFacet,
            "exclude-facet",
            "Leave out this category or tag, or no longer",
            "排除此分类或标签，再按取消",
        ),
        (
            Self::ToggleAnyTag,
            "toggle-any-tag",
            "All chosen tags or categories, or any of them",
            "所选标签或分类：全部符合／任一符合",
        ),
        (Self::ClearFacets, "clear-facets", "Drop all chosen categories and tags", "清除所选分类和标签"),
        (Self::FilterFacets, "filter-facets", "Narrow this pane by typing", "输入文字缩小本栏"),
        (Self::SortFacets, "sort-facets", "Sort this pane by number or by name", "本栏按篇数或名称排序"),
        (Self::Filter, "filter", "Narrow the list (words, tag:, date:)", "筛选列表（词、tag:、date:）"),
        (Self::SearchTexts, "search-texts", "Search the texts of all articles", "在所有正文中查找"),
        (Self::FocusSearches, "focus-searches", "To the saved searches", "到保存的查询"),
        (Self::SaveSearch, "save-search", "Save the present filter under a name", "把当前筛选存为查询"),
        (Self::RemoveSearch, "remove-search", "Remove this saved search", "删除此查询"),
        (
            Self::JumpDate,
            "jump-date",
            "To a date (2022, 2022-01, yesterday)",
            "到某一天（2022、2022-01、昨天）",
        ),
        (Self::NextMonth, "next-month", "To the next month in the list", "列表中的下一个月"),
        (Self::PreviousMonth, "previous-month", "To the month before in the list", "列表中的上一个月"),
        (Self::ToggleMonths, "toggle-months", "Articles by month, show or hide", "各月篇数：显示／隐藏"),
        (Self::JumpTag, "jump-tag", "Choose a tag by typing", "输入文字选标签"),
        (Self::JumpCategory, "jump-category", "Choose a category by typing", "输入文字选分类"),
        (Self::JumpPost, "jump-post", "Find any post by its title", "按标题找任意文章"),
        (Self::OpenSource, "open-source", "Open the source in the browser", "在浏览器中打开原文"),
        (Self::OpenLink, "open-link", "Open the link of that number", "打开该编号的链接"),
        (Self::ShowLinks, "show-links", "List the links of the article", "列出文中的链接"),
        (Self::NextArticle, "next-article", "Next article", "下一篇"),
        (Self::PreviousArticle, "previous-article", "Previous article", "上一篇"),
        (Self::Find, "find", "Search this article", "在本文中查找"),
        (Self::FindNext, "find-next", "Next place found", "下一处"),
        (Self::FindPrevious, "find-previous", "Previous place found", "上一处"),
        (Self::LabelLinks, "label-links", "Letters on the links open them", "链接标字母，键入即打开"),
        (Self::NextLink, "next-link", "Next link (Enter opens it)", "下一个链接（Enter 打开）"),
        (Self::PreviousLink, "previous-link", "Previous link", "上一个链接"),
        (Self::JumpBack, "jump-back", "Back to where you came from", "回到跳转之前"),
        (Self::JumpForward, "jump-forward", "Forward again", "再往前"),
        (
            Self::ContinueReading,
            "continue-reading",
            "Go on with the post that was left half-read",
            "继续读没读完的文章",
        ),
        (Self::NextHeading, "next-heading", "Next heading", "下一个标题"),
        (Self::PreviousHeading, "previous-heading", "Previous heading", "上一个标题"),
        (Self::ShowContents, "show-contents", "List the headings", "列出标题（目录）"),
        (Self::ScrollLeft, "scroll-left", "Long rows of code: to the left", "长代码行：左移"),
        (Self::ScrollRight, "scroll-right", "Long rows of code: to the right", "长代码行：右移"),
        (Self::NarrowMeasure, "narrow-measure", "Shorter lines", "行宽减小"),
        (Self::WidenMeasure, "widen-measure", "Longer lines", "行宽增大"),
        (Self::ResetMeasure, "reset-measure", "Usual length of lines", "恢复默认行宽"),
        (
            Self::CycleParagraphs,
            "cycle-paragraphs",
            "Paragraphs: automatic, indented, spaced",
            "段落：自动／缩进／空行",
        ),
        (Self::ToggleJustify, "toggle-justify", "Justified lines, on or off", "两端对齐：开／关"),
        (Self::ToggleHanging, "toggle-hanging", "Hanging punctuation, on or off", "标点悬挂：开／关"),
        (
            Self::ToggleSpacing,
            "toggle-spacing",
            "Space between Han and Latin, on or off",
            "中西文间隙：开／关",
        ),
        (Self::ShowSource, "show-source", "Show the source text of the article", "查看文章源文件"),
        (Self::ToggleZen, "toggle-zen", "The article alone", "只看正文"),
        (
            Self::ToggleRead,
            "toggle-read",
            "Mark as read; as unread if it was read",
            "标为已读；已读则标为未读",
        ),
        (Self::ToggleStar, "toggle-star", "Give a star, or take it away", "加星标；再按取消"),
        (Self::ToggleLater, "toggle-later", "To be read later, or no longer", "加入稍后阅读；再按取消"),
        (Self::ReadAll, "mark-all-read", "Mark everything in the list as read", "列表全部标为已读"),
        (Self::UnreadAll, "mark-all-unread", "Mark everything in the list as unread", "列表全部标为未读"),
        (Self::StarAll, "star-all", "Give everything in the list a star", "列表全部加星标"),
        (Self::LaterAll, "mark-all-later", "Everything in the list to be read later", "列表全部加入稍后阅读"),
        (Self::EditTags, "edit-tags", "Tags of your own", "编辑自己的标签"),
        (Self::EditNote, "edit-note", "A note of your own", "写一行批注"),
        (Self::NextUnread, "next-unread", "Next unread article", "下一篇未读"),
        (Self::PreviousUnread, "previous-unread", "Previous unread article", "上一篇未读"),
        (Self::StarredOnly, "starred-only", "Only what has a star, or everything", "只看星标；再按看全部"),
        (Self::UnreadOnly, "unread-only", "Only what is unread, or everything", "只看未读；再按看全部"),
        (Self::LaterOnly, "later-only", "Only what is to be read later", "只看稍后阅读；再按看全部"),
        (Self::Refresh, "refresh", "Look again what passes the filter", "按当前标记刷新列表"),
        (Self::Undo, "undo", "Take the last mark back", "撤销上一次标记"),
        (Self::Redo, "redo", "Make it again", "重做"),
        (Self::NarrowPane, "narrow-pane", "Narrower pane", "收窄本栏"),
        (Self::WidenPane, "widen-pane", "Wider pane", "加宽本栏"),
        (Self::CycleSort, "cycle-sort", "Sort by the next key", "换一种排序"),
        (Self::ShowProblems, "show-problems", "List the files with problems", "列出有问题的文件"),
        (Self::ShowHelp, "show-help", "Show the keys", "显示按键"),
        (Self::Accept, "accept", "Take what was typed", "确认输入"),
        (Self::CompleteNext, "complete-next", "Choose what the query can go on with", "选取查询的补全"),
        (Self::CompletePrevious, "complete-previous", "Choose the completion before", "选取上一个补全"),
        (Self::Cancel, "cancel", "Drop what was typed", "放弃输入"),
        (Self::CycleTheme, "cycle-theme", "The next theme", "换一种配色"),
        (Self::Redraw, "redraw", "Draw the screen again", "重画屏幕"),
        (Self::Suspend, "suspend", "Back to the shell for a while", "暂回命令行"),
    ];

    /// The kebab-case name that keymaps use.
    pub fn name(self) -> &'static str {
        Self::ALL[self as usize].1
    }
}

impl fmt::Display for Action {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self.name())
    }
}

/// A name that no command has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnknownAction(pub String);

impl fmt::Display for UnknownAction {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "unknown action {:?}", self.0)
    }
}

impl std::error::Error for UnknownAction {}

impl FromStr for Action {
    type Err = UnknownAction;

    fn from_str(name: &str) -> Result<Self, UnknownAction> {
        let row = Self::ALL.iter().find(|row| row.1 == name);
        row.map(|row| row.0).ok_or_else(|| UnknownAction(name.to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_in_the_order_of_the_variants() {
        for (at, (action, ..)) in Action::ALL.iter().enumerate() {
            assert_eq!(*action as usize, at, "{action:?}");
        }
    }

    #[test]
    fn names_read_back_and_everything_is_explained() {
        for (action, name, english, chinese) in Action::ALL {
            assert_eq!(name.parse(), Ok(action));
            assert_eq!(action.to_string(), name);
            assert!(!english.is_empty() && !chinese.is_empty(), "{name}");
        }
        assert_eq!("打开".parse::<Action>(), Err(UnknownAction("打开".to_owned())));
    }
}
