//! The look without colours: which attribute says what a colour said. The same for
//! every theme, because no theme has another colourless look to offer.

use ratatui::style::{Modifier, Style};

use super::Part;
use crate::text::{Accents, Role};

pub(super) fn role(role: Role) -> Style {
    Style::new().add_modifier(match role {
        Role::Title | Role::Heading | Role::TableHead | Role::Notice | Role::CodeKeyword => Modifier::BOLD,
        Role::Link => Modifier::UNDERLINED,
        Role::Match => Modifier::REVERSED,
        Role::CurrentMatch => Modifier::REVERSED.union(Modifier::BOLD).union(Modifier::UNDERLINED),
        Role::Dim | Role::CodeComment | Role::Marker | Role::Meta | Role::Rule | Role::QuoteBar => {
            Modifier::DIM
        }
        _ => Modifier::empty(),
    })
}

pub(super) fn accent(accent: Accents) -> Style {
    Style::new().add_modifier(match accent {
        Accents::STRONG => Modifier::BOLD,
        Accents::DELETED => Modifier::CROSSED_OUT,
        Accents::MARKED => Modifier::REVERSED,
        _ => Modifier::UNDERLINED,
    })
}

pub(super) fn part(part: Part) -> Style {
    Style::new().add_modifier(match part {
        Part::RowSelected => Modifier::REVERSED.union(Modifier::BOLD),
        Part::RowSelectedInactive => Modifier::BOLD.union(Modifier::UNDERLINED),
        Part::BorderFocused | Part::PaneTitleFocused | Part::FacetChosen | Part::FacetHeading => {
            Modifier::BOLD
        }
        Part::StatusKey | Part::StatusWarning | Part::PromptError | Part::DialogTitle => Modifier::BOLD,
        Part::RowUnread => Modifier::BOLD,
        Part::Border | Part::Scrollbar | Part::RowRead => Modifier::DIM,
        _ => Modifier::empty(),
    })
}
