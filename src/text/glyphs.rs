//! The glyphs that the program itself draws: lines, bars, marks. On a terminal that gives
//! characters of ambiguous width two columns, most box-drawing characters would take two, so
//! there they are ASCII. Which is used is decided here and nowhere else.

use super::width::Ruler;

/// What is drawn besides text; everything is one column wide but the ellipsis.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Glyphs {
    /// A horizontal line.
    pub line: &'static str,
    /// A horizontal line that is seen first.
    pub heavy_line: &'static str,
    /// A vertical line.
    pub bar: &'static str,
    /// The thumb of a scroll bar, on a vertical line.
    pub thumb: &'static str,
    /// Where a vertical line begins at a horizontal one.
    pub tee: &'static str,
    /// Where a vertical line meets the end of a horizontal one.
    pub end: &'static str,
    /// The corners of a frame: top left, top right, bottom left, bottom right.
    pub corners: [&'static str; 4],
    /// Before what is chosen.
    pub chosen: &'static str,
    /// Before what is left out.
    pub excluded: &'static str,
    /// Below what is meant.
    pub caret: &'static str,
    /// Bars of an eighth to eight eighths of a row.
    pub levels: [&'static str; 8],
    /// Between two numbers of a size.
    pub times: &'static str,
    /// Before an unread post.
    pub unread: &'static str,
    /// Behind a post with a star.
    pub star: &'static str,
    /// Behind a post that is to be read later.
    pub later: &'static str,
    /// Behind a post with a note or tags of the reader's own.
    pub note: &'static str,
    /// Behind a number of rows further up.
    pub above: &'static str,
    /// At the end of a text that was cut.
    pub ellipsis: &'static str,
}

const NARROW: Glyphs = Glyphs {
    line: "─",
    heavy_line: "━",
    bar: "│",
    thumb: "┃",
    tee: "┬",
    end: "┤",
    corners: ["╭", "╮", "╰", "╯"],
    chosen: "✓",
    excluded: "-",
    caret: "^",
    levels: ["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"],
    times: "×",
    unread: "∙",
    star: "✶",
    later: "»",
    note: "✎",
    above: "↑",
    ellipsis: "…",
};

const WIDE: Glyphs = Glyphs {
    line: "-",
    heavy_line: "=",
    bar: "|",
    thumb: "#",
    tee: "+",
    end: "+",
    corners: ["+", "+", "+", "+"],
    chosen: "*",
    excluded: "-",
    caret: "^",
    levels: ["_", ".", ":", "-", "=", "+", "*", "#"],
    times: "x",
    unread: "+",
    star: "*",
    later: ">",
    note: "'",
    above: "^",
    ellipsis: "...",
};

impl Ruler {
    /// The glyphs that this terminal draws in one column.
    pub fn glyphs(self) -> &'static Glyphs {
        match self {
            Self::Narrow => &NARROW,
            Self::Wide => &WIDE,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_glyph_has_the_columns_it_is_drawn_in() {
        for ruler in [Ruler::Narrow, Ruler::Wide] {
            let glyphs = ruler.glyphs();
            let single = [
                glyphs.line,
                glyphs.heavy_line,
                glyphs.bar,
                glyphs.thumb,
                glyphs.tee,
                glyphs.end,
                glyphs.chosen,
                glyphs.excluded,
                glyphs.caret,
                glyphs.times,
                glyphs.unread,
                glyphs.star,
                glyphs.later,
                glyphs.note,
            ];
            for glyph in single.into_iter().chain(glyphs.corners).chain(glyphs.levels) {
                assert_eq!(ruler.columns(glyph), 1, "{glyph} {ruler:?}");
            }
        }
        assert_eq!(Ruler::Narrow.columns(NARROW.ellipsis), 1);
        assert_eq!(Ruler::Wide.columns(WIDE.ellipsis), 3);
    }
}
