//! Events that wait to be handled. Keys never wait for a list: they go first, and what became
//! of lists comes behind them in portions that take a moment each. What an event means is
//! decided elsewhere.

use std::collections::{HashSet, VecDeque};
use std::sync::mpsc::Receiver;
use std::time::Duration;

use super::event_loop::Event;
use crate::app::{Message, Patch};
use crate::post::{Post, Problem};

/// What a portion is to take: a key that comes in the midst of it waits for it and for two frames.
const AIM: Duration = Duration::from_millis(6);

/// Posts of one portion, at least and at most; at first, the least.
const PORTION: (usize, usize) = (128, 1024);

/// Posts that come in tables cost less, by this factor.
const TABLED: usize = 4;

/// How many posts make a portion: as many as the last ones took time.
#[derive(Debug, Clone, Copy)]
struct Pace(usize);

impl Default for Pace {
    fn default() -> Self {
        Self(PORTION.0)
    }
}

impl Pace {
    /// The last portion took so long.
    fn took(&mut self, time: Duration) {
        let next = if time > AIM { self.0 / 2 } else { self.0 + self.0 / 4 };
        self.0 = next.clamp(PORTION.0, PORTION.1);
    }
}

/// Events that came and were not handled yet.
#[derive(Default)]
pub(super) struct Backlog {
    /// What is remembered: a key is meant for what is restored.
    remembered: VecDeque<Event>,
    /// Keys, answers, signals.
    urgent: VecDeque<Event>,
    /// What became of lists, in the order in which it came.
    lists: VecDeque<Message>,
    pace: Pace,
    /// The last portion was one of posts.
    paced: bool,
}

impl Backlog {
    /// Takes in an event.
    pub(super) fn push(&mut self, event: Event) {
        match event {
            Event::App(message) if is_of_list(&message) => self.add(message),
            Event::Kept(_) => self.remembered.push_back(event),
            _ => self.urgent.push_back(event),
        }
    }

    /// Takes in whatever came; waits for something where nothing is there. False when nothing
    /// will come any more.
    pub(super) fn hear(&mut self, events: &Receiver<Event>) -> bool {
        if self.is_empty() {
            let Ok(event) = events.recv() else { return false };
            self.push(event);
        }
        events.try_iter().for_each(|event| self.push(event));
        true
    }

    fn is_empty(&self) -> bool {
        self.remembered.is_empty() && self.urgent.is_empty() && self.lists.is_empty()
    }

    /// What goes first, all of it.
    pub(super) fn urgent(&mut self) -> Vec<Event> {
        self.remembered.drain(..).chain(self.urgent.drain(..)).collect()
    }

    /// The next portion of what became of lists.
    pub(super) fn portion(&mut self) -> Option<Message> {
        let mut message = self.lists.pop_front()?;
        self.paced = matches!(message, Message::Loaded { .. } | Message::Changed { .. });
        if let Some(rest) = cut(&mut message, self.pace) {
            self.lists.push_front(rest);
        }
        Some(message)
    }

    /// The last portion took so long.
    pub(super) fn took(&mut self, time: Duration) {
        if self.paced {
            self.pace.took(time);
        }
    }

    /// What is small becomes one with what came before it, so that the list is sorted once.
    fn add(&mut self, message: Message) {
        let apart = match self.lists.back_mut() {
            Some(last) => joined(last, message),
            None => Some(message),
        };
        self.lists.extend(apart);
    }
}

/// Whether it has its place among what became of lists.
fn is_of_list(message: &Message) -> bool {
    matches!(
        message,
        Message::Indexed { .. }
            | Message::Glance { .. }
            | Message::Whole(_)
            | Message::Settled(_)
            | Message::Sounds(_)
            | Message::Orders(_)
            | Message::Scanned(_)
            | Message::Loaded { .. }
            | Message::LoadEnded
            | Message::Changed { .. }
            | Message::Unwatched { .. }
            | Message::GoOn
    )
}

/// Makes one of two messages, where the first one may grow; what does not become part of it.
fn joined(last: &mut Message, message: Message) -> Option<Message> {
    match (last, message) {
        (
            Message::Loaded { root, parts, problems },
            Message::Loaded { root: of, parts: mut more, problems: mut worse },
        ) if *root == of => {
            parts.append(&mut more);
            problems.append(&mut worse);
            None
        }
        (Message::Changed { root, patch }, Message::Changed { root: of, patch: next })
            if *root == of && patch.posts.len() < PORTION.1 =>
        {
            let apart = patch.join(*next).err();
            apart.map(|patch| Message::Changed { root: of, patch: Box::new(patch) })
        }
        (_, message) => Some(message),
    }
}

/// Cuts what is behind the first portion off a message.
fn cut(message: &mut Message, Pace(most): Pace) -> Option<Message> {
    match message {
        Message::Loaded { root, parts, .. } => {
            let ends = parts.iter().scan(0, |posts, part| {
                *posts += part.len();
                Some(*posts)
            });
            let fit = ends.take_while(|end| *end <= most * TABLED).count();
            let parts = parts.split_off(fit.max(1).min(parts.len()));
            (!parts.is_empty()).then(|| Message::Loaded { root: *root, parts, problems: Vec::new() })
        }
        Message::Changed { root, patch } => {
            let (posts, problems) = behind(most, &mut patch.posts, &mut patch.problems)?;
            let all_problems = patch.all_problems.take();
            let patch = Patch { posts, problems, all_problems, gone: Vec::new() };
            Some(Message::Changed { root: *root, patch: Box::new(patch) })
        }
        _ => None,
    }
}

/// The posts behind the first portion, with what was wrong with their files.
fn behind(
    most: usize,
    posts: &mut Vec<Post>,
    problems: &mut Vec<Problem>,
) -> Option<(Vec<Post>, Vec<Problem>)> {
    if posts.len() <= most {
        return None;
    }
    let posts = posts.split_off(most);
    let paths: HashSet<&str> = posts.iter().map(|post| post.path.as_str()).collect();
    let (later, now) =
        std::mem::take(problems).into_iter().partition(|problem| paths.contains(problem.path.as_str()));
    *problems = now;
    Some((posts, later))
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc;

    use super::*;
    use crate::keys::{Code, Key};
    use crate::library::{Library, RootId};

    fn posts(titles: &[&str]) -> Vec<Post> {
        let post = |title: &&str| Post { title: (*title).into(), path: (*title).into(), ..Post::default() };
        titles.iter().map(post).collect()
    }

    fn loaded(root: u16, titles: &[&str]) -> Event {
        let parts = titles.iter().map(|title| Library::of(RootId(root), &posts(&[title])).into()).collect();
        Event::App(Message::Loaded { root: RootId(root), parts, problems: Vec::new() })
    }

    fn changed(titles: &[&str], gone: &[&str], ends: bool) -> Event {
        let gone = gone.iter().map(|path| (*path).to_owned()).collect();
        let patch =
            Patch { posts: posts(titles), gone, all_problems: ends.then(Vec::new), ..Patch::default() };
        Event::App(Message::Changed { root: RootId(0), patch: Box::new(patch) })
    }

    fn key() -> Event {
        Event::App(Message::Key(Key::new(Code::Down, false, false, false)))
    }

    fn titles(posts: &[Post]) -> String {
        posts.iter().map(|post| post.title.as_str()).collect::<Vec<_>>().join(" ")
    }

    fn shown(message: &Message) -> String {
        match message {
            Message::Key(key) => format!("{:?}", key.code),
            Message::Loaded { root, parts, .. } => {
                let titles: Vec<_> =
                    parts.iter().flat_map(|part| part.ids().map(|id| part.title(id))).collect();
                format!("{}: {}", root.0, titles.join(" "))
            }
            Message::Changed { patch, .. } => {
                let end = if patch.all_problems.is_some() { "." } else { "" };
                format!("+{} -{}{end}", titles(&patch.posts), patch.gone.join(" "))
            }
            Message::LoadEnded => "ended".into(),
            _ => "other".into(),
        }
    }

    /// What goes first, and the portions behind it.
    fn taken(events: Vec<Event>) -> (Vec<String>, Vec<String>) {
        let (sender, receiver) = mpsc::channel();
        events.into_iter().for_each(|event| sender.send(event).unwrap());
        let mut backlog = Backlog::default();
        assert!(backlog.hear(&receiver));
        let urgent = backlog.urgent().into_iter().map(|event| match event {
            Event::App(message) => shown(&message),
            _ => "other".into(),
        });
        let urgent = urgent.collect();
        (urgent, std::iter::from_fn(|| backlog.portion()).map(|message| shown(&message)).collect())
    }

    #[test]
    fn keys_go_first_and_batches_become_one() {
        let events = vec![
            loaded(0, &["甲", "乙"]),
            key(),
            loaded(0, &["丙"]),
            Event::Resized,
            loaded(1, &["丁"]),
            Event::App(Message::LoadEnded),
            key(),
        ];
        let (urgent, lists) = taken(events);
        assert_eq!(urgent, ["Down", "other", "Down"]);
        assert_eq!(lists, ["0: 甲 乙 丙", "1: 丁", "ended"]);
    }

    #[test]
    fn what_became_of_an_archive_stays_in_its_order() {
        let events = vec![
            changed(&[], &["甲"], false),
            changed(&["乙"], &[], false),
            changed(&["丙"], &["乙"], false),
            changed(&[], &[], true),
            changed(&["丁"], &[], false),
        ];
        assert_eq!(taken(events).1, ["+乙 -甲", "+丙 -乙.", "+丁 -"]);
    }

    #[test]
    fn a_large_batch_is_taken_in_portions_with_its_problems() {
        let names: Vec<String> = (0..5 * PORTION.0 / 2).map(|at| format!("{at:05}")).collect();
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        let mut backlog = Backlog::default();
        let Event::App(Message::Changed { root, mut patch }) = changed(&names, &["旧"], true) else {
            return;
        };
        let problem = crate::post::Trouble::warning(None, "坏").of(names[names.len() - 1]);
        patch.problems.push(problem);
        backlog.push(Event::App(Message::Changed { root, patch }));
        let portions: Vec<Message> = std::iter::from_fn(|| backlog.portion()).collect();
        let parts = portions.iter().map(|message| match message {
            Message::Changed { patch, .. } => {
                let Patch { posts, gone, problems, all_problems } = &**patch;
                (posts.len(), gone.len(), problems.len(), all_problems.is_some())
            }
            _ => (0, 0, 0, false),
        });
        let (whole, rest) = (PORTION.0, PORTION.0 / 2);
        let expected = [(whole, 1, 0, false), (whole, 0, 0, false), (rest, 0, 1, true)];
        assert_eq!(parts.collect::<Vec<_>>(), expected);
    }

    #[test]
    fn portions_are_as_large_as_time_allows() {
        let sizes = |times: &[u64]| {
            let mut pace = Pace::default();
            times
                .iter()
                .map(|ms| {
                    pace.took(Duration::from_millis(*ms));
                    pace.0
                })
                .collect::<Vec<_>>()
        };
        assert_eq!(sizes(&[1, 1, 6, 7]), [160, 200, 250, 125.max(PORTION.0)]);
        assert_eq!(sizes(&[90, 90]), [PORTION.0, PORTION.0], "they never stand still");
        assert_eq!(sizes(&[1; 40]).last(), Some(&PORTION.1));
    }

    #[test]
    fn it_ends_when_nothing_will_come() {
        let (sender, receiver) = mpsc::channel::<Event>();
        drop(sender);
        assert!(!Backlog::default().hear(&receiver));
    }
}
