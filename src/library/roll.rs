//! Where posts are and what they are called, all of them in one block, for threads that work
//! while the library changes. It is made in portions, since copying all of a large library would
//! keep a key waiting. What is done with it is decided elsewhere.

use super::table::{Library, PostId, RootId};

/// The posts of a library at one moment.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Roll {
    text: String,
    lines: Vec<Line>,
    /// The version of the library that it is of.
    of: u64,
}

/// One post: its path and its title end the text so far.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Line {
    root: RootId,
    /// Where the path ends; where the text did before, the post is not there.
    path: u32,
    title: u32,
    seconds: Option<i64>,
}

/// A post of a [`Roll`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Called<'a> {
    /// Its identity in this session.
    pub id: PostId,
    /// Its archive.
    pub root: RootId,
    /// Its path there.
    pub path: &'a str,
    /// Its title.
    pub title: &'a str,
    /// When it was published, in seconds since the epoch.
    pub seconds: Option<i64>,
}

impl Roll {
    /// Calls so many more posts; whether all were called. Where the library changed since, it
    /// begins anew.
    pub fn call(&mut self, library: &Library, most: usize) -> bool {
        if self.of != library.version() {
            *self = Self { of: library.version(), ..Self::default() };
        }
        for id in library.ids_from(self.lines.len()).take(most) {
            let (root, path) = library.place(id);
            let before = self.end();
            if !library.is_gone(id) {
                self.text.push_str(path);
            }
            let middle = self.end();
            if middle > before {
                self.text.push_str(library.title(id));
            }
            let line = match (before, middle, self.end()) {
                (Some(_), Some(path), Some(title)) => {
                    Line { root, path, title, seconds: library.seconds(id) }
                }
                // What is beyond four gigabytes is left out.
                (before, ..) => {
                    let end = before.unwrap_or(u32::MAX);
                    self.text.truncate(end as usize);
                    Line { root, path: end, title: end, seconds: None }
                }
            };
            self.lines.push(line);
        }
        self.lines.len() == library.len()
    }

    /// The posts, in the order of their identities.
    pub fn iter(&self) -> impl Iterator<Item = Called<'_>> {
        let part = |from: u32, to: u32| self.text.get(from as usize..to as usize).unwrap_or_default();
        let mut start = 0;
        (0..).map(PostId).zip(&self.lines).filter_map(move |(id, &Line { root, path, title, seconds })| {
            let from = std::mem::replace(&mut start, title);
            let called = Called { id, root, path: part(from, path), title: part(path, title), seconds };
            (path > from).then_some(called)
        })
    }

    fn end(&self) -> Option<u32> {
        u32::try_from(self.text.len()).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::post::{Post, PostDate};

    fn post(path: &str, title: &str, day: i64) -> Post {
        let date = Some(PostDate { seconds: day * 86_400, offset: 0 });
        Post { path: path.into(), title: title.into(), date, ..Post::default() }
    }

    fn called(roll: &Roll) -> Vec<(u32, &str, &str, Option<i64>)> {
        roll.iter().map(|it| (it.id.0, it.path, it.title, it.seconds)).collect()
    }

    #[test]
    fn every_post_that_is_there_is_called_in_however_many_portions() {
        let posts = [post("甲.md", "甲Ａ", 1), post("乙.md", "乙", 2), post("丙.md", "丙", 3)];
        let mut library = Library::of(RootId(3), &posts);
        library.remove([PostId(1)]);
        let mut roll = Roll::default();
        assert!(!roll.call(&library, 2));
        assert!(roll.call(&library, 2));
        let all = [(0, "甲.md", "甲Ａ", Some(86_400)), (2, "丙.md", "丙", Some(3 * 86_400))];
        assert_eq!(called(&roll), all);
        assert!(roll.iter().all(|it| it.root == RootId(3)));
        let mut whole = Roll::default();
        assert!(whole.call(&library, 9));
        assert_eq!(whole, roll);
    }

    #[test]
    fn it_begins_anew_where_the_library_changed() {
        let mut library = Library::of(RootId(0), &[post("甲.md", "甲", 1), post("乙.md", "乙", 2)]);
        let mut roll = Roll::default();
        assert!(!roll.call(&library, 1));
        library.remove([PostId(0)]);
        assert!(!roll.call(&library, 1), "the first one is called again");
        assert!(roll.call(&library, 1));
        assert_eq!(called(&roll), [(1, "乙.md", "乙", Some(2 * 86_400))]);
    }
}
