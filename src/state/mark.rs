//! What can be said of a post, and what is said: a field and its value. How both are written in
//! the store and in exports stands here too, so that there is one notation.

use super::Place;

/// What something is said about.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Field {
    /// Whether it was read: yes, no (made unread by hand), or nothing: then the baseline decides.
    Read,
    /// Whether it has a star.
    Starred,
    /// Whether it is in the queue of posts to read later.
    Later,
    /// A tag of the reader's own.
    Tag(String),
    /// One line of the reader's own.
    Note,
    /// Where its reader was: a [`Place`].
    Place,
    /// That it was opened; the moment of the mark says when it was last.
    Opened,
}

/// When a post counts as read without being marked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReadAfter {
    /// It was open for so many seconds, or its end was seen.
    Seconds(u16),
    /// Its end was seen.
    End,
    /// Never.
    Never,
}

impl Default for ReadAfter {
    fn default() -> Self {
        Self::Seconds(5)
    }
}

/// What is said.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub enum Value {
    /// Nothing, or nothing any more.
    #[default]
    Unset,
    /// No, explicitly.
    No,
    /// Yes.
    Yes,
    /// This text.
    Text(String),
}

/// Longest name of a tag and longest note that are taken, in bytes.
pub const MAX_TEXT: usize = 4096;

impl Field {
    /// Its number in the store. Numbers are never given anew.
    pub(super) fn code(&self) -> i64 {
        match self {
            Self::Read => 1,
            Self::Starred => 2,
            Self::Later => 3,
            Self::Tag(_) => 4,
            Self::Note => 5,
            Self::Place => 6,
            Self::Opened => 7,
        }
    }

    /// What tells fields of one number apart: the name of a tag.
    pub(super) fn detail(&self) -> &str {
        if let Self::Tag(name) = self { name } else { "" }
    }

    /// The field of a number; None for one of a later version.
    pub(super) fn decode(code: i64, detail: String) -> Option<Self> {
        Some(match code {
            1 => Self::Read,
            2 => Self::Starred,
            3 => Self::Later,
            4 => Self::Tag(detail),
            5 => Self::Note,
            6 => Self::Place,
            7 => Self::Opened,
            _ => return None,
        })
    }

    /// Its name in exports: `read`, `tag:经济`.
    pub fn name(&self) -> String {
        match self {
            Self::Read => "read".into(),
            Self::Starred => "starred".into(),
            Self::Later => "later".into(),
            Self::Tag(name) => format!("tag:{name}"),
            Self::Note => "note".into(),
            Self::Place => "place".into(),
            Self::Opened => "opened".into(),
        }
    }

    /// The field of a name; None for one that is not known.
    pub fn named(name: &str) -> Option<Self> {
        Some(match name {
            "read" => Self::Read,
            "starred" => Self::Starred,
            "later" => Self::Later,
            "note" => Self::Note,
            "place" => Self::Place,
            "opened" => Self::Opened,
            _ => Self::Tag(name.strip_prefix("tag:").filter(|tag| !tag.is_empty())?.to_owned()),
        })
    }

    fn is_text(&self) -> bool {
        matches!(self, Self::Note | Self::Place)
    }

    /// What a value of this field is written as.
    pub(super) fn encode<'a>(&self, value: &'a Value) -> Option<&'a str> {
        match value {
            Value::Unset => None,
            Value::No => Some("0"),
            Value::Yes => Some("1"),
            Value::Text(text) => Some(text),
        }
    }

    /// What a written value of this field means; None for what no version writes.
    pub(super) fn value(&self, written: Option<String>) -> Option<Value> {
        match (written, self) {
            (None, _) => Some(Value::Unset),
            (Some(text), Self::Place) => Place::parse(&text).map(|_| Value::Text(text)),
            (Some(text), field) if field.is_text() => Some(Value::Text(text)),
            (Some(text), _) if text == "1" => Some(Value::Yes),
            (Some(text), _) if text == "0" => Some(Value::No),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_and_values_are_read_as_they_were_written() {
        let fields = [
            Field::Read,
            Field::Starred,
            Field::Later,
            Field::Tag("经济".into()),
            Field::Note,
            Field::Place,
            Field::Opened,
        ];
        for field in fields {
            assert_eq!(Field::named(&field.name()), Some(field.clone()));
            assert_eq!(Field::decode(field.code(), field.detail().to_owned()), Some(field.clone()));
            let text = Value::Text("1:2:3".into());
            let values = if field.is_text() { vec![Value::Unset, text] } else { vec![Value::No, Value::Yes] };
            for value in values {
                let written = field.encode(&value).map(str::to_owned);
                assert_eq!(field.value(written), Some(value));
            }
        }
    }

    #[test]
    fn what_no_version_writes_is_nothing() {
        assert_eq!(Field::named("tag:"), None);
        assert_eq!(Field::named("colour"), None);
        assert_eq!(Field::decode(99, String::new()), None);
        assert_eq!(Field::Read.value(Some("也许".into())), None);
        assert_eq!(Field::Place.value(Some("中间".into())), None);
    }
}
