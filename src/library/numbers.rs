//! One small number a post: one byte each while none needs more, then two, then four.

use super::dictionary::FacetId;
use super::table::PostId;

/// Numbers of facets, in the order of posts.
#[derive(Debug, Default, Clone)]
pub struct Numbers {
    bytes: Vec<u8>,
    /// Bytes of a number as a power of two.
    shift: u8,
}

impl Numbers {
    /// Adds the number of the next post.
    pub(super) fn push(&mut self, id: FacetId) {
        self.fit(id);
        let width = 1 << self.shift;
        self.bytes.extend(&id.0.to_le_bytes()[..width]);
    }

    /// Puts another number in place of a post's.
    pub(super) fn set(&mut self, post: PostId, id: FacetId) {
        self.fit(id);
        let width = 1 << self.shift;
        if let Some(bytes) = self.bytes.get_mut(post.index() * width..(post.index() + 1) * width) {
            bytes.copy_from_slice(&id.0.to_le_bytes()[..width]);
        }
    }

    /// The number of a post.
    pub fn get(&self, post: PostId) -> Option<FacetId> {
        let width = 1 << self.shift;
        self.bytes.get(post.index() * width..(post.index() + 1) * width).map(read)
    }

    /// Every number, in the order of posts.
    pub fn iter(&self) -> impl Iterator<Item = FacetId> + '_ {
        self.bytes.chunks_exact(1 << self.shift).map(read)
    }

    /// Gives back what is kept for more posts.
    pub(super) fn shrink(&mut self) {
        self.bytes.shrink_to_fit();
    }

    /// Widens all where one needs it.
    fn fit(&mut self, id: FacetId) {
        let shift = u8::from(id.0 > 0xff) + u8::from(id.0 > 0xffff);
        if shift > self.shift {
            let numbers: Vec<FacetId> = self.iter().collect();
            let width = 1 << shift;
            self.bytes = Vec::with_capacity(numbers.len() * width);
            numbers.iter().for_each(|id| self.bytes.extend(&id.0.to_le_bytes()[..width]));
            self.shift = shift;
        }
    }
}

impl FromIterator<FacetId> for Numbers {
    fn from_iter<T: IntoIterator<Item = FacetId>>(ids: T) -> Self {
        let mut numbers = Self::default();
        ids.into_iter().for_each(|id| numbers.push(id));
        numbers.shrink();
        numbers
    }
}

fn read(bytes: &[u8]) -> FacetId {
    let mut number = [0; 4];
    number[..bytes.len()].copy_from_slice(bytes);
    FacetId(u32::from_le_bytes(number))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn they_grow_wider_and_stay_the_same() {
        let mut wanted = vec![FacetId(0), FacetId(255), FacetId(3)];
        let mut numbers: Numbers = wanted.iter().copied().collect();
        for wide in [256, 65_535, 65_536, u32::MAX] {
            numbers.push(FacetId(wide));
            wanted.push(FacetId(wide));
            assert_eq!(numbers.iter().collect::<Vec<_>>(), wanted);
        }
        numbers.set(PostId(1), FacetId(7));
        numbers.set(PostId(99), FacetId(7));
        assert_eq!((numbers.get(PostId(1)), numbers.get(PostId(99))), (Some(FacetId(7)), None));
    }
}
