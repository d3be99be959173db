//! Where posts went that are not where they were: by title and date first, which the list knows,
//! then by their bodies, which are read only while something is missing. Pure but for the
//! reading, which the caller does.

use std::collections::{HashMap, HashSet};

use super::Identity;

/// A post that something is known of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Known {
    /// Where it was.
    pub path: String,
    /// Its title and date, where they were seen.
    pub heading: Option<Identity>,
    /// Its body, where it was read.
    pub body: Option<Identity>,
}

/// A post that is there now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Listed<'a> {
    /// Where it is.
    pub path: &'a str,
    /// Its title and date.
    pub heading: Identity,
}

/// A known post is at another path.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Move {
    /// Where it was.
    pub from: String,
    /// Where it is.
    pub to: String,
}

/// Where the known posts went. A post whose path is still there stays, unless another post
/// has taken its place. `read` gives the identity of the body at a path; it is asked once for
/// each, and not at all where titles and dates say enough.
pub fn moves(
    known: &[Known],
    listed: &[Listed<'_>],
    read: &mut dyn FnMut(&str) -> Option<Identity>,
) -> Vec<Move> {
    let mut search = Search::new(known, listed, read);
    search.by_heading();
    search.by_body();
    search.join_twins();
    search.moves
}

struct Search<'a> {
    known: &'a [Known],
    /// Known posts that are missing, or whose path has another title now.
    loose: Vec<usize>,
    /// Headings of the paths that are there.
    there: HashMap<&'a str, Identity>,
    /// Paths that no known post holds, in the order of the list.
    free: Vec<Listed<'a>>,
    taken: HashSet<&'a str>,
    bodies: HashMap<&'a str, Option<Identity>>,
    read: &'a mut dyn FnMut(&str) -> Option<Identity>,
    moves: Vec<Move>,
}

impl<'a> Search<'a> {
    fn new(
        known: &'a [Known],
        listed: &'a [Listed<'a>],
        read: &'a mut dyn FnMut(&str) -> Option<Identity>,
    ) -> Self {
        let there: HashMap<_, _> = listed.iter().map(|post| (post.path, post.heading)).collect();
        let holds = |post: &Known| {
            there.get(post.path.as_str()).is_some_and(|now| post.heading.is_none_or(|then| then == *now))
        };
        let loose = (0..known.len()).filter(|at| !holds(&known[*at])).collect();
        let mut new = Self {
            known,
            loose,
            there,
            free: Vec::new(),
            taken: HashSet::new(),
            bodies: HashMap::new(),
            read,
            moves: Vec::new(),
        };
        new.leave_edited();
        let loose: HashSet<&str> = new.loose.iter().map(|at| known[*at].path.as_str()).collect();
        let settled: HashSet<&str> =
            known.iter().map(|post| post.path.as_str()).filter(|path| !loose.contains(path)).collect();
        new.free = listed.iter().filter(|post| !settled.contains(post.path)).copied().collect();
        new
    }

    /// Posts with another title and the same body are where they were.
    fn leave_edited(&mut self) {
        let known = self.known;
        let mut loose = std::mem::take(&mut self.loose);
        loose.retain(|at| {
            let post = &known[*at];
            let Some((path, _)) =
                self.there.get_key_value(post.path.as_str()).map(|(path, now)| (*path, *now))
            else {
                return true;
            };
            post.body.is_none() || self.body(path) != post.body
        });
        self.loose = loose;
    }

    fn body(&mut self, path: &'a str) -> Option<Identity> {
        if let Some(known) = self.bodies.get(path) {
            return *known;
        }
        let body = (self.read)(path);
        self.bodies.insert(path, body);
        body
    }

    /// Posts with the title and date of a missing one. Where there are several, the body
    /// decides, then the name of the file, then the order of the list.
    fn by_heading(&mut self) {
        let mut found: HashMap<Identity, Vec<&'a str>> = HashMap::new();
        for post in &self.free {
            found.entry(post.heading).or_default().push(post.path);
        }
        let loose = std::mem::take(&mut self.loose);
        let mut left = Vec::new();
        // Files that kept their names choose first.
        let named = |at: &usize| {
            let post = &self.known[*at];
            let paths = post.heading.and_then(|heading| found.get(&heading));
            paths.is_some_and(|paths| paths.iter().any(|path| name(path) == name(&post.path)))
        };
        let (first, second): (Vec<_>, Vec<_>) = loose.into_iter().partition(named);
        for at in first.into_iter().chain(second) {
            let paths =
                self.known[at].heading.and_then(|heading| found.get(&heading)).cloned().unwrap_or_default();
            if !self.take(at, &paths) {
                left.push(at);
            }
        }
        self.loose = left;
    }

    /// Gives a known post the best of these paths.
    fn take(&mut self, at: usize, paths: &[&'a str]) -> bool {
        let post = &self.known[at];
        let open: Vec<&'a str> = paths.iter().filter(|path| !self.taken.contains(*path)).copied().collect();
        let same_body: Vec<bool> = match open.len() {
            0 | 1 => vec![false; open.len()],
            _ => open.iter().map(|path| post.body.is_some() && self.body(path) == post.body).collect(),
        };
        let rank = |choice: &(&&'a str, bool)| (choice.1, name(choice.0) == name(&post.path));
        // The first of the best: `max_by_key` would take the last.
        let best = open.iter().zip(same_body).rev().max_by_key(rank);
        let Some((path, _)) = best else { return false };
        self.taken.insert(path);
        if *path != post.path {
            self.moves.push(Move { from: post.path.clone(), to: (*path).to_owned() });
        }
        true
    }

    /// Posts with the body of a missing one, whatever they are called.
    fn by_body(&mut self) {
        let loose: Vec<usize> =
            self.loose.iter().filter(|at| self.known[**at].body.is_some()).copied().collect();
        if loose.is_empty() {
            return;
        }
        let free: Vec<&'a str> =
            self.free.iter().map(|post| post.path).filter(|path| !self.taken.contains(path)).collect();
        let mut found: HashMap<Identity, Vec<&'a str>> = HashMap::new();
        for path in free {
            if let Some(body) = self.body(path) {
                found.entry(body).or_default().push(path);
            }
        }
        for at in loose {
            let paths = self.known[at].body.and_then(|body| found.get(&body)).cloned().unwrap_or_default();
            self.take(at, &paths);
        }
    }

    /// Posts of which another known post says all that is known: it was marked where it is now
    /// before anybody looked where it had gone.
    fn join_twins(&mut self) {
        let known = self.known;
        let missing = |at: &usize| !self.there.contains_key(known[*at].path.as_str());
        let gone: Vec<usize> = self.loose.iter().copied().filter(missing).collect();
        let there = known.iter().filter(|post| {
            post.heading.is_some() && self.there.get(post.path.as_str()).copied() == post.heading
        });
        let twins: HashMap<Identity, &Known> = there.filter_map(|post| Some((post.heading?, post))).collect();
        for at in gone {
            let post = &known[at];
            let moved = self.moves.iter().any(|one| one.from == post.path);
            let Some(twin) = post.heading.and_then(|heading| twins.get(&heading)).filter(|_| !moved) else {
                continue;
            };
            if twin.body.is_none() || post.body.is_none() || twin.body == post.body {
                self.moves.push(Move { from: post.path.clone(), to: twin.path.clone() });
            }
        }
    }
}

fn name(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or_default()
}

#[cfg(test)]
mod tests;
