//! Paths of posts and the paths that links ask for, taken apart: folders, day, slug. Pure
//! text; which post is meant is decided in [`super::resolve`].

use crate::text::url;

/// Extensions of addresses and of the files that they are made of.
const PAGES: [&str; 9] = ["html", "htm", "xhtml", "md", "markdown", "mkd", "mkdn", "mdown", "php"];

/// A path as a link asks for it: decoded, without query, `.` and `..` kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Asked {
    /// Whether it begins at the root.
    pub rooted: bool,
    /// Its parts as written.
    pub segments: Vec<String>,
    /// Its parts without the extension of a page and without `index`.
    pub page: Vec<String>,
    /// The slug of the last part: without a day before it.
    slug: String,
    /// The end of the slug that every name of the post ends with too.
    tail: String,
}

impl Asked {
    /// Takes a path apart; nothing where it names no page (`/`, `../`).
    pub fn read(path: &str) -> Option<Self> {
        let path = path.split(['?', '#']).next().unwrap_or_default();
        let path = url::decoded(path.strip_prefix('@').unwrap_or(path));
        let parts = path.split('/').filter(|part| !part.is_empty() && *part != ".");
        let segments: Vec<String> = parts.map(str::to_owned).collect();
        let mut page = segments.clone();
        let last = page.pop()?;
        let name = without_extension(&last);
        if page.is_empty() || !matches!(name, "index" | "_index") {
            page.push(name.to_owned());
        }
        let name = page.last().filter(|name| *name != "..")?;
        let slug = dated(name).map_or(name.as_str(), |(_, slug)| slug).to_owned();
        let tail = slug.rsplit(['-', ' ']).next().filter(|tail| !tail.is_empty()).unwrap_or(name).to_owned();
        Some(Self { rooted: path.starts_with('/'), segments, page, slug, tail })
    }

    /// Whether a post's path is worth a closer look: the quick test of every post.
    pub fn may_be(&self, path: &str) -> bool {
        let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
        let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
        stem.ends_with(&self.tail)
            || stem.trim_end_matches(|c| !is_kept(c)).ends_with(&self.tail)
            || name.ends_with(&self.tail)
            || (matches!(stem, "index" | "_index") && folder.ends_with(&self.tail))
    }

    /// Whether the last part is `2022-01-03-slug`.
    pub fn is_dated_name(&self) -> bool {
        self.page.last().is_some_and(|name| dated(name).is_some())
    }

    /// Whether two names mean one post: days by number, slugs by letter.
    pub fn same_name(name: &str, place: &Place<'_>) -> bool {
        match (dated(name), place.digits) {
            (Some((asked, slug)), Some(digits)) => day(asked) == day(digits) && is_slug(slug, place.slug),
            _ => false,
        }
    }

    /// Whether a slug is the one asked for, as it stands or as Jekyll writes it in addresses.
    pub fn is_slug(&self, slug: &str) -> bool {
        is_slug(&self.slug, slug)
    }

    /// The parts before the day (`/news/2022/01/03/slug`), where there is one.
    pub fn before_day(&self) -> Option<&[String]> {
        let (_, before) = self.page.split_last()?;
        let at = before.len().checked_sub(3).filter(|at| numbers(&before[*at..]).is_some());
        let at = at.or_else(|| {
            let at = before.len().checked_sub(2)?;
            numbers(&before[at..]).map(|_| at)
        });
        at.map(|at| &before[..at])
    }

    /// Whether the address is of this day: year, month and day, year and month, or year and
    /// day of the year (three digits).
    pub fn is_of(&self, day: Day) -> bool {
        let Some(before) = self.before_day().map(<[String]>::len) else { return false };
        let parts = &self.page[before..self.page.len() - 1];
        let numbers = numbers(parts).unwrap_or_default();
        match numbers[..] {
            [year, month, of_month] => (year, month, of_month) == day,
            [year, ordinal] if parts[1].len() == 3 => year == day.0 && ordinal == day_of_year(day),
            [year, month] => (year, month) == (day.0, day.1),
            _ => false,
        }
    }
}

/// Year, month, day.
pub(super) type Day = (u32, u32, u32);

/// The day that digits and dashes name.
pub(super) fn day(digits: &str) -> Option<Day> {
    let mut parts = digits.split('-').map(|part| part.parse().ok());
    let year: u32 = parts.next()??;
    Some((
        if year < 69 {
            year + 2000
        } else if year < 100 {
            year + 1900
        } else {
            year
        },
        parts.next()??,
        parts.next()??,
    ))
}

fn day_of_year((year, month, day): Day) -> u32 {
    const BEFORE: [u32; 12] = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334];
    let leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    let before = usize::try_from(month).ok().and_then(|month| BEFORE.get(month.checked_sub(1)?));
    before.copied().unwrap_or(400) + day + u32::from(leap && month > 2)
}

/// The numbers of a day in an address: a year of four digits, then one or two more.
fn numbers(parts: &[String]) -> Option<Vec<u32>> {
    let number = |(at, part): (usize, &String)| {
        let fine = if at == 0 { part.len() == 4 } else { part.len() <= 3 };
        (fine && part.bytes().all(|byte| byte.is_ascii_digit())).then(|| part.parse().ok())?
    };
    parts.iter().enumerate().map(number).collect()
}

/// The path of a post, taken apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Place<'a> {
    /// The whole.
    pub path: &'a str,
    /// The same without extension and `index`.
    pub page: &'a str,
    /// The folder it lies in; that of the bundle's folder, for a page `index.md`.
    folder: &'a str,
    /// The digits of its day, if its name begins with one.
    digits: Option<&'a str>,
    /// What its address ends with.
    pub slug: &'a str,
}

impl<'a> Place<'a> {
    /// Takes the path of a post apart.
    pub fn read(path: &'a str) -> Self {
        let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
        let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
        let bundle = matches!(stem, "index" | "_index") && !folder.is_empty();
        let (folder, stem) =
            if bundle { folder.rsplit_once('/').unwrap_or(("", folder)) } else { (folder, stem) };
        let (digits, slug) = dated(stem).map_or((None, stem), |(day, slug)| (Some(day), slug));
        let page = path.rsplit_once('.').map_or(path, |(page, _)| page);
        let page = ["/index", "/_index"].iter().find_map(|index| page.strip_suffix(index)).unwrap_or(page);
        Self { path, page, folder, digits, slug }
    }

    /// The day of its name.
    pub fn day(&self) -> Option<Day> {
        self.digits.and_then(day)
    }

    /// The folders that may stand in its address.
    pub fn folders(&self) -> impl Iterator<Item = &'a str> + use<'a> {
        let folders = self.folder.split('/');
        folders.filter(|folder| !matches!(*folder, "" | "_posts" | "_drafts" | "content" | "source"))
    }

    /// Whether these are its last folders, in this order.
    pub fn lies_in(&self, folders: &[String]) -> bool {
        let own: Vec<_> = self.folders().collect();
        let wanted: Vec<_> = folders.iter().map(String::as_str).filter(|name| *name != "_posts").collect();
        own.ends_with(&wanted)
    }

    /// Whether an address that begins with these parts cannot be its own. Jekyll puts every
    /// folder above `_posts` into an address that has any (`/en/news/…` is no page of
    /// `zh_cn/news/_posts`); elsewhere one of them has to be there.
    pub fn contradicts(&self, before: &[String]) -> bool {
        let above = self.folder.split("_posts").next().unwrap_or_default();
        let own: Vec<_> =
            above.split('/').filter(|part| !matches!(*part, "" | "content" | "source")).collect();
        if own.is_empty() || before.iter().all(|part| part == "..") {
            return false;
        }
        let there = |folder: &&str| before.iter().any(|part| part == folder);
        if above.len() < self.folder.len() { !own.iter().all(there) } else { !own.iter().any(there) }
    }
}

/// Segments below a folder, with `..` followed; nothing where they lead out of the root.
pub(super) fn joined(folder: &str, segments: &[String]) -> Option<String> {
    let mut parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    for segment in segments {
        if segment == ".." {
            parts.pop()?;
        } else {
            parts.push(segment);
        }
    }
    Some(parts.join("/"))
}

/// `2022-01-03-slug` as its day and its slug.
fn dated(name: &str) -> Option<(&str, &str)> {
    let mut dashes = name.match_indices('-').map(|(at, _)| at);
    let (first, second, third) = (dashes.next()?, dashes.next()?, dashes.next()?);
    let digits = |from: usize, to: usize, most: usize| {
        let part = name.get(from..to).unwrap_or_default();
        (1..=most).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit())
    };
    let fine =
        digits(0, first, 4) && first >= 2 && digits(first + 1, second, 2) && digits(second + 1, third, 2);
    fine.then(|| (&name[..third], &name[third + 1..]))
}

fn is_slug(asked: &str, slug: &str) -> bool {
    // No address is longer than its slug.
    asked == slug || (asked.len() <= slug.len() && asked == address_of(slug))
}

/// A slug as Jekyll writes it in an address (`Utils.slugify`, mode `pretty`, case kept): what
/// is no letter, digit or one of a few marks becomes a dash.
fn address_of(slug: &str) -> String {
    let mut out = String::with_capacity(slug.len());
    for c in slug.chars() {
        match (is_kept(c), out.ends_with('-')) {
            (true, _) => out.push(c),
            (false, false) => out.push('-'),
            (false, true) => {}
        }
    }
    out.trim_matches('-').to_owned()
}

/// Whether a character stands in an address as it is.
fn is_kept(c: char) -> bool {
    c.is_alphanumeric() || "._~!$&'()+,;=@".contains(c)
}

fn without_extension(name: &str) -> &str {
    match name.rsplit_once('.') {
        Some((stem, extension)) if PAGES.contains(&extension) && !stem.is_empty() => stem,
        _ => name,
    }
}
