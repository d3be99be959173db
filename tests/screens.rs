//! tmp
#![allow(clippy::unwrap_used)]
#[path = "common/app.rs"]
mod app;
#[path = "common/screen.rs"]
mod screen;
use app::*;
use kanbao::locale::Lang;
#[test]
fn look() {
    for size in [(120, 40), (80, 24), (50, 20), (15, 4)] {
        for keys in ["<F5>", "j<Enter>", "h", "<Enter>u", "?", "t银", "/银行", "<Enter>jjjjj"] {
            let app = TestApp::new(Lang::Zh, size).load(paper()).loaded().keys(keys);
            println!("{size:?} {keys}\n{}\n", app.screen());
        }
    }
}
