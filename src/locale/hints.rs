//! What the bottom line says beside a key: shorter than the help line, so that six or
//! seven of them fit. A command without a row here shows its help line.

use super::Lang;
use crate::action::Action;

/// Commands that the bottom line shows.
const HINTS: [(Action, &str, &str); 72] = [
    (Action::MoveDown, "move", "移动"),
    (Action::PageDown, "page", "翻页"),
    (Action::GoTop, "top", "开头"),
    (Action::GoPercent, "10%…90%", "10%…90%"),
    (Action::FocusCategories, "categories", "分类"),
    (Action::FocusTags, "tags", "标签"),
    (Action::FocusList, "list", "列表"),
    (Action::FocusArticle, "article", "正文"),
    (Action::FocusLeft, "left", "左栏"),
    (Action::Open, "open", "打开"),
    (Action::Back, "back", "返回"),
    (Action::BackOrQuit, "back", "返回"),
    (Action::Quit, "quit", "退出"),
    (Action::ToggleFacet, "choose", "选择"),
    (Action::ExcludeFacet, "exclude", "排除"),
    (Action::FilterFacets, "find", "查找"),
    (Action::SortFacets, "sort", "排序"),
    (Action::FocusSearches, "searches", "查询"),
    (Action::SaveSearch, "save", "存为查询"),
    (Action::RemoveSearch, "remove", "删除"),
    (Action::JumpDate, "date", "日期"),
    (Action::NextMonth, "next month", "下个月"),
    (Action::PreviousMonth, "month before", "上个月"),
    (Action::ToggleMonths, "months", "各月篇数"),
    (Action::ToggleAnyTag, "all/any", "全部/任一"),
    (Action::ClearFacets, "clear", "清除"),
    (Action::Filter, "filter", "筛选"),
    (Action::SearchTexts, "search texts", "查正文"),
    (Action::CycleSort, "sort", "排序"),
    (Action::JumpTag, "tag", "标签"),
    (Action::JumpCategory, "category", "分类"),
    (Action::OpenSource, "source", "原文"),
    (Action::ShowLinks, "links", "链接"),
    (Action::PreviousArticle, "previous", "上一篇"),
    (Action::Find, "search", "查找"),
    (Action::FindNext, "next", "下一处"),
    (Action::FindPrevious, "previous", "上一处"),
    (Action::LabelLinks, "links", "链接"),
    (Action::NextLink, "next link", "下一链接"),
    (Action::NextHeading, "heading", "标题"),
    (Action::ShowContents, "contents", "目录"),
    (Action::JumpBack, "jump back", "跳回"),
    (Action::ToggleZen, "article only", "只看正文"),
    (Action::ShowSource, "source text", "源文件"),
    (Action::NarrowMeasure, "narrower", "收窄"),
    (Action::WidenMeasure, "wider", "加宽"),
    (Action::ScrollRight, "code", "代码右移"),
    (Action::CycleParagraphs, "paragraphs", "段落"),
    (Action::ToggleJustify, "justify", "对齐"),
    (Action::ToggleHanging, "hanging", "悬挂"),
    (Action::ToggleSpacing, "Han-Latin", "间隙"),
    (Action::Cancel, "drop", "放弃"),
    (Action::NextArticle, "next", "下一篇"),
    (Action::ToggleRead, "read", "已读"),
    (Action::ToggleStar, "star", "星标"),
    (Action::ToggleLater, "later", "稍后"),
    (Action::ReadAll, "all read", "全部已读"),
    (Action::UnreadAll, "all unread", "全部未读"),
    (Action::StarAll, "star all", "全部星标"),
    (Action::LaterAll, "all later", "全部稍后"),
    (Action::EditTags, "own tags", "自己的标签"),
    (Action::EditNote, "note", "批注"),
    (Action::NextUnread, "next unread", "下一篇未读"),
    (Action::PreviousUnread, "unread before", "上一篇未读"),
    (Action::StarredOnly, "starred", "只看星标"),
    (Action::UnreadOnly, "unread", "只看未读"),
    (Action::LaterOnly, "later", "只看稍后"),
    (Action::Refresh, "refresh", "刷新"),
    (Action::Undo, "undo", "撤销"),
    (Action::Redo, "redo", "重做"),
    (Action::ShowHelp, "help", "帮助"),
    (Action::Accept, "accept", "确定"),
];

impl Lang {
    /// What the bottom line says beside the key of a command.
    pub fn hint(self, action: Action) -> &'static str {
        let found = HINTS.iter().find(|(hinted, ..)| *hinted == action);
        found.map_or(self.help(action), |(_, english, chinese)| match self {
            Self::En => english,
            Self::Zh => chinese,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hint_is_short_and_every_command_has_one() {
        assert_eq!(Lang::Zh.hint(Action::OpenSource), "原文");
        assert_eq!(Lang::En.hint(Action::OpenSource), "source");
        assert_eq!(Lang::Zh.hint(Action::Suspend), Lang::Zh.help(Action::Suspend));
    }
}
