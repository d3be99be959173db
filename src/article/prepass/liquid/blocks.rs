//! Which tag ends which. An opening tag whose end is missing, an end or an `else` without a
//! beginning are no blocks: they are dropped and what stands around them is shown.

use super::lexer::Piece;

/// A kind of block.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Block {
    If,
    Unless,
    Case,
    For,
    Capture,
    Quote,
}

/// What a tag has to do with blocks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    Open(Block),
    /// `else`, `elsif`, `when`.
    Branch,
    End(Block),
    Other,
}

/// Where a tag leads to. Zero for what is no part of a block: no block ends at the first piece.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Link {
    /// The next branch of the block, or its end.
    pub next: usize,
    /// The end of the block.
    pub end: usize,
}

/// Names of blocks, with their end tags.
const BLOCKS: [(&str, &str, Block); 11] = [
    ("if", "endif", Block::If),
    ("unless", "endunless", Block::Unless),
    ("case", "endcase", Block::Case),
    ("for", "endfor", Block::For),
    ("tablerow", "endtablerow", Block::For),
    ("capture", "endcapture", Block::Capture),
    ("blockquote", "endblockquote", Block::Quote),
    ("quote", "endquote", Block::Quote),
    ("pullquote", "endpullquote", Block::Quote),
    ("centerquote", "endcenterquote", Block::Quote),
    ("cq", "endcq", Block::Quote),
];

/// What a tag of this name has to do with blocks.
pub(super) fn role(name: &str) -> Role {
    if matches!(name, "else" | "elsif" | "elseif" | "when") {
        return Role::Branch;
    }
    let found = BLOCKS.iter().find_map(|(open, end, block)| match name {
        _ if name == *open => Some(Role::Open(*block)),
        _ if name == *end => Some(Role::End(*block)),
        _ => None,
    });
    found.unwrap_or(Role::Other)
}

/// A block that is open: where, and its last branch.
struct Open {
    block: Block,
    start: usize,
    last: usize,
}

/// The links of all pieces.
pub(super) fn links(pieces: &[Piece<'_>]) -> Vec<Link> {
    let mut links = vec![Link::default(); pieces.len()];
    let mut open: Vec<Open> = Vec::new();
    let mut counts = [0_usize; 6];
    for (at, piece) in pieces.iter().enumerate() {
        let Piece::Tag { name, .. } = piece else { continue };
        match role(name) {
            Role::Other => {}
            Role::Open(block) => {
                counts[block as usize] += 1;
                open.push(Open { block, start: at, last: at });
            }
            Role::Branch => {
                if let Some(open) = open.last_mut() {
                    links[open.last].next = at;
                    open.last = at;
                }
            }
            Role::End(block) if counts[block as usize] == 0 => {}
            Role::End(block) => {
                while let Some(top) = open.pop() {
                    counts[top.block as usize] -= 1;
                    if top.block == block {
                        close(&mut links, &top, at);
                        break;
                    }
                }
            }
        }
    }
    links
}

/// Links the chain of branches of a block to its end.
fn close(links: &mut [Link], open: &Open, end: usize) {
    links[open.last].next = end;
    let mut at = open.start;
    while at != end {
        links[at].end = end;
        at = links[at].next;
    }
    links[end] = Link { next: open.start, end };
}
