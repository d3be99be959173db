//! The reader of a made-up archive before a screen in memory: a key goes in, a frame comes out,
//! and whoever asks for a text gets one at once.

#![allow(dead_code, reason = "each bench and test uses its part")]
#![allow(clippy::unwrap_used, reason = "a bench may fail")]

use kanbao::app::{App, Effect, Message, Opened, RootInfo, Setup};
use kanbao::article::{self, Notation, Reading};
use kanbao::keys::{Key, Keymap, parse_sequence};
use kanbao::library::RootId;
use kanbao::locale::Lang;
use kanbao::post::Context;
use kanbao::state::Remembered;
use kanbao::theme::Theme;
use kanbao::ui;
use ratatui::Terminal;
use ratatui::backend::TestBackend;

use super::corpus::{Corpus, body};

/// Columns and rows of the screen.
pub const SIZE: (u16, u16) = (120, 40);

/// The reader and its screen.
pub struct Reader {
    /// The reader.
    pub app: App,
    terminal: Terminal<TestBackend>,
    theme: Theme,
}

impl Reader {
    /// The reader of an archive of so many posts, all of them in the list.
    pub fn of(posts: u32) -> Self {
        let roots = vec![RootInfo { name: "晨报".to_owned() }];
        let (columns, rows) = SIZE;
        let setup =
            Setup { lang: Lang::Zh, roots, keymap: Keymap::builtin(), columns, rows, ..Setup::default() };
        let terminal = Terminal::new(TestBackend::new(columns, rows)).unwrap();
        let mut reader = Self { app: App::new(setup), terminal, theme: Theme::builtin("night").unwrap() };
        let remembered = Box::new(Remembered::default());
        reader.take(Message::Remembered { root: RootId(0), remembered, settled: true, moved: Vec::new() });
        reader.take(Message::Whole(Box::new(Corpus(posts).library())));
        reader.take(Message::LoadEnded);
        reader
    }

    /// A message, what it asks for, and a frame.
    pub fn take(&mut self, message: Message) {
        let effects = self.update(message);
        self.perform(effects);
    }

    /// Keys with spaces between them, each with what it asks for and a frame.
    pub fn keys(&mut self, keys: &str) {
        pressed(keys).into_iter().for_each(|key| self.key(key));
    }

    /// A key with what it asks for and a frame.
    pub fn key(&mut self, key: Key) {
        self.take(Message::Key(key));
    }

    /// A key and its frame: what somebody waits for who pressed it.
    pub fn press(&mut self, key: Key) -> Vec<Effect> {
        self.update(Message::Key(key))
    }

    /// A message and its frame.
    pub fn update(&mut self, message: Message) -> Vec<Effect> {
        let effects = self.app.update(message);
        self.draw();
        effects
    }

    /// A frame.
    pub fn draw(&mut self) {
        let (app, theme) = (&self.app, &self.theme);
        self.terminal.draw(|frame| ui::draw(app, theme, frame)).unwrap();
    }

    /// Answers whoever asked for a text.
    pub fn perform(&mut self, effects: Vec<Effect>) {
        for answer in effects.iter().filter_map(answer).collect::<Vec<_>>() {
            self.take(answer);
        }
    }
}

/// Keys with spaces between them.
pub fn pressed(keys: &str) -> Vec<Key> {
    keys.split(' ').flat_map(|key| parse_sequence(key).unwrap()).collect()
}

/// What a worker answers; nothing to what it does unseen.
pub fn answer(effect: &Effect) -> Option<Message> {
    let Effect::OpenPost { ticket, post } = effect else { return None };
    let reading = Reading { is_html: false, link_numbers: true, lang: Lang::Zh, notation: Notation::Set };
    let article = article::read(&body(post.id.0), reading, &Context::default());
    let opened = Opened::new(article, &post.head, post.options);
    Some(Message::Opened { ticket: *ticket, id: post.id, outcome: Ok(Box::new(opened)) })
}
