//! What a run may still spend. Loops and filters pay for what they touch; when the purse is
//! empty nothing is computed any more, and the rest of the text is shown as it stands.

/// The purse of one run.
#[derive(Debug)]
pub(super) struct Purse {
    left: usize,
}

impl Purse {
    /// Steps that a body may take, whatever its length.
    pub const STEPS: usize = 4_000_000;

    pub fn new() -> Self {
        Self { left: Self::STEPS }
    }

    /// Whether nothing can be paid any more.
    pub fn is_empty(&self) -> bool {
        self.left == 0
    }

    /// Pays for some bytes or values; false when there is not enough, and then never again.
    pub fn pay(&mut self, cost: usize) -> bool {
        let left = self.left.checked_sub(cost.saturating_add(1));
        self.left = left.unwrap_or(0);
        left.is_some()
    }
}
