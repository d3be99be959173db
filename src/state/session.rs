//! Where a reader of an archive was when it was left: what is restored when it is opened again.
//! Plain data and its JSON; everything in it may be missing, since another version wrote it.

use serde::{Deserialize, Serialize};

/// A session. Posts are named by their paths: identities of posts end with the program.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Session {
    /// The text of the filter.
    pub filter: String,
    /// Categories that are chosen, by name.
    pub categories: Vec<String>,
    /// Tags that are chosen, by name.
    pub tags: Vec<String>,
    /// Categories that are left out, by name.
    pub without_categories: Vec<String>,
    /// Tags that are left out, by name.
    pub without_tags: Vec<String>,
    /// Whether one of the chosen categories is not enough.
    pub all_categories: bool,
    /// Whether any of the chosen tags is enough.
    pub any_tag: bool,
    /// The name of the sort key; empty for the usual one.
    pub sort: String,
    /// The selected post.
    pub selected: Option<String>,
    /// The post in the article pane.
    pub open: Option<String>,
    /// The pane that has the keys: `searches`, `categories`, `tags`, `list` or `article`.
    pub focus: String,
    /// Whether the article has the screen for itself.
    pub zen: bool,
    /// Columns of the panes that were given a width by hand, by the name of the pane.
    pub panes: Vec<(String, u16)>,
    /// The longest line of text, where it is not the configured one.
    pub measure: Option<u16>,
    /// The theme, where it is not the configured one.
    pub theme: Option<String>,
}

/// Longest session that is kept, in bytes.
const MAX: usize = 256 << 10;

impl Session {
    /// As JSON; nothing for a session that is too long to be kept.
    pub fn print(&self) -> Option<String> {
        serde_json::to_string(self).ok().filter(|json| json.len() <= MAX)
    }

    /// Reads JSON. What is not known is left out; what is broken is no session.
    pub fn parse(json: &str) -> Option<Self> {
        if json.len() > MAX { None } else { serde_json::from_str(json).ok() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_session_of_another_version_is_read_as_far_as_it_is_known() {
        let session = Session {
            filter: "标签:财经 is:unread".into(),
            selected: Some("_posts/2022-01-03-汇率.md".into()),
            panes: vec![("list".into(), 40)],
            measure: Some(72),
            ..Session::default()
        };
        assert_eq!(Session::parse(&session.print().unwrap()), Some(session));
        let later = Session::parse(r#"{"filter":"雨","colour_of_the_sky":["蓝"]}"#).unwrap();
        assert_eq!(later, Session { filter: "雨".into(), ..Session::default() });
        assert_eq!(Session::parse("{\"filter\":"), None);
        assert_eq!(Session { filter: "长".repeat(MAX), ..Session::default() }.print(), None);
    }
}
