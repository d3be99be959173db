//! A large archive at its start: what is done with all of its posts is done in portions, so that
//! keys find the reader free, and in the end everything is as if it had been done at once.

#![allow(clippy::unwrap_used, clippy::expect_used)]

#[path = "../benches/common/corpus.rs"]
mod corpus;

use std::sync::Arc;

use corpus::Corpus;
use kanbao::app::{App, Effect, Message, Patch, RootInfo, Setup};
use kanbao::keys::{Keymap, parse_sequence};
use kanbao::library::{Front, Library, PostId, Roll, RootId, SortKey};
use kanbao::post::Post;
use kanbao::state::{Baseline, Field, Identity, KnownPost, Moment, Remembered, Value};

/// More than a portion of anything.
const POSTS: u32 = 40_000;
/// What came since the archive was first opened: some rows on the screen, some far below.
const NEW: [u32; 3] = [5, 30_000, POSTS - 1];
/// The post that was read before.
const READ: u32 = 20_000;

fn posts() -> Vec<Post> {
    Corpus(POSTS).posts().collect()
}

fn library(posts: &[Post]) -> Library {
    Library::of(RootId(0), posts)
}

fn baseline(posts: &[Post]) -> Baseline {
    let known = (0..).zip(posts).filter(|(at, _)| !NEW.contains(at)).map(|(_, post)| post);
    Baseline::new(known.map(|post| (post.path.as_str(), Identity::heading(post))))
}

/// What the store tells first.
fn remembered(posts: &[Post]) -> Message {
    let read = KnownPost {
        path: posts[READ as usize].path.clone(),
        marks: vec![(Field::Read, Value::Yes, Moment(1))],
        ..KnownPost::default()
    };
    let remembered = Remembered { posts: vec![read], baseline: None, session: None };
    Message::Remembered {
        root: RootId(0),
        remembered: Box::new(remembered),
        settled: false,
        moved: Vec::new(),
    }
}

/// What it tells then.
fn known(posts: &[Post]) -> Message {
    Message::Baseline { root: RootId(0), baseline: Box::new(baseline(posts)) }
}

/// A reader that shows the list as it was kept, and what it asked for when all of it was there.
fn begun(posts: &[Post]) -> (App, Vec<Effect>) {
    let roots = vec![RootInfo { name: "晨报".to_owned() }];
    let mut app =
        App::new(Setup { roots, keymap: Keymap::builtin(), columns: 120, rows: 40, ..Setup::default() });
    let whole = library(posts);
    let columns = whole.columns(&whole.order(SortKey::Newest));
    let whole = Library::from_columns(columns.clone(), RootId(0)).unwrap();
    let front = Front::read(columns.front(512), RootId(0)).unwrap();
    app.update(remembered(posts));
    app.update(Message::Glance { front: Box::new(front), problems: Vec::new() });
    assert!(unread(&app).is_empty(), "nothing is taken for new before it is known what was there");
    app.update(known(posts));
    assert_eq!((unread(&app), app.unread()), (vec![NEW[0]], 1));
    let effects = app.update(Message::Whole(Box::new(whole)));
    (app, effects)
}

/// Answers until nothing is left to be done; how often that was, and what else was asked for.
fn go_on(app: &mut App, mut effects: Vec<Effect>) -> (usize, Vec<Effect>) {
    let (mut turns, mut others) = (0, Vec::new());
    loop {
        let waits = effects.iter().filter(|effect| **effect == Effect::GoOn).count();
        others.extend(effects.into_iter().filter(|effect| *effect != Effect::GoOn));
        if waits == 0 {
            return (turns, others);
        }
        turns += 1;
        effects = (0..waits).flat_map(|_| app.update(Message::GoOn)).collect();
        assert!(turns < 1000, "there is always more to be done");
    }
}

fn press(app: &mut App, keys: &str) -> Vec<Effect> {
    parse_sequence(keys).unwrap().into_iter().flat_map(|key| app.update(Message::Key(key))).collect()
}

fn unread(app: &App) -> Vec<u32> {
    let marks = app.marks_kept();
    app.library().ids().filter(|id| marks.is_unread(*id)).map(|id| id.0).collect()
}

/// The rolls that were handed over: to who enters archives, and to who keeps texts.
fn rolls(effects: &[Effect]) -> (Vec<Arc<Roll>>, Vec<Arc<Roll>>) {
    let (mut entered, mut kept) = (Vec::new(), Vec::new());
    for effect in effects {
        match effect {
            Effect::EnterArchive { posts, .. } => entered.push(Arc::clone(posts)),
            Effect::KeepTexts(posts) => kept.push(Arc::clone(posts)),
            _ => {}
        }
    }
    (entered, kept)
}

#[test]
fn posts_behind_the_screen_meet_what_is_remembered_of_them_in_portions() {
    let posts = posts();
    let (mut app, effects) = begun(&posts);
    assert_eq!(unread(&app), [5], "what is on the screen is right at once, the rest as most are");
    let (turns, _) = go_on(&mut app, effects);
    assert!(turns > 1, "{turns}");
    assert_eq!((unread(&app), app.unread()), (NEW.to_vec(), NEW.len()));
    assert_eq!(app.marks_kept().get(PostId(READ), &Field::Read), Value::Yes);
}

#[test]
fn the_baseline_may_come_last_of_all() {
    let posts = posts();
    let roots = vec![RootInfo { name: "晨报".to_owned() }];
    let mut app = App::new(Setup { roots, columns: 120, rows: 40, ..Setup::default() });
    app.update(remembered(&posts));
    app.update(Message::Whole(Box::new(library(&posts))));
    let effects = app.update(known(&posts));
    go_on(&mut app, effects);
    assert_eq!((unread(&app), app.unread()), (NEW.to_vec(), NEW.len()));
    assert_eq!(app.marks_kept().get(PostId(READ), &Field::Read), Value::Yes);
}

#[test]
fn the_next_unread_post_is_found_before_all_of_them_were_met() {
    let (mut app, _) = begun(&posts());
    press(&mut app, "n");
    assert_eq!(app.selected(), Some(PostId(NEW[0])));
    press(&mut app, "n");
    assert_eq!(app.selected(), Some(PostId(NEW[1])));
}

#[test]
fn what_is_marked_before_its_post_was_met_stays_marked() {
    let (mut app, effects) = begun(&posts());
    press(&mut app, "Gm");
    let last = app.selected().unwrap();
    assert_eq!(last, PostId(POSTS - 1));
    go_on(&mut app, effects);
    assert_eq!(app.marks_kept().get(last, &Field::Starred), Value::Yes);
    let (_, others) = {
        let effects = app.update(Message::LoadEnded);
        go_on(&mut app, effects)
    };
    assert_eq!(rolls(&others).0.len(), 1, "nothing was lost on the way");
    assert_eq!(app.marks_kept().get(last, &Field::Starred), Value::Yes);
}

#[test]
fn a_filter_of_marks_is_right_in_the_first_frame() {
    let posts = posts();
    let roots = vec![RootInfo { name: "晨报".to_owned() }];
    let query = Some("is:unread".to_owned());
    let mut app = App::new(Setup { roots, query, columns: 120, rows: 40, ..Setup::default() });
    app.update(remembered(&posts));
    assert!(app.may_ask_for_marks(), "the list waits for the baseline");
    app.update(known(&posts));
    app.update(Message::Whole(Box::new(library(&posts))));
    let listed: Vec<u32> = app.listed().iter().map(|id| id.0).collect();
    assert_eq!(listed, NEW);
}

#[test]
fn who_works_beside_is_told_every_post_once_and_in_portions() {
    let posts = posts();
    let (mut app, effects) = begun(&posts);
    go_on(&mut app, effects);
    let effects = app.update(Message::LoadEnded);
    assert_eq!(rolls(&effects).1, [], "not at once");
    // A post comes in the midst of it: it is told too.
    let new = Post { path: "_posts/2024-12-01-新.md".into(), title: "新".into(), ..Post::default() };
    let patch = Patch { posts: vec![new], gone: vec![posts[7].path.clone()], ..Patch::default() };
    let mut effects = [effects, app.update(Message::GoOn)].concat();
    effects.retain(|effect| *effect == Effect::GoOn);
    effects.truncate(1);
    effects.extend(app.update(Message::Changed { root: RootId(0), patch: Box::new(patch) }));
    let (turns, others) = go_on(&mut app, effects);
    assert!(turns > 1, "{turns}");
    let (entered, kept) = rolls(&others);
    assert_eq!((entered.len(), kept.len()), (1, 1));
    assert!(Arc::ptr_eq(&entered[0], &kept[0]), "both have the same");
    let told: Vec<(u32, String)> = kept[0].iter().map(|post| (post.id.0, post.path.to_owned())).collect();
    let there: Vec<(u32, String)> =
        app.library().ids().map(|id| (id.0, app.library().path(id).to_owned())).collect();
    assert_eq!(told.len(), POSTS as usize);
    assert!(told == there);
}
