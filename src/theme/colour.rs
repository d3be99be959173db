//! Colours: how theme files spell them, and what becomes of them on a terminal that
//! knows fewer. What is coloured is not known here.

use ratatui::style::{Color, Style};

use crate::text::nearest;

/// How many colours the terminal can show.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Depth {
    /// The sixteen colours that the user of the terminal has chosen.
    Sixteen,
    /// The fixed palette of 256 colours that xterm has made common.
    Palette,
    /// 24 bits.
    True,
}

impl Depth {
    /// What the values of the environment variables `COLORTERM` and `TERM` promise.
    /// A terminal that promises nothing gets sixteen colours.
    pub fn detect(colorterm: Option<&str>, term: Option<&str>) -> Self {
        let (colorterm, term) = (colorterm.unwrap_or_default(), term.unwrap_or_default());
        let direct = ["direct", "kitty", "alacritty", "ghostty", "foot", "wezterm"];
        if matches!(colorterm, "truecolor" | "24bit") || direct.iter().any(|name| term.contains(name)) {
            Self::True
        } else if term.contains("256") || !colorterm.is_empty() {
            Self::Palette
        } else {
            Self::Sixteen
        }
    }
}

/// The colours that need no palette: the terminal's own sixteen and its default.
pub const NAMES: [(&str, Color); 18] = [
    ("default", Color::Reset),
    ("black", Color::Black),
    ("red", Color::Red),
    ("green", Color::Green),
    ("yellow", Color::Yellow),
    ("blue", Color::Blue),
    ("magenta", Color::Magenta),
    ("cyan", Color::Cyan),
    ("white", Color::Gray),
    ("bright-black", Color::DarkGray),
    ("bright-red", Color::LightRed),
    ("bright-green", Color::LightGreen),
    ("bright-yellow", Color::LightYellow),
    ("bright-blue", Color::LightBlue),
    ("bright-magenta", Color::LightMagenta),
    ("bright-cyan", Color::LightCyan),
    ("bright-white", Color::White),
    ("gray", Color::DarkGray),
];

/// Reads `#rrggbb`, `#rgb`, a number of the 256-colour palette, or a name: of
/// `palette` first, then of [`NAMES`].
///
/// # Errors
/// A message with the nearest known name.
pub fn read(text: &str, palette: &[(String, Color)]) -> Result<Color, String> {
    if let Some(digits) = text.strip_prefix('#') {
        return hex(digits).ok_or_else(|| format!("{text:?} is no colour; write #rrggbb or #rgb"));
    }
    if let Ok(number) = text.parse::<u8>() {
        return Ok(Color::Indexed(number));
    }
    let own = palette.iter().find(|(name, _)| name == text).map(|(_, colour)| *colour);
    own.or_else(|| named(text)).ok_or_else(|| unknown(text, palette))
}

fn named(text: &str) -> Option<Color> {
    NAMES.iter().find(|(name, _)| *name == text).map(|(_, colour)| *colour)
}

fn unknown(text: &str, palette: &[(String, Color)]) -> String {
    let own = palette.iter().map(|(name, _)| name.as_str());
    let hint = nearest::hint(text, own.chain(NAMES.iter().map(|(name, _)| *name)));
    format!("unknown colour {text:?}{hint}")
}

fn hex(digits: &str) -> Option<Color> {
    let number = u32::from_str_radix(digits, 16).ok().filter(|_| !digits.starts_with('+'))?;
    let [_, red, green, blue] = number.to_be_bytes();
    match digits.len() {
        6 => Some(Color::Rgb(red, green, blue)),
        3 => {
            let digit = |shift: u32| (number >> shift & 0xf) as u8 * 0x11;
            Some(Color::Rgb(digit(8), digit(4), digit(0)))
        }
        _ => None,
    }
}

/// The style with every colour as the terminal can show it. Sixteen colours are the
/// user's own and cannot be matched: such a terminal gets the nearest of 256, which
/// is what a theme with true colours can do at best; choose the `ansi` theme there.
pub(super) fn reduce(style: Style, depth: Depth) -> Style {
    if depth == Depth::True {
        return style;
    }
    let near = |colour: Option<Color>| colour.map(nearest_indexed);
    Style { fg: near(style.fg), bg: near(style.bg), underline_color: near(style.underline_color), ..style }
}

/// The colour of the xterm palette that differs least, of its cube (16 to 231) and
/// its greys (232 to 255); the first sixteen are not fixed.
fn nearest_indexed(colour: Color) -> Color {
    let Color::Rgb(red, green, blue) = colour else { return colour };
    let wanted = [red, green, blue];
    let best = (16..=255u8).min_by_key(|index| difference(wanted, xterm(*index)));
    Color::Indexed(best.unwrap_or(16))
}

/// Weighted after the eye's sensitivity: the usual 3:6:1 or so of red, green, blue.
fn difference(left: [u8; 3], right: [u8; 3]) -> u32 {
    let square = |at: usize| u32::from(left[at].abs_diff(right[at])).pow(2);
    3 * square(0) + 6 * square(1) + square(2)
}

/// What xterm shows for an index of 16 and more.
pub fn xterm(index: u8) -> [u8; 3] {
    if index >= 232 {
        return [8 + 10 * (index - 232); 3];
    }
    let cube = index.saturating_sub(16);
    [cube / 36, cube / 6 % 6, cube % 6].map(|step| if step == 0 { 0 } else { 55 + 40 * step })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_every_spelling() {
        let palette = [("ink".to_owned(), Color::Rgb(1, 2, 3)), ("red".to_owned(), Color::Rgb(9, 9, 9))];
        let cases = [
            ("#1a2B3c", Ok(Color::Rgb(0x1a, 0x2b, 0x3c))),
            ("#fa0", Ok(Color::Rgb(0xff, 0xaa, 0))),
            ("214", Ok(Color::Indexed(214))),
            ("ink", Ok(Color::Rgb(1, 2, 3))),
            ("red", Ok(Color::Rgb(9, 9, 9))),
            ("bright-blue", Ok(Color::LightBlue)),
            ("default", Ok(Color::Reset)),
            ("#12345", Err("\"#12345\" is no colour; write #rrggbb or #rgb")),
            ("#看报", Err("\"#看报\" is no colour; write #rrggbb or #rgb")),
            ("#+12345", Err("\"#+12345\" is no colour; write #rrggbb or #rgb")),
            ("bluee", Err("unknown colour \"bluee\"; did you mean \"blue\"?")),
            ("inc", Err("unknown colour \"inc\"; did you mean \"ink\"?")),
            ("256", Err("unknown colour \"256\"")),
        ];
        for (text, expected) in cases {
            assert_eq!(read(text, &palette), expected.map_err(str::to_owned), "{text}");
        }
    }

    #[test]
    fn what_the_environment_promises() {
        let cases = [
            (Some("truecolor"), Some("xterm-256color"), Depth::True),
            (Some("24bit"), None, Depth::True),
            (None, Some("xterm-kitty"), Depth::True),
            (None, Some("xterm-direct"), Depth::True),
            (None, Some("xterm-256color"), Depth::Palette),
            (Some("yes"), Some("xterm"), Depth::Palette),
            (None, Some("xterm"), Depth::Sixteen),
            (None, Some("linux"), Depth::Sixteen),
            (None, None, Depth::Sixteen),
        ];
        for (colorterm, term, expected) in cases {
            assert_eq!(Depth::detect(colorterm, term), expected, "{colorterm:?} {term:?}");
        }
    }

    #[test]
    fn the_palette_has_its_own_colours_back() {
        for index in 16..=255 {
            let [red, green, blue] = xterm(index);
            let Color::Indexed(found) = nearest_indexed(Color::Rgb(red, green, blue)) else { panic!() };
            assert_eq!(xterm(found), xterm(index));
        }
        assert_eq!(nearest_indexed(Color::Rgb(254, 1, 0)), Color::Indexed(196));
        assert_eq!(nearest_indexed(Color::Red), Color::Red);
    }
}
