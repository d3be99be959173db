//! Own tags and a note on a post: the text fields for them, and what becomes of their texts.

use super::message::Effect;
use super::prompt::{Before, Prompt, Purpose};
use super::state::App;
use crate::library::PostId;
use crate::state::mark::MAX_TEXT;
use crate::state::{Field, Value};
use crate::text::sanitize;

impl App {
    /// Own tags of a post, in the order of their names.
    pub fn own_tags(&self, post: PostId) -> Vec<&str> {
        let tags = self.memory.marks.tags().filter(|(_, posts)| posts.contains(post));
        tags.map(|(name, _)| name).collect()
    }

    /// Opens the field for own tags or for the note.
    pub(super) fn ask_about(&mut self, purpose: Purpose) -> Vec<Effect> {
        let Some(post) = self.meant_post() else {
            return self.say(self.lang.words().nothing_to_mark.to_owned());
        };
        let text = match purpose {
            Purpose::OwnTags => self.own_tags(post).iter().flat_map(|name| [*name, " "]).collect(),
            _ => self.memory.marks.note(post).unwrap_or_default().to_owned(),
        };
        let before = Before { about: Some(post), ..Before::default() };
        self.prompt = Some(Prompt::new(purpose, &text, before));
        self.arrange();
        Vec::new()
    }

    /// Takes the tags in the field: those that are new, and those that are gone.
    pub(super) fn accept_tags(&mut self) -> Vec<Effect> {
        let Some((post, text)) = self.noted() else { return Vec::new() };
        let wanted: Vec<&str> =
            text.split([' ', ',', '，', '、']).map(|name| name.trim_start_matches('#')).collect();
        let wanted: Vec<&str> = wanted.into_iter().filter(|name| !name.is_empty()).collect();
        let had: Vec<String> = self.own_tags(post).into_iter().map(str::to_owned).collect();
        let gone =
            had.iter().filter(|name| !wanted.contains(&name.as_str())).map(|name| (name, Value::Unset));
        let gone: Vec<(Field, Value)> = gone.map(|(name, value)| (Field::Tag(name.clone()), value)).collect();
        let new = wanted.iter().filter(|name| !had.iter().any(|had| had == *name));
        let new = new.map(|name| (Field::Tag((*name).to_owned()), Value::Yes));
        let changes: Vec<(Field, Value)> = gone.into_iter().chain(new).collect();
        changes.into_iter().flat_map(|(field, value)| self.mark([post], field, &value)).collect()
    }

    /// Takes the note in the field; an empty one takes it away.
    pub(super) fn accept_note(&mut self) -> Vec<Effect> {
        let Some((post, text)) = self.noted() else { return Vec::new() };
        let value = if text.is_empty() { Value::Unset } else { Value::Text(text) };
        if self.memory.marks.get(post, &Field::Note) == value {
            return Vec::new();
        }
        self.mark([post], Field::Note, &value)
    }

    /// Closes the field: the post it was about, and its text as one clean line.
    fn noted(&mut self) -> Option<(PostId, String)> {
        let prompt = self.prompt.take()?;
        self.arrange();
        let line = sanitize::line(prompt.text().trim());
        let ends = line.char_indices().map(|(at, letter)| at + letter.len_utf8());
        let end = ends.take_while(|end| *end <= MAX_TEXT).last().unwrap_or_default();
        Some((prompt.before.about?, line[..end].to_owned()))
    }
}
