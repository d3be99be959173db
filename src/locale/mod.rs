//! STUB
/// STUB
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Lang {
    En,
    Zh,
}
#[allow(missing_docs)]
impl Lang {
    pub fn from_env() -> Self {
        Self::Zh
    }
}
