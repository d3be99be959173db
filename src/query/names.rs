//! The names that stand before a colon, in both languages, and what each asks about. How the
//! text behind the colon is read lives in [`super::parse`] and [`super::dates`].

use super::syntax::{Field, Status};
use crate::text::fold;
use crate::text::nearest::nearest;

/// What a name before a colon asks about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Asked {
    /// A text.
    Text(Field),
    /// The date: a day, month, year, or from one to another.
    Date,
    /// Later than a date.
    After,
    /// Earlier than a date.
    Before,
    /// How long ago.
    Age,
    /// Marks and faults.
    Is,
}

/// Every name; the first one of each kind is the one that is offered.
pub const NAMES: &[(&str, Asked)] = &[
    ("tag", Asked::Text(Field::Tag)),
    ("标签", Asked::Text(Field::Tag)),
    ("tags", Asked::Text(Field::Tag)),
    ("cat", Asked::Text(Field::Category)),
    ("分类", Asked::Text(Field::Category)),
    ("category", Asked::Text(Field::Category)),
    ("categories", Asked::Text(Field::Category)),
    ("title", Asked::Text(Field::Title)),
    ("标题", Asked::Text(Field::Title)),
    ("body", Asked::Text(Field::Body)),
    ("正文", Asked::Text(Field::Body)),
    ("author", Asked::Text(Field::Author)),
    ("作者", Asked::Text(Field::Author)),
    ("source", Asked::Text(Field::Source)),
    ("来源", Asked::Text(Field::Source)),
    ("lang", Asked::Text(Field::Lang)),
    ("语言", Asked::Text(Field::Lang)),
    ("path", Asked::Text(Field::Path)),
    ("路径", Asked::Text(Field::Path)),
    ("date", Asked::Date),
    ("日期", Asked::Date),
    ("after", Asked::After),
    ("before", Asked::Before),
    ("age", Asked::Age),
    ("is", Asked::Is),
    ("py", Asked::Text(Field::Pinyin)),
    ("拼音", Asked::Text(Field::Pinyin)),
];

/// The words behind `is:`, in both languages; the first one of each is the one that is offered.
pub const STATUSES: &[(&str, Status)] = &[
    ("unread", Status::Unread),
    ("未读", Status::Unread),
    ("read", Status::Read),
    ("已读", Status::Read),
    ("starred", Status::Starred),
    ("星标", Status::Starred),
    ("later", Status::Later),
    ("稍后", Status::Later),
    ("undated", Status::Undated),
    ("无日期", Status::Undated),
    ("broken", Status::Broken),
    ("有问题", Status::Broken),
];

/// What a name asks about; case, width and traditional characters do not matter.
pub fn asked(name: &str) -> Option<Asked> {
    let name = fold::key(name);
    NAMES.iter().find(|(known, _)| *known == name).map(|(_, asked)| *asked)
}

/// The name that was probably meant by another one. Chinese words are too short for slips to
/// be told from words, and so are short English ones but for letters that changed places.
pub fn meant(name: &str) -> Option<&'static str> {
    let name = fold::key(name);
    if name.len() < 3 || !name.bytes().all(|byte| byte.is_ascii_lowercase()) {
        return None;
    }
    let latin = NAMES.iter().map(|(known, _)| *known).filter(|known| known.is_ascii() && known.len() > 2);
    let found = nearest(&name, latin)?;
    let letters = |word: &str| {
        let mut letters: Vec<u8> = word.bytes().collect();
        letters.sort_unstable();
        letters
    };
    let short = name.len().min(found.len()) <= 3;
    (!short || letters(&name) == letters(found)).then_some(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_fold_and_slips_are_told_from_words() {
        for name in ["tag", "TAG", "ｔａｇ", "标签", "標籤"] {
            assert_eq!(asked(name), Some(Asked::Text(Field::Tag)), "{name}");
        }
        let rows = [
            ("tga", Some("tag")),
            ("titel", Some("title")),
            ("auhtor", Some("author")),
            ("befor", Some("before")),
            ("souce", Some("source")),
            ("http", None),
            ("https", None),
            ("car", None),
            ("tab", None),
            ("12", None),
            ("标准", None),
            ("re", None),
        ];
        for (name, expected) in rows {
            assert_eq!(asked(name), None, "{name}");
            assert_eq!(meant(name), expected, "{name}");
        }
    }
}
