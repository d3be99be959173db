//! Formulas between `$$`: Markdown would read `_` and `*` in them as emphasis. One on lines
//! of its own becomes fenced code of the language `math`, one within a line has its marks
//! escaped.

use std::fmt::Write;

/// Lines that a formula may take.
const MAX_LINES: usize = 200;

/// A formula that begins on the first of these lines and stands alone, as a fence; and how
/// many lines it took.
pub(super) fn display(lines: &[&str]) -> Option<(String, usize)> {
    let first = lines.first()?;
    let bare = first.trim_start();
    let indent = &first[..first.len() - bare.len()];
    let opened = bare.strip_prefix("$$")?;
    if let Some((formula, behind)) = opened.split_once("$$") {
        let alone = behind.trim().is_empty() && !formula.trim().is_empty();
        return alone.then(|| (fence(indent, [formula].into_iter()), 1));
    }
    let last = lines.iter().take(MAX_LINES).skip(1).position(|line| line.contains("$$"))? + 1;
    let (ending, behind) = lines[last].split_once("$$")?;
    if !behind.trim().is_empty() {
        return None;
    }
    let inner = lines[1..last].iter().copied();
    Some((fence(indent, [opened].into_iter().chain(inner).chain([ending])), last + 1))
}

fn fence<'a>(indent: &str, lines: impl Iterator<Item = &'a str>) -> String {
    let mut out = format!("{indent}```math\n");
    for line in lines.filter(|line| !line.trim().is_empty()) {
        let _ = writeln!(out, "{indent}{}", line.trim().replace("```", "` ` `"));
    }
    let _ = writeln!(out, "{indent}```");
    out
}

/// A formula that begins here and ends on the same line, and its length.
pub(super) fn inline(text: &str) -> Option<(String, usize)> {
    let (formula, _) = text.strip_prefix("$$")?.split_once("$$")?;
    if formula.trim().is_empty() || formula.contains('\n') {
        return None;
    }
    let mut out = String::from("$$");
    for c in formula.chars() {
        if c.is_ascii_punctuation() {
            out.push('\\');
        }
        out.push(c);
    }
    out.push_str("$$");
    Some((out, formula.len() + 4))
}
