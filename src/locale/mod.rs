//! The words of the interface in both languages. Only words live here: what a command is
//! called in keymaps stands in [`crate::action`], when something is said in the folders below.
//!
//! - [`words`]: [`Words`], one table for each language
//! - [`faults`]: what can be wrong with a query
//! - [`queries`]: the language of queries, for the help
//! - [`hints`]: the two or three words that stand beside a key in the bottom line

pub mod faults;
pub mod hints;
pub mod queries;
pub mod words;

pub use words::Words;

use crate::action::Action;

/// A language of the interface.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Lang {
    /// English.
    #[default]
    En,
    /// Chinese, in simplified characters.
    Zh,
}

impl Lang {
    /// The language that the environment asks for: the first of `LC_ALL`, `LC_MESSAGES` and
    /// `LANG` that is set and not empty (the order of POSIX).
    pub fn from_env() -> Self {
        let set = |name: &&str| std::env::var(name).ok().filter(|value| !value.is_empty());
        Self::from_locale(["LC_ALL", "LC_MESSAGES", "LANG"].iter().find_map(set).as_deref())
    }

    /// The language of a locale such as `zh_CN.UTF-8`: Chinese for `zh` with anything behind
    /// it, else English.
    pub fn from_locale(locale: Option<&str>) -> Self {
        let language = locale.unwrap_or_default().split(['_', '-', '.', '@']).next().unwrap_or_default();
        if language.eq_ignore_ascii_case("zh") { Self::Zh } else { Self::En }
    }

    /// Its code, as in ISO 639.
    pub fn code(self) -> &'static str {
        match self {
            Self::En => "en",
            Self::Zh => "zh",
        }
    }

    /// The words of the interface.
    pub fn words(self) -> &'static Words {
        match self {
            Self::En => &words::ENGLISH,
            Self::Zh => &words::CHINESE,
        }
    }

    /// What a command does, in one line.
    pub fn help(self, action: Action) -> &'static str {
        let (_, _, english, chinese) = Action::ALL[action as usize];
        match self {
            Self::En => english,
            Self::Zh => chinese,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn zh_is_chinese_and_the_rest_is_english() {
        let table = [
            (Some("zh_CN.UTF-8"), Lang::Zh),
            (Some("zh_TW"), Lang::Zh),
            (Some("zh-Hans"), Lang::Zh),
            (Some("zh"), Lang::Zh),
            (Some("ZH.GB18030"), Lang::Zh),
            (Some("zha_CN"), Lang::En),
            (Some("ja_JP.UTF-8"), Lang::En),
            (Some("en_US.UTF-8"), Lang::En),
            (Some("C"), Lang::En),
            (Some(""), Lang::En),
            (None, Lang::En),
        ];
        for (locale, expected) in table {
            assert_eq!(Lang::from_locale(locale), expected, "{locale:?}");
        }
    }

    #[test]
    fn both_languages_explain_every_command() {
        for (action, ..) in Action::ALL {
            let (english, chinese) = (Lang::En.help(action), Lang::Zh.help(action));
            assert_ne!(english, chinese, "{action}");
            assert!(english.is_ascii(), "{english}");
        }
    }
}
