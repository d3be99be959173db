//! Services whose films, posts and snippets are embedded by an id: the page that shows it.

use super::arguments::Arguments;

/// What a name has in it, what the service is called, and its address without the id.
const SERVICES: [(&str, &str, &str); 14] = [
    ("youtube", "YouTube", "https://www.youtube.com/watch?v="),
    ("youku", "优酷", "https://v.youku.com/v_show/id_"),
    ("bilibili", "哔哩哔哩", "https://www.bilibili.com/video/"),
    ("bvideo", "哔哩哔哩", "https://www.bilibili.com/video/"),
    ("vimeo", "Vimeo", "https://vimeo.com/"),
    ("gist", "Gist", "https://gist.github.com/"),
    ("tweet", "X", "https://x.com/i/status/"),
    ("twitter", "X", "https://x.com/i/status/"),
    ("instagram", "Instagram", "https://www.instagram.com/p/"),
    ("jsfiddle", "JSFiddle", "https://jsfiddle.net/"),
    ("codepen", "CodePen", "https://codepen.io/"),
    ("asciinema", "asciinema", "https://asciinema.org/a/"),
    ("spotify", "Spotify", "https://open.spotify.com/"),
    ("speakerdeck", "Speaker Deck", "https://speakerdeck.com/player/"),
];

/// The words and the address of what a tag embeds.
pub(super) fn page(name: &str, given: &Arguments<'_>) -> Option<(String, String)> {
    let (_, service, address) = SERVICES.iter().find(|(word, ..)| name.contains(word))?;
    if name == "gist" && given.bare(1).is_some() {
        let id = format!("{}/{}", given.bare(0)?, given.bare(1)?);
        return Some((format!("{service}: {id}"), format!("{address}{}", super::address(&id))));
    }
    let id = given.named(&["id", "video", "videoid", "video_id", "bvid", "url", "src"]).or(given.bare(0))?;
    if id.contains("://") {
        return Some(((*service).to_owned(), super::address(id)));
    }
    Some((format!("{service}: {id}"), format!("{address}{}", super::address(id))))
}
