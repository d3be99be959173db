//! A value of the front matter: text as it was written, never a number. Titles like
//! `2022`, `0123` or `1e5` therefore come through unchanged, and a word is read as a
//! boolean only where one is due.

/// A value of the front matter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Node {
    /// Nothing, `~` or `null`.
    Null,
    /// A scalar; `plain` when it stood without quotation marks.
    Text {
        /// What was written, with the syntax's escapes resolved.
        text: String,
        /// Whether it could be a boolean or a number.
        plain: bool,
    },
    /// A sequence.
    List(Vec<Node>),
    /// A mapping, in its own order.
    Map(Vec<(String, Node)>),
}

impl Node {
    /// A scalar without quotation marks.
    pub fn plain(text: impl Into<String>) -> Self {
        Self::Text { text: text.into(), plain: true }
    }

    /// A scalar in quotation marks.
    pub fn quoted(text: impl Into<String>) -> Self {
        Self::Text { text: text.into(), plain: false }
    }

    /// The text of a scalar; nothing for null, lists and mappings.
    pub fn text(&self) -> Option<&str> {
        match self {
            Self::Text { text, .. } => Some(text),
            _ => None,
        }
    }

    /// A boolean of YAML 1.1 (`yes`, `no`, `on`, `off`, in any case): Jekyll and Hugo read them so.
    pub fn boolean(&self) -> Option<bool> {
        let Self::Text { text, plain: true } = self else { return None };
        let any = |words: [&str; 3]| words.iter().any(|word| text.eq_ignore_ascii_case(word));
        if any(["true", "yes", "on"]) {
            return Some(true);
        }
        any(["false", "no", "off"]).then_some(false)
    }

    /// Whether a bare number stands here.
    pub fn is_number(&self) -> bool {
        matches!(self, Self::Text { text, plain: true } if text.parse::<f64>().is_ok())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn booleans_are_those_of_yaml_1_1() {
        for word in ["true", "TRUE", "yes", "Yes", "on"] {
            assert_eq!(Node::plain(word).boolean(), Some(true), "{word}");
        }
        for word in ["false", "False", "no", "No", "OFF"] {
            assert_eq!(Node::plain(word).boolean(), Some(false), "{word}");
        }
        for node in [Node::plain("n"), Node::plain("0"), Node::quoted("no"), Node::plain("否"), Node::Null] {
            assert_eq!(node.boolean(), None, "{node:?}");
        }
    }
}
