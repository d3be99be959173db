//! A theme that is ready to use: one style for each role, accent and part, looked up
//! without failing. Reading one from a file is [`super::raw`]'s business.

use ratatui::style::Style;

use super::colour::{self, Depth};
use super::{Part, plain};
use crate::text::{Accents, Role};

/// What background a theme is made for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Appearance {
    /// Light text on a dark screen.
    Dark,
    /// Dark text on a light screen.
    Light,
    /// The terminal's own sixteen colours, on whatever background they stand.
    Sixteen,
}

impl Appearance {
    /// All of them, with the names that theme files use.
    pub const ALL: [(Self, &'static str); 3] =
        [(Self::Dark, "dark"), (Self::Light, "light"), (Self::Sixteen, "16")];

    /// The name that theme files use.
    pub fn name(self) -> &'static str {
        Self::ALL.iter().find(|(it, _)| *it == self).map_or("dark", |(_, name)| name)
    }
}

/// How everything looks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Theme {
    /// What `--theme` calls it.
    pub name: String,
    /// One line about it, for the list of themes; may be empty.
    pub about: String,
    /// What background it is made for.
    pub appearance: Appearance,
    /// In the order of [`Role::ALL`].
    pub(super) roles: [Style; Role::ALL.len()],
    /// In the order of [`Accents::ALL`].
    pub(super) accents: [Style; Accents::ALL.len()],
    /// In the order of [`Part::ALL`].
    pub(super) parts: [Style; Part::ALL.len()],
}

impl Theme {
    /// The style of a role.
    pub fn role(&self, role: Role) -> Style {
        self.roles[role as usize]
    }

    /// The styles of all flags that are set, one patched over the other; to be
    /// patched over the style of the role.
    pub fn accent(&self, accents: Accents) -> Style {
        let set = Accents::ALL.iter().zip(self.accents).filter(|((flag, _), _)| accents.contains(*flag));
        set.fold(Style::new(), |style, (_, accent)| style.patch(accent))
    }

    /// The style of a part of the screen.
    pub fn part(&self, part: Part) -> Style {
        self.parts[part as usize]
    }

    /// The theme as a terminal with fewer colours can show it.
    #[must_use]
    pub fn for_depth(&self, depth: Depth) -> Self {
        let reduce = |style: Style| colour::reduce(style, depth);
        Self {
            roles: self.roles.map(reduce),
            accents: self.accents.map(reduce),
            parts: self.parts.map(reduce),
            ..self.clone()
        }
    }

    /// The theme without any colour, for `NO_COLOR`: what colours said is said by
    /// bold, underlined and reversed text, so that the selection can be seen.
    #[must_use]
    pub fn without_colours(&self) -> Self {
        let mut theme = self.clone();
        theme.roles = Role::ALL.map(|(role, _)| plain::role(role));
        theme.accents = Accents::ALL.map(|(accent, _)| plain::accent(accent));
        theme.parts = Part::ALL.map(|(part, _)| plain::part(part));
        theme
    }
}
