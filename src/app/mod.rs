//! STUB
use crate::article::Article;
use crate::keys::{Code, Key};
use crate::library::{PostId, RootId};
use crate::post::{Post, Problem};
/// STUB
pub struct Opened {
    /// STUB
    pub article: Box<Article>,
}
/// STUB
#[allow(missing_docs)]
pub enum Message {
    Key(Key),
    Paste(String),
    Wheel { column: u16, row: u16, down: bool },
    Resize { columns: u16, rows: u16 },
    Loaded { root: RootId, posts: Vec<Post>, problems: Vec<Problem> },
    LoadEnded,
    Opened { ticket: u64, id: PostId, outcome: Result<Opened, String> },
    OpenFailed { url: String, why: String },
    Notice(String),
}
/// STUB
#[allow(missing_docs)]
#[derive(Debug, PartialEq)]
pub enum Effect {
    OpenPost { ticket: u64, id: PostId, root: RootId, path: String },
    OpenUrl(String),
    Suspend,
    Redraw,
    Quit,
}
/// STUB
pub struct App {
    /// STUB
    pub text: String,
    /// STUB
    pub size: (u16, u16),
}
impl App {
    /// STUB
    pub fn update(&mut self, message: Message) -> Vec<Effect> {
        match message {
            Message::Key(key) => match key.code {
                Code::Char('q') => return vec![Effect::Quit],
                Code::Char('z') if key.ctrl => return vec![Effect::Suspend],
                Code::Char('o') => return vec![Effect::OpenUrl("https://example.com/来源".into())],
                Code::Enter => {
                    return vec![Effect::OpenPost {
                        ticket: 1,
                        id: PostId(0),
                        root: RootId(0),
                        path: "x".into(),
                    }];
                }
                code => self.text = format!("{code:?}"),
            },
            Message::Resize { columns, rows } => self.size = (columns, rows),
            Message::Notice(text) => self.text = text,
            Message::OpenFailed { url, why } => self.text = format!("failed {url} {why}"),
            _ => self.text = "message".into(),
        }
        Vec::new()
    }
}
