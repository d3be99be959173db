//! Stand-in for the words of the interface.

use crate::action::Action;

/// A language of the interface.
#[derive(Default, Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lang {
    /// English.
    #[default]
    En,
    /// Chinese.
    Zh,
}

impl Lang {
    /// From the environment.
    pub fn from_env() -> Self {
        Self::En
    }

    /// The help line of an action.
    pub fn help(self, action: Action) -> &'static str {
        let row = Action::ALL.iter().find(|row| row.0 == action);
        row.map_or("", |row| if self == Self::Zh { row.3 } else { row.2 })
    }

    /// words
    pub fn words(self) -> &'static Words {
        match self {
            Lang::En => &Words {
                image: "image",
                video: "video",
                audio: "audio",
                frame: "frame",
                too_large: "l",
                too_slow: "s",
                unreadable: "u",
                simplified: "f",
            },
            Lang::Zh => &Words {
                image: "图",
                video: "视频",
                audio: "音频",
                frame: "网页",
                too_large: "l",
                too_slow: "s",
                unreadable: "u",
                simplified: "f",
            },
        }
    }
}

/// Words
pub struct Words {
    /// stand-in
    pub image: &'static str,
    /// stand-in
    pub video: &'static str,
    /// stand-in
    pub audio: &'static str,
    /// stand-in
    pub frame: &'static str,
    /// notice
    pub too_large: &'static str,
    /// notice
    pub too_slow: &'static str,
    /// notice
    pub unreadable: &'static str,
    /// notice
    pub simplified: &'static str,
}
