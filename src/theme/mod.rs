//! STUB
/// STUB
pub struct Theme;
