//! The least that setting a text takes: one pass that strips tags, adds up columns, looks up
//! which characters may begin or end a line, and writes down where rows end. It knows no
//! entity, no style, no word and no emoji; it is a yardstick and no typesetter.

/// Bit of characters that may not begin a row.
const NO_START: u8 = 1;
/// Bit of characters that may not end one.
const NO_END: u8 = 2;

/// The text without tags, and its rows as byte ranges.
pub fn rows(html: &str, width: usize) -> (String, Vec<(usize, usize)>) {
    let classes = classes();
    let mut text = String::with_capacity(html.len());
    let mut rows = Vec::new();
    let (mut start, mut column, mut before, mut in_tag) = (0, 0, 0_u8, false);
    for c in html.chars() {
        match c {
            '<' => in_tag = true,
            '>' if in_tag => in_tag = false,
            _ if in_tag => {}
            '\n' => {
                rows.push((start, text.len()));
                (start, column, before) = (text.len(), 0, 0);
            }
            _ => {
                let class = classes.get(c as usize).copied().unwrap_or_default();
                let columns = if c < '\u{1100}' { 1 } else { 2 };
                let may_part = class & NO_START == 0 && before & NO_END == 0;
                if column + columns > width && may_part {
                    rows.push((start, text.len()));
                    (start, column) = (text.len(), 0);
                }
                text.push(c);
                column += columns;
                before = class;
            }
        }
    }
    rows.push((start, text.len()));
    (text, rows)
}

/// The class of each character of the basic plane.
fn classes() -> &'static [u8] {
    static CLASSES: std::sync::OnceLock<Vec<u8>> = std::sync::OnceLock::new();
    CLASSES.get_or_init(|| {
        let mut classes = vec![0; 0x1_0000];
        for c in "，。、；：？！）」』】》〉〕］｝”’…—～－／·％℃ー々,.;:?!)]}%".chars()
        {
            classes[c as usize] |= NO_START;
        }
        for c in "（「『【《〈〔［｛“‘([{￥$".chars() {
            classes[c as usize] |= NO_END;
        }
        classes
    })
}
