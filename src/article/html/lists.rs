//! Lists: markers by depth and by the attributes of the list, numbers aligned at the right,
//! check boxes.

use crate::text::width;

use super::super::block::{Container, Style};
use super::super::dom::{self, Node};
use super::{Builder, Leave};

/// Markers of unordered lists, by depth. None of them is of ambiguous width.
const BULLETS: [&str; 3] = ["▪", "◦", "‣"];
/// Items whose numbers are looked at to find the widest.
const MAX_MEASURED: usize = 1_000;
/// Columns of what a list indents where it stands directly in another list.
const DIRECT: usize = 2;

/// How the items of a list are marked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Marks {
    Bullet(&'static str),
    Nothing,
    Decimal,
    Letter { upper: bool },
    Roman { upper: bool },
    Han,
}

/// A list that is open.
pub(super) struct List {
    marks: Marks,
    next: i64,
    step: i64,
    /// Columns of the widest number.
    columns: usize,
    /// Items of it that are open: 0 directly in the list.
    open: usize,
}

impl Builder {
    pub(super) fn enter_list(&mut self, node: &Node, ordered: bool) -> Leave {
        let spaced = self.lists.is_empty();
        self.block(spaced);
        let nested = self.lists.last().is_some_and(|list| list.open == 0) && !self.in_cell;
        if nested {
            self.enter_container(Container::Indent(DIRECT), false);
        }
        let depth = self.lists.iter().filter(|list| matches!(list.marks, Marks::Bullet(_))).count();
        self.lists.push(List::read(node, ordered, depth));
        Leave::List { spaced, nested }
    }

    pub(super) fn leave_list(&mut self, spaced: bool, nested: bool) {
        self.flush();
        self.lists.pop();
        self.gap |= spaced;
        if nested {
            self.nest.pop();
        }
    }

    pub(super) fn enter_item(&mut self, node: &Node) -> Leave {
        let checked = check_box(node);
        let marker = match (self.lists.last_mut(), checked) {
            (Some(list), _) => {
                list.open += 1;
                let marker = list.marker(node);
                checked.map_or(marker, |checked| box_of(checked).to_owned())
            }
            (None, Some(checked)) => box_of(checked).to_owned(),
            (None, None) => format!("{} ", BULLETS[0]),
        };
        let container = if marker.is_empty() { Container::Indent(0) } else { Container::Item { marker } };
        let outer = self.style;
        self.enter_container(container, false);
        Leave::Item { outer, nested: !self.in_cell }
    }

    /// Closes an item: what follows in its list stands directly in it.
    pub(super) fn leave_item(&mut self, outer: Style, nested: bool) {
        self.leave_container(false, outer, nested);
        if let Some(list) = self.lists.last_mut() {
            list.open = list.open.saturating_sub(1);
        }
    }
}

fn box_of(checked: bool) -> &'static str {
    if checked { "☑ " } else { "☐ " }
}

impl List {
    fn read(node: &Node, ordered: bool, depth: usize) -> Self {
        let kind = dom::attribute(node, "type").unwrap_or_default();
        let style = if dom::has_attribute(node, "style") { dom::style(node) } else { String::new() };
        let marks = marks(ordered, depth, &kind, &style);
        let items: Vec<Node> =
            dom::elements(node).into_iter().filter(|child| dom::name(child) == Some("li")).collect();
        let step = if dom::has_attribute(node, "reversed") { -1 } else { 1 };
        let start = dom::attribute(node, "start").and_then(|start| start.parse().ok());
        let count = i64::try_from(items.len()).unwrap_or(i64::MAX);
        let start = start.unwrap_or(if step < 0 { count } else { 1 });
        let mut list = Self { marks, next: start, step, columns: 0, open: 0 };
        // The last number is the widest where there are more than anybody looks at.
        let last = start.saturating_add(step.saturating_mul(count - 1));
        let mut widest = width::columns(&list.number(last));
        let mut next = start;
        for item in items.iter().take(MAX_MEASURED) {
            let number = value(item).unwrap_or(next);
            widest = widest.max(width::columns(&list.number(number)));
            next = number.saturating_add(step);
        }
        list.columns = widest;
        list
    }

    /// The marker of the next item with the space behind it, numbers aligned at the right.
    fn marker(&mut self, item: &Node) -> String {
        let number = match self.marks {
            Marks::Bullet(bullet) => return format!("{bullet} "),
            Marks::Nothing => return String::new(),
            _ => value(item).unwrap_or(self.next),
        };
        self.next = number.saturating_add(self.step);
        let number = self.number(number);
        let space = if self.marks == Marks::Han { "" } else { " " };
        format!("{}{number}{space}", " ".repeat(self.columns.saturating_sub(width::columns(&number))))
    }

    fn number(&self, number: i64) -> String {
        let letters = match self.marks {
            Marks::Letter { upper } => letters(number, upper),
            Marks::Roman { upper } => roman(number, upper),
            Marks::Han => han(number).map(|number| number + "、"),
            _ => None,
        };
        match letters {
            Some(letters) if self.marks == Marks::Han => letters,
            Some(letters) => letters + ".",
            None => format!("{number}."),
        }
    }
}

/// The number that an item says it has.
fn value(item: &Node) -> Option<i64> {
    if dom::is_bare(item) { None } else { dom::attribute(item, "value")?.parse().ok() }
}

/// How a list is marked: its style says it, else its type, else its depth.
fn marks(ordered: bool, depth: usize, kind: &str, style: &str) -> Marks {
    let declared = style.split(';').find_map(|declaration| {
        declaration.strip_prefix("list-style-type:").or(declaration.strip_prefix("list-style:"))
    });
    match declared.unwrap_or(kind) {
        "none" => Marks::Nothing,
        "a" | "lower-alpha" | "lower-latin" => Marks::Letter { upper: false },
        "A" | "upper-alpha" | "upper-latin" => Marks::Letter { upper: true },
        "i" | "lower-roman" => Marks::Roman { upper: false },
        "I" | "upper-roman" => Marks::Roman { upper: true },
        "cjk-ideographic" | "simp-chinese-informal" | "trad-chinese-informal" | "japanese-informal" => {
            Marks::Han
        }
        _ if ordered => Marks::Decimal,
        _ => Marks::Bullet(BULLETS[depth.min(BULLETS.len() - 1)]),
    }
}

/// a, b … z, aa; only numbers above 0 have letters.
fn letters(number: i64, upper: bool) -> Option<String> {
    let mut rest = u64::try_from(number).ok().filter(|number| *number > 0)?;
    let mut letters = Vec::new();
    while rest > 0 {
        rest -= 1;
        let letter = u8::try_from(rest % 26).ok()?;
        letters.push(char::from(if upper { b'A' } else { b'a' } + letter));
        rest /= 26;
    }
    Some(letters.into_iter().rev().collect())
}

fn roman(number: i64, upper: bool) -> Option<String> {
    const PARTS: [(i64, &str); 13] = [
        (1000, "m"),
        (900, "cm"),
        (500, "d"),
        (400, "cd"),
        (100, "c"),
        (90, "xc"),
        (50, "l"),
        (40, "xl"),
        (10, "x"),
        (9, "ix"),
        (5, "v"),
        (4, "iv"),
        (1, "i"),
    ];
    let mut rest = Some(number).filter(|number| (1..4000).contains(number))?;
    let mut out = String::new();
    for (value, letters) in PARTS {
        while rest >= value {
            out.push_str(letters);
            rest -= value;
        }
    }
    Some(if upper { out.to_ascii_uppercase() } else { out })
}

/// 一 … 九十九.
fn han(number: i64) -> Option<String> {
    const DIGITS: [&str; 10] = ["", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
    let number = usize::try_from(number).ok().filter(|number| (1..100).contains(number))?;
    let (tens, ones) = (number / 10, DIGITS[number % 10]);
    Some(match tens {
        0 => ones.to_owned(),
        1 => format!("十{ones}"),
        _ => format!("{}十{ones}", DIGITS[tens]),
    })
}

/// Whether the item starts with a check box, and whether it is checked.
fn check_box(item: &Node) -> Option<bool> {
    let mut first = dom::elements(item).into_iter().next()?;
    for _ in 0..2 {
        if matches!(dom::name(&first), Some("p" | "label" | "span")) {
            first = dom::elements(&first).into_iter().next()?;
        }
    }
    let is_box = dom::name(&first) == Some("input") && dom::attribute(&first, "type")? == "checkbox";
    is_box.then(|| dom::has_attribute(&first, "checked"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_in_letters() {
        let table = [
            (1, Some("a"), Some("i"), Some("一")),
            (14, Some("n"), Some("xiv"), Some("十四")),
            (28, Some("ab"), Some("xxviii"), Some("二十八")),
            (0, None, None, None),
            (-3, None, None, None),
        ];
        for (number, letter, numeral, character) in table {
            assert_eq!(letters(number, false).as_deref(), letter);
            assert_eq!(roman(number, false).as_deref(), numeral);
            assert_eq!(han(number).as_deref(), character);
        }
        assert_eq!((letters(i64::MAX, true).map(|text| text.len()), roman(4000, true)), (Some(14), None));
    }
}
