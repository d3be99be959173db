//! The reader without a terminal, for tests: posts in, keys in, state and effects out.

#![allow(dead_code, reason = "each test file uses its part")]

use kanbao::app::texts::{Excerpt, TextHit, TextSearch, Words};
use kanbao::app::{App, Effect, Mark, Message, Opened, Request, RootInfo, Setup};
use kanbao::article::{self, Article, Notation, Reading};
use kanbao::keys::{Keymap, Layer, parse_sequence};
use kanbao::library::{Library, PostId, RootId};
use kanbao::locale::Lang;
use kanbao::post::{Context, Post, PostDate, Problem, Severity, Stamp};
use kanbao::state::{Field, Session, Value};
use kanbao::text::fold::Folded;
use kanbao::theme::Theme;

use super::screen;

/// Seconds of 2024-03-01 08:00 in Shanghai.
const MORNING: i64 = 1_709_251_200;
const DAY: i64 = 86_400;

/// A post for tests: title, categories, tags, days after 2024-03-01.
pub fn post(title: &str, categories: &[&str], tags: &[&str], day: i64) -> Post {
    let owned = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect();
    Post {
        path: format!("_posts/{day:03}-{title}.md"),
        title: title.to_owned(),
        date: Some(PostDate { seconds: MORNING + day * DAY, offset: 8 * 3600 }),
        categories: owned(categories),
        tags: owned(tags),
        source: Some(format!("https://news.example/{day}")),
        ..Post::default()
    }
}

/// A problem for tests.
pub fn problem(path: &str, line: Option<u32>, severity: Severity, message: &str) -> Problem {
    Problem { path: path.to_owned(), line, severity, message: message.to_owned() }
}

/// A morning's paper, newest first: what most tests read.
pub fn paper() -> Vec<Post> {
    vec![
        post("人民币汇率走势平稳，央行称市场预期稳定", &["财经"], &["银行", "汇率"], 24),
        post("江南的雨", &["副刊"], &["散文"], 23),
        post("ソニー、新型カメラを発表", &["科技"], &["日本語", "相机"], 22),
        post("Apple 发布会：新款 MacBook 上市", &["科技"], &["苹果"], 21),
        post("银行间市场利率下行", &["财经"], &["银行"], 20),
        post("서울의 봄 축제", &["副刊"], &["한국어"], 19),
        post("股市周评：三大指数小幅收涨", &["财经"], &["股市"], 18),
        post("城市里的一棵树 🌳", &["副刊"], &["散文", "城市"], 17),
        post("A note in plain English about reading in terminals", &["科技"], &["English"], 16),
        post("央行开展逆回购操作", &["财经", "要闻"], &["银行"], 15),
    ]
}

/// What the posts of [`paper`] say when they are opened.
pub const BODY: &str = "\
中国人民银行授权中国外汇交易中心公布，人民币汇率中间价保持稳定。“市场预期总体平稳，”有关负责人说，\
“跨境资金流动均衡。”详情见[公告全文](https://www.pbc.example/公告/%E6%B1%87%E7%8E%87)和\
[数据](https://data.example/x?y=1)。

## 背景

- 一季度，外汇市场运行平稳；
- 二季度以来，**双向波动**明显。

> 汇率双向波动是常态。

第二段：MacBook 售价 9870 元。第三段用来把文章拉长，好让它需要翻页。

第四段：长文章要一行一行地读，读到最后一行才算读完。

第五段：报纸是昨天的，阅读是今天的。

第六段：日本語の文章もここにあります。한국어 문장도 있습니다.

第七段：全文完。
";

/// The reader with a builder in front.
pub struct TestApp {
    /// The reader itself.
    pub app: App,
    /// Everything it asked for because somebody wanted it, in order.
    pub effects: Vec<Effect>,
    /// What it wanted to be prepared, in order: the paths each time.
    pub prepared: Vec<Vec<String>>,
    /// What was to be kept of posts, in order.
    pub kept: Vec<Mark>,
    /// The requests to the clock: their numbers, and seconds.
    pub waits: Vec<(u64, u16)>,
    /// Places and openings that were to be kept, in order: path, field and value.
    pub places: Vec<String>,
    /// Sessions that were to be kept, in order.
    pub sessions: Vec<Session>,
    /// The posts whose excerpts were asked for, each time.
    pub excerpts: Vec<Vec<PostId>>,
    asked: Vec<(u64, Request)>,
    size: (u16, u16),
    answers: bool,
    body: String,
    edit: fn(&mut Article),
}

impl TestApp {
    /// A reader in this language and size, before anything was loaded.
    pub fn new(lang: Lang, (columns, rows): (u16, u16)) -> Self {
        Self::of(Setup { lang, columns, rows, ..Setup::default() })
    }

    /// A reader that starts like this, before anything was loaded.
    pub fn of(setup: Setup) -> Self {
        let roots = vec![RootInfo { name: "晨报".to_owned() }];
        let (columns, rows) = (setup.columns, setup.rows);
        let app = App::new(Setup { roots, keymap: Keymap::builtin(), ..setup });
        Self {
            app,
            effects: Vec::new(),
            prepared: Vec::new(),
            kept: Vec::new(),
            waits: Vec::new(),
            places: Vec::new(),
            sessions: Vec::new(),
            excerpts: Vec::new(),
            asked: Vec::new(),
            size: (columns, rows),
            answers: true,
            body: BODY.to_owned(),
            edit: |_| (),
        }
    }

    /// A Chinese reader of 120×40 with so many posts: 第1篇 is the newest.
    pub fn with_posts(count: i64) -> Self {
        let posts = (1..=count).map(|at| post(&format!("第{at}篇"), &[], &[], count - at)).collect();
        Self::new(Lang::Zh, (120, 40)).load(posts).loaded()
    }

    /// The same with the posts of [`paper`].
    pub fn with_paper() -> Self {
        Self::new(Lang::Zh, (120, 40)).load(paper()).loaded()
    }

    /// A batch arrives.
    pub fn load(self, posts: Vec<Post>) -> Self {
        self.message(Message::Loaded {
            root: RootId(0),
            parts: vec![Library::of(RootId(0), &posts).into()],
            problems: Vec::new(),
        })
    }

    /// Problems arrive.
    pub fn find(self, problems: Vec<Problem>) -> Self {
        self.message(Message::Loaded { root: RootId(0), parts: Vec::new(), problems })
    }

    /// The scan is over.
    pub fn loaded(self) -> Self {
        self.message(Message::LoadEnded)
    }

    /// From now on posts say this.
    pub fn body(mut self, body: &str) -> Self {
        self.body = body.to_owned();
        self
    }

    /// From now on articles are changed like this before they come.
    pub fn edit(mut self, edit: fn(&mut Article)) -> Self {
        self.edit = edit;
        self
    }

    /// From now on nobody answers when a post is to be opened.
    pub fn unanswered(mut self) -> Self {
        self.answers = false;
        self
    }

    /// A message arrives.
    pub fn message(mut self, message: Message) -> Self {
        self.send(message);
        self
    }

    /// Keys are pressed; posts that are opened are answered with [`BODY`].
    #[track_caller]
    pub fn keys(mut self, keys: &str) -> Self {
        for key in parse_sequence(keys).unwrap() {
            self.send(Message::Key(key));
        }
        self
    }

    /// The answer to a request arrives.
    pub fn answer(self, ticket: u64, id: PostId, outcome: Result<&str, &str>) -> Self {
        let asked = self.asked.iter().find(|(asked, _)| *asked == ticket);
        let request = asked.map(|(_, request)| request.clone()).unwrap();
        let set = |body| opened(&request, body);
        self.message(Message::Opened { ticket, id, outcome: outcome.map(set).map_err(str::to_owned) })
    }

    /// The terminal gets another size.
    pub fn resize(mut self, columns: u16, rows: u16) -> Self {
        self.size = (columns, rows);
        self.message(Message::Resize { columns, rows })
    }

    fn send(&mut self, message: Message) {
        for effect in self.app.update(message) {
            match &effect {
                Effect::Prepare(posts) => {
                    self.prepared.push(posts.iter().map(|post| post.path.clone()).collect());
                    continue;
                }
                Effect::KeepTexts(_) | Effect::EnterArchive { .. } => continue,
                Effect::Keep(marks) if marks.iter().all(|mark| is_of_itself(&mark.field)) => {
                    self.places.extend(marks.iter().map(said));
                    continue;
                }
                Effect::Keep(marks) => {
                    self.kept.extend(marks.iter().cloned());
                    continue;
                }
                Effect::Wait { ticket, seconds } => {
                    self.waits.push((*ticket, *seconds));
                    continue;
                }
                Effect::KeepSession { session, .. } => {
                    self.sessions.push(session.clone());
                    continue;
                }
                Effect::Excerpt { ticket, words, columns, posts } => {
                    let excerpts = self.excerpts_of(posts, words, *columns);
                    self.excerpts.push(posts.clone());
                    self.send(Message::Excerpts { ticket: *ticket, excerpts });
                    continue;
                }
                Effect::OpenPost { ticket, post } => self.asked.push((*ticket, post.clone())),
                Effect::GoOn => {
                    self.send(Message::GoOn);
                    continue;
                }
                _ => {}
            }
            self.effects.push(effect.clone());
            let answer = match effect {
                Effect::OpenPost { ticket, post } if post.known.is_none() => {
                    let outcome = Ok(opened_as(&post, &self.body, self.edit));
                    Message::Opened { ticket, id: post.id, outcome }
                }
                Effect::ReadSource { ticket, .. } => {
                    let text = format!("---\ntitle: 看报\n---\n{}", self.body);
                    Message::SourceRead { ticket, outcome: Ok(text) }
                }
                Effect::SearchTexts(search) if self.answers => {
                    self.found(&search, true);
                    continue;
                }
                _ => continue,
            };
            if self.answers {
                self.send(answer);
            }
        }
    }

    /// What a worker finds in the texts: each post says its title, then the body.
    fn found(&mut self, search: &TextSearch, whole: bool) {
        let found = |id| Some((id, search.words.find(self.key(id).as_bytes())?));
        let found: Vec<_> = self.app.library().ids().filter_map(found).collect();
        let hits = found.iter().map(|(id, found)| TextHit { id: *id, first: found.first as u32, count: 0 });
        let (ticket, wanted) = (search.ticket, search.wanted);
        let hits = hits.collect();
        self.send(Message::TextHits { ticket, wanted, hits, whole });
        let counts = found.iter().map(|(id, found)| (*id, found.count as u32)).collect();
        self.send(Message::TextCounts { ticket, counts });
    }

    fn excerpts_of(&self, posts: &[PostId], words: &Words, columns: usize) -> Vec<Excerpt> {
        let excerpt = |id: &PostId| {
            let count = words.find(self.key(*id).as_bytes())?.count as u32;
            Some(Excerpt { id: *id, count, snippet: words.snippet(&self.text(*id), columns) })
        };
        posts.iter().filter_map(excerpt).collect()
    }

    fn text(&self, id: PostId) -> String {
        format!("{}。{}", self.title(id), self.body)
    }

    fn key(&self, id: PostId) -> String {
        Folded::running(&self.text(id)).key().to_owned()
    }

    /// The requests to open a post: the title, and whether its text was there already.
    pub fn openings(&self) -> Vec<(&str, bool)> {
        self.asked.iter().map(|(_, post)| (self.title(post.id), post.known.is_some())).collect()
    }

    /// The path of the post that was opened last.
    pub fn opened_path(&self) -> &str {
        self.asked.last().map_or("", |(_, post)| &post.path)
    }

    /// The title of the selected post; empty where there is none.
    pub fn selected(&self) -> &str {
        self.app.selected().map_or("", |id| self.title(id))
    }

    /// The title of the post in the article pane.
    pub fn reading(&self) -> &str {
        self.app.reading().map_or("", |id| self.title(id))
    }

    /// The titles in the list.
    pub fn titles(&self) -> Vec<&str> {
        self.app.listed().iter().map(|id| self.title(*id)).collect()
    }

    fn title(&self, id: PostId) -> &str {
        self.app.library().get(id).title
    }

    /// The rows of the screen that have this text.
    pub fn rows_with(&self, text: &str) -> Vec<String> {
        self.screen().lines().filter(|row| row.contains(text)).map(str::to_owned).collect()
    }

    /// Who has the keys.
    pub fn layer(&self) -> Layer {
        self.app.layer()
    }

    /// The screen in the first theme, as text.
    #[track_caller]
    pub fn screen(&self) -> String {
        let theme = Theme::builtin("night").unwrap();
        screen::screen(&screen::painted(&self.app, self.size, &theme))
    }
}

/// What is kept although nobody asked for it.
fn is_of_itself(field: &Field) -> bool {
    matches!(field, Field::Place | Field::Opened)
}

fn said(mark: &Mark) -> String {
    let value = match &mark.value {
        Value::Text(text) => text.as_str(),
        Value::Yes => "yes",
        Value::No => "no",
        Value::Unset => "-",
    };
    format!("{} {} {value}", mark.path, mark.field.name())
}

/// What a worker makes of a request whose body is this.
pub fn opened(request: &Request, body: &str) -> Box<Opened> {
    opened_as(request, body, |_| ())
}

/// The same with an article that was changed.
fn opened_as(request: &Request, body: &str, edit: fn(&mut Article)) -> Box<Opened> {
    let stamp = Some(Stamp { modified: 1, size: body.len() as u64 });
    let mut article = article::read(body, READING, &Context::default());
    edit(&mut article);
    Box::new(Opened { stamp, ..Opened::new(article, &request.head, request.options) })
}

/// How bodies are read in tests.
pub const READING: Reading =
    Reading { is_html: false, link_numbers: true, lang: Lang::Zh, notation: Notation::Set };
