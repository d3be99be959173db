//! The texts of posts for the subcommands that search or pack them: how a body becomes text,
//! and where packs are kept. Everything else about packs stands in [`crate::archive::pack`].

use std::sync::Arc;

use crate::archive::pack::bake::Render;
use crate::archive::pack::{Store, Texts};
use crate::archive::{Archive, Body};
use crate::article;
use crate::config::paths;
use crate::locale::Lang;

use super::progress::Progress;

/// What a search looks through.
pub fn render(lang: Lang) -> Render {
    Arc::new(move |body: &Body| article::searched(&body.text, body.is_html, lang, &body.context))
}

/// Where the packs of an archive are; None where there is no cache folder, or no need.
pub fn store(archive: &Archive, lang: Lang) -> Option<Store> {
    Store::new(&paths::cache_dir()?, archive, lang.code())
}

/// The texts of an archive, those that changed made anew, with progress shown.
pub fn open(archive: &Archive, store: Option<&Store>, render: &Render) -> Texts {
    let mut progress = Progress::new();
    archive.texts(store, render, &mut |done: usize, all: usize| progress.show(done, all))
}
