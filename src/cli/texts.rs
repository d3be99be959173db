//! The texts of posts for the subcommands that search or pack them: how a body becomes text,
//! and where packs are kept. Everything else about packs stands in [`crate::archive::pack`].

use std::sync::Arc;

use crate::archive::pack::bake::Render;
use crate::archive::pack::{Store, Texts};
use crate::archive::{Archive, Body};
use crate::article::{self, Notation, Reading};
use crate::config::paths;
use crate::locale::Lang;

use super::progress::Progress;

/// What a search looks through: the texts of the blocks of a body, as the reader sets them,
/// without the numbers of links.
pub fn render(lang: Lang) -> Render {
    Arc::new(move |body: &Body| {
        let reading = Reading { is_html: body.is_html, link_numbers: false, lang, notation: Notation::Set };
        article::read(&body.text, reading, &body.context).texts().map(str::to_owned).collect()
    })
}

/// Where the packs of an archive are; None where there is no cache folder, or no need.
pub fn store(archive: &Archive, lang: Lang) -> Option<Store> {
    let name = match lang {
        Lang::Zh => "zh",
        Lang::En => "en",
    };
    Store::new(&paths::cache_dir()?, archive, name)
}

/// The texts of an archive, those that changed made anew, with progress shown.
pub fn open(archive: &Archive, store: Option<&Store>, render: &Render) -> Texts {
    let mut progress = Progress::new();
    archive.texts(store, render, &mut |done: usize, all: usize| progress.show(done, all))
}
