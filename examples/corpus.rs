//! Writes a made-up archive: `cargo run --release --example corpus -- FOLDER POSTS`.

#[path = "../benches/common/corpus.rs"]
mod corpus;

use std::path::Path;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [folder, posts] = &arguments[..] else { return Err("usage: corpus FOLDER POSTS".into()) };
    Ok(corpus::Corpus(posts.parse()?).write(Path::new(folder))?)
}
