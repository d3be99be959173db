//! Any body, read and laid out at any width in any setting: no panic, no row over its width,
//! no control character, and every row is found again by its anchor. The first two bytes of
//! an input choose width and setting, the rest is the body.

#![no_main]

use kanbao::article::layout::{CodeRows, Paragraphs};
use kanbao::article::{self, Layout, Notation, Options, Reading, Setting};
use kanbao::locale::Lang;
use kanbao::post::{Context, yaml};
use kanbao::text::width::{Ruler, cluster_indices};
use libfuzzer_sys::fuzz_target;

/// Something for templates to name.
fn context() -> Context {
    let values = yaml::read("{t: 题, n: 7, l: [甲, {k: v}], m: {k: 乙}}").ok();
    Context { page: values.clone(), data: values, ..Context::default() }
}

fuzz_target!(|input: &[u8]| {
    let [width, choices, body @ ..] = input else { return };
    let body = String::from_utf8_lossy(body);
    let chosen = |bit: u8| choices & (1 << bit) != 0;
    let reading = Reading { is_html: chosen(0), link_numbers: chosen(1), lang: Lang::Zh, notation: Notation::Set };
    let options = Options {
        width: 2 + usize::from(*width) % 199,
        link_list: chosen(1),
        lang: Lang::Zh,
        ruler: if chosen(2) { Ruler::Wide } else { Ruler::Narrow },
        setting: Setting {
            paragraphs: if chosen(3) { Paragraphs::Indent } else { Paragraphs::Auto },
            justify: chosen(4),
            hanging: chosen(5),
            spacing: chosen(6),
            code: if chosen(7) { CodeRows::Scroll } else { CodeRows::Continue },
        },
    };
    let article = article::read(&body, reading, &context());
    let layout = Layout::new(None, &article, options);
    for row in 0..layout.len() {
        let text = layout.line(&article, row).text();
        assert!(!text.contains(|c: char| c.is_control()), "row {row}: {text:?}");
        let columns = options.ruler.columns(&text);
        let widest = cluster_indices(&text).map(|(_, it)| options.ruler.cluster_columns(it)).max();
        assert!(
            columns <= options.width.max(widest.unwrap_or(0)),
            "row {row} of {columns} columns at {}: {text:?}",
            options.width
        );
        let anchor = layout.anchor(row);
        assert_eq!(layout.anchor(layout.row_of(anchor)), anchor, "row {row} is not found again");
    }
});
