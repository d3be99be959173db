//! What a broken theme file says: the default theme with one line changed. How the
//! built-in themes look is tested in `tests/themes.rs`.

use super::*;
use crate::theme::builtin;

const FILE: &str = "主题/mine.yaml";

/// The default theme's file with one line changed, and the number of that line.
#[track_caller]
fn changed(from: &str, to: &str) -> (String, usize) {
    let yaml = builtin::FILES[0].1;
    let at = yaml.find(from).unwrap_or_else(|| panic!("{from:?} does not stand in the file"));
    (yaml.replacen(from, to, 1), yaml[..at].matches('\n').count() + 1)
}

#[track_caller]
fn message(yaml: &str) -> String {
    read(yaml, FILE).map(|theme| theme.name).expect_err("the file is broken").to_string()
}

#[test]
fn a_mistake_is_named_with_file_line_and_key() {
    let cases = [
        (
            "  body: {fg: ink}",
            "  body: {fg: inc}",
            "roles.body.fg: unknown colour \"inc\"; did you mean \"ink\"?",
        ),
        ("  body: {fg: ink}", "  body: {fgg: ink}", "roles.body: unknown key \"fgg\"; did you mean \"fg\"?"),
        ("  body: {fg: ink}", "  bdoy: {fg: ink}", "roles: unknown key \"bdoy\"; did you mean \"body\"?"),
        ("  body: {fg: ink}", "  正文: {fg: ink}", "roles: unknown key \"正文\""),
        ("  body: {fg: ink}", "  body: {fg: ink, fg: soft}", "roles.body: \"fg\" is given twice"),
        (
            "  body: {fg: ink}",
            "  body: ink",
            "roles.body: invalid type: string \"ink\", expected a style such as {fg: red, bold: true}",
        ),
        ("  title: {fg: bright, bold: true}", "  body: {fg: ink}", "roles: \"body\" is given twice"),
        (
            "  heading: {fg: amber, bold: true}",
            "  heading: {bold: very}",
            "roles.heading.bold: invalid type: string \"very\", expected a boolean",
        ),
        ("  ink: \"", "  ink: \"x", "palette.ink: unknown colour \"x#d8d2c6\""),
        ("  raised:", "  paper:", "palette: \"paper\" is given twice"),
        (
            "appearance: dark",
            "appearance: drak",
            "appearance: unknown appearance \"drak\"; write dark, light or 16",
        ),
        ("appearance: dark", "apearance: dark", "unknown key \"apearance\"; did you mean \"appearance\"?"),
        (
            "  border: {fg: faint}",
            "  brder: {fg: faint}",
            "parts: unknown key \"brder\"; did you mean \"border\"?",
        ),
    ];
    for (from, to, expected) in cases {
        let (yaml, line) = changed(from, to);
        assert_eq!(message(&yaml), format!("{FILE}:{line}: {expected}"));
    }
}

#[test]
fn a_theme_is_whole() {
    let (yaml, line) = changed("  body: {fg: ink}\n", "");
    assert_eq!(message(&yaml), format!("{FILE}:{line}: roles: missing: body"));
    let (yaml, line) = changed("  strong: {bold: true}\n  emphasis: {fg: warm}\n", "");
    assert_eq!(message(&yaml), format!("{FILE}:{line}: accents: missing: strong, emphasis"));
    assert_eq!(message("name: 空\n"), format!("{FILE}:1: missing: appearance, roles, accents, parts"));
    assert_eq!(message("- 1\n"), format!("{FILE}:1: invalid type: sequence, expected struct Preamble"));
}

#[test]
fn hostile_files_are_errors() {
    let deep = "[".repeat(10_000);
    let laughs = "palette: &a {x: \"#000\"}\nroles: *a\n";
    for yaml in ["", "\0", "\u{feff}", ":", "a: *b", deep.as_str(), laughs, "? {}\n: {}\n"] {
        assert!(read(yaml, FILE).is_err(), "{:?}", &yaml[..yaml.len().min(20)]);
    }
}

#[test]
fn styles_and_accents_are_patched() {
    let (yaml, _) = changed("  strong: {bold: true}", "  strong: {bg: blue, bold: true}");
    let (yaml, theme) = (yaml.as_str(), read(&yaml, FILE).expect("the file is good"));
    assert!(yaml.contains("underlined: {underlined: true}"));
    let both = theme.accent(Accents::STRONG.with(Accents::UNDERLINED));
    assert_eq!(both.add_modifier, Modifier::BOLD | Modifier::UNDERLINED);
    assert!(both.bg.is_some());
    assert_eq!(theme.accent(Accents::NONE), Style::new());
}

#[test]
fn what_is_set_to_false_is_taken_away() {
    let (yaml, _) = changed("  title: {fg: bright, bold: true}", "  title: {bold: false}");
    let theme = read(&yaml, FILE).expect("the file is good");
    assert_eq!(theme.role(Role::Title), Style::new().remove_modifier(Modifier::BOLD));
}
