//! STUB for the article.

/// Language.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Lang {
    /// English
    #[default]
    En,
    /// Chinese
    Zh,
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
impl Lang {
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
