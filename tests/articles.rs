//! Golden articles: the specimen pages of sample-posts, set at three widths and kept as text with
//! their roles. `UPDATE_GOLDEN=1 cargo test --test articles` rewrites them; a person reads the change.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

use std::fs;
use std::path::{Path, PathBuf};

use kanbao::archive::Archive;
use kanbao::article::{self, Layout, Options, Reading, Setting};
use kanbao::locale::Lang;
use kanbao::text::width::{self, Ruler};
use kanbao::text::{Line, Role};

const WIDTHS: [usize; 3] = [17, 40, 80];

/// A row with the roles that are no plain text: `«link:原文»`.
fn marked(line: &Line) -> String {
    let mark = |role: Role, text: &str| match role {
        Role::Body => text.to_owned(),
        role => format!("«{}:{text}»", role.name()),
    };
    let text: String = line.spans.iter().map(|span| mark(span.role, &span.text)).collect();
    text.trim_end().to_owned()
}

fn set(archive: &Archive, path: &str, columns: usize) -> String {
    let body = archive.read_body(path).unwrap();
    let reading = Reading { is_html: body.is_html, link_numbers: true, lang: Lang::Zh };
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
