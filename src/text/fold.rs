//! Search keys: two texts that a reader would call the same have the same key.
//! Today NFKC (full-width to half-width, half-width kana to full) and case.

use unicode_normalization::UnicodeNormalization;

/// The search key of a text.
pub fn key(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    text.nfkc().flat_map(char::to_lowercase).collect()
}
