//! What is remembered of posts from one session to the next. It comes by paths, before or after
//! the posts that have them, and becomes marks by identity here; what changes goes out as an
//! effect. What a key marks is decided in `marking`.

use std::collections::{HashMap, VecDeque};

use super::attending::Attention;
use super::bookmarks::openings;
use super::gathering::Gathering;
use super::meeting::{Meeting, Told};
use super::message::Effect;
use super::state::App;
use crate::library::{PostId, PostView, RootId};
use crate::query::Known;
use crate::state::{Baseline, Change, Field, History, Identity, Marks, Move, ReadAfter, Remembered, Value};
use crate::text::fold;

/// Something that is said of a post, to be kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mark {
    /// The archive of the post.
    pub root: RootId,
    /// Its path there.
    pub path: String,
    /// Its title and date.
    pub heading: Identity,
    /// Its body, where that was read.
    pub body: Option<Identity>,
    /// What it is said of.
    pub field: Field,
    /// What is said.
    pub value: Value,
}

/// The marks of the session.
#[derive(Debug, Default)]
pub(crate) struct Memory {
    pub(crate) marks: Marks,
    pub(super) history: History,
    /// The text that may become read by itself.
    pub(super) attention: Attention,
    /// Posts of the first opening are unread too.
    all_unread: bool,
    /// The marks as the filter will look at them.
    pub(super) live: Known,
    /// How many posts nobody read yet, as they were counted last.
    pub(super) unread: usize,
    roots: Vec<Root>,
    /// What was said while an archive was still being recognised.
    recent: Vec<(PostId, Field, Value)>,
    lost: Lost,
    /// Posts that are still to be told what is remembered of them.
    pub(super) meetings: VecDeque<Meeting>,
    /// Posts that are being gathered for who keeps marks and texts.
    pub(super) gathering: Option<Gathering>,
}

/// Posts of which something is remembered, and that are not there any more.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Lost {
    /// None that vanished since it was asked where they went.
    #[default]
    None,
    /// Some.
    Gone,
    /// And posts came since, which may be the same.
    OthersCame,
}

/// What is remembered of an archive.
#[derive(Debug, Default)]
struct Root {
    /// By path: what is said of posts that did not come yet.
    waiting: HashMap<String, Vec<(Field, Value)>>,
    /// What was there at first.
    baseline: Option<Baseline>,
    /// Nothing more is to be found out about it.
    settled: bool,
}

impl Memory {
    /// Nothing is known yet.
    pub(super) fn new(all_unread: bool, read_after: ReadAfter) -> Self {
        Self { all_unread, attention: Attention::new(read_after), ..Self::default() }
    }

    fn root(&mut self, root: RootId) -> &mut Root {
        let at = usize::from(root.0);
        if self.roots.len() <= at {
            self.roots.resize_with(at + 1, Root::default);
        }
        &mut self.roots[at]
    }

    /// Whether more is to be found out about one of so many archives.
    fn unsettled(&self, archives: usize) -> bool {
        self.roots.len() < archives || self.roots.iter().any(|root| !root.settled)
    }

    /// What was there at first in an archive.
    pub(super) fn baseline(&self, root: RootId) -> Option<&Baseline> {
        self.roots.get(usize::from(root.0)).and_then(|root| root.baseline.as_ref())
    }

    /// What was there at first in an archive is this.
    pub(super) fn know(&mut self, root: RootId, baseline: Baseline) {
        self.root(root).baseline = Some(baseline);
    }

    /// Whether something is remembered of a post that did not come yet.
    pub(super) fn awaits(&self, root: RootId, path: &str) -> bool {
        let waiting = self.roots.get(usize::from(root.0)).map(|root| &root.waiting);
        waiting.is_some_and(|waiting| !waiting.is_empty() && waiting.contains_key(path))
    }

    /// All that is remembered of an archive was told. What was said meanwhile stands: the posts
    /// of which it was said.
    pub(super) fn settle(&mut self, (root, settled): (RootId, bool), archives: usize) -> Vec<PostId> {
        self.root(root).settled = settled;
        let recent = std::mem::take(&mut self.recent);
        recent.iter().for_each(|(post, field, value)| self.marks.set(*post, field, value));
        let posts = recent.iter().map(|(post, ..)| *post).collect();
        if self.unsettled(archives) {
            self.recent = recent;
        }
        posts
    }

    /// These posts are not there any more; others may have come.
    pub(super) fn lose(&mut self, gone: &[PostId], others: bool) {
        if gone.iter().any(|id| self.marks.says(*id)) {
            self.lost = Lost::Gone;
        }
        if others && self.lost != Lost::None {
            self.lost = Lost::OthersCame;
        }
    }

    /// Whether posts of which something is remembered may be elsewhere now.
    pub(super) fn search_lost(&mut self) -> bool {
        let search = self.lost == Lost::OthersCame;
        if search {
            self.lost = Lost::None;
        }
        search
    }

    /// A post came, and what is remembered of it is not known yet: it is taken for what most posts
    /// are.
    pub(super) fn take_for_most(&mut self, post: PostId) {
        self.marks.set_known(post, !self.all_unread);
        self.live.old.set(post, !self.all_unread);
    }

    /// Whether nothing is said of a post that is not said of most.
    pub(super) fn is_as_most(&self, post: PostId) -> bool {
        !self.marks.says(post) && self.marks.is_unread(post) == self.all_unread
    }

    /// A post came: what is remembered of it holds from now on.
    pub(super) fn meet(&mut self, post: &PostView<'_>) {
        let all_unread = self.all_unread;
        let root = self.root(post.root);
        // Nothing is said of most archives, and hashing every path takes as long as all else.
        let said = (!root.waiting.is_empty()).then(|| root.waiting.remove(post.path)).flatten();
        let known = !all_unread
            && root.baseline.as_ref().is_none_or(|there| there.contains(post.path, || heading(post)));
        said.iter().flatten().for_each(|(field, value)| self.marks.set(post.id, field, value));
        self.marks.set_known(post.id, known);
    }
}

/// The title and the date of a post.
fn heading(post: &PostView<'_>) -> Identity {
    Identity::of_heading(post.title, post.date.map(|date| date.seconds))
}

impl App {
    /// What is said of the posts.
    pub fn marks_kept(&self) -> &Marks {
        &self.memory.marks
    }

    /// The store told what it knows of an archive; once more when it is `settled` where its
    /// posts went. What was said here meanwhile stands.
    pub(super) fn remembered(
        &mut self,
        root: RootId,
        mut told: Remembered,
        (settled, moved): (bool, Vec<Move>),
    ) -> Vec<Effect> {
        let (session, openings) = (told.session.take(), openings(&told));
        let said = told.posts.into_iter().map(|post| {
            (post.path, post.marks.into_iter().map(|(field, value, _)| (field, value)).collect())
        });
        let now = Root { waiting: said.collect(), baseline: told.baseline, settled: false };
        let before = std::mem::replace(self.memory.root(root), now).baseline;
        self.meet_all(Told { root, settled, moved, openings, session }, before.as_ref())
    }

    /// Posts came that are not in the list yet.
    pub(super) fn meet_posts(&mut self, posts: impl Iterator<Item = PostId>) {
        for id in posts {
            self.memory.meet(&self.library.get(id));
            reflect(&self.memory.marks, id, &mut self.memory.live);
            reflect(&self.memory.marks, id, &mut self.known);
        }
    }

    /// Another copy of the program said something.
    pub(super) fn marked_elsewhere(
        &mut self,
        root: RootId,
        told: Vec<(String, Field, Value)>,
    ) -> Vec<Effect> {
        let effects = self.end_meetings();
        let mut by_path: HashMap<String, Vec<(Field, Value)>> = HashMap::new();
        for (path, field, value) in told {
            by_path.entry(path).or_default().push((field, value));
        }
        let mut marked = Vec::new();
        for id in self.library.ids() {
            let post = self.library.get(id);
            let said = if post.root == root { by_path.remove(post.path) } else { None };
            marked.extend(said.is_some().then_some(id));
            for (field, value) in said.into_iter().flatten() {
                self.memory.marks.set(id, &field, &value);
            }
        }
        self.memory.root(root).waiting.extend(by_path);
        self.marked(&marked);
        effects
    }

    /// Says something of a post that undo leaves alone: a place, that it was opened.
    pub(super) fn note_down(&mut self, post: PostId, field: Field, value: Value) -> Effect {
        self.memory.marks.set(post, &field, &value);
        self.keep(&[(post, value)], &field)
    }

    /// Marks of these posts changed: what is counted of them changes; the list holds still.
    pub(super) fn marked(&mut self, posts: &[PostId]) {
        let Memory { marks, live, .. } = &mut self.memory;
        posts.iter().for_each(|id| reflect(marks, *id, live));
        self.count_unread();
        self.count_searches();
    }

    /// What is to be kept of a change.
    pub(super) fn keep_change(&mut self, change: &Change) -> Effect {
        let said: Vec<_> = change.edits.iter().map(|edit| (edit.post, edit.after.clone())).collect();
        self.keep(&said, &change.field)
    }

    fn keep(&mut self, said: &[(PostId, Value)], field: &Field) -> Effect {
        let open = self.reader.post.zip(self.reader.body());
        let mark = |(id, value): &(PostId, Value)| {
            let post = self.library.get(*id);
            let body = open.filter(|(open, _)| open == id).map(|(_, body)| body);
            let (path, field, value) = (post.path.to_owned(), field.clone(), value.clone());
            Mark { root: post.root, path, heading: heading(&post), body, field, value }
        };
        let marks = said.iter().map(mark).collect();
        let memory = &mut self.memory;
        if memory.unsettled(self.roots.len()) {
            memory.recent.extend(said.iter().map(|(post, value)| (*post, field.clone(), value.clone())));
        }
        Effect::Keep(marks)
    }

    /// The filter looks at the marks as they are from now on. Between two such looks the list
    /// holds still: what was read in a list of unread posts stays there.
    pub(super) fn take_marks(&mut self) {
        let bodies = std::mem::take(&mut self.known.bodies);
        self.known = Known { bodies, ..self.memory.live.clone() };
    }
}

/// What the filter is to know of a post.
pub(super) fn reflect(marks: &Marks, id: PostId, known: &mut Known) {
    known.read.set(id, marks.read().contains(id));
    known.starred.set(id, marks.starred().contains(id));
    known.later.set(id, marks.later().contains(id));
    known.old.set(id, !marks.is_unread(id));
    known.own_tags.values_mut().for_each(|posts| posts.remove(id));
    for (name, _) in marks.tags().filter(|(_, posts)| posts.contains(id)) {
        known.own_tags.entry(fold::key(name)).or_default().insert(id);
    }
}
