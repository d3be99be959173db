//! What stands above the text of an article: its title, when and where it appeared, what it
//! is filed under. Which words and in which order; how they are wrapped is the layout's
//! business.

use crate::article::Head;
use crate::library::PostView;
use crate::locale::{Lang, words};
use crate::text::{Line, Role};

/// Between two facts.
const GAP: &str = " · ";

/// The head of a post; the reading time is added when its text is known ([`timed`]).
pub fn head(post: PostView<'_>, lang: Lang) -> Head {
    let facts = [published(post, lang), filed(post)];
    let facts = facts.into_iter().filter(|line| !line.spans.is_empty()).collect();
    Head { title: post.title.to_owned(), facts }
}

/// The head with the reading time behind the first facts.
pub fn timed(head: &Head, minutes: usize, lang: Lang) -> Head {
    let mut head = head.clone();
    if let Some(facts) = head.facts.first_mut() {
        facts.push(GAP, Role::Dim);
        facts.push(words::fill(lang.words().minutes, &[&words::number(minutes)]), Role::Meta);
    }
    head
}

/// Date, source, author.
fn published(post: PostView<'_>, lang: Lang) -> Line {
    let date = post.date.map_or_else(|| lang.words().undated.to_owned(), |date| date.minute());
    let date = date.strip_suffix(" 00:00").unwrap_or(&date).to_owned();
    let source = post.host().map(str::to_owned);
    let parts = [Some(date), source, post.author.map(str::to_owned)];
    let mut line = Line::default();
    for part in parts.into_iter().flatten() {
        line.push(if line.spans.is_empty() { "" } else { GAP }, Role::Dim);
        line.push(part, Role::Meta);
    }
    line
}

/// Categories, then tags.
fn filed(post: PostView<'_>) -> Line {
    let mut line = Line::default();
    for (at, (_, name)) in post.categories().enumerate() {
        line.push(if at == 0 { "" } else { " / " }, Role::Dim);
        line.push(name, Role::Category);
    }
    for (_, name) in post.tags() {
        line.push(if line.spans.is_empty() { "" } else { "  " }, Role::Dim);
        line.push(format!("#{name}"), Role::Tag);
    }
    line
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::library::{Library, RootId};
    use crate::post::{Post, PostDate};

    fn facts(post: &Post, minutes: Option<usize>) -> Vec<String> {
        let mut library = Library::default();
        let id = library.push(RootId(0), post);
        let head = head(library.get(id), Lang::Zh);
        let head = minutes.map_or(head.clone(), |minutes| timed(&head, minutes, Lang::Zh));
        head.facts.iter().map(Line::text).collect()
    }

    #[test]
    fn every_known_fact_is_named_once() {
        let full = Post {
            title: "人民币汇率走势".into(),
            date: Some(PostDate { seconds: 1_641_506_100, offset: 28_800 }),
            categories: vec!["财经".into(), "国际".into()],
            tags: vec!["央行".into(), "汇率".into()],
            source: Some("https://finance.example.cn/a/1".into()),
            author: Some("新华社".into()),
            ..Post::default()
        };
        let expected =
            ["2022-01-07 05:55 · finance.example.cn · 新华社 · 约 3 分钟", "财经 / 国际  #央行  #汇率"];
        assert_eq!(facts(&full, Some(3)), expected);
        let day = Post { date: Some(PostDate { seconds: 1_641_484_800, offset: 28_800 }), ..Post::default() };
        assert_eq!(facts(&day, None), ["2022-01-07"]);
        assert_eq!(facts(&Post { tags: vec!["标".into()], ..Post::default() }, None), ["无日期", "#标"]);
    }
}
