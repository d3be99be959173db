//! Posts that appear, change and vanish while they are read. The list takes them in and stays
//! where it is; how many came above the rows that are shown is told at the bottom. Finding out
//! what changed is the business of who watches the archive.

use std::collections::HashSet;

use super::message::Effect;
use super::reader::State;
use super::state::App;
use crate::library::{Bits, PostId, RootId};
use crate::locale::words::fill;
use crate::post::{Post, Problem};
use crate::query::Engine;

/// What became of an archive since it was read.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Patch {
    /// Posts that are new, or others than before; a path tells which.
    pub posts: Vec<Post>,
    /// Paths of posts that are not there any more.
    pub gone: Vec<String>,
    /// What was wrong with the files of these posts.
    pub problems: Vec<Problem>,
    /// With the last patch of a pass: everything that is wrong with files of the archive.
    pub all_problems: Option<Vec<Problem>>,
}

impl Patch {
    /// Whether more of the same pass may follow.
    pub fn is_open(&self) -> bool {
        self.all_problems.is_none()
    }

    /// Takes in the next one, where the two are as one.
    ///
    /// # Errors
    /// What vanishes after other posts came is another patch: it comes back.
    pub fn join(&mut self, mut next: Self) -> Result<(), Self> {
        if !self.is_open() || !(next.gone.is_empty() || self.posts.is_empty()) {
            return Err(next);
        }
        self.gone.append(&mut next.gone);
        self.posts.append(&mut next.posts);
        self.problems.append(&mut next.problems);
        self.all_problems = next.all_problems;
        Ok(())
    }
}

/// Which posts a patch is about.
struct Touched {
    /// The first identity that is new.
    first: usize,
    /// Those whose file is another.
    changed: Bits,
    removed: Vec<PostId>,
}

impl Touched {
    fn is_empty(&self, posts: usize) -> bool {
        self.first == posts && self.changed.is_empty() && self.removed.is_empty()
    }
}

impl App {
    /// Takes in what became of an archive. The selection stays on its post, and its row where it
    /// is.
    pub(super) fn patched(&mut self, root: RootId, patch: Patch) -> Vec<Effect> {
        let Patch { posts, gone, problems, all_problems } = patch;
        let whole = all_problems.is_some();
        let touched = self.patch_library(root, &posts, &gone, &problems);
        self.patch_problems(root, problems, all_problems);
        let mut effects = Vec::new();
        if !touched.is_empty(self.library.len()) {
            self.patch_list(&touched);
            effects.extend(self.patch_texts(&touched));
            effects.extend(self.meet_new(touched.first));
            self.memory.lose(&touched.removed, touched.first < self.library.len());
            self.texts.stale = true;
        }
        if whole && self.texts.begun && std::mem::take(&mut self.texts.stale) {
            // Posts that were renamed have their marks, and texts can be searched anew.
            self.texts.behind = true;
            let lost = self.memory.search_lost().then_some(root);
            effects.extend(self.gather(lost.into_iter()));
        }
        effects
    }

    /// Says that an archive is not watched any more.
    pub(super) fn unwatched(&mut self, root: RootId, why: Option<String>) {
        let words = self.lang.words();
        let name = self.roots.get(usize::from(root.0)).map_or("", |root| root.name.as_str());
        self.tell(match why {
            None => fill(words.archive_is_gone, &[name]),
            Some(why) => fill(words.not_watched, &[name, &why]),
        });
    }

    fn patch_library(
        &mut self,
        root: RootId,
        posts: &[Post],
        gone: &[String],
        problems: &[Problem],
    ) -> Touched {
        let paths: HashSet<&str> =
            posts.iter().map(|post| post.path.as_str()).chain(gone.iter().map(String::as_str)).collect();
        let known = self.library.find(root, &paths);
        let before = Engine::stamp(&self.library);
        // Of a file that was read twice, the later one counts.
        let mut seen = HashSet::new();
        let mut posts: Vec<&Post> =
            posts.iter().rev().filter(|post| seen.insert(post.path.as_str())).collect();
        posts.reverse();
        // What vanished and came again is there.
        let gone = gone.iter().filter(|path| !seen.contains(path.as_str()));
        let removed: Vec<PostId> = gone.filter_map(|path| known.get(path).copied()).collect();
        let (mut replaced, mut new) = (Vec::new(), Vec::new());
        for post in posts {
            match known.get(&post.path) {
                Some(id) => replaced.push((*id, post)),
                None => new.push(post),
            }
        }
        let old: Vec<PostId> = removed.iter().copied().chain(replaced.iter().map(|(id, _)| *id)).collect();
        self.categories.leave(&self.library, &old);
        self.tags.leave(&self.library, &old);
        self.library.remove(removed.iter().copied());
        self.library.replace_posts(&replaced);
        let first = self.library.len();
        new.iter().for_each(|post| {
            self.library.push(root, post);
        });
        let changed: Bits = replaced.iter().map(|(id, _)| *id).collect();
        let broken: HashSet<&str> = problems.iter().map(|problem| problem.path.as_str()).collect();
        let touched: Bits = changed.iter().chain(self.library.ids_from(first)).collect();
        for id in touched.iter() {
            if broken.contains(self.library.path(id)) {
                self.library.mark_broken(id);
            }
        }
        self.engine.patch(before, &self.library, &touched);
        Touched { first, changed, removed }
    }

    fn patch_problems(&mut self, root: RootId, new: Vec<Problem>, all: Option<Vec<Problem>>) {
        if new.is_empty() && all.is_none() {
            return;
        }
        match all {
            Some(all) => {
                self.problems.retain(|(of, _)| *of != root);
                self.problems.extend(all.into_iter().map(|problem| (root, problem)));
            }
            None => self.problems.extend(new.into_iter().map(|problem| (root, problem))),
        }
        if let Some(window) = &mut self.window {
            window.found(&self.problems);
        }
    }

    fn patch_list(&mut self, touched: &Touched) {
        let new = || self.library.ids_from(touched.first);
        let now: Vec<PostId> = touched.changed.iter().chain(new()).collect();
        self.list.dated |= now.iter().any(|id| self.library.get(*id).date.is_some());
        self.categories.add(&self.library, &now);
        self.tags.add(&self.library, &now);
        self.span_months(now.into_iter());
        self.list.patch(&self.library, touched.first, &touched.changed);
        self.meet_posts(self.library.ids_from(touched.first));
        if let Some(hits) = &mut self.texts.hits {
            hits.leave(&touched.removed);
        }
        let selected = self.list.rows.selected();
        self.refilter_in_place();
        self.deselect(selected, &touched.removed);
        self.list.count_above(touched.first);
        self.find_posts();
    }

    /// The article that is read is read anew where its file is another.
    fn patch_texts(&mut self, touched: &Touched) -> Option<Effect> {
        let id = self.reader.post?;
        if touched.removed.contains(&id) {
            self.notice = Some(self.lang.words().file_is_gone.to_owned());
        }
        let open = matches!(self.reader.state, State::Open | State::Opening | State::Failed(_));
        if !open || !touched.changed.contains(id) {
            return None;
        }
        let post = self.order(id);
        Some(Effect::OpenPost { ticket: self.reader.renew(), post })
    }
}
