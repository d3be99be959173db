//! Golden articles: the specimen pages of sample-posts, set at three widths and kept as text with
//! their roles. `UPDATE_GOLDEN=1 cargo test --test articles` rewrites them; a person reads the change.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

use std::fs;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use kanbao::archive::{Archive, Show};
use kanbao::article::{self, Layout, Link, Notation, Options, Reading, Setting, Target};
use kanbao::library::{Library, RootId};
use kanbao::locale::Lang;
use kanbao::text::width::{self, Ruler};
use kanbao::text::{Line, Origin, Role, Span};

const WIDTHS: [usize; 3] = [17, 40, 80];

/// A row with the roles that are no plain text: `«link:原文»`.
fn marked(line: &Line) -> String {
    let mark = |role: Role, text: &str| match role {
        Role::Body => text.to_owned(),
        role => format!("«{}:{text}»", role.name()),
    };
    // A text, the spaces that set it and what was drawn behind it are read as one.
    let joined = |one: &Span, next: &Span| {
        let drawn = one.origin != Origin::Drawn && !matches!(next.origin, Origin::Post(_));
        one.role == next.role && (drawn || one.origin == Origin::Pad)
    };
    let runs = line.spans.chunk_by(|one, next| joined(one, next));
    let whole = |run: &[Span]| run.iter().map(|span| span.text.as_str()).collect::<String>();
    let text: String = runs.map(|run| mark(run[0].role, &whole(run))).collect();
    text.trim_end().to_owned()
}

fn set(archive: &Archive, path: &str, columns: usize) -> String {
    let body = archive.read_body(path).unwrap();
    let reading =
        Reading { is_html: body.is_html, link_numbers: true, lang: Lang::Zh, notation: Notation::Set };
    let article = article::read(&body.text, reading, &body.context);
    let (ruler, setting) = (Ruler::Narrow, Setting::default());
    let options = Options { width: columns, link_list: true, lang: Lang::Zh, ruler, setting };
    let layout = Layout::new(None, &article, options);
    let lines: Vec<Line> = (0..layout.len()).map(|row| layout.line(&article, row)).collect();
    for line in &lines {
        assert!(width::columns(line.text().trim_end()) <= columns, "{path} at {columns}: {}", line.text());
        assert!(!line.text().contains("不该看见"), "{path}: hidden text is shown: {}", line.text());
    }
    lines.iter().map(|line| marked(line) + "\n").collect()
}

fn specimens(root: &Path) -> Vec<String> {
    let posts = fs::read_dir(root.join("_posts")).unwrap();
    let names = posts.map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let mut names: Vec<String> = names.filter(|name| name.starts_with("2024-11-")).collect();
    names.sort();
    names.into_iter().map(|name| format!("_posts/{name}")).collect()
}

/// The posts that the links of a post lead to, and the links that lead to none.
fn linked(archive: &Archive, from: &str) -> Vec<String> {
    let mut library = Library::default();
    archive.load(&Show::default(), &mut |batch| {
        for post in &batch.posts {
            library.push(RootId(0), post);
        }
        ControlFlow::Continue(())
    });
    let body = archive.read_body(from).unwrap();
    let reading =
        Reading { is_html: body.is_html, link_numbers: true, lang: Lang::Zh, notation: Notation::Set };
    let article = article::read(&body.text, reading, &body.context);
    let here = library.ids().find(|id| library.get(*id).path == from).unwrap();
    let lead = |link: Link| match link.target {
        Target::Post { path, .. } => match library.resolve(here, &path) {
            Some(id) => library.get(id).path.trim_start_matches("_posts/").to_owned(),
            None => format!("? {path}"),
        },
        other => other.shown(),
    };
    article.links.into_iter().map(lead).collect()
}

#[test]
fn links_between_posts_lead_to_posts() {
    let archive = Archive::open(&PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("sample-posts")).unwrap();
    let mut found = linked(&archive, "_posts/2024-11-30-lundu-shike.md");
    found.retain(|link| !link.starts_with('#'));
    let expected = [
        "2024-10-15-songwuling-qiucha.md",
        "2024-10-22-yeban-gongjiao.md",
        "2024-02-18-manche-zhi-lanchuan.md",
        "2024-11-26-lianjie-tupian-he-yingyin.md",
        "2024-10-11-the-harbour-library.md",
        "2024-09-19-shiguang-shudian.md",
        "https://example.com/i/dock.jpg",
    ];
    assert_eq!(found, expected);
}

#[test]
fn specimens_are_set_as_they_were_read() {
    let home = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    let archive = Archive::open(&home.join("sample-posts")).unwrap();
    let specimens = specimens(&home.join("sample-posts"));
    assert!(specimens.len() >= 6);
    for path in specimens {
        for columns in WIDTHS {
            let name = path.trim_start_matches("_posts/").rsplit_once('.').unwrap().0;
            let golden = home.join(format!("tests/golden/articles/{name}-{columns}.txt"));
            let text = set(&archive, &path, columns);
            if std::env::var_os("UPDATE_GOLDEN").is_some() {
                fs::write(&golden, &text).unwrap();
            }
            let expected = fs::read_to_string(&golden).unwrap_or_default();
            assert!(text == expected, "{} differs; it is now:\n{text}", golden.display());
        }
    }
}
