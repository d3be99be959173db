//! The way that the reader came: the places that jumps left, to go back to and forward again.
//! How a place is shown is the app's business.

use crate::article::Anchor;
use crate::library::PostId;

/// Places that are remembered.
const REMEMBERED: usize = 100;

/// A place in a post.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stop {
    /// The post.
    pub post: PostId,
    /// What stood at the top.
    pub place: Anchor,
}

/// The stops behind the reader, and those ahead after going back.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Trail {
    /// The posts of earlier sessions, the last one at the end.
    earlier: Vec<PostId>,
    /// One of them was gone back to.
    is_earlier: bool,
    behind: Vec<Stop>,
    ahead: Vec<Stop>,
}

impl Trail {
    /// The reader jumps away from here.
    pub fn leave(&mut self, here: Stop) {
        self.ahead.clear();
        if self.behind.last() != Some(&here) {
            self.behind.push(here);
        }
        if self.behind.len() > REMEMBERED {
            self.behind.remove(0);
        }
    }

    /// The stop before this one; it becomes the way forward.
    pub fn back(&mut self, here: Option<Stop>) -> Option<Stop> {
        let stop = self.behind.pop()?;
        self.ahead.extend(here);
        Some(stop)
    }

    /// Behind the first stop lie the posts of earlier sessions, the last one at the end.
    pub fn set_earlier(&mut self, posts: Vec<PostId>) {
        if !self.is_earlier {
            self.earlier = posts;
        }
    }

    /// The post of earlier sessions that was opened before this one; it becomes the way forward.
    pub fn back_before(&mut self, here: Option<Stop>) -> Option<PostId> {
        let post = loop {
            let post = self.earlier.pop()?;
            if here.is_none_or(|here| here.post != post) {
                break post;
            }
        };
        self.is_earlier = true;
        self.ahead.extend(here);
        Some(post)
    }

    /// The stop that the reader came back from.
    pub fn forward(&mut self, here: Option<Stop>) -> Option<Stop> {
        let stop = self.ahead.pop()?;
        self.behind.extend(here);
        Some(stop)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stop(post: u32) -> Stop {
        Stop { post: PostId(post), place: Anchor::default() }
    }

    #[test]
    fn back_and_forward_lead_along_the_same_way() {
        let mut trail = Trail::default();
        trail.leave(stop(1));
        trail.leave(stop(2));
        trail.leave(stop(2));
        assert_eq!(trail.back(Some(stop(3))), Some(stop(2)));
        assert_eq!(trail.back(Some(stop(2))), Some(stop(1)));
        assert_eq!(trail.back(Some(stop(1))), None);
        assert_eq!(trail.forward(Some(stop(1))), Some(stop(2)));
        trail.leave(stop(2));
        assert_eq!(trail.forward(Some(stop(4))), None);
        assert_eq!(trail.back(None), Some(stop(2)));
    }

    #[test]
    fn only_so_many_stops_are_kept() {
        let mut trail = Trail::default();
        (0..REMEMBERED as u32 + 3).for_each(|post| trail.leave(stop(post)));
        assert_eq!((trail.behind.len(), trail.behind[0]), (REMEMBERED, stop(3)));
    }
}
