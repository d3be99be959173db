//! What can be wrong with the text of a query, in both languages: what it is and what to do,
//! on one line. Which of them is meant is decided in `query`.

use super::Lang;

macro_rules! faults {
    ($($(#[doc = $doc:literal])+ $name:ident: $english:literal, $chinese:literal;)+) => {
        /// The sentences of one language; `{}` is where a name goes.
        #[derive(Debug, Clone, PartialEq, Eq)]
        pub struct Faults {
            $($(#[doc = $doc])+ pub $name: &'static str,)+
        }

        static ENGLISH: Faults = Faults { $($name: $english,)+ };
        static CHINESE: Faults = Faults { $($name: $chinese,)+ };
    };
}

faults! {
    /// A quotation mark is not closed.
    open_quote: "the quotation mark is not closed", "引号未闭合";
    /// A regular expression has no slash at its end.
    open_regex: "the expression needs a / at its end", "正则式末尾缺 /";
    /// A parenthesis is not closed.
    open_group: "the parenthesis is not closed", "括号未闭合";
    /// A parenthesis closes what was not opened.
    not_opened: "nothing is open here; quote it to search for it", "多余的右括号；要找它请加引号";
    /// There is nothing between parentheses.
    empty_group: "there is nothing between the parentheses", "括号里没有内容";
    /// Nothing stands right behind the colon of a name.
    no_value: "what to look for stands right behind the colon", "冒号后紧跟要找的内容，不留空格";
    /// Nothing stands before an operator.
    nothing_before: "something must stand before it; quote it to search for it", "前面缺条件；要找这个词请加引号";
    /// Nothing stands behind an operator.
    nothing_behind: "something must stand behind it; quote it to search for it", "后面缺条件；要找这个词请加引号";
    /// Too many levels.
    too_deep: "too many parentheses or negations lie in each other", "括号或否定嵌套过深";
    /// Too many bytes.
    too_long: "the query is too long", "查询过长";
    /// A mistyped name.
    slip: "did you mean {}: ? quote it to search for it", "是否要用 {}: ？要找这个词请加引号";
    /// No regular expression.
    bad_regex: "the expression cannot be read: {}", "正则式有误：{}";
    /// No regular expression can be used here.
    no_regex: "no expression can be used here; use words", "此处不能用正则式，请用词";
    /// No date.
    bad_date: "a date is 2022, 2022-01, 2022-01-03, a..b, today, last-week",
        "日期可写 2022、2022-01、2022-01-03、起..止、今天、上周";
    /// No such day.
    impossible_date: "no calendar has this day", "没有这一天";
    /// Still to come.
    future_date: "this date is still to come", "这个日期还没到";
    /// From a later date to an earlier one.
    reversed: "the earlier one comes first", "前后颠倒，小的在前";
    /// No age.
    bad_age: "an age is <7d, >1y or 3d..2w; units h d w m y", "时间可写 <7d、>1y、3d..2w，单位 时 天 周 月 年";
    /// No mark.
    bad_status: "one of unread, read, starred, undated, broken", "可写 未读、已读、星标、无日期、有问题";
}

/// The sentences of a language.
pub fn of(lang: Lang) -> &'static Faults {
    match lang {
        Lang::En => &ENGLISH,
        Lang::Zh => &CHINESE,
    }
}
