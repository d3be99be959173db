//! The theme files: the folder equals the built-in table, every file is whole, and
//! what people read can be read: contrast is computed as WCAG 2 does.

use std::collections::BTreeSet;
use std::fs;

use kanbao::text::{Accents, Role};
use kanbao::theme::{Appearance, Depth, NAMES, Part, Theme, builtin, colour};
use ratatui::style::{Color, Modifier, Style};

fn all() -> Vec<Theme> {
    NAMES.iter().map(|name| Theme::builtin(name).unwrap_or_else(|error| panic!("{error:#}"))).collect()
}

fn in_full_colour() -> impl Iterator<Item = Theme> {
    all().into_iter().filter(|theme| theme.appearance != Appearance::Sixteen)
}

/// Red, green and blue of a fixed colour.
#[track_caller]
fn rgb(colour: Option<Color>) -> [u8; 3] {
    match colour {
        Some(Color::Rgb(red, green, blue)) => [red, green, blue],
        Some(Color::Indexed(index)) if index >= 16 => colour::xterm(index),
        other => panic!("{other:?} is no fixed colour"),
    }
}

/// Relative luminance, WCAG 2.
fn luminance(colour: [u8; 3]) -> f64 {
    let linear = colour.map(|part| {
        let part = f64::from(part) / 255.0;
        if part <= 0.04045 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
    });
    0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
}

fn contrast(left: [u8; 3], right: [u8; 3]) -> f64 {
    let (left, right) = (luminance(left), luminance(right));
    (left.max(right) + 0.05) / (left.min(right) + 0.05)
}

fn contrast_of(style: Style) -> f64 {
    contrast(rgb(style.fg), rgb(style.bg))
}

/// Lines and frames: they are seen, not read.
const DRAWN_ROLES: [Role; 3] = [Role::QuoteBar, Role::Rule, Role::TableBorder];
const DRAWN_PARTS: [Part; 3] = [Part::Border, Part::Scrollbar, Part::ScrollbarThumb];

#[test]
fn the_folder_is_the_table() {
    let files: BTreeSet<String> = fs::read_dir("themes")
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    let table: BTreeSet<String> = NAMES.iter().map(|name| format!("{name}.yaml")).collect();
    assert_eq!(files, table, "themes/ and src/theme/builtin.rs differ");
    for (name, yaml) in builtin::FILES {
        assert_eq!(yaml, fs::read_to_string(format!("themes/{name}.yaml")).unwrap());
    }
}

#[test]
fn every_file_is_whole() {
    for (theme, name) in all().iter().zip(NAMES) {
        assert_eq!(theme.name, name, "the name in themes/{name}.yaml");
        assert!(!theme.about.is_empty(), "{name} says nothing about itself");
    }
    let appearances: Vec<Appearance> = all().iter().map(|theme| theme.appearance).collect();
    for (wanted, name) in Appearance::ALL {
        assert!(appearances.contains(&wanted), "no theme of the appearance {name}");
    }
}

#[test]
fn text_can_be_read() {
    for theme in in_full_colour() {
        for theme in [theme.for_depth(Depth::Palette), theme] {
            check_roles(&theme);
            check_accents(&theme);
            check_parts(&theme);
            check_selected_rows(&theme);
        }
    }
}

/// What text must reach: 7:1 in the theme that promises it, else the 4.5:1 of WCAG AA.
fn least(theme: &Theme) -> f64 {
    if theme.name == "contrast" { 7.0 } else { 4.5 }
}

#[track_caller]
fn assert_contrast(theme: &Theme, what: &str, style: Style, least: f64) {
    let found = contrast_of(style);
    assert!(found >= least, "{}: {what} has a contrast of {found:.2}:1, not {least}:1", theme.name);
}

fn check_roles(theme: &Theme) {
    for (role, name) in Role::ALL {
        let least = if DRAWN_ROLES.contains(&role) { 1.8 } else { least(theme) };
        for below in [Part::Screen, Part::Dialog] {
            assert_contrast(theme, name, theme.part(below).patch(theme.role(role)), least);
        }
    }
    let body = theme.part(Part::Screen).patch(theme.role(Role::Body));
    assert_contrast(theme, "running text", body, 7.0);
}

fn check_accents(theme: &Theme) {
    let body = theme.part(Part::Screen).patch(theme.role(Role::Body));
    for (accent, name) in Accents::ALL {
        assert_contrast(theme, name, body.patch(theme.accent(accent)), least(theme));
    }
}

fn check_parts(theme: &Theme) {
    for (part, name) in Part::ALL {
        let least = if DRAWN_PARTS.contains(&part) { 1.8 } else { least(theme) };
        assert_contrast(theme, name, theme.part(Part::Screen).patch(theme.part(part)), least);
    }
}

/// A selected row is read in one style: its own is patched over that of its cells.
fn check_selected_rows(theme: &Theme) {
    let screen = theme.part(Part::Screen);
    for selected in [Part::RowSelected, Part::RowSelectedInactive] {
        for cell in [Part::Row, Part::RowDate, Part::FacetName, Part::FacetCount, Part::FacetChosen] {
            let style = screen.patch(theme.part(cell)).patch(theme.part(selected));
            assert_contrast(theme, selected.name(), style, least(theme));
        }
        let (row, own) = (rgb(screen.bg), rgb(theme.part(selected).bg));
        assert!(contrast(row, own) >= 1.08, "{}: {} cannot be told from a row", theme.name, selected.name());
    }
}

/// The sixteen colours as common terminals show them (black and white, and the hues
/// that the theme uses): xterm, VGA, Windows.
const PALETTES: [[(Color, [u8; 3]); 5]; 3] = [
    [
        (Color::Black, [0, 0, 0]),
        (Color::White, [255, 255, 255]),
        (Color::Red, [205, 0, 0]),
        (Color::LightRed, [255, 0, 0]),
        (Color::LightBlue, [92, 92, 255]),
    ],
    [
        (Color::Black, [0, 0, 0]),
        (Color::White, [255, 255, 255]),
        (Color::Red, [170, 0, 0]),
        (Color::LightRed, [255, 85, 85]),
        (Color::LightBlue, [85, 85, 255]),
    ],
    [
        (Color::Black, [12, 12, 12]),
        (Color::White, [242, 242, 242]),
        (Color::Red, [197, 15, 31]),
        (Color::LightRed, [231, 72, 86]),
        (Color::LightBlue, [59, 120, 255]),
    ],
];

#[test]
fn sixteen_colours_are_the_terminals_own() {
    for theme in all().iter().filter(|theme| theme.appearance == Appearance::Sixteen) {
        let styles = styles(theme);
        for (name, style) in &styles {
            assert!(matches!(style.bg, None | Some(Color::Reset)), "{}: {name} has a background", theme.name);
            for palette in PALETTES {
                check_on_both_backgrounds(theme, name, *style, &palette);
            }
        }
        assert!(theme.part(Part::RowSelected).add_modifier.contains(Modifier::REVERSED));
    }
}

fn check_on_both_backgrounds(theme: &Theme, name: &str, style: Style, palette: &[(Color, [u8; 3]); 5]) {
    let Some(colour) = style.fg.filter(|colour| *colour != Color::Reset) else { return };
    let found = palette.iter().find(|(known, _)| *known == colour);
    let (_, shown) = found.unwrap_or_else(|| panic!("{}: {name}: {colour:?} is not for both", theme.name));
    for (_, ground) in &palette[..2] {
        let found = contrast(*shown, *ground);
        assert!(found >= 2.7, "{}: {name}: {colour:?} on {ground:?} has {found:.2}:1", theme.name);
    }
}

fn styles(theme: &Theme) -> Vec<(&'static str, Style)> {
    let roles = Role::ALL.iter().map(|(role, name)| (*name, theme.role(*role)));
    let accents = Accents::ALL.iter().map(|(accent, name)| (*name, theme.accent(*accent)));
    let parts = Part::ALL.iter().map(|(part, name)| (*name, theme.part(*part)));
    roles.chain(accents).chain(parts).collect()
}

#[test]
fn no_theme_needs_italics() {
    for theme in all() {
        for (name, style) in styles(&theme) {
            assert!(!style.add_modifier.contains(Modifier::ITALIC), "{}: {name}", theme.name);
        }
    }
}

#[test]
fn without_colours_everything_important_still_shows() {
    for theme in all() {
        let plain = theme.without_colours();
        for (name, style) in styles(&plain) {
            assert_eq!((style.fg, style.bg, style.underline_color), (None, None, None), "{name}");
        }
        let is = |part, modifier| plain.part(part).add_modifier.contains(modifier);
        assert!(is(Part::RowSelected, Modifier::REVERSED));
        assert!(is(Part::RowSelectedInactive, Modifier::UNDERLINED));
        assert!(is(Part::BorderFocused, Modifier::BOLD) && !is(Part::Border, Modifier::BOLD));
        assert!(is(Part::FacetChosen, Modifier::BOLD) && !is(Part::FacetName, Modifier::BOLD));
        assert!(plain.role(Role::Match).add_modifier.contains(Modifier::REVERSED));
        assert!(plain.role(Role::Link).add_modifier.contains(Modifier::UNDERLINED));
    }
}
