//! The parts of the screen that are no text of a post. Every theme has a style for
//! each of them; where a part stands and what it says is the painting code's business.

/// A part of the screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Part {
    /// The whole screen, below everything else.
    Screen,
    /// The frame of a pane.
    Border,
    /// The frame of the pane that has the keys.
    BorderFocused,
    /// The title in the frame of a pane.
    PaneTitle,
    /// The title of the pane that has the keys.
    PaneTitleFocused,
    /// A row of a list.
    Row,
    /// The date in a row.
    RowDate,
    /// A row of a post that nobody read yet.
    RowUnread,
    /// A row of a post that was read.
    RowRead,
    /// Stars and other marks in a row.
    RowMark,
    /// The selected row of the pane that has the keys.
    RowSelected,
    /// The selected row of another pane.
    RowSelectedInactive,
    /// The name of a category or a tag in its pane.
    FacetName,
    /// How many posts a category or a tag has.
    FacetCount,
    /// A category or a tag that filters the list.
    FacetChosen,
    /// The heading over the categories or the tags.
    FacetHeading,
    /// The bottom line.
    Status,
    /// A key in the bottom line.
    StatusKey,
    /// What a key in the bottom line does.
    StatusText,
    /// A warning in the bottom line.
    StatusWarning,
    /// A text field.
    Prompt,
    /// What is wrong with the text in a text field.
    PromptError,
    /// The inside of a window over the panes.
    Dialog,
    /// The frame of such a window.
    DialogBorder,
    /// The title of such a window.
    DialogTitle,
    /// The track of a scroll bar.
    Scrollbar,
    /// The thumb of a scroll bar.
    ScrollbarThumb,
    /// How far the article is read, how far a scan is.
    Progress,
    /// What a pane says when it has nothing to show.
    Empty,
}

impl Part {
    /// All parts, with the kebab-case names that theme files use.
    pub const ALL: [(Self, &'static str); 29] = [
        (Self::Screen, "screen"),
        (Self::Border, "border"),
        (Self::BorderFocused, "border-focused"),
        (Self::PaneTitle, "pane-title"),
        (Self::PaneTitleFocused, "pane-title-focused"),
        (Self::Row, "row"),
        (Self::RowDate, "row-date"),
        (Self::RowUnread, "row-unread"),
        (Self::RowRead, "row-read"),
        (Self::RowMark, "row-mark"),
        (Self::RowSelected, "row-selected"),
        (Self::RowSelectedInactive, "row-selected-inactive"),
        (Self::FacetName, "facet-name"),
        (Self::FacetCount, "facet-count"),
        (Self::FacetChosen, "facet-chosen"),
        (Self::FacetHeading, "facet-heading"),
        (Self::Status, "status"),
        (Self::StatusKey, "status-key"),
        (Self::StatusText, "status-text"),
        (Self::StatusWarning, "status-warning"),
        (Self::Prompt, "prompt"),
        (Self::PromptError, "prompt-error"),
        (Self::Dialog, "dialog"),
        (Self::DialogBorder, "dialog-border"),
        (Self::DialogTitle, "dialog-title"),
        (Self::Scrollbar, "scrollbar"),
        (Self::ScrollbarThumb, "scrollbar-thumb"),
        (Self::Progress, "progress"),
        (Self::Empty, "empty"),
    ];

    /// The kebab-case name that theme files use.
    pub fn name(self) -> &'static str {
        Self::ALL.iter().find(|(part, _)| *part == self).map_or("screen", |(_, name)| name)
    }
}
