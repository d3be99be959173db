//! Where in an article its reader was. Blocks and bytes, so that the same sentence is at the top
//! in whatever width the article is set next.

/// A place in an article, as `article::Anchor` names it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Place {
    /// The block; 0 is the head.
    pub block: u32,
    /// Bytes into the text of the block.
    pub offset: u32,
    /// How much of the article lies above, 0 to 100: for the list, which sets no article.
    pub percent: u8,
}

impl Place {
    /// `block:offset:percent`.
    pub fn print(&self) -> String {
        format!("{}:{}:{}", self.block, self.offset, self.percent)
    }

    /// Reads what [`Place::print`] wrote.
    pub fn parse(text: &str) -> Option<Self> {
        let mut parts = text.split(':');
        let block = parts.next()?.parse().ok()?;
        let offset = parts.next()?.parse().ok()?;
        let percent = parts.next()?.parse().ok().filter(|percent| *percent <= 100)?;
        parts.next().is_none().then_some(Self { block, offset, percent })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_read_as_they_were_written() {
        let place = Place { block: 12, offset: 345, percent: 42 };
        assert_eq!(place.print(), "12:345:42");
        assert_eq!(Place::parse(&place.print()), Some(place));
        for broken in ["", "1", "1:2", "1:2:101", "1:2:3:4", "-1:2:3", "一:二:三"] {
            assert_eq!(Place::parse(broken), None, "{broken}");
        }
    }
}
