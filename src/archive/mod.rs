//! STUB
use crate::post::{Post, Problem};
use std::ops::ControlFlow;
/// STUB
#[derive(Debug, Clone, Default)]
#[allow(missing_docs)]
pub struct Show {
    pub drafts: bool,
    pub unpublished: bool,
    pub future: bool,
}
/// STUB
#[allow(missing_docs)]
pub struct Batch {
    pub posts: Vec<Post>,
    pub problems: Vec<Problem>,
}
/// STUB
#[allow(missing_docs)]
pub struct Archive {
    pub name: String,
}
/// STUB
#[allow(missing_docs)]
pub struct Body {
    pub text: String,
    pub is_html: bool,
}
#[allow(missing_docs)]
impl Archive {
    pub fn open(path: &std::path::Path) -> anyhow::Result<Self> {
        anyhow::ensure!(path.exists(), "{}: no such file or folder", path.display());
        Ok(Self { name: path.display().to_string() })
    }
    pub fn load(&self, _show: &Show, _hand_over: &mut dyn FnMut(Batch) -> ControlFlow<()>) {}
    pub fn read_body(&self, path: &str) -> anyhow::Result<Body> {
        Ok(Body { text: path.into(), is_html: false })
    }
}
/// STUB
pub fn find_here(_cwd: &std::path::Path) -> Option<std::path::PathBuf> {
    None
}
