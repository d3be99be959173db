//! Ruby: the annotation stands behind its base in brackets, 漢（かん）字（じ）, glued to it. Where
//! bases and annotations come in two runs (`rb rb rt rt`), each goes to its own.

use std::collections::VecDeque;

use crate::text::Role;

use super::super::block::Style;
use super::super::dom::{self, Node};
use super::{Builder, Leave, Step};

impl Builder {
    pub(super) fn ruby(&mut self, node: &Node, steps: &mut Vec<Step>) {
        self.place(node);
        let mut order: Vec<Node> = Vec::new();
        let (mut bases, mut notes) = (VecDeque::new(), VecDeque::new());
        for child in dom::children(node) {
            match dom::name(&child) {
                Some("rp") => {}
                Some("rt" | "rtc") => notes.push_back(child),
                _ if self.is_space(&child) => {}
                _ => {
                    if !notes.is_empty() {
                        pair(&mut bases, &mut notes, &mut order);
                    }
                    bases.push_back(child);
                }
            }
        }
        pair(&mut bases, &mut notes, &mut order);
        steps.extend(order.into_iter().rev().map(Step::Enter));
    }

    fn is_space(&mut self, node: &Node) -> bool {
        dom::name(node).is_none() && self.reader.text(node).trim().is_empty()
    }

    /// Enters the text of an annotation.
    pub(super) fn annotation(&mut self, outer: Style) -> Leave {
        self.style.role = Role::Dim;
        self.text.attach("（", self.style);
        Leave::Close("）", outer)
    }
}

/// Lays bases and annotations out in turn: one to one where there are as many, else all
/// annotations behind all bases.
fn pair(bases: &mut VecDeque<Node>, notes: &mut VecDeque<Node>, order: &mut Vec<Node>) {
    let one_to_one = bases.len() == notes.len();
    while let Some(base) = bases.pop_front() {
        order.push(base);
        if one_to_one {
            order.extend(notes.pop_front());
        }
    }
    order.extend(notes.drain(..));
}
