//! Bytes to text. UTF-8 is the rule; what is nearly UTF-8 stays so with the bad bytes
//! replaced; only then is another encoding guessed, and only those that Chinese, Japanese and
//! Korean archives are written in are believed.

use std::borrow::Cow;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{BIG5, EUC_JP, EUC_KR, Encoding, GB18030, GBK, SHIFT_JIS, UTF_8, UTF_16BE, UTF_16LE};

use crate::post::Trouble;

/// Of this many good characters one may be broken and the text is still UTF-8.
const GOOD_FOR_ONE_BAD: usize = 8;

/// Bytes that are looked at to tell a picture from a text.
const SAMPLE: usize = 1_024;

/// A text and where it came from.
#[derive(Debug)]
pub struct Decoded<'a> {
    /// The text; a byte order mark may still stand in front.
    pub text: Cow<'a, str>,
    /// What it was decoded from.
    pub encoding: &'static Encoding,
    /// What to tell about it.
    pub trouble: Option<Trouble>,
}

/// Decodes bytes; of a text that is not `complete`, the last character may be cut.
pub fn decode(bytes: &[u8], complete: bool) -> Decoded<'_> {
    if let Some(encoding) = utf_16(bytes) {
        return foreign(bytes, encoding);
    }
    if let Some(text) = utf_8(bytes, complete) {
        return Decoded { text: Cow::Borrowed(text), encoding: UTF_8, trouble: None };
    }
    let (good, bad) = quality(bytes);
    if bad * GOOD_FOR_ONE_BAD <= good {
        return lossy(bytes, bad);
    }
    match guess(bytes, complete) {
        Some(encoding) => foreign(bytes, encoding),
        None => lossy(bytes, bad),
    }
}

/// UTF-8 without a mistake. Checked by the widest registers there are: of all that is done to a
/// post on the way into the list, the check that comes with `str` takes a third.
fn utf_8(bytes: &[u8], complete: bool) -> Option<&str> {
    let error = match simdutf8::compat::from_utf8(bytes) {
        Ok(text) => return Some(text),
        Err(error) => error,
    };
    let cut = !complete && error.error_len().is_none();
    cut.then(|| simdutf8::basic::from_utf8(&bytes[..error.valid_up_to()]).ok()).flatten()
}

/// Decodes another piece of a file whose encoding is known.
pub fn decode_as<'a>(bytes: &'a [u8], encoding: &'static Encoding) -> Cow<'a, str> {
    encoding.decode_without_bom_handling(bytes).0
}

/// Whether bytes are no text at all: they hold NUL and are neither UTF-8 nor UTF-16.
pub fn is_binary(bytes: &[u8]) -> bool {
    let sample = &bytes[..bytes.len().min(SAMPLE)];
    let is_utf_8 = || std::str::from_utf8(sample).is_ok() || is_cut_utf_8(sample);
    sample.contains(&0) && !is_utf_8() && utf_16(bytes).is_none()
}

fn is_cut_utf_8(bytes: &[u8]) -> bool {
    std::str::from_utf8(bytes).is_err_and(|error| error.error_len().is_none())
}

/// UTF-16 by its mark, or by two ASCII characters at the start.
fn utf_16(bytes: &[u8]) -> Option<&'static Encoding> {
    match *bytes {
        [0xff, 0xfe, ..] => Some(UTF_16LE),
        [0xfe, 0xff, ..] => Some(UTF_16BE),
        [1..0x80, 0, 1..0x80, 0, ..] => Some(UTF_16LE),
        [0, 1..0x80, 0, 1..0x80, ..] => Some(UTF_16BE),
        _ => None,
    }
}

/// How many characters of several bytes are good, and how many sequences are bad.
fn quality(bytes: &[u8]) -> (usize, usize) {
    let mut counts = (0, 0);
    for chunk in bytes.utf8_chunks() {
        counts.0 += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        counts.1 += usize::from(!chunk.invalid().is_empty());
    }
    counts
}

fn guess(bytes: &[u8], complete: bool) -> Option<&'static Encoding> {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, complete);
    let guess = detector.guess(None, Utf8Detection::Allow);
    let believed = [GBK, GB18030, BIG5, SHIFT_JIS, EUC_KR, EUC_JP].contains(&guess);
    if !believed {
        return is_gb2312(bytes).then_some(GB18030);
    }
    // GB18030 is GBK with more characters.
    Some(if guess == GBK { GB18030 } else { guess })
}

/// Whether all bytes beyond ASCII stand in pairs of GB2312. A few characters are too little
/// for statistics, which take them for Russian; whole pairs only are hardly that.
fn is_gb2312(bytes: &[u8]) -> bool {
    let mut runs = bytes.split(u8::is_ascii).filter(|run| !run.is_empty()).peekable();
    let pair = |pair: &[u8]| matches!(*pair, [0xa1..=0xf7, 0xa1..=0xfe]);
    runs.peek().is_some() && runs.all(|run| run.chunks(2).all(pair))
}

fn foreign<'a>(bytes: &'a [u8], encoding: &'static Encoding) -> Decoded<'a> {
    let name = if encoding == GB18030 { "GB18030" } else { encoding.name() };
    let trouble = Trouble::info(None, format!("the text is {name}, not UTF-8; it was converted for reading"));
    let (text, _) = encoding.decode_with_bom_removal(bytes);
    Decoded { text, encoding, trouble: Some(trouble) }
}

fn lossy(bytes: &[u8], bad: usize) -> Decoded<'_> {
    let message = format!("the text is not valid UTF-8 in {bad} places; they are shown as �");
    let text = String::from_utf8_lossy(bytes);
    Decoded { text, encoding: UTF_8, trouble: Some(Trouble::warning(None, message)) }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "建设银行：以新金融行动推进“我为群众办实事”取得扎实成效";

    #[test]
    fn encodings_are_told_apart() {
        let rows = [
            (GB18030, TEXT),
            (GB18030, "---\ntitle: 银行\n---\n"),
            (GB18030, "新闻"),
            (BIG5, "中國銀行股份有限公司今日公布"),
            (SHIFT_JIS, "日本銀行は金融政策を決定しました。カタカナ"),
            (EUC_KR, "한국은행은 기준금리를 동결했습니다"),
        ];
        for (encoding, text) in rows {
            let (bytes, _, _) = encoding.encode(text);
            let decoded = decode(&bytes, true);
            assert_eq!((decoded.encoding, &*decoded.text), (encoding, text));
            assert!(decoded.trouble.is_some());
        }
    }

    #[test]
    fn utf_16_with_and_without_its_mark() {
        let little = |text: &str| text.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<_>>();
        let big = |text: &str| text.encode_utf16().flat_map(u16::to_be_bytes).collect::<Vec<_>>();
        for bytes in [little("\u{feff}题"), big("\u{feff}题")] {
            assert_eq!(decode(&bytes, true).text, "题");
            assert!(!is_binary(&bytes));
        }
        for bytes in [little("---\n题"), big("---\n题")] {
            assert_eq!(decode(&bytes, true).text, "---\n题");
        }
    }

    #[test]
    fn nearly_utf_8_stays_utf_8() {
        let mut bytes = TEXT.as_bytes().to_vec();
        assert!(decode(&bytes, true).trouble.is_none());
        bytes.remove(4);
        let decoded = decode(&bytes, true);
        assert_eq!(decoded.encoding, UTF_8);
        assert!(decoded.text.starts_with("建�"), "{}", decoded.text);
        assert!(decoded.trouble.is_some());
        assert_eq!(decode(b"caf\xe9", true).text, "caf�");
        assert_eq!(decode(b"r\xe9sum\xe9 na\xefve", true).text, "r�sum� na�ve");
    }

    #[test]
    fn a_cut_head_is_no_trouble() {
        for len in 1..TEXT.len() {
            let decoded = decode(&TEXT.as_bytes()[..len], false);
            assert!(decoded.trouble.is_none() && TEXT.starts_with(&*decoded.text), "{len}");
        }
        let (bytes, _, _) = GB18030.encode(TEXT);
        assert_eq!(decode(&bytes[..bytes.len() - 1], false).encoding, GB18030);
    }

    #[test]
    fn pictures_are_no_text() {
        assert!(is_binary(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"));
        assert!(!is_binary(TEXT.as_bytes()));
        assert!(!is_binary("题\0题".as_bytes()));
        assert!(!is_binary(b""));
    }
}
