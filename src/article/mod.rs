//! STUB
use crate::locale::Lang;
/// STUB
#[derive(Default)]
#[allow(missing_docs)]
pub struct Article {
    pub notice: Option<block::Notice>,
}
/// STUB
#[allow(missing_docs)]
pub mod block {
    #[derive(Debug, Clone, Copy, PartialEq, Eq)]
    pub enum Notice {
        TooSlow,
        Unreadable,
    }
}
#[allow(missing_docs)]
impl Article {
    pub fn plain(_text: &str, notice: block::Notice) -> Self {
        Self { notice: Some(notice) }
    }
}
/// STUB
#[allow(missing_docs)]
pub struct Reading {
    pub is_html: bool,
    pub link_numbers: bool,
    pub lang: Lang,
}
/// STUB
pub fn read(_text: &str, _reading: Reading) -> Article {
    Article::default()
}
