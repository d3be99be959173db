//! What goes into the app and what comes out: plain data that can be compared, so that
//! "these keys, then that effect" is a test without a terminal.

use std::sync::Arc;

use super::opened::Opened;
use super::patching::Patch;
use super::remember::Mark;
use super::resume::{Given, Resume};
use super::screen::MEASURE;
use super::texts::{Excerpt, Kept, TextHit, TextSearch, Wanted, Words};
use crate::article::{Article, Head, Layout, Options, Setting};
use crate::keys::{Key, Keymap};
use crate::library::{Front, Library, Orders, PostId, Roll, RootId};
use crate::locale::Lang;
use crate::post::{Problem, Stamp};
use crate::query::Now;
use crate::query::saved::{Change, Saved};
use crate::state::{Baseline, Field, Move, ReadAfter, Remembered, Session, Value};
use crate::text::pinyin::Column;
use crate::text::width::Ruler;

/// Queries that are remembered.
pub const QUERIES: usize = 500;

/// What the app starts with.
#[derive(Debug, Clone)]
pub struct Setup {
    /// Language of the interface.
    pub lang: Lang,
    /// The opened archives; the index is the [`RootId`].
    pub roots: Vec<RootInfo>,
    /// What the keys do.
    pub keymap: Keymap,
    /// What the list is narrowed to from the start, in the language of queries.
    pub query: Option<String>,
    /// Queries of before, the newest last.
    pub queries: Vec<String>,
    /// Names of tags that the list is narrowed to from the start.
    pub tags: Vec<String>,
    /// Names of categories that the list is narrowed to from the start.
    pub categories: Vec<String>,
    /// The saved searches.
    pub searches: Vec<Saved>,
    /// The moment at which the reader starts.
    pub now: Now,
    /// Columns of the terminal.
    pub columns: u16,
    /// Rows of the terminal.
    pub rows: u16,
    /// How articles are set; rows of code are always moved sideways, which leaves its lines as
    /// they were written.
    pub setting: Setting,
    /// The longest line of text, in columns; brought into [`super::screen::MEASURES`].
    pub measure: u16,
    /// Links have a number behind them, and stand with it in a list below the text.
    pub link_numbers: bool,
    /// How the terminal counts columns.
    pub ruler: Ruler,
    /// When a post counts as read by itself.
    pub read_after: ReadAfter,
    /// Posts that were there when their archive was first opened are unread too.
    pub all_unread: bool,
    /// The post that is opened as soon as it is loaded: its archive, and its path there.
    pub open: Option<(RootId, String)>,
    /// What becomes of the sessions of the archives.
    pub resume: Resume,
    /// What was asked for on the command line.
    pub given: Given,
    /// The names of the themes, the one in use first.
    pub themes: Vec<String>,
}

impl Default for Setup {
    fn default() -> Self {
        Self {
            lang: Lang::default(),
            roots: Vec::new(),
            keymap: Keymap::default(),
            query: None,
            queries: Vec::new(),
            tags: Vec::new(),
            categories: Vec::new(),
            searches: Vec::new(),
            now: Now::default(),
            columns: 0,
            rows: 0,
            setting: Setting::default(),
            measure: MEASURE,
            link_numbers: true,
            ruler: Ruler::default(),
            read_after: ReadAfter::default(),
            all_unread: false,
            open: None,
            resume: Resume::default(),
            given: Given::default(),
            themes: Vec::new(),
        }
    }
}

/// What the app knows of an opened archive.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct RootInfo {
    /// The name of its folder; clean text.
    pub name: String,
}

/// What happened.
#[derive(Debug)]
pub enum Message {
    /// A key was pressed.
    Key(Key),
    /// Text was pasted; not cleaned.
    Paste(String),
    /// The wheel was turned by one notch over a cell.
    Wheel {
        /// The cell's column.
        column: u16,
        /// The cell's row.
        row: u16,
        /// Towards the reader.
        down: bool,
    },
    /// The terminal has another size.
    Resize {
        /// Columns.
        columns: u16,
        /// Rows.
        rows: u16,
    },
    /// The terminal said how wide it draws characters of ambiguous width.
    Measured(Ruler),
    /// The clock moved on.
    Clock(Now),
    /// Lists that were kept: all posts of all archives where `whole`. They come before any others.
    Indexed {
        /// The posts.
        library: Box<Library>,
        /// What was wrong with files.
        problems: Vec<(RootId, Problem)>,
        /// No archive lacks.
        whole: bool,
    },
    /// What a screen shows of all posts of all archives, as it was kept. Nothing but
    /// [`Message::Whole`] follows it.
    Glance {
        /// The posts.
        front: Box<Front>,
        /// What was wrong with files.
        problems: Vec<(RootId, Problem)>,
    },
    /// All posts with all that is known of them; no posts, where they are to be read anew.
    Whole(Box<Library>),
    /// The same list in less memory.
    Settled(Box<Library>),
    /// How all titles that were kept are typed.
    Sounds(Column),
    /// The posts of the whole list in other orders.
    Orders(Orders),
    /// So many files are to be read, beside those of other archives.
    Scanned(usize),
    /// Some posts were read.
    Loaded {
        /// Which archive they are from.
        root: RootId,
        /// The posts, as tables that become one.
        parts: Vec<Arc<Library>>,
        /// What was wrong with files.
        problems: Vec<Problem>,
    },
    /// What became of an archive that was read before.
    Changed {
        /// The archive.
        root: RootId,
        /// What became of it.
        patch: Box<Patch>,
    },
    /// What becomes of an archive is not seen any more.
    Unwatched {
        /// The archive.
        root: RootId,
        /// Why, clean text; None where its folder is gone.
        why: Option<String>,
    },
    /// Every archive was read.
    LoadEnded,
    /// The answer to [`Effect::OpenPost`].
    Opened {
        /// The request's.
        ticket: u64,
        /// The request's.
        id: PostId,
        /// The article, or why there is none; clean text.
        outcome: Result<Box<Opened>, String>,
    },
    /// The answer to [`Effect::Prepare`], for one of the posts.
    Prepared {
        /// The request's.
        id: PostId,
        /// The article.
        opened: Box<Opened>,
    },
    /// The answer to [`Effect::LayOut`].
    LaidOut {
        /// The request's.
        ticket: u64,
        /// The article at its new width.
        layout: Layout,
    },
    /// How far the work of [`Effect::KeepTexts`] is.
    TextsKept(Kept),
    /// Answers to [`Effect::SearchTexts`]: they come as they are found.
    TextHits {
        /// The request's.
        ticket: u64,
        /// The request's.
        wanted: Wanted,
        /// More posts in which something was found.
        hits: Vec<TextHit>,
        /// Every text was searched; no more hits will come.
        whole: bool,
    },
    /// The last answer to [`Effect::SearchTexts`]: how many places there are in the hits that
    /// came uncounted.
    TextCounts {
        /// The request's.
        ticket: u64,
        /// Posts, with the number of places.
        counts: Vec<(PostId, u32)>,
    },
    /// The answer to [`Effect::Excerpt`].
    Excerpts {
        /// The request's.
        ticket: u64,
        /// What surrounds the first place, for each post that has one.
        excerpts: Vec<Excerpt>,
    },
    /// The answer to [`Effect::ReadSource`].
    SourceRead {
        /// The request's.
        ticket: u64,
        /// The text of the file, or why there is none; clean text.
        outcome: Result<String, String>,
    },
    /// The answer to [`Effect::Searches`].
    Searches {
        /// What was asked for.
        change: Change,
        /// All saved searches as they are now, or why they are not changed; clean text.
        outcome: Result<Vec<Saved>, String>,
    },
    /// No browser could be started; both clean text.
    OpenFailed {
        /// What was to be opened.
        url: String,
        /// Why it was not.
        why: String,
    },
    /// Something worth a line at the bottom; clean text.
    Notice(String),
    /// What is remembered of an archive. It comes at the start, where the folder is known, and
    /// after [`Effect::EnterArchive`].
    Remembered {
        /// The archive.
        root: RootId,
        /// Everything, by paths.
        remembered: Box<Remembered>,
        /// It is certain which archive it is, and where its posts went.
        settled: bool,
        /// Where they went.
        moved: Vec<Move>,
    },
    /// What was there when an archive was first opened. At the start it comes behind all else
    /// that is remembered.
    Baseline {
        /// The archive.
        root: RootId,
        /// The posts.
        baseline: Box<Baseline>,
    },
    /// The time of [`Effect::Wait`] is up.
    Waited {
        /// The request's.
        ticket: u64,
    },
    /// The answer to [`Effect::GoOn`].
    GoOn,
    /// Another copy of the program marked posts.
    MarksElsewhere {
        /// Their archive.
        root: RootId,
        /// Path, field, and what is said.
        marks: Vec<(String, Field, Value)>,
    },
}

/// A post that is to be read and laid out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Request {
    /// The post.
    pub id: PostId,
    /// Its archive.
    pub root: RootId,
    /// Its path there.
    pub path: String,
    /// What stands above the text; the reading time is still to be added.
    pub head: Head,
    /// How it is to be laid out.
    pub options: Options,
    /// The file that the app has the text of.
    pub known: Option<Stamp>,
}

/// What is to be done outside.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Effect {
    /// Read and lay out a post, and answer with [`Message::Opened`]; no answer where the file
    /// is still the one that the app has.
    OpenPost {
        /// Comes back with the answer; only the newest one is of use.
        ticket: u64,
        /// The post.
        post: Request,
    },
    /// When nothing else is to be done, read and lay out these posts in this order, and answer
    /// each with [`Message::Prepared`] where that works. Forgotten with the next request.
    Prepare(Vec<Request>),
    /// Lay out a long article anew, and answer with [`Message::LaidOut`].
    LayOut {
        /// Comes back with the answer; only the newest one is of use.
        ticket: u64,
        /// The article.
        article: Arc<Article>,
        /// What stands above it.
        head: Head,
        /// How it is to be laid out.
        options: Options,
    },
    /// Make the texts of these posts ready to be searched, and answer with
    /// [`Message::TextsKept`].
    KeepTexts(Arc<Roll>),
    /// Search the texts, and answer with [`Message::TextHits`] and [`Message::TextCounts`].
    SearchTexts(TextSearch),
    /// Cut out what surrounds the first place in these posts, and answer with
    /// [`Message::Excerpts`].
    Excerpt {
        /// Comes back with the answer; only the newest one is of use.
        ticket: u64,
        /// What was searched for.
        words: Words,
        /// How wide the excerpts are.
        columns: usize,
        /// The posts, the most urgent first.
        posts: Vec<PostId>,
    },
    /// Read the file of a post as it is and answer with [`Message::SourceRead`].
    ReadSource {
        /// Comes back with the answer; only the newest one is of use.
        ticket: u64,
        /// The post.
        id: PostId,
        /// Its archive.
        root: RootId,
        /// Its path there.
        path: String,
    },
    /// Hand a URL (http, https, mailto) to the browser; answer only where that fails.
    OpenUrl(String),
    /// Keep a query for the next time, behind those of before.
    KeepQuery(String),
    /// Change the saved searches that are kept, and answer with [`Message::Searches`].
    Searches(Change),
    /// Every post of an archive is there: find out which one it is and where its posts went, and
    /// answer with [`Message::Remembered`].
    EnterArchive {
        /// The archive.
        root: RootId,
        /// The posts of all archives.
        posts: Arc<Roll>,
    },
    /// Work is left that would keep a key waiting: answer with [`Message::GoOn`], behind the keys.
    GoOn,
    /// Answer with [`Message::Waited`] after some time; the request before is forgotten.
    Wait {
        /// Comes back with the answer; only the newest one is of use.
        ticket: u64,
        /// How long.
        seconds: u16,
    },
    /// Keep what is said of posts, as of now.
    Keep(Vec<Mark>),
    /// Keep where the reader of an archive is.
    KeepSession {
        /// The archive.
        root: RootId,
        /// Where.
        session: Session,
    },
    /// Take the next theme.
    NextTheme,
    /// Take the theme of this name, and the others behind it as they follow.
    Theme(String),
    /// Give the terminal back to the shell until it continues the program.
    Suspend,
    /// Paint every cell anew.
    Redraw,
    /// End the program.
    Quit,
}
