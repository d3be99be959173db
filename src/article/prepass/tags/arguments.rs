//! The arguments of a tag: `src="图.png" 640 "标题"`, with white space or commas between.

/// Arguments, in their order.
#[derive(Debug, Default, Clone)]
pub(super) struct Arguments<'a>(Vec<(Option<&'a str>, &'a str)>);

impl<'a> Arguments<'a> {
    /// Takes arguments apart; never fails.
    pub fn read(text: &'a str) -> Self {
        let text = text.trim();
        let text = text.strip_prefix('(').map_or(text, |inner| inner.trim_end_matches(')'));
        let mut rest = text.trim_end_matches('/');
        let mut arguments = Vec::new();
        loop {
            rest = rest.trim_start_matches(|c: char| c.is_whitespace() || c == ',');
            if rest.is_empty() {
                return Self(arguments);
            }
            let name = key(rest);
            if let Some(name) = name {
                rest = rest[name.len()..].trim_start()[1..].trim_start();
            }
            let (value, behind) = value(rest);
            arguments.push((name, value));
            rest = behind;
        }
    }

    /// The first of these names that is given, and is not empty.
    pub fn named(&self, names: &[&str]) -> Option<&'a str> {
        let value = |name: &&str| {
            let found =
                self.0.iter().find(|(known, _)| known.is_some_and(|known| known.eq_ignore_ascii_case(name)));
            found.map(|(_, value)| *value).filter(|value| !value.is_empty())
        };
        names.iter().find_map(value)
    }

    /// The arguments without names.
    pub fn bares(&self) -> impl Iterator<Item = &'a str> {
        self.0.iter().filter(|(name, _)| name.is_none()).map(|(_, value)| *value)
    }

    /// One of the arguments without names.
    pub fn bare(&self, at: usize) -> Option<&'a str> {
        self.bares().nth(at)
    }

    /// All values.
    pub fn all(&self) -> impl Iterator<Item = &'a str> {
        self.0.iter().map(|(_, value)| *value)
    }

    /// The arguments without names from one on, as words.
    pub fn rest(&self, from: usize) -> String {
        self.bares().skip(from).collect::<Vec<_>>().join(" ")
    }

    /// The same without the first.
    pub fn without_first(&self) -> Self {
        Self(self.0.iter().skip(1).copied().collect())
    }
}

/// `name=` in front.
fn key(text: &str) -> Option<&str> {
    let end = text.find(|c: char| !c.is_ascii_alphanumeric() && !matches!(c, '_' | '-'))?;
    let rest = text[end..].trim_start();
    (end > 0 && rest.starts_with('=') && !rest.starts_with("==")).then(|| &text[..end])
}

/// A value in quotation marks, or up to white space or a comma; and what stands behind it.
fn value(text: &str) -> (&str, &str) {
    let quote = text.chars().next().filter(|c| matches!(c, '"' | '\'' | '`'));
    if let Some(quote) = quote
        && let Some(end) = text[1..].find(quote)
    {
        return (&text[1..=end], &text[end + 2..]);
    }
    let end = text.find(|c: char| c.is_whitespace() || c == ',').unwrap_or(text.len());
    text.split_at(end)
}
