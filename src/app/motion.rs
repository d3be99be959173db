//! Which commands are movements, and how far they go with a count.

use super::viewport::Motion;
use crate::action::Action;

/// The movement of a command; `None` for commands that are no movement.
pub(super) fn motion(action: Action, count: Option<usize>) -> Option<Motion> {
    let times = isize::try_from(count.unwrap_or(1)).unwrap_or(isize::MAX);
    let row = |count: usize| Motion::To(count.saturating_sub(1));
    Some(match action {
        Action::MoveDown => Motion::Rows(times),
        Action::MoveUp => Motion::Rows(-times),
        Action::PageDown => Motion::Pages(times),
        Action::PageUp => Motion::Pages(-times),
        Action::HalfPageDown => Motion::HalfPages(times),
        Action::HalfPageUp => Motion::HalfPages(-times),
        Action::GoTop => count.map_or(Motion::To(0), row),
        Action::GoBottom => count.map_or(Motion::END, row),
        Action::GoPercent => Motion::Percent(count?),
        _ => return None,
    })
}
