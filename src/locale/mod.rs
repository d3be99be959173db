//! Stand-in for the words of the interface.

use crate::action::Action;

/// A language of the interface.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lang {
    /// English.
    En,
    /// Chinese.
    Zh,
}

impl Lang {
    /// From the environment.
    pub fn from_env() -> Self {
        Self::En
    }

    /// The help line of an action.
    pub fn help(self, action: Action) -> &'static str {
        let row = Action::ALL.iter().find(|row| row.0 == action);
        row.map_or("", |row| if self == Self::Zh { row.3 } else { row.2 })
    }
}
