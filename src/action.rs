//! Stand-in for the table of actions.

use std::str::FromStr;

/// A command of the program.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Action {
    /// Down.
    MoveDown,
    /// Up.
    MoveUp,
    /// Top.
    MoveTop,
    /// Quit.
    Quit,
    /// Open.
    Open,
}

impl Action {
    /// Variant, name, English and Chinese help line.
    pub const ALL: [(Self, &'static str, &'static str, &'static str); 5] = [
        (Self::MoveDown, "move-down", "Move down", "下移"),
        (Self::MoveUp, "move-up", "Move up", "上移"),
        (Self::MoveTop, "move-top", "Go to the top", "到顶"),
        (Self::Quit, "quit", "Quit", "退出"),
        (Self::Open, "open", "Open", "打开"),
    ];

    /// Kebab-case name.
    pub fn name(self) -> &'static str {
        Self::ALL.iter().find(|row| row.0 == self).map_or("quit", |row| row.1)
    }
}

impl FromStr for Action {
    type Err = String;

    fn from_str(name: &str) -> Result<Self, String> {
        Self::ALL.iter().find(|row| row.1 == name).map(|row| row.0).ok_or_else(|| name.to_owned())
    }
}
