//! Bytes to text. UTF-8 is the rule; UTF-16 by its mark, nearly valid UTF-8, and the East
//! Asian encodings of older archives are recognised and told as problems of severity "info".

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{BIG5, EUC_KR, Encoding, GB18030, GBK, SHIFT_JIS, UTF_8};

use crate::post::Trouble;

/// Share of broken characters, one in so many, up to which a text still is UTF-8.
const FEW: usize = 50;

/// The text of a file's bytes. A last character that was cut off is dropped.
pub fn text(bytes: &[u8], troubles: &mut Vec<Trouble>) -> String {
    if let Some((encoding, _)) = Encoding::for_bom(bytes).filter(|(encoding, _)| *encoding != UTF_8) {
        return decoded(bytes, encoding, troubles);
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => text.to_owned(),
        Err(error) if error.error_len().is_none() => {
            String::from_utf8_lossy(&bytes[..error.valid_up_to()]).into_owned()
        }
        Err(_) => other(bytes, troubles),
    }
}

fn other(bytes: &[u8], troubles: &mut Vec<Trouble>) -> String {
    let lossy = String::from_utf8_lossy(bytes);
    let broken = lossy.matches('\u{fffd}').count();
    let wide = lossy.chars().filter(|c| !c.is_ascii() && *c != '\u{fffd}').count();
    if broken * FEW <= wide || (broken <= 2 && wide >= broken) {
        troubles.push(Trouble::info(None, "a few bytes are not UTF-8; they are shown as \u{fffd}"));
        return lossy.into_owned();
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    let guess = detector.guess(None, Utf8Detection::Allow);
    let encoding = if guess == GBK { GB18030 } else { guess };
    if [GB18030, BIG5, SHIFT_JIS, EUC_KR].contains(&encoding) {
        return decoded(bytes, encoding, troubles);
    }
    troubles.push(Trouble::warning(
        None,
        "the text is not UTF-8 and its encoding is not known; some of it is lost",
    ));
    lossy.into_owned()
}

fn decoded(bytes: &[u8], encoding: &'static Encoding, troubles: &mut Vec<Trouble>) -> String {
    troubles.push(Trouble::info(None, format!("the text is {}; it was decoded", encoding.name())));
    encoding.decode(bytes).0.into_owned()
}
