//! Tables as they are drawn.
