//! Runs the pieces of a body: a counter walks over them, conditions and loops move it. No
//! recursion, so depth costs memory and never the stack.

use std::collections::HashMap;
use std::rc::Rc;

use crate::post::{Base, Context};

use super::super::tags::{self, Setting};
use super::blocks::{Block, Link, Role, role};
use super::expression::{Names, Reader};
use super::lexer::Piece;
use super::purse::Purse;
use super::value::Value;

/// Loops within loops.
const MAX_LOOPS: usize = 32;
/// Captures and quotes within each other.
const MAX_BUFFERS: usize = 16;
/// Bytes that a text may grow by.
const MAX_GROWTH: usize = 2 << 20;
/// Bytes before an unknown value in which a link's address is looked for.
const ADDRESS: usize = 512;

/// Lists of the site's posts and pages: nothing of them is known here.
const UNKNOWN_OF_SITE: [&str; 10] = [
    "posts",
    "pages",
    "html_pages",
    "categories",
    "tags",
    "collections",
    "documents",
    "static_files",
    "related_posts",
    "github",
];

/// What names stand for.
struct Scope<'a> {
    context: &'a Context,
    values: HashMap<&'a str, Value<'a>>,
    /// What `increment` counts; apart from the values, which hide it.
    counters: HashMap<&'a str, i64>,
    /// Item and number of items of the innermost loop.
    turn: Option<(usize, usize)>,
}

/// A loop that is running.
struct Loop<'a> {
    start: usize,
    name: &'a str,
    items: Rc<[Value<'a>]>,
    /// The next item.
    next: usize,
    /// What the name stood for before.
    before: Option<Value<'a>>,
    buffers: usize,
}

/// A text that is put aside until its block ends.
struct Buffer<'a> {
    text: String,
    /// The tag that opened it.
    name: &'a str,
    arguments: &'a str,
}

pub(super) struct Machine<'a, 'p> {
    pieces: &'p [Piece<'a>],
    links: &'p [Link],
    is_html: bool,
    scope: Scope<'a>,
    purse: Purse,
    out: String,
    buffers: Vec<Buffer<'a>>,
    loops: Vec<Loop<'a>>,
    /// How often each `cycle` was come to, by its group or by what stands in it.
    cycles: HashMap<Rc<str>, usize>,
    /// Bytes that may still be written.
    room: usize,
}

impl<'a, 'p> Machine<'a, 'p> {
    pub fn new(pieces: &'p [Piece<'a>], links: &'p [Link], is_html: bool, context: &'a Context) -> Self {
        Self {
            pieces,
            links,
            is_html,
            scope: Scope { context, values: HashMap::new(), counters: HashMap::new(), turn: None },
            purse: Purse::new(),
            out: String::new(),
            buffers: Vec::new(),
            loops: Vec::new(),
            cycles: HashMap::new(),
            room: 0,
        }
    }

    /// The text that the pieces make; `length` is that of the body.
    pub fn run(mut self, length: usize) -> String {
        self.room = length.saturating_mul(2).saturating_add(MAX_GROWTH);
        self.out.reserve(length);
        let mut at = 0;
        while let Some(piece) = self.pieces.get(at) {
            if !self.loops.is_empty() {
                self.purse.pay(1);
            }
            at = match *piece {
                Piece::Text(text) => self.text(text, at),
                Piece::Output { source, expression } => self.output(source, expression, at),
                Piece::Code { name, arguments, code } => {
                    let made = tags::code(name, arguments, code, self.setting());
                    self.text(&made, at)
                }
                Piece::Tag { name, arguments } => self.tag(name, arguments, at),
            };
        }
        while !self.buffers.is_empty() {
            self.close();
        }
        self.out
    }

    fn reader(&mut self, text: &'a str) -> Reader<'a, '_> {
        Reader::new(text, &self.scope, &mut self.purse)
    }

    /// Where text goes now.
    fn sink(&mut self) -> &mut String {
        self.buffers.last_mut().map_or(&mut self.out, |buffer| &mut buffer.text)
    }

    fn setting(&self) -> Setting<'_> {
        let before = self.buffers.last().map_or(&self.out, |buffer| &buffer.text);
        Setting { is_html: self.is_html, before }
    }

    /// Writes text; returns the next piece. In a loop it is paid for.
    fn text(&mut self, text: &str, at: usize) -> usize {
        let fits = self.loops.is_empty() || self.purse.pay(text.len());
        if fits && let Some(room) = self.room.checked_sub(text.len()) {
            self.room = room;
            self.sink().push_str(text);
        }
        at + 1
    }

    fn output(&mut self, source: &'a str, expression: &'a str, at: usize) -> usize {
        if let Some((name, arguments)) = tags::call(expression) {
            let made = tags::tag(name, arguments, self.setting()).unwrap_or_default();
            return self.text(&made, at);
        }
        if let Some(shown) = self.value(expression) {
            return self.text(&shown, at);
        }
        // With white space in it an address would be none, and its whole link be text.
        let before = self.setting().before;
        let near = &before[floor(before, before.len().saturating_sub(ADDRESS))..];
        let word = near.rsplit(char::is_whitespace).next().unwrap_or_default();
        if ["](", "=\"", "='"].iter().any(|mark| word.contains(mark)) {
            let packed: String = source.chars().filter(|c| !c.is_whitespace()).collect();
            return self.text(&packed, at);
        }
        self.text(source, at)
    }

    /// What an expression shows; None where nothing is known of it.
    fn value(&mut self, expression: &'a str) -> Option<Rc<str>> {
        let value = self.reader(expression).filtered();
        (!value.is_missing() && self.purse.pay(value.size() / 8)).then(|| value.shown())
    }

    /// Runs a tag; returns the next piece.
    fn tag(&mut self, name: &'a str, arguments: &'a str, at: usize) -> usize {
        let link = self.links.get(at).copied().unwrap_or_default();
        match role(name) {
            Role::Other => self.simple(name, arguments, at),
            _ if link.end == 0 => at + 1,
            Role::Open(Block::For) => self.enter_loop(arguments, at, link),
            Role::Open(Block::Capture | Block::Quote) => self.open(name, arguments, at),
            Role::Open(Block::Case) => self.choose(arguments, link),
            Role::Open(block) => {
                let holds = self.reader(arguments).condition() == (block == Block::If);
                if holds { at + 1 } else { self.branch(link.next) }
            }
            // The branch before it was run.
            Role::Branch => link.end,
            Role::End(Block::For) => self.turn(at, link),
            Role::End(Block::Capture | Block::Quote) => {
                self.close();
                at + 1
            }
            Role::End(_) => at + 1,
        }
    }

    /// The piece to go on with, where a condition did not hold: the next branch that does.
    fn branch(&mut self, mut at: usize) -> usize {
        loop {
            let Some(Piece::Tag { name, arguments }) = self.pieces.get(at).copied() else { return at + 1 };
            let chosen = match name {
                "elsif" | "elseif" => self.reader(arguments).condition(),
                _ => true,
            };
            if chosen || !self.purse.pay(1) {
                return at + 1;
            }
            at = self.links[at].next;
        }
    }

    /// `case`: the first `when` that names the value.
    fn choose(&mut self, arguments: &'a str, link: Link) -> usize {
        let value = self.reader(arguments).filtered();
        let mut at = link.next;
        while let Some(Piece::Tag { name, arguments }) = self.pieces.get(at).copied() {
            if name != "when" || !self.purse.pay(1) {
                return at + 1;
            }
            let mut reader = self.reader(arguments);
            loop {
                if reader.operand().is_some_and(|named| named.equals(&value)) {
                    return at + 1;
                }
                if !reader.takes(",") && !reader.takes("or ") {
                    break;
                }
            }
            at = self.links[at].next;
        }
        at + 1
    }

    /// `item in list limit:2 offset:1 reversed`.
    fn enter_loop(&mut self, arguments: &'a str, at: usize, link: Link) -> usize {
        let mut reader = self.reader(arguments);
        let name = reader.word();
        let list = if reader.word() == "in" { reader.operand() } else { None };
        let (mut skip, mut most, mut reversed) = (0, usize::MAX, false);
        loop {
            match reader.word() {
                "limit" if reader.takes(":") => most = reader.operand().map_or(0, |value| value.count()),
                "offset" if reader.takes(":") => skip = reader.operand().map_or(0, |value| value.count()),
                "reversed" => reversed = true,
                _ => break,
            }
            reader.takes(",");
        }
        let all = list.unwrap_or(Value::Nil).turns();
        let mut items: Vec<_> = all.iter().skip(skip).take(most).cloned().collect();
        if reversed {
            items.reverse();
        }
        let paid = self.purse.pay(all.len());
        if items.is_empty() || !paid || self.loops.len() >= MAX_LOOPS {
            return self.branch(link.next);
        }
        let (before, buffers) = (self.scope.values.get(name).cloned(), self.buffers.len());
        self.loops.push(Loop { start: at, name, items: items.into(), next: 0, before, buffers });
        self.turn(link.end, Link { next: at, end: link.end })
    }

    /// The end of a loop: its next turn, or what follows it.
    fn turn(&mut self, at: usize, link: Link) -> usize {
        // An inner loop that `break` left, or one that was not entered.
        let Some(running) = self.loops.last_mut().filter(|running| running.start == link.next) else {
            return at + 1;
        };
        match running.items.get(running.next) {
            Some(item) if self.purse.pay(1) => {
                self.scope.turn = Some((running.next, running.items.len()));
                self.scope.values.insert(running.name, item.clone());
                running.next += 1;
                running.start + 1
            }
            _ => self.leave_loop(at),
        }
    }

    fn leave_loop(&mut self, end: usize) -> usize {
        if let Some(left) = self.loops.pop() {
            match left.before {
                Some(value) => self.scope.values.insert(left.name, value),
                None => self.scope.values.remove(left.name),
            };
            while self.buffers.len() > left.buffers {
                self.close();
            }
        }
        self.scope.turn = self.loops.last().map(|outer| (outer.next.saturating_sub(1), outer.items.len()));
        end + 1
    }

    /// Puts the text of a block aside until the block ends.
    fn open(&mut self, name: &'a str, arguments: &'a str, at: usize) -> usize {
        if self.buffers.len() < MAX_BUFFERS {
            self.buffers.push(Buffer { text: String::new(), name, arguments });
        }
        at + 1
    }

    /// The end of such a block.
    fn close(&mut self) {
        let Some(Buffer { text, name, arguments }) = self.buffers.pop() else { return };
        if name != "capture" {
            let quoted = tags::quote(name, arguments, &text, self.setting());
            self.text(&quoted, 0);
            return;
        }
        let name = arguments.trim_matches(['"', '\'', ' ']);
        self.scope.values.insert(name, Value::text(text));
    }

    /// A tag that is no part of a block.
    fn simple(&mut self, name: &'a str, arguments: &'a str, at: usize) -> usize {
        match name {
            "assign" | "set" => self.assign(arguments),
            "increment" | "decrement" => self.count(name, arguments),
            "echo" | "print" => {
                let shown = self.value(arguments).unwrap_or_default();
                return self.text(&shown, at);
            }
            "cycle" => {
                let shown = self.cycle(arguments);
                return self.text(&shown, at);
            }
            "break" | "continue" => return self.jump(name, at),
            _ => {
                let filled = if arguments.contains("{{") { "" } else { arguments };
                if let Some(made) = tags::tag(name, filled, self.setting()) {
                    return self.text(&made, at);
                }
            }
        }
        at + 1
    }

    fn assign(&mut self, arguments: &'a str) {
        let Some((name, expression)) = arguments.split_once('=') else { return };
        let value = self.reader(expression).filtered();
        self.scope.values.insert(name.trim(), value);
    }

    /// `'甲', '乙'` or `group: '甲', '乙'`: each time the next.
    fn cycle(&mut self, arguments: &'a str) -> Rc<str> {
        let mut reader = self.reader(arguments);
        let first = reader.operand().unwrap_or(Value::Nil);
        let group = reader.takes(":").then(|| first.shown());
        let mut values = if group.is_some() { Vec::new() } else { vec![first] };
        if group.is_some() || reader.takes(",") {
            values.extend(reader.arguments());
        }
        let turn = self.cycles.entry(group.unwrap_or_else(|| arguments.into())).or_default();
        let shown = values.get(*turn % values.len().max(1)).map(Value::shown);
        *turn += 1;
        shown.unwrap_or_default()
    }

    fn count(&mut self, name: &str, arguments: &'a str) {
        let counter = self.scope.counters.entry(arguments).or_default();
        let before = *counter;
        *counter = before.saturating_add(if name == "increment" { 1 } else { -1 });
        let shown = if name == "increment" { before } else { *counter };
        self.text(&shown.to_string(), 0);
    }

    fn jump(&mut self, name: &str, at: usize) -> usize {
        let Some(running) = self.loops.last() else { return at + 1 };
        let end = self.links[running.start].end;
        let buffers = running.buffers;
        while self.buffers.len() > buffers {
            self.close();
        }
        if name == "break" { self.leave_loop(end) } else { end }
    }
}

impl<'a> Names<'a> for Scope<'a> {
    fn base(&self) -> &Base {
        &self.context.base
    }

    fn path(&self, path: &[String], purse: &mut Purse) -> Value<'a> {
        let keys: Vec<&str> = path.iter().map(String::as_str).collect();
        let mut below = |value: Value<'a>, keys: &[&str]| {
            keys.iter().fold(value, |value, key| {
                if purse.pay(value.breadth() / 32) { value.get(key) } else { Value::Missing }
            })
        };
        match keys[..] {
            ["site", "data", ref rest @ ..] if !self.values.contains_key("site") => {
                let data = self.context.data.as_ref().map_or(Value::Missing, Value::of);
                let Some((name, rest)) = rest.split_first() else { return data };
                // A file of data that is not there may have been left out of a copy.
                let file = data.get(name);
                if matches!(file, Value::Nil) { Value::Missing } else { below(file, rest) }
            }
            ["site", name, ..] if UNKNOWN_OF_SITE.contains(&name) => Value::Missing,
            ["forloop", name] => self.turn.map_or(Value::Missing, |turn| of_turn(name, turn)),
            [root, ref rest @ ..] => below(self.root(root), rest),
            [] => Value::Nil,
        }
    }
}

impl<'a> Scope<'a> {
    fn root(&self, name: &str) -> Value<'a> {
        let counter = || self.counters.get(name).copied().map(Value::Int);
        if let Some(value) = self.values.get(name).cloned().or_else(counter) {
            return value;
        }
        match name {
            "page" => self.context.page.as_ref().map_or(Value::Missing, Value::of),
            "site" => self.context.site.as_deref().map_or(Value::Missing, Value::of),
            _ => Value::Missing,
        }
    }
}

/// `forloop.index` and its kin.
fn of_turn<'a>(name: &str, (turn, length): (usize, usize)) -> Value<'a> {
    match name {
        "index" => Value::whole(turn + 1),
        "index0" => Value::whole(turn),
        "rindex" => Value::whole(length - turn),
        "rindex0" => Value::whole(length - turn - 1),
        "first" => Value::Bool(turn == 0),
        "last" => Value::Bool(turn + 1 == length),
        "length" => Value::whole(length),
        _ => Value::Nil,
    }
}

fn floor(text: &str, mut at: usize) -> usize {
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}
