//! File names: the day that one begins with, its slug, and a title made of the slug.
//! The rules of names in `_posts` are Jekyll's `DATE_FILENAME_MATCHER` and `titleize_slug`.

use super::date::{Day, full_year};

/// What a file name says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Name<'a> {
    /// The digits of the day, if it begins with some: they may be no day (`2020-13-45`).
    pub day: Option<&'a str>,
    /// What stands between the day and the extension.
    pub slug: &'a str,
    /// After the last dot, without it.
    pub extension: &'a str,
}

/// `2022-01-07-slug.md`, by Jekyll's rule; nothing for a name that makes no post.
pub fn jekyll(name: &str) -> Option<Name<'_>> {
    let (stem, extension) = name.rsplit_once('.').filter(|(_, extension)| !extension.is_empty())?;
    let length = day_length(stem, 2)?;
    let slug = stem[length..].strip_prefix('-')?;
    Some(Name { day: Some(&stem[..length]), slug, extension })
}

/// Any name: a day of four-digit year in front counts, parted by `-`, `_` or a space.
pub fn any(name: &str) -> Name<'_> {
    let (stem, extension) = name.rsplit_once('.').unwrap_or((name, ""));
    let dated = day_length(stem, 4).filter(|&length| {
        let rest = &stem[length..];
        rest.is_empty() || rest.starts_with(['-', '_', ' ', '.'])
    });
    let day = dated.map(|length| &stem[..length]);
    let slug = dated.map_or(stem, |length| stem[length..].trim_start_matches(['-', '_', ' ', '.']));
    Name { day, slug, extension }
}

/// The day that a name's digits mean, if there is such a day.
pub fn day_of(digits: &str) -> Option<Day> {
    let mut parts = digits.split(['-', '/']);
    let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
    Day::new(full_year(year.parse().ok()?, year.len()), month.parse().ok()?, day.parse().ok()?)
}

/// A day inside a path like `2025/06/26/slug` or `posts/2023/5/9/slug` (Zola's `path`).
pub fn day_in_path(path: &str) -> Option<Day> {
    let parts: Vec<_> = path.split('/').collect();
    let number = |text: &str, lengths: &[usize]| {
        lengths.contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit())
    };
    let mut windows = parts.windows(3);
    let found = windows.find(|at| number(at[0], &[4]) && number(at[1], &[1, 2]) && number(at[2], &[1, 2]))?;
    day_of(&found.join("-"))
}

/// How long `\d{fewest,4}-\d{1,2}-\d{1,2}` is at the start of a stem.
fn day_length(stem: &str, fewest: usize) -> Option<usize> {
    let digits = |at: usize| stem.bytes().skip(at).take_while(u8::is_ascii_digit).count();
    let year = digits(0);
    let month_at = year + 1;
    let month = digits(month_at);
    let day_at = month_at + month + 1;
    let day = digits(day_at);
    let dashes = [year, month_at + month].iter().all(|&at| stem.as_bytes().get(at) == Some(&b'-'));
    let fine = (fewest..=4).contains(&year) && (1..=2).contains(&month) && (1..=2).contains(&day);
    (fine && dashes).then_some(day_at + day)
}

/// A title made of a slug: `no-yaml` is `No Yaml`, as Jekyll has it.
pub fn titleize(slug: &str) -> String {
    let words = slug.trim_end_matches('.').trim_end_matches('-').split('-');
    words.map(capitalize).collect::<Vec<_>>().join(" ")
}

/// A title made of a name that a person gave to a file: kept as it is where it is more than a slug.
pub fn readable(slug: &str) -> String {
    if slug.contains(|c: char| c == ' ' || c.is_uppercase()) {
        return slug.trim().to_owned();
    }
    titleize(slug)
}

/// Ruby's `capitalize`: the first letter up, the rest down.
fn capitalize(word: &str) -> String {
    let mut chars = word.chars();
    let first = chars.next().into_iter().flat_map(char::to_uppercase);
    first.chain(chars.as_str().chars().flat_map(char::to_lowercase)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_jekyll() {
        let rows = [
            ("2022-01-07-建设银行.md", Some("2022-01-07|建设银行|md")),
            ("2017-2-5-i-dont.markdown", Some("2017-2-5|i-dont|markdown")),
            ("20-1-2-x.md", Some("20-1-2|x|md")),
            ("2020-13-45-x.md", Some("2020-13-45|x|md")),
            ("2022-01-07-a.b.png", Some("2022-01-07|a.b|png")),
            ("2022-01-07-.md", Some("2022-01-07||md")),
            ("2022-01-07-x", None),
            ("2022-01-07-x.", None),
            ("2022-01-07.md", None),
            ("-20220526.md", None),
            ("12022-01-07-x.md", None),
            ("2022-01-077-x.md", None),
            ("2-1-7-x.md", None),
            ("题.md", None),
        ];
        for (name, expected) in rows {
            let got = jekyll(name).map(|n| format!("{}|{}|{}", n.day.unwrap_or(""), n.slug, n.extension));
            assert_eq!(got.as_deref(), expected, "{name}");
        }
    }

    #[test]
    fn names_of_any_tree() {
        let rows = [
            ("2022-01-07-题.md", Some("2022-01-07"), "题"),
            ("2022-01-07 题.md", Some("2022-01-07"), "题"),
            ("2022-01-07_题.md", Some("2022-01-07"), "题"),
            ("2022-01-07.md", Some("2022-01-07"), ""),
            ("20-1-2-x.md", None, "20-1-2-x"),
            ("题.md", None, "题"),
            ("README", None, "README"),
        ];
        for (name, day, slug) in rows {
            let got = any(name);
            assert_eq!((got.day, got.slug), (day, slug), "{name}");
        }
    }

    #[test]
    fn days_of_names_and_paths() {
        assert_eq!(day_of("20-1-2"), Day::new(2020, 1, 2));
        assert_eq!(day_of("2020-13-45"), None);
        assert_eq!(day_in_path("2025/06/26/Rust-1.88.0"), Day::new(2025, 6, 26));
        assert_eq!(day_in_path("inside-rust/2023/05/09/x"), Day::new(2023, 5, 9));
        assert_eq!(day_in_path("2025/06/x"), None);
    }

    #[test]
    fn titles_of_slugs() {
        let rows = [
            ("no-yaml", "No Yaml"),
            ("iPHONE-发布会", "Iphone 发布会"),
            ("slug..", "Slug"),
            ("a--b-", "A  B"),
            ("éa-ニュース", "Éa ニュース"),
            ("", ""),
        ];
        for (slug, expected) in rows {
            assert_eq!(titleize(slug), expected, "{slug}");
        }
        assert_eq!(readable("iOS 开发笔记"), "iOS 开发笔记");
        assert_eq!(readable("read-me"), "Read Me");
    }
}
