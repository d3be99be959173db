//! A text field: words for the list, the article or the help, or a category or tag that is found by
//! typing. What the words do is the business of the folder's other files; here they are
//! only typed.

use std::ops::Range;

use tui_input::{Input, InputRequest};

use super::completing::Completion;
use super::rows::{Place, Rows};
use super::searching::Begun;
use crate::keys::{Code, Key};
use crate::library::{FacetId, FacetKind, PostId};
use crate::query::{Filter, QueryError};
use crate::text::sanitize;
use crate::text::width::Ruler;

/// What the text is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// Words that titles must have.
    Filter,
    /// A category or a tag to choose.
    Facet(FacetKind),
    /// Words that the names in the pane of categories or tags must have.
    Pane(FacetKind),
    /// The name of a saved search.
    Name,
    /// A day.
    Date,
    /// A post to open.
    Post,
    /// Words in the help.
    Help,
    /// Words in the article.
    Find,
    /// Words in the texts of all posts.
    Texts,
    /// The reader's own tags of a post.
    OwnTags,
    /// The reader's note on a post.
    Note,
}

impl Purpose {
    /// Whether the words are searched for in texts.
    pub fn is_search(self) -> bool {
        matches!(self, Self::Find | Self::Texts)
    }
}

/// What Esc brings back.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Before {
    /// The filter.
    pub filter: Filter,
    /// The text that its query came from.
    pub text: String,
    /// The post selected by hand.
    pub wanted: Option<PostId>,
    /// The selected post and where it stands.
    pub place: Place<PostId>,
    /// The words that narrowed the pane of categories or tags, and what was selected there.
    pub pane: (String, Option<FacetId>),
    /// The post that the text is about.
    pub about: Option<PostId>,
    /// Where a search in the article was begun.
    pub begun: Begun,
}

/// A text field.
#[derive(Debug, Clone)]
pub struct Prompt {
    /// What the text is for.
    pub purpose: Purpose,
    /// What Esc brings back.
    pub before: Before,
    /// For [`Purpose::Facet`]: what the text finds, with the selected one.
    pub matches: Rows<FacetId>,
    /// What is to be said of the text beside it: why it is no name, no day.
    pub note: Option<String>,
    /// For [`Purpose::Post`]: the same.
    pub posts: Rows<PostId>,
    /// Why the text cannot be used.
    pub error: Option<QueryError>,
    /// What the query can go on with.
    pub completion: Completion,
    /// The arrows moved in the list of posts since something was typed.
    pub(super) moved: bool,
    input: Input,
}

impl Prompt {
    /// A field with this text in it.
    pub fn new(purpose: Purpose, text: &str, before: Before) -> Self {
        let input = Input::new(text.to_owned());
        Self {
            purpose,
            before,
            matches: Rows::default(),
            posts: Rows::default(),
            note: None,
            error: None,
            completion: Completion::default(),
            moved: false,
            input,
        }
    }

    /// The text.
    pub fn text(&self) -> &str {
        self.input.value()
    }

    /// Puts another text in, with the cursor behind it.
    pub fn set(&mut self, text: &str) {
        self.input = Input::new(text.to_owned());
    }

    /// Puts a text in the place of a part, with the cursor behind it, and a space behind it if
    /// it is `whole`.
    pub fn replace(&mut self, part: Range<usize>, text: &str, whole: bool) {
        let (Some(before), Some(after)) = (self.text().get(..part.start), self.text().get(part.end..)) else {
            return;
        };
        let space = if whole && !after.starts_with(char::is_whitespace) { " " } else { "" };
        let before = format!("{before}{text}{space}");
        let cursor = before.chars().count();
        self.input = Input::new(before + after).with_cursor(cursor);
    }

    /// The byte of the text that the cursor stands before.
    pub fn cursor_byte(&self) -> usize {
        self.text().char_indices().nth(self.input.cursor()).map_or(self.text().len(), |(at, _)| at)
    }

    /// Columns before the cursor.
    pub fn cursor(&self, ruler: Ruler) -> usize {
        let before: String = self.text().chars().take(self.input.cursor()).collect();
        ruler.columns(&before)
    }

    /// Takes a key as text or for editing; whether the text is another now.
    pub fn edit(&mut self, key: Key) -> bool {
        let Some(request) = request(key) else { return false };
        self.moved = false;
        let changed = self.input.handle(request).is_some_and(|changed| changed.value);
        if !changed {
            self.completion = Completion::default();
        }
        changed
    }

    /// Takes pasted text, as one line.
    pub fn paste(&mut self, text: &str) {
        for letter in sanitize::line(text.trim()).chars() {
            self.input.handle(InputRequest::InsertChar(letter));
        }
    }
}

/// The keys of a text field: those of readline, and the ones on the keyboard.
fn request(key: Key) -> Option<InputRequest> {
    if let Some(letter) = key.typed() {
        return Some(InputRequest::InsertChar(letter));
    }
    Some(match (key.code, key.ctrl, key.alt) {
        (Code::Backspace, false, false) | (Code::Char('h'), true, false) => InputRequest::DeletePrevChar,
        (Code::Delete, ..) | (Code::Char('d'), true, false) => InputRequest::DeleteNextChar,
        (Code::Backspace, ..) | (Code::Char('w'), true, false) => InputRequest::DeletePrevWord,
        (Code::Char('u'), true, false) => InputRequest::DeleteFromStart,
        (Code::Char('k'), true, false) => InputRequest::DeleteTillEnd,
        (Code::Char('y'), true, false) => InputRequest::Yank,
        (Code::Left, false, false) | (Code::Char('b'), true, false) => InputRequest::GoToPrevChar,
        (Code::Right, false, false) | (Code::Char('f'), true, false) => InputRequest::GoToNextChar,
        (Code::Left, ..) | (Code::Char('b'), false, true) => InputRequest::GoToPrevWord,
        (Code::Right, ..) | (Code::Char('f'), false, true) => InputRequest::GoToNextWord,
        (Code::Home, ..) | (Code::Char('a'), true, false) => InputRequest::GoToStart,
        (Code::End, ..) | (Code::Char('e'), true, false) => InputRequest::GoToEnd,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::keys::parse_sequence;

    #[test]
    fn it_edits_by_characters_as_people_see_them() {
        let table = [
            ("银行", "银行", 4),
            ("银行<Backspace>", "银", 2),
            ("银行<Left>间", "银间行", 4),
            ("e\u{301}<Backspace>", "", 0),
            ("bank rate<C-w>", "bank ", 5),
            ("汇率 银行<C-w>", "汇率 银", 7),
            ("汇率<C-u>", "", 0),
            ("汇率<Home>看", "看汇率", 2),
            ("汇率<Left><C-k>", "汇", 2),
            ("😀<C-a><Delete>", "", 0),
            ("ｊ、？", "ｊ、？", 6),
            ("<F5><A-x>", "", 0),
        ];
        for (keys, text, cursor) in table {
            let mut prompt = Prompt::new(Purpose::Filter, "", Before::default());
            for key in parse_sequence(keys).unwrap() {
                prompt.edit(key);
            }
            assert_eq!((prompt.text(), prompt.cursor(Ruler::Narrow)), (text, cursor), "{keys}");
        }
    }

    #[test]
    fn pasted_text_is_one_clean_line() {
        let mut prompt = Prompt::new(Purpose::Filter, "看", Before::default());
        prompt.paste(" 报纸\n头版\u{1b}[31m ");
        assert_eq!(prompt.text(), "看报纸 头版[31m");
    }
}
